"""How many times a kontrollmoment has been controlled by a day, by the log or by what its result text shows."""

from __future__ import annotations

import datetime as dt

import pytest

from checker.given import ENDLESS
from checker.prepare_preclose import performed_times
from facts.control import LogEntry, Moment, Shown
from facts.loading import example_root, find_organisation, load_year

YEAR = load_year(find_organisation(example_root(), None), 2021)
QUARTERLY = next(moment for area in YEAR.control_areas for moment in area.moments if moment.id == "IK-1a")
LOG = [entry for entry in YEAR.log if entry.moment == "IK-1a"]
NIGHT_BEFORE, LAST = dt.date(2021, 12, 30), dt.date(2021, 12, 31)


def times(shows: str | None, day: dt.date, count: int | None = None, log: list[LogEntry] | None = None, is_logged: bool = False) -> tuple[int, int]:
    told = None if shows is None else Shown.model_validate({"visar": shows, "antal": count, "uppgift": "x", "källa": "ar2021, 6"})
    moment = QUARTERLY.model_copy(update={"result": told})
    assert isinstance(moment, Moment)
    return performed_times(YEAR, moment, log or [], day, is_logged=is_logged)


@pytest.mark.parametrize(
    ("shows", "count", "before", "last"),
    [
        ("enligt plan", None, 3, 4),
        ("månadsvis", None, 3, 12),
        ("antal", 2, 2, 2),
        ("ej utfört", None, 0, 0),
        ("saknas", None, 0, 0),
    ],
)
def test_what_a_text_shows_of_the_year_is_shown_on_its_last_day_and_what_is_due_before(shows: str, count: int | None, before: int, last: int) -> None:
    assert times(shows, NIGHT_BEFORE, count) == (before, before)
    assert times(shows, LAST, count) == (last, last)


def test_at_least_so_many_leaves_more_possible_and_at_least_none_shows_nothing() -> None:
    assert times("minst", NIGHT_BEFORE, 3) == (3, ENDLESS)
    assert times("minst", LAST, 0) == (0, ENDLESS)


@pytest.mark.parametrize("shows", [None, "inget"])
def test_what_nothing_tells_of_is_not_controlled_where_there_is_a_log_and_unknown_where_there_is_none(shows: str | None) -> None:
    assert times(shows, LAST, is_logged=True) == (0, 0)
    assert times(shows, LAST) == (0, ENDLESS)


def test_the_log_goes_before_any_text() -> None:
    assert len(LOG) == 3
    assert times("enligt plan", LAST, log=LOG, is_logged=True) == (3, 3)
