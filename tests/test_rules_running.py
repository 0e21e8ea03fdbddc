"""What is known only to a day before the year's end: the least that a growing figure can be, what may still change; and drafts."""

from __future__ import annotations

import pytest
from year_builder import (
    ACTIVITY,
    AT_LEAST_90,
    NO_LEVEL,
    PRODUCT,
    Case,
    check,
    goal,
    measured,
    outcome,
    percent,
    results,
    status,
    table,
    utredning,
    verify,
)

FAMILY = ("MT-HITTILLS", "IK-HITTILLS", "FY-UTKAST")
COMPARED = "MT-HITTILLS-JAMFOR"
OCTOBER = "per: 2020-10-31"
OPEN, EVIDENCE = "UE siffra_saknas", "MT-HITTILLS-BELAGG"


def growing(operator: str, level: str, unit: str = "st", more: str = "") -> str:
    return f"slag: nivå, villkor: {operator}, nivå: {level}, enhet: '{unit}', räknas_upp: ja{more}"


def so_far(value: str, unit: str = "st", more: str = OCTOBER) -> str:
    return f"värde: {value}, enhet: '{unit}', {more}"


def figure(says: str, operator: str, value: str, rule: str, code: str) -> Case:
    """A figure to date against the level 15; where it decides, its evidence is told too."""
    fires = f"{COMPARED} MT-HITTILLS-{rule}" + ("" if code == OPEN else f" {EVIDENCE}")
    return Case(says, measured(growing(operator, "15"), so_far(value)), fires, f"F-1.1: {code}")


FIGURES = (
    figure("a floor reached on the limit", "minst", "15", "MINST-NATT", "U"),
    figure("a floor not yet reached", "lägst", "14.999999", "MINST-OPPEN", OPEN),
    figure("more than the floor", "mer än", "15.000001", "MER-AN-NATT", "U"),
    figure("the floor itself is not more than it", "mer än", "15", "MER-AN-OPPEN", OPEN),
    figure("a ceiling passed", "max", "15.000001", "HOGST-EJ-NATT", "E"),
    figure("the ceiling itself may still be kept", "högst", "15", "HOGST-OPPEN", OPEN),
    figure("less than is no longer possible at the limit", "mindre än", "15", "MINDRE-AN-EJ-NATT", "E"),
    figure("less than may still be kept", "mindre än", "14.999999", "MINDRE-AN-OPPEN", OPEN),
    figure("exactly is passed", "exakt", "16", "EXAKT-EJ-NATT", "E"),
    figure("exactly, on the day, may still be passed", "exakt", "15", "EXAKT-OPPEN", OPEN),
    Case("a change that has been reached",
         measured(growing("minst", "5", "%", ", förändring: relativ"), so_far("105", "%", f"{OCTOBER}, föregående: 100")),
         f"{COMPARED}-FORANDRING MT-HITTILLS-MINST-NATT {EVIDENCE}", "F-1.1: U"),
    Case("a change that must show both ways, and does in one only",
         measured(growing("minst", "5", "%", ", förändring: oklar"), so_far("53", "%", f"{OCTOBER}, föregående: 50")),
         f"{COMPARED}-FORANDRING MT-HITTILLS-MINST-OPPEN", f"F-1.1: {OPEN}"),
    Case("a share does not grow: it shows nothing of the year", measured(AT_LEAST_90, percent("95", OCTOBER)), "", f"F-1.1: {OPEN}"),
    Case("the year's last day is the year", measured(AT_LEAST_90, percent("95", "per: 2020-12-31")), "", "F-1.1: U"),
    Case("the day before it is not", measured(AT_LEAST_90, percent("95", "per: 2020-12-30")), "", f"F-1.1: {OPEN}"),
    Case("a level that is missing stays missing", measured(NO_LEVEL, so_far("95", "%")), "", "F-1.1: UDE malniva_saknas"),
    Case("two figures of two days contradict nothing", measured(growing("minst", "15"), so_far("10"), so_far("12", more="per: 2020-11-30")),
         f"{COMPARED} MT-HITTILLS-MINST-OPPEN", f"F-1.1: {OPEN}"),
)  # fmt: skip


@pytest.mark.parametrize("case", FIGURES, ids=lambda case: case.says)
def test_a_figure_to_date(case: Case) -> None:
    checked = verify(case, FAMILY)
    assert not checked.findings("motsagelse")
    assert not checked.findings("svagt_underlag")


@pytest.mark.parametrize(("first", "then", "quoted"), [("5", "8", ["8 st"]), ("8", "8", ["8 st"])])
def test_a_later_figure_to_date_stands_alone_at_the_close_too(first: str, then: str, quoted: list[str]) -> None:
    """The later keeps its own number; a count that has fallen is refused when it is read."""
    checked = check(*measured(growing("minst", "15"), so_far(first, more="per: 2020-08-31"), so_far(then, more="per: 2020-11-30")))
    assert [text.partition(" (")[0] for text in checked.ratings["F-1.1"].outcomes] == quoted
    assert "F-1.1:utfall-2" in checked.report.facts


def test_the_years_own_figure_stands_for_those_to_date() -> None:
    checked = check(*measured(growing("minst", "15"), so_far("5"), so_far("16", more="del_av_året: nej")))
    assert (checked.ratings["F-1.1"].outcomes, checked.code("F-1.1")) == (("16 st",), "U")


def test_at_the_close_what_was_moved_gives_way_to_a_later_status_but_what_was_done_does_not() -> None:
    for first, then, code in (("framflyttat", "genomfört", "U"), ("genomfört", "inställt", "UDE motstridigt")):
        assert check(*measured(PRODUCT, f"{status(first)}, per: 2020-08-31", f"{status(then)}, {OCTOBER}")).code("F-1.1") == code


STATUSES = {  # product, activity, level
    "påbörjat": ("UDE ej_redovisat", "UD ej_redovisat", OPEN),
    "pågår": ("UDE ej_redovisat", "UD ej_redovisat", OPEN),
    "ej genomfört": ("UDE ej_redovisat", "UDE ej_redovisat", OPEN),
    "nivån ej nådd": ("UDE ej_redovisat", "UDE ej_redovisat", OPEN),
    "delvis genomfört": ("UD ej_redovisat", "UD ej_redovisat", OPEN),
    "del färdig": ("UD ej_redovisat", "UD ej_redovisat", OPEN),
    "genomfört": ("U", "U", OPEN),
    "framtagen": ("U", "U", OPEN),
    "beslutad": ("U", "U", OPEN),
    "inställt": ("E", "E", "E"),
    "framflyttat": ("E", "E", "E"),
    "annat sammanhang": ("E", "E", "E"),
}


@pytest.mark.parametrize("word", STATUSES)
def test_a_status_of_a_day_leaves_open_what_can_still_happen(word: str) -> None:
    criteria = (PRODUCT, ACTIVITY, AT_LEAST_90)
    told = [outcome(f"F-1.{number}", f"{status(word)}, {OCTOBER}") for number in (1, 2, 3)]
    checked = check(goal("F-1", *criteria), *told)
    assert tuple(checked.code(f"F-1.{number}") for number in (1, 2, 3)) == STATUSES[word]


def test_of_two_open_statuses_the_one_that_leaves_less_open_counts() -> None:
    checked = check(*measured(PRODUCT, f"{status('påbörjat')}, per: 2020-08-31", f"{status('del färdig')}, {OCTOBER}"))
    assert checked.code("F-1.1") == "UD ej_redovisat"


def test_a_status_of_the_year_decides_beside_one_of_a_day() -> None:
    checked = check(*measured(PRODUCT, f"{status('påbörjat')}, per: 2020-08-31", status("ej genomfört")))
    assert checked.code("F-1.1") == "E"


def test_a_forecast_a_measurement_and_a_calendar_are_no_evidence_of_a_year_that_is_over() -> None:
    extra = (
        "prognoser: [{mätetal: F-1.1, uppgift: väntat, värde: 95, enhet: '%', gjord: 2020-10-31, källa: 'ar, 4'}]",
        "mätningar: [{mätetal: F-1.1, fråga: Nöjd?, antal_svar: 30, källa: 'ar, 4'}]",
        "kalender: [{slag: sammanträde, datum: 2020-12-14, organ: Direktionen, källa: 'plan, 1'}]",
    )
    assert check(*measured(AT_LEAST_90), *extra).code("F-1.1") == "UE ej_redovisat"


# --- drafts -----------------------------------------------------------------------------------------

DRAFT = goal("F-2", AT_LEAST_90, more="enhet: A, utkast: ja")
DRAFTS = (
    Case("a draft goal is not judged", (*measured(AT_LEAST_90, percent("95")), DRAFT, outcome("F-2.1", percent("10"))), "FY-UTKAST", "A: U",
         finds="utkast"),
    Case("without drafts nothing is said", measured(AT_LEAST_90, percent("95")), "", "A: U"),
)  # fmt: skip


@pytest.mark.parametrize("case", DRAFTS, ids=lambda case: case.says)
def test_drafts(case: Case) -> None:
    checked = verify(case, FAMILY)
    assert "F-2" not in checked.ratings


def test_one_finding_names_every_draft() -> None:
    moment = "{id: IK-1a, moment: m, frekvens: 1 gång/år, ansvarig: ~}"
    area = f"kontrollområden: [{{id: IK-1, område: Kassa, utkast: ja, källa: 'plan, 8', moment: [{moment}]}}]"
    tie = "avstämningar: [{id: AV-x, titel: t, utkast: ja, vänster: [a.rad.2020], höger: [a.rad.2020]}]"
    checked = check(DRAFT, area, tie, table("a", [2020], {"rad": ["5"]}, "utkast: ja"))
    (finding,) = checked.findings("utkast")
    assert [name in finding.text for name in ("F-2 (mål)", "IK-1 (kontrollområde)", "AV-x (avstämning)", "a (tabell)")] == [True] * 4
    assert not {"F-2", "IK-1", "IK-1a"} & set(checked.ratings)
    assert not checked.ties


def test_a_draft_table_has_no_roles() -> None:
    told = results({2020: -5}) + "    utkast: ja\n"
    assert check(told).code("BK-1") == "UE ar_saknas"


def test_nothing_is_taken_from_a_draft_table() -> None:
    """A cell of it is missing, for a mätetal and for a tie alike, and told to be of a draft."""
    sums = goal("E-1", "slag: nivå, villkor: lägst, nivå: 0, enhet: tkr", more="område: ekonomi")
    told = "utfall: [{mätetal: E-1.1, uppgift: u, värde_av: [a.rad.2020], enhet: tkr, källa: 'ar, 1'}]"
    tie = "avstämningar: [{id: AV-x, titel: t, vänster: [a.rad.2020], höger: [a.rad.2020]}]"
    for draft, code, status_of in (("utkast: ja", "UE siffra_saknas", "underlag_saknas"), ("utkast: nej", "U", "stammer")):
        checked = check(sums, told, tie, table("a", [2020], {"rad": ["5"]}, draft))
        assert (checked.code("E-1.1"), checked.ties["AV-x"].status) == (code, status_of)
    checked = check(sums, told, tie, table("a", [2020], {"rad": ["5"]}, "utkast: ja"))
    assert any("står i en tabell som är utkast" in text for text in checked.said("MT-OJAMFORBAR"))
    assert any("(utkast)" in step.says for step in checked.report.trace if step.therefore == "avstamningsutfall:AV-x")


def test_a_level_taken_from_a_draft_table_is_missing() -> None:
    level = goal("E-1", "slag: nivå, villkor: lägst, nivå_av: [a.rad.2020], enhet: tkr", more="område: ekonomi")
    told = "utfall: [{mätetal: E-1.1, uppgift: u, värde: 7, enhet: tkr, källa: 'ar, 1'}]"
    assert check(level, told, table("a", [2020], {"rad": ["5"]}, "utkast: ja")).code("E-1.1") == "UE siffra_saknas"
    assert check(level, told, table("a", [2020], {"rad": ["5"]})).code("E-1.1") == "U"


@pytest.mark.parametrize(("draft", "code"), [("", "E"), ("    utkast: ja\n", "UE ar_saknas")])
def test_a_draft_table_of_an_earlier_year_has_no_roles(draft: str, code: str) -> None:
    own = utredning({2018: 0, 2019: 0, 2020: 0})
    assert check(own, earlier={2017: utredning({2017: -5}) + draft}).code("BK-2") == code


@pytest.mark.parametrize(("draft", "ties"), [("", 1), ("    utkast: ja\n", 0)])
def test_a_draft_table_of_last_year_is_held_against_nothing(draft: str, ties: int) -> None:
    last = table("rr", [2019, 2018], {"netto": [6, 0]}, "roller: {årets_resultat: netto}") + draft
    assert len(check(table("rr", [2020, 2019], {"netto": [1, 5]}), earlier={2019: last}).ties) == ties


CASES = (*FIGURES, *DRAFTS)
