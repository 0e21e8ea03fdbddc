"""Words that stand in the trace and nowhere in a rating: which case, how many times, from which years, why it cannot be compared."""

from __future__ import annotations

import pytest
from test_rules_preclose import SHOWS, log, moment, seen
from year_builder import AT_LEAST_90, PRODUCT, check, measured, percent, status, utredning

CHANGE = "slag: nivå, villkor: minst, nivå: 5, enhet: '%', förändring: oklar, räknas_upp: ja"


def test_each_case_of_the_ledger_is_told_by_what_it_assumes_and_by_its_years() -> None:
    checked = check(utredning({2018: 0, 2019: -5, 2020: 0}))
    worst = {text.partition(" återstår")[0] for text in checked.said("BK-2-FALL-EJ")}
    assert worst == {"I fallet att 2017 hade underskott", "I fallet att varje okänt år hade underskott"}
    assert checked.said("BK-2-FALL-DELVIS")[0].startswith("I fallet att inget okänt år hade underskott återstår av underskottet 2019")
    assert set(checked.said("BK-2-MOJLIGT-DE")) == {"Liggaren över 2017–2020 kan visa: delvis uppfyllt, ej uppfyllt."}


@pytest.mark.parametrize(("shows", "told"), [("antal, antal: 1", "1 gång"), ("antal, antal: 2", "2 gånger"), ("minst, antal: 2", "minst 2 gånger")])
def test_the_number_of_controls_that_a_text_shows_is_told_in_words(shows: str, told: str) -> None:
    assert check(moment("månadsvis", SHOWS.format(shows))).said("IK-JAMFOR-TEXT") == [f"Planerat: månadsvis. Visat: {told}, u (Årsredovisning, 8)."]


def test_a_log_beside_a_text_is_told_as_the_log_with_its_own_source() -> None:
    (told,) = check(moment("månadsvis", SHOWS.format("antal, antal: 9")), log("2020-03-01", "2020-04-01")).said("IK-JAMFOR-LOGG")
    assert told == "Planerat: månadsvis. Loggen visar 2\xa0kontroller (Årsredovisning, logg)."


@pytest.mark.parametrize(("criterion", "told", "why"), [
    (AT_LEAST_90, percent("95"), "utfallets dag framgår inte, och inte heller att det är årets"),
    (AT_LEAST_90, percent("95", "per: 2020-10-31"), "utfallet gäller till och med 2020-10-31 och är inte årets"),
    (CHANGE, percent("5", "föregående: 0, per: 2020-10-31"), "förändringen kan inte räknas så som nivån kräver"),
])  # fmt: skip
def test_a_figure_to_date_is_told_with_why_it_cannot_be_held_against_the_level(criterion: str, told: str, why: str) -> None:
    steps = [step.says for step in seen(*measured(criterion, told)).now.trace if step.rule in ("MT-OJAMFORBAR", "MT-SIFFRA-OJAMFORBAR")]
    assert len(steps) == 2
    assert all(step.endswith(f": {why}.") for step in steps)


def test_a_longer_period_is_told_with_where_the_plan_states_it() -> None:
    period = ", längre_period: {period: 2020–2022, källa: 'plan, 5'}"
    assert check(*measured(PRODUCT + period, status("framtagen"))).said("FY-FLERARIGT") == [
        "F-1.1: planen anger på ett annat ställe perioden 2020–2022 (Plan 2020, 5); prövningen följer årets mätetal."
    ]


def test_an_exact_amount_is_told_without_a_word_and_another_with_its_own() -> None:
    figures = "texttal: {t.a: {värde: 4, enhet: mnkr, ord: drygt, anger: a, källa: 'ar, 3'}, t.b: {värde: 4, enhet: mnkr, anger: b, källa: 'ar, 3'}}"
    facts = check(figures).report.facts
    assert (facts["t.a"]["text"], facts["t.b"]["text"]) == ("drygt 4 mnkr", "4 mnkr")


def test_only_a_deficit_whose_time_is_out_is_told_as_late() -> None:
    """Those of 2017 and 2019 remain; the time for that of 2019 is not out."""
    (told,) = check(utredning({2017: -5, 2018: 0, 2019: -3, 2020: 0})).said("BK-2-2018-EJ")
    assert told.startswith("Av underskottet 2017 återstår 5 tkr")


def test_so_is_it_under_the_law_of_1991() -> None:
    (told,) = check(utredning({2014: -5, 2015: 0, 2016: -3, 2017: 0}), year=2017).said("BK-2-1991-EJ")
    assert told.startswith("Av underskottet 2014 återstår 5 tkr")
