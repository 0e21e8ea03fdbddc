"""The trace of the real years: everything told is reached, and every chain ends in a document and a section."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest

from checker.pipeline import PHASE_NAMES, run_check
from facts.ids import natural
from reports.report import RATINGS, Report, Step

YEARS = (2020, 2017, 2019)
ENGLISH = re.compile(r"\b(the|of|and|is|are|no|none|with|level|rating|missing|fact|kind|year|goal|True|False|None|null|nan|Decimal)\b")
CODE = re.compile(r"\w_\w")
ORIGINS = ("summed_from", "vanster_av", "hoger_av")  # the amounts that an input fact was itself counted from


@cache
def report(year: int) -> Report:
    return run_check(None, None, year)


@cache
def making(year: int) -> dict[str, list[Step]]:
    made: dict[str, list[Step]] = {}
    for step in report(year).trace:
        made.setdefault(step.therefore, []).append(step)
    return made


pytestmark = pytest.mark.parametrize("year", YEARS)


def test_steps_are_numbered_from_one_in_the_order_of_the_phases(year: int) -> None:
    trace = report(year).trace
    assert [step.step for step in trace] == list(range(1, len(trace) + 1))
    places = [PHASE_NAMES.index(step.phase) for step in trace]
    assert places == sorted(places)


def test_every_rating_tie_and_finding_is_reached_by_its_steps(year: int) -> None:
    told = report(year)
    derived = {f"bedomning:{row.id}" for row in told.ratings} | {f"avstamningsutfall:{row.id}" for row in told.ties}
    assert derived <= set(making(year))
    steps = {row.id: row.trace for row in told.ratings} | {row.id: row.trace for row in told.ties} | {row.id: row.trace for row in told.findings}
    for name, trace in steps.items():
        assert trace, name
        assert list(trace) == sorted(set(trace)), name


def test_a_ratings_steps_are_just_those_that_stand_behind_it_and_its_verdict(year: int) -> None:
    for row in report(year).ratings:
        behind: set[int] = set()
        waiting = [f"bedomning:{row.id}", f"omdome:{row.id}"]
        while waiting:
            for step in making(year).get(waiting.pop(), ()):
                if step.step not in behind:
                    behind.add(step.step)
                    waiting += [cause for _, cause in step.because]
        assert set(row.trace) == behind, row.id


def test_each_rating_is_told_by_the_step_that_decided_it(year: int) -> None:
    for row in report(year).ratings:
        assert row.because
        assert row.because in [step.says for step in making(year)[f"bedomning:{row.id}"]]


def test_every_antecedent_is_an_input_fact_or_was_derived_before(year: int) -> None:
    facts = report(year).facts
    for step in report(year).trace:
        assert step.because, step
        for _, cause in step.because:
            earlier = [made.step for made in making(year).get(cause, ())]
            assert (cause in facts) != bool(earlier), f"{step.step}: {cause} is both or neither"
            assert all(number < step.step for number in earlier), f"{step.step}: {cause} is derived later"


def test_every_chain_ends_in_facts_with_document_and_section(year: int) -> None:
    facts = report(year).facts
    named = {cause for step in report(year).trace for _, cause in step.because if cause not in making(year)}
    amounts = {part for fact in facts.values() for origin in ORIGINS for part in fact.get(origin, ())}
    assert named | amounts <= set(facts)
    for name in named | amounts:
        assert facts[name]["source"]["document"], name
        assert facts[name]["source"]["section"], name


def test_no_phase_or_session_fact_is_named(year: int) -> None:
    named = {cause for step in report(year).trace for alias, cause in (*step.because, ("", step.therefore))}
    assert not [name for name in named if name.startswith(("fas", "session"))]
    assert not [alias for step in report(year).trace for alias, _ in step.because if alias == "ph"]


def test_every_rule_that_fired_is_told_of(year: int) -> None:
    assert {step.rule for step in report(year).trace} <= {rule.id for rule in report(year).rules}


def sentences(told: Report) -> list[str]:
    return [*(step.says for step in told.trace), *(row.text for row in told.findings), *(row.text for row in told.missing)]


def test_every_sentence_is_whole_and_in_swedish(year: int) -> None:
    """No place left unfilled, no double space, no English word; a full stop last, or the mark of a question."""
    for said in sentences(report(year)):
        assert not re.search(r"[{}]|  |\|", said), said
        assert not ENGLISH.search(said), said
        assert not re.search(r"\s[.,;:]|\.\.|\(\)|None", said), said
        assert said.endswith((".", "?")), said


def test_no_sentence_holds_a_code(year: int) -> None:
    assert not [said for said in sentences(report(year)) if CODE.search(said)]


def test_only_questions_end_otherwise_than_with_a_full_stop(year: int) -> None:
    assert {step.phase for step in report(year).trace if not step.says.endswith(".")} <= {"fraga"}


def test_each_node_has_one_rating_and_each_tie_one_status(year: int) -> None:
    told = report(year)
    for names in ([row.id for row in told.ratings], [row.id for row in told.ties]):
        assert not [name for name, times in Counter(names).items() if times > 1]


def test_each_finding_names_a_rating_a_tie_or_a_fact(year: int) -> None:
    told = report(year)
    known = {row.id for row in told.ratings} | {row.id for row in told.ties} | set(told.facts)
    assert not [(row.id, name) for row in told.findings for name in row.about if name not in known]
    assert not [name for name, times in Counter(row.id for row in told.findings).items() if times > 1]


def test_an_undecided_rating_has_a_reason_and_a_decided_one_has_none(year: int) -> None:
    for row in report(year).ratings:
        assert row.rating in RATINGS
        assert (row.reason is not None) == (row.rating == "underlag_saknas") == (len(row.possible) > 1), row.id


# --- the ids of the organisation's own goals --------------------------------------------------------

WHOLE = ("BK-1", "BK-2", "BK-3", "GEH-E", "GEH-V", "GEH")
IDS = {
    2020: (
        *WHOLE, "E-1", "E-2", "S-1", "FORBUNDET", "DSO", "MC", "NAVET", "NARVARD",
        "F-4.3.1-1", "F-4.3.2-1", "F-4.3.2-2", "F-4.3.2-3", "F-4.3.2-4", "F-4.3.3-1", "F-4.3.3-2", "F-4.3.3-3",
        "F-4.3.4-1", "F-4.3.4-2", "F-4.3.4-3", "F-4.3.4-4", "F-4.3.5-1", "F-4.3.5-2", "F-4.3.6-1", "F-4.3.6-2",
        "F-4.3.7-1", "F-4.3.7-2", "F-4.3.8-1", "F-4.3.8-2", "F-4.3.8-3",
        "D-1", "D-2", "D-3", "D-4", "D-5", "M-1", "V-1", "V-2", "V-3", "V-4",
        "N-7.3.1-1", "N-7.3.2-1", "N-7.3.2-2", "N-7.3.2-3", "N-7.3.2-4", "N-7.3.2-5", "N-7.3.2-6", "N-7.3.3-1", "N-7.3.4-1",
        *(f"IK-{number}" for number in range(1, 27)),
    ),
    2017: (*WHOLE, "E-2", "NAVET", *(f"N17-{number}" for number in range(1, 11)), *(f"IK17-{number}" for number in range(1, 6))),
    2019: WHOLE,
}  # fmt: skip
# how many mätetal or moments the documents print under each goal or area
MEMBERS = {
    2020: {
        "M-1": 11, "N-7.3.1-1": 7, "N-7.3.2-1": 14, "N-7.3.2-2": 11, "N-7.3.2-3": 5, "N-7.3.2-4": 3, "N-7.3.2-5": 2, "N-7.3.2-6": 6,
        "N-7.3.3-1": 10, "N-7.3.4-1": 6, "IK-1": 3, "IK-4": 2, "IK-5": 3, "IK-17": 3, "IK-22": 2, "IK-23": 2, "S-1": 0,
    },
    2017: {"E-2": 2, "N17-1": 1, "N17-10": 1, "IK17-1": 1},
    2019: {},
}  # fmt: skip


def test_every_goal_of_the_documents_is_rated_under_its_id(year: int) -> None:
    rated = {row.id for row in report(year).ratings if row.level not in ("criterion", "moment")}
    assert rated == set(IDS[year])


def test_the_members_of_each_goal_are_numbered_in_printed_order(year: int) -> None:
    below: dict[str, list[str]] = {name: [] for name in IDS[year]}
    for row in report(year).ratings:
        if row.level in ("criterion", "moment"):
            assert row.parent
            below[row.parent].append(row.id)
    for parent, members in below.items():
        by_number = [f"{parent}.{number}" for number in range(1, len(members) + 1)]
        by_letter = [f"{parent}{letter}" for letter in "abcdefgh"[: len(members)]]
        assert sorted(members, key=natural) in (by_number, by_letter), parent
    assert {parent: len(below[parent]) for parent in MEMBERS[year]} == MEMBERS[year]
