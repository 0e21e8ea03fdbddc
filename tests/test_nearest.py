"""The nearest changes: each moves its rating in a run on all the facts, and one printed step less moves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from random import Random

import pytest
from generator import case

from checker.candidates import Candidate
from checker.nearest import Found, Nearest
from checker.pipeline import Earlier, infer, prepare
from checker.probing import Codes, codes_of, rating_of
from checker.sensitivity import sensitivities, told
from facts.changes import changed
from facts.ids import ascii_id
from facts.loading import bundled_root, find_organisation, load_year
from facts.settings import settings_of
from facts.year import Year
from reports.whatif import Sensitivity

PARTS = 12
SEEDS = range(30)


@cache
def bundled(year: int) -> tuple[Year, Mapping[int, Year]]:
    folder = find_organisation(bundled_root(), None)
    loaded = load_year(folder, year)
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
    pairs = list(zip(found, effects, strict=True))[part::PARTS]
    assert [line for one, effect in pairs for line in effect_differs(search, one, effect)] == []


@pytest.mark.parametrize("part", range(PARTS))
def test_one_printed_step_less_does_not_give_the_same(part: int) -> None:
    search, found, _ = searched(2020)
    numbers = [one for one in found if one.direction != "-"]
    assert [line for one in numbers[part::PARTS] for line in step_less_differs(search, one)] == []


@pytest.mark.parametrize("part", range(PARTS))
def test_every_told_setting_moves_its_rating_as_told(part: int) -> None:
    year, others = bundled(2020)
    by_text: dict[str, list[tuple[str, str]]] = {}
    for one in all_of(2020):
        for move in one.moves:
            by_text.setdefault(move.change.setting, []).append((one.id, move.to))
    wrong = []
    for setting in list(by_text)[part::PARTS]:
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
