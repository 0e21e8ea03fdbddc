"""The pre-close check as PDF: what it declares and carries, what its pages say, and that the same check gives the same bytes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from preclose_sample import bare, interim, preclosing
from pypdf import PdfReader
from test_preclose_formats import hostile

from reports.preclose import PreClose
from reports.preclose_formats import as_text, written

HERE = Path(__file__).parent.parent
RUN = """
import sys
from preclose_sample import preclosing
from reports.preclose_formats import written
sys.stdout.buffer.write(written(preclosing(), "pdf", False, 80))
"""


def pdf(preclose: PreClose) -> bytes:
    made = written(preclose, "pdf", everything=False, width=80)
    assert isinstance(made, bytes)
    return made


def said(made: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).replace("\u00a0", " ").split())


@pytest.fixture(scope="module")
def opened() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf(preclosing())))


def test_it_declares_both_standards_its_language_and_its_title(opened: pikepdf.Pdf) -> None:
    assert str(opened.Root.Lang) in {"sv", "sv-SE"}
    assert bool(opened.Root.MarkInfo.Marked)
    told = opened.open_metadata()
    assert (told["pdfaid:part"], told["pdfaid:conformance"], told["pdfuaid:part"]) == ("3", "A", "1")
    assert told["dc:title"] == "Exempelförbundet: förkontroll 2021, läget 2021-11-30"
    assert str(opened.docinfo.CreationDate).startswith("D:20211130")


def test_every_letter_is_of_a_typeface_that_it_carries(opened: pikepdf.Pdf) -> None:
    fonts = [font for page in opened.pages for font in page.Resources.Font.values()]
    assert fonts
    for font in fonts:
        described = font.DescendantFonts[0].FontDescriptor
        assert any(name in described for name in ("/FontFile2", "/FontFile3"))


def test_headings_tables_and_the_figure_are_tagged(opened: pikepdf.Pdf) -> None:
    tags: list[str] = []
    waiting = [opened.Root.StructTreeRoot.K]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting += list(one)
        elif isinstance(one, pikepdf.Dictionary):
            tags += [str(one.S)] if "/S" in one else []
            waiting += [one.K] if "/K" in one else []
            assert str(one.get("/S", "")) != "/Figure" or "Den streckade linjen är 2021-11-30." in str(one.A if "/Alt" not in one else one.Alt)
    assert {"/H1", "/H2", "/Table", "/TH", "/Figure"} <= set(tags)


def test_the_form_and_the_fact_files_are_attached_byte_for_byte(opened: pikepdf.Pdf) -> None:
    attached = {name: found.get_file().read_bytes() for name, found in opened.attachments.items()}
    told = as_text(preclosing(), "json", everything=False, width=80).encode()
    assert attached == {"regelsparet-exempel-2021.json": told, "2021-mal.yaml": "mål: []\n".encode()}


def test_its_pages_say_what_the_other_formats_say() -> None:
    told = said(pdf(preclosing()))
    for words in ("Att göra (6, varav 1 försenad)", "2021-09-30 ✗ försenad; kontroll; Ekonomichefen.", "✓ prognos: uppfyllt", "gräns 4 000 tkr"):
        assert words in told
    assert "Utfall till och med dagen och prognos för året" in said(pdf(interim()))
    assert "Inget återstår att göra enligt uppgifterna." in said(pdf(bare()))


def test_a_text_is_only_a_text() -> None:
    assert "<script>alert(1)</script>" in said(pdf(hostile()))


def test_the_same_bytes_in_another_process_locale_and_time_zone(tmp_path: Path) -> None:
    variables = {"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "PYTHONPATH": f"{HERE}:{HERE / 'tests'}"}
    done = subprocess.run([sys.executable, "-c", RUN], env={**os.environ, **variables}, cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout == pdf(preclosing())
