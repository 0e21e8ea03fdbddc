"""The trace: the firings of a run in a fixed order, each with its sentence, and which steps stand behind a fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from checker.narrate import Narrator
from checker.session import Firing, Session
from reports.report import Step


def ordered(session: Session, phases: Sequence[str]) -> list[Firing]:
    """The firings by phase, causes before consequences inside a phase, then by rule and facts: the same order every run."""
    depth = _depths(session)
    place = {phase: number for number, phase in enumerate(phases)}
    return sorted(
        session.firings,
        key=lambda firing: (place[firing.phase], depth[firing.therefore], firing.rule, firing.therefore, firing.because),
    )


def _depths(session: Session) -> dict[str, int]:
    """How many firings of the same phase stand before each derived fact."""
    made_in: dict[str, str] = {}
    depth: dict[str, int] = {}
    for firing in session.firings:
        before = [depth[fact] for _, fact in firing.because if made_in.get(fact) == firing.phase]
        found = 1 + max(before, default=0)
        made_in.setdefault(firing.therefore, firing.phase)
        depth[firing.therefore] = min(found, depth.get(firing.therefore, found))
    return depth


def narrated(firings: Iterable[Firing], narrator: Narrator) -> tuple[Step, ...]:
    """Each firing as a numbered step."""
    return tuple(
        Step(number, firing.phase, firing.rule, firing.because, firing.therefore, narrator.tell(firing)) for number, firing in enumerate(firings, 1)
    )


class Behind:
    """Which steps stand behind a fact, all the way down."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = steps
        self._making: dict[str, list[int]] = defaultdict(list)
        for step in steps:
            self._making[step.therefore].append(step.step)
        self._known: dict[str, int] = {}

    def making(self, fact: str) -> list[Step]:
        """The steps that derive the fact."""
        return [self._steps[number - 1] for number in self._making.get(fact, ())]

    def steps(self, *facts: str) -> tuple[int, ...]:
        """The numbers of all steps behind the facts, in order."""
        bits = 0
        for fact in facts:
            bits |= self._of(fact)
        numbers = []
        while bits:
            lowest = bits & -bits
            numbers.append(lowest.bit_length() - 1)
            bits ^= lowest
        return tuple(numbers)

    def _of(self, fact: str) -> int:
        """The steps behind a fact as the bits of a number."""
        bits = self._known.get(fact)
        if bits is None:
            bits = 0
            for step in self.making(fact):
                bits |= 1 << step.step
                for _, cause in step.because:
                    bits |= self._of(cause)
            self._known[fact] = bits
        return bits
