"""The annex as HTML: its sections, that a text is only a text, that every link leads somewhere, and that nothing comes from outside."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from reports_sample import noted_sample, sample

from checker.pipeline import run_check
from reports.annex.anchors import Anchors, Link, anchor
from reports.annex.annex import annex_of
from reports.annex.economy import Measured, Row, measured
from reports.annex.goals import difference
from reports.annex.items import Items
from reports.annex.tree import Branch
from reports.canonical import checksum
from reports.formats import as_text
from reports.report import Cite, EquityRow, Note, Rating, Report, RuleInfo, Step
from reports.seal import to_json

VOID = {"meta", "br", "hr", "img", "link", "input", "rect", "line"}
FIGURES = ("enheter", "andelar", "aterstallande", "eget_kapital", "kontroll-1", "kontroll-2")
HOSTILE = "</title><script>alert(1)</script> \"'><img src=x onerror=y> {{ 7*7 }} {% raw %} &amp; ]]> <!--"
SECTIONS = [
    "Sammanfattning", "Innehåll", "1 Syfte och avgränsning", "2 Reglerna för bedömningen", "3 Sammanställning", "4 Måltabell", "5 Skillnader",
    "6 Vad som inte kan bedömas", "7 Finansiella mål och balanskrav", "8 Avstämningar", "9 Intern kontroll", "10 Iakttagelser",
    "11 Underlag och spårbarhet", "12 Underskrifter",
]  # fmt: skip


class Page(HTMLParser):
    """What a page holds: its tags in order with their attributes, its texts, and the tags left open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch(r"h\d", tag):
            self.headings.append((int(tag[1]), ""))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self.open and re.fullmatch(r"h\d", self.open[-1]):
            level, told = self.headings[-1]
            self.headings[-1] = (level, told + data)

    def values(self, name: str) -> list[str]:
        return [value for _, attributes in self.tags if (value := attributes.get(name)) is not None]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).replace("\u00a0", " ").split())


def html(report: Report) -> str:
    return as_text(report, "html", everything=False, width=80)


@pytest.fixture(scope="module")
def year() -> Report:
    return run_check(None, None, 2020)


@pytest.fixture(scope="module")
def of_2020(year: Report) -> str:
    return html(year)


@pytest.fixture(scope="module")
def page(of_2020: str) -> Page:
    return Page(of_2020)


@pytest.fixture(scope="module")
def small() -> Page:
    return Page(html(sample()))


# --- structure ------------------------------------------------------------------------------------------------------


def test_the_sections_come_in_their_order_after_the_summary(page: Page, small: Page) -> None:
    for one in (page, small):
        assert [told for level, told in one.headings if level == 2] == SECTIONS


def test_every_tag_is_closed_and_headings_skip_no_level(page: Page, small: Page) -> None:
    for one in (page, small):
        assert one.open == []
        levels = [level for level, _ in one.headings]
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_language_and_title_are_stated(of_2020: str, page: Page) -> None:
    assert of_2020.startswith('<!DOCTYPE html>\n<html lang="sv">')
    assert "<title>Bilaga: Regelprövning av mål, ekonomi och intern kontroll 2020</title>" in of_2020


def test_every_heading_of_a_table_has_a_scope_and_every_table_can_be_reached_by_keyboard(page: Page) -> None:
    assert all(attributes.get("scope") in {"col", "row", "colgroup"} for tag, attributes in page.tags if tag == "th")
    regions = [attributes for tag, attributes in page.tags if attributes.get("role") == "region"]
    assert len(regions) == sum(tag == "table" for tag, _ in page.tags)
    assert all(attributes["tabindex"] == "0" and attributes["aria-label"] for attributes in regions)
    assert len({attributes["aria-label"] for attributes in regions}) == len(regions)


def test_a_figure_has_a_title_a_description_and_the_same_as_a_table(page: Page) -> None:
    drawn = [attributes for tag, attributes in page.tags if tag == "svg"]
    assert [one["aria-labelledby"] for one in drawn] == [f"f-{name}-t f-{name}-d" for name in FIGURES]
    tags = Counter(tag for tag, _ in page.tags)
    assert tags["desc"] == tags["figcaption"] == len(drawn)
    assert page.text.count("Samma uppgifter som tabell:") == len(drawn)


def test_a_rating_is_told_by_word_and_sign(small: Page) -> None:
    for sign, word in (("✓", "uppfyllt"), ("◐", "delvis uppfyllt"), ("✗", "ej uppfyllt"), ("?", "underlag saknas"), ("–", "ej tillämpligt")):
        assert f"{sign} {word}" in small.text


# --- content --------------------------------------------------------------------------------------------------------


def test_the_sums_add_up(year: Report) -> None:
    annex = annex_of(year)
    for sums in (annex.goal_sums, annex.criterion_sums):
        *units, total = sums
        assert total.total == sum(one.total for one in units)
        for one in sums:
            assert one.total == sum(one.shown.values()) == sum(one.claimed.values()) == sum(one.verdicts.values())
        for code in total.shown:
            assert total.shown[code] == sum(one.shown[code] for one in units)


def test_every_criterion_and_every_moment_has_its_line(page: Page, year: Report) -> None:
    for rating in year.ratings:
        assert page.values("href").count(f"#{anchor('b', rating.id)}") >= 1, rating.id


def test_a_difference_has_its_rule_and_an_empty_line_for_the_board(page: Page, year: Report) -> None:
    annex = annex_of(year)
    assert page.text.count("Direktionens ställningstagande:") == len(annex.differences) + len(annex.counts) == 21
    assert all(item.rules and all(rule.anchor for rule in item.rules) for item in annex.differences)


def test_the_balanskrav_is_told_line_by_line_with_its_zeros(year: Report) -> None:
    told = annex_of(year).calculation
    assert (told.after, [row.amounts for row in told.rows]) == (", tkr", [("107",), ("0",), ("107",)])
    assert all(row.sources and row.fact.anchor for row in told.rows)


def test_a_unit_stands_in_the_head_only_where_all_amounts_have_it() -> None:
    one, other = (Row(name, amounts, Link("u"), ()) for name, amounts in (("a", ("1 952 tkr", "")), ("b", ("−3 tkr", "2\u00a0tkr"))))
    assert measured([one, other]).after == ", tkr"
    assert [row.amounts for row in measured([one, other]).rows] == [("1 952", ""), ("−3", "2")]
    odd = Row("c", ("5 kr",), Link("u"), ())
    assert measured([one, odd]) == Measured("", (one, odd))
    assert measured([]) == Measured("", ())


def test_the_seal_is_printed_in_full(page: Page, year: Report) -> None:
    for found in (*annex_of(year).seal.digest.values(), *map(checksum, year.files.values())):
        assert found in page.texts


def test_the_page_carries_the_json_form_and_no_sign_in_it_can_end_the_block() -> None:
    for report in (sample(), hostile()):
        blocks = re.findall(r'<script type="application/json" id="regelspar">(.*?)</script>', html(report))
        assert [json.loads(block) for block in blocks] == [json.loads(to_json(report))]
        assert all("<" not in block for block in blocks)


# --- traces and links -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [2020, 2017])
def test_every_anchor_is_one_and_every_link_leads_to_one(number: int) -> None:
    told = Page(html(run_check(None, None, number)))
    anchors = Counter(told.values("id"))
    assert max(anchors.values()) == 1
    assert {link for link in told.values("href") if link[1:] not in anchors or not link.startswith("#")} == set()


def test_every_rating_tie_finding_step_fact_and_rule_has_its_anchor(page: Page, year: Report) -> None:
    parts = (("b", year.ratings), ("a", year.ties), ("i", year.findings))
    wanted = {anchor(kind, one.id) for kind, part in parts for one in part}
    wanted |= {f"s-{step.step}" for step in year.trace} | {anchor("u", fact) for fact in year.facts} | {anchor("r", rule.id) for rule in year.rules}
    assert wanted <= set(page.values("id"))


def test_every_step_is_told_once_and_every_premise_is_linked_from_it(year: Report) -> None:
    items = Items(year, Anchors(year))
    steps: list[Branch] = []
    waiting = [branch for part in (items.ratings, items.ties, items.findings) for item in part.values() for branch in item.tree] + [*items.rest]
    while waiting:
        branch = waiting.pop()
        waiting += branch.below
        steps += [branch] if branch.kind == "step" else []
    assert sorted(step.number for step in steps) == [step.step for step in year.trace]
    by_number = {step.step: step for step in year.trace}
    assert all(len(step.below) >= len({fact for _, fact in by_number[step.number].because}) for step in steps)


def test_different_names_have_different_anchors() -> None:
    names = ["a:b", "a_b", "a b", "a_3a_b", "å", "a.b", "a-b", ""]
    assert len({anchor("u", name) for name in names}) == len(names)
    assert all(re.fullmatch(r"u-[A-Za-z0-9._-]*", anchor("u", name)) for name in names)


# --- what may not be ------------------------------------------------------------------------------------------------


def hostile() -> Report:
    """The sample with a text that would do something in every place where a text can stand."""
    report = sample()
    rating = replace(report.ratings[0], id=HOSTILE, title=HOSTILE, because=HOSTILE, claim_words=HOSTILE, target=HOSTILE, outcomes=(HOSTILE,))
    odd: Rating = replace(rating, claim_source=Cite(HOSTILE, HOSTILE), sources=(Cite(HOSTILE, HOSTILE),), reason=HOSTILE, trace=(99,))
    return replace(
        report,
        organisation=HOSTILE, version=HOSTILE, kind=HOSTILE, as_of=HOSTILE,
        units=(("KULTUR", HOSTILE),),
        ratings=(odd, *(replace(one, title=HOSTILE) for one in report.ratings[1:])),
        ties=tuple(replace(tie, id=f"{tie.id}{HOSTILE}", title=HOSTILE, unit=HOSTILE) for tie in report.ties),
        findings=tuple(replace(one, id=f"{one.id}{HOSTILE}", kind=HOSTILE, text=HOSTILE, about=(HOSTILE,)) for one in report.findings),
        missing=tuple(replace(one, text=HOSTILE, needed_by=(HOSTILE,)) for one in report.missing),
        trace=(*report.trace, Step(99, HOSTILE, HOSTILE, ((HOSTILE, HOSTILE),), "hostile", HOSTILE)),
        ledger=tuple(replace(row, basis=HOSTILE) for row in report.ledger),
        equity=(EquityRow(2021, "5", "4", (Cite(HOSTILE, HOSTILE),)),),
        facts={**report.facts, **_odd_moment(), HOSTILE: {"titel": HOSTILE, "text": HOSTILE, "source": {"document": HOSTILE, "section": HOSTILE}}},
        rules=(*report.rules, RuleInfo(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)),
        files={HOSTILE: HOSTILE.encode()},
        notes=(Note(HOSTILE, "instammer_inte", HOSTILE, HOSTILE, HOSTILE), Note("K-1", "instammer", HOSTILE, HOSTILE, HOSTILE)),
    )  # fmt: skip


def _odd_moment() -> dict[str, dict[str, object]]:
    """A moment of which nothing is as it should be."""
    odd: dict[str, object] = {"moment": "IK-1a", "frekvens": HOSTILE, "text": HOSTILE, "dagar": HOSTILE, "kontrolldatum": HOSTILE}
    source = {"document": HOSTILE, "section": HOSTILE}
    return {f"IK-1a:{kind}": {**odd, "kind": kind, "source": source} for kind in ("moment", "visat", "logg", "avvikelse")}


def test_a_text_is_only_a_text() -> None:
    told = html(hostile())
    page = Page(told)
    assert page.open == []
    assert {tag for tag, _ in page.tags} <= {tag for tag, _ in Page(html(noted_sample())).tags}
    assert "{{ 7*7 }}" in page.text
    assert "onerror" not in {name for _, attributes in page.tags for name in attributes}
    ids = set(page.values("id"))
    assert {link for link in page.values("href") if link[1:] not in ids} == set()


def test_nothing_comes_from_outside_and_nothing_runs(of_2020: str, page: Page) -> None:
    tags = {tag for tag, _ in page.tags}
    assert [attributes["type"] for tag, attributes in page.tags if tag == "script"] == ["application/json"]
    assert tags.isdisjoint({"link", "img", "iframe", "object", "embed", "form", "base", "audio", "video", "image", "use"})
    names = {name for _, attributes in page.tags for name in attributes}
    assert names.isdisjoint({"src", "srcset", "action", "style"})
    assert not [name for name in names if name.startswith("on")]
    assert "://" not in of_2020
    assert "url(" not in of_2020
    assert "@import" not in of_2020
    assert "default-src 'none'" in of_2020


def test_the_same_report_gives_the_same_bytes(of_2020: str) -> None:
    again = run_check(None, None, 2020)
    facts, files = dict(reversed(list(again.facts.items()))), dict(reversed(list(again.files.items())))
    turned = replace(again, facts=facts, rules=tuple(reversed(again.rules)), files=files)
    assert html(turned) == of_2020


def test_it_is_of_a_reasonable_size(of_2020: str) -> None:
    assert len(of_2020.encode()) < 6_000_000


def test_a_report_without_anything_says_so_in_each_section() -> None:
    bare = replace(sample(), units=(), ratings=(), ties=(), findings=(), missing=(), trace=(), ledger=(), facts={}, rules=(), files={})
    page = Page(html(bare))
    assert [told for level, told in page.headings if level == 2] == SECTIONS
    said = (
        "Inga mål",
        "Inget påstående är motsagt.",
        "Alla bedömningar är avgjorda.",
        "Inga avstämningar",
        "Ingen intern kontroll",
        "Inga iakttagelser.",
    )
    for told in said:
        assert told in page.text


def test_the_goal_table_tells_what_only_the_reports_own_word_confirms_and_what_was_honestly_partly(year: Report) -> None:
    ratings = {rating.id: rating for rating in year.ratings}
    assert difference(ratings["F-4.3.2-3"]) == "bekräftat endast av redovisningens egen uppgift"
    assert difference(ratings["F-4.3.2-4"]) == "motsagt, målnivån nås inte; redovisat som delvis"
    assert difference(ratings["N-7.3.2-1.2"]) == "motsagt, bättre än underlaget visar"


def test_a_goal_without_a_claim_is_told_to_have_none_and_not_to_be_reported_as_nothing(of_2020: str, year: Report) -> None:
    goals = [one for one in year.ratings if one.level in {"goal", "criterion"} and one.area == "mal"]
    assert of_2020.count("<td>inget påstående</td>") == sum(one.claimed is None for one in goals) > 0
    assert "<td>inget</td>" not in of_2020


def test_the_rule_for_ties_tells_how_an_approximate_figure_is_held(of_2020: str) -> None:
    assert Page(of_2020).text.count("stämmer eller avviker.") == 2
