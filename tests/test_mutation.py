"""What changes one thing at a time does so, sees what a change does, and knows which survivors have been read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from generator import case
from generator_running import running
from mutation_cases import recorded
from mutation_forks import in_forks
from mutation_inference import inferred, made_again, schedule_of
from mutation_matching import Facts, Run, takes
from mutation_rules import Mutant, mutants_of, pattern_text, with_mutant
from mutation_selection import MOST_OTHERS, Covered
from mutation_told import Known, Session, Tally, survivors_in
from test_running_agreement import found_on

from checker.pipeline import check_facts
from checker.session import RunFailed
from rules.catalogue import all_rules
from rules.language import Rule, parse_pattern

SURVIVORS = Path(__file__).parent / "mutation_survivors.yaml"
RULE = Rule(
    id="X-1", title="Prov", basis="prov", phase="fynd", when=("y: ar sista>y.dag", "k: krit typ=niva", "!b: bedomning nod=k.krit rating!=ej"),
    then="fynd slag=flerarigt_mal om=k.krit om2=-", says="{k.krit}", first=2018,
)  # fmt: skip


def runs_of(seed: int) -> list[Run]:
    """The runs of a generated year, and of one while it runs."""
    one, other = case(seed), running(seed)
    with recorded() as runs:
        check_facts(one.year, one.others)
        found_on(other)
    return runs


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_what_is_inferred_in_plain_python_is_what_the_engine_derives(seed: int) -> None:
    for run in runs_of(seed):
        rules = [rule for rule in all_rules() if takes(run, rule)]
        given = Facts(fact for fact in run.facts if fact["id"] not in run.phases)
        assert inferred(run, rules, schedule_of(run), given).by_id == {fact["id"]: fact for fact in run.facts}


@pytest.mark.parametrize("seed", range(5))
def test_a_run_made_again_from_the_phase_of_an_unchanged_rule_ends_as_it_did(seed: int) -> None:
    for run in runs_of(seed):
        for rule in [rule for rule in all_rules() if takes(run, rule)][seed::40]:
            assert made_again(run, Mutant(rule, "ingen ändring", rule)).by_id == {fact["id"]: fact for fact in run.facts}


def test_a_chain_without_end_is_a_run_that_fails() -> None:
    """What is left of a surplus goes to the next year; if it goes to the same surplus again there is no last year."""
    rule = next(rule for rule in all_rules() if rule.id == "BK-2-ATERSTALLT")
    endless = Mutant(rule, "", replace(rule, when=("r: rest",), then="rest sc=r.sc d=r.d t=r.t+1 nt=r.nt frist=r.frist varde=r.varde", says=""))
    run = next(run for seed in range(20) for run in runs_of(seed) if "BK-2-ATERSTALLT" in run.fired)
    with pytest.raises(RunFailed):
        made_again(run, endless)


def test_each_condition_comparison_literal_and_year_of_a_rule_is_changed() -> None:
    changes = [mutant.change for mutant in mutants_of(RULE)]
    assert len(set(changes)) == len(changes)
    wanted = (
        "regeln borta", "k: krit borta", "k: krit finns inte", "!b: bedomning finns", "!b: bedomning borta", "y: ar sista>y.dag → sista>=y.dag",
        "y: ar sista>y.dag → sista<y.dag", "y: ar utan sista>y.dag", "k: krit typ=niva → typ!=niva", "!b: bedomning rating!=ej → rating=ej",
        "!b: bedomning utan nod=k.krit", "slutsats om=k.krit → k.mal", "första år 2018 → 2017", "första år 2018 → 2019",
    )  # fmt: skip
    assert [change for change in wanted if change not in changes] == []


def test_a_literal_is_exchanged_for_another_value_that_occurs() -> None:
    typed = {mutant.change for mutant in mutants_of(RULE) if "typ=niva → typ=" in mutant.change}
    found = {change.rpartition("=")[2] for change in typed}
    stated = {str(test.operand) for rule in all_rules() for pattern in rule.patterns for test in pattern.tests if test.field == "typ"}
    assert found <= stated - {"niva"} | {"annat"}
    assert found


def test_every_change_can_be_read_as_a_rule_and_is_a_change() -> None:
    for rule in all_rules():
        for mutant in mutants_of(rule):
            if mutant.mutated:
                assert mutant.mutated.patterns
                assert (mutant.mutated.patterns, mutant.mutated.conclusion, mutant.mutated.first, mutant.mutated.last) != (
                    rule.patterns, rule.conclusion, rule.first, rule.last,
                ), mutant.key  # fmt: skip


def test_a_condition_is_written_as_it_is_declared() -> None:
    for rule in all_rules():
        for pattern in rule.patterns:
            assert parse_pattern(pattern_text(pattern)) == pattern


def test_the_changed_rule_stands_in_the_place_of_the_one_it_was_made_from() -> None:
    rules = all_rules()
    gone, changed = mutants_of(rules[3])[:2]
    assert [rule.id for rule in with_mutant(rules, gone)] == [rule.id for rule in rules if rule.id != rules[3].id]
    assert [rule for rule in with_mutant(rules, changed) if rule not in rules] == [changed.mutated]


def test_work_that_dies_is_told_as_nothing_and_the_rest_is_done() -> None:
    assert list(in_forks(_dies_at_two, [1, 2, 3], seconds=60)) == [1, None, 3]


def _dies_at_two(number: int) -> int:
    if number == 2:
        raise SystemExit(1)
    return number


def test_every_survivor_that_is_listed_has_a_reason_and_names_a_change_of_today() -> None:
    known = Known(SURVIVORS)
    keys = {mutant.key for rule in all_rules() for mutant in mutants_of(rule)}
    assert all(reason.strip() for reason in known.reasons.values())
    of_rules = [change for change in known.reasons if ".py:" not in change and "*" not in change]
    assert [change for change in of_rules if change not in keys] == []


def test_a_listed_survivor_is_known_by_its_words_or_by_a_pattern(tmp_path: Path) -> None:
    listed = tmp_path / "listed.yaml"
    listed.write_text("- skäl: samma sak\n  ändringar: ['X-1: regeln borta', 'X-2*: k: krit *']\n", encoding="utf-8")
    known = Known(listed)
    assert [key in known for key in ("X-1: regeln borta", "X-1: k: krit borta", "X-2-A: k: krit borta")] == [True, False, True]


def test_the_share_counts_what_no_test_runs_and_is_rounded_down() -> None:
    tally = Tally()
    tally.outcomes.update({"dödad": 5, "vägrad": 1, "överlevde": 1, "känd": 1, "ej prövad": 1})
    assert tally.share() == "66,6 %"


# --- which tests --------------------------------------------------------------------------


@dataclass(frozen=True)
class Changed:
    file: str
    lines: range


def ran(**milliseconds: int) -> Covered:
    """Tests that all run line 5 of checker/trace.py, and how long each takes."""
    names = {f"tests/{name.replace('__', '.py::')}": took for name, took in milliseconds.items()}
    return Covered({"checker/trace.py": {5: set(names)}}, names, set())


def chosen_of(covered: Covered) -> tuple[list[str], list[str]]:
    return covered.tests_for(Changed("checker/trace.py", range(4, 6)))  # type: ignore[arg-type]  # all that is asked of it


def test_the_tests_named_as_the_module_are_run_before_the_first_of_each_other_file() -> None:
    short, _ = chosen_of(ran(test_a__one=1, test_a__two=2, test_b__one=3, test_trace__one=4, test_trace__two=5))
    wanted = ("trace.py::one", "trace.py::two", "a.py::one", "b.py::one", "a.py::two")
    assert short == [f"tests/test_{name}" for name in wanted]


def test_a_test_that_takes_too_long_stands_in_no_others_way() -> None:
    short, long = chosen_of(ran(test_a__slow=MOST_OTHERS + 1, test_b__one=20, test_c__slow=MOST_OTHERS + 2, test_d__one=30))
    assert short == ["tests/test_b.py::one", "tests/test_d.py::one"]
    assert long == ["tests/test_c.py::slow"]
    assert chosen_of(ran(test_a__slow=MOST_OTHERS + 1))[0] == ["tests/test_a.py::slow"]


def test_what_has_killed_before_is_run_first_and_what_failed_before_anything_was_changed_not_at_all() -> None:
    covered = ran(test_a__one=1, test_b__one=2, test_c__one=3)
    covered.killers["tests/test_c.py::one"] += 1
    covered.failed.add("tests/test_a.py::one")
    assert chosen_of(covered)[0] == ["tests/test_c.py::one", "tests/test_b.py::one"]


def test_what_the_tests_ran_is_the_same_when_it_is_read_again(tmp_path: Path) -> None:
    covered = ran(test_a__one=1, test_b__one=2)
    covered.failed.add("tests/test_b.py::one")
    covered.write(tmp_path / "rader.json")
    assert Covered.read(tmp_path / "rader.json") == covered


def test_what_the_workers_tell_is_counted_and_what_is_known_is_told_apart(tmp_path: Path) -> None:
    session = Session(tmp_path / "logg.jsonl")
    session.hear({"module": "checker/yearfiles.py", "possible": 7})
    known = 'checker/yearfiles.py:_lines: return raw.decode("utf-8") → return raw.decode("UTF-8")'
    for key, outcome in (("a", "dödad"), ("b", "överlevde"), (known, "överlevde"), ("c", "ej prövad")):
        session.hear({"module": "checker/yearfiles.py", "key": key, "outcome": outcome, "by": ""})
    tally = session.of("checker/yearfiles.py")
    assert (tally.possible, tally.tried, tally.killed, tally.outcomes["känd"]) == (7, 4, 1, 1)
    assert session.survivors == ["b (överlevde)", "c (ej prövad)"]
    assert survivors_in(tmp_path / "logg.jsonl") == {"b", known, "c"}


# --- code ---------------------------------------------------------------------------------

WRITTEN = '''"""A module."""

from functools import lru_cache


class Thing:
    def __init__(self, size=5):
        self.size = size

    @property
    def twice(self):
        return self.size * 2


@lru_cache
def least():
    """The least."""
    if True:
        return 10
'''


@pytest.fixture
def written(tmp_path: Path) -> Path:
    pytest.importorskip("mutmut")
    (tmp_path / "thing.py").write_text(WRITTEN, encoding="utf-8")
    return tmp_path


def test_code_is_changed_in_functions_with_decorators_too(written: Path) -> None:
    from mutation_code import Mutable  # noqa: PLC0415 - mutmut is there only where changes are made

    mutable = Mutable(written, "thing.py")
    found = [mutant for number in range(len(mutable)) if (mutant := mutable.mutant(number))]
    assert {mutant.function for mutant in found} == {"Thing.__init__", "Thing.twice", "least"}
    assert ("return self.size * 2", "return self.size / 2") in {(mutant.before, mutant.after) for mutant in found}
    assert {mutant.lines for mutant in found if mutant.function == "least" and "10" in mutant.before} == {range(19, 20)}


def test_the_changed_code_takes_the_place_of_the_functions_own(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mutation_code import Loaded, Mutable  # noqa: PLC0415

    monkeypatch.syspath_prepend(str(written))
    import thing  # type: ignore[import-not-found] # noqa: PLC0415 - written above

    mutable = Mutable(written, "thing.py")
    found = {mutant.after: mutant for number in range(len(mutable)) if (mutant := mutable.mutant(number))}
    assert thing.Thing(3).twice == 6
    Loaded(written).put_in_place(found["return self.size * 3"], written, WRITTEN)
    assert thing.Thing(3).twice == 9
    assert thing.Thing().size == 5
    Loaded(written).put_in_place(found["def __init__(self, size=6):"], written, WRITTEN)
    assert thing.Thing().size == 6
