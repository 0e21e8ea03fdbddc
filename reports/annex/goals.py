"""Sections 3 and 4: the sums of each unit, and the table of goals with a line for every mätetal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reports import ratingwords
from reports.annex.anchors import Link, cited
from reports.annex.items import Item, Items, Mark, mark
from reports.report import RATINGS, Rating, Report
from reports.selection import by_unit, with_members

CLAIMED = ("uppfyllt", "delvis", "ej", "")


@dataclass(frozen=True, slots=True)
class Sum:
    """How many goals or mätetal a unit has, by what is shown, what is claimed, and how the two agree."""

    name: str
    total: int
    shown: dict[str, int]
    claimed: dict[str, int]
    verdicts: dict[str, int]


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A line of the table of goals."""

    item: Item
    is_goal: bool
    target: str
    outcome: str
    sources: tuple[Link, ...]
    shown: Mark
    claimed: Mark | None
    difference: str


@dataclass(frozen=True, slots=True)
class UnitGoals:
    """The goals of a unit, each followed by its mätetal."""

    name: str
    rows: tuple[GoalRow, ...]


def sums(report: Report, level: str) -> tuple[Sum, ...]:
    """A line for each unit that has any, and their sum."""
    of_level = [rating for rating in report.ratings if rating.level == level and rating.area == "mal"]
    units = by_unit(report, of_level)
    total = [("Summa", of_level)] if of_level else []
    return tuple(_sum(name, mine) for name, mine in [*units, *total])


def _sum(name: str, ratings: Sequence[Rating]) -> Sum:
    shown = Counter(rating.rating for rating in ratings)
    claimed = Counter(rating.claimed or "" for rating in ratings)
    verdicts = Counter(rating.verdict or "" for rating in ratings)
    counts = {code: verdicts[code] for code in ("bekraftat", "motsagt", "obestyrkt", "")}
    return Sum(name, len(ratings), {code: shown[code] for code in RATINGS}, {code: claimed[code] for code in CLAIMED}, counts)


def goal_tables(report: Report, items: Items) -> tuple[UnitGoals, ...]:
    """A table for each unit."""
    wanted = [rating for rating in report.ratings if rating.level in {"goal", "criterion"} and rating.area == "mal"]
    answers = _answers(report)
    return tuple(UnitGoals(name, tuple(_row(one, items, answers) for one in with_members(mine))) for name, mine in by_unit(report, wanted))


def _answers(report: Report) -> dict[str, str]:
    """How many answers a share rests on, by mätetal."""
    found = {}
    for fact in report.facts.values():
        if fact.get("kind") == "svarsbas" and (outcome := report.facts.get(str(fact.get("utfall")))):
            found[str(outcome.get("krit"))] = f"{fact.get('n')} svar" if fact.get("slag") == "svar" else f"{fact.get('n')} i gruppen"
    return found


def _row(rating: Rating, items: Items, answers: dict[str, str]) -> GoalRow:
    outcome = "; ".join(rating.outcomes)
    outcome += f" ({answers[rating.id]})" if rating.id in answers else ""
    claimed = mark(rating.claimed) if rating.claimed else None
    return GoalRow(
        items.ratings[rating.id], rating.level == "goal", rating.target or "", outcome, cited(rating.sources), mark(rating.rating), claimed,
        difference(rating),
    )  # fmt: skip


def difference(rating: Rating) -> str:
    """How the claim stands to what is shown, and why nothing is shown where that is so."""
    return ", ".join(filter(None, (ratingwords.verdict(rating), ratingwords.direction(rating), ratingwords.reason(rating))))
