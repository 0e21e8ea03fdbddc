"""What a rule alone derives of the facts of a finished run, matched in plain Python.

It picks the cases in which a changed rule can be told from the rule as it stands; whether the change is noticed is left to the
real engine and the real tests.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from checker.engine import Session
from checker.given import Given
from checker.pipeline import marks_of
from rules.kinds import LEVELS
from rules.language import Calc, Operand, Pattern, Ref, Rule, Test

OPS: dict[str, Callable[[Any, Any], bool]] = {"=": eq, "!=": ne, ">=": ge, "<=": le, ">": gt, "<": lt}

Fields = dict[str, Any]
Matched = dict[str, Fields]
Derived = tuple[tuple[str, ...], tuple[Any, ...]]


@dataclass(frozen=True, eq=False)
class Run:
    """The facts of one finished run, and which rules it took."""

    year: int
    marks: frozenset[str]
    facts: Sequence[Fields]
    fired: frozenset[str]
    _index: dict[tuple[str, str], dict[Any, list[Fields]]] = field(default_factory=dict)

    @cached_property
    def by_kind(self) -> dict[str, list[Fields]]:
        found: dict[str, list[Fields]] = defaultdict(list)
        for fact in self.facts:
            found[fact["kind"]].append(fact)
        return found

    def having(self, kind: str, name: str, value: Any) -> list[Fields]:
        """The facts of a kind with a value in a field."""
        if (kind, name) not in self._index:
            found: dict[Any, list[Fields]] = defaultdict(list)
            for fact in self.by_kind.get(kind, ()):
                found[fact[name]].append(fact)
            self._index[kind, name] = dict(found)
        return self._index[kind, name].get(value, [])


def run_of(given: Given, session: Session) -> Run:
    """A run as it ended."""
    return Run(given.year, marks_of(given), tuple(session.facts.values()), frozenset(firing.rule for firing in session.firings))


def takes(run: Run, rule: Rule | None) -> bool:
    """Whether the rule is one of the run's."""
    return rule is not None and rule.valid_in(run.year) and (not rule.only or rule.only in run.marks)


def firings(rule: Rule | None, run: Run) -> frozenset[Derived]:
    """What the rule derives of the run's facts: the ids matched, and the values derived."""
    if rule is None or not takes(run, rule):
        return frozenset()
    steps = LEVELS if rule.phase in ("niva1", "niva2") else (rule.phase,)
    found = (_fired(rule, run, {"ph": {"fas": name, "steg": rule.phase}}) for name in steps)
    return frozenset(one for some in found for one in some)


def _fired(rule: Rule, run: Run, start: Matched) -> Iterator[Derived]:
    for matched in _matches(rule.patterns, run, start):
        values = tuple(_value(operand, matched) for _, operand in rule.conclusion.fields)
        yield tuple(fact["id"] for alias, fact in matched.items() if alias != "ph"), (rule.conclusion.kind, *values)


def _matches(patterns: Sequence[Pattern], run: Run, matched: Matched) -> Iterator[Matched]:
    if not patterns:
        yield matched
        return
    first, rest = patterns[0], patterns[1:]
    found = (fact for fact in _candidates(first, run, matched) if all(_holds(test, fact, matched) for test in first.tests))
    if not first.negated:
        for fact in found:
            yield from _matches(rest, run, {**matched, first.alias: fact})
    elif not any(True for _ in found):
        yield from _matches(rest, run, matched)


def _candidates(pattern: Pattern, run: Run, matched: Matched) -> Iterable[Fields]:
    for test in pattern.tests:
        if test.op == "=":
            return run.having(pattern.kind, test.field, _value(test.operand, matched))
    return run.by_kind.get(pattern.kind, [])


def _holds(test: Test, fact: Fields, matched: Matched) -> bool:
    return OPS[test.op](fact[test.field], _value(test.operand, matched))


def _value(operand: Operand, matched: Matched) -> Any:
    if isinstance(operand, Calc):
        left, right = _value(operand.left, matched), _value(operand.right, matched)
        return left + right if operand.op == "+" else left - right
    return matched[operand.alias][operand.field] if isinstance(operand, Ref) else operand


def told_apart(rule: Rule, mutated: Rule | None, run: Run) -> str:
    """How the changed rule differs in the run: in what it derives, in what it derives it of, or not ("")."""
    if not takes(run, rule) and not takes(run, mutated):
        return ""
    one, other = firings(rule, run), firings(mutated, run)
    if one == other:
        return ""
    return "spår" if {derived for _, derived in one} == {derived for _, derived in other} else "slutsats"
