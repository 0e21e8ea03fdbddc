"""The figures of equity and of the internal control: whole numbers inside the drawing, the same as a table, and what is not known said in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from reports_sample import sample
from year_builder import check, goal, outcome, table

from reports.annex.figures import control as control_figure
from reports.annex.figures.control import control
from reports.annex.figures.drawing import WIDTH, Figure
from reports.annex.figures.equity import equity
from reports.report import Cite, EquityRow, Rating, Report

NBSP = "\u00a0"


def inside(figure: Figure) -> None:
    """Every place is a whole number on the drawing."""
    for bar in figure.bars:
        assert all(type(number) is int for number in (bar.x, bar.y, bar.width, bar.height))
        assert 0 <= bar.x < bar.x + bar.width <= WIDTH
        assert 0 <= bar.y < bar.y + bar.height <= figure.height
    for x, y, _ in figure.words:
        assert 0 <= x < WIDTH
        assert 0 < y <= figure.height
    assert all(0 <= x <= WIDTH for x in (*figure.grid, *([figure.line] if figure.line >= 0 else [])))


# --- equity ---------------------------------------------------------------------------------------------------------


def drawn(*amounts: str | None, floor: str | None = None) -> Figure:
    """The figure of years up to 2020."""
    years = range(2021 - len(amounts), 2021)
    rows = [EquityRow(year, told, floor if year == 2020 else None, (Cite("AR", "3"),)) for year, told in zip(years, amounts, strict=True)]
    figure = equity(rows)
    assert figure is not None
    inside(figure)
    return figure


def test_equity_is_drawn_to_scale_against_the_floor_of_the_checked_year() -> None:
    figure = drawn("2000", "4000", floor="1000")
    assert [(bar.x, bar.width) for bar in figure.bars] == [(1, 199), (1, 398)]
    assert figure.line == 100
    assert [text for *_, text in figure.words] == [f"2019: 2{NBSP}000{NBSP}tkr", f"2020: 4{NBSP}000{NBSP}tkr", f"golv: 1{NBSP}000{NBSP}tkr"]
    assert figure.rows == (("2019", f"2{NBSP}000{NBSP}tkr", "", "AR, 3"), ("2020", f"4{NBSP}000{NBSP}tkr", f"1{NBSP}000{NBSP}tkr", "AR, 3"))


def test_a_floor_above_every_amount_is_drawn_with_its_words_inside() -> None:
    figure = drawn("1", "2", floor="4000")
    assert figure.line == WIDTH - 1
    assert max(x for x, *_ in figure.words) == WIDTH - 150


def test_a_year_between_that_is_not_known_is_told_in_words_and_has_no_bar() -> None:
    figure = drawn("10", None, "12")
    assert len(figure.bars) == 2
    assert "2019: framgår inte av underlaget" in [text for *_, text in figure.words]
    assert figure.rows[1][1] == "framgår inte av underlaget"


def test_negative_equity_stands_to_the_left_of_zero() -> None:
    figure = drawn("-100", "300")
    below, above = figure.bars
    assert (below.x + below.width, above.x) == (100, 100) == (figure.grid[0], figure.grid[0])
    assert (below.mark.code, above.mark.code) == ("under", "over")


@pytest.mark.parametrize("amounts", [("0",), ("0", "0"), ("0.001", "900000000"), ("-1",)])
def test_any_amounts_can_be_drawn(amounts: tuple[str, ...]) -> None:
    assert drawn(*amounts).line == -1


def test_without_a_floor_nothing_is_said_of_one() -> None:
    figure = drawn("10", "12")
    assert figure.title == "Eget kapital över kända år"
    assert "lodrät" not in figure.says


def test_where_no_equity_is_known_there_is_no_figure() -> None:
    assert equity([]) is None
    assert equity([EquityRow(2020, None, None, ())]) is None


# --- equity, gathered -----------------------------------------------------------------------------------------------

LEAST = "slag: nivå, villkor: lägst, nivå: 4, enhet: mnkr"


def balance(of: dict[int, int], role: str = "eget_kapital") -> str:
    """A balance sheet with equity alone."""
    return table("br", of, {"kapital": of.values()}, f"roller: {{{role}: kapital}}")


def told(*facts: str, earlier: dict[int, str] | None = None) -> list[tuple[int, str | None, str | None]]:
    """Each year's equity and floor, as the check reports it."""
    return [(row.year, row.amount, row.floor) for row in check(*facts, earlier=earlier).report.equity]


def test_equity_is_taken_from_the_year_its_comparatives_and_earlier_years() -> None:
    earlier = {2017: balance({2017: 7}), 2018: "avstämningar: []"}
    assert told(balance({2020: 10, 2019: 9}), earlier=earlier) == [(2017, "7", None), (2018, None, None), (2019, "9", None), (2020, "10", None)]


def test_an_opening_balance_is_the_year_befores_closing_one() -> None:
    assert told(balance({2020: 8}, "ingående_eget_kapital")) == [(2019, "8", None), (2020, None, None)]


def figured(level: str, value: str) -> tuple[str, ...]:
    """A mätetal with the level, and where its figure is taken from."""
    return balance({2020: 10}), goal("E-7", level, more="område: ekonomi"), outcome("E-7.1", value)


@pytest.mark.parametrize(
    ("level", "value", "floor"),
    [
        (LEAST, "värde_av: [br.kapital.2020], enhet: tkr", "4000"),
        (LEAST.replace("lägst", "mer än"), "värde_av: [br.kapital.2020], enhet: tkr", "4000"),
        ("slag: nivå, villkor: minst, nivå_av: [br.kapital.2020], enhet: tkr", "värde_av: [br.kapital.2020], enhet: tkr", "10"),
        (LEAST.replace("lägst", "högst"), "värde_av: [br.kapital.2020], enhet: tkr", None),
        (LEAST, "värde_av: [br.kapital.2020, br.kapital.2020], enhet: tkr", None),
        (LEAST, "värde: 10, enhet: tkr", None),
    ],
)
def test_the_floor_is_the_lowest_level_of_the_matetal_whose_figure_is_the_equity_row(level: str, value: str, floor: str | None) -> None:
    assert told(*figured(level, value)) == [(2020, "10", floor)]


# --- internal control -----------------------------------------------------------------------------------------------


def moment(rated: str, plan: int, **facts: Any) -> dict[str, dict[str, Any]]:
    """A moment's facts: its plan, and what is shown by `visat`, `logg` or `avvikelse`."""
    source = {"document": "AR", "section": "9"}
    own = {"kind": "moment", "moment": rated, "plan": plan, "frekvens": f"{plan} ggr/år", "source": source}
    return {rated: own} | {f"{rated}:{kind}": {"kind": kind, "moment": rated, **told, "source": source} for kind, told in facts.items()}


def reported(*moments: dict[str, dict[str, Any]], title: str = "Attest") -> Report:
    """A report of 2021 with one area for the moments."""
    facts = {name: fact for one in moments for name, fact in one.items()}
    ids = [next(iter(one)) for one in moments]
    rated = [Rating(one, "moment", "intern_kontroll", None, title, "ej", ("ej",), "Så.", (1,), parent="IK-1") for one in ids]
    area = Rating("IK-1", "control_area", "intern_kontroll", None, title, "ej", ("ej",), "Så.", (1,))
    return replace(sample(), ratings=(*rated, area), facts=facts)


def one_of(*moments: dict[str, dict[str, Any]]) -> Figure:
    """The one part of the figure."""
    (figure,) = control(reported(*moments))
    inside(figure)
    return figure


def texts(figure: Figure) -> list[str]:
    return [text for *_, text in figure.words]


def heights(figure: Figure, left: int, right: int) -> list[tuple[str, int]]:
    return [(bar.mark.code, bar.height) for bar in figure.bars if left <= bar.x < right]


TEXT = {"text": "som det står"}
SHOWN: Iterable[tuple[dict[str, Any], str, list[str]]] = (
    ({"visat": {"slag": "antal", "lo": 2, "hi": 2, **TEXT}}, "2 (planerat 2)", ["uppfyllt", "uppfyllt"]),
    ({"visat": {"slag": "antal", "lo": 1, "hi": 1, **TEXT}}, "1 (planerat 2)", ["uppfyllt", "ej"]),
    ({"visat": {"slag": "antal", "lo": 1, **TEXT}}, "minst 1 (planerat 2)", ["uppfyllt", "underlag_saknas"]),
    ({"visat": {"slag": "enligt_plan", "lo": 0, "hi": 0, **TEXT}}, "2 (planerat 2)", ["uppfyllt", "uppfyllt"]),
    ({"visat": {"slag": "ej_utfort", "lo": 0, "hi": 0, **TEXT}}, "0 (planerat 2)", ["ej", "ej"]),
    ({"visat": TEXT}, "? (planerat 2)", ["underlag_saknas", "underlag_saknas"]),
    ({}, "? (planerat 2)", ["underlag_saknas", "underlag_saknas"]),
    ({"visat": {"slag": "antal", "lo": 12, "hi": 12, **TEXT}}, "12 (planerat 2)", ["uppfyllt"] * 12),
    ({"visat": {"slag": "antal", "lo": 40, "hi": 40, **TEXT}}, "40 (planerat 2)", ["uppfyllt"] * 12),
    ({"logg": {"antal": 1, "dagar": "2021-03-02"}, "visat": {"slag": "antal", "lo": 2, "hi": 2, **TEXT}}, "1 (planerat 2)", ["uppfyllt", "ej"]),
)


@pytest.mark.parametrize(("facts", "words", "boxes"), SHOWN)
def test_planned_controls_are_boxes_as_high_as_they_are_shown(facts: dict[str, Any], words: str, boxes: list[str]) -> None:
    figure = one_of(moment("IK-1a", 2, **facts))
    assert words in texts(figure)
    assert heights(figure, control_figure.BOXES, control_figure.MONTHS) == [(code, control_figure.HEIGHTS[code]) for code in boxes]
    assert len(set(control_figure.HEIGHTS.values())) == len(control_figure.HEIGHTS)


def test_a_moment_without_frequency_has_a_question_mark_for_its_plan() -> None:
    assert "1 (planerat framgår inte)" in texts(one_of(moment("IK-1a", 0, visat={"slag": "antal", "lo": 1, "hi": 1, **TEXT})))


def test_logged_days_and_dated_remarks_are_marks_in_their_months() -> None:
    logged = {"logg": {"antal": 3, "dagar": "2021-01-05, 2021-01-30, 2021-12-31"}, "avvikelse": {"kontrolldatum": "2021-06-14"}}
    figure = one_of(moment("IK-1a", 4, **logged), moment("IK-1b", 1, visat={"slag": "antal", "lo": 1, "hi": 1, **TEXT}))
    marks = [((bar.x - control_figure.MONTHS) // control_figure.STEP + 1, bar.mark.code) for bar in figure.bars if bar.x >= control_figure.MONTHS]
    assert marks == [(1, "uppfyllt"), (12, "uppfyllt"), (6, "avvikelse")]
    assert texts(figure).count("utan datum") == 1
    assert len(figure.grid) == 5
    assert figure.rows[0] == ("IK-1a", "Attest", "4 ggr/år", "3 enligt kontrolloggen",
                              "2021-01-05, 2021-01-30, 2021-12-31 och 2021-06-14 (notering)")  # fmt: skip
    assert figure.rows[1][-1] == "datum framgår inte av underlaget"


def test_a_day_of_another_year_is_told_in_the_table_and_not_drawn() -> None:
    figure = one_of(moment("IK-1a", 1, avvikelse={"kontrolldatum": "2020-12-31"}))
    assert not [bar for bar in figure.bars if bar.x >= control_figure.MONTHS]
    assert figure.rows[0][-1] == "2020-12-31 (notering)"


def test_where_no_control_is_dated_there_is_no_axis_and_it_is_said() -> None:
    figure = one_of(moment("IK-1a", 1, visat={"slag": "antal", "lo": 1, "hi": 1, **TEXT}))
    assert figure.grid == ()
    assert "datum framgår inte" in texts(figure)
    assert "utan datum" not in texts(figure)
    assert "Datum framgår inte av underlaget för någon kontroll." in figure.says


def test_a_control_that_was_not_performed_has_no_day_to_be_missing() -> None:
    assert one_of(moment("IK-1a", 1, visat={"slag": "ej_utfort", "lo": 0, "hi": 0, **TEXT})).rows[0][-1] == "ingen kontroll"


def test_many_moments_are_drawn_in_parts_and_each_stands_once_in_the_tables() -> None:
    names = [f"IK-1{letter}{number}" for number in range(4) for letter in "abcdefghijklmnopqrstuvwxyz"]
    parts = control(reported(*(moment(name, 1) for name in names)))
    assert [one.id for one in parts] == ["kontroll-1", "kontroll-2", "kontroll-3", "kontroll-4"]
    assert parts[0].title == "Intern kontroll 2021: planerat och utfört genom året, del 1 av 4"
    assert sorted(row[0] for one in parts for row in one.rows) == sorted(names)
    for one in parts:
        inside(one)
        assert one.height <= control_figure.TOP + control_figure.MOST * control_figure.ROW


def test_a_long_name_is_cut_in_the_drawing_and_whole_in_the_table() -> None:
    (figure,) = control(reported(moment("IK-1a", 1), title="Långt namn " * 20))
    assert max(map(len, texts(figure))) == control_figure.LONGEST
    assert figure.rows[0][1] == "Långt namn " * 20


def test_without_moments_among_the_facts_there_is_no_figure() -> None:
    assert control(sample()) == ()


@pytest.mark.parametrize("log", [True, False])
def test_a_checked_year_with_a_control_log_has_its_days_in_the_figure(log: bool) -> None:
    plan = """
kontrollområden:
  - {id: IK-1, område: Arkiv, källa: "ar, 9", moment: [{id: IK-1a, moment: Gallring, frekvens: 2 ggr/år, ansvarig: null,
     avvikelser: [{slag: notering utan avslutad åtgärd, uppgift: ett kvitto, kontrolldatum: 2020-09-14}]}]}
"""
    logged = "kontrollogg: [{moment: IK-1a, datum: 2020-03-02, av: Arkivarien, resultat: utan anmärkning, källa: 'ar, 9'}]"
    (figure,) = control(check(plan, *([logged] if log else [])).report)
    inside(figure)
    assert figure.rows[0][-1] == ("2020-03-02 och 2020-09-14 (notering)" if log else "2020-09-14 (notering)")
