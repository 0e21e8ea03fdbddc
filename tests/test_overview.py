"""The overview as it is told: in a terminal, as CSV, as a workbook; what is cut is counted, and no text becomes anything but a text."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from openpyxl import load_workbook
from overview_sample import many, overview
from rich.console import Console
from test_report_xlsx import ODD, cells

from reports.overview import BY_SORT, BY_TITLE, RATINGS, Checked, Frequent, Overview
from reports.overviews import content, grid, xlsx
from reports.overviews.formats import DEFAULT, FORMATS
from reports.overviews.rows import HEADS, MOST_NAMED
from reports.overviews.text import FEW, TOP, render
from reports.swedish import NBSP

MET = Checked("a", "A", 2020, 0, whole="uppfyllt", balance=("uppfyllt", "uppfyllt", "uppfyllt"))
UNDECIDED = Checked("b", "B", 2020, 3, whole="underlag_saknas", balance=("uppfyllt", "underlag_saknas", "uppfyllt"))
TEXTS = [name for name, one in FORMATS.items() if not one.binary]
HOSTILE = "=cmd|' /C calc'!A0\x1b[31m\x1b]0;namn\x07</td><script>alert(1)</script>\r\n@SUM(A1)\u202e\x00 {{ 7*7 }} \ud800"


def text(told: Overview, width: int = 80) -> str:
    found = FORMATS[DEFAULT](told, width)
    assert isinstance(found, str)
    return found


def table(told: Overview, name: str = "csv") -> list[dict[str, str]]:
    found = FORMATS[name](told, 80)
    assert isinstance(found, str)
    return list(csv.DictReader(io.StringIO(found.removeprefix("\ufeff"), newline=""), delimiter=";"))


def book(told: Overview) -> Any:
    found = FORMATS["xlsx"](told, 80)
    assert isinstance(found, bytes)
    return load_workbook(io.BytesIO(found))


def section(told: str, name: str) -> str:
    """What stands under a heading."""
    return re.split(r"\n\n[A-ZÅÄÖ ]+\n─", told.split(f"\n\n{name.upper()}\n", 1)[1])[0]


def hostile(odd: str) -> Overview:
    """The sample with a text that would do something in every place where a text can stand."""
    made = overview()
    checked = tuple(
        replace(
            one, organisation=f"{odd}{at}", name=odd, error=odd if one.error else None, file=odd if one.file else None,
            restoration=odd if one.restoration else None, unrestored=(odd,) * len(one.unrestored),
        )
        for at, one in enumerate(made.checked)
    )  # fmt: skip
    found = tuple(Frequent(kind, odd, 1, ((odd, 2021),), 1) for kind in (BY_SORT, BY_TITLE))
    return Overview(odd, checked, found, found)


# --- all formats


def test_the_formats_are_those_that_are_asked_for() -> None:
    assert list(FORMATS) == ["text", "html", "xlsx", "csv", "vanligast.csv"]
    assert all(one.says for one in FORMATS.values())


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_overview_gives_the_same_bytes(name: str) -> None:
    assert FORMATS[name](overview(), 80) == FORMATS[name](overview(), 80)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("told", [Overview("1.0.0", ()), hostile(HOSTILE), hostile("")], ids=["empty", "hostile", "without texts"])
def test_every_format_tells_of_whatever_is_there(name: str, told: Overview) -> None:
    found = FORMATS[name](told, 80)
    assert len(found.encode() if isinstance(found, str) else found) > 0


@pytest.mark.parametrize("name", TEXTS)
def test_no_sign_that_a_terminal_obeys_is_left_of_a_fact(name: str) -> None:
    found = FORMATS[name](hostile(HOSTILE), 80)
    assert isinstance(found, str)
    assert re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", found.replace("\r\n", "\n")) == []


# --- for the terminal


@pytest.mark.parametrize("width", [64, 80, 100, 120])
@pytest.mark.parametrize("told", [overview(), many(400, 10), many(3, 40), hostile(HOSTILE)], ids=["sample", "many", "years", "hostile"])
def test_no_line_is_longer_than_the_width(told: Overview, width: int) -> None:
    assert [line for line in text(told, width).splitlines() if len(line) > width] == []


def test_a_year_of_an_organisation_is_one_sign_and_what_stands_beside_it() -> None:
    assert section(text(overview()), "Organisationer och år").splitlines()[1:] == [
        "                                              21  22  23",
        "Älvdalens räddningstjänstförbund              U   S   ·",
        "Mora vatten och avlopp                        E!* D!*",
        "Kommunalförbundet för gymnasieskola…elbygden      F   T",
        "Vård & omsorg                                     A",
    ]


def test_every_sign_is_told_before_it_is_used() -> None:
    told = text(many(400, 10))
    legend, rest = told.split("ORGANISATIONER OCH ÅR")
    used = set("".join(line[40:] for line in rest.split("VANLIGAST MOTSAGT")[0].splitlines() if re.match(r"[NSÖVMIo]", line))) - {" "}
    assert used >= {"U", "D", "E", "S", "T", "F", "!", "*"}
    assert all(f" {sign} " in legend.replace("\n", " ") for sign in used)


def test_the_years_are_counted_and_the_sum_is_the_sum() -> None:
    wholes, having = section(text(many(400, 10)), "Prövningar per år").split("— Prövningar med —")
    for told in (wholes, having):
        rows = [re.split(r" {2,}", line)[1:] for line in told.splitlines() if re.match(r"(20\d\d|Summa) ", line)]
        numbers = [[int(cell.replace(" ", "")) for cell in row] for row in rows]
        assert len(rows) == 11
        assert [sum(column) for column in zip(*numbers[:-1], strict=True)] == numbers[-1]
        assert told is having or all(row[0] == sum(row[1:]) for row in numbers)


def test_one_year_has_no_sum() -> None:
    assert "Summa" not in text(many(3, 1))


def test_names_that_would_look_the_same_are_told_by_their_ids() -> None:
    made = overview()
    alike = tuple(replace(one, name=f"Ett namn som är långt och som skiljer sig i {one.organisation} bara inne i mitten") for one in made.checked)
    told = section(text(replace(made, checked=alike)), "Organisationer och år")
    assert [line.split()[0] for line in told.splitlines()[2:]] == ["alvdalen", "moravatten", "skola", "vard"]


def test_a_long_name_keeps_its_end() -> None:
    told = section(text(many(400, 10)), "Organisationer och år")
    assert "Norra Exempelbygdens räddnings…örbund 1 " in told
    assert "Norra Exempelbygdens räddnings…örbund 2 " in told


def test_the_latest_name_with_a_result_is_the_organisations() -> None:
    checks = (Checked("a", "Gamla namnet", 2020, 0), Checked("a", "Nya namnet", 2021, 0), Checked("a", "a", 2022, 2, "fel"))
    assert [line.name for line in content.lines(Overview("1", checks))] == ["Nya namnet"]


def test_years_without_room_are_told() -> None:
    told = text(many(3, 40))
    assert "Åren till och med 2010 (26 år) ryms inte på 80 tecken; alla står i CSV." in told
    assert section(told, "Organisationer och år").splitlines()[1].split() == [f"{year % 100:02}" for year in range(2011, 2025)]


def test_rows_without_room_are_counted() -> None:
    made = Overview("1", tuple(Checked(f"o{at:03}", f"Förbundet {at}", 2024, 0) for at in range(grid.MOST + 7)))
    told = text(made)
    assert "Ytterligare 7 organisationer visas inte här; alla står i CSV." in told.replace("\n", " ")


def test_the_years_are_told_again_down_the_rows() -> None:
    told = section(text(many(100, 2)), "Organisationer och år").splitlines()[1:]
    assert [at for at, line in enumerate(told) if line.split() == ["23", "24"]] == [0, grid.AGAIN + 1, 2 * (grid.AGAIN + 1)]


def test_the_most_frequent_are_ten_and_the_rest_a_number() -> None:
    told = section(text(many(50, 2)), "Vanligast motsagt")
    assert len(re.findall("redovisat uppfyllt", told)) == TOP
    assert f"Ytterligare {30 - TOP} rader visas inte här" in told
    assert f"Ytterligare {300 - TOP} rader visas inte här" in text(many(50, 2))


def test_deficits_are_told_for_the_latest_year_and_by_what_bk_2_says_first() -> None:
    told = section(text(overview()), "Underskott att återställa")
    assert "Mora vatten och avlopp  2022\n  Underskottet 2021 är 866 tkr; 759 tkr återstår" in told
    assert "2021, att återställa" not in told


def test_an_organisation_that_has_restored_is_not_among_them() -> None:
    made = overview()
    restored = Checked("moravatten", "Mora vatten och avlopp", 2023, 0, whole="uppfyllt", balance=("uppfyllt", "uppfyllt", "uppfyllt"))
    assert content.latest_restoring(replace(made, checked=(*made.checked, restored))) == []
    assert len(content.restoring(made)) == 2


def test_what_gave_no_result_is_told_with_its_first_error_and_how_many_more() -> None:
    told = section(text(overview()), "Utan resultat")
    assert 'okänt id "G-12"' in told
    assert "12,5x" not in told
    assert "och 1 rad till" in told


def test_more_without_result_than_are_shown_are_counted() -> None:
    failed = tuple(Checked(f"o{at:03}", f"o{at:03}", 2020, 2, "fel") for at in range(FEW + 5))
    assert "Ytterligare 5 organisationer eller år visas inte här; alla står i CSV." in text(Overview("1", failed))


def test_what_is_not_there_is_said() -> None:
    told = text(Overview("1.0.0", (MET,)))
    assert "\nInget underskott återstår att återställa.\n" in told
    assert [sentence for sentence in content.NOTHING.values() if sentence not in told] == []
    assert text(Overview("1.0.0", ())) == "Översikt: 0 organisationer\nPrövat av Regelspår 1.0.0. Ingenting är prövat.\n"


@pytest.mark.parametrize(
    ("checks", "said"),
    [
        ((MET,), "Inget underskott återstår att återställa."),
        ((UNDECIDED,), "Inget känt underskott återstår; för 1 prövning är det inte avgjort (BK-2 underlag saknas)."),
        (
            (MET, UNDECIDED, Checked("c", "C", 2020, 3), Checked("d", "D", 2020, 2, "fel"), replace(UNDECIDED, organisation="e")),
            "Inget känt underskott återstår; för 4 prövningar är det inte avgjort (BK-2 inte bedömt: 1, BK-2 underlag saknas: 2, utan resultat: 1).",
        ),
    ],
)
def test_no_deficit_is_said_to_be_left_only_where_bk_2_is_met_for_all(checks: tuple[Checked, ...], said: str) -> None:
    told = Overview("1.0.0", checks)
    assert said in " ".join(text(told).split())
    assert said in str(FORMATS["html"](told, 80)).replace(NBSP, " ")
    assert book(told)["Återställande"]["A2"].value.replace(NBSP, " ") == said


def test_an_earlier_year_that_is_undecided_says_nothing_of_the_latest() -> None:
    later = replace(MET, organisation=UNDECIDED.organisation, year=2021)
    assert "\nInget underskott återstår att återställa.\n" in text(Overview("1.0.0", (UNDECIDED, later)))


def test_work_that_was_interrupted_is_told() -> None:
    assert "Arbetet avbröts; 2 prövningar återstår." in text(replace(overview(), planned=10)).replace("\n", " ")
    assert "avbröts;" not in text(replace(overview(), planned=8))


def test_it_is_printed_in_colours_with_the_same_words() -> None:
    told = io.StringIO()
    render(overview(), Console(file=told, width=80, force_terminal=True, color_system="standard", highlight=False))
    assert "\x1b[1;31mE!* \x1b[0m" in told.getvalue()
    plain = re.sub(r"\x1b\[[\d;]*m", "", told.getvalue())
    assert [line.rstrip() for line in plain.splitlines()] == text(overview()).splitlines()


# --- CSV


def test_each_check_is_a_row_with_all_its_counts() -> None:
    rows = table(overview())
    assert list(rows[0]) == list(HEADS)
    assert [(row["Organisation"], row["År"]) for row in rows] == [(one.organisation, str(one.year)) for one in overview().checked]
    mora = rows[3]
    assert (mora["Mål: uppfyllda"], mora["Mål: ej uppfyllda"], mora["Motsagda påståenden"], mora["Motsagda antal"]) == ("3", "4", "5", "1")
    assert mora["BK-2 Återställande"] == "delvis uppfyllt"
    assert mora["Underskott att återställa"].startswith("Underskottet 2021 är 866 tkr")


def test_a_check_without_result_has_no_counts_but_its_error_whole() -> None:
    row = table(overview())[5]
    assert (row["Mål: uppfyllda"], row["Avstämningar"], row["Slutkod"], row["Innebär"]) == ("", "", "2", "uppgifterna kan inte läsas")
    assert "G-12" in row["Hinder"]
    assert "12,5x" in row["Hinder"]


def test_all_that_is_frequent_is_a_row() -> None:
    rows = table(overview(), "vanligast.csv")
    assert [row["Utfall"] for row in rows] == ["motsagt"] * 4 + ["underlag saknas"] * 2
    assert rows[0]["Vilka prövningar"] == "moravatten 2021, moravatten 2022"


def test_more_checks_than_a_cell_has_room_for_are_counted() -> None:
    where = tuple((f"o{at:04}", 2020) for at in range(MOST_NAMED + 3))
    (row,) = table(Overview("1", (), (Frequent(BY_SORT, "mål", len(where), where, len(where)),)), "vanligast.csv")
    assert row["Vilka prövningar"].endswith(f"o{MOST_NAMED - 1:04} 2020 och 3\u00a0prövningar till")
    assert row["Prövningar"] == str(MOST_NAMED + 3)


@pytest.mark.parametrize("name", ["csv", "vanligast.csv"])
@pytest.mark.parametrize("odd", ODD)
def test_no_cell_begins_as_a_formula(name: str, odd: str) -> None:
    for row in table(hostile(odd), name):
        assert [value for value in row.values() if value.lstrip().startswith(("=", "+", "-", "@"))] == []


# --- the workbook


def test_each_sheet_has_its_rows() -> None:
    made = book(overview())
    assert {one.title: one.max_row for one in made.worksheets} == {
        "Sammanfattning": 11, "Prövningar": 9, "Organisationer och år": 5, "Motsagt": 5, "Underlag saknas": 3, "Återställande": 3, "Utan resultat": 3,
    }  # fmt: skip
    assert [[cell.value for cell in row] for row in made["Organisationer och år"].iter_rows(min_row=3, max_row=4)] == [
        ["moravatten", "Mora vatten och avlopp", "ej uppfyllt !*", "delvis uppfyllt !*", None],
        ["skola", overview().checked[5].name, None, "uppgifterna kan inte läsas", "ej tillämpligt"],
    ]


def test_numbers_are_numbers_and_heads_and_names_stay_in_place() -> None:
    sheet = book(overview())["Prövningar"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("D2", "A1:X9")
    assert [cell.value for cell in sheet[5]][2:9] == [2021, "ej uppfyllt", "ej uppfyllt", "delvis uppfyllt", "uppfyllt", 3, 2]


def test_an_empty_sheet_says_so() -> None:
    made = book(Overview("1.0.0", ()))
    assert made["Motsagt"]["A2"].value == "Inget påstående är motsagt."
    assert made["Prövningar"]["A2"].value == "Ingenting är prövat."


def test_more_rows_than_a_sheet_takes_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST", 3)
    monkeypatch.setattr(xlsx, "MOST_FREQUENT", 3)
    checks, claims = (book(overview())[name] for name in ("Prövningar", "Motsagt"))
    assert (checks.max_row, checks["A5"].value) == (5, "Ytterligare 5\u00a0rader ryms inte här; alla står i CSV.")
    assert (claims.max_row, claims["A5"].value) == (5, "Ytterligare 1\u00a0rad ryms inte här; alla står i CSV.")


@pytest.mark.parametrize(("years", "day"), [((2021, 2023), "2023-12-31"), ((), "1980-01-01"), ((99999,), "1980-01-01")])
def test_it_is_made_on_the_last_day_of_its_last_year(years: tuple[int, ...], day: str) -> None:
    made = book(Overview("1.0.0", tuple(Checked("a", "A", year, 0) for year in years)))
    assert made.properties.created.isoformat()[:10] == day


@pytest.mark.parametrize("odd", [*ODD, HOSTILE.replace("\ud800", "")])
def test_no_text_becomes_anything_else_in_the_workbook(odd: str) -> None:
    found = FORMATS["xlsx"](hostile(odd), 80)
    assert isinstance(found, bytes)
    with zipfile.ZipFile(io.BytesIO(found)) as parts:
        sheets = [fromstring(parts.read(name)) for name in parts.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        assert not any(re.search("external|connection|vba|hyperlink", name, re.IGNORECASE) for name in parts.namelist())
    tags = {child.tag.rpartition("}")[2] for root in sheets for child in root.iter()}
    assert tags.isdisjoint({"f", "hyperlink", "hyperlinks", "dataValidation", "legacyDrawing"})
    assert {cell.data_type for cell in cells(load_workbook(io.BytesIO(found)))} <= {"s", "n"}


# --- words


@pytest.mark.parametrize(
    ("check", "sign", "said"),
    [
        (Checked("a", "A", 2020, 0, whole="uppfyllt"), "U", "uppfyllt"),
        (Checked("a", "A", 2020, 3), "·", "inte bedömd"),
        (Checked("a", "A", 2020, 2, "fel"), "F", "uppgifterna kan inte läsas"),
        (Checked("a", "A", 2020, 70, "fel"), "A", "prövningen avbröts"),
        (Checked("a", "A", 2020, 9, "fel"), "A", "slutkod 9"),
        (Checked("a", "A", 2020, 0, whole="nytt_ord"), "·", "nytt ord"),
    ],
)
def test_a_check_has_its_sign_and_its_words(check: Checked, sign: str, said: str) -> None:
    assert (content.letter(check), content.whole(check)) == (sign, said)


def test_every_rating_has_a_sign() -> None:
    assert tuple(content.LETTER) == RATINGS


@pytest.mark.parametrize("field", ["contradicted", "contradicted_counts"])
def test_a_contradicted_count_is_marked_as_a_contradicted_claim_is(field: str) -> None:
    marked: Callable[..., Checked] = replace
    assert content.marks(marked(Checked("a", "A", 2020, 1), **{field: 1})) == "!"
