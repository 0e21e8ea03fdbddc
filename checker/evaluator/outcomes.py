"""Which outcomes of a criterion are told, and which are of a day before the year's last (section 3.1)."""

from __future__ import annotations

from decimal import Decimal

from checker.evaluator.values import day_of, last_of
from facts.goals import Criterion, Forecast, Outcome
from facts.units import in_base
from facts.year import Year


def outcomes_of(year: Year, criterion: Criterion) -> list[Outcome]:
    """The outcomes recorded for the criterion; a figure says nothing of a leverans."""
    own = year.outcomes_of.get(criterion.id, ())
    return [o for o in own if criterion.kind == "nivå" or o.status]


def is_so_far(year: Year, outcome: Outcome) -> bool:
    """Whether the outcome is of a day before the year's last, and so not the year's; without a day it is the year's on its last day only."""
    if outcome.as_of is not None:
        return outcome.as_of < last_of(year)
    is_expected = isinstance(outcome, Forecast) or (getattr(year, "expected", False) and any(t.endswith(f".{year.year}") for t in outcome.value_of))
    return day_of(year) < last_of(year) and not is_expected


def still_told(year: Year) -> tuple[Outcome, ...]:
    """The outcomes without those that a later one tells anew."""
    return tuple(old for old in year.outcomes if not any(_told_anew(year, old, new) for new in year.outcomes_of[old.criterion]))


def _told_anew(year: Year, old: Outcome, new: Outcome) -> bool:
    """Whether the newer of the same mätetal tells it later; a count that fell is told still, and statuses but of what was moved or called off."""
    if old.as_of is None or not is_so_far(year, old):
        return False
    if new.as_of is None and (new.status or old.status or is_so_far(year, new)):
        return False
    if new.as_of is not None and not new.as_of > old.as_of:
        return False
    if old.status or new.status:
        return bool(new.status) and old.status in ("framflyttat", "inställt", "annat sammanhang")
    return old.criterion not in growing(year) or (None not in (old.value, new.value) and size_of(new) >= size_of(old))


def growing(year: Year) -> set[str]:
    """The mätetal whose figure can only grow."""
    return {c.id for goal in year.goals for c in goal.criteria if c.accumulates}


def size_of(outcome: Outcome) -> Decimal:
    """The figure in its base unit."""
    return in_base(outcome.value or Decimal(0), outcome.unit or "-")
