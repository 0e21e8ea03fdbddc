"""How a year is looked at: at its close, as known on a day before, or with forecasts standing where outcomes are lacking.

A view is a year with what does not belong left out, and the day it is held against; nothing is judged here. Drafts are left
out of every view, and named beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from checker.known import Undated, growing, is_more, is_to_date, known_on, last_day, standing
from facts.accounts import Table
from facts.fields import Source
from facts.goals import Forecast, Outcome
from facts.year import Year
from rules.tables import STATUS, TO_DATE

CLOSING, FORECAST = "arsbokslut", "prognos"


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


# --- the views ------------------------------------------------------------------------------------------------------


def at_close(year: Year) -> View:
    """The year when it is over: all that is known, without drafts; log entries of days after it are not the year's."""
    return View(_without_drafts(year), last_day(year), drafts=tuple(_drafts(year)))


def on_day(year: Year, day: dt.date, kind: str) -> View:
    """The year as it is known on a day."""
    return View(known_on(_without_drafts(year), day), day, kind, tuple(_drafts(year)))


def by_forecast(view: View) -> View:
    """The same view with each criterion's latest forecast where its outcome is lacking or to date.

    A count that has already passed its forecast stands: the forecast can no longer come true.
    """
    year = view.year
    known = standing(year)
    settled = {outcome.criterion for outcome in known if _is_final(outcome, year)}
    latest = {forecast.criterion: forecast.made for forecast in sorted(year.forecasts, key=lambda forecast: forecast.made)}
    expected = [one for one in year.forecasts if one.made == latest[one.criterion] and one.criterion not in settled]
    expected = [one for one in expected if not _is_passed(one, year)]
    replaced = {forecast.criterion for forecast in expected}
    outcomes = (*(_expected(outcome, year) for outcome in known if outcome.criterion not in replaced), *expected)
    return replace(view, year=replace(year, outcomes=outcomes), kind=FORECAST)


def _expected(outcome: Outcome, year: Year) -> Outcome:
    """An outcome that is taken from the year's own column is the year's by the forecast columns that stand for it."""
    is_own = any(term.endswith(f".{year.year}") for term in outcome.value_of)
    return Outcome.model_construct(**dict(outcome)) if isinstance(outcome, Undated) and is_own else outcome


def has_forecasts(view: View) -> bool:
    """Whether anything is forecast: a mätetal, or the year's column of a table."""
    column = f"prognos{view.year.year}"
    tables = (table for table in view.year.tables.values() if column in table.columns and not table.draft)
    cells = (cells[table.columns.index(column)] for table in tables for cells in table.rows.values())
    return bool(view.year.forecasts) or any(cell is not None for cell in cells)


def _is_final(outcome: Outcome, year: Year) -> bool:
    """Whether the outcome is the year's own: a status that decides alone, or a figure of the whole year, with its amounts there."""
    if outcome.status:
        return _decides(outcome, year)
    return not is_to_date(outcome, year) and all(_is_there(year, term.removeprefix("-")) for term in outcome.value_of)


def _decides(outcome: Outcome, year: Year) -> bool:
    """Whether the status leaves one rating for that kind of mätetal."""
    (criterion,) = (one for goal in year.goals for one in goal.criteria if one.id == outcome.criterion)
    kind, status = criterion.delivery or ("asikt" if criterion.opinion else "niva"), outcome.status or ""
    still_open = TO_DATE[kind].get(status) if is_to_date(outcome, year) else None
    return len((still_open or STATUS[kind][status])[0]) == 1


def _is_passed(forecast: Forecast, year: Year) -> bool:
    reached = [one for one in year.outcomes if one.criterion == forecast.criterion and is_to_date(one, year) and one.value is not None]
    return forecast.criterion in growing(year) and forecast.value is not None and any(is_more(one, forecast) for one in reached)


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
