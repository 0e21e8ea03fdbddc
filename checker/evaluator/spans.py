"""The figures that a statement allows, as spans with exact ends, and what levels such a span meets (section 3.1)."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from checker.evaluator.values import E, U
from facts.units import last_significant_step

GRID = Fraction(1, 1_000_000)


@dataclass(frozen=True)
class Span:
    """The figures that an outcome allows, both ends included; None is without end."""

    low: Fraction | None
    high: Fraction | None


def span_around(value: Fraction, bound: str) -> Span:
    """The span of a figure with its bound: approximations as spans on a grid of six decimals (choices)."""
    printed = Decimal(value.numerator) / Decimal(value.denominator)
    half = Fraction(last_significant_step(printed)) / 2
    further, nearer = (_above(value), _below(value + half)), (_above(value - half), _below(value))  # from zero; the other way round below it
    ends: dict[str, tuple[Fraction | None, Fraction | None]] = {
        "exakt": (value, value),
        "ungefär": (_from(value - half), _below(value + half)),
        "drygt": further if value >= 0 else nearer,
        "knappt": nearer if value >= 0 else further,
        "mer än": (_above(value), None),
        "mindre än": (None, _below(value)),
        "minst": (value, None),
        "högst": (None, value),
    }
    return Span(*ends[bound])


def _from(value: Fraction) -> Fraction:
    return math.ceil(value / GRID) * GRID


def _above(value: Fraction) -> Fraction:
    return (math.floor(value / GRID) + 1) * GRID


def _below(value: Fraction) -> Fraction:
    return (math.ceil(value / GRID) - 1) * GRID


def meets(operator: str, span: Span, level: Fraction) -> frozenset[str]:
    """Whether figures of the span meet the level, do not, or both. Minst, lägst, max and högst include the limit."""
    low, high = span.low, span.high
    under, at_most = low is None or low < level, low is None or low <= level
    over, at_least = high is None or high > level, high is None or high >= level
    can = {
        "minst": (at_least, under),
        "lägst": (at_least, under),
        "max": (at_most, over),
        "högst": (at_most, over),
        "mer än": (over, at_most),
        "mindre än": (under, at_least),
        "exakt": (at_most and at_least, under or over),
    }
    return frozenset(rating for rating, possible in zip((U, E), can[operator], strict=True) if possible)


def moved(span: Span, change: Callable[[Fraction], Fraction]) -> Span:
    """The span after a change that keeps the order of figures."""
    low, high = (None if end is None else change(end) for end in (span.low, span.high))
    return Span(low, high)
