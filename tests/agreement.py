"""A generated case rated by the engine and by the evaluator: what differs, a line for each difference."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from generator_years import Case

from checker import doublecheck

if TYPE_CHECKING:
    from reports.report import Report


def differences(case: Case, check: Callable[[Any, Any], Report]) -> list[str]:
    """Every difference between the two."""
    return doublecheck.differences(case.year, case.others, check(case.year, case.others))
