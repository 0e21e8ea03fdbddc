"""The independent evaluator against examples worked by hand from domain.md 3, so that it is trusted on its own."""

from __future__ import annotations

from decimal import Decimal

import pytest
from evaluator_examples import LEVERANS, D, E, U, at_level, claim, figure, goal, of_one, rated, status, table, told, waiver

from checker.evaluator.evaluate import whole
from checker.evaluator.values import NOT_APPLICABLE, OPEN, Judgement, compose, decided, finding, undecided

# --- section 3.1: a figure against a level ------------------------------------------------


@pytest.mark.parametrize(
    ("operator", "level", "value", "rating"),
    [
        ("minst", "90", "90.0", U), ("minst", "90", "89.99", E), ("lägst", "90", "90", U), ("lägst", "90", "89.999999", E),
        ("max", "15", "15", U), ("max", "15", "15.01", E), ("högst", "15", "15", U), ("högst", "15", "15.000001", E),
        ("exakt", "4", "4", U), ("exakt", "4", "4.000001", E), ("mer än", "45", "45", E), ("mer än", "45", "45.000001", U),
        ("mindre än", "5", "5", E), ("mindre än", "5", "4.999999", U), ("minst", "0.3", "0.3", U), ("minst", "0.000001", "0", E),
    ],
)  # fmt: skip
def test_a_figure_is_compared_exactly_and_the_limit_belongs_to_minst_lagst_max_and_hogst(operator: str, level: str, value: str, rating: str) -> None:
    assert told(of_one(at_level(operator, level), figure(value))) == (rating, None)


@pytest.mark.parametrize(
    ("value", "unit", "rating"),
    [("9784", "tkr", U), ("4", "mnkr", U), ("4000000", "kr", U), ("3999.999", "tkr", E), ("3.999999", "mkr", E)],
)
def test_amounts_are_compared_in_kronor(value: str, unit: str, rating: str) -> None:
    assert of_one(at_level("lägst", "4", "mnkr"), figure(value, unit)).rating == rating


@pytest.mark.parametrize(
    ("value", "bound", "operator", "level", "rating"),
    [
        ("45", "mer än", "minst", "45", U),
        ("80", "mindre än", "minst", "80", E),  # en handfull återstår av 80
        ("20", "ungefär", "minst", "15", U),  # ett 20-tal mot 15
        ("20", "ungefär", "minst", "30", E),  # ca 20 mot 30
        ("10", "ungefär", "minst", "3", U),  # ett tiotal mot tre
        ("20", "ungefär", "minst", "24.999999", None),
        ("20", "ungefär", "minst", "25", E),
        ("20", "ungefär", "minst", "15.000001", None),
        ("15", "ungefär", "max", "15", None),
        ("45", "mer än", "mer än", "45", U),
        ("45", "mer än", "minst", "46", None),
        ("45", "mer än", "max", "45", E),
        ("80", "mindre än", "max", "80", U),
        ("80", "mindre än", "mindre än", "80", U),
        ("80", "minst", "minst", "80", U),
        ("80", "minst", "mer än", "80", None),
        ("80", "högst", "mer än", "80", E),
        ("80", "högst", "minst", "80", None),
        ("20", "drygt", "minst", "20", U),
        ("20", "drygt", "minst", "25", E),
        ("20", "knappt", "minst", "20", E),
        ("20", "knappt", "mer än", "15", U),
        ("-10", "drygt", "högst", "-10", U),
        ("-10", "knappt", "högst", "-10", E),
        ("-10", "drygt", "lägst", "-10", E),
        ("4", "ungefär", "exakt", "4", None),
        ("4", "ungefär", "exakt", "5", E),
    ],
)
def test_a_bounded_or_approximate_figure_decides_unless_the_level_lies_where_it_leaves_it_open(
    value: str, bound: str, operator: str, level: str, rating: str | None
) -> None:
    judged = of_one(at_level(operator, level), figure(value, gräns=bound))
    assert told(judged) == ((rating, None) if rating else ("underlag_saknas", "ungefarlig_vid_gransen"))
    assert rating or judged.possible == {U, E}


def test_an_approximate_figure_at_the_limit_is_weak_evidence() -> None:
    found = rated({"mål": [goal(at_level("max", "15", "%"))], "utfall": [figure("15", "%", gräns="ungefär")]}).findings
    assert finding("svagt_underlag", "G-1.1") in found


def test_a_level_for_the_year_needs_the_years_figure() -> None:
    part = figure("15", "%", gräns="ungefär", del_av_året="ja")
    assert told(of_one(at_level("max", "15", "%", årsbasis="ja"), part)) == ("underlag_saknas", "siffra_saknas")
    assert told(of_one(at_level("max", "15", "%"), figure("15", "%", del_av_året="ja"))) == (U, None)


@pytest.mark.parametrize(
    ("change", "new", "old", "rating"),
    [
        ("relativ", "42", "40", U),
        ("relativ", "41.999999", "40", E),
        ("procentenheter", "45", "40", U),
        ("procentenheter", "42", "40", E),
        ("oklar", "45", "40", U),  # 12,5 % och 5 procentenheter
        ("oklar", "41", "40", E),
        ("oklar", "42", "40", None),  # 5 % men 2 procentenheter
        ("oklar", "5", "0", None),  # ingen relativ förändring från noll
    ],
)
def test_a_change_of_unstated_kind_decides_only_if_both_readings_agree(change: str, new: str, old: str, rating: str | None) -> None:
    judged = of_one(at_level("minst", "5", "%", förändring=change), figure(new, "%", föregående=Decimal(old)))
    assert told(judged) == ((rating, None) if rating else ("underlag_saknas", "malniva_oklar"))


def test_a_change_can_be_stated_as_such_and_with_a_bound() -> None:
    change = at_level("minst", "5", "%", förändring="oklar")
    assert of_one(change, figure("5", "%")).rating == U
    assert of_one(change, figure("5", "%", gräns="mindre än")).rating == E
    assert of_one(change, status("nivån ej nådd")).rating == E
    assert told(of_one(change, figure("4", "%", gräns="minst"))) == ("underlag_saknas", "ungefarlig_vid_gransen")


def test_a_level_can_be_another_figure_of_the_year() -> None:
    tables = {"rr": table({"intäkter": ["62867"], "kostnader": ["-62760"], "tomt": [None]})}
    level = {"slag": "nivå", "villkor": "högst", "enhet": "tkr", "nivå_av": ["rr.intäkter.2020"]}
    outcome = {k: v for k, v in figure("0", "tkr").items() if k != "värde"}
    costs = outcome | {"värde_av": ["-rr.kostnader.2020"]}
    assert of_one(level, costs, tabeller=tables).rating == U
    assert told(of_one(level, outcome | {"värde_av": ["rr.tomt.2020"]}, tabeller=tables))[1] == "siffra_saknas"
    assert told(of_one(level | {"nivå_av": ["rr.tomt.2020"]}, costs, tabeller=tables))[1] == "siffra_saknas"


# --- section 3.1: words beside figures ----------------------------------------------------


def test_a_figure_decides_also_where_the_text_says_done() -> None:
    assert of_one(at_level("minst", "2000"), figure("1925"), status("genomfört")).rating == E


@pytest.mark.parametrize(
    ("word", "rating", "reason"),
    [
        ("genomfört", None, "siffra_saknas"), ("nivån nådd", None, "siffra_saknas"), ("pågår", None, "siffra_saknas"),
        ("nivån ej nådd", E, None), ("inställt", E, None), ("ej genomfört", E, None), ("delvis genomfört", E, None),
        ("framflyttat", E, None), ("annat sammanhang", E, None), ("del färdig", E, None),
        ("ej mätt", None, "ej_matt"), ("annat mått", None, "annat_matt"),
    ],
)  # fmt: skip
def test_words_do_not_show_that_a_level_was_reached_but_can_show_that_it_was_not(word: str, rating: str | None, reason: str | None) -> None:
    judged = of_one(at_level("minst", "5"), status(word))
    assert told(judged) == ((rating, None) if rating else ("underlag_saknas", reason))
    assert judged.possible == ({rating} if rating else {U, E})


@pytest.mark.parametrize("word", ["inställt", "ej genomfört", "framflyttat", "delvis genomfört", "ej mätt"])
def test_for_a_share_of_opinions_courses_that_were_cancelled_are_not_measured(word: str) -> None:
    opinion = at_level("minst", "90", "%", åsikt="ja")
    assert told(of_one(opinion, status(word))) == ("underlag_saknas", "ej_matt")
    assert of_one(opinion, status("nivån ej nådd")).rating == E


@pytest.mark.parametrize(
    ("art", "word", "rating"),
    [
        ("produkt", "framtagen", U), ("produkt", "beslutad", U), ("produkt", "del färdig", D), ("produkt", "påbörjat", E),
        ("produkt", "pågår", E), ("produkt", "framflyttat", E), ("produkt", "ej genomfört", E),
        ("aktivitet", "genomfört", U), ("aktivitet", "delvis genomfört", D), ("aktivitet", "påbörjat", D),
        ("aktivitet", "inställt", E), ("aktivitet", "annat sammanhang", E),
    ],
)  # fmt: skip
def test_a_product_is_finished_or_not_and_an_activity_is_carried_out_or_not(art: str, word: str, rating: str) -> None:
    assert told(of_one({**LEVERANS, "art": art}, status(word))) == (rating, None)


def test_what_is_not_mentioned_is_undecided() -> None:
    not_told = of_one({**LEVERANS, "art": "aktivitet"})
    assert (not_told.reason, not_told.possible) == ("ej_redovisat", OPEN)
    assert of_one(at_level("minst", "5")).possible == {U, E}


@pytest.mark.parametrize("flaw", ["saknas", "oklar"])
def test_without_a_level_nothing_decides(flaw: str) -> None:
    judged = of_one({"slag": "utan nivå", "brist": flaw, "skäl": "egna ord"}, figure("30"), status("nivån ej nådd"))
    assert (judged.reason, judged.possible) == (f"malniva_{flaw}", OPEN)


def test_statements_that_contradict_each_other_decide_nothing_and_a_figure_still_decides() -> None:
    activity = {**LEVERANS, "art": "aktivitet"}
    both = [status("genomfört"), status("ej genomfört")]
    assert told(of_one(activity, *both)) == ("underlag_saknas", "motstridigt")
    assert told(of_one(at_level("minst", "5"), *both)) == ("underlag_saknas", "motstridigt")
    assert told(of_one(at_level("minst", "5"), *both, figure("5"))) == (U, None)
    assert told(of_one(at_level("minst", "5"), figure("5"), figure("4"))) == ("underlag_saknas", "motstridigt")
    assert finding("motsagelse", "G-1.1") in rated({"mål": [goal(activity)], "utfall": both}).findings


# --- section 3: waivers -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("about", "day", "last", "valid"),
    [
        ("G-1.1", "2020-05-28", None, True), ("G-1", "2020-12-31", "2020-12-31", True), ("G-1", "2021-01-01", None, False),
        ("G-1.1", "2020-05-28", "2020-12-30", False), ("G-1", "2019-01-01", "2021-12-31", True),
    ],
)  # fmt: skip
def test_only_a_decision_valid_at_the_years_end_waives(about: str, day: str, last: str | None, valid: bool) -> None:
    evaluation = rated({"mål": [goal(at_level("minst", "5"))], "utfall": [figure("4")], "beslut": [waiver(about, day, last)]})
    assert evaluation.ratings["G-1.1"].rating == ("ej_tillampligt" if valid else E)
    assert evaluation.ratings["G-1"].rating == ("ej_tillampligt" if valid else E)


def test_a_goal_without_criteria_is_undecided_and_can_be_waived() -> None:
    assert told(rated({"mål": [goal()]}).ratings["G-1"]) == ("underlag_saknas", "malniva_saknas")
    assert rated({"mål": [goal()], "beslut": [waiver("G-1")]}).ratings["G-1"].rating == "ej_tillampligt"


# --- section 3.2: goals, units, the whole -------------------------------------------------

MET, PARTLY, NOT, OPEN_LEVEL = decided(U), decided(D), decided(E), undecided(frozenset({U, E}), "siffra_saknas")
ANYTHING = undecided(OPEN, "ej_redovisat")


@pytest.mark.parametrize(
    ("members", "possible"),
    [
        ([MET, MET], {U}), ([NOT, NOT], {E}), ([MET, NOT], {D}), ([MET, NOT, ANYTHING], {D}), ([PARTLY, MET], {D}),
        ([MET, OPEN_LEVEL], {U, D}), ([NOT, OPEN_LEVEL], {D, E}), ([OPEN_LEVEL], {U, E}), ([OPEN_LEVEL, OPEN_LEVEL], {U, D, E}),
        ([ANYTHING], {U, D, E}), ([MET, NOT_APPLICABLE], {U}), ([NOT_APPLICABLE], {"ej_tillampligt"}), ([], {U, D, E}),
    ],
)  # fmt: skip
def test_a_goal_can_be_what_its_members_can_make_it(members: list[Judgement], possible: set[str]) -> None:
    assert compose(members).possible == possible


@pytest.mark.parametrize(
    ("economy", "operation", "first", "possible"),
    [
        (NOT, MET, True, {E}), (NOT, MET, False, {D}), (MET, MET, True, {U}), (MET, NOT, True, {D}), (PARTLY, NOT, True, {D}),
        (OPEN_LEVEL, MET, True, {U, E}), (OPEN_LEVEL, MET, False, {U, D}), (MET, ANYTHING, True, {U, D}), (PARTLY, PARTLY, True, {D}),
        (NOT, ANYTHING, True, {E}), (MET, NOT_APPLICABLE, True, {U}), (NOT, NOT, False, {E}), (ANYTHING, NOT, True, {D, E}),
    ],
)  # fmt: skip
def test_where_economy_comes_first_a_financial_part_that_is_ej_makes_the_whole_ej(
    economy: Judgement, operation: Judgement, first: bool, possible: set[str]
) -> None:
    assert whole(economy, operation, first).possible == possible


def test_units_and_parts_follow_their_goals_and_a_strategic_goal_belongs_to_neither() -> None:
    strategic = {k: v for k, v in goal(goal_id="S-1").items() if k != "enhet"}
    written = {"mål": [goal(at_level("minst", "5")), strategic], "utfall": [figure("5")]}
    ratings = rated(written, units=("A", "B")).ratings
    assert (ratings["A"].rating, ratings["GEH-V"].rating, ratings["S-1"].rating) == (U, U, "underlag_saknas")
    assert "B" not in ratings


# --- section 3.3: claims ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("judged", "claimed", "verdict", "direction"),
    [
        ("5", U, "bekraftat", None), ("4", U, "motsagt", "battre"), ("4", D, "motsagt", "battre"), ("5", E, "motsagt", "samre"),
        (None, U, "obestyrkt", None), (None, E, "obestyrkt", None), (None, D, "motsagt", None), ("5", None, None, None),
    ],
)  # fmt: skip
def test_a_claim_is_confirmed_contradicted_or_unproven(judged: str | None, claimed: str | None, verdict: str | None, direction: str | None) -> None:
    outcome = [figure(judged)] if judged else [status("genomfört")]
    rating = rated({"mål": [goal(at_level("minst", "5"))], "utfall": outcome, "påståenden": [claim("G-1.1", claimed)]}).ratings["G-1.1"]
    assert (rating.verdict, rating.direction, rating.own_word_only) == (verdict, direction, False)


def test_a_waived_criterion_has_no_verdict() -> None:
    written = {"mål": [goal(at_level("minst", "5"))], "beslut": [waiver("G-1.1")], "påståenden": [claim("G-1.1", U), claim("G-1", U)]}
    ratings = rated(written).ratings
    assert (ratings["G-1.1"].verdict, ratings["G-1"].verdict) == (None, None)


@pytest.mark.parametrize(("evidence", "alone"), [(None, True), ("beslut", False), ("logg", False), ("egen uppgift", True)])
def test_a_confirmed_claim_on_the_reports_own_word_alone_is_told_apart(evidence: str | None, alone: bool) -> None:
    outcome = status("genomfört") | ({"belägg": evidence} if evidence else {})
    written = {"mål": [goal({**LEVERANS, "art": "aktivitet"})], "utfall": [outcome], "påståenden": [claim("G-1", U)]}
    assert rated(written).ratings["G-1"].own_word_only is alone


@pytest.mark.parametrize(
    ("rating", "count", "verdict", "direction"),
    [
        (U, 1, "obestyrkt", None), (U, 2, "obestyrkt", None), (U, 3, "motsagt", "battre"), (U, 0, "motsagt", "samre"),
        (E, 1, "obestyrkt", None), (E, 0, "motsagt", "battre"), (E, 3, "motsagt", "samre"), (D, 0, "bekraftat", None), (D, 1, "motsagt", None),
    ],
)  # fmt: skip
def test_a_count_of_goals_is_held_against_how_many_surely_and_possibly_are_so(rating: str, count: int, verdict: str, direction: str | None) -> None:
    goals = [goal(at_level("minst", "5"), goal_id=f"G-{i}") for i in (1, 2, 3)]
    outcomes = [figure("5"), figure("4", criterion="G-2.1"), status("genomfört", criterion="G-3.1")]
    counted = [{"id": "A-1", "enhet": "A", "påstår": rating, "antal": count, "av": 3, "källa": "ar, 2"}]
    assert rated({"mål": goals, "utfall": outcomes, "antalspåståenden": counted}).counts["A-1"] == (verdict, direction)


def test_a_lower_outcome_with_a_better_claim_is_inconsistent() -> None:
    """57 % claimed as reached beside 66 % claimed as partly reached, both against 90 %."""
    goals = [goal(at_level("minst", "90", "%")), goal(at_level("lägst", "90.0", "%"), goal_id="G-2")]
    outcomes = [figure("66", "%"), figure("57", "%", criterion="G-2.1")]
    claims = [claim("G-1", D), claim("G-2", U)]
    pair = finding("inkonsekvent_bedomning", "G-1.1", "G-2.1")
    assert pair in rated({"mål": goals, "utfall": outcomes, "påståenden": claims}).findings
    assert pair not in rated({"mål": goals, "utfall": outcomes, "påståenden": [claim("G-1", U), claim("G-2", D)]}).findings
    assert pair not in rated({"mål": goals, "utfall": [figure("57", "%"), outcomes[1]], "påståenden": claims}).findings


@pytest.mark.parametrize(("level", "same"), [("90", True), ("91", False), (None, False)])
def test_a_level_taken_from_a_figure_is_the_same_as_one_that_is_stated(level: str | None, same: bool) -> None:
    taken = {"slag": "nivå", "villkor": "minst", "nivå_av": ["m.nivå.2020"], "enhet": "%"}
    goals = [goal(at_level("minst", "90", "%")), goal(taken, goal_id="G-2")]
    table = {"titel": "m", "källa": "ar, 1", "enhet": "%", "kolumner": ["2020"], "rader": {"nivå": [level and Decimal(level)]}}
    told = {"utfall": [figure("66", "%"), figure("57", "%", criterion="G-2.1")], "påståenden": [claim("G-1", D), claim("G-2", U)]}
    found = rated({"mål": goals, "tabeller": {"m": table}, **told}).findings
    assert (finding("inkonsekvent_bedomning", "G-1.1", "G-2.1") in found) is same


def test_changes_are_not_held_against_each_other_by_the_figures_after_them() -> None:
    """From 40 to 46 is a larger change than from 80 to 84, though 46 is the lower figure."""
    goals = [goal(at_level("minst", "5", "%", förändring="procentenheter"), goal_id=f"G-{i}") for i in (1, 2)]
    outcomes = [figure("46", "%", föregående=Decimal(40)), figure("84", "%", "G-2.1", föregående=Decimal(80))]
    found = rated({"mål": goals, "utfall": outcomes, "påståenden": [claim("G-1", U), claim("G-2", E)]}).findings
    assert not [f for f in found if f.kind == "inkonsekvent_bedomning"]


@pytest.mark.parametrize(
    ("value", "answers", "weak"),
    [("90", 125, True), ("85", 34, False), ("57", 7, True), ("90", 10, False), ("91", 10, True), ("100", 9, True), ("90.4", 125, False)],
)
def test_a_share_is_weak_on_few_answers_or_where_rounding_hides_the_level_or_fits_no_count(value: str, answers: int, weak: bool) -> None:
    """125 answers at 90 %: 112 are 89,6 and 113 are 90,4."""
    written = {"mål": [goal(at_level("minst", "90", "%", åsikt="ja"))], "utfall": [figure(value, "%", antal_svar=answers)]}
    assert (finding("svagt_underlag", "G-1.1") in rated(written).findings) is weak


def test_another_base_scale_or_wording_is_weak_evidence_and_changes_no_rating() -> None:
    planned = at_level("minst", "90", "%", bas="kommunerna")
    evaluation = rated({"mål": [goal(planned)], "utfall": [figure("94", "%", bas="de svarande")]})
    assert evaluation.ratings["G-1.1"].rating == U
    assert finding("svagt_underlag", "G-1.1") in evaluation.findings


def test_goals_without_follow_up_and_followed_up_goals_without_plan_are_told() -> None:
    goals = [goal(at_level("minst", "5")), goal(at_level("minst", "5"), goal_id="G-2", beslutat_i_plan="nej"), goal(goal_id="G-3")]
    words = {"ändrad_lydelse": "saklig", "planens_ord": "ett", "redovisningens_ord": "två"}
    found = rated({"mål": goals, "uppföljningar": [{"mål": "G-3", "källa": "ar, 4", **words}]}).findings
    expected = {finding("ej_foljt_upp", "G-1"), finding("ej_beslutat", "G-2"), finding("andrad_lydelse", "G-3")}
    assert {f for f in found if f.kind in ("ej_foljt_upp", "ej_beslutat", "andrad_lydelse", "plan_saknas")} == expected
