"""The check before the books are closed, in a straight line: load, look at the year on the day, run the rules, gather what is due.

What is known on the day is run as any year, with the facts of what falls due asserted beside the others; where there are
forecasts, the same rules are run once more with forecasts standing where outcomes are lacking.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from checker.amounts import Amounts
from checker.hosting.asking import engine_process
from checker.pipeline import Earlier, Told, prepare, told
from checker.preclose_rows import Rows
from checker.prepare_gaps import give_gaps
from checker.prepare_preclose import give_preclose
from checker.views import View, by_forecast, has_forecasts, on_day
from facts.loading import bundled_root, find_organisation, load_year, with_open_remarks
from facts.year import Year
from reports.preclose import PreClose
from rules.catalogue import RUNNING

KINDS = ("forkontroll", "delarsrapport")


def run_preclose(root: Path | None, organisation: str | None, year: int, day: dt.date, kind: str) -> PreClose:
    """Check a year of an organisation as known on a day in it; `kind` is forkontroll or delarsrapport.

    Raises BadInput for facts that cannot be read, RunFailed for a run that was not whole.
    """
    engine_process().prepare(year, RUNNING | {"forkontroll"})
    folder = find_organisation(root or bundled_root(), organisation)
    checked = with_open_remarks(folder, load_year(folder, year), day)
    return preclose_facts(checked, Earlier(folder, checked), day, kind)


def preclose_facts(year: Year, others: Mapping[int, Year], day: dt.date, kind: str) -> PreClose:
    """The same for facts that are already loaded; `others` are the accounts of the years before."""
    view = on_day(year, day, kind)
    now = _now(view, others, is_logged=any(entry.date.year == year.year for entry in year.log))
    forecast = _forecast(view, others) if has_forecasts(view) else None
    return Rows(view, now, forecast).gathered(kind)


def _now(view: View, others: Mapping[int, Year], *, is_logged: bool) -> Told:
    """What is known on the day; a log that is kept in the year is kept from its start, also before its first entry."""
    given = prepare(view.year, others, view)
    give_preclose(given, view, others, is_logged=is_logged)
    give_gaps(given, view.year, Amounts(view.year))
    return told(view, others, given)


def _forecast(view: View, others: Mapping[int, Year]) -> Told:
    expected = by_forecast(view)
    given = prepare(expected.year, others, expected)
    given.marks.add("prognos")
    return told(expected, others, given)
