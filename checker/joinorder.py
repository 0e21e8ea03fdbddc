"""The order in which the engine meets the conditions of a rule.

Whatever comes to a place in a join is first looked for among all that stand there with the same values to join on. Nothing stands
at the first place, so the rule's first condition is put there; the phase, of which there is one, stands at the second, and the
year, of which there is one too, at the next. A condition that asks something of one that now stands after it is turned around,
and asked of that one instead. Nothing is joined or denied before the phase is open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rules.language import Calc, Pattern, Ref, Rule, Test

PHASE = "ph"  # what the phase is called in conditions
_TURNED = {"=": "=", "!=": "!=", ">=": "<=", "<=": ">=", ">": "<", "<": ">"}
_SINGLE = frozenset({"ar"})  # kinds of which a run has one fact


def in_engine_order(rule: Rule) -> tuple[Pattern, ...]:
    """The rule's conditions and its phase, in the order that the engine meets them in."""
    phase = Pattern(PHASE, "fas", (Test("steg", "=", rule.phase),), negated=False)
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
