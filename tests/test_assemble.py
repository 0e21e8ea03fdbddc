"""The report of a run as it is put together: what stands in it besides the ratings."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from checker.pipeline import run_check
from facts.loading import example_root
from reports.report import Cite, Materiality, Report

GOOD = Path(__file__).parent / "cases" / "god"


@cache
def good() -> Report:
    return run_check(GOOD, "exempel", 2020)


def test_the_number_that_deviations_are_held_against_is_told_as_it_is_stated_with_its_source() -> None:
    source = Cite("Årsredovisning 2020", "2.7")
    assert good().materiality == Materiality("0.1", "mnkr", "revisorns tal för räkenskaperna som helhet", source)


def test_a_remark_of_the_control_log_is_told_as_one_with_its_days() -> None:
    remark = run_check(example_root(), None, 2021).facts["IK-3a:notering-1"]
    assert {name: remark.get(name) for name in ("slag", "uppgift", "kontrolldatum", "sista_dag")} == {
        "slag": "notering i kontrolloggen",
        "uppgift": "tre behörigheter kvar efter avslutad anställning; åtgärd: rutin vid avslut ses över",
        "kontrolldatum": "2021-05-27",
        "sista_dag": "senast 2021-11-27",
    }


def test_each_rule_of_the_run_is_told_with_the_years_it_holds_for() -> None:
    told = {rule.id: rule.years for rule in good().rules}
    assert told["BK-1-2019-UPPFYLLT"] == "2019–2023"
    assert set(told.values()) == {"alla år", "från och med 2018", "2019–2023"}
    assert all(rule.sha256 and rule.title and rule.basis for rule in good().rules)
