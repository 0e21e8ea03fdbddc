"""How the workbook's cells look, and how one value is written so that no spreadsheet takes it for anything else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap
from typing import Any

from facts.errors import BadInput, InputError, shown
from facts.importers.workbook.columns import Kind

A4 = 9
MOST_DIGITS = 15  # a spreadsheet's numbers are exact so far
DECIMALS = 7
FIRST_DAY = dt.date(1900, 3, 1)  # from here on every spreadsheet counts its days alike
LONGEST = 32_767  # signs in a cell
WRAPPED = 24  # a column this wide has its texts on several lines

_LINE_HEIGHT, _NEXT_LINE, _HIGHEST = 15, 13, 400  # in points
_SIGNS = 12  # how many signs of ordinary text go in a width of ten
_FACE = {"font_name": "Arial", "font_size": 10, "valign": "top"}
_LINE = {"border": 1, "border_color": "#D0D5D9"}
_HEAD = _FACE | _LINE | {"bold": True, "text_wrap": True, "valign": "vcenter", "num_format": "@"}
_TEXT = {"num_format": "@"}  # what is typed stays as it is typed: 1-2 is no date
_PLURALS = frozenset({Kind.TEXTS, Kind.NAMES, Kind.WHOLES, Kind.DAYS})
_YES_NO = {True: "ja", False: "nej"}


@dataclass(frozen=True)
class Styles:
    """The formats of a workbook. `numbers` are by their decimals; of each pair the second is of a row that is a sum."""

    title: Any
    heading: Any
    prose: Any
    link: Any
    head: Any
    needed: Any
    text: Any
    wrapped: Any
    day: Any
    whole: Any
    free: Any
    open: Any
    help: Any
    label: Any
    word: Any
    columns: Any
    row: tuple[Any, Any]
    numbers: tuple[tuple[Any, Any], ...]


def styles(book: Any) -> Styles:
    """The formats, added to a workbook."""

    def pair(look: dict[str, Any]) -> tuple[Any, Any]:
        return book.add_format(look), book.add_format(look | {"bold": True, "top": 1, "top_color": "#5B6670"})

    cell = _FACE | _LINE
    return Styles(
        title=book.add_format(_FACE | {"bold": True, "font_size": 14}),
        heading=book.add_format(_FACE | {"bold": True, "font_size": 11}),
        prose=book.add_format(_FACE | {"text_wrap": True}),
        link=book.add_format(_FACE | {"font_color": "#0B5394", "underline": 1}),
        head=book.add_format(_HEAD | {"bg_color": "#E7ECEF"}),
        needed=book.add_format(_HEAD | {"bg_color": "#C9DCE8"}),
        text=book.add_format(cell | _TEXT),
        wrapped=book.add_format(cell | _TEXT | {"text_wrap": True}),
        day=book.add_format(cell | {"num_format": "yyyy-mm-dd", "align": "left"}),
        whole=book.add_format(cell | {"num_format": "0"}),
        free=book.add_format(cell),
        open=book.add_format(_FACE),
        help=book.add_format(cell | _TEXT | {"font_color": "#5B6670", "italic": True, "text_wrap": True}),
        label=book.add_format(_FACE | _TEXT | {"font_color": "#5B6670"}),
        word=book.add_format(_FACE | _TEXT),
        columns=book.add_format(_HEAD | {"bg_color": "#E7ECEF", "align": "right"}),
        row=pair(cell | _TEXT),
        numbers=tuple(pair(cell | {"num_format": number_format(decimals), "align": "right", "indent": 1}) for decimals in range(DECIMALS)),
    )


def number_format(decimals: int) -> str:
    """Thousands and decimals as the reader's own spreadsheet sets them."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def style_of(look: Styles, kind: Kind, width: int) -> Any:
    """The format of an empty cell of a column."""
    if kind is Kind.NUMBER:
        return look.free
    if kind is Kind.WHOLE:
        return look.whole
    if kind in (Kind.DAY, Kind.DAY_OR_WORDS):
        return look.day
    return look.wrapped if width >= WRAPPED else look.text


def write(sheet: Any, look: Styles, place: tuple[int, int], value: Any, kind: Kind, width: int = 0) -> None:
    """Write one value of a fact; nothing where there is none."""
    style = style_of(look, kind, width)
    if value is None or value == []:
        sheet.write_blank(*place, None, style)
    elif kind in (Kind.NUMBER, Kind.WHOLE):
        write_number(sheet, look, place, value, style if kind is Kind.WHOLE else None)
    elif kind in (Kind.DAY, Kind.DAY_OR_WORDS):
        write_day(sheet, place, str(value), style)
    else:
        write_text(sheet, place, as_text(value, kind), style)


def as_text(value: Any, kind: Kind) -> str:
    """A value as the text of its cell."""
    if isinstance(value, bool):
        return _YES_NO[value]
    return ", ".join(map(str, value)) if kind in _PLURALS and isinstance(value, Sequence) and not isinstance(value, str) else str(value)


def write_number(sheet: Any, look: Styles, place: tuple[int, int], value: Decimal, style: Any = None, strong: bool = False) -> None:
    """A number with its printed decimals; as a text where a spreadsheet's numbers would not hold it."""
    decimals = -min(int(value.as_tuple().exponent), 0)
    style = style or look.numbers[min(decimals, DECIMALS - 1)][strong]
    if len(value.as_tuple().digits) > MOST_DIGITS:
        write_text(sheet, place, f"{value:f}".replace(".", ","), style)
    else:
        sheet.write_number(*place, value, style)


def write_day(sheet: Any, place: tuple[int, int], value: str, style: Any) -> None:
    """A day as a day, where every spreadsheet has it; words as words."""
    if (day := _day(value)) and day >= FIRST_DAY:
        sheet.write_datetime(*place, day, style)
    else:
        write_text(sheet, place, value, style)


def _day(value: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


def height(texts: Iterable[tuple[str, int]]) -> int:
    """The height that holds each text in its width on several lines; not every program finds it by itself."""
    lines = max((sum(len(wrap(line, width * _SIGNS // 10)) or 1 for line in text.split("\n")) for text, width in texts), default=1)
    return min(_LINE_HEIGHT + _NEXT_LINE * (lines - 1), _HIGHEST)


def write_text(sheet: Any, place: tuple[int, int], text: str, style: Any) -> None:
    """The text as a text. XlsxWriter takes one in <r> and </r> for markup of its own; a space after it hinders that.

    Raises BadInput for one that no cell holds.
    """
    if len(text) > LONGEST:
        words = (f"{shown(text)} på {len(text)} tecken", f"högst {LONGEST} tecken, som en ruta rymmer", "korta texten")
        raise BadInput([InputError("uppgifterna", 0, 0, *words)])
    sheet.write_string(*place, f"{text} " if text.startswith("<r>") else text, style)
