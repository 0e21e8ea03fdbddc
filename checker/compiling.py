"""From declared rules to the engine's conditions, and to what a firing gives; what the engine gets wrong in them is met here, once, for every rule.

- It reads past the last test of a join when that test fails: every join condition ends in one that always holds.
- A fact that one alias matched is skipped for the others, negations too: every rule carries `dist: 0`.
- A negation fires before late facts arrive: nothing is joined or denied before the phase is open, and it opens when the facts
  below it are finished.
- A fact that no rule knows is lost: every kind is listened to.
- Whatever comes to a place in a join is first looked for among all that stand there with the same values to join on. Nothing
  stands at the first place, so the rule's first condition is put there; the phase, of which there is one, stands at the second,
  and the year, of which there is one too, at the next. A condition that asks something of one that now stands after it is turned
  around, and asked of that one instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from checker.discipline import PHASE_ALIAS, heard_kinds
from rules.language import Calc, Operand, Pattern, Ref, Rule, Test

_OPS = {"!=": "$neq", ">=": "$gte", "<=": "$lte", ">": "$gt", "<": "$lt"}
_TURNED = {"=": "=", "!=": "!=", ">=": "<=", "<=": ">=", ">": "<", "<": ">"}
_SINGLE = frozenset({"ar"})  # kinds of which a run has one fact

Compiled = dict[str, Any]


def in_engine_order(rule: Rule) -> tuple[Pattern, ...]:
    """The rule's conditions and its phase, in the order that the engine meets them in."""
    phase = Pattern(PHASE_ALIAS, "fas", (Test("steg", "=", rule.phase),), negated=False)
    positive = [pattern for pattern in rule.patterns if not pattern.negated]
    first = next((pattern for pattern in positive if pattern.kind not in _SINGLE), positive[0])
    if any(isinstance(test.operand, Calc) for test in first.tests):
        first = positive[0]  # a sum cannot be turned around
    before = positive[: positive.index(first)]
    after = [pattern for pattern in rule.patterns if pattern is not first and pattern not in before]
    earlier = [phase, *before]
    moved = {pattern.alias for pattern in earlier}
    turned = [test for test in first.tests if isinstance(test.operand, Ref) and test.operand.alias in moved]
    asked = [_with(pattern, [_turned(first.alias, test) for test in turned if _asks(test, pattern.alias)]) for pattern in earlier]
    return (replace(first, tests=tuple(test for test in first.tests if test not in turned)), *asked, *after)


def _asks(test: Test, alias: str) -> bool:
    return isinstance(test.operand, Ref) and test.operand.alias == alias


def _turned(alias: str, test: Test) -> Test:
    """The same comparison, as the other side asks it."""
    assert isinstance(test.operand, Ref)  # noqa: S101 - only such are turned
    return Test(test.operand.field, _TURNED[test.op], Ref(alias, test.field))


def _with(pattern: Pattern, tests: Sequence[Test]) -> Pattern:
    return replace(pattern, tests=(*pattern.tests, *tests))


def _operand(operand: Operand) -> Any:
    if isinstance(operand, Calc):
        op = "$add" if operand.op == "+" else "$sub"
        return {op: {"$l": _operand(operand.left), "$r": _operand(operand.right)}}
    return {operand.alias: operand.field} if isinstance(operand, Ref) else operand


def compile_pattern(pattern: Pattern, guard: str) -> Compiled:
    """One condition in the engine's form; a join ends in a test that always holds, for the guard is of another kind or none."""
    tests: list[Compiled] = [{"kind": pattern.kind}]
    for test in sorted(pattern.tests, key=lambda test: test.is_join):
        condition = {test.field: _operand(test.operand)}
        tests.append(condition if test.op == "=" else {_OPS[test.op]: condition})
    if pattern.is_guarded:
        tests.append({"$neq": {"kind": {guard: "kind"}}})
    return {pattern.alias + ("$not" if pattern.negated else ""): {"$and": tests}}


def compile_rule(rule: Rule) -> Compiled:
    """A rule in the engine's form. The phase guards every other condition, and the first condition guards the phase."""
    return _compiled(in_engine_order(rule))


def _compiled(patterns: Sequence[Pattern]) -> Compiled:
    first, phase, *others = patterns
    guarded = [compile_pattern(pattern, PHASE_ALIAS) for pattern in others]
    return {"dist": 0, "all": [compile_pattern(first, PHASE_ALIAS), compile_pattern(phase, first.alias), *guarded]}


def _silent(kind: str) -> Compiled:
    """Makes a kind known to the engine without ever firing."""
    never = {PHASE_ALIAS: {"$and": [{"kind": "fas"}, {"steg": "aldrig"}]}}
    return {"dist": 0, "all": [{"z": {"kind": kind}}, never]}


def compile_rules(rules: Sequence[Rule]) -> Compiled:
    """All rules in the engine's form; every kind that a run may hold is taken by some condition, and the session fires by itself."""
    in_order = {rule.id: in_engine_order(rule) for rule in rules}
    taken = {pattern.kind for patterns in in_order.values() for pattern in patterns if all(test.is_join for test in pattern.tests)}
    compiled = {rule: _compiled(patterns) for rule, patterns in in_order.items()}
    compiled |= {f"_sedd_{kind}": _silent(kind) for kind in (*heard_kinds(rules), "fas") if kind not in taken}
    return compiled | {"_session": {"all": [{"s": {"kind": "session"}}]}}


def maker(operand: Operand) -> Callable[[Mapping[str, Compiled]], Any]:
    """How a conclusion's field is made from the matched facts."""
    if isinstance(operand, Calc):
        left, right, sign = maker(operand.left), maker(operand.right), 1 if operand.op == "+" else -1
        return lambda matched: left(matched) + sign * right(matched)
    if isinstance(operand, str | int):
        return lambda _: operand
    alias, name = operand.alias, operand.field
    return lambda matched: matched[alias][name]
