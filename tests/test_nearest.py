"""The nearest changes: each moves its rating in a run on all the facts, and one printed step less moves nothing.

REGELSPAR_CHANGES=all tries every change of 2020 so (minutes); otherwise one in SOME of them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise
from random import Random

import pytest
from generator import case
from hypothesis import given
from hypothesis import strategies as st

from checker.candidates import Candidate
from checker.found import Found, joined
from checker.nearest import Nearest
from checker.pipeline import Earlier, check_facts, infer, prepare
from checker.probing import Codes, codes_of, rating_of
from checker.searching import around, line, segments
from checker.sensitivity import sensitivities, told
from facts.accounts import TextFigure
from facts.changes import FigureSet, changed
from facts.ids import ascii_id
from facts.loading import bundled_root, example_root, find_organisation, load_year
from facts.settings import settings_of
from facts.year import Year
from reports.whatif import Sensitivity
from reports.whatifwords import none_of, said_move

PARTS = 6
SOME = 1 if os.environ.get("REGELSPAR_CHANGES") == "all" else 8
SEEDS = range(14)


@cache
def bundled(year: int) -> tuple[Year, Mapping[int, Year]]:
    folder = find_organisation(bundled_root(), None)
    loaded = load_year(folder, year)
    return loaded, Earlier(folder, loaded)


@cache
def example() -> tuple[Year, Mapping[int, Year]]:
    """The invented organisation's running year."""
    folder = find_organisation(example_root(), None)
    loaded = load_year(folder, 2021)
    return loaded, Earlier(folder, loaded)


def example_of_2020() -> tuple[Year, Mapping[int, Year]]:
    """Its year before, which is closed."""
    folder = find_organisation(example_root(), None)
    loaded = load_year(folder, 2020)
    return loaded, Earlier(folder, loaded)


@cache
def searched(year: int) -> tuple[Nearest, list[Found], list[Codes]]:
    search = Nearest(*bundled(year))
    found = search.found()
    return search, found, search.effects(found)


@cache
def all_of(year: int) -> tuple[Sensitivity, ...]:
    return sensitivities(*bundled(year))


def rated(year: Year, others: Mapping[int, Year]) -> Codes:
    """What every node can be, by the whole run."""
    return codes_of(infer(prepare(year, others)))


def by_setting(year: Year, others: Mapping[int, Year], setting: str) -> Codes:
    """What every node can be when the setting is made as people write it."""
    return rated(changed(year, [change for one in settings_of(year, [setting]) for change in one.changes]), others)


def effect_differs(search: Nearest, found: Found, effect: Codes) -> list[str]:
    """How the whole run on the changed facts differs from what the search found, or nothing."""
    after = rated(changed(search.year, [found.change]), search.others)
    expected = {**search.base, **effect}
    return [f"{told(found).setting} {node}: found {expected[node]}, whole run {after[node]}" for node in after if after[node] != expected[node]]


def step_less_differs(search: Nearest, found: Found) -> list[str]:
    """What one printed step less gives, where that is the same for the leaf, or nothing."""
    what = found.what
    if not isinstance(what, Candidate) or not isinstance(found.at, int) or found.direction == "-":
        return []
    less = found.at - 1 if found.direction == "upp" else found.at + 1
    node = ascii_id(what.leaf)
    moved = rated(changed(search.year, [found.change]), search.others)[node]
    nearer = rated(changed(search.year, [what.make(less)]), search.others)[node]
    return [f"{told(found).setting}: one step less gives {nearer} too"] if nearer == moved else []


@pytest.mark.parametrize("part", range(PARTS))
def test_what_the_search_says_of_a_change_is_what_the_whole_run_says(part: int) -> None:
    search, found, effects = searched(2020)
    pairs = list(zip(found, effects, strict=True))[part :: PARTS * SOME]
    assert [line for one, effect in pairs for line in effect_differs(search, one, effect)] == []


@pytest.mark.parametrize("part", range(PARTS))
def test_one_printed_step_less_does_not_give_the_same(part: int) -> None:
    search, found, _ = searched(2020)
    numbers = [one for one in found if one.direction != "-"]
    assert [line for one in numbers[part :: PARTS * SOME] for line in step_less_differs(search, one)] == []


@pytest.mark.parametrize("part", range(PARTS))
def test_every_told_setting_moves_its_rating_as_told(part: int) -> None:
    year, others = bundled(2020)
    by_text: dict[str, list[tuple[str, str]]] = {}
    for one in all_of(2020):
        for move in one.moves:
            by_text.setdefault(move.change.setting, []).append((one.id, move.to))
    wrong = []
    for setting in list(by_text)[part :: PARTS * SOME]:
        after = by_setting(year, others, setting)
        wrong += [f"{setting}: {node} {rating_of(after[node])}, told {to}" for node, to in by_text[setting] if rating_of(after[node]) != to]
    assert wrong == []


@pytest.mark.parametrize("seed", SEEDS)
def test_generated_organisations_are_searched_as_truly(seed: int) -> None:
    generated = case(seed)
    search = Nearest(generated.year, generated.others)
    found = search.found()
    effects = search.effects(found)
    some = Random(seed).sample(range(len(found)), min(len(found), 5))
    lines = [line for at in some for line in (*effect_differs(search, found[at], effects[at]), *step_less_differs(search, found[at]))]
    assert lines == []


# --- the borders of what is missing ---------------------------------------------------------------------------------


def of_missing(search: Nearest) -> list[tuple[str, Found, str]]:
    """For every rating each interval of a missing fact that makes it another, with what it then can be."""
    found = search.found()
    followed = list(zip(found, search.effects(found), strict=True))
    moved = {node: [one for one in followed if node in one[1] and one[0].segment] for node in search.base}
    return [(node, one, codes[node]) for node, several in moved.items() for one, codes in joined(node, several)]


def border_differs(search: Nearest, node: str, one: Found, code: str) -> list[str]:
    """Where one printed step past either border gives the same, or a number inside gives another; or nothing."""
    part, what = one.segment, one.what
    assert part is not None
    assert isinstance(what, Candidate)

    def given_by(k: int) -> str:
        return rated(changed(search.year, [what.make(k)]), search.others)[node]

    inside = {part.first, part.last, *(part.first + (part.last - part.first) * ninth // 9 for ninth in (1, 4, 8))}
    beyond = [k for k in (part.first - 1, part.last + 1) if what.where.low <= k <= what.where.high]
    told_of = f"{node} {told(one).setting} ({part.first} to {part.last})"
    return [
        *(f"{told_of}: {k} inside gives {got}, not {code}" for k in sorted(inside) if (got := given_by(k)) != code),
        *(f"{told_of}: {k} beyond gives {code} too" for k in beyond if given_by(k) == code),
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_told_of_a_missing_fact_holds_up_to_its_borders_and_no_further(seed: int) -> None:
    generated = case(seed)
    search = Nearest(generated.year, generated.others)
    known = of_missing(search)
    some = [one for one in known if one[0] in ("BK-1", "BK-2", "BK-3")][:2] + Random(seed).sample(known, min(len(known), 2))
    assert [line for one in some for line in border_differs(search, *one)] == []


def test_every_border_of_the_running_years_balanskrav_holds() -> None:
    search = Nearest(*example())
    known = [one for one in of_missing(search) if one[1].what.fact.startswith("bk_resultat")]
    assert ("BK-2", 829) in {(node, found.at) for node, found, _ in known}
    assert [line for one in known for line in border_differs(search, *one)] == []


# --- what is told of some of them -----------------------------------------------------------------------------------


def told_of(wanted: str) -> list[str]:
    row = next(one for one in all_of(2020) if one.id == wanted)
    return [f"{move.to}: {said_move(move)}" for move in row.moves] or [none_of(row)]


def test_a_share_moves_by_whole_answers() -> None:
    assert told_of("F-4.3.3-2.2") == ["uppfyllt: 2 av 34 svar till (F-4.3.3-2.2: 91 % i stället för 85 %)"]


def test_a_figure_that_must_be_just_so_is_told_both_ways() -> None:
    row = sensitivities(*example_of_2020(), "I-3.1")[0]
    assert [f"{move.to}: {said_move(move)}" for move in row.moves] == [
        "ej: 1 till (I-3.1: 3 driftställen i stället för 2 driftställen)", "ej: 1 färre (I-3.1: 1 driftställen i stället för 2 driftställen)",
    ]  # fmt: skip


def test_a_result_is_told_by_how_much_worse_it_would_be() -> None:
    cell = "bku.årets_resultat_enligt_resultaträkningen.2020: −1 tkr i stället för 107 tkr"
    assert told_of("BK-1") == [f"ej: 108 tkr sämre resultat ({cell}). Detsamma gäller bku.reduceringar_och_justeringar.2020"]


def test_a_goal_over_the_accounts_is_moved_by_any_amount_it_is_summed_from() -> None:
    cell = "rr.verksamhetens_kostnader.2020: −62 075 tkr i stället för −61 967 tkr"
    others = "Detsamma gäller 11 andra belopp som den vilar på. Genom E-1.1 (uppfyllt → ej uppfyllt)"
    assert told_of("E-1") == [f"ej: 108 tkr lägre belopp ({cell}). {others}"]


def test_a_missing_figure_is_told_by_the_level_it_must_reach() -> None:
    assert told_of("F-4.3.8-3.1") == ["uppfyllt: ett utfall på minst 90 % (F-4.3.8-3.1)", "ej: ett utfall på högst 89 % (F-4.3.8-3.1)"]


def test_a_control_is_told_by_the_occasions() -> None:
    assert told_of("IK-21a") == ["uppfyllt: ett kontrolltillfälle till (IK-21a: 1 i stället för 0)"]
    assert told_of("IK-2a") == ["uppfyllt: uppgift om minst 2 kontrolltillfällen (IK-2a)", "delvis: uppgift om 1 kontrolltillfälle (IK-2a)"]
    assert told_of("IK-12a")[1] == "delvis: uppgift om 1 till 11 kontrolltillfällen (IK-12a)"


def test_a_statement_is_told_by_its_word() -> None:
    assert told_of("N-7.3.2-6.5")[0] == "uppfyllt: statusen genomfört i stället för påbörjat (N-7.3.2-6.5)"


def test_an_approximate_figure_or_one_of_a_part_of_the_year_is_told_as_such() -> None:
    assert told_of("V-2.1")[0] == "uppfyllt: exakt 15 % i stället för 15 % för en del av året (V-2.1:utfall-1)"
    year, others = bundled(2020)
    only = tuple(one for one in year.outcomes if one.criterion != "V-2.1" or not one.part_of_year)
    rows = sensitivities(replace(year, outcomes=only), others, "V-2.1")
    assert said_move(rows[0].moves[0]) == "exakt 15 % i stället för ungefär 15 % (V-2.1)"


# --- a running year -------------------------------------------------------------------------------------------------


@cache
def of_example() -> dict[str, list[str]]:
    rows = sensitivities(*example())
    return {row.id: [f"{move.to}: {said_move(move)}" for move in row.moves] or [none_of(row)] for row in rows}


def test_of_a_figure_to_date_the_years_outcome_is_tried_beside_it_and_only_the_latest_is_told() -> None:
    so_far = "(K-3.1: 8 dialoger till och med 2021-11-30)"
    assert of_example()["K-3.1"] == [
        f"uppfyllt: ett utfall för året på minst 10 dialoger {so_far}", f"ej: ett utfall för året på högst 9 dialoger {so_far}",
    ]  # fmt: skip
    assert of_example()["K-1.3"][0] == "uppfyllt: ett utfall för året på högst 5,0 % (K-1.3: 4,6 % till och med 2021-11-30)"


def test_what_a_count_has_reached_is_settled_and_no_lower_outcome_of_the_year_is_tried() -> None:
    year, others = example()
    reached = {one.criterion: one.value for one in year.outcomes if one.is_figure_to_date and one.value is not None}
    growing = {criterion.id for goal in year.goals for criterion in goal.criteria if criterion.accumulates}
    tried = [one for one in Nearest(year, others).candidates if isinstance(one, Candidate) and one.so_far and one.leaf in growing]
    assert {one.leaf for one in tried} >= {"K-3.1", "AR-2.1"}
    assert all(one.where.low * one.step >= (reached[one.leaf] or 0) for one in tried)
    assert of_example()["AR-2.3"] == ["Ingen ändring av en enda uppgift ändrar bedömningen; 1 uppgift är prövad."]


def test_what_a_count_has_reached_is_settled_too_where_it_is_summed_from_other_figures() -> None:
    """Eight dialogues told as a number, or as the sum of five and three: the same is tried, from eight and up."""
    year, others = example()
    parts = {"t.vår": _figure(5), "t.höst": _figure(3)}
    summed = tuple(
        one.model_copy(update={"value": None, "value_of": ("t.vår", "t.höst")}) if one.criterion == "K-3.1" and one.value == 8 else one
        for one in year.outcomes
    )
    other = replace(year, text_figures={**year.text_figures, **parts}, outcomes=summed)
    tried = [
        next(one.where for one in Nearest(some, others).candidates if isinstance(one, Candidate) and one.so_far and one.leaf == "K-3.1")
        for some in (year, other)
    ]
    assert tried[0].low == 8
    assert tried[1] == tried[0]


def test_a_figure_in_text_that_an_outcome_rests_on_is_moved_as_the_whole_run_says() -> None:
    year, others = example_of_2020()
    summed = tuple(
        one.model_copy(update={"value": None, "value_of": ("t.vår", "t.höst"), "status": None}) if one.criterion == "K-3.1" else one
        for one in year.outcomes
    )
    other = replace(year, text_figures={**year.text_figures, "t.vår": _figure(5), "t.höst": _figure(3)}, outcomes=summed)
    search = Nearest(other, others)
    found = [one for one in search.found() if isinstance(one.change, FigureSet)]
    assert {one.what.leaf for one in found} >= {"K-3.1"}
    assert [line for one, effect in zip(found, search.effects(found), strict=True) for line in effect_differs(search, one, effect)] == []


def _figure(value: int) -> TextFigure:
    return TextFigure.model_validate({"värde": Decimal(value), "enhet": "dialoger", "anger": "dialoger", "källa": "del2021, 3"})


def test_a_year_set_beside_a_figure_to_date_leaves_the_figure_where_it_stands() -> None:
    year, _ = example()
    (setting,) = settings_of(year, ["K-3.1=10"])
    assert setting.was == "5 dialoger till och med 2021-08-31; 8 dialoger till och med 2021-11-30"
    own = [one for one in changed(year, setting.changes).outcomes if one.criterion == "K-3.1"]
    assert [(str(one.value), str(one.as_of)) for one in own] == [("5", "2021-08-31"), ("8", "2021-11-30"), ("10", "None")]


def test_that_nothing_single_moves_a_rating_is_an_answer() -> None:
    assert told_of("GEH") == ["Ingen ändring av en enda uppgift ändrar bedömningen; 190 uppgifter är prövade."]
    assert "vilar inte på någon uppgift" in told_of("S-1")[0]


def test_every_rating_of_the_year_has_an_answer() -> None:
    report = check_facts(*bundled(2020))
    assert [one.id for one in all_of(2020)] == [rating.id for rating in report.ratings]
    assert {one.id: one.rating for one in all_of(2020)} == {rating.id: rating.rating for rating in report.ratings}


def test_the_same_search_tells_the_same() -> None:
    assert sensitivities(*bundled(2017)) == sensitivities(*bundled(2017))


# --- the search along a line ----------------------------------------------------------------------------------------


@given(st.integers(-50, 50), st.integers(1, 40), st.sampled_from(["minst", "hogst", "exakt", "mellan"]), st.integers(-60, 60))
def test_every_change_along_a_line_is_found_to_the_step(limit: int, wide: int, kind: str, start: int) -> None:
    def answer(k: int) -> str:
        inside = {"minst": k >= limit, "hogst": k <= limit, "exakt": k == limit, "mellan": limit <= k <= limit + wide}[kind]
        return "U" if inside else "E"

    search = segments(line(start, around(Decimal(limit))))
    asked = next(search)
    while True:
        try:
            asked = search.send([answer(k) for k in asked])
        except StopIteration as finished:
            found = finished.value
            break
    assert all(answer(k) == part.code for part in found for k in (part.first, part.last))
    assert all(after.first == before.last + 1 for before, after in pairwise(found))
