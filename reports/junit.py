"""The report as JUnit XML for pipelines: a test suite for each area, a test case for each rating and tie.

What gives exit code 1 is a failure, what gives 3 is skipped with its question. A rating waived by decision is skipped too,
with the decision as its message. The form is valid against both Ant's schema and that of the xUnit plug-in for Jenkins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from reports.blocks import Entry, Line
from reports.content import preamble
from reports.plaintext import one_line, printable
from reports.ratingwords import claimed, shown
from reports.report import AREAS, Finding, Missing, Rating, Report, Tie
from reports.sections.claims import claim_line, shown_line
from reports.sections.evidence import questions_by_rating
from reports.sections.ties import entry
from reports.selection import count_claims, of_kind
from reports.swedish import AREA, FINDING, LEVEL, sentence, word

FAILED, SKIPPED = "failure", "skipped"
_RATED = {"ej": FAILED, "delvis": FAILED, "underlag_saknas": SKIPPED, "ej_tillampligt": SKIPPED}
_TIED = {"avvikelse": FAILED, "underlag_saknas": SKIPPED}


@dataclass(frozen=True, slots=True)
class Case:
    """A test case: `outcome` is the element that stands in it, none where it passed; `kind` its code, `lines` what it tells, the message first."""

    group: str
    name: str
    outcome: str | None = None
    kind: str = ""
    lines: tuple[str, ...] = ()


def to_junit(report: Report) -> str:
    """The suites that have something in them, in the order of the areas."""
    root = Element("testsuites")
    for number, (name, cases) in enumerate(_suites(report)):
        _suite(root, report, number, name, cases)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _suites(report: Report) -> list[tuple[str, list[Case]]]:
    questions = questions_by_rating(report)
    suites = [(word(AREA, area), [_rated(one, questions) for one in report.ratings if one.area == area]) for area in AREAS]
    suites.append(("avstämningar", [_tied(tie) for tie in report.ties]))
    suites.append(("iakttagelser", [_found(one) for one in (*count_claims(report, "motsagt"), *of_kind(report, "forsenad_atgard"))]))
    return [(name, cases) for name, cases in suites if cases]


def _rated(rating: Rating, questions: dict[str, list[Missing]]) -> Case:
    contradicted = rating.verdict == "motsagt"
    outcome = FAILED if contradicted else _RATED.get(rating.rating)
    kind = "motsagt" if contradicted else rating.rating
    asked = [sentence(one.text) for one in questions.get(rating.id, ())]
    message = " ".join(asked) if asked and outcome == SKIPPED else _message(rating)
    both_sides = [_line(shown_line(rating)), *([_line(claim_line(rating))] if rating.claimed else ())]
    return Case(word(LEVEL, rating.level), f"{rating.id} {rating.title}", outcome, kind, (message, *both_sides))


def _message(rating: Rating) -> str:
    """The sentence of the rating; before it both outcomes where the claim is contradicted."""
    both = f"Redovisat {claimed(rating)}, visat {shown(rating)}. " if rating.verdict == "motsagt" else ""
    return both + sentence(rating.because)


def _tied(tie: Tie) -> Case:
    told: Entry = entry(tie)
    return Case("avstämning", f"{tie.id} {tie.title}", _TIED.get(tie.status), tie.status, tuple(map(_line, told.lines)))


def _found(finding: Finding) -> Case:
    return Case(word(FINDING, finding.kind), finding.id, FAILED, finding.kind, (sentence(finding.text),))


def _line(line: Line) -> str:
    return f"{line.label}: {line.strong}{line.text}" if line.label else f"{line.strong}{line.text}"


def _suite(root: Element, report: Report, number: int, name: str, cases: list[Case]) -> None:
    counts = {"tests": len(cases), "failures": _count(cases, FAILED), "errors": 0, "skipped": _count(cases, SKIPPED), "time": 0}
    suite = SubElement(root, "testsuite", {"id": str(number), "name": name, "package": f"{report.organisation_id}.{report.year}"})
    suite.attrib |= {"timestamp": f"{report.as_of}T00:00:00", "hostname": "localhost", **{key: str(count) for key, count in counts.items()}}
    properties = SubElement(suite, "properties")
    for key, value in _properties(report):
        SubElement(properties, "property", name=key, value=one_line(value))
    for case in cases:
        _case(suite, name, case)
    SubElement(suite, "system-out").text = printable(preamble(report))
    SubElement(suite, "system-err")


def _count(cases: Iterable[Case], outcome: str) -> int:
    return sum(case.outcome == outcome for case in cases)


def _properties(report: Report) -> Iterator[tuple[str, str]]:
    yield "organisation", report.organisation
    yield "år", str(report.year)
    yield "underlag per", report.as_of
    yield "version", report.version


def _case(suite: Element, name: str, case: Case) -> None:
    element = SubElement(suite, "testcase", name=one_line(case.name), classname=f"{name}.{case.group}", time="0")
    if case.outcome:
        lines = [one_line(line) for line in case.lines]
        SubElement(element, case.outcome, type=case.kind, message=lines[0]).text = "\n".join(lines)
