"""check nytt-ar: last year's plan as this year's draft, nothing of what happened, never over what people have begun."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from checker.newyear import WantedYear, new_year
from checker.usage import WrongUsage
from facts.accounts import Table
from facts.errors import BadInput
from facts.loading import bundled_root, load_year
from facts.newyear import Laid, laid_out
from facts.newyear_tables import moved_names, moved_table
from facts.yamltree import parse_yaml
from facts.year import Year

ROOT = Path(__file__).parents[1]
CASES, GOLDEN = Path(__file__).parent / "cases", Path(__file__).parent / "golden"
RUN = [sys.executable, "-W", "error", "-c", "from checker.cli import main; main()"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the good example, of 2019 and 2020."""
    shutil.copytree(CASES / "god" / "exempel", tmp_path / "exempel")
    return tmp_path


@pytest.fixture(scope="module", params=[2020, 2017])
def bundled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Year, Year]:
    """A year of the bundled organisation and the next one, laid out from it."""
    root = tmp_path_factory.mktemp("data")
    shutil.copytree(bundled_root(), root, dirs_exist_ok=True)
    new_year(WantedYear(request.param + 1, request.param, root), 80)
    return load_year(root / "sjuharad", request.param), load_year(root / "sjuharad", request.param + 1)


def whole(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def laid(trees: dict[str, Any], old: int = 2020, new: int = 2021) -> Laid:
    """The new year of one file with these sections."""
    tables = {key: Table.model_validate(table) for key, table in trees.get("tabeller", {}).items()}
    return laid_out({"x.yaml": trees}, tables, old, new)


# --- what is laid out -----------------------------------------------------------------------------------------------


def test_a_laid_out_year_loads_and_holds_the_plan_alone(bundled: tuple[Year, Year]) -> None:
    before, after = bundled
    assert [goal.id for goal in after.goals] == [goal.id for goal in before.goals]
    assert [one.id for area in after.control_areas for one in area.moments] == [one.id for area in before.control_areas for one in area.moments]
    assert not any((after.outcomes, after.claims, after.count_claims, after.statements, after.follow_ups, after.log, after.decisions))
    assert not any((after.text_figures, after.carry_overs, after.contributions, after.guideline, after.restoration, after.materiality))
    assert {moment.result for area in after.control_areas for moment in area.moments} == {None}


def test_everything_is_a_draft_until_it_is_decided(bundled: tuple[Year, Year]) -> None:
    _, after = bundled
    kinds: tuple[Iterable[Any], ...] = (after.goals, after.control_areas, after.tables.values(), after.ties)
    assert all(one.draft for kind in kinds for one in kind)


def test_levels_are_kept_as_a_proposal_and_sources_tell_where_they_come_from(bundled: tuple[Year, Year]) -> None:
    before, after = bundled
    kept = {one.id: (one.kind, one.operator, one.level, one.unit, one.title) for goal in before.goals for one in goal.criteria}
    assert {one.id: (one.kind, one.operator, one.level, one.unit, one.title) for goal in after.goals for one in goal.criteria} == kept
    assert [goal.source for goal in after.goals] == [goal.source for goal in before.goals]


def test_tables_have_their_own_columns_a_year_on_with_last_years_figures_beside(bundled: tuple[Year, Year]) -> None:
    before, after = bundled
    old, new = before.tables["rr"], after.tables["rr"]
    year = str(after.year)
    assert (list(new.rows), new.sums, new.roles) == (list(old.rows), old.sums, old.roles)
    assert {cells[new.columns.index(year)] for cells in new.rows.values()} == {None}
    past = str(before.year)
    assert {row: cells[new.columns.index(past)] for row, cells in new.rows.items()} == {
        row: cells[old.columns.index(past)] for row, cells in old.rows.items()
    }


def test_ties_are_those_whose_terms_all_remain(bundled: tuple[Year, Year]) -> None:
    before, after = bundled
    there = {tie.id for tie in after.ties}
    assert 0 < len(there) < len(before.ties)
    figures = {tie.id for tie in before.ties if any(term.lstrip("-").startswith("t.") for term in (*tie.left, *tie.right))}
    assert not there & figures


def test_the_example_is_laid_out_as_its_file_says(root: Path, request: pytest.FixtureRequest) -> None:
    """The files and what is told, whole: read the difference before it is written anew with --update-golden."""
    told = run("nytt-ar", "2021", "--fran", "2020", "--fakta", ".", cwd=root).stdout
    files = [f"{path.name}\n{path.read_text(encoding='utf-8')}" for path in sorted((root / "exempel/2021").iterdir())]
    text = "\n".join([told, *files])
    golden = GOLDEN / "nytt-ar.txt"
    if request.config.getoption("--update-golden"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_a_laid_out_year_can_be_laid_out_from_in_turn(root: Path) -> None:
    new_year(WantedYear(2021, 2020, root), 80)
    new_year(WantedYear(2022, 2021, root), 80)
    assert load_year(root / "exempel", 2022).tables["resultat"].columns == ("2022", "2021", "budget2022")


def test_years_may_lie_apart(root: Path) -> None:
    new_year(WantedYear(2023, 2020, root), 80)
    table = load_year(root / "exempel", 2023).tables["resultat"]
    assert table.columns == ("2023", "2022", "budget2023")
    assert set(table.rows["intäkter"]) == {None}


# --- parts ----------------------------------------------------------------------------------------------------------

TABLE: dict[str, Any] = {"titel": "T", "källa": "ar2020, 1", "enhet": "tkr", "kolumner": [2020, 2019], "rader": {"a": [Decimal(1), Decimal(2)]}}


def moved(**changes: Any) -> dict[str, Any]:
    written = TABLE | changes
    table = Table.model_validate(written)
    return moved_table(written, moved_names(table, 1), 2021)


def columns(*names: object) -> list[object]:
    made = moved(kolumner=list(names), rader={"a": [Decimal(i) for i in range(len(names))]})
    return [made["kolumner"], made["rader"]["a"]]


def test_columns_move_a_year_and_are_filled_where_last_year_had_them() -> None:
    assert columns(2020, 2019, "budget2020") == [[2021, 2020, "budget2021"], [None, 0, None]]
    assert columns(2018, 2019, 2020) == [[2019, 2020, 2021], [1, 2, None]]
    assert columns("budget2020", "budget2019") == [["budget2021", "budget2020"], [None, 0]]


def test_last_years_plan_for_this_year_is_not_taken_for_its_budget() -> None:
    assert columns("budget2020", "budget2021", "budget2022") == [["budget2021", "budget2022", "budget2023"], [None, None, None]]


def test_columns_that_are_made_in_the_year_itself_are_left_out() -> None:
    assert columns("2020", "prognos2020", "2020-11", "utfall2020-08") == [[2021], [None]]


def test_a_table_of_words_moves_its_year_and_is_emptied() -> None:
    made = moved(år=Decimal(2020), kolumner=["kvinnor", "totalt"], kolumnsummor={"totalt": ["kvinnor"]}, rader={"a_2019": [Decimal(1), Decimal(1)]})
    assert (made["år"], made["kolumner"], made["rader"]) == (2021, ["kvinnor", "totalt"], {"a_2019": [None, None]})
    assert made["kolumnsummor"] == {"totalt": ["kvinnor"]}


def test_a_year_in_a_rows_name_moves_where_it_is_one_of_the_tables() -> None:
    rows = {
        name: [Decimal(i), Decimal(-i)]
        for i, name in enumerate(["överskott_2018", "överskott_2019", "överskott_2020", "lån_2008", "2013_års_prisnivå"])
    }
    made = moved(
        rader=rows,
        summor={"lån_2008": ["överskott_2018", "-överskott_2020"]},
        radenheter={"överskott_2020": "kr"},
        roller={"eget_kapital": "överskott_2019"},
    )
    assert made["rader"] == {
        "överskott_2019": [None, 1],
        "överskott_2020": [None, 2],
        "överskott_2021": [None, None],
        "lån_2008": [None, 3],
        "2013_års_prisnivå": [None, 4],
    }
    assert made["summor"] == {"lån_2008": ["överskott_2019", "-överskott_2021"]}
    assert (made["radenheter"], made["roller"]) == ({"överskott_2021": "kr"}, {"eget_kapital": "överskott_2020"})


def test_the_accounts_behind_last_years_rows_and_the_day_of_its_forecast_stay_behind() -> None:
    made = moved(radkällor={"a": "konto 30-39"}, gjord="2020-11-30")
    assert made.keys() == {"titel", "källa", "enhet", "kolumner", "rader", "utkast"}


def tie(**changes: Any) -> dict[str, Any] | None:
    trees = {
        "tabeller": {"t1": TABLE, "t2": TABLE | {"kolumner": [2020], "rader": {"a": [None]}}},
        "avstämningar": [{"id": "AV-1", "titel": "x", **changes}],
    }
    made = laid(trees)
    assert made.lost_ties == (() if "avstämningar" in made.files["x.yaml"] else ("AV-1",))
    found: list[dict[str, Any]] = made.files["x.yaml"].get("avstämningar", [])
    return found[0] if found else None


def test_a_tie_moves_its_terms_and_columns() -> None:
    found = tie(vänster=["t1.a"], höger=["-t1.a"], kolumner=["2020", Decimal(2019)])
    assert found == {"id": "AV-1", "titel": "x", "vänster": ["t1.a"], "höger": ["-t1.a"], "kolumner": ["2021", 2020], "utkast": "ja"}
    found = tie(vänster=["-t1.a.2020"], höger_förändring=["t1.a.2020", "t1.a.2019"])
    assert found
    assert (found["vänster"], found["höger_förändring"]) == (["-t1.a.2021"], ["t1.a.2021", "t1.a.2020"])


def test_a_tie_keeps_the_columns_that_all_its_terms_have() -> None:
    found = tie(vänster=["t1.a"], höger=["t2.a"], kolumner=["2020"])
    assert found
    assert found["kolumner"] == ["2021"]


@pytest.mark.parametrize("term", ["t.2.4.x", "t3.a.2020", "t1.b.2020", "t1.a.2018"])
def test_a_tie_with_a_term_that_does_not_come_along_is_left(term: str) -> None:
    assert tie(vänster=["t1.a.2020"], höger=[term]) is None


def goal(**criterion: Any) -> tuple[dict[str, Any], Laid]:
    goals = [{"id": "F-1", "titel": "x", "källa": "p, 1", "beslutat_i_plan": "nej", "mätetal": [{"id": "F-1.1", "titel": "y", **criterion}]}]
    made = laid({"tabeller": {"t1": TABLE}, "mål": goals})
    (one,) = made.files["x.yaml"]["mål"]
    assert "beslutat_i_plan" not in one
    assert made.unplanned == ("F-1",)
    (found,) = one["mätetal"]
    return found, made


def test_a_level_that_is_a_figure_of_the_year_moves_with_its_table() -> None:
    found, made = goal(slag="nivå", villkor="högst", nivå_av=["t1.a.2020", "-t1.a.2019"], enhet="tkr", sista_dag="2020-02-29")
    assert (found["nivå_av"], found["sista_dag"], made.open_levels) == (["t1.a.2021", "-t1.a.2020"], "2021-02-28", ())


def test_a_level_that_was_a_figure_in_text_is_left_open_and_told() -> None:
    found, made = goal(slag="nivå", villkor="högst", nivå_av=["t.2.x"], enhet="tkr", skäl="z")
    assert found == {
        "id": "F-1.1",
        "titel": "y",
        "slag": "utan nivå",
        "brist": "saknas",
        "skäl": "nivån var t.2.x, som inte följer med till nästa år",
    }
    assert made.open_levels == ("F-1.1",)


def test_the_days_of_controls_move_and_their_results_do_not() -> None:
    moment: dict[str, Any] = {
        "id": "IK-1a",
        "moment": "m",
        "frekvens": None,
        "ansvarig": "A",
        "tillfällen": ["2020-05-31"],
        "resultat": {},
        "avvikelser": [],
        "notering": "n",
    }
    made = laid({"kontrollområden": [{"id": "IK-1", "område": "o", "källa": "p, 1", "utkast": "ja", "moment": [moment]}]})
    (area,) = made.files["x.yaml"]["kontrollområden"]
    assert area["moment"] == [{"id": "IK-1a", "moment": "m", "frekvens": None, "ansvarig": "A", "tillfällen": ["2021-05-31"]}]
    assert area["utkast"] == "ja"


# --- the command ----------------------------------------------------------------------------------------------------


def run(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name != "COLUMNS"} | {"PYTHONPATH": str(ROOT)}
    return subprocess.run([*RUN, *args], capture_output=True, text=True, encoding="utf-8", cwd=cwd, env=env, check=False)


def test_the_command_lays_out_the_year_after_the_one_before(root: Path) -> None:
    done = run("nytt-ar", "2021", "--fakta", ".", cwd=root)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("2021 är upplagt som utkast ur 2020, i exempel/2021:\n  bokslut.yaml          3 tabeller, 2 avstämningar\n")
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert run("2021", "--fakta", ".", cwd=root).returncode in {0, 1, 3}


def test_a_dry_run_shows_the_files_and_writes_nothing(root: Path) -> None:
    before = whole(root)
    done = run("nytt-ar", "2021", "--fran", "2020", "--torr", "--fakta", ".", cwd=root)
    assert done.returncode == 0
    assert "+++ 2021/mal.yaml (efter inläsningen)\n" in done.stdout
    assert done.stdout.endswith("\nIngenting är skrivet, eftersom --torr är angivet.\n")
    assert whole(root) == before


MISTAKES = {
    ("nytt-ar",): "hittade inget ÅR; väntade ÅR; gör så här: läs check nytt-ar --help",
    ("nytt-ar", "21"): 'hittade "21" som årtal; väntade ett årtal som 2020; gör så här: skriv årtalet med fyra siffror',
    ("nytt-ar", "2021", "--fran", "tjugo"): 'hittade "tjugo" som årtal; väntade ett årtal som 2020; gör så här: skriv årtalet med fyra siffror',
    ("nytt-ar", "2020", "--fran", "2021"): "hittade 2020 ur 2021; väntade ett år att lägga upp som kommer efter det som det läggs upp ur; "
    "gör så här: rätta årtalet, eller årtalet efter --fran",
    ("nytt-ar", "2020", "--fran", "2019"): "hittade 4 faktafiler i exempel/2020: bokslut.yaml, intern-kontroll.yaml, mal.yaml, medlemsbidrag.yaml; "
    "väntade ett år utan faktafiler; gör så här: arbeta vidare i filerna, eller flytta dem och lägg upp året igen",
    ("nytt-ar", "2021", "--fran", "2018"): "2018: hittade inga faktafiler för året; väntade ett av åren 2019, 2020; "
    "gör så här: välj ett annat år, eller lägg faktafiler i exempel/2018",
    ("nytt-ar", "2021", "--fran", "2019"): "hittade inga mål, kontrollområden, tabeller eller avstämningar i 2019 års filer; "
    "väntade ett år att lägga upp det nya ur; gör så här: välj ett annat år med --fran",
    ("nytt-ar", "2021", "--från", "2020"): 'hittade den okända flaggan "--från"; väntade någon av --fran, --torr, --fakta, '
    "--organisation, -h, --help; gör så här: läs check nytt-ar --help, eller skriv --fran om det var det som avsågs",
}  # fmt: skip


@pytest.mark.parametrize(("args", "message"), MISTAKES.items(), ids=" ".join)
def test_wrong_usage_is_told_and_nothing_written(args: tuple[str, ...], message: str, root: Path) -> None:
    before = whole(root)
    done = run(*args, *(["--fakta", "."] if len(args) > 1 else []), cwd=root)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"check: {message}\n")
    assert whole(root) == before


def test_a_year_with_mistakes_is_no_ground_for_the_next(root: Path) -> None:
    path = root / "exempel/2020/mal.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("villkor: minst", "villkor: mints"), encoding="utf-8")
    with pytest.raises(BadInput, match=r"2020/mal\.yaml:13:18"):
        new_year(WantedYear(2021, 2020, root), 80)
    assert not (root / "exempel/2021").exists()


def test_open_remarks_of_last_years_log_are_told(root: Path) -> None:
    path = root / "exempel" / "2020" / "intern-kontroll.yaml"
    text = path.read_text(encoding="utf-8").replace("    resultat: utan anmärkning\n", "    resultat: se notering\n    notering: en nyckel saknas\n")
    path.write_text(text, encoding="utf-8")
    assert "öppna noteringar i 2020 års logg" in (said := new_year(WantedYear(2021, 2020, root), 200))
    assert "IK-1b 2020-03-02" in said
    path.write_text(text.replace("    notering: en nyckel saknas\n", "    notering: en nyckel saknas\n    stängd: 2020-04-01\n"), encoding="utf-8")
    shutil.rmtree(root / "exempel" / "2021")
    assert "öppna noteringar" not in new_year(WantedYear(2021, 2020, root), 200)


def test_notes_that_lie_there_already_are_left(root: Path) -> None:
    folder = root / "exempel/2021"
    folder.mkdir()
    (folder / "noteringar.yaml").write_text("noteringar: []\n", encoding="utf-8")
    before = (folder / "noteringar.yaml").read_bytes()
    new_year(WantedYear(2021, 2020, root), 80)
    assert (folder / "noteringar.yaml").read_bytes() == before
    assert (folder / "mal.yaml").exists()


@pytest.mark.parametrize("name", ["egen.yaml", "egen.yml"])
def test_one_fact_file_is_enough_to_refuse(name: str, root: Path) -> None:
    (root / "exempel/2021").mkdir()
    (root / "exempel/2021" / name).write_text("mål: []\n", encoding="utf-8")
    with pytest.raises(WrongUsage, match=f"hittade 1 faktafil i .*: {name}"):
        new_year(WantedYear(2021, 2020, root), 80)


def test_a_linked_year_is_refused(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("annat")
    (root / "exempel/2021").symlink_to(outside)
    with pytest.raises(WrongUsage, match="som inte är en vanlig mapp"):
        new_year(WantedYear(2021, 2020, root), 80)
    assert list(outside.iterdir()) == []


def comments(root: Path) -> Iterator[str]:
    for path in (root / "exempel/2021").iterdir():
        yield from (line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#"))


def test_every_file_says_that_it_is_a_draft_and_where_it_comes_from(root: Path) -> None:
    new_year(WantedYear(2021, 2020, root), 80)
    files = list((root / "exempel/2021").iterdir())
    assert sum(line.startswith("# Utkast för 2021, upplagt ur 2020 års fil") for line in comments(root)) == len(files)
    assert all(parse_yaml(path.read_bytes(), path.name).data for path in files)
