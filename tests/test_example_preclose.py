"""The invented organisation at the end of November: what it is meant to show before the books are closed."""

from __future__ import annotations

import datetime as dt
from typing import Any

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


def test_a_survey_is_told_with_what_is_known_of_it(november: PreClose) -> None:
    told = {one.about: (one.question, one.target_group, one.answers, one.available, one.needed) for one in november.surveys}
    assert told == {
        "AR-1.1": (None, None, None, None, "2022-03-31"),
        "I-2.2": (None, None, None, None, "2022-03-31"),
        "K-1.1": (
            "Hur nöjd är du med förbundets service?", "förtroendevalda och chefer hos medlemmarna, 60 personer", 7, "2021-12-10", "2022-03-31",
        ),
        "V-2.1": (None, "alla studerande", None, None, "2022-03-31"),
        "V-2.2": ("Kan du rekommendera din utbildning till en vän?", "alla studerande", 212, "2022-05-16", "2022-03-31"),
    }  # fmt: skip
    assert [one.lacks for one in november.surveys if one.about in ("I-2.2", "V-2.1")] == [
        ("ingen mätning är redovisad", "annat mått än det beslutade"), ("ingen fråga ställd", "antal svar saknas"),
    ]  # fmt: skip


def test_a_control_is_told_with_its_days(november: PreClose) -> None:
    told = {one.about: one for one in november.controls}
    assert {name: (one.next_due, one.untold) for name, one in told.items()} == {
        "IK-1a": ("2021-12-31", 0), "IK-1b": ("2021-11-30", 0), "IK-2a": ("2021-12-31", 0), "IK-3a": (None, 0), "IK-3b": ("2021-12-31", 0),
        "IK-4a": (None, 0), "IK-4b": (None, 0), "IK-5a": (None, 0),
    }  # fmt: skip
    one = told["IK-3a"]
    assert (one.area, one.title, one.frequency, one.responsible) == (
        "IK-3", "Behörigheter i verksamhetssystem", "2 ggr/år", "Informationssäkerhetssamordnare",
    )  # fmt: skip
    assert (one.dates, one.occasions) == (("2021-05-27",), ("2021-05-31", "2021-11-15"))
    assert told["IK-3b"].dates == ()


def test_a_remark_is_told_with_its_day_and_whose_it_is(november: PreClose) -> None:
    late, open_one = november.remarks
    assert (late.moment, late.text) == ("IK-3a", "tre behörigheter kvar efter avslutad anställning; åtgärd: rutin vid avslut ses över")
    assert (late.found, late.last_day, late.who) == ("2021-05-27", "2021-11-27", "Informationssäkerhetssamordnare")
    assert (open_one.about, open_one.found, open_one.last_day, open_one.who) == ("IK-4b:notering-1", "2021-11-23", "2022-05-23", "Upphandlare")


def test_what_needs_a_decision_is_told_with_its_law_and_last_day(november: PreClose) -> None:
    needs = {one.about: one for one in november.needs}
    own = "I-4 (Medlemmarna ska ha ett gemensamt ärendesystem, Mål och budget 2021 (påhittad), 3.3) kan inte längre bli uppfyllt."
    assert needs["I-4"].text == f"{own} Beslut om undantag behövs om målet inte ska bedömas."
    assert {name: (one.basis, one.last_day) for name, one in needs.items()} == {
        "K-4.1": ("KL (2017:725) 11 kap. 6 § och 12 kap. 1–2 §§: är resultaten förenliga med de mål som beslutats", "2021-12-10"),
        "I-1": ("Ingen lag kräver ett beslut om undantag; utan beslut bedöms målet", "2021-12-31"),
        "I-4": ("Ingen lag kräver ett beslut om undantag; utan beslut bedöms målet", "2021-12-31"),
        "balanskravsresultat:2019": ("KL (2017:725) 11 kap. 12 § (2018:600) och 13 §", "2021-12-31"),
    }


def test_each_row_names_the_steps_that_say_it_and_all_that_they_rest_on(november: PreClose) -> None:
    now = {step.step: step for step in november.now.trace}
    by_fact = {fact: {step.step for step in now.values() if step.therefore == fact} for fact in {step.therefore for step in now.values()}}
    rows: tuple[Any, ...] = (*november.actions, *november.remaining, *november.surveys, *november.controls, *november.remarks, *november.needs)
    for row in rows:
        assert any(row.about in step.therefore or row.about in dict(step.because).values() for step in map(now.__getitem__, row.trace)), row
        rested = {number for step in map(now.__getitem__, row.trace) for _, cause in step.because for number in by_fact.get(cause, ())}
        assert rested <= set(row.trace)
    assert all(one.text in {now[number].says for number in one.trace} for one in november.needs)
    assert november.forecast
    forecast = {step.step: step.says for step in november.forecast.trace}
    assert all(one.text in {forecast[number] for number in one.trace} for one in november.margins)


def test_after_the_last_meeting_what_needs_a_decision_still_names_what_it_rests_on() -> None:
    december = run_preclose(example_root(), None, 2021, dt.date(2021, 12, 20), "forkontroll")
    now = {step.step: step.says for step in december.now.trace}
    assert {one.about: one.meeting for one in december.needs if one.about in ("I-1", "I-4")} == {"I-1": None, "I-4": None}
    assert all(one.text in {now[number] for number in one.trace} for one in december.needs)


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
