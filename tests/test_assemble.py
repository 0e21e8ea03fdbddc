"""The report of a run as it is put together: what stands in it besides the ratings."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from checker.pipeline import run_check
from reports.report import Cite, Materiality, Report

GOOD = Path(__file__).parent / "cases" / "god"


@cache
def good() -> Report:
    return run_check(GOOD, "exempel", 2020)


def test_the_number_that_deviations_are_held_against_is_told_as_it_is_stated_with_its_source() -> None:
    source = Cite("Årsredovisning 2020", "2.7")
    assert good().materiality == Materiality("0.1", "mnkr", "revisorns tal för räkenskaperna som helhet", source)
