"""A hostile text in every free field of the facts is a text in every format: no element, formula, markup or control code comes of it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Sequence
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path

import pytest
from openpyxl import load_workbook

from checker.pipeline import run_check
from reports.formats import FORMATS, written
from reports.report import Report

GOOD = Path(__file__).parent / "cases" / "god"
TEXTS = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</title><b>x", "<!-- x", "]]>", "&lt;b&gt;", "{{ 7*7 }}{% raw %}", "=1+1",
    "=cmd|' /C calc'!A0",
    "+1+1", "-1+1", "@SUM(A1)", "|a|b|", "`kod`", "```", "[x](javascript:alert(1))", "![x](http://x/y)", "# rubrik", "*fet* _kursiv_", "- punkt",
    "1. punkt",
    "#set text(1pt)", '#read("/etc/passwd")', "$x^2$", "<r>rik</r>", "http://exempel.se/x", "~~x~~", "<https://x>", "\\", "'", '"', ";", ",",
)  # fmt: skip
_FIELDS = "titel|uppgift|resultat|skäl|organ|ansvarig|av|moment|område|planens_ord|redovisningens_ord"
_FREE = re.compile(rf"(?m)^(\s*(?:- )?(?:{_FIELDS}): (?!\d|IK-|-?\w+\.))[^\"'\[{{|>\n]+$")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f]")


def report_of(texts: Sequence[str], place: Path) -> Report:
    """The report of the good example with a text in every free field, one after the other; names of people, units and documents among them."""
    root = Path(shutil.copytree(GOOD, place / "fakta"))
    turn = cycle([json.dumps(text, ensure_ascii=False) for text in texts])
    for file in root.glob("*/2020/*.yaml"):
        file.write_text(_FREE.sub(lambda hit: f"{hit[1]}{next(turn)}", file.read_text(encoding="utf-8")), encoding="utf-8")
    organisation = next(root.glob("*/organisation.yaml"))
    changed = re.sub(r"(?m)^(namn: |frågor_till: ).*$", lambda hit: f"{hit[1]}{next(turn)}", organisation.read_text(encoding="utf-8"))
    organisation.write_text(re.sub(r"((?:titel|namn): )[^,{}\n\"]+(?=[,}])", lambda hit: f"{hit[1]}{next(turn)}", changed), encoding="utf-8")
    return run_check(root, None, 2020)


class _Elements(HTMLParser):
    """The elements of a page, each with its attributes' names."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[tuple[str, tuple[str, ...]]] = Counter()
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found[tag, tuple(name for name, _ in attrs)] += 1
        self.handlers += [name for name, value in attrs if name.startswith("on") or (value or "").casefold().startswith("javascript:")]


def elements(page: str) -> _Elements:
    parser = _Elements()
    parser.feed(page)
    parser.close()
    return parser


def content(report: Report, form: str) -> str:
    made = written(report, form, True, 80)
    assert isinstance(made, str)
    return made


@pytest.fixture(scope="module", params=range(0, len(TEXTS), 6))
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Each time the fields have other texts."""
    return report_of([*TEXTS[request.param :], *TEXTS[: request.param]], tmp_path_factory.mktemp("text"))


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return report_of(["ord"], tmp_path_factory.mktemp("ord"))


def test_a_page_has_the_same_elements_whatever_the_texts(hostile: Report, harmless: Report) -> None:
    page, plain = (elements(content(report, "html")) for report in (hostile, harmless))
    assert page.handlers == []
    assert set(page.found) == set(plain.found)
    assert page.found["script", ("type", "id")] == plain.found["script", ("type", "id")]


def test_no_cell_of_a_working_paper_is_a_formula_or_a_link(hostile: Report) -> None:
    made = written(hostile, "xlsx", True, 80)
    assert isinstance(made, bytes)
    cells = [cell for sheet in load_workbook(io.BytesIO(made)) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert sum(any(text in str(cell.value) for cell in cells) for text in TEXTS) > len(TEXTS) // 2
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or (cell.hyperlink and "http" in str(cell.hyperlink.target))] == []


def test_no_field_of_a_csv_begins_as_a_formula(hostile: Report) -> None:
    rows = list(csv.reader(io.StringIO(content(hostile, "csv").removeprefix("\ufeff")), delimiter=";"))
    assert len({len(row) for row in rows}) == 1
    assert [field for row in rows for field in row if re.match(r"[=+@\t\r]|-(?![0-9 ]*[.,]?[0-9]*$)", field)] == []


def test_xml_and_json_hold_the_text_as_a_text(hostile: Report) -> None:
    ET.fromstring(content(hostile, "junit"))
    assert json.loads(content(hostile, "json"))["organisation"]["name"] in TEXTS


def test_a_terminal_gets_no_control_code(hostile: Report) -> None:
    assert not _CONTROL.search(content(hostile, "text"))


def test_markdown_has_the_same_tables_links_and_headings(hostile: Report, harmless: Report) -> None:
    made, plain = (content(report, "markdown") for report in (hostile, harmless))
    for sign in (r"(?m)^\|", r"(?m)^#+ ", r"(?<!\\)\]\(", r"(?<!\\)<\w", r"(?<!\\)`"):
        assert len(re.findall(sign, made)) == len(re.findall(sign, plain)), sign


def test_the_annex_as_pdf_is_set_whatever_the_texts(tmp_path: Path) -> None:
    """Its signs are printed, and none of them is read as the language that the page is set in."""
    made = written(report_of([" ".join(TEXTS), *TEXTS], tmp_path), "pdf", True, 80)
    assert isinstance(made, bytes)
    assert made.startswith(b"%PDF-")
    assert FORMATS["pdf"].binary
