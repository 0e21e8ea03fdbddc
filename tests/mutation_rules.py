"""One thing at a time changed in a declared rule: what a test ought to notice, since each change makes another rule of it."""

from __future__ import annotations

import importlib
import pkgutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import rules.packs
from rules.catalogue import all_rules
from rules.kinds import KINDS
from rules.language import Calc, Operand, Pattern, Ref, Rule, Test

UNIT = 1_000_000  # one, in six fixed decimals
OTHER_WORD = "annat"  # stands for no value that occurs
STRICT = {">=": ">", ">": ">=", "<=": "<", "<": "<="}
REVERSED = {">=": "<=", ">": "<", "<=": ">=", "<": ">", "=": "!=", "!=": "="}


@dataclass(frozen=True)
class Mutant:
    """A rule with one thing changed (None: the rule left out), and the change in words."""

    rule: Rule
    change: str
    mutated: Rule | None

    @property
    def key(self) -> str:
        """What the list of survivors knows it by."""
        return f"{self.rule.id}: {self.change}"


def packs() -> dict[str, tuple[Rule, ...]]:
    """The rules by the module that declares them."""
    names = sorted(info.name for info in pkgutil.iter_modules(rules.packs.__path__))
    return {name: importlib.import_module(f"rules.packs.{name}").RULES for name in names}


def mutants_of(rule: Rule) -> list[Mutant]:
    """Every change of a rule, each once."""
    found = {change: mutated for change, mutated in _changes(rule) if mutated is None or _body(mutated) != _body(rule)}
    return [Mutant(rule, change, mutated) for change, mutated in found.items()]


def _body(rule: Rule) -> object:
    return (rule.patterns, rule.conclusion, rule.first, rule.last)


def _changes(rule: Rule) -> Iterator[tuple[str, Rule | None]]:
    yield "regeln borta", None
    lines = [pattern_text(one) for one in rule.patterns]
    for i, pattern in enumerate(rule.patterns):
        place = f"{'!' * pattern.negated}{pattern.alias}: {pattern.kind}"
        if len(lines) > 1:
            yield f"{place} borta", replace(rule, when=(*lines[:i], *lines[i + 1 :]))
        for told, changed in _patterns(rule, i, pattern):
            yield f"{place} {told}", replace(rule, when=(*lines[:i], pattern_text(changed), *lines[i + 1 :]))
    for text, then in _conclusions(rule):
        yield text, replace(rule, then=then)
    yield from _years(rule)


def _years(rule: Rule) -> Iterator[tuple[str, Rule]]:
    for step in (-1, 1):
        if rule.first:
            yield f"första år {rule.first} → {rule.first + step}", replace(rule, first=rule.first + step)
        if rule.last:
            yield f"sista år {rule.last} → {rule.last + step}", replace(rule, last=rule.last + step)


def _patterns(rule: Rule, place: int, pattern: Pattern) -> Iterator[tuple[str, Pattern]]:
    yield "finns" if pattern.negated else "finns inte", replace(pattern, negated=not pattern.negated)
    bound = _bound(rule, place)
    for i, test in enumerate(pattern.tests):
        before, after = pattern.tests[:i], pattern.tests[i + 1 :]
        yield f"utan {_test_text(test)}", replace(pattern, tests=(*before, *after))
        for changed in _tests(pattern.kind, test, bound):
            yield f"{_test_text(test)} → {_test_text(changed)}", replace(pattern, tests=(*before, changed, *after))


@dataclass(frozen=True)
class _Bound:
    """The aliases that stand before a condition, with their kinds, and which of their fields a join makes the same."""

    kinds: dict[str, str]
    same: tuple[frozenset[Ref], ...]

    def equal(self, one: Ref, other: Ref) -> bool:
        return any({one, other} <= joined for joined in self.same)


def _bound(rule: Rule, place: int) -> _Bound:
    before = [pattern for pattern in rule.patterns[:place] if not pattern.negated]
    same: list[frozenset[Ref]] = []
    for pattern in before:
        for test in pattern.tests:
            if test.op == "=" and isinstance(test.operand, Ref):
                joined = frozenset({Ref(pattern.alias, test.field), test.operand})
                same = [*(one for one in same if not one & joined), joined.union(*(one for one in same if one & joined))]
    return _Bound({pattern.alias: pattern.kind for pattern in before}, tuple(same))


def _tests(kind: str, test: Test, bound: _Bound) -> Iterator[Test]:
    for ops in (STRICT, REVERSED):
        if test.op in ops:
            yield replace(test, op=ops[test.op])
    for operand in _operands(kind, test.field, test.operand, bound):
        yield replace(test, operand=operand)


def _conclusions(rule: Rule) -> Iterator[tuple[str, str]]:
    bound = _bound(rule, len(rule.patterns))
    kind, fields = rule.conclusion.kind, rule.conclusion.fields
    for i, (name, operand) in enumerate(fields):
        for changed in _operands(kind, name, operand, bound):
            told = [f"{field}={operand_text(value)}" for field, value in (*fields[:i], (name, changed), *fields[i + 1 :])]
            yield f"slutsats {name}={operand_text(operand)} → {operand_text(changed)}", " ".join((kind, *told))


def _operands(kind: str, field: str, operand: Operand, bound: _Bound) -> Iterator[Operand]:
    """What can stand instead: another word of the field, a number beside, another alias or field of the type, the other sign."""
    if isinstance(operand, Calc):
        yield replace(operand, op="-" if operand.op == "+" else "+")
        for left in _operands(kind, field, operand.left, bound):
            yield replace(operand, left=left)
        for right in _operands(kind, field, operand.right, bound):
            yield replace(operand, right=right)
    elif isinstance(operand, Ref):
        yield from _refs(operand, bound)
    elif isinstance(operand, str):
        yield _next_word(kind, field, operand)
    else:
        step = UNIT if KINDS[kind].integers.get(field) == "f" else 1
        yield from (operand + step, operand - step)


def _refs(ref: Ref, bound: _Bound) -> Iterator[Ref]:
    """The same field of another alias, and another field of the same type of the same alias: one of each that is not the same."""
    own = KINDS[bound.kinds[ref.alias]].fields if ref.alias in bound.kinds else {}
    wanted = own.get(ref.field)
    others = [Ref(alias, ref.field) for alias, kind in sorted(bound.kinds.items()) if KINDS[kind].fields.get(ref.field) == wanted]
    names = sorted(own)
    after = names[names.index(ref.field) + 1 :] + names[: names.index(ref.field)] if ref.field in own else []
    beside = [Ref(ref.alias, name) for name in after if own[name] == wanted]
    for refs in (others, beside):
        yield from [other for other in refs if other != ref and not bound.equal(ref, other)][:1]


def _next_word(kind: str, field: str, word: str) -> str:
    words = sorted(_words()[kind, field] | {OTHER_WORD})
    return words[(words.index(word) + 1) % len(words)] if word in words else words[0]


@cache
def _words() -> defaultdict[tuple[str, str], set[str]]:
    """The words that the rules name of each field of each kind."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for rule in all_rules():
        for pattern in rule.patterns:
            for test in pattern.tests:
                found[pattern.kind, test.field] |= {test.operand} if isinstance(test.operand, str) else set()
        for name, operand in rule.conclusion.fields:
            found[rule.conclusion.kind, name] |= {operand} if isinstance(operand, str) else set()
    return found


def pattern_text(pattern: Pattern) -> str:
    """A condition as it is declared."""
    return " ".join((f"{'!' * pattern.negated}{pattern.alias}: {pattern.kind}", *map(_test_text, pattern.tests)))


def _test_text(test: Test) -> str:
    return f"{test.field}{test.op}{operand_text(test.operand)}"


def operand_text(operand: Operand) -> str:
    """An operand as it is declared."""
    if isinstance(operand, Calc):
        return f"{operand_text(operand.left)}{operand.op}{operand_text(operand.right)}"
    return f"{operand.alias}.{operand.field}" if isinstance(operand, Ref) else str(operand)


def with_mutant(declared: Sequence[Rule], mutant: Mutant) -> tuple[Rule, ...]:
    """The rules with the changed one in its place."""
    changed = (mutant.mutated if rule.id == mutant.rule.id else rule for rule in declared)
    return tuple(rule for rule in changed if rule)
