"""An auditor's own notes: strictly read, beside the rating in every report, sealed apart, and altering nothing."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import shutil
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openpyxl import load_workbook
from reports_sample import noted_sample, sample

import reports
from checker.outcome import exit_code
from checker.pipeline import run_check
from facts.comparatives import year_files
from facts.errors import BadInput
from facts.loading import available_years, load_year
from facts.schema import FOLDER
from facts.yamltree import parse_yaml
from reports import explain
from reports.formats import as_text, written
from reports.json_form import form
from reports.notes import sign
from reports.report import Note, Report
from reports.seal import digest_of, to_json

ROOT = Path(__file__).parents[1]
GOOD = ROOT / "tests" / "cases" / "god" / "exempel"
AGREES = "  - om: F-1\n    ståndpunkt: instämmer\n    namn: Anna Ek\n    datum: 2021-03-01\n"
DISAGREES = "  - om: F-1.1\n    ståndpunkt: instämmer inte\n    skäl: enkäten är ett stickprov\n    namn: Anna Ek\n    datum: 2021-03-02\n"
OF_A_TIE = "  - om: AV-resultat.årets_resultat.2020\n    ståndpunkt: instämmer\n    namn: Bo Alm\n    datum: 2021-03-02\n"
SECOND = "  - om: F-1\n    ståndpunkt: instämmer inte\n    skäl: svaren är för få\n    namn: Bo Alm\n    datum: 2021-02-28\n"
GOOD_NOTES = "noteringar:\n" + AGREES + DISAGREES + OF_A_TIE + SECOND


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the good example that a test may add notes to."""
    return Path(shutil.copytree(GOOD, tmp_path / "fakta" / GOOD.name))


def note(folder: Path, text: str) -> Path:
    place = folder / "2020" / "noteringar.yaml"
    place.write_text(text, encoding="utf-8")
    return place


def checked(folder: Path, notes: Path | None = None) -> Report:
    return run_check(folder.parent, None, 2020, notes)


def told_of(folder: Path, notes: Path | None = None) -> list[str]:
    with pytest.raises(BadInput) as caught:
        checked(folder, notes)
    return str(caught.value).split("\n")


# --- reading --------------------------------------------------------------------------------------------------------


def test_notes_stand_by_id_day_and_name(folder: Path) -> None:
    note(folder, GOOD_NOTES)
    assert checked(folder).notes == (
        Note("AV-resultat.arets_resultat.2020", "instammer", None, "Bo Alm", "2021-03-02"),
        Note("F-1", "instammer_inte", "svaren är för få", "Bo Alm", "2021-02-28"),
        Note("F-1", "instammer", None, "Anna Ek", "2021-03-01"),
        Note("F-1.1", "instammer_inte", "enkäten är ett stickprov", "Anna Ek", "2021-03-02"),
    )


def test_the_year_holds_the_notes_with_their_places_and_checksum_beside_its_facts(folder: Path) -> None:
    plain = load_year(folder, 2020)
    place = note(folder, GOOD_NOTES)
    year = load_year(folder, 2020)
    assert set(year.files) - set(plain.files) == {"2020/noteringar.yaml"}
    assert year.files["2020/noteringar.yaml"] == place.read_bytes()
    assert [str(entry.place("om")) for entry in year.entries["notes"]][-1] == "2020/noteringar.yaml:6:9"
    assert year.entries["notes"][0].file.raw.decode() == GOOD_NOTES
    alike = [one.name for one in fields(year) if getattr(year, one.name) == getattr(plain, one.name)]
    assert {one.name for one in fields(year)} - set(alike) <= {"notes", "files", "entries", "organisation"}


def test_notes_are_no_fact_file_and_a_folder_of_notes_alone_is_no_year(folder: Path) -> None:
    note(folder, GOOD_NOTES)
    assert "noteringar.yaml" not in [path.name for path in year_files(folder, 2020)]
    (folder / "2021").mkdir()
    (folder / "2021" / "noteringar.yaml").write_text(GOOD_NOTES, encoding="utf-8")
    assert available_years(folder) == [2019, 2020]
    with pytest.raises(BadInput, match="inga faktafiler för året"):
        load_year(folder, 2021)


def test_another_file_stands_instead_of_the_years_own_under_the_same_name(folder: Path, tmp_path: Path) -> None:
    note(folder, "noteringar: [fel]\n")
    other = tmp_path / "mina.yaml"
    other.write_text("noteringar:\n" + AGREES, encoding="utf-8")
    report = checked(folder, other)
    assert [one.about for one in report.notes] == ["F-1"]
    assert report.files["2020/noteringar.yaml"] == other.read_bytes()
    assert form(report)["fact_files"]["2020/noteringar.yaml"] == "noteringar:\n" + AGREES
    assert str(tmp_path) not in json.dumps(form(report))


def test_a_file_without_notes_is_a_file_of_none(folder: Path) -> None:
    note(folder, "noteringar: []\n")
    assert checked(folder).notes == ()


BAD = [
    (
        "  - om: F-11\n    ståndpunkt: instämmer\n    namn: Anna Ek\n    datum: 2021-03-01\n",
        (
            '2:9: hittade det okända id:t "F-11"; väntade ett id för en bedömning eller avstämning i 2020 års rapport; närmast ligger F-1.1; '
            "gör så här: skriv det, eller ta bort noteringen"
        ),
    ),
    (
        "  - om: ÖÖÖÖ\n    ståndpunkt: instämmer\n    namn: Anna Ek\n    datum: 2021-03-01\n",
        (
            '2:9: hittade det okända id:t "ÖÖÖÖ"; väntade ett id för en bedömning eller avstämning i 2020 års rapport; inget id liknar det; '
            "gör så här: se id:n med check 2020 --alla, eller ta bort noteringen"
        ),
    ),
    (
        "  - om: f-1\n    ståndpunkt: instämmer\n    namn: Anna Ek\n    datum: 2021-03-01\n",
        (
            '2:9: hittade det okända id:t "f-1"; väntade ett id för en bedömning eller avstämning i 2020 års rapport; närmast ligger F-1; '
            "gör så här: skriv det, eller ta bort noteringen"
        ),
    ),
    (
        "  - om: F-1\n    ståndpunkt: instämmer inte\n    namn: Anna Ek\n    datum: 2021-03-01\n",
        '3:17: hittade "instämmer inte" utan skäl; väntade skäl:; gör så här: lägg till skäl: med varför',
    ),
    (
        "  - om: F-1\n    ståndpunkt: instämmer inte\n    skäl: ' '\n    namn: Anna Ek\n    datum: 2021-03-01\n",
        '4:11: hittade ""; väntade text; gör så här: fyll i texten',
    ),
    (
        "  - om: F-1\n    ståndpunkt: instämmer\n    namn: Anna Ek\n    datum: 2021-02-30\n",
        '5:12: hittade "2021-02-30"; väntade ett datum som finns, skrivet år-månad-dag; gör så här: skriv datumet som i: 2020-12-31',
    ),
    (
        "  - om: F-1\n    ståndpunkt: instämmer\n    namn: Anna Ek\n    datum: 1 mars 2021\n",
        '5:12: hittade "1 mars 2021"; väntade ett datum som finns, skrivet år-månad-dag; gör så här: skriv datumet som i: 2020-12-31',
    ),
    (
        "  - om: F-1\n    ståndpunkt: instämer inte\n    namn: Anna Ek\n    datum: 2021-03-01\n",
        (
            '3:17: hittade "instämer inte"; väntade en av instämmer, instämmer inte; '
            "gör så här: skriv ett av dem, eller skriv instämmer inte om det var det som avsågs"
        ),
    ),
    (
        "  - om: F-1\n    ståndpunkt: instämmer\n    naamn: Anna Ek\n    datum: 2021-03-01\n",
        '4:5: hittade den okända nyckeln "naamn"; väntade namn:; gör så här: skriv namn:, eller ta bort nyckeln',
    ),
    (
        "  - om: F-1\n    ståndpunkt: instämmer\n    datum: 2021-03-01\n",
        '2:5: hittade ingen nyckel "namn"; väntade namn:; gör så här: lägg till namn:',
    ),
    (
        AGREES + AGREES,
        (
            '6:5: hittade en andra notering om "F-1" av Anna Ek; väntade en för varje id och namn; '
            "den första står på 2020/noteringar.yaml:2:5; gör så här: behåll en av dem"
        ),
    ),
]


@pytest.mark.parametrize(("text", "told"), BAD)
def test_a_mistake_is_told_with_its_place_and_what_to_do(folder: Path, text: str, told: str) -> None:
    note(folder, "noteringar:\n" + text)
    assert told_of(folder) == [f"2020/noteringar.yaml:{told}"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "1:1: hittade en tom fil; väntade minst en nyckel med värde; gör så här: fyll i filen eller ta bort den"),
        ("noteringar:\n", "hittade inget värde; väntade en lista"),
        ("noteringar: F-1\n", 'hittade "F-1"; väntade en lista'),
        ("noteringar: [F-1]\n", 'hittade "F-1"; väntade en grupp av nycklar'),
        ("notering: []\n", 'hittade den okända nyckeln "notering"; väntade noteringar:'),
        ("utfall: []\n", 'hittade den okända nyckeln "utfall"; väntade en av noteringar'),
        ("noteringar: [}\n", "2020/noteringar.yaml:1:"),
    ],
)
def test_a_file_of_another_form_is_refused(folder: Path, text: str, told: str) -> None:
    note(folder, text)
    assert any(told in line for line in told_of(folder))


def test_all_mistakes_are_told_at_once_those_of_the_facts_too(folder: Path) -> None:
    wrong = AGREES.replace("2021-03-01", "i mars") + DISAGREES.replace("    skäl: enkäten är ett stickprov\n", "") + OF_A_TIE + OF_A_TIE
    note(folder, "noteringar:\n" + wrong)
    goals = folder / "2020" / "mal.yaml"
    goals.write_text(goals.read_text(encoding="utf-8").replace("slag: leverans", "slag: leveranser"), encoding="utf-8")
    assert [line.split(": ")[0] for line in told_of(folder)] == [
        "2020/mal.yaml:19:15", "2020/noteringar.yaml:5:12", "2020/noteringar.yaml:7:17", "2020/noteringar.yaml:14:5",
    ]  # fmt: skip


def test_every_unknown_id_is_told(folder: Path) -> None:
    note(folder, "noteringar:\n" + AGREES.replace("F-1", "F-7") + DISAGREES.replace("F-1.1", "mål:F-1"))
    assert [line.split(": ")[0] for line in told_of(folder)] == ["2020/noteringar.yaml:2:9", "2020/noteringar.yaml:6:9"]


def test_two_spellings_of_an_id_are_one(folder: Path) -> None:
    note(folder, "noteringar:\n" + OF_A_TIE + OF_A_TIE.replace("årets", "arets"))
    assert "en andra notering" in told_of(folder)[0]


@pytest.mark.parametrize(("text", "valid"), [(GOOD_NOTES, True), *(("noteringar:\n" + text, False) for text, _ in (BAD[3], BAD[7], BAD[8], BAD[9]))])
def test_an_editor_sees_what_the_program_sees(text: str, valid: bool) -> None:
    schema = json.loads((FOLDER / "noteringar.schema.json").read_text(encoding="utf-8"))
    assert jsonschema.Draft202012Validator(schema).is_valid(parse_yaml(text.encode(), "x").data) is valid


# --- nothing is altered ---------------------------------------------------------------------------------------------


def test_notes_alter_no_rating_no_part_of_the_seal_and_no_exit_code(folder: Path) -> None:
    plain = checked(folder)
    note(folder, GOOD_NOTES)
    noted = checked(folder)
    assert plain.notes == ()
    before, after = digest_of(plain), digest_of(noted)
    assert {part: after[part] for part in before} == before
    assert set(after) - set(before) == {"notes"}
    assert exit_code(noted) == exit_code(plain)
    one, other = form(plain), form(noted)
    assert [key for key in one if one[key] != other[key]] == ["files", "fact_files"]
    assert set(other) - set(one) == {"notes"}


def test_the_seal_of_the_notes_is_over_each_part_of_them() -> None:
    seals = {digest_of(noted_sample())["notes"]}
    for part in ({"stance": "instammer_inte"}, {"reason": "x"}, {"name": "x"}, {"date": "2022-03-05"}, {"about": "K-2"}):
        first, *rest = noted_sample().notes
        seals.add(digest_of(replace(noted_sample(), notes=(replace(first, **part), *rest)))["notes"])
    assert len(seals) == 6
    assert "notes" not in digest_of(sample())


def test_the_order_in_the_file_does_not_matter(folder: Path) -> None:
    found = []
    for parts in ((AGREES, DISAGREES, OF_A_TIE, SECOND), (SECOND, OF_A_TIE, DISAGREES, AGREES)):
        note(folder, "noteringar:\n" + "".join(parts))
        report = replace(checked(folder), files={})
        found.append([written(report, name, True, 80) for name in ("text", "json", "markdown", "csv", "junit", "xlsx", "html")])
    assert found[0] == found[1]


# --- how they are told ----------------------------------------------------------------------------------------------


def test_the_json_form_has_them_and_its_schema_knows_them() -> None:
    told = json.loads(to_json(noted_sample()))
    assert told["notes"][2] == {
        "about": "IK-1a", "stance": "instammer_inte", "reason": "kvittot 2021-05-03 finns", "name": "Bo Alm", "date": "2022-03-02",
    }  # fmt: skip
    schema = json.loads((Path(str(reports.__path__[0])) / "regelspar-1.schema.json").read_text(encoding="utf-8"))
    valid = jsonschema.Draft202012Validator(schema)
    assert valid.is_valid(told)
    assert not valid.is_valid({**told, "notes": [{**told["notes"][0], "stance": "instämmer"}]})
    assert "notes" not in form(sample())


def test_a_note_stands_in_the_entry_of_its_rating_and_the_rest_before_the_legend() -> None:
    told = as_text(noted_sample(), "text", everything=False, width=80)
    entry = told[told.index("K-1  Fler ska nås") :].split("\n\n")[0]
    assert "  Revisorn   instämmer (Anna Ek, 2022-03-01): Egen enkät visar samma.\n" in entry
    assert "instämmer inte (Bo Alm, 2022-03-04): Utställningen räknas två gånger." in " ".join(entry.split())
    own = told[told.index("REVISORNS NOTERINGAR") : told.index("LÄSANVISNING")]
    assert "Antal: 5, varav 2 instämmer inte." in own
    assert "AV-lika  summan av tillgångar" in own
    assert "K-1 " not in own
    assert "REVISORNS" not in as_text(sample(), "text", everything=False, width=80)


def test_with_everything_told_each_note_stands_at_its_rating() -> None:
    told = as_text(noted_sample(), "text", everything=True, width=80)
    own = told[told.index("REVISORNS NOTERINGAR") : told.index("LÄSANVISNING")]
    assert "Revisorn   " not in own
    assert "Här står" not in own


def test_markdown_and_the_explanation_tell_them() -> None:
    assert "- Revisorn: **instämmer inte** (Bo Alm, 2022-03-04)" in as_text(noted_sample(), "markdown", everything=False, width=80)
    for wanted in ("K-1", "AV-lika"):
        assert "Revisorn   instämmer (Anna Ek, 2022-03-01)" in explain.to_text(noted_sample(), wanted, 80)
        assert "Revisorn" not in explain.to_text(sample(), wanted, 80)


def test_a_sign_says_how_many_agree() -> None:
    first = Note("K-1", "instammer_inte", "x", "a", "2022-01-01")
    assert sign([first]) == "revisorn instämmer inte"
    assert sign([replace(first, stance="instammer"), first, replace(first, name="b")]) == "1\u00a0revisor instämmer, 2\u00a0revisorer instämmer inte"


def test_the_annex_has_a_sign_in_the_tables_a_note_in_the_fold_and_a_table_of_all() -> None:
    told = as_text(noted_sample(), "html", everything=False, width=80)
    assert told.count('href="#n-IK-1a">revisorn instämmer inte</a>') == 1
    assert 'href="#n-K-1">1\u00a0revisor instämmer, 1\u00a0revisor instämmer inte</a>' in told
    assert told.count('id="n-IK-1a"') == told.count('id="n-AV-lika"') == 1
    assert "Revisorns notering</span> 2022-03-02, Bo Alm: <strong>instämmer inte</strong>. Kvittot 2021-05-03 finns.</p>" in told
    own = told[told.index('<h3 id="noteringar">') : told.index("<h3>Filer</h3>")]
    assert own.count("<tr>") == 1 + 5
    assert "De ändrar ingen bedömning och ingen avstämning." in own
    assert digest_of(noted_sample())["notes"] in told
    assert "revisorns notering" not in as_text(sample(), "html", everything=False, width=80).lower()


def own_columns(report: Report, name: str) -> dict[str, tuple[Any, ...]]:
    """The auditor's three columns of the rows that have anything in them."""
    content = written(report, "xlsx", False, 80)
    assert isinstance(content, bytes)
    rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(content))[name].iter_rows(min_row=2)]
    return {str(row[0]): tuple(row[-3:]) for row in rows if any(value is not None for value in row[-3:])}


def test_the_working_paper_fills_the_auditors_columns_of_noted_rows_alone() -> None:
    day = dt.datetime(2022, 3, 1)  # noqa: DTZ001 - a day in a sheet has no zone
    both = "Anna Ek 2022-03-01: instämmer: egen enkät visar samma\nBo Alm 2022-03-04: instämmer inte: utställningen räknas två gånger"
    of_goal = (both, "Anna Ek\nBo Alm", day.replace(day=4))
    of_moment = ("instämmer inte: kvittot 2021-05-03 finns", "Bo Alm", day.replace(day=2))
    ratings = {"K-1": of_goal, "E-1": ("instämmer", "Anna Ek", day), "IK-1a": of_moment}
    assert own_columns(noted_sample(), "Bedömningar") == ratings
    assert own_columns(noted_sample(), "Påståenden som skiljer sig") == {"K-1": of_goal}
    assert own_columns(noted_sample(), "Intern kontroll") == {"IK-1a": of_moment}
    assert own_columns(noted_sample(), "Avstämningar") == {"AV-lika": ("instämmer", "Anna Ek", day)}
    assert own_columns(noted_sample(), "Uppgifter") == own_columns(noted_sample(), "Iakttagelser") == {}


def test_a_day_that_no_spreadsheet_has_stays_a_text() -> None:
    report = replace(sample(), notes=(Note("K-1", "instammer", None, "Anna Ek", "0901-01-01"),))
    assert own_columns(report, "Bedömningar")["K-1"][2] == "0901-01-01"


# --- the command line -----------------------------------------------------------------------------------------------


def check(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-c", "from checker.cli import main; main()", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "80"}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=120, check=False)


def test_the_option_names_the_file_and_the_code_is_the_same(folder: Path, tmp_path: Path) -> None:
    notes = tmp_path / "mina noteringar.yaml"
    notes.write_text(GOOD_NOTES, encoding="utf-8")
    plain, noted = (check("2020", "--fakta", str(folder.parent), *more) for more in ((), ("--noteringar", str(notes))))
    assert (noted.returncode, noted.stderr) == (plain.returncode, "")
    assert "Revisorn" in noted.stdout
    explained = check("forklara", "2020", "F-1.1", "--fakta", str(folder.parent), "--noteringar", str(notes))
    assert explained.returncode == 0
    assert "Revisorn   instämmer inte (Anna Ek, 2021-03-02): Enkäten är ett stickprov.\n" in explained.stdout


@pytest.mark.parametrize("command", [("2020",), ("forklara", "2020", "F-1")])
def test_a_named_file_that_is_not_there_is_an_error(folder: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    done = check(*command, "--fakta", str(folder.parent), "--noteringar", str(tmp_path / "saknas.yaml"))
    assert (done.returncode, done.stdout) == (2, "")
    words = "hittade ingen sådan fil; väntade en fil med noteringar; gör så här: rätta sökvägen efter --noteringar, eller skriv filen"
    assert done.stderr == f"check: {tmp_path / 'saknas.yaml'}: {words}\n"


def test_an_unknown_id_writes_nothing(folder: Path, tmp_path: Path) -> None:
    note(folder, "noteringar:\n" + AGREES.replace("F-1", "F-12"))
    target = tmp_path / "rapport.json"
    done = check("2020", "--fakta", str(folder.parent), "--format", "json", "-o", str(target))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith('check: 2020/noteringar.yaml:2:9: hittade det okända id:t "F-12"')
    assert not target.exists()
