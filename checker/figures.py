"""Figures for the engine: the interval that a figure leaves possible, the level it is held against, the change it tells."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_UP, Decimal

from checker.given import ENDLESS, SCALE, Given, cite, fixed, fixed_base
from facts.fields import AMOUNT_LIMIT
from facts.goals import Criterion, Outcome
from facts.units import in_base, last_significant_step
from rules import tables

OPERATOR = {"minst": "minst", "lägst": "minst", "max": "hogst", "högst": "hogst", "exakt": "exakt", "mer än": "mer_an", "mindre än": "mindre_an"}
_MICRO = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Level:
    """A criterion with its level in its unit (None where a figure that the level is taken from is missing)."""

    criterion: Criterion
    value: Decimal | None

    @property
    def group(self) -> str:
        """What criteria must share to be judged alike: operator, level, unit, scale and base."""
        told = self.criterion
        parts = (
            OPERATOR[told.operator or "exakt"],
            str(fixed_base(self.value, told.unit or "-")) if self.value is not None else "-",
            told.unit,
            told.scale,
            told.base,
        )
        return "|".join(part or "-" for part in parts)


def interval(value: Decimal, unit: str, bound: str) -> tuple[int, int]:
    """The exact integers that a figure leaves possible, both ends included (see the words for bounds in README).

    Drygt and knappt tell how large a figure is, whatever its sign: drygt −10 % is a decrease of somewhat more.
    """
    exact, half = fixed_base(value, unit), max(fixed(in_base(last_significant_step(value), unit)) // 2, 1)
    above, below = (exact + 1, exact + half - 1), (exact - half + 1, exact - 1)
    ends = {
        "exakt": (exact, exact), "ungefär": (exact - half, exact + half - 1), "drygt": below if value < 0 else above,
        "knappt": above if value < 0 else below, "mer än": (exact + 1, ENDLESS), "mindre än": (-ENDLESS, exact - 1),
        "minst": (exact, ENDLESS), "högst": (-ENDLESS, exact),
    }  # fmt: skip
    return ends[bound]


def give_incomparable(given: Given, name: str, outcome: Outcome, reason: str, why: str, text: str = "") -> None:
    """A figure that cannot be held against the level, and why; `text` is what is shown of it where it is of a day before the year's end."""
    fields = {"utfall": f"{name}:ojamforbar", "krit": outcome.criterion, "orsak": reason, "rang": tables.FIGURE_RANK[reason]}
    sources, told = [cite(given.organisation, outcome.source)], {"per": str(outcome.as_of or given.day)} if text else {}
    given.give("ojamforbar", f"{name}:ojamforbar", sources, fields, text=text or outcome.told, hinder=why, **told)


# --- changes ---------------------------------------------------------------------------


def ends_of_change(kind: str, value: Decimal, outcome: Outcome, level: Level) -> tuple[int, int]:
    """The change less the level at both ends of what the figure leaves possible; only its sign is compared."""
    ends = [Decimal(end) / SCALE if abs(end) < ENDLESS else None for end in interval(value, outcome.unit or "-", outcome.bound)]
    low, high = (_change(kind, end, outcome.previous, level) for end in ends)
    return -ENDLESS if low is None else fixed(low), ENDLESS if high is None else fixed(high)


def ways(outcome: Outcome) -> set[str]:
    """How the change can be told from the report's figures: points only of a share, relative only to a positive figure."""
    share = outcome.unit in ("%", "procentenheter")
    if outcome.previous is None:
        return {"procentenheter", "relativ"} if outcome.unit == "%" else {"procentenheter"}
    return ({"procentenheter"} if share else set()) | ({"relativ"} if outcome.previous > 0 else set())


def _change(kind: str, value: Decimal | None, previous: Decimal | None, level: Level) -> Decimal | None:
    """One end of the change less the level (times the previous value where it is relative), or None where it is unbounded."""
    if value is None:
        return None
    wanted = level.value or Decimal(0)
    if previous is None:
        return _same_sign(value - wanted)
    if kind == "procentenheter":
        return _same_sign(value - previous - wanted)
    return _same_sign(100 * (value - previous) - wanted * previous)


def _same_sign(change: Decimal) -> Decimal:
    """A number with the sign of the change that fits the engine: rounded away from zero, at most the limit."""
    return max(min(change, AMOUNT_LIMIT), -AMOUNT_LIMIT).quantize(_MICRO, ROUND_UP)
