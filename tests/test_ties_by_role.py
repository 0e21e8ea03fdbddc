"""What the balanskrav rests on is held against where else it is printed, also where no tie is written: rated by rules and evaluator alike."""

from __future__ import annotations

from collections.abc import Mapping

from year_builder import results, table, written

from checker.pipeline import run_check

ROLES = "roller: {bk_årets_resultat: årets_resultat, bk_resultat: balanskravsresultat}"
SUMS = "summor: {balanskravsresultat: [årets_resultat]}"


def ties(*facts: str, year: int = 2021, earlier: Mapping[int, str] | None = None) -> dict[str, str]:
    """The ties that follow from roles, each with its status, as the rules and the evaluator both say."""
    with written(facts, year, earlier) as root:
        report = run_check(root, "exempel", year, None, doubly=True)
    return {tie.id: tie.status for tie in report.ties if tie.id.startswith(("AV-roll.", "AV-fjolar."))}


def utredning(first: int, key: str = "bku") -> str:
    return table(key, [2021], {"årets_resultat": [first], "balanskravsresultat": [first]}, ROLES, SUMS)


def test_the_result_that_the_utredning_begins_with_is_held_against_the_accounts() -> None:
    for first, status in ((100, "stammer"), (101, "avrundning"), (-500, "avvikelse")):
        assert ties(results({2021: 100}), utredning(first)) == {"AV-roll.bku.arets_resultat.2021": status}


def test_nothing_is_held_twice_or_where_one_side_is_not_printed() -> None:
    declared = "avstämningar:\n  - {id: AV-a, titel: A, vänster: [bku.årets_resultat], höger: [rr.årets_resultat], kolumner: [2021]}\n"
    assert ties(results({2021: 100}), utredning(100), declared) == {}
    other = "avstämningar:\n  - {id: AV-a, titel: A, vänster: [bku.årets_resultat.2021], höger: [rr.årets_resultat.2021]}\n"
    assert ties(results({2021: 100}), utredning(-500), other) == {}
    assert ties(utredning(100)) == {}
    assert ties(results({2020: 100}), utredning(100)) == {}


def test_last_years_result_is_held_against_last_years_report_whatever_its_table_is_called_there() -> None:
    then = table("bku", [2020], {"balanskravsresultat": [-500]}, "roller: {bk_resultat: balanskravsresultat}")
    for amount, status in ((-500, "stammer"), (5, "avvikelse")):
        now = table("balans", [2021, 2020], {"resultat": [10, amount]}, "roller: {bk_resultat: resultat}")
        assert ties(now, earlier={2020: then}) == {"AV-fjolar.balans.resultat": status}


def test_last_years_row_of_the_same_name_is_held_once() -> None:
    then = table("rr", [2020], {"årets_resultat": [5]}, "roller: {årets_resultat: årets_resultat}")
    assert ties(results({2021: 10, 2020: 5}), earlier={2020: then}) == {"AV-fjolar.rr.arets_resultat": "stammer"}


def test_a_row_that_has_two_of_the_roles_is_held_once() -> None:
    both = "roller: {{årets_resultat: {0}, bk_resultat: {0}}}"
    then = table("rr", [2020], {"netto": [5]}, both.format("netto"))
    now = table("resultat", [2021, 2020], {"årets": [10, 5]}, both.format("årets"))
    assert ties(now, earlier={2020: then}) == {"AV-fjolar.resultat.arets": "stammer"}


def test_equity_of_last_year_in_a_row_of_another_name() -> None:
    then = table("br", [2020], {"kapital": [900]}, "roller: {eget_kapital: kapital}")
    now = table("br", [2021, 2020], {"eget_kapital": [950, 901]}, "roller: {eget_kapital: eget_kapital}")
    assert ties(now, earlier={2020: then}) == {"AV-fjolar.br.eget_kapital": "avrundning"}
