"""The commands forkontroll and delar: their errors, codes and bytes, and the form of what they give."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from test_rules_preclose import FINANCIAL, FORECAST, GROWING, dates, forecast_of, log, moment, seen
from year_builder import AT_LEAST_90, goal, measured, outcome, percent, status, table, written

import reports
from checker.preclose import run_preclose

from reports.formats import FORMATS, written as as_format  # isort: skip
from reports.seal import to_json

ROOT = Path(__file__).parents[1]
SCHEMA = json.loads((Path(str(reports.__path__[0])) / "regelspar-1.schema.json").read_text(encoding="utf-8"))
RUNNING = (
    goal("F-1", GROWING.format("minst"), "slag: leverans, art: produkt, skäl: en plan, kräver_beslut: ja", more="enhet: A"),
    outcome("F-1.1", "värde: 18, enhet: st, per: 2020-10-31"),
    outcome("F-1.2", f"{status('pågår')}, per: 2020-10-31"),
    "prognoser: [{mätetal: F-1.1, uppgift: väntat, värde: 21, enhet: st, gjord: 2020-10-31, källa: 'ar, 4'}]",
    "mätningar: [{mätetal: F-1.1, fråga: Hur många?, klar: 2020-12-20, källa: 'ar, 4'}]",
    dates("sammanträde 2020-12-14", "bokslut 2021-01-20"),
    moment(),
    log("2020-03-30, notering: kvitto saknas"),
    goal("F-2", AT_LEAST_90, more="enhet: B, utkast: ja"),
    *forecast_of("lägst"),
)


def run(*args: str) -> subprocess.CompletedProcess[bytes]:
    program = [sys.executable, "-c", "from checker.cli import program; program()", *args]
    return subprocess.run(program, capture_output=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=120, check=False)


@pytest.mark.parametrize("command", ["forkontroll", "delar"])
@pytest.mark.parametrize(
    ("args", "found", "expected"),
    [
        (("2020", "--per", "2021-11-30"), "dagen 2021-11-30 efter --per, som inte är under 2020", "välj en dag från 2020-01-01 till 2020-12-31"),
        (("2020", "--per", "2019-12-31"), "dagen 2019-12-31 efter --per, som inte är under 2020", "en dag under 2020"),
        (("2020", "--per", "2020-11-31"), '"2020-11-31" efter --per', "en dag under 2020, skriven år-månad-dag"),
        (("2020", "--per", "30/11"), '"30/11" efter --per', "skriv dagen som i: --per 2020-11-30"),
        (("2020", "--per", "20201130"), '"20201130" efter --per', "skriv dagen som i: --per 2020-11-30"),
        (("2020", "--per", "２０２０-11-30"), "efter --per", "skriv dagen som i: --per 2020-11-30"),
        (("2020", "--per", ""), '"" efter --per', "skriv dagen som i: --per 2020-11-30"),
        (("2020",), "inget --per DATUM", "läs check"),
        (("2020", "--per"), "inget värde efter --per", "ett värde"),
        (("20", "--per", "2020-11-30"), '"20" som årtal', "ett årtal som 2020"),
        (("2031", "--per", "2031-11-30"), "inga faktafiler för året", "välj ett annat år"),
    ],
)
def test_a_day_that_is_none_of_the_year_is_refused(command: str, args: tuple[str, ...], found: str, expected: str) -> None:
    done = run(command, *args)
    said = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert found in said
    assert expected in said
    assert "Traceback" not in said


@pytest.mark.parametrize("day", ["2020-01-01", "2020-12-31"])
def test_the_first_and_the_last_day_of_the_year_are_days_of_it(day: str) -> None:
    done = run("forkontroll", "2020", "--per", day)
    assert done.returncode == 1
    assert done.stdout.decode().splitlines()[0].endswith(f"förkontroll 2020, läget {day}")


def test_an_interim_report_is_told_as_one() -> None:
    assert run("delar", "2020", "--per", "2020-08-31").stdout.decode().splitlines()[0].endswith("prövning inför delårsrapport 2020,")


def test_the_reports_fit_the_published_schema_and_every_format_takes_them() -> None:
    found = seen(*RUNNING)
    assert found.forecast
    for report in (found.now, found.forecast):
        jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(to_json(report)))
        for form in FORMATS:
            assert as_format(report, form, everything=True, width=80)
    assert (found.now.kind, found.now.as_of, found.forecast.kind) == ("forkontroll", "2020-11-30", "prognos")


def test_the_order_and_split_of_files_change_nothing() -> None:
    one, other = seen(*RUNNING), seen(*reversed(RUNNING))
    assert to_json(one.now).split('"fact_files"')[0] != ""
    assert (one.actions, one.needs, one.gaps, one.outlooks, one.margins) == (other.actions, other.needs, other.gaps, other.outlooks, other.margins)
    assert one.now.trace == other.now.trace


def test_every_row_ends_in_the_steps_that_derived_it() -> None:
    found = seen(*RUNNING, *measured(AT_LEAST_90)[1:])
    rows: tuple[Any, ...] = (*found.actions, *found.needs, *found.remarks, *found.controls, *found.remaining)
    assert all(row.trace for row in rows)
    assert all(1 <= step <= len(found.now.trace) for row in rows for step in row.trace)


def test_nothing_of_a_forecast_stands_among_what_is_known() -> None:
    found = seen(*RUNNING)
    assert not [step.says for step in found.now.trace if "(prognos)" in step.says]
    assert found.forecast
    told = [step.says for step in found.forecast.trace if "F-1.1" in step.therefore and "siffervisar" in step.therefore]
    assert told
    assert all("prognos" in said for said in told)


def test_the_ledger_of_a_forecast_says_that_it_is_one() -> None:
    found = seen(table("p", ["prognos2020"], {"resultat": ["59"]}, "roller: {årets_resultat: resultat}", "gjord: 2020-10-31"))
    assert found.forecast
    assert [row.basis for row in found.forecast.ledger][-1] == "prognos: redovisat årets resultat, utan balanskravsutredning"
    assert [row.basis for row in found.now.ledger][-1] == "framgår inte av underlaget"


def test_a_gap_tells_what_it_unlocks_and_what_most_wait_for_comes_first() -> None:
    gaps = seen(*FINANCIAL).gaps
    (gap,) = [one for one in gaps if one.fact == "br.eget_kapital.2020"]
    assert gap.unlocks == ("E-1", "E-1.1", "GEH", "GEH-E")
    assert gap.alone == ("E-1.1",)
    order = [(-len(one.alone), -len(one.unlocks)) for one in gaps]
    assert order == sorted(order)


def test_a_gap_decides_nothing_alone_where_another_amount_is_lacking() -> None:
    two = (FINANCIAL[0], table("br", [2020], {"eget_kapital": [None], "annat": [None]}),
           outcome("E-1.1", "värde_av: [br.eget_kapital.2020, br.annat.2020], enhet: tkr"))  # fmt: skip
    assert [one.alone for one in seen(*two).gaps if one.fact.startswith("br.")] == [(), ()]


@pytest.mark.parametrize(("result", "alone"), [("5", ("BK-1",)), ("~", ())])
def test_the_balanskrav_needs_its_whole_utredning(result: str, alone: tuple[str, ...]) -> None:
    whole = table("bku", [2020], {"resultat": [result], "balans": [None]}, "roller: {årets_resultat: resultat, bk_resultat: balans}")
    (gap,) = [one for one in seen(whole, day="2020-12-31").gaps if one.fact == "bku.balans.2020"]
    assert gap.alone == alone


def test_what_is_known_on_the_last_day_is_rated_as_the_year() -> None:
    facts = (*measured(AT_LEAST_90, percent("95")), moment("2 ggr/år"), log("2020-03-01", "2020-12-31"), FORECAST)
    with written(facts) as root:
        found = run_preclose(root, "exempel", 2020, dt.date(2020, 12, 31), "forkontroll")
    assert {rating.id: rating.rating for rating in found.now.ratings}["IK-1a"] == "uppfyllt"
    assert not [step for step in found.now.trace if "HITTILLS" in step.rule]
