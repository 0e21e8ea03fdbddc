"""What a rule alone derives of the facts of a finished run, matched in plain Python.

It picks the cases in which a changed rule can be told from the rule as it stands; whether the change is noticed is left to the
real engine and the real tests.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from checker.given import Given
from checker.pipeline import marks_of
from checker.session import Session
from rules.kinds import LEVELS
from rules.language import Calc, Operand, Pattern, Ref, Rule, Test

OPS: dict[str, Callable[[Any, Any], bool]] = {"=": eq, "!=": ne, ">=": ge, "<=": le, ">": gt, "<": lt}

Fields = dict[str, Any]
Matched = dict[str, Fields]
Derived = tuple[tuple[str, ...], tuple[Any, ...]]


class Facts:
    """Facts by kind, and by the values of their fields."""

    def __init__(self, facts: Iterable[Fields]) -> None:
        self.by_id: dict[str, Fields] = {}
        self.by_kind: dict[str, list[Fields]] = defaultdict(list)
        self._index: dict[str, dict[str, dict[Any, list[Fields]]]] = defaultdict(dict)
        for fact in facts:
            self.add(fact)

    def add(self, fact: Fields) -> None:
        self.by_id[fact["id"]] = fact
        self.by_kind[fact["kind"]].append(fact)
        for name, index in self._index.get(fact["kind"], {}).items():
            index[fact[name]].append(fact)

    def having(self, kind: str, name: str, value: Any) -> Sequence[Fields]:
        """The facts of a kind with a value in a field."""
        known = self._index[kind]
        if name not in known:
            known[name] = defaultdict(list)
            for fact in self.by_kind.get(kind, ()):
                known[name][fact[name]].append(fact)
        return known[name].get(value, ())


@dataclass(frozen=True, eq=False)
class Run:
    """A finished run: its facts, which rules it took, in which phase each fact was derived, and what belongs to what."""

    year: int
    marks: frozenset[str]
    facts: Sequence[Fields]
    fired: frozenset[str]
    phases: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def indexed(self) -> Facts:
        return Facts(self.facts)


def run_of(given: Given, session: Session) -> Run:
    """A run as it ended."""
    phases: dict[str, str] = {}
    for firing in session.firings:
        phases.setdefault(firing.therefore, firing.phase)
    fired = frozenset(firing.rule for firing in session.firings)
    return Run(given.year, marks_of(given), tuple(session.facts.values()), fired, phases, dict(given.parents))


def takes(run: Run, rule: Rule | None) -> bool:
    """Whether the rule is one of the run's."""
    return rule is not None and rule.valid_in(run.year) and (not rule.only or rule.only in run.marks)


def firings(rule: Rule | None, run: Run) -> frozenset[Derived]:
    """What the rule derives of the run's facts: the ids matched, and the values derived, with the phase."""
    if rule is None or not takes(run, rule):
        return frozenset()
    steps = LEVELS if rule.phase in ("niva1", "niva2") else (rule.phase,)
    return frozenset((because, (name, *derived)) for name in steps for because, derived in fired(rule, run.indexed, name))


def fired(rule: Rule, facts: Facts, phase: str) -> Iterator[Derived]:
    """What the rule derives when a phase is open."""
    if any(not pattern.negated and not facts.by_kind.get(pattern.kind) for pattern in rule.patterns):
        return
    for matched in _matches(rule.patterns, facts, {"ph": {"fas": phase, "steg": rule.phase}}):
        values = tuple(_value(operand, matched) for _, operand in rule.conclusion.fields)
        yield tuple(fact["id"] for alias, fact in matched.items() if alias != "ph"), (rule.conclusion.kind, *values)


def _matches(patterns: Sequence[Pattern], facts: Facts, matched: Matched) -> Iterator[Matched]:
    if not patterns:
        yield matched
        return
    first, rest = patterns[0], patterns[1:]
    found = (fact for fact in _candidates(first, facts, matched) if all(_holds(test, fact, matched) for test in first.tests))
    if not first.negated:
        for fact in found:
            yield from _matches(rest, facts, {**matched, first.alias: fact})
    elif not any(True for _ in found):
        yield from _matches(rest, facts, matched)


def _candidates(pattern: Pattern, facts: Facts, matched: Matched) -> Iterable[Fields]:
    for test in pattern.tests:
        if test.op == "=":
            return facts.having(pattern.kind, test.field, _value(test.operand, matched))
    return facts.by_kind.get(pattern.kind, [])


def _holds(test: Test, fact: Fields, matched: Matched) -> bool:
    return OPS[test.op](fact[test.field], _value(test.operand, matched))


def _value(operand: Operand, matched: Matched) -> Any:
    if isinstance(operand, Calc):
        left, right = _value(operand.left, matched), _value(operand.right, matched)
        return left + right if operand.op == "+" else left - right
    return matched[operand.alias][operand.field] if isinstance(operand, Ref) else operand
