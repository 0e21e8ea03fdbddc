"""Drafts in plain Python: what is marked as one is not rated anywhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from facts.year import Year


def drafts_of(year: Year) -> list[str]:
    """The ids of goals, control areas, ties and tables that are drafts."""
    facts: list[Any] = [*year.goals, *year.control_areas, *year.ties]
    return [*(fact.id for fact in facts if fact.draft), *(key for key, table in year.tables.items() if table.draft)]


def decided_only(year: Year) -> Year:
    """The year without its drafts and what is told of them."""
    if not drafts_of(year):
        return year
    goals = [goal for goal in year.goals if not goal.draft]
    there = {goal.id for goal in goals} | {criterion.id for goal in goals for criterion in goal.criteria}
    gone = {name for goal in year.goals if goal.draft for name in (goal.id, *(criterion.id for criterion in goal.criteria))}
    areas = tuple(area for area in year.control_areas if not area.draft)
    moments = {moment.id for area in areas for moment in area.moments}
    tables = {
        key: table.model_copy(update={"roles": {}, "sums": {}, "column_sums": {}}) if table.draft else table for key, table in year.tables.items()
    }
    left: dict[str, Any] = {
        "goals": tuple(goals), "control_areas": areas, "tables": tables, "ties": tuple(tie for tie in year.ties if not tie.draft),
        "outcomes": tuple(outcome for outcome in year.outcomes if outcome.criterion in there),
        "claims": tuple(claim for claim in year.claims if claim.about not in gone),
        "follow_ups": tuple(one for one in year.follow_ups if one.goal not in gone),
        "forecasts": tuple(one for one in year.forecasts if one.criterion in there),
        "measurements": tuple(one for one in year.measurements if one.criterion in there),
        "log": tuple(entry for entry in year.log if entry.moment in moments),
    }  # fmt: skip
    return replace(year, **left)
