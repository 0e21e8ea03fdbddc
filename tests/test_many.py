"""`check alla`: every organisation and year, each as a single check has it, and a second run that does only what changed."""

from __future__ import annotations

import hashlib
import json
import os
import pty
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from many import RUN, environment, organisation, results, rows, run

from checker.batch.inputs import OrganisationInputs
from checker.batch.job import Job, checked
from checker.batch.program import program_digest
from checker.pipeline import run_check
from facts.loading import available_years, bundled_root, example_root


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two organisations that can be read, and one whose facts cannot."""
    root = tmp_path_factory.mktemp("fakta")
    organisation(root, "alfa")
    organisation(root, "beta", [2017])
    broken = organisation(root, "cesar", [2017])
    (broken / "2017" / "fel.yaml").write_text("mol: []\nutfall:\n  - mätetal: X\n", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def made(facts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of two processes, with the run's own words beside the folder."""
    folder = tmp_path_factory.mktemp("med") / "resultat"
    done = run("alla", "--fakta", facts, "-o", folder, "--processer", 2)
    (folder.parent / "err").write_text(done.stderr, encoding="utf-8")
    (folder.parent / "out").write_text(done.stdout, encoding="utf-8")
    assert done.returncode == 2, done.stderr
    return folder


@pytest.fixture
def copied(facts: Path, made: Path, tmp_path: Path) -> tuple[Path, Path]:
    """The facts and the results to change at will."""
    shutil.copytree(facts, tmp_path / "fakta")
    shutil.copytree(made, tmp_path / "resultat")
    return tmp_path / "fakta", tmp_path / "resultat"


# --- the results


@pytest.mark.parametrize(("name", "year"), [("alfa", 2016), ("alfa", 2017), ("beta", 2017)])
def test_each_result_is_byte_for_byte_that_of_a_single_check(name: str, year: int, facts: Path, made: Path, tmp_path: Path) -> None:
    single = run(year, "--fakta", facts, "--organisation", name, "--format", "json", "-o", tmp_path / "ett.json")
    assert (tmp_path / "ett.json").read_bytes() == (made / name / f"{year}.json").read_bytes()
    assert rows(made, f"SELECT exit_code FROM runs WHERE organisation = '{name}' AND year = {year}") == [(single.returncode,)]


def test_bad_facts_are_reported_as_a_single_check_does_and_the_others_are_finished(facts: Path, made: Path) -> None:
    single = run(2017, "--fakta", facts, "--organisation", "cesar")
    error = single.stderr.removeprefix("check: ").removesuffix("\n")
    assert single.returncode == 2
    assert rows(made, "SELECT exit_code, error, file FROM runs WHERE organisation = 'cesar'") == [(2, error, None)]
    assert f"check: cesar 2017:\n{error}\n" in (made.parent / "err").read_text(encoding="utf-8")
    assert not (made / "cesar").exists()


def test_standard_output_holds_the_overview_alone_and_a_pipe_is_told_one_line_of_progress(made: Path) -> None:
    told, errors = ((made.parent / name).read_text(encoding="utf-8") for name in ("out", "err"))
    assert told.startswith("Översikt: 3 organisationer, 2016–2017\n")
    assert errors.endswith(f"check: 4 prövningar, 4 gjorda nu, 0 oförändrade, 1 utan resultat; resultaten ligger i {made}\n")
    assert "\x1b" not in told + errors


def test_the_folder_holds_the_results_the_store_and_the_overview_and_nothing_else(made: Path) -> None:
    names = set(results(made))
    assert {"alfa/2016.json", "alfa/2017.json", "beta/2017.json", "resultat.sqlite", "oversikt.html", "oversikt.xlsx", "oversikt.csv"} <= names
    assert {name for name in names if not name.startswith(("alfa/", "beta/", "oversikt.", "resultat.sqlite"))} == set()
    assert {name for name in names if Path(name).name.startswith(".")} == set()


def test_the_bytes_are_the_same_with_one_process_and_in_another_locale(facts: Path, made: Path, tmp_path: Path) -> None:
    other = run("alla", "--fakta", facts, "-o", tmp_path / "ett", "--processer", 1, env={"LC_ALL": "C", "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"})
    assert other.stdout == (made.parent / "out").read_text(encoding="utf-8")
    assert results(tmp_path / "ett") == results(made)


def test_the_store_says_what_the_results_say(made: Path) -> None:
    report = run_check(bundled_root(), "sjuharad", 2017)
    counted = "SELECT count(*) FROM {} WHERE organisation = 'alfa' AND year = 2017"
    numbers = [rows(made, counted.format(table))[0][0] for table in ("ratings", "ties", "findings", "missing")]
    assert numbers == [len(report.ratings), len(report.ties), len(report.findings), len(report.missing)]
    told = rows(made, "SELECT id, rating, verdict, own_word_only FROM ratings WHERE organisation = 'alfa' AND year = 2017 ORDER BY id")
    assert told == sorted((one.id, one.rating, one.verdict, int(one.own_word_only)) for one in report.ratings)
    assert rows(made, "SELECT planned, done FROM batch") == [(4, 4)]


def test_every_year_that_a_single_check_takes_is_taken(tmp_path: Path) -> None:
    done = run("alla", "--fakta", "exempel", "-o", tmp_path / "ut")
    assert rows(tmp_path / "ut", "SELECT year FROM runs") == [(year,) for year in available_years(example_root() / "exempelforbundet")]
    assert done.returncode == 1


def test_the_store_tells_of_each_run_what_the_result_tells(made: Path) -> None:
    names = ("name", "kind", "as_of", "version", "rules", "facts", "trace")
    (told,) = rows(made, f"SELECT {', '.join(names)} FROM runs WHERE organisation = 'alfa' AND year = 2017")
    form = json.loads((made / "alfa" / "2017.json").read_text(encoding="utf-8"))
    digest = form["digest"]
    assert told == (form["organisation"]["name"], form["kind"], form["as_of"], form["version"], digest["rules"], digest["facts"], digest["trace"])


def test_a_result_that_was_rated_twice_says_no_less_than_one_rated_once(copied: tuple[Path, Path]) -> None:
    facts, folder = copied
    twice = run("alla", "--fakta", facts, "-o", folder, "--dubbelkoll")
    assert "4 gjorda nu, 0 oförändrade" in twice.stderr
    assert "Varje resultat är bedömt två gånger, utan skillnad." in " ".join(twice.stdout.split())
    assert "1 gjord nu, 3 oförändrade" in run("alla", "--fakta", facts, "-o", folder).stderr


# --- what is among the facts and is no organisation's year


def test_nothing_that_was_meant_as_facts_is_passed_over(copied: tuple[Path, Path]) -> None:
    facts, folder = copied
    organisation(facts, "utanar", [])
    organisation(facts / "dalarna", "ren", [2017])
    shutil.copytree(facts / "alfa" / "2017", facts / "alfa" / "2017-gammal")
    (facts / "bilder").mkdir()
    done = run("alla", "--fakta", facts, "-o", folder)
    assert done.returncode == 2
    assert "check: utanar: hittade inga år" in done.stderr
    assert "check: dalarna: dalarna: hittade en mapp med faktafiler men utan organisation.yaml" in done.stderr
    assert 'check: alfa/2017-gammal: hittade mappen "2017-gammal"' in done.stderr
    assert "bilder" not in done.stderr
    assert "3 mappar kunde inte prövas" in done.stderr
    told = (folder / "oversikt.csv").read_text(encoding="utf-8"), (folder / "oversikt.html").read_text(encoding="utf-8"), done.stdout
    assert all(name in text for text in told for name in ("utanar", "dalarna", "alfa/2017-gammal"))


def test_an_overview_that_no_run_wrote_is_not_written_over(facts: Path, tmp_path: Path) -> None:
    (tmp_path / "oversikt.csv").write_text("min egen", encoding="utf-8")
    done = run("alla", "--fakta", facts, "-o", tmp_path)
    assert (done.returncode, (tmp_path / "oversikt.csv").read_text(encoding="utf-8")) == (2, "min egen")
    assert "som check alla inte har skrivit" in done.stderr


def test_a_store_that_names_a_file_outside_its_folder_takes_nothing_away(copied: tuple[Path, Path]) -> None:
    facts, folder = copied
    outside = folder.parent / "2020.json"
    outside.write_text("{}", encoding="utf-8")
    digest = hashlib.sha256(b"{}").hexdigest()
    with closing(sqlite3.connect(folder / "resultat.sqlite")) as connection, connection:
        connection.execute(
            "INSERT INTO runs (organisation, year, name, exit_code, version, input, file, sha256, row_digest)"
            " VALUES ('..', 2020, 'x', 0, '1', 'x', '../2020.json', ?, 'x')", [digest],
        )  # fmt: skip
    assert "oförändrade" in run("alla", "--fakta", facts, "-o", folder).stderr
    assert outside.exists()


def test_the_results_are_not_written_where_the_facts_lie(tmp_path: Path) -> None:
    organisation(tmp_path / "alfa", "alfa", [2017])
    done = run("alla", "--fakta", tmp_path / "alfa", "-o", tmp_path)
    found = f'hittade "{tmp_path / "alfa"}", där uppgifterna ligger; väntade en mapp för organisationens resultat'
    assert (done.returncode, done.stderr) == (2, f"check: {found}; gör så här: välj en annan mapp efter -o\n")
    assert [path.name for path in (tmp_path / "alfa").iterdir()] == ["alfa"]


def test_a_result_of_other_bytes_than_the_planned_is_made_again(facts: Path) -> None:
    """The facts may change between the plan and the check, and then be as they were."""
    read = OrganisationInputs(facts, "beta").of(2017, program_digest())
    job = Job(facts, "beta", 2017, read.digest, read.names)
    assert checked(job).input == read.digest
    name = next(name for name in read.names if name.startswith("2017/"))
    assert checked(replace(job, names={**read.names, name: "andra"})).input == ""


@pytest.mark.parametrize("harm", ["UPDATE runs SET organisation = x'ff' WHERE organisation = 'alfa'", "UPDATE ratings SET because = x'ff'"])
def test_what_is_damaged_in_the_store_is_made_again(harm: str, copied: tuple[Path, Path]) -> None:
    facts, folder = copied
    with closing(sqlite3.connect(folder / "resultat.sqlite")) as connection, connection:
        connection.execute(harm)
    done = run("alla", "--fakta", facts, "-o", folder, "--organisation", "alfa")
    assert "2 gjorda nu, 0 oförändrade" in done.stderr


def test_pages_of_a_store_that_are_overwritten_are_made_again(copied: tuple[Path, Path]) -> None:
    facts, folder = copied
    with (folder / "resultat.sqlite").open("r+b") as file:
        file.seek(4096 * 5)
        file.write(b"\xff" * 4096 * 20)
    done = run("alla", "--fakta", facts, "-o", folder, "--organisation", "alfa")
    assert done.returncode == 1
    assert results(folder)["alfa/2017.json"]


# --- choosing


def test_a_range_of_years_and_an_organisation_are_chosen(copied: tuple[Path, Path]) -> None:
    facts, folder = copied
    done = run("alla", "--fakta", facts, "-o", folder, "--ar", "2017", "--organisation", "alfa", "--organisation", "beta")
    assert done.returncode in {1, 3}
    assert "0 gjorda nu, 2 oförändrade" in done.stderr
    assert sorted(name for name in results(folder) if name.endswith(".json")) == ["alfa/2017.json", "beta/2017.json"]
    assert rows(folder, "SELECT organisation, year FROM runs") == [("alfa", 2017), ("beta", 2017)]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--ar", "2024-2015"), "skriv --ar 2015-2024"),
        (("--ar", "i fjol"), "--ar 2015-2024"),
        (("--ar", "1066"), "1066"),
        (("--ar", "2030"), "inga år från 2030 till 2030"),
        (("--organisation", "gama"), 'ingen organisation "gama"'),
        (("--processer", "0"), "från 1 till 61"),
        (("--processer", "många"), "från 1 till 61"),
    ],
)
def test_a_choice_of_nothing_is_wrong_usage(args: tuple[str, ...], words: str, facts: Path, tmp_path: Path) -> None:
    done = run("alla", "--fakta", facts, "-o", tmp_path / "ut", *args)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert "gör så här:" in done.stderr
    assert not (tmp_path / "ut").exists()


def test_a_folder_of_facts_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    done = run("alla", "--fakta", tmp_path / "saknas", "-o", tmp_path / "ut")
    assert (done.returncode, done.stdout) == (2, "")
    assert "ingen organisation" in done.stderr


# --- a second run


def test_a_second_run_does_nothing_and_gives_the_same_bytes(copied: tuple[Path, Path], made: Path) -> None:
    facts, folder = copied
    before = {path: path.stat().st_ino for path in folder.rglob("*.json")}
    done = run("alla", "--fakta", facts, "-o", folder)
    assert "1 gjord nu, 3 oförändrade" in done.stderr  # what gave no result is tried again
    assert results(folder) == results(made)
    assert {path: path.stat().st_ino for path in folder.rglob("*.json")} == before


def test_a_changed_file_has_only_the_checks_that_may_read_it_done_again(copied: tuple[Path, Path], made: Path, tmp_path: Path) -> None:
    facts, folder = copied
    with (facts / "beta" / "2017" / "ovrigt.yaml").open("a", encoding="utf-8") as file:
        file.write("# en kommentar\n")
    assert "2 gjorda nu, 2 oförändrade" in run("alla", "--fakta", facts, "-o", folder).stderr
    afresh = run("alla", "--fakta", facts, "-o", tmp_path / "ny")
    assert results(folder) == results(tmp_path / "ny")
    assert results(folder)["beta/2017.json"] != results(made)["beta/2017.json"]
    assert afresh.returncode == 2


def test_a_later_year_that_is_named_for_comparatives_counts_as_read(copied: tuple[Path, Path]) -> None:
    facts, folder = copied
    with (facts / "alfa" / "2017" / "noter.yaml").open("a", encoding="utf-8") as file:
        file.write("# 2016 tar sina jämförelsetal härifrån\n")
    assert "3 gjorda nu, 1 oförändrad" in run("alla", "--fakta", facts, "-o", folder).stderr


def test_a_note_of_the_auditors_has_its_year_done_again(copied: tuple[Path, Path]) -> None:
    facts, folder = copied
    note = "noteringar:\n  - om: GEH\n    ståndpunkt: instämmer\n    namn: A. Revisor\n    datum: 2018-03-01\n"
    (facts / "alfa" / "2017" / "noteringar.yaml").write_text(note, encoding="utf-8")
    run("alla", "--fakta", facts, "-o", folder)
    assert b"A. Revisor" in (folder / "alfa" / "2017.json").read_bytes()


def test_everything_is_done_again_when_asked(copied: tuple[Path, Path], made: Path) -> None:
    facts, folder = copied
    assert "4 gjorda nu, 0 oförändrade" in run("alla", "--fakta", facts, "-o", folder, "--om-fran-borjan").stderr
    assert results(folder) == results(made)


@pytest.mark.parametrize("change", [b"", b" "])
def test_a_result_that_was_changed_or_is_gone_is_made_again(change: bytes, copied: tuple[Path, Path], made: Path) -> None:
    facts, folder = copied
    file = folder / "alfa" / "2016.json"
    file.write_bytes(file.read_bytes() + change) if change else file.unlink()
    assert "2 gjorda nu, 2 oförändrade" in run("alla", "--fakta", facts, "-o", folder).stderr
    assert results(folder) == results(made)


def test_a_row_that_was_changed_in_the_store_is_made_again(copied: tuple[Path, Path], made: Path) -> None:
    facts, folder = copied
    with closing(sqlite3.connect(folder / "resultat.sqlite")) as store, store:
        store.execute("UPDATE ratings SET rating = 'uppfyllt' WHERE organisation = 'alfa' AND year = 2017 AND id = 'GEH'")
    assert "2 gjorda nu, 2 oförändrade" in run("alla", "--fakta", facts, "-o", folder).stderr
    assert results(folder) == results(made)


def test_what_is_no_longer_there_is_taken_away_but_not_what_someone_has_changed(copied: tuple[Path, Path]) -> None:
    facts, folder = copied
    shutil.rmtree(facts / "beta")
    shutil.rmtree(facts / "alfa" / "2016")
    (folder / "alfa" / "2016.json").write_text("mina egna ord", encoding="utf-8")
    (folder / "eget.txt").write_text("mitt", encoding="utf-8")
    done = run("alla", "--fakta", facts, "-o", folder)
    assert 'filen "alfa/2016.json" hör inte till någon prövning i urvalet men kan inte visas vara oförändrad, och ligger kvar' in done.stderr
    assert not (folder / "beta").exists()
    assert (folder / "alfa" / "2016.json").read_text(encoding="utf-8") == "mina egna ord"
    assert (folder / "eget.txt").is_file()
    assert rows(folder, "SELECT DISTINCT organisation FROM ratings") == [("alfa",)]


def test_facts_that_can_no_longer_be_read_take_their_old_result_away(copied: tuple[Path, Path]) -> None:
    facts, folder = copied
    (facts / "beta" / "2017" / "ovrigt.yaml").write_text("mål: [", encoding="utf-8")
    assert run("alla", "--fakta", facts, "-o", folder).returncode == 2
    assert not (folder / "beta").exists()
    assert rows(folder, "SELECT exit_code FROM runs WHERE organisation = 'beta'") == [(2,)]


@pytest.mark.parametrize("root", [bundled_root(), example_root()], ids=["bundled", "example"])
def test_every_file_that_a_check_reads_is_in_the_digest_of_its_input(root: Path) -> None:
    (folder,) = (path.parent for path in root.glob("*/organisation.yaml"))
    inputs = OrganisationInputs(root, folder.name)
    for year in available_years(folder):
        read = set(run_check(root, folder.name, year).files)
        assert read <= set(inputs.of(year, program_digest()).names)


# --- what is refused


def test_a_folder_of_years_without_an_organisation_is_told(copied: tuple[Path, Path]) -> None:
    facts, folder = copied
    (facts / "alfa" / "organisation.yaml").unlink()
    done = run("alla", "--fakta", facts, "-o", folder)
    assert done.returncode == 2
    assert "alfa 2016, 2017:\nalfa: hittade en mapp med faktafiler men utan organisation.yaml" in done.stderr


@pytest.mark.parametrize("name", ["0007", "20170", "1850", "٢٠١٧"])
def test_a_folder_that_is_no_year_is_told(name: str, copied: tuple[Path, Path]) -> None:
    facts, folder = copied
    (facts / "beta" / name).mkdir()
    done = run("alla", "--fakta", facts, "-o", folder)
    assert done.returncode == 2
    assert f'beta/{name}: hittade mappen "{name}"; väntade ett årtal från 1992 till 2200' in done.stderr
    assert (folder / "alfa" / "2017.json").is_file()


@pytest.mark.parametrize("part", ["", "2017", "2017/ovrigt.yaml", "organisation.yaml"])
def test_a_link_out_of_the_facts_is_refused_for_that_organisation_alone(part: str, copied: tuple[Path, Path], tmp_path: Path) -> None:
    facts, folder = copied
    outside = tmp_path / "utanför"
    (facts / "beta" / part).rename(outside)
    (facts / "beta" / part).symlink_to(outside)
    done = run("alla", "--fakta", facts, "-o", folder)
    assert done.returncode == 2
    assert "en länk som leder ut ur mappen" in done.stderr
    assert not (folder / "beta").exists()
    assert (folder / "alfa" / "2017.json").is_file()


def test_ids_that_differ_by_case_or_are_no_ids_are_refused_for_those_alone(copied: tuple[Path, Path]) -> None:
    facts, folder = copied
    for name in ("Beta", "bäta", "resultat.sqlite", "oversikt.html"):
        shutil.copytree(facts / "beta", facts / name)
        text = (facts / name / "organisation.yaml").read_text(encoding="utf-8").replace("id: beta", f"id: {name}")
        (facts / name / "organisation.yaml").write_text(text, encoding="utf-8")
    done = run("alla", "--fakta", facts, "-o", folder)
    assert done.returncode == 2
    assert [name for name in ("Beta", "bäta", "resultat.sqlite", "oversikt.html") if f"check: {name} 2017:" not in done.stderr] == []
    assert sorted(path.name for path in folder.iterdir() if path.is_dir()) == ["alfa", "beta"]


def test_the_results_are_not_put_among_the_facts(facts: Path) -> None:
    for place in (facts, facts / "alfa", facts / "ut"):
        done = run("alla", "--fakta", facts, "-o", place)
        assert (done.returncode, done.stdout) == (2, "")
        assert "som ligger i mappen med uppgifter" in done.stderr
    assert not (facts / "ut").exists()


@pytest.mark.parametrize("part", ["alfa", "alfa/2016.json", "resultat.sqlite"])
def test_a_link_in_the_folder_of_results_is_not_followed(part: str, copied: tuple[Path, Path], tmp_path: Path) -> None:
    facts, folder = copied
    (tmp_path / "utanför").mkdir()
    outside = tmp_path / "utanför" / "mitt"
    (folder / part).rename(outside)
    before = results(tmp_path / "utanför")
    (folder / part).symlink_to(outside)
    done = run("alla", "--fakta", facts, "-o", folder, "--om-fran-borjan")
    assert (done.returncode, done.stdout) == (2, "")
    assert "som inte är en vanlig" in done.stderr
    assert results(tmp_path / "utanför") == before


def test_a_store_that_is_not_ours_is_left_as_it_is(copied: tuple[Path, Path]) -> None:
    facts, folder = copied
    (folder / "resultat.sqlite").write_text("inte en databas", encoding="utf-8")
    done = run("alla", "--fakta", facts, "-o", folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert (folder / "resultat.sqlite").read_text(encoding="utf-8") == "inte en databas"


def test_a_store_of_another_form_is_written_anew(copied: tuple[Path, Path], made: Path) -> None:
    facts, folder = copied
    with closing(sqlite3.connect(folder / "resultat.sqlite")) as store, store:
        store.execute("PRAGMA user_version = 99")
    done = run("alla", "--fakta", facts, "-o", folder)
    assert "i form 99" in done.stderr
    assert "4 gjorda nu, 0 oförändrade" in done.stderr
    assert results(folder) == results(made)


def test_a_path_in_the_store_never_leads_out_of_the_folder(copied: tuple[Path, Path], tmp_path: Path) -> None:
    facts, folder = copied
    outside = tmp_path / "mitt.json"
    shutil.copy(folder / "beta" / "2017.json", outside)
    with closing(sqlite3.connect(folder / "resultat.sqlite")) as store, store:
        store.execute("UPDATE runs SET file = '../mitt.json' WHERE organisation = 'beta'")
        store.execute("UPDATE runs SET organisation = '..', file = '../2016.json' WHERE organisation = 'alfa' AND year = 2016")
    shutil.rmtree(facts / "beta")
    run("alla", "--fakta", facts, "-o", folder)
    assert outside.is_file()


# --- a terminal


def test_a_terminal_is_shown_a_bar_with_the_number_and_the_time_left(facts: Path, tmp_path: Path) -> None:
    mine, theirs = pty.openpty()
    words = [*RUN, "alla", "--fakta", str(facts), "-o", str(tmp_path / "ut")]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=theirs, env=environment() | {"TERM": "xterm", "COLUMNS": "80"}) as process:
        os.close(theirs)
        told = b""
        try:
            while part := os.read(mine, 4096):
                told += part
        except OSError:  # the other end is closed
            pass
        os.close(mine)
    assert process.returncode == 2
    assert "Prövar" in told.decode()
    assert "4 av 4" in told.decode() or "4 av" in told.decode()
    assert "kvar" in told.decode()
    assert "Traceback" not in told.decode()
