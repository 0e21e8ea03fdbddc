"""How a year is looked at: at its close, as known on a day before, or with forecasts standing where outcomes are lacking.

A view is a year with what does not belong left out, and the day it is held against; nothing is judged here. Drafts are left
out of every view, and named beside it. What is known on a day: outcomes and forecasts of that day or earlier, log entries,
decisions, measurements. What was closed or found later is open or not yet found.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from facts.accounts import Table
from facts.control import ControlArea, Deviation, LogEntry, Moment
from facts.fields import Source
from facts.goals import Forecast, Outcome
from facts.units import in_base
from facts.year import Year
from rules.tables import FINAL

CLOSING, FORECAST = "arsbokslut", "prognos"
_MONTH = re.compile(r"[a-zåäö]*(\d{4})-(\d\d)")


@dataclass(frozen=True, slots=True)
class Draft:
    """A goal, control area, tie or table that is not yet decided: its id, what it is, and where it stands."""

    id: str
    kind: str
    title: str
    source: Source | None
    org_unit: str | None = None


@dataclass(frozen=True, slots=True)
class View:
    """The year as it is looked at, on which day and as what kind of report; the drafts that were left out."""

    year: Year
    day: dt.date
    kind: str = CLOSING
    drafts: tuple[Draft, ...] = ()

    @property
    def by_forecast(self) -> bool:
        """Whether forecasts stand where outcomes are lacking."""
        return self.kind == FORECAST


def last_day(year: Year) -> dt.date:
    """The year's last day."""
    return dt.date(year.year, 12, 31)


def is_to_date(outcome: Outcome, year: Year) -> bool:
    """Whether the outcome tells where things stood on a day before the year's last, and not the year's outcome."""
    return not isinstance(outcome, Forecast) and outcome.as_of is not None and outcome.as_of < last_day(year)


# --- the views ------------------------------------------------------------------------------------------------------


def at_close(year: Year) -> View:
    """The year when it is over: all that is known, without drafts; log entries of days after it are not the year's."""
    return View(_without_drafts(year), last_day(year), drafts=tuple(_drafts(year)))


def on_day(year: Year, day: dt.date, kind: str) -> View:
    """The year as it is known on a day."""
    decided = _without_drafts(year)
    known = replace(
        decided,
        tables={key: _known_table(table, day) for key, table in decided.tables.items()},
        outcomes=tuple(outcome for outcome in decided.outcomes if outcome.as_of is None or outcome.as_of <= day),
        forecasts=tuple(forecast for forecast in decided.forecasts if forecast.made <= day),
        measurements=tuple(one for one in decided.measurements if one.asked is None or one.asked <= day),
        decisions=tuple(decision for decision in decided.decisions if decision.date <= day),
        control_areas=tuple(_known_area(area, day) for area in decided.control_areas),
        log=tuple(_known_entry(entry, day) for entry in decided.log if entry.date <= day),
    )
    return View(_latest(known), day, kind, tuple(_drafts(year)))


def _latest(year: Year) -> Year:
    """The year without figures to date of which there is a later one: the earlier says nothing more of the year.

    A count that has fallen stands beside the later one, and statuses beside each other: where they contradict, no reader is to miss it.
    """
    growing = {criterion.id for goal in year.goals for criterion in goal.criteria if criterion.accumulates}
    kept = tuple(one for one in year.outcomes if not any(_replaces(other, one, year, growing) for other in year.outcomes))
    return year if len(kept) == len(year.outcomes) else replace(year, outcomes=kept)


def _replaces(later: Outcome, earlier: Outcome, year: Year, growing: set[str]) -> bool:
    if later.criterion != earlier.criterion or earlier.status or later.status or not is_to_date(earlier, year):
        return False
    is_later = (later.as_of or last_day(year)) > (earlier.as_of or last_day(year))
    return is_later and (earlier.criterion not in growing or not _is_more(earlier, later))


def _is_more(one: Outcome, other: Outcome) -> bool:
    """Whether the first figure is the greater, or cannot be held against the other."""
    if one.value is None or other.value is None:
        return True
    return in_base(one.value, one.unit or "-") > in_base(other.value, other.unit or "-")


def by_forecast(view: View) -> View:
    """The same view with each criterion's latest forecast where its outcome is lacking or to date.

    A count that has already passed its forecast stands: the forecast can no longer come true.
    """
    year = view.year
    settled = {outcome.criterion for outcome in year.outcomes if _is_final(outcome, year)}
    latest = {forecast.criterion: forecast.made for forecast in sorted(year.forecasts, key=lambda forecast: forecast.made)}
    standing = [one for one in year.forecasts if one.made == latest[one.criterion] and one.criterion not in settled]
    standing = [one for one in standing if not _is_passed(one, year)]
    replaced = {forecast.criterion for forecast in standing}
    outcomes = (*(outcome for outcome in year.outcomes if outcome.criterion not in replaced), *standing)
    return replace(view, year=replace(year, outcomes=outcomes), kind=FORECAST)


def has_forecasts(view: View) -> bool:
    """Whether anything is forecast: a mätetal, or the year's column of a table."""
    column = f"prognos{view.year.year}"
    tables = (table for table in view.year.tables.values() if column in table.columns and not table.draft)
    cells = (cells[table.columns.index(column)] for table in tables for cells in table.rows.values())
    return bool(view.year.forecasts) or any(cell is not None for cell in cells)


def _is_final(outcome: Outcome, year: Year) -> bool:
    """Whether the outcome is the year's own: of the whole year, with its figures there, or of what no later day can change."""
    if is_to_date(outcome, year):
        return outcome.status in FINAL
    return all(_is_there(year, term.removeprefix("-")) for term in outcome.value_of)


def _is_passed(forecast: Forecast, year: Year) -> bool:
    growing = {criterion.id for goal in year.goals for criterion in goal.criteria if criterion.accumulates}
    reached = [one for one in year.outcomes if one.criterion == forecast.criterion and is_to_date(one, year) and one.value is not None]
    return forecast.criterion in growing and forecast.value is not None and any(_is_more(one, forecast) for one in reached)


def _is_there(year: Year, term: str) -> bool:
    table, _, rest = term.partition(".")
    row, _, column = rest.partition(".")
    there = year.tables.get(table)
    if there is not None and there.draft:
        return False
    return there is None or column not in there.columns or there.rows[row][there.columns.index(column)] is not None


# --- drafts ---------------------------------------------------------------------------------------------------------


def _drafts(year: Year) -> Iterator[Draft]:
    for goal in year.goals:
        if goal.draft:
            yield Draft(goal.id, "mål", goal.title, goal.source, goal.org_unit)
    for area in year.control_areas:
        if area.draft:
            yield Draft(area.id, "kontrollområde", area.title, area.source)
    for tie in year.ties:
        if tie.draft:
            yield Draft(tie.id, "avstämning", tie.title, None)
    for key, table in year.tables.items():
        if table.draft:
            yield Draft(key, "tabell", table.title, table.source)


def _without_drafts(year: Year) -> Year:
    """The year without drafts and what is told of them; a draft table keeps its amounts, but has no roles and no sums."""
    if not any(True for _ in _drafts(year)):
        return year
    goals = [goal for goal in year.goals if goal.draft]
    moments = {moment.id for area in year.control_areas if area.draft for moment in area.moments}
    left_out = {goal.id for goal in goals} | {criterion.id for goal in goals for criterion in goal.criteria}
    about: dict[str, Any] = {section: _kept(getattr(year, section), name, left_out) for section, name in _ABOUT}
    return replace(
        year,
        goals=tuple(goal for goal in year.goals if not goal.draft),
        control_areas=tuple(area for area in year.control_areas if not area.draft),
        ties=tuple(tie for tie in year.ties if not tie.draft),
        tables={key: _bare(table) for key, table in year.tables.items()},
        log=tuple(entry for entry in year.log if entry.moment not in moments),
        **about,
    )


_ABOUT = (
    ("outcomes", "criterion"), ("forecasts", "criterion"), ("measurements", "criterion"), ("claims", "about"), ("follow_ups", "goal"),
)  # fmt: skip


def _kept(items: Iterable[Any], name: str, left_out: set[str]) -> tuple[Any, ...]:
    return tuple(item for item in items if getattr(item, name) not in left_out)


def _bare(table: Table) -> Table:
    return table.model_copy(update={"roles": {}, "sums": {}, "column_sums": {}}) if table.draft else table


# --- known on a day -------------------------------------------------------------------------------------------------


def _known_table(table: Table, day: dt.date) -> Table:
    """The table with columns of later days empty: months that had not passed, forecasts that were not made."""
    late = [i for i, column in enumerate(table.columns) if not _is_known(table, column, day)]
    if not late:
        return table
    rows = {row: tuple(None if i in late else cell for i, cell in enumerate(cells)) for row, cells in table.rows.items()}
    return table.model_copy(update={"rows": rows})


def _is_known(table: Table, column: str, day: dt.date) -> bool:
    if column.startswith("prognos"):
        return table.made is None or table.made <= day
    month = _MONTH.fullmatch(column)
    return month is None or (int(month[1]), int(month[2])) < (day.year, day.month) or _is_months_end(month, day)


def _is_months_end(month: re.Match[str], day: dt.date) -> bool:
    return (int(month[1]), int(month[2])) == (day.year, day.month) and (day + dt.timedelta(days=1)).month != day.month


def _known_area(area: ControlArea, day: dt.date) -> ControlArea:
    return area.model_copy(update={"moments": tuple(_known_moment(moment, day) for moment in area.moments)})


def _known_moment(moment: Moment, day: dt.date) -> Moment:
    found = tuple(_known_deviation(one, day) for one in moment.deviations if one.found is None or one.found <= day)
    return moment.model_copy(update={"deviations": found}) if moment.deviations else moment


def _known_deviation(deviation: Deviation, day: dt.date) -> Deviation:
    late = isinstance(deviation.closed, dt.date) and deviation.closed > day
    return deviation.model_copy(update={"closed": None}) if late else deviation


def _known_entry(entry: LogEntry, day: dt.date) -> LogEntry:
    late = isinstance(entry.closed, dt.date) and entry.closed > day
    return entry.model_copy(update={"closed": None}) if late else entry
