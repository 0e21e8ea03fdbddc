"""Section 8: the deviations as tables, those in money first and by their size, each against the väsentlighetstal where one is stated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from facts.units import in_base, unit_class
from reports.annex.anchors import Link, cited
from reports.annex.items import Item, Items
from reports.report import Materiality, Report, Tie
from reports.sections.ties import stated
from reports.swedish import MATERIAL, NBSP, amount, number, word

NONE_STATED = "Inget väsentlighetstal anges bland uppgifterna. Avvikelserna i belopp är ordnade efter skillnadens storlek, störst först."
ORDERED = "Avvikelserna i belopp är ordnade efter skillnadens storlek, störst först."


@dataclass(frozen=True, slots=True)
class Deviation:
    """A tie that deviates: both sides and the difference as printed, and how it stands to the väsentlighetstal."""

    item: Item
    left: str
    right: str
    difference: str
    unit: str
    material: str
    sources: tuple[Link, ...]
    difference_text: str = ""


@dataclass(frozen=True, slots=True)
class Deviations:
    """Those in money, by size; those in other units, by id; and what is said of the väsentlighetstal."""

    says: str
    is_held: bool
    amounts: tuple[Deviation, ...]
    others: tuple[Deviation, ...]


def deviations(report: Report, items: Items) -> Deviations:
    """Every tie that deviates."""
    limit = report.materiality
    found = [tie for tie in report.ties if tie.status == "avvikelse"]
    amounts = sorted((tie for tie in found if unit_class(tie.unit) == "pengar"), key=_size, reverse=True)
    others = (tie for tie in found if unit_class(tie.unit) != "pengar")
    says = f"{stated(limit)} {ORDERED}" if limit else NONE_STATED
    return Deviations(says, limit is not None, _rows(amounts, items, limit), _rows(others, items, limit))


def _size(tie: Tie) -> Decimal:
    """The difference in kronor without its sign."""
    return abs(in_base(Decimal(tie.difference or "0"), tie.unit))


def _rows(ties: Iterable[Tie], items: Items, limit: Materiality | None) -> tuple[Deviation, ...]:
    return tuple(
        Deviation(
            items.ties[tie.id], _side(tie.left_text, tie.left, tie.unit), _side(tie.right_text, tie.right, tie.unit), number(tie.difference or ""),
            tie.unit, _held(tie, limit) if limit else "", cited(tie.sources), tie.difference_text or amount(tie.difference, tie.unit),
        )
        for tie in ties
    )  # fmt: skip


def _side(text: str | None, printed: str | None, unit: str) -> str:
    return text or amount(printed, unit)


def _held(tie: Tie, limit: Materiality) -> str:
    """Over or under, as it was rated, with how much of the väsentlighetstal the difference is: "över (1,3 gånger)", "under (12 %)"."""
    if not tie.material:
        return ""
    share = _size(tie) / in_base(Decimal(limit.amount), limit.unit)
    told = f"{number(_rounded(share, '0.1'))}{NBSP}gånger" if tie.material == "over" else _percent(share * 100)
    return f"{word(MATERIAL, tie.material)} ({told})"


def _percent(share: Decimal) -> str:
    """A share below the whole in whole percent; never told as none or as all of it."""
    told = _rounded(share, "1")
    return {"0": f"mindre än 1{NBSP}%", "100": f"mer än 99{NBSP}%"}.get(told, f"{told}{NBSP}%")


def _rounded(value: Decimal, step: str) -> str:
    return f"{value.quantize(Decimal(step), ROUND_HALF_UP):f}"
