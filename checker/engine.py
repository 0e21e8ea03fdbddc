"""The only host of durable-rules: compiles declared rules to engine conditions and runs them phase by phase.

What the released engine gets wrong is met here, once, for every rule (each with a test):
- it reads past the last test of a join when that test fails: every join condition ends in one that always holds;
- a fact that one alias matched is skipped for the others, negations too: every rule carries `dist: 0`;
- a negation fires before late facts arrive: the phase is the first condition, opened when the facts below it are finished;
- background threads race and crash: the host has none; deleting a state that never fired crashes: a session fact fires first;
- exceptions in actions vanish: ours are handed to the caller; a fact no rule knows is an error: every kind is listened to;
- facts are told apart by a 32-bit hash of their id: the engine's ids are numbers whose hashes differ, counted afterwards.
Values are text or exact integers, never floats.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from durable import engine

from checker.discipline import PHASE_ALIAS, check_rules, heard_kinds
from checker.session import Fields, Firing, RunFailed, Session, by_id, fact_id, phase_name
from rules.kinds import EXACT_RANGE, KINDS, Kind
from rules.language import Calc, Operand, Pattern, Rule

engine._unix_now = time.monotonic  # noqa: SLF001 - it times actions only: no need of the calendar, nor of calls that Python deprecates

_OPS = {"!=": "$neq", ">=": "$gte", "<=": "$lte", ">": "$gt", "<": "$lt"}
_RULESET = "regelspar"
MOST_FACTS = 797_185  # the first two decimal numbers with the same FNV-1a hash of 32 bits are 40189 and 797186

Between = Callable[[str, str, Session], Iterable[tuple[Fields, Firing]]]


class _Host(engine.Host):  # type: ignore[misc]
    """A host without background threads."""

    def _run(self) -> None:
        """Nothing is dispatched in the background."""


class _Action(engine.Promise):  # type: ignore[misc]
    """An action whose exceptions reach the caller."""

    def run(self, c: Any, complete: Callable[[Any], None]) -> None:
        try:
            self._func(c)
        except Exception as error:  # noqa: BLE001 - whatever it is, the caller shall have it
            complete(error)
            return
        complete(None)


def _engine_operand(operand: Operand) -> Any:
    if isinstance(operand, Calc):
        op = "$add" if operand.op == "+" else "$sub"
        return {op: {"$l": _engine_operand(operand.left), "$r": _engine_operand(operand.right)}}
    return {operand.alias: operand.field} if not isinstance(operand, str | int) else operand


def compile_pattern(pattern: Pattern) -> Fields:
    """One condition in the engine's form; a join ends in a test that always holds."""
    tests: list[Fields] = [{"kind": pattern.kind}]
    for test in sorted(pattern.tests, key=lambda test: test.is_join):
        condition = {test.field: _engine_operand(test.operand)}
        tests.append(condition if test.op == "=" else {_OPS[test.op]: condition})
    if pattern.is_guarded:
        tests.append({"$neq": {"kind": {PHASE_ALIAS: "kind"}}})
    return {pattern.alias + ("$not" if pattern.negated else ""): {"$and": tests}}


def compile_rule(rule: Rule, action: Callable[[Any], None]) -> Fields:
    """A rule in the engine's form: its phase first, then its conditions."""
    opened = {PHASE_ALIAS: {"$and": [{"kind": "fas"}, {"steg": rule.phase}]}}
    return {"dist": 0, "all": [opened, *map(compile_pattern, rule.patterns)], "run": _Action(action)}


def _silent(kind: str) -> Fields:
    """Makes a kind known to the engine without ever firing."""
    never = {PHASE_ALIAS: {"$and": [{"kind": "fas"}, {"steg": "aldrig"}]}}
    return {"dist": 0, "all": [never, {"z": {"kind": kind}}], "run": _Action(_nothing)}


def _nothing(c: Any) -> None:
    """An action that does nothing."""


class Engine:
    """A compiled set of rules, reusable for many runs, one at a time."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        check_rules(rules)
        self._rules = tuple(rules)
        self._asserted = 0
        self.held: list[str] = []
        self._session = Session()
        self._host = self._compiled()

    def _compiled(self) -> _Host:
        host = _Host()
        compiled = {rule.id: compile_rule(rule, self._action(rule)) for rule in self._rules}
        compiled |= {f"_sedd_{kind}": _silent(kind) for kind in (*heard_kinds(self._rules), "fas")}
        compiled["_session"] = {"all": [{"s": {"kind": "session"}}], "run": _Action(_nothing)}
        host.register_rulesets({_RULESET: compiled})
        return host

    def _clear(self) -> None:
        """Drop the run's state; where the engine cannot, drop the engine."""
        try:
            self._host.delete_state(_RULESET, "0")
        except Exception:  # noqa: BLE001 - the engine's own error type is not public
            self._host = self._compiled()

    def _action(self, rule: Rule) -> Callable[[Any], None]:
        kind = KINDS[rule.conclusion.kind]
        makers = [(name, _maker(operand)) for name, operand in rule.conclusion.fields]
        aliases = [pattern.alias for pattern in rule.patterns if not pattern.negated]

        def act(c: Any) -> None:
            matched: dict[str, Fields] = c._m  # noqa: SLF001 - the engine's only way to all matched facts
            new = {name: make(matched) for name, make in makers}
            because = tuple((alias, matched[alias]["fakta"]) for alias in aliases)
            self._derive(kind, new, Firing(self._session.phase, rule.id, because, fact_id(kind, new)), c)

        return act

    def _derive(self, kind: Kind, new: Fields, firing: Firing, c: Any) -> None:
        session = self._session
        session.firings.append(firing)
        fact = {"id": firing.therefore, "kind": kind.name, **new}
        known = session.facts.setdefault(firing.therefore, fact)
        if known != fact:
            raise RunFailed(f"regeln {firing.rule} motsäger en tidigare slutsats: {known} och {fact}")
        if known is fact:
            _check_fields(kind, fact)
            session.derived.add(firing.therefore)
            c.assert_fact(self._engine_form(fact))

    def run(self, facts: Iterable[Fields], phases: Sequence[tuple[str, str]], between: Between) -> Session:
        """Assert the facts in canonical order and open each phase in turn.

        `phases` are (name, step); before each, `between(name, step, session)` may give counted facts with the firing that
        tells what they were counted from. Raises RunFailed when anything was lost, doubled or contradicted.
        """
        self._session = session = Session()
        self._asserted = 0
        try:
            self._assert({"id": "session", "kind": "session"})
            for fact in sorted(facts, key=by_id):
                self._give(fact)
            for name, step in phases:
                session.phase = phase_name(name, step)
                for counted, firing in between(name, step, session):
                    self._give(counted)
                    session.derived.add(counted["id"])
                    session.firings.append(firing)
                self._assert({"id": f"fas:{name}:{step}", "kind": "fas", "fas": name, "steg": step})
            self._verify(len(phases))
        except (RunFailed, MemoryError):
            raise
        except Exception as error:
            raise RunFailed(f"regelmotorn avbröt körningen: {type(error).__name__}: {error}") from error
        finally:
            self._clear()
        return session

    def _give(self, fact: Fields) -> None:
        if fact["id"] in self._session.facts:
            raise RunFailed(f"två fakta har samma id: {fact['id']}")
        _check_fields(KINDS[fact["kind"]], fact)
        self._session.facts[fact["id"]] = fact
        self._assert(fact)

    def _assert(self, fact: Fields) -> None:
        self._host.assert_fact(_RULESET, self._engine_form(fact))

    def _engine_form(self, fact: Fields) -> Fields:
        """The fact under the engine's own key. Raises RunFailed past the numbers that are known to be told apart."""
        self._asserted += 1
        if self._asserted > MOST_FACTS:
            raise RunFailed(f"fler än {MOST_FACTS} fakta i en körning")
        return {**fact, "id": str(self._asserted), "fakta": fact["id"]}

    def _verify(self, phases: int) -> None:
        """The engine holds what it was given and derived, all of it and unaltered, and nothing else."""
        found = [fact for fact in self._host.get_facts(_RULESET, "0") if "fakta" in fact]
        self.held = [fact["fakta"] for fact in found]
        kept = {fact["fakta"]: fact for fact in found}
        lost = set(self._session.facts) - kept.keys()
        if lost or len(found) != len(self._session.facts) + phases + 1:
            raise RunFailed(f"antalet fakta i regelmotorn stämmer inte: {len(found)} mot {len(self._session.facts)}; saknas: {sorted(lost)[:3]}")
        for name, fact in self._session.facts.items():
            if any(kept[name][field] != value for field, value in fact.items() if field != "id"):
                raise RunFailed(f"regelmotorn har ändrat faktumet {name}: {kept[name]}")

    def is_empty(self) -> bool:
        """Whether nothing is left of the run before."""
        try:
            return not self._host.get_facts(_RULESET, "0")
        except Exception:  # noqa: BLE001 - the engine's own error type is not public; there is no state to get facts from
            return True


def _maker(operand: Operand) -> Callable[[dict[str, Fields]], Any]:
    """How a conclusion's field is made from the matched facts."""
    if isinstance(operand, Calc):
        left, right, sign = _maker(operand.left), _maker(operand.right), 1 if operand.op == "+" else -1
        return lambda matched: left(matched) + sign * right(matched)
    if isinstance(operand, str | int):
        return lambda _: operand
    alias, name = operand.alias, operand.field
    return lambda matched: matched[alias][name]


def _check_fields(kind: Kind, fact: Fields) -> None:
    """Each kind has just its fields, text or integers inside the exact range."""
    if len(fact) != len(kind.fields) + 2:
        raise RunFailed(f"faktumet {fact['id']} har andra fält än {kind.name}: {sorted(fact)}")
    for name, wanted in kind.fields.items():
        value: Any = fact[name]
        if type(value) is not (int if wanted == "i" else str) or (type(value) is int and abs(value) > EXACT_RANGE):
            raise RunFailed(f"faktumet {fact['id']} har fel slags värde i {name}: {value!r}")
