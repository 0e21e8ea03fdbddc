"""The same rules in CLIPS: each declared rule as a defrule, in the same phases, recording the same trace.

What a rule matched and what it derives is handed to Python at every firing, as our own layer does it: the session that comes
out is one that the product could tell. Facts are asserted slot by slot, which is CLIPS' quickest way in (as text it takes ten
times as long).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import Any

from checker.discipline import PHASE_ALIAS, heard_kinds
from checker.engine import Between
from checker.session import Firing, Session, fact_id
from rules.kinds import KINDS
from rules.language import Calc, Operand, Pattern, Ref, Rule, Test

Fact = dict[str, Any]


def quoted(text: str) -> str:
    """A text as CLIPS reads it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def written(value: Any) -> str:
    """A value as CLIPS reads it."""
    return quoted(value) if isinstance(value, str) else str(value)


def deftemplate(kind: str) -> str:
    """The template of a kind."""
    slots = " ".join(f"(slot {name} (type {'INTEGER' if is_ == 'i' else 'STRING'}))" for name, is_ in KINDS[kind].fields.items())
    return f"(deftemplate {kind} (slot fakta (type STRING)) {slots})"


def expression(operand: Operand) -> str:
    """An operand as a CLIPS expression."""
    if isinstance(operand, Calc):
        return f"({operand.op} {expression(operand.left)} {expression(operand.right)})"
    return f"?{operand.alias}-{operand.field}" if isinstance(operand, Ref) else written(operand)


def refs(operand: Operand) -> set[tuple[str, str]]:
    """The fields of matched facts that an operand speaks of."""
    if isinstance(operand, Calc):
        return refs(operand.left) | refs(operand.right)
    return {(operand.alias, operand.field)} if isinstance(operand, Ref) else set()


def _constraint(name: str, test: Test) -> str:
    if test.op in ("=", "!=") and not isinstance(test.operand, Calc):
        return ("" if test.op == "=" else "~") + expression(test.operand)
    op = {"=": "=", "!=": "<>"}.get(test.op, test.op)
    return f":({op} ?{name} {expression(test.operand)})"


def _slot(pattern: Pattern, field: str, is_spoken_of: bool) -> str:
    tests, name = [test for test in pattern.tests if test.field == field], f"{pattern.alias}-{field}"
    parts = [_constraint(name, test) for test in tests]
    needs_name = is_spoken_of or any(part.startswith(":") for part in parts)
    return f"({field} {'&'.join(([f'?{name}'] if needs_name else []) + parts)})"


def condition(pattern: Pattern, spoken_of: set[tuple[str, str]]) -> str:
    """A condition as a CLIPS pattern."""
    fields = dict.fromkeys([test.field for test in pattern.tests] + sorted(field for alias, field in spoken_of if alias == pattern.alias))
    slots = " ".join(_slot(pattern, field, (pattern.alias, field) in spoken_of) for field in fields)
    if pattern.negated:
        return f"(not ({pattern.kind} {slots}))"
    return f"({pattern.kind} (fakta ?{pattern.alias}) {slots})"


def defrule(rule: Rule) -> str:
    """A declared rule as a defrule: its phase first; it tells Python what it matched and made, and asserts what it made."""
    spoken_of = {ref for pattern in rule.patterns for test in pattern.tests for ref in refs(test.operand)}
    spoken_of |= {ref for _, operand in rule.conclusion.fields for ref in refs(operand)}
    opened = f'(fas (fas ?{PHASE_ALIAS}-fas) (steg "{rule.phase}"))'
    when = " ".join([opened, *(condition(pattern, spoken_of) for pattern in rule.patterns)])
    matched = " ".join(f"?{pattern.alias}" for pattern in rule.patterns if not pattern.negated)
    made = " ".join(expression(operand) for _, operand in rule.conclusion.fields)
    slots = " ".join(f"({name} {expression(operand)})" for name, operand in rule.conclusion.fields)
    return f"(defrule {rule.id} {when} => (assert ({rule.conclusion.kind} (fakta (spar {quoted(rule.id)} {matched} {made})) {slots})))"


class ClipsEngine:
    """The rules in CLIPS, run as `checker.engine.Engine` runs them."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._environment = import_module("clips").Environment()
        self._environment.define_function(self._fired, "spar")
        self._recorders = {rule.id: self._recorder(rule) for rule in rules}
        for kind in heard_kinds(rules):
            self._environment.build(deftemplate(kind))
        self._environment.build("(deftemplate fas (slot fas (type STRING)) (slot steg (type STRING)))")
        self._templates = {template.name: template for template in self._environment.templates()}
        for rule in rules:
            self._environment.build(defrule(rule))
        self._session = Session()

    def _recorder(self, rule: Rule) -> Callable[[tuple[Any, ...]], str]:
        kind, names = KINDS[rule.conclusion.kind], [name for name, _ in rule.conclusion.fields]
        aliases = [pattern.alias for pattern in rule.patterns if not pattern.negated]

        def record(told: tuple[Any, ...]) -> str:
            new = dict(zip(names, told[len(aliases) :], strict=True))
            made = fact_id(kind, new)
            session = self._session
            session.firings.append(Firing(session.phase, rule.id, tuple(zip(aliases, told, strict=False)), made))
            fact = {"id": made, "kind": kind.name, **new}
            known = session.facts.setdefault(made, fact)
            if known != fact:
                raise ValueError(f"{rule.id}: {known} {fact}")
            session.derived.add(made)
            return made

        return record

    def _fired(self, rule: str, *told: Any) -> str:
        return self._recorders[rule](told)

    def run(self, facts: Iterable[Fact], phases: Sequence[tuple[str, str]], between: Between) -> Session:
        """Assert the facts and open each phase in turn."""
        self._environment.reset()
        self._session = session = Session(facts={fact["id"]: fact for fact in sorted(facts, key=lambda fact: str(fact["id"]))})
        self._give(session.facts.values())
        for name, step in phases:
            session.phase = step if name == step else f"{name}:{step}"
            counted = list(between(name, step, session))
            self._give(fact for fact, _ in counted)
            for fact, firing in counted:
                session.facts[fact["id"]] = fact
                session.derived.add(fact["id"])
                session.firings.append(firing)
            self._templates["fas"].assert_fact(fas=name, steg=step)
            self._environment.run()
        self._verify(len(phases))
        return session

    def _give(self, facts: Iterable[Fact]) -> None:
        for fact in facts:
            slots = {name: value for name, value in fact.items() if name not in ("id", "kind")}
            self._templates[fact["kind"]].assert_fact(fakta=fact["id"], **slots)

    def _verify(self, phases: int) -> None:
        held = sum(1 for _ in self._environment.facts())
        if held != len(self._session.facts) + phases:
            raise ValueError(f"{held} facts in CLIPS, {len(self._session.facts)} given and derived")
