"""A role is one table's for each unit and year: two tables with it are told, wherever they came from."""

from __future__ import annotations

from pathlib import Path

import pytest
from sie_example import PRINTED, imported

from facts.errors import BadInput
from facts.loading import load_year


def second(columns: str, unit: str = "", more: str = "") -> str:
    """The printed statement, and another table with the same role."""
    return f"""{PRINTED}
  annan:
    titel: Annan tabell
    källa: ar2021, 9
    enhet: kr
    {unit}
    {more}
    kolumner: [{columns}]
    rader: {{resultat: [1]}}
    roller: {{årets_resultat: resultat}}
"""


def errors_of(place: Path, printed: str) -> list[str]:
    imported(place, printed="")
    folder = place / "ljungbygden"
    (folder / "2021" / "bokslut.yaml").write_text(printed, encoding="utf-8")
    try:
        load_year(folder, 2021)
    except BadInput as error:
        return [str(one) for one in error.errors]
    return []


def test_a_role_in_two_tables_for_the_same_year_is_told(tmp_path: Path) -> None:
    words = "väntade en tabell med rollen i kolumnen 2021; rr har den också (2021/bokslut.yaml:14:23)"
    told = f"2021/bokslut.yaml:33:30: hittade rollen årets_resultat en andra gång; {words}; gör så här: ta bort rollen från den ena tabellen"
    assert errors_of(tmp_path, second("2021")) == [told]


@pytest.mark.parametrize(("column", "role", "is_told"), [("budget2021", "budget_kostnader", True), ("budget2021", "årets_resultat", False),
                                                          ("budget2020", "budget_kostnader", False)])  # fmt: skip
def test_a_role_of_the_budget_in_two_tables_is_told_in_its_budget_column(column: str, role: str, is_told: bool, tmp_path: Path) -> None:
    """The original budget and the revised one: which of them was decided is not for the program to guess."""
    one = PRINTED.replace("årets_resultat: årets_resultat", f"{role}: årets_resultat")
    told = errors_of(tmp_path, second(column).replace(PRINTED, one).replace("roller: {årets_resultat", f"roller: {{{role}"))
    assert [f"rollen {role} en andra gång; väntade en tabell med rollen i kolumnen {column}" in line for line in told] == [True] * is_told


@pytest.mark.parametrize(
    "printed",
    [second("2019"), second("prognos2021"), second("2021", unit="redovisar: NAVET"), second("2021", more="utkast: ja")],
    ids=["annat år", "prognos", "enhet", "utkast"],
)
def test_a_role_for_another_year_or_unit_or_in_a_draft_is_no_second_one(tmp_path: Path, printed: str) -> None:
    assert errors_of(tmp_path, printed) == []


def test_a_printed_statement_that_comes_after_the_ledgers_is_told(tmp_path: Path) -> None:
    """The ledger's table took the role when there was no printed one; importing again leaves it to the printed."""
    made = imported(tmp_path, printed="")
    folder = tmp_path / "ljungbygden"
    (folder / "2021" / "bokslut.yaml").write_text(PRINTED, encoding="utf-8")
    with pytest.raises(BadInput, match="rollen årets_resultat en andra gång"):
        load_year(folder, 2021, made=made.files)
    load_year(folder, 2021, made=imported(tmp_path).files)
