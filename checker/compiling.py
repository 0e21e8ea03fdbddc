"""From declared rules to the engine's conditions, and to what a firing gives; what the engine gets wrong in them is met here, once, for every rule.

- It reads past the last test of a join when that test fails: every join condition ends in one that always holds.
- A fact that one alias matched is skipped for the others, negations too: every rule carries `dist: 0`.
- A negation fires before late facts arrive: nothing is joined or denied before the phase is open, and it opens when the facts
  below it are finished.
- A fact that no rule knows is lost: every kind is listened to.
- The order that conditions stand in is the one the engine is fast in (`checker.joinorder`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from checker.discipline import PHASE_ALIAS, heard_kinds
from checker.joinorder import in_engine_order
from rules.language import Calc, Operand, Pattern, Ref, Rule

_OPS = {"!=": "$neq", ">=": "$gte", "<=": "$lte", ">": "$gt", "<": "$lt"}
Compiled = dict[str, Any]


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
