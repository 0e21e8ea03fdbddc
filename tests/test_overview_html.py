"""The overview as a page: plain tables that need no script, one script that the page's own policy names, and nothing from outside."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html import unescape
from itertools import pairwise

import pytest
from overview_sample import many, overview
from test_overview import HOSTILE, hostile
from test_report_html import HOSTILE as MARKUP
from test_report_html import Page

from reports.overview import RATINGS, Checked, Overview
from reports.overviews.formats import FORMATS
from reports.overviews.html import MOST, STEP, link, tone

ADDRESSES = ("src", "srcset", "action", "formaction", "data", "poster", "background", "ping", "xlink:href")
SECTIONS = [
    "Tecken", "Prövningar per år", "Organisationer och år", "Prövningar", "Vanligast motsagt", "Underlag som oftast saknas",
    "Underskott att återställa", "Utan resultat",
]  # fmt: skip


def html(told: Overview) -> str:
    found = FORMATS["html"](told, 80)
    assert isinstance(found, str)
    return found


@pytest.fixture(scope="module")
def whole() -> str:
    return html(overview())


@pytest.fixture(scope="module")
def page(whole: str) -> Page:
    return Page(whole)


def rows(told: str, name: str) -> list[list[str]]:
    """The cells of the rows in a section's first table."""
    part = re.split(r"<h2 ", told)[1 + SECTIONS.index(name)]
    body = part[part.index("<tbody>") : part.index("</tbody>")]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)]
    return [[" ".join(unescape(re.sub(r"<[^>]+>", "", cell)).split()) for cell in row] for row in cells]


def test_the_sections_come_in_their_order(page: Page) -> None:
    assert [told for level, told in page.headings if level == 2] == SECTIONS


@pytest.mark.parametrize("told", [overview(), many(300, 3), hostile(MARKUP), Overview("1.0.0", ())], ids=["sample", "many", "hostile", "empty"])
def test_every_tag_is_closed_and_headings_skip_no_level(told: Overview) -> None:
    found = Page(html(told))
    assert found.open == []
    levels = [level for level, _ in found.headings]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_row_has_as_many_cells_as_there_are_heads(whole: str) -> None:
    tables = re.findall(r"<table.*?</table>", whole, re.DOTALL)
    assert len(tables) == 9
    for one in tables:
        head, body = one.split("<tbody>")
        wide = len(re.findall("<th ", head.split("<tr>")[-1]))
        assert {len(re.findall(r"<t[hd][ >]", row)) for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)} == {wide}


def test_every_table_can_be_reached_by_keyboard_and_every_id_is_there_once(page: Page) -> None:
    regions = [attributes for tag, attributes in page.tags if tag == "div" and attributes.get("role") == "region"]
    assert all(attributes.get("tabindex") == "0" and attributes.get("aria-label") for attributes in regions)
    assert len({attributes["aria-label"] for attributes in regions}) == len(regions) == 9
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {target[1:] for target in page.values("href") if target.startswith("#")} <= set(ids)


def test_it_has_every_check_and_every_organisation_without_a_script(whole: str) -> None:
    """The script hides what it does not show; the filter is not there before it has run."""
    assert len(rows(whole, "Prövningar")) == len(overview().checked)
    assert [row[0].rpartition(" ")[2] for row in rows(whole, "Organisationer och år")] == ["alvdalen", "moravatten", "skola", "vard"]
    assert rows(whole, "Organisationer och år")[1][1:] == ["E!*", "D!*", ""]
    assert re.search(r'<form id="filter"[^>]* hidden>', whole)


def test_a_check_is_told_with_its_counts(whole: str) -> None:
    mora, unread = rows(whole, "Prövningar")[3], rows(whole, "Prövningar")[5]
    assert mora[1:] == ["2021", "ej uppfyllt", "3", "2", "4", "1", "0", "E", "D", "U", "5", "1", "1", "2", "0", "1", "1", "moravatten/2021.json"]
    assert unread[1:] == ["2022", "uppgifterna kan inte läsas", *[""] * 14, "2", ""]


def test_errors_are_told_whole(whole: str) -> None:
    assert len(rows(whole, "Utan resultat")) == 2
    assert "G-12" in rows(whole, "Utan resultat")[0][3]
    assert "12,5x" in rows(whole, "Utan resultat")[0][3]


def test_every_check_with_a_deficit_to_restore_is_told(whole: str) -> None:
    assert [row[1:3] for row in rows(whole, "Underskott att återställa")] == [["2021", "D"], ["2022", "D"]]


def test_rows_after_the_first_hundred_wait_for_the_script() -> None:
    told = html(many(60, 3))
    checks = told[told.index('id="provningar-tabell"') :]
    marked = [" class=" in row for row in re.findall(r"<tr[^>]*>", checks[checks.index("<tbody>") : checks.index("</tbody>")])]
    assert marked == [False] * STEP + [True] * (len(marked) - STEP)
    assert f"const STEP = {STEP};" in told


def test_more_than_what_is_shown_of_the_most_frequent_is_counted() -> None:
    assert f"Ytterligare {300 - MOST} rader visas inte här; alla står i CSV." in html(many(30, 2))


# --- nothing from outside, and one script


def test_nothing_comes_from_outside(page: Page, whole: str) -> None:
    assert [value for name in ADDRESSES for value in page.values(name)] == []
    assert {tag for tag, _ in page.tags} & {"link", "img", "iframe", "object", "embed", "base"} == set()
    assert re.findall(r"url\(|@import|https?:|//[a-z]+\.", whole) == []
    assert [name for _, attributes in page.tags for name in attributes if name.startswith("on")] == []


@pytest.mark.parametrize("told", [overview(), hostile(MARKUP), hostile(HOSTILE)], ids=["sample", "markup", "hostile"])
def test_the_policy_names_the_scripts_that_are_there_and_no_other(told: Overview) -> None:
    found = html(told)
    scripts = re.findall(r"<script>(.*?)</script>", found, re.DOTALL)
    assert len(re.findall("<script", found)) == len(scripts) == 2
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in scripts]
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', found)
    assert policy.split("; ") == [
        "default-src 'none'", "style-src 'unsafe-inline'", f"script-src {' '.join(hashes)}", "base-uri 'none'", "form-action 'none'",
    ]  # fmt: skip


@pytest.mark.parametrize("odd", [MARKUP, HOSTILE, '" onmouseover="alert(1)', "javascript:alert(1)", "{{ 7*7 }}", "</style><b>", "-->"])
def test_no_text_becomes_markup(odd: str) -> None:
    plain, told = Page(html(hostile("ofarligt"))), Page(html(hostile(odd)))
    names = [(tag, sorted(attributes)) for tag, attributes in told.tags if tag != "a"]
    expected = [(tag, sorted(attributes)) for tag, attributes in plain.tags if tag != "a"]
    assert [one for one in names if one[0] != "p"] == [one for one in expected if one[0] != "p"]
    assert all(not target.lower().startswith("javascript:") for target in told.values("href"))


@pytest.mark.parametrize(
    ("file", "address"),
    [
        ("a/2020.json", "a/2020.json"),
        ("å b/20#20.json", "%C3%A5%20b/20%2320.json"),
        ('"><b>/x.json', "%22%3E%3Cb%3E/x.json"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("a?b/c%2f.json", "a%3Fb/c%252f.json"),
        ("a\\..\\b", "a%5C..%5Cb"),
        ("\ud800/x", "%3F/x"),
        ("../hemligt.json", None),
        ("a/../b", None),
        ("./a", None),
        ("/etc/passwd", None),
        ("//annan/plats", None),
        ("", None),
        (None, None),
    ],
)
def test_a_link_stays_in_the_folder_of_results(file: str | None, address: str | None) -> None:
    assert link(file) == address


def test_a_result_that_no_link_may_lead_to_is_told_as_a_text() -> None:
    told = html(Overview("1", (Checked("a", "A", 2020, 0, file="../utanför.json"),)))
    assert "<td>../utanför.json</td>" in told


def test_every_rating_is_a_choice_of_the_filter_and_a_colour(page: Page) -> None:
    values = {attributes.get("value") for tag, attributes in page.tags if tag == "option"}
    assert {*RATINGS, "ingen", "utan"} <= values
    tones = {tone(one) for one in overview().checked}
    assert tones <= values
    assert tone(replace(overview().checked[0], whole="nytt_ord")) == "ingen"


def test_without_checks_there_is_a_page_that_says_so() -> None:
    told = Page(html(Overview("1.0.0", ())))
    assert "Ingenting är prövat." in told.text
    assert not [tag for tag, _ in told.tags if tag in {"table", "form"}]
