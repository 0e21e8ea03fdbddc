"""The balanskravsutredning as facts: its lines are part of its result, and what the law takes off is taken off."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from facts.errors import BadInput
from facts.loading import load_year

GOOD = Path(__file__).parent / "cases" / "god" / "exempel"
SUM = "[årets_resultat, vinster]"


def told(place: Path, rows: str, roles: str, sums: str = "", more: str = "") -> list[str]:
    """What loading says of a year with the utredning."""
    folder = Path(shutil.copytree(GOOD, place / "exempel"))
    table = f"titel: Utredning\n    källa: ar2020, 3\n    enhet: tkr\n    kolumner: [2020]\n    rader: {{{rows}}}\n    roller: {{{roles}}}\n"
    table += f"    summor: {{{sums}}}\n" if sums else ""
    (folder / "2020" / "utredning.yaml").write_text(f"tabeller:\n  bku:\n    {table}{more}", encoding="utf-8")
    try:
        load_year(folder, 2020)
    except BadInput as error:
        return [str(one) for one in error.errors]
    return []


def utredning(place: Path, role: str, amount: int | str, sums: str = SUM, total: int = 100, more: str = "") -> list[str]:
    """Of a utredning with one line beside the year's result."""
    rows = f"årets_resultat: [100], vinster: [{amount}], balanskravsresultat: [{total}]"
    roles = f"bk_årets_resultat: årets_resultat, {role}: vinster, bk_resultat: balanskravsresultat"
    return told(place, rows, roles, f"balanskravsresultat: {sums}", more)


@pytest.mark.parametrize("role", ["bk_realisationsvinster", "bk_till_reserv"])
def test_what_the_law_takes_off_is_taken_off(role: str, tmp_path: Path) -> None:
    cases: tuple[tuple[int | str, str], ...] = ((-200, SUM), (0, SUM), ("~", SUM), (200, "[årets_resultat, -vinster]"))
    for number, (amount, sums) in enumerate(cases):
        assert utredning(tmp_path / str(number), role, amount, sums) == []
    (line,) = utredning(tmp_path / "a", role, 200)
    assert line == (
        "2020/utredning.yaml:7:45: hittade vinster 200 i kolumnen 2020, som läggs till i summan bakom balanskravsresultat; väntade ett belopp "
        f"som dras av, för raden har rollen {role}; gör så här: skriv raden med minus i summor:; "
        "lägger dokumentet självt till beloppet, ta bort rollen"
    )
    (line,) = utredning(tmp_path / "b", role, -200, "[årets_resultat, -vinster]")
    assert "gör så här: skriv raden utan minus i summor:; lägger dokumentet" in line


@pytest.mark.parametrize("role", ["bk_orealiserade_vinster", "bk_återföring", "bk_klumpsumma", "bk_från_reserv"])
def test_what_may_be_either_is_either(role: str, tmp_path: Path) -> None:
    assert [utredning(tmp_path / str(amount), role, amount) for amount in (-200, 200)] == [[], []]


def test_a_line_outside_the_sum_is_told(tmp_path: Path) -> None:
    """Printed without its sum, the result would be taken as it stands, whatever the lines above it say."""
    rows = "årets_resultat: [100], vinster: [-200], balanskravsresultat: [100]"
    (line,) = told(tmp_path, rows, "bk_realisationsvinster: vinster, bk_resultat: balanskravsresultat")
    assert "hittade rollen bk_realisationsvinster på raden vinster; väntade en rad som ingår i summan bakom balanskravsresultat" in line
    assert "gör så här: ange i summor: hur balanskravsresultat är räknat" in line


def test_a_line_may_be_part_of_a_sum_within_the_sum(tmp_path: Path) -> None:
    rows = "årets_resultat: [100], vinster: [200], mellan: [-100], till: [50], balanskravsresultat: [-150]"
    roles = "bk_årets_resultat: årets_resultat, bk_realisationsvinster: vinster, bk_till_reserv: till, bk_resultat: balanskravsresultat"
    assert told(tmp_path, rows, roles, "mellan: [årets_resultat, -vinster], balanskravsresultat: [mellan, -till]") == []


def test_a_result_alone_and_a_draft_are_left(tmp_path: Path) -> None:
    assert told(tmp_path / "a", "balanskravsresultat: [100]", "bk_resultat: balanskravsresultat, bk_årets_resultat: balanskravsresultat") == []
    assert utredning(tmp_path / "b", "bk_realisationsvinster", 200, more="    utkast: ja\n") == []
