"""A run made again in plain Python with one rule changed, from the phase where the change can first be seen.

It spares compiling the engine for each of thousands of changes. That it derives what the engine derives is tested; what it
cannot tell is left to the engine itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from agreement import key_of
from mutation_matching import Facts, Run, fired, takes
from mutation_rules import Mutant, with_mutant

from checker.counting import count_members
from checker.pipeline import SCHEDULE, SCHEDULE_BEFORE_CLOSING
from checker.session import RunFailed, Session, fact_id
from rules.catalogue import all_rules
from rules.kinds import KINDS
from rules.language import Rule

# what the evaluator says too, by the fields that are compared
COMPARED = {
    "bedomning": ("nod", "kod", "rating", "orsak"), "omdome": ("nod", "omdome", "riktning"), "egen_uppgift": ("nod",),
    "avstamningsutfall": ("avst", "status"), "vasentlighet": ("avst", "utfall"), "tillfallelage": ("moment", "nr", "lage"), "brist": ("krit", "slag"),
    "atgard": ("om", "slag", "sista", "forsenad"), "beslutsbehov": ("om", "slag", "sista"), "mote": ("om", "slag", "dag"), "sent": ("om", "slag"),
}  # fmt: skip
MOST_FACTS = 20_000
RATED = ("bedomning", "omdome", "egen_uppgift")  # all that is compared of a run by forecast


def schedule_of(run: Run) -> tuple[tuple[str, str], ...]:
    """The phases of a run."""
    return SCHEDULE_BEFORE_CLOSING if run.marks & {"forkontroll", "prognos"} else SCHEDULE


def named(phase: tuple[str, str]) -> str:
    """A phase as the trace names it."""
    name, step = phase
    return step if name == step else f"{name}:{step}"


def made_again(run: Run, mutant: Mutant) -> Facts:
    """The facts with which the run ends. Raises RunFailed or KeyError where it would fail."""
    schedule = schedule_of(run)
    start = next(i for i, (_, step) in enumerate(schedule) if step == mutant.rule.phase)
    before = {named(phase) for phase in schedule[:start]}
    rules = [rule for rule in with_mutant(all_rules(), mutant) if takes(run, rule)]
    return inferred(run, rules, schedule[start:], Facts(fact for fact in run.facts if run.phases.get(fact["id"]) in {None, *before}))


def inferred(run: Run, rules: Sequence[Rule], schedule: Sequence[tuple[str, str]], facts: Facts) -> Facts:
    """All that follows of the facts in the phases."""
    for name, step in schedule:
        for counted, _ in count_members(run.parents, name, step, Session(facts=facts.by_id)):
            facts.add(counted)
        _closed([rule for rule in rules if rule.phase == step], name, facts)
    return facts


def _closed(rules: Sequence[Rule], phase: str, facts: Facts) -> None:
    left = list(rules)
    while left:
        new = {kind for rule in left for kind in _added(rule, phase, facts)}
        left = [rule for rule in rules if any(pattern.kind in new for pattern in rule.patterns)]


def _added(rule: Rule, phase: str, facts: Facts) -> set[str]:
    """Derive all that the rule does; the kinds of what was not there before."""
    kind, new = KINDS[rule.conclusion.kind], set()
    for _, (_, *values) in list(fired(rule, facts, phase)):
        fields = dict(zip((name for name, _ in rule.conclusion.fields), values, strict=True))
        fact = {"id": fact_id(kind, fields), "kind": kind.name, **fields}
        known = facts.by_id.get(fact["id"])
        if known is None:
            if len(facts.by_id) > MOST_FACTS:
                raise RunFailed("kommer inte till ett slut")
            facts.add(fact)
            new.add(kind.name)
        elif known != fact:
            raise RunFailed(f"{rule.id}: {known} och {fact}")
    return new


def compared(run: Run, facts: Facts, known: set[str]) -> set[tuple[Any, ...]]:
    """What of the facts the evaluator's judgement is held against; `known` are the things that findings are told by."""
    kinds = RATED if "prognos" in run.marks else tuple(COMPARED)
    found = {(kind, *(fact[name] for name in COMPARED[kind])) for kind in kinds for fact in facts.by_kind.get(kind, ())}
    return found if "prognos" in run.marks else found | set(_told(facts, known))


def _told(facts: Facts, known: set[str]) -> Iterator[tuple[Any, ...]]:
    rated = {fact["nod"] for fact in facts.by_kind.get("bedomning", ())}
    for fact in facts.by_kind.get("fynd", ()):
        about = tuple(dict.fromkeys(name for name in (fact["om"], fact["om2"]) if name != "-"))
        yield "fynd", key_of(fact["slag"], about, known), about if fact["slag"] == "budgetavvikelse" else ()
    yield from (("fraga", fact["om"]) for fact in facts.by_kind.get("fraga", ()) if fact["om"] in rated)
    settled = (fact["nod"] for fact in facts.by_kind.get("dagslage", ()) if fact["niva"] == "goal" and fact["lage"] == "kan_inte_nas")
    yield from (("kan inte nås", node) for node in settled)
