"""Amounts that no figure tells yet, for the engine: which cells are empty, and what is waiting for them.

An empty cell of the year's own column is a gap, and so is a table that has other columns of the year but not its own, and a
role that no table has. Whether something waits for it is decided by the rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from checker.amounts import Amounts, forecast_age, in_unit
from checker.given import Given, cite, fixed, printed
from checker.prepare_economy import ledger_years
from facts.accounts import Role, Table, Tie
from facts.ids import cell_id, column_year, is_text_figure, term_name
from facts.year import Year
from reports.report import Cite

_RESULT: Role = "årets_resultat"
_BALANCED: Role = "bk_resultat"
_INCOME: Role = "budget_intäkter"
_COSTS: Role = "budget_kostnader"
_ROLES = {
    _RESULT: "årets resultat", _BALANCED: "balanskravsresultat", _INCOME: "budgetens intäkter", _COSTS: "budgetens kostnader",
}  # fmt: skip
_DEMANDS: dict[str, tuple[Role, ...]] = {"BK-1": (_RESULT, _BALANCED), "BK-2": (_RESULT, _BALANCED), "BK-3": (_INCOME, _COSTS)}


def give_gaps(given: Given, year: Year, amounts: Amounts) -> None:
    """Assert each amount that is lacking, and each thing that needs it."""
    gaps = dict(_empty_cells(year))
    needs = [*_terms_needed(year, amounts), *_roles_needed(year, amounts, gaps)]
    for name, (title, source) in gaps.items():
        given.give("tomt", f"tomt:{name}", [source], {"belopp": name}, titel=title)
    for about, name in dict.fromkeys(needs):
        if name in gaps:
            given.give("kraver", f"kraver:{about}:{name}", [gaps[name][1]], {"om": about, "belopp": name})
    _give_counts(given, year, needs)
    _give_unit_forecasts(given, year, amounts)


def _give_counts(given: Given, year: Year, needs: list[tuple[str, str]]) -> None:
    """How many amounts each rating and tie lacks; the restoration needs each earlier year's balanskravsresultat too."""
    lacking: dict[str, set[str]] = defaultdict(set)
    for about, name in needs:
        lacking[about].add(name)
    earlier = [other for other in ledger_years(year.year)[:-1] if not given.has(f"balanskravsresultat:{other}")]
    own = [Cite(given.organisation.name, "årets fakta")]
    for about, names in lacking.items():
        count = len(names) + (len(earlier) if about == "BK-2" else 0)
        given.give("saknade", f"saknade:{about}", own, {"om": about, "antal": count})


Gaps = dict[str, tuple[str, Cite]]


def _empty_cells(year: Year) -> Iterator[tuple[str, tuple[str, Cite]]]:
    own = str(year.year)
    for key, table in year.tables.items():
        source = cite(year.organisation, table.source)
        if table.draft:
            continue
        if own not in table.columns:
            if any(column_year(table, column) == year.year for column in table.columns) and _is_of_years(table):
                yield cell_id(key, "alla", own), (f"{table.title}: kolumnen {own}", source)
            continue
        for row, cells in table.rows.items():
            if cells[table.columns.index(own)] is None:
                yield cell_id(key, row, own), (f"{table.title}: {row.replace('_', ' ')}, {own}", source)


def _is_of_years(table: Table) -> bool:
    """Whether the table has a year's outcome in some column; one of budgets, forecasts or parts of a year has none to fill in."""
    return table.year is None and any(column.isdecimal() for column in table.columns)


def _cell_name(year: Year, key: str, row: str, column: str) -> str:
    """The gap that an empty cell is: the cell, or the column where the table does not have it."""
    return cell_id(key, row if column in year.tables[key].columns else "alla", column)


def _terms_needed(year: Year, amounts: Amounts) -> Iterator[tuple[str, str]]:
    """What mätetal and ties are summed from and that is empty."""
    criteria = {criterion.id: criterion for goal in year.goals for criterion in goal.criteria}
    named = [(criterion.id, term, None) for criterion in criteria.values() for term in criterion.level_of]
    named += [(outcome.criterion, term, None) for outcome in year.outcomes for term in outcome.value_of]
    ties = [(_tie_id(tie, column), term, column) for tie in year.ties for column in (tie.columns or (None,)) for term in _tie_terms(tie)]
    for about, term, column in (*named, *ties):
        name = term_name(term)
        if not is_text_figure(name) and amounts.get(name, column) is None:
            key, row, *rest = name.split(".")
            yield about, _cell_name(year, key, row, rest[0] if rest else column or "")


def _tie_id(tie: Tie, column: str | None) -> str:
    return f"{tie.id}.{column}" if column else tie.id


def _tie_terms(tie: Tie) -> list[str]:
    return [*tie.left, *tie.right, *(tie.right_change or ()), *(tie.right_share or ())]


def _roles_needed(year: Year, amounts: Amounts, gaps: Gaps) -> Iterator[tuple[str, str]]:
    """What the balanskrav need; a role that no table has becomes a gap of its own."""
    for demand, roles in _DEMANDS.items():
        for role in roles:
            column = f"budget{year.year}" if role.startswith("budget") else str(year.year)
            if amounts.role(role, column) is None:
                yield from ((demand, name) for name in _role_gaps(year, role, column, gaps))


def _role_gaps(year: Year, role: Role, column: str, gaps: Gaps) -> list[str]:
    named = [(key, table) for key, table in year.tables.items() if role in table.roles and table.accounting_unit is None and not table.draft]
    tables = [(key, table) for key, table in named if column in table.columns]
    cells = [(key, table, row) for key, table in tables for row in _rows_of(table, role, column)]
    for key, table, row in cells:
        name = _cell_name(year, key, row, column)
        gaps.setdefault(name, (f"{table.title}: {row.replace('_', ' ')}, {column}", cite(year.organisation, table.source)))
    if cells:
        return [_cell_name(year, key, row, column) for key, _, row in cells]
    name = f"roll.{role}.{column}"
    gaps[name] = (f"{_ROLES[role]}, {column}", Cite(year.organisation.name, "årets fakta"))
    return [name]


def _rows_of(table: Table, role: Role, column: str) -> list[str]:
    """The row with the role where it is empty; of the balanskravsresultat, which is summed anew, the rows that it is the sum of too."""
    summed = table.sums.get(table.roles[role], ()) if role == _BALANCED else ()
    terms = [term if term in table.rows else term.removeprefix("-") for term in summed]
    place = table.columns.index(column) if column in table.columns else None
    return [row for row in (table.roles[role], *terms) if place is None or table.rows[row][place] is None]


def _give_unit_forecasts(given: Given, year: Year, amounts: Amounts) -> None:
    """Each unit's forecast result against its budget."""
    latest_first = sorted(year.tables.items(), key=lambda named: (forecast_age(named[1]), named[0]))
    for key, table in latest_first:
        row, unit, column = table.roles.get(_RESULT), table.accounting_unit, f"prognos{year.year}"
        forecast, budget = (amounts.cell(key, row, name) if row else None for name in (column, f"budget{year.year}"))
        if not row or not unit or not forecast or not budget or given.has(f"enhetsprognos:{unit}"):
            continue
        difference, day = forecast.base - budget.base, table.made or given.day
        given.give(
            "enhetsprognos", f"enhetsprognos:{unit}", [forecast.source],
            {"enhet": unit, "avvikelse": fixed(difference), "dag": day.toordinal(), "faktaid": f"enhetsprognos:{unit}"},
            enhetsnamn=year.organisation.accounting_units[unit], prognos=printed(forecast.value, forecast.unit), datum=day.isoformat(),
            budget=printed(budget.value, budget.unit), skillnad=printed(in_unit(abs(difference), forecast.unit), forecast.unit),
            summed_from=[forecast.id, budget.id],
        )  # fmt: skip
