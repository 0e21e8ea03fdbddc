"""Which amounts a rating rests on and how each could be another: those that criteria are summed from, and those of the balanskrav.

A total that a document prints is a fact of its own: a rating that rests on the total is moved by the total, not by its parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import combinations

from checker.amounts import Amount, Amounts, Total, in_unit
from checker.candidates import Candidate, step_of, stepped
from checker.prepare_economy import Accounts, ledger_years
from checker.searching import Line, around, line
from facts.accounts import Role
from facts.changes import CellSet, Change, FigureSet, RoleSet
from facts.goals import Criterion
from facts.ids import ascii_id, cell_id, is_text_figure, term_name
from facts.settable import printed
from facts.units import in_base
from facts.year import Year

Make = Callable[[Decimal], Change]

_RESULTS = frozenset({"årets_resultat", "bk_årets_resultat", "bk_resultat"})
_BUDGET: tuple[Role, ...] = ("budget_intäkter", "budget_kostnader")


def of_terms(year: Year, amounts: Amounts, criterion: Criterion) -> Iterator[Candidate]:
    """The amounts that a criterion's outcomes and level are summed from; each that is empty in print too."""
    own = [outcome for outcome in year.outcomes if outcome.criterion == criterion.id and outcome.value_of and not outcome.is_figure_to_date]
    terms = [term for outcome in own for term in outcome.value_of]
    named = list(dict.fromkeys(map(term_name, [*terms, *criterion.level_of])))
    apart = _difference(amounts, criterion, [outcome.value_of for outcome in own])
    for name in named:
        yield _candidate(year, criterion.id, name, amounts.get(name), apart)


def _difference(amounts: Amounts, criterion: Criterion, outcomes: Iterable[tuple[str, ...]]) -> list[Decimal]:
    """How far each outcome is from the level, in the base unit."""
    total = amounts.total(criterion.level_of) if criterion.level_of else None
    level = total.value if total else None
    if criterion.level is not None:
        level = in_base(criterion.level, criterion.unit or "-")
    found = [total for terms in outcomes if (total := amounts.total(terms))]
    return [] if level is None else [one.value - level for one in found]


def _candidate(year: Year, leaf: str, name: str, amount: Amount | None, apart: Iterable[Decimal]) -> Candidate:
    """An amount of the year; `apart` is how far it may have to move, one way or the other, in the base unit."""
    make, title, unit, role = _of_figure(year, name) if is_text_figure(name) else _of_cell(year, name)
    step = step_of(amount.value if amount else None)
    scale = in_base(step, unit)
    start = None if amount is None else int(amount.value / step)
    moved = [(start or 0) + sign * distance / scale for distance in apart for sign in (1, -1)]
    kind = "saknas" if amount is None else "resultat" if role in _RESULTS else "belopp"
    return Candidate(
        leaf, kind, name, title, unit, printed(amount.value, unit) if amount else None, _line(start, moved),
        lambda k: make(stepped(k, step)), lambda k: printed(stepped(k, step), unit) or "", lambda k: f"{stepped(k, step):f}", step,
    )  # fmt: skip


def _line(start: int | None, near: Iterable[Decimal]) -> Line:
    return line(start, [0, *(k for one in near for k in around(one))])


def _of_cell(year: Year, name: str) -> tuple[Make, str, str, str | None]:
    key, row, column = name.split(".")
    table = year.tables[key]
    role = next((role for role, of in table.roles.items() if of == row), None)
    title = f"{table.title}: {row.replace('_', ' ')}, {column}"
    return lambda value: CellSet(key, row, column, value), title, table.units.get(row, table.unit), role


def _of_figure(year: Year, name: str) -> tuple[Make, str, str, str | None]:
    figure = year.text_figures[name]
    return lambda value: FigureSet(name, value), figure.states, figure.unit, None


# --- the balanskrav -------------------------------------------------------------------------------------------------


def of_balance(year: Year, others: Mapping[int, Year]) -> Iterator[Candidate]:
    """What the year's balanskravsresultat, the ledger of the years before and the budget rest on."""
    accounts = Accounts(year, others)
    ledger = {one: accounts.balanced(one) for one in ledger_years(year.year)}
    for one, total in ledger.items():
        rest = [known.value for other, known in ledger.items() if known and other != one]
        for leaf in ("BK-1", "BK-2") if one == year.year else ("BK-2",):
            yield from _of_total(year, leaf, one, total, rest if leaf == "BK-2" else [])
    yield from _of_budget(year, accounts)


def _of_total(year: Year, leaf: str, of_year: int, total: Total | None, rest: list[Decimal]) -> Iterator[Candidate]:
    """The amounts of a balanskravsresultat in the year's own tables; else the result itself, stated or to be stated by the year."""
    kinks = [Decimal(0), *(sum(some, Decimal(0)) for many in range(1, len(rest) + 1) for some in combinations(rest, many))]
    own = {ascii_id(name): name for name in _cells(year)}
    if total and all(part.id in own for part in total.parts):
        for part in total.parts:
            yield _candidate(year, leaf, own[part.id], part, [total.value + kink for kink in kinks])
        return
    unit = total.unit if total else "tkr"
    value = in_unit(total.value, unit) if total else None
    step = step_of(value)
    near = [-kink / in_base(step, unit) for kink in kinks]
    yield _of_role(leaf, "bk_resultat", str(of_year), f"balanskravsresultat {of_year}", unit, value, step, near)


def _of_role(leaf: str, role: Role, column: str, title: str, unit: str, value: Decimal | None, step: Decimal, near: Iterable[Decimal]) -> Candidate:
    start = None if value is None else int(value / step)
    return Candidate(
        leaf, "saknas" if value is None else "resultat" if role in _RESULTS else "belopp", f"{role}.{column}", title, unit, printed(value, unit),
        _line(start, near), lambda k: RoleSet(role, column, stepped(k, step), unit), lambda k: printed(stepped(k, step), unit) or "",
        lambda k: f"{stepped(k, step):f}", step,
    )  # fmt: skip


def _of_budget(year: Year, accounts: Accounts) -> Iterator[Candidate]:
    """The decided budget's income and costs; one of them that is missing."""
    own = {ascii_id(name): name for name in _cells(year)}
    known = {role: accounts.role(role, year.year, "budget") for role in _BUDGET}
    for role, amount in known.items():
        others = [other for name, other in known.items() if name != role and other]
        if amount and amount.id in own:
            yield _candidate(year, "BK-3", own[amount.id], amount, [amount.base - other.base for other in others])
        else:
            unit, value = (amount.unit, amount.value) if amount else (others[0].unit if others else "tkr", None)
            near = [in_unit(other.base, unit) for other in others]
            yield _of_role("BK-3", role, f"budget{year.year}", f"budgetens {role.partition('_')[2]} {year.year}", unit, value, Decimal(1), near)


def _cells(year: Year) -> Iterator[str]:
    for key, table in year.tables.items():
        yield from (cell_id(key, row, column) for row in table.rows for column in table.columns)
