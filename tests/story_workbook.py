"""What a person does in the workbook between two commands: types what was decided, what happened, and what the books show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

NO_FACTS = ("Läs mig", "Listor")


def typed_over(book: Path, from_book: Path) -> None:
    """Type into the one workbook what stands in the other, sheet by sheet; what stood there goes."""
    target, source = load_workbook(book), load_workbook(from_book)
    for name in (name for name in target.sheetnames if name not in NO_FACTS):
        page = target[name]
        page.delete_rows(1, page.max_row)
        for row in source[name].iter_rows():
            for cell in row:
                if cell.value is not None:
                    page.cell(cell.row, cell.column, cell.value).number_format = cell.number_format
    target.save(book)


class Typing:
    """A workbook that is open: rows and amounts are typed into it, and it is saved at the end."""

    def __init__(self, path: Path) -> None:
        self._path, self._book = path, load_workbook(path)

    def __enter__(self) -> Typing:
        return self

    def __exit__(self, *ended: object) -> None:
        if ended[0] is None:
            self._book.save(self._path)

    @property
    def book(self) -> Workbook:
        """The workbook itself."""
        return self._book

    def row(self, sheet: str, **values: Any) -> None:
        """A new row last on the sheet, its values by the headers."""
        page = self._book[sheet]
        last = max((cell.row for row in page.iter_rows() for cell in row if cell.value is not None), default=1)
        self._type(page, last + 1, values)

    def over(self, sheet: str, key: str, wanted: str, **values: Any) -> None:
        """New values in the last row whose cell under the header `key` holds what is wanted; None empties a cell."""
        page = self._book[sheet]
        place = _heads(page)[key]
        line = max(row for row in range(2, page.max_row + 1) if page.cell(row, place).value == wanted)
        self._type(page, line, values)

    def _type(self, page: Worksheet, line: int, values: Mapping[str, Any]) -> None:
        heads = _heads(page)
        for header, value in values.items():
            _put(page, line, heads[header.replace("_", " ")], value)

    def amounts(self, table: str, column: str, amounts: Mapping[str, int]) -> None:
        """Amounts in a column of a table on the sheet Bokslut, by row."""
        page = self._book["Bokslut"]
        start = next(row for row in range(1, page.max_row + 1) if (page.cell(row, 1).value, page.cell(row, 2).value) == ("Tabell", table))
        head = next(row for row in range(start, page.max_row + 1) if page.cell(row, 1).value == "Kolumner")
        place = next(at for at in range(2, page.max_column + 1) if str(page.cell(head, at).value) == column)
        end = next(row for row in range(head, page.max_row + 2) if page.cell(row, 1).value is None)
        lines = {str(page.cell(row, 1).value): row for row in range(head + 1, end)}
        for name, amount in amounts.items():
            _put(page, lines[name], place, amount)


def _heads(page: Worksheet) -> dict[str, int]:
    heads: Sequence[Any] = [cell.value for cell in page[1]]
    return {str(name): place for place, name in enumerate(heads, 1) if name}


def _put(page: Worksheet, line: int, place: int, value: Any) -> None:
    cell = page.cell(line, place)
    cell.value = value
    cell.number_format = "yyyy-mm-dd" if isinstance(value, dt.date) else "General"
