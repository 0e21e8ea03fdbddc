"""The tables on a sheet, block by block: their words, their columns, their rows, with everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from facts.accounts import Table
from facts.errors import Path, Place, advice, shown
from facts.importers.workbook.columns import FILE, ID_KEY, Column, Kind
from facts.importers.workbook.found import Found
from facts.importers.workbook.layout_tables import AMOUNT, BESIDE, COLUMN_SUM, COLUMNS, KEY, LABELS, ROW, WORDS
from facts.importers.workbook.opening import Cell, Grid
from facts.importers.workbook.rows import folded, headers, refuse_empty

_KEY = Column((ID_KEY,), KEY, "", 0, Kind.TEXT, needed=True)
_BY_WORD = {column.header: column for column in (_KEY, *WORDS, Column((), FILE, "", 0, Kind.TEXT))}


@dataclass
class Block:
    """A table as it was read: its words, columns and rows, each with the place it stands at; `places` are by the path in the table."""

    place: Place
    words: dict[str, Any] = field(default_factory=dict)
    spots: dict[str, Place] = field(default_factory=dict)
    columns: dict[int, Any] = field(default_factory=dict)
    rows: dict[str, list[Any]] = field(default_factory=dict)
    extra: dict[str, dict[str, Any]] = field(default_factory=dict)
    places: dict[Path, Place] = field(default_factory=dict)
    strays: list[tuple[Place, str]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing in it is filled in."""
        return not (self.words or self.columns or self.rows or self.extra or self.strays)

    def tree(self) -> dict[str, Any]:
        """The table as it stands in a fact file."""
        stated = {column.path[0]: self.words[column.header] for column in WORDS if column.header in self.words}
        tree = stated | {"kolumner": list(self.columns.values()), "rader": self.rows} | self.extra
        return {alias: tree[alias] for alias in (info.alias or "" for info in Table.model_fields.values()) if alias in tree}

    def all_places(self) -> dict[Path, Place]:
        """Where each part of the table stands, by its path in it."""
        return {column.path: self.spots[column.header] for column in WORDS if column.header in self.spots} | self.places


class Reading:
    """A sheet of tables being read."""

    def __init__(self, found: Found, grid: Grid) -> None:
        self.found, self.grid = found, grid
        first = grid.cells.get(1, {})
        heads = {place: cell for place, cell in first.items() if folded(str(cell.value)) != folded(AMOUNT)}
        self.heads = headers(found, grid._replace(cells={1: heads}), [ROW, *(column.header for column in BESIDE)])
        self.beside = {self.heads[column.header]: column for column in BESIDE if column.header in self.heads}
        self.blocks: list[Block] = []
        self.outside: list[tuple[int, int]] = []

    def run(self) -> list[Block]:
        """Read every line; the tables that have something in them."""
        self.found.merged(self.grid)
        first = self.heads.get(ROW, 0)
        for line in sorted(row for row in self.grid.cells if row > 1):
            cells = dict(self.grid.cells[line])
            label = cells.pop(first, None)
            if label is None:
                self.outside += [(line, place) for place in cells]
            else:
                self._line(line, label, cells)
        self.found.outside(self.grid, self.outside)
        return [block for block in self.blocks if not block.is_empty]

    def _line(self, line: int, label: Cell, cells: dict[int, Cell]) -> None:
        place = self.found.place(self.grid, line, self.heads[ROW])
        word = str(label.value).strip()
        if word == KEY or not self.blocks:
            self.blocks.append(Block(place))
        if word != KEY and len(self.blocks) == 1 and not self.blocks[0].spots:
            self._refuse_nameless(place, word)
        if word in _BY_WORD:
            self._word(line, _BY_WORD[word], cells)
        elif word in (COLUMNS, COLUMN_SUM):
            self._across(line, word, cells)
        elif self.blocks[-1].columns:
            self._row(line, label, cells)
        elif cells:
            self.blocks[-1].strays.append((place, word))

    def _refuse_nameless(self, place: Place, word: str) -> None:
        """Note that the first table does not begin as one; it is read on without an id."""
        self.found.refuse(place, shown(word), f"ordet {KEY} först i varje tabell", f"skriv {KEY} på en rad ovanför, med tabellens id till höger")
        self.blocks[0].words[KEY], self.blocks[0].spots[KEY] = "", place

    def _amounts(self, line: int, cells: Mapping[int, Cell]) -> dict[int, Cell]:
        """The cells that are not beside the amounts; those that are have no place on a line of words."""
        self.outside += [(line, place) for place in cells if place in self.beside]
        return {place: cell for place, cell in sorted(cells.items()) if place not in self.beside}

    def _word(self, line: int, column: Column, cells: Mapping[int, Cell]) -> None:
        block = self.blocks[-1]
        values = self._amounts(line, cells)
        at = next(iter(values), self.heads[ROW] + 1)
        place = self.found.place(self.grid, line, at)
        self.outside += [(line, other) for other in values if other != at]
        if column.header in block.spots:
            words = ("varje ord en gång i en tabell", f"ta bort den ena raden, eller skriv {KEY} först i nästa tabell")
            self.found.refuse(place, f'ordet "{column.header}" en andra gång', *words)
        block.spots.setdefault(column.header, place)
        if at in values and column.header not in block.words:
            block.words[column.header] = self.found.value(place, values[at], column.kind, column.choices)

    def _across(self, line: int, word: str, cells: Mapping[int, Cell]) -> None:
        """The line of the columns' names, or of what a column is the sum of."""
        block = self.blocks[-1]
        for at, cell in self._amounts(line, cells).items():
            place = self.found.place(self.grid, line, at)
            value = self.found.value(place, cell, Kind.NAME if word == COLUMNS else Kind.NAMES)
            if word == COLUMNS:
                block.places[("kolumner", len(block.columns))] = place
                block.columns[at] = value
            elif at in block.columns:
                block.extra.setdefault("kolumnsummor", {})[str(block.columns[at])] = value
                block.places[("kolumnsummor", str(block.columns[at]))] = place
            else:
                self.outside.append((line, at))
        block.spots.setdefault(word, self.found.place(self.grid, line, self.heads[ROW]))

    def _row(self, line: int, label: Cell, cells: Mapping[int, Cell]) -> None:
        block, place = self.blocks[-1], self.found.place(self.grid, line, self.heads[ROW])
        row = str(self.found.value(place, label, Kind.NAME))
        if row in block.rows:
            self.found.refuse(place, f'raden "{row}" en andra gång i tabellen', "varje rad en gång", "ge raderna olika namn")
            return
        self.outside += [(line, at) for at in cells if at not in block.columns and at not in self.beside]
        beside = {column.path[0]: (at, column) for at, column in self.beside.items() if at in cells}
        block.places[("rader", row)] = place
        for key, (at, column) in beside.items():
            here = self.found.place(self.grid, line, at)
            self._beside(block, row, (key,), here, self.found.value(here, cells[at], column.kind))
        unit = block.extra.get("radenheter", {}).get(row, block.words.get("Enhet"))
        block.rows[row] = [self._amount(block, (line, at), i, row, cells.get(at), unit) for i, at in enumerate(block.columns)]

    def _amount(self, block: Block, spot: tuple[int, int], index: int, row: str, cell: Cell | None, unit: str | None) -> Any:
        place = block.places[("rader", row, index)] = self.found.place(self.grid, *spot)
        return self.found.value(place, cell, Kind.NUMBER, unit=unit) if cell else None

    def _beside(self, block: Block, row: str, path: Path, place: Place, value: Any) -> None:
        part = block.extra.setdefault(str(path[0]), {})
        if path != ("roller",):
            part[row] = value
            block.places[(*path, row)] = place
            return
        for role in value if isinstance(value, list) else [value]:
            if role in part:
                self.found.refuse(place, f'rollen "{role}" en andra gång i tabellen', "varje roll på en rad", "ta bort den ena")
            part[role] = row
            block.places[(*path, role)] = place


def tables_of(found: Found, grid: Grid) -> Iterator[Block]:
    """The tables of a sheet; what must be there and is not is noted, and stands as nothing."""
    for block in Reading(found, grid).run():
        for column in (_KEY, *WORDS):
            if column.needed and column.header not in block.words:
                refuse_empty(found, block.spots.setdefault(column.header, block.place), column)
                block.words[column.header] = ""
        if not (block.columns and block.rows):
            _refuse_shapeless(found, block)
        for place, word in block.strays if block.columns else ():
            action = advice(word, LABELS, f"flytta raden så att den står under {COLUMNS}")
            found.refuse(place, f"{shown(word)} före {COLUMNS}", f"ett av orden {', '.join(LABELS)}", action)
        yield block


def _refuse_shapeless(found: Found, block: Block) -> None:
    """Note that a table has no columns, or no rows: once, however many rows stand without columns."""
    key = "rader" if block.columns else "kolumner"
    place = block.strays[0][0] if block.strays else block.spots.get(COLUMNS, block.place)
    block.places |= {("kolumner",): place, ("rader",): place}
    action = f"skriv {COLUMNS} och kolumnernas namn på en rad, och tabellens rader under"
    found.refuse(place, f'tabellen "{block.words[KEY]}" utan {key}', f"{COLUMNS.lower()} och rader", action)
