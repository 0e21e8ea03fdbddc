"""Years of any number of goals, made of one real goal of the bundled year again and again, and the watch that measures are taken with."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from time import perf_counter
from typing import Any

from checker.given import Given
from checker.pipeline import Earlier
from facts.loading import bundled_root, find_organisation, load_year
from facts.year import Year

YEAR = 2020
PATTERN = ("nod", "krit", "niva", "utfall", "uppfoljning", "pastaende", "jamforgrupp")  # of one goal
GROUP = 10  # goals of one level, scale and basis, which the rules hold against each other

Fact = dict[str, Any]


class Watch:
    """Notes how long each named part of a run took, in milliseconds."""

    def __init__(self) -> None:
        self.parts: dict[str, float] = {}
        self._since = perf_counter()

    def note(self, part: str) -> None:
        now = perf_counter()
        self.parts[part] = self.parts.get(part, 0) + (now - self._since) * 1000
        self._since = now


def say(text: str) -> None:
    """A line of what is measured, as soon as it is known."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def load() -> tuple[Year, Earlier]:
    folder = find_organisation(bundled_root(), None)
    year = load_year(folder, YEAR)
    return year, Earlier(folder, year)


def belongs(name: object, goal: str) -> bool:
    return isinstance(name, str) and (name == goal or name.startswith((f"{goal}.", f"{goal}:")))


class Goals:
    """A year of any number of goals: one real goal with a criterion, a level, a figure and a claim, again and again."""

    def __init__(self, given: Given) -> None:
        goals = [fact["nod"] for fact in given.engine if fact["kind"] == "nod" and fact["niva"] == "goal" and fact["area"] == "mal"]
        of_goal = {goal: [fact for fact in given.engine if any(belongs(value, goal) for value in fact.values())] for goal in goals}
        kinds = {goal: sorted(fact["kind"] for fact in belonging if fact["kind"] in PATTERN) for goal, belonging in of_goal.items()}
        self._one = next(goal for goal in goals if kinds[goal] == sorted(PATTERN))
        self.pattern = [fact for fact in of_goal[self._one] if fact["kind"] in PATTERN]
        taken = {fact["id"] for belonging in of_goal.values() for fact in belonging}
        self._rest = [fact for fact in given.engine if fact["id"] not in taken]
        self._links = {child: parent for child, parent in given.parents.items() if belongs(child, self._one)}
        self._other_links = {child: parent for child, parent in given.parents.items() if child not in taken}

    def year_of(self, count: int) -> tuple[list[Fact], dict[str, str]]:
        """The facts of a year with so many goals, and which node is a member of which."""
        names = [f"B-{number}" for number in range(count)]
        links = {child.replace(self._one, name): parent.replace(self._one, name) for name in names for child, parent in self._links.items()}
        return [*self._rest, *(fact for number in range(count) for fact in self._goal(number))], self._other_links | links

    def _goal(self, number: int) -> Iterator[Fact]:
        """Figures below, on and above the level, in groups of a few goals that the rules hold against each other."""
        off = _off(number) * 10**6
        for fact in self.pattern:
            new: Fact = {name: value.replace(self._one, f"B-{number}") if isinstance(value, str) else value for name, value in fact.items()}
            if new["kind"] == "utfall":
                new |= {"lo": new["lo"] + off, "hi": new["hi"] + off}
            elif new["kind"] == "jamforgrupp":
                new["grupp"] = f"{new['grupp']}|{number // GROUP}"
            yield new


def year_of_goals(count: int) -> tuple[Year, Earlier]:
    """The same year for those who read facts as they are written: so many goals, each with a mätetal, an outcome and a claim."""
    year, others = load()
    goal = next(goal for goal in year.goals if goal.id == "F-4.3.3-3")
    (criterion,) = goal.criteria
    (outcome,) = [outcome for outcome in year.outcomes if outcome.criterion == criterion.id]
    (claim,) = [claim for claim in year.claims if claim.about == goal.id]
    names = [(f"B-{number}", f"B-{number}.1", f"bas {number // GROUP}", Decimal(90 + _off(number))) for number in range(count)]
    made = replace(
        year,
        goals=tuple(
            goal.model_copy(update={"id": name, "criteria": (criterion.model_copy(update={"id": inner, "base": base}),)})
            for name, inner, base, _ in names
        ),
        outcomes=tuple(outcome.model_copy(update={"criterion": inner, "value": value}) for _, inner, _, value in names),
        claims=tuple(claim.model_copy(update={"about": name}) for name, *_ in names),
        follow_ups=(),
        count_claims=(),
    )
    return made, others


def _off(number: int) -> int:
    """How far from its level the figure of a goal is: below, on and above."""
    return number * 7919 % 41 - 20
