"""The balanskrav ledger for the report: each year with its result, what the result is, and what remains to restore."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.amounts import Total, in_unit
from checker.given import SCALE, plain
from checker.prepare_economy import GROUND, Accounts, ledger_years
from checker.session import Session
from facts.law import constant
from reports.report import Cite, LedgerRow

_MISSING = "framgår inte av underlaget"


def ledger(accounts: Accounts, session: Session) -> tuple[LedgerRow, ...]:
    """The ledger as if nothing was adjusted."""
    checked, rows = accounts.year.year, []
    time = constant("aterstallningstid", checked).value
    for year, result, basis, sources in _rows(accounts):
        rest = session.facts.get(f"rest:redovisat|{year}|{checked}")
        remaining = plain(in_unit(Decimal(rest["varde"]) / SCALE, "tkr")) if rest else None
        rows.append(LedgerRow(year, result, basis, year + time, remaining, sources))
    return tuple(rows)


def _rows(accounts: Accounts) -> Iterator[tuple[int, str | None, str, tuple[Cite, ...]]]:
    """Each ledger year with its result in tkr, what it is, and its sources."""
    for year in ledger_years(accounts.year.year):
        balanced, result = accounts.balanced(year), accounts.result(year)
        if balanced:
            yield year, _thousands(balanced), f"{_word(balanced)}balanskravsutredning", tuple(balanced.sources)
        elif result:
            total, ground = result
            yield year, _thousands(total), f"{_word(total)}{GROUND[ground]}, utan balanskravsutredning", tuple(total.sources)
        else:
            yield year, None, _MISSING, ()


def _thousands(total: Total) -> str:
    return plain(in_unit(total.value, "tkr"))


def _word(total: Total) -> str:
    """What is said before the basis where it is a forecast."""
    return "prognos: " if any(part.forecast for part in total.parts) else ""
