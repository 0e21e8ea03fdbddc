"""The annex as PDF: what it declares, what is attached to it, what its pages say, and that the same report gives the same bytes."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader
from reports_sample import sample
from test_report_html import SECTIONS, hostile

from checker.pipeline import run_check
from reports.annex.anchors import Link
from reports.annex.annex import annex_of
from reports.pdf import attachment_name, to_pdf, trace_name
from reports.printed.blocks import Leaf, heading, line, resolved
from reports.printed.glyphs import printable
from reports.report import Report
from reports.seal import to_json

HERE = Path(__file__).parent.parent
RUN = """
import sys
from checker.pipeline import run_check
from reports.pdf import to_pdf
sys.stdout.buffer.write(to_pdf(run_check(None, None, 2017)))
"""


@pytest.fixture(scope="module")
def year() -> Report:
    return run_check(None, None, 2020)


@pytest.fixture(scope="module")
def made(year: Report) -> bytes:
    return to_pdf(year)


@pytest.fixture(scope="module")
def opened(made: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(made))


@pytest.fixture(scope="module")
def pages(made: bytes) -> list[str]:
    return [" ".join(page.extract_text().replace("\u00a0", " ").split()) for page in PdfReader(io.BytesIO(made)).pages]


# --- what it declares -----------------------------------------------------------------------------------------------


def test_it_declares_both_standards_its_language_and_its_title(opened: pikepdf.Pdf) -> None:
    assert str(opened.Root.Lang) in {"sv", "sv-SE"}
    assert bool(opened.Root.MarkInfo.Marked)
    assert opened.Root.StructTreeRoot.K
    assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)
    told = opened.open_metadata()
    assert (told["pdfaid:part"], told["pdfaid:conformance"], told["pdfuaid:part"]) == ("3", "A", "1")
    assert told["dc:title"] == "Bilaga: Regelprövning av mål, ekonomi och intern kontroll 2020"
    assert list(told["dc:language"]) in (["sv"], ["sv-SE"])


def test_it_is_dated_the_day_of_the_accounts_and_not_of_the_run(opened: pikepdf.Pdf) -> None:
    assert str(opened.docinfo.CreationDate).startswith("D:20201231")


def test_its_bookmarks_are_the_twelve_sections(opened: pikepdf.Pdf) -> None:
    with opened.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert [title for title in titles if re.match(r"\d", title)] == SECTIONS[2:]


def test_pages_are_a4_and_tables_that_need_it_lie_on_their_side(opened: pikepdf.Pdf) -> None:
    shapes = [tuple(round(float(side)) for side in page.mediabox[2:]) for page in opened.pages]
    assert set(shapes) == {(595, 842), (842, 595)}
    assert shapes[0] == (595, 842)


# --- what is attached -----------------------------------------------------------------------------------------------


def test_the_json_form_and_every_fact_file_are_attached_byte_for_byte(opened: pikepdf.Pdf, year: Report) -> None:
    attached = {name: found.get_file().read_bytes() for name, found in opened.attachments.items()}
    files = {attachment_name(path): raw for path, raw in year.files.items()}
    assert attached == {trace_name(year): to_json(year).encode(), **files}
    assert attached["2020-mal-navet.yaml"] == (HERE / "facts/data/sjuharad/2020/mal-navet.yaml").read_bytes()


def test_each_attachment_says_what_it_is_to_the_document(opened: pikepdf.Pdf) -> None:
    found = {str(one.UF): str(one.AFRelationship) for one in opened.Root.AF}
    assert found.pop("regelsparet-sjuharad-2020.json") == "/Data"
    assert set(found.values()) == {"/Source"}


# --- what its pages say ---------------------------------------------------------------------------------------------


def test_the_summary_is_the_first_page(pages: list[str], year: Report) -> None:
    assert "Sammanfattning" in pages[0]
    assert "Verksamhetens mål är 41." in pages[0]
    assert "Mål per enhet: redovisat och visat." in pages[0]
    assert "Innehåll" in pages[1]


def test_every_page_has_its_number_of_all_and_the_short_checksums(pages: list[str], year: Report) -> None:
    digest = annex_of(year).seal.digest
    for number, told in enumerate(pages, 1):
        assert f"Sida {number} av {len(pages)}" in told
        for part in ("facts", "rules", "trace"):
            assert digest[part].removeprefix("sha256:")[:12] in told


def test_the_last_page_is_for_signing_and_has_the_checksums_in_full(pages: list[str], year: Report) -> None:
    for signed in ("Upprättad", "Granskad", "Godkänd", "Behandlad av Direktionen"):
        assert signed in pages[-1]
    for found in annex_of(year).seal.digest.values():
        assert found in pages[-1].replace(" ", "")


def test_every_rated_goal_and_every_moment_is_there_with_its_word(pages: list[str], year: Report) -> None:
    told = " ".join(pages)
    for rating in year.ratings:
        assert rating.id in told
    for words in ("✓ uppfyllt", "◐ delvis uppfyllt", "✗ ej uppfyllt", "? underlag saknas"):
        assert words in told


def test_each_difference_has_an_empty_line_for_the_board(pages: list[str], year: Report) -> None:
    annex = annex_of(year)
    assert " ".join(pages).count("Direktionens ställningstagande:") == len(annex.differences) + len(annex.counts)


def test_numbers_are_set_as_in_swedish(made: bytes, pages: list[str]) -> None:
    told = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    assert "20\u00a0000\u00a0elever" in told
    assert "−866" in told
    assert " -866" not in told


# --- what may come --------------------------------------------------------------------------------------------------


def test_a_goal_without_a_claim_is_told_to_have_none(pages: list[str]) -> None:
    whole = " ".join(pages)
    assert "✓ uppfyllt inget påstående" in whole
    assert "✓ uppfyllt inget F" not in whole


def test_a_text_is_only_a_text_and_no_sign_stops_the_page() -> None:
    odd = 'Ord #panic("x") *fet* $x$ <mål> @ref \\u{41} 中😀\u202e\u0001\nrad'
    report = hostile()
    made = to_pdf(replace(report, as_of="2021-12-31", organisation=odd, ratings=(replace(report.ratings[0], title=odd), *report.ratings[1:])))
    told = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).replace("\u00a0", " ").split())
    assert 'Ord #panic("x") *fet* $x$ <mål> @ref \\u{41} [U+4E2D][U+1F600][U+202E][U+0001] rad' in told


def test_a_sign_without_a_glyph_is_told_by_its_number() -> None:
    assert printable({"a": ["å\n中", 1, None, "–✓◐✗≈"]}) == {"a": ["å [U+4E2D]", 1, None, "–✓◐✗≈"]}


def test_a_link_that_leads_nowhere_is_a_text() -> None:
    leaves = (Leaf((heading(1, "A", "a-1"), {"kind": "paragraph", "text": line(Link("hit", "a-1"), Link("dit", "b-1"))})),)
    assert resolved(leaves)[0]["blocks"][1]["text"] == [{"to": "a-1", "text": "hit"}, "dit"]


def test_a_report_with_next_to_nothing_has_its_sections_too() -> None:
    empty = replace(sample(), ratings=sample().ratings[-1:], ties=(), findings=(), missing=(), ledger=(), trace=sample().trace[12:13])
    told = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(empty))).pages)
    for section in SECTIONS[2:]:
        assert section in told


# --- the same bytes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("variables", [{"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"}, {"SOURCE_DATE_EPOCH": "1", "TZ": "UTC"}])
def test_the_same_bytes_in_another_process_locale_and_time_zone(variables: dict[str, str], tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(HERE), **variables}
    done = subprocess.run([sys.executable, "-c", RUN], env=environment, cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout == to_pdf(run_check(None, None, 2017))
