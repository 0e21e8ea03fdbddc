"""Before the books are closed: what lies beside a condition, one thing at a time, is left to another rule or to none."""

from __future__ import annotations

import pytest
from test_rules_preclose import (
    DAY,
    DECIDED,
    FINANCIAL,
    FORECAST,
    GROWING,
    INTERIM,
    LEFT_OF_2018,
    MEASURES,
    OPEN_GOAL,
    PLAN,
    SURVEY,
    Due,
    dates,
    due,
    expected,
    fired,
    last,
    seen,
    unit,
)
from year_builder import AT_LEAST_90, NO_LEVEL, PRODUCT, goal, measured, outcome, results, status, table, utredning

from reports.preclose import PreClose

FORECAST_DAY, DAY_BEFORE = "2020-10-31", "2020-10-30"
TWO_DECIDED = (
    "beslut: [{{id: B-1, slag: budgetändring, gäller: [KANSLI], organ: Direktionen, datum: {}, paragraf: § 1, skäl: s, källa: 'ar, 2'}}, "
    "{{id: B-2, slag: budgetändring, organ: Direktionen, datum: {}, paragraf: § 2, skäl: s, källa: 'ar, 2'}}]"
)
BELOW = "FK-BEHOV-BUDGETANDRING FK-BESLUT"
UNNAMED = "FK-BEHOV-BUDGETANDRING-UTAN-ENHET FK-BESLUT"
OPEN_LEVEL = "FK-LAGE-OPPEN FK-BRIST-NIVA-SAKNAS"
KNOWN_BEFORE = {2017: 0, 2018: 0}

BESIDE = (
    due("a forecast as the budget needs no change, whatever was decided", (unit(10), DECIDED.format("budgetändring", FORECAST_DAY)), "",
        "enhetsprognos"),
    due("a change of no named unit before the forecast says nothing of it", (unit(9), DECIDED.format("budgetändring", DAY_BEFORE)), BELOW,
        "enhetsprognos"),
    due("a change of the unit goes before one of no named unit", (unit(9), TWO_DECIDED.format(FORECAST_DAY, FORECAST_DAY)), "", "enhetsprognos"),
    due("a change of the unit before the forecast does not", (unit(9), TWO_DECIDED.format(DAY_BEFORE, FORECAST_DAY)), UNNAMED, "enhetsprognos"),
    due("a conditional deficit with a plan", (results({**KNOWN_BEFORE, 2019: -7}), DECIDED.format(PLAN, DAY)), "", "arsresultat"),
    due("a conditional deficit with a plan of another year", (results({**KNOWN_BEFORE, 2019: -7}), DECIDED.format(PLAN.replace("2019", "2018"), DAY)),
        "FK-BEHOV-ATERSTALLANDEPLAN-VILLKORAD", "arsresultat"),
    due("a deficit with a plan of another year", (utredning({**KNOWN_BEFORE, 2019: -5}), DECIDED.format(PLAN.replace("2019", "2018"), DAY)),
        "FK-BEHOV-ATERSTALLANDEPLAN FK-BESLUT", "balanskravsresultat"),
    due("a deficit in both is told of the utredning alone", (utredning({**KNOWN_BEFORE, 2019: -5}), results({2019: -7})), "", "arsresultat"),
    due("a financial survey that is overdue is a survey", (FINANCIAL[0].replace("enhet: mnkr", "enhet: mnkr, enkät: ja, sista_dag: 2020-11-29"),
        *FINANCIAL[1:]), "FK-LAGE-OPPEN FK-BRIST-MATNING FK-ENKAT-FORSENAD", "E-1.1"),
    due("a survey due on the day is not overdue", last(SURVEY, DAY), "FK-LAGE-OPPEN FK-BRIST-MATNING FK-ENKAT"),
    due("a survey without a level asks for the level", last(f"{NO_LEVEL}, enkät: ja", "2020-11-29"),
        f"{OPEN_LEVEL} FK-BRIST-MATNING FK-NIVA-SAKNAS-FORSENAD"),
    due("a survey whose level is unclear asks for the level", last(f"{NO_LEVEL.replace('saknas', 'oklar')}, enkät: ja", DAY),
        "FK-LAGE-OPPEN FK-BRIST-NIVA-OKLAR FK-BRIST-MATNING FK-NIVA-OKLAR"),
    due("a survey without a level asks for the level within its time too", last(f"{NO_LEVEL}, enkät: ja", DAY),
        f"{OPEN_LEVEL} FK-BRIST-MATNING FK-NIVA-SAKNAS"),
    due("a survey whose level is unclear asks for the level when it is overdue",
        last(f"{NO_LEVEL.replace('saknas', 'oklar')}, enkät: ja", "2020-11-29"),
        "FK-LAGE-OPPEN FK-BRIST-NIVA-OKLAR FK-BRIST-MATNING FK-NIVA-OKLAR-FORSENAD"),
    due("a level to decide on the day is not overdue", last(NO_LEVEL, DAY), f"{OPEN_LEVEL} FK-NIVA-SAKNAS"),
    due("an unclear level to decide on the day is not overdue", last(NO_LEVEL.replace("saknas", "oklar"), DAY),
        "FK-LAGE-OPPEN FK-BRIST-NIVA-OKLAR FK-NIVA-OKLAR"),
    due("the last meeting before the last day decides, not one after it",
        (*last(NO_LEVEL, "2020-12-15"), dates("sammanträde 2020-12-14", "sammanträde 2020-12-20")), f"{OPEN_LEVEL} FK-NIVA-SAKNAS FK-MOTE-NIVA"),
    due("no meeting before the last day, one after it", (*last(NO_LEVEL, "2020-12-15"), dates("sammanträde 2020-12-20")),
        f"{OPEN_LEVEL} FK-NIVA-SAKNAS FK-MOTE-SAKNAS-NIVA"),
    due("the closing of the books is no meeting", (*measured(NO_LEVEL), dates("sammanträde 2020-11-29", "bokslut 2020-12-10")),
        f"{OPEN_LEVEL} FK-NIVA-SAKNAS FK-MOTE-SAKNAS-NIVA"),
    due("the first interim report is waited for", (*OPEN_GOAL, dates("delårsrapport 2020-12-01", "delårsrapport 2020-12-20")),
        "FK-LAGE-OPPEN FK-UTFALL FK-PROGNOS", kind=INTERIM),
    due("a question of one measurement is a question", (*measured(SURVEY), (
        "mätningar: [{mätetal: F-1.1, målgrupp: alla, antal_svar: 30, källa: 'plan, 9'}, "
        "{mätetal: F-1.1, fråga: Nöjd?, målgrupp: alla, antal_svar: 30, källa: 'plan, 9'}]")), "FK-LAGE-OPPEN FK-ENKAT"),
    due("a target group of one measurement is a target group", (*measured(SURVEY), (
        "mätningar: [{mätetal: F-1.1, fråga: Nöjd?, antal_svar: 30, källa: 'plan, 9'}, "
        "{mätetal: F-1.1, fråga: Nöjd?, målgrupp: alla, antal_svar: 30, källa: 'plan, 9'}]")), "FK-LAGE-OPPEN FK-ENKAT"),
    due("answers to one measurement are answers", (*measured(SURVEY), (
        "mätningar: [{mätetal: F-1.1, fråga: Nöjd?, målgrupp: alla, källa: 'plan, 9'}, "
        "{mätetal: F-1.1, fråga: Nöjd?, målgrupp: alla, antal_svar: 30, källa: 'plan, 9'}]")), "FK-LAGE-OPPEN FK-ENKAT"),
    due("one measurement with enough answers is enough", (*measured(SURVEY), (
        "mätningar: [{mätetal: F-1.1, fråga: Nöjd?, målgrupp: alla, antal_svar: 9, källa: 'plan, 9'}, "
        "{mätetal: F-1.1, fråga: Nöjd?, målgrupp: alla, antal_svar: 10, källa: 'plan, 9'}]")), "FK-LAGE-OPPEN FK-ENKAT"),
    due("one answer is few", (*measured(SURVEY), MEASURES.format("fråga: Nöjd?, målgrupp: alla, antal_svar: 1")),
        "FK-LAGE-OPPEN FK-ENKAT FK-BRIST-SVAR-FA"),
    due("a waived goal of a day of its own is lacking nothing", (*OPEN_GOAL, DECIDED.format("undantag, gäller: [F-1.1]", DAY)), "FK-LAGE-UNDANTAGEN"),
)  # fmt: skip


@pytest.mark.parametrize("case", BESIDE, ids=lambda case: case.says)
def test_what_lies_beside_a_condition(case: Due) -> None:
    assert fired(seen(*case.facts, day=case.day, kind=case.kind).now, case.node) == case.rules


def steps(found: PreClose, rule: str) -> list[str]:
    """The sentences of a rule's steps."""
    return [step.says for step in found.now.trace if step.rule == rule]


def test_what_remains_of_a_deficit_is_told_once_as_far_as_the_ledger_goes() -> None:
    """It remains at the end of 2018 and at the end of 2019: only the last is told."""
    for facts, rule in ((utredning({2018: -5, 2019: 1}), "ATERSTALLANDEPLAN"), (results({2018: -7, 2019: 1}), "ATERSTALLANDEPLAN-VILLKORAD")):
        assert len(steps(seen(facts), f"FK-BEHOV-{rule}-OVISST")) == 1


def test_of_two_meetings_the_last_one_is_told_and_the_last_day_counts() -> None:
    found = seen(*last(NO_LEVEL, "2020-12-15"), dates("sammanträde 2020-12-14", "sammanträde 2020-12-15"))
    assert [action.meeting for action in found.actions if action.about == "F-1.1"] == ["2020-12-15"]


@pytest.mark.parametrize(("operator", "margins"), [("lägst", (1, 4)), ("mer än", (1, 4)), ("högst", (-1, -4)), ("mindre än", (-1, -4))])
def test_the_margin_of_each_goal_is_of_its_own_amount(operator: str, margins: tuple[int, int]) -> None:
    level = "slag: nivå, villkor: {}, nivå: {}, enhet: tkr"
    found = seen(
        goal("E-1", level.format(operator, 4), more="område: ekonomi"), goal("E-2", level.format(operator, 3), more="område: ekonomi"),
        outcome("E-1.1", "värde_av: [br.ett.2020], enhet: tkr"), outcome("E-2.1", "värde_av: [br.två.2020], enhet: tkr"),
        table("br", [2020, "prognos2020"], {"ett": [None, "5"], "två": [None, "7"]}, "gjord: 2020-10-31"),
    )  # fmt: skip
    told = [(one.about, one.amount, one.limit, one.margin) for one in found.margins if one.about.startswith("E-")]
    assert told == [("E-1.1", "5", "4", str(margins[0])), ("E-2.1", "7", "3", str(margins[1]))]


AGREEING = (
    table("a", [2020, 2019], {"rad": ["5", "5"], "annan": ["5", "5"]}),
    "avstämningar: [{id: AV-x, titel: t, vänster: [a.rad.2019], höger: [a.annan.2019]}]",
)
LATER = (
    due("a delivery that is made is not overdue", (*last(PRODUCT, "2020-11-29"), outcome("F-1.1", status("framtagen"))), "FK-LAGE-NADD"),
    due("a figure that a later word has decided leaves nothing to reach",
        measured(GROWING.format("mer än"), "värde: 10, enhet: st, per: 2020-10-31", f"{status('inställt')}, per: 2020-10-31"),
        "FK-LAGE-KAN-INTE-NAS"),
    due("a tie that agrees is no action after the last day", (*AGREEING, dates("bokslut 2020-11-29")), "", "AV-x"),
    due("of two interim reports that are late the first is told", (*OPEN_GOAL, dates("delårsrapport 2020-11-20", "delårsrapport 2020-11-29")),
        "FK-LAGE-OPPEN FK-UTFALL FK-PROGNOS-FORSENAD", kind=INTERIM),
    due("the closing of the books is no meeting for a draft",
        (goal("F-1", AT_LEAST_90, more="enhet: A, utkast: ja"), dates("sammanträde 2020-11-29", "bokslut 2020-12-10")),
        "FK-UTKAST FK-MOTE-SAKNAS-UTKAST", "F-1"),
)  # fmt: skip


@pytest.mark.parametrize("case", LATER, ids=lambda case: case.says)
def test_what_is_decided_agrees_or_comes_first(case: Due) -> None:
    assert fired(seen(*case.facts, day=case.day, kind=case.kind).now, case.node) == case.rules


UNCLEAR_LEVEL = NO_LEVEL.replace("saknas", "oklar")


@pytest.mark.parametrize(("criterion", "rule", "calendar"), [
    (SURVEY, "FK-ENKAT", ()),
    (f"{SURVEY}, sista_dag: 2020-11-29", "FK-ENKAT-FORSENAD", ()), (f"{NO_LEVEL}, sista_dag: 2020-11-29", "FK-NIVA-SAKNAS-FORSENAD", ()),
    (UNCLEAR_LEVEL, "FK-NIVA-OKLAR", ()), (f"{UNCLEAR_LEVEL}, sista_dag: 2020-11-29", "FK-NIVA-OKLAR-FORSENAD", ()),
    (AT_LEAST_90, "FK-PROGNOS-UTAN-DAG", ()), (AT_LEAST_90, "FK-PROGNOS", (f"delårsrapport {DAY}",)),
    (AT_LEAST_90, "FK-PROGNOS-FORSENAD", ("delårsrapport 2020-11-29",)),
])  # fmt: skip
def test_each_of_two_of_a_kind_is_told_once_of_itself(criterion: str, rule: str, calendar: tuple[str, ...]) -> None:
    found = seen(goal("F-1", criterion, criterion), *([dates(*calendar)] if calendar else []), kind=INTERIM)
    assert sorted(step.therefore.split(":")[1].split("|")[0] for step in found.now.trace if step.rule == rule) == ["F-1.1", "F-1.2"]
    assert {text.split(" ")[0].rstrip(":") for text in steps(found, rule)} == {"F-1.1", "F-1.2"}


ONE_WAY = "slag: nivå, villkor: minst, nivå: 5, enhet: '%', förändring: oklar, sista_dag: {}"


@pytest.mark.parametrize("place", ["enhet: A", "område: ekonomi"])
@pytest.mark.parametrize(("last_day", "rule"), [("2020-12-31", "FK-NIVA-OKLAR"), ("2020-12-30", "FK-NIVA-OKLAR-FORSENAD")])
def test_a_change_that_is_met_only_one_way_of_counting_waits_for_the_level_and_no_outcome(place: str, last_day: str, rule: str) -> None:
    facts = goal("F-1", ONE_WAY.format(last_day), more=place), outcome("F-1.1", "värde: 53, enhet: '%', föregående: 50")
    assert fired(seen(*facts, day="2020-12-31").now, "F-1.1") == {"FK-LAGE-OPPEN", "FK-BRIST-NIVA-OKLAR", rule}


@pytest.mark.parametrize("flaw", ["saknas", "oklar"])
def test_an_amount_is_not_all_that_a_measure_without_level_lacks(flaw: str) -> None:
    facts = goal("F-1", NO_LEVEL.replace("saknas", flaw)), outcome("F-1.1", "värde_av: [br.eget_kapital.2020], enhet: tkr"), FINANCIAL[1]
    assert fired(seen(*facts).now, "br.eget_kapital.2020") == {"FK-LUCKA-BEDOMNING"}


def test_a_late_meeting_is_no_interim_report() -> None:
    found = seen(*OPEN_GOAL, dates("sammanträde 2020-11-10", "delårsrapport 2020-11-29"), kind=INTERIM)
    assert "FK-PROGNOS-FORSENAD" in fired(found.now, "F-1.1")


def test_a_forecast_of_another_goal_than_a_financial_one_has_no_margin() -> None:
    assert seen(*OPEN_GOAL, FORECAST).margins == ()


def test_a_forecast_result_has_no_margin_beside_a_forecast_utredning() -> None:
    result = table("q", ["prognos2020"], {"resultat": ["59"]}, "roller: {årets_resultat: resultat}", "gjord: 2020-10-31")
    found = seen(expected({"prognos2020": -866}, "bk_resultat"), result)
    assert found.forecast
    assert fired(found.forecast, "BK-1", "PM-") == {"PM-BALANSKRAV"}


def test_the_margin_of_the_result_is_of_the_year_alone() -> None:
    found = seen(expected({"2019": 5, "prognos2020": 59}, "årets_resultat"))
    assert found.forecast
    (told,) = [step.says for step in found.forecast.trace if step.rule == "PM-RESULTAT"]
    assert "59 tkr" in told


def test_what_remains_without_utredning_is_told_with_the_last_year_of_its_time() -> None:
    found = seen(LEFT_OF_2018, utredning({2017: 0}))
    assert [margin.restored_by for margin in found.margins] == [None, "2021"]


@pytest.mark.parametrize("operator", ["minst", "högst", "mer än", "mindre än"])
def test_a_change_has_no_margin(operator: str) -> None:
    level = f"slag: nivå, villkor: {operator}, nivå: 5, enhet: '%', förändring: procentenheter"
    found = seen(goal("E-1", level, more="område: ekonomi"), outcome("E-1.1", "värde: 53, enhet: '%', föregående: 50"))
    assert found.margins == ()


def test_what_is_left_of_one_of_two_counts_is_told_by_its_own_condition() -> None:
    told = [outcome(f"F-1.{number}", "värde: 18, enhet: st, per: 2020-10-31") for number in (1, 2)]
    found = seen(goal("F-1", GROWING.format("minst"), GROWING.format("mer än")), *told).now
    assert [fired(found, f"F-1.{number}", "FK-KVARSTAR") for number in (1, 2)] == [{"FK-KVARSTAR-MINST"}, {"FK-KVARSTAR-MER-AN"}]


def test_a_tie_that_agrees_waits_for_no_amount_of_another() -> None:
    """AV-x lacks an amount; AV-y lacks none, though it holds one side in common."""
    tables = table("a", [2020], {"rad": ["5"], "annan": [None], "tredje": ["5"]})
    ties = (
        "avstämningar: [{id: AV-x, titel: t, vänster: [a.rad.2020], höger: [a.annan.2020]}, "
        "{id: AV-y, titel: t, vänster: [a.rad.2020], höger: [a.tredje.2020]}]"
    )
    found = seen(tables, ties, day="2020-12-31")
    assert len(steps(found, "FK-LUCKA-ENSAM-AVSTAMNING")) == 1
