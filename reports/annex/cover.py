"""The cover page to one member's fullmäktige: who the member is and what it paid to the organisation during the year."""

from __future__ import annotations

from dataclasses import dataclass

from reports.annex.anchors import Anchors, Link, cited
from reports.report import Contribution, Member, Report
from reports.swedish import amount, number


@dataclass(frozen=True, slots=True)
class Paid:
    """What the member paid to one thing: the amount leads to its fact."""

    what: str
    amount: Link
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """What the page says: `head` names the amounts and their unit, and each amount has its own where they differ."""

    id: str
    name: str
    to: str
    head: str
    rows: tuple[Paid, ...]
    total: str | None


def cover_of(report: Report, wanted: str) -> Cover:
    """The cover page for the member with the id. Raises KeyError for an id that is no member's."""
    member = {one.id: one for one in report.members}[wanted]
    anchors = Anchors(report)
    return Cover(
        id=member.id,
        name=member.name,
        to=member.assembly or f"fullmäktige i {member.name}",
        head=f"Belopp, {member.unit}" if member.unit else "Belopp",
        rows=tuple(Paid(one.what, _amount(member, one, anchors), cited(one.sources)) for one in member.contributions),
        total=None if member.total is None else number(member.total),
    )


def _amount(member: Member, one: Contribution, anchors: Anchors) -> Link:
    text = number(one.amount) if member.unit else amount(one.amount, one.unit)
    return Link(text, anchors.fact(one.fact).anchor)
