"""Deviations in money against the väsentlighetstal, as each format tells them; and that nothing is said of it where none is stated."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook
from reports_sample import AR, sample

from reports.annex.anchors import Anchors
from reports.annex.deviations import NONE_STATED, Deviations, deviations
from reports.annex.items import Items
from reports.formats import as_text
from reports.html_form import to_html
from reports.report import Cite, Materiality, Report, Tie
from reports.seal import to_json
from reports.xlsx import to_xlsx

LIMIT = Materiality("5", "tkr", "revisorernas tal för räkenskaperna", Cite(AR, "2.7"))
SAID = f"Väsentlighetstal: 5 tkr (revisorernas tal för räkenskaperna; {AR}, 2.7). En skillnad som är lika stor räknas som över."


def held(**differences: str) -> Report:
    """The sample with a väsentlighetstal of 5 tkr; `differences` are of the ties AV-ett, AV-tva …, in tkr, beside those it has."""
    known = {"AV-text-årets-resultat": "under", "AV-ca": "over"}
    ties = [replace(tie, material=known.get(tie.id)) for tie in sample().ties]
    ties += [_tie(f"AV-{name}", difference, "tkr") for name, difference in differences.items()]
    return replace(sample(), ties=(*ties, replace(_tie("AV-elever", "7", "elever"), material=None)), materiality=LIMIT)


def _tie(name: str, difference: str, unit: str) -> Tie:
    material = "over" if len(difference.lstrip("-")) > 1 or difference in ("5", "-5") else "under"
    return Tie(name, "en not mot en annan", "1", "2", difference, unit, "avvikelse", (Cite(AR, "5.1"),), material=material)


def told(report: Report) -> Deviations:
    """What section 8 says."""
    return deviations(report, Items(report, Anchors(report)))


def spaced(text: str) -> str:
    """The text with every space alike."""
    return re.sub(r"\s+", " ", text)


def test_deviations_in_money_come_by_size_and_those_in_other_units_apart() -> None:
    found = told(held(ett="-12", tva="1"))
    assert [row.item.id for row in found.amounts] == ["AV-ca", "AV-ett", "AV-text-årets-resultat", "AV-tva"]
    assert [(row.item.id, row.difference, row.unit, row.material) for row in found.others] == [("AV-elever", "7", "elever", "")]


@pytest.mark.parametrize(
    ("difference", "material"),
    [("-12", "över (2,4 gånger)"), ("5", "över (1,0 gånger)"), ("-5", "över (1,0 gånger)"), ("4", "under (80 %)"), ("0.02", "under (mindre än 1 %)")],
)
def test_a_deviation_is_told_over_or_under_with_its_share(difference: str, material: str) -> None:
    report = held()
    tie = replace(_tie("AV-ett", difference, "tkr"), material=material.partition(" ")[0].replace("ö", "o"))
    (row,) = told(replace(report, ties=(tie,))).amounts
    assert row.material.replace("\u00a0", " ") == material


def test_just_under_the_limit_is_never_told_as_all_of_it() -> None:
    tie = replace(_tie("AV-ett", "4.999", "tkr"), material="under")
    (row,) = told(replace(held(), ties=(tie,))).amounts
    assert row.material.replace("\u00a0", " ") == "under (mer än 99 %)"


def test_the_annex_says_the_amount_or_that_none_is_stated() -> None:
    with_one, without = (spaced(to_html(report)) for report in (held(), sample()))
    assert SAID in with_one
    assert "Mot väsentlighetstalet" in with_one
    assert NONE_STATED in without
    assert "Mot väsentlighetstalet" not in without


def test_the_terminal_and_markdown_have_it_in_the_ties_own_line() -> None:
    for form in ("text", "markdown"):
        with_one, without = (spaced(as_text(report, form, everything=False, width=200)) for report in (held(), sample()))
        assert "skillnad 4,5 tkr; under väsentlighetstalet." in with_one
        assert "skillnad −0,080694 mkr; över väsentlighetstalet." in with_one
        assert "äsentlighetstal" not in without


def test_the_working_paper_has_a_column_for_it() -> None:
    for report, cells in ((held(), {"över", "under", None}), (sample(), {None})):
        rows = list(load_workbook(io.BytesIO(to_xlsx(report)))["Avstämningar"].iter_rows(values_only=True))
        assert {row[rows[0].index("Mot väsentlighetstalet")] for row in rows[1:]} == cells


def test_the_json_form_has_it_for_each_tie_and_for_the_year() -> None:
    form: dict[str, Any] = json.loads(to_json(held()))
    assert form["materiality"] == {"amount": "5", "unit": "tkr", "text": LIMIT.text, "source": {"document": AR, "section": "2.7"}}
    assert {tie["id"]: tie["material"] for tie in form["ties"]}["AV-ca"] == "over"
    none: dict[str, Any] = json.loads(to_json(sample()))
    assert none["materiality"] is None
    assert {tie["material"] for tie in none["ties"]} == {None}
