"""The rows of a sheet: headers found by name, then each row's values by column, with everything that is wrong with them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from facts.errors import Place, advice, shown
from facts.importers.workbook.columns import FILE, Column, Kind, Sheet
from facts.importers.workbook.found import Found
from facts.importers.workbook.opening import Cell, Grid

_EXPECTED = {
    Kind.NUMBER: "ett tal",
    Kind.WHOLE: "ett heltal",
    Kind.YES_NO: "ja eller nej",
    Kind.DAY: "ett datum",
    Kind.DAYS: "datum",
    Kind.WHOLES: "heltal",
}


@dataclass(frozen=True)
class Row:
    """A row of a sheet that has something in it: its values by header, and where each of its cells stands."""

    place: Place
    values: Mapping[str, Any]
    places: Mapping[str, Place]

    def text(self, header: str) -> str:
        """What stands under a header, as text; empty where nothing does."""
        return str(self.values.get(header) or "")


def folded(header: str) -> str:
    """A header as it is compared."""
    return " ".join(unicodedata.normalize("NFC", header).replace("_", " ").split()).casefold()


def rows_of(found: Found, grid: Grid, sheet: Sheet) -> list[Row]:
    """The rows of a sheet, from the second on; rows without anything in them, and those that wait, are passed over."""
    covered = found.merged(grid)
    columns = {column.header: column for column in sheet.shown if not column.help}
    heads = headers(found, grid, columns, [sheet.titled] if sheet.titled else [])
    found.outside(grid, [(row, place) for row in sorted(grid.cells) if row > 1 for place in grid.cells[row] if place not in heads.values()])
    rows = (row for row in sorted(grid.cells) if row > 1 and _filled(grid.cells[row], columns, heads) - _waiting(sheet))
    return [_row(found, grid, row, columns, _places(found, grid, row, columns, heads) | _under(covered, row, heads)) for row in rows]


def _places(found: Found, grid: Grid, row: int, columns: Iterable[str], heads: Mapping[str, int]) -> dict[str, Place]:
    """Where each part of a row stands; where a column is missing it was told of at the first row."""
    return {header: found.place(grid, row, heads[header]) if header in heads else found.place(grid, 1) for header in columns}


def _under(covered: Mapping[tuple[int, int], Place], row: int, heads: Mapping[str, int]) -> dict[str, Place]:
    """The parts of a row that merged cells cover, which were told of at the first of them."""
    return {header: covered[row, place] for header, place in heads.items() if (row, place) in covered}


def _filled(cells: Mapping[int, Cell], columns: Iterable[str], heads: Mapping[str, int]) -> set[str]:
    """The headers under which something stands."""
    return {header for header in columns if heads.get(header) in cells}


def _waiting(sheet: Sheet) -> set[str]:
    """The headers that a row can have something under and still be no fact."""
    return {sheet.columns[0].header, FILE} if sheet.waits else set()


def headers(found: Found, grid: Grid, wanted: Iterable[str], others: Iterable[str] = ()) -> dict[str, int]:
    """The column of each wanted header in the first row; those that are missing, unknown or there twice are noted.

    The `others` may be there too.
    """
    wanted = list(wanted)
    known = {folded(header): header for header in (*wanted, *others)}
    heads: dict[str, int] = {}
    for column, cell in sorted(grid.cells.get(1, {}).items()):
        header = known.get(folded(str(cell.value)))
        place = found.place(grid, 1, column)
        if header is None:
            action = advice(str(cell.value), known.values(), "rätta rubriken, eller ta bort kolumnen")
            found.refuse(place, f"den okända rubriken {shown(str(cell.value))}", "en av mallens rubriker", action)
        elif header in heads:
            found.refuse(place, f'rubriken "{header}" en andra gång', "varje rubrik en gång", "ta bort den ena kolumnen")
        heads[header if header and header not in heads else f"{column}"] = column  # what stands under an unknown one is not told of too
    missing = [header for header in wanted if header not in heads]
    for header in missing:
        action = "skriv rubriken i första raden, eller utgå från en ny mall"
        found.refuse(found.place(grid, 1), f'ingen kolumn "{header}"', "alla mallens kolumner", action)
    return heads


def _row(found: Found, grid: Grid, row: int, columns: Mapping[str, Column], places: dict[str, Place]) -> Row:
    cells = {header: grid.cells[row][place.column] for header, place in places.items() if place.line == row and place.column in grid.cells[row]}
    unit = _unit(cells.get("Enhet"), columns)
    values = {
        header: found.value(places[header], cells[header], column.kind, column.choices, unit if column.kind is Kind.NUMBER else None)
        for header, column in columns.items()
        if header in cells
    }
    for column in _missing(columns.values(), values):
        if places[column.header] not in found.told:
            refuse_empty(found, places[column.header], column)
        values[column.header] = ""
    return Row(found.place(grid, row), values, places)


def _unit(cell: Cell | None, columns: Mapping[str, Column]) -> str | None:
    """What the numbers of a row are counted in, where its unit is not a unit of the organisation."""
    return str(cell.value).strip() if cell and columns["Enhet"].offers == "Måttenheter" else None


def _missing(columns: Iterable[Column], values: Mapping[str, Any]) -> list[Column]:
    """The columns that must be filled in and are not; in a group only when something else in it is."""
    columns = list(columns)
    begun = {column.path[0] for column in columns if column.header in values and column.path[1:]}
    asked = (column for column in columns if not column.path[1:] or column.path[0] in begun)
    return [column for column in asked if column.needed and column.header not in values]


def refuse_empty(found: Found, place: Place, column: Column) -> None:
    """Note a cell that must not be empty."""
    expected = f"en av {', '.join(column.choices)}" if column.choices else _EXPECTED.get(column.kind, "text")
    if column.path[-1:] == ("källa",):
        expected = "dokument och avsnitt, som i ar2020, 4.3.8"
    found.refuse(place, f'en tom ruta under "{column.header}"', expected, "fyll i rutan")


def file_of(row: Row) -> str:
    """The file that a row says it belongs to; empty where it says none."""
    return row.text(FILE)
