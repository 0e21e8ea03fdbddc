"""What would change a rating, as values: the nearest changes of single facts, and a year before and after facts were set.

Numbers are strings in their printed unit, codes ASCII, texts Swedish. Nothing here is evidence: a change is a question, not an outcome.
"""

from __future__ import annotations

from dataclasses import dataclass

from reports.report import Report, Step

KINDS = ("siffra", "svar", "belopp", "resultat", "kontroll", "status", "saknas")


@dataclass(frozen=True, slots=True)
class Nearest:
    """A change of one fact. `distance` is in the unit, None where nothing known is altered; `direction` is upp, ned or "-".

    Of a missing fact, `edge` tells on which side of `becomes` it may lie (`until` where it lies between two), and `so_far` what is known
    of it to a day before the year's end. `setting` is the argument of --satt that makes the change; `also` are other facts that do the
    same at the same distance.
    """

    kind: str
    fact: str
    title: str
    unit: str
    was: str | None
    becomes: str
    distance: str | None
    direction: str
    setting: str
    edge: str = "-"
    until: str | None = None
    of: int | None = None
    also: tuple[str, ...] = ()
    so_far: str | None = None


@dataclass(frozen=True, slots=True)
class Through:
    """A rating on the way from the fact that changes it too."""

    id: str
    rating: str
    to: str


@dataclass(frozen=True, slots=True)
class Move:
    """What a rating becomes, by which change of one fact, and through which ratings."""

    to: str
    possible: tuple[str, ...]
    change: Nearest
    through: tuple[Through, ...] = ()


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """A rating with the nearest change to each other rating, the nearest first; `tried` facts were tried."""

    id: str
    title: str
    level: str
    area: str
    rating: str
    possible: tuple[str, ...]
    reason: str | None
    moves: tuple[Move, ...]
    tried: int


@dataclass(frozen=True, slots=True)
class Set:
    """A fact that was set: what it was (None: nothing), what it became, and which ratings rest on it afterwards."""

    fact: str
    title: str
    was: str | None
    becomes: str
    rests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Altered:
    """Something before and after: a rating, a tie or a verdict by its code, with the sentence that decided it, and the new steps behind it."""

    id: str
    title: str
    before: str | None
    after: str | None
    said_before: str
    said_after: str
    possible: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A year before and after facts were set. `ratings` are those that moved, `kept` those that rest on a set fact and did not."""

    before: Report
    after: Report
    settings: tuple[Set, ...]
    ratings: tuple[Altered, ...]
    kept: tuple[Altered, ...]
    verdicts: tuple[Altered, ...]
    ties: tuple[Altered, ...]
    came: tuple[Altered, ...]
    went: tuple[Altered, ...]
