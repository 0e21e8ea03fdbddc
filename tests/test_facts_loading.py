"""A year is all its files together: what loading gives, whatever way the facts are spread over files."""

from __future__ import annotations

import dataclasses
import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from facts.errors import BadInput, Place
from facts.ids import ascii_id, column_year, natural, tie_ids
from facts.loading import (
    available_years,
    bundled_root,
    find_organisation,
    load_accounts,
    load_organisation,
    load_year,
)
from facts.reading import Gathered
from facts.yamltree import read_yaml
from facts.year import Year

GOOD = Path(__file__).parent / "cases" / "god" / "exempel"


@pytest.fixture(scope="module")
def year() -> Year:
    """The good example."""
    return load_year(GOOD, 2020)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the good example that a test may change."""
    return Path(shutil.copytree(GOOD, tmp_path / GOOD.name))


def facts_of(year: Year) -> dict[str, object]:
    """Everything in the year but where it stood."""
    return {
        f.name: getattr(year, f.name)
        for f in dataclasses.fields(year)
        if f.name not in ("entries", "files", "organisation")
    }


def test_a_year_holds_the_sections_of_all_its_files(year: Year) -> None:
    """Sections from different files meet in one value, sorted by id."""
    assert [goal.id for goal in year.goals] == ["F-1", "F-2"]
    assert list(year.tables) == ["not_1", "not_2", "not_3", "personal", "resultat"]
    assert [area.id for area in year.control_areas] == ["IK-1"]
    assert year.guideline
    assert year.guideline.economy_first
    assert year.restoration
    assert not year.restoration.mentioned


def test_amounts_are_as_printed(year: Year) -> None:
    """Amounts are decimals built from their own text: no binary float, and trailing zeros stay."""
    assert year.tables["personal"].rows["årsarbeten"] == (Decimal("11.50"), Decimal("7.25"), Decimal("18.75"))
    assert str(year.tables["personal"].rows["årsarbeten"][0]) == "11.50"
    assert str(year.goals[0].criteria[0].level) == "90.0"


def test_facts_cannot_be_changed(year: Year) -> None:
    """Facts and the year that holds them are frozen."""
    with pytest.raises(ValidationError):
        year.goals[0].title = "annat"
    with pytest.raises(dataclasses.FrozenInstanceError):
        year.year = 2021  # type: ignore[misc]


def test_each_file_is_kept_with_its_bytes(year: Year) -> None:
    """What was read can be recognised: path in the organisation's folder, and bytes."""
    names = ["2020/bokslut.yaml", "2020/intern-kontroll.yaml", "2020/mal.yaml", "2020/medlemsbidrag.yaml", "organisation.yaml"]
    assert list(year.files) == names
    for name in names:
        assert year.files[name] == (GOOD / name).read_bytes()


def test_the_order_and_names_of_files_make_no_difference(folder: Path, year: Year) -> None:
    """Renamed files, read in another order, give the same facts in the same order."""
    for old, new in {"mal": "a", "intern-kontroll": "b", "bokslut": "c"}.items():
        (folder / "2020" / f"{old}.yaml").rename(folder / "2020" / f"{new}.yaml")
    assert facts_of(load_year(folder, 2020)) == facts_of(year)


def test_facts_may_be_spread_over_more_files(folder: Path, year: Year) -> None:
    """A section moved to a file of its own, before or after the others, gives the same facts."""
    path = folder / "2020" / "mal.yaml"
    before, marker, rest = path.read_text(encoding="utf-8").partition("utfall:\n")
    goals, second, more = before.partition("  - id: F-2\n")
    follow_ups = more.index("uppföljningar:")
    path.write_text(goals, encoding="utf-8")
    (folder / "2020" / "0.yaml").write_text(f"mål:\n{second}{more[:follow_ups]}", encoding="utf-8")
    (folder / "2020" / "z.yaml").write_text(more[follow_ups:] + marker + rest, encoding="utf-8")
    assert facts_of(load_year(folder, 2020)) == facts_of(year)


@pytest.mark.parametrize(
    ("fact", "place"),
    [
        ("F-1", Place("2020/mal.yaml", 5, 5)),
        ("F-1.2", Place("2020/mal.yaml", 17, 9)),
        ("IK-1b", Place("2020/intern-kontroll.yaml", 20, 9)),
        ("AV-ökning", Place("2020/bokslut.yaml", 62, 5)),
        ("t.2.4.intäkter", Place("2020/bokslut.yaml", 42, 5)),
        ("resultat.kostnader.2019", Place("2020/bokslut.yaml", 9, 26)),
        ("F-9", None),
        ("resultat.kostnader.2018", None),
    ],
)
def test_a_fact_id_leads_back_to_its_line(year: Year, fact: str, place: Place | None) -> None:
    """Later stages can tell where a fact was written."""
    assert year.place(fact) == place


def test_a_fact_itself_leads_back_to_its_line(year: Year) -> None:
    """Facts without an id of their own are found by themselves."""
    assert year.place(year.outcomes[1]) == Place("2020/mal.yaml", 58, 5)


# --- comparatives and earlier years -------------------------------------------------------


def test_a_year_of_comparatives_takes_its_columns_from_the_later_year() -> None:
    """2019 holds the 2019 columns of 2020's tables, with their sums and roles, and no table without one."""
    year = load_year(GOOD, 2019)
    assert list(year.tables) == ["not_1", "not_2", "not_3", "resultat"]
    assert year.tables["resultat"].columns == ("2019",)
    assert year.tables["resultat"].rows["intäkter"] == (Decimal(1100),)
    assert year.tables["resultat"].sums == {"årets_resultat": ("intäkter", "kostnader")}
    assert year.tables["resultat"].roles == {"årets_resultat": "årets_resultat"}
    assert (year.text_figures, year.goals, year.outcomes) == ({}, (), ())


def test_a_year_of_comparatives_takes_the_ties_between_its_columns() -> None:
    """A tie per column is taken in this year's; ties to other years or to figures in text are left."""
    year = load_year(GOOD, 2019)
    assert [relation for tie in year.ties for relation in tie_ids(tie)] == ["AV-intäkter-not.2019"]


def test_comparatives_lead_back_to_the_later_years_file() -> None:
    """A comparative amount stands in the file of the year that printed it."""
    year = load_year(GOOD, 2019)
    assert year.place("resultat.kostnader.2019") == Place("2020/bokslut.yaml", 9, 26)
    assert list(year.files) == [
        "2019/ar.yaml", "2020/bokslut.yaml", "2020/intern-kontroll.yaml", "2020/mal.yaml", "2020/medlemsbidrag.yaml", "organisation.yaml"
    ]  # fmt: skip


def test_a_budget_column_is_its_years() -> None:
    """The year of a column is its four digits; in a table that states its year, words belong to that year."""
    tables = load_year(GOOD, 2020).tables
    assert [column_year(tables["resultat"], column) for column in ("2020", "2019", "budget2020")] == [2020, 2019, 2020]
    assert column_year(tables["personal"], "kvinnor") == 2020


def test_the_accounts_of_an_earlier_year_are_read_alone() -> None:
    """For the ledger only files with roles, comparatives or synnerliga skäl are read."""
    accounts = load_accounts(GOOD, 2020)
    assert list(accounts.files) == ["2020/bokslut.yaml", "organisation.yaml"]
    assert list(accounts.tables) == ["not_1", "personal", "resultat"]
    assert accounts.ties == ()


def test_every_table_of_the_year_just_before_is_read() -> None:
    """Its figures stand as comparatives in the year after, whatever files they were written in."""
    accounts = load_accounts(GOOD, 2020, loaded=2021)
    assert list(accounts.tables) == ["not_1", "not_2", "not_3", "personal", "resultat"]


def test_the_accounts_of_a_comparative_year_come_from_the_later_year() -> None:
    """2019's result for the ledger stands in 2020's tables."""
    accounts = load_accounts(GOOD, 2019)
    assert accounts.tables["resultat"].rows["årets_resultat"] == (Decimal(50),)
    assert list(accounts.files) == ["2019/ar.yaml", "2020/bokslut.yaml", "organisation.yaml"]


def test_the_accounts_of_a_year_without_facts_are_empty() -> None:
    """A year that is not there is no mistake here: the ledger says that it is missing."""
    assert load_accounts(GOOD, 2018).tables == {}


def test_a_dead_reference_does_not_stop_the_accounts(folder: Path) -> None:
    """References are checked when the year itself is rated."""
    path = folder / "2020" / "bokslut.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("källa: ar2020, 3.1", "källa: okänt, 3.1"), encoding="utf-8"
    )
    assert load_accounts(folder, 2020).tables["resultat"].source.document == "okänt"
    with pytest.raises(BadInput):
        load_year(folder, 2020)


# --- organisations ------------------------------------------------------------------------


def test_a_single_organisation_is_the_default() -> None:
    """With one organisation in the folder none has to be named."""
    assert find_organisation(GOOD.parent, None) == GOOD
    assert find_organisation(GOOD.parent, "exempel") == GOOD


@pytest.mark.parametrize(
    ("others", "wanted", "told"),
    [
        (
            ["annan"],
            None,
            "hittade flera organisationer: annan, exempel; väntade ett val; gör så här: välj en med --org",
        ),
        (
            ["annan"],
            "exemplet",
            'hittade ingen organisation "exemplet"; väntade en av annan, exempel; gör så här: välj',
        ),
        ([], "annan", 'hittade ingen organisation "annan"; väntade en av exempel; gör så här: välj en av dem'),
    ],
)
def test_an_unclear_organisation_lists_those_there(
    folder: Path, others: list[str], wanted: str | None, told: str
) -> None:
    """Several organisations and none named, or an unknown one: the known ones are listed."""
    for other in others:
        shutil.copytree(folder, folder.parent / other)
    with pytest.raises(BadInput, match=re.escape(told)):
        find_organisation(folder.parent, wanted)


def test_a_folder_without_organisations_says_so(tmp_path: Path) -> None:
    """An empty or absent folder is wrong input, told in one line."""
    for root in (tmp_path, tmp_path / "saknas"):
        with pytest.raises(BadInput, match="hittade ingen organisation; väntade en mapp med"):
            find_organisation(root, None)


def test_the_bundled_facts_are_found_from_the_package() -> None:
    """The default data stands beside the code, also in an installed wheel, and holds one organisation."""
    folder = find_organisation(bundled_root(), None)
    assert load_organisation(folder).id == folder.name
    assert available_years(folder)


def test_every_bundled_year_loads() -> None:
    """The facts that come with the program hold no mistake."""
    folder = find_organisation(bundled_root(), None)
    for year in available_years(folder):
        load_year(folder, year)


# --- ids ----------------------------------------------------------------------------------


def test_ids_have_an_ascii_form() -> None:
    """Codes in JSON have no å, ä, ö; a letter without a form is refused."""
    assert ascii_id("t.2.4.rörelsens_återstående_är_é_ü") == "t.2.4.rorelsens_aterstaende_ar_e_u"
    with pytest.raises(ValueError, match="ASCII"):
        ascii_id("ñ")


def test_ids_sort_as_people_count() -> None:
    """Section 10 comes after section 2."""
    assert sorted(["F-4.3.10-1", "F-4.3.2-2", "F-4.3.2-1"], key=natural) == ["F-4.3.2-1", "F-4.3.2-2", "F-4.3.10-1"]


def test_a_faulty_file_still_gives_its_sound_facts(tmp_path: Path) -> None:
    """Facts beside a refused one are entered at their own places."""
    path = tmp_path / "mal.yaml"
    goal = "  - id: F-{0}\n    titel: {1}\n    källa: plan, 1\n"
    path.write_text("mål:\n" + goal.format(1, "Ett") + goal.format(2, "17") + goal.format(3, "Tre"), encoding="utf-8")
    facts = Gathered()
    facts.add_file(path, "mal.yaml")
    assert [(entry.key, entry.place().line) for entry in facts.entries["goals"]] == [("F-1", 2), ("F-3", 8)]
    assert facts.broken == {"F-2"}


# --- members ------------------------------------------------------------------------------


def test_the_members_are_those_of_the_organisation_with_the_assembly_where_it_is_told(year: Year) -> None:
    members = year.organisation.members
    assert {member: (one.name, one.assembly) for member, one in members.items()} == {
        "OSTBY": ("Östby", None), "VASTBY": ("Västby", "Västby kommunfullmäktige"),
    }  # fmt: skip


def test_contributions_come_in_the_order_of_the_tables_whatever_the_order_of_the_file(year: Year, tmp_path: Path) -> None:
    """Notes are read in their own order, so a file that is rearranged gives the same pages."""
    assert [(one.what, one.table, one.column, dict(one.rows)) for one in year.contributions] == [
        ("Medlemsbidrag", "not_2", "2020", {"OSTBY": "östby", "VASTBY": "västby"}),
        ("Arkiv", "not_3", "2020", {"VASTBY": "västby"}),
    ]
    folder = Path(shutil.copytree(GOOD, tmp_path / GOOD.name))
    path = folder / "2020" / "medlemsbidrag.yaml"
    tables, contributions = path.read_text(encoding="utf-8").split("medlemsbidrag:\n")
    first, second = contributions.split("  - avser: Arkiv")
    path.write_text(f"{tables}medlemsbidrag:\n  - avser: Arkiv{second}{first}", encoding="utf-8")
    assert load_year(folder, 2020).contributions == year.contributions


def test_a_year_of_comparatives_has_the_contributions_that_it_states_itself() -> None:
    assert load_year(GOOD, 2019).contributions == ()


def test_the_bundled_members_are_the_eight_that_the_annual_reports_name() -> None:
    """Varberg is co-opted by agreement: its row in the notes is nobody's."""
    year = load_year(bundled_root() / "sjuharad", 2020)
    assert [one.name for one in year.organisation.members.values()] == [
        "Bollebygd", "Borås", "Herrljunga", "Mark", "Svenljunga", "Tranemo", "Ulricehamn", "Vårgårda",
    ]  # fmt: skip
    assert not any("varberg" in one.rows.values() for one in year.contributions)


def test_facts_that_change_while_they_are_read_are_told_and_not_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One file was read as it was, another as it became: whether or not they fit each other, the year is not made of both."""
    path = folder / "2020" / "bokslut.yaml"
    text = path.read_text(encoding="utf-8")

    for other in (text.replace("Resultaträkning", "Räkning"), "inte en faktafil"):

        def meanwhile(place: Path, name: str, within: Path, *, other: str = other) -> object:
            path.write_text(other, encoding="utf-8")
            return read_yaml(place, name, within)

        monkeypatch.setattr("facts.reading.read_yaml", meanwhile)
        with pytest.raises(BadInput, match=r"^2020: hittade faktafiler som ändrades medan de lästes; väntade filer som står stilla; .*igen"):
            load_year(folder, 2020)
    monkeypatch.undo()
    path.write_text(text, encoding="utf-8")
    assert facts_of(load_year(folder, 2020)) == facts_of(load_year(GOOD, 2020))
