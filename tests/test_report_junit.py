"""The report as JUnit XML: what a pipeline counts as failed and skipped, and a form that its schemas accept."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree.ElementTree import Element, fromstring

import pytest
from reports_sample import sample

from checker.outcome import exit_code
from checker.pipeline import run_check
from reports.formats import as_text
from reports.report import AREAS, Finding, Report

# A token, in the schema's word, has no loose spaces.
TOKEN, NUMBER, TEXT = r"\S+( \S+)*", r"\d+", r"[\s\S]*"
# Ant's schema (windyroad/JUnit-Schema) with each attribute that it demands or allows; the xUnit plug-in's allows these too.
ATTRIBUTES = {
    "testsuites": {},
    "testsuite": {
        "id": NUMBER, "name": TOKEN, "package": TOKEN, "timestamp": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", "hostname": TOKEN,
        "tests": NUMBER, "failures": NUMBER, "errors": NUMBER, "skipped": NUMBER, "time": NUMBER,
    },
    "properties": {},
    "property": {"name": TOKEN, "value": TEXT},
    "testcase": {"name": TOKEN, "classname": TOKEN, "time": NUMBER},
    "failure": {"type": TEXT, "message": TEXT},
    "skipped": {"type": TEXT, "message": TEXT},
    "system-out": {},
    "system-err": {},
}  # fmt: skip
CHILDREN = {
    "testsuites": r"(testsuite )*",
    "testsuite": r"properties (testcase )*system-out system-err ",
    "properties": r"(property )*",
    "testcase": r"((skipped|failure) )?",
}


@pytest.fixture(scope="module")
def report() -> Report:
    return sample()


def tree(report: Report) -> Element:
    return fromstring(as_text(report, "junit", False, 80).encode())


def case(root: Element, name: str) -> Element:
    (found,) = (one for one in root.iter("testcase") if one.get("name", "").split()[0] == name)
    return found


def inside(root: Element, name: str) -> tuple[str, str, str]:
    (told,) = case(root, name)
    return told.tag, told.get("type", ""), told.get("message", "")


def assert_valid(root: Element) -> None:
    for element in root.iter():
        expected = ATTRIBUTES[element.tag]
        assert set(element.attrib) == set(expected), element.tag
        assert all(re.fullmatch(form, element.attrib[name]) for name, form in expected.items()), element.attrib
        assert re.fullmatch(CHILDREN.get(element.tag, ""), "".join(f"{child.tag} " for child in element)), element.tag
    suites = list(root)
    assert [suite.get("id") for suite in suites] == [str(number) for number in range(len(suites))]
    for suite in suites:
        counted = [len(suite.findall(f".//{tag}")) for tag in ("testcase", "failure", "error", "skipped")]
        assert [suite.get(name) for name in ("tests", "failures", "errors", "skipped")] == list(map(str, counted))


def test_the_form_is_what_the_schemas_accept(report: Report) -> None:
    assert_valid(tree(report))


def test_there_is_a_suite_for_each_area_and_one_for_the_ties(report: Report) -> None:
    suites = {suite.get("name"): len(suite.findall("testcase")) for suite in tree(report)}
    areas = [sum(rating.area == area for rating in report.ratings) for area in AREAS]
    assert list(suites.items()) == [
        *zip(("mål", "ekonomi", "balanskrav", "intern kontroll"), areas, strict=True),
        ("avstämningar", len(report.ties)),
        ("iakttagelser", 1),
    ]


def test_what_is_not_met_fails_with_its_sentence(report: Report) -> None:
    assert inside(tree(report), "K-3") == ("failure", "ej", "Målet nås inte.")
    assert inside(tree(report), "IK-1a") == ("failure", "delvis", "1 kontroll av 2 planerade.")


def test_a_contradicted_claim_fails_with_both_outcomes(report: Report) -> None:
    tag, kind, message = inside(tree(report), "K-1.1")
    assert (tag, kind) == ("failure", "motsagt")
    assert message.startswith("Redovisat uppfyllt, visat ej uppfyllt. Utfallet 88 % når inte målnivån")
    whole = case(tree(report), "K-1.1")[0].text or ""
    assert "Redovisat: uppfyllt, bättre än underlaget visar: ”nöjda | besökare” (Årsredovisning 2021, 4.2)." in whole


def test_a_contradicted_claim_fails_also_where_the_evidence_shows_better_or_is_missing(report: Report) -> None:
    for rating in ("uppfyllt", "underlag_saknas"):
        changed = replace(report, ratings=(replace(report.ratings[0], rating=rating),))
        assert inside(tree(changed), "K-1.1")[:2] == ("failure", "motsagt")


def test_missing_evidence_is_skipped_with_its_question(report: Report) -> None:
    assert inside(tree(report), "K-1.3") == ("skipped", "underlag_saknas", "Kulturchefen: K-1.3. Vad blev utfallet?")
    assert inside(tree(report), "K-2") == ("skipped", "underlag_saknas", "Medlemmar är oavgjorda.")


def test_what_is_waived_is_skipped_with_the_decision(report: Report) -> None:
    assert inside(tree(report), "K-4") == ("skipped", "ej_tillampligt", "K-4 är undantaget genom beslut.")


def test_a_tie_fails_when_it_deviates_and_passes_when_it_rounds(report: Report) -> None:
    root = tree(report)
    tag, kind, message = inside(root, "AV-text-årets-resultat")
    assert (tag, kind) == ("failure", "avvikelse")
    assert message.replace("\u00a0", " ") == "avvikelse: 9 784,5 tkr mot 9 780 tkr; skillnad 4,5 tkr."
    assert inside(root, "AV-en-sida")[:2] == ("skipped", "underlag_saknas")
    assert [len(case(root, one)) for one in ("AV-noter-avrundat", "AV-lika")] == [0, 0]


def test_what_is_met_passes(report: Report) -> None:
    assert [len(case(tree(report), one)) for one in ("K-1.2", "E-1")] == [0, 0]


@pytest.mark.parametrize("year", [2020, 2017])
def test_failures_agree_with_the_exit_code(year: int) -> None:
    report = run_check(None, None, year)
    root = tree(report)
    assert_valid(root)
    assert (root.find(".//failure") is not None) is (exit_code(report) == 1)
    assert len(list(root.iter("testcase"))) >= len(report.ratings) + len(report.ties)


@pytest.mark.parametrize("kind", ["motsagt", "forsenad_atgard"])
def test_a_finding_that_gives_exit_code_1_fails_alone(report: Report, kind: str) -> None:
    alone = replace(report, ratings=(), ties=(), missing=(), findings=(Finding("x:1", kind, "en mening", ("A-1",), ()),))
    assert exit_code(alone) == 1
    assert inside(tree(alone), "x:1") == ("failure", kind, "En mening.")


def test_an_empty_report_has_no_suite(report: Report) -> None:
    assert len(tree(replace(report, ratings=(), ties=(), findings=(), missing=()))) == 0


@pytest.mark.parametrize("odd", ["\x00\x08\x1b[31m", "\ud800", "\ufffe\uffff", "]]>", "<a b='&amp;'>\"", "rad\nrad\r\n\trad", "\u2028", "\U0001f600"])
def test_no_sign_breaks_the_form(report: Report, odd: str) -> None:
    rating = replace(report.ratings[0], title=f"a {odd} b", because=odd, claim_words=odd)
    tie = replace(report.ties[0], title=odd)
    changed = replace(report, ratings=(rating,), ties=(tie,), organisation=odd, findings=(replace(report.findings[0], text=odd),))
    assert_valid(tree(changed))
    assert as_text(changed, "junit", False, 80) == as_text(changed, "junit", False, 80)
