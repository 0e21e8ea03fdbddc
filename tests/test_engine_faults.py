"""Each reproduced fault of durable-rules 2.0.28, and how our layer avoids or detects it.

A fault that always shows is first shown with the raw engine, in a process of its own: the day a release mends it, the
test says so. Faults that crash are only avoided, many times over, in a process of their own. The list of faults with their
tests, and the proof that a layer without its guard fails them, is tests/test_engine_fault_list.py.
"""

from __future__ import annotations

import ast
import inspect
import json
import os
import random
import re
import signal
import string
import subprocess
import sys
import textwrap
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import durable_rules_engine
import pytest
from durable import engine as durable

from checker import engine as layer
from checker.compiling import compile_rule
from checker.discipline import (
    MAX_CHILDREN,
    MAX_FIELDS,
    MAX_IN_PHASE,
    MAX_INTEGER,
    MAX_PATTERNS,
    MAX_SLOTS,
    OWN_FIELDS,
    PHASE_ALIAS,
    _most_reached,
    check_rules,
    heard_kinds,
)
from checker.engine import Engine
from checker.joinorder import in_engine_order
from checker.session import Firing, RunFailed, Session
from rules import language
from rules.catalogue import MARKS, all_rules, rules_of
from rules.kinds import KINDS, PHASES, Kind
from rules.language import Ref, Rule, RuleError

ROOT = Path(__file__).parents[1]
FIRST, SECOND, THIRD = PHASES[:3]
KINDS_OF_TESTS = (
    Kind("prov_niva", {"namn": "s", "klass": "s", "v": "i"}, ("namn",)),
    Kind("prov_tal", {"namn": "s", "klass": "s", "v": "i"}, ("namn",)),
    Kind("prov_slut", {"namn": "s", "ord": "s"}, ("namn", "ord"), derived=True),
    Kind("prov_summa", {"namn": "s", "v": "i"}, ("namn",), derived=True),
)
MET = "prov_slut namn=k.namn ord=nar"
SHORT = "prov_slut namn=k.namn ord=nar_inte"
ABSENT = "prov_slut namn=k.namn ord=saknas"
FIGURE_MEETS = ("k: prov_niva", "t: prov_tal namn=k.namn v>=k.v")

Fact = dict[str, Any]


@pytest.fixture(autouse=True)
def known_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' own kinds stand beside the product's."""
    for kind in KINDS_OF_TESTS:
        monkeypatch.setitem(KINDS, kind.name, kind)


def rule(name: str, when: Sequence[str], then: str = MET, phase: str = FIRST, says: str = "") -> Rule:
    return Rule(id=name, title=name, basis="prov", phase=phase, when=tuple(when), then=then, says=says)


def level(name: str, v: Any = 90, klass: str = "a") -> Fact:
    return {"id": f"niva:{name}", "kind": "prov_niva", "namn": name, "klass": klass, "v": v}


def figure(name: str, v: Any = 88, klass: str = "a") -> Fact:
    return {"id": f"tal:{name}", "kind": "prov_tal", "namn": name, "klass": klass, "v": v}


def nothing_between(name: str, step: str, session: Session) -> Iterable[tuple[Fact, Firing]]:
    return ()


def run(rules: Sequence[Rule] | Engine, *facts: Fact) -> Session:
    engine = rules if isinstance(rules, Engine) else Engine(rules)
    return engine.run(facts, [(phase, phase) for phase in (FIRST, SECOND, THIRD)], nothing_between)


def concluded(session: Session) -> list[str]:
    return [f"{fact['namn']} {fact['ord']}" for fact in session.of_kind("prov_slut")]


def in_own_process(code: str) -> subprocess.CompletedProcess[str]:
    """Memory that was never written holds no chance zeros there, so that what reads it crashes each time."""
    filled = {**os.environ, "MALLOC_PERTURB_": "165"}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=False, cwd=ROOT, env=filled)


RAW = """
import json, threading
from durable import engine

class Host(engine.Host):
    def _run(self): pass

class Action(engine.Promise):
    def run(self, c, complete):
        self._func(c)
        complete(None)

fired = []

def host(**rules):
    made = Host()
    known = {kind: [{'z': {'kind': kind}}] for kind in ('niva', 'tal')}
    compiled = {name: {'all': when, 'run': Action(lambda c, name=name: fired.append(name))} for name, when in {**known, **rules}.items()}
    made.register_rulesets({'raw': compiled})
    return made

def give(made, **fact):
    made.assert_fact('raw', fact)

def answers():
    print(json.dumps([name for name in fired if name not in ('niva', 'tal')]))

NIVA = {'k': {'kind': 'niva'}}
GUARD = {'$neq': {'kind': {'k': 'kind'}}}
"""


def raw(code: str) -> Any:
    """What the engine answers without our layer: the rules that fired, in order."""
    done = in_own_process(RAW + textwrap.dedent(code))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


# --- joins that read past their last test ---------------------------------------------------------------------------


def test_every_rule_has_its_phase_before_any_join_and_every_join_ends_in_a_test_that_always_holds() -> None:
    alone = rule("R-ALONE", ["k: prov_niva v>0", "q: prov_niva", "t: prov_tal namn=k.namn klass=a", "!x: prov_tal klass=a"])
    for declared in (*all_rules(), alone):
        patterns, conditions = in_engine_order(declared), compile_rule(declared)["all"]
        guards = {PHASE_ALIAS: {"$neq": {"kind": {patterns[0].alias: "kind"}}}}
        assert not patterns[0].is_guarded, f"{declared.id} joins before its phase"
        assert next(iter(conditions[1].values()))["$and"][:2] == [{"kind": "fas"}, {"steg": declared.phase}]
        for pattern, compiled in zip(patterns, conditions, strict=True):
            (tests,) = compiled.values()
            guard = guards.get(pattern.alias, {"$neq": {"kind": {PHASE_ALIAS: "kind"}}})
            is_joined = pattern.negated or any(isinstance(test.operand, Ref | language.Calc) for test in pattern.tests)
            assert (tests["$and"][-1] == guard) is is_joined, f"{declared.id}: {pattern}"


def test_every_condition_and_comparison_of_a_rule_reaches_the_engine_once() -> None:
    """The order is the engine's own; a comparison with a fact that now stands later is asked from there."""
    for declared in all_rules():
        _, *rest = sorted(in_engine_order(declared), key=lambda pattern: pattern.kind != "fas")
        assert sorted(pattern.alias for pattern in rest) == sorted(pattern.alias for pattern in declared.patterns)
        asked = Counter(asked_of(pattern.alias, test) for pattern in in_engine_order(declared) for test in pattern.tests)
        opened = asked_of(PHASE_ALIAS, language.Test("steg", "=", declared.phase))
        assert asked == Counter([opened, *(asked_of(pattern.alias, test) for pattern in declared.patterns for test in pattern.tests)])


def test_no_fact_reaches_too_many_joins_in_the_engines_own_order() -> None:
    for year in (2017, 2020, 2025):
        joined = [pattern for declared in rules_of(year, MARKS) for pattern in in_engine_order(declared) if pattern.is_guarded]
        for kind in {pattern.kind for pattern in joined}:
            told = [{t.field: t.operand for t in p.tests if t.op == "=" and isinstance(t.operand, str)} for p in joined if p.kind == kind]
            assert _most_reached(told) <= MAX_SLOTS, kind


def asked_of(alias: str, test: language.Test) -> frozenset[tuple[Any, ...]] | tuple[Any, ...]:
    """A comparison, the same from both sides."""
    if not isinstance(test.operand, Ref):
        return alias, test
    mirrored = {">=": "<=", "<=": ">=", ">": "<", "<": ">"}
    ours = (alias, test.field, test.op, test.operand.alias, test.operand.field)
    return frozenset({ours, (test.operand.alias, test.operand.field, mirrored.get(test.op, test.op), alias, test.field)})


@pytest.mark.parametrize(("op", "answers"), [("=", "b"), ("!=", "a c"), (">=", "a b"), ("<=", "b c"), (">", "a"), ("<", "c")])
def test_a_comparison_with_a_fact_that_the_engine_meets_later_is_turned_around(op: str, answers: str) -> None:
    year = {"id": "ar", "kind": "ar", "ar": 2020, "dag": 5, "sista": 90}
    session = run([rule("R", ["y: ar", f"k: prov_niva v{op}y.sista"])], year, level("a", 91), level("b", 90), level("c", 89))
    assert [firing.therefore for firing in sorted(session.firings, key=str)] == [f"prov_slut:{name}|nar" for name in answers.split()]
    assert {firing.because[0] for firing in session.firings} == {("y", "ar")}


def test_no_fact_of_a_rule_is_a_phase_so_the_guard_always_holds() -> None:
    assert "fas" not in KINDS
    with pytest.raises(RuleError, match="the kind fas is unknown"):
        check_rules([rule("R", ["k: prov_niva", "f: fas steg=k.namn"])])


WORDS = {"minst": ">=", "hogst": "<=", "over": ">", "under": "<", "lika": "="}
CLASSES = 30


def many_rules() -> list[Rule]:
    """150 rules, one for each of thirty classes and five operators: the set that crashes without the guard."""
    return [
        rule(
            f"R-{k}-{word.upper()}", [f"k: prov_niva klass=c{k}", f"t: prov_tal klass=c{k} namn=k.namn v{op}k.v"], f"prov_slut namn=k.namn ord={word}"
        )
        for k in range(CLASSES)
        for word, op in WORDS.items()
    ]


def many_facts() -> list[Fact]:
    """For each class a figure below, on and above its level."""
    names = [(f"m{klass}.{nudge}", f"c{klass}", nudge) for klass in range(CLASSES) for nudge in (-1, 0, 1)]
    return [fact for name, klass, nudge in names for fact in (level(name, 10**15, klass), figure(name, 10**15 + nudge, klass))]


def many_sessions(times: int) -> None:
    """Run in a process of its own: a crash ends it."""
    KINDS.update({kind.name: kind for kind in KINDS_OF_TESTS})
    engine, facts = Engine(many_rules()), many_facts()
    answers = {tuple(concluded(run(engine, *facts))) for _ in range(times)}
    assert len(answers) == 1
    assert len(answers.pop()) == CLASSES * 7  # below: two operators hold; on: three; above: two


def test_150_rules_run_many_times_in_one_process_without_a_crash() -> None:
    done = in_own_process("from tests import test_engine_faults; test_engine_faults.many_sessions(100)")
    assert done.returncode == 0, done.stderr


# --- a fact that one alias matched is skipped for the others, negations too -----------------------------------------


def test_the_raw_engine_overlooks_that_the_matched_fact_itself_is_the_one_that_must_not_exist() -> None:
    assert raw("""
    always = {'$neq': {'kind': {'k': 'namn'}}}
    h = host(inget=[NIVA, {'q$not': {'$and': [{'kind': 'niva'}, {'namn': {'k': 'namn'}}, {'$gt': {'v': 0}}, always]}}])
    give(h, id='1', kind='niva', namn='a', v=5)
    answers()
    """) == ["inget"]


def test_our_negation_sees_the_fact_that_another_alias_matched() -> None:
    none_left = rule("R", ["k: prov_niva", "!q: prov_niva namn=k.namn v>0"])
    assert concluded(run([none_left], level("a", 5))) == []
    assert concluded(run([none_left], level("a", 0))) == ["a nar"]


def test_our_join_sees_the_fact_that_another_alias_matched() -> None:
    both_sides = rule("R", ["k: prov_niva", "q: prov_niva namn=k.namn v=k.v"])
    assert concluded(run([both_sides], level("a"))) == ["a nar"]


def test_every_rule_turns_distinctness_off() -> None:
    assert all(compile_rule(declared)["dist"] == 0 for declared in all_rules())


# --- a negation fires before late facts arrive, and depends on the alias --------------------------------------------


def test_the_raw_engine_fires_a_negation_before_the_fact_it_denies_arrives() -> None:
    assert raw("""
    absent = {'t$not': {'$and': [{'kind': 'tal'}, {'namn': {'k': 'namn'}}, GUARD]}}
    h = host(saknas=[NIVA, absent])
    give(h, id='1', kind='niva', namn='a')
    give(h, id='2', kind='tal', namn='a')
    answers()
    """) == ["saknas"]


@pytest.mark.parametrize("alias", string.ascii_lowercase)
def test_our_negation_waits_for_every_given_fact_whatever_the_alias_is_called(alias: str) -> None:
    anchor = "k" if alias != "k" else "m"
    when = [f"{anchor}: prov_niva", f"!{alias}: prov_tal namn={anchor}.namn"]
    rules = [rule("SAKNAS", when, ABSENT.replace("k.", f"{anchor}.")), rule("NAR", FIGURE_MEETS)]
    assert concluded(run(rules, level("a"), figure("a", 90), level("b"))) == ["a nar", "b saknas"]


def test_our_negation_waits_for_facts_derived_in_an_earlier_phase() -> None:
    rules = [
        rule("SUMMA", ["t: prov_tal v>=90"], "prov_summa namn=t.namn v=t.v-90"),
        rule("INGEN", ["k: prov_niva", "!s: prov_summa namn=k.namn"], ABSENT, SECOND),
    ]
    assert concluded(run(rules, level("a"), figure("a", 90), level("b"), figure("b", 89))) == ["b saknas"]


@pytest.mark.parametrize("phase", [FIRST, SECOND])
def test_a_negation_over_a_kind_still_being_derived_is_refused(phase: str) -> None:
    rules = [
        rule("SUMMA", ["t: prov_tal"], "prov_summa namn=t.namn v=t.v", SECOND),
        rule("INGEN", ["k: prov_niva", "!s: prov_summa namn=k.namn"], ABSENT, phase),
    ]
    with pytest.raises(RuleError, match="INGEN: prov_summa is still being derived in the phase where it is negated"):
        Engine(rules)


def test_a_rule_that_waits_for_a_later_phase_is_refused() -> None:
    rules = [
        rule("SUMMA", ["t: prov_tal"], "prov_summa namn=t.namn v=t.v", SECOND),
        rule("FORE", ["s: prov_summa"], "prov_slut namn=s.namn ord=nar"),
    ]
    with pytest.raises(RuleError, match="FORE: prov_summa is first derived in a later phase"):
        Engine(rules)


def test_a_fact_that_must_exist_after_a_negation_is_refused() -> None:
    with pytest.raises(RuleError, match="stands after a negation"):
        check_rules([rule("R", ["k: prov_niva", "!q: prov_tal namn=k.namn v=0", "t: prov_tal namn=k.namn"])])


def test_a_rule_of_nothing_but_a_negation_is_refused() -> None:
    with pytest.raises(RuleError, match="the first condition must be a fact that exists"):
        check_rules([rule("R", ["!k: prov_niva"], "prov_slut namn=x ord=y")])


def test_a_negation_that_compares_with_no_other_fact_is_decided_right() -> None:
    none_of_class = rule("R", ["k: prov_niva", "!t: prov_tal klass=a"])
    assert concluded(run([none_of_class], level("a"), figure("b", klass="a"))) == []
    assert concluded(run([none_of_class], level("a"), figure("b", klass="c"))) == ["a nar"]


# --- limits: join tests that one fact reaches, conditions in a rule -------------------------------------------------


def test_the_raw_engine_fails_when_65_rules_join_one_fact() -> None:
    done = in_own_process(
        RAW
        + textwrap.dedent("""
    h = host(**{f'r{i}': [NIVA, {'t': {'$and': [{'kind': 'tal'}, {'$gte': {'v': {'k': 'v'}}}, GUARD]}}] for i in range(65)})
    give(h, id='1', kind='niva', v=1)
    give(h, id='2', kind='tal', v=1)
    """)
    )
    assert done.returncode == 1
    assert "303" in done.stderr


def joining(count: int, literal: str = "") -> list[Rule]:
    return [rule(f"R-{i:03}", ["k: prov_niva", f"t: prov_tal{literal.format(i)} namn=k.namn"]) for i in range(count)]


def test_as_many_joins_on_one_fact_as_we_allow_all_fire() -> None:
    session = run(joining(MAX_SLOTS), level("a"), figure("a"))
    assert len({firing.rule for firing in session.firings}) == MAX_SLOTS
    assert concluded(session) == ["a nar"]


def test_one_join_more_on_one_fact_is_refused() -> None:
    with pytest.raises(RuleError, match=f"prov_tal can reach {MAX_SLOTS + 1} join conditions"):
        Engine(joining(MAX_SLOTS + 1))


def test_one_join_more_on_the_year_or_on_a_phase_is_refused() -> None:
    """What the first condition asks of them is asked of them by the engine."""
    of_year = [rule(f"R-{i:03}", ["y: ar", f"k: prov_niva v>=y.ar v>={i}"]) for i in range(MAX_SLOTS + 1)]
    of_phase = [rule(f"R-{i:03}", [f"k: prov_niva namn=ph.fas v>={i}"]) for i in range(MAX_SLOTS + 1)]
    check_rules(of_year[1:])
    check_rules(of_phase[1:])
    with pytest.raises(RuleError, match=f"ar can reach {MAX_SLOTS + 1} join conditions"):
        check_rules(of_year)
    with pytest.raises(RuleError, match=f"fas can reach {MAX_SLOTS + 1} join conditions"):
        check_rules(of_phase)


def test_joins_told_apart_by_a_text_literal_are_counted_apart() -> None:
    session = run(joining(3 * MAX_SLOTS, " klass=c{}"), level("a"), figure("a", klass="c7"))
    assert [firing.rule for firing in session.firings] == ["R-007"]


def of_patterns(count: int) -> Rule:
    return rule("R", ["k: prov_niva", *(f"t{i}: prov_tal namn=k.namn" for i in range(count - 1))])


def test_as_many_conditions_as_we_allow_match() -> None:
    assert concluded(run([of_patterns(MAX_PATTERNS)], level("a"), figure("a"))) == ["a nar"]


@pytest.mark.parametrize("count", [MAX_PATTERNS + 1, 17])
def test_more_conditions_are_refused(count: int) -> None:
    with pytest.raises(RuleError, match=f"{count} conditions, at most {MAX_PATTERNS} are safe"):
        Engine([of_patterns(count)])


def test_the_raw_engine_fails_when_too_many_rules_begin_alike() -> None:
    begins = "[{'p': {'$and': [{'kind': 'fas'}, {'steg': 'a'}]}}, {'k': {'$and': [{'kind': 'niva'}, {'c': f'n{i}'}]}}]"
    done = in_own_process(RAW + f"host(**{{f'r{{i}}': {begins} for i in range(258)}})")
    assert done.returncode == 1
    assert "108" in done.stderr


def test_as_many_rules_in_a_phase_as_we_allow_all_fire() -> None:
    rules = [rule(f"R-{i:03}", [f"k: prov_niva v={i % MAX_CHILDREN}"]) for i in range(MAX_IN_PHASE)]
    assert [firing.rule for firing in run(rules, level("a", 7)).firings] == ["R-007"]


def test_one_rule_more_in_a_phase_is_refused() -> None:
    with pytest.raises(RuleError, match=f"{MAX_IN_PHASE + 1} rules fire in the phase {FIRST}, at most {MAX_IN_PHASE} are safe"):
        check_rules([rule(f"R-{i:03}", ["k: prov_niva"]) for i in range(MAX_IN_PHASE + 1)])


def test_the_raw_engine_hangs_when_513_tests_follow_on_one() -> None:
    code = "import signal; signal.alarm(5); host(**{f'r{i}': [{'k': {'$and': [{'kind': 'niva'}, {'c': f'n{i}'}]}}] for i in range(513)})"
    assert in_own_process(RAW + code).returncode == -signal.SIGALRM


def following(count: int) -> list[Rule]:
    phases = [phase for phase in PHASES for _ in range(MAX_IN_PHASE)]
    return [rule(f"R-{i:03}", [f"k: prov_niva klass=c{i}"], phase=phases[i]) for i in range(count)]


def test_as_many_tests_on_one_kind_as_we_allow_are_told_apart() -> None:
    assert [firing.rule for firing in run(following(MAX_CHILDREN), level("a", klass="c7")).firings] == ["R-007"]


def test_one_test_more_on_one_kind_is_refused() -> None:
    with pytest.raises(RuleError, match=f"{MAX_CHILDREN + 1} different tests follow on prov_niva, at most {MAX_CHILDREN} are safe"):
        check_rules(following(MAX_CHILDREN + 1))


@pytest.mark.parametrize("marks", [frozenset(), MARKS])
def test_one_fact_of_each_kind_is_taken_by_the_engine_with_the_products_rules(marks: frozenset[str]) -> None:
    """The engine tells of too many joins when a fact arrives, not when the rules load."""
    rules = rules_of(2020, marks)
    heard = [KINDS[name] for name in heard_kinds(rules) if not name.startswith("prov_")]
    facts = [{"id": f"ett-{kind.name}", "kind": kind.name, **_least(kind)} for kind in heard]
    session = Engine(rules).run(facts, [(FIRST, FIRST)], nothing_between)
    assert {fact["id"] for fact in facts} <= session.facts.keys()


def _least(kind: Kind) -> Fact:
    return {name: 0 if is_ == "i" else "x" for name, is_ in kind.fields.items()}


# --- fields and values ----------------------------------------------------------------------------------------------


def test_the_raw_engine_silently_never_matches_a_fact_that_lacks_the_compared_field() -> None:
    assert (
        raw("""
    h = host(under=[NIVA, {'t': {'$and': [{'kind': 'tal'}, {'$lt': {'v': {'k': 'v'}}}, GUARD]}}],
             over=[NIVA, {'t': {'$and': [{'kind': 'tal'}, {'$gte': {'v': {'k': 'v'}}}, GUARD]}}])
    give(h, id='1', kind='niva', v=1)
    give(h, id='2', kind='tal')
    answers()
    """)
        == []
    )


@pytest.mark.parametrize(
    "change",
    [lambda fact: fact.pop("v"), lambda fact: fact.update(extra=1), lambda fact: fact.update(u=fact.pop("v"))],
    ids=["lacking", "extra", "misnamed"],
)
def test_a_fact_with_other_fields_than_its_kind_stops_the_run(change: Any) -> None:
    wrong = figure("a")
    change(wrong)
    with pytest.raises(RunFailed, match=r"saknar fältet|har andra fält än"):
        run([rule("R", FIGURE_MEETS)], level("a"), wrong)


@pytest.mark.parametrize(("left", "right"), [("15", "15.0"), ("1", "True")])
def test_the_raw_engine_finds_equal_numbers_of_different_types_neither_equal_nor_different(left: str, right: str) -> None:
    assert (
        raw(f"""
    h = host(lika=[NIVA, {{'t': {{'$and': [{{'kind': 'tal'}}, {{'v': {{'k': 'v'}}}}, GUARD]}}}}],
             olika=[NIVA, {{'t': {{'$and': [{{'kind': 'tal'}}, {{'$neq': {{'v': {{'k': 'v'}}}}}}, GUARD]}}}}])
    give(h, id='1', kind='niva', v={left})
    give(h, id='2', kind='tal', v={right})
    answers()
    """)
        == []
    )


def test_the_raw_engine_takes_large_integers_for_equal() -> None:
    assert raw("""
    h = host(minst=[NIVA, {'t': {'$and': [{'kind': 'tal'}, {'$gte': {'v': {'k': 'v'}}}, GUARD]}}])
    give(h, id='1', kind='niva', v=2**63 + 5)
    give(h, id='2', kind='tal', v=2**63)
    answers()
    """) == ["minst"]


@pytest.mark.parametrize(
    "value", [88.0, 1e16, 1e-05, float("inf"), float("nan"), True, None, "88", [88], {"v": 88}, 2 * MAX_INTEGER + 1, -2 * MAX_INTEGER - 1, 2**63]
)
def test_a_value_that_is_no_exact_integer_stops_the_run(value: Any) -> None:
    with pytest.raises(RunFailed):
        run([rule("R", FIGURE_MEETS)], level("a"), figure("a", value))


@pytest.mark.parametrize("value", [5, 5.0, True, None])
def test_a_value_that_is_no_text_where_text_is_due_stops_the_run(value: Any) -> None:
    with pytest.raises(RunFailed):
        run([rule("R", FIGURE_MEETS)], {**level("a"), "klass": value})


@pytest.mark.parametrize("limit", [0, 1, 10**17, MAX_INTEGER - 1, -MAX_INTEGER + 1])
def test_integers_that_differ_by_one_are_told_apart_at_the_ends_of_the_range(limit: int) -> None:
    when = ("k: prov_niva", "t: prov_tal namn=k.namn v{}k.v")
    rules = [rule(word.upper(), [when[0], when[1].format(op)], f"prov_slut namn=k.namn ord={word}") for word, op in WORDS.items()]
    facts = [fact for nudge in (-1, 0, 1) for fact in (level(f"m{nudge}", limit), figure(f"m{nudge}", limit + nudge))]
    assert set(concluded(run(rules, *facts))) == {"m-1 under", "m-1 hogst", "m0 hogst", "m0 lika", "m0 minst", "m1 over", "m1 minst"}


def test_a_derived_number_outside_the_exact_range_stops_the_run() -> None:
    rules = [rule("R", ["k: prov_niva", "t: prov_tal namn=k.namn"], "prov_summa namn=k.namn v=k.v+t.v+t.v")]
    with pytest.raises(RunFailed, match="fel slags värde"):
        run(rules, level("a", MAX_INTEGER), figure("a", MAX_INTEGER))


def test_the_raw_engine_counts_past_64_bits_into_another_number() -> None:
    assert raw("""
    total = {'$add': {'$l': {'k': 'v'}, '$r': {'k': 'v'}}}
    h = host(under=[NIVA, {'t': {'$and': [{'kind': 'tal'}, {'$lt': {'v': total}}, GUARD]}}],
             over=[NIVA, {'t': {'$and': [{'kind': 'tal'}, {'$gt': {'v': total}}, GUARD]}}])
    give(h, id='1', kind='niva', v=5 * 10**18)
    give(h, id='2', kind='tal', v=1)
    answers()
    """) == ["over"]


@pytest.mark.parametrize(("terms", "is_safe"), [(5, True), (6, False)])
def test_a_sum_that_can_leave_64_bits_is_refused(terms: int, is_safe: bool) -> None:
    when = [*(f"k{i}: prov_niva" for i in range(terms)), "t: prov_tal v>=" + "+".join(f"k{i}.v" for i in range(terms))]
    sum_of = [rule("R", when, "prov_slut namn=t.namn ord=nar")]
    if is_safe:
        check_rules(sum_of)
        return
    with pytest.raises(RuleError, match=r"R: t\.v: the sum can leave the 64 bits that the engine counts in"):
        check_rules(sum_of)


def test_a_sum_of_one_number_and_many_small_ones_is_allowed() -> None:
    check_rules([rule("R", ["k: prov_niva", f"t: prov_tal v>=k.v{'+1' * 20}"], "prov_slut namn=t.namn ord=nar")])


def test_the_largest_sum_that_is_allowed_is_exact() -> None:
    terms = [f"k{i}: prov_niva namn=m{i}" for i in range(5)]
    total = "+".join(f"k{i}.v" for i in range(5))
    words = {"minst": ">=", "over": ">", "lika": "="}
    rules = [rule(f"R-{word.upper()}", [*terms, f"t: prov_tal v{op}{total}"], f"prov_slut namn=t.namn ord={word}") for word, op in words.items()]
    facts = [level(f"m{i}", MAX_INTEGER * 2 * (1 if i < 3 else -1)) for i in range(5)]
    assert concluded(run(rules, *facts, figure("x", 2 * MAX_INTEGER))) == ["x lika", "x minst"]


def test_a_literal_outside_the_exact_range_is_refused() -> None:
    with pytest.raises(RuleError, match="outside the exact range"):
        check_rules([rule("R", [f"k: prov_niva v<={MAX_INTEGER + 1}"])])


@pytest.mark.parametrize("name", ["id", "sid", "kind", "fakta", "$s", "a.b"])
def test_a_kind_with_a_field_that_is_the_engines_own_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "prov_egen", Kind("prov_egen", {"namn": "s", name: "s"}, ("namn",)))
    with pytest.raises(RuleError, match=re.escape(f"the kind prov_egen has the field {name}, which is not its own to have")):
        Engine([rule("R", FIGURE_MEETS)])


@pytest.mark.parametrize("name", ["id", "sid"])
def test_the_raw_engine_takes_two_facts_for_one_when_a_field_of_theirs_is_its_own(name: str) -> None:
    assert (
        raw(f"""
    h = host(par=[NIVA, {{'t': {{'$and': [{{'kind': 'tal'}}, GUARD]}}}}])
    try:
        give(h, kind='niva', v=1, {name}='a')
        give(h, kind='tal', v=2, {name}='b' if {name!r} == 'sid' else 'a')
    except engine.MessageObservedException:
        pass
    answers()
    """)
        == []
    )


def test_a_rule_that_tests_a_field_of_the_engines_own_is_refused() -> None:
    for name in OWN_FIELDS:
        with pytest.raises(RuleError, match=f"R: prov_tal has no field {name}"):
            check_rules([rule("R", ["k: prov_niva", f"t: prov_tal {name}=x"])])


def test_a_kind_with_more_fields_than_a_fact_can_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "prov_bred", Kind("prov_bred", {f"f{i}": "s" for i in range(MAX_FIELDS + 1)}, ("f1",)))
    with pytest.raises(RuleError, match=f"the kind prov_bred has {MAX_FIELDS + 1} fields, at most {MAX_FIELDS} are safe"):
        Engine([rule("R", FIGURE_MEETS)])


def test_a_kind_with_as_many_fields_as_we_allow_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    fields = {"namn": "s", **{f"f{i}": "i" for i in range(MAX_FIELDS - 1)}}
    monkeypatch.setitem(KINDS, "prov_bred", Kind("prov_bred", fields, ("namn",)))
    wide = {"id": "b", "kind": "prov_bred", "namn": "a", **{f"f{i}": i for i in range(MAX_FIELDS - 1)}}
    assert concluded(run([rule("R", ["k: prov_niva", f"b: prov_bred namn=k.namn f{MAX_FIELDS - 2}>={MAX_FIELDS - 2}"])], level("a"), wide)) == [
        "a nar"
    ]


# --- actions that take time ---------------------------------------------------------------------------------------


SLOW = """
import json, signal, time
import durable.engine as engine
{clock}
class Host(engine.Host):
    def _run(self): pass
class Action(engine.Promise):
    def run(self, c, complete):
        self._func(c)
        complete(None)
fired = []
def first(c):
    fired.append('a')
    {wait}
made = Host()
one = [{{'k': {{'kind': 'niva'}}}}]
made.register_rulesets({{'raw': {{'a': {{'all': one, 'run': Action(first)}}, 'b': {{'all': one, 'run': Action(lambda c: fired.append('b'))}}}}}})
made.assert_fact('raw', {{'id': '1', 'kind': 'niva'}})
print(json.dumps(fired))
"""
LATER = "engine._unix_now = lambda: 11 * len(fired)"


def test_the_raw_engine_drops_what_waits_behind_a_slow_action() -> None:
    done = in_own_process(SLOW.format(clock=LATER, wait="pass"))
    assert json.loads(done.stdout) == ["a"]


def test_no_clock_times_an_action_in_our_layer() -> None:
    """The clock stands in the host that the engine comes with, which ours is not; the engine itself times what several hosts share."""
    assert vars(layer)["engine"] is durable_rules_engine
    assert {"time", "durable", "threading"}.isdisjoint(vars(layer))


def test_what_waits_behind_an_action_that_takes_long_is_still_derived() -> None:
    """Every look at the computer's clock finds eleven seconds more; nothing is lost by it."""
    code = """
    import itertools, time
    jumps = itertools.count(0, 11)
    time.monotonic = time.time = time.perf_counter = lambda: next(jumps)
    from tests.test_engine_faults import KINDS, KINDS_OF_TESTS, level, rule, run
    KINDS.update({kind.name: kind for kind in KINDS_OF_TESTS})
    session = run([rule(name, ["k: prov_niva"]) for name in ("R1", "R2", "R3")], level("a"))
    print(*(firing.rule for firing in session.firings))
    """
    done = in_own_process(textwrap.dedent(code))
    assert (done.stdout, done.stderr) == ("R1 R2 R3\n", "")


# --- exceptions and contradictions ----------------------------------------------------------------------------------


def test_the_raw_engine_swallows_an_exception_in_an_action() -> None:
    assert (
        raw("""
    def fail(c): raise SystemExit('borta')
    h = Host()
    h.register_rulesets({'raw': {'r': {'all': [NIVA], 'run': fail}}})
    give(h, id='1', kind='niva')
    answers()
    """)
        == []
    )


def test_an_exception_in_an_action_reaches_the_caller_and_the_engine_is_usable_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine([rule("R", FIGURE_MEETS)])

    def fail(*given: Any) -> None:
        raise ValueError("provat fel")

    with monkeypatch.context() as patched:
        patched.setattr(engine, "_derive", fail)
        for _ in range(3):
            with pytest.raises(RunFailed, match="ValueError: provat fel"):
                run(engine, level("a"), figure("a", 90))
    assert concluded(run(engine, level("b"), figure("b", 90))) == ["b nar"]


def test_two_conclusions_about_one_thing_stop_the_run() -> None:
    rules = [rule(f"R{v}", ["k: prov_niva"], f"prov_summa namn=k.namn v={v}") for v in (1, 2)]
    engine = Engine(rules)
    with pytest.raises(RunFailed, match="regeln R2 motsäger en tidigare slutsats"):
        run(engine, level("a"))
    assert run(engine).facts == {}


def test_a_conclusion_reached_twice_is_one_fact_with_two_reasons() -> None:
    session = run([rule(name, ["k: prov_niva"]) for name in ("R1", "R2")], level("a"))
    assert concluded(session) == ["a nar"]
    assert [firing.rule for firing in session.firings] == ["R1", "R2"]


# --- identity, lost facts, unknown kinds ----------------------------------------------------------------------------


def test_two_given_facts_with_one_id_stop_the_run() -> None:
    with pytest.raises(RunFailed, match="två fakta har samma id: tal:a"):
        run([rule("R", FIGURE_MEETS)], level("a"), figure("a", 1), figure("a", 2))


def test_a_counted_fact_with_the_id_of_a_given_one_stops_the_run() -> None:
    engine = Engine([rule("R", FIGURE_MEETS)])

    def count(name: str, step: str, session: Session) -> list[tuple[Fact, Firing]]:
        return [(figure("a", 90), Firing(step, "RAKNA", (), "tal:a"))]

    with pytest.raises(RunFailed, match="två fakta har samma id: tal:a"):
        engine.run([level("a"), figure("a", 1)], [(FIRST, FIRST)], count)


def test_a_fact_counted_between_two_phases_is_seen_by_the_later_one_and_stands_in_the_trace() -> None:
    engine = Engine([rule("R", FIGURE_MEETS, phase=SECOND)])
    counting = Firing(SECOND, "RAKNA", (("k", "niva:a"),), "tal:a")

    def count(name: str, step: str, session: Session) -> list[tuple[Fact, Firing]]:
        return [(figure("a", 90), counting)] if step == SECOND else []

    session = engine.run([level("a")], [(FIRST, FIRST), (SECOND, SECOND)], count)
    assert session.firings == [counting, Firing(SECOND, "R", (("k", "niva:a"), ("t", "tal:a")), "prov_slut:a|nar")]
    assert session.derived == {"tal:a", "prov_slut:a|nar"}


def test_a_kind_that_no_one_declared_stops_the_run() -> None:
    with pytest.raises(RunFailed, match="prov_okand"):
        run([rule("R", FIGURE_MEETS)], {**level("a"), "kind": "prov_okand"})


def test_a_fact_of_a_kind_that_no_rule_uses_is_kept_and_counted() -> None:
    session = run([rule("R", ["k: prov_niva"])], level("a"), figure("a"))
    assert set(session.facts) == {"niva:a", "tal:a", "prov_slut:a|nar"}


@pytest.mark.parametrize("told_of", ["session", "prov_tal", "fas"])
def test_a_false_duplicate_told_by_the_engine_stops_the_run(told_of: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine([rule("R", FIGURE_MEETS)])
    kept = engine._host.assert_fact

    def observed(fact: Fact) -> None:
        if fact["kind"] == told_of:
            raise durable.MessageObservedException(fact)
        kept(fact)

    with monkeypatch.context() as patched:
        patched.setattr(engine._host, "assert_fact", observed)
        with pytest.raises(RunFailed, match="MessageObservedException"):
            run(engine, level("a"), figure("a", 90))
    assert concluded(run(engine, level("a"), figure("a", 90))) == ["a nar"]


def test_a_given_fact_that_the_engine_loses_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine([rule("R", FIGURE_MEETS)])
    kept = engine._host.assert_fact
    monkeypatch.setattr(engine._host, "assert_fact", lambda fact: None if fact["kind"] == "prov_tal" else kept(fact))
    with pytest.raises(RunFailed, match=r"antalet fakta i regelmotorn stämmer inte.*tal:a"):
        run(engine, level("a"), figure("a", 90))


def test_a_derived_fact_that_the_engine_loses_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine([rule("R", FIGURE_MEETS)])
    kept = engine._host.give
    monkeypatch.setattr(engine._host, "give", lambda fact: None if fact["kind"] == "prov_slut" else kept(fact))
    with pytest.raises(RunFailed, match=r"antalet fakta i regelmotorn stämmer inte.*prov_slut:a"):
        run(engine, level("a"), figure("a", 90))


def test_a_fact_that_the_engine_says_it_does_not_take_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine([rule("R", FIGURE_MEETS)])
    for code in (1, 2, 3):
        with monkeypatch.context() as patched:
            patched.setattr(layer, "engine", Refusing(durable_rules_engine, code))
            with pytest.raises(RunFailed, match=rf"tog inte emot session:1 \(kod {code}\)"):
                run(engine, level("a"))


class Refusing:
    """The engine, but that it takes no fact."""

    def __init__(self, real: Any, code: int) -> None:
        self._real, self._code = real, code

    def assert_fact(self, handle: int, fact: str) -> tuple[int, int]:
        return self._code, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


@pytest.mark.parametrize("text", ['{"id":"1","fakta":"x"', '"k":{"id":"1"', '\\"k\\":{\\"id\\":\\"2', 'å"\\', "rad\nrad\t\x01", "}{"])
def test_texts_that_look_like_the_engines_own_form_are_matched_as_they_are(text: str) -> None:
    session = run([rule("R", FIGURE_MEETS)], level(text), figure(text, 90), level("a"), figure("a", 89))
    (firing,) = session.firings
    assert firing.because == (("k", f"niva:{text}"), ("t", f"tal:{text}"))
    assert concluded(session) == [f"{text} nar"]


def hashed(text: str) -> int:
    """The 32 bits by which the engine knows a fact's id."""
    found = 0x811C9DC5
    for byte in text.encode():
        found = (found ^ byte) * 16777619 % 2**32
    return found


def test_the_raw_engine_takes_two_facts_for_one_when_their_ids_share_a_hash() -> None:
    assert hashed("F-4.1348.1") == hashed("F-4.1129326.1")
    assert raw("""
    h = host()
    give(h, id='F-4.1348.1', kind='niva', v=1)
    try:
        give(h, id='F-4.1129326.1', kind='niva', v=2)
    except engine.MessageObservedException as error:
        print(json.dumps(str(error)))
    """)


def test_facts_whose_ids_share_the_engines_hash_are_told_apart() -> None:
    one, other = ({**figure(name, 90), "id": name} for name in ("F-4.1348.1", "F-4.1129326.1"))
    session = run([rule("R", FIGURE_MEETS)], one, other, level("F-4.1348.1"))
    assert concluded(session) == ["F-4.1348.1 nar"]


def test_thousands_of_facts_are_all_told_apart() -> None:
    facts = [figure(f"m{number}", 1) for number in range(10_000)]
    assert len(run([rule("R", FIGURE_MEETS)], *facts).facts) == len(facts)


def test_the_numbers_that_are_told_apart_are_as_many_as_is_said() -> None:
    seen = {hashed(str(number)) for number in range(1, layer.MOST_FACTS + 1)}
    assert len(seen) == layer.MOST_FACTS
    assert hashed(str(layer.MOST_FACTS + 1)) in seen


def test_more_facts_than_are_told_apart_stop_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layer, "MOST_FACTS", 3)
    with pytest.raises(RunFailed, match="fler än 3 fakta i en körning"):
        run([rule("R", FIGURE_MEETS)], level("a"), level("b"), level("c"))


@pytest.mark.parametrize("change", [{"v": 89}, {"namn": "b"}, {"v": "88"}])
def test_a_fact_that_the_engine_holds_altered_stops_the_run(change: Fact, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine([rule("R", FIGURE_MEETS)])
    tells(engine, monkeypatch, lambda facts: [{**fact, **(change if fact["kind"] == "prov_tal" else {})} for fact in facts])
    with pytest.raises(RunFailed, match="regelmotorn har ändrat faktumet tal:a"):
        run(engine, level("a"), figure("a", 88))


@pytest.mark.parametrize("times", [0, 2])
def test_a_fact_that_the_engine_no_longer_holds_or_holds_twice_stops_the_run(times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine([rule("R", FIGURE_MEETS)])
    tells(engine, monkeypatch, lambda facts: [fact for fact in facts for _ in range(times if fact["kind"] == "prov_tal" else 1)])
    with pytest.raises(RunFailed, match="antalet fakta i regelmotorn stämmer inte"):
        run(engine, level("a"), figure("a", 88))


def tells(engine: Engine, monkeypatch: pytest.MonkeyPatch, alter: Callable[[list[Fact]], list[Fact]]) -> None:
    """Make the engine tell its facts in another way than it holds them."""
    told = engine._host.told
    monkeypatch.setattr(engine._host, "told", lambda: json.dumps(alter(json.loads(told())), ensure_ascii=False, separators=(",", ":")))


def test_what_the_engine_tells_is_what_it_was_given_letter_for_letter() -> None:
    engine = Engine([rule("R", FIGURE_MEETS)])
    hostile = '{"id":"7","kind":"session"},{"id":"'
    assert concluded(run(engine, level(hostile), figure(hostile, 90))) == [f"{hostile} nar"]


def test_the_engine_says_what_it_held_and_that_it_is_empty_afterwards() -> None:
    engine = Engine([rule("R", FIGURE_MEETS)])
    assert engine.is_empty()
    run(engine, level("a"), figure("a", 90))
    phases = [f"fas:{phase}:{phase}" for phase in (FIRST, SECOND, THIRD)]
    assert sorted(engine.held) == sorted(["niva:a", "tal:a", "prov_slut:a|nar", "session:1", *phases])
    assert engine.is_empty()


def test_an_engine_that_still_holds_a_run_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine([rule("R", FIGURE_MEETS)])
    monkeypatch.setattr(engine, "_clear", lambda: None)
    run(engine, level("a"), figure("a", 90))
    assert not engine.is_empty()


# --- sessions, threads, batches -------------------------------------------------------------------------------------


def sessions_that_fire_nothing() -> None:
    """Run in a process of its own: a crash ends it."""
    KINDS.update({kind.name: kind for kind in KINDS_OF_TESTS})
    engine = Engine([rule("R", FIGURE_MEETS)])
    for _ in range(200):
        run(engine)
        run(engine, level("a"))


def test_sessions_in_which_no_rule_fires_end_without_a_crash() -> None:
    done = in_own_process("from tests import test_engine_faults; test_engine_faults.sessions_that_fire_nothing()")
    assert done.returncode == 0, done.stderr


def test_a_run_starts_no_threads() -> None:
    before = threading.enumerate()
    run([rule("R", FIGURE_MEETS)], level("a"), figure("a", 90))
    assert threading.enumerate() == before
    assert raw("h = engine.Host(); print(json.dumps(len(threading.enumerate())))") > 1


def test_a_run_sees_nothing_of_the_one_before() -> None:
    engine = Engine([rule("R", FIGURE_MEETS)])
    assert concluded(run(engine, level("a"), figure("a", 90))) == ["a nar"]
    assert concluded(run(engine, level("a"), figure("b", 90))) == []


def test_two_engines_stand_side_by_side() -> None:
    meets, falls_short = Engine([rule("R", FIGURE_MEETS)]), Engine([rule("R", ["k: prov_niva", "t: prov_tal namn=k.namn v<k.v"], SHORT)])
    for _ in range(2):
        assert concluded(run(meets, level("a"), figure("a", 90))) == ["a nar"]
        assert concluded(run(falls_short, level("a"), figure("a", 89))) == ["a nar_inte"]


def test_the_order_that_facts_are_given_in_changes_nothing() -> None:
    engine, facts = Engine(many_rules()), many_facts()
    told = run(engine, *facts).firings
    for seed in range(3):
        random.Random(seed).shuffle(facts)
        assert run(engine, *facts).firings == told


def test_given_facts_are_left_as_they_were() -> None:
    given = figure("a", 90)
    run([rule("R", FIGURE_MEETS)], level("a"), given)
    assert given == figure("a", 90)


def test_the_raw_engine_silently_loses_the_rest_of_a_batch() -> None:
    assert raw("""
    h = host()
    h.assert_facts('raw', [{'id': '1', 'kind': 'niva', 'v': 1}, {'id': '2', 'kind': 'niva', 'v': 1e16}, {'id': '3', 'kind': 'niva', 'v': 1}])
    print(json.dumps([fact['id'] for fact in h.get_facts('raw', '0')]))
    """) == ["1"]


def test_our_layer_uses_no_batch_no_event_and_no_state_of_the_engine() -> None:
    assert "import durable_rules_engine as engine" in inspect.getsource(layer)
    used = {node.attr for node in ast.walk(ast.parse(inspect.getsource(layer))) if isinstance(node, ast.Attribute)}
    assert used.isdisjoint({"assert_facts", "post", "post_batch", "assert_event", "update_state", "start_timer", "retract_fact", "s"})


# --- what the language cannot say -----------------------------------------------------------------------------------


def test_the_raw_engine_skips_the_condition_after_an_or() -> None:
    assert raw("""
    either = {'$or': [{'a': {'k': 'a'}}, {'b': {'k': 'b'}}]}
    h = host(eller=[NIVA, {'t': {'$and': [{'kind': 'tal'}, either, {'$gte': {'v': {'k': 'v'}}}, GUARD]}}])
    give(h, id='1', kind='niva', a=1, b=1, v=10)
    give(h, id='2', kind='tal', a=1, b=1, v=5)
    answers()
    """) == ["eller"]


@pytest.mark.parametrize(
    "condition",
    [
        "t: prov_tal klass=a|klass=b",
        "t: prov_tal klass=a|b",
        "t: prov_tal (klass=a",
        "t: prov_tal klass=a or klass=b",
        "t: prov_tal | prov_niva",
        "any t: prov_tal",
        "t: prov_tal v=k.v*2",
        "t: prov_tal v=k.v/2",
        "t: prov_tal v>=1e16",
        "t: prov_tal v>=1.5",
        "t: prov_tal v>=NaN+",
        "t: prov_tal $s=1",
        "t: $s",
        "$s: prov_tal",
        "t: prov_tal namn~k",
        "t: prov_tal $nex=namn",
        "t: prov_tal v=+",
        "t.x: prov_tal",
        "not t: prov_tal namn=k.namn",
        "!!t: prov_tal namn=k.namn",
        "t: prov_tal namn=[a,b]",
        "t: prov_tal klass==k.klass",
        "t: prov_tal klass=k.klass.namn",
        "t: prov_tal klass",
    ],
)
def test_alternatives_and_whatever_else_the_engine_gets_wrong_cannot_be_said(condition: str) -> None:
    with pytest.raises(RuleError, match=r"^R: "):
        check_rules([rule("R", ["k: prov_niva", condition])])


def test_the_compiled_rules_use_only_what_was_measured_to_work() -> None:
    allowed = {"$and", "$neq", "$gte", "$lte", "$gt", "$lt", "$add", "$sub", "$l", "$r"}
    compiled = json.dumps([compile_rule(declared)["all"] for declared in all_rules()])
    used: set[str] = set()
    json.loads(compiled, object_hook=used.update)
    assert {key for key in used if key.startswith("$")} <= allowed
    assert {key.partition("$")[2] for key in used if "$" in key and not key.startswith("$")} <= {"not"}


@pytest.mark.parametrize(
    ("when", "then", "fault"),
    [
        (["k: prov_okand"], MET, "the kind prov_okand is unknown"),
        (["k: prov_niva", "k: prov_tal"], MET, "the alias k stands twice"),
        (["ph: prov_niva"], "prov_slut namn=ph.namn ord=nar", "the alias ph stands twice"),
        (["k: prov_niva hojd=5"], MET, "prov_niva has no field hojd"),
        (["k: prov_niva", "t: prov_tal v>=k.hojd"], MET, "t.v: prov_niva has no field hojd"),
        (["k: prov_niva", "t: prov_tal v>=x.v"], MET, "t.v: the alias x is not bound before"),
        (["k: prov_niva namn=t.namn", "t: prov_tal"], MET, "k.namn: the alias t is not bound before"),
        (["k: prov_niva", "!x: prov_tal namn=k.namn", "t: prov_tal v=x.v"], MET, "t.v: the alias x is not bound before"),
        (["k: prov_niva", "t: prov_tal v>=k.namn"], MET, "t.v: k.namn has another type"),
        (["k: prov_niva v=hog"], MET, "k.v: 'hog' does not have the type of the field"),
        (["k: prov_niva namn=5"], MET, "k.namn: 5 does not have the type of the field"),
        (["k: prov_niva", "t: prov_tal namn=k.v+1"], MET, "t.namn: a sum or difference is an integer, the field is text"),
        (["k: prov_niva", "t: prov_tal v>=k.v+k.namn"], MET, "t.v: k.namn has another type"),
        (["k: prov_niva", "t: prov_tal namn>=k.namn"], MET, "t.namn is text and cannot be compared by >="),
        (["k: prov_niva"], "prov_tal namn=k.namn klass=a v=1", "prov_tal is not a kind that rules derive"),
        (["k: prov_niva"], "prov_okand namn=k.namn", "prov_okand is not a kind that rules derive"),
        (["k: prov_niva"], "prov_slut namn=k.namn", "the conclusion must give just the fields namn, ord"),
        (["k: prov_niva"], MET + " v=1", "the conclusion must give just the fields namn, ord"),
        (["k: prov_niva"], MET + " ord=nar", "the conclusion must give just the fields namn, ord"),
        (["k: prov_niva"], "prov_slut namn=k.v ord=nar", "conclusion namn: k.v has another type"),
        (["k: prov_niva"], "prov_slut namn=x.namn ord=nar", "conclusion namn: the alias x is not bound before"),
        ([], MET, "the first condition must be a fact that exists"),
    ],
)
def test_a_rule_that_the_engine_would_silently_misread_is_refused(when: list[str], then: str, fault: str) -> None:
    with pytest.raises(RuleError) as refused:
        Engine([rule("R", when, then)])
    assert f"R: {fault}" in str(refused.value).splitlines()


def test_a_sentence_that_names_an_unbound_alias_is_refused() -> None:
    with pytest.raises(RuleError, match="the sentence names x, which no condition binds"):
        check_rules([rule("R", ["k: prov_niva"], says="{k.namn} men {x.namn}")])


def test_an_unknown_phase_is_refused() -> None:
    with pytest.raises(RuleError, match="R: the phase senare is not one of"):
        check_rules([rule("R", ["k: prov_niva"], phase="senare")])


@pytest.mark.parametrize("name", ["_session", "_sedd_fas", "", "a", "R$state", "R$flow", "R.1", "1", "R 1"])
def test_a_rule_whose_name_the_engine_or_its_host_uses_is_refused(name: str) -> None:
    with pytest.raises(RuleError, match="^" + re.escape(f"{name}: an id is capital letters")):
        Engine([rule(name, FIGURE_MEETS)])


def test_two_rules_with_one_name_are_refused() -> None:
    with pytest.raises(RuleError, match=r"^rule id R stands twice$"):
        Engine([rule("R", FIGURE_MEETS), rule("R", ["k: prov_niva"])])


def test_every_fault_of_every_rule_is_told_at_once() -> None:
    with pytest.raises(RuleError) as refused:
        check_rules([rule("R1", ["k: prov_okand"]), rule("R2", ["k: prov_niva hojd=5"]), rule("R2", ["k: prov_niva"])])
    told = str(refused.value)
    assert "R1: the kind prov_okand is unknown" in told
    assert "R2: prov_niva has no field hojd" in told
    assert "rule id R2 stands twice" in told


def test_the_products_rules_obey_the_discipline() -> None:
    check_rules(all_rules())
