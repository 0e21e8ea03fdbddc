"""A ledger as SIE becomes the year's statements: exact amounts, sources, columns, units, ties, and what is told of the reading."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from sie_example import LEDGER, MAPPING, PRINTED, imported, organisation_at
from test_facts_schema import plain

from checker.amounts import Amounts
from checker.prepare_ties import relations
from facts.errors import BadInput
from facts.importers import sie
from facts.importers.catalogue import recognised
from facts.importers.importer import Asked, Imported
from facts.loading import load_organisation, load_year
from facts.schema import FOLDER
from facts.yamltree import parse_yaml
from reports.report import Cite


def tables(made: Imported) -> dict[str, Any]:
    """The tables of the made file."""
    found: dict[str, Any] = made.files[sie.FILE].data["tabeller"]
    return found


def amounts(made: Imported, table: str, column: str) -> dict[str, str]:
    """One column of a table, by row."""
    there = tables(made)[table]
    index = [str(name) for name in there["kolumner"]].index(column)
    return {row: str(cells[index]) for row, cells in there["rader"].items()}


def loaded(place: Path, made: Imported) -> Any:
    """The year with the made file, checked as any other."""
    return load_year(place / "ljungbygden", made.year, made=made.files)


# --- what is made ---------------------------------------------------------------------------------------------------


def test_a_statement_is_summed_from_the_accounts_to_the_ore(tmp_path: Path) -> None:
    made = imported(tmp_path)
    assert made.year == 2021
    assert amounts(made, "rr_bok", "2021") == {"intäkter": "800500.50", "kostnader": "-500000.00", "årets_resultat": "300500.50"}
    assert amounts(made, "br_bok", "2021") == {
        "tillgångar": "1400500.50", "eget_kapital": "1200500.50", "skulder": "200000.00", "skulder_och_eget_kapital": "1400500.50",
    }  # fmt: skip


def test_last_years_column_is_what_the_file_states_of_it(tmp_path: Path) -> None:
    made = imported(tmp_path)
    assert amounts(made, "rr_bok", "2020") == {"intäkter": "700000.00", "kostnader": "-650000.00", "årets_resultat": "50000.00"}
    assert amounts(made, "br_bok", "2020")["eget_kapital"] == "900000.00"  # 850 000, and the year's result


def test_a_file_without_last_year_has_no_column_for_it(tmp_path: Path) -> None:
    ledger = "".join(line for line in LEDGER.splitlines(keepends=True) if not line.startswith(("#RES -1", "#UB -1")))
    made = imported(tmp_path, ledger)
    assert [str(name) for name in tables(made)["rr_bok"]["kolumner"]] == ["2021", "budget2021"]
    assert [str(name) for name in tables(made)["br_bok"]["kolumner"]] == ["2021"]


def test_the_budget_is_the_sum_of_its_periods(tmp_path: Path) -> None:
    made = imported(tmp_path)
    assert amounts(made, "rr_bok", "budget2021") == {"intäkter": "900000.00", "kostnader": "-900000.00", "årets_resultat": "0.00"}


def test_a_budget_by_object_alone_is_summed_over_one_dimension(tmp_path: Path) -> None:
    ledger = LEDGER.replace("3010 {} -500000", '3010 {6 "P1"} -500000').replace("3010 {} -400000", '3010 {6 "P1"} -400000')
    assert amounts(imported(tmp_path, ledger), "rr_bok", "budget2021")["intäkter"] == "600000.00"


def test_a_unit_has_the_amounts_of_its_objects(tmp_path: Path) -> None:
    made = imported(tmp_path)
    assert amounts(made, "rr_bok_kansli", "2021") == {"intäkter": "500200.50", "kostnader": "-500000.00", "årets_resultat": "200.50"}
    assert amounts(made, "rr_bok_navet", "2021") == {"intäkter": "300300.00", "kostnader": "0.00", "årets_resultat": "300300.00"}
    assert tables(made)["rr_bok_navet"]["redovisar"] == "NAVET"
    assert tables(made)["rr_bok_navet"]["titel"] == "Resultaträkning enligt bokföringen, Navet"


def test_a_units_balance_is_its_objects_opening_balance_and_what_moved(tmp_path: Path) -> None:
    mapping = MAPPING.replace("        slag: balans\n", "        slag: balans\n        per_enhet: {KANSLI: ~, NAVET: ~}\n")
    ledger = LEDGER.replace('#OIB 0 1930 {1 "100"}', '#OIB 0 1930 {1 "300"}')
    ledger = ledger.replace('#OUB 0 1930 {1 "100"} 800500.50', '#OUB 0 1930 {1 "300"} 400000')
    made = imported(tmp_path, ledger, mapping)
    assert amounts(made, "br_bok_navet", "2021")["tillgångar"] == "400000.00"
    assert amounts(made, "br_bok_kansli", "2021")["tillgångar"] == "1000500.50"  # 600 000 at the beginning without an object, and what moved


def test_an_account_may_stand_in_the_plan_without_a_name(tmp_path: Path) -> None:
    assert tables(imported(tmp_path, LEDGER.replace('#KONTO 5010 "Löner"', "#KONTO 5010"))) == tables(imported(tmp_path))


def test_what_an_account_lacks_is_told_where_the_plan_has_it(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as raised:
        imported(tmp_path, LEDGER.replace("#RES 0 304 -300.00\n", ""))
    assert str(raised.value).startswith("bokslut.se:17:8: hittade kontot 304 utan #RES; väntade −300,00 kr, kontots rörelser under året")


@pytest.mark.parametrize("is_there", [True, False])
def test_the_made_file_names_its_schema_only_where_that_lies(is_there: bool, tmp_path: Path) -> None:
    if is_there:
        schemas = tmp_path / "schema"
        schemas.mkdir()
        (schemas / "year.schema.json").write_bytes((FOLDER / "year.schema.json").read_bytes())
    place = tmp_path / "data"
    place.mkdir()
    assert (b"year.schema.json" in imported(place).files[sie.FILE].raw) is is_there


def test_amounts_without_an_object_are_told_where_no_unit_takes_them(tmp_path: Path) -> None:
    made = imported(tmp_path, mapping=MAPPING.replace("      utan_objekt: KANSLI\n", ""))
    assert amounts(made, "rr_bok_kansli", "2021")["kostnader"] == "-400000.00"
    assert "100 000,00 kr på 1 konto saknar objekt i enheternas dimension och står i ingen enhets tabell." in made.told


def test_the_excepted_account_of_the_years_result_needs_no_object(tmp_path: Path) -> None:
    """The result is booked over to equity: the row is as right as before, and no unit lacks the amount."""
    closing = '#VER A 3 20211231 "Årets resultat"\n{\n#TRANS 899 {} 300500.50\n#TRANS 2010 {} -300500.50\n}\n'
    ledger = LEDGER.replace("#DIM 1", '#KONTO 899 "Årets resultat"\n#DIM 1').replace("#RES 0 5010 0", "#RES 0 899 300500.50")
    ledger = ledger.replace("#UB 0 2010 -900000", "#UB 0 2010 -1200500.50") + closing
    made = imported(tmp_path, ledger, MAPPING.replace("      utan_objekt: KANSLI\n", ""))
    assert amounts(made, "rr_bok", "2021")["årets_resultat"] == "300500.50"
    assert amounts(made, "br_bok", "2021")["eget_kapital"] == "1200500.50"
    assert [line for line in made.told if "saknar objekt" in line] == [
        "100 000,00 kr på 1 konto saknar objekt i enheternas dimension och står i ingen enhets tabell."
    ]


def test_a_row_names_the_accounts_behind_it(tmp_path: Path) -> None:
    made = imported(tmp_path)
    assert tables(made)["rr_bok"]["radkällor"] == {"intäkter": "konto 3000–3999 och 304, 2 konton", "kostnader": "konto 4000–7999, 1 konto"}
    assert tables(made)["rr_bok_navet"]["radkällor"]["intäkter"] == "konto 3000–3999 och 304, 2 konton, kostnadsställe 300"
    assert tables(made)["br_bok"]["radkällor"]["eget_kapital"] == "konto 2010, resultatkontonas summa"


def test_a_made_amount_is_cited_by_its_accounts_and_a_sum_by_its_table(tmp_path: Path) -> None:
    """A row's own section stands in the place of the table's, in amounts and in ties; sums inside the table keep the table's."""
    year = loaded(tmp_path, imported(tmp_path))
    known = Amounts(year)
    income, result = (known.cell("rr_bok", row, "2021") for row in ("intäkter", "årets_resultat"))
    assert income
    assert result
    assert income.source == Cite("Bokföringen 2021", "konto 3000–3999 och 304, 2 konton")
    assert result.source == Cite("Bokföringen 2021", "resultaträkning")
    tie = next(one for one in relations(year, known) if one.id == "AV-bokföring.rr_bok.intäkter.2021")
    assert tie.sources == (Cite("Årsredovisning 2021", "3.1"), Cite("Bokföringen 2021", "konto 3000–3999 och 304, 2 konton"))


def test_the_made_file_is_read_back_as_it_was_made_and_checked_with_the_year(tmp_path: Path) -> None:
    made = imported(tmp_path)
    file = made.files[sie.FILE]
    assert parse_yaml(file.raw, file.name).data == file.data
    year = loaded(tmp_path, made)
    assert {"rr", "rr_bok", "rr_bok_kansli", "br_bok"} <= set(year.tables)


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    """Also when the accounts stand in another order."""
    lines = LEDGER.splitlines(keepends=True)
    accounts = [line for line in lines if line.startswith("#KONTO")]
    turned = "".join([*lines[:10], *reversed(accounts), *(line for line in lines[10:] if line not in accounts)])
    assert imported(tmp_path, turned).files[sie.FILE].raw == imported(tmp_path).files[sie.FILE].raw


# --- ties and roles -------------------------------------------------------------------------------------------------


def test_a_row_is_tied_to_the_printed_row_in_the_columns_that_both_have(tmp_path: Path) -> None:
    ties = {tie["id"]: tie for tie in imported(tmp_path).files[sie.FILE].data["avstämningar"]}
    assert [str(name) for name in ties["AV-bokföring.rr_bok.intäkter"]["kolumner"]] == ["2021", "2020", "budget2021"]
    assert ties["AV-bokföring.rr_bok_kansli.intäkter"]["vänster"] == ["rr_kansli.intäkter"]
    assert [str(name) for name in ties["AV-bokföring.rr_bok_kansli.intäkter"]["kolumner"]] == ["2021"]
    assert "AV-bokföring.rr_bok_kansli.kostnader" not in ties  # the unit's printed table has no such row


def test_without_a_printed_statement_there_are_no_ties_and_that_is_told(tmp_path: Path) -> None:
    made = imported(tmp_path, printed="")
    assert "avstämningar" not in made.files[sie.FILE].data
    assert "Tabellen rr finns inte bland årets uppgifter: 3 rader i rr_bok stäms inte av." in made.told


def test_a_column_to_date_is_not_tied_to_the_year(tmp_path: Path) -> None:
    made = imported(tmp_path, day=dt.date(2021, 1, 31))
    ties = made.files[sie.FILE].data["avstämningar"]
    assert {str(column) for tie in ties for column in tie["kolumner"]} == {"2020", "budget2021"}


def test_a_role_is_left_to_the_printed_table_that_has_it(tmp_path: Path) -> None:
    made = imported(tmp_path)
    assert "roller" not in tables(made)["rr_bok"]
    assert "Rollen årets_resultat har tabellen rr redan; rr_bok får den inte." in made.told
    assert tables(made)["rr_bok_kansli"]["roller"] == {"årets_resultat": "årets_resultat"}
    assert tables(imported(tmp_path, printed=PRINTED.replace("    roller:\n      årets_resultat: årets_resultat\n", "")))["rr_bok"]["roller"]


def test_a_mistake_in_what_was_made_is_told_where_the_mapping_has_it(tmp_path: Path) -> None:
    """The year's own checks point into konton.yaml: here a printed row in persons."""
    made = imported(tmp_path, printed=PRINTED.replace("enhet: tkr\n    kolumner: [2021, 2020", "enhet: st\n    kolumner: [2021, 2020"))
    with pytest.raises(BadInput) as raised:
        loaded(tmp_path, made)
    assert {str(error.place) for error in raised.value.errors} == {"konton.yaml:28:21", "konton.yaml:31:21", "konton.yaml:34:21"}


# --- the year and to date -------------------------------------------------------------------------------------------

EXPORTED = LEDGER.replace("#GEN 20220210", "#GEN {made}").replace("20211230", "{last}").replace("20211229", "{last}")


@pytest.mark.parametrize(
    ("made", "last", "column"),
    [
        ("20220210", "20211230", "2021"),  # made after the year's end, with transactions in its last month
        ("20211231", "20211231", "2021"),  # a transaction on the last day
        ("20211205", "20211130", "2021-11"),
        ("20211130", "20211231", "2021-11"),  # the later one is booked ahead
        ("20220110", "20211130", "2021-11"),  # nothing in the last month
        ("20211230", "20211230", "2021-11"),  # one day left of a month that is not whole
        ("20211202", "20211202", "2021-11"),
    ],
)
def test_the_column_is_the_year_if_the_file_covers_it_and_else_the_month(tmp_path: Path, made: str, last: str, column: str) -> None:
    found = imported(tmp_path, EXPORTED.replace("{made}", made).replace("{last}", last))
    assert str(tables(found)["rr_bok"]["kolumner"][0]) == column


def test_the_files_own_day_goes_before_its_transactions(tmp_path: Path) -> None:
    made = imported(tmp_path, LEDGER.replace("#KPTYP", "#OMFATTN 20210831\n#KPTYP"))
    assert tables(made)["rr_bok"]["kolumner"][0] == "2021-08"
    assert "Beloppen hittills står i kolumnen 2021-08: filen gäller till och med 2021-08-31 (#OMFATTN)." in made.told


def scoped(scope: str, made: str, last: str = "20211130") -> str:
    return EXPORTED.replace("{made}", made).replace("{last}", last).replace("#KPTYP", f"#OMFATTN {scope}\n#KPTYP")


@pytest.mark.parametrize(
    ("scope", "made", "column", "why"),
    [
        ("20211231", "20211202", "2021-11", "filen gjordes 2021-12-02 (#GEN), före 2021-12-31 (#OMFATTN), och 2021-12 är inte en hel månad i filen"),
        ("20211231", "20211231", "2021", ""),
        ("20211231", "20220110", "2021", ""),
        ("20211130", "20211130", "2021-11", "filen gäller till och med 2021-11-30 (#OMFATTN)"),
        ("20211115", "20211116", "2021-10", "filen gäller till och med 2021-11-15 (#OMFATTN), och 2021-11 är inte en hel månad i filen"),
        ("20211130", "20211129", "2021-10", "filen gjordes 2021-11-29 (#GEN), före 2021-11-30 (#OMFATTN), och 2021-11 är inte en hel månad i filen"),
    ],
)
def test_a_file_holds_no_day_after_it_was_made_and_a_column_no_part_of_a_month(tmp_path: Path, scope: str, made: str, column: str, why: str) -> None:
    found = imported(tmp_path, scoped(scope, made))
    assert str(tables(found)["rr_bok"]["kolumner"][0]) == column
    assert not why or f"Beloppen hittills står i kolumnen {column}: {why}." in found.told
    left = "Transaktioner i 2021-11 ingår inte, eftersom månaden inte är hel i filen."
    assert (left in found.told) == (column == "2021-10")
    assert amounts(found, "rr_bok", column)["kostnader"] == ("0.00" if column == "2021-10" else "-500000.00")


@pytest.mark.parametrize(("scope", "made"), [("20210115", "20210116"), ("20211231", "20210115")])
def test_a_file_without_a_whole_month_is_refused(tmp_path: Path, scope: str, made: str) -> None:
    with pytest.raises(BadInput, match="hittade transaktioner till och med 2021-01-15; väntade transaktioner till och med en månads sista dag"):
        imported(tmp_path, scoped(scope, made, "20210115"))


@pytest.mark.parametrize(
    ("made", "day", "refused"),
    [("20211202", (12, 31), True), ("20211202", (11, 30), False), ("20211130", (11, 30), False), ("20211129", (11, 30), True)],
)
def test_the_asked_day_is_none_after_the_file_was_made(tmp_path: Path, made: str, day: tuple[int, int], refused: bool) -> None:
    ledger = EXPORTED.replace("{made}", made).replace("{last}", "20211120")
    if not refused:
        assert str(tables(imported(tmp_path, ledger, day=dt.date(2021, *day)))["rr_bok"]["kolumner"][0]) == "2021-11"
        return
    with pytest.raises(BadInput, match=r"hittade transaktioner till och med 2021-1.-[0-9]+; väntade transaktioner till och med 2021"):
        imported(tmp_path, ledger, day=dt.date(2021, *day))


def test_a_transaction_of_two_units_is_a_mistake_at_its_line_and_one_of_two_objects_of_a_unit_is_none(tmp_path: Path) -> None:
    torn = LEDGER.replace('#TRANS 304 {1 "300"} -300', '#TRANS 304 {1 "300" 1 "100"} -300')
    with pytest.raises(BadInput) as raised:
        imported(tmp_path, torn)
    line = torn[: torn.index('{1 "300" 1 "100"}')].count("\n") + 1
    assert str(raised.value) == (
        f"bokslut.se:{line}:12: hittade objekten 300 och 100 i dimension 1 på en transaktion; väntade objekt av en enda enhet; "
        "gör så här: rätta transaktionen i ekonomisystemet, eller lägg objekten under samma enhet"
    )
    removed = LEDGER.replace("#BTRANS 5010 {}", '#BTRANS 5010 {1 "300" 1 "100"}')
    assert tables(imported(tmp_path, removed)) == tables(imported(tmp_path))
    same = LEDGER.replace('#TRANS 3010 {1 "100" 6 "P1"} -500200.50', '#TRANS 3010 {1 "100" 1 "101" 6 "P1" 6 "P2"} -500200.50')
    assert amounts(imported(tmp_path, same), "rr_bok_kansli", "2021") == amounts(imported(tmp_path), "rr_bok_kansli", "2021")


def test_what_is_booked_after_the_column_is_not_in_it(tmp_path: Path) -> None:
    made = imported(tmp_path, day=dt.date(2021, 11, 30))
    assert amounts(made, "rr_bok", "2021-11") == {"intäkter": "800500.50", "kostnader": "0.00", "årets_resultat": "800500.50"}
    assert amounts(made, "br_bok", "2021-11") == {
        "tillgångar": "1800500.50", "eget_kapital": "1700500.50", "skulder": "100000.00", "skulder_och_eget_kapital": "1800500.50",
    }  # fmt: skip
    assert "Transaktioner i 2021-12 är bokförda i förväg och ingår inte." in made.told


# --- other types ----------------------------------------------------------------------------------------------------

BALANCES = LEDGER.partition("#VER")[0]


def test_balances_within_a_month_are_refused_and_of_its_end_are_not(tmp_path: Path) -> None:
    balances = BALANCES.replace("#SIETYP 4", "#SIETYP 1").replace("#PSALDO 0 202101 3010 {} -800200.50\n", "")
    with pytest.raises(BadInput, match="hittade saldon till och med 2021-11-15; väntade saldon till och med en månads sista dag"):
        imported(tmp_path, balances.replace("#KPTYP", "#OMFATTN 20211115\n#KPTYP"))
    until = "hittade saldon till och med 2021-12-31; väntade saldon till och med 2021-11-30; gör så här: exportera filen på nytt, helst som SIE 4"
    with pytest.raises(BadInput, match=until):
        imported(tmp_path, balances, day=dt.date(2021, 11, 30))
    made = imported(tmp_path, balances.replace("#KPTYP", "#OMFATTN 20211130\n#KPTYP"))
    assert tables(made)["rr_bok"]["kolumner"][0] == "2021-11"


def test_balances_alone_give_the_same_statements(tmp_path: Path) -> None:
    """Types 1–3 state what the transactions of type 4 sum to."""
    whole, alone = imported(tmp_path), imported(tmp_path, BALANCES.replace("#SIETYP 4", "#SIETYP 2"))
    for table in ("rr_bok", "br_bok"):
        assert tables(whole)[table] == tables(alone)[table]


def test_balances_by_object_give_the_units(tmp_path: Path) -> None:
    periods = '#PSALDO 0 202101 3010 {1 "300"} -300000\n#PSALDO 0 202101 304 {1 "300"} -300\n#PSALDO 0 202112 4010 {1 "100"} 400000\n'
    whole, alone = imported(tmp_path), imported(tmp_path, BALANCES.replace("#SIETYP 4", "#SIETYP 3") + periods)
    for table in ("rr_bok_kansli", "rr_bok_navet"):
        assert tables(whole)[table]["rader"] == tables(alone)[table]["rader"]


def test_balances_of_no_known_day_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="inget som säger vilken dag saldona gäller"):
        imported(tmp_path, BALANCES.replace("#SIETYP 4", "#SIETYP 1").replace("#GEN 20220210", "#GEN 20211210").replace("#PSALDO", "#PXALDO"))


IMPORT_FILE = """\
#FLAGGA 0
#PROGRAM "Lön" 1
#FORMAT PC8
#GEN 20211205
#SIETYP 4
#FNAMN "Ljungbygdens kommunalförbund"
#VER "" "" 20211125 "Löner"
{
#TRANS 5010 {1 100} 1000.00
#TRANS 2710 {} -1000.00
}
"""


def test_an_import_file_gives_movements_and_no_balances(tmp_path: Path) -> None:
    """Type 4I has verifications alone: no plan, no year, no balances."""
    made = imported(tmp_path, IMPORT_FILE, year=2021)
    assert amounts(made, "rr_bok", "2021-11")["kostnader"] == "-1000.00"
    assert "br_bok" not in tables(made)
    assert "Filen anger inga ingående eller utgående balanser: tabellen br_bok är inte gjord." in made.told


def test_an_import_file_needs_the_year_and_keeps_to_it(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"inget räkenskapsår \(#RAR 0\)"):
        imported(tmp_path, IMPORT_FILE)
    with pytest.raises(BadInput, match="hittade transaktioner i 202111; väntade transaktioner i 2022"):
        imported(tmp_path, IMPORT_FILE, year=2022)


# --- what is told ---------------------------------------------------------------------------------------------------


def test_the_reading_is_told(tmp_path: Path) -> None:
    told = imported(tmp_path, printed="").told
    assert told[:3] == (
        'SIE-typ 4 för "Ljungbygdens kommunalförbund" (222000-9999), ur "Ekonomi 7.1": 7 konton, 2 verifikationer med 8 transaktioner.',
        "Tillagda transaktioner (#RTRANS): 1, räknade en gång. Borttagna (#BTRANS): 1, inte räknade.",
        "1 okänd post hoppades över: #EGEN 1.",
    )


def test_opening_balances_that_do_not_sum_to_zero_are_told(tmp_path: Path) -> None:
    ledger = LEDGER.replace("#IB 0 2010 -900000", "#IB 0 2010 -850000").replace("#UB 0 2010 -900000", "#UB 0 2010 -850000")
    assert "De ingående balanserna summerar till 50 000,00 kr, inte till noll." in imported(tmp_path, ledger).told


def test_a_mapping_of_results_alone_leaves_the_balances_and_says_so(tmp_path: Path) -> None:
    made = imported(tmp_path, mapping=MAPPING.partition("      br_bok:")[0])
    assert set(tables(made)) == {"rr_bok", "rr_bok_kansli", "rr_bok_navet"}
    assert "Ingen tabell har slag: balans; balanskontonas saldon är inte fördelade på rader." in made.told


def test_an_account_that_closed_at_zero_needs_no_row(tmp_path: Path) -> None:
    """5010 is in the plan and under no row here; it has no amount."""
    made = imported(tmp_path, mapping=MAPPING.replace("[4000-7999]", "[4000-4999]"))
    assert amounts(made, "rr_bok", "2021")["kostnader"] == "-500000.00"


def test_a_sign_may_be_turned_for_one_row_and_a_printed_term_too(tmp_path: Path) -> None:
    mapping = MAPPING.replace("            tryckt: rr.kostnader", "            tecken: plus\n            tryckt: -rr.kostnader")
    made = imported(tmp_path, mapping=mapping.replace("summa: [intäkter, kostnader]", "summa: [intäkter, -kostnader]"))
    assert amounts(made, "rr_bok", "2021") == {"intäkter": "800500.50", "kostnader": "500000.00", "årets_resultat": "300500.50"}
    ties = {tie["id"]: tie for tie in made.files[sie.FILE].data["avstämningar"]}
    assert ties["AV-bokföring.rr_bok.kostnader"]["vänster"] == ["-rr.kostnader"]


# --- which files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "head", "known"),
    [
        ("a.se", b"#FLAGGA 0\r\n", True),
        ("a.txt", b"\xef\xbb\xbf#FLAGGA 0\n", True),
        ("a.SI", b"\r\n#PROGRAM x", True),
        ("a.csv", b"moment;datum\n", False),
        ("a.yaml", b"# en rad\n", False),
        ("a.xlsx", b"PK\x03\x04", False),
    ],
)
def test_a_sie_file_is_recognised(name: str, head: bytes, known: bool) -> None:
    assert sie.recognises(Path(name), head) is known
    assert (sie.NAME in [one.NAME for one in recognised(Path(name), head)]) is known


def test_the_mapping_may_lie_elsewhere(tmp_path: Path) -> None:
    folder = organisation_at(tmp_path)
    there = (folder / "konton.yaml").rename(tmp_path / "annan.yaml")
    organisation_at(tmp_path)  # the organisation's own is not the one that is asked for
    (folder / "konton.yaml").write_text("versioner: []\n", encoding="utf-8")
    (tmp_path / "bokslut.se").write_bytes(LEDGER.encode("cp437"))
    made = sie.read(tmp_path / "bokslut.se", Asked(load_organisation(folder), accounts=there))
    assert made.files[sie.FILE].data["tabeller"]["rr_bok"]["rader"]["intäkter"][0] == Decimal("800500.50")


def test_the_schema_of_the_mapping_accepts_the_example_and_refuses_what_the_models_refuse() -> None:
    schema = jsonschema.Draft202012Validator(json.loads((FOLDER / "konton.schema.json").read_text(encoding="utf-8")))
    assert schema.is_valid(plain(parse_yaml(MAPPING.encode(), "konton.yaml").data))
    for wrong in (("slag: balans", "slag: saldo"), ("tecken: minus", "tecken: omvänt"), ("[2010]", '["2010–2099"]'), ("rr.kostnader", "kostnader")):
        assert not schema.is_valid(plain(parse_yaml(MAPPING.replace(*wrong).encode(), "konton.yaml").data))
