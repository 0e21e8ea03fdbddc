"""Facts that no rule can bring together are run apart, so that each of many thousand goals takes no longer than one of a few.

The engine keeps what stands in one place of a join in 512 heaps: past some thousands of facts each new one waits for all that
lie in its heap. The parts are proved apart, never supposed to be:

- A link is a field that says what a fact is about (`LINKS`). Given facts with the value of a link in common are one group, and a
  group is in one part. Facts without links are in the first part; kinds in `COMMON` are given to every part alike.
- A rule runs in every part when its conditions hang together by links: then all that one firing matches, and all that could
  deny it, is of one group. Every other rule runs in the first part alone.
- Every fact of a part, given, counted or derived, has links to that part alone; and outside the first part none is such as a
  condition of the first part's own rules could take. Where one is, nothing of the parts is used: all facts are run together.

So each rule fires in the parts just as it does on all facts together. A node whose members are of other groups is in the first
part, which is run last and counts them there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from checker.counting import count_members
from checker.engine import Engine
from checker.groups import Groups
from checker.session import Fields, Firing, RunFailed, Session, by_id, phase_name
from rules.kinds import KINDS
from rules.language import Pattern, Ref, Rule

LINKS = frozenset({"krit", "mal", "nod", "om", "utfall", "utsaga", "grupp", "moment", "avst", "uppgift", "sak", "pastaende", "avvikelse", "ordid"})
LINKS_OF = {"antalspastaende": frozenset({"enhet"}), "avstamningsutfall": frozenset({"avst"})}
COMMON = frozenset({"ar", "plan", "lagkonstant", "vasentlighetstal", "statustabell", "ratingtabell", "belaggtabell", "gehtabell"})
WORTH_PARTING = 6_000  # given facts; fewer are run together
PART = 1_500  # so many given facts in a part, and what is left of its last group
FIRST = 0
_COMPARED: Mapping[str, Compared] = {"=": eq, "!=": ne, ">=": ge, "<=": le, ">": gt, "<": lt}

Compared = Callable[[Any, Any], bool]
Count = Callable[[Mapping[str, str], str, str, Session], Iterable[tuple[Fields, Firing]]]


class _NotApart(RunFailed):
    """A fact of a part that a rule could bring together with one of another."""


@cache
def links(kind: str) -> list[str]:
    """The fields that say what a fact of the kind is about."""
    return [name for name, is_ in KINDS[kind].fields.items() if is_ == "s" and name in LINKS | LINKS_OF.get(kind, frozenset())]


def hangs_together(rule: Rule) -> bool:
    """Whether all that the rule matches, and all that denies it, is of one group, whatever the facts are."""
    kinds = {pattern.alias: pattern.kind for pattern in rule.patterns if not pattern.negated and pattern.kind not in COMMON}
    tied = {alias: alias for alias in kinds}

    def root(alias: str) -> str:
        while tied[alias] != alias:
            alias = tied[alias]
        return alias

    for pattern in (pattern for pattern in rule.patterns if pattern.kind not in COMMON):
        others = list(_linked(pattern, kinds))
        if pattern.negated and not others:
            return False
        for other in [] if pattern.negated else others:
            tied[root(pattern.alias)] = root(other)
    return len({root(alias) for alias in kinds}) == 1


def _linked(pattern: Pattern, kinds: Mapping[str, str]) -> Iterator[str]:
    """The aliases that the condition says are about the same as the fact it takes."""
    for test in pattern.tests:
        if test.op == "=" and isinstance(test.operand, Ref) and test.field in links(pattern.kind):
            alias, field = test.operand.alias, test.operand.field
            if alias in kinds and field in links(kinds[alias]):
                yield alias


class Parted:
    """The rules of a run, on all facts together or, where they are many, on parts that are proved apart."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple(rules)
        self._whole = Engine(rules)
        self.held: list[str] = []
        self._read = {pattern.kind for rule in rules for pattern in rule.patterns}

    @cached_property
    def _apart(self) -> Engine:
        return Engine([rule for rule in self._rules if hangs_together(rule)])

    @cached_property
    def _kept(self) -> Mapping[str, list[list[tuple[str, Compared, object]]]]:
        """By kind what the conditions of the first part's own rules ask of a fact by itself."""
        kept: dict[str, list[list[tuple[str, Compared, object]]]] = defaultdict(list)
        for rule in self._rules:
            for pattern in [] if hangs_together(rule) else rule.patterns:
                if pattern.kind not in COMMON:
                    kept[pattern.kind].append([(test.field, _COMPARED[test.op], test.operand) for test in pattern.tests if not test.is_join])
        return kept

    @cached_property
    def _named(self) -> set[str]:
        """What conclusions and conditions name by itself as what they are about."""
        tests = [(pattern.kind, test.field, test.operand) for rule in self._rules for pattern in rule.patterns for test in pattern.tests]
        tests += [(rule.conclusion.kind, name, operand) for rule in self._rules for name, operand in rule.conclusion.fields]
        return {operand for kind, name, operand in tests if isinstance(operand, str) and name in links(kind)}

    def run(self, facts: Iterable[Fields], phases: Sequence[tuple[str, str]], parents: Mapping[str, str], count: Count = count_members) -> Session:
        """Run the rules. Raises RunFailed when anything was lost, doubled or contradicted."""
        facts = sorted(facts, key=by_id)
        if len(facts) >= WORTH_PARTING:
            try:
                return self._in_parts(facts, phases, parents, count)
            except RunFailed:
                pass  # not apart, or not whole: what all facts give together decides
        session = self._whole.run(facts, phases, partial(count, parents))
        self.held = self._whole.held
        return session

    def is_empty(self) -> bool:
        """Whether nothing is left of the run before."""
        return self._whole.is_empty() and ("_apart" not in vars(self) or self._apart.is_empty())

    def _in_parts(self, facts: Sequence[Fields], phases: Sequence[tuple[str, str]], parents: Mapping[str, str], count: Count) -> Session:
        part_of = self._grouped(facts, parents).parts(PART)
        common = [fact for fact in facts if fact["kind"] in COMMON]
        given: dict[int, list[Fields]] = defaultdict(list)
        above: dict[int, dict[str, str]] = defaultdict(dict)
        for fact in facts:
            if fact["kind"] not in COMMON:
                given[_part(fact, part_of)].append(fact)
        for child, parent in parents.items():
            above[part_of.get(parent, FIRST)][child] = parent
        below: dict[str, Fields] = {}
        derived: set[str] = set()
        firings: list[Firing] = []
        held: list[str] = []
        for number in sorted(given.keys() - {FIRST}):
            part = self._apart.run([*common, *given[number]], phases, partial(count, above[number]), partial(self._watch, number, part_of))
            _refuse_contradicted(below, part.facts)
            held += [name for name in self._apart.held if name in part.facts and name not in below and part.facts[name]["kind"] not in COMMON]
            below |= part.facts
            derived |= part.derived
            firings += part.firings
        beside = {name: fact for name, fact in below.items() if fact["kind"] not in COMMON}
        first = self._whole.run([*common, *given[FIRST]], phases, partial(count, above[FIRST]), partial(self._watch, FIRST, part_of), beside)
        self.held = [*held, *self._whole.held]  # what every part was given alike, the session and the phases, as the first part held them
        place = {phase_name(name, step): at for at, (name, step) in enumerate(phases)}
        firings = sorted([*firings, *first.firings], key=lambda firing: place[firing.phase])
        return Session({fact["id"]: fact for fact in facts} | first.facts, derived | first.derived, firings, first.phase)

    def _grouped(self, facts: Sequence[Fields], parents: Mapping[str, str]) -> Groups:
        """The groups of the given facts, with what belongs to the first part in it."""
        groups = Groups()
        for fact in facts:
            if (kind := fact["kind"]) not in COMMON:
                values = [fact[name] for name in links(kind)]
                groups.join(values)
                if kind in self._kept and self._is_kept(fact):
                    groups.keep(values)
        groups.keep(sorted(self._named))
        while above := [parent for child, parent in parents.items() if not groups.are_one(child, parent) and not groups.is_kept(parent)]:
            groups.keep(above)
        return groups

    def _is_kept(self, fact: Fields) -> bool:
        """Whether a rule that runs in the first part alone could take the fact."""
        for tests in self._kept.get(fact["kind"], ()):
            for name, compared, operand in tests:
                if not compared(fact[name], operand):
                    break
            else:
                return True
        return False

    def _watch(self, number: int, part_of: Mapping[str, int], fact: Fields) -> None:
        """Raises for a fact of the part that a rule could bring together with one of another."""
        kind = fact["kind"]
        if kind in COMMON or kind not in self._read:
            return
        named = links(kind)
        for name in named:
            if part_of.get(fact[name], FIRST) != number:
                raise _NotApart(f"{fact['id']} kan inte prövas för sig")
        if number != FIRST and (not named or (kind in self._kept and self._is_kept(fact))):
            raise _NotApart(f"{fact['id']} kan inte prövas för sig")


def _refuse_contradicted(below: Mapping[str, Fields], part: Mapping[str, Fields]) -> None:
    """What several parts conclude of the whole is one fact; raises where they do not conclude the same."""
    for name in below.keys() & part.keys():
        if below[name] != part[name]:
            raise RunFailed(f"delarna motsäger varandra: {below[name]} och {part[name]}")


def _part(fact: Fields, part_of: Mapping[str, int]) -> int:
    return next((part_of[fact[name]] for name in links(fact["kind"])), FIRST)
