"""What the independent evaluator's parts share: ratings, judgements, findings, exact amounts. No code of the rules.

Section numbers are those of domain.md; "choices" are the written choices where it is silent.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from typing import NamedTuple

from facts.accounts import Table, TextFigure
from facts.goals import Criterion, Goal
from facts.units import in_base
from facts.year import Year

U, D, E = "uppfyllt", "delvis", "ej"
UNDECIDED, WAIVED = "underlag_saknas", "ej_tillampligt"
OPEN = frozenset({U, D, E})
EITHER = frozenset({U, E})
RANK = {E: 0, D: 1, U: 2}
OWN_WORD = "egen_uppgift"


@dataclass(frozen=True)
class Judgement:
    """A rated node: what it can still turn out to be and why, and how the report's own claim stands against it.

    `evidence` holds every belägg that a decided criterion, moment or balanskrav in or under it rests on.
    """

    possible: frozenset[str]
    reason: str | None = None
    evidence: frozenset[str] = frozenset()
    claimed: str | None = None
    verdict: str | None = None
    direction: str | None = None

    @property
    def rating(self) -> str:
        """Decided means one possible rating (section 3)."""
        return next(iter(self.possible)) if len(self.possible) == 1 else UNDECIDED

    @property
    def decided(self) -> bool:
        """Whether one of the three ratings is shown; a waived node is not decided."""
        return self.rating in RANK

    @property
    def own_word_only(self) -> bool:
        """A confirmed claim that rests on the report's own word alone (section 3.1)."""
        return self.verdict == "bekraftat" and self.evidence == {OWN_WORD}


def decided(rating: str, evidence: Iterable[str] = ()) -> Judgement:
    """The judgement that something is shown, and by which belägg."""
    return Judgement(frozenset({rating}), None, frozenset(evidence))


def undecided(possible: frozenset[str], reason: str) -> Judgement:
    """The judgement that the evidence leaves several ratings possible."""
    return Judgement(possible, reason)


NOT_APPLICABLE = Judgement(frozenset({WAIVED}))


class Finding(NamedTuple):
    """An observation beside the ratings: its kind and the ids it is about, in order of text."""

    kind: str
    about: tuple[str, ...]


def finding(kind: str, *about: str) -> Finding:
    """A finding whose ids stand in one fixed order."""
    return Finding(kind, tuple(sorted(set(about))))


def compose(members: Iterable[Judgement]) -> Judgement:
    """Section 3.2: what a goal, unit, part or area can be, from what its members can be."""
    everyone = list(members)
    active = [m for m in everyone if m.rating != WAIVED]
    if not everyone:
        return undecided(OPEN, "malniva_saknas")
    if not active:
        return NOT_APPLICABLE
    possible = frozenset(_can_be(active))
    return over(possible, active)


def over(possible: frozenset[str], active: Iterable[Judgement]) -> Judgement:
    """A composite judgement, on the belägg of what is decided under it; undecided because a member is."""
    evidence = frozenset(belagg for member in active for belagg in member.evidence)
    return Judgement(possible, "medlem_oavgjord" if len(possible) > 1 else None, evidence)


def _can_be(active: list[Judgement]) -> Iterator[str]:
    if all(U in m.possible for m in active):
        yield U
    if all(E in m.possible for m in active):
        yield E
    pairs = permutations(active, 2)
    if any(D in m.possible for m in active) or any(U in a.possible and E in b.possible for a, b in pairs):
        yield D


def with_claim(judged: Judgement, claimed: str | None) -> Judgement:
    """Section 3.3: the claim against the rating, with the direction in which a contradicted claim errs."""
    if claimed is None or judged.rating == WAIVED:
        return replace(judged, claimed=claimed)
    if claimed not in judged.possible:
        return replace(judged, claimed=claimed, verdict="motsagt", direction=_direction(claimed, judged.possible))
    return replace(judged, claimed=claimed, verdict="bekraftat" if judged.decided else "obestyrkt")


def _direction(claimed: str, possible: frozenset[str]) -> str | None:
    ranks = [RANK[rating] for rating in possible]
    if RANK[claimed] > max(ranks):
        return "battre"
    return "samre" if RANK[claimed] < min(ranks) else None


def last_of(year: Year) -> dt.date:
    """The year's last day."""
    return dt.date(year.year, 12, 31)


def day_of(year: Year) -> dt.date:
    """The day that the year is looked at: its own last, unless it is seen on another."""
    seen = getattr(year, "day", None)
    return seen if isinstance(seen, dt.date) else last_of(year)


class Cell(NamedTuple):
    """A printed amount: its value, its unit, and the word that makes it approximate."""

    value: Decimal
    unit: str
    word: str = "exakt"

    @property
    def base(self) -> Fraction:
        """The exact amount in the base unit of its kind."""
        return Fraction(in_base(self.value, self.unit))


def cell(tables: Mapping[str, Table], texts: Mapping[str, TextFigure], name: str) -> Cell | None:
    """The amount that a term without its minus names; None where the printed cell is empty or not there."""
    if name in texts:
        return Cell(texts[name].value, texts[name].unit, texts[name].word)
    table_name, _, rest = name.partition(".")
    row, _, column = rest.partition(".")
    table = tables.get(table_name)
    if table is None or table.draft or row not in table.rows or column not in table.columns:
        return None
    value = table.rows[row][table.columns.index(column)]
    return None if value is None else Cell(value, table.units.get(row, table.unit))


def total(year: Year, terms: Iterable[str]) -> Fraction | None:
    """The signed sum of terms in their base unit; None if any of them is missing (choices, nivå_av / värde_av)."""
    amount = Fraction(0)
    for term in terms:
        found = cell(year.tables, year.text_figures, term.removeprefix("-"))
        if found is None:
            return None
        amount += -found.base if term.startswith("-") else found.base
    return amount


def nearest(value: Fraction, step: Fraction) -> Fraction:
    """The value in whole steps, half a step away from zero."""
    steps = math.floor(abs(value) / step + Fraction(1, 2)) * step
    return steps if value >= 0 else -steps


def criteria_of(year: Year) -> list[tuple[Goal, Criterion]]:
    """Every criterion of the year with its goal."""
    return [(goal, criterion) for goal in year.goals for criterion in goal.criteria]
