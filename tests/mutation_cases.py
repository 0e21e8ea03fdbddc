"""The cases that changed rules are tried on: generated ones with the independent evaluator's judgement, and what the tests run.

Each is kept with the facts of its runs. A generated case is kept only where it shows more of some rule than those before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import partial
from io import StringIO
from typing import Any
from unittest.mock import patch

import pytest
from agreement import known_in, unlike
from generator import case
from generator_running import running
from generator_years import Case
from mutation_forks import PLAIN, name_of
from mutation_matching import Run, run_of
from test_running_agreement import expected_of
from test_running_agreement import unlike as unlike_while_running

from checker import pipeline
from checker.evaluator.evaluate import Evaluation, evaluate
from checker.given import Given
from checker.session import Session

ENOUGH = 12  # cases in which a rule fires


@dataclass(frozen=True, eq=False)
class Trial:
    """A generated case, the runs it makes, and what tells whether the engine and the evaluator agree on it."""

    name: str
    runs: tuple[Run, ...]
    known: set[str]
    disagrees: Callable[[], list[str]]

    @property
    def fired(self) -> frozenset[str]:
        return frozenset(rule for run in self.runs for rule in run.fired)


@contextmanager
def recorded(*beside: object) -> Iterator[list[Run]]:
    """The runs that are made while it lasts, through the pipeline or a module beside it that has its `infer` by name."""
    runs: list[Run] = []
    infer = pipeline.infer

    def heard(given: Given) -> Session:
        session = infer(given)
        runs.append(run_of(given, session))
        return session

    with ExitStack() as patched:
        for module in (pipeline, *(one for one in beside if getattr(one, "infer", None) is infer)):
            patched.enter_context(patch.object(module, "infer", heard))
        yield runs


def trials(whole: int, while_running: int) -> list[Trial]:
    """So many generated whole years and running years, those of them that show something."""
    seen: Counter[str] = Counter()
    found = [_whole(seed) for seed in range(whole)] if whole < ENOUGH else _showing(seen, (_whole(seed) for seed in range(whole)))
    return found + _showing(seen, (_while_running(seed) for seed in range(while_running)))


def _showing(seen: Counter[str], made: Iterator[Trial]) -> list[Trial]:
    kept = []
    for trial in made:
        if any(seen[rule] < ENOUGH for rule in trial.fired):
            seen.update(trial.fired)
            kept.append(trial)
    return kept


def _whole(seed: int) -> Trial:
    one = case(seed)
    expected = evaluate(one.year, one.others)
    with recorded() as runs:
        pipeline.check_facts(one.year, one.others)
    return Trial(f"case({seed})", tuple(runs), known_in(one), partial(_disagreement, one, expected))


def _disagreement(one: Case, expected: Evaluation) -> list[str]:
    return unlike(expected, pipeline.check_facts(one.year, one.others), one)


def _while_running(seed: int) -> Trial:
    one = running(seed)
    expected, check = expected_of(one), unlike_while_running
    with recorded() as runs:
        check(one, expected)
    return Trial(f"running({seed})", tuple(runs), known_in(one.case), partial(check, one, expected))


class Heard:
    """A pytest plugin that hears which runs each test makes."""

    def __init__(self) -> None:
        self.runs: dict[str, list[Run]] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[Any]:
        with recorded(getattr(item, "module", None)) as runs:
            result = yield
        if runs:
            self.runs[name_of(item.nodeid)] = runs
        return result


def heard(files: Sequence[str]) -> dict[str, list[Run]]:
    """The runs that each test makes."""
    plugin = Heard()
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        pytest.main([*PLAIN, *files], plugins=[plugin])
    return plugin.runs
