"""The rule engine and the independent evaluator say the same of generated running years: what is settled, due, overdue and needed.

REGELSPAR_CASES sets how many cases of whole years are tried; a quarter as many running years are.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from agreement import unlike as compared
from evaluator_day import Today, by_forecast, known, today
from generator_running import Running, running
from generator_years import lettered, problems

from checker.doublecheck import differently_rated, differing
from checker.evaluator.evaluate import Evaluation, evaluate
from checker.pipeline import check_facts
from checker.preclose import preclose_facts
from facts.ids import ascii_id
from reports.preclose import PreClose

CASES = max(int(os.environ.get("REGELSPAR_CASES", "2000")) // 4, 20)
PARTS = 10
SHOWN = 30


def found_on(one: Running) -> PreClose:
    return preclose_facts(one.case.year, one.case.others, one.day, one.kind)


@dataclass(frozen=True)
class Expected:
    """What the evaluator says of a running year: on the day, by forecast, and when the year is over."""

    today: Today
    forecast: Evaluation
    close: Evaluation


def expected_of(one: Running) -> Expected:
    year, others = one.case.year, one.case.others
    return Expected(today(year, others, one.day, one.kind), evaluate(by_forecast(known(year, one.day)), others), evaluate(year, others))


def unlike(one: Running, expected: Expected) -> list[str]:
    """Every difference on the day, and in the check of the year when it is over."""
    found = found_on(one)
    lines = [*compared(expected.today.evaluation, found.now, one.case), *_rows(expected.today, found)]
    if found.forecast:
        lines += [f"by forecast: {line}" for line in differently_rated(expected.forecast, found.forecast)]
    lines += [f"at the close: {line}" for line in compared(expected.close, check_facts(one.case.year, one.case.others), one.case)]
    return lines


def unlike_in(one: Running) -> list[str]:
    return unlike(one, expected_of(one))


def _rows(said: Today, found: PreClose) -> Iterator[str]:
    yield from differing("settled", dict.fromkeys(found.settled, "ja"), dict.fromkeys(map(ascii_id, said.settled), "ja"))
    yield from differing("occasion", states(found), {f"{ascii_id(moment)}:tillfalle-{nr}": state for (moment, nr), state in said.occasions.items()})
    actions = {f"{ascii_id(about)} {kind}": (day and day.isoformat(), late) for (about, kind), (day, late) in said.actions.items()}
    yield from differing("action", {f"{row.about} {row.kind}": (row.last_day, row.overdue) for row in found.actions}, actions)
    yield from differing("lack", dict.fromkeys(derived(found, "brist"), "ja"), {f"{ascii_id(name)}|{lack}": "ja" for name, lack in said.lacks})
    needs = {f"{ascii_id(about)} {kind}": (day.isoformat(), _met(said, about, kind)) for (about, kind), day in said.needs.items()}
    yield from differing("need", {f"{row.about} {row.kind}": (row.last_day, row.meeting) for row in found.needs}, needs)
    late = {f"{ascii_id(about)}|{kind}": "ja" for (about, kind), met in said.meetings.items() if met is None}
    yield from differing("late", dict.fromkeys(derived(found, "sent"), "ja"), late)


def _met(said: Today, about: str, kind: str) -> str | None:
    met = said.meetings.get((about, kind))
    return met.isoformat() if met else None


def derived(found: PreClose, kind: str) -> list[str]:
    """The keys of the facts of a kind that were derived."""
    return sorted({step.therefore.partition(":")[2] for step in found.now.trace if step.therefore.startswith(f"{kind}:")})


def states(found: PreClose) -> dict[str, str]:
    """The state of each planned control, by the rule that found it."""
    steps = (step for step in found.now.trace if step.rule.startswith("FK-TILLFALLE-"))
    return {step.therefore.partition(":")[2]: step.rule.removeprefix("FK-TILLFALLE-").lower() for step in steps}


@pytest.mark.parametrize("part", range(PARTS))
def test_engine_and_evaluator_agree_on_a_running_year(part: int) -> None:
    found: list[str] = []
    for seed in range(part, CASES, PARTS):
        found += [f"running({seed}): {line}" for line in unlike_in(running(seed))]
    assert not found, "\n" + "\n".join(found[:SHOWN])


@pytest.mark.parametrize("seed", range(0, CASES, 25))
def test_they_agree_on_one_whose_ids_have_letters_that_english_lacks(seed: int) -> None:
    one = running(seed)
    found = one._replace(case=lettered(one.case))
    assert problems(found.case) == []
    assert unlike_in(found) == []


def test_generated_running_years_pass_the_loaders_checks() -> None:
    assert not [(seed, problem) for seed in range(200) for problem in problems(running(seed).case)]


def test_the_generator_makes_every_kind_of_thing() -> None:
    """Each state, action, lack and need comes up, on the day itself, overdue and within time."""
    seen: Counter[str] = Counter()
    for seed in range(400):
        one = running(seed)
        seen.update(_kinds_in(today(one.case.year, one.case.others, one.day, one.kind), one))
    assert {kind: seen[kind] for kind in EVERY_KIND if seen[kind] < 3} == {}


def _kinds_in(said: Today, one: Running) -> Iterator[str]:
    yield from said.occasions.values()
    for (_, kind), (day, late) in said.actions.items():
        yield f"{kind} {'overdue' if late else 'on the day' if day == one.day else 'within time' if day else 'undated'}"
    yield from (lack for _, lack in said.lacks)
    yield from (f"{kind} needed" for _, kind in said.needs)
    yield from ("no meeting left" if met is None else "meeting on the day" if met == one.day else "meeting" for met in said.meetings.values())
    yield from ("settled" for _ in said.settled)


EVERY_KIND = (
    "utfort", "kommande", "forsenat", "saknas", "settled", "no meeting left", "meeting on the day", "meeting",
    *(f"{kind} {state}" for kind in ("utfall_saknas", "levereras", "enkat", "niva") for state in ("overdue", "on the day", "within time")),
    *(f"{kind} {state}" for kind in ("kontroll", "avvikelse") for state in ("overdue", "on the day", "within time")),
    "belopp overdue", "belopp within time", "belopp undated", "avstamning within time", "avstamning undated", "ej_beslutat within time",
    "beslut within time", "beslut overdue", "prognos overdue", "prognos on the day", "prognos undated",
    "fraga", "malgrupp", "svar", "matning", "niva_saknas", "niva_oklar", "annat_matt", "for_sent",
    "undantag needed", "malbeslut needed", "aterstallandeplan needed", "budgetandring needed",
)  # fmt: skip
