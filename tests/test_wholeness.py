"""What must hold of every run: each invariant breaks on a run that is altered in one place, and none on one that is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from checker.hosting.asking import Answer, Request, engine_process
from checker.inference import inferred
from checker.pipeline import SCHEDULE, Earlier, marks_of, prepare
from checker.session import EngineFault, Firing, Session
from checker.wholeness import INVARIANTS, Run, closed_trace, refuse_broken
from facts.loading import available_years, bundled_root, example_root, find_organisation, load_year

Altered = Callable[[Answer], Answer]


@cache
def run_of(year: int) -> Run:
    folder = find_organisation(bundled_root(), None)
    read = load_year(folder, year)
    given = prepare(read, Earlier(folder, read))
    request = Request(year, marks_of(given), SCHEDULE, given.engine, given.parents)
    return together(request, engine_process().ask(request))


def together(request: Request, answer: Answer) -> Run:
    facts = {fact["id"]: fact for fact in (*request.facts, *answer.derived)}
    return Run(request, answer, Session(facts, {fact["id"] for fact in answer.derived}, [Firing(*values) for values in answer.firings]))


def breaches(run: Run) -> dict[str, list[str]]:
    """What each invariant that does not hold says."""
    return {invariant.__name__: lines for invariant in INVARIANTS if (lines := list(invariant(run)))}


def given_id() -> str:
    return str(run_of(2020).request.facts[0]["id"])


def altered(change: Altered) -> dict[str, list[str]]:
    run = run_of(2020)
    return breaches(together(run.request, change(run.answer)))


def of_kind(answer: Answer, kind: str) -> int:
    """Where the first derived fact of the kind stands."""
    return next(at for at, fact in enumerate(answer.derived) if fact["kind"] == kind)


def with_derived(answer: Answer, at: int, **fields: Any) -> Answer:
    return replace(answer, derived=[{**fact, **(fields if number == at else {})} for number, fact in enumerate(answer.derived)])


def with_firing(answer: Answer, at: int, **fields: Any) -> Answer:
    firings = list(answer.firings)
    firing = Firing(*firings[at])._replace(**fields)
    firings[at] = (firing.phase, firing.rule, firing.because, firing.therefore)
    return replace(answer, firings=firings)


def without_firings_of(answer: Answer, fact: str) -> Answer:
    return replace(answer, firings=[firing for firing in answer.firings if firing[3] != fact])


@pytest.mark.parametrize("year", [2017, 2020])
def test_a_year_is_whole(year: int) -> None:
    assert breaches(run_of(year)) == {}


def test_the_example_years_are_whole() -> None:
    folder = find_organisation(example_root(), None)
    for year in available_years(folder):
        read = load_year(folder, year)
        given = prepare(read, Earlier(folder, read))
        inferred(Request(year, marks_of(given), SCHEDULE, given.engine, given.parents))


# --- what the engine held -------------------------------------------------------------------------------------------


def test_a_fact_that_the_engine_did_not_hold() -> None:
    found = altered(lambda answer: replace(answer, held=[name for name in answer.held if name != given_id()]))
    assert found["held_as_given"] == [f"uppgiften {given_id()} fanns inte i regelmotorn"]


def test_a_fact_that_no_one_gave_the_engine() -> None:
    found = altered(lambda answer: replace(answer, held=[*answer.held, "bedomning:X-1"]))
    assert found["held_as_given"] == ["uppgiften bedomning:X-1 fanns i regelmotorn utan att ha lämnats eller härletts"]


def test_a_fact_that_the_engine_held_twice() -> None:
    found = altered(lambda answer: replace(answer, held=[*answer.held, given_id()]))
    assert found["held_as_given"] == [f"uppgiften {given_id()} fanns i regelmotorn utan att ha lämnats eller härletts"]


def test_a_fact_that_the_engine_held_in_the_place_of_another() -> None:
    found = altered(lambda answer: replace(answer, held=["annat" if name == given_id() else name for name in answer.held]))
    assert len(found["held_as_given"]) == 2


def test_a_derived_fact_that_comes_back_twice() -> None:
    name = run_of(2020).answer.derived[0]["id"]
    found = altered(lambda answer: replace(answer, derived=[*answer.derived, answer.derived[0]]))
    assert found["each_once"] == [f"uppgiften {name} står 2 gånger"]


def test_a_derived_fact_with_the_id_of_a_given_one() -> None:
    assert f"uppgiften {given_id()} står 2 gånger" in altered(lambda answer: with_derived(answer, 0, id=given_id()))["each_once"]


def test_a_derived_fact_that_does_not_come_back() -> None:
    number = len(run_of(2020).answer.derived)
    found = altered(lambda answer: replace(answer, derived=answer.derived[:-1]))
    assert found["derived_as_counted"] == [f"regelmotorn höll {number} härledda uppgifter, men lämnade {number - 1}"]


def test_a_state_that_is_left() -> None:
    assert altered(lambda answer: replace(answer, is_empty=False)) == {"nothing_left": ["regelmotorn höll uppgifter efter körningen"]}


# --- what was derived -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["ar", "okand"])
def test_a_derived_fact_of_a_kind_that_is_not_derived(kind: str) -> None:
    found = altered(lambda answer: with_derived(answer, of_kind(answer, "bedomning"), kind=kind))
    assert found["as_declared"][0].endswith(f"är av slaget {kind}, som inte härleds")


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("bedomning", {"extra": "x"}),
        ("bedomning", {"rating": None}),
        ("bedomning", {"rating": 1}),
        ("jamforelse", {"lo": "1"}),
        ("jamforelse", {"lo": True}),
        ("jamforelse", {"lo": 18 * 10**17 + 1}),
        ("jamforelse", {"hi": -(10**30)}),
    ],
)
def test_a_derived_fact_with_a_field_or_a_value_that_is_not_declared(kind: str, fields: dict[str, Any]) -> None:
    found = altered(lambda answer: with_derived(answer, of_kind(answer, kind), **fields))
    assert found["as_declared"][0].endswith(f"har andra fält eller värden än {kind} ska ha")


def test_a_derived_fact_that_lacks_a_field() -> None:
    def change(answer: Answer) -> Answer:
        at = of_kind(answer, "bedomning")
        lacking = {name: value for name, value in answer.derived[at].items() if name != "orsak"}
        return replace(answer, derived=[*answer.derived[:at], {**lacking, "annat": "-"}, *answer.derived[at + 1 :]])

    assert altered(change)["as_declared"][0].endswith("har andra fält eller värden än bedomning ska ha")


def test_a_derived_fact_whose_id_is_another_things() -> None:
    found = altered(lambda answer: with_derived(answer, of_kind(answer, "bedomning"), nod="GEH"))
    assert found["as_declared"][0].endswith("har inte det id som dess fält ger")


def test_a_thing_that_is_not_rated() -> None:
    def change(answer: Answer) -> Answer:
        return replace(answer, derived=[fact for fact in answer.derived if fact["id"] != "bedomning:GEH"])

    assert altered(change)["rated_once"] == ["GEH saknar bedömning"]


def test_a_rating_of_a_thing_that_is_not_there() -> None:
    found = altered(lambda answer: with_derived(answer, of_kind(answer, "bedomning"), nod="X-1"))
    assert "X-1 är bedömd utan att finnas" in found["rated_once"]


def test_a_thing_that_is_rated_twice() -> None:
    def change(answer: Answer) -> Answer:
        again = {**answer.derived[of_kind(answer, "bedomning")], "id": "bedomning:igen", "nod": "GEH", "rating": "uppfyllt"}
        return replace(answer, derived=[*answer.derived, again])

    assert altered(change)["rated_once"] == ["GEH har 2 bedömningar"]


# --- the trace ------------------------------------------------------------------------------------------------------


def test_a_derived_fact_without_a_step() -> None:
    assert "bedomning:GEH är härledd utan steg" in altered(lambda answer: without_firings_of(answer, "bedomning:GEH"))["closed_trace"]


def test_a_step_that_rests_on_what_is_not_there() -> None:
    name = run_of(2020).answer.firings[0][3]
    found = altered(lambda answer: with_firing(answer, 0, because=(("k", "ingenstans"),)))
    assert f"steget till {name} vilar på ingenstans, som inte fanns" in found["closed_trace"]


def test_a_step_that_comes_before_what_it_rests_on() -> None:
    assert "closed_trace" in altered(lambda answer: replace(answer, firings=list(reversed(answer.firings))))


def test_a_step_to_what_was_never_derived() -> None:
    found = altered(lambda answer: with_firing(answer, 0, therefore="bedomning:ingenstans"))
    assert any("som inte finns bland det härledda" in line for line in found["closed_trace"])


def small(*firings: Firing) -> list[str]:
    """The trace of three derived facts, a, b and c, on one given."""
    run = run_of(2020)
    facts = {name: {"id": name, "kind": "-"} for name in ("given", "a", "b", "c")}
    return list(closed_trace(Run(run.request, run.answer, Session(facts, {"a", "b", "c"}, list(firings)))))


def step(therefore: str, *because: str) -> Firing:
    return Firing("p", "R", tuple((f"x{at}", name) for at, name in enumerate(because)), therefore)


STRAIGHT = (step("a", "given"), step("b", "a"), step("c", "b", "given"))


def test_a_trace_down_to_what_was_given_is_closed() -> None:
    assert small(*STRAIGHT) == []


def test_a_second_way_to_a_fact_may_rest_on_what_came_later() -> None:
    assert small(step("a", "given"), step("b", "given"), step("c", "given"), step("a", "c")) == []


def test_a_trace_in_a_ring_is_none() -> None:
    (line,) = small(*STRAIGHT, step("a", "c"))
    assert line.startswith("spåret går i ring: ")
    assert {"a", "b", "c"} <= set(line.split())


def test_a_fact_that_rests_on_itself_is_a_ring() -> None:
    assert small(*STRAIGHT, step("c", "c")) == ["spåret går i ring: c ← c"]


@pytest.mark.parametrize("change", [{"rule": "FINNS-INTE"}, {"because": (("q", "ar"),)}, {"because": ()}])
def test_a_step_that_no_rule_can_take(change: dict[str, Any]) -> None:
    found = altered(lambda answer: with_firing(answer, 0, **change))
    assert found["fired_by_rules"][0].startswith("steget till ")


def test_a_step_of_a_rule_that_derives_another_kind() -> None:
    found = altered(lambda answer: with_firing(answer, 0, therefore=answer.derived[-1]["id"]))
    assert found["fired_by_rules"][0].startswith("steget till ")


@pytest.mark.parametrize("phase", ["niva1", "senare", "omdome"])
def test_a_step_in_a_phase_that_was_not_open(phase: str) -> None:
    assert "fired_by_rules" in altered(lambda answer: with_firing(answer, 0, phase=phase))


def test_a_step_after_its_phase_is_over() -> None:
    found = altered(lambda answer: replace(answer, firings=[*answer.firings, answer.firings[0]]))
    assert found["fired_by_rules"][0].endswith("som inte var öppen")


# --- told -----------------------------------------------------------------------------------------------------------


def test_what_does_not_hold_is_named_and_the_rest_counted() -> None:
    run = run_of(2020)
    broken = together(run.request, replace(run.answer, derived=run.answer.derived[:-50]))
    with pytest.raises(EngineFault, match=r"^körningen håller inte ihop: uppgiften .* fanns i regelmotorn .*; och \d+ till$"):
        refuse_broken(broken.request, broken.answer, broken.session)


def test_every_invariant_is_broken_by_some_test_here() -> None:
    told = {name for name in globals() if name.startswith("test_")}
    assert len(told) > len(INVARIANTS)
    assert {invariant.__name__ for invariant in INVARIANTS} == {
        "held_as_given", "each_once", "derived_as_counted", "nothing_left", "as_declared", "rated_once", "fired_by_rules", "closed_trace",
    }  # fmt: skip
