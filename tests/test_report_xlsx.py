"""The auditor's working paper, opened again: its sheets, heads and numbers, and that no text becomes anything but a text."""

from __future__ import annotations

import functools
import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from reports_sample import sample

from checker.pipeline import run_check
from reports.formats import as_text, written
from reports.report import Cite, Finding, Missing, Note, Rating, Report, RuleInfo, Tie
from reports.selection import with_members
from reports.workbook import LONGEST, lines_of, number_format
from reports.workpaper.tables import number

ROOT = Path(__file__).parents[1]
SHEETS = (
    "Sammanfattning",
    "Bedömningar",
    "Påståenden som skiljer sig",
    "Underlag saknas",
    "Avstämningar",
    "Intern kontroll",
    "Iakttagelser",
    "Uppgifter",
    "Regler",
)
NOTES = ("Revisorns notering", "Sign", "Datum")
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "{=1+1}")
ODD = (
    *FORMULAS,
    "https://example.org/",
    "mailto:a@example.org",
    "internal:Regler!A1",
    "<r><t>markering</t></r>",
    "<r><brutet",
    "</t></si>&amp;",
    "_x0041_",
    "\x00\x07\x1b",
    "\ufffe",
    "1234",
    "rad\nrad",
)


def made(report: Report) -> bytes:
    told = written(report, "xlsx", False, 80)
    assert isinstance(told, bytes)
    return told


def opened(report: Report) -> Workbook:
    return load_workbook(io.BytesIO(made(report)))


@functools.cache
def real(year: int) -> Report:
    return run_check(None, None, year)


@functools.cache
def real_book(year: int) -> Workbook:
    return opened(real(year))


@pytest.fixture(scope="module")
def report() -> Report:
    return sample()


@pytest.fixture(scope="module")
def book(report: Report) -> Workbook:
    return opened(report)


def sheet(book: Workbook, name: str) -> Worksheet:
    found = book[name]
    assert isinstance(found, Worksheet)
    return found


def heads(one: Worksheet) -> list[str]:
    return [str(cell.value) for cell in one[1]]


def rows(book: Workbook, name: str) -> dict[str, dict[str, object]]:
    """The rows of a sheet by what stands first in each."""
    one = sheet(book, name)
    return {str(row[0].value): dict(zip(heads(one), (cell.value for cell in row), strict=True)) for row in one.iter_rows(min_row=2)}


def cells(book: Workbook) -> list[Cell]:
    return [cell for one in book.worksheets for row in one.iter_rows() for cell in row if isinstance(cell, Cell) and cell.value is not None]


# --- sheets


def test_there_is_a_sheet_for_each_part_in_order(book: Workbook) -> None:
    assert tuple(book.sheetnames) == SHEETS
    assert book.active is not None
    assert book.active.title == "Sammanfattning"


@pytest.mark.parametrize("name", SHEETS[1:])
def test_heads_are_frozen_filtered_and_repeated_in_print(book: Workbook, name: str) -> None:
    one = sheet(book, name)
    last = one.cell(one.max_row, one.max_column).coordinate
    assert one.freeze_panes == "B2"
    assert one.auto_filter.ref == f"A1:{last}"
    assert one.print_title_rows == "$1:$1"
    assert all(cell.font.b for cell in one[1])


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_printed_in_landscape_one_page_wide_with_its_number(book: Workbook, name: str) -> None:
    one = sheet(book, name)
    assert (one.page_setup.orientation, str(one.page_setup.paperSize)) == ("landscape", "9")
    assert one.sheet_properties.pageSetUpPr is not None
    assert one.sheet_properties.pageSetUpPr.fitToPage
    assert (one.page_setup.fitToHeight == 0) is (name != SHEETS[0])  # the summary is one page, the others as many as they need
    assert one.oddFooter is not None
    assert one.oddHeader is not None
    assert str(one.oddFooter.right.text).replace("[Page]", "P") == "Sida &P av &N"
    assert one.oddHeader.right.text == name


@pytest.mark.parametrize("name", SHEETS[1:-1])
def test_the_auditor_has_empty_columns_on_every_sheet_but_the_summary_and_the_rules(book: Workbook, name: str) -> None:
    one = sheet(book, name)
    assert tuple(heads(one)[-3:]) == NOTES
    assert all(cell.value is None for row in one.iter_rows(min_row=2, min_col=one.max_column - 2) for cell in row)
    assert one.cell(2, one.max_column).number_format == "yyyy-mm-dd"


@pytest.mark.parametrize("name", SHEETS)
def test_widths_are_set_and_texts_wrapped(book: Workbook, name: str) -> None:
    one = sheet(book, name)
    widths = [dimension.width for dimension in one.column_dimensions.values()]
    assert 8 <= min(widths) <= max(widths) <= 72
    texts = [cell for row in one.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert all(cell.alignment.wrap_text and cell.alignment.vertical in {"top", "center"} for cell in texts)


# --- rows


def test_every_rating_is_there_under_what_it_belongs_to(book: Workbook, report: Report) -> None:
    ids = list(rows(book, "Bedömningar"))
    assert sorted(ids) == sorted(rating.id for rating in report.ratings)
    assert ids.index("K-1") + 1 == ids.index("K-1.1")


def test_members_follow_what_they_belong_to_and_none_is_lost() -> None:
    ordered = with_members(real(2020).ratings)
    places = {rating.id: place for place, rating in enumerate(ordered)}
    assert set(places) == {rating.id for rating in real(2020).ratings}
    assert all(places[rating.parent] < places[rating.id] for rating in ordered if rating.parent in places)


def test_a_rating_is_told_in_swedish_words(book: Workbook) -> None:
    told = rows(book, "Bedömningar")["K-1.1"]
    wanted = {"Nivå": "mätetal", "Målnivå": "minst 90\u00a0%", "Bedömning": "ej uppfyllt", "Redovisat": "uppfyllt", "Påståendet": "motsagt"}
    assert {head: told[head] for head in wanted} == wanted


def test_claims_that_differ_are_both_the_contradicted_and_the_unsupported_and_the_counts(book: Workbook) -> None:
    told = rows(book, "Påståenden som skiljer sig")
    assert list(told) == ["K-1.1", "K-1", "K-2.1", "A-1", "K-2"]
    assert told["K-2.1"]["Riktning"] == "målnivån nås inte; redovisat som delvis"
    assert told["K-1.1"]["Redovisningens ord"] == "nöjda | besökare"
    assert told["K-2"]["Påståendet"] == "obestyrkt"


def test_missing_evidence_stands_with_the_question_and_the_fact_that_decides(book: Workbook) -> None:
    told = rows(book, "Underlag saknas")
    assert list(told) == ["K-1.3", "K-2", "S-1", "GEH", "IK-1b"]
    assert (told["K-1.3"]["Fråga"], told["K-1.3"]["Uppgift som avgör"]) == ("Kulturchefen: K-1.3. Vad blev utfallet?", "utfall:K-1.3")
    assert told["K-2"]["Fråga"] is None


def test_both_sides_of_every_tie_of_a_real_year_are_numbers() -> None:
    """What the auditor filters and sums is a number in the tie's own unit, whatever unit the document prints it in."""
    told = rows(opened(run_check(None, None, 2020)), "Avstämningar")
    for name, row in told.items():
        for head in ("Vänster sida", "Höger sida", "Skillnad"):
            assert isinstance(row[head], int | float), (name, head)
    assert told["AV-budgetkolumn-brb-intakter"]["Höger sida"] == 1352.19
    assert told["AV-budgetkolumn-brb-intakter"]["Som tryckt"] == "1\u00a0342\u00a0tkr mot 1\u00a0352\u00a0190\u00a0kr"


def test_ties_stand_with_those_that_deviate_first_and_numbers_as_numbers(book: Workbook) -> None:
    told = rows(book, "Avstämningar")
    assert [row["Utfall"] for row in told.values()] == ["avvikelse", "avvikelse", "avrundning", "underlag saknas", "stämmer"]
    assert [told["AV-ca"][head] for head in ("Vänster sida", "Höger sida")] == [2.2, 2.280694]
    assert told["AV-ca"]["Som tryckt"] == "ca\u00a02,2\u00a0mkr mot 2,280694\u00a0mkr"
    assert told["AV-noter-avrundat"]["Som tryckt"] is None
    assert [told["AV-text-årets-resultat"][head] for head in ("Vänster sida", "Höger sida", "Skillnad", "Enhet")] == [9784.5, 9780, 4.5, "tkr"]
    assert told["AV-noter-avrundat"]["Vänster sida"] == -29283
    assert told["AV-en-sida"]["Höger sida"] == "saknas"


def test_a_number_is_set_with_thousands_its_own_decimals_and_a_real_minus(book: Workbook) -> None:
    one = sheet(book, "Avstämningar")
    left, right = one.cell(2, 3), one.cell(2, 4)
    assert (left.data_type, left.number_format) == ("n", '[$-41D]#,##0.0;[$-41D]"−"#,##0.0')
    assert (right.data_type, right.number_format) == ("n", number_format(0))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("107", Decimal(107)),
        ("-866", Decimal(-866)),
        ("2.50", Decimal("2.50")),
        ("ca 4", "ca 4"),
        ("1e5", "1e5"),
        ("٣", "٣"),
        ("NaN", "NaN"),
        ("123456789012345", Decimal(123456789012345)),
        ("1234567890123456", "1234567890123456"),
        ("", ""),
        (None, None),
    ],
)
def test_a_number_that_a_spreadsheet_would_change_stays_a_text(text: str | None, value: object) -> None:
    assert number(text) == value
    assert type(number(text)) is type(value)


def test_internal_control_stands_with_plan_outcome_and_deviation(book: Workbook) -> None:
    told = rows(book, "Intern kontroll")
    assert set(told) == {"IK-1", "IK-1a", "IK-1b"}
    assert "senast 2021-12-14" in str(told["IK-1a"]["Avvikelser"])


def test_findings_facts_and_rules_are_all_there(book: Workbook, report: Report) -> None:
    assert list(rows(book, "Iakttagelser")) == [finding.id for finding in report.findings]
    assert list(rows(book, "Uppgifter")) == sorted(report.facts)
    assert list(rows(book, "Regler")) == [rule.id for rule in report.rules]
    assert rows(book, "Uppgifter")["krit:K-1.1"]["Dokument"] == "Verksamhetsplan och budget 2021"


def test_the_summary_counts_and_the_counts_add_up() -> None:
    one = sheet(real_book(2020), "Sammanfattning")
    table = [[cell.value for cell in row] for row in one.iter_rows()]
    start = next(place for place, row in enumerate(table) if row[0] == "Enhet")
    goals = [row for row in table[start + 1 :] if row[1] == "mål"]
    units = goals[: [row[0] for row in goals].index("Summa")]
    total = goals[len(units)]
    assert total[2] == sum(rating.level == "goal" and rating.area == "mal" for rating in real(2020).ratings)
    for place in range(2, len(total)):
        counts = [row[place] for row in units]
        assert all(isinstance(count, int) for count in counts)
        assert total[place] == sum(count for count in counts if isinstance(count, int))
    assert all(row[2] == sum(value for value in row[3:8] if isinstance(value, int)) for row in (*units, total))


def test_the_ledger_has_years_without_thousands_and_amounts_with(book: Workbook) -> None:
    one = sheet(book, "Sammanfattning")
    (row,) = (row for row in one.iter_rows() if str(row[0].value).startswith("2021: balanskravsresultat"))
    assert [cell.value for cell in row[1:4]] == [-866, 2024, 866]
    assert [cell.number_format for cell in row[1:4]] == [number_format(0), "0", number_format(0)]


def test_a_sheet_without_rows_says_so(report: Report) -> None:
    bare = opened(replace(report, ratings=(), ties=(), findings=(), missing=(), ledger=(), facts={}, rules=(), units=()))
    assert tuple(bare.sheetnames) == SHEETS
    assert sheet(bare, "Underlag saknas")["A2"].value == "Alla bedömningar är avgjorda."
    assert sheet(bare, "Underlag saknas").auto_filter.ref is None


# --- texts stay texts


def with_text(report: Report, odd: str) -> Report:
    """The report with the given text everywhere that a text from the facts can stand."""
    cite = Cite(odd, odd)
    rating = replace(
        report.ratings[0],
        id=odd,
        title=odd,
        because=odd,
        target=odd,
        outcomes=(odd,),
        claim_words=odd,
        claim_source=cite,
        sources=(cite,),
        org_unit=odd,
    )
    ratings: tuple[Rating, ...] = (rating, replace(rating, id=odd + "1", rating="underlag_saknas", verdict="obestyrkt"))
    control = replace(rating, id=odd + "2", area="intern_kontroll", level="moment")
    return replace(
        report,
        organisation=odd,
        units=((odd, odd),),
        ratings=(*ratings, control),
        ties=(Tie(odd, odd, odd, odd, odd, odd, "avvikelse", (cite,)),),
        findings=(Finding(odd, "oppen_avvikelse", odd, (odd + "2",), ()), Finding("a", "motsagt", odd, (odd,), ())),
        missing=(Missing(odd, odd, (odd + "1",)),),
        facts={odd: {"kind": odd, "titel": odd, "value": odd, "unit": odd, "source": {"document": odd, "section": odd}}},
        rules=(RuleInfo(odd, odd, odd, odd, odd),),
        ledger=(replace(report.ledger[1], result=odd, remaining=odd, basis=odd, sources=(cite,)),),
        notes=(Note(odd, "instammer_inte", odd, odd, odd), Note(odd + "1", "instammer", None, odd, odd)),
    )


@pytest.mark.parametrize("odd", ODD)
def test_no_text_from_the_facts_becomes_anything_else(report: Report, odd: str) -> None:
    content = made(with_text(report, odd))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = parts.namelist()
        whole = {name: parts.read(name) for name in names}
    assert not any(re.search("external|connection|vba|macro|embed|calcChain|hyperlink", name, re.IGNORECASE) for name in names)
    for name, part in whole.items():
        root = fromstring(part)
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            assert {child.tag.rpartition("}")[2] for child in root.iter()}.isdisjoint(
                {"f", "hyperlink", "hyperlinks", "dataValidation", "legacyDrawing"}
            )
        if name == "xl/sharedStrings.xml":
            assert {child.tag.rpartition("}")[2] for child in root.iter()} == {"sst", "si", "t"}
    assert {cell.data_type for cell in cells(load_workbook(io.BytesIO(content)))} <= {"s", "n"}


@pytest.mark.parametrize("odd", FORMULAS)
def test_a_text_like_a_formula_stays_a_text_when_it_is_edited(report: Report, odd: str) -> None:
    found = [cell for cell in cells(opened(with_text(report, odd))) if "1+1" in str(cell.value) or str(cell.value).startswith(("=", "@"))]
    assert found
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in found)


def test_a_text_is_read_back_as_it_was(report: Report) -> None:
    for odd in ("<r><t>markering</t></r>", "_x0041_", "a & b < c", "å\u00a0ä"):
        assert str(sheet(opened(with_text(report, odd)), "Regler")["A2"].value).rstrip(" ") == odd


def test_a_text_longer_than_a_cell_is_cut_and_shown_to_be(report: Report) -> None:
    told = str(sheet(opened(with_text(report, "å" * 40_000)), "Regler")["B2"].value)
    assert (len(told), told[-1]) == (LONGEST + 1, "…")


def test_an_ampersand_and_a_long_name_in_the_head_of_a_page(report: Report) -> None:
    one = sheet(opened(replace(report, organisation="A&P & Söner " * 40)), "Regler")
    assert one.oddHeader is not None
    assert str(one.oddHeader.left.text).startswith("A&&P && Söner")


def test_lines_are_counted_as_words_break() -> None:
    assert [lines_of(text, 10) for text in ("", "kort", "ett par ord till", "a\nb\nc", "å" * 25)] == [1, 1, 2, 3, 3]


# --- the same bytes


def test_properties_name_the_report_and_the_day_of_the_facts(book: Workbook) -> None:
    told = book.properties
    assert told.title == "Exempelförbundet: prövning av år 2021, revisorns arbetspapper"
    assert told.creator == "Regelspår 1.0.0"
    assert told.created is not None
    assert told.created.isoformat()[:19] == "2021-12-31T00:00:00"
    assert told.modified == told.created


def test_the_same_report_gives_the_same_bytes(report: Report) -> None:
    assert made(report) == made(sample())
    with zipfile.ZipFile(io.BytesIO(made(report))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    "variables",
    [
        {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "1"},
        {"LC_ALL": "C", "TZ": "America/Los_Angeles", "PYTHONHASHSEED": "7", "PYTHONUTF8": "0"},
    ],
    ids=["Turkish, Auckland", "C, Los Angeles"],
)
def test_the_same_bytes_under_another_locale_and_time_zone(variables: dict[str, str], tmp_path: Path) -> None:
    target = tmp_path / "papper.xlsx"
    command = [sys.executable, "-W", "error", "-c", "from checker.cli import main; main()", "2020", "--format", "xlsx", "-o", str(target)]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT), **variables}, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
    assert target.read_bytes() == made(real(2020))


@pytest.mark.parametrize("year", [2020, 2017])
def test_the_real_report_is_whole(year: int) -> None:
    report, book = real(year), real_book(year)
    assert len(rows(book, "Bedömningar")) == len(report.ratings)
    assert len(rows(book, "Avstämningar")) == len(report.ties)
    assert len(rows(book, "Uppgifter")) == len(report.facts)
    assert len(rows(book, "Regler")) == len(report.rules)
    assert {row["Id"] for row in rows(book, "Underlag saknas").values()} >= {one.id for one in report.ratings if one.rating == "underlag_saknas"}
    amounts = [row["Belopp"] for row in rows(book, "Uppgifter").values() if row["Slag"] == "belopp"]
    assert amounts
    assert all(isinstance(amount, int | float) for amount in amounts)


def test_a_working_paper_is_no_text(report: Report) -> None:
    with pytest.raises(TypeError, match="xlsx"):
        as_text(report, "xlsx", everything=False, width=80)
