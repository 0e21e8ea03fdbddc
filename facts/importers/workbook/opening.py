"""A workbook opened with care: nothing is unpacked before its size is known, no link is followed, no macro is run."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import load_workbook

from facts.errors import BadInput, InputError, shown
from facts.files import TooLong, plain_bytes
from facts.importers.workbook.parts import look_through

FILE_LIMIT = 20_000_000
UNPACKED_LIMIT = 50_000_000
MOST_PARTS = 2_000
MOST_TAGS = 1_000_000  # a cell is two or three; a year's workbook has a hundred thousand
MOST_COVERED = 500_000

_OLE = b"\xd0\xcf\x11\xe0"
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_ENTRY = b"PK\x01\x02"  # begins each part's line in the list of them
_MARKUP = (".xml", ".rels")
_MEGABYTE = 1_000_000

_AS_XLSX = "öppna den i ett kalkylprogram och spara som Excel-arbetsbok (.xlsx)"
_WORKBOOK = "en Excel-arbetsbok (.xlsx)"
_ANEW = "spara arbetsboken på nytt ur ett kalkylprogram, eller utgå från en ny mall"
_UNREADABLE = ("en arbetsbok som inte kan läsas", _WORKBOOK, _ANEW)


class Cell(NamedTuple):
    """A cell with something in it: its value, openpyxl's letter for its kind, its number format, and its formula if it has one."""

    value: Any
    kind: str
    format: str = "General"
    formula: str = ""


class Grid(NamedTuple):
    """A sheet: its cells by row and column, counted from one, and its merged ranges (first row, first column, last row, last column)."""

    name: str
    cells: dict[int, dict[int, Cell]]
    merged: tuple[tuple[int, int, int, int], ...]


def open_book(path: Path) -> dict[str, Grid]:
    """The sheets of the workbook by name. Raises BadInput, with one sentence, for a file that is no workbook or is not safe to open."""
    raw = _bytes(path)
    _refuse_other_kinds(path, raw)
    try:
        return _grids(_safe(path, raw))
    except BadInput:
        raise
    except Exception:  # noqa: BLE001 - a broken workbook stops its reader in many ways; none is a fault of ours
        raise _refused(path, *_UNREADABLE) from None


def _refused(path: Path, found: str, expected: str, action: str) -> BadInput:
    return BadInput([InputError(path.name, 0, 0, found, expected, action)])


def _bytes(path: Path) -> bytes:
    try:
        return plain_bytes(path, FILE_LIMIT)
    except TooLong as error:
        raise _refused(path, f"en fil på {error.size // _MEGABYTE} MB", f"högst {FILE_LIMIT // _MEGABYTE} MB", _ANEW) from None
    except OSError:
        words = ("en fil som inte kan läsas", "en läsbar fil", "kontrollera filen och dess rättigheter")
        raise _refused(path, *words) from None


def _refuse_other_kinds(path: Path, raw: bytes) -> None:
    if raw.startswith(_OLE) and _PROTECTED in raw:
        raise _refused(path, "en arbetsbok som är skyddad med lösenord", "en arbetsbok utan lösenord", "ta bort lösenordet och spara")
    if raw.startswith(_OLE):
        raise _refused(path, "en arbetsbok i äldre format (.xls)", _WORKBOOK, _AS_XLSX)
    if raw.count(_ENTRY) > 10 * MOST_PARTS:  # more than its list is read for; the number itself is told below
        raise _refused(path, f"en packad fil med fler än {10 * MOST_PARTS} delar", f"högst {MOST_PARTS} delar", _ANEW)
    if not zipfile.is_zipfile(io.BytesIO(raw)):
        raise _refused(path, "en fil som inte är en arbetsbok" if raw else "en tom fil", _WORKBOOK, _AS_XLSX)


def _safe(path: Path, raw: bytes) -> bytes:
    """The workbook packed anew from the parts that were looked through: no other bytes are ever unpacked."""
    packed, file = zipfile.ZipFile(io.BytesIO(raw)), io.BytesIO()
    _refuse_unsafe(path, packed)
    with zipfile.ZipFile(file, "w") as safe:
        for part, content in _looked_through(path, packed):
            safe.writestr(part, content)
    return file.getvalue()


def _refuse_unsafe(path: Path, packed: zipfile.ZipFile) -> None:
    parts = packed.infolist()
    size = sum(part.file_size for part in parts)
    if size > UNPACKED_LIMIT or len(parts) > MOST_PARTS:
        found = f"en arbetsbok som uppackad är {size // _MEGABYTE} MB i {len(parts)} delar"
        raise _refused(path, found, f"högst {UNPACKED_LIMIT // _MEGABYTE} MB i {MOST_PARTS} delar", _ANEW)
    if any(part.flag_bits & 1 for part in parts):
        raise _refused(path, "en arbetsbok som är skyddad med lösenord", "en arbetsbok utan lösenord", "ta bort lösenordet och spara")
    if not any(part.filename.startswith("xl/") for part in parts):
        raise _refused(path, "en packad fil som inte är en Excel-arbetsbok", _WORKBOOK, _AS_XLSX)
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise _refused(path, *_UNREADABLE)  # other packings are not unpacked a piece at a time


def _unpacked(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """The part's bytes, no more than it says it has: what the packing itself holds may be a thousand times as many."""
    with packed.open(part) as stream:
        return stream.read(part.file_size + 1)


def _looked_through(path: Path, packed: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """The name and bytes of each part. Raises BadInput for parts that would become too much."""
    tags = covered = 0
    for part in packed.infolist():
        content = _unpacked(packed, part)
        look = look_through(content)
        tags, covered = tags + look.tags, covered + look.covered
        if look.has_doctype:
            raise _refused(path, "en arbetsbok med en dokumenttyp (DOCTYPE)", "en arbetsbok som ett kalkylprogram har sparat", _ANEW)
        if not look.is_markup and part.filename.endswith(_MARKUP):
            raise _refused(path, *_UNREADABLE)
        if tags > MOST_TAGS:
            raise _refused(path, "en arbetsbok med för många rutor", "ett års uppgifter", _ANEW)
        if covered > MOST_COVERED:
            action = "dela sammanslagna rutor, ta bort länkarna och spara"
            raise _refused(path, "sammanslagna rutor eller länkar över för många rutor", "en ruta för varje uppgift", action)
        yield part.filename, content


def _grids(raw: bytes) -> dict[str, Grid]:
    book = _loaded(raw, False)
    grids = {sheet.title: Grid(sheet.title, {}, tuple(_merged(sheet))) for sheet in [*book.worksheets, *book.chartsheets]}
    formulas = [_fill(grids[sheet.title], sheet) for sheet in book.worksheets]
    if any(formulas):
        stored = _loaded(raw, True)
        for sheet in stored.worksheets:
            _put_stored(grids[sheet.title], sheet)
    return grids


def _loaded(raw: bytes, values: bool) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that the reader leaves out: drop-downs, drawings
        return load_workbook(io.BytesIO(raw), data_only=values, keep_links=False, keep_vba=False)


def _merged(sheet: Any) -> Iterator[tuple[int, int, int, int]]:
    for one in getattr(sheet, "merged_cells", ()) and sheet.merged_cells.ranges:
        yield one.min_row, one.min_col, one.max_row, one.max_col


def _fill(grid: Grid, sheet: Any) -> bool:
    """Take over the cells that have something in them; whether a formula is among them."""
    has_formula = False
    for (row, column), cell in sorted(sheet._cells.items()):  # noqa: SLF001 - those that are there; the public ways make all up to the last
        if cell.value is None or (isinstance(cell.value, str) and not cell.value.strip()):
            continue
        is_formula = cell.data_type == "f"
        formula = _formula(cell.value) if is_formula else ""
        grid.cells.setdefault(row, {})[column] = Cell(cell.value, cell.data_type, cell.number_format, formula)
        has_formula = has_formula or is_formula
    return has_formula


def _formula(value: Any) -> str:
    """A formula's text; one over many cells holds it inside, and a table of what-ifs has none."""
    return value if isinstance(value, str) else str(getattr(value, "text", None) or "=TABELL()")


def _put_stored(grid: Grid, sheet: Any) -> None:
    """Give each formula the value that was stored with it; none where there is none."""
    for row, cells in grid.cells.items():
        for column, cell in cells.items():
            if cell.formula:
                stored = sheet._cells.get((row, column))  # noqa: SLF001 - as above
                value = stored.value if stored else None
                cells[column] = Cell(value, stored.data_type if stored and value is not None else "f", cell.format, cell.formula)


def formula_shown(cell: Cell) -> str:
    """A formula as it is told of."""
    return shown(cell.formula if cell.formula.startswith("=") else f"={cell.formula}")
