"""The real years' whole reports, a small overview as it is told, and what each rule derives in an example.

Rewritten by --update-golden alone (make golden); read the difference.
"""

from __future__ import annotations

import json
from itertools import zip_longest
from pathlib import Path
from unittest.mock import patch

import pytest
from overview_sample import overview
from rows import in_rows
from test_rules_findings import all_cases
from test_rules_preclose import Due, seen
from year_builder import Case, check

from checker import pipeline
from checker.given import Given
from checker.pipeline import run_check
from checker.session import Firing, Session
from reports.overviews.formats import FORMATS
from reports.seal import to_json
from rules.catalogue import all_rules

GOLDEN = Path(__file__).parent / "golden"


def first_difference(expected: str, found: str) -> str | None:
    """The first line that differs, both ways, with the line before it; None if none does."""
    before = ""
    for number, (one, other) in enumerate(zip_longest(expected.splitlines(), found.splitlines()), 1):
        if one != other:
            return f"line {number}, after {before[:120]}\n  expected: {_about(one, other)}\n  found:    {_about(other, one)}"
        before = one
    return None if expected == found else "the ends of lines differ"


def _about(line: str | None, other: str | None) -> str:
    """The part of a long line where it leaves the other."""
    if line is None:
        return "no line"
    same = next((at for at, pair in enumerate(zip_longest(line, other or "")) if pair[0] != pair[1]), 0)
    start = max(same - 60, 0)
    return ("…" if start else "") + line[start : same + 140]


@pytest.mark.parametrize("year", [2020, 2017])
def test_the_report_is_as_it_was(year: int, request: pytest.FixtureRequest) -> None:
    compare(GOLDEN / f"{year}.json", in_rows(to_json(run_check(None, None, year))), request)


@pytest.mark.parametrize("name", ["text", "csv", "vanligast.csv"])
def test_the_overview_is_as_it_was(name: str, request: pytest.FixtureRequest) -> None:
    found = FORMATS[name](overview(), 80)
    assert isinstance(found, str)
    compare(GOLDEN / ("oversikt.txt" if name == "text" else f"oversikt.{name}"), found.replace("\r\n", "\n"), request)


def test_the_overviews_page_is_as_it_was(request: pytest.FixtureRequest) -> None:
    """What the page says; its looks and its script stand in files of their own."""
    found = FORMATS["html"](overview(), 80)
    assert isinstance(found, str)
    compare(GOLDEN / "oversikt.html", found[found.index("<body") : found.rindex("<script")], request)


def compare(path: Path, found: str, request: pytest.FixtureRequest) -> None:
    """The text against the expected file, which the flag rewrites."""
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8", newline="\n")
    if not path.is_file():
        pytest.skip(f"{path.name} is not written yet: make golden")
    difference = first_difference(path.read_bytes().decode(), found)
    if difference:
        pytest.fail(f"{path.name}: {difference}\nIf it shall be so: make golden, and read the difference.", pytrace=False)


@pytest.mark.parametrize(
    ("expected", "found", "told"),
    [
        ("a\nb\n", "a\nb\n", None),
        ("a\nb\n", "a\nc\n", "line 2, after a\n  expected: b\n  found:    c"),
        ("a\n", "a\nb\n", "line 2, after a\n  expected: no line\n  found:    b"),
        ("a\n", "a", "the ends of lines differ"),
    ],
)
def test_a_difference_is_told_by_its_first_line(expected: str, found: str, told: str | None) -> None:
    assert first_difference(expected, found) == told


# --- each rule ------------------------------------------------------------------------------------------

RULES = GOLDEN / "rules.json"
WITHOUT_FACTS = {"SV-GEH-UTAN-E", "SV-GEH-UE"}  # no facts lead to them: test_rules_composites leaves the law's own demands out
RULE_IDS = [rule.id for rule in all_rules() if rule.id not in WITHOUT_FACTS]


@pytest.mark.parametrize("rule", RULE_IDS)
def test_what_each_rule_matches_and_derives_is_as_it_was(rule: str, request: pytest.FixtureRequest) -> None:
    """In the first legal example that names it: every fact that it matched, and every field that it derived."""
    case = next(case for case in all_cases() if rule in case.rules)
    found = {"case": case.says, "derives": _derived(rule, case)}
    expected = json.loads(RULES.read_text(encoding="utf-8")) if RULES.exists() else {}
    if request.config.getoption("--update-golden"):
        told = {name: one for name, one in {**expected, rule: found}.items() if name in RULE_IDS}
        RULES.write_text(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    else:
        assert found == expected.get(rule), "If it shall be so: make golden, and read the difference."
    assert found["derives"]


def _derived(rule: str, case: Case) -> list[str]:
    sessions: list[Session] = []
    infer = pipeline.infer

    def heard(given: Given) -> Session:
        sessions.append(infer(given))
        return sessions[-1]

    with patch.object(pipeline, "infer", heard):
        if isinstance(case, Due):
            seen(*case.facts, day=case.day, kind=case.kind, earlier=case.earlier, year=case.year)
        else:
            check(*case.facts, year=case.year)
    return sorted(_told(session, firing) for session in sessions for firing in session.firings if firing.rule == rule)


def _told(session: Session, firing: Firing) -> str:
    matched = " ".join(f"{alias}={fact}" for alias, fact in firing.because)
    derived = " ".join(f"{name}={value}" for name, value in session.facts[firing.therefore].items() if name != "id")
    return f"{firing.phase}: {matched} → {derived}"
