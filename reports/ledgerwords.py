"""A year of the balanskrav ledger in the words and numbers that every table has of it; amounts in tkr."""

from __future__ import annotations

from reports.report import LedgerRow
from reports.swedish import number

UNKNOWN = "framgår inte"
NEVER = "–"


def result(row: LedgerRow) -> str:
    """The year's result."""
    return UNKNOWN if row.result is None else number(row.result)


def remaining(row: LedgerRow) -> str:
    """What is left to restore: nothing of a year without a deficit, and unknown where it was not reckoned."""
    if row.remaining is not None:
        return number(row.remaining)
    return UNKNOWN if _may_be_restored(row) else "0"


def last_year(row: LedgerRow) -> str:
    """The last year to restore it in; a surplus has none."""
    return str(row.last_year) if _may_be_restored(row) else NEVER


def _may_be_restored(row: LedgerRow) -> bool:
    return row.result is None or row.result.startswith("-")
