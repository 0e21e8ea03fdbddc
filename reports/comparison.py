"""Two years or two saved runs side by side, as values: goals, ratings with what moved them, figures with their difference.

Numbers are strings in their printed unit, codes ASCII, texts Swedish.
"""

from __future__ import annotations

from dataclasses import dataclass

CAUSES = ("uppgifter", "dagen", "lag", "regler", "kan_inte_skiljas")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: what it is called, whose and of which year it is, what kind of report as of which day, and by which version it was made."""

    label: str
    organisation_id: str
    organisation: str
    year: int
    kind: str
    as_of: str
    version: str


@dataclass(frozen=True, slots=True)
class GoalChange:
    """A goal or mätetal on both sides whose title or level is another, or one that is on one side alone (the other is None)."""

    id: str
    level: str
    title: str | None
    other_title: str | None
    target: str | None = None
    other_target: str | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A rating that is another: the sentence that decided it on each side, and what moved it, one of CAUSES."""

    id: str
    title: str
    level: str
    rating: str
    other_rating: str
    said: str
    other_said: str
    cause: str
    why: str


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount with a role on both sides, as printed; `difference` is the other less the one in `unit`, None where one is missing."""

    name: str
    amount: str | None
    other_amount: str | None
    difference: str | None
    unit: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The one side and the other, and what differs. `shared` is how many ratings are on both."""

    one: Side
    other: Side
    figures: tuple[Figure, ...]
    shared: int
    moved: tuple[Moved, ...]
    came: tuple[GoalChange, ...]
    went: tuple[GoalChange, ...]
    changed: tuple[GoalChange, ...]
