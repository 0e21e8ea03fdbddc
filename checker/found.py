"""What a search has found, as changes: of what is known the nearest number each way, of what is missing the border of each outcome.

A missing fact may stand behind several ratings. Its line is cut wherever any leaf becomes another, and the pieces that give a
node the same are joined again, so that the border told of a node is its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from checker.candidates import Candidate, Choice
from checker.probing import Codes
from checker.searching import Segment
from facts.changes import Change
from facts.ids import ascii_id


@dataclass(frozen=True, slots=True)
class Found:
    """A change that makes its leaf another: how near it is, which way the fact goes, and where the same is true of a missing fact."""

    what: Candidate | Choice
    at: int | str
    change: Change
    nearness: Fraction
    direction: str = "-"
    segment: Segment | None = None


Answered = tuple[Candidate, Sequence[Segment]]
Followed = tuple[Found, Codes]


def of_known(one: Candidate, parts: Sequence[Segment], base: str) -> Iterator[Found]:
    """The nearest number in each direction for each other outcome."""
    start = one.where.start
    if start is None:
        return
    for part in parts:
        if part.code != base and (one.is_open or not part.first <= start <= part.last):
            at = min(max(start, part.first), part.last)
            direction = "upp" if at > start else "ned" if at < start else "-"
            size = Fraction(one.of) if one.of else Fraction(max(abs(at), abs(start), 1))
            yield Found(one, at, one.make(at), abs(at - start) / size, direction)


def of_missing(answered: Iterable[Answered], base: Codes) -> Iterator[Found]:
    """The pieces of each missing fact's line that make any leaf another."""
    seen = Counter[tuple[str, str]]()
    facts: dict[tuple[str, int], list[Answered]] = defaultdict(list)
    for one, parts in answered:
        if one.where.start is None:
            facts[one.fact, seen[one.fact, one.leaf]].append((one, parts))
            seen[one.fact, one.leaf] += 1
    for lines in facts.values():
        yield from _pieces(lines, base)


def _pieces(lines: Sequence[Answered], base: Codes) -> Iterator[Found]:
    first = lines[0][0]
    low, high = min(one.where.low for one, _ in lines), max(one.where.high for one, _ in lines)
    what = replace(first, where=replace(first.where, low=low, high=high))
    cuts = sorted({low, *(part.first for _, parts in lines for part in parts[1:])})
    for at, after in pairwise([*cuts, high + 1]):
        codes = [(one, _code_at(parts, at)) for one, parts in lines]
        if any(code != base[ascii_id(one.leaf)] for one, code in codes):
            yield Found(what, at, what.make(at), Fraction(0), segment=Segment(at, after - 1, codes[0][1]))


def _code_at(parts: Sequence[Segment], at: int) -> str:
    """The answer at a number; past the ends of a line it is that of the end."""
    return next((part.code for part in parts if at <= part.last), parts[-1].code)


def joined(node: str, followed: Sequence[Followed]) -> Iterator[Followed]:
    """What moves a node, the pieces of a missing fact joined where they give it the same, each at the border next to what gives another."""
    run: list[Followed] = []
    for one in followed:
        if run and not _goes_on(run[-1], one, node):
            yield _at_border(run)
            run = []
        run.append(one)
    if run:
        yield _at_border(run)


def _goes_on(before: Followed, after: Followed, node: str) -> bool:
    one, other = before[0].segment, after[0].segment
    if one is None or other is None or before[0].what is not after[0].what:
        return False
    return one.last + 1 == other.first and before[1][node] == after[1][node]


def _at_border(run: Sequence[Followed]) -> Followed:
    (found, codes), (end, end_codes) = run[0], run[-1]
    what = found.what
    if found.segment is None or end.segment is None or not isinstance(what, Candidate):
        return found, codes
    segment = replace(found.segment, last=end.segment.last)
    if segment.first == what.where.low and segment.last != what.where.high:
        at, codes = segment.last, end_codes
    else:
        at = segment.first
    return replace(found, at=at, change=what.make(at), segment=segment), codes
