"""The pre-close check as it is told: order, words, what a terminal and a page may hold, and the form that others read."""

from __future__ import annotations

import importlib
import io
import json
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import rfc8785
from preclose_sample import DAY, bare, interim, preclosing
from reports_sample import sample
from rich.console import Console
from test_golden import first_difference
from test_report_html import HOSTILE, Page

import reports
from checker.pipeline import run_check
from reports.blocks import Entry, Table
from reports.json_form import form
from reports.preclose import ACTIONS, Action, Control, Gap, PreClose
from reports.preclose_formats import FORMATS, as_text, written
from reports.preclosing.content import sections
from reports.preclosing.terminal import render
from reports.preclosing.timeline import MOST, OVERDUE, PERFORMED, PLANNED, timeline
from reports.preclosing.words import ACTION
from reports.seal import digest_of_form

GOLDEN = Path(__file__).parent / "golden"
SCHEMA = Path(str(reports.__path__[0])) / "regelspar-1.schema.json"
SAMPLES = {"forkontroll": preclosing(), "delarsrapport": interim(), "tom": bare()}
OTHERS = ("facts", "rules", "trace", "digest", "files", "fact_files")


def text(preclose: PreClose, everything: bool = False, width: int = 80) -> str:
    return as_text(preclose, "text", everything, width)


def hostile() -> PreClose:
    """The sample with a text that would do something in every place where a text can stand."""
    made = preclosing()
    odd: dict[str, Any] = {
        part: tuple(replace(one, **dict.fromkeys(names, HOSTILE)) for one in getattr(made, part))
        for part, names in {
            "standings": ("name",),
            "actions": ("about", "title", "rule_says", "evidence_says", "who"),
            "remaining": ("about", "title", "target", "so_far", "left"),
            "surveys": ("about", "title", "question", "target_group"),
            "controls": ("about", "area", "title", "frequency", "responsible"),
            "remarks": ("about", "moment", "text", "who"),
            "gaps": ("fact", "text"),
            "outlooks": ("about", "title", "so_far", "expected"),
            "margins": ("about", "title", "text"),
            "needs": ("about", "text", "basis"),
        }.items()
    }
    return replace(made, now=replace(made.now, organisation=HOSTILE, units=(("KULTUR", HOSTILE),)), **odd)


# --- the formats ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_its_function(name: str) -> None:
    assert callable(getattr(importlib.import_module(FORMATS[name].module), f"to_{name}"))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("of", SAMPLES)
def test_the_same_check_gives_the_same_bytes(name: str, of: str) -> None:
    told = written(SAMPLES[of], name, everything=False, width=80)
    assert told == written(replace(SAMPLES[of]), name, everything=False, width=80)
    assert isinstance(told, bytes) == FORMATS[name].binary


def test_a_binary_format_is_no_text() -> None:
    with pytest.raises(TypeError):
        as_text(preclosing(), "pdf", everything=False, width=80)


@pytest.mark.parametrize(("name", "file"), [("text", "forkontroll.txt"), ("markdown", "forkontroll.md")])
def test_the_whole_is_told_as_it_was(name: str, file: str, request: pytest.FixtureRequest) -> None:
    path, found = GOLDEN / file, as_text(preclosing(), name, everything=True, width=80)
    if request.config.getoption("--update-golden"):
        path.write_text(found, encoding="utf-8", newline="\n")
    difference = first_difference(path.read_bytes().decode(), found)
    if difference:
        pytest.fail(f"{file}: {difference}", pytrace=False)


# --- what is told ---------------------------------------------------------------------------------------------------


def test_the_sections_come_in_the_order_of_the_work() -> None:
    wanted = ["laget", "att-gora", "avstamningar", "avgjort", "enkat", "kontroll", "rakenskaper", "prognos", "beslut", "forklaring"]
    assert [section.id for section in sections(preclosing(), everything=False)] == wanted
    assert [section.id for section in sections(interim(), everything=True)] == [*wanted[:7], "delar", *wanted[7:]]


def test_the_first_screen_has_the_numbers_of_each_unit_and_the_first_to_be_done() -> None:
    screen = text(preclosing()).split("\n")[:24]
    assert screen[0] == "Exempelförbundet: förkontroll 2021, läget 2021-11-30"
    assert any(re.fullmatch(r"Summa +12 +3 +6 +1", line) for line in screen)
    assert "2021-09-30  försenad  IK-1b  Ekonomichefen       Attest av leverantörsfakturor" in screen
    assert "Att göra: 6, varav 1 försenad. Avstämningar som avviker: 2. Allt följer nedan." in screen


def test_what_is_overdue_comes_first_and_the_rest_by_last_day() -> None:
    told = text(preclosing())
    places = [told.index(f"\n{name}  ") for name in ("IK-1b", "IK-1a", "K-2", "BK-1", "K-1.3", "S-1")]
    assert places == sorted(places)
    assert "ATT GÖRA (6, VARAV 1 FÖRSENAD)" in told


def test_an_action_tells_the_rule_the_evidence_who_and_the_last_meeting() -> None:
    told = " ".join(text(preclosing()).split())
    assert (
        "K-2 Fler företag deltar 2021-12-31 Beslut; Direktionen; sista sammanträde 2021-12-10. Regeln Ett undantag kräver beslut av Direktionen före "
        "årets slut. Underlaget Inget beslut finns bland uppgifterna."
    ) in told


def test_a_forecast_is_never_told_without_its_word() -> None:
    for made, name in ((preclosing(), "prognos"), (interim(), "delar")):
        table = next(block for section in sections(made, False) if section.id == name for block in section.blocks if isinstance(block, Table))
        assert all("prognos" in row[-2] and row[-1].startswith("prognos: ") for row in table.rows)
    margins = [block for section in sections(preclosing(), False) for block in section.blocks if isinstance(block, Entry) and block.is_forecast]
    assert [one.lines[0].label for one in margins] == ["Prognos", "Prognos"]


def test_what_unlocks_most_comes_first_and_only_everything_lists_them_all() -> None:
    told = text(preclosing())
    assert told.index("t.2.1.resultat") < told.index("t.not7")
    assert "AV-3 och 2 till." in told
    assert "AV-4 och AV-5." in text(preclosing(), everything=True)


def test_a_label_as_wide_as_its_column_is_parted_from_what_follows() -> None:
    gap, control = Gap("t.2", "Resultat.", ("E-1",), ("E-1.1",)), replace(preclosing().controls[0], untold=2)
    told = text(replace(preclosing(), gaps=(gap,), controls=(control,)))
    assert "\n  Avgör ensam 1: E-1.1.\n" in told
    assert "\n  Sista dagen har passerat för 2 kontroller; om utförd framgår inte av" in told


def test_a_check_with_nothing_to_tell_says_so_in_each_section() -> None:
    told = text(bare())
    for said in (
        "Inga mål finns bland uppgifterna.", "Inget återstår att göra enligt uppgifterna.", "Inga avstämningar finns bland uppgifterna.",
        "Inget mål är avgjort på det sättet.",
        "Ingen målnivå har en siffra till och med dagen att räkna från.", "Inga enkätmål finns bland uppgifterna.",
        "Ingen kontrollplan finns bland uppgifterna.", "Inga belopp saknas i räkenskaperna.", "Ingen prognos finns bland uppgifterna.",
        "Inget beslut behövs enligt uppgifterna.",
    ):  # fmt: skip
        assert said in told


# --- the terminal ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [64, 80, 100, 120])
@pytest.mark.parametrize("of", SAMPLES)
def test_no_line_is_wider_than_the_terminal(width: int, of: str) -> None:
    assert max(map(len, text(SAMPLES[of], True, width).split("\n"))) <= width


def test_no_text_reaches_a_terminal_but_as_visible_signs() -> None:
    odd = "röd\x1b[31m\x07\u202e\nrad"
    made = preclosing()
    told = text(replace(made, actions=(replace(made.actions[0], title=odd, who=odd),), controls=(replace(made.controls[0], area=odd),)))
    assert all(sign.isprintable() or sign == "\n" for sign in told)
    assert "röd[U+001B][31m[U+0007][U+202E][U+000A]rad" in told


def test_in_colour_the_words_are_the_same() -> None:
    stream = io.StringIO()
    console = Console(file=stream, width=80, force_terminal=True, highlight=False, markup=False, emoji=False)
    render(preclosing(), console, everything=False)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue())
    assert [line.rstrip() for line in plain.split("\n")] == text(preclosing()).split("\n")
    assert "\x1b[1;31mförsenad" in stream.getvalue()


def test_a_text_means_nothing_to_markdown() -> None:
    made = preclosing()
    odd = replace(made, actions=(replace(made.actions[0], title="<b>*fet*</b> | [x](y)"),))
    assert "\\<b\\>\\*fet\\*\\</b\\> \\| \\[x\\](y)" in as_text(odd, "markdown", everything=False, width=80)


# --- the JSON form --------------------------------------------------------------------------------------------------


def told_form(preclose: PreClose) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(as_text(preclose, "json", everything=False, width=80))
    return read


@pytest.mark.parametrize("of", SAMPLES)
def test_it_fits_the_published_schema(of: str) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    checker = jsonschema.Draft202012Validator(schema)
    checker.check_schema(schema)
    checker.validate(told_form(SAMPLES[of]))
    wrong = told_form(preclosing())
    del wrong["forkontroll"]["actions"][0]["who"]
    assert not checker.is_valid(wrong)


def test_the_form_is_the_ordinary_one_with_two_keys_more() -> None:
    told = told_form(preclosing())
    assert {key: value for key, value in told.items() if key not in {"prognos", "forkontroll", "digest"}} == form(preclosing().now)
    assert told["prognos"]["kind"] == "prognos"
    assert told_form(bare())["prognos"] is None
    assert "forkontroll" not in form(sample())
    assert told["forkontroll"]["actions"][1]["last_day"] == "2021-09-30"
    assert told["forkontroll"]["outlooks"][0]["basis"] == [{"document": "Delårsrapport 2021", "section": "3.1"}]


def test_its_checksums_can_be_worked_out_again_and_cover_the_forecast() -> None:
    told = told_form(preclosing())
    assert as_text(preclosing(), "json", everything=True, width=64).encode() == rfc8785.dumps(told)
    assert digest_of_form(told) == told["digest"]
    assert told_form(replace(preclosing(), forecast=None))["digest"]["result"] != told["digest"]["result"]


# --- the page -------------------------------------------------------------------------------------------------------


def html(preclose: PreClose) -> str:
    return as_text(preclose, "html", everything=False, width=80)


def real() -> PreClose:
    """A real year's ratings under the made-up check."""
    now = run_check(None, None, 2020)
    return replace(preclosing(), as_of="2020-11-30", now=replace(now, kind="forkontroll", as_of="2020-11-30"), forecast=replace(now, kind="prognos"))


@pytest.mark.parametrize("of", [*SAMPLES, "2020"])
def test_every_tag_is_closed_no_level_is_skipped_and_every_link_leads_to_one_anchor(of: str) -> None:
    told = html(SAMPLES[of] if of in SAMPLES else real())
    page = Page(told)
    assert told.startswith('<!DOCTYPE html>\n<html lang="sv">')
    assert page.open == []
    levels = [level for level, _ in page.headings]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    anchors = Counter(page.values("id"))
    assert max(anchors.values()) == 1
    assert {link for link in page.values("href") if link[1:] not in anchors or not link.startswith("#")} == set()
    labels = [attributes["aria-label"] for _, attributes in page.tags if attributes.get("role") == "region"]
    assert len(labels) == len(set(labels)) == sum(tag == "table" for tag, _ in page.tags)


def test_nothing_comes_from_outside_and_nothing_runs() -> None:
    told = html(preclosing())
    page = Page(told)
    assert [attributes["type"] for tag, attributes in page.tags if tag == "script"] == ["application/json"]
    names = {name for _, attributes in page.tags for name in attributes}
    assert names.isdisjoint({"src", "srcset", "action", "style"})
    assert not [name for name in names if name.startswith("on")]
    assert "://" not in told
    assert "url(" not in told
    assert "default-src 'none'" in told


def test_a_text_is_only_a_text() -> None:
    told = html(hostile())
    page = Page(told)
    assert page.open == []
    assert {tag for tag, _ in page.tags} <= {tag for tag, _ in Page(html(preclosing())).tags}
    assert "{{ 7*7 }}" in page.text
    assert "onerror" not in {name for _, attributes in page.tags for name in attributes}


def test_the_page_carries_the_form() -> None:
    for made in (preclosing(), hostile()):
        blocks = re.findall(r'<script type="application/json" id="regelspar">(.*?)</script>', html(made))
        assert [json.loads(block) for block in blocks] == [told_form(made)]


def test_each_thing_to_be_done_leads_to_its_rating_and_its_steps() -> None:
    page = Page(html(preclosing()))
    assert {"#b-K-2", "#b-IK-1b", "#s-13", "#prognos-b-E-1", "#prognos-s-11"} <= set(page.values("href"))


def test_the_timeline_has_a_title_a_description_and_the_same_as_a_table() -> None:
    page = Page(html(preclosing()))
    drawn = [attributes for tag, attributes in page.tags if tag == "svg"]
    assert [(one["role"], one["aria-labelledby"]) for one in drawn] == [("img", "f-tidslinje-1-t f-tidslinje-1-d")]
    assert "Samma uppgifter som tabell: Kontrollplanen 2021 till och med 2021-11-30" in page.text


# --- the timeline ---------------------------------------------------------------------------------------------------


def test_the_timeline_draws_what_is_performed_planned_and_overdue_each_at_its_height() -> None:
    (drawn,) = timeline(preclosing())
    counts = Counter(bar.mark for bar in drawn.bars)
    assert counts == {PERFORMED: 14, OVERDUE: 1, PLANNED: 18}
    assert len({bar.height for bar in drawn.bars}) == 3
    assert drawn.line_says == DAY
    assert drawn.rows[1] == ("IK-1b", "Attest av leverantörsfakturor", "kvartalsvis", "4", "3", "2", "2021-03-30 och 2021-06-29", "2021-12-31",
                             "1 försenad".replace(" ", "\u00a0"))  # fmt: skip


def test_the_latest_of_those_that_have_passed_are_the_overdue_and_one_due_on_the_day_is_not() -> None:
    one = Control("A", "A", "A", "kvartalsvis", "", 4, 3, 1, ("2021-02-01",), ("2021-03-31", "2021-06-30", "2021-09-30", "2021-12-31"), None, 2)
    (drawn,) = timeline(replace(preclosing(), controls=(one,)))
    assert [bar.mark for bar in sorted(drawn.bars, key=lambda bar: bar.x)] == [PERFORMED, PLANNED, OVERDUE, OVERDUE, PLANNED]
    (drawn,) = timeline(replace(preclosing(), controls=(replace(one, overdue=1),), as_of="2021-09-30"))
    assert [bar.mark for bar in sorted(drawn.bars, key=lambda bar: bar.x)] == [PERFORMED, PLANNED, OVERDUE, PLANNED, PLANNED]


def test_a_day_outside_the_year_stands_at_its_edge_and_a_long_plan_is_drawn_in_parts() -> None:
    one = replace(preclosing().controls[0], dates=("2020-12-01",), occasions=("2022-02-01",))
    first, last = timeline(replace(preclosing(), controls=(one,) * (MOST + 1)))
    assert min(bar.x for bar in first.bars) >= 0
    assert max(bar.x + bar.width for bar in first.bars) <= 400
    assert (first.title, len(last.rows)) == ("Kontrollplanen 2021 till och med 2021-11-30, del 1 av 2", 1)
    assert timeline(bare()) == ()


def test_an_action_without_a_last_day_or_anyone_named_is_told_too() -> None:
    lone = Action("X-1", "belopp", "Ett belopp", "Beloppet ska finnas.", "Det saknas.", "", None, overdue=True)
    assert "utan dag   försenad; belopp." in text(replace(preclosing(), actions=(lone,)))


def test_a_long_list_of_gaps_is_cut_and_its_rest_counted_unless_everything_is_asked_for() -> None:
    many = replace(preclosing(), gaps=tuple(Gap(f"t.{at}", f"Rad {at}.", ()) for at in range(25)))
    assert "5 uppgifter till saknas och visas med --alla." in text(many)
    assert "t.24  Rad 24." not in text(many)
    assert "t.24  Rad 24." in text(many, everything=True)


def test_a_level_without_a_figure_stands_on_a_line_with_what_is_told_of_it() -> None:
    told = text(preclosing())
    assert "\nK-2.2  Fler besök: minst 90 %, senast 2021-12-31.\n" in told
    assert "\nK-2.3  Fler möten: minst 4 möten, senast 2021-12-31. Hittills 70 % (hittills)\n  (2021-10-31).\n" in told


@pytest.mark.parametrize("count", [0, 1, 40])
def test_the_first_screen_holds_what_there_is_room_for_and_three_at_the_fewest(count: int) -> None:
    made = preclosing()
    units = tuple(replace(made.standings[0], name=f"Enhet {at}") for at in range(count))
    screen = text(replace(made, standings=units)).partition("ATT GÖRA")[0].split("\n")
    assert sum(line.startswith(("2021-", "2022-", "utan dag")) for line in screen) == (3 if count == 40 else 6)
    assert len(screen) <= 24 or count == 40


def test_every_kind_of_action_has_its_word() -> None:
    assert set(ACTION) == set(ACTIONS)
