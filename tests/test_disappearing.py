"""What an import would lose: sections that it never makes are refused, everything else that is nowhere afterwards is told."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from test_import_log import HEAD, LINES, in_bytes, laid_out
from test_importing import given, made, run, whole, written

from checker.disappearing import disappearing
from checker.importing import Wanted, import_file
from checker.yearfiles import Change
from facts.errors import BadInput
from facts.importers.kontrollogg import FILE
from facts.yamlwriting import to_yaml

DECISION = """
beslut:
  - {id: B-1, slag: undantag, gäller: [F-1], organ: Direktionen, datum: 2020-12-10, paragraf: § 1, skäl: inställt, källa: "plan2020, 1"}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with the good example, and its log read in."""
    laid_out(tmp_path)
    (tmp_path / "logg.csv").write_bytes(in_bytes(LINES))
    import_file(Wanted(tmp_path / "logg.csv", facts=tmp_path))
    return tmp_path


def added(root: Path, text: str) -> Path:
    path = root / "exempel/2020" / FILE
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    return path


# --- sections of others ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dry", [["--torr"], []])
def test_a_log_that_also_holds_decisions_is_not_replaced(dry: list[str], root: Path) -> None:
    added(root, DECISION)
    (root / "logg.csv").write_bytes(in_bytes([*LINES, "IK-1b;2020-12-01;Arkivarien;bra;;;"]))
    before = whole(root)
    done = run("importera", "logg.csv", "--fakta", ".", *dry, cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert "2020/kontrollogg.yaml:" in done.stderr
    assert "hittade filen innehåller också beslut: (1); väntade bara kontrollogg: i kontrollogg.yaml" in done.stderr
    assert done.stderr.endswith("gör så här: flytta beslut: till en annan fil\n")
    assert whole(root) == before


def test_every_other_section_is_told_at_once(root: Path) -> None:
    added(root, DECISION + "kalender:\n  - {slag: sammanträde, datum: 2020-12-10, organ: Direktionen, källa: 'plan2020, 1'}\n")
    with pytest.raises(BadInput) as raised:
        import_file(Wanted(root / "logg.csv", facts=root))
    assert [error.found for error in raised.value.errors] == ["filen innehåller också beslut: (1)", "filen innehåller också kalender: (1)"]


def test_a_log_alone_is_replaced(root: Path) -> None:
    assert import_file(Wanted(root / "logg.csv", facts=root)).startswith("2020/kontrollogg.yaml: oförändrad\n")


def test_what_replaces_all_sections_may_find_any(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, written(root, "mal.yaml"))
    assert import_file(Wanted(root / "logg.csv", facts=root)) == "2020/mal.yaml: oförändrad\n"


# --- what is nowhere afterwards -------------------------------------------------------------------------------------


@pytest.mark.parametrize("dry", [True, False])
def test_controls_that_are_not_in_the_new_log_are_told_with_those_still_open(dry: bool, root: Path) -> None:
    days = [f"IK-1a;2020-{month:02}-04;Ekonomichefen;fel;{'attest saknas' if month < 3 else ''};;" for month in range(1, 13)]
    (root / "logg.csv").write_bytes(in_bytes([HEAD, *days]))
    import_file(Wanted(root / "logg.csv", facts=root))
    (root / "logg.csv").write_bytes(in_bytes([HEAD, days[-1]]))
    told = import_file(Wanted(root / "logg.csv", facts=root, dry=dry))
    names = ", ".join(f"IK-1a 2020-{month:02}-04" for month in range(1, 9))
    assert f"\nFörsvinner ur 2020/kontrollogg.yaml: 11 kontroller ({names} och 3 till), 2 av dem med öppen notering.\n" in told


def test_a_field_that_a_control_no_longer_has_is_told(root: Path) -> None:
    (root / "logg.csv").write_bytes(in_bytes([HEAD, "IK-1a;2020-05-04;Ekonomichefen;fel;attest saknas;;"]))
    import_file(Wanted(root / "logg.csv", facts=root))
    (root / "logg.csv").write_bytes(in_bytes([HEAD, "IK-1a;2020-05-04;Ekonomichefen;fel;;;"]))
    told = import_file(Wanted(root / "logg.csv", facts=root))
    assert "Försvinner ur 2020/kontrollogg.yaml: notering i 1 kontroll (IK-1a 2020-05-04).\n" in told


def change(name: str, before: dict[str, Any] | None, after: dict[str, Any]) -> Change:
    raw = to_yaml(before) if before is not None else None
    return Change(f"2020/{name}", Path(name), raw, to_yaml(after), same_facts=before == after)


def outcome(**parts: Any) -> dict[str, Any]:
    return {"mätetal": "K-1.1", "uppgift": "x", "källa": "ar, 1", **parts}


TABLE = {"titel": "RR", "källa": "ar, 1", "enhet": "tkr", "kolumner": ["2020", "2019"], "rader": {"a": ["1", "2"], "b": ["3", None]}}


def test_nothing_lost_is_nothing_told() -> None:
    tree = {"utfall": [outcome()], "tabeller": {"rr": TABLE}}
    more = {"utfall": [outcome(), outcome(per="2020-08-31")], "tabeller": {"rr": TABLE, "br": TABLE}}
    assert list(disappearing([change("a.yaml", tree, more), change("b.yaml", None, {"utfall": [outcome(källa="ar, 2")]})])) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ([outcome(per="2020-08-31")], [outcome()], "1 utfall (K-1.1 2020-08-31)"),
        ([outcome(), outcome(källa="ar, 2")], [outcome()], "1 utfall (K-1.1)"),
        ([outcome(), outcome()], [outcome()], "1 utfall (K-1.1)"),
        ([outcome(antal_svar="12")], [outcome()], "antal_svar i 1 utfall (K-1.1)"),
        ([outcome(uppgift="x")], [outcome(uppgift="y")], ""),
    ],
)
def test_outcomes_are_told_apart_by_criterion_day_and_source(before: list[Any], after: list[Any], told: str) -> None:
    lines = list(disappearing([change("utfall.yaml", {"utfall": before}, {"utfall": after})]))
    assert lines == ([f"Försvinner ur 2020/utfall.yaml: {told}."] if told else [])


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"rader": {"a": ["1", "2"]}}, "1 rad (rr.b)"),
        ({"kolumner": ["2020"], "rader": {"a": ["1"], "b": ["3"]}}, "1 kolumn (rr.2019)"),
        ({"rader": {"a": ["1", None], "b": ["3", None]}}, "1 belopp (rr.a 2019)"),
        ({"rader": {"a": ["1", "2"], "b": ["4", None]}}, ""),
    ],
)
def test_rows_columns_and_amounts_of_a_table_that_stays_are_told(parts: dict[str, Any], told: str) -> None:
    lines = list(disappearing([change("b.yaml", {"tabeller": {"rr": TABLE}}, {"tabeller": {"rr": {**TABLE, **parts}}})]))
    assert lines == ([f"Försvinner ur 2020/b.yaml: {told}."] if told else [])


def test_a_table_that_is_lost_is_told_without_its_rows() -> None:
    lines = list(disappearing([change("b.yaml", {"tabeller": {"rr": TABLE, "br": TABLE}}, {"tabeller": {"br": TABLE}})]))
    assert lines == ["Försvinner ur 2020/b.yaml: 1 tabell (rr)."]


def test_a_goal_that_is_lost_is_told_with_its_criteria_and_a_mark_of_draft_is_not() -> None:
    goals = [{"id": one, "titel": one, "utkast": True, "mätetal": [{"id": f"{one}.1", "titel": "x"}]} for one in ("V-1", "V-2")]
    kept = copy.deepcopy(goals[:1])
    del kept[0]["utkast"]
    lines = list(disappearing([change("mal.yaml", {"mål": goals}, {"mål": kept})]))
    assert lines == ["Försvinner ur 2020/mal.yaml: 1 mål (V-2); 1 mätetal (V-2.1)."]


def test_what_moves_to_another_file_is_not_lost() -> None:
    one, other = outcome(antal_svar="12"), outcome(mätetal="K-1.2")
    moved = [change("a.yaml", {"utfall": [one, other]}, {"utfall": [other]}), change("b.yaml", None, {"utfall": [one]})]
    assert list(disappearing(moved)) == []
    assert list(disappearing(moved[:1])) == ["Försvinner ur 2020/a.yaml: 1 utfall (K-1.1)."]


def test_a_group_that_stands_alone_is_told_by_its_name() -> None:
    before = {"riktlinje": {"ord": "x", "källa": "plan, 1"}, "utfall": [outcome()]}
    assert list(disappearing([change("a.yaml", before, {"utfall": [outcome()]})])) == ["Försvinner ur 2020/a.yaml: riktlinje."]


def test_a_workbook_whose_row_is_taken_out_tells_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(root, "mal.yaml")
    lost = file.data["utfall"].pop()
    given(monkeypatch, made("mal.yaml", file.data))
    assert f"Försvinner ur 2020/mal.yaml: 1 utfall ({lost['mätetal']})" in import_file(Wanted(root / "logg.csv", facts=root))
