"""A table moved to another year: its rows, sums and roles, its columns moved on, and the figures that last year knew of them.

What the new year is to bring is empty: its own column, its budget, and every column of words. A column of a forecast, or to a
day within the year, is left out, since it is made in the year itself. A year that a row's name tells apart by ("överskott_2020")
moves with the columns if it lies among them or in the year before the oldest; an older one ("lån_2008") is something else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from facts.accounts import DATED_COLUMN, Table

_YEAR = re.compile(r"(?<=_)(?:19|20)\d\d(?=$|_(?!års_))")
_AS_IT_IS = ("titel", "källa", "enhet", "redovisar")

Tree = dict[str, Any]


@dataclass(frozen=True)
class MovedTable:
    """A table as it was and the names that its columns and rows have in the new year; a column that is left out has none."""

    table: Table
    columns: Mapping[str, str]
    rows: Mapping[str, str]

    @property
    def renamed(self) -> dict[str, str]:
        """Rows whose names have moved a year on."""
        return {old: new for old, new in self.rows.items() if old != new}


def moved_names(table: Table, by: int) -> MovedTable:
    """The names of the table's columns and rows a number of years on."""
    columns = {column: name for column in table.columns if (name := _column(column, by)) is not None}
    years = [int(found.group(1)) for column in table.columns if (found := DATED_COLUMN.fullmatch(column))]
    oldest = min(years, default=0) - 1
    rows = {row: _YEAR.sub(lambda hit: _moved(hit.group(), oldest, by), row) if years else row for row in table.rows}
    return MovedTable(table, columns, rows)


def _column(column: str, by: int) -> str | None:
    dated = DATED_COLUMN.fullmatch(column)
    if dated is None:
        return column
    if dated.group(2) or column.startswith("prognos"):
        return None
    return f"{column[: dated.start(1)]}{int(dated.group(1)) + by}"


def _moved(year: str, oldest: int, by: int) -> str:
    return str(int(year) + by) if int(year) >= oldest else year


def moved_table(written: Tree, moved: MovedTable, year: int) -> Tree:
    """The table as the new year's file has it, marked as a draft."""
    table, rows = moved.table, moved.rows
    tree: Tree = {key: written[key] for key in _AS_IT_IS if key in written}
    if table.year is not None:
        tree["år"] = Decimal(year)
    tree["kolumner"] = [Decimal(name) if name.isdecimal() else name for name in moved.columns.values()]
    tree["rader"] = {new: [_known(table, new, name, year) for name in moved.columns.values()] for new in rows.values()}
    tree["radenheter"] = {rows[row]: unit for row, unit in table.units.items()}
    tree["summor"] = {rows[row]: [_signed(term, rows) for term in terms] for row, terms in table.sums.items()}
    tree["kolumnsummor"] = {
        moved.columns[column]: [moved.columns[term] for term in terms]
        for column, terms in table.column_sums.items()
        if {column, *terms} <= moved.columns.keys()
    }
    tree["roller"] = {role: rows[row] for role, row in table.roles.items()}
    tree["utkast"] = "ja"
    return {key: part for key, part in tree.items() if part != {}}


def _known(table: Table, row: str, column: str, year: int) -> Decimal | None:
    """What last year's table has under the same names, for a column of a year that is past."""
    dated = DATED_COLUMN.fullmatch(column)
    if dated is None or int(dated.group(1)) >= year or column not in table.columns or row not in table.rows:
        return None
    return table.rows[row][table.columns.index(column)]


def _signed(term: str, rows: Mapping[str, str]) -> str:
    return rows[term] if term in rows else f"-{rows[term[1:]]}"
