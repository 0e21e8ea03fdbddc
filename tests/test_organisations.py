"""The invented organisations: the same seed gives the same bytes, all of it can be read, and what is known of it holds."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from organisations import Made, organisation
from organisations_damaged import MISTAKES, damaged, many_goals, possible
from organisations_sheets import AGREES, DEVIATES, LACKING, ROUNDED, Cell, Sheet, Workbook

from checker.evaluator.evaluate import Evaluation, evaluate
from facts.errors import BadInput
from facts.ids import ascii_id
from facts.loading import load_accounts, load_year
from facts.yamltree import read_yaml
from facts.yamlwriting import YEAR_SCHEMA, to_yaml

TESTS = Path(__file__).parent
SEED = 7


def digest(made: Made) -> str:
    """One checksum over all files."""
    whole = hashlib.sha256()
    for name, content in made.files.items():
        whole.update(f"{name} {len(content)}\n".encode() + content)
    return whole.hexdigest()


@pytest.mark.parametrize("hash_seed", ["0", "1", "4711"])
def test_a_seed_gives_the_same_bytes_whatever_the_hash_seed_the_locale_and_the_folder(hash_seed: str, tmp_path: Path) -> None:
    code = f"import sys; sys.path.insert(0, {str(TESTS)!r}); from test_organisations import *; print(digest(organisation({SEED})))"
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "LC_ALL": "C", "TZ": "Pacific/Auckland", "PYTHONPATH": str(TESTS.parent)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, cwd=tmp_path, check=True)
    assert done.stdout.strip() == digest(organisation(SEED))


def test_a_seed_gives_the_bytes_that_it_gave() -> None:
    """On every machine and Python; a change of the generator changes this, and nothing else may."""
    assert digest(organisation(SEED)) == FIXED


FIXED = "df957055733b48c8150a5be998ec18af3fcac1528b2b79dde0fcd406da6be7f7"


def test_organisations_of_different_seeds_differ() -> None:
    assert len({digest(organisation(seed, range(2015, 2017))) for seed in range(8)}) == 8


def test_fewer_years_are_the_same_as_far_as_they_go() -> None:
    """Each part draws of its own, so that one part's changes do not move another's: who the organisation is does not depend on the years."""
    assert organisation(SEED).id == organisation(SEED, range(2015, 2018)).id


@pytest.mark.parametrize("seed", range(5))
def test_the_files_are_in_the_house_style(seed: int, tmp_path: Path) -> None:
    """Written again from what the reader gives they are the same bytes."""
    made = organisation(seed, range(2015, 2018))
    folder = made.write(tmp_path)
    for path in sorted(folder.glob("*/*.yaml")):
        assert to_yaml(read_yaml(path, path.name).data, YEAR_SCHEMA) == path.read_bytes()


@pytest.mark.parametrize("seed", range(6))
def test_everything_written_is_read_without_an_error_and_what_is_known_of_it_is_evaluated_so(seed: int, tmp_path: Path) -> None:
    made = organisation(seed)
    folder = made.write(tmp_path)
    for year in range(2015, 2025):
        found = evaluated(folder, year)
        assert made.ties[year] == {ascii_id(name): status for name, status in found.ties.items()}
        ratings = {ascii_id(name): judged.rating for name, judged in found.ratings.items()}
        assert made.ratings[year].items() <= ratings.items()


def evaluated(folder: Path, year: int) -> Evaluation:
    """The year by the evaluator, beside the years before it."""
    loaded = load_year(folder, year)
    return evaluate(loaded, {before: load_accounts(folder, before, loaded.organisation, year) for before in range(2015, year)})


def test_most_is_known_and_every_status_comes_up_by_construction() -> None:
    made = [organisation(seed) for seed in range(6)]
    ties = Counter(status for one in made for year in one.ties.values() for status in year.values())
    ratings = Counter(rating for one in made for year in one.ratings.values() for rating in year.values())
    assert set(ties) == {AGREES, ROUNDED, DEVIATES, LACKING}
    assert min(ties.values()) >= 10
    assert set(ratings) == {"uppfyllt", "delvis", "ej", "ej_tillampligt"}
    assert min(ratings.values()) >= 10


def test_the_years_goals_are_as_many_as_a_plan_has(tmp_path: Path) -> None:
    numbers = []
    for seed in range(8):
        folder = organisation(seed, range(2015, 2017)).write(tmp_path)
        numbers += [len(load_year(folder, year).goals) for year in (2015, 2016)]
    assert min(numbers) >= 10
    assert max(numbers) <= 40


# --- errors known by construction ---------------------------------------------------------


def sheet(unit: str = "tkr") -> Workbook:
    """Two reports with a table each, last year's figures beside."""
    book = Workbook()
    for report, columns in ((2019, ["2019"]), (2020, ["2020", "2019"])):
        rows = {name: [amount for _ in columns] for name, amount in _amounts(unit)}
        book.add(Sheet(report, "a", "A", "1", columns, rows, unit, sums={"summa": ["ett", "-två"]}))  # type: ignore[arg-type] # Decimals
    return book


def _amounts(unit: str) -> list[tuple[str, object]]:
    from decimal import Decimal  # noqa: PLC0415

    return [("ett", Decimal(7)), ("två", Decimal(0)), ("summa", Decimal(7))]


@pytest.mark.parametrize(("unit", "steps", "status"), [("tkr", 1, ROUNDED), ("tkr", -2, DEVIATES), ("st", 1, DEVIATES), ("åa", -1, ROUNDED)])
def test_an_error_is_known_in_every_relation_that_holds_the_cell(unit: str, steps: int, status: str) -> None:
    book = sheet(unit)
    assert book.misprint(Cell(2019, "a", "ett", "2019"), steps)
    assert book.known(2019) == {"AV-a.summa.2019": status}
    assert book.known(2020) == {"AV-a.summa.2020": AGREES, "AV-a.summa.2019": AGREES, "AV-fjolår.a.ett": status} | {
        "AV-fjolår.a.två": AGREES, "AV-fjolår.a.summa": AGREES,
    }  # fmt: skip


def test_a_second_error_in_a_relation_is_refused() -> None:
    book = sheet()
    assert book.misprint(Cell(2020, "a", "ett", "2020"), 1)
    assert not book.misprint(Cell(2020, "a", "summa", "2020"), 1)


def test_an_empty_cell_leaves_its_sum_and_takes_its_comparison_away() -> None:
    book = sheet()
    book.leave_empty(Cell(2019, "a", "två", "2019"))
    book.leave_empty(Cell(2019, "a", "ett", "2019"))  # not zero, so it stays
    assert book.known(2019) == {"AV-a.summa.2019": AGREES}
    assert "AV-fjolår.a.två" not in book.known(2020)


# --- bad facts ----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_organisation_has_its_one_mistake_where_it_was_made(seed: int, tmp_path: Path) -> None:
    found = damaged(seed, range(2015, 2018))
    folder = found.made.write(tmp_path)
    with pytest.raises(BadInput) as raised:
        load_year(folder, found.year)
    assert [(error.file, found.found in error.found) for error in raised.value.errors] == [(found.file, True)]
    assert load_year(folder, found.year - 1).goals


@pytest.mark.parametrize("seed", [2, 3])
def test_every_mistake_that_has_a_place_is_found(seed: int, tmp_path: Path) -> None:
    made = organisation(seed, range(2015, 2016))
    folder = made.write(tmp_path)
    for mistake, name, changed in possible(made, 2015):
        (folder / name).write_text(changed, encoding="utf-8")
        with pytest.raises(BadInput) as raised:
            load_year(folder, 2015)
        assert [(error.file, mistake.found in error.found) for error in raised.value.errors] == [(name, True)]
        (folder / name).write_bytes(made.files[f"{made.id}/{name}"])


def test_every_mistake_has_a_place_in_some_organisation() -> None:
    places = {mistake.found for seed in range(6) for mistake, _, _ in possible(organisation(seed, range(2015, 2016)), 2015)}
    assert places == {mistake.found for mistake in MISTAKES}


# --- very many goals ----------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 100, 350])
def test_a_year_of_many_goals_has_just_so_many(number: int, tmp_path: Path) -> None:
    made = many_goals(number)
    folder = made.write(tmp_path)
    year = load_year(folder, 2024)
    assert len(year.goals) == number
    ratings = {ascii_id(name): judged.rating for name, judged in evaluate(year, {}).ratings.items()}
    assert made.ratings[2024].items() <= ratings.items()
