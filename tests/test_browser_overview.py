"""The overview in a browser: it sorts and filters without asking for anything, is clean to axe-core, and 320 pixels do not scroll sideways."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from overview_sample import many, overview
from test_browser import NARROW, PACKAGES, browser, shown

from reports.overview import Overview
from reports.overviews.formats import FORMATS
from reports.overviews.html import STEP

pytestmark = pytest.mark.browser
__all__ = ["browser"]  # the fixture is used by its name

CHECKS = "#provningar-tabell"
SAMPLES = {"liten": overview(), "stor": many(400, 10), "tom": Overview("1.0.0", ())}
HOSTILE = "<img src=x onerror=document.title=1>"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample, 400 organisations over ten years, and nothing at all."""
    folder = tmp_path_factory.mktemp("oversikter")
    for name, told in SAMPLES.items():
        found = FORMATS["html"](told, 80)
        assert isinstance(found, str)
        (folder / f"{name}.html").write_text(found, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in SAMPLES}


def column(page: Any, table: str, at: int) -> list[str]:
    """The shown cells of a column, in the order that they stand."""
    found = page.evaluate(f"[...document.querySelector('{table}').tBodies[0].rows].map((row) => row.cells[{at}].textContent.trim())")
    assert isinstance(found, list)
    return found


def sort(page: Any, table: str, at: int) -> str | None:
    page.click(f"{table} thead tr:last-child th >> nth={at} >> button")
    found = page.get_attribute(f"{table} thead tr:last-child th >> nth={at}", "aria-sort")
    assert found is None or isinstance(found, str)
    return found


def waited(page: Any, text: str) -> None:
    page.wait_for_function("(text) => document.getElementById('antal').textContent.replaceAll('\\u00a0', ' ') === text", arg=text)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["liten", "stor", "tom"])
def test_axe_finds_nothing(browser: Any, files: dict[str, Path], name: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason=PACKAGES)
    page = shown(browser, files[name], scheme, 1280)
    found = axe.Axe().run(page)
    page.close()
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", ["liten", "stor", "tom"])
def test_a_narrow_page_does_not_scroll_sideways(browser: Any, files: dict[str, Path], name: str) -> None:
    page = shown(browser, files[name], "light", NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
    page.close()


@pytest.mark.parametrize("name", ["liten", "stor"])
def test_nothing_is_fetched_and_nothing_is_complained_of(browser: Any, files: dict[str, Path], name: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(files[name].as_uri())
    sort(page, CHECKS, 1)
    page.fill("#f-text", "norra")
    page.press("#f-text", "Enter")
    page.click("#filter button[type=reset]")
    page.close()
    assert (asked, said) == ([files[name].as_uri()], [])


def test_a_column_is_sorted_both_ways_and_says_so(browser: Any, files: dict[str, Path]) -> None:
    page = shown(browser, files["liten"], "light", 1280)
    assert sort(page, CHECKS, 0) == "ascending"
    assert column(page, CHECKS, 0)[0].startswith("Kommunalförbundet")
    assert column(page, CHECKS, 0)[-1].startswith("Älvdalens")
    assert sort(page, CHECKS, 0) == "descending"
    assert column(page, CHECKS, 0)[0].startswith("Älvdalens")
    assert sort(page, CHECKS, 1) == "ascending"
    assert page.get_attribute(f"{CHECKS} thead th >> nth=0", "aria-sort") == "none"
    page.close()


def test_numbers_are_sorted_from_the_largest_and_what_is_empty_stands_last(browser: Any, files: dict[str, Path]) -> None:
    page = shown(browser, files["liten"], "light", 1280)
    assert sort(page, CHECKS, 3) == "descending"
    assert column(page, CHECKS, 3) == ["9", "7", "5", "3", "2", "1", "", ""]
    assert sort(page, CHECKS, 3) == "ascending"
    assert column(page, CHECKS, 3) == ["1", "2", "3", "5", "7", "9", "", ""]
    page.close()


def test_ratings_are_sorted_by_their_rank_and_not_by_their_words(browser: Any, files: dict[str, Path]) -> None:
    page = shown(browser, files["liten"], "light", 1280)
    sort(page, CHECKS, 2)
    assert column(page, CHECKS, 2)[:5] == ["uppfyllt", "delvis uppfyllt", "ej uppfyllt", "underlag saknas", "ej tillämpligt"]
    page.close()


def test_the_keyboard_sorts(browser: Any, files: dict[str, Path]) -> None:
    page = shown(browser, files["liten"], "light", 1280)
    page.focus(f"{CHECKS} thead th >> nth=1 >> button")
    page.keyboard.press("Enter")
    assert column(page, CHECKS, 1) == sorted(column(page, CHECKS, 1))
    page.close()


@pytest.mark.parametrize(
    ("field", "value", "years", "organisations"),
    [
        ("text", "MORA", ["2021", "2022"], 1),
        ("text", "älvdalens", ["2021", "2022", "2023"], 1),
        ("text", "kan inte läsas", ["2022"], 1),
        ("text", HOSTILE, [], 0),
        ("year", "2021", ["2021", "2021"], 2),
        ("rating", "delvis", ["2022"], 1),
        ("rating", "utan", ["2022", "2022"], 2),
        ("rating", "ingen", ["2023"], 1),
        ("code", "3", ["2022", "2023"], 1),
        ("code", "70", ["2022"], 1),
    ],
)
def test_checks_are_filtered_and_what_tells_of_them_follows(
    browser: Any, files: dict[str, Path], field: str, value: str, years: list[str], organisations: int
) -> None:
    page = shown(browser, files["liten"], "light", 1280)
    if field == "text":
        page.fill("#f-text", value)
    else:
        page.select_option(f"#f-{field}", value)
    waited(page, f"{len(years)} av 8 prövningar motsvarar valet.")
    assert column(page, CHECKS, 1) == years
    assert len(column(page, "#organisationer ~ .scroll table", 0)) == organisations
    assert page.title() == "Översikt: 4\u00a0organisationer, 2021–2023"
    page.click("#filter button[type=reset]")
    waited(page, "8 av 8 prövningar motsvarar valet.")
    page.close()


def test_filters_are_held_together_and_sorting_keeps_them(browser: Any, files: dict[str, Path]) -> None:
    page = shown(browser, files["liten"], "light", 1280)
    page.select_option("#f-code", "1")
    page.select_option("#f-year", "2022")
    waited(page, "1 av 8 prövningar motsvarar valet.")
    sort(page, CHECKS, 3)
    assert [name[:4] for name in column(page, CHECKS, 0)] == ["Mora"]
    page.select_option("#f-year", "")
    waited(page, "3 av 8 prövningar motsvarar valet.")
    assert column(page, CHECKS, 3) == ["5", "3", "2"]
    page.close()


def test_thousands_of_rows_are_shown_a_hundred_at_a_time_and_counted(browser: Any, files: dict[str, Path]) -> None:
    page = shown(browser, files["stor"], "light", 1280)
    every = len(SAMPLES["stor"].checked)
    assert len(column(page, CHECKS, 0)) == STEP
    more = page.locator("#provningar ~ .more")
    assert more.inner_text().replace("\u00a0", " ").startswith(f"Visar 100 av {every // 1000} {every % 1000} rader.")
    more.locator("button >> nth=0").click()
    assert len(column(page, CHECKS, 0)) == 2 * STEP
    page.select_option("#f-year", "2024")
    expected = sum(one.year == 2024 for one in SAMPLES["stor"].checked)
    page.wait_for_function(f"document.querySelector('{CHECKS}').tBodies[0].rows[0].cells[1].textContent === '2024'")
    assert len(column(page, CHECKS, 0)) == STEP
    more.locator("button >> nth=1").click()
    assert column(page, CHECKS, 1) == ["2024"] * expected
    assert not more.is_visible()
    page.close()


def test_all_that_is_asked_for_is_printed(browser: Any, files: dict[str, Path]) -> None:
    page = shown(browser, files["stor"], "dark", 1280)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert len(column(page, CHECKS, 0)) == len(SAMPLES["stor"].checked)
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator("#filter").is_visible()
    page.close()


def test_without_scripts_there_are_plain_tables_with_every_row(browser: Any, files: dict[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(files["stor"].as_uri())
    assert page.locator(f"{CHECKS} tbody tr").count() == len(SAMPLES["stor"].checked)
    assert page.locator(f"{CHECKS} tbody tr").last.is_visible()
    assert page.locator("th button").count() == 0
    assert not page.locator("#filter").is_visible()
    context.close()
