"""The independent evaluator against examples worked by hand from domain.md, so that it is trusted on its own."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from evaluator import Evaluation, evaluate, whole
from evaluator_values import NOT_APPLICABLE, OPEN, Finding, Judgement, compose, decided, finding, undecided
from generator_years import Data, make_case

U, D, E = "uppfyllt", "delvis", "ej"
YEAR = 2020
LEVERANS = {"skäl": "egna ord", "slag": "leverans"}


def rated(written: Data | None = None, units: tuple[str, ...] = ("A",), others: dict[int, Data] | None = None, year: int = YEAR) -> Evaluation:
    """The evaluation of a year written as people write it."""
    organisation = {
        "id": "prov", "namn": "Prov", "frågor_till": "chefen",
        "enheter": {unit: {"namn": unit, "frågor_till": "chefen"} for unit in units},
        "redovisningsenheter": {"A": "A"},
        "dokument": {"ar": {"titel": "Årsredovisning", "slag": "redovisning", "år": year}, "plan": {"titel": "Plan", "slag": "plan", "år": year}},
    }  # fmt: skip
    case = make_case(organisation, year, {**(others or {}), year: written or {}})
    return evaluate(case.year, case.others)


def goal(*criteria: Data, goal_id: str = "G-1", **more: object) -> Data:
    numbered = [{"id": f"{goal_id}.{i}", "titel": "mätetal", **criterion} for i, criterion in enumerate(criteria, 1)]
    return {"id": goal_id, "enhet": "A", "titel": "mål", "källa": "ar, 1", "mätetal": numbered, **more}


def nivå(operator: str, level: str, unit: str = "st", **more: object) -> Data:  # noqa: PLC2401 - the domain's word
    return {"slag": "nivå", "villkor": operator, "nivå": Decimal(level), "enhet": unit, **more}


def figure(value: str, unit: str = "st", criterion: str = "G-1.1", **more: object) -> Data:
    return {"mätetal": criterion, "värde": Decimal(value), "enhet": unit, "uppgift": "u", "källa": "ar, 4", **more}


def status(word: str, criterion: str = "G-1.1", **more: object) -> Data:
    return {"mätetal": criterion, "status": word, "uppgift": "u", "källa": "ar, 4", **more}


def claim(about: str, claims: str | None) -> Data:
    return {"om": about, "påstår": claims, "ord": "ord", "källa": "ar, 4"}


def of_one(criterion: Data, *outcomes: Data, **more: Any) -> Judgement:
    """The judgement of one criterion on its outcomes."""
    return rated({"mål": [goal(criterion)], "utfall": list(outcomes), **more}).ratings["G-1.1"]


def told(judged: Judgement) -> tuple[str, str | None]:
    """The rating and its reason."""
    return judged.rating, judged.reason


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
def test_a_figure_is_compared_exactly_and_the_limit_belongs_to_minst_lägst_max_and_högst(operator: str, level: str, value: str, rating: str) -> None:
    assert told(of_one(nivå(operator, level), figure(value))) == (rating, None)


@pytest.mark.parametrize(
    ("value", "unit", "rating"),
    [("9784", "tkr", U), ("4", "mnkr", U), ("4000000", "kr", U), ("3999.999", "tkr", E), ("3.999999", "mkr", E)],
)
def test_amounts_are_compared_in_kronor(value: str, unit: str, rating: str) -> None:
    assert of_one(nivå("lägst", "4", "mnkr"), figure(value, unit)).rating == rating


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
        ("4", "ungefär", "exakt", "4", None),
        ("4", "ungefär", "exakt", "5", E),
    ],
)
def test_a_bounded_or_approximate_figure_decides_unless_the_level_lies_where_it_leaves_it_open(
    value: str, bound: str, operator: str, level: str, rating: str | None
) -> None:
    judged = of_one(nivå(operator, level), figure(value, gräns=bound))
    assert told(judged) == ((rating, None) if rating else ("underlag_saknas", "ungefarlig_vid_gransen"))
    assert rating or judged.possible == {U, E}


def test_an_approximate_figure_at_the_limit_is_weak_evidence() -> None:
    found = rated({"mål": [goal(nivå("max", "15", "%"))], "utfall": [figure("15", "%", gräns="ungefär")]}).findings
    assert finding("svagt_underlag", "G-1.1") in found


def test_a_level_for_the_year_needs_the_years_figure() -> None:
    part = figure("15", "%", gräns="ungefär", del_av_året="ja")
    assert told(of_one(nivå("max", "15", "%", årsbasis="ja"), part)) == ("underlag_saknas", "siffra_saknas")
    assert told(of_one(nivå("max", "15", "%"), figure("15", "%", del_av_året="ja"))) == (U, None)


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
    judged = of_one(nivå("minst", "5", "%", förändring=change), figure(new, "%", föregående=Decimal(old)))
    assert told(judged) == ((rating, None) if rating else ("underlag_saknas", "malniva_oklar"))


def test_a_change_can_be_stated_as_such_and_with_a_bound() -> None:
    change = nivå("minst", "5", "%", förändring="oklar")
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
    assert told(of_one(level | {"nivå_av": ["rr.tomt.2020"]}, costs, tabeller=tables))[1] == "malniva_saknas"


# --- section 3.1: words beside figures ----------------------------------------------------


def test_a_figure_decides_also_where_the_text_says_genomfört() -> None:
    assert of_one(nivå("minst", "2000"), figure("1925"), status("genomfört")).rating == E


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
    judged = of_one(nivå("minst", "5"), status(word))
    assert (judged.rating, judged.reason, judged.possible) == (
        (rating, None, {rating}) if rating else ("underlag_saknas", reason, {U, E})
    )  # fmt: skip


@pytest.mark.parametrize("word", ["inställt", "ej genomfört", "framflyttat", "delvis genomfört", "ej mätt"])
def test_for_a_share_of_opinions_courses_that_were_cancelled_are_not_measured(word: str) -> None:
    opinion = nivå("minst", "90", "%", åsikt="ja")
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
    assert of_one(nivå("minst", "5")).possible == {U, E}


@pytest.mark.parametrize("flaw", ["saknas", "oklar"])
def test_without_a_level_nothing_decides(flaw: str) -> None:
    judged = of_one({"slag": "utan nivå", "brist": flaw, "skäl": "egna ord"}, figure("30"), status("nivån ej nådd"))
    assert (judged.reason, judged.possible) == (f"malniva_{flaw}", OPEN)


def test_statements_that_contradict_each_other_decide_nothing_and_a_figure_still_decides() -> None:
    activity = {**LEVERANS, "art": "aktivitet"}
    both = [status("genomfört"), status("ej genomfört")]
    assert told(of_one(activity, *both)) == ("underlag_saknas", "motstridigt")
    assert told(of_one(nivå("minst", "5"), *both)) == ("underlag_saknas", "motstridigt")
    assert told(of_one(nivå("minst", "5"), *both, figure("5"))) == (U, None)
    assert told(of_one(nivå("minst", "5"), figure("5"), figure("4"))) == ("underlag_saknas", "motstridigt")
    assert finding("motsagelse", "G-1.1") in rated({"mål": [goal(activity)], "utfall": both}).findings


# --- section 3: waivers -------------------------------------------------------------------


def waiver(about: str, day: str = "2020-05-28", last: str | None = None, kind: str = "undantag") -> Data:
    decision = {"id": "B-1", "slag": kind, "organ": "Direktionen", "datum": day, "paragraf": "§ 41", "skäl": "s", "källa": "ar, 2"}
    return decision | ({"gäller": [about]} if kind == "undantag" else {"underskott_år": int(about)}) | ({"till_och_med": last} if last else {})


@pytest.mark.parametrize(
    ("about", "day", "last", "valid"),
    [
        ("G-1.1", "2020-05-28", None, True), ("G-1", "2020-12-31", "2020-12-31", True), ("G-1", "2021-01-01", None, False),
        ("G-1.1", "2020-05-28", "2020-12-30", False), ("G-1", "2019-01-01", "2021-12-31", True),
    ],
)  # fmt: skip
def test_only_a_decision_valid_at_the_years_end_waives(about: str, day: str, last: str | None, valid: bool) -> None:
    evaluation = rated({"mål": [goal(nivå("minst", "5"))], "utfall": [figure("4")], "beslut": [waiver(about, day, last)]})
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
    written = {"mål": [goal(nivå("minst", "5")), strategic], "utfall": [figure("5")]}
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
    rating = rated({"mål": [goal(nivå("minst", "5"))], "utfall": outcome, "påståenden": [claim("G-1.1", claimed)]}).ratings["G-1.1"]
    assert (rating.verdict, rating.direction, rating.own_word_only) == (verdict, direction, False)


def test_a_waived_criterion_has_no_verdict() -> None:
    written = {"mål": [goal(nivå("minst", "5"))], "beslut": [waiver("G-1.1")], "påståenden": [claim("G-1.1", U), claim("G-1", U)]}
    ratings = rated(written).ratings
    assert (ratings["G-1.1"].verdict, ratings["G-1"].verdict) == (None, None)


@pytest.mark.parametrize(("belägg", "alone"), [(None, True), ("beslut", False), ("logg", False), ("egen uppgift", True)])
def test_a_confirmed_claim_on_the_reports_own_word_alone_is_told_apart(belägg: str | None, alone: bool) -> None:  # noqa: PLC2401
    outcome = status("genomfört") | ({"belägg": belägg} if belägg else {})
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
    goals = [goal(nivå("minst", "5"), goal_id=f"G-{i}") for i in (1, 2, 3)]
    outcomes = [figure("5"), figure("4", criterion="G-2.1"), status("genomfört", criterion="G-3.1")]
    counted = [{"id": "A-1", "enhet": "A", "påstår": rating, "antal": count, "av": 3, "källa": "ar, 2"}]
    assert rated({"mål": goals, "utfall": outcomes, "antalspåståenden": counted}).counts["A-1"] == (verdict, direction)


def test_a_lower_outcome_with_a_better_claim_is_inconsistent() -> None:
    """57 % claimed as reached beside 66 % claimed as partly reached, both against 90 %."""
    goals = [goal(nivå("minst", "90", "%")), goal(nivå("lägst", "90.0", "%"), goal_id="G-2")]
    outcomes = [figure("66", "%"), figure("57", "%", criterion="G-2.1")]
    claims = [claim("G-1", D), claim("G-2", U)]
    pair = finding("inkonsekvent_bedomning", "G-1.1", "G-2.1")
    assert pair in rated({"mål": goals, "utfall": outcomes, "påståenden": claims}).findings
    assert pair not in rated({"mål": goals, "utfall": outcomes, "påståenden": [claim("G-1", U), claim("G-2", D)]}).findings
    assert pair not in rated({"mål": goals, "utfall": [figure("57", "%"), outcomes[1]], "påståenden": claims}).findings


@pytest.mark.parametrize(
    ("value", "answers", "weak"),
    [("90", 125, True), ("85", 34, False), ("57", 7, True), ("90", 10, False), ("91", 10, True), ("100", 9, True), ("90.4", 125, False)],
)
def test_a_share_is_weak_on_few_answers_or_where_rounding_hides_the_level_or_fits_no_count(value: str, answers: int, weak: bool) -> None:
    """125 answers at 90 %: 112 are 89,6 and 113 are 90,4."""
    written = {"mål": [goal(nivå("minst", "90", "%", åsikt="ja"))], "utfall": [figure(value, "%", antal_svar=answers)]}
    assert (finding("svagt_underlag", "G-1.1") in rated(written).findings) is weak


def test_another_base_scale_or_wording_is_weak_evidence_and_changes_no_rating() -> None:
    planned = nivå("minst", "90", "%", bas="kommunerna")
    evaluation = rated({"mål": [goal(planned)], "utfall": [figure("94", "%", bas="de svarande")]})
    assert evaluation.ratings["G-1.1"].rating == U
    assert finding("svagt_underlag", "G-1.1") in evaluation.findings


def test_goals_without_follow_up_and_followed_up_goals_without_plan_are_told() -> None:
    goals = [goal(nivå("minst", "5")), goal(nivå("minst", "5"), goal_id="G-2", beslutat_i_plan="nej"), goal(goal_id="G-3")]
    words = {"ändrad_lydelse": "saklig", "planens_ord": "ett", "redovisningens_ord": "två"}
    found = rated({"mål": goals, "uppföljningar": [{"mål": "G-3", "källa": "ar, 4", **words}]}).findings
    expected = {finding("ej_foljt_upp", "G-1"), finding("ej_beslutat", "G-2"), finding("andrad_lydelse", "G-3")}
    assert {f for f in found if f.kind in ("ej_foljt_upp", "ej_beslutat", "andrad_lydelse", "plan_saknas")} == expected


# --- section 4: economy -------------------------------------------------------------------


def table(rows: dict[str, list[str | None]], unit: str = "tkr", columns: tuple[str, ...] = ("2020",), **more: object) -> Data:
    amounts = {row: [None if cell is None else Decimal(cell) for cell in cells] for row, cells in rows.items()}
    return {"titel": "tabell", "källa": "ar, 3", "enhet": unit, "kolumner": list(columns), "rader": amounts, **more}


def result(amount: str, year: int) -> Data:
    return {"tabeller": {"rr": table({"resultat": [amount]}, columns=(str(year),), roller={"årets_resultat": "resultat"})}}


def inquiry(amount: str, year: int, **more: object) -> Data:
    return {"tabeller": {"bku": table({"summa": [amount]}, columns=(str(year),), roller={"bk_resultat": "summa"})}, **more}


def test_the_balanskravsresultat_is_the_sum_of_its_lines() -> None:
    lines = {"enligt_rr": ["107"], "vinster": ["108"], "summa": ["0"]}
    tables = {"bku": table(lines, summor={"summa": ["enligt_rr", "-vinster"]}, roller={"bk_resultat": "summa"})}
    assert rated({"tabeller": tables}).ratings["BK-1"].rating == E
    assert rated(inquiry("0", 2020)).ratings["BK-1"].rating == U
    assert rated(inquiry("-0.000001", 2020)).ratings["BK-1"].rating == E
    assert told(rated(result("107", 2020)).ratings["BK-1"]) == ("underlag_saknas", "balanskravsutredning_saknas")
    assert told(rated().ratings["BK-1"]) == ("underlag_saknas", "ar_saknas")


@pytest.mark.parametrize(
    ("balances", "possible", "reason"),
    [
        ({2017: "0", 2018: "0", 2019: "0", 2020: "107"}, {U}, None),
        ({2017: "-5", 2018: "2", 2019: "2", 2020: "0"}, {E}, None),
        ({2017: "-5", 2018: "2", 2019: "2", 2020: "1"}, {U}, None),
        ({2017: "0", 2018: "-866", 2019: "0", 2020: "107"}, {D}, None),
        ({2017: "-5", 2018: "-5", 2019: "5", 2020: "0"}, {D}, None),
        ({2017: "5", 2018: "-5", 2019: "0", 2020: "0"}, {D}, None),
        ({2017: "1952", 2018: "-1", 2020: "107"}, {U, D}, "ar_saknas"),
        ({2018: "0", 2019: "0", 2020: "0"}, {U, E}, "ar_saknas"),
        ({2017: "0", 2018: "0", 2019: "0"}, {U, D}, "ar_saknas"),
        ({}, {U, D, E}, "ar_saknas"),
    ],
)
def test_a_deficit_is_restored_by_later_surplus_within_three_years(balances: dict[int, str], possible: set[str], reason: str | None) -> None:
    years = {year: inquiry(amount, year) for year, amount in balances.items()}
    judged = rated(years.pop(2020, {}), others=years).ratings["BK-2"]
    assert (judged.possible, judged.reason) == (possible, reason)


def test_a_result_without_inquiry_or_an_equity_roll_forward_stands_in_for_a_missing_year() -> None:
    others: dict[int, Data] = {2017: inquiry("0", 2017), 2018: inquiry("0", 2018), 2019: result("-866", 2019)}
    judged = rated(inquiry("107", 2020), others=others)
    assert (judged.ratings["BK-2"].possible, judged.ratings["BK-2"].reason) == ({U, D}, "balanskravsutredning_saknas")
    assert finding("aterstallande", "BK-2") in judged.findings
    equity = table({"ek": ["90", "100"]}, columns=("2019", "2018"), roller={"eget_kapital": "ek"})
    rolled = rated(inquiry("107", 2020), others={**others, 2019: {"tabeller": {"br": equity}}})
    assert rolled.ratings["BK-2"].reason == "balanskravsutredning_saknas"
    assert finding("aterstallande", "BK-2") in rolled.findings


def test_synnerliga_skäl_lift_a_years_deficit() -> None:
    others = {year: inquiry(amount, year) for year, amount in ((2017, "-5"), (2018, "0"), (2019, "0"))}
    assert rated(inquiry("0", 2020), others=others).ratings["BK-2"].rating == E
    lifted = inquiry("0", 2020, beslut=[waiver("2017", kind="synnerliga skäl")])
    assert rated(lifted, others=others).ratings["BK-2"].rating == U


@pytest.mark.parametrize(("income", "rating"), [("1001", U), ("1000.000001", U), ("1000", E), ("999", E), (None, "underlag_saknas")])
def test_the_budgets_income_exceeds_its_costs(income: str | None, rating: str) -> None:
    roles = {"budget_intäkter": "in", "budget_kostnader": "ut"}
    budget = table({"in": [income], "ut": ["1000"]}, columns=("budget2020",), roller=roles)
    assert rated({"tabeller": {"b": budget}}).ratings["BK-3"].rating == rating


def test_results_beside_budget_and_moved_surpluses_are_told() -> None:
    unit = table({"res": ["-1119", "29"]}, columns=("2020", "budget2020"), redovisar="A", roller={"årets_resultat": "res"})
    moved = {"redovisar": "A", "till_nästa_år": "-not.flyttat.2020", "resultat": "rr_a.res.2020", "källa": "ar, 3"}
    tables = {"rr_a": unit, "not": table({"flyttat": ["-884"]})}
    found = {f for f in rated({"tabeller": tables, "överföringar": [moved]}).findings if f.kind in ("budgetavvikelse", "overfort_overskott")}
    deviations = [finding("budgetavvikelse", "A", "mot budget"), finding("budgetavvikelse", "A", "underskott")]
    assert found == {*deviations, Finding("overfort_overskott", ("A",))}


# --- section 5: ties ----------------------------------------------------------------------


def tie(left: str, right: str, unit: str = "tkr", right_unit: str | None = None, **more: str) -> str:
    """The status of one text figure against another."""
    texts = {"t.a": {"värde": Decimal(left), "enhet": unit, **more}, "t.b": {"värde": Decimal(right), "enhet": right_unit or unit}}
    written = {name: {"anger": "något", "källa": "ar, 2", **text} for name, text in texts.items()}
    ties = [{"id": "AV-x", "titel": "x", "vänster": ["t.a"], "höger": ["t.b"]}]
    return rated({"texttal": written, "avstämningar": ties}).ties["AV-x"]


@pytest.mark.parametrize(
    ("left", "unit", "right", "right_unit", "status_word"),
    [
        ("107", "tkr", "107", "tkr", "stammer"), ("108", "tkr", "107", "tkr", "avrundning"), ("109", "tkr", "107", "tkr", "avvikelse"),
        ("9784", "tkr", "9783500", "kr", "stammer"), ("9784", "tkr", "9784500", "kr", "avrundning"), ("9784", "tkr", "9784499", "kr", "stammer"),
        ("-9784", "tkr", "-9783500", "kr", "stammer"), ("9.8", "mnkr", "9784", "tkr", "stammer"), ("9.7", "mnkr", "9784", "tkr", "avrundning"),
        ("42.20", "åa", "42.21", "åa", "avrundning"), ("42.20", "åa", "42.22", "åa", "avvikelse"), ("2.5", "%", "2.6", "%", "avrundning"),
        ("22418", "elever", "22417", "elever", "avvikelse"), ("14", "mål", "14", "mål", "stammer"), ("78", "kr/invånare", "79", "kr/invånare", "avrundning"),
    ],
)  # fmt: skip
def test_the_finer_side_is_rounded_to_the_coarser_sides_last_digit(left: str, unit: str, right: str, right_unit: str, status_word: str) -> None:
    assert tie(left, right, unit, right_unit) == status_word


@pytest.mark.parametrize(
    ("left", "word", "right", "status_word"),
    [
        ("3000", "ca", "3123", "stammer"), ("3000", "ca", "3500", "avrundning"), ("1000", "knappt", "988", "stammer"),
        ("1000", "knappt", "1012", "avrundning"), ("3000", "drygt", "3123", "stammer"), ("3000", "drygt", "2990", "avrundning"),
        ("200", "ca", "451", "avvikelse"), ("45", "mer än", "46", "stammer"), ("45", "mer än", "45", "avvikelse"), ("80", "mindre än", "79", "stammer"),
    ],
)  # fmt: skip
def test_approximate_text_agrees_in_its_last_significant_digit(left: str, word: str, right: str, status_word: str) -> None:
    assert tie(left, right, ord=word) == status_word


def test_sums_in_a_table_leave_out_empty_cells_and_a_missing_side_is_said() -> None:
    rows = {"a": ["1", None], "b": [None, None], "summa": ["1", "0"]}
    tables = {"t": table(rows, columns=("2020", "2019"), summor={"summa": ["a", "b"]})}
    ties = [{"id": "AV-x", "titel": "x", "vänster": ["t.summa"], "höger": ["t.b"], "kolumner": ["2020"]}]
    assert rated({"tabeller": tables, "avstämningar": ties}).ties == {"AV-t.summa.2020": "stammer", "AV-x.2020": "underlag_saknas"}


def test_counted_judgements_changes_and_shares_are_calculated() -> None:
    texts = {"t.mål": ("1", "mål"), "t.ökning": ("30.0", "%"), "t.andel": ("26", "%")}
    written = {name: {"värde": Decimal(value), "enhet": unit, "anger": "något", "källa": "ar, 2"} for name, (value, unit) in texts.items()}
    ties: list[Data] = [
        {"id": "AV-mål", "titel": "x", "vänster": ["t.mål"], "höger_antal": {"enhet": "A", "påstår": U}},
        {"id": "AV-ökning", "titel": "x", "vänster": ["t.ökning"], "höger_förändring": ["e.antal.2020", "e.antal.2019"]},
        {"id": "AV-andel", "titel": "x", "vänster": ["t.andel"], "höger_andel": ["e.del.2020", "e.antal.2020"]},
    ]
    tables = {"e": table({"antal": ["22418", "17245"], "del": ["6000", None]}, "elever", ("2020", "2019"))}
    told_of = {"mål": [goal(), goal(goal_id="G-2")], "påståenden": [claim("G-1", U), claim("G-2", E), claim("A", U)]}
    found = rated({"texttal": written, "avstämningar": ties, "tabeller": tables, **told_of}).ties
    assert found == {"AV-mål": "stammer", "AV-ökning": "stammer", "AV-andel": "avrundning"}


def test_last_years_column_is_held_against_last_years_own_report() -> None:
    now = {"tabeller": {"rr": table({"res": ["107", "-866"]}, columns=("2020", "2019"))}}
    assert rated(now, others={2019: {"tabeller": {"rr": table({"res": ["-865"]}, columns=("2019",))}}}).ties == {"AV-fjolår.rr.res": "avrundning"}


# --- section 6: internal control ----------------------------------------------------------


def moment(frequency: str | None, shows: str | None, count: int | None = None, **more: object) -> Data:
    shown = {"visar": shows, "uppgift": "u", "källa": "ar, 7"} | ({} if count is None else {"antal": count})
    written = {"id": "IK-1a", "moment": "m", "frekvens": frequency, "ansvarig": "chef", **more}
    return {"kontrollområden": [{"id": "IK-1", "område": "o", "källa": "ar, 7", "moment": [written | ({"resultat": shown} if shows else {})]}]}


@pytest.mark.parametrize(
    ("frequency", "shows", "count", "possible", "reason"),
    [
        ("2 ggr/år", "enligt plan", None, {U}, None), ("2 ggr/år", "månadsvis", None, {U}, None), ("2 ggr/år", "antal", 2, {U}, None),
        ("2 ggr/år", "antal", 1, {D}, None), ("2 ggr/år", "antal", 0, {E}, None), ("1 gång/år", "minst", 1, {U}, None),
        ("2 ggr/år", "minst", 1, {U, D}, "antal_kontroller_framgar_inte"), ("Kvartalsvis", "minst", 4, {U}, None),
        ("Månadsvis", "antal", 11, {D}, None), ("1 gång/år samt löpande", "minst", 1, {U}, None), ("2 ggr/år", "saknas", None, {E}, None),
        ("2 ggr/år", "ej utfört", None, {E}, None), ("2 ggr/år", "inget", None, {U, D, E}, "svarar_inte_pa_momentet"),
        ("2 ggr/år", None, None, {U, D, E}, "svarar_inte_pa_momentet"), (None, "saknas", None, {U, D, E}, "frekvens_saknas"),
    ],
)  # fmt: skip
def test_a_moment_is_rated_on_performed_against_planned(
    frequency: str | None, shows: str | None, count: int | None, possible: set[str], reason: str | None
) -> None:
    ratings = rated(moment(frequency, shows, count)).ratings
    assert (ratings["IK-1a"].possible, ratings["IK-1a"].reason) == (possible, reason)
    assert ratings["IK-1"].possible == possible


def test_the_log_of_the_year_replaces_the_result_text() -> None:
    entries = [{"moment": "IK-1a", "datum": day, "av": "x", "resultat": "r", "källa": "ar, 7"} for day in ("2020-01-01", "2020-12-31", "2019-12-31")]
    logged = rated({**moment("kvartalsvis", "enligt plan"), "kontrollogg": entries}).ratings["IK-1a"]
    assert (logged.rating, logged.evidence) == (D, {"logg"})


@pytest.mark.parametrize(
    ("found", "closed", "kind", "state"),
    [
        ("2020-06-30", None, "saknas", "overdue"), ("2020-07-01", None, "saknas", "open"), (None, None, "under revidering", "open"),
        (None, "2021-06-30", "saknas", "closed_in_time"), (None, "2021-07-01", "saknas", "overdue"),
        ("2019-08-31", "2020-02-29", "saknas", "closed_in_time"), ("2019-08-31", "2020-03-01", "saknas", "overdue"),
        ("2020-06-14", "datum framgår inte", "saknas", "closed_undated"), ("2020-01-01", None, "åtgärdad notering", "closed_undated"),
    ],
)  # fmt: skip
def test_a_deviation_has_six_months_or_until_30_june_the_year_after(found: str | None, closed: str | None, kind: str, state: str) -> None:
    dates = ({"kontrolldatum": found} if found else {}) | ({"stängd": closed} if closed else {})
    evaluation = rated(moment("2 ggr/år", "enligt plan", avvikelser=[{"slag": kind, "uppgift": "u", **dates}]))
    expected = {"open": {finding("oppen_avvikelse", "IK-1a")}, "overdue": {finding("forsenad_atgard", "IK-1a")}}.get(state, set())
    assert evaluation.deviations == {"IK-1a#1": state}
    assert {f for f in evaluation.findings if "a" in f.kind and f.about == ("IK-1a",)} == expected


@pytest.mark.parametrize(("chief", "others", "concentrated"), [(4, 1, True), (3, 2, False), (4, 0, False), (5, 0, True)])
def test_one_responsible_for_nearly_every_moment_is_an_observation(chief: int, others: int, concentrated: bool) -> None:
    people = ["chef"] * chief + ["ekonom"] * others
    moments = [{"id": f"IK-1{'abcde'[i]}", "moment": "m", "frekvens": None, "ansvarig": who} for i, who in enumerate(people)]
    area = {"id": "IK-1", "område": "o", "källa": "ar, 7", "moment": moments}
    assert (finding("ansvarskoncentration", "chef") in rated({"kontrollområden": [area]}).findings) is concentrated
