"""Mistakes in a workbook: each is told at its sheet and cell, all of them at once, and nothing is written."""

from __future__ import annotations

import functools
import io
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidationList
from reports_sample import sample

from checker.importing import Wanted, import_file
from checker.template import template
from facts.errors import BadInput
from reports.xlsx import to_xlsx

CASES = Path(__file__).parent / "cases"
GOOD = CASES / "god" / "exempel"
MISTAKES: list[dict[str, Any]] = yaml.safe_load((CASES / "misstag-xlsx.yaml").read_text(encoding="utf-8"))
ENGLISH = re.compile(r"\b(should|input|valid|value|field|expected|found|must|string|type|error|while|cell|row|sheet)\b", re.IGNORECASE)
CELL = re.compile(r"mall\.xlsx(:[^!:]+(![A-Z]*\d+)?)?: hittade .+; väntade .+; gör så här: .+")


@functools.cache
def good() -> bytes:
    """The good example's workbook, without the notes and drop-downs that no reading needs."""
    book = load_workbook(io.BytesIO(template(GOOD.parent, None, 2020)[0]))
    for sheet in book.worksheets:
        sheet.data_validations = DataValidationList()
        for row in sheet.iter_rows(max_row=1):
            for cell in row:
                cell.comment = None
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the good example that a test may write to."""
    return Path(shutil.copytree(GOOD, tmp_path / "fakta" / GOOD.name))


def spoil(book: Workbook, mistake: dict[str, Any]) -> None:
    """Put a case's mistakes into the workbook."""
    for place, value in mistake.get("rutor", {}).items():
        sheet, _, cell = place.partition("!")
        book[sheet][cell].value = value
    for place, look in mistake.get("format", {}).items():
        sheet, _, cell = place.partition("!")
        book[sheet][cell].number_format = look
    for place in mistake.get("slå_ihop", []):
        sheet, _, cells = place.partition("!")
        book[sheet].merge_cells(cells)
    for sheet in mistake.get("bort", []):
        del book[sheet]
    for sheet, name in mistake.get("namn", {}).items():
        book[sheet].title = name


def spoilt(folder: Path, *mistakes: dict[str, Any]) -> Path:
    """The good workbook with the mistakes in it, beside the facts."""
    book = load_workbook(io.BytesIO(good()))
    for mistake in mistakes:
        spoil(book, mistake)
    path = folder.parents[1] / "mall.xlsx"
    book.save(path)
    return path


def errors_of(folder: Path, path: Path) -> list[str]:
    """What importing says of the workbook; nothing of the year is touched."""
    before = {file: file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}
    with pytest.raises(BadInput) as raised:
        import_file(Wanted(path, facts=folder.parent))
    assert {file: file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()} == before
    return [str(error) for error in raised.value.errors]


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake["fall"] for mistake in MISTAKES])
def test_a_mistake_is_told_at_its_cell_with_what_to_do(folder: Path, mistake: dict[str, Any]) -> None:
    """One changed cell gives exactly the messages that the case states, word for word."""
    told = errors_of(folder, spoilt(folder, mistake))
    assert told == mistake["fel"]
    assert [line for line in told if not CELL.fullmatch(line) or ENGLISH.search(line)] == []


def test_there_is_a_case_for_each_of_many_mistakes() -> None:
    """The table of mistakes does not shrink unseen."""
    assert len(MISTAKES) >= 60
    assert len({mistake["fall"] for mistake in MISTAKES}) == len(MISTAKES)


TOGETHER = (
    "ett tal som text med ord före", "en formel utan sparat värde", "ett id som har blivit ett datum", "en källa utan avsnitt",
    "ett ord som inte finns i listan", "en okänd status", "ett datum utan år", "en tom ruta i en påbörjad grupp", "en tabell utan titel",
    "en anteckning bredvid tabellen", "en fil i en annan mapp", "ett väsentlighetstal i en enhet som inte är pengar",
    "ett kontrollområde utan moment", "ett borttaget blad", "ett datum bland kolumnerna",
)  # fmt: skip


def test_all_mistakes_of_a_workbook_are_told_at_once(folder: Path) -> None:
    """What cannot be read, what is missing and what the year's own checks see come together, in the order of sheets and cells."""
    chosen = [mistake for mistake in MISTAKES if mistake["fall"] in TOGETHER]
    assert len(chosen) == len(TOGETHER)
    told = errors_of(folder, spoilt(folder, *chosen))
    assert sorted(told) == sorted(line for mistake in chosen for line in mistake["fel"])


def test_the_auditors_working_paper_is_told_apart_from_the_form_in_one_sentence(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "arb.xlsx"
    path.write_bytes(to_xlsx(sample()))
    (told,) = errors_of(folder, path)
    assert told == (
        "arb.xlsx: hittade revisorns arbetspapper, skrivet med --format xlsx; väntade arbetsboken från check mall; "
        "gör så här: skriv årets arbetsbok med check mall ÅR -o mall.xlsx, fyll i den och läs in den"
    )


def test_a_reference_to_a_fact_that_cannot_be_read_is_no_second_mistake(folder: Path) -> None:
    """A mätetal refused for its level is still known to its outcomes and to the decision about it."""
    told = errors_of(folder, spoilt(folder, {"rutor": {"Mätetal!G2": "mycket", "Mätetal!D4": None}}))
    assert [line.split(":")[1] for line in told] == ["Mätetal!G2", "Mätetal!D4"]
