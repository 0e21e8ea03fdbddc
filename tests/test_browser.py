"""The annex and the pre-close check in a browser: axe-core finds nothing in the light and the dark, and 320 pixels do not scroll sideways.

Run by make test-browser; skipped elsewhere when there is no chromium, or when its packages are not installed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from preclose_sample import interim, preclosing
from reports_sample import noted_sample

from checker.pipeline import run_check
from reports.html_form import to_html
from reports.preclose_formats import as_text

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
QUIET = ["--disable-background-networking", "--disable-component-update", "--no-first-run", "--disable-sync"]
INSTALL = f"Chromium saknas ({CHROMIUM}): apt install chromium, eller peka ut det: CHROMIUM=/sökväg/till/chromium make test-browser"
PACKAGES = "Paketen playwright och axe-playwright-python saknas: installera tillägget browser, som make test-browser gör"
OPEN_ALL = "document.querySelectorAll('details').forEach(one => one.open = true)"
NARROW = 320
NAMES = ["exempel", "2020", "2020-boras", "forkontroll", "delar"]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium of the system; never one that playwright fetches."""
    playwright = pytest.importorskip("playwright.sync_api", reason=PACKAGES)
    if not Path(CHROMIUM).exists():
        pytest.skip(INSTALL)
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=CHROMIUM, args=[*sandbox, *QUIET])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The small report with auditors' notes, a real year without and with a cover page, and a check before the accounts and the interim report."""
    folder = tmp_path_factory.mktemp("bilagor")
    found = {}
    year = run_check(None, None, 2020)
    for name, report in (("exempel", noted_sample()), ("2020", year), ("2020-boras", year)):
        found[name] = folder / f"{name}.html"
        found[name].write_text(to_html(report, "BORAS" if name.endswith("boras") else None), encoding="utf-8")
    for name, check in (("forkontroll", preclosing()), ("delar", interim())):
        found[name] = folder / f"{name}.html"
        found[name].write_text(as_text(check, "html", everything=True, width=80), encoding="utf-8")
    return found


def shown(browser: Any, file: Path, scheme: str, width: int) -> Any:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(file.as_uri())
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(browser: Any, files: dict[str, Path], name: str, scheme: str) -> None:
    """Everything is folded out in the small reports; the year is taken as it opens."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason=PACKAGES)
    page = shown(browser, files[name], scheme, 1280)
    if not name.startswith("2020"):
        page.evaluate(OPEN_ALL)
    found = axe.Axe().run(page)
    page.close()
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", NAMES)
def test_a_narrow_page_does_not_scroll_sideways(browser: Any, files: dict[str, Path], name: str) -> None:
    page = shown(browser, files[name], "light", NARROW)
    for opened in (False, True):
        if opened:
            page.evaluate(OPEN_ALL)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
    page.close()


def test_a_link_folds_out_what_it_leads_to(browser: Any, files: dict[str, Path]) -> None:
    page = shown(browser, files["2020"], "light", 1280)
    page.evaluate("location.hash = '#b-GEH'")
    page.wait_for_function("document.getElementById('b-GEH').closest('details').open")
    page.close()


def test_nothing_is_fetched_and_nothing_is_complained_of(browser: Any, files: dict[str, Path]) -> None:
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(files["2020"].as_uri())
    page.close()
    assert (asked, said) == ([files["2020"].as_uri()], [])


@pytest.mark.parametrize("name", ["forkontroll", "delar"])
def test_a_link_of_the_check_folds_out_the_steps_that_it_leads_to(browser: Any, files: dict[str, Path], name: str) -> None:
    page = shown(browser, files[name], "light", 1280)
    for link in ("#b-K-2", "#s-7", "#prognos-s-11"):
        page.click(f"a[href='{link}'] >> nth=0")
        page.wait_for_function(f"document.getElementById('{link[1:]}').closest('details').open")
    page.close()


def test_it_prints_with_the_summary_on_the_first_page_alone(browser: Any, files: dict[str, Path]) -> None:
    page = shown(browser, files["2020"], "dark", 1280)
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.close()
