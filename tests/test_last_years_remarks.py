"""Remarks of last year's log that are open on the day are remarks of the check before closing, until they are closed or carried over."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from test_rules_preclose import log, moment, seen
from year_builder import written

from checker.envelope import opened
from checker.pipeline import run_check
from checker.preclose import run_preclose
from checker.verify import verify
from checker.whatif import loaded, set_and_check
from reports.preclose_formats import written as as_file

MOMENT = moment("1 gång/år")
LAST = "2019-12-20, notering: kvitto saknas"


def remarks(*facts: str, last: str, day: str = "2020-03-31") -> list[str]:
    """What is to be done about remarks."""
    found = seen(*facts, day=day, earlier={2019: log(last)})
    return [action.about for action in found.actions if "notering" in action.about]


@pytest.mark.parametrize(
    ("last", "day", "told"),
    [
        (LAST, "2020-03-31", 1),
        (f"{LAST}, stängd: 2020-03-31", "2020-03-31", 0),
        (f"{LAST}, stängd: 2020-04-01", "2020-03-31", 1),
        (f"{LAST}, stängd: datum framgår inte", "2020-03-31", 0),
        ("2019-12-20", "2020-03-31", 0),
        ("2020-01-07, notering: kvitto saknas", "2020-03-31", 0),
    ],
)
def test_a_remark_of_last_year_is_this_years_while_it_is_open(last: str, day: str, told: int) -> None:
    assert len(remarks(MOMENT, last=last, day=day)) == told


@pytest.mark.parametrize(
    ("last", "finding"),
    [
        (LAST, "forsenad_atgard"),
        ("2020-07-01, notering: kvitto saknas", ""),
        (f"{LAST}, stängd: 2020-12-31", ""),
        (f"{LAST}, stängd: 2021-01-07", "forsenad_atgard"),
        ("2019-12-20", ""),
    ],
)
def test_the_check_of_the_year_tells_last_years_remarks_that_are_open_at_its_end(last: str, finding: str) -> None:
    """Rated by the rules and by the evaluator alike; a control of this year that stands in last year's log is not one of last year's."""
    with written((MOMENT, log("2020-02-01")), 2020, {2019: log(last)}) as root:
        report = run_check(root, "exempel", 2020, None, doubly=True)
        told = set_and_check(*loaded(root, "exempel", 2020), ["IK-1a=1"]).before
    kinds = [one.kind for one in report.findings if one.kind in ("forsenad_atgard", "oppen_avvikelse")]
    assert kinds == ([finding] if finding else [])
    assert [one.kind for one in told.findings] == [one.kind for one in report.findings]
    assert next(one.rating for one in report.ratings if one.id == "IK-1a") == "uppfyllt"


def test_its_six_months_are_counted_from_its_own_day() -> None:
    for day, is_overdue in (("2020-06-20", False), ("2020-06-21", True)):
        (action,) = [one for one in seen(MOMENT, day=day, earlier={2019: log(LAST)}).actions if "notering" in one.about]
        assert (action.last_day, action.overdue) == ("2020-06-20", is_overdue)


def test_one_that_is_carried_over_is_told_once_and_as_it_stands_in_this_years_log() -> None:
    assert len(remarks(MOMENT, log(LAST), last=LAST)) == 1
    assert remarks(MOMENT, log(f"{LAST}, stängd: 2020-02-01"), last=LAST) == []


def test_last_years_controls_are_not_counted_among_this_years() -> None:
    alone, beside = (seen(MOMENT, log("2020-02-01"), day="2020-03-31", earlier=earlier) for earlier in (None, {2019: log(LAST)}))
    assert [(one.performed, one.dates) for one in alone.controls] == [(one.performed, one.dates) for one in beside.controls] == [(1, ("2020-02-01",))]


def test_what_is_written_can_be_verified(tmp_path: Path) -> None:
    with written((MOMENT,), 2020, {2019: log(LAST)}) as root:
        found = run_preclose(root, "exempel", 2020, dt.date(2020, 3, 31), "forkontroll")
    file = tmp_path / "f.json"
    made = as_file(found, "json", everything=False, width=80)
    file.write_bytes(made.encode() if isinstance(made, str) else made)
    assert "2019/" in made if isinstance(made, str) else False
    assert verify(opened(file), None).differences == ()
