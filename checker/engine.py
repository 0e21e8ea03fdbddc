"""The only host of durable-rules: runs compiled rules on facts, phase by phase.

What the released engine gets wrong in conditions is met in `checker.compiling`; the rest is met here (each with a test):
- the host it comes with has background threads that race and crash, and lets exceptions in actions vanish: ours has none, and
  hands them to the caller;
- deleting a state that never fired crashes: a session fact fires first;
- facts are told apart by a 32-bit hash of their id: the engine's ids are numbers whose hashes differ, counted afterwards.
Values are text or exact integers, never floats.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import Any

import durable_rules_engine as engine

from checker.compiling import compile_rules, maker
from checker.discipline import check_rules
from checker.forms import WrongForm, forms
from checker.session import Fields, Firing, RunFailed, Session, by_id, fact_id, phase_name
from rules.kinds import KINDS, Kind
from rules.language import Rule

_RULESET, _STATE = "regelspar", "0"
_FACT = '{"id":"'  # how each fact begins; inside a text every quotation mark has a backslash before it
_NEXT = f",{_FACT}"
MOST_FACTS = 797_185  # the first two decimal numbers with the same FNV-1a hash of 32 bits are 40189 and 797186

Action = Callable[[Mapping[str, Fields]], None]
Between = Callable[[str, str, Session], Iterable[tuple[Fields, Firing]]]


class _Host:
    """The compiled rules in the engine, what each does when it fires, and the facts of one run by the engine's numbers.

    What fired is run to its end before the next fact is given. The engine's own host writes its state anew after every firing,
    for rules that read it: ours read none.
    """

    def __init__(self, rules: Fields, actions: Mapping[str, Action]) -> None:
        self._handle = engine.create_ruleset(_RULESET, json.dumps(rules, ensure_ascii=False))
        self._actions, self._forms = actions, forms()
        self._given: list[Fields] = []
        self._written: list[str] = []

    def assert_fact(self, fact: Fields) -> None:
        """Give a fact, and run what fires."""
        state = self.give(fact)
        began = engine.start_action_for_state(self._handle, state)
        fired = began[1] if began else None
        while fired:
            try:
                self._act(fired)
            except BaseException:
                engine.abandon_action(self._handle, state)
                raise
            fired = engine.complete_and_start_action(self._handle, state)

    def _act(self, fired: str) -> None:
        """Run the action of what the engine tells as {rule: {alias: fact}}, on the facts as they were given."""
        before, *found = fired.split(_FACT)
        rule, matched = before[2 : before.index('"', 2)], {}
        for fact in found:
            alias = before[before.rindex('"', 0, -2) + 1 : -2]
            matched[alias] = self._given[int(fact[: fact.index('"')]) - 1]
            before = fact
        self._actions[rule](matched)

    def give(self, fact: Fields) -> int:
        """Give a fact without running what fires. Raises RunFailed for a fact of another form, and when the engine does not take it."""
        given = self._given
        given.append(fact)
        if len(given) > MOST_FACTS:
            raise RunFailed(f"fler än {MOST_FACTS} fakta i en körning")
        try:
            text = self._forms[fact["kind"]].written(fact, len(given))
        except WrongForm as error:
            raise RunFailed(str(error)) from None
        self._written.append(text)
        refused, state = engine.assert_fact(self._handle, text)
        if refused:
            raise RunFailed(f"regelmotorn tog inte emot {fact['id']} (kod {refused})")
        return int(state)

    def told(self) -> str:
        """All facts that the engine holds, as it writes them."""
        return str(engine.get_facts(self._handle, _STATE))

    def names_given(self) -> list[str]:
        """The ids of the facts that were given, in that order."""
        return [fact["id"] for fact in self._given]

    def is_as_given(self, told: str) -> bool:
        """Whether what the engine tells is just the facts that it was given, each once and letter for letter."""
        held, start = told[1 + len(_FACT) : -1].split(_NEXT), len(_FACT)
        return len(held) == len(self._written) and set(held) == {text[start:] for text in self._written} and told.startswith(f"[{_FACT}")

    def delete_state(self) -> None:
        """Forget all facts."""
        self._given, self._written = [], []
        engine.delete_state(self._handle, _STATE)


def _nothing(seen: Mapping[str, Any]) -> None:
    """Does nothing."""


class Engine:
    """A compiled set of rules, reusable for many runs, one at a time."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        check_rules(rules)
        self._rules = tuple(rules)
        self.held: list[str] = []
        self._session = Session()
        self._watch: Callable[[Fields], None] = _nothing
        self._host = self._compiled()

    def _compiled(self) -> _Host:
        return _Host(compile_rules(self._rules), {rule.id: self._action(rule) for rule in self._rules} | {"_session": _nothing})

    def _clear(self) -> None:
        """Drop the run's state; where the engine cannot, drop the engine."""
        try:
            self._host.delete_state()
        except Exception:  # noqa: BLE001 - the engine's own error type is not public
            self._host = self._compiled()

    def _action(self, rule: Rule) -> Action:
        kind = KINDS[rule.conclusion.kind]
        constant = {name: operand if isinstance(operand, str | int) else "" for name, operand in rule.conclusion.fields}
        makers = [(name, maker(operand)) for name, operand in rule.conclusion.fields if not isinstance(operand, str | int)]
        aliases = [pattern.alias for pattern in rule.patterns if not pattern.negated]

        def act(matched: Mapping[str, Fields]) -> None:
            new = constant.copy()
            for name, make in makers:
                new[name] = make(matched)
            because = tuple([(alias, matched[alias]["id"]) for alias in aliases])
            self._derive(kind, new, Firing(self._session.phase, rule.id, because, fact_id(kind, new)))

        return act

    def _derive(self, kind: Kind, new: Fields, firing: Firing) -> None:
        session = self._session
        session.firings.append(firing)
        fact = {"id": firing.therefore, "kind": kind.name, **new}
        known = session.facts.setdefault(firing.therefore, fact)
        if known != fact:
            raise RunFailed(f"regeln {firing.rule} motsäger en tidigare slutsats: {known} och {fact}")
        if known is fact:
            self._watch(fact)
            session.derived.add(firing.therefore)
            self._host.give(fact)

    def run(
        self,
        facts: Iterable[Fields],
        phases: Sequence[tuple[str, str]],
        between: Between,
        watch: Callable[[Fields], None] = _nothing,
        beside: Mapping[str, Fields] | None = None,
    ) -> Session:
        """Assert the facts in canonical order and open each phase in turn.

        `phases` are (name, step); before each, `between(name, step, session)` may give counted facts with the firing that
        tells what they were counted from. Every fact is shown to `watch`, and the session begins with the facts `beside`, which the
        engine does not see. Raises RunFailed when anything was lost, doubled or contradicted.
        """
        self._session = session = Session(dict(beside or {}))
        self._watch = watch
        collects = gc.isenabled()
        gc.disable()  # a run makes much that is kept and no circles; looking for them is a twentieth of its time
        try:
            self._host.assert_fact({"id": "session:1", "kind": "session"})
            for fact in sorted(facts, key=by_id):
                self._give(fact)
            for name, step in phases:
                session.phase = phase_name(name, step)
                for counted, firing in between(name, step, session):
                    self._give(counted)
                    session.derived.add(counted["id"])
                    session.firings.append(firing)
                self._host.assert_fact({"id": f"fas:{name}:{step}", "kind": "fas", "fas": name, "steg": step})
            self._verify(session.facts.keys() - (beside or {}).keys(), len(phases))
        except (RunFailed, MemoryError):
            raise
        except Exception as error:
            raise RunFailed(f"regelmotorn avbröt körningen: {type(error).__name__}: {error}") from error
        finally:
            self._clear()
            if collects:
                gc.enable()
        return session

    def _give(self, fact: Fields) -> None:
        if fact["id"] in self._session.facts:
            raise RunFailed(f"två fakta har samma id: {fact['id']}")
        self._session.facts[fact["id"]] = fact
        self._watch(fact)
        self._host.assert_fact(fact)

    def _verify(self, facts: Set[str], phases: int) -> None:
        """The engine holds what it was given and derived, all of it and unaltered, and nothing else."""
        told, given = self._host.told(), self._host.names_given()
        if not self._host.is_as_given(told):
            raise RunFailed(_otherwise(told, {name: self._session.facts[name] for name in facts}))
        self.held = given
        lost = facts - set(given)
        if lost or len(given) != len(facts) + phases + 1:
            raise RunFailed(f"antalet fakta i regelmotorn stämmer inte: {len(given)} mot {len(facts)}; saknas: {sorted(lost)[:3]}")

    def is_empty(self) -> bool:
        """Whether nothing is left of the run before."""
        try:
            return self._host.told() == "[]"
        except Exception:  # noqa: BLE001 - the engine's own error type is not public; there is no state to get facts from
            return True


def _otherwise(told: str, facts: Mapping[str, Fields]) -> str:
    """What is said of an engine that holds something else than the facts."""
    found = [fact for fact in json.loads(told) if "fakta" in fact]
    kept = {fact["fakta"]: fact for fact in found}
    for name in sorted(facts.keys() & kept.keys()):
        if any(kept[name].get(field) != value for field, value in facts[name].items() if field != "id"):
            return f"regelmotorn har ändrat faktumet {name}: {kept[name]}"
    return f"antalet fakta i regelmotorn stämmer inte: {len(found)} mot {len(facts)}; saknas: {sorted(facts.keys() - kept.keys())[:3]}"
