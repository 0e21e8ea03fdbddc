"""What a figure of a day before the year's end says of the year's: the least that a count can be, for it can but grow."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal

from checker.amounts import Amounts
from checker.figures import interval
from checker.given import ENDLESS, SCALE
from facts.goals import Criterion, Outcome
from facts.units import in_base


def least(amounts: Amounts, criterion: Criterion, own: Iterable[Outcome]) -> Decimal | None:
    """The least that a count of the year can be, in the base unit; None where nothing tells it."""
    figures = [(figure_of(amounts, one), one) for one in own if one.is_figure_to_date and criterion.accumulates]
    lows = [interval(value, one.unit or "-", one.bound)[0] for value, one in figures if value is not None]
    return max((Decimal(low) / SCALE for low in lows if low > -ENDLESS), default=None)


def figure_of(amounts: Amounts, outcome: Outcome) -> Decimal | None:
    """The figure in its unit, stated or summed; None where what it is summed from is not there."""
    if outcome.value is not None or not outcome.value_of:
        return outcome.value
    total = amounts.total(outcome.value_of)
    return total.value / in_base(Decimal(1), outcome.unit or "-") if total else None


def reached(low: int | None, known: Decimal | None, step: Decimal, unit: str) -> int | None:
    """The low end of a line of so many steps, raised to what is reached already."""
    if known is None:
        return low
    steps = int((known / in_base(step, unit)).to_integral_value(ROUND_CEILING))
    return steps if low is None else max(steps, low)
