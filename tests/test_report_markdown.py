"""The report as Markdown: the same content as in the terminal, in tables and lists that GitHub reads."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt
from reports_sample import sample

from reports import content
from reports.formats import as_text
from reports.markdown import escaped
from reports.report import Report
from reports.swedish import NBSP


@pytest.fixture(scope="module")
def report() -> Report:
    return sample()


def markdown(report: Report, everything: bool = False) -> str:
    return as_text(report, "markdown", everything, 80)


def test_there_is_a_heading_for_each_section_in_the_same_order(report: Report) -> None:
    told = markdown(report, everything=True)
    assert told.startswith("# Exempelförbundet: prövning av år 2021\n")
    assert re.findall(r"^## (.*)$", told, re.MULTILINE) == [section.title for section in content.sections(report, everything=True)]


def test_every_row_of_a_table_has_as_many_cells_as_its_heading(report: Report) -> None:
    for table in re.findall(r"(?:^\|.*\n)+", markdown(report), re.MULTILINE):
        rows = [len(re.findall(r"(?<!\\)\|", row)) for row in table.strip().split("\n")]
        assert len(set(rows)) == 1
        assert re.fullmatch(r"\|( -+:? \|)+", table.split("\n")[1])


def test_tables_and_lists_are_read_as_such(report: Report) -> None:
    html = MarkdownIt("commonmark").enable("table").render(markdown(report))
    assert html.count("<table>") == 4
    assert '<td style="text-align:right">−866</td>' in html
    assert "nöjda | besökare" in html
    assert "<strong>ej uppfyllt</strong>. Utfallet" in html


def test_nothing_in_a_text_means_anything_to_markdown() -> None:
    odd = "a|b *c* _d_ <e> `f` [g](h) ~20 #1 \\ &amp; 2020. slut"
    assert MarkdownIt("commonmark").render(escaped(odd)) == "<p>a|b *c* _d_ &lt;e&gt; `f` [g](h) ~20 #1 \\ &amp;amp; 2020. slut</p>\n"


@pytest.mark.parametrize("text", ["1. först", "- streck", "2) två", "# rubrik", "> citat", "+ plus", "| rad |"])
def test_a_text_does_not_become_a_list_or_a_heading(text: str) -> None:
    assert MarkdownIt("commonmark").enable("table").render(escaped(text)).startswith("<p>")


def test_numbers_keep_their_units(report: Report) -> None:
    assert f"16{NBSP}956{NBSP}elever" in markdown(report, everything=True)


def test_what_is_met_is_told_only_on_request(report: Report) -> None:
    assert "AV-lika" not in markdown(report)
    assert "AV-lika" in markdown(report, everything=True)
