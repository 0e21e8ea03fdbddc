"""Section 7: the calculation of the balanskrav with each line's source, the results of units, and surpluses carried forward."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reports.annex.anchors import Anchors, Link, cited, sources_of
from reports.facttext import summed_from
from reports.report import Report
from reports.swedish import NBSP

Fact = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of amounts: what it is, its amounts as printed, the fact, and where it stands."""

    name: str
    amounts: tuple[str, ...]
    fact: Link
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """Lines whose amounts are all in one unit, which then stands in the heads: the words after a head's name, and the lines without it."""

    after: str
    rows: tuple[Row, ...]


def measured(rows: Sequence[Row]) -> Measured:
    """The lines with their unit told once; as they are where the units differ."""
    units = {told.replace(NBSP, " ").rpartition(" ")[2] for row in rows for told in row.amounts if told}
    if len(units) != 1 or not rows:
        return Measured("", tuple(rows))
    unit = units.pop()
    bare = (replace(row, amounts=tuple(told.removesuffix(unit).rstrip(f" {NBSP}") for told in row.amounts)) for row in rows)
    return Measured(f", {unit}", tuple(bare))


def calculation(report: Report, anchors: Anchors) -> tuple[Row, ...]:
    """The lines that the year's balanskravsresultat was worked out from, zeros too, and the result last."""
    results = [fact for fact, told in _of_kind(report, "balanskravsresultat") if told.get("ar") == report.year]
    return tuple(row for fact in results for row in _lines(report, anchors, fact))


def _lines(report: Report, anchors: Anchors, fact: str) -> Iterator[Row]:
    for part in summed_from(report.facts[fact]):
        told = report.facts.get(part, {})
        yield _row(anchors, part, told, str(told.get("titel") or part), str(told.get("text", "")))
    told = report.facts[fact]
    yield _row(anchors, fact, told, f"Balanskravsresultat {report.year}{told.get('klumpsumma', '')}", str(told.get("text", "")))


def unit_results(report: Report, anchors: Anchors) -> tuple[Row, ...]:
    """Each unit's result and budget; the result alone where it has no budget."""
    budgets = {told.get("enhet"): told for _, told in _of_kind(report, "enhetsbudget")}
    rows = []
    for fact, told in _of_kind(report, "enhetsresultat"):
        budget = str(budgets.get(told.get("enhet"), {}).get("budget", ""))
        rows.append(_row(anchors, fact, told, str(told.get("enhetsnamn", fact)), str(told.get("text", "")), budget))
    return tuple(rows)


def carried_forward(report: Report, anchors: Anchors) -> tuple[Row, ...]:
    """Surpluses moved to the next year, with the result as reported and as it would be without."""
    wanted = ("belopp", "resultat", "utan")
    return tuple(
        _row(anchors, fact, told, str(told.get("enhetsnamn", fact)), *(str(told.get(name, "")) for name in wanted))
        for fact, told in _of_kind(report, "overforing")
    )


def _of_kind(report: Report, kind: str) -> list[tuple[str, Fact]]:
    return [(fact, told) for fact, told in sorted(report.facts.items()) if told.get("kind") == kind]


def _row(anchors: Anchors, fact: str, told: Fact, name: str, *amounts: str) -> Row:
    return Row(name, amounts, anchors.fact(fact), cited(sources_of(told)))
