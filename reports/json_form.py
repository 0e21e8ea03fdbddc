"""The JSON form `regelspar/1` (regelspar-1.schema.json): every fact, rating, step and checksum of one check.

Keys and codes are ASCII, texts Swedish, amounts strings in their printed unit. reports.seal writes it in canonical bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reports.canonical import checksum
from reports.notes import notes_form
from reports.report import (
    AREAS,
    LEVELS,
    RATINGS,
    VERDICTS,
    Cite,
    EquityRow,
    Finding,
    LedgerRow,
    Materiality,
    Member,
    Missing,
    Rating,
    Report,
    RuleInfo,
    Step,
    Tie,
)

SCHEMA = "regelspar/1"

Fields = dict[str, Any]


def form(report: Report) -> Fields:
    """The report as the values of the form, all but `digest`, which is worked out over them."""
    return {
        "schema": SCHEMA,
        "organisation": {"id": report.organisation_id, "name": report.organisation},
        "year": report.year,
        "kind": report.kind,
        "as_of": report.as_of,
        "version": report.version,
        "units": dict(report.units),
        "summary": summary(report.ratings),
        "ratings": [_rating(rating) for rating in report.ratings],
        "ties": [_tie(tie) for tie in report.ties],
        "materiality": _materiality(report.materiality),
        "findings": [_finding(finding) for finding in report.findings],
        "missing": [_missing(missing) for missing in report.missing],
        "ledger": [_ledger_row(row) for row in report.ledger],
        "members": [_member(member) for member in report.members],
        "equity": [_equity_row(row) for row in report.equity],
        **({"notes": notes_form(report)} if report.notes else {}),
        "trace": [_step(step) for step in report.trace],
        "facts": {fact: _plain(report.facts[fact]) for fact in sorted(report.facts)},
        "rules": {rule.id: _rule(rule) for rule in sorted(report.rules, key=lambda rule: rule.id)},
        "files": {path: checksum(report.files[path]) for path in sorted(report.files)},
        "fact_files": {path: report.files[path].decode() for path in sorted(report.files)},
    }


def summary(ratings: Iterable[Rating]) -> dict[str, dict[str, dict[str, int]]]:
    """Counts by area and level; a claim confirmed by the report's own word alone is counted apart from the other confirmed ones."""
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for rating in ratings:
        mine = counts.setdefault((rating.area, rating.level), dict.fromkeys((*RATINGS, *VERDICTS), 0))
        mine[rating.rating] += 1
        if rating.verdict:
            mine["bekraftat_egen_uppgift" if _own_word_only(rating) else rating.verdict] += 1
    there = {area: {level: counts[area, level] for level in LEVELS if (area, level) in counts} for area in AREAS}
    return {area: levels for area, levels in there.items() if levels}


def _own_word_only(rating: Rating) -> bool:
    return rating.verdict == "bekraftat" and rating.own_word_only


def _rating(rating: Rating) -> Fields:
    return {
        "id": rating.id,
        "level": rating.level,
        "area": rating.area,
        "org_unit": rating.org_unit,
        "title": rating.title,
        "rating": rating.rating,
        "possible": list(rating.possible),
        "claimed": rating.claimed,
        "verdict": rating.verdict,
        "direction": rating.direction,
        "evidence": rating.evidence,
        "reason": rating.reason,
        "because": rating.because,
        "trace": list(rating.trace),
        "claim": _claim(rating),
        "own_word_only": rating.own_word_only,
        "honest_partly": rating.honest_partly,
        "parent": rating.parent,
        "target": rating.target,
        "outcomes": list(rating.outcomes),
        "sources": [_cite(cite) for cite in rating.sources],
    }


def _claim(rating: Rating) -> Fields | None:
    source = rating.claim_source
    return {"words": rating.claim_words, "source": _cite(source) if source else None} if rating.claimed else None


def _cite(cite: Cite) -> Fields:
    return {"document": cite.document, "section": cite.section}


def _tie(tie: Tie) -> Fields:
    return {
        "id": tie.id,
        "title": tie.title,
        "left": tie.left,
        "right": tie.right,
        "difference": tie.difference,
        "unit": tie.unit,
        "status": tie.status,
        "sources": [_cite(cite) for cite in tie.sources],
        "trace": list(tie.trace),
        "material": tie.material,
    }


def _materiality(stated: Materiality | None) -> Fields | None:
    return {"amount": stated.amount, "unit": stated.unit, "text": stated.text, "source": _cite(stated.source)} if stated else None


def _finding(finding: Finding) -> Fields:
    return {"id": finding.id, "kind": finding.kind, "text": finding.text, "about": list(finding.about), "trace": list(finding.trace)}


def _missing(missing: Missing) -> Fields:
    return {"fact": missing.fact, "text": missing.text, "needed_by": list(missing.needed_by)}


def _ledger_row(row: LedgerRow) -> Fields:
    return {
        "year": row.year,
        "result": row.result,
        "basis": row.basis,
        "last_year": row.last_year,
        "remaining": row.remaining,
        "sources": [_cite(cite) for cite in row.sources],
    }


def _member(member: Member) -> Fields:
    return {
        "id": member.id,
        "name": member.name,
        "assembly": member.assembly,
        "contributions": [
            {"what": one.what, "amount": one.amount, "unit": one.unit, "fact": one.fact, "sources": [_cite(cite) for cite in one.sources]}
            for one in member.contributions
        ],
        "total": member.total,
        "unit": member.unit,
    }


def _equity_row(row: EquityRow) -> Fields:
    return {"year": row.year, "amount": row.amount, "floor": row.floor, "sources": [_cite(cite) for cite in row.sources]}


def _step(step: Step) -> Fields:
    return {
        "step": step.step,
        "phase": step.phase,
        "rule": step.rule,
        "because": dict(step.because),
        "therefore": step.therefore,
        "says": step.says,
    }


def _rule(rule: RuleInfo) -> Fields:
    return {"title": rule.title, "basis": rule.basis, "years": rule.years, "sha256": rule.sha256}


def _plain(value: Any) -> Any:
    """A fact's fields as JSON has them: exact numbers and dates as text, the source as document and section."""
    if isinstance(value, Cite):
        return _cite(value)
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value if value is None or isinstance(value, str | bool | int) else str(value)
