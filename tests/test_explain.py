"""Why, and why not: what an id is, and the tree of steps behind it down to documents and sections."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from reports_sample import sample
from rich.console import Console

from reports import explain
from reports.facttext import fact_text, summed_from
from reports.proof import ABOVE, Node, Proof
from reports.report import Report


@pytest.fixture(scope="module")
def report() -> Report:
    return sample()


def told(report: Report, wanted: str, width: int = 80) -> str:
    return explain.to_text(report, wanted, width)


def test_a_rating_is_explained_down_to_document_and_section(report: Report) -> None:
    assert told(report, "K-1.1").split("Spåret\n")[1] == (
        "Utfallet 88 % når inte målnivån minst 90 % (Årsredovisning 2021, 4.2). [MT-EJ]\n"
        "├─ Utfallet är 88 %. [MT-JAMFOR]\n"
        "│  ├─ krit:K-1.1 Minst 90 % av besökarna är nöjda (Verksamhetsplan och budget\n"
        "│  │     2021, 3.2)\n"
        "│  └─ utfall:K-1.1 värde 88; enhet % (Årsredovisning 2021, 4.2)\n"
        "└─ krit:K-1.1 (se ovan)\n"
    )


def test_what_was_told_is_not_told_again(report: Report) -> None:
    told_once = told(report, "KULTUR")
    assert told_once.count("[MT-JAMFOR]") == 1
    assert ABOVE in " ".join(told_once.split())


def test_a_rating_that_is_not_decided_is_explained_with_its_question(report: Report) -> None:
    lines = " ".join(told(report, "K-1.3").split())
    assert "underlag saknas (ej redovisat; möjligt: uppfyllt eller ej uppfyllt)" in lines
    assert "Fråga Kulturchefen: K-1.3. Vad blev utfallet?" in lines
    assert "Steg 4. [REGEL]" in lines


def test_a_goal_names_what_it_is_built_on(report: Report) -> None:
    assert "Bygger på: K-1.1, K-1.2 och K-1.3." in told(report, "K-1")


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ("AV-text-årets-resultat", "avvikelse: 9 784,5 tkr mot 9 780 tkr; skillnad 4,5 tkr."),
        ("svagt:K-1.1", "88 % av 8 svar."),
        ("IK-1a", "kontrollmoment."),
        ("utfall:K-1.1", "Bedömningar som vilar på den: K-1.1."),
        ("utfall:K-1.3", "Uppgiften saknas"),
        ("bedomning:K-1", "Mellanled"),
    ],
)
def test_every_kind_of_id_is_explained(report: Report, wanted: str, words: str) -> None:
    assert words in " ".join(told(report, wanted).split())


def test_every_known_id_can_be_explained_within_the_width(report: Report) -> None:
    for wanted in explain.known_ids(report):
        assert max(map(len, told(report, wanted).split("\n"))) <= 80


@pytest.mark.parametrize("wanted", ["k-1.1", "K-1.1", "av-text-arets-resultat", "AV-TEXT-ÅRETS-RESULTAT"])
def test_an_id_is_known_in_any_case_and_without_dots(report: Report, wanted: str) -> None:
    assert explain.resolved(report, wanted) in {"K-1.1", "AV-text-årets-resultat"}


def test_an_unknown_id_is_met_with_the_nearest_ones(report: Report) -> None:
    assert explain.resolved(report, "K-11") is None
    assert explain.resolved(report, "語") is None
    assert explain.nearest(report, "K-11")[0] in {"K-1.1", "K-1"}
    assert explain.nearest(report, "helt annat än allt") == []


def test_no_derived_fact_and_no_helper_is_suggested(report: Report) -> None:
    source = {"document": "D", "section": "1"}
    last = report.trace[-1]
    derived = replace(
        report,
        facts={**report.facts, "tabell:K-11": {"text": "x", "source": source}},
        trace=(*report.trace, replace(last, step=15, therefore="fynd:K-11|K-1")),
    )
    assert explain.resolved(derived, "fynd:K-11|K-1")
    assert all(not near.startswith(("fynd:", "tabell:")) for near in explain.nearest(derived, "fynd:K-11"))


def counting(report: Report) -> Report:
    """The sample with the members of the unit and of the goal counted, and a helper fact beside them."""
    steps = {step.step: step for step in report.trace}
    steps[5] = replace(steps[5], rule="SV-RAKNA", therefore="antal:K-1")
    steps[10] = replace(
        steps[10], rule="SV-RAKNA", therefore="antal:KULTUR", because=(("nod", "tabell:x"), ("m1", "bedomning:K-1.1"), ("m2", "bedomning:K-1.2"))
    )
    return replace(report, trace=tuple(steps.values()))


def test_the_members_of_a_unit_are_told_without_what_is_behind_them(report: Report) -> None:
    lines = told(counting(report), "KULTUR")
    assert "Vidare: check forklara 2021 K-1.1\n" in lines
    assert "MT-JAMFOR" not in lines
    assert "tabell:" not in lines


def test_the_members_of_a_goal_are_told_in_full(report: Report) -> None:
    lines = told(counting(report), "K-1")
    assert "MT-JAMFOR" in lines or "MT-EJ" in lines
    assert "Vidare:" not in lines


def test_a_count_claim_is_told_with_its_title_and_its_tree(report: Report) -> None:
    count = {"kind": "antalspastaende", "rating": "ej", "antal": 3, "av": "21", "source": {"document": "D", "section": "1"}}
    step = replace(report.trace[-1], step=15, because=(("c", "A-3"),), therefore="fynd:A-3", says="Redovisningen anger 3.")
    lines = told(replace(report, facts={**report.facts, "A-3": count}, trace=(*report.trace, step)), "A-3")
    assert lines.startswith("A-3  Antal mål som redovisningen anger som ej uppfyllda\n  Uppgift    Antal 3; av 21 (D, 1).\n")
    assert "Redovisningen anger 3. [AV-AVVIKER]\n└─ A-3 antal 3; av 21 (D, 1)" in lines


def test_a_balanskrav_is_told_as_a_requirement(report: Report) -> None:
    assert "Slag       krav.\n" in told(report, "BK-1")


def test_the_same_words_come_in_colour(report: Report) -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=80, color_system="standard", legacy_windows=False)
    explain.render(report, "K-1.1", console)
    assert isinstance(console.file, io.StringIO)
    bare = re.sub(r"\x1b\[[0-9;]*m", "", console.file.getvalue())
    assert [line.rstrip() for line in bare.split("\n")] == told(report, "K-1.1").split("\n")


def test_the_step_that_decided_comes_first(report: Report) -> None:
    nodes = Proof(report).of_steps((3, 2), because=report.ratings[0].because)
    assert [node.mark for node in nodes] == ["MT-EJ", "MT-SAGT"]


def test_a_sum_is_explained_by_what_it_was_summed_from(report: Report) -> None:
    source = {"document": "D", "section": "1"}
    summed = {"text": "3 tkr", "summed_from": ["del-1", "okänd"], "source": source}
    summing = replace(report, facts={**report.facts, "summa": summed, "del-1": {"text": "3 tkr", "source": source}})
    assert Proof(summing).of_fact("summa") == [Node("3 tkr (D, 1)", "summa", below=(Node("3 tkr (D, 1)", "del-1"),))]


def test_a_fact_is_told_by_what_a_reader_knows_and_not_by_what_the_engine_compares() -> None:
    fact = {"kind": "utfall", "lo": 88000000, "text": "88 %", "uppgift": "88 % av de svarande", "source": {"document": "D", "section": "1"}}
    assert fact_text(fact) == "88 %; 88 % av de svarande (D, 1)"
    assert fact_text({"slump": 1}) == "slump 1"
    assert fact_text({"titel": "T", "typ": "leverans", "nivatext": "ej angiven"}) == "T"
    assert fact_text({"titel": "T", "typ": "niva", "nivatext": "minst 3"}) == "T; målnivå minst 3"
    assert fact_text({"titel": "T", "notering": "översyn planerad"}) == "T; notering översyn planerad"
    assert fact_text({"fran": "2020-01-01", "till": "9999-12-31"}) == "från 2020-01-01; tills vidare"
    assert summed_from({"vanster_av": ["a"], "hoger_av": ["b", "a"]}) == ["a", "b"]
