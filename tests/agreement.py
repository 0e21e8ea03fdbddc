"""The evaluator's judgement of a case held against the engine's report: what differs, a line for each difference."""

from __future__ import annotations

from collections.abc import Callable
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
    report = cast("Report", told)
    return [*doublecheck.compared(evaluation, report, case.year), *doublecheck.repeated(report)]
