"""What others would pick, each doing as much of the work as it can: one run of so many goals, told as how long it took.

Each is a `Peer`: what it is called, whether it joins facts, denies them and tells a trace, and what makes it ready for a number of
goals (0: the year as it is). What it is made ready with is not timed; what is called then is.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any
from unittest.mock import patch

from bench_clips import ClipsEngine
from bench_goals import YEAR, Fact, Goals, load, year_of_goals

from checker import parting
from checker.counting import count_members
from checker.evaluator.evaluate import evaluate
from checker.given import Given
from checker.narrate import Narrator
from checker.parting import Parted
from checker.pipeline import PHASE_NAMES, SCHEDULE, prepare
from checker.session import Session
from checker.trace import narrated, ordered
from rules.catalogue import rules_of

Ready = Callable[[int], Callable[[], object]]


@dataclass(frozen=True)
class Peer:
    """Something that can be measured."""

    says: str
    cannot: str
    ready: Ready
    most: int = 20_000


def _facts(count: int, given: Given) -> tuple[list[Fact], dict[str, str]]:
    return Goals(given).year_of(count) if count else (list(given.engine), dict(given.parents))


def _told(session: Session, given: Given) -> object:
    """The whole trace in words, as a report has it."""
    return narrated(ordered(session, PHASE_NAMES), Narrator(session, given, {rule.id: rule for rule in rules_of(YEAR)}))


def _traced(run: Callable[[], Session], given: Given, count: int) -> Callable[[], object]:
    """The run, with every firing recorded; of the year as it is, told in words too."""
    return run if count else lambda: _told(run(), given)


def ours(count: int) -> Callable[[], object]:
    """Our layer over durable-rules, as the product runs it."""
    given = prepare(*load())
    facts, parents = _facts(count, given)
    engine = Parted(rules_of(YEAR))
    for least in (parting.WORTH_PARTING, 0):  # together, and in parts: both sets of rules are compiled
        with patch.object(parting, "WORTH_PARTING", least):
            engine.run(given.engine, SCHEDULE, given.parents)
    return _traced(lambda: engine.run(facts, SCHEDULE, parents), given, count)


def clips(count: int) -> Callable[[], object]:
    """The same rules in CLIPS, with the same trace."""
    given = prepare(*load())
    facts, parents = _facts(count, given)
    engine = ClipsEngine(rules_of(YEAR))
    engine.run(given.engine, SCHEDULE, partial(count_members, given.parents))
    return _traced(lambda: engine.run(facts, SCHEDULE, partial(count_members, parents)), given, count)


def plain(count: int) -> Callable[[], object]:
    """The independent evaluator in plain Python: the ratings alone."""
    return partial(evaluate, *(year_of_goals(count) if count else load()))


COMPARISONS = {
    "minst": ("lo >= varde", "hi < varde"),
    "mer_an": ("lo > varde", "hi <= varde"),
    "hogst": ("hi <= varde", "lo > varde"),
    "mindre_an": ("hi < varde", "lo >= varde"),
}


def _compared(facts: list[Fact]) -> list[dict[str, Any]]:
    """What the comparing engines are given: each figure already joined with its level by a dict."""
    level = {fact["krit"]: fact["varde"] for fact in facts if fact["kind"] == "niva"}
    word = {fact["krit"]: fact["villkor"] for fact in facts if fact["kind"] == "krit"}
    figures = [fact for fact in facts if fact["kind"] == "utfall" and fact["krit"] in level and word[fact["krit"]] in COMPARISONS]
    return [{"villkor": word[fact["krit"]], "lo": fact["lo"], "hi": fact["hi"], "varde": level[fact["krit"]]} for fact in figures]


def rule_engine(count: int) -> Callable[[], object]:
    """The comparison of figure and level in rule-engine."""
    facts, _ = _facts(count, prepare(*load()))
    made = import_module("rule_engine")
    rules = {word: [made.Rule(text) for text in texts] for word, texts in COMPARISONS.items()}

    def run() -> list[str]:
        answers = []
        for one in _compared(facts):
            met, missed = rules[one["villkor"]]
            answers.append("uppfyllt" if met.matches(one) else "ej" if missed.matches(one) else "underlag_saknas")
        return answers

    return run


def _table() -> str:
    """The comparison as a decision table of zen-engine."""
    rows = [(word, text, rating) for word, texts in COMPARISONS.items() for text, rating in zip(texts, ("uppfyllt", "ej"), strict=True)]
    rules = [{"_id": f"r{at}", "v": f'"{word}"', "u": text, "b": f'"{rating}"'} for at, (word, text, rating) in enumerate(rows)]
    table = {
        "hitPolicy": "first",
        "inputs": [{"id": "v", "name": "villkor", "field": "villkor"}, {"id": "u", "name": "uttryck"}],
        "outputs": [{"id": "b", "name": "rating", "field": "rating"}],
        "rules": rules,
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "t", "name": "t", "type": "decisionTableNode", "content": table},
        {"id": "ut", "name": "ut", "type": "outputNode"},
    ]
    edges = [{"id": "e1", "sourceId": "in", "targetId": "t"}, {"id": "e2", "sourceId": "t", "targetId": "ut"}]
    return json.dumps({"nodes": nodes, "edges": edges})


def zen(count: int) -> Callable[[], object]:
    """The comparison of figure and level in zen-engine."""
    facts, _ = _facts(count, prepare(*load()))
    decision = import_module("zen").ZenEngine().create_decision(_table())
    return lambda: [decision.evaluate(one)["result"].get("rating", "underlag_saknas") for one in _compared(facts)]


PARTLY = "bara jämförelsen: ingen koppling, ingen negation, inget spår"
PEERS = {
    "regelspår": Peer("våra regler i durable-rules", "", ours),
    "clips": Peer("samma regler i CLIPS (clipspy)", "", clips),
    "rule-engine": Peer("jämförelsen i rule-engine", PARTLY, rule_engine),
    "zen-engine": Peer("jämförelsen i zen-engine", PARTLY, zen),
    "python": Peer("den oberoende utvärderaren", "alla bedömningar, men inget spår", plain),
}
