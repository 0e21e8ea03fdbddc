"""What is gathered while a workbook is read: its mistakes, the formulas that were read by their value, and the places of cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from facts.errors import InputError, Place, shown
from facts.importers.workbook.cells import found, value_of
from facts.importers.workbook.columns import Kind
from facts.importers.workbook.opening import Cell, Grid, formula_shown
from facts.importers.written import Unreadable

_MOST_OUTSIDE = 20  # of cells beside a table, on one sheet
_WIDEST = 200  # columns; no sheet of ours has as many
_OUTSIDE = ("en tom ruta utanför tabellen", "flytta texten till en kolumn som finns, eller ta bort den")


@dataclass
class Found:
    """The mistakes of a workbook called `file`, and the formulas in it by their places."""

    file: str
    errors: list[InputError] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    told: set[Place] = field(default_factory=set)

    def place(self, grid: Grid, row: int, column: int = 0) -> Place:
        """A cell, or a row as a whole."""
        return Place(self.file, row, column, grid.name)

    def refuse(self, place: Place, found: str, expected: str, action: str) -> None:
        """Note a mistake."""
        self.told.add(place)
        self.errors.append(InputError.at(place, found, expected, action))

    def value(self, place: Place, cell: Cell, kind: Kind, choices: Sequence[str] = (), unit: str | None = None) -> Any:
        """The cell's value. One that cannot be read is noted, and stands as it was written: no other check accepts it unseen."""
        try:
            value = value_of(cell, kind, choices, unit)
        except Unreadable as error:
            self.refuse(place, *error.words)
            return str(cell.value)
        if cell.formula:
            self.formulas.append(f"{place} ({formula_shown(cell)} är {found(cell)})")
        return value

    def outside(self, grid: Grid, cells: Sequence[tuple[int, int]]) -> None:
        """Note the cells that stand where nothing is read: each, up to a few."""
        for row, column in cells[:_MOST_OUTSIDE]:
            cell = grid.cells[row][column]
            self.refuse(self.place(grid, row, column), f"{shown(str(cell.value))} utanför tabellen", *_OUTSIDE)
        if left := cells[_MOST_OUTSIDE:]:
            self.refuse(self.place(grid, *left[0]), f"{len(left)} rutor till utanför tabellen", *_OUTSIDE)

    def merged(self, grid: Grid) -> dict[tuple[int, int], Place]:
        """Note merged cells with something in them; the place that each of their cells was told of at."""
        covered: dict[tuple[int, int], Place] = {}
        last = max(grid.cells, default=0)
        for top, left, bottom, right in grid.merged:
            rows = [row for row in range(top, min(bottom, last) + 1) if row in grid.cells]
            if any(left <= column <= right for row in rows for column in grid.cells[row]):
                words = ("sammanslagna rutor", "en ruta för varje uppgift", "dela rutorna, och skriv uppgiften i var och en")
                place = self.place(grid, top, left)
                self.refuse(place, *words)
                covered |= {(row, column): place for row in rows for column in range(left, min(right, _WIDEST) + 1)}
        return covered
