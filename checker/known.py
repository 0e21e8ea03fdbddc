"""What is known of a year on a day: what was told, decided, found, closed and forecast on that day or before it.

What was closed later is open, and what was found later is not yet found. The year's own figures are known on its last day: an
outcome without a day is before that of the year so far, and the year's own column of a table is empty.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import replace

from facts.accounts import Table
from facts.control import ControlArea, Deviation, LogEntry, Moment
from facts.goals import Forecast, Outcome
from facts.units import in_base
from facts.year import Year

_MONTH = re.compile(r"[a-zåäö]*(\d{4})-(\d\d)")
_MOVED = frozenset({"framflyttat", "inställt", "annat sammanhang"})  # what a later day can take back


class Undated(Outcome):
    """An outcome as known on a day before the year's last where no day is told of it: of the year so far, and not known to be the year's."""


def last_day(year: Year) -> dt.date:
    """The year's last day."""
    return last_of(year.year)


def last_of(year: int) -> dt.date:
    """The last day of a year."""
    return dt.date(year, 12, 31)


def is_to_date(outcome: Outcome, year: Year) -> bool:
    """Whether the outcome tells where things stood on a day before the year's last, and not the year's outcome."""
    if isinstance(outcome, Forecast | Undated):
        return isinstance(outcome, Undated)
    return outcome.as_of is not None and outcome.as_of < last_day(year)


# --- outcomes of which there is a later one -------------------------------------------------------------------------


def outdated(year: Year) -> frozenset[tuple[str, int]]:
    """Outcomes to date of which there is a later one, by criterion and number: the earlier says nothing more of the year.

    A figure gives way to a later figure, or the year's; a count that has fallen stands beside the later one. What was moved or
    called off gives way to what is told of it on a later day. Other statuses stand: where they contradict, no reader is to miss it.
    """
    told: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in year.outcomes:
        told[outcome.criterion].append(outcome)
    counts = growing(year) if any(len(own) > 1 for own in told.values()) else frozenset()
    return frozenset(
        (criterion, number)
        for criterion, own in told.items()
        if len(own) > 1
        for number, earlier in enumerate(own, 1)
        if any(_replaces(later, earlier, year, is_count=criterion in counts) for later in own)
    )


def standing(year: Year) -> list[Outcome]:
    """The outcomes that no later one stands for."""
    left_out, numbered, found = outdated(year), defaultdict[str, int](int), []
    for outcome in year.outcomes:
        numbered[outcome.criterion] += 1
        if (outcome.criterion, numbered[outcome.criterion]) not in left_out:
            found.append(outcome)
    return found


def growing(year: Year) -> frozenset[str]:
    """The mätetal whose figure can but grow."""
    return frozenset(criterion.id for goal in year.goals for criterion in goal.criteria if criterion.accumulates)


def _replaces(later: Outcome, earlier: Outcome, year: Year, *, is_count: bool) -> bool:
    if isinstance(earlier, Undated) or isinstance(later, Undated) or earlier.as_of is None or not is_to_date(earlier, year):
        return False
    if earlier.status or later.status:
        return earlier.status in _MOVED and later.status is not None and later.as_of is not None and later.as_of > earlier.as_of
    return (later.as_of or last_day(year)) > earlier.as_of and not (is_count and is_more(earlier, later))


def is_more(one: Outcome, other: Outcome) -> bool:
    """Whether the first figure is the greater, or cannot be held against the other."""
    if one.value is None or other.value is None:
        return True
    return in_base(one.value, one.unit or "-") > in_base(other.value, other.unit or "-")


# --- known on a day -------------------------------------------------------------------------------------------------


def known_on(year: Year, day: dt.date) -> Year:
    """The year as it is known on the day."""
    return replace(
        year,
        tables={key: _known_table(table, day, year) for key, table in year.tables.items()},
        outcomes=tuple(_known_outcome(one, day, year) for one in year.outcomes if one.as_of is None or one.as_of <= day),
        forecasts=tuple(forecast for forecast in year.forecasts if forecast.made <= day),
        measurements=tuple(one for one in year.measurements if one.asked is None or one.asked <= day),
        decisions=tuple(decision for decision in year.decisions if decision.date <= day),
        control_areas=tuple(_known_area(area, day) for area in year.control_areas),
        log=tuple(_known_entry(entry, day) for entry in year.log if entry.date <= day),
    )



def _known_outcome(outcome: Outcome, day: dt.date, year: Year) -> Outcome:
    is_open = outcome.as_of is None and day < last_day(year)
    return Undated.model_construct(**dict(outcome)) if is_open else outcome


def _known_table(table: Table, day: dt.date, year: Year) -> Table:
    """The table with columns of later days empty: the year's own, months that had not passed, forecasts that were not made."""
    own = str(year.year) if day < last_day(year) else ""
    late = [i for i, column in enumerate(table.columns) if column == own or not _is_known(table, column, day)]
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
