"""What every rule must obey before it may meet the engine, checked when the rules load.

The engine has measured faults that ordinary rules hit (a fact without a compared field silently never matches, a
negation over facts that arrive later still fires, a 65th join test on one fact fails, `or` skips conditions). A rule
that passes here cannot hit them; the compiler in `checker.engine` adds the rest (phase first, guard last, no distinctness).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from checker.joinorder import PHASE, in_engine_order
from rules.kinds import EXACT_RANGE, KINDS, PHASES, Kind
from rules.language import Calc, Operand, Pattern, Ref, Rule, RuleError

MAX_PATTERNS = 15  # the engine takes 16, the phase is one of them
MAX_SLOTS = 50  # the engine takes 64 join patterns that one fact can reach
MAX_CHILDREN = 400  # the engine takes 511 tests after one test, and hangs on one or two more
MAX_IN_PHASE = 200  # the engine takes 257 rules that begin with one condition, as all of a phase do
MAX_FIELDS = 200  # the engine takes 251 in a fact
MAX_INTEGER = 9 * 10**17
LARGEST = 2**63 - 1  # what the engine counts in: past it a sum is silently another number
OWN_FIELDS = frozenset({"id", "sid", "kind", "fakta"})  # the engine's two keys, and what the host adds
PHASE_ALIAS = PHASE
PHASE_KIND = Kind("fas", {"fas": "s", "steg": "s"}, ("fas",))

Bound = dict[str, Kind]

_ID = re.compile(r"[A-ZÅÄÖ][A-ZÅÄÖ0-9_-]*")
_NAME = re.compile(r"[a-z_0-9]+")


def check_rules(rules: Sequence[Rule]) -> None:
    """Raise RuleError, naming every rule that breaks the discipline and why."""
    wrong = [f"rule id {rule} stands twice" for rule, times in Counter(rule.id for rule in rules).items() if times > 1]
    faults = [(rule, list(_rule_faults(rule))) for rule in rules]
    wrong += [f"{rule.id}: {text}" for rule, found in faults for text in found]
    sound = [rule for rule, found in faults if not found]
    wrong += [*_kind_faults(), *_phase_faults(sound), *_slot_faults(sound), *_width_faults(sound)]
    if wrong:
        raise RuleError("\n".join(wrong))


def heard_kinds(rules: Sequence[Rule]) -> list[str]:
    """The kinds that a run may hold: all, but of the seldom ones only those that a rule of the run speaks of."""
    spoken_of = {pattern.kind for rule in rules for pattern in rule.patterns} | {rule.conclusion.kind for rule in rules}
    return [name for name, kind in KINDS.items() if not kind.seldom or name in spoken_of]


def _rule_faults(rule: Rule) -> Iterable[str]:
    if not _ID.fullmatch(rule.id):
        yield "an id is capital letters, digits, - and _, beginning with a letter: the engine takes other names for its own"
    if rule.phase not in PHASES:
        yield f"the phase {rule.phase} is not one of {', '.join(PHASES)}"
    if not rule.patterns or rule.patterns[0].negated:
        yield "the first condition must be a fact that exists"
    if any(before.negated and not after.negated for before, after in pairwise(rule.patterns)):
        yield "a fact that must exist stands after a negation: the engine does not match it there, put negations last"
    if len(rule.patterns) > MAX_PATTERNS:
        yield f"{len(rule.patterns)} conditions, at most {MAX_PATTERNS} are safe"
    bound: Bound = {PHASE_ALIAS: PHASE_KIND}
    for pattern in rule.patterns:
        yield from _pattern_faults(pattern, bound)
        if not pattern.negated and pattern.kind in KINDS:
            bound[pattern.alias] = KINDS[pattern.kind]
    yield from _conclusion_faults(rule, bound)
    yield from _sentence_faults(rule, bound)


def _sentence_faults(rule: Rule, bound: Bound) -> Iterable[str]:
    for place in re.findall(r"\{([^}]*)\}", rule.says):
        for alias in re.findall(r"\b([a-z]\w*)\.", place.split(".")[0] + "." + "".join(re.findall(r"[-+]\w+\.", place))):
            if alias not in bound or alias == PHASE_ALIAS:
                yield f"the sentence names {alias}, which no condition binds"


def _pattern_faults(pattern: Pattern, bound: Bound) -> Iterable[str]:
    kind = KINDS.get(pattern.kind)
    if kind is None:
        yield f"the kind {pattern.kind} is unknown"
        return
    if pattern.alias in bound:
        yield f"the alias {pattern.alias} stands twice"
    for test in pattern.tests:
        wanted = kind.fields.get(test.field)
        if wanted is None:
            yield f"{pattern.kind} has no field {test.field}"
            continue
        yield from (f"{pattern.alias}.{test.field}: {fault}" for fault in _operand_faults(test.operand, wanted, bound))
        if wanted == "s" and test.op not in ("=", "!="):
            yield f"{pattern.alias}.{test.field} is text and cannot be compared by {test.op}"


def _operand_faults(operand: Operand, wanted: str, bound: Bound) -> Iterable[str]:
    if isinstance(operand, Calc):
        if wanted != "i":
            yield "a sum or difference is an integer, the field is text"
        yield from _operand_faults(operand.left, "i", bound)
        yield from _operand_faults(operand.right, "i", bound)
        if _reach(operand) > LARGEST:
            yield "the sum can leave the 64 bits that the engine counts in"
    elif isinstance(operand, Ref):
        kind = bound.get(operand.alias)
        if kind is None:
            yield f"the alias {operand.alias} is not bound before"
        elif operand.field not in kind.fields:
            yield f"{kind.name} has no field {operand.field}"
        elif kind.fields[operand.field] != wanted:
            yield f"{operand.alias}.{operand.field} has another type"
    elif isinstance(operand, int) != (wanted == "i"):
        yield f"{operand!r} does not have the type of the field"
    elif isinstance(operand, int) and abs(operand) > MAX_INTEGER:
        yield f"{operand} is outside the exact range"


def _reach(operand: Operand) -> int:
    """How large the number can be, on the way to it too."""
    if isinstance(operand, Calc):
        return _reach(operand.left) + _reach(operand.right)
    return abs(operand) if isinstance(operand, int) else EXACT_RANGE


def _conclusion_faults(rule: Rule, bound: Bound) -> Iterable[str]:
    kind = KINDS.get(rule.conclusion.kind)
    if kind is None or not kind.derived:
        yield f"{rule.conclusion.kind} is not a kind that rules derive"
        return
    given = [name for name, _ in rule.conclusion.fields]
    if sorted(given) != sorted(kind.fields):
        yield f"the conclusion must give just the fields {', '.join(kind.fields)}"
        return
    for name, operand in rule.conclusion.fields:
        yield from (f"conclusion {name}: {fault}" for fault in _operand_faults(operand, kind.fields[name], bound))


def _kind_faults() -> list[str]:
    """A kind has no field that the engine or its host uses itself, nor more fields than a fact can hold."""
    wrong = [f"the kind {kind.name} has the field {name}, which is not its own to have" for kind in KINDS.values() for name in _taken(kind)]
    wide = [kind for kind in KINDS.values() if len(kind.fields) > MAX_FIELDS]
    return wrong + [f"the kind {kind.name} has {len(kind.fields)} fields, at most {MAX_FIELDS} are safe" for kind in wide]


def _taken(kind: Kind) -> list[str]:
    return [name for name in kind.fields if name in OWN_FIELDS or not _NAME.fullmatch(name)]


def _phase_faults(rules: Sequence[Rule]) -> list[str]:
    """A fact may be negated only when every rule that derives its kind fires in an earlier phase."""
    derived: dict[str, set[int]] = {}
    for rule in rules:
        derived.setdefault(rule.conclusion.kind, set()).add(PHASES.index(rule.phase))
    wrong = []
    for rule in rules:
        own = PHASES.index(rule.phase)
        for pattern in rule.patterns:
            kind = KINDS[pattern.kind]
            phases = derived.get(pattern.kind, set())
            if pattern.negated and phases and max(phases) >= own:
                wrong.append(f"{rule.id}: {pattern.kind} is still being derived in the phase where it is negated")
            if kind.derived and not pattern.negated and phases and min(phases) > own:
                wrong.append(f"{rule.id}: {pattern.kind} is first derived in a later phase, the rule can never fire")
    return wrong


def _slot_faults(rules: Sequence[Rule]) -> list[str]:
    """Count, for each kind and each discriminating text literal, the join patterns that one fact can reach."""
    joins = [pattern for rule in rules for pattern in in_engine_order(rule) if pattern.is_guarded]
    wrong = []
    for kind in (*KINDS.values(), PHASE_KIND):
        patterns = [{t.field: t.operand for t in p.tests if t.op == "=" and isinstance(t.operand, str)} for p in joins if p.kind == kind.name]
        reach = _most_reached(patterns)
        if reach > MAX_SLOTS:
            wrong.append(f"one fact of the kind {kind.name} can reach {reach} join conditions, at most {MAX_SLOTS} are safe")
    return wrong


def _most_reached(patterns: list[dict[str, str]]) -> int:
    """The most patterns that one combination of text literals passes: the worst case over the combinations that occur."""
    worst = 0
    for one in patterns:
        worst = max(worst, sum(1 for other in patterns if all(other[field] == value for field, value in one.items() if field in other)))
    return worst


def _width_faults(rules: Sequence[Rule]) -> list[str]:
    """How many rules begin with one phase, and how many different tests follow on one and the same."""
    wrong = [
        f"{number} rules fire in the phase {phase}, at most {MAX_IN_PHASE} are safe"
        for phase, number in Counter(rule.phase for rule in rules).items()
        if number > MAX_IN_PHASE
    ]
    following: dict[tuple[object, ...], set[object]] = {}
    for pattern in (pattern for rule in rules for pattern in rule.patterns):
        tests = sorted(pattern.tests, key=lambda test: test.is_join)
        for at, test in enumerate(tests):
            following.setdefault((pattern.kind, *tests[:at]), set()).add(test)
    worst = max(following.items(), key=lambda item: len(item[1]), default=None)
    if worst and len(worst[1]) > MAX_CHILDREN:
        wrong.append(f"{len(worst[1])} different tests follow on {worst[0][0]}, at most {MAX_CHILDREN} are safe")
    return wrong
