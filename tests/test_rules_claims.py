"""Påståenden: what the report says beside what the facts show, at every level and in every direction, and its counts of goals."""

from __future__ import annotations

import pytest
from year_builder import AT_LEAST_90, PRODUCT, Case, Facts, check, claim, goal, measured, outcome, percent, status, verify, waiver

from rules.catalogue import all_rules

FAMILY = ("PA-",)
OWN = "PA-ENDAST-EGEN-UPPGIFT"
OPEN = measured(AT_LEAST_90, status("nivån nådd"))  # uppfyllt or ej
UNTOLD = measured(PRODUCT)  # all three
MET, PARTLY, NOT_MET = (measured(PRODUCT, status(word)) for word in ("framtagen", "del färdig", "ej genomfört"))
# the goal is uppfyllt or delvis
HALF_OPEN: Facts = (goal("F-1", PRODUCT, AT_LEAST_90), outcome("F-1.1", status("framtagen")), outcome("F-1.2", status("nivån nådd")))


def said(about: str, rating: str, facts: Facts, rule: str, verdict: str, says: str) -> Case:
    finds = verdict.partition(" ")[0] if verdict[0] in "mo" else ""
    return Case(says, (*facts, claim(about, rating)), rule, verdicts=f"{about}: {verdict}", finds=finds)


VERDICTS = (
    said("F-1.1", "uppfyllt", MET, f"PA-BEKRAFTAT {OWN}", "bekraftat", "claimed met, shown met by the report's own word"),
    said("F-1.1", "uppfyllt", measured(AT_LEAST_90, percent("90")), "PA-BEKRAFTAT", "bekraftat", "claimed met, shown met by a figure"),
    said("F-1.1", "uppfyllt", measured(PRODUCT, status("beslutad, belägg: beslut")), "PA-BEKRAFTAT", "bekraftat",
        "claimed met, shown met by a decision"),
    said("F-1.1", "delvis", PARTLY, f"PA-BEKRAFTAT {OWN}", "bekraftat", "claimed partly, shown partly"),
    said("F-1.1", "ej", NOT_MET, f"PA-BEKRAFTAT {OWN}", "bekraftat", "claimed not met, shown not met"),
    said("F-1.1", "uppfyllt", NOT_MET, "PA-MOTSAGT-BATTRE", "motsagt battre", "claimed met, shown not met"),
    said("F-1.1", "uppfyllt", PARTLY, "PA-MOTSAGT-BATTRE", "motsagt battre", "claimed met, shown partly"),
    said("F-1.1", "delvis", NOT_MET, "PA-MOTSAGT-BATTRE", "motsagt battre", "claimed partly, a delivery shown not met"),
    said("F-1.1", "ej", MET, "PA-MOTSAGT-SAMRE", "motsagt samre", "claimed not met, shown met"),
    said("F-1.1", "ej", PARTLY, "PA-MOTSAGT-SAMRE", "motsagt samre", "claimed not met, shown partly"),
    said("F-1.1", "delvis", MET, "PA-MOTSAGT-SAMRE", "motsagt samre", "claimed partly, shown met"),
    said("F-1.1", "delvis", OPEN, "PA-MOTSAGT", "motsagt", "claimed partly of a level, which is met or not met"),
    said("F-1.1", "uppfyllt", OPEN, "PA-OBESTYRKT", "obestyrkt", "claimed met of an open level"),
    said("F-1.1", "ej", OPEN, "PA-OBESTYRKT", "obestyrkt", "claimed not met of an open level"),
    said("F-1.1", "delvis", UNTOLD, "PA-OBESTYRKT", "obestyrkt", "claimed partly of what nothing is told of"),
    said("F-1", "ej", HALF_OPEN, "PA-MOTSAGT-SAMRE", "motsagt samre", "claimed not met where met or partly is possible"),
    said("F-1", "delvis", HALF_OPEN, "PA-OBESTYRKT", "obestyrkt", "claimed partly where met or partly is possible"),
    said("F-1.1", "delvis", measured(AT_LEAST_90, percent("89")), "PA-MOTSAGT-BATTRE PA-ARLIGT-DELVIS-MATETAL", "motsagt battre",
         "an honest partly of a level that is not reached"),
    said("F-1", "delvis", measured(AT_LEAST_90, percent("89")), "PA-MOTSAGT-BATTRE PA-ARLIGT-DELVIS-MAL", "motsagt battre",
         "an honest partly of a goal whose levels are not reached"),
    said("F-1", "delvis", NOT_MET, "PA-MOTSAGT-BATTRE", "motsagt battre", "a partly of a goal with a delivery not made is no honest partly"),
    said("F-1", "uppfyllt", MET, f"PA-BEKRAFTAT {OWN}", "bekraftat", "a goal, by the report's own word alone"),
    said("A", "uppfyllt", MET, f"PA-BEKRAFTAT {OWN}", "bekraftat", "a unit, by the report's own word alone"),
    said("GEH-V", "uppfyllt", MET, f"PA-BEKRAFTAT {OWN}", "bekraftat", "the operational part"),
    said("GEH-V", "uppfyllt", NOT_MET, "PA-MOTSAGT-BATTRE", "motsagt battre", "the operational part, shown not met"),
    said("GEH", "uppfyllt", NOT_MET, "PA-MOTSAGT-BATTRE", "motsagt battre", "the whole, where uppfyllt is no longer possible"),
    said("GEH-E", "uppfyllt", (), "PA-OBESTYRKT", "obestyrkt", "the financial part, nothing known"),
    said("BK-1", "uppfyllt", (), "PA-OBESTYRKT", "obestyrkt", "a balanskrav, nothing known"),
    said("F-1.1", "uppfyllt", (*NOT_MET, waiver("F-1.1")), "", "-", "what is waived has no verdict"),
    said("F-1", "uppfyllt", (*NOT_MET, waiver("F-1")), "", "-", "nor has a waived goal"),
    said("F-1.1", "~", NOT_MET, "", "-", "words that claim nothing have no verdict"),
    Case("no claim", NOT_MET, "", verdicts="F-1.1: -; F-1: -"),
)  # fmt: skip


@pytest.mark.parametrize("case", VERDICTS, ids=lambda case: case.says)
def test_a_claim(case: Case) -> None:
    verify(case, FAMILY)


def test_own_word_only_looks_at_all_the_decided_members() -> None:
    """A figure behind one of two members is evidence of another kind: the goal is not confirmed by the report's own word alone."""
    facts = (goal("F-1", PRODUCT, AT_LEAST_90), outcome("F-1.1", status("framtagen")), outcome("F-1.2", percent("90")), claim("F-1", "uppfyllt"))
    checked = check(*facts)
    assert checked.verdict("F-1") == "bekraftat"
    assert not checked.ratings["F-1"].own_word_only
    assert checked.ratings["F-1"].evidence == "siffra"


def test_a_claim_changes_no_rating() -> None:
    for rating in ("uppfyllt", "delvis", "ej"):
        assert check(*NOT_MET, claim("F-1.1", rating)).code("F-1.1") == "E"


def test_a_contradicted_claim_is_told_with_both_sides() -> None:
    (finding,) = check(*measured(AT_LEAST_90, percent("88")), claim("F-1.1", "uppfyllt")).findings("motsagt")
    assert finding.about == ("F-1.1",)
    assert finding.text == (
        "Redovisningen anger uppfyllt för F-1.1 (”så sagt”, Årsredovisning, 2). Prövningen visar: Utfallet 88 % når inte målnivån minst 90 % "
        "(Årsredovisning, 1). Påståendet är bättre än vad som visas."
    )


# --- counts of goals ------------------------------------------------------------------------------

# the unit's goals: two met, one partly, one not met; one met or not met (a level), one wholly open
GOALS = {"F-1": "framtagen", "F-2": "framtagen", "F-3": "del färdig", "F-4": "ej genomfört"}
UNIT: Facts = tuple(
    text for name, word in GOALS.items() for text in (goal(name, PRODUCT), outcome(f"{name}.1", status(word)))
)
WITH_OPEN: Facts = (*UNIT, goal("F-5", AT_LEAST_90), outcome("F-5.1", status("nivån nådd")), goal("F-6", PRODUCT))


def count(rating: str, number: int) -> str:
    return f"antalspåståenden: [{{id: A-1, enhet: A, påstår: {rating}, antal: {number}, av: 9, källa: 'ar, 2'}}]"


def counted(facts: Facts, rating: str, number: int, rule: str) -> Case:
    known = "all decided" if facts is UNIT else "two open"
    return Case(f"{number} {rating}, {known}", (*facts, count(rating, number)), f"PA-ANTAL-{rating.upper()}-{rule}")


SURE, TOO_MANY, TOO_FEW, BELOW, EQUAL = "BEKRAFTAT", "FOR-MANGA", "FOR-FA", "OBESTYRKT-UNDER", "OBESTYRKT-LIKA"
COUNTS = (
    counted(UNIT, "uppfyllt", 2, SURE), counted(UNIT, "uppfyllt", 3, TOO_MANY), counted(UNIT, "uppfyllt", 1, TOO_FEW),
    counted(WITH_OPEN, "uppfyllt", 1, TOO_FEW), counted(WITH_OPEN, "uppfyllt", 2, EQUAL), counted(WITH_OPEN, "uppfyllt", 3, BELOW),
    counted(WITH_OPEN, "uppfyllt", 4, BELOW), counted(WITH_OPEN, "uppfyllt", 5, TOO_MANY),
    counted(UNIT, "delvis", 1, SURE), counted(UNIT, "delvis", 2, TOO_MANY), counted(UNIT, "delvis", 0, TOO_FEW),
    counted(WITH_OPEN, "delvis", 0, TOO_FEW), counted(WITH_OPEN, "delvis", 1, EQUAL), counted(WITH_OPEN, "delvis", 2, BELOW),
    counted(WITH_OPEN, "delvis", 3, TOO_MANY),
    counted(UNIT, "ej", 1, SURE), counted(UNIT, "ej", 2, TOO_MANY), counted(UNIT, "ej", 0, TOO_FEW),
    counted(WITH_OPEN, "ej", 0, TOO_FEW), counted(WITH_OPEN, "ej", 1, EQUAL), counted(WITH_OPEN, "ej", 3, BELOW), counted(WITH_OPEN, "ej", 4,
        TOO_MANY),
)  # fmt: skip
WITHOUT = tuple(
    Case(f"{number} {rating}, no goals at all", (count(rating, number),), f"PA-ANTAL-{rating.upper()}-UTAN-MAL-{rule}")
    for rating in ("uppfyllt", "delvis", "ej")
    for number, rule in ((0, "INGA"), (1, "FLER"))
)
KIND = {"UTAN-MAL-FLER": "motsagt", "UTAN-MAL-INGA": None, SURE: None, TOO_MANY: "motsagt", TOO_FEW: "motsagt", BELOW: "obestyrkt",
    EQUAL: "obestyrkt"}


@pytest.mark.parametrize("case", [*COUNTS, *WITHOUT], ids=lambda case: case.says)
def test_a_count(case: Case) -> None:
    checked = verify(case, FAMILY)
    wanted = next(kind for rule, kind in KIND.items() if case.fires.endswith(rule))
    assert [finding.kind for finding in checked.report.findings if finding.about == ("A-1",)] == ([wanted] if wanted else [])


@pytest.mark.parametrize(
    ("rating", "number", "direction"),
    [("uppfyllt", 3, "battre"), ("uppfyllt", 1, "samre"), ("ej", 2, "samre"), ("ej", 0, "battre"), ("delvis", 2, "-"), ("delvis", 0, "-")],
)
def test_more_met_is_better_and_more_not_met_is_worse(rating: str, number: int, direction: str) -> None:
    rules = {rule.id: rule for rule in all_rules()}
    checked = check(*UNIT, count(rating, number))
    (fired,) = (step.rule for step in checked.report.trace if step.therefore == "omdome:A-1")
    assert dict(rules[fired].conclusion.fields)["riktning"] == direction


def test_a_count_of_a_unit_leaves_the_other_units_goals_alone() -> None:
    other = (goal("G-1", PRODUCT, more="enhet: B"), outcome("G-1.1", status("framtagen")))
    verify(Case("", (*UNIT, *other, count("uppfyllt", 2)), "PA-ANTAL-UPPFYLLT-BEKRAFTAT"), FAMILY)


def test_a_count_is_told_with_what_is_shown_and_what_is_possible() -> None:
    (finding,) = check(*WITH_OPEN, count("uppfyllt", 5)).findings("motsagt")
    assert "5 av 9 mål (Enhet A) är uppfyllda" in finding.text
    assert "visar att 2 är uppfyllda och att högst 4 kan vara det" in finding.text


CASES = (*VERDICTS, *COUNTS, *WITHOUT)
