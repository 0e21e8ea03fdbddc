"""The real years' whole reports, and a small overview as it is told. Rewritten by --update-golden alone (make golden); read the difference."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

import pytest
from overview_sample import overview
from rows import in_rows

from checker.pipeline import run_check
from reports.overviews.formats import FORMATS
from reports.seal import to_json

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
