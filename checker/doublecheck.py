"""A second rating of a report's year by the independent evaluator, held against the first: on any difference nothing is reported.

The evaluator knows the facts alone, and this module knows both. What the two name in different words is brought to one key here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from checker.evaluator.evaluate import Evaluation, evaluate
from checker.evaluator.values import Finding
from checker.session import RunFailed
from facts.ids import ascii_id
from facts.year import Year
from reports.report import Report

Keyed = dict[str, Any]
_NONE = "saknas"
_WORDS: dict[object, str] = {None: "saknas", True: "ja", False: "nej"}
_SAID: dict[str, Callable[[Any], object]] = {
    "bedömningen": lambda one: one.rating,
    "möjliga bedömningar av": lambda one: "/".join(sorted(one.possible)),
    "skälet för": lambda one: one.reason,
    "påståendet om": lambda one: one.claimed,
    "utslaget för påståendet om": lambda one: one.verdict,
    "riktningen för påståendet om": lambda one: one.direction,
    "att påståendet vilar bara på egen uppgift, för": lambda one: one.own_word_only,
}
_SHOWN = 20
_FREE = frozenset({"plan_saknas", "aterstallande"})  # about the whole, whatever facts they name
_LAW = ("GEH", "GEH-E", "GEH-V", "BK-1", "BK-2", "BK-3", "E-9")


def refuse_unlike(year: Year, others: Mapping[int, Year], report: Report) -> None:
    """Rate the year again. Raises RunFailed, with a line for each difference, where the two do not agree."""
    found = differences(year, others, report)
    if found:
        more = [f"… och {len(found) - _SHOWN} skillnader till"] if len(found) > _SHOWN else []
        action = "gör så här: spara uppgifterna och anmäl felet; tills det är rättat går året inte att bedöma med dubbelkoll"
        told = [f"två bedömningar av {year.year} skiljer sig åt i {len(found)} uppgifter", *found[:_SHOWN], *more, action]
        raise RunFailed("\n".join(told))


def differences(year: Year, others: Mapping[int, Year], report: Report) -> list[str]:
    """Every difference between a report and the evaluator's judgement of the same year, a line for each."""
    evaluation = evaluate(year, others)
    return [*compared(evaluation, report, year), *_reported_partly(evaluation, report), *repeated(report)]


def _reported_partly(evaluation: Evaluation, report: Report) -> Iterator[str]:
    """What they say differently of levels that are not reached and reported as partly met; results kept for many do not tell it."""
    honest = set(map(ascii_id, evaluation.honest_partly))
    said, found = {row.id: row.honest_partly for row in report.ratings}, {node: node in honest for node in map(ascii_id, evaluation.ratings)}
    yield from differing("delvis där nivån inte nås, för", said, found)


def compared(evaluation: Evaluation, report: Report, year: Year) -> Iterator[str]:
    """What an evaluation and a report say differently of the year."""
    yield from differently_rated(evaluation, report)
    yield from differing("avstämningen", {tie.id: tie.status for tie in report.ties}, _asciied(evaluation.ties))
    yield from differing("väsentligheten av", {tie.id: tie.material for tie in report.ties}, _asciied(evaluation.material))
    known = known_in(year) | {tie.id for tie in report.ties} | set(map(ascii_id, evaluation.ties))
    yield from differing("iakttagelsen", _times(_told(report, known)), _times(_found(evaluation.findings, known)))
    yield from differing("frågan om", _questions(report), dict.fromkeys(map(ascii_id, evaluation.asked), "ställs"))


def differently_rated(evaluation: Evaluation, report: Report) -> Iterator[str]:
    """What they say differently of each rated thing."""
    ratings = _asciied(evaluation.ratings)
    for what, said in _SAID.items():
        yield from differing(what, {row.id: said(row) for row in report.ratings}, {node: said(judged) for node, judged in ratings.items()})
    for row in report.ratings:
        judged = ratings.get(row.id)
        if judged and judged.decided and row.evidence not in judged.evidence:
            yield _line("belägget för", row.id, row.evidence, "/".join(sorted(judged.evidence)))


def repeated(report: Report) -> Iterator[str]:
    """What a report tells more than once."""
    for rows in (report.ratings, report.ties):
        for node, number in Counter(row.id for row in rows).items():
            if number != 1:
                yield f"{node} står {number} gånger i rapporten"


def differing(what: str, first: Mapping[str, object], second: Mapping[str, object]) -> Iterator[str]:
    """A line for each key that the rule engine, which is the first, and the evaluator give different values."""
    for node in sorted(set(first) | set(second)):
        one, other = first.get(node, _NONE), second.get(node, _NONE)
        if one != other:
            yield _line(what, node, one, other)


def _line(what: str, node: str, one: object, other: object) -> str:
    return f"{what} {node}: regelmotorn {_word(one)}; den andra bedömningen {_word(other)}"


def _word(value: object) -> str:
    return _WORDS.get(value, str(value))


def _asciied(by_id: Mapping[str, Any]) -> Keyed:
    return {ascii_id(name): value for name, value in by_id.items()}


def _times(counted: Mapping[str, int]) -> Keyed:
    return {key: "finns" if times == 1 else f"finns {times} gånger" for key, times in counted.items()}


# --- findings -------------------------------------------------------------------------------------------------------


def _found(findings: Iterable[Finding], known: set[str]) -> Counter[str]:
    return Counter(key_of(found.kind, map(ascii_id, found.about), known) for found in findings)


def _told(report: Report, known: set[str]) -> Counter[str]:
    """The findings of a report; those of a unit's budget are counted, of others one key is one finding."""
    told = {(found.kind, found.about) for found in report.findings if found.kind != "fraga"}
    keys = [key_of(kind, about, known) for kind, about in told]
    counted = Counter(key for key in keys if key.startswith("budgetavvikelse"))
    return counted + Counter({key for key in keys if not key.startswith("budgetavvikelse")})


def key_of(kind: str, about: Iterable[str], known: set[str]) -> str:
    """The finding by the rated, tied, stated or accounted things it is about; facts that it names beside them fall away."""
    named = set() if kind in _FREE else known
    return " ".join([kind, *sorted(named.intersection(map(_part, about)))])


def _part(name: str) -> str:
    """A rated thing as it is, and what a fact stands for: A in "A:pastaende", "enhetsbudget:A", "overforing:A-1"."""
    kind, _, rest = name.partition(":")
    if kind in ("enhetsbudget", "enhetsresultat"):
        return rest
    return rest.rpartition("-")[0] if kind == "overforing" else name.removesuffix(":pastaende")


def known_in(year: Year) -> set[str]:
    """The rated, stated and accounted things of a year, that findings are told by."""
    criteria = [criterion.id for goal in year.goals for criterion in goal.criteria]
    moments = [moment.id for area in year.control_areas for moment in area.moments]
    own = [fact.id for facts in (year.goals, year.count_claims, year.statements, year.control_areas) for fact in facts]
    units = [*year.organisation.units, *year.organisation.accounting_units]
    return {ascii_id(name) for name in (*criteria, *moments, *own, *units, *_LAW)}


def _questions(report: Report) -> Keyed:
    rated = {row.id for row in report.ratings}
    return {name: "ställs" for found in report.findings if found.kind == "fraga" for name in found.about if name in rated}
