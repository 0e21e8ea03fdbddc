"""Section 9: every moment of the internal control, with what was planned, what is shown, and each remark with its last day."""

from __future__ import annotations

from dataclasses import dataclass

from reports.annex.anchors import Link, cited
from reports.annex.items import Item, Items, Mark, mark
from reports.report import Rating, Report
from reports.selection import with_members

NONE = "ingen angiven"


@dataclass(frozen=True, slots=True)
class ControlRow:
    """A control area or a moment."""

    item: Item
    is_area: bool
    planned: str
    shown: str
    mark: Mark
    remarks: str
    action: str
    last_day: str
    sources: tuple[Link, ...]


def control_rows(report: Report, items: Items) -> tuple[ControlRow, ...]:
    """Each area before its moments."""
    rated = [rating for rating in report.ratings if rating.area == "intern_kontroll"]
    remarks: dict[str, list[dict[str, object]]] = {}
    for fact in report.facts.values():
        if fact.get("kind") == "avvikelse":
            remarks.setdefault(str(fact.get("moment")), []).append(fact)
    return tuple(_row(rating, items, remarks.get(rating.id, [])) for rating in with_members(rated))


def _row(rating: Rating, items: Items, remarks: list[dict[str, object]]) -> ControlRow:
    is_area = rating.level == "control_area"
    told = _joined(remarks, "slag", "uppgift")
    return ControlRow(
        items.ratings[rating.id],
        is_area,
        rating.target or "",
        "; ".join(rating.outcomes),
        mark(rating.rating),
        f"ja: {told}" if told else "" if is_area else NONE,
        _closed(remarks),
        _joined(remarks, "sista_dag"),
        cited(rating.sources),
    )


def _joined(remarks: list[dict[str, object]], *names: str) -> str:
    told = [": ".join(str(fact[name]) for name in names if fact.get(name)) for fact in remarks]
    return "; ".join(filter(None, told))


def _closed(remarks: list[dict[str, object]]) -> str:
    told = [f"stängd: {fact['stangd_dag']}" if fact.get("stangd_dag") else "framgår inte" for fact in remarks]
    return "; ".join(told)
