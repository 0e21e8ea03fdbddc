"""Ids of facts: their ASCII form, the ids of derived ties, the ids the law and the whole bring, natural order."""

from __future__ import annotations

import re

from facts.accounts import DATED_COLUMN, Table, Tie

WHOLE_IDS = frozenset({"GEH", "GEH-E", "GEH-V", "BK-1", "BK-2", "BK-3"})
FINANCIAL_ID = re.compile(r"E-\d+(\.\d+)?")

_ASCII = str.maketrans("åäöÅÄÖéÉüÜ", "aaoAAOeEuU")
_DIGITS = re.compile(r"(\d+)")


def ascii_id(fact_id: str) -> str:
    """The id as code and JSON write it: å, ä → a, ö → o, é → e, ü → u. Raises ValueError for any other letter."""
    if fact_id.isascii():
        return fact_id
    plain = fact_id.translate(_ASCII)
    if not plain.isascii():
        raise ValueError(f"id:t {fact_id} har tecken utan ASCII-form")
    return plain


def folded(text: str) -> str:
    """The text as ids are told apart: without å, ä, ö, é and ü. Unlike ascii_id it takes any text."""
    return text.translate(_ASCII)


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key in which numbers inside a text count as numbers, however long: F-4.3.2-2 before F-4.3.10-1."""
    parts = _DIGITS.split(text)
    return tuple(_number_key(part) if i % 2 else (1, 0, part) for i, part in enumerate(parts) if part)


def _number_key(digits: str) -> tuple[int, int, str]:
    """Fewer digits before more, then by the digits themselves."""
    significant = digits.lstrip("0")
    return (0, len(significant), significant)


def cell_id(table: str, row: str, column: str) -> str:
    """The id of an amount in a table."""
    return f"{table}.{row}.{column}"


def sum_id(table: str, row: str, column: str) -> str:
    """The id of the tie that a row's sum is, in one column."""
    return f"AV-{table}.{row}.{column}"


def column_sum_id(table: str, column: str, row: str) -> str:
    """The id of the tie that a column's sum is, on one row."""
    return f"AV-{table}.{row}.{column}-tvärs"


def tie_ids(tie: Tie) -> list[str]:
    """The ids of the relations a tie stands for: itself, or one for each of its columns."""
    return [f"{tie.id}.{column}" for column in tie.columns] or [tie.id]


def column_year(table: Table, column: str) -> int | None:
    """The year that a column's amounts belong to: its own four digits, or else the table's year."""
    dated = DATED_COLUMN.fullmatch(column)
    return int(dated.group(1)) if dated else table.year


def term_name(term: str) -> str:
    """The term without its minus."""
    return term.removeprefix("-")


def is_text_figure(name: str) -> bool:
    """Whether a term names a figure in running text rather than an amount in a table."""
    return name.startswith("t.")
