"""The proof trees of a whole report, in which every step is told once and linked to from wherever else it is rested on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports.annex.anchors import Anchors, Link
from reports.facttext import fact_text
from reports.report import Report, Step
from reports.swedish import sentence


@dataclass(frozen=True, slots=True)
class Branch:
    """A step with its own anchor and its rule, or a link to a fact or to a step that is told elsewhere; `mark` leads there."""

    kind: str
    text: str
    mark: Link
    anchor: str = ""
    number: int = 0
    below: tuple[Branch, ...] = ()


class Forest:
    """Tells the steps of a report as trees; what is told first is told in full."""

    def __init__(self, report: Report, anchors: Anchors) -> None:
        self._facts, self._steps, self._anchors = report.facts, {step.step: step for step in report.trace}, anchors
        self._by_conclusion: dict[str, list[Step]] = {}
        for step in report.trace:
            self._by_conclusion.setdefault(step.therefore, []).append(step)
        self._told: set[int] = set()
        self._texts: dict[str, str] = {}

    def grown(self, numbers: Iterable[int], because: str = "") -> tuple[Branch, ...]:
        """A tree for each of the steps that no other of them rests on; the one that says `because` first."""
        steps = [self._steps[number] for number in dict.fromkeys(numbers) if number in self._steps]
        premises = {fact for step in steps for _, fact in step.because}
        roots = [step for step in steps if step.therefore not in premises]
        return tuple(self._step(step) for step in sorted(roots, key=lambda step: (step.says != because, step.step)))

    def rest(self) -> tuple[Branch, ...]:
        """The steps that have not been told, the later ones first so that they hold what they rest on."""
        return tuple(self._step(step) for step in reversed(self._steps.values()) if step.step not in self._told)

    def _step(self, step: Step) -> Branch:
        if step.step in self._told:
            return Branch("again", sentence(step.says), Link(f"steg {step.step}", f"s-{step.step}"))
        self._told.add(step.step)
        below = tuple(branch for fact in dict.fromkeys(fact for _, fact in step.because) for branch in self._premise(fact))
        return Branch("step", sentence(step.says), self._anchors.rule(step.rule), f"s-{step.step}", step.step, below)

    def _premise(self, fact: str) -> Iterator[Branch]:
        if fact in self._by_conclusion:
            yield from (self._step(step) for step in self._by_conclusion[fact])
        else:
            yield Branch("fact", self._text(fact), self._anchors.fact(fact))

    def _text(self, fact: str) -> str:
        if fact not in self._texts:
            self._texts[fact] = fact_text(self._facts.get(fact, {}))
        return self._texts[fact]
