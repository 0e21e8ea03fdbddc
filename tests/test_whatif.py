"""`check om` as its user meets it: before and after, the trace of each change, JSON, exit codes, and that nothing is written."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from year_builder import AT_LEAST_90, goal, written

from checker import cli
from checker.whatif import loaded, set_and_check
from facts.loading import bundled_root, example_root
from reports.sectioned import to_text
from reports.whatif import WhatIf
from reports.whatif_sections import set_told

ROOT = Path(cli.__file__).parents[1]
RUN = [sys.executable, "-W", "error", "-c", "from checker.cli import main; main()"]


def run(*args: str, cwd: Path | None = None) -> tuple[int, str, str]:
    done = subprocess.run([*RUN, *args], capture_output=True, cwd=cwd, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture(scope="module")
def worse() -> WhatIf:
    """2020 with another result of the year."""
    return set_and_check(*loaded(None, None, 2020), ["aretsresultat=-200"])


@pytest.fixture(scope="module")
def told(worse: WhatIf) -> str:
    return to_text(set_told(worse), 80)


def test_the_role_is_set_in_both_places_and_what_rests_on_each_is_told(worse: WhatIf) -> None:
    assert [(one.fact, one.was, one.becomes, one.rests) for one in worse.settings] == [
        ("rr.årets_resultat.2020", "107 tkr", "−200 tkr", ()),
        ("bku.årets_resultat_enligt_resultaträkningen.2020", "107 tkr", "−200 tkr", ("BK-1", "BK-2", "GEH-E", "GEH")),
    ]


def test_what_rests_on_an_amount_that_no_table_had_is_told() -> None:
    with written([goal("F-1", AT_LEAST_90)]) as root:
        (one,) = set_and_check(*loaded(root, "exempel", 2020), ["bk_resultat.2020=5"]).settings
    assert (one.was, one.becomes, one.rests) == (None, "5 tkr", ("BK-1", "BK-2", "GEH-E", "GEH"))


def test_ratings_verdicts_and_ties_that_moved_are_told_before_and_after(worse: WhatIf) -> None:
    assert [(one.id, one.before, one.after) for one in worse.ratings] == [
        ("BK-1", "uppfyllt", "ej"),
        ("BK-2", "underlag_saknas", "delvis"),
        ("GEH-E", "underlag_saknas", "delvis"),
    ]
    assert [(one.id, one.before, one.after) for one in worse.verdicts] == [("GEH-E", "obestyrkt", "motsagt")]
    ties = {one.id: (one.before, one.after) for one in worse.ties}
    assert ties["AV-text-2.5-balanskravsutredning"] == ("stammer", "avvikelse")
    assert all(one.before != one.after or one.said_before != one.said_after for one in worse.ties)


def test_each_change_has_its_own_new_steps_each_told_once(worse: WhatIf) -> None:
    steps = {one.id: [step.rule for step in one.steps] for one in worse.ratings}
    assert steps["BK-1"] == ["BK-1-2019-EJ"]
    assert {"BK-2-UNDERSKOTT", "BK-2-MOJLIGT-D", "BK-2-2018-DELVIS"} <= set(steps["BK-2"])
    assert "SV-D" in steps["GEH-E"]
    assert "BK-1-2019-EJ" not in steps["GEH-E"]


def test_findings_that_come_and_go_are_told(worse: WhatIf) -> None:
    assert any(one.title == "aterstallande" and "−200 tkr" in one.said_after for one in worse.came)
    assert [one.id for one in worse.went] == ["fraga-BK-2"]


def test_the_text_says_that_only_the_set_facts_are_changed(told: str) -> None:
    assert "Bara de satta uppgifterna är ändrade" in told
    assert "Ingen bedömning vilar på den." in told
    assert "ej uppfyllt. Balanskravsresultatet 2020 är −200 tkr (Årsredovisning\n             2020, 2.5, satt värde" in told
    assert max(map(len, told.split("\n"))) <= 80


def test_a_rating_that_rests_on_a_set_fact_and_stays_is_told() -> None:
    kept = set_and_check(*loaded(None, None, 2020), ["F-4.3.3-2.2=86"])
    assert [(one.id, one.before, one.after, one.said_after) for one in kept.kept] == [
        ("F-4.3.3-2.2", "ej", "ej", "Utfallet 86 % når inte målnivån minst 90 % (Satt värde, --satt)."),
    ]
    assert kept.ratings == ()
    assert "Ingen bedömning är ändrad." in to_text(set_told(kept), 80)


def test_the_command_shows_and_writes_nothing(tmp_path: Path) -> None:
    shutil.copytree(bundled_root(), tmp_path / "fakta")
    before = {path: path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()}
    code, out, err = run("om", "2020", "--fakta", "fakta", "--satt", "årets_resultat=-200", "--satt", "IK-2a=2", cwd=tmp_path)
    assert (code, err) == (0, "")
    assert "IK-2a" in out
    assert {path: path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()} == before


def test_json_has_the_settings_and_all_that_they_altered() -> None:
    code, out, err = run("om", "2020", "--satt", "årets_resultat=-200", "--format", "json")
    form = json.loads(out)
    assert (code, err, form["schema"], form["year"]) == (0, "", "regelspar-om/1", 2020)
    assert [one["id"] for one in form["ratings"]] == ["BK-1", "BK-2", "GEH-E"]
    assert form["ratings"][0]["trace"][0]["rule"] == "BK-1-2019-EJ"
    assert set(form) == {"schema", "organisation", "year", "set", "ratings", "kept", "verdicts", "ties", "came", "went"}


def test_one_rating_is_told_with_a_whole_run_for_each_change() -> None:
    code, out, err = run("om", "2020", "d-1")
    assert (code, err) == (0, "")
    assert "Uppfyllt" not in out.split("ÄNDRING 1")[0]
    assert "check om 2020 --satt 'D-1.1=80'" in out
    assert "Spår 1" in out


_ORGANISATION = """id: prov
namn: Provförbundet
frågor_till: Ekonomichef
enheter:
  KULTUR: {namn: Kultur, frågor_till: Chef}
redovisningsenheter:
  K: Kansli
dokument:
  ar2021: {titel: Årsredovisning 2021, slag: redovisning, år: 2021}
"""
_TOO_LARGE = """tabeller:
  rr:
    titel: Resultaträkning
    källa: ar2021, 2
    enhet: mnkr
    kolumner: [2021]
    rader:
      resultat: [899999999999]
    roller: {årets_resultat: resultat}
"""


def test_set_controls_are_told_as_set_and_not_as_what_the_log_shows() -> None:
    for count, controls in ((1, "1 kontroll"), (12, "12 kontroller")):
        run = set_and_check(*loaded(example_root(), None, 2021), [f"IK-1b={count}"])
        rating = next(one for one in run.after.ratings if one.id == "IK-1b")
        said = [rating.because, *(run.after.trace[number - 1].says for number in rating.trace)]
        assert f"Planerat: månadsvis. Satt värde: {controls} (Satt värde, --satt)." in "".join(said).replace("\xa0", " ")
        assert not any("Loggen visar" in one or "kontrolloggen" in one for one in said)


@pytest.mark.parametrize(
    "command",
    [
        ["2021"],
        ["forkontroll", "2021", "--per", "2021-12-31"],
        ["delar", "2021", "--per", "2021-12-31"],
        ["om", "2021"],
        ["om", "2021", "BK-1"],
        ["om", "2021", "--satt", "rr.resultat=1"],
        ["jamfor", "2021", "2021"],
    ],
)
def test_a_number_past_the_exact_range_is_refused_with_code_2_by_every_command(command: list[str], tmp_path: Path) -> None:
    place = tmp_path / "fakta" / "prov" / "2021"
    place.mkdir(parents=True)
    (place.parent / "organisation.yaml").write_text(_ORGANISATION, encoding="utf-8")
    (place / "bokslut.yaml").write_text(_TOO_LARGE, encoding="utf-8")
    code, out, err = run(*command, "--fakta", "fakta", cwd=tmp_path)
    assert (code, out) == (2, "")
    assert "ryms inte i det exakta området; väntade ett tal inom ±900 miljarder kronor" in err
    assert "rätta beloppet eller dess enhet" in err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["2020", "NIX-1"], "okända id:t"),
        (["2020", "AV-rr.arets_resultat.2020"], "som inte är en bedömning"),
        (["2020", "AV-rr.nix"], "okända id:t"),
        (["2020", "rr.arets_resultat.2020"], "som inte är en bedömning"),
        (["2020", "E-1", "--satt", "årets_resultat=1"], 'både ID "E-1" och --satt'),
        (["2020", "--satt", "nix=1"], 'okända id:t "nix"'),
        (["2020", "--satt", "rr.årets_resultat=900000000000"], "ryms inte"),
        (["2020", "--satt"], "inget värde efter --satt"),
        (["2020", "--format", "pdf"], "ett av text, json"),
        (["2021"], "ett av åren"),
        (["år"], "som årtal"),
        (["2020", "--fakta", "/nix"], "ingen organisation"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_code_2(args: list[str], words: str) -> None:
    code, out, err = run("om", *args)
    assert (code, out) == (2, "")
    assert words in err
    assert "Traceback" not in err
