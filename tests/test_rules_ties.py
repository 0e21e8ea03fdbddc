"""Avstämningar: both sides rounded to the coarser side's last printed digit, on each side of one unit; words that make a text approximate."""

from __future__ import annotations

import pytest
from year_builder import Case, check, claim, goal, table, verify

from checker.outcome import exit_code
from reports.report import Cite, Materiality

FAMILY = ("AV-",)


def two_sides(left: str, right: str, left_unit: str = "tkr", right_unit: str = "tkr", word: str = "exakt", more: str = "") -> str:
    """A text figure on the left held against a table's figure on the right."""
    return table("a", [2020], {"rad": [right]}, unit=right_unit) + f"""
texttal:
  t.ett: {{värde: {left}, enhet: {left_unit}, ord: {word}, anger: siffran, källa: "ar, 2"}}
avstämningar:
  - {{id: AV-x, titel: Texten, vänster: [t.ett], höger: [a.rad.2020]{more}}}
"""


TIES: tuple[tuple[Case, str], ...] = tuple(
    (Case(says, (facts,), f"AV-{rule}"), status)
    for says, facts, rule, status in (
        ("the same", two_sides("100", "100"), "STAMMER", "stammer"),
        ("one unit over", two_sides("101", "100"), "AVRUNDNING-OVER", "avrundning"),
        ("one unit under", two_sides("99", "100"), "AVRUNDNING-UNDER", "avrundning"),
        ("two units over", two_sides("102", "100"), "AVVIKELSE-OVER", "avvikelse"),
        ("two units under", two_sides("98", "100"), "AVVIKELSE-UNDER", "avvikelse"),
        ("kronor against thousands, rounded half up", two_sides("100", "99500", "tkr", "kr"), "STAMMER", "stammer"),
        ("kronor against thousands, one öre below the half", two_sides("100", "99499.99", "tkr", "kr"), "AVRUNDNING-OVER", "avrundning"),
        ("kronor against thousands, one and a half unit off", two_sides("100", "98499.99", "tkr", "kr"), "AVVIKELSE-OVER", "avvikelse"),
        ("below zero the half is rounded away from zero", two_sides("-100", "-99500", "tkr", "kr"), "STAMMER", "stammer"),
        ("millions with a decimal", two_sides("9.8", "9784", "mnkr"), "STAMMER", "stammer"),
        ("millions with a decimal, a unit off", two_sides("9.7", "9784", "mnkr"), "AVRUNDNING-UNDER", "avrundning"),
        ("the whole is coarser than the part", two_sides("42.20", "42.2", "åa", "åa"), "STAMMER", "stammer"),
        ("a hundredth of an årsarbete is one unit", two_sides("42.21", "42.20", "åa", "åa"), "AVRUNDNING-OVER", "avrundning"),
        ("two hundredths are not", two_sides("42.22", "42.20", "åa", "åa"), "AVVIKELSE-OVER", "avvikelse"),
        ("a tenth of a percent is one unit", two_sides("5.1", "5.2", "'%'", "'%'"), "AVRUNDNING-UNDER", "avrundning"),
        ("a count is not rounded: one over", two_sides("11", "10", "elever", "elever"), "AVVIKELSE-ANTAL-OVER", "avvikelse"),
        ("a count is not rounded: one under", two_sides("9", "10", "elever", "elever"), "AVVIKELSE-ANTAL-UNDER", "avvikelse"),
        ("a count that agrees", two_sides("10", "10", "elever", "elever"), "STAMMER", "stammer"),
        ("kronor per inhabitant are rounded", two_sides("11", "10", "kr/inv", "kr/inv"), "AVRUNDNING-OVER", "avrundning"),
        ("ca: the table rounds to the last significant digit", two_sides("3000", "3499", word="ca"), "STAMMER-CA", "stammer"),
        ("ca, exactly", two_sides("3000", "3000", word="ca"), "STAMMER-CA", "stammer"),
        ("ca: it does not, but to one unit more", two_sides("3000", "3500", word="ca"), "CA-AVVIKER-UNDER", "avvikelse"),
        ("ca: it does not, but to one unit less", two_sides("3000", "2499", word="ca"), "CA-AVVIKER-OVER", "avvikelse"),
        ("ca, of a count: the table rounds to it", two_sides("30", "34", "elever", "elever", word="ca"), "STAMMER-CA", "stammer"),
        ("ca, of a count: it does not", two_sides("30", "35", "elever", "elever", word="ca"), "CA-AVVIKER-UNDER", "avvikelse"),
        ("ca: far from it", two_sides("3000", "4500", word="ca"), "CA-AVVIKER-UNDER", "avvikelse"),
        ("knappt, from below", two_sides("3000", "2600", word="knappt"), "STAMMER-KNAPPT", "stammer"),
        ("knappt, exactly", two_sides("3000", "3000", word="knappt"), "STAMMER-KNAPPT", "stammer"),
        ("knappt, but the table is larger", two_sides("3000", "3001", word="knappt"), "KNAPPT-FRAN-FEL-HALL", "avvikelse"),
        ("knappt, a unit off", two_sides("3000", "2499", word="knappt"), "KNAPPT-AVVIKER-OVER", "avvikelse"),
        ("knappt, on the half", two_sides("3000", "2500", word="knappt"), "STAMMER-KNAPPT", "stammer"),
        ("knappt, but the table rounds to more", two_sides("3000", "3500", word="knappt"), "KNAPPT-AVVIKER-UNDER", "avvikelse"),
        ("drygt, from above", two_sides("3000", "3400", word="drygt"), "STAMMER-DRYGT", "stammer"),
        ("drygt, exactly", two_sides("3000", "3000", word="drygt"), "STAMMER-DRYGT", "stammer"),
        ("drygt, but the table is smaller", two_sides("3000", "2999", word="drygt"), "DRYGT-FRAN-FEL-HALL", "avvikelse"),
        ("drygt, a unit off", two_sides("3000", "3500", word="drygt"), "DRYGT-AVVIKER-UNDER", "avvikelse"),
        ("drygt, far off", two_sides("3000", "4600", word="drygt"), "DRYGT-AVVIKER-UNDER", "avvikelse"),
        ("drygt, but the table rounds to less", two_sides("3000", "2499", word="drygt"), "DRYGT-AVVIKER-OVER", "avvikelse"),
        ("drygt of a deficit, from further away from zero", two_sides("-900", "-935", word="drygt"), "STAMMER-DRYGT", "stammer"),
        ("drygt of a deficit, exactly", two_sides("-900", "-900", word="drygt"), "STAMMER-DRYGT", "stammer"),
        ("drygt of a deficit, but the table is smaller", two_sides("-900", "-880", word="drygt"), "DRYGT-FRAN-FEL-HALL", "avvikelse"),
        ("drygt of a deficit, but the table rounds to more", two_sides("-900", "-960", word="drygt"), "DRYGT-AVVIKER-UNDER", "avvikelse"),
        ("knappt of a deficit, from nearer zero", two_sides("-900", "-880", word="knappt"), "STAMMER-KNAPPT", "stammer"),
        ("knappt of a deficit, but the table is larger", two_sides("-900", "-935", word="knappt"), "KNAPPT-FRAN-FEL-HALL", "avvikelse"),
        ("knappt of a deficit, but the table rounds to less", two_sides("-900", "-840", word="knappt"), "KNAPPT-AVVIKER-OVER", "avvikelse"),
        ("mer än, the table is a little larger", two_sides("3000", "3001", word="mer än"), "STAMMER-MER", "stammer"),
        ("mer än, the table is much larger", two_sides("3000", "9000", word="mer än"), "STAMMER-MER", "stammer"),
        ("mer än, the table is equal", two_sides("3000", "3000", word="mer än"), "MER-AVVIKER", "avvikelse"),
        ("mer än, the table is smaller", two_sides("3000", "2999", word="mer än"), "MER-AVVIKER", "avvikelse"),
        ("mindre än, the table is smaller", two_sides("3000", "2999", word="mindre än"), "STAMMER-MINDRE", "stammer"),
        ("mindre än, the table is equal", two_sides("3000", "3000", word="mindre än"), "MINDRE-AVVIKER", "avvikelse"),
        ("mindre än, the table is larger", two_sides("3000", "3001", word="mindre än"), "MINDRE-AVVIKER", "avvikelse"),
        ("a side is missing", two_sides("100", "~"), "SAKNAS", "underlag_saknas"),
    )
)  # fmt: skip


@pytest.mark.parametrize(("case", "status"), TIES, ids=[case.says for case, _ in TIES])
def test_a_tie(case: Case, status: str) -> None:
    checked = verify(case, FAMILY)
    assert checked.ties["AV-x"].status == status
    kinds = {finding.kind for finding in checked.report.findings if "AV-x" in finding.about}
    assert kinds == ({f"tie_{status}"} if status in ("avvikelse", "avrundning") else set())


MIRRORED = """
texttal: {t.ett: {värde: 3000, enhet: tkr, ord: %s, anger: siffran, källa: "ar, 2"}}
avstämningar: [{id: AV-x, titel: Tabellen, vänster: [a.rad.2020], höger: [t.ett]}]
"""


@pytest.mark.parametrize(
    ("word", "printed", "status"),
    [
        ("ca", "2500", "stammer"),
        ("ca", "3499", "stammer"),
        ("ca", "2499", "avvikelse"),
        ("ca", "3500", "avvikelse"),
        ("knappt", "2600", "stammer"),
        ("knappt", "3001", "avvikelse"),
        ("knappt", "2499", "avvikelse"),
        ("knappt", "3500", "avvikelse"),
        ("drygt", "3400", "stammer"),
        ("drygt", "2999", "avvikelse"),
        ("drygt", "2499", "avvikelse"),
        ("drygt", "3500", "avvikelse"),
        ("mer än", "3001", "stammer"),
        ("mer än", "3000", "avvikelse"),
        ("mindre än", "2999", "stammer"),
        ("mindre än", "3000", "avvikelse"),
    ],
)
def test_the_word_belongs_to_the_side_with_the_text(word: str, printed: str, status: str) -> None:
    assert check(table("a", [2020], {"rad": [printed]}), MIRRORED % word).ties["AV-x"].status == status


# --- what a side can be ---------------------------------------------------------------------------

SUMS = table("rr", [2020, 2019], {"in": [10, 8], "ut": [-7, None], "netto": [3, 8], "tom": [None, None]}, "summor: {netto: [in, ut], tom: [in]}")


def test_a_tables_own_sums_are_ties_where_total_and_a_term_are_printed() -> None:
    """An empty term counts for nothing; without a printed total there is no relation."""
    assert {tie: row.status for tie, row in check(SUMS).ties.items()} == {"AV-rr.netto.2020": "stammer", "AV-rr.netto.2019": "stammer"}


def test_terms_with_a_minus_are_drawn_off_and_columns_can_be_sums() -> None:
    crosswise = table("p", ["kvinnor", "män", "summa"], {"antal": [5, 4, 9], "delar": [2, 2, 5]}, "år: 2020", "kolumnsummor: {summa: [kvinnor, män]}",
                      "summor: {antal: [delar, -delar]}", unit="st")  # fmt: skip
    ties = check(crosswise).ties
    across = {tie: row.status for tie, row in ties.items() if "tvars" in tie}
    assert across == {"AV-p.antal.summa-tvars": "stammer", "AV-p.delar.summa-tvars": "avvikelse"}
    assert ties["AV-p.antal.man"].right == "0"


COLUMNS = table("a", [2020, 2019], {"rad": [10, 5], "samma": [10, 5]})


def test_a_declared_tie_over_columns_is_one_for_each() -> None:
    text = "avstämningar: [{id: AV-x, titel: Raden, vänster: [a.rad], höger: [a.samma], kolumner: [2020, 2019]}]"
    assert [tie for tie in check(COLUMNS, text).ties if "x" in tie] == ["AV-x.2019", "AV-x.2020"]


@pytest.mark.parametrize(
    ("printed", "right", "status"),
    [
        ("100", "höger_förändring: [a.rad.2020, a.rad.2019]", "stammer"),
        ("99", "höger_förändring: [a.rad.2020, a.rad.2019]", "avrundning"),
        ("50.0", "höger_andel: [a.rad.2019, a.rad.2020]", "stammer"),
        ("50.2", "höger_andel: [a.rad.2019, a.rad.2020]", "avvikelse"),
    ],
)
def test_a_change_and_a_share_are_counted_in_percent(printed: str, right: str, status: str) -> None:
    text = f"""
texttal: {{t.p: {{värde: {printed}, enhet: "%", anger: andelen, källa: "ar, 2"}}}}
avstämningar: [{{id: AV-x, titel: Procenten, vänster: [t.p], {right}}}]
"""
    assert check(COLUMNS, text).ties["AV-x"].status == status


@pytest.mark.parametrize(("printed", "told"), [("99", "−1 procentenhet"), ("90", "−10 procentenheter"), ("100", "0 procentenheter")])
def test_the_difference_between_two_shares_is_told_in_percentage_points(printed: str, told: str) -> None:
    text = f"""
texttal: {{t.p: {{värde: {printed}, enhet: "%", anger: andelen, källa: "ar, 2"}}}}
avstämningar: [{{id: AV-x, titel: Procenten, vänster: [t.p], höger_förändring: [a.rad.2020, a.rad.2019]}}]
"""
    tie = check(COLUMNS, text).ties["AV-x"]
    assert (tie.unit, tie.difference_text) == ("%", told)


def test_a_share_is_counted_in_each_column_of_the_tie() -> None:
    shares = table("p", [2020, 2019], {"andel": [50, 20]}, unit='"%"').removeprefix("tabeller:\n")
    text = "avstämningar: [{id: AV-x, titel: Andelen, vänster: [p.andel], höger_andel: [a.del, a.hela], kolumner: [2020, 2019]}]"
    ties = check(table("a", [2020, 2019], {"del": [5, 2], "hela": [10, 10]}) + shares, text).ties
    assert {name: ties[name].status for name in ("AV-x.2019", "AV-x.2020")} == {"AV-x.2019": "stammer", "AV-x.2020": "stammer"}


def test_no_change_is_counted_from_nothing() -> None:
    text = """
texttal: {t.p: {värde: 5, enhet: "%", anger: ökningen, källa: "ar, 2"}}
avstämningar: [{id: AV-x, titel: Ökningen, vänster: [t.p], höger_förändring: [a.rad.2020, a.rad.2019]}]
"""
    assert check(table("a", [2020, 2019], {"rad": [5, 0]}), text).ties["AV-x"].status == "underlag_saknas"


@pytest.mark.parametrize(("printed", "status"), [("1", "stammer"), ("2", "avvikelse"), ("0", "avvikelse")])
def test_a_count_of_goals_is_held_against_the_reports_own_claims(printed: str, status: str) -> None:
    text = f"""
texttal: {{t.mål: {{värde: {printed}, enhet: mål, anger: uppfyllda mål, källa: "ar, 2"}}}}
avstämningar: [{{id: AV-x, titel: Antalet mål, vänster: [t.mål], höger_antal: {{enhet: A, påstår: uppfyllt}}}}]
"""
    facts = (goal("F-1"), goal("F-2"), claim("F-1", "uppfyllt"), claim("F-2", "delvis"))
    assert check(*facts, text).ties["AV-x"].status == status


def test_a_tie_tells_both_sides_their_difference_and_sources() -> None:
    tie = check(two_sides("102", "100")).ties["AV-x"]
    assert (tie.left, tie.right, tie.difference, tie.unit) == ("102", "100", "2", "tkr")
    assert [str(cite) for cite in tie.sources] == ["Årsredovisning, 2", "Årsredovisning, 3"]


@pytest.mark.parametrize(("word", "difference"), [("exakt", "-1"), ("ca", "-0.523"), ("knappt", "-0.523"), ("drygt", "-0.523"), ("mer än", "-0.523")])
def test_the_difference_is_rounded_as_the_sides_are_and_told_exactly_of_an_approximate_text(word: str, difference: str) -> None:
    """3 millions against 3 523 thousands: rounded to millions 3 against 4."""
    assert check(two_sides("3", "3523", "mnkr", word=word)).ties["AV-x"].difference == difference


def test_a_missing_side_is_named() -> None:
    (said,) = check(two_sides("100", "~")).said("AV-SAKNAS")
    assert said == "Texten: a.rad.2020 framgår inte av underlaget; relationen kan inte prövas."


@pytest.mark.parametrize(("then", "status"), [(5, "stammer"), (6, "avrundning"), (7, "avvikelse")])
def test_last_years_column_is_held_against_last_years_own_report(then: int, status: str) -> None:
    own = table("rr", [2019, 2018], {"netto": [then, 0]}, "roller: {årets_resultat: netto}")
    checked = check(table("rr", [2020, 2019], {"netto": [1, 5]}), earlier={2019: own})
    assert {tie: row.status for tie, row in checked.ties.items()} == {"AV-fjolar.rr.netto": status}


def test_a_table_of_last_years_report_is_held_against_also_where_its_file_names_no_role() -> None:
    checked = check(table("not_1", [2020, 2019], {"summa": [1, 5]}), earlier={2019: table("not_1", [2019, 2018], {"summa": [6, 0]})})
    assert {tie: row.status for tie, row in checked.ties.items()} == {"AV-fjolar.not_1.summa": "avrundning"}


def test_last_years_own_tables_are_held_against_also_where_others_of_its_figures_stand_in_a_later_report() -> None:
    own = table("rr", [2019], {"netto": [6]}) + "jämförelsetal_ur: [2021]\n"
    overview = table("översikt", [2021, 2019], {"netto": [1, 6]})
    now = table("rr", [2020, 2019], {"netto": [1, 5]}) + table("översikt", [2020, 2019], {"netto": [1, 5]}).removeprefix("tabeller:\n")
    checked = check(now, earlier={2019: own, 2021: overview})
    assert {tie: row.status for tie, row in checked.ties.items()} == {"AV-fjolar.rr.netto": "avrundning"}


@pytest.mark.parametrize("same", ["ja", "nej"])
def test_a_deviation_between_two_values_of_the_same_thing_is_a_contradiction_too(same: str) -> None:
    checked = check(two_sides("102", "100", more=f", samma_sak: {same}"))
    assert bool(checked.findings("motsagelse")) == ("FY-MOTSAGELSE-BELOPP" in checked.fired) == (same == "ja")


# --- väsentlighetstal -----------------------------------------------------------------------------


def stated(amount: str, unit: str = "tkr") -> str:
    """A väsentlighetstal."""
    return f"väsentlighetstal: {{belopp: {amount}, enhet: {unit}, uppgift: revisorns tal, källa: 'ar, 8'}}"


MATERIAL: tuple[tuple[Case, str | None], ...] = tuple(
    (Case(says, (two_sides(*sides), *limit), f"AV-{rules}".replace(" ", " AV-")), material)
    for says, sides, limit, rules, material in (
        ("over, the left side larger", ("105", "100"), (stated("4"),), "AVVIKELSE-OVER VASENTLIG-OVER", "over"),
        ("over, the left side smaller", ("95", "100"), (stated("4"),), "AVVIKELSE-UNDER VASENTLIG-OVER", "over"),
        ("under, the left side larger", ("105", "100"), (stated("6"),), "AVVIKELSE-OVER VASENTLIG-UNDER", "under"),
        ("under, the left side smaller", ("95", "100"), (stated("6"),), "AVVIKELSE-UNDER VASENTLIG-UNDER", "under"),
        ("on the limit, the left side larger", ("105", "100"), (stated("5"),), "AVVIKELSE-OVER VASENTLIG-OVER", "over"),
        ("on the limit, the left side smaller", ("95", "100"), (stated("5"),), "AVVIKELSE-UNDER VASENTLIG-OVER", "over"),
        ("on the limit, in another unit", ("105", "100"), (stated("0.005", "mnkr"),), "AVVIKELSE-OVER VASENTLIG-OVER", "over"),
        ("a hundredth of a krona under the limit", ("105", "100"), (stated("5000.01", "kr"),), "AVVIKELSE-OVER VASENTLIG-UNDER", "under"),
        ("none is stated", ("105", "100"), (), "AVVIKELSE-OVER", None),
        ("rounding is no deviation", ("101", "100"), (stated("0.1"),), "AVRUNDNING-OVER", None),
        ("sides that agree are none", ("100", "100"), (stated("0.1"),), "STAMMER", None),
        ("a missing side is none", ("100", "~"), (stated("0.1"),), "SAKNAS", None),
        ("a count is no money", ("15", "10", "elever", "elever"), (stated("0.001"),), "AVVIKELSE-ANTAL-OVER", None),
        ("a percentage is no money", ("15", "10", "'%'", "'%'"), (stated("0.001"),), "AVVIKELSE-OVER", None),
        ("kronor per inhabitant are no money", ("15", "10", "kr/inv", "kr/inv"), (stated("0.001"),), "AVVIKELSE-OVER", None),
        ("approximate, by the exact difference", ("3", "3523", "mnkr", "tkr", "ca"), (stated("523"),), "CA-AVVIKER-UNDER VASENTLIG-OVER", "over"),
        ("approximate, just under", ("3", "3523", "mnkr", "tkr", "ca"), (stated("523.001"),), "CA-AVVIKER-UNDER VASENTLIG-UNDER", "under"),
    )
)  # fmt: skip


@pytest.mark.parametrize(("case", "material"), MATERIAL, ids=[case.says for case, _ in MATERIAL])
def test_a_deviation_in_money_is_held_against_the_vasentlighetstal(case: Case, material: str | None) -> None:
    assert verify(case, FAMILY).ties["AV-x"].material == material


def test_the_vasentlighetstal_is_told_with_who_set_it_and_stands_in_the_ties_trace() -> None:
    checked = check(two_sides("95", "100"), stated("4"))
    assert checked.report.materiality == Materiality("4", "tkr", "revisorns tal", Cite("Årsredovisning", "8"))
    said = "Texten: skillnaden −5 tkr, räknad utan tecken, når väsentlighetstalet 4 tkr (revisorns tal; Årsredovisning, 8)."
    steps = {step.step: step for step in checked.report.trace}
    assert [steps[number].says for number in checked.ties["AV-x"].trace][-1] == said


def test_it_changes_no_rating_no_status_no_finding_and_no_exit_code() -> None:
    facts = (two_sides("95", "100"), goal("F-1"))
    without, held = check(*facts).report, check(*facts, stated("4")).report
    assert without.materiality is None
    assert [(one.id, one.rating, one.possible) for one in held.ratings] == [(one.id, one.rating, one.possible) for one in without.ratings]
    assert [one.status for one in held.ties] == [one.status for one in without.ties]
    assert [one.text for one in held.findings] == [one.text for one in without.findings]
    assert exit_code(held) == exit_code(without)


CASES = tuple(case for case, _ in (*TIES, *MATERIAL))


def test_the_sums_of_a_draft_are_not_tried() -> None:
    """Neither of its rows nor of its columns: nothing is taken from it."""
    sums = ("summor: {c: [a, b]}", "kolumnsummor: {budget2020: [2020, 2019]}")
    rows = {"a": (1, 1, 2), "b": (2, 2, 4), "c": (9, 3, 12)}
    tried, draft = (check(table("x", ("2020", "2019", "budget2020"), rows, *sums, *more)).report.ties for more in ((), ("utkast: ja",)))
    assert {tie.status for tie in tried} == {"stammer", "avvikelse"}
    assert draft == ()
