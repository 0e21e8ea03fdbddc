"""A year's facts through a workbook and back: nothing is lost, nothing is guessed, and the same facts give the same bytes."""

from __future__ import annotations

import functools
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from checker.importing import Wanted, import_file
from checker.newyear import WantedYear, new_year
from checker.template import template
from facts.accounts import Table
from facts.comparatives import year_files
from facts.errors import BadInput
from facts.fields import Model
from facts.importers import arbetsbok
from facts.importers.importer import Asked, Imported
from facts.importers.workbook import opening
from facts.importers.workbook.columns import Kind, Sheet, kinds_of
from facts.importers.workbook.layout import layout
from facts.importers.workbook.layout_tables import BESIDE, WORDS
from facts.importers.workbook.styles import as_text
from facts.importers.workbook.writing import to_workbook
from facts.loading import bundled_root, load_organisation
from facts.models import YearFile
from facts.yamlscalars import UNWANTED
from facts.yamltree import parse_yaml, read_yaml
from facts.year import Organisation

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases"
GOOD = CASES / "god" / "exempel"
REAL = bundled_root() / "sjuharad"
EVERYTHING = (CASES / "arbetsbok-alla-falt.yaml").read_bytes()
YEARS = [(REAL, 2016), (REAL, 2017), (REAL, 2019), (REAL, 2020), (GOOD, 2019), (GOOD, 2020)]
TEXTS = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "{=1+1}", "https://example.org/", "mailto:a@b.se",
    "_x0041_", "internal:Mål!A1", "<r><t>markering</t></r>", "<r>brutet", "</t></si>&amp;", "1234", "1-2", "0,5", "4.1", "TRUE", "SANT",
    "#REF!", "rad\nrad", "a  b", "'apostrof", "~", "null", "ja", "2020-01-02", "🙂 é", "x" * 32_000,
)  # fmt: skip

Trees = Mapping[str, Mapping[str, Any]]


def trees_of(folder: Path, year: int) -> dict[str, Any]:
    return {path.name: read_yaml(path, path.name).data for path in year_files(folder, year)}


def read(organisation: Organisation, content: bytes, folder: Path) -> Imported:
    path = folder / "mall.xlsx"
    path.write_bytes(content)
    return arbetsbok.read(path, Asked(organisation))


def refusal(content: bytes, folder: Path, name: str = "mall.xlsx") -> str:
    path = folder / name
    path.write_bytes(content)
    with pytest.raises(BadInput) as raised:
        arbetsbok.read(path, Asked(load_organisation(GOOD)))
    return str(raised.value)


def facts_in(tree: Mapping[str, Any]) -> Any:
    """A file's facts, each value as it is printed: 42.20 is not 42.2."""
    return printed(YearFile.model_validate(tree).model_dump())


def printed(part: Any) -> Any:
    if isinstance(part, dict):
        return {str(key): printed(value) for key, value in part.items()}
    return [printed(value) for value in part] if isinstance(part, list | tuple) else str(part)


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


@functools.cache
def good() -> bytes:
    return template(GOOD.parent, None, 2020)[0]


# --- round trips ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("folder", "year"), YEARS, ids=[f"{folder.name}-{year}" for folder, year in YEARS])
def test_a_year_goes_through_a_workbook_and_back_without_loss(folder: Path, year: int, tmp_path: Path) -> None:
    """Each file has the facts that it had, with their printed decimals; and exported again it is the same workbook, byte for byte."""
    organisation, trees = load_organisation(folder), trees_of(folder, year)
    content = to_workbook(organisation, year, trees)
    imported = read(organisation, content, tmp_path)
    assert imported.year == year
    assert imported.told == ()
    assert {name: facts_in(file.data) for name, file in imported.files.items()} == {name: facts_in(tree) for name, tree in trees.items()}
    assert {name: parse_yaml(file.raw, name).data for name, file in imported.files.items()} == {n: f.data for n, f in imported.files.items()}
    assert to_workbook(organisation, year, {name: file.data for name, file in imported.files.items()}) == content


@pytest.mark.parametrize(("folder", "year"), [(REAL, 2020), (GOOD, 2020)], ids=["sjuharad", "exempel"])
def test_a_workbook_that_another_program_saved_holds_the_same_facts(folder: Path, year: int, tmp_path: Path) -> None:
    organisation, trees = load_organisation(folder), trees_of(folder, year)
    imported = read(organisation, saved(opened(to_workbook(organisation, year, trees))), tmp_path)
    assert {name: facts_in(file.data) for name, file in imported.files.items()} == {name: facts_in(tree) for name, tree in trees.items()}


def test_a_year_laid_out_as_a_draft_goes_through_a_workbook_too(tmp_path: Path) -> None:
    """Its amounts are empty and its goals are drafts; every mätetal waits for its outcome."""
    folder = Path(shutil.copytree(REAL, tmp_path / "fakta" / REAL.name))
    new_year(WantedYear(2021, 2020, folder.parent), 80)
    path = tmp_path / "mall.xlsx"
    path.write_bytes(template(folder.parent, None, 2021)[0])
    assert set(import_file(Wanted(path, facts=folder.parent)).split()[1::2]) == {"oförändrad"}
    waiting = [row[0].value for row in opened(path.read_bytes())["Utfall"].iter_rows(min_row=2)]
    assert len(waiting) == len(set(waiting)) > 100


def test_every_field_that_a_fact_can_have_goes_through_a_workbook(tmp_path: Path) -> None:
    organisation, tree = load_organisation(GOOD), parse_yaml(EVERYTHING, "allt.yaml").data
    imported = read(organisation, to_workbook(organisation, 2021, {"allt.yaml": tree}), tmp_path)
    assert facts_in(imported.files["allt.yaml"].data) == facts_in(tree)


def test_the_case_of_every_field_has_every_column() -> None:
    organisation, tree = load_organisation(GOOD), parse_yaml(EVERYTHING, "allt.yaml").data
    book = opened(to_workbook(organisation, 2021, {"allt.yaml": tree}))
    columns = [(sheet.title, column) for sheet in book.worksheets[1:-1] for column in sheet.iter_cols()]
    empty = [f"{name}!{head.value}" for name, (head, *cells) in columns if name != "Budget" and all(cell.value in (None, "") for cell in cells)]
    assert empty == []


def fields_of(model: type[Model]) -> Iterator[tuple[str, type[Model] | None]]:
    """The keys of a model, and for a group of keys its model."""
    for name, info in model.model_fields.items():
        (kind, *_) = kinds_of(info.annotation)
        yield info.alias or name, kind if isinstance(kind, type) and issubclass(kind, Model) and kind.__name__ != "Source" else None


def test_every_fact_of_a_year_has_its_place() -> None:
    """A field that someone adds to a model must have its column, or facts would be lost on the way."""
    sheets = layout(load_organisation(GOOD)).of_rows
    children = {sheet.parent.sheet: sheet.parent.key for sheet in sheets if sheet.parent}
    missing = [f"{sheet.name}: {key}" for sheet in sheets if not sheet.whole for key in unplaced(sheet, children.get(sheet.name, ""))]
    sections = {sheet.section for sheet in sheets} | {column.path[0] for sheet in sheets if sheet.whole for column in sheet.columns}
    assert missing == []
    assert {key for key, _ in fields_of(YearFile)} - sections == {"tabeller"}
    shape = {"kolumner", "rader", "kolumnsummor"}
    assert {key for key, _ in fields_of(Table)} == shape | {column.path[0] for column in (*WORDS, *BESIDE)}


def unplaced(sheet: Sheet, child: str) -> Iterator[str]:
    paths = {column.path for column in sheet.columns}
    for key, group in fields_of(sheet.model):
        wanted = [(key, inner) for inner, _ in fields_of(group)] if group else [(key,)]
        is_group = get_origin(kinds_of(dict(annotated(sheet.model))[key])[0]) is dict
        yield from (".".join(path) for path in wanted if path not in paths and key != child and not is_group)


def annotated(model: type[Model]) -> Iterator[tuple[str, Any]]:
    return ((info.alias or name, info.annotation) for name, info in model.model_fields.items())


def test_the_groups_of_a_whole_file_have_every_key() -> None:
    (whole,) = (sheet for sheet in layout(load_organisation(GOOD)).of_rows if sheet.whole)
    paths = {column.path for column in whole.columns}
    groups = {path[0] for path in paths if path[1:]}
    kinds = {key: next(kind for kind in kinds_of(annotation)) for key, annotation in annotated(YearFile) if key in groups}
    assert paths == {(key, inner) for key, model in kinds.items() for inner, _ in fields_of(model)} | {("jämförelsetal_ur",)}
    assert get_args(dict(annotated(YearFile))["jämförelsetal_ur"]) == (int, ...)


AMOUNTS = st.decimals(min_value=-900_000_000_000, max_value=900_000_000_000, allow_nan=False, places=None).map(lambda d: round(d, 6))
SHOWN = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]), min_size=1, max_size=40)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amounts=st.lists(st.tuples(AMOUNTS, st.integers(0, 6)), min_size=1, max_size=30), texts=st.lists(SHOWN, min_size=1, max_size=30))
def test_any_amount_and_any_text_come_back_as_they_were(amounts: list[tuple[Decimal, int]], texts: list[str], tmp_path: Path) -> None:
    """Whatever its decimals and its size; and whatever signs a text has, of those that a fact file can hold."""
    organisation = load_organisation(GOOD)
    told = [unicodedata.normalize("NFC", text.strip()) for text in texts]
    said = [text for text in told if text and not UNWANTED.search(text)]
    rows = {f"rad_{i}": [Decimal(f"{amount:.{places}f}") + 0] for i, (amount, places) in enumerate(amounts)}
    table = {"titel": "T", "källa": "ar2020, 1", "enhet": "st", "kolumner": [Decimal(2020)], "rader": rows}
    goals = [{"id": f"F-{i}", "titel": text, "källa": "ar2020, 1"} for i, text in enumerate(said)]
    tree = {"tabeller": {"t": table}, "mål": goals} if goals else {"tabeller": {"t": table}}
    assert printed(read(organisation, to_workbook(organisation, 2020, {"a.yaml": tree}), tmp_path).files["a.yaml"].data) == printed(tree)


def test_the_same_facts_give_the_same_workbook_wherever_it_is_made() -> None:
    code = "import sys; from checker.template import template; sys.stdout.buffer.write(template(None, None, 2017)[0])"
    places = [{"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"}, {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "sv_SE.UTF-8"}]
    made = {subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT, env=os.environ | one).stdout for one in places}
    assert made == {template(None, None, 2017)[0]}


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:20])
def test_a_text_stays_the_text_it_is(text: str, tmp_path: Path) -> None:
    """Nothing that a fact says becomes a formula, a link, a number or a day on its way through a workbook."""
    organisation = load_organisation(GOOD)
    tree = {"mål": [{"id": "F-1", "titel": text, "källa": "plan2020, 1"}]}
    content = to_workbook(organisation, 2020, {"mal.yaml": tree})
    assert [cell.data_type for cell in opened(content)["Mål"][2] if cell.value] == ["s"] * 4
    for made in (content, saved(opened(content))):
        assert read(organisation, made, tmp_path).files["mal.yaml"].data == tree


def test_a_drop_down_offers_the_words_of_its_list() -> None:
    book, made = opened(good()), layout(load_organisation(GOOD), tuple(path.name for path in year_files(GOOD, 2020)))
    sheets, seen = {sheet.name for sheet in made.sheets}, set()
    for sheet in made.of_rows:
        page = book[sheet.name]
        offered = {(min(area.min_col for area in rule.sqref.ranges), rule.formula1) for rule in page.data_validations.dataValidation}
        for place, column in enumerate(sheet.shown, 1):
            if column.offers and column.offers not in sheets:
                (cells,) = [formula for at, formula in offered if at == place]
                name, _, area = cells.partition("!")
                assert [row[0].value for row in book[name][area.replace("$", "")]] == list(made.lists[column.offers])
                seen.add(column.offers)
    assert seen == {"Enheter", "Redovisningsenheter", "Måttenheter", "Frekvenser", "Filer"}


def test_the_first_sheet_says_what_every_other_is_for() -> None:
    book = opened(good())
    told = {row[0]: row[1] for row in book["Läs mig"].iter_rows(values_only=True) if row[0]}
    assert all(told[sheet.title] for sheet in book.worksheets[1:])
    assert told["Listor"] == "Orden som rutornas listor erbjuder"


def test_a_workbook_holds_no_formula_and_no_link_out() -> None:
    with zipfile.ZipFile(io.BytesIO(template(None, None, 2020)[0])) as packed:
        parts = {name: packed.read(name).decode("utf-8", "replace") for name in packed.namelist()}
    assert [name for name, text in parts.items() if re.search(r"<f[ >]", text)] == []
    assert [name for name, text in parts.items() if "TargetMode" in text or "vbaProject" in name] == []


def test_a_list_is_written_with_commas_and_a_word_in_its_place_as_it_is() -> None:
    assert [as_text(value, Kind.NAMES) for value in (("a", "b"), "ab")] == ["a, b", "ab"]


def test_a_text_that_no_cell_holds_is_refused_whole() -> None:
    tree = {"mål": [{"id": "F-1", "titel": "x" * 32_768, "källa": "plan2020, 1"}]}
    with pytest.raises(BadInput, match="32768 tecken; väntade högst 32767 tecken"):
        to_workbook(load_organisation(GOOD), 2020, {"mal.yaml": tree})


# --- what people do with a workbook ---------------------------------------------------------------------------------


def test_moved_columns_hidden_rows_and_empty_rows_change_nothing(tmp_path: Path) -> None:
    organisation, trees = load_organisation(GOOD), trees_of(GOOD, 2020)
    book = opened(to_workbook(organisation, 2020, trees))
    sheet = book["Utfall"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    for line, row in enumerate(rows, 1):
        for place, value in enumerate(reversed(row), 1):
            sheet.cell(line if line == 1 else line + 3, place).value = value
    for line in range(2, 5):
        for cell in sheet[line]:
            cell.value = None
    sheet.row_dimensions[6].hidden = True
    book["Beslut"].sheet_state = "hidden"
    imported = read(organisation, saved(book), tmp_path)
    assert {name: facts_in(file.data) for name, file in imported.files.items()} == {name: facts_in(tree) for name, tree in trees.items()}


NUMBERS = [
    (88, "General", "88"), (88.5, "General", "88.5"), (0.1, "General", "0.1"), (42.2, "0.00", "42.20"), (42, "#,##0.0", "42.0"),
    (1234.5, "#,##0.00 _k_r", "1234.50"), (5, "0", "5"), (4.6, "0.0", "4.6"), (4.6, "0.0#", "4.6"), (4.649, "0.00#", "4.649"),
    (4.649, "# ?/?", "4.649"), (4.649, "0.0E+00", "4.649"), (0.046, "0.0%", "4.6"),
    (0.15, "0%", "15"), (0.155, "0.0%", "15.5"), (88, '0.0" %"', "88.0"),
    ("88,5", "@", "88.5"), ("1 234,50", "@", "1234.50"), ("−12", "@", "-12"), ("15 %", "@", "15"), ("12.50", "@", "12.50"),
    (1e6, "General", "1000000"), (1e-6, "General", "0.000001"), (900000000000.25, "0.00", "900000000000.25"), (7, "[$-41D]0.00;-0.00", "7.00"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "look", "wanted"), NUMBERS)
def test_a_number_is_read_as_its_cell_shows_it(value: Any, look: str, wanted: str, tmp_path: Path) -> None:
    book = opened(good())
    book["Utfall"]["C2"].value, book["Utfall"]["C2"].number_format = value, look
    (outcome,) = [one for one in read(load_organisation(GOOD), saved(book), tmp_path).files["mal.yaml"].data["utfall"] if one["mätetal"] == "F-1.1"]
    assert str(outcome["värde"]) == wanted
    assert isinstance(outcome["värde"], Decimal)


def test_an_empty_amount_shows_the_decimals_of_its_table_so_that_none_that_is_filled_in_is_hidden() -> None:
    written = "tabeller:\n  a: {titel: A, källa: 'ar2020, 1', enhet: mnkr, kolumner: [2021, 2020], rader: {x: [~, 12.4], y: [~, 3]}}\n"
    tree = parse_yaml(written.encode(), "a.yaml").data
    page = opened(to_workbook(load_organisation(GOOD), 2021, {"a.yaml": tree}))["Bokslut"]
    assert {cell.number_format for row in page.iter_rows() for cell in row if row[0].value in ("x", "y") and cell.column == 2} == {"#,##0.0"}


DAYS = [("2020-03-02", "@"), ("2 mars 2020", "@"), ("2/3 2020", "@"), ("20200302", "@")]


@pytest.mark.parametrize(("value", "look"), DAYS)
def test_a_day_as_text_is_read_as_the_day(value: str, look: str, tmp_path: Path) -> None:
    book = opened(good())
    book["Kontrollogg"]["C2"].value, book["Kontrollogg"]["C2"].number_format = value, look
    assert read(load_organisation(GOOD), saved(book), tmp_path).files["intern-kontroll.yaml"].data["kontrollogg"][0]["datum"] == "2020-03-02"


def with_formula(content: bytes, cell: str, formula: str, kind: str = "") -> bytes:
    """The workbook with a formula put before the value that is stored in a cell of Bokslut."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(file, "w") as made:
        for name in packed.namelist():
            text = packed.read(name)
            if name == "xl/worksheets/sheet5.xml":
                text = re.sub(rf'(<c r="{cell}"[^>]*>)(<v>)', rf"\1<f{kind}>{formula}</f>\2", text.decode()).encode()
            made.writestr(name, text)
    return file.getvalue()


def test_a_formula_with_a_stored_value_is_read_by_its_value_and_told(tmp_path: Path) -> None:
    imported = read(load_organisation(GOOD), with_formula(good(), "B11", "B9+B10"), tmp_path)
    assert [str(amount) for amount in imported.files["bokslut.yaml"].data["tabeller"]["resultat"]["rader"]["årets_resultat"]] == ["200", "50", "0"]
    assert imported.told == ('en formel lästes som det sparade värdet: mall.xlsx:Bokslut!B11 ("=B9+B10" är talet 200)',)


@pytest.mark.parametrize(("kind", "told"), [(' t="array" ref="B11"', "=B9+B10"), (' t="dataTable" ref="B11" dt2D="0" dtr="0" r1="B9"', "=TABELL()")])
def test_a_formula_over_many_cells_is_told_by_its_text_and_one_without_by_its_kind(kind: str, told: str, tmp_path: Path) -> None:
    imported = read(load_organisation(GOOD), with_formula(good(), "B11", "B9+B10", kind), tmp_path)
    assert imported.told == (f'en formel lästes som det sparade värdet: mall.xlsx:Bokslut!B11 ("{told}" är talet 200)',)


def test_what_has_no_title_has_nothing_beside_its_id() -> None:
    claims = opened(good())["Påståenden"]
    assert [claims[place].value or "" for place in ("A2", "B2", "A3", "B3")] == ["F-1", "Nöjda medlemmar", "GEH", ""]


def test_a_new_row_goes_where_what_it_is_about_stands(tmp_path: Path) -> None:
    """Without a file of its own, an outcome goes with its goal, and a decision to the file of decisions."""
    book = opened(good())
    for place, value in {"C6": 7, "D6": "besök", "F6": "sju besök", "G6": "ar2020, 4.1", "S6": None}.items():
        book["Utfall"][place].value = value
    book["Beslut"]["K2"].value = None
    files = read(load_organisation(GOOD), saved(book), tmp_path).files
    assert [one["mätetal"] for one in files["mal.yaml"].data["utfall"]] == ["F-1.1", "F-1.2", "F-2.1", "F-2.2", "F-1.3"]
    assert [one["id"] for one in files["beslut.yaml"].data["beslut"]] == ["B-1"]


def test_a_matetal_without_outcome_has_a_row_that_waits() -> None:
    assert [cell.value for cell in opened(good())["Utfall"][6] if cell.value] == ["F-1.3", "Antal besök", "mal.yaml"]


def test_a_new_table_is_filled_in_where_the_empty_one_stands(tmp_path: Path) -> None:
    book = opened(good())
    sheet = book["Budget"]
    words = {"B3": "b", "B4": "Budget", "B5": "plan2020, 2", "B6": "kr", "B12": "budget2020", "C12": "budget2019"}
    for place, value in (words | {"A14": "intäkter", "B14": 12, "C14": 11}).items():
        sheet[place].value = value
    assert read(load_organisation(GOOD), saved(book), tmp_path).files["budget.yaml"].data["tabeller"] == {
        "b": {
            "titel": "Budget", "källa": "plan2020, 2", "enhet": "kr", "kolumner": ["budget2020", "budget2019"],
            "rader": {"intäkter": [Decimal(12), Decimal(11)]},
        }
    }  # fmt: skip


def test_a_file_that_has_no_rows_left_is_told_of(tmp_path: Path) -> None:
    book = opened(good())
    for sheet in ("Kontrollområden", "Internkontrollplan", "Avvikelser", "Kontrollogg", "Beslut"):
        book[sheet].delete_rows(2, 9)
    imported = read(load_organisation(GOOD), saved(book), tmp_path)
    assert "intern-kontroll.yaml" not in imported.files
    assert [told.split()[0] for told in imported.told] == ["intern-kontroll.yaml"]


def test_another_year_than_the_one_asked_for_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mall.xlsx"
    path.write_bytes(good())
    with pytest.raises(BadInput, match=r'mall\.xlsx:Läs mig!B4: hittade "2020" efter "År"; väntade 2021'):
        arbetsbok.read(path, Asked(load_organisation(GOOD), 2021))


def test_a_year_without_facts_has_an_empty_workbook_that_says_so_when_imported(tmp_path: Path) -> None:
    content, files = template(GOOD.parent, None, 2021)
    assert files == 0
    assert refusal(content, tmp_path) == (
        "mall.xlsx: hittade en arbetsbok utan uppgifter; väntade minst en rad på något blad; gör så här: fyll i arbetsboken"
    )


def test_an_empty_workbook_that_is_filled_in_makes_the_year(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(GOOD, tmp_path / "fakta" / GOOD.name))
    book = opened(template(folder.parent, None, 2021)[0])
    for place, value in {"A2": "F-1", "B2": "FORBUNDET", "C2": "Nöjda medlemmar", "G2": "plan2020, 4.1"}.items():
        book["Mål"][place].value = value
    path = tmp_path / "mall.xlsx"
    path.write_bytes(saved(book))
    assert import_file(Wanted(path, facts=folder.parent)) == "2021/mal.yaml: ny\n"
    assert trees_of(folder, 2021) == {
        "mal.yaml": {"mål": [{"id": "F-1", "enhet": "FORBUNDET", "titel": "Nöjda medlemmar", "källa": "plan2020, 4.1"}]}
    }


def test_an_untouched_workbook_changes_no_file(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(GOOD, tmp_path / "fakta" / GOOD.name))
    before = {path.name: path.read_bytes() for path in year_files(folder, 2020)}
    path = tmp_path / "mall.xlsx"
    path.write_bytes(good())
    assert [line.split(": ")[1] for line in import_file(Wanted(path, facts=folder.parent)).splitlines()] == ["oförändrad"] * len(before)
    assert {path.name: path.read_bytes() for path in year_files(folder, 2020)} == before


# --- files that are no workbook, or no honest one -------------------------------------------------------------------


def zipped(parts: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


def repacked(content: bytes, change: Mapping[str, bytes]) -> bytes:
    """The workbook with some of its parts replaced."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return zipped({name: packed.read(name) for name in packed.namelist()} | dict(change))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
HOSTILE: dict[str, tuple[bytes, str]] = {
    "en tom fil": (b"", "en tom fil"),
    "text": (b"hej" * 100, "en fil som inte är en arbetsbok"),
    "nolltecken": (bytes(5000), "en fil som inte är en arbetsbok"),
    "ett äldre format": (OLE, "en arbetsbok i äldre format (.xls)"),
    "ett lösenord": (OLE + "EncryptedPackage".encode("utf-16-le"), "en arbetsbok som är skyddad med lösenord"),
    "ett annat kalkylprograms format": (zipped({"content.xml": b"<x/>"}), "en packad fil som inte är en Excel-arbetsbok"),
    "en packad fil med fel innehåll": (zipped({"xl/workbook.xml": b"<x/>"}), "en arbetsbok som inte kan läsas"),
    "en avhuggen arbetsbok": (good()[:-4000], "en fil som inte är en arbetsbok"),
    "en förvrängd arbetsbok": (repacked(good(), {"xl/workbook.xml": b"<workbook"}), "en arbetsbok som inte kan läsas"),
    "en packad bomb": (zipped({"xl/a.xml": bytes(60_000_000)}), "en arbetsbok som uppackad är 60 MB i 1 delar"),
    "många delar": (zipped({f"xl/{i}": b"" for i in range(2001)}), "en arbetsbok som uppackad är 0 MB i 2001 delar"),
    "egna entiteter": (repacked(good(), {"xl/worksheets/sheet3.xml": BOMB}), "en arbetsbok med en dokumenttyp (DOCTYPE)"),
    "många rutor": (zipped({"xl/workbook.xml": b"<x>" + b"<c/>" * 1_100_000 + b"</x>"}), "en arbetsbok med för många rutor"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_file_that_is_no_workbook_is_refused_in_one_sentence(case: str, tmp_path: Path) -> None:
    content, found = HOSTILE[case]
    told = refusal(content, tmp_path)
    assert told.startswith(f"mall.xlsx: hittade {found}; väntade ")
    assert "\n" not in told


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "FILE_LIMIT", 1000)
    assert refusal(good(), tmp_path).startswith("mall.xlsx: hittade en fil på 0 MB; väntade högst 0 MB;")


def test_a_workbook_with_a_password_on_its_parts_is_refused(tmp_path: Path) -> None:
    content = bytearray(zipped({"xl/workbook.xml": b"<x/>"}))
    central = content.index(b"PK\x01\x02")
    content[6] |= 1
    content[central + 8] |= 1
    assert "skyddad med lösenord" in refusal(bytes(content), tmp_path)


def test_a_cell_at_the_far_end_of_a_sheet_costs_no_time(tmp_path: Path) -> None:
    book = opened(good())
    book["Mål"]["XFD1048576"].value = "x"
    assert refusal(saved(book), tmp_path) == (
        'mall.xlsx:Mål!XFD1048576: hittade "x" utanför tabellen; väntade en tom ruta utanför tabellen; '
        "gör så här: flytta texten till en kolumn som finns, eller ta bort den"
    )


RANGES = {
    "sammanslagning": '<mergeCells><mergeCell ref="A1&#58;XFD1048576"/></mergeCells>',
    "länk": '<hyperlinks><hyperlink ref="A:XFD"/></hyperlinks>',
}


@pytest.mark.parametrize("kind", RANGES)
def test_what_covers_a_whole_sheet_is_refused_before_it_is_laid_out(kind: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(good())) as packed:
        sheet = packed.read("xl/worksheets/sheet2.xml").decode()
    told = refusal(repacked(good(), {"xl/worksheets/sheet2.xml": sheet.replace("</sheetData>", f"</sheetData>{RANGES[kind]}").encode()}), tmp_path)
    assert told.startswith("mall.xlsx: hittade sammanslagna rutor eller länkar över för många rutor; väntade ")


def test_a_link_to_another_workbook_is_a_formula_like_others(tmp_path: Path) -> None:
    imported = read(load_organisation(GOOD), with_formula(good(), "B11", "[1]Blad1!A1"), tmp_path)
    assert imported.told == ('en formel lästes som det sparade värdet: mall.xlsx:Bokslut!B11 ("=[1]Blad1!A1" är talet 200)',)


# --- the command ----------------------------------------------------------------------------------------------------


def check(*words: object, folder: Path) -> subprocess.CompletedProcess[str]:
    code = "from checker.cli import main; main()"
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-W", "error", "-c", code, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, env=env, check=False)


def test_the_command_writes_the_workbook_and_importing_it_changes_nothing(tmp_path: Path) -> None:
    made = check("mall", 2020, "-o", "mall.xlsx", "--fakta", GOOD.parent, folder=tmp_path)
    assert (made.returncode, made.stdout, made.stderr) == (0, "", "")
    assert (tmp_path / "mall.xlsx").read_bytes() == good()
    read_back = check("importera", "mall.xlsx", "--torr", "--fakta", GOOD.parent, folder=tmp_path)
    assert (read_back.returncode, read_back.stderr) == (0, "")
    assert read_back.stdout.endswith("Det finns inget att skriva.\n")


def test_the_command_says_that_a_year_has_nothing_yet(tmp_path: Path) -> None:
    made = check("mall", 2021, "-o", "mall.xlsx", "--fakta", GOOD.parent, folder=tmp_path)
    assert made.returncode == 0
    command = f"check nytt-ar 2021 --fakta {shlex.quote(str(GOOD.parent))}"
    assert made.stdout == f"2021 har inga uppgifter ännu: arbetsboken är tom. {command} lägger upp året från ett tidigare.\n"


WRONG = [
    (("mall", "2020"), "mall utan -o"),
    (("mall", "2020", "-o", "mall.xls"), 'hittade "mall.xls" efter -o; väntade en fil med ändelsen .xlsx'),
    (("mall", "2020", "-o", "finns-ej/mall.xlsx"), 'hittade ingen mapp "finns-ej" efter -o'),
    (("mall", "tjugo", "-o", "mall.xlsx"), 'hittade "tjugo" som årtal'),
    (("mall", "2020", "-o", "mall.xlsx", "--fakta", "."), "hittade ingen organisation"),
]


@pytest.mark.parametrize(("words", "told"), WRONG, ids=[told for _, told in WRONG])
def test_a_command_that_cannot_be_carried_out_writes_nothing(words: tuple[str, ...], told: str, tmp_path: Path) -> None:
    done = check(*words, folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert list(tmp_path.iterdir()) == []
