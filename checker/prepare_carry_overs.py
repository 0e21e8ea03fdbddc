"""Surpluses that are moved to the next year, for the engine: what was moved, and the result without it (finding overfort_overskott)."""

from __future__ import annotations

from decimal import Decimal

from checker.amounts import Amounts, Total, in_unit
from checker.given import Given, cite, cited, fixed, printed
from facts.year import Year

_MISSING = "framgår inte av underlaget"


def give_carry_overs(given: Given, year: Year, amounts: Amounts) -> None:
    """Assert each carry-over of the year."""
    for order, carry in enumerate(year.carry_overs, 1):
        moved, result = amounts.total([carry.out]), amounts.total([carry.result])
        brought = amounts.total([carry.brought_in]) if carry.brought_in else None
        if not moved:
            continue
        name = f"overforing:{carry.accounting_unit}-{order}"
        without = result.value + moved.value if result else None
        given.give(
            "overforing", name, [cite(given.organisation, carry.source), *(result.sources if result else [])],
            {"overforing": name, "enhet": carry.accounting_unit, "ut": fixed(moved.value)},
            enhetsnamn=year.organisation.accounting_units[carry.accounting_unit],
            belopp=moved.text(), resultat=result.text() if result else _MISSING,
            utan=_MISSING if without is None else printed(in_unit(without, moved.unit), moved.unit),
            infort=_brought(brought, without),
            summed_from=[*moved.ids, *(result.ids if result else []), *(brought.ids if brought else [])],
        )  # fmt: skip


def _brought(brought: Total | None, without: Decimal | None) -> str:
    if not brought or not brought.value or without is None:
        return ""
    both = printed(in_unit(without - brought.value, brought.unit), brought.unit)
    return f" Från förra året är {brought.text()} infört ({cited(brought.sources)}); utan båda överföringarna {both}."
