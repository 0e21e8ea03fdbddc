"""Section 4 in plain Python: the balanskrav, the budget, and what is observed of budgets and moved surpluses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from checker.evaluator.values import EITHER, D, E, Finding, Judgement, U, cell, decided, finding, total, undecided
from facts.accounts import Table
from facts.units import in_base
from facts.year import Year

VERY_GOOD = Fraction(10**11)
VERY_BAD = Fraction(-8 * 10**11)


class Books:
    """The tables of the checked year, and after them those of the other years."""

    def __init__(self, year: Year, others: Mapping[int, Year]) -> None:
        self.year = year.year
        years = [year, *(others[n] for n in sorted(others) if n != year.year)]
        self.tables = [table for one in years for table in one.tables.values() if table.accounting_unit is None and not table.draft]
        seen = getattr(year, "day", None)
        excused = [d for one in years for d in one.decisions if d.kind == "synnerliga skäl" and not (seen and d.date > seen)]
        self.excused = {decision.deficit_year for decision in excused}

    def rows(self, role: str, column: str) -> Iterator[tuple[Table, str]]:
        """Every row of the whole organisation with the role, in tables that have the column."""
        for table in self.tables:
            if role in table.roles and column in table.columns:
                yield table, table.roles[role]

    def amount(self, role: str, column: str) -> Fraction | None:
        """The first printed amount with the role in the column."""
        amounts = (printed(table, row, column) for table, row in self.rows(role, column))
        return next((amount for amount in amounts if amount is not None), None)

    def outcome(self, year: int) -> Fraction | None:
        """Årets resultat as printed, or else by the equity roll-forward."""
        stated = self.amount("årets_resultat", str(year))
        return self.roll_forward(year) if stated is None else stated

    def roll_forward(self, year: int) -> Fraction | None:
        """Equity at the year's end less equity at its start, where both are known."""
        end = _either(self.amount("eget_kapital", str(year)), self.amount("ingående_eget_kapital", str(year + 1)))
        start = _either(self.amount("eget_kapital", str(year - 1)), self.amount("ingående_eget_kapital", str(year)))
        return None if end is None or start is None else end - start

    def balance(self, year: int) -> Fraction | None:
        """The balanskravsresultat that the year's utredning declares; None where there is no utredning."""
        sums = (declared(table, row, str(year)) for table, row in self.rows("bk_resultat", str(year)))
        return next((amount for amount in sums if amount is not None), None)


def _either(first: Fraction | None, second: Fraction | None) -> Fraction | None:
    return second if first is None else first


def printed(table: Table, row: str, column: str) -> Fraction | None:
    """The printed amount in its base unit."""
    value = table.rows[row][table.columns.index(column)]
    return None if value is None else Fraction(in_base(value, table.units.get(row, table.unit)))


def declared(table: Table, row: str, column: str) -> Fraction | None:
    """The sum that the table declares for the row, or what is printed when it declares none or lacks a term."""
    amount = Fraction(0)
    for term in table.sums.get(row, ()):
        found = printed(table, term.removeprefix("-"), column)
        if found is None:
            return printed(table, row, column)
        amount += -found if term.startswith("-") else found
    return amount if table.sums.get(row) else printed(table, row, column)


def rate_balance(books: Books) -> Judgement:
    """BK-1: a balanskravsresultat of zero or more is uppfyllt."""
    balance = books.balance(books.year)
    if balance is not None:
        return decided(U if balance >= 0 else E, ["siffra"])
    known = books.outcome(books.year) is not None
    return undecided(EITHER, "balanskravsutredning_saknas" if known else "ar_saknas")


def rate_restoration(books: Books) -> Judgement:
    """BK-2: what remains to restore of the deficits of the years N-3 to N, in every scenario of unknown years."""
    years = range(books.year - 3, books.year + 1)
    possible = frozenset(_remaining(books, years, bad) for bad in ((), tuple(years), *((year,) for year in years)))
    if len(possible) == 1:
        return decided(next(iter(possible)), ["siffra"])
    lacking = any(books.balance(year) is None and books.outcome(year) is None for year in years)
    return undecided(possible, "ar_saknas" if lacking else "balanskravsutredning_saknas")


def _remaining(books: Books, years: range, bad: tuple[int, ...]) -> str:
    """The rating if the unknown years named were very bad and the other unknown ones very good."""
    left: dict[int, Fraction] = {}
    for year in years:
        known = books.balance(year)
        result = known if known is not None else VERY_BAD if year in bad else VERY_GOOD
        _restore(left, result)
        left[year] = Fraction(0) if year in books.excused else max(-result, Fraction(0))
    if left[years[0]] > 0:
        return E
    return D if any(left.values()) else U


def _restore(left: dict[int, Fraction], surplus: Fraction) -> None:
    """Use a surplus against earlier deficits, the oldest first."""
    for year in sorted(left):
        used = max(min(left[year], surplus), Fraction(0))
        left[year] -= used
        surplus -= used


def rate_budget(books: Books) -> Judgement:
    """BK-3: the decided budget's income exceeds its costs, which are written with a minus or without."""
    income = books.amount("budget_intäkter", f"budget{books.year}")
    costs = books.amount("budget_kostnader", f"budget{books.year}")
    if income is None or costs is None:
        return undecided(EITHER, "ej_redovisat")
    return decided(U if income > abs(costs) else E, ["siffra"])


def economy_findings(year: Year, books: Books) -> Iterator[Finding]:
    """Findings of the economy that never change a rating."""
    yield from _budget_deviations(year)
    for carried in year.carry_overs:
        amount = total(year, [carried.out])
        if amount is not None and amount > 0:
            yield finding("overfort_overskott", carried.accounting_unit)
    ledger = range(year.year - 3, year.year + 1)
    known = (books.balance(n) if books.balance(n) is not None else books.outcome(n) for n in ledger)
    if any(amount is not None and amount < 0 for amount in known):
        yield finding("aterstallande", "BK-2")


def _budget_deviations(year: Year) -> Iterator[Finding]:
    now, planned = str(year.year), f"budget{year.year}"
    for name, table in year.tables.items():
        row = table.roles.get("årets_resultat")
        if table.accounting_unit is not None and row is not None:
            yield from _unit_deviations(year, table.accounting_unit, f"{name}.{row}.{now}", f"{name}.{row}.{planned}")
        outcome, budget = table.roles.get("investering_utfall"), table.roles.get("investering_budget")
        whole = table.accounting_unit is None and outcome is not None and budget is not None
        if whole and _differ(year, f"{name}.{outcome}.{now}", f"{name}.{budget}.{now}"):
            yield finding("budgetavvikelse", "investering")


def _unit_deviations(year: Year, unit: str, result: str, budget: str) -> Iterator[Finding]:
    if _differ(year, result, budget):
        yield finding("budgetavvikelse", unit, "mot budget")
    found = cell(year.tables, {}, result)
    if found is not None and found.value < 0:
        yield finding("budgetavvikelse", unit, "underskott")


def _differ(year: Year, result: str, budget: str) -> bool:
    found, planned = cell(year.tables, {}, result), cell(year.tables, {}, budget)
    return found is not None and planned is not None and found.base != planned.base
