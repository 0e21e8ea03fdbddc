"""The search along one line of whole numbers: where what a change gives becomes another, found by asking and halving alone.

What is asked first are the ends of the line, where the fact stands, and the numbers beside those that the facts themselves hold.
Where two neighbours give different answers, what lies between them is halved until they stand side by side.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

Search = Generator[list[int], list[str], "list[Segment]"]


@dataclass(frozen=True, slots=True)
class Segment:
    """Whole numbers side by side that give the same answer, both ends included."""

    first: int
    last: int
    code: str


@dataclass(frozen=True, slots=True)
class Line:
    """The numbers from low to high; `start` is where the fact stands, if it is known, and `near` what is asked about besides."""

    low: int
    high: int
    start: int | None = None
    near: frozenset[int] = frozenset()


def line(start: int | None, near: Iterable[int], low: int | None = None, high: int | None = None) -> Line:
    """A line ten times as long as its farthest known number, within the ends that are given."""
    known = {*near} if start is None else {*near, start}
    reach = 10 * max(10, *map(abs, known))
    least, most = -reach if low is None else low, reach if high is None else high
    inside = {one for one in known if least <= one <= most} | ({start} if start is not None else set())
    return Line(min(least, *inside), max(most, *inside), start, frozenset(inside))


def around(value: Decimal) -> Iterable[int]:
    """The whole numbers at and beside a value."""
    floor, ceiling = int(value.to_integral_value(ROUND_FLOOR)), int(value.to_integral_value(ROUND_CEILING))
    return {floor - 1, floor, ceiling, ceiling + 1}


def segments(where: Line) -> Search:
    """Ask for answers at whole numbers until every change between neighbours stands between two that are side by side."""
    found: dict[int, str] = {}
    asked = sorted({where.low, where.high, *where.near})
    while asked:
        found |= dict(zip(asked, (yield asked), strict=True))
        places = sorted(found)
        asked = [(one + other) // 2 for one, other in pairwise(places) if found[one] != found[other] and other - one > 1]
    return _joined(found)


def _joined(found: dict[int, str]) -> list[Segment]:
    joined: list[Segment] = []
    for place in sorted(found):
        if joined and joined[-1].code == found[place]:
            joined[-1] = Segment(joined[-1].first, place, found[place])
        else:
            joined.append(Segment(place, place, found[place]))
    return joined
