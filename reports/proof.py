"""The proof tree of anything a report names: its steps, and under each what it was concluded from, down to facts with a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports.facttext import fact_text, summed_from
from reports.layout import unbroken
from reports.report import Rating, Report, Step
from reports.swedish import sentence
from rules.packs.sammanvagning import COUNTED

ABOVE = "se ovan"
HELPERS = ("tabell:", "scenario:", "liggare:")
_WIDE = ("unit", "part", "whole")


@dataclass(frozen=True, slots=True)
class Node:
    """A step or a fact: `mark` is the rule or the fact's id, `text` what it says, `below` what it rests on."""

    text: str
    mark: str
    is_step: bool = False
    below: tuple[Node, ...] = ()


class Proof:
    """The steps of a report by what they concluded, told as trees in which nothing is told twice."""

    def __init__(self, report: Report, options: str = "") -> None:
        self._facts = report.facts
        self._steps = report.trace
        self._year, self._options = report.year, options
        self._wide = {rating.id for rating in report.ratings if rating.level in _WIDE}
        self._by_conclusion: dict[str, list[Step]] = {}
        for step in report.trace:
            self._by_conclusion.setdefault(step.therefore, []).append(step)
        self._told: set[str] = set()

    def of_steps(self, numbers: Iterable[int], because: str = "") -> list[Node]:
        """A tree for each of the steps that no other of them rests on; the one that says `because` first."""
        wanted = set(numbers)
        steps = [step for step in self._steps if step.step in wanted]
        premises = {fact for step in steps for _, fact in step.because}
        roots = [step for step in steps if step.therefore not in premises]
        return [self._step(step) for step in sorted(roots, key=lambda step: (step.says != because, step.step))]

    def of_fact(self, fact: str) -> list[Node]:
        """How a fact was concluded, or the fact itself where it was given."""
        return list(self._conclusion(fact))

    def uses(self, fact: str) -> list[Step]:
        """The steps that rest directly on a fact."""
        return [step for step in self._steps if fact in dict(step.because).values()]

    def _step(self, step: Step) -> Node:
        self._told.add(step.therefore)
        is_wide = step.rule == COUNTED and _node(step.therefore) in self._wide
        below = [node for alias, fact in step.because for node in (self._member(fact) if is_wide and alias != "nod" else self._conclusion(fact))]
        return Node(sentence(step.says), step.rule, True, tuple(below))

    def _member(self, fact: str) -> Iterator[Node]:
        """A counted member of a unit, a part or the whole: its sentence, and how to ask for what is behind it."""
        if fact not in self._by_conclusion or fact in self._told:
            yield from self._conclusion(fact)
            return
        self._told.add(fact)
        command = unbroken(f"check forklara {self._year} {_node(fact)}{self._options}")
        yield Node(f"{sentence(self._by_conclusion[fact][0].says)} Vidare: {command}", "")

    def _conclusion(self, fact: str) -> Iterator[Node]:
        if fact.startswith(HELPERS):
            return
        if fact not in self._by_conclusion:
            yield self._given(fact)
        elif fact in self._told:
            yield Node(f"{self._by_conclusion[fact][0].says} ({ABOVE})", "")
        else:
            yield from [self._step(step) for step in self._by_conclusion[fact]]

    def _given(self, fact: str) -> Node:
        if fact in self._told:
            return Node(f"({ABOVE})", fact)
        self._told.add(fact)
        known = self._facts.get(fact, {})
        return Node(fact_text(known), fact, below=tuple(self._given(part) for part in summed_from(known) if part in self._facts))


def _node(fact: str) -> str:
    """The id of what a counted or rating fact is about: "bedomning:K-1" is about K-1."""
    return fact.partition(":")[2]


def rests_on(report: Report, steps: Iterable[Step]) -> list[Rating]:
    """The ratings whose trace holds any of the steps."""
    numbers = {step.step for step in steps}
    return [rating for rating in report.ratings if numbers.intersection(rating.trace)]
