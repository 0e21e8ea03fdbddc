"""What stands above the leaves, rated by the rules from the codes of its members alone: nothing else matters to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from checker.given import Given
from checker.pipeline import SCHEDULE, engine_of
from checker.probing import MOST_COPIES, Codes, copy_name, rating_of
from rules.kinds import LEVELS

Fact = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A node above the leaves with other codes for some of its members."""

    node: str
    members: frozenset[tuple[str, str]]


class Above:
    """Rates goals, control areas, units, parts and the whole from their members' codes."""

    def __init__(self, given: Given, base: Codes, year: int) -> None:
        self._engine, self._base = engine_of(year), base
        self._nodes = {fact["nod"]: fact for fact in given.engine if fact["kind"] == "nod"}
        self._members: dict[str, list[str]] = defaultdict(list)
        for child, parent in given.parents.items():
            self._members[parent].append(child)
        self._shared = [fact for fact in given.engine if fact["kind"] in ("ar", "ratingtabell", "gehtabell")]
        self._known: dict[Asked, str] = {}
        self.parents = given.parents

    def propagate(self, effects: Sequence[Codes]) -> list[Codes]:
        """Each set of changed leaves with all that changes above them."""
        found = [dict(effect) for effect in effects]
        for level in LEVELS:
            asked = [self._asked(codes, level) for codes in found]
            self._answer(level, {one for several in asked for one in several})
            for codes, several in zip(found, asked, strict=True):
                codes |= {one.node: self._known[one] for one in several if self._known[one] != self._base[one.node]}
        return found

    def _asked(self, codes: Codes, level: str) -> list[Asked]:
        changed_members: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for node, code in codes.items():
            parent = self.parents.get(node)
            if parent and self._nodes[parent]["niva"] == level:
                changed_members[parent].add((node, code))
        return [Asked(node, frozenset(members)) for node, members in changed_members.items()]

    def _answer(self, level: str, asked: set[Asked]) -> None:
        """Rate what is not known yet; the whole alone in its run, for its rules name the parts."""
        new = sorted(asked - self._known.keys(), key=lambda one: (one.node, sorted(one.members)))
        parts = [[one] for one in new] if level == "whole" else [new[at : at + MOST_COPIES] for at in range(0, len(new), MOST_COPIES)]
        for part in parts:
            self._known |= dict(zip(part, self._rated(level, part), strict=True))

    def _rated(self, level: str, asked: Sequence[Asked]) -> list[str]:
        facts, parents, names = list(self._shared), dict[str, str](), []
        for at, one in enumerate(asked):
            copy: Callable[[str], str] = str if level == "whole" else partial(copy_name, at=at)
            names.append(copy(one.node))
            facts.append({**self._nodes[one.node], "id": names[-1], "nod": names[-1]})
            codes = dict(one.members)
            for member in self._members[one.node]:
                parents[copy(member)] = names[-1]
                facts.append(_judged(copy(member), codes.get(member, self._base[member])))
        steps = tuple(step for step in SCHEDULE if step[0] == level)
        session = self._engine.run(facts, steps, parents)
        return [session.facts[f"bedomning:{name}"]["kod"] for name in names]


def _judged(name: str, code: str) -> Fact:
    """A member as the rules have rated it."""
    rating = rating_of(code)
    reason = "medlem_oavgjord" if rating == "underlag_saknas" else "-"
    return {"id": f"bedomning:{name}", "kind": "bedomning", "nod": name, "niva": "-", "area": "-", "kod": code, "rating": rating, "orsak": reason}
