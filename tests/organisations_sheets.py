"""Printed tables with every relation that they and the ties state, so that each error put into a figure is known in all of them.

The figures of a table are made so that they agree. An error in one cell then differs by as much in each relation that holds the cell,
and its status is known without any sum being made: one printed step is a rounding (counts are not rounded), more is a deviation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from generator_years import Data, Draw

AGREES, ROUNDED, DEVIATES, LACKING = "stammer", "avrundning", "avvikelse", "underlag_saknas"
TAKEN_OFF = ("realisationsvinster", "till_reserv")
ROUNDED_UNITS = ("tkr", "kr", "mnkr", "åa", "%")
ERRORS = (1, -1, 1, -1, 2, -2, 3, 9, -90)  # steps of the last printed digit; 9 and 90 are digits that changed places


class Cell(NamedTuple):
    """A printed amount: the year of the report, and table, row and column in it."""

    report: int
    table: str
    row: str
    column: str


@dataclass
class Sheet:
    """A table to be printed in the report of a year."""

    report: int
    name: str
    title: str
    section: str
    columns: list[str]
    rows: dict[str, list[Decimal | None]]
    unit: str = "tkr"
    sums: dict[str, list[str]] = field(default_factory=dict)
    column_sums: dict[str, list[str]] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    accounting_unit: str | None = None
    own_year: bool = False
    document: str = "ar"

    def written(self) -> Data:
        """The table as a user writes it."""
        data: Data = {"titel": self.title, "källa": f"{self.document}{self.report}, {self.section}", "enhet": self.unit}
        data |= {"år": self.report} if self.own_year else {}
        data |= {"redovisar": self.accounting_unit} if self.accounting_unit else {}
        columns = [int(column) if column.isdecimal() else column for column in self.columns]
        data |= {"kolumner": columns, "rader": self.rows}
        parts = {"summor": self.sums, "kolumnsummor": self.column_sums, "roller": self.roles}
        return data | {key: part for key, part in parts.items() if part}

    def cells(self) -> Iterator[Cell]:
        """Every cell of the table."""
        for row in self.rows:
            for column in self.columns:
                yield Cell(self.report, self.name, row, column)


@dataclass
class Relation:
    """A tie in one column: the cells it holds, its status, and whether it is a sum in a table, a declared tie or last year's figure."""

    report: int
    id: str
    kind: str
    left: list[Cell]
    right: list[Cell]
    status: str | None = AGREES
    is_fixed: bool = False

    @property
    def cells(self) -> list[Cell]:
        """All its cells."""
        return [*self.left, *self.right]


class Workbook:
    """All tables of an organisation over the years, and the relations between their cells."""

    def __init__(self) -> None:
        self.sheets: dict[tuple[int, str], Sheet] = {}
        self.relations: list[Relation] = []
        self.locked: set[Cell] = set()
        self._with: dict[Cell, list[Relation]] = {}

    def add(self, sheet: Sheet) -> None:
        """Add a table with the sums it states, and its comparative figures against last year's table of the same name."""
        self.sheets[sheet.report, sheet.name] = sheet
        for row, terms in sheet.sums.items():
            for column in sheet.columns:
                cells = [Cell(sheet.report, sheet.name, term.removeprefix("-"), column) for term in terms]
                self.relate(sheet.report, f"AV-{sheet.name}.{row}.{column}", "sum", [Cell(sheet.report, sheet.name, row, column)], cells)
        for total, parts in sheet.column_sums.items():
            for row in sheet.rows:
                cells = [Cell(sheet.report, sheet.name, row, part) for part in parts]
                self.relate(sheet.report, f"AV-{sheet.name}.{row}.{total}-tvärs", "sum", [Cell(sheet.report, sheet.name, row, total)], cells)
        self._against_last_year(sheet)

    def _against_last_year(self, sheet: Sheet) -> None:
        before, column = self.sheets.get((sheet.report - 1, sheet.name)), str(sheet.report - 1)
        if before is None or column not in sheet.columns or column not in before.columns:
            return
        for row in (row for row in sheet.rows if row in before.rows):
            here, there = Cell(sheet.report, sheet.name, row, column), Cell(before.report, sheet.name, row, column)
            self.relate(sheet.report, f"AV-fjolår.{sheet.name}.{row}", "last year", [here], [there])

    def relate(self, report: int, name: str, kind: str, left: list[Cell], right: list[Cell]) -> Relation:
        """Add a relation between cells that agree."""
        relation = Relation(report, name, kind, left, right)
        self.relations.append(relation)
        for cell in relation.cells:
            self._with.setdefault(cell, []).append(relation)
            if self.value(cell) is None:
                self._without(relation, cell)
        return relation

    def value(self, cell: Cell) -> Decimal | None:
        """What is printed in the cell."""
        sheet = self.sheets[cell.report, cell.table]
        return sheet.rows[cell.row][sheet.columns.index(cell.column)]

    def _print(self, cell: Cell, value: Decimal | None) -> None:
        sheet = self.sheets[cell.report, cell.table]
        sheet.rows[cell.row][sheet.columns.index(cell.column)] = value

    def misprint(self, cell: Cell, steps: int) -> bool:
        """Print the cell so many steps of its last digit off, unless an error in one of its relations is known already.

        What the law takes off the year's result is not printed so that it is added: no such facts are read.
        """
        relations, value = self._with.get(cell, []), self.value(cell)
        if value is None or cell in self.locked or any(relation.is_fixed for relation in relations):
            return False
        step = Decimal(1).scaleb(min(int(value.as_tuple().exponent), 0))
        if cell.row in TAKEN_OFF and value + steps * step < 0:
            return False
        self._print(cell, value + steps * step)
        is_rounded = self.sheets[cell.report, cell.table].unit in ROUNDED_UNITS and abs(steps) == 1
        for relation in relations:
            relation.is_fixed = True
            if relation.status == AGREES:
                relation.status = ROUNDED if is_rounded else DEVIATES
        return True

    def leave_empty(self, cell: Cell) -> None:
        """Print nothing where there is zero."""
        if self.value(cell) != 0 or cell in self.locked:
            return
        self._print(cell, None)
        for relation in self._with.get(cell, []):
            self._without(relation, cell)

    def _without(self, relation: Relation, cell: Cell) -> None:
        """A declared tie lacks a side; a sum leaves an empty term out, and is not held where its total is empty; nor is an empty comparative."""
        if relation.kind == "declared":
            relation.status, relation.is_fixed = LACKING, True
        elif relation.kind == "last year" or cell in relation.left or all(self.value(term) is None for term in relation.right):
            relation.status = None

    def known(self, report: int) -> dict[str, str]:
        """The status of each relation of the report."""
        return {one.id: one.status for one in self.relations if one.report == report and one.status}

    def of_report(self, report: int) -> list[Sheet]:
        """The tables of the report."""
        return [sheet for (year, _), sheet in self.sheets.items() if year == report]


def err(draw: Draw, book: Workbook, report: int) -> None:
    """Put a few errors and empty cells into the tables of a report."""
    sheets = book.of_report(report)
    cells = [cell for sheet in sheets for cell in sheet.cells()]
    for _ in range(draw.pick(0, 0, 1, 1, 2, 3) if cells else 0):
        book.misprint(draw.pick(*cells), draw.pick(*ERRORS))
    for cell in [cell for cell in cells if book.value(cell) == 0]:
        if draw.chance(15):
            book.leave_empty(cell)
