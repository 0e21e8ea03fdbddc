"""What is left to a level and the pace it takes: exact fractions of months, rounded half-up to one decimal only in print."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from checker.amounts import in_unit
from checker.given import ENDLESS, SCALE, printed
from facts.ids import ascii_id
from facts.units import is_counted
from reports.preclose import Remaining

if TYPE_CHECKING:
    from checker.preclose_rows import Rows

Fact = dict[str, Any]
_UNTOLD = "framgår inte"
_TENTH = Decimal("0.1")


def months(day: dt.date) -> Fraction:
    """Months from the year 0 to the end of the day, a part of a month by its days."""
    return day.year * 12 + day.month - 1 + Fraction(day.day, calendar.monthrange(day.year, day.month)[1])


def remaining(rows: Rows) -> Iterator[Remaining]:
    """Each level that is not settled and can be reached."""
    units = {ascii_id(criterion.id): criterion.unit or "-" for goal in rows.view.year.goals for criterion in goal.criteria}
    left = {fact["krit"]: fact for fact in rows.kind("kvarstar")}
    for state in rows.kind("dagslage"):
        criterion = rows.session.facts.get(state["nod"], {})
        if state["niva"] == "criterion" and state["lage"] == "oppen" and criterion["typ"] == "niva":
            yield _remaining(rows, state, left.get(state["nod"]), units[state["nod"]])


def _remaining(rows: Rows, state: Fact, left: Fact | None, unit: str) -> Remaining:
    node, frist = state["nod"], rows.session.facts[f"{state['nod']}:frist"]
    last, known = dt.date.fromordinal(frist["dag"]), _latest(rows, node)
    as_of = dt.date.fromisoformat(rows.shown(known["id"])["per"]) if known else rows.view.day
    grows = known is not None and known["kind"] == "lopande" and known["lo"] > -ENDLESS and rows.session.facts[node]["forandring"] == "-"
    more, amount = _left(rows, node, left, unit) if left else ("", 0)
    needed = pace(amount, unit, months(last) - months(rows.view.day)) if left else None
    return Remaining(
        node, rows.shown(node)["text"], rows.shown(node)["nivatext"], rows.shown(known["id"])["text"] if known else _UNTOLD, as_of.isoformat(),
        f"{more}{printed(in_unit(Decimal(amount) / SCALE, unit), unit)}" if left else None,
        pace(known["lo"], unit, months(as_of) - months(dt.date(as_of.year - 1, 12, 31))) if known and grows else None,
        f"{more}{needed}" if needed else None, last.isoformat(), rows.behind.steps(state["id"], *([left["id"]] if left else [])),
        _room(rows, node, known, unit) if known and grows else None,
    )  # fmt: skip


def _left(rows: Rows, node: str, left: Fact, unit: str) -> tuple[str, int]:
    """What is left in fixed decimals; of "more than", for a count one more, for all else more than what is left to the level."""
    if rows.session.facts[node]["villkor"] != "mer_an":
        return "", left["kvar"]
    return ("", (left["kvar"] // SCALE + 1) * SCALE) if is_counted(unit) else ("mer än ", left["kvar"])


def _room(rows: Rows, node: str, known: Fact, unit: str) -> str | None:
    """How many may still come under a ceiling of a count."""
    level = next((fact["varde"] for fact in rows.kind("niva") if fact["krit"] == node), None)
    operator = rows.session.facts[node]["villkor"]
    if level is None or operator not in {"hogst", "mindre_an"} or not is_counted(unit):
        return None
    room = (level - known["lo"]) // SCALE if operator == "hogst" else -((known["lo"] - level) // SCALE) - 1
    return printed(Decimal(max(room, 0)), unit)


def _latest(rows: Rows, node: str) -> Fact | None:
    """The latest figure that tells where the criterion stands."""
    told = [fact for kind in ("lopande", "ojamforbar") for fact in rows.kind(kind) if fact["krit"] == node and "per" in rows.shown(fact["id"])]
    return max(told, key=lambda fact: str(rows.shown(fact["id"])["per"]), default=None)


def pace(amount: int, unit: str, over: Fraction) -> str | None:
    """So much a month, rounded half-up to one decimal; None where no time is left."""
    if over <= 0:
        return None
    each = Fraction(amount, SCALE) / over / Fraction(in_unit_of(unit))
    rounded = (Decimal(each.numerator) / Decimal(each.denominator)).quantize(_TENTH, ROUND_HALF_UP)
    return printed(rounded, unit)


def in_unit_of(unit: str) -> Decimal:
    """What one of the unit is in its kind's base unit."""
    return Decimal(1) / in_unit(Decimal(1), unit)
