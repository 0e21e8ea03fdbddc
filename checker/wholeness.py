"""What must hold of every run, whatever the engine says: looked at on what came back, and told in Swedish when it does not.

Each invariant is a function that gives a line for each breach; any breach refuses the whole run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from graphlib import CycleError, TopologicalSorter
from operator import itemgetter
from typing import NamedTuple

from checker.hosting.asking import Answer, Request
from checker.session import EngineFault, Fields, Session, phase_name
from rules.catalogue import rules_of
from rules.kinds import EXACT_RANGE, KINDS, LEVELS
from rules.language import Rule
from rules.packs.sammanvagning import COUNTED

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Run:
    """A run to be looked at: what was asked, what was answered, and the two together as a session."""

    request: Request
    answer: Answer
    session: Session


Invariant = Callable[[Run], Iterable[str]]


def refuse_broken(request: Request, answer: Answer, session: Session) -> None:
    """Raises EngineFault, naming what does not hold, for a run that is not whole."""
    run = Run(request, answer, session)
    broken = [line for invariant in INVARIANTS for line in invariant(run)]
    if broken:
        more = f"; och {len(broken) - _SHOWN} till" if len(broken) > _SHOWN else ""
        raise EngineFault(f"körningen håller inte ihop: {'; '.join(broken[:_SHOWN])}{more}")


# --- what the engine held -------------------------------------------------------------------------------------------


def held_as_given(run: Run) -> Iterator[str]:
    """Every fact that was given or derived was in the engine, once, and nothing else was."""
    session = {"session:1", *(f"fas:{name}:{step}" for name, step in run.request.schedule)}
    wanted, held = session | run.session.facts.keys(), run.answer.held
    if len(held) != len(wanted) or set(held) != wanted:
        yield from (f"uppgiften {name} fanns inte i regelmotorn" for name in sorted(wanted - set(held)))
        beside = Counter(held) - Counter(wanted)
        yield from (f"uppgiften {name} fanns i regelmotorn utan att ha lämnats eller härletts" for name in sorted(beside))


def each_once(run: Run) -> Iterator[str]:
    """No two facts have one id, given or derived."""
    if len(run.session.facts) != len(run.request.facts) + len(run.answer.derived):
        ids = Counter(fact["id"] for fact in (*run.request.facts, *run.answer.derived))
        yield from (f"uppgiften {name} står {times} gånger" for name, times in sorted(ids.items()) if times > 1)


def derived_as_counted(run: Run) -> Iterator[str]:
    """What came back derived is as many facts as the engine held beside those it was given."""
    counted = len(run.answer.held) - len(run.request.facts) - len(run.request.schedule) - 1
    if counted != len(run.answer.derived):
        yield f"regelmotorn höll {counted} härledda uppgifter, men lämnade {len(run.answer.derived)}"


def nothing_left(run: Run) -> Iterator[str]:
    """Nothing of the run is left in the engine for the next one to meet."""
    if not run.answer.is_empty:
        yield "regelmotorn höll uppgifter efter körningen"


# --- what was derived -----------------------------------------------------------------------------------------------


def as_declared(run: Run) -> Iterator[str]:
    """Every derived fact is of a kind that is derived or counted, with its fields and the id that they give."""
    for fact in run.answer.derived:
        declared = _declared(fact["kind"])
        if declared is None:
            yield f"uppgiften {fact['id']} är av slaget {fact['kind']}, som inte härleds"
        elif not _has_fields(fact, declared):
            yield f"uppgiften {fact['id']} har andra fält eller värden än {fact['kind']} ska ha"
        elif fact["id"] != declared.prefix + "|".join([str(fact[name]) for name in declared.key]):
            yield f"uppgiften {fact['id']} har inte det id som dess fält ger"


class _Declared(NamedTuple):
    values: Callable[[Fields], tuple[object, ...]]
    types: list[type[str] | type[int]]
    integers: tuple[str, ...]
    prefix: str
    key: tuple[str, ...]


@cache
def _declared(name: str) -> _Declared | None:
    """What a kind that is derived or counted is declared to have, its id and name first."""
    kind = KINDS.get(name)
    if kind is None or not (kind.derived or name == "antal"):
        return None
    types: list[type[str] | type[int]] = [str, str, *(str if is_ == "s" else int for is_ in kind.fields.values())]
    integers = tuple(field for field, is_ in kind.fields.items() if is_ == "i")
    return _Declared(itemgetter("id", "kind", *kind.fields), types, integers, f"{name}:", kind.key)


def _has_fields(fact: Fields, declared: _Declared) -> bool:
    try:
        types = [*map(type, declared.values(fact))]
    except KeyError:
        return False
    return len(fact) == len(types) and types == declared.types and (not declared.integers or _is_exact(fact, declared.integers))


def _is_exact(fact: Fields, integers: Sequence[str]) -> bool:
    return all(abs(fact[name]) <= EXACT_RANGE for name in integers)


def rated_once(run: Run) -> Iterator[str]:
    """Everything that is to be rated has one rating, and nothing else has any."""
    levels = {name for name, _ in run.request.schedule} & set(LEVELS)
    nodes = {fact["nod"]: fact["niva"] for fact in run.request.facts if fact["kind"] == "nod"}
    known = nodes.keys() | run.request.parents.keys()
    due = {node for node in known if node not in nodes or nodes[node] in levels}
    rated = Counter(fact["nod"] for fact in run.session.facts.values() if fact["kind"] == "bedomning")
    yield from (f"{node} saknar bedömning" for node in sorted(due - rated.keys()))
    yield from (f"{node} är bedömd utan att finnas" for node in sorted(rated.keys() - known))
    yield from (f"{node} har {times} bedömningar" for node, times in sorted(rated.items()) if times > 1)


# --- the trace ------------------------------------------------------------------------------------------------------


def fired_by_rules(run: Run) -> Iterator[str]:
    """Every firing is of a rule of the year, in that rule's phase while it is open, of facts of the kinds that its conditions name."""
    shapes = shapes_of(run.request.year, run.request.marks)
    kinds = {name: fact["kind"] for name, fact in run.session.facts.items()}
    steps = {phase_name(name, step): (number, step) for number, (name, step) in enumerate(run.request.schedule)}
    before = 0
    for firing in run.session.firings:
        now, step = steps.get(firing.phase, (-1, ""))
        if now < before:
            yield f"regeln {firing.rule} gällde i fasen {firing.phase}, som inte var öppen"
        before = max(now, before)
        if firing.rule != COUNTED:
            shape = (step, [(alias, kinds.get(name)) for alias, name in firing.because], kinds.get(firing.therefore))
            if shape != shapes.get(firing.rule):
                yield f"steget till {firing.therefore} är inte ett som regeln {firing.rule} kan ta"


@lru_cache(maxsize=32)
def shapes_of(year: int, marks: frozenset[str]) -> dict[str, tuple[object, ...]]:
    """Of each rule of a run its phase, its aliases with their kinds and the kind derived: read from the lines, for they are not parsed here."""
    return {rule.id: (rule.phase, [*_heads(rule)], rule.then.split()[0]) for rule in rules_of(year, marks)}


def _heads(rule: Rule) -> Iterator[tuple[str, str]]:
    for line in rule.when:
        if not line.startswith("!"):
            alias, _, rest = line.partition(":")
            yield alias, rest.split()[0]


def closed_trace(run: Run) -> Iterator[str]:
    """Everything derived has a step that derives it, from facts that were there before, all the way down to given ones."""
    derived, given = run.session.derived, run.session.facts.keys() - run.session.derived
    made: dict[str, int] = {}
    late = False
    for number, firing in enumerate(run.session.firings):
        if firing.therefore not in derived:
            yield f"regeln {firing.rule} gav {firing.therefore}, som inte finns bland det härledda"
        own = made.get(firing.therefore, number)
        for _, cause in firing.because:
            if cause not in given:
                at = made.get(cause)
                if at is None:
                    yield f"steget till {firing.therefore} vilar på {cause}, som inte fanns"
                late = late or (at is not None and at >= own)
        made[firing.therefore] = own
    yield from (f"{name} är härledd utan steg" for name in sorted(derived - made.keys()))
    if late:
        yield from _circular(run.session)


def _circular(session: Session) -> Iterator[str]:
    """A second way to a fact may rest on what came after the first, but not on the fact itself."""
    graph: dict[str, set[str]] = {}
    for firing in session.firings:
        graph.setdefault(firing.therefore, set()).update(cause for _, cause in firing.because if cause in session.derived)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        yield f"spåret går i ring: {' ← '.join(error.args[1])}"


INVARIANTS: tuple[Invariant, ...] = (
    held_as_given,
    each_once,
    derived_as_counted,
    nothing_left,
    as_declared,
    rated_once,
    fired_by_rules,
    closed_trace,
)
