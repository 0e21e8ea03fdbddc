"""A changed rule held against cases and tests, cheapest first.

At loading; then on generated cases in plain Python, where what the evaluator says too must be as before; and at last by the real
engine, in a process of its own (it may crash, or never end), on those cases and on the tests in which the change can be seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from unittest.mock import patch

from mutation_cases import Trial
from mutation_forks import DIED, failing, in_forks, turns_of
from mutation_inference import compared, made_again
from mutation_matching import Derived, Run, firings, takes
from mutation_rules import Mutant, with_mutant

from checker import wholeness
from checker.discipline import check_rules
from checker.hosting import asking
from checker.session import RunFailed
from rules import catalogue
from rules.language import RuleError

MOST_CASES = 8
OF_THE_YEARS = "tests/test_apart_yearly.py::test_each_demand_has_the_rules_of_just_one_law_each_year"
# every step of the trace is compared; every step of the one rule is
WHOLE_TRACE, OWN_STEPS = (
    "tests/test_golden.py::test_the_report_is_as_it_was",
    "tests/test_golden.py::test_what_each_rule_matches_and_derives_is_as_it_was",
)
DEMANDS, YEARS = ("BK-1", "BK-2", "BK-3"), range(2016, 2026)
MOST_TESTS = 24
AT_A_TIME = 10  # the engine never gives back what it compiled: a process tries so many and ends
TOO_LONG = 240


@dataclass(frozen=True)
class Verdict:
    """What became of a changed rule: "vägrad", "dödad" or "överlevde", and by what."""

    mutant: Mutant
    outcome: str
    by: str = ""


@dataclass
class Bench:
    """All that changed rules are tried on; what a rule derives as it stands is kept while its changes are tried."""

    trials: Sequence[Trial]
    tests: Mapping[str, Sequence[Run]]
    _own: dict[tuple[str, int], frozenset[Derived]] = field(default_factory=dict)
    _by_rule: dict[str, list[Trial]] = field(default_factory=dict)

    def told_apart(self, mutant: Mutant, run: Run) -> str:
        """How the changed rule differs in the run: in what it derives, in what it derives it of, or not ("")."""
        if not takes(run, mutant.rule) and not takes(run, mutant.mutated):
            return ""
        if self._own and next(iter(self._own))[0] != mutant.rule.id:
            self._own.clear()
        key = (mutant.rule.id, id(run))
        if key not in self._own:
            self._own[key] = firings(mutant.rule, run)
        one, other = self._own[key], firings(mutant.mutated, run)
        if one == other:
            return ""
        return "spår" if {derived for _, derived in one} == {derived for _, derived in other} else "slutsats"

    def telling(self, mutant: Mutant) -> Iterator[tuple[Trial, list[Run]]]:
        """The first cases in which it derives something else, with the runs in which it does; where the rule fires first."""
        found = ((trial, [run for run in trial.runs if self.told_apart(mutant, run) == "slutsats"]) for trial in self._ordered(mutant))
        yield from islice(((trial, runs) for trial, runs in found if runs), MOST_CASES)

    def _ordered(self, mutant: Mutant) -> list[Trial]:
        if mutant.rule.id not in self._by_rule:
            self._by_rule = {mutant.rule.id: sorted(self.trials, key=lambda trial: mutant.rule.id not in trial.fired)}
        return self._by_rule[mutant.rule.id]

    def tests_of(self, mutant: Mutant) -> list[str]:
        """The tests in whose runs it can be told apart: of each file in turn, for not all look at the same things, and the small ones first."""
        seen = {name: {self.told_apart(mutant, run) for run in runs} - {""} for name, runs in self.tests.items()}
        told = [name for name, ways in seen.items() if ways]
        if mutant.change.startswith(("första år", "sista år")):
            return [f"{OF_THE_YEARS}[{demand}-{year}]" for demand in DEMANDS for year in YEARS]
        by_size = sorted(told, key=lambda name: ("slutsats" not in seen[name], sum(len(run.facts) for run in self.tests[name])))
        return sorted(by_size, key=turns_of(by_size).__getitem__)[:MOST_TESTS]  # the first test of each file, then the second of each

    def at_once(self, mutant: Mutant) -> Verdict | None:
        """The verdict where it can be told without the engine."""
        try:
            check_rules([mutant.mutated] if mutant.mutated else [])
        except RuleError as error:
            return Verdict(mutant, "vägrad", str(error).partition("\n")[0])
        for trial, runs in self.telling(mutant):
            for run in runs:
                if what := _seen(run, mutant, trial):
                    return Verdict(mutant, "dödad", f"{trial.name}: {what}")
        for name, tested in self.tests.items():
            if (name.startswith(WHOLE_TRACE) or name == f"{OWN_STEPS}[{mutant.rule.id}]") and any(self.told_apart(mutant, run) for run in tested):
                return Verdict(mutant, "dödad", name)
        return None


def _seen(run: Run, mutant: Mutant, trial: Trial) -> str:
    """How the run made again with the changed rule can be told from the run, or nothing."""
    try:
        again = made_again(run, mutant)
    except (RunFailed, KeyError) as error:
        return str(error)
    one, other = compared(run, run.indexed, trial.known), compared(run, again, trial.known)
    return str(min(one ^ other, key=str)) if one != other else ""


@dataclass(frozen=True)
class _Left:
    """A changed rule that the engine and the tests are left to tell of."""

    mutant: Mutant
    trials: tuple[Trial, ...]
    tests: tuple[str, ...]


def tried(bench: Bench, mutants: Iterable[Mutant]) -> Iterator[Verdict]:
    """The verdict on each: those of one rule together, the ones that need the engine last."""
    by_rule: defaultdict[str, list[Mutant]] = defaultdict(list)
    for mutant in mutants:
        by_rule[mutant.rule.id].append(mutant)
    left = []
    for mutant in (one for rule in sorted(by_rule) for one in by_rule[rule]):
        if verdict := bench.at_once(mutant):
            yield verdict
        else:
            left.append(_Left(mutant, tuple(trial for trial, _ in islice(bench.telling(mutant), 1)), tuple(bench.tests_of(mutant))))
    yield from (Verdict(one.mutant, "överlevde", "ingenting att se") for one in left if not one.tests and not one.trials)
    yield from by_engine([one for one in left if one.tests or one.trials])


def by_engine(left: Sequence[_Left]) -> Iterator[Verdict]:
    """The verdict of the engine and the tests."""
    for start in range(0, len(left), AT_A_TIME):
        part = left[start : start + AT_A_TIME]
        for one, found in zip(part, in_forks(_run, part, TOO_LONG), strict=True):
            outcome, by = found or ("dödad", DIED)
            yield Verdict(one.mutant, outcome, by)


def _run(one: _Left) -> tuple[str, str]:
    changed = with_mutant(catalogue.all_rules(), one.mutant)
    with patch.object(catalogue, "all_rules", lambda: changed):
        asking.engine_process.cache_clear()  # a new process of the engine, forked from this one, has the changed rules
        wholeness.shapes_of.cache_clear()
        try:
            by = failing(one.tests) if one.tests else ""
            by = by or next((told for trial in one.trials if (told := _disagreement(trial))), "")
        except RuleError as error:
            return "vägrad", str(error).partition("\n")[0]
    return ("dödad", by) if by else ("överlevde", "")


def _disagreement(trial: Trial) -> str:
    try:
        lines = trial.disagrees()
    except RuleError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever breaks on it has noticed it
        return f"{trial.name}: {type(error).__name__}: {error}"
    return f"{trial.name}: {lines[0]}" if lines else ""
