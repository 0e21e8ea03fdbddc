"""Sammanvägning: goals from their mätetal, units and parts from goals, and god ekonomisk hushållning from its two parts."""

from __future__ import annotations

from itertools import combinations_with_replacement, product

import pytest
from year_builder import (
    AT_LEAST_90,
    EMPTY,
    NO_LEVEL,
    PRODUCT,
    Case,
    Checked,
    budget,
    check,
    goal,
    outcome,
    percent,
    status,
    utredning,
    verify,
    waiver,
    written,
)

from checker.pipeline import infer, prepare
from facts.loading import load_year
from rules.packs.sammanvagning import COUNTED

FAMILY = ("SV-",)

# --- a goal over its mätetal ------------------------------------------------------------------

MEMBERS = {
    "U": (PRODUCT, "status: framtagen"),
    "D": (PRODUCT, "status: del färdig"),
    "E": (PRODUCT, "status: ej genomfört"),
    "UE": (AT_LEAST_90, "status: nivån nådd"),
    "UDE": (NO_LEVEL, "status: genomfört"),
    "X": (PRODUCT, "status: framtagen"),
}


def goal_of(codes: tuple[str, ...], name: str = "F-1") -> tuple[str, ...]:
    """A goal with a mätetal for each code of possible ratings; those with X are waived."""
    told = ", ".join(f"{{mätetal: {name}.{n}, uppgift: så, källa: 'ar, 1', {MEMBERS[code][1]}}}" for n, code in enumerate(codes, 1))
    waived = [waiver(f"{name}.{n}") for n, code in enumerate(codes, 1) if code == "X"]
    return (goal(name, *(MEMBERS[code][0] for code in codes)), f"utfall: [{told}]" if codes else EMPTY, *waived)


def possible(codes: tuple[str, ...]) -> str:
    """The principle of sammanvägning, word for word: what the members' possible ratings leave open."""
    active = [code for code in codes if code != "X"]
    if not active:
        return "X"
    can_u, can_e = (all(letter in code for code in active) for letter in "UE")
    mixed = any("U" in one and "E" in other for i, one in enumerate(active) for j, other in enumerate(active) if i != j)
    can_d = any("D" in code for code in active) or mixed
    return "".join(letter for letter, can in (("U", can_u), ("D", can_d), ("E", can_e)) if can)


MIXES = [mix for size in (1, 2, 3) for mix in combinations_with_replacement(MEMBERS, size)]


def deciding(codes: tuple[str, ...]) -> str:
    """The one rule for what the members leave open; where delvis is one of several, a member that can be delvis is its cause, else a mix."""
    active, code = [code for code in codes if code != "X"], possible(codes)
    if code == "X":
        return "SV-EJ-TILLAMPLIGT"
    cause = ("-MEDLEM" if any("D" in one for one in active) else "-BLANDAT") if len(code) > 1 and "D" in code else ""
    return f"SV-{code}{cause}"


def deciders(checked: Checked, node: str) -> list[str]:
    """The rule of each step that rates the node."""
    return [step.rule for step in checked.report.trace if step.therefore == f"bedomning:{node}"]


def test_every_mix_of_up_to_three_members_leaves_just_the_ratings_that_they_leave_open_by_one_rule() -> None:
    """All 83 mixes are goals of one year, so that each is rated beside the others."""
    facts = [text for number, mix in enumerate(MIXES, 1) for text in goal_of(mix, f"G-{number}")]
    checked = check(*facts)
    shown = {mix: checked.code(f"G-{number}").split()[0] for number, mix in enumerate(MIXES, 1)}
    assert shown == {mix: possible(mix) for mix in MIXES}
    assert {mix: deciders(checked, f"G-{number}") for number, mix in enumerate(MIXES, 1)} == {mix: [deciding(mix)] for mix in MIXES}


WIDE = {**{code: (code,) for code in MEMBERS}, "UD": ("U", "UE"), "DE": ("E", "UE")}  # the mätetal of a goal that leaves just this open
PAIRS = [mix for size in (1, 2) for mix in combinations_with_replacement(WIDE, size)]


@pytest.mark.parametrize("codes", PAIRS, ids=" and ".join)
def test_a_unit_is_weighed_from_its_goals_as_they_are_from_theirs(codes: tuple[str, ...]) -> None:
    """Goals can leave uppfyllt or delvis, and delvis or ej, which a mätetal cannot."""
    checked = check(*(text for number, code in enumerate(codes, 1) for text in goal_of(WIDE[code], f"F-{number}")))
    assert [checked.code(f"F-{number}").split()[0] for number, _ in enumerate(codes, 1)] == list(codes)
    assert (checked.code("A").split()[0], deciders(checked, "A")) == (possible(codes), [deciding(codes)])


@pytest.mark.parametrize(
    ("codes", "shown"),
    [
        (("U", "U"), "U"),
        (("E", "E"), "E"),
        (("U", "E"), "D"),
        (("D", "U"), "D"),
        (("U", "E", "UDE"), "D"),
        (("U", "UE"), "UD medlem_oavgjord"),
        (("E", "UE"), "DE medlem_oavgjord"),
        (("UE",), "UE medlem_oavgjord"),
        (("UE", "UE"), "UDE medlem_oavgjord"),
        (("X", "E"), "E"),
        (("X", "X"), "X"),
    ],
)
def test_the_words_of_the_principle(codes: tuple[str, ...], shown: str) -> None:
    """All met is met, none met is not met, a mix is partly; an unknown beside a met and a not-met one changes nothing."""
    assert check(*goal_of(codes)).code("F-1") == shown


# --- each rule ----------------------------------------------------------------------------------

OWN_WORD = "SV-BELAGG-EGEN-UPPGIFT"
GOALS = (
    Case("all are met", goal_of(("U", "U")), f"SV-U {OWN_WORD}", "F-1: U; A: U; GEH-V: U"),
    Case("none is met", goal_of(("E",)), f"SV-E {OWN_WORD}", "F-1: E; A: E; GEH-V: E"),
    Case("one is met and another is not", goal_of(("U", "E")), f"SV-D {OWN_WORD}", "F-1: D; A: D"),
    Case("one is partly met", goal_of(("D",)), f"SV-D {OWN_WORD}", "F-1: D"),
    Case("one is partly met, another met and a third not", goal_of(("D", "U", "E")), f"SV-D {OWN_WORD}", "F-1: D"),
    Case("a single open level", goal_of(("UE",)), "SV-UE", "F-1: UE medlem_oavgjord; A: UE medlem_oavgjord"),
    Case("a met one and an open level", goal_of(("U", "UE")), "SV-UD-BLANDAT", "F-1: UD medlem_oavgjord"),
    Case("a not-met one and an open level", goal_of(("E", "UE")), "SV-DE-BLANDAT", "F-1: DE medlem_oavgjord"),
    Case("two open levels", goal_of(("UE", "UE")), "SV-UDE-BLANDAT", "F-1: UDE medlem_oavgjord"),
    Case("a met one and one that can be partly met", goal_of(("U", "UDE")), "SV-UD-MEDLEM", "F-1: UD medlem_oavgjord"),
    Case("a not-met one and one that can be partly met", goal_of(("E", "UDE")), "SV-DE-MEDLEM", "F-1: DE medlem_oavgjord"),
    Case("two open levels and one that can be partly met", goal_of(("UE", "UE", "UDE")), "SV-UDE-MEDLEM", "F-1: UDE medlem_oavgjord"),
    Case("a measure without level", goal_of(("UDE",)), "SV-UDE-MEDLEM", "F-1: UDE medlem_oavgjord"),
    Case("all are waived", goal_of(("X", "X")), "SV-EJ-TILLAMPLIGT", "F-1: X; A: X; GEH-V: X"),
    Case("one of two is waived", goal_of(("X", "U")), f"SV-U {OWN_WORD}", "F-1: U"),
    Case("a goal without mätetal", (goal("F-1"),), "SV-UTAN-MEDLEMMAR", "F-1: UDE malniva_saknas; A: UDE medlem_oavgjord",
         finds="malniva_saknas fraga"),
    Case("a goal without mätetal that is waived", (goal("F-1"), waiver("F-1")), "SV-UNDANTAGET", "F-1: X; A: X"),
    Case("its waiver has run out the day before the year's end", (goal("F-1"), waiver("F-1", last_day="2020-12-30")),
         "SV-UTAN-MEDLEMMAR",
         "F-1: UDE malniva_saknas"),
    Case("its waiver's last day is the year's", (goal("F-1"), waiver("F-1", last_day="2020-12-31")), "SV-UNDANTAGET", "F-1: X"),
    Case("its waiver was decided after the year", (goal("F-1"), waiver("F-1", "2021-01-01")), "SV-UTAN-MEDLEMMAR",
         "F-1: UDE malniva_saknas"),
    Case("its waiver was decided on the year's last day", (goal("F-1"), waiver("F-1", "2020-12-31")), "SV-UNDANTAGET", "F-1: X"),
    Case("a strategic goal belongs to no unit and no part", (*goal_of(("U",)), goal("S-1", more="område: mål")), f"SV-U {OWN_WORD}",
         "S-1: UDE malniva_saknas; A: U; GEH-V: U"),
    Case("a figure and the report's own word", (goal("F-1", AT_LEAST_90, PRODUCT), outcome("F-1.1", percent("90")), outcome("F-1.2",
         status("framtagen"))),
         f"SV-U SV-BELAGG-SIFFRA {OWN_WORD}", "F-1: U"),
    Case("a log shows", (goal("F-1", PRODUCT), outcome("F-1.1", status("framtagen, belägg: logg"))), "SV-U SV-BELAGG-LOGG", "F-1: U"),
    Case("a decision shows", (goal("F-1", PRODUCT), outcome("F-1.1", status("beslutad, belägg: beslut"))), "SV-U SV-BELAGG-BESLUT", "F-1: U"),
)  # fmt: skip


@pytest.mark.parametrize("case", GOALS, ids=lambda case: case.says)
def test_a_goal(case: Case) -> None:
    verify(case, FAMILY, [COUNTED], node="F-1")


def test_a_moment_is_weighed_as_a_criterion_is() -> None:
    assert check(CONTROL).code("IK-1") == "U"


def test_a_year_without_goals_leaves_the_operational_part_open() -> None:
    assert check(CONTROL).code("GEH-V") == "UDE malniva_saknas"


CONTROL = """
kontrollområden:
  - id: IK-1
    område: Kassa
    källa: plan, 8
    moment:
      - id: IK-1a
        moment: Kassan stämmer
        frekvens: 1 gång/år
        ansvarig: Ekonomichef
        resultat: {visar: enligt plan, uppgift: kontrollerat, källa: "ar, 8"}
"""

# --- god ekonomisk hushållning ------------------------------------------------------------------

ECONOMY_FIRST = "riktlinje: {ekonomi_överordnad: ja, källa: 'plan, 2.1'}"
EQUAL = "riktlinje: {ekonomi_överordnad: nej, källa: 'plan, 2.1'}"
FINANCIAL = {
    "U": (utredning({2017: 1, 2018: 1, 2019: 1, 2020: 1}), budget(2020, 11, 10)),
    "D": (utredning({2017: 1, 2018: 1, 2019: 1, 2020: 1}), budget(2020, 10, 10)),
    "E": (utredning({2017: -9, 2018: 0, 2019: 0, 2020: -1}), budget(2020, 9, 10)),
}
OPEN_FINANCIAL = {"UD": FINANCIAL["U"][:1], "DE": FINANCIAL["E"][:1], "UDE": ()}
OPERATIONAL = {rating: goal_of((rating,)) for rating in "UDE"}
BY_TABLE = {
    ("U", "U"): "U",
    ("U", "D"): "D",
    ("U", "E"): "D",
    ("D", "U"): "D",
    ("D", "D"): "D",
    ("D", "E"): "D",
    ("E", "U"): "E",
    ("E", "D"): "E",
    ("E", "E"): "E",
}
EQUALLY = {("U", "U"): "U", ("E", "E"): "E"}  # all else is a mix


@pytest.mark.parametrize(("financial", "operational"), list(product("UDE", repeat=2)))
def test_the_whole_where_the_guideline_puts_economy_first(financial: str, operational: str) -> None:
    checked = check(*FINANCIAL[financial], *OPERATIONAL[operational], ECONOMY_FIRST)
    assert (checked.code("GEH-E"), checked.code("GEH-V")) == (financial, operational)
    assert checked.code("GEH") == BY_TABLE[financial, operational]
    assert "SV-GEH" in checked.fired
    assert deciders(checked, "GEH") == [f"SV-GEH-{BY_TABLE[financial, operational]}"]


def by_table(financial: str, operational: str) -> str:
    """Every outcome of the table over what the parts leave open."""
    return "".join(letter for letter in "UDE" if letter in {BY_TABLE[pair] for pair in product(financial, operational)})


@pytest.mark.parametrize(("financial", "operational"), list(product(OPEN_FINANCIAL, (code for code in WIDE if code != "X"))))
def test_the_whole_where_economy_goes_first_and_the_financial_part_is_open(financial: str, operational: str) -> None:
    checked = check(*OPEN_FINANCIAL[financial], *goal_of(WIDE[operational]), ECONOMY_FIRST)
    assert [checked.code(part).split()[0] for part in ("GEH-E", "GEH-V")] == [financial, operational]
    assert checked.code("GEH").split()[0] == by_table(financial, operational)
    assert deciders(checked, "GEH") == [f"SV-GEH-{by_table(financial, operational)}"]


@pytest.mark.parametrize(("financial", "operational"), list(product(FINANCIAL, ("UE", "UD", "DE", "UDE"))))
def test_the_whole_where_economy_goes_first_and_only_the_operational_part_is_open(financial: str, operational: str) -> None:
    checked = check(*FINANCIAL[financial], *goal_of(WIDE[operational]), ECONOMY_FIRST)
    assert checked.code("GEH-V").split()[0] == operational
    assert checked.code("GEH").split()[0] == by_table(financial, operational)
    assert deciders(checked, "GEH") == [f"SV-GEH-{by_table(financial, operational)}"]


WHOLE = tuple(
    Case(f"the whole can be {code}: {says}", (*financial, *operational, ECONOMY_FIRST), fires, f"GEH: {code}")
    for says, financial, operational, fires, code in (
        ("both parts are met", FINANCIAL["U"], OPERATIONAL["U"], "SV-GEH SV-GEH-U", "U"),
        ("the financial part is met in part", FINANCIAL["D"], OPERATIONAL["U"], "SV-GEH SV-GEH-D", "D"),
        ("the financial part is not met", FINANCIAL["E"], OPERATIONAL["U"], "SV-GEH SV-GEH-E", "E"),
        ("no budget, else met", OPEN_FINANCIAL["UD"], OPERATIONAL["U"], "SV-GEH SV-GEH-UD", "UD medlem_oavgjord"),
        ("no budget, else not met", OPEN_FINANCIAL["DE"], OPERATIONAL["U"], "SV-GEH SV-GEH-DE", "DE medlem_oavgjord"),
        ("no accounts", (), OPERATIONAL["U"], "SV-GEH SV-GEH-UDE", "UDE medlem_oavgjord"),
        ("the operational part is waived", FINANCIAL["U"], goal_of(("X",)), "SV-GEH-UTAN-V SV-GEH-U", "U"),
    )
)


@pytest.mark.parametrize("case", WHOLE, ids=lambda case: case.says)
def test_the_whole(case: Case) -> None:
    verify(case, ("SV-GEH",))


@pytest.mark.parametrize("guideline", [EQUAL, EMPTY], ids=["the guideline says no", "no guideline"])
@pytest.mark.parametrize(("financial", "operational"), list(product("UDE", repeat=2)))
def test_the_whole_where_it_does_not(financial: str, operational: str, guideline: str) -> None:
    checked = check(*FINANCIAL[financial], *OPERATIONAL[operational], guideline)
    assert checked.code("GEH") == EQUALLY.get((financial, operational), "D")
    assert deciders(checked, "GEH") == [f"SV-{EQUALLY.get((financial, operational), 'D')}"]
    assert not {rule for rule in checked.fired if rule.startswith("SV-GEH")}


@pytest.mark.parametrize("financial", "UDE")
@pytest.mark.parametrize("guideline", [ECONOMY_FIRST, EQUAL], ids=["economy first", "equally"])
def test_a_waived_operational_part_leaves_the_whole_to_the_financial_one(financial: str, guideline: str) -> None:
    checked = check(*FINANCIAL[financial], *goal_of(("X",)), guideline)
    assert (checked.code("GEH-V"), checked.code("GEH")) == ("X", financial)
    assert ("SV-GEH-UTAN-V" in checked.fired) == (guideline == ECONOMY_FIRST)
    assert deciders(checked, "GEH") == [f"SV-GEH-{financial}" if guideline == ECONOMY_FIRST else f"SV-{financial}"]


def test_economy_first_and_an_open_financial_part_leaves_what_both_parts_leave() -> None:
    """The financial part can be uppfyllt or delvis; the operational is uppfyllt."""
    checked = check(utredning({2017: 1, 2018: 1, 2019: 1, 2020: 1}), *goal_of(("U",)), ECONOMY_FIRST)
    assert (checked.code("GEH-E"), checked.code("GEH")) == ("UD medlem_oavgjord", "UD medlem_oavgjord")


@pytest.mark.parametrize("operational", [code for code in WIDE if code != "X"])
def test_a_waived_financial_part_leaves_the_whole_to_the_operational_one(operational: str) -> None:
    """No facts lead here: the law's own demands cannot be waived. The rule stands so that the table is whole; here they are left out."""
    waived = goal_of(("X",), "E-1")[1:]
    facts = (goal("E-1", PRODUCT, more="område: ekonomi"), *waived, *goal_of(WIDE[operational]), ECONOMY_FIRST)
    with written(facts) as root:
        given = prepare(load_year(root / "exempel", 2020), {})
    for demand in ("BK-1", "BK-2", "BK-3"):
        given.parents[demand] = "utanfor"  # still rated, but not a member of the financial part
    session = infer(given)
    assert session.facts["bedomning:GEH-E"]["rating"] == "ej_tillampligt"
    assert session.facts["bedomning:GEH"]["kod"] == operational
    fired = {firing.rule for firing in session.firings if firing.rule.startswith("SV-GEH")}
    assert fired == {"SV-GEH-UTAN-E", f"SV-GEH-{operational}"}


def test_a_goal_of_the_economy_belongs_to_the_financial_part_and_counts_like_the_laws_own_demands() -> None:
    checked = check(*FINANCIAL["U"], *goal_of(("U",)), goal("E-1", PRODUCT, more="område: ekonomi"), outcome("E-1.1", status("ej genomfört")),
        ECONOMY_FIRST)
    assert (checked.code("E-1"), checked.code("GEH-E"), checked.ratings["E-1"].parent) == ("E", "D", "GEH-E")


def test_only_units_with_goals_are_rated() -> None:
    assert "B" not in check(*goal_of(("U",))).ratings


def test_every_node_has_one_rating_and_one_parent_above_it() -> None:
    checked = check(*goal_of(("U", "E")), *FINANCIAL["U"], CONTROL)
    rated = [rating.id for rating in checked.report.ratings]
    assert len(rated) == len(set(rated))
    assert {rating.id for rating in checked.report.ratings if rating.parent is None} == {"GEH", "IK-1"}


CASES = (
    *GOALS,
    *WHOLE,
    Case("the whole without its financial part", (), "SV-GEH-UTAN-E SV-GEH-UE"),
)  # what the tests above show to fire, for the test that every rule is seen
