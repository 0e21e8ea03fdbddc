"""The evaluator's judgement of a case held against the engine's report: what differs, a line for each difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from generator_years import Case

from checker.evaluator.evaluate import evaluate
from checker.evaluator.values import Finding
from facts.ids import ascii_id

if TYPE_CHECKING:
    from checker.evaluator.evaluate import Evaluation
    from reports.report import Report

Keyed = dict[str, Any]
FREE = frozenset({"plan_saknas", "aterstallande"})


def differences(case: Case, check: Callable[[Any, Any], Report]) -> list[str]:
    """Every difference between the two, as "what id: evaluator … engine …"."""
    return unlike(evaluate(case.year, case.others), check(case.year, case.others), case)


def unlike(evaluation: Evaluation, report: Report, case: Case) -> list[str]:
    """The same for a case that both have rated."""
    return [*_compare(evaluation, report, case), *_invariants(report)]


def _compare(evaluation: Evaluation, report: Report, case: Case) -> Iterator[str]:
    yield from _differing("rating", _ratings(evaluation), _rows(report))
    yield from _differing("tie", _asciied(evaluation.ties), {tie.id: tie.status for tie in report.ties})
    yield from _differing("material", _asciied(evaluation.material), {tie.id: tie.material for tie in report.ties})
    yield from _differing("finding", _found(evaluation.findings, case), _told(report, case))
    yield from _differing("fraga", dict.fromkeys(map(ascii_id, evaluation.asked), "ja"), _questions(report))
    for row in report.ratings:
        judged = {ascii_id(node): judged for node, judged in evaluation.ratings.items()}.get(row.id)
        if judged and judged.decided and row.evidence not in judged.evidence:
            yield f"evidence {row.id}: evaluator {sorted(judged.evidence)}, engine {row.evidence}"


def _differing(what: str, ours: Mapping[str, object], theirs: Mapping[str, object]) -> Iterator[str]:
    for node in sorted(set(ours) | set(theirs)):
        one, other = ours.get(node, "-"), theirs.get(node, "-")
        if one != other:
            yield f"{what} {node}: evaluator {one}, engine {other}"


def _asciied(by_id: Mapping[str, object]) -> Keyed:
    return {ascii_id(name): value for name, value in by_id.items()}


def _ratings(evaluation: Evaluation) -> Keyed:
    return {
        ascii_id(node): (j.rating, sorted(j.possible), j.reason, j.claimed, j.verdict, j.direction, j.own_word_only)
        for node, j in evaluation.ratings.items()
    }


def _rows(report: Report) -> Keyed:
    return {
        row.id: (row.rating, sorted(row.possible), row.reason, row.claimed, row.verdict, row.direction, row.own_word_only) for row in report.ratings
    }


def _found(findings: Iterable[Finding], case: Case) -> Counter[str]:
    known = known_in(case)
    return Counter(key_of(found.kind, map(ascii_id, found.about), known) for found in findings)


def _told(report: Report, case: Case) -> Counter[str]:
    told, known = {(found.kind, found.about) for found in report.findings if found.kind != "fraga"}, known_in(case)
    keys = [key_of(kind, about, known) for kind, about in told]
    counted = Counter(key for key in keys if key.startswith("budgetavvikelse"))
    return counted + Counter({key for key in keys if not key.startswith("budgetavvikelse")})


def key_of(kind: str, about: Iterable[str], known: set[str]) -> str:
    """The finding by the rated, tied, stated or accounted things it is about; facts that it names beside them fall away."""
    things = {part for name in about for part in _parts(name)}
    return " ".join([kind, *sorted(name for name in things if (name in known and kind not in FREE) or name.startswith("AV-"))])


def _parts(name: str) -> list[str]:
    """A rated thing as it is, and the thing that a fact stands for: A in "A:pastaende", "enhetsbudget:A", "overforing:A-1"."""
    kind, _, rest = name.partition(":")
    return [kind, rest.partition("-")[0]] if kind in ("enhetsbudget", "enhetsresultat", "overforing") or rest == "pastaende" else [name]


def known_in(case: Case) -> set[str]:
    """The rated, stated and accounted things of a case."""
    year = case.year
    criteria = [criterion.id for goal in year.goals for criterion in goal.criteria]
    moments = [moment.id for area in year.control_areas for moment in area.moments]
    own = [fact.id for facts in (year.goals, year.count_claims, year.statements, year.control_areas) for fact in facts]
    units = [*year.organisation.units, *year.organisation.accounting_units]
    return {ascii_id(name) for name in (*criteria, *moments, *own, *units, "GEH", "GEH-E", "GEH-V", "BK-1", "BK-2", "BK-3", "E-9")}


def _questions(report: Report) -> Keyed:
    rated = {row.id for row in report.ratings}
    return {name: "ja" for found in report.findings if found.kind == "fraga" for name in found.about if name in rated}


def _invariants(report: Report) -> Iterator[str]:
    for rows in (report.ratings, report.ties):
        for node, number in Counter(row.id for row in rows).items():
            if number != 1:
                yield f"{node} stands {number} times"
