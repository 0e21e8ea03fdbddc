"""Tables of amounts on a sheet: a block for each, as it is printed, and an empty one last for a new table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from facts.importers.workbook.columns import FILE, Kind
from facts.importers.workbook.facts_of import Trees, dig, tables_of
from facts.importers.workbook.layout import Layout
from facts.importers.workbook.layout_tables import (
    AMOUNT,
    AMOUNT_SAYS,
    AMOUNT_WIDTH,
    BESIDE,
    BUDGET,
    COLUMN_SUM,
    COLUMNS,
    FEWEST_AMOUNTS,
    KEY,
    ROW,
    ROW_SAYS,
    ROW_WIDTH,
    WORDS,
    TableSheet,
)
from facts.importers.workbook.notes import LAST_ROW, list_range, write_note
from facts.importers.workbook.styles import DECIMALS, Styles, as_text, write, write_number, write_text


class Block(NamedTuple):
    """A table to be written: the file it stands in, its id and its tree."""

    file: str
    key: str
    tree: Mapping[str, Any]

    def words(self) -> Iterator[tuple[str, Any, Kind]]:
        """What stands above the columns: each word with its value. What the table does not state has no line."""
        yield KEY, self.key, Kind.TEXT
        for word in WORDS:
            if (value := self.tree.get(word.path[0])) is not None:
                yield word.header, value, word.kind
        yield FILE, self.file, Kind.TEXT

    def beside(self, row: str) -> tuple[Any, ...]:
        """What stands beside a row's amounts: its unit, what it is a sum of, its roles, its source."""
        roles = [role for role, named in (self.tree.get("roller") or {}).items() if str(named) == row]
        own = {column.path: dig(self.tree, (*column.path, row)) for column in BESIDE}
        return tuple((own | {("roller",): roles})[column.path] for column in BESIDE)


def write_tables(page: Any, look: Styles, sheet: TableSheet, trees: Trees, layout: Layout) -> int:
    """Write the sheet's tables; how many they are."""
    blocks = [Block(*table) for table in tables_of(trees, sheet is BUDGET)]
    wide = max([FEWEST_AMOUNTS, *(len(block.tree["kolumner"]) for block in blocks)])
    _heads(page, look, wide, layout)
    top = 2
    for block in blocks:
        top = _block(page, look, wide, block, top) + 1
    _empty(page, look, top)
    page.freeze_panes(1, 1)
    return len(blocks)


def _heads(page: Any, look: Styles, wide: int, layout: Layout) -> None:
    heads = [(ROW, ROW_SAYS, ROW_WIDTH, look.word), *((AMOUNT, AMOUNT_SAYS, AMOUNT_WIDTH, look.open) for _ in range(wide))]
    heads += [(column.header, column.says, column.width, look.word) for column in BESIDE]
    for place, (header, says, width, style) in enumerate(heads):
        page.set_column(place, place, width, style)
        write_text(page, (0, place), header, look.head)
        if header != AMOUNT or place == 1:
            write_note(page, (0, place), says)
    for place, column in enumerate(BESIDE, wide + 1):
        if source := list_range(layout, column.offers):
            page.data_validation(1, place, LAST_ROW, place, {"validate": "list", "source": source, "show_error": False})
    page.set_row(0, 32)


def _block(page: Any, look: Styles, wide: int, block: Block, top: int) -> int:
    """Write a table from a row on; the first row after it."""
    for line, (word, value, kind) in enumerate(block.words(), top):
        _word(page, look, line, word)
        text = as_text(value, kind)
        write_number(page, look, (line, 1), value, look.word) if kind is Kind.WHOLE else write_text(page, (line, 1), text, look.word)
        top = line + 1
    top = _columns(page, look, block, top)
    for line, (row, amounts) in enumerate(block.tree["rader"].items(), top):
        _row(page, look, line, row, amounts, wide, block)
    return top + len(block.tree["rader"])


def _word(page: Any, look: Styles, line: int, word: str) -> None:
    write_text(page, (line, 0), word, look.label)


def _columns(page: Any, look: Styles, block: Block, line: int) -> int:
    columns = [str(column) for column in block.tree["kolumner"]]
    _heading(page, look, line, COLUMNS, columns)
    sums = block.tree.get("kolumnsummor")
    if not sums:
        return line + 1
    _word(page, look, line + 1, COLUMN_SUM)
    for place, column in enumerate(columns, 1):
        write(page, look, (line + 1, place), sums.get(column), Kind.NAMES)
    return line + 2


def _heading(page: Any, look: Styles, line: int, word: str, columns: Sequence[str]) -> None:
    write_text(page, (line, 0), word, look.head)
    for place, column in enumerate(columns, 1):
        write_text(page, (line, place), column, look.columns)


def _row(page: Any, look: Styles, line: int, row: str, amounts: Sequence[Any], wide: int, block: Block) -> None:
    strong = row in (block.tree.get("summor") or {})
    write_text(page, (line, 0), row, look.row[strong])
    for place, amount in enumerate(amounts, 1):
        if amount is None:
            page.write_blank(line, place, None, _blank(look, block, strong=strong))
        else:
            write_number(page, look, (line, place), amount, strong=strong)
    for place, (column, value) in enumerate(zip(BESIDE, block.beside(row), strict=True), wide + 1):
        if value:
            write_text(page, (line, place), as_text(value, column.kind), look.word)


def _blank(look: Styles, block: Block, *, strong: bool) -> Any:
    """The format of an empty amount: as many decimals as the table's others, so that none that is filled in is hidden."""
    amounts = [amount for row in block.tree["rader"].values() for amount in row if isinstance(amount, Decimal)]
    decimals = max((-int(amount.as_tuple().exponent) for amount in amounts), default=None)
    return look.free if decimals is None else look.numbers[min(max(decimals, 0), DECIMALS - 1)][strong]


def _empty(page: Any, look: Styles, top: int) -> None:
    """A block without a value, to be filled in."""
    for line, word in enumerate((KEY, *(one.header for one in WORDS), FILE, COLUMNS, COLUMN_SUM), top):
        write_text(page, (line, 0), word, look.head if word == COLUMNS else look.label)
        page.write_blank(line, 1, None, look.columns if word == COLUMNS else look.text)
