"""The invented organisation at the end of November: what it is meant to show before the books are closed."""

from __future__ import annotations

import datetime as dt

import pytest

from checker.preclose import run_preclose
from facts.loading import example_root
from reports.preclose import PreClose


@pytest.fixture(scope="module")
def november() -> PreClose:
    return run_preclose(example_root(), None, 2021, dt.date(2021, 11, 30), "forkontroll")


def test_two_goals_can_no_longer_be_met_and_one_unit_has_both(november: PreClose) -> None:
    assert november.settled == ("I-1", "I-4")
    assert {one.id: (one.met, one.short, one.missing) for one in november.standings} == {
        "KANSLI": (1, 0, 3), "VUX": (0, 0, 3), "IT": (0, 2, 2), "ARKIV": (0, 0, 2), "GEH-E": (1, 0, 4),
    }  # fmt: skip


def test_what_is_overdue_is_a_delivery_two_controls_and_a_remark(november: PreClose) -> None:
    overdue = {action.about: (action.who, action.last_day) for action in november.actions if action.overdue}
    assert overdue == {
        "IK-1b": ("Redovisningsekonom", "2021-10-31"), "V-3.1": ("Studierektor", "2021-10-31"),
        "IK-3a": ("Informationssäkerhetssamordnare", "2021-11-15"), "IK-3a:notering-1": ("Informationssäkerhetssamordnare", "2021-11-27"),
    }  # fmt: skip


def test_the_dialogues_are_behind_their_pace(november: PreClose) -> None:
    (left,) = (one for one in november.remaining if one.about == "K-3.1")
    assert (left.left, left.pace_so_far, left.pace_needed) == ("2 dialoger", "0,7 dialoger", "2,0 dialoger")


def test_surveys_lack_a_question_the_decided_measure_or_time(november: PreClose) -> None:
    lacks = {one.about: one.lacks for one in november.surveys}
    assert "ingen fråga ställd" in lacks["V-2.1"]
    assert "annat mått än det beslutade" in lacks["I-2.2"]
    assert "svaret finns efter årsredovisningens sista dag" in lacks["V-2.2"]
    assert "målnivå saknas" in lacks["AR-1.1"]


def test_controls_to_date_are_counted_against_the_plan(november: PreClose) -> None:
    counted = {one.about: (one.planned, one.due, one.performed, one.overdue) for one in november.controls}
    assert counted == {
        "IK-1a": (4, 3, 3, 0), "IK-1b": (12, 11, 9, 1), "IK-2a": (2, 1, 1, 0), "IK-3a": (2, 2, 1, 1), "IK-3b": (1, 0, 0, 0),
        "IK-4a": (1, 1, 1, 0), "IK-4b": (2, 1, 2, 0), "IK-5a": (1, 0, 1, 0),
    }  # fmt: skip
    assert {one.about: one.state for one in november.remarks} == {"IK-3a:notering-1": "forsenad", "IK-4b:notering-1": "oppen"}


def test_the_plan_for_the_earlier_deficit_is_not_decided_and_the_last_meeting_is_in_december(november: PreClose) -> None:
    needs = {one.about: (one.kind, one.meeting) for one in november.needs}
    assert needs["balanskravsresultat:2019"] == ("aterstallandeplan", "2021-12-10")
    assert needs["K-4.1"][1] == "2021-12-10"
    assert {"I-1", "I-4"} <= needs.keys()


def test_forecasts_stand_beside_what_is_known(november: PreClose) -> None:
    outlooks = {one.about: (one.now, one.forecast) for one in november.outlooks}
    assert outlooks["K-3"] == ("underlag_saknas", "ej")
    assert outlooks["V-3"] == ("underlag_saknas", "uppfyllt")
    assert outlooks["BK-2"] == ("underlag_saknas", "delvis")
    margins = {one.about: one.margin for one in november.margins}
    assert (margins["E-1.1"], margins["E-2.1"]) == ("410", "1.21")
