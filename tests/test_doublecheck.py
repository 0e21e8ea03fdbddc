"""Rated twice: the same bytes where both ratings agree, and nothing at all where they do not."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from checker.doublecheck import compared, differences, refuse_unlike, repeated
from checker.evaluator.evaluate import evaluate
from checker.pipeline import Earlier, check_facts
from checker.session import EngineFault, RunFailed
from facts.loading import available_years, bundled_root, example_root, find_organisation, load_year
from facts.year import Year
from reports.report import Report

ROOT = Path(__file__).parents[1]


@cache
def checked(root: Path, year: int) -> tuple[Year, Mapping[int, Year], Report]:
    folder = find_organisation(root, None)
    read = load_year(folder, year)
    others = Earlier(folder, read)
    return read, others, check_facts(read, others)


def of_2020() -> tuple[Year, Mapping[int, Year], Report]:
    return checked(bundled_root(), 2020)


@pytest.mark.parametrize("year", [2016, 2017, 2019, 2020])
def test_the_bundled_years_agree(year: int) -> None:
    assert differences(*checked(bundled_root(), year)) == []


@pytest.mark.parametrize("year", available_years(find_organisation(example_root(), None)))
def test_the_example_years_agree(year: int) -> None:
    assert differences(*checked(example_root(), year)) == []


def lines(**changes: Any) -> list[str]:
    year, others, report = of_2020()
    return differences(year, others, replace(report, **changes))


def with_rating(wanted: str, **fields: Any) -> list[str]:
    ratings = of_2020()[2].ratings
    return lines(ratings=tuple(replace(row, **fields) if row.id == wanted else row for row in ratings))


def test_another_rating_is_told_with_both() -> None:
    row = next(row for row in of_2020()[2].ratings if row.id == "GEH")
    other = "uppfyllt" if row.rating != "uppfyllt" else "ej"
    assert with_rating("GEH", rating=other) == [f"bedömningen GEH: regelmotorn {other}; den andra bedömningen {row.rating}"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"possible": ("ej", "uppfyllt")}, "möjliga bedömningar av GEH: regelmotorn ej/uppfyllt; den andra bedömningen "),
        ({"reason": "ar_saknas"}, "skälet för GEH: regelmotorn ar_saknas; den andra bedömningen "),
        ({"claimed": "delvis"}, "påståendet om GEH: regelmotorn delvis; den andra bedömningen "),
        ({"verdict": "obestyrkt"}, "utslaget för påståendet om GEH: regelmotorn obestyrkt; den andra bedömningen "),
        ({"direction": "samre"}, "riktningen för påståendet om GEH: regelmotorn samre; den andra bedömningen "),
        ({"own_word_only": True}, "att påståendet vilar bara på egen uppgift, för GEH: regelmotorn ja; den andra bedömningen nej"),
        ({"honest_partly": True}, "delvis där nivån inte nås, för GEH: regelmotorn ja; den andra bedömningen nej"),
    ],
)
def test_whatever_else_is_said_of_a_rating_is_held_too(fields: dict[str, Any], told: str) -> None:
    (line,) = with_rating("GEH", **fields)
    assert line.startswith(told)


def test_a_level_reported_as_partly_met_is_found_by_both() -> None:
    honest = next(row for row in of_2020()[2].ratings if row.honest_partly)
    assert with_rating(honest.id, honest_partly=False) == [f"delvis där nivån inte nås, för {honest.id}: regelmotorn nej; den andra bedömningen ja"]


def test_evidence_that_the_evaluator_did_not_find_is_told() -> None:
    row = next(row for row in of_2020()[2].ratings if row.evidence == "siffra")
    (line,) = with_rating(row.id, evidence="logg")
    assert line == f"belägget för {row.id}: regelmotorn logg; den andra bedömningen siffra"


def test_a_rating_that_is_left_out_and_one_that_stands_twice_are_told() -> None:
    ratings = of_2020()[2].ratings
    assert f"bedömningen {ratings[0].id}: regelmotorn saknas; den andra bedömningen {ratings[0].rating}" in lines(ratings=ratings[1:])
    assert f"{ratings[0].id} står 2 gånger i rapporten" in lines(ratings=(*ratings, ratings[0]))


def test_ties_and_what_they_matter_are_held() -> None:
    first, *rest = of_2020()[2].ties
    status = "avvikelse" if first.status != "avvikelse" else "stammer"
    changed = lines(ties=(replace(first, status=status, material="over"), *rest))
    assert changed[0] == f"avstämningen {first.id}: regelmotorn {status}; den andra bedömningen {first.status}"
    assert changed[1].startswith(f"väsentligheten av {first.id}: regelmotorn over; den andra bedömningen ")


def test_a_finding_that_one_of_them_has_is_told() -> None:
    findings = of_2020()[2].findings
    one = next(finding for finding in findings if finding.kind == "motsagt")
    (line,) = lines(findings=tuple(finding for finding in findings if finding != one))
    assert line.startswith("iakttagelsen motsagt ")
    assert line.endswith(": regelmotorn saknas; den andra bedömningen finns")


def test_a_question_that_is_not_asked_is_told() -> None:
    findings = of_2020()[2].findings
    one = next(finding for finding in findings if finding.kind == "fraga")
    (line,) = lines(findings=tuple(finding for finding in findings if finding != one))
    assert line.startswith("frågan om ")


def test_a_difference_refuses_the_report_and_names_what_differs() -> None:
    year, others, report = of_2020()
    refuse_unlike(year, others, report)
    worse = replace(report, ratings=tuple(replace(row, rating="ej" if row.rating != "ej" else "delvis") for row in report.ratings))
    with pytest.raises(RunFailed) as refused:
        refuse_unlike(year, others, worse)
    first, *told = str(refused.value).split("\n")
    assert first == f"två bedömningar av 2020 skiljer sig åt i {len(report.ratings)} uppgifter"
    assert all("regelmotorn" in line and "den andra bedömningen" in line for line in told[:20])
    assert told[20] == f"… och {len(report.ratings) - 20} skillnader till"
    assert told[21].startswith("gör så här: ")
    assert not isinstance(refused.value, EngineFault)


def test_the_evaluator_is_asked_anew_and_not_told_what_the_engine_found() -> None:
    year, others, report = of_2020()
    assert list(compared(evaluate(year, others), report, year)) == []
    assert list(repeated(report)) == []


# --- the command line -----------------------------------------------------------------------------------------------

WRONG = """
import sys
from checker.hosting import server
real = server.run
def run(*given):
    held, empty, derived, firings = real(*given)
    for fact in derived:
        if fact["id"] == "bedomning:GEH-V":
            fact.update(rating="uppfyllt", kod="U", orsak="-")
    return held, empty, derived, firings
server.run = run
"""
RIGHT = "import sys\n"


def command(before: str, *args: str) -> subprocess.CompletedProcess[bytes]:
    code = f"{before}\nfrom checker.cli import program\nsys.argv = ['check', *{args!r}]\nprogram()"
    return subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, cwd=ROOT, check=False, timeout=120)


def test_an_engine_that_rates_wrong_is_found_by_the_second_rating_alone() -> None:
    assert command(WRONG, "2020").stdout != command(RIGHT, "2020").stdout
    done = command(WRONG, "2020", "--dubbelkoll")
    told = done.stderr.decode()
    assert (done.returncode, done.stdout) == (70, b"")
    assert told.startswith("check: internt fel, ingenting har bedömts: två bedömningar av 2020 skiljer sig åt i ")
    assert "\nbedömningen GEH-V: regelmotorn uppfyllt; den andra bedömningen " in told
    assert "Traceback" not in told


@pytest.mark.parametrize("args", [("bilaga", "2020", "-o", "bilaga.html"), ("bilaga", "2020", "--medlem", "Borås", "-o", "bilaga.html")])
def test_the_annex_of_an_engine_that_rates_wrong_is_never_written(args: tuple[str, ...], tmp_path: Path) -> None:
    target = tmp_path / "bilaga.html"
    target.write_text("orörd", encoding="utf-8")
    done = command(WRONG, *args[:-1], str(target))
    assert (done.returncode, done.stdout) == (70, b"")
    assert b"bed\xc3\xb6mningen GEH-V: regelmotorn uppfyllt" in done.stderr
    assert target.read_text(encoding="utf-8") == "orörd"
    assert [path.name for path in tmp_path.iterdir()] == ["bilaga.html"]


@pytest.mark.parametrize("form", ["text", "json"])
def test_two_ratings_that_agree_change_no_byte_and_say_nothing(form: str) -> None:
    once, twice = (command(RIGHT, "2020", "--format", form, *flag) for flag in ((), ("--dubbelkoll",)))
    assert (once.returncode, once.stdout, b"") == (twice.returncode, twice.stdout, twice.stderr)
    assert once.returncode in (0, 1, 3)


def test_the_annex_is_the_same_as_the_report_in_its_format(tmp_path: Path) -> None:
    one, other = tmp_path / "bilaga.html", tmp_path / "rapport.html"
    assert command(RIGHT, "bilaga", "2020", "-o", str(one)).returncode == command(RIGHT, "2020", "--format", "html", "-o", str(other)).returncode
    assert one.read_bytes() == other.read_bytes()
