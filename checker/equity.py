"""Equity at the end of each year of the ledger, and the floor that is decided for the checked year; drawn, not judged."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.amounts import Amount, Amounts, in_unit
from checker.given import plain
from checker.prepare_economy import Accounts, ledger_years
from facts.goals import Criterion
from facts.ids import cell_id
from facts.units import in_base, unit_class
from facts.year import Year
from reports.report import EquityRow

_FLOORS = ("minst", "lägst", "mer än")


def equity_rows(accounts: Accounts) -> tuple[EquityRow, ...]:
    """The ledger's years from the first whose equity is known; a year between that no document tells has no amount."""
    checked = accounts.year.year
    found = {year: _at_end_of(accounts, year) for year in ledger_years(checked)}
    known = [year for year, amount in found.items() if amount]
    floor = _floor(accounts.year)
    return tuple(_row(year, amount, floor if year == checked else None) for year, amount in found.items() if known and year >= known[0])


def _row(year: int, amount: Amount | None, floor: Decimal | None) -> EquityRow:
    return EquityRow(year, _thousands(amount.base if amount else None), _thousands(floor), (amount.source,) if amount else ())


def _thousands(kronor: Decimal | None) -> str | None:
    return None if kronor is None else plain(in_unit(kronor, "tkr"))


def _at_end_of(accounts: Accounts, year: int) -> Amount | None:
    """The year's closing equity, or the opening one of the year after."""
    return accounts.role("eget_kapital", year) or accounts.role("ingående_eget_kapital", year + 1)


def _floor(year: Year) -> Decimal | None:
    """The decided lowest level, in kronor, of the mätetal whose figure is the equity row itself."""
    amounts = Amounts(year)
    cells = {(cell_id(key, row, str(year.year)),) for key, _, row in amounts.roles("eget_kapital", str(year.year))}
    measured = {outcome.criterion for outcome in year.outcomes if outcome.value_of in cells}
    return next(iter(_levels(year, amounts, measured)), None)


def _levels(year: Year, amounts: Amounts, measured: set[str]) -> Iterator[Decimal]:
    for criterion in (criterion for goal in year.goals for criterion in goal.criteria if criterion.id in measured):
        level = _level(criterion, amounts) if criterion.operator in _FLOORS and not criterion.change else None
        if level is not None:
            yield level


def _level(criterion: Criterion, amounts: Amounts) -> Decimal | None:
    total = amounts.total(criterion.level_of) if criterion.level_of else None
    if criterion.level is None or unit_class(criterion.unit or "") != "pengar":
        return total.value if total else None
    return in_base(criterion.level, criterion.unit or "")
