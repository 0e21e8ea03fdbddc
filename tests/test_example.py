"""The invented organisation: what each rating of its closed year is meant to be, and that all of it says it is invented."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from example_books import FOLDER, booked, closing_balances, movements, sie
from test_facts_schema import plain, validator

from checker.commands.options import facts_folder
from checker.importing import Wanted, import_file
from checker.pipeline import run_check
from facts.importers import sie as sie_importer
from facts.importers.importer import Asked
from facts.loading import available_years, bundled_root, load_organisation, load_year
from facts.yamltree import read_yaml
from reports.report import Report

ROOT = Path(__file__).parents[1] / "facts" / "exempel"
EXAMPLE = ROOT / "exempelforbundet"

# of the closed year: id → the rating that is meant: + uppfyllt, ± delvis, − ej, ? underlag saknas, / ej tillämpligt
MEANT = """
E-1 +   E-1.1 +   E-2 +   E-2.1 +   BK-1 +   BK-2 ±   BK-3 +   GEH-E ±   GEH-V ±   GEH ±
KANSLI ±   K-1 +   K-1.1 +   K-1.2 +   K-1.3 +   K-2 ±   K-2.1 +   K-2.2 ±   K-3 ?   K-3.1 ?
VUX ±   V-1 ±   V-1.1 −   V-1.2 +   V-1.3 +   V-2 ?   V-2.1 ?
IT ±   I-1 ±   I-1.1 +   I-1.2 −   I-2 +   I-2.1 +   I-3 +   I-3.1 +
ARKIV ±   AR-1 ?   AR-1.1 ?   AR-1.2 −   AR-2 +   AR-2.1 +   AR-2.2 /
IK-1 ±   IK-1a +   IK-1b ±   IK-2 +   IK-2a +   IK-3 ±   IK-3a ±   IK-3b −
IK-4 ?   IK-4a +   IK-4b ?   IK-5 +   IK-5a +
"""
# of the running year with what is known in November, as if it had ended so
RUNNING = """
E-1.1 ?   E-2.1 ?   K-1.1 ?   K-1.2 ?   K-1.3 ?   K-2.2 +   K-3.1 ?   K-4.1 ?   V-1.1 ?   V-1.2 +   V-1.3 ?   V-2.1 ?   V-2.2 ?
V-3.1 ?   I-1.1 ?   I-1.2 −   I-2.1 ?   I-2.2 ?   I-3.1 ?   I-4.1 −   AR-1.1 ?   AR-1.2 +   AR-1.3 ?   AR-2.1 ?   AR-2.2 /   AR-2.3 +
IK-1a ±   IK-1b ±   IK-2a ±   IK-3a ±   IK-3b ?   IK-4a +   IK-4b +   IK-5a +
"""
SIGNS = {"+": "uppfyllt", "±": "delvis", "−": "ej", "?": "underlag_saknas", "/": "ej_tillampligt"}
VERDICTS = {
    "bekraftat": {"E-1", "E-2", "K-1", "V-1", "I-2", "I-3", "AR-2", "GEH-V"},
    "motsagt": {"K-2", "V-1.1", "I-1", "AR-1", "GEH-E", "GEH"},
    "obestyrkt": {"K-3", "V-2"},
}


@pytest.fixture(scope="module")
def closed() -> Report:
    return run_check(ROOT, None, 2020)


def meant(table: str) -> dict[str, str]:
    words = table.split()
    return {name: SIGNS[sign] for name, sign in zip(words[::2], words[1::2], strict=True)}


def test_every_rating_of_the_closed_year_is_the_one_that_was_meant(closed: Report) -> None:
    assert {rating.id: rating.rating for rating in closed.ratings} == meant(MEANT)


def test_every_leaf_of_the_running_year_is_what_was_meant() -> None:
    ratings = run_check(ROOT, None, 2021).ratings
    assert {rating.id: rating.rating for rating in ratings if rating.level in ("criterion", "moment")} == meant(RUNNING)


def test_every_claim_of_the_closed_year_has_the_verdict_that_was_meant(closed: Report) -> None:
    found = {rating.id: rating.verdict for rating in closed.ratings if rating.verdict}
    assert found == {name: verdict for verdict, names in VERDICTS.items() for name in names}


def test_one_tie_rounds_and_one_deviates_and_all_others_agree(closed: Report) -> None:
    others = {tie.id: tie.status for tie in closed.ties if tie.status != "stammer"}
    assert others == {"AV-not_4.summa.2020": "avrundning", "AV-text-personalkostnader": "avvikelse"}


def test_the_earlier_deficit_is_restored_in_part_and_the_rest_is_due_in_2022(closed: Report) -> None:
    (restored,) = (rating for rating in closed.ratings if rating.id == "BK-2")
    assert "830 tkr" in restored.because
    assert "senast 2022" in restored.because


def test_the_years_are_those_with_facts_and_the_books_lie_beside_them() -> None:
    assert available_years(EXAMPLE) == [2019, 2020, 2021]
    assert FOLDER.parent == EXAMPLE


def test_every_file_and_the_name_in_every_report_say_that_it_is_invented(closed: Report) -> None:
    files = [path for path in EXAMPLE.rglob("*") if path.is_file() and not path.name.startswith("pahittad")]
    assert [path.name for path in files if not any("påhitta".encode(code) in path.read_bytes().lower() for code in ("utf-8", "cp437"))] == []
    assert closed.organisation == "Exempelförbundet (påhittat)"


def test_documents_say_that_they_are_invented() -> None:
    documents = load_year(EXAMPLE, 2021).organisation.documents.values()
    assert [document.title for document in documents if "(påhitta" not in document.title] == []


# --- the books ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [2020, 2021])
def test_the_committed_books_are_those_that_the_dice_give(year: int) -> None:
    """After a change: python tests/example_books.py."""
    assert (FOLDER / f"bokslut-{year}.se").read_bytes() == sie(year)


def test_the_books_are_a_few_thousand_verifications_that_all_balance() -> None:
    books = booked(2020)
    assert 2000 < len(books.vouchers) < 5000
    assert {sum(row[2] for row in voucher.rows) for voucher in books.vouchers} == {0}


def test_the_books_equal_the_statements_in_kronor_to_the_ore() -> None:
    tables = load_year(EXAMPLE, 2020).tables
    moved, closing = movements(booked(2020)), closing_balances(booked(2020))

    def sums(amounts: dict[str, int], *beginnings: str) -> Decimal:
        return Decimal(sum(amount for account, amount in amounts.items() if account.startswith(beginnings))) / 100

    rows = {row: cells[0] for row, cells in (*tables["rr_kr"].rows.items(), *tables["br_kr"].rows.items())}
    contributions = -sums(moved, "354")
    assert rows["medlemsbidrag"] == contributions
    assert rows["verksamhetens_intäkter"] == -sums(moved, "3") - contributions
    assert rows["verksamhetens_kostnader"] == -sums(moved, "4", "5", "6", "70", "72", "73", "74", "76")
    assert rows["avskrivningar"] == -sums(moved, "791")
    assert rows["årets_resultat"] == sums(moved, "899")
    assert rows["kassa_och_bank"] == sums(closing, "19")
    assert rows["eget_kapital"] == -sums(closing, "20")
    assert rows["kortfristiga_skulder"] == -sums(closing, "25", "27", "29")


# --- the word exempel -----------------------------------------------------------------------------------------------------


def test_the_word_exempel_is_the_bundled_example_wherever_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "exempel").mkdir()
    monkeypatch.chdir(tmp_path)
    assert facts_folder("exempel").samefile(ROOT)
    assert facts_folder("./exempel").resolve() == (tmp_path / "exempel").resolve()


def test_without_the_word_there_is_one_organisation_as_before() -> None:
    assert [path.name for path in bundled_root().iterdir() if path.is_dir()] == ["sjuharad"]


@pytest.mark.parametrize("year", [2020, 2021])
def test_the_books_imported_give_the_committed_statements(year: int) -> None:
    told = import_file(Wanted(FOLDER / f"bokslut-{year}.se", facts=ROOT, dry=True))
    assert told.startswith(f"{year}/bokslut-sie.yaml: oförändrad\n"), told


def test_the_statements_from_the_books_agree_with_the_accounts_in_kronor_to_the_ore() -> None:
    ties = {tie.id: tie for tie in run_check(ROOT, None, 2020).ties}
    named = [f"AV-bokforing.rr_bok.{row}.2020" for row in ("verksamhetens_intakter", "verksamhetens_kostnader", "medlemsbidrag", "arets_resultat")]
    named += [f"AV-bokforing.br_bok.{row}.2020" for row in ("kassa_och_bank", "eget_kapital", "kortfristiga_skulder", "summa_tillgangar")]
    assert {(ties[name].status, ties[name].unit) for name in named} == {("stammer", "kr")}


def test_the_books_through_august_come_to_the_interim_report() -> None:
    asked = Asked(load_organisation(EXAMPLE), 2021, day=dt.date(2021, 8, 31))
    made = sie_importer.read(FOLDER / "bokslut-2021.se", asked).files["bokslut-sie.yaml"].data["tabeller"]["rr_bok"]
    place, printed = made["kolumner"].index("2021-08"), load_year(EXAMPLE, 2021).tables["rr_delår"]
    for row in ("verksamhetens_intäkter", "verksamhetens_kostnader", "avskrivningar", "medlemsbidrag", "årets_resultat"):
        assert (made["rader"][row][place] / 1000).quantize(Decimal(1), ROUND_HALF_UP) == printed.rows[row][0], row


def test_the_log_imported_gives_the_committed_one() -> None:
    told = import_file(Wanted(FOLDER / "pahittad-kontrollogg-2021.csv", facts=ROOT, dry=True))
    assert told.startswith("2021/kontrollogg.yaml: oförändrad\n"), told


def test_the_schemas_accept_every_file_of_the_example() -> None:
    own = {"organisation.yaml": "organisation.schema.json", "konton.yaml": "konton.schema.json"}
    for path in sorted(EXAMPLE.rglob("*.yaml")):
        found = validator(own.get(path.name, "year.schema.json")).iter_errors(plain(read_yaml(path, path.name).data))
        assert [f"{path.name}: {error.json_path} {error.message}" for error in found] == []
