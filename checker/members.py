"""The members with their contributions of the year: each printed amount as it stands, and their exact sum."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.amounts import Amounts
from checker.given import plain
from facts.year import Year
from reports.report import Contribution, Member


def members(year: Year) -> tuple[Member, ...]:
    """Every member of the organisation, in the order of its file."""
    amounts = Amounts(year)
    return tuple(
        _member(member, written.name, written.assembly, tuple(_contributions(year, amounts, member)))
        for member, written in year.organisation.members.items()
    )


def _contributions(year: Year, amounts: Amounts, member: str) -> Iterator[Contribution]:
    for given in year.contributions:
        row = given.rows.get(member)
        amount = amounts.cell(given.table, row, given.column) if row else None
        if amount:
            yield Contribution(given.what, plain(amount.value), amount.unit, (amount.source,), amount.id)


def _member(member: str, name: str, assembly: str | None, paid: tuple[Contribution, ...]) -> Member:
    units = {one.unit for one in paid}
    if len(units) != 1:
        return Member(member, name, paid, assembly=assembly)
    total = sum((Decimal(one.amount) for one in paid), Decimal(0))
    return Member(member, name, paid, plain(total), units.pop(), assembly)
