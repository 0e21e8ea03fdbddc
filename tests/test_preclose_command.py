"""check forkontroll and check delar as their user meets them: formats, files and errors; and check verifiera of what they write."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from test_cli import run
from test_preclose_formats import SCHEMA
from test_verify import sealed_again

from checker.envelope import opened
from checker.preclose import run_preclose
from checker.verify import AGAIN, DIFFERS, SAME, Verification, verify
from reports.preclose import PreClose
from reports.preclose_formats import FORMATS, as_text, written

GOOD = Path(__file__).parent / "cases" / "god"
ASKED = ("2020", "--per", "2020-11-30", "--fakta", str(GOOD))


@pytest.fixture(scope="module")
def found() -> PreClose:
    return run_preclose(GOOD, "exempel", 2020, dt.date(2020, 11, 30), "forkontroll")


@pytest.fixture
def tried(tmp_path: Path) -> Callable[..., Verification]:
    """The verification of a file with these bytes."""

    def trial(raw: bytes | str, facts: Path | None = None) -> Verification:
        file = tmp_path / "fil"
        file.write_bytes(raw.encode() if isinstance(raw, str) else raw)
        return verify(opened(file), facts)

    return trial


# --- the commands ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_holds_what_the_format_gives(name: str, found: PreClose, tmp_path: Path) -> None:
    done = run("forkontroll", *ASKED, "--format", name, "-o", str(tmp_path / "fil"))
    made = written(found, name, everything=False, width=80)
    assert (done.stdout, done.stderr) == (b"", b"")
    assert (tmp_path / "fil").read_bytes() == (made.encode() if isinstance(made, str) else made)
    assert [path.name for path in tmp_path.iterdir()] == ["fil"]


def test_standard_output_is_the_text_and_with_everything_what_can_be_shown_met(found: PreClose) -> None:
    bare, whole = run("forkontroll", *ASKED), run("forkontroll", *ASKED, "--alla")
    assert bare.stdout.decode() == as_text(found, "text", everything=False, width=80)
    assert whole.stdout.decode() == as_text(found, "text", everything=True, width=80)
    assert bare.returncode == whole.returncode


def test_the_interim_check_has_its_own_name_and_section() -> None:
    told = run("delar", "2020", "--per", "2020-08-31", "--fakta", str(GOOD)).stdout.decode()
    assert "prövning inför delårsrapport 2020" in " ".join(told.split("\n")[:2])
    assert "UTFALL TILL OCH MED DAGEN OCH PROGNOS FÖR ÅRET" in told


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--format", "markdwn"), 'hittade det okända formatet "markdwn"; väntade ett av text, json, markdown, html, pdf'),
        (("--format", "pdf"), "hittade --format pdf utan -o; väntade -o FIL, för formatet är inte text"),
        (("-o", "ingen-mapp/fil"), 'hittade ingen mapp "ingen-mapp" efter -o'),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is_checked(more: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = run("forkontroll", *ASKED, *more, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["forkontroll", "delarsrapport"])
def test_a_real_year_fits_the_schema_on_any_day(kind: str) -> None:
    checker = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    for day in (dt.date(2020, 1, 1), dt.date(2020, 8, 31), dt.date(2020, 12, 31)):
        checker.validate(json.loads(as_text(run_preclose(None, None, 2020, day, kind), "json", everything=False, width=80)))


# --- what they write, verified --------------------------------------------------------------------------------------


@pytest.mark.parametrize("everything", [False, True])
@pytest.mark.parametrize("name", ["json", "html", "pdf"])
def test_what_is_written_agrees_with_its_facts_to_the_byte(name: str, everything: bool, found: PreClose, tried: Callable[..., Verification]) -> None:
    told = tried(written(found, name, everything, 80), GOOD)
    assert {check.outcome for check in told.checks} == {SAME}
    assert told.is_attested


def altered(found: PreClose, change: Callable[[dict[str, Any]], None]) -> str:
    values = json.loads(as_text(found, "json", everything=False, width=80))
    change(values)
    return sealed_again(values)


@pytest.mark.parametrize(
    ("key", "value"), [("as_of", "2020-02-30"), ("as_of", "2021-11-30"), ("as_of", 7), ("kind", "arsbokslut"), ("kind", ["forkontroll"])]
)
def test_a_day_or_a_kind_that_there_is_none_of_cannot_be_tried(key: str, value: object, found: PreClose, tried: Callable[..., Verification]) -> None:
    told = tried(altered(found, lambda values: values["forkontroll"].__setitem__(key, value)))
    again = next(check for check in told.checks if check.name == AGAIN)
    assert again.outcome == DIFFERS
    assert again.told.startswith("filen anger en dag som inte kan prövas: ")


def test_a_changed_number_of_what_is_told_beside_the_ratings_is_found(found: PreClose, tried: Callable[..., Verification]) -> None:
    told = tried(altered(found, lambda values: values["forkontroll"]["standings"][0].__setitem__("met", 99)))
    assert told.first_difference
    assert told.first_difference.told == '"forkontroll" är inte detsamma i filen som i omprövningen, eller står i en annan ordning'


def test_the_check_of_another_day_is_another_file(found: PreClose, tried: Callable[..., Verification]) -> None:
    told = tried(altered(found, lambda values: values["forkontroll"].__setitem__("as_of", "2020-06-30")))
    assert DIFFERS in {check.outcome for check in told.checks}


def test_every_part_that_is_told_has_its_days_in_order(found: PreClose) -> None:
    told = as_text(found, "text", everything=False, width=80)
    section = told.partition("\nATT GÖRA")[2].partition("\nAVSTÄMNINGAR")[0]
    rest = [line for line in section.split("\n") if re.match(r"  \d{4}-", line) and "försenad" not in line]
    assert [line[2:12] for line in rest] == sorted(line[2:12] for line in rest)
