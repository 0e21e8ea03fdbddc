"""A new row of the workbook goes where the others of its kind stand: in the workbook that is written, and when its file is left out."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from test_import_workbook import GOOD, opened, read, saved, trees_of

from facts.importers.importer import LEDGER_FILE
from facts.importers.workbook.placing import Usual
from facts.importers.workbook.writing import to_workbook
from facts.loading import load_organisation


def files_on(content: bytes, sheet: str) -> dict[str, str]:
    """The file of each row by its first cell."""
    head, *rows = load_workbook(io.BytesIO(content))[sheet].iter_rows(values_only=True)
    return {str(row[0]): str(row[list(head).index("Fil")]) for row in rows if row[0]}


def parted(kept: int) -> dict[str, Any]:
    """The good example with its outcomes but the last in a file of their own, and of them only so many as are kept."""
    trees = trees_of(GOOD, 2020)
    outcomes = trees["mal.yaml"].pop("utfall")
    return {**trees, "utfall.yaml": {"utfall": outcomes[:kept]}} if kept else trees


@pytest.mark.parametrize(("kept", "file"), [(0, "mal.yaml"), (1, "utfall.yaml"), (2, "utfall.yaml")])
def test_a_row_that_waits_names_the_file_of_the_years_outcomes(kept: int, file: str) -> None:
    content = to_workbook(load_organisation(GOOD), 2020, parted(kept))
    there = {one["mätetal"] for one in parted(kept).get("utfall.yaml", {}).get("utfall", ())}
    waiting = {name: at for name, at in files_on(content, "Utfall").items() if name not in there}
    assert set(waiting.values()) == {file}
    assert len(waiting) > 1


@pytest.mark.parametrize(("kept", "file"), [(0, "mal.yaml"), (1, "utfall.yaml")])
def test_an_outcome_whose_file_is_left_out_is_read_into_the_file_of_the_years_outcomes(kept: int, file: str, tmp_path: Path) -> None:
    book = opened(to_workbook(load_organisation(GOOD), 2020, parted(kept)))
    page = book["Utfall"]
    heads = [cell.value for cell in page[1]]
    row = next(line for line in range(2, page.max_row + 1) if page.cell(line, 1).value == "F-2.2")
    for header, value in {"Uppgift": "klart", "Källa": "ar2020, 1", "Status": "genomfört", "Fil": None}.items():
        page.cell(row, heads.index(header) + 1).value = value
    found = read(load_organisation(GOOD), saved(book), tmp_path).files[file].data["utfall"]
    assert "F-2.2" in [one["mätetal"] for one in found]


def test_a_row_goes_with_those_about_the_same_files_facts_before_the_many() -> None:
    usual = Usual([("mal-a.yaml", "mal-a.yaml"), ("mal-b.yaml", "utfall.yaml"), ("mal-b.yaml", "utfall.yaml"), ("mal-b.yaml", "mal-b.yaml")])
    assert usual.file("mal-a.yaml", "x.yaml") == "mal-a.yaml"
    assert usual.file("mal-b.yaml", "x.yaml") == "utfall.yaml"
    assert usual.file("mal-c.yaml", "x.yaml") == "utfall.yaml"


def test_a_row_never_goes_where_the_next_ledger_replaces_all_or_into_what_is_no_file_of_a_year() -> None:
    usual = Usual([("", LEDGER_FILE), ("", LEDGER_FILE), ("", "../a.yaml"), ("", "noteringar.yaml"), ("", "")])
    assert usual.file("", "avstamningar.yaml") == "avstamningar.yaml"


def test_as_many_in_two_files_are_parted_by_name() -> None:
    assert Usual([("", "b.yaml"), ("", "a.yaml")]).file("", "x.yaml") == "a.yaml"
