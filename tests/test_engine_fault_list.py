"""Every known fault of the engine, the tests that meet it, and the proof: our layer without that guard fails one of them.

For each guard a copy of the program has it taken away by one change of its text, and the fault's tests are run on the copy.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
ENGINE, COMPILING, FORMS = "checker/engine.py", "checker/compiling.py", "checker/forms.py"
DISCIPLINE, LANGUAGE = "checker/discipline.py", "rules/language.py"
TESTS = "tests/test_engine_faults.py"


class Guard(NamedTuple):
    """A guard by its text, what stands there when it is taken away, and the tests of which one then fails."""

    file: str
    text: str
    without: str
    tests: tuple[str, ...]


FAULTS: dict[str, tuple[Guard, ...]] = {
    "2 numbers: another type is neither equal nor different": (
        Guard(FORMS, "[*map(type, texts), *map(type, integers)] != self._types or (", "(", ("a_value_that_is_no_exact_integer_stops_the_run",)),
        Guard(DISCIPLINE, "kind.fields[operand.field] != wanted", "False", ("a_rule_that_the_engine_would_silently_misread_is_refused",)),
        Guard(DISCIPLINE, 'isinstance(operand, int) != (wanted == "i")', "False", ("a_rule_that_the_engine_would_silently_misread_is_refused",)),
    ),
    "2 numbers: past 64 bits an integer is another": (
        Guard(FORMS, "max(map(abs, integers)) > EXACT_RANGE", "False", ("a_value_that_is_no_exact_integer_stops_the_run",)),
        Guard(DISCIPLINE, "abs(operand) > MAX_INTEGER", "False", ("a_literal_outside_the_exact_range_is_refused",)),
        Guard(DISCIPLINE, "_reach(operand) > LARGEST", "False", ("a_sum_that_can_leave_64_bits_is_refused",)),
    ),
    "2 numbers: exponents, division and products": (
        Guard(LANGUAGE, r"(-?\d+)|", r"(-?\d+)(?:[.e]\d+)?|", ("alternatives_and_whatever_else_the_engine_gets_wrong_cannot_be_said",)),
        Guard(LANGUAGE, 'for op in ("+", "-"):', 'for op in ("+", "-", "/", "*"):', ("alternatives_and_whatever_else",)),
    ),
    "2 text is compared as equal or not": (
        Guard(DISCIPLINE, 'wanted == "s" and test.op not in ("=", "!=")', "False", ("a_rule_that_the_engine_would_silently_misread_is_refused",)),
    ),
    "2 a fact that lacks the compared field never matches": (
        Guard(FORMS, "len(fact) != self._size", "False", ("a_fact_with_other_fields_than_its_kind_stops_the_run",)),
        Guard(DISCIPLINE, "operand.field not in kind.fields", "False", ("a_rule_that_the_engine_would_silently_misread_is_refused",)),
    ),
    "2 id and sid are the engine's own": (
        Guard(DISCIPLINE, "*_kind_faults(), ", "", ("a_kind_with_a_field_that_is_the_engines_own_is_refused",)),
        Guard(DISCIPLINE, '"sid", ', "", ("a_kind_with_a_field_that_is_the_engines_own_is_refused",)),
    ),
    "2 limits: fields of a fact": (
        Guard(DISCIPLINE, "len(kind.fields) > MAX_FIELDS", "False", ("a_kind_with_more_fields_than_a_fact_can_hold_is_refused",)),
    ),
    "2 limits: conditions of a rule (304)": (
        Guard(DISCIPLINE, "len(rule.patterns) > MAX_PATTERNS", "False", ("more_conditions_are_refused",)),
    ),
    "2 limits: joins that one fact reaches (303)": (
        Guard(DISCIPLINE, "reach > MAX_SLOTS", "False", ("one_join_more_on_one_fact_is_refused",)),
    ),
    "2 limits: tests that follow on one": (
        Guard(DISCIPLINE, "len(worst[1]) > MAX_CHILDREN", "False", ("one_test_more_on_one_kind_is_refused",)),
    ),
    "limits: rules that begin alike (108)": (
        Guard(DISCIPLINE, "number > MAX_IN_PHASE", "False", ("one_rule_more_in_a_phase_is_refused",)),
    ),
    "3.1 a join is read past its last test": (
        Guard(COMPILING, "if pattern.is_guarded:", "if False:", ("every_join_ends_in_a_test_that_always_holds",)),
        Guard(LANGUAGE, "self.negated or any(", "any(", ("every_join_ends_in_a_test_that_always_holds",)),
    ),
    "3.2 or and any": (
        Guard(
            LANGUAGE, 'raise ValueError(f"cannot read {part!r} in the condition {text!r}")', "continue",
            ("alternatives_and_whatever_else_the_engine_gets_wrong_cannot_be_said",),
        ),
        Guard(LANGUAGE, r"(\S+)$", r"([^|]+).*$", ("alternatives_and_whatever_else_the_engine_gets_wrong_cannot_be_said",)),
    ),
    "3.3 a negation fires before the fact it denies": (
        Guard(
            COMPILING, "compile_pattern(phase, first.alias), *guarded]", "*guarded, compile_pattern(phase, first.alias)]", ("our_negation_waits",),
        ),
        Guard(DISCIPLINE, "max(phases) >= own", "max(phases) > own", ("a_negation_over_a_kind_still_being_derived_is_refused",)),
        Guard(DISCIPLINE, "before.negated and not after.negated", "False", ("a_fact_that_must_exist_after_a_negation_is_refused",)),
        Guard(DISCIPLINE, " or rule.patterns[0].negated", "", ("a_rule_of_nothing_but_a_negation_is_refused",)),
        Guard(DISCIPLINE, "min(phases) > own", "False", ("a_rule_that_waits_for_a_later_phase_is_refused",)),
    ),
    "3.4 a state that never fired cannot be deleted": (
        Guard(
            COMPILING, '{"_session": {"all": [{"s": {"kind": "session"}}]}}', '{"_session": _silent("session")}',
            ("sessions_in_which_no_rule_fires_end_without_a_crash",),
        ),
    ),
    "3.5 threads in the background": (
        Guard(ENGINE, "import durable_rules_engine as engine", "from durable import engine", ("our_layer_uses_no_batch_no_event",)),
    ),
    "3.6 a batch loses facts": (
        Guard(
            ENGINE, "engine.assert_fact(self._handle, text)", "engine.assert_facts(self._handle, f'[{text}]')",
            ("our_layer_uses_no_batch_no_event_and_no_state_of_the_engine",),
        ),
        Guard(ENGINE, "if lost or len(given) != len(facts) + phases + 1:", "if False:", ("a_given_fact_that_the_engine_loses",)),
    ),
    "3.7 facts whose ids share a hash of 32 bits": (
        Guard(
            FORMS, "% (number, *map(", "% (1 if fact['id'].startswith('F-4.') else number, *map(",
            ("facts_whose_ids_share_the_engines_hash_are_told_apart",),
        ),
        Guard(ENGINE, "len(given) > MOST_FACTS", "False", ("more_facts_than_are_told_apart_stop_the_run",)),
        Guard(ENGINE, "797_185", "797_186", ("the_numbers_that_are_told_apart_are_as_many_as_is_said",)),
        Guard(ENGINE, 'if fact["id"] in self._session.facts:', "if False:", ("two_given_facts_with_one_id", "a_counted_fact_with_the_id")),
    ),
    "3.8 an exception in an action vanishes": (
        Guard(ENGINE, "state)\n                raise", "state)\n                return", ("an_exception_in_an_action_reaches_the_caller",)),
        Guard(ENGINE, "self._clear()\n            if", "pass\n            if", ("an_exception_in_an_action_reaches",)),
    ),
    "3.9 what waits behind a slow action is dropped": (
        Guard(ENGINE, "import durable_rules_engine as engine", "from durable import engine", ("no_clock_times_an_action_in_our_layer",)),
    ),
    "3.10 a rule on the state fires without end": (
        Guard(LANGUAGE, r"^(!?)([a-z]\w*)", r"^(!?)([a-z$]\w*)", ("alternatives_and_whatever_else_the_engine_gets_wrong_cannot_be_said",)),
    ),
    "3.11 one name for two rules": (
        Guard(DISCIPLINE, "if times > 1]", "if times > 2]", ("two_rules_with_one_name_are_refused",)),
        Guard(DISCIPLINE, "not _ID.fullmatch(rule.id)", "False", ("a_rule_whose_name_the_engine_or_its_host_uses_is_refused",)),
    ),
    "patterns 1: a matched fact is skipped for other aliases": (
        Guard(
            COMPILING, '{"dist": 0, "all": [compile_pattern(first', '{"all": [compile_pattern(first',
            ("our_negation_sees_the_fact", "our_join_sees_the_fact"),
        ),
    ),
    "patterns 4: two conclusions about one thing": (
        Guard(ENGINE, "if known != fact:", "if False:", ("two_conclusions_about_one_thing_stop_the_run",)),
    ),
    "patterns 4: a fact that no rule knows": (
        Guard(COMPILING, '(*heard_kinds(rules), "fas")', '("fas",)', ("a_fact_of_a_kind_that_no_rule_uses_is_kept_and_counted",)),
        Guard(DISCIPLINE, "if kind is None:\n        yield f\"the kind", "if False:\n        yield f\"the kind", ("a_rule_that_the_engine_would",)),
    ),
    "what is left or altered in the engine": (
        Guard(
            ENGINE, "if not self._host.is_as_given(told):", "if False:",
            ("a_fact_that_the_engine_holds_altered_stops_the_run", "a_fact_that_the_engine_no_longer_holds_or_holds_twice"),
        ),
        Guard(ENGINE, 'self._host.told() == "[]"', "bool(self._host.told())", ("an_engine_that_still_holds_a_run_says_so",)),
    ),
}  # fmt: skip
GUARDS = [(fault, guard) for fault, guards in FAULTS.items() for guard in guards]


def names_of_tests() -> list[str]:
    tree = ast.parse((ROOT / TESTS).read_text(encoding="utf-8"))
    return [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]


def of_guard(guard: Guard) -> list[str]:
    return [f"{TESTS}::{name}" for name in names_of_tests() if any(part in name for part in guard.tests)]


@pytest.mark.parametrize(("fault", "guard"), GUARDS, ids=lambda value: value if isinstance(value, str) else value.without[:30])
def test_every_guard_stands_where_it_is_said_and_has_its_tests(fault: str, guard: Guard) -> None:
    assert (ROOT / guard.file).read_text(encoding="utf-8").count(guard.text) == 1, f"{fault}: {guard.text}"
    assert all(any(part in name for name in names_of_tests()) for part in guard.tests), fault


def test_every_section_of_the_measured_faults_is_here() -> None:
    assert [f"3.{number}" for number in range(1, 12)] == [fault.split()[0] for fault in FAULTS if fault.startswith("3.")]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The program and the tests of its engine, in a folder of their own."""
    made = tmp_path_factory.mktemp("utan")
    for room in ("checker", "rules", "facts", "reports"):
        shutil.copytree(ROOT / room, made / room, ignore=shutil.ignore_patterns("__pycache__", "data"))
    (made / "tests").mkdir()
    for path in (TESTS, "tests/conftest.py", "pyproject.toml"):
        shutil.copy(ROOT / path, made / path)
    yield made
    shutil.rmtree(made)


def outcome(copy: Path, guard: Guard) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", *of_guard(guard)]
    return subprocess.run(command, capture_output=True, text=True, cwd=copy, env=environment, check=False, timeout=300)


def test_with_every_guard_in_place_the_tests_pass_in_the_copy(copy: Path) -> None:
    every = Guard("", "", "", tuple(dict.fromkeys(part for _, guard in GUARDS for part in guard.tests)))
    done = outcome(copy, every)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("fault", "guard"), GUARDS, ids=lambda value: value if isinstance(value, str) else value.without[:30])
def test_without_the_guard_a_test_fails(fault: str, guard: Guard, copy: Path) -> None:
    place = copy / guard.file
    whole = place.read_text(encoding="utf-8")
    place.write_text(whole.replace(guard.text, guard.without), encoding="utf-8")
    try:
        done = outcome(copy, guard)
    finally:
        place.write_text(whole, encoding="utf-8")
    assert done.returncode == 1 or done.returncode < 0, f"{fault}: {done.stdout}{done.stderr}"  # below zero: it crashed, as the engine does
