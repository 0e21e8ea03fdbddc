"""Sheets of a workbook from tables: texts as texts, numbers as numbers, printed on A4 with heads on every page.

Every text is written as a text, so that none from the facts becomes a formula, a link or markup. Numbers follow the reader's own
Excel (in a Swedish one no-break thousands and a decimal comma), with a real minus.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from textwrap import wrap
from typing import Any

from reports.plaintext import printable
from reports.workpaper.tables import Cell, Column, Row, Sheet, Summary, Table

NOTES = (Column("Revisorns notering", 26), Column("Sign", 8), Column("Datum", 11))
LONGEST = 32_000  # signs in a cell; Excel's own limit is 32 767
_A4, _DECIMALS = 9, 7
_LINE, _NEXT_LINE, _HIGHEST = 15, 13, 400  # heights in points
_SIGNS, _STRONG, _HEADED = 12, 11, 9  # how many signs of ordinary text go in a width of ten
_FIRST_DAY = datetime(1900, 3, 1)  # noqa: DTZ001 - a day in a sheet has no zone; from here on every spreadsheet counts its days alike
_SWEDISH = "[$-41D]"
_CELL = {"font_name": "Arial", "font_size": 10, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
_TEXT = _CELL | {"text_wrap": True, "quote_prefix": True}  # stays a text also when it is edited
_NUMBER = _CELL | {"align": "right", "indent": 1}
_HEAD = _TEXT | {"bold": True, "bg_color": "#E7ECEF", "valign": "vcenter"}
_PROSE = {"font_name": "Arial", "font_size": 10, "valign": "top", "text_wrap": True, "quote_prefix": True}


@dataclass(frozen=True, slots=True)
class Styles:
    """The looks of a workbook's cells; of each pair the second is the strong one. `numbers` are by their decimals."""

    heading: Any
    prose: Any
    head: Any
    text: tuple[Any, Any]
    plain: tuple[Any, Any]
    numbers: tuple[tuple[Any, Any], ...]
    note: Any
    day: Any


@dataclass(frozen=True, slots=True)
class Printed:
    """What every printed page says: whose it is at its head, and at its foot by what it was made."""

    head: str
    foot: str


def styles_of(book: Any) -> Styles:
    """The looks, added to a new book."""

    def pair(look: dict[str, Any]) -> tuple[Any, Any]:
        return book.add_format(look), book.add_format(look | {"bold": True})

    return Styles(
        heading=book.add_format(_PROSE | {"bold": True, "font_size": 14}),
        prose=book.add_format(_PROSE),
        head=book.add_format(_HEAD),
        text=pair(_TEXT),
        plain=pair(_NUMBER | {"num_format": "0"}),
        numbers=tuple(pair(_NUMBER | {"num_format": number_format(decimals)}) for decimals in range(_DECIMALS)),
        note=book.add_format(_CELL | {"text_wrap": True}),
        day=book.add_format(_CELL | {"num_format": "yyyy-mm-dd"}),
    )


def number_format(decimals: int) -> str:
    """Thousands and decimals as the reader's own Excel sets them, Swedish where it asks; a real minus."""
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    return f'{_SWEDISH}{digits};{_SWEDISH}"−"{digits}'


# --- sheets


def add_summary(book: Any, printed: Printed, styles: Styles, told: Summary) -> None:
    """A sheet with a title, paragraphs and tables, on one page."""
    sheet = _page(book, printed, told.name, down=1)
    columns = max((table.columns for table in told.tables), key=len, default=())
    _widths(sheet, columns)
    width = sum(column.width for column in columns) or 100
    top = 0
    for text, style in ((told.title, styles.heading), *((text, styles.prose) for text in told.paragraphs)):
        _paragraph(sheet, top, max(len(columns), 2), width, text, style)
        top += 1
    for table in told.tables:
        top = _table(sheet, styles, table, top + 1)


def _paragraph(sheet: Any, top: int, columns: int, width: int, text: str, style: Any) -> None:
    """One text over all columns; a row of merged cells does not find its own height."""
    sheet.merge_range(top, 0, top, columns - 1, "", style)
    _text(sheet, top, 0, text, style)
    sheet.set_row(top, _LINE * lines_of(text, width) + 4)


def add_sheet(book: Any, printed: Printed, styles: Styles, told: Sheet) -> None:
    """A sheet that is one table, with filters over it, its heads and first columns in place."""
    sheet = _page(book, printed, told.name)
    notes = NOTES if told.noted else ()
    columns = (*told.table.columns, *notes)
    _widths(sheet, columns)
    bottom = _table(sheet, styles, Table(columns, told.table.rows), 0)
    sheet.freeze_panes(1, told.held)
    sheet.repeat_rows(0)
    if told.table.rows:
        sheet.autofilter(0, 0, bottom - 1, len(columns) - 1)
    else:
        _text(sheet, 1, 0, told.empty, None)


def _page(book: Any, printed: Printed, name: str, down: int = 0) -> Any:
    """A sheet as it is printed: A4 in landscape, one page wide and `down` long (0: as its rows need), with head, sheet and page number."""
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, down)
    sheet.set_header(f"&L{_told(printed.head)}&R{name}")
    sheet.set_footer(f"&L{_told(printed.foot)}&RSida &P av &N")
    return sheet


def _told(text: str) -> str:
    """A text in the head or foot of a page, where an ampersand is a command."""
    return printable(text).replace("&", "&&")


def _widths(sheet: Any, columns: Sequence[Column]) -> None:
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)


# --- cells


def _table(sheet: Any, styles: Styles, table: Table, top: int) -> int:
    """Heads and rows from a row on; the first row after them."""
    for place, column in enumerate(table.columns):
        _text(sheet, top, place, column.title, styles.head)
    sheet.set_row(top, _height([(column.title, column.width * _HEADED // 10) for column in table.columns]))
    for line, row in enumerate(table.rows, top + 1):
        _row(sheet, styles, table.columns, row, line)
    return top + 1 + len(table.rows)


def _row(sheet: Any, styles: Styles, columns: Sequence[Column], row: Row, line: int) -> None:
    signs = _STRONG if row.strong else _SIGNS
    own = (row.noted.text, row.noted.names, row.noted.day) if row.noted else (None, None, None)
    values = zip(columns, (*row.cells, *own), strict=False)
    told = [(value, column.width * signs // 10) for column, value in values if isinstance(value, str)]
    sheet.set_row(line, _height(told))
    for place, (column, value) in enumerate(zip(columns, row.cells, strict=False)):
        _cell(sheet, styles, (line, place), column, value, row.strong)
    first = len(row.cells)
    for place, value in enumerate(own[: len(columns) - first], first):
        _own(sheet, styles, (line, place), columns[place], value)


def _own(sheet: Any, styles: Styles, place: tuple[int, int], column: Column, value: str | None) -> None:
    """A cell of the auditor's own: what was noted, or room for it; the day as a day where a spreadsheet has that day."""
    is_day = column is NOTES[-1]
    if value is None:
        sheet.write_blank(*place, None, styles.day if is_day else styles.note)
    elif is_day and (day := _day(value)):
        sheet.write_datetime(*place, day, styles.day)
    else:
        _text(sheet, *place, value, styles.text[False])


def _day(text: str) -> datetime | None:
    """The day that a text states, if a spreadsheet has it."""
    try:
        day = datetime.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= _FIRST_DAY else None


def _height(texts: Sequence[tuple[str, int]]) -> int:
    """The height that holds the longest of the texts, each with its width; not every program finds it by itself."""
    return min(_LINE + _NEXT_LINE * (max((lines_of(text, width) for text, width in texts), default=1) - 1), _HIGHEST)


def lines_of(text: str, width: int) -> int:
    """The lines that a text takes in so many signs, at least one."""
    return sum(len(wrap(line, width)) or 1 for line in text.split("\n"))


def _cell(sheet: Any, styles: Styles, place: tuple[int, int], column: Column, value: Cell, strong: bool) -> None:
    if value is None or value == "":
        sheet.write_blank(*place, None, styles.note)
    elif isinstance(value, str):
        _text(sheet, *place, value, styles.text[strong])
    else:
        look = styles.plain if column.plain else styles.numbers[min(_decimals(value), _DECIMALS - 1)]
        sheet.write_number(*place, value, look[strong])


def _decimals(value: int | Decimal) -> int:
    return -int(value.as_tuple().exponent) if isinstance(value, Decimal) else 0


def _text(sheet: Any, line: int, place: int, text: str, style: Any) -> None:
    """Write a text as the text it is. XlsxWriter takes one in <r> and </r> for markup of its own; a space after it hinders that."""
    told = printable(text)
    told = told if len(told) <= LONGEST else told[:LONGEST] + "…"
    sheet.write_string(line, place, f"{told} " if told.startswith("<r>") else told, style)
