"""The evaluator's judgement of a case held against the engine's report: what differs, a line for each difference."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

from generator_years import Case

from checker import doublecheck
from reports.report import Report

if TYPE_CHECKING:
    from told import Told

    from checker.evaluator.evaluate import Evaluation


def differences(case: Case, check: Callable[[Any, Any], Report]) -> list[str]:
    """Every difference between the two."""
    return doublecheck.differences(case.year, case.others, check(case.year, case.others))


def differing(evaluation: Evaluation, told: Told, case: Case) -> list[str]:
    """Every difference between what is evaluated and what is told of a report: rows with the report's own names."""
    return unlike(evaluation, cast("Report", told), case)


def unlike(evaluation: Evaluation, report: Report, case: Case) -> list[str]:
    """Every difference for a case that both have rated."""
    return [*doublecheck.compared(evaluation, report, case.year), *doublecheck.repeated(report)]


def known_in(case: Case) -> set[str]:
    """The rated, stated and accounted things of a case."""
    return doublecheck.known_in(case.year)


def key_of(kind: str, about: Iterable[str], known: set[str]) -> str:
    """The finding by the things it is about."""
    return doublecheck.key_of(kind, about, known)
