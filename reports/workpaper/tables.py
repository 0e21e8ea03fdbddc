"""What the sheets of a working paper are made of: tables whose cells are texts, exact numbers, or empty."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

Cell = str | int | Decimal | None

DIGITS = 15  # a spreadsheet's number is exact to so many; a longer one stays a text, with all it has
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Column:
    """A head and its width in signs; `plain` numbers, as years, have no thousands."""

    title: str
    width: int
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Noted:
    """The auditors' own columns of a row that they have left notes on: what they say, their names, the last day (ISO)."""

    text: str
    names: str
    day: str


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, as many as the columns; `strong` for sums and for what has members under it; `noted` beside them."""

    cells: tuple[Cell, ...]
    strong: bool = False
    noted: Noted | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under one row of heads."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that is one table; `noted` when the auditor has columns of their own beside it, `empty` what is said when no row is there.

    The first `held` columns stay in place when the others are moved.
    """

    name: str
    table: Table
    noted: bool = True
    empty: str = "Inga rader."
    held: int = 1


@dataclass(frozen=True, slots=True)
class Summary:
    """The first sheet: a title, paragraphs, and tables under each other."""

    name: str
    title: str
    paragraphs: tuple[str, ...]
    tables: tuple[Table, ...]


def number(text: str | None) -> Cell:
    """A printed number as a number; as the text it is where it is none, or has more digits than a spreadsheet keeps."""
    exact = text is not None and _NUMBER.fullmatch(text) and sum(sign.isdecimal() for sign in text) <= DIGITS
    return Decimal(text) if exact and text is not None else text
