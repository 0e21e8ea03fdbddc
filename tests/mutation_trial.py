"""A changed rule held against cases and tests, in a process of its own: the engine may crash on it, or never end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from unittest.mock import patch

from mutation_cases import Trial
from mutation_forks import DIED, failing, in_forks
from mutation_matching import Run, told_apart
from mutation_rules import Mutant, with_mutant

from checker import pipeline
from checker.discipline import check_rules
from checker.engine import RunFailed
from rules import catalogue
from rules.language import RuleError

MOST_TRIALS = 8
MOST_TESTS = 40
AT_A_TIME = 12  # the engine never gives back what it compiled: a process tries so many and ends
TOO_LONG = 90


@dataclass(frozen=True)
class Verdict:
    """What became of a changed rule: "vägrad", "dödad" or "överlevde", by what, after how long."""

    mutant: Mutant
    outcome: str
    by: str = ""


@dataclass(frozen=True)
class Bench:
    """All that changed rules are tried on."""

    trials: Sequence[Trial]
    tests: Mapping[str, Sequence[Run]]

    def tried(self, mutant: Mutant) -> Verdict:
        """Try one: at loading, on generated cases, by the tests that it can be told apart in."""
        try:
            check_rules([mutant.mutated] if mutant.mutated else [])
            changed = with_mutant(catalogue.all_rules(), mutant)
            with patch.object(catalogue, "all_rules", lambda: changed):
                pipeline.engine_of.cache_clear()
                by = self._by_trial(mutant) or self._by_test(mutant)
        except RuleError as error:
            return Verdict(mutant, "vägrad", str(error).partition("\n")[0])
        return Verdict(mutant, "dödad" if by else "överlevde", by)

    def _by_trial(self, mutant: Mutant) -> str:
        for trial in self._telling(mutant):
            try:
                if lines := trial.disagrees():
                    return f"{trial.name}: {lines[0]}"
            except RuleError:
                raise
            except RunFailed as error:
                return f"{trial.name}: {error}"
            except Exception as error:  # noqa: BLE001 - whatever breaks on it has noticed it
                return f"{trial.name}: {type(error).__name__}"
        return ""

    def _telling(self, mutant: Mutant) -> Iterator[Trial]:
        """The cases in which it derives something else; where the rule fires first, those of one year together."""
        order = sorted(self.trials, key=lambda trial: mutant.rule.id not in trial.fired)
        found: defaultdict[int, list[Trial]] = defaultdict(list)
        for trial in order:
            if any(told_apart(mutant.rule, mutant.mutated, run) == "slutsats" for run in trial.runs):
                found[trial.runs[0].year].append(trial)
                if sum(map(len, found.values())) == 1:
                    yield trial
            if sum(map(len, found.values())) >= MOST_TRIALS:
                break
        yield from [trial for year in sorted(found) for trial in found[year]]

    def _by_test(self, mutant: Mutant) -> str:
        """The small tests first."""
        small = sorted(self.tests, key=lambda name: sum(len(run.facts) for run in self.tests[name]))
        names = [name for name in small if any(told_apart(mutant.rule, mutant.mutated, run) for run in self.tests[name])]
        return failing(names[:MOST_TESTS]) if names else ""


def tried(bench: Bench, mutants: Sequence[Mutant]) -> Iterator[Verdict]:
    """The verdict on each, in order."""
    for start in range(0, len(mutants), AT_A_TIME):
        part = mutants[start : start + AT_A_TIME]
        for mutant, found in zip(part, in_forks(bench.tried, part, TOO_LONG), strict=True):
            yield found or Verdict(mutant, "dödad", DIED)
