"""Balanskravet: the year's result under each law, restoration within three years, a budget in balance."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import pytest
from year_builder import EMPTY, Case, Checked, Facts, budget, check, results, table, utredning, verify

from rules.catalogue import rules_of

# --- BK-1, under the law of each year ---------------------------------------------------------

LAW_OF = {2016: "1991", 2017: "1991", 2018: "2018", 2019: "2019", 2020: "2019", 2023: "2019", 2024: "2024"}
SMALLEST = "-0.000001"  # kr


def in_kronor(year: int, value: str) -> str:
    return table("bku", [year], {"resultat": [value]}, "roller: {bk_resultat: resultat}", unit="kr")


BALANCED = tuple(
    Case(f"{year}: {says}", facts, f"BK-1-{law}-{rule}{' BK-1-BELAGG' if code in 'UE' else ''}", f"BK-1: {code}", year=year)
    for year, law in LAW_OF.items()
    for says, facts, rule, code in (
        ("the result is zero", (utredning({year: 0}),), "UPPFYLLT", "U"),
        ("the smallest surplus", (in_kronor(year, "0.000001"),), "UPPFYLLT", "U"),
        ("the smallest deficit", (in_kronor(year, SMALLEST),), "EJ", "E"),
        ("a deficit", (utredning({year: -866}),), "EJ", "E"),
        ("årets resultat without utredning", (results({year: 5}),), "UTREDNING-SAKNAS", "UE balanskravsutredning_saknas"),
        ("nothing known", (EMPTY,), "AR-SAKNAS", "UE ar_saknas"),
        ("an utredning without årets resultat beside it", (utredning({year: -1}), results({year - 1: 5})), "EJ", "E"),
        ("last year's utredning is not this year's", (utredning({year - 1: 5}),), "AR-SAKNAS", "UE ar_saknas"),
    )
)


@pytest.mark.parametrize("case", BALANCED, ids=lambda case: case.says)
def test_the_years_result(case: Case) -> None:
    verify(case, ("BK-1-",))


def declared(**rows: int) -> str:
    """A balanskravsutredning that declares its own sum."""
    parts = [row for row in rows if row != "resultat"]
    return table("bku", [2020], {row: [value] for row, value in rows.items()}, f"summor: {{resultat: [{', '.join(parts)}]}}",
                 "roller: {bk_resultat: resultat, bk_klumpsumma: justeringar}")  # fmt: skip


def test_the_result_is_the_sum_that_the_utredning_itself_declares() -> None:
    """The printed total is 5, but 10 less 12 is 2 below zero; that the print does not add up is a tie, told apart."""
    checked = check(declared(årets_resultat=10, justeringar=-12, resultat=5))
    assert checked.code("BK-1") == "E"
    assert checked.ties["AV-bku.resultat.2020"].status == "avvikelse"


def test_a_lump_line_is_accepted_with_a_note() -> None:
    checked = check(declared(årets_resultat=10, justeringar=0, resultat=10))
    assert checked.code("BK-1") == "U"
    assert "redovisade som en summa" in checked.ratings["BK-1"].because


def test_the_printed_result_stands_where_a_term_is_empty() -> None:
    text = table("bku", [2020], {"årets_resultat": [None], "resultat": [-3]}, "summor: {resultat: [årets_resultat]}",
        "roller: {bk_resultat: resultat}")
    assert check(text).code("BK-1") == "E"


def test_a_unit_statement_is_not_the_whole() -> None:
    text = table("rr_kansli", [2020], {"årets_resultat": [5]}, "roller: {årets_resultat: årets_resultat}", "redovisar: KANSLI")
    assert check(text).code("BK-1") == "UE ar_saknas"


# --- BK-2, the ledger ---------------------------------------------------------------------------

Ledger = tuple[int | None, int | None, int | None, int | None]
NO_LEFT, WITHIN, TOO_LATE = "UPPFYLLT", "DELVIS", "EJ"
OPEN_LEFT, OPEN_NONE = "OAVGJORT-MED-REST", "OAVGJORT-UTAN-REST"
KNOWN: tuple[tuple[str, Ledger, str, str], ...] = (
    # years N-3, N-2, N-1, N
    ("no deficits", (0, 0, 0, 0), "U", NO_LEFT),
    ("a deficit restored in the third year, to the krona", (-100, 0, 0, 100), "U", NO_LEFT),
    ("one krona short in the third year", (-100, 0, 0, 99), "E", TOO_LATE),
    ("restored little by little", (-100, 30, 30, 40), "U", NO_LEFT),
    ("restored little by little, one krona short", (-100, 30, 30, 39), "E", TOO_LATE),
    ("a surplus before the deficit does not count", (0, 100, -100, 0), "D", WITHIN),
    ("a deficit two years old, in time", (0, -100, 0, 0), "D", WITHIN),
    ("a deficit of the year itself", (0, 0, 0, -1), "D", WITHIN),
    ("two deficits, the oldest first: the younger remains", (-100, -50, 0, 100), "D", WITHIN),
    ("two deficits, the oldest not whole", (-100, -50, 0, 99), "E", TOO_LATE),
    ("two deficits, both restored", (-100, -50, 0, 150), "U", NO_LEFT),
    ("two deficits, the younger one krona short", (-100, -50, 0, 149), "D", WITHIN),
    ("a surplus between two deficits goes to the older alone", (-100, 150, -50, 0), "D", WITHIN),
    ("three deficits and too little", (-10, -10, -10, 9), "E", TOO_LATE),
    ("what is left over goes to the next", (-10, -10, 15, 5), "U", NO_LEFT),
)
UNKNOWN: tuple[tuple[str, Ledger, str], ...] = (
    # a year that is None has no utredning: it may have had a surplus or a deficit
    ("unknown first year alone may remain after its time", (None, 0, 0, 0), "UE"),
    ("unknown third year may remain, in time", (0, 0, None, 0), "UD"),
    ("unknown last year", (0, 0, 0, None), "UD"),
    ("a known old deficit and an unknown last year", (-100, 0, 0, None), "UE"),
    ("a known old deficit, an unknown year and this year's deficit", (-100, None, 0, -1), "DE"),
    ("the year's own deficit remains whatever the others were", (0, None, None, -1), "D"),
    ("an old deficit that the next year has restored", (-100, 100, None, 0), "UD"),
    ("all unknown", (None, None, None, None), "UDE"),
)
_KOD = {"U": "UPPFYLLT", "D": "DELVIS", "E": "EJ"}


def ledger(year: int, values: Ledger, printed: Mapping[int, int] | None = None) -> Facts:
    """The utredning of each known year, and årets resultat of the others where it is told."""
    known = {year - 3 + place: value for place, value in enumerate(values) if value is not None}
    return tuple(text for text in (utredning(known) if known else "", results(printed) if printed else "") if text) or (EMPTY,)


def ledger_of(checked: Checked) -> set[str]:
    """The rules that decided BK-2."""
    return {rule for rule in checked.fired_for("BK-2") if rule.startswith("BK-2-")}


LAWS = {2017: "1991", 2018: "2018", 2020: "2018"}
DEFICITS = tuple(
    Case(f"{year}: {says}", ledger(year, values), f"BK-2-{law}-{rule} BK-2-BELAGG", f"BK-2: {code}", year=year)
    for year, law in LAWS.items()
    for says, values, code, rule in KNOWN
)
GAPS = tuple(
    Case(f"{year}: {says}", ledger(year, values), f"BK-2-{law}-{_KOD[code]} BK-2-BELAGG" if code in _KOD else f"BK-2-{law}-AR-SAKNAS",
         f"BK-2: {code}" if code in _KOD else f"BK-2: {code} ar_saknas", year=year)
    for year, law in LAWS.items()
    for says, values, code in UNKNOWN
)  # fmt: skip
NOMINAL = tuple(
    Case(f"{year}: {says}", ledger(year, (0, 0, None, 0), {year - 1: result}), f"BK-2-{law}-{rule}", "BK-2: UD balanskravsutredning_saknas",
         year=year)
    for year, law in LAWS.items()
    for says, result, rule in (
        ("årets resultat without utredning is a deficit", -866, OPEN_LEFT),
        ("årets resultat without utredning is zero", 0, OPEN_NONE),
        ("årets resultat without utredning is a surplus", 5, OPEN_NONE),
    )
)


@pytest.mark.parametrize("case", [*DEFICITS, *GAPS, *NOMINAL], ids=lambda case: case.says)
def test_restoration(case: Case) -> None:
    verify(case, ("BK-2-",), node="BK-2")


def restored(values: Ledger) -> str:
    """What the ledger shows of known years, counted in the plainest way."""
    left: list[int] = []
    for value in values:
        surplus = max(value or 0, 0)
        for place, rest in enumerate(left):
            used = min(rest, surplus)
            left[place], surplus = rest - used, surplus - used
        left.append(max(-(value or 0), 0))
    return "E" if left[0] else "D" if any(left) else "U"


@pytest.mark.parametrize("first", [-2, -1, 0])
def test_known_years_of_every_kind(first: int) -> None:
    for rest in product((-1, 0, 2), (-1, 1), (-1, 0, 1, 2)):
        values = (first, *rest)
        assert check(*ledger(2020, values)).code("BK-2") == restored(values), values


def test_a_deficit_on_the_year_before_the_ledger_is_past() -> None:
    assert check(utredning({2016: -100, 2017: 0, 2018: 0, 2019: 0, 2020: 0})).code("BK-2") == "U"


LEDGER_RULES = (
    Case("assumptions, cells and scenarios of a known ledger", ledger(2020, (-100, -50, 0, 149)),
         "BK-2-ANTA-KANT BK-2-UNDERSKOTT BK-2-INGET-UNDERSKOTT BK-2-OVERSKOTT BK-2-INGET-OVERSKOTT BK-2-ATERSTALLT BK-2-KVAR-EFTER "
         "BK-2-DELVIS-ATERSTALLT BK-2-INGET-KVAR BK-2-FALL-DELVIS BK-2-MOJLIGT-D BK-2-2018-DELVIS BK-2-BELAGG"),
    Case("a ledger without deficits", ledger(2020, (0, 0, 0, 0)),
         "BK-2-ANTA-KANT BK-2-INGET-UNDERSKOTT BK-2-OVERSKOTT BK-2-ATERSTALLT BK-2-KVAR-EFTER BK-2-FALL-UPPFYLLT BK-2-MOJLIGT-U BK-2-2018-UPPFYLLT "
         "BK-2-BELAGG"),
    Case("a ledger of deficits alone", ledger(2020, (-1, -1, -1, -1)),
         "BK-2-ANTA-KANT BK-2-UNDERSKOTT BK-2-INGET-OVERSKOTT BK-2-DELVIS-ATERSTALLT BK-2-INGET-KVAR BK-2-FALL-EJ BK-2-MOJLIGT-E "
         "BK-2-2018-EJ BK-2-BELAGG"),
    Case("an unknown year, its result known", ledger(2020, (0, 0, None, 0), {2019: 5}),
         "BK-2-ANTA-KANT BK-2-ANTA-BASTA BK-2-ANTA-SAMSTA BK-2-ANTA-REDOVISAT BK-2-UNDERSKOTT BK-2-INGET-UNDERSKOTT BK-2-OVERSKOTT "
         "BK-2-INGET-OVERSKOTT BK-2-ATERSTALLT BK-2-KVAR-EFTER BK-2-DELVIS-ATERSTALLT BK-2-INGET-KVAR BK-2-FALL-UPPFYLLT BK-2-FALL-DELVIS "
         "BK-2-MOJLIGT-UD "
         "BK-2-2018-OAVGJORT-UTAN-REST"),
)  # fmt: skip


@pytest.mark.parametrize("case", LEDGER_RULES, ids=lambda case: case.says)
def test_the_ledgers_own_rules(case: Case) -> None:
    verify(case, ("BK-2-",))


OUTCOMES = {"U": (0, 0, 0, 0), "D": (0, 0, 0, -1), "E": (-1, 0, 0, 0), "UD": (0, 0, None, 0), "UE": (None, 0, 0, 0), "DE": (-100, None, 0, -1),
            "UDE": (None, 0, None, 0)}  # fmt: skip


@pytest.mark.parametrize("code", OUTCOMES)
def test_the_ledger_says_all_that_it_can_show_and_nothing_else(code: str) -> None:
    fired = check(*ledger(2020, OUTCOMES[code])).fired
    assert {rule for rule in fired if rule.startswith("BK-2-MOJLIGT")} == {f"BK-2-MOJLIGT-{code}"}


# --- synnerliga skäl, roll-forward, other years' files --------------------------------------------


def extraordinary(deficit_year: int) -> str:
    return f"""
beslut:
  - {{id: B-1, slag: synnerliga skäl, underskott_år: {deficit_year}, organ: Direktionen, datum: 2020-04-01, paragraf: § 3,
     skäl: pandemin, källa: "ar, 9"}}
"""


def test_a_deficit_with_a_decision_of_extraordinary_grounds_is_not_restored() -> None:
    checked = check(*ledger(2020, (-100, 0, 0, 0)), extraordinary(2017))
    assert checked.code("BK-2") == "U"
    assert "BK-2-ANTA-SYNNERLIGA-SKAL" in checked.fired


def test_the_decision_holds_for_its_own_year_alone() -> None:
    checked = check(*ledger(2020, (-100, -1, 0, 0)), extraordinary(2018))
    assert checked.code("BK-2") == "E"


def test_without_a_decision_the_deficit_remains() -> None:
    checked = check(*ledger(2020, (-100, 0, 0, 0)))
    assert checked.code("BK-2") == "E"
    assert "BK-2-ANTA-SYNNERLIGA-SKAL" not in checked.fired


@pytest.mark.parametrize("surplus", [0, 100])
def test_a_surplus_counts_also_in_a_year_with_a_decision(surplus: int) -> None:
    checked = check(*ledger(2020, (-100, surplus, 0, 0)), extraordinary(2018))
    assert checked.code("BK-2") == ("U" if surplus else "E")
    assert "BK-2-ANTA-OVERSKOTT-TROTS-BESLUT" in checked.fired


def test_a_decision_on_an_unknown_year_takes_its_deficit_away() -> None:
    checked = check(*ledger(2020, (None, 0, 0, 0)), extraordinary(2017))
    assert checked.code("BK-2") == "U"
    assert "BK-2-ANTA-SAMSTA-MED-BESLUT" in checked.fired


def test_the_rating_tells_each_decision_that_it_rests_on() -> None:
    said = " Underskottet 2017 (−100 tkr) återställs inte enligt beslut om synnerliga skäl (Årsredovisning, 9)."
    assert check(*ledger(2020, (-100, 0, 0, 0)), extraordinary(2017)).ratings["BK-2"].because.endswith("är uppfyllt." + said)
    assert check(*ledger(2020, (-100, -50, 0, 0)), extraordinary(2017)).ratings["BK-2"].because.endswith("delvis uppfyllt." + said)
    unknown = " Ett underskott 2017 återställs inte enligt beslut om synnerliga skäl (Årsredovisning, 9)."
    assert check(*ledger(2020, (None, 0, 0, 0)), extraordinary(2017)).ratings["BK-2"].because.endswith(unknown)
    for without in ((100, 0, 0, 0), (-100, 100, 0, 0)):
        decided = (extraordinary(2017),) if without[0] > 0 else ()
        assert "synnerliga" not in check(*ledger(2020, without), *decided).ratings["BK-2"].because


def test_a_decision_recorded_among_an_earlier_years_facts_holds_too() -> None:
    checked = check(*ledger(2020, (-100, 0, 0, 0)), earlier={2018: extraordinary(2017)})
    assert checked.code("BK-2") == "U"


EQUITY = table("br", [2019, 2018], {"eget_kapital": [90, 100]}, "roller: {eget_kapital: eget_kapital}")


def test_the_change_of_equity_stands_in_for_a_result_that_is_not_printed() -> None:
    checked = check(utredning({2017: 0, 2018: 0, 2020: 0}), EQUITY)
    assert checked.code("BK-2") == "UD balanskravsutredning_saknas"
    assert "beräknat ur ingående och utgående eget kapital" in " ".join(checked.said("BK-2-ANTA-REDOVISAT"))
    assert "återstår 10 tkr av underskottet 2019 vid utgången av 2020, att återställa senast 2022" in checked.ratings["BK-2"].because


def test_an_opening_balance_can_be_the_one_or_the_other_side() -> None:
    opening = table("not_9", [2020, 2019], {"ingående": [90, 100]}, "roller: {ingående_eget_kapital: ingående}")
    assert check(utredning({2017: 0, 2018: 0, 2020: 0}), opening).code("BK-2") == "UD balanskravsutredning_saknas"


def test_a_year_with_one_balance_alone_is_missing() -> None:
    closing = table("br", [2019], {"eget_kapital": [90]}, "roller: {eget_kapital: eget_kapital}")
    checked = check(utredning({2017: 0, 2018: 0, 2020: 0}), closing)
    assert checked.code("BK-2") == "UD ar_saknas"
    assert checked.said("BK-2-LUCKA") == ["Varken årets resultat eller balanskravsutredning för 2019 framgår av underlaget."]


def test_the_checked_years_own_tables_go_before_the_other_years() -> None:
    """2017 prints no deficit, the checked year's table one of 100: the checked year's table is taken."""
    checked = check(*ledger(2020, (-100, 0, 0, 0)), earlier={2017: utredning({2017: 0})})
    assert checked.code("BK-2") == "E"


def test_a_year_that_only_its_own_file_knows_is_read_from_there() -> None:
    checked = check(utredning({2018: 0, 2019: 0, 2020: 0}), earlier={2017: utredning({2017: -100})})
    assert checked.code("BK-2") == "E"


def test_a_remaining_deficit_is_told_with_amount_and_last_year() -> None:
    because = check(*ledger(2020, (0, -100, 0, 99))).ratings["BK-2"].because
    assert because.startswith("Av underskottet 2018 återstår 1 tkr vid utgången av 2020; det ska vara återställt senast 2021.")


# --- BK-3 -----------------------------------------------------------------------------------------

BUDGETS = tuple(
    Case(f"{year}: {says}", facts, f"BK-3-{law}-{rule}{' BK-3-BELAGG' if code in 'UE' else ''}", f"BK-3: {code}", year=year)
    for year, law in LAWS.items()
    for says, facts, rule, code in (
        ("income exceeds costs", (budget(year, 101, 100),), "UPPFYLLT", "U"),
        ("by the smallest amount", (budget(year, "100.000001", 100),), "UPPFYLLT", "U"),
        ("equal", (budget(year, 100, 100),), "EJ", "E"),
        ("costs exceed income", (budget(year, 99, 100),), "EJ", "E"),
        ("costs with a minus, as in an income statement", (budget(year, 101, -100),), "UPPFYLLT", "U"),
        ("greater costs with a minus", (budget(year, 100, -101),), "EJ", "E"),
        ("equal costs with a minus", (budget(year, 100, -100),), "EJ", "E"),
        ("no budget", (EMPTY,), "SAKNAS", "UE ej_redovisat"),
        ("another year's budget", (budget(year - 1, 101, 100),), "SAKNAS", "UE ej_redovisat"),
        ("costs not printed", (budget(year, 101, "~"),), "SAKNAS", "UE ej_redovisat"),
        ("a unit's budget is not the whole", (budget(year, 101, 100) + "    redovisar: KANSLI\n",), "SAKNAS", "UE ej_redovisat"),
    )
)


@pytest.mark.parametrize("case", BUDGETS, ids=lambda case: case.says)
def test_a_budget_in_balance(case: Case) -> None:
    verify(case, ("BK-3-",))


# --- both sides of the years where a law begins ---------------------------------------------------


@pytest.mark.parametrize(("before", "after"), [(2017, 2018), (2018, 2019), (2023, 2024)])
def test_a_changed_law_is_a_second_rule_beside_the_first(before: int, after: int) -> None:
    def laws(year: int) -> set[str]:
        return {rule.id for rule in rules_of(year) if rule.id.startswith("BK-1-") and rule.id != "BK-1-BELAGG"}

    assert laws(before) == {f"BK-1-{LAW_OF[before]}-{name}" for name in ("UPPFYLLT", "EJ", "UTREDNING-SAKNAS", "AR-SAKNAS")}
    assert laws(after) == {rule.replace(LAW_OF[before], LAW_OF[after]) for rule in laws(before)}


@pytest.mark.parametrize(
    ("year", "law"),
    [(2017, "KL (1991:900)"), (2018, "KRL (1997:614)"), (2019, "LKBR (2018:597)"), (2023, "LKBR (2018:597)"), (2024, "(2023:643)")],
)
def test_the_report_cites_the_law_of_the_year(year: int, law: str) -> None:
    checked = check(utredning({year: 0}), year=year)
    (rule,) = (step.rule for step in checked.report.trace if step.therefore == "bedomning:BK-1")
    assert law in next(info.basis for info in checked.report.rules if info.id == rule)


CASES = (
    *BALANCED,
    *DEFICITS,
    *GAPS,
    *NOMINAL,
    *LEDGER_RULES,
    *BUDGETS,
    Case("synnerliga skäl", (*ledger(2020, (-100, 0, 0, 0)), extraordinary(2017)), "BK-2-ANTA-SYNNERLIGA-SKAL"),
    Case("synnerliga skäl and a surplus", (*ledger(2020, (-100, 0, 0, 0)), extraordinary(2018)), "BK-2-ANTA-OVERSKOTT-TROTS-BESLUT"),
    Case("synnerliga skäl and a gap", (*ledger(2020, (None, 0, 0, 0)), extraordinary(2017)), "BK-2-ANTA-SAMSTA-MED-BESLUT"),
    Case("no accounts", (), "BK-2-LUCKA"),
    *(Case(f"the ledger can show {code}", ledger(2020, values), f"BK-2-MOJLIGT-{code}") for code, values in OUTCOMES.items()),
)
