"""The running year in plain Python: what is known on a day, what is settled, due and overdue, and what is to be done by when.

It follows the written semantics, not the rules: known are outcomes, log entries and decisions of the day or earlier; due is
what has its last day on the day or before it, and overdue from the day after.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from checker.evaluator.control import deviation_state, last_day, moments_of, planned_ends, remarks_of, shown_so_far
from checker.evaluator.criteria import show
from checker.evaluator.drafts import decided_only
from checker.evaluator.economy import Books
from checker.evaluator.evaluate import Evaluation, evaluate
from checker.evaluator.outcomes import growing, is_so_far, size_of, still_told
from checker.evaluator.values import WAIVED, E, U, cell, day_of, last_of, total
from facts.accounts import Table
from facts.control import Moment
from facts.goals import Criterion, Goal, Outcome
from facts.year import Year

RESTORED_WITHIN = 3
FEW = 10  # answers
NEVER = dt.date(9999, 12, 31)
Due = tuple[dt.date | None, bool]


@dataclass(frozen=True)
class Seen(Year):
    """A year as it is known on a day."""

    day: dt.date = NEVER
    expected: bool = False  # whether forecasts stand where the year's own are not known
    is_logged: bool = False


@dataclass(frozen=True)
class Today:
    """What the evaluator says of a year on a day.

    `occasions` holds the state of each planned control (moment, number), `actions` the last day of each thing to do and
    whether it has passed, `lacks` what each criterion's measure lacks, `needs` the last day of each decision, `meetings` the
    last meeting for it, or None where none is left.
    """

    evaluation: Evaluation
    settled: frozenset[str]
    occasions: Mapping[tuple[str, int], str]
    actions: Mapping[tuple[str, str], Due]
    lacks: frozenset[tuple[str, str]]
    needs: Mapping[tuple[str, str], dt.date]
    meetings: Mapping[tuple[str, str], dt.date | None]


def known(year: Year, day: dt.date) -> Seen:
    """The year without what came later: a remark that was closed later is open, one that was found later is not there."""
    areas = []
    for area in year.control_areas:
        moments = [
            m.model_copy(update={"deviations": tuple(_open_on(d, day) for d in m.deviations if not d.found or d.found <= day)}) for m in area.moments
        ]
        areas.append(area.model_copy(update={"moments": tuple(moments)}))
    fields = {name: getattr(year, name) for name in Year.__dataclass_fields__} | {
        "tables": {name: _table_on(table, day, year.year) for name, table in year.tables.items()},
        "outcomes": tuple(o for o in year.outcomes if not (o.as_of and o.as_of > day)),
        "forecasts": tuple(f for f in year.forecasts if not f.made > day),
        "measurements": tuple(m for m in year.measurements if not (m.asked and m.asked > day)),
        "decisions": tuple(d for d in year.decisions if not d.date > day),
        "control_areas": tuple(areas),
        "log": tuple(_open_on(entry, day) for entry in year.log if not entry.date > day),
    }
    seen = Seen(**fields, day=day, is_logged=any(entry.date.year == year.year for entry in year.log))
    return replace(seen, outcomes=still_told(seen))


def _open_on(item: Any, day: dt.date) -> Any:
    closed = getattr(item, "closed", None)
    return item.model_copy(update={"closed": None}) if isinstance(closed, dt.date) and closed > day else item


def _table_on(table: Table, day: dt.date, own: int) -> Table:
    later = [i for i, name in enumerate(table.columns) if _is_later(table, name, day) or (name == str(own) and (day.month, day.day) != (12, 31))]
    rows = {row: tuple(None if i in later else value for i, value in enumerate(cells)) for row, cells in table.rows.items()}
    return table.model_copy(update={"rows": rows}) if later else table


def _is_later(table: Table, column: str, day: dt.date) -> bool:
    if column.startswith("prognos"):
        return table.made is not None and table.made > day
    number = column[-7:]
    if number[4:5] != "-":
        return False
    year, month = int(number[:4]), int(number[5:])
    return dt.date(year, month, calendar.monthrange(year, month)[1]) > day


def by_forecast(seen: Seen) -> Seen:
    """The year with the latest forecast of each mätetal that has no final outcome, and forecast cells where the year's are not there."""
    final = {o.criterion for o in seen.outcomes if _is_final(seen, o)}
    passed = {
        f.criterion
        for f in seen.forecasts
        for o in seen.outcomes
        if o.criterion == f.criterion and f.criterion in growing(seen) and is_so_far(seen, o) and None not in (o.value, f.value)
        and size_of(o) > size_of(f) and f.made == max(g.made for g in seen.forecasts if g.criterion == f.criterion)
    }  # fmt: skip
    final |= passed
    made = {f.criterion: max(g.made for g in seen.forecasts if g.criterion == f.criterion) for f in seen.forecasts if f.criterion not in final}
    expected = [f.model_copy(update={"as_of": None}) for f in seen.forecasts if made.get(f.criterion) == f.made]
    outcomes = [o for o in seen.outcomes if o.criterion not in made]
    tables = {name: _expected(table, str(seen.year)) for name, table in _newest_first(seen)}
    return replace(seen, outcomes=(*outcomes, *expected), tables=tables, expected=True)


def _newest_first(seen: Seen) -> list[tuple[str, Table]]:
    """Tables with the year's own amounts, then those that forecast it, the newest first."""

    def age(named: tuple[str, Table]) -> tuple[bool, int]:
        table, own = named[1], str(seen.year)
        own_amounts = own in table.columns and any(cells[table.columns.index(own)] is not None for cells in table.rows.values())
        return not own_amounts, 0 if own_amounts or not table.made else -table.made.toordinal()

    return sorted(seen.tables.items(), key=age)


def _is_final(year: Year, outcome: Outcome) -> bool:
    """A status that decides alone, or a figure of the year that is there."""
    if outcome.status:
        (criterion,) = (c for goal in year.goals for c in goal.criteria if c.id == outcome.criterion)
        return len(show(year, criterion, outcome).possible) == 1
    return not is_so_far(year, outcome) and (not outcome.value_of or total(year, outcome.value_of) is not None)


def _expected(table: Table, own: str) -> Table:
    if f"prognos{own}" not in table.columns:
        return table
    place = table.columns.index(f"prognos{own}")
    if own not in table.columns:
        rows = {row: (*cells, cells[place]) for row, cells in table.rows.items()}
        return table.model_copy(update={"columns": (*table.columns, own), "rows": rows})
    there = table.columns.index(own)
    rows = {row: tuple(cells[place] if i == there and c is None else c for i, c in enumerate(cells)) for row, cells in table.rows.items()}
    return table.model_copy(update={"rows": rows})


def today(year: Year, others: Mapping[int, Year], day: dt.date, kind: str = "forkontroll") -> Today:
    """The year on the day."""
    seen = known(year, day)
    evaluation = evaluate(seen, others)
    decided = decided_only(seen)
    settled = frozenset(goal.id for goal in decided.goals if _is_short(evaluation, goal.id))
    demands = frozenset(node for node in ("BK-1", "BK-3") if _is_short(evaluation, node))
    demands |= {"BK-2"} if evaluation.ratings["BK-2"].possible == {E} else set()  # what remains within its time is not lost
    occasions = dict(_occasions(decided, day))
    needs = dict(_needs(decided, others, day, evaluation, settled | demands))
    actions = dict(_actions(decided, seen, day, evaluation, needs, kind))
    asked = [*needs.items(), *(((about, word), last or NEVER) for (about, word), (last, _) in actions.items() if word in ("niva", "ej_beslutat"))]
    meetings = {key: _meeting(seen, day, last) for key, last in asked if last <= last_of(year) and _of_kind(seen, "sammanträde")}
    return Today(evaluation, settled | demands, occasions, actions, frozenset(_lacks(decided, evaluation)), needs, meetings)


def _is_short(evaluation: Evaluation, node: str) -> bool:
    judged = evaluation.ratings[node]
    return judged.rating != WAIVED and U not in judged.possible


def _of_kind(year: Year, kind: str) -> list[dt.date]:
    return sorted(occasion.date for occasion in year.calendar if occasion.kind == kind)


def _meeting(year: Year, day: dt.date, last: dt.date) -> dt.date | None:
    return max((met for met in _of_kind(year, "sammanträde") if day <= met <= last), default=None)


# --- control occasions ------------------------------------------------------------------------------------------------


def performed(year: Year, moment: Moment) -> tuple[int, int | None]:
    """How often it was controlled, at least and at most (None: nobody knows)."""
    entries = [entry for entry in year.log if entry.date.year == year.year]
    mine = [entry for entry in entries if entry.moment == moment.id]
    shown = moment.result
    if mine or not shown or shown.shows == "inget" or (shown.shows == "minst" and shown.count == 0):
        return len(mine), len(mine) if mine or getattr(year, "is_logged", False) else None
    if shown.shows == "minst":
        return shown.count or 0, None
    if day_of(year) < last_of(year):
        return shown_so_far(year, moment), shown_so_far(year, moment)
    number = {"enligt plan": len(planned_ends(year, moment)), "månadsvis": 12, "antal": shown.count or 0}.get(shown.shows, 0)
    return number, number


def _occasions(year: Year, day: dt.date) -> Iterator[tuple[tuple[str, int], str]]:
    for moment in moments_of(year):
        least, most = performed(year, moment)
        for number, last in enumerate(planned_ends(year, moment), 1):
            if number <= least:
                state = "utfort"
            elif last >= day:
                state = "kommande"
            else:
                state = "saknas" if most is None else "forsenat"
            yield (moment.id, number), state


# --- what is to be done -----------------------------------------------------------------------------------------------


def _actions(
    year: Year, seen: Seen, day: dt.date, evaluation: Evaluation, needs: Mapping[tuple[str, str], dt.date], kind: str
) -> Iterator[tuple[tuple[str, str], Due]]:
    """Each thing to do with its last day, if a fact tells one, and whether it has passed."""
    for key, last in _last_days(year, seen, evaluation, needs, kind):
        is_told = key[1] != "kontroll" or _is_told(year, key[0])
        yield key, (last, last is not None and last < day and is_told)


def _is_told(year: Year, moment: str) -> bool:
    """Whether it is known that the next control was not performed."""
    (found,) = [one for one in moments_of(year) if one.id == moment]
    return performed(year, found)[1] is not None


def _last_days(
    year: Year, seen: Seen, evaluation: Evaluation, needs: Mapping[tuple[str, str], dt.date], kind: str
) -> Iterator[tuple[tuple[str, str], dt.date | None]]:
    closing = next(iter([*_of_kind(year, "bokslut"), *_of_kind(year, "årsredovisning")]), None)
    for goal in year.goals:
        for criterion in goal.criteria:
            if len(evaluation.ratings[criterion.id].possible) > 1:
                yield (criterion.id, _kind(goal, criterion, evaluation.ratings[criterion.id].reason)), due_day(year, goal, criterion)
                if kind == "delarsrapport" and not _is_forecast(year, criterion):
                    yield (criterion.id, "prognos"), next(iter(_of_kind(year, "delårsrapport")), None)
    for node, last in (("BK-1", closing), ("BK-2", closing), ("BK-3", dt.date(year.year - 1, 12, 31))):
        if len(evaluation.ratings[node].possible) > 1:
            yield (node, "belopp"), last
    yield from (((tie, "avstamning"), closing) for tie, status in evaluation.ties.items() if status == "avvikelse")
    yield from _control_days(year)
    undecided = [goal.id for goal in seen.goals if goal.draft] + [area.id for area in seen.control_areas if area.draft]
    yield from (((name, "ej_beslutat"), last_of(year)) for name in undecided)
    yield from (((about, "beslut"), last) for (about, need), last in needs.items() if need in ("aterstallandeplan", "budgetandring"))


def _is_forecast(year: Year, criterion: Criterion) -> bool:
    """Whether the outcome is forecast: by itself, or as a sum that only the forecast columns make whole."""
    merged = replace(year, tables={name: _expected(table, str(year.year)) for name, table in year.tables.items()})
    sums = [o.value_of for o in year.outcomes if o.criterion == criterion.id and o.value_of]
    whole = any(total(year, terms) is None and total(merged, terms) is not None for terms in sums[-1:])
    return whole or any(forecast.criterion == criterion.id for forecast in year.forecasts)


def _control_days(year: Year) -> Iterator[tuple[tuple[str, str], dt.date]]:
    for moment in moments_of(year):
        least, _ = performed(year, moment)
        if least < len(planned_ends(year, moment)):
            yield (moment.id, "kontroll"), planned_ends(year, moment)[least]
        told = [*((f"{moment.id}:avvikelse-{i}", d) for i, d in enumerate(moment.deviations, 1))]
        told += [(f"{moment.id}:notering-{i}", d) for i, d in enumerate(remarks_of(year, moment), 1)]
        for name, deviation in told:
            if not isinstance(deviation.closed, dt.date) and deviation_state(year, deviation) in ("open", "overdue"):
                yield (name, "avvikelse"), last_day(year, deviation)


def _kind(goal: Goal, criterion: Criterion, reason: str | None) -> str:
    if reason in ("malniva_saknas", "malniva_oklar"):
        return "niva"
    if criterion.survey:
        return "enkat"
    if criterion.kind == "leverans":
        return "levereras"
    return "belopp" if goal.area == "ekonomi" else "utfall_saknas"


def due_day(year: Year, goal: Goal, criterion: Criterion) -> dt.date:
    """The criterion's own last day; else the closing of the books for a financial goal, else the year's last day."""
    closing = [*_of_kind(year, "bokslut"), *_of_kind(year, "årsredovisning")] if goal.area == "ekonomi" else []
    return criterion.last_day or (closing[0] if closing else last_of(year))


def _lacks(year: Year, evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    for goal in year.goals:
        for criterion in goal.criteria:
            judged = evaluation.ratings[criterion.id]
            if len(judged.possible) > 1:
                yield from ((criterion.id, lack) for lack in _lacks_of(year, criterion, judged.reason))


def _lacks_of(year: Year, criterion: Criterion, reason: str | None) -> Iterator[str]:
    told = [one for one in year.measurements if one.criterion == criterion.id]
    if criterion.survey:
        for lack, values in (
            ("fraga", [m.question for m in told]),
            ("malgrupp", [m.target_group for m in told]),
            ("svar", [m.answers for m in told]),
        ):
            if told and not any(values):
                yield lack
        if not told:
            yield "matning"
        if 0 < max((m.answers or 0 for m in told), default=0) < FEW:
            yield "svar_fa"
    if reason in ("malniva_saknas", "malniva_oklar"):
        yield reason.removeprefix("mal")
    if any(o.status == "annat mått" for o in year.outcomes if o.criterion == criterion.id):
        yield "annat_matt"
    if any(m.available and m.available > limit for m in told for limit in _of_kind(year, "årsredovisning")):
        yield "for_sent"


# --- decisions --------------------------------------------------------------------------------------------------------


def _needs(
    year: Year, others: Mapping[int, Year], day: dt.date, evaluation: Evaluation, settled: frozenset[str]
) -> Iterator[tuple[tuple[str, str], dt.date]]:
    yield from (((goal.id, "undantag"), last_of(year)) for goal in year.goals if goal.id in settled)
    for goal in year.goals:
        for criterion in goal.criteria:
            if criterion.needs_decision and len(evaluation.ratings[criterion.id].possible) > 1:
                yield (criterion.id, "malbeslut"), due_day(year, goal, criterion)
    yield from _restorations(year, others, day)
    units = {table.accounting_unit: name for name, table in reversed(list(year.tables.items())) if _tells_forecast(year, name)}
    for unit, name in units.items():
        made = year.tables[name].made or day
        changed = any(d.kind == "budgetändring" and unit in d.about and d.date >= made for d in year.decisions)
        if _forecast_of(year, name) < 0 and not changed:
            yield (f"enhetsprognos:{unit}", "budgetandring"), last_of(year)


def _cells(year: Year, name: str) -> tuple[Decimal | None, Decimal | None]:
    row = year.tables[name].roles.get("årets_resultat", "-")
    found = (cell(year.tables, {}, f"{name}.{row}.{column}{year.year}") for column in ("prognos", "budget"))
    forecast, budget = (None if one is None else Decimal(one.base.numerator) / Decimal(one.base.denominator) for one in found)
    return forecast, budget


def _tells_forecast(year: Year, name: str) -> bool:
    return year.tables[name].accounting_unit is not None and None not in _cells(year, name)


def _forecast_of(year: Year, name: str) -> Decimal:
    forecast, budget = _cells(year, name)
    return (forecast or Decimal(0)) - (budget or Decimal(0))


def _restorations(year: Year, others: Mapping[int, Year], day: dt.date) -> Iterator[tuple[tuple[str, str], dt.date]]:
    """Deficits that something remains of, by the results that are known, and that no decision restores."""
    books = Books(year, others)
    decisions = [*year.decisions, *(d for n, other in others.items() if year.year - RESTORED_WITHIN <= n < year.year for d in other.decisions)]
    decided = {d.deficit_year for d in decisions if d.kind == "återställandeplan" and d.date <= day}
    for deficit in range(year.year - RESTORED_WITHIN, year.year + 1):
        balance, result = books.balance(deficit), books.outcome(deficit)
        if deficit in decided or not _remains(books, year.year, deficit):
            continue
        last = dt.date(deficit + RESTORED_WITHIN - 1, 12, 31)
        if balance is not None and balance < 0:
            yield (f"balanskravsresultat:{deficit}", "aterstallandeplan"), last
        if balance is None and result is not None and result < 0:
            yield (f"arsresultat:{deficit}", "aterstallandeplan_villkorad"), last


def _remains(books: Books, last: int, deficit: int) -> bool:
    """Whether anything remains of a deficit: each year's surplus goes to the oldest first, as far as the years are known in a row."""
    years = range(last - RESTORED_WITHIN, last + 1)
    left: dict[int, Fraction] = {}
    told: dict[int, int] = {}
    for year in years:
        result = _result(books, year)
        if result is None:
            continue
        surplus = max(result, Fraction(0))
        for older in range(years[0], year):
            if told.get(older) != year - 1:
                break
            used = min(left[older], surplus)
            left[older], told[older], surplus = left[older] - used, year, surplus - used
        left[year], told[year] = max(-result, Fraction(0)), year
    return left.get(deficit, 0) > 0


def _result(books: Books, year: int) -> Fraction | None:
    balance = books.balance(year)
    if balance is None:
        return books.outcome(year)
    return max(balance, Fraction(0)) if year in books.excused else balance
