"""The members in the report and in the JSON form: each printed contribution with its source, and their exact sum."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from reports_sample import sample

import reports
from checker.pipeline import run_check
from reports.report import Cite, Contribution, Member, Report
from reports.seal import to_json

GOOD = Path(__file__).parent / "cases" / "god"
SCHEMA = json.loads((Path(str(reports.__path__[0])) / "regelspar-1.schema.json").read_text(encoding="utf-8"))

# As printed in Årsredovisning 2020, 3.4 notes 3-9, and 2017, Noter, notes 3-6; read from the documents a second time for this test.
PRINTED = {
    2020: {
        "BOLLEBYGD": {3: 387, 4: 349, 7: 48, 8: 57, 9: 204},
        "BORAS": {3: 4615, 4: 4165, 5: 6042, 6: 1524, 7: 570, 8: 676, 9: 1019},
        "HERRLJUNGA": {3: 389, 4: 351, 7: 48, 8: 57, 9: 204},
        "MARK": {3: 1431, 4: 1291, 5: 706, 6: 553, 7: 177, 8: 209},
        "SVENLJUNGA": {3: 440, 4: 398, 5: 215, 6: 164, 7: 54, 8: 64, 9: 214},
        "TRANEMO": {3: 490, 4: 442, 5: 268, 6: 186, 7: 60, 8: 72, 9: 223},
        "ULRICEHAMN": {3: 1006, 4: 908, 5: 0, 7: 124, 8: 147, 9: 323},
        "VARGARDA": {3: 482, 4: 435, 7: 59, 8: 70, 9: 222},
    },
    2017: {
        "BOLLEBYGD": {3: 700, 6: 44},
        "BORAS": {3: 8506, 4: 5610, 5: 1416, 6: 549},
        "HERRLJUNGA": {3: 733, 6: 47},
        "MARK": {3: 2655, 4: 655, 5: 514, 6: 172},
        "SVENLJUNGA": {3: 827, 4: 200, 5: 152, 6: 53},
        "TRANEMO": {3: 914, 4: 249, 5: 172, 6: 59},
        "ULRICEHAMN": {3: 1849, 4: 412, 6: 119},
        "VARGARDA": {3: 878, 6: 56},
    },
}


@pytest.fixture(scope="module")
def small() -> Report:
    return run_check(GOOD, "exempel", 2020)


@pytest.mark.parametrize("year", [2020, 2017])
def test_each_contribution_is_the_printed_one(year: int) -> None:
    """Every amount with its note, no other, and the sum added up here."""
    report = run_check(None, None, year)
    section = "3.4 not" if year == 2020 else "Noter, not"
    assert [member.id for member in report.members] == list(PRINTED[year])
    for member in report.members:
        printed = PRINTED[year][member.id]
        assert {one.sources: (one.amount, one.unit) for one in member.contributions} == {
            (Cite(f"Årsredovisning {year}", f"{section} {note}"),): (str(amount), "tkr") for note, amount in printed.items()
        }
        assert (member.total, member.unit) == (str(sum(printed.values())), "tkr")


def test_the_contributions_of_all_members_are_the_note_less_what_is_no_members() -> None:
    """Note 3 of 2020 sums to 9 945 tkr, of which Varberg, co-opted and no member, has 705."""
    report = run_check(None, None, 2020)
    of_note_3 = [int(one.amount) for member in report.members for one in member.contributions if one.fact.startswith("not_3.")]
    assert sum(of_note_3) == 9945 - 705


@pytest.mark.parametrize(
    ("year", "totals"),
    [
        (2019, "833 17334 845 4310 1322 1499 2601 1031"),
        (2016, "662 15029 710 3714 1132 1290 2177 845"),
    ],
)
def test_a_year_of_comparatives_has_the_contributions_of_the_later_years_notes(year: int, totals: str) -> None:
    assert [member.total for member in run_check(None, None, year).members] == totals.split()


def test_a_contribution_names_the_amount_among_the_facts(small: Report) -> None:
    for member in small.members:
        for one in member.contributions:
            assert (small.facts[one.fact]["value"], small.facts[one.fact]["unit"]) == (one.amount, one.unit)


def test_a_member_has_what_the_tables_print_and_the_assembly_that_is_told(small: Report) -> None:
    cite = (Cite("Årsredovisning 2020", "not 2"),)
    own = Contribution("Medlemsbidrag", "150", "tkr", cite, "not_2.ostby.2020")
    assert small.members[0] == Member("OSTBY", "Östby", (own,), "150", "tkr")
    assert (small.members[1].total, small.members[1].assembly) == ("392", "Västby kommunfullmäktige")


def test_a_year_without_contributions_has_the_members_with_none(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(GOOD / "exempel", tmp_path / "exempel"))
    (folder / "2020" / "medlemsbidrag.yaml").unlink()
    report = run_check(tmp_path, "exempel", 2020)
    assert report.members == (Member("OSTBY", "Östby"), Member("VASTBY", "Västby", assembly="Västby kommunfullmäktige"))


def test_decimals_are_summed_exactly_and_different_units_are_not_summed(tmp_path: Path) -> None:
    """0.10 + 0.20 is 0.30; tkr and kr have no sum, for a page would have to choose one."""
    folder = Path(shutil.copytree(GOOD / "exempel", tmp_path / "exempel"))
    path = folder / "2020" / "medlemsbidrag.yaml"
    text = path.read_text(encoding="utf-8").replace("[350, 310]", "[0.10, 310]").replace("[42, 40]", "[0.20, 40]")
    path.write_text(text, encoding="utf-8")
    assert run_check(tmp_path, "exempel", 2020).members[1].total == "0.30"
    path.write_text(text.replace("källa: ar2020, not 3\n    enhet: tkr", "källa: ar2020, not 3\n    enhet: kr"), encoding="utf-8")
    mixed = run_check(tmp_path, "exempel", 2020).members[1]
    assert ([one.unit for one in mixed.contributions], mixed.total, mixed.unit) == (["tkr", "kr"], None, None)


def test_an_organisation_without_members_has_none(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(GOOD / "exempel", tmp_path / "exempel"))
    (folder / "2020" / "medlemsbidrag.yaml").unlink()
    path = folder / "organisation.yaml"
    path.write_text(path.read_text(encoding="utf-8").split("medlemmar:")[0], encoding="utf-8")
    assert run_check(tmp_path, "exempel", 2020).members == ()


def test_the_json_form_holds_the_members_and_fits_its_schema(small: Report) -> None:
    told = json.loads(to_json(small))
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(told)))
    assert told["members"][0] == {
        "id": "OSTBY", "name": "Östby", "assembly": None,
        "contributions": [
            {
                "what": "Medlemsbidrag", "amount": "150", "unit": "tkr", "fact": "not_2.ostby.2020",
                "sources": [{"document": "Årsredovisning 2020", "section": "not 2"}],
            }
        ],
        "total": "150", "unit": "tkr",
    }  # fmt: skip


def test_the_schema_still_takes_a_report_from_before_there_were_members() -> None:
    told = json.loads(to_json(replace(sample(), members=())))
    del told["members"]
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(told)))
