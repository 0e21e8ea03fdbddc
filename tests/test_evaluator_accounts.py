"""The independent evaluator against examples worked by hand from domain.md 4 to 6: economy, ties, internal control."""

from __future__ import annotations

from decimal import Decimal

import pytest
from evaluator_examples import D, E, Rows, U, claim, goal, rated, table, told, waiver
from generator_years import Data

from checker.evaluator.values import Finding, finding

# --- section 4: economy -------------------------------------------------------------------


def result(amount: str, year: int) -> Data:
    return {"tabeller": {"rr": table({"resultat": [amount]}, columns=(str(year),), roller={"årets_resultat": "resultat"})}}


def inquiry(amount: str, year: int, **more: object) -> Data:
    return {"tabeller": {"bku": table({"summa": [amount]}, columns=(str(year),), roller={"bk_resultat": "summa"})}, **more}


def test_the_balanskravsresultat_is_the_sum_of_its_lines() -> None:
    lines: Rows = {"enligt_rr": ["107"], "vinster": ["108"], "summa": ["0"]}
    tables = {"bku": table(lines, summor={"summa": ["enligt_rr", "-vinster"]}, roller={"bk_resultat": "summa"})}
    assert rated({"tabeller": tables}).ratings["BK-1"].rating == E
    assert rated(inquiry("0", 2020)).ratings["BK-1"].rating == U
    assert rated(inquiry("-0.000001", 2020)).ratings["BK-1"].rating == E
    assert told(rated(result("107", 2020)).ratings["BK-1"]) == ("underlag_saknas", "balanskravsutredning_saknas")
    assert told(rated().ratings["BK-1"]) == ("underlag_saknas", "ar_saknas")


@pytest.mark.parametrize(
    ("balances", "possible", "reason"),
    [
        ({2017: "0", 2018: "0", 2019: "0", 2020: "107"}, {U}, None),
        ({2017: "-5", 2018: "2", 2019: "2", 2020: "0"}, {E}, None),
        ({2017: "-5", 2018: "2", 2019: "2", 2020: "1"}, {U}, None),
        ({2017: "0", 2018: "-866", 2019: "0", 2020: "107"}, {D}, None),
        ({2017: "-5", 2018: "-5", 2019: "5", 2020: "0"}, {D}, None),
        ({2017: "5", 2018: "-5", 2019: "0", 2020: "0"}, {D}, None),
        ({2017: "1952", 2018: "-1", 2020: "107"}, {U, D}, "ar_saknas"),
        ({2018: "0", 2019: "0", 2020: "0"}, {U, E}, "ar_saknas"),
        ({2017: "0", 2018: "0", 2019: "0"}, {U, D}, "ar_saknas"),
        ({}, {U, D, E}, "ar_saknas"),
    ],
)
def test_a_deficit_is_restored_by_later_surplus_within_three_years(balances: dict[int, str], possible: set[str], reason: str | None) -> None:
    years = {year: inquiry(amount, year) for year, amount in balances.items()}
    judged = rated(years.pop(2020, {}), others=years).ratings["BK-2"]
    assert judged.possible == possible
    assert judged.reason == reason


def test_a_result_without_inquiry_or_an_equity_roll_forward_stands_in_for_a_missing_year() -> None:
    others: dict[int, Data] = {2017: inquiry("0", 2017), 2018: inquiry("0", 2018), 2019: result("-866", 2019)}
    judged = rated(inquiry("107", 2020), others=others)
    assert judged.ratings["BK-2"].possible == {U, D}
    assert judged.ratings["BK-2"].reason == "balanskravsutredning_saknas"
    assert finding("aterstallande", "BK-2") in judged.findings
    equity = table({"ek": ["90", "100"]}, columns=("2019", "2018"), roller={"eget_kapital": "ek"})
    rolled = rated(inquiry("107", 2020), others={**others, 2019: {"tabeller": {"br": equity}}})
    assert rolled.ratings["BK-2"].reason == "balanskravsutredning_saknas"
    assert finding("aterstallande", "BK-2") in rolled.findings


def test_synnerliga_skal_lift_a_years_deficit() -> None:
    others = {year: inquiry(amount, year) for year, amount in ((2017, "-5"), (2018, "0"), (2019, "0"))}
    assert rated(inquiry("0", 2020), others=others).ratings["BK-2"].rating == E
    lifted = inquiry("0", 2020, beslut=[waiver("2017", kind="synnerliga skäl")])
    assert rated(lifted, others=others).ratings["BK-2"].rating == U


@pytest.mark.parametrize(("income", "rating"), [("1001", U), ("1000.000001", U), ("1000", E), ("999", E), (None, "underlag_saknas")])
def test_the_budgets_income_exceeds_its_costs(income: str | None, rating: str) -> None:
    roles = {"budget_intäkter": "in", "budget_kostnader": "ut"}
    budget = table({"in": [income], "ut": ["1000"]}, columns=("budget2020",), roller=roles)
    assert rated({"tabeller": {"b": budget}}).ratings["BK-3"].rating == rating


def test_results_beside_budget_and_moved_surpluses_are_told() -> None:
    unit = table({"res": ["-1119", "29"]}, columns=("2020", "budget2020"), redovisar="A", roller={"årets_resultat": "res"})
    moved = {"redovisar": "A", "till_nästa_år": "-not.flyttat.2020", "resultat": "rr_a.res.2020", "källa": "ar, 3"}
    tables = {"rr_a": unit, "not": table({"flyttat": ["-884"]})}
    found = {f for f in rated({"tabeller": tables, "överföringar": [moved]}).findings if f.kind in ("budgetavvikelse", "overfort_overskott")}
    deviations = [finding("budgetavvikelse", "A", "mot budget"), finding("budgetavvikelse", "A", "underskott")]
    assert found == {*deviations, Finding("overfort_overskott", ("A",))}


# --- section 5: ties ----------------------------------------------------------------------


def tie(left: str, right: str, unit: str = "tkr", right_unit: str | None = None, **more: str) -> str:
    """The status of one text figure against another."""
    return rated(_two(left, right, unit, right_unit, **more)).ties["AV-x"]


def _two(left: str, right: str, unit: str, right_unit: str | None = None, **more: str) -> Data:
    texts = {"t.a": {"värde": Decimal(left), "enhet": unit, **more}, "t.b": {"värde": Decimal(right), "enhet": right_unit or unit}}
    written = {name: {"anger": "något", "källa": "ar, 2", **text} for name, text in texts.items()}
    ties = [{"id": "AV-x", "titel": "x", "vänster": ["t.a"], "höger": ["t.b"]}]
    return {"texttal": written, "avstämningar": ties}


@pytest.mark.parametrize(
    ("left", "unit", "right", "right_unit", "status_word"),
    [
        ("107", "tkr", "107", "tkr", "stammer"), ("108", "tkr", "107", "tkr", "avrundning"), ("109", "tkr", "107", "tkr", "avvikelse"),
        ("9784", "tkr", "9783500", "kr", "stammer"), ("9784", "tkr", "9784500", "kr", "avrundning"), ("9784", "tkr", "9784499", "kr", "stammer"),
        ("-9784", "tkr", "-9783500", "kr", "stammer"), ("9.8", "mnkr", "9784", "tkr", "stammer"), ("9.7", "mnkr", "9784", "tkr", "avrundning"),
        ("42.20", "åa", "42.21", "åa", "avrundning"), ("42.20", "åa", "42.22", "åa", "avvikelse"), ("2.5", "%", "2.6", "%", "avrundning"),
        ("22418", "elever", "22417", "elever", "avvikelse"), ("14", "mål", "14", "mål", "stammer"),
        ("78", "kr/invånare", "79", "kr/invånare", "avrundning"),
    ],
)  # fmt: skip
def test_the_finer_side_is_rounded_to_the_coarser_sides_last_digit(left: str, unit: str, right: str, right_unit: str, status_word: str) -> None:
    assert tie(left, right, unit, right_unit) == status_word


@pytest.mark.parametrize(
    ("left", "word", "right", "status_word"),
    [
        ("3000", "ca", "3123", "stammer"), ("3000", "ca", "3500", "avvikelse"), ("1000", "knappt", "988", "stammer"),
        ("1000", "knappt", "1012", "avvikelse"), ("3000", "drygt", "3123", "stammer"), ("3000", "drygt", "2990", "avvikelse"),
        ("200", "ca", "451", "avvikelse"), ("45", "mer än", "46", "stammer"), ("45", "mer än", "45", "avvikelse"),
        ("80", "mindre än", "79", "stammer"), ("-900", "drygt", "-935", "stammer"), ("-900", "drygt", "-880", "avvikelse"),
        ("-900", "knappt", "-880", "stammer"), ("-900", "knappt", "-935", "avvikelse"), ("-900", "drygt", "-900", "stammer"),
    ],
)  # fmt: skip
def test_approximate_text_agrees_in_its_last_significant_digit(left: str, word: str, right: str, status_word: str) -> None:
    assert tie(left, right, ord=word) == status_word


@pytest.mark.parametrize(
    ("left", "right", "unit", "word", "limit", "material"),
    [
        ("110", "107", "tkr", "exakt", "3", "over"), ("104", "107", "tkr", "exakt", "3", "over"), ("104", "107", "tkr", "exakt", "3.000001", "under"),
        ("110", "107", "tkr", "exakt", "2", "over"), ("108", "107", "tkr", "exakt", "1", None), ("3000", "3523", "tkr", "ca", "523", "over"),
        ("3000", "3523", "tkr", "ca", "523.1", "under"), ("110", "107", "elever", "exakt", "0.001", None), ("110", "107", "tkr", "exakt", None, None),
    ],
)  # fmt: skip
def test_a_deviation_in_money_is_over_the_vasentlighetstal_from_the_limit_on(
    left: str, right: str, unit: str, word: str, limit: str | None, material: str | None
) -> None:
    stated = {"belopp": Decimal(limit), "enhet": "tkr", "uppgift": "revisorns tal", "källa": "ar, 2"} if limit else None
    written = _two(left, right, unit, ord=word) | ({"väsentlighetstal": stated} if stated else {})
    assert rated(written).material == {"AV-x": material}


def test_sums_in_a_table_leave_out_empty_cells_and_a_missing_side_is_said() -> None:
    rows: Rows = {"a": ["1", None], "b": [None, None], "summa": ["1", "0"]}
    tables = {"t": table(rows, columns=("2020", "2019"), summor={"summa": ["a", "b"]})}
    ties = [{"id": "AV-x", "titel": "x", "vänster": ["t.summa"], "höger": ["t.b"], "kolumner": ["2020"]}]
    assert rated({"tabeller": tables, "avstämningar": ties}).ties == {"AV-t.summa.2020": "stammer", "AV-x.2020": "underlag_saknas"}


def test_counted_judgements_changes_and_shares_are_calculated() -> None:
    texts = {"t.mål": ("1", "mål"), "t.ökning": ("30.0", "%"), "t.andel": ("26", "%")}
    written = {name: {"värde": Decimal(value), "enhet": unit, "anger": "något", "källa": "ar, 2"} for name, (value, unit) in texts.items()}
    ties: list[Data] = [
        {"id": "AV-mål", "titel": "x", "vänster": ["t.mål"], "höger_antal": {"enhet": "A", "påstår": U}},
        {"id": "AV-ökning", "titel": "x", "vänster": ["t.ökning"], "höger_förändring": ["e.antal.2020", "e.antal.2019"]},
        {"id": "AV-andel", "titel": "x", "vänster": ["t.andel"], "höger_andel": ["e.del.2020", "e.antal.2020"]},
    ]
    tables = {"e": table({"antal": ["22418", "17245"], "del": ["6000", None]}, "elever", ("2020", "2019"))}
    told_of = {"mål": [goal(), goal(goal_id="G-2")], "påståenden": [claim("G-1", U), claim("G-2", E), claim("A", U)]}
    found = rated({"texttal": written, "avstämningar": ties, "tabeller": tables, **told_of}).ties
    assert found == {"AV-mål": "stammer", "AV-ökning": "stammer", "AV-andel": "avrundning"}


def test_last_years_column_is_held_against_last_years_own_report() -> None:
    now = {"tabeller": {"rr": table({"res": ["107", "-866"]}, columns=("2020", "2019"))}}
    assert rated(now, others={2019: {"tabeller": {"rr": table({"res": ["-865"]}, columns=("2019",))}}}).ties == {"AV-fjolår.rr.res": "avrundning"}


# --- section 6: internal control ----------------------------------------------------------


def moment(frequency: str | None, shows: str | None, count: int | None = None, **more: object) -> Data:
    shown = {"visar": shows, "uppgift": "u", "källa": "ar, 7"} | ({} if count is None else {"antal": count})
    written = {"id": "IK-1a", "moment": "m", "frekvens": frequency, "ansvarig": "chef", **more}
    return {"kontrollområden": [{"id": "IK-1", "område": "o", "källa": "ar, 7", "moment": [written | ({"resultat": shown} if shows else {})]}]}


@pytest.mark.parametrize(
    ("frequency", "shows", "count", "possible", "reason"),
    [
        ("2 ggr/år", "enligt plan", None, {U}, None), ("2 ggr/år", "månadsvis", None, {U}, None), ("2 ggr/år", "antal", 2, {U}, None),
        ("2 ggr/år", "antal", 1, {D}, None), ("2 ggr/år", "antal", 0, {E}, None), ("1 gång/år", "minst", 1, {U}, None),
        ("2 ggr/år", "minst", 1, {U, D}, "antal_kontroller_framgar_inte"), ("Kvartalsvis", "minst", 4, {U}, None),
        ("Månadsvis", "antal", 11, {D}, None), ("1 gång/år samt löpande", "minst", 1, {U}, None), ("2 ggr/år", "saknas", None, {E}, None),
        ("2 ggr/år", "ej utfört", None, {E}, None), ("2 ggr/år", "inget", None, {U, D, E}, "svarar_inte_pa_momentet"),
        ("2 ggr/år", None, None, {U, D, E}, "svarar_inte_pa_momentet"), (None, "saknas", None, {U, D, E}, "frekvens_saknas"),
    ],
)  # fmt: skip
def test_a_moment_is_rated_on_performed_against_planned(
    frequency: str | None, shows: str | None, count: int | None, possible: set[str], reason: str | None
) -> None:
    ratings = rated(moment(frequency, shows, count)).ratings
    assert ratings["IK-1a"].possible == ratings["IK-1"].possible == possible
    assert ratings["IK-1a"].reason == reason


def test_the_log_of_the_year_replaces_the_result_text() -> None:
    entries = [{"moment": "IK-1a", "datum": day, "av": "x", "resultat": "r", "källa": "ar, 7"} for day in ("2020-01-01", "2020-12-31", "2019-12-31")]
    logged = rated({**moment("kvartalsvis", "enligt plan"), "kontrollogg": entries}).ratings["IK-1a"]
    assert logged.rating == D
    assert logged.evidence == {"logg"}


@pytest.mark.parametrize(
    ("found", "closed", "kind", "state"),
    [
        ("2020-06-30", None, "saknas", "overdue"), ("2020-07-01", None, "saknas", "open"), (None, None, "under revidering", "open"),
        (None, "2021-06-30", "saknas", "closed_in_time"), (None, "2021-07-01", "saknas", "overdue"),
        ("2019-08-31", "2020-02-29", "saknas", "closed_in_time"), ("2019-08-31", "2020-03-01", "saknas", "overdue"),
        ("2020-06-14", "datum framgår inte", "saknas", "closed_undated"), ("2020-01-01", None, "åtgärdad notering", "closed_undated"),
    ],
)  # fmt: skip
def test_a_deviation_has_six_months_or_until_30_june_the_year_after(found: str | None, closed: str | None, kind: str, state: str) -> None:
    dates = ({"kontrolldatum": found} if found else {}) | ({"stängd": closed} if closed else {})
    evaluation = rated(moment("2 ggr/år", "enligt plan", avvikelser=[{"slag": kind, "uppgift": "u", **dates}]))
    kinds = {"open": "oppen_avvikelse", "overdue": "forsenad_atgard", "closed_in_time": "stangd_avvikelse", "closed_undated": "stangd_avvikelse"}
    assert evaluation.deviations == {"IK-1a#1": state}
    assert {f for f in evaluation.findings if "a" in f.kind and f.about == ("IK-1a",)} == {finding(kinds[state], "IK-1a")}


@pytest.mark.parametrize(("chief", "others", "concentrated"), [(4, 1, True), (3, 2, False), (4, 0, False), (5, 0, True)])
def test_one_responsible_for_nearly_every_moment_is_an_observation(chief: int, others: int, concentrated: bool) -> None:
    people = ["chef"] * chief + ["ekonom"] * others
    moments = [{"id": f"IK-1{'abcde'[i]}", "moment": "m", "frekvens": None, "ansvarig": who} for i, who in enumerate(people)]
    area = {"id": "IK-1", "område": "o", "källa": "ar, 7", "moment": moments}
    assert (finding("ansvarskoncentration", "chef") in rated({"kontrollområden": [area]}).findings) is concentrated
