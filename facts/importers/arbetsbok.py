"""Excel: a year's facts from a workbook that `check mall` wrote and someone filled in.

What could not be read, or is missing, is a mistake at its cell; it stands in the rest as it was written, where the checks
refuse it at the same cell, so that what refers to its fact is no second mistake.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from facts.errors import BadInput, InputError, advice, shown
from facts.factfile import MadeFile
from facts.importers.importer import Asked, BadImport, Imported
from facts.importers.workbook.blocks import tables_of
from facts.importers.workbook.columns import FILE
from facts.importers.workbook.drafts import Drafts
from facts.importers.workbook.found import Found
from facts.importers.workbook.layout import FILES, FORM, FORM_WORD, GUIDE, LISTS, ORGANISATION, YEAR, Layout, layout
from facts.importers.workbook.layout_tables import KEY, TableSheet
from facts.importers.workbook.opening import Grid, open_book
from facts.importers.workbook.rows import rows_of
from facts.importers.written import FIRST_YEAR, LAST_YEAR
from facts.yamlwriting import year_schema

NAME = "arbetsbok"
SAYS = "arbetsboken från check mall (.xlsx), med ett års uppgifter"

PAPER = frozenset({"Sammanfattning", "Bedömningar", "Uppgifter", "Regler"})  # sheets by which the auditor's working paper is known

_ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_MOST_TOLD = 10
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def recognises(path: Path, head: bytes) -> bool:
    """Whether the file is a workbook, by its name or by how it begins."""
    return path.suffix.lower() in _ENDINGS or head.startswith((_ZIP, _OLE))


def read(path: Path, asked: Asked) -> Imported:
    """The workbook's facts as fact files. Raises BadInput with every mistake in it, also those between its facts."""
    grids = open_book(path)
    found = Found(path.name)
    _refuse_paper(path, grids, asked.year)
    plan = layout(asked.organisation)
    _refuse_sheets(found, grids, plan)
    year = _year(found, grids, asked)
    files = _files(found, grids, plan, asked.organisation.folder)
    if not files and not found.errors:
        words = ("en arbetsbok utan uppgifter", "minst en rad på något blad", "fyll i arbetsboken")
        raise BadInput([InputError(path.name, 0, 0, *words)])
    if year is None:
        raise BadInput(found.errors)
    imported = Imported(year, files, tuple(_told(found, grids, files)))
    if found.errors:
        raise BadImport(found.errors, imported)
    return imported


def _refuse_paper(path: Path, grids: Mapping[str, Grid], year: int | None) -> None:
    """A report as a workbook is not the form with other sheets: it is told what it is, not sheet by sheet."""
    if GUIDE not in grids and grids.keys() >= PAPER:
        action = f"skriv årets arbetsbok med check mall {year or 'ÅR'} -o mall.xlsx, fyll i den och läs in den"
        raise BadInput([InputError(path.name, 0, 0, "revisorns arbetspapper, skrivet med --format xlsx", "arbetsboken från check mall", action)])


def _refuse_sheets(found: Found, grids: Mapping[str, Grid], plan: Layout) -> None:
    for name, grid in grids.items():
        if name not in plan.names:
            action = advice(name, plan.names, "ta bort bladet, eller ge det rätt namn")
            found.refuse(found.place(grid, 0), f'det okända bladet "{name}"', "mallens blad", action)
    for name in plan.names:
        if name not in grids and name != LISTS:
            words = (f'inget blad "{name}"', "alla mallens blad", "lägg tillbaka bladet, eller utgå från en ny mall")
            found.errors.append(InputError(found.file, 0, 0, *words))


def _year(found: Found, grids: Mapping[str, Grid], asked: Asked) -> int | None:
    """The year on Läs mig, which must be the one that was asked for; and the organisation must be too."""
    guide = grids.get(GUIDE)
    if guide is None:
        return asked.year
    _expect(found, guide, ORGANISATION, asked.organisation.id)
    _expect(found, guide, FORM_WORD, FORM)
    row, stated = _stated(guide, YEAR)
    if asked.year is not None:
        _expect(found, guide, YEAR, str(asked.year))
        return asked.year
    if stated.isascii() and stated.isdecimal() and FIRST_YEAR <= int(stated[:5]) <= LAST_YEAR:
        return int(stated)
    found.refuse(found.place(guide, row, 2), f'{shown(stated)} efter "{YEAR}"', "ett årtal som 2020", f"skriv årtalet till höger om {YEAR}")
    return None


def _expect(found: Found, guide: Grid, word: str, wanted: str) -> None:
    row, stated = _stated(guide, word)
    if stated != wanted:
        words = (f'{shown(stated)} efter "{word}"', wanted, "läs in rätt arbetsbok, eller rätta rutan")
        found.refuse(found.place(guide, row, 2), *words)


def _stated(guide: Grid, word: str) -> tuple[int, str]:
    """The row of a word in the first column, and what stands to its right; the first row if the word is not there."""
    for row, cells in sorted(guide.cells.items()):
        if 1 in cells and str(cells[1].value).strip() == word:
            return row, str(cells[2].value).strip() if 2 in cells else ""  # noqa: PLR2004 - the second column
    return 1, ""


def _files(found: Found, grids: Mapping[str, Grid], plan: Layout, folder: Path) -> dict[str, MadeFile]:
    drafts = Drafts(found, year_schema(folder))
    for sheet in plan.sheets:
        if sheet.name in grids and isinstance(sheet, TableSheet):
            _add_tables(drafts, grids[sheet.name], sheet)
        elif sheet.name in grids and not isinstance(sheet, TableSheet):
            drafts.add_rows(sheet, rows_of(found, grids[sheet.name], sheet))
    drafts.refuse_childless({sheet.name: sheet for sheet in plan.of_rows})
    return drafts.made()


def _add_tables(drafts: Drafts, grid: Grid, sheet: TableSheet) -> None:
    for block in tables_of(drafts.found, grid):
        key = str(block.words.get(KEY, ""))
        file = drafts.name_of(str(block.words.get(FILE, "")), block.spots.get(FILE, block.place), sheet.file)
        place = block.spots.get(KEY, block.place)
        drafts.put_keyed(file, "tabeller", key, block.tree(), place)
        places = drafts.file(file).places
        places[("tabeller", key)] = place
        places |= {("tabeller", key, *path): spot for path, spot in block.all_places().items()}


def _told(found: Found, grids: Mapping[str, Grid], files: Mapping[str, MadeFile]) -> Iterator[str]:
    if found.formulas:
        shown_ones = "; ".join(found.formulas[:_MOST_TOLD]) + ("; med flera" if found.formulas[_MOST_TOLD:] else "")
        count = "en formel" if len(found.formulas) == 1 else f"{len(found.formulas)} formler"
        yield f"{count} lästes som det sparade värdet: {shown_ones}"
    lists = grids.get(LISTS)
    known = next((column for column, cell in lists.cells.get(1, {}).items() if cell.value == FILES), 0) if lists else 0
    for _, cells in sorted(lists.cells.items()) if lists and known else ():
        name = str(cells[known].value) if known in cells else FILES
        if name not in (FILES, *files):
            yield f"{name} har inga rader kvar i arbetsboken; filen i årets mapp är orörd, ta bort den om dess uppgifter ska bort"
