"""A yearly change: its bounds and its own figure, in each way of counting; and one law for each year."""

from __future__ import annotations

import pytest
from year_builder import check, goal, measured, outcome, percent

from rules.catalogue import rules_of

WAYS = ("relativ", "procentenheter", "oklar")


def yearly(kind: str, operator: str = "minst") -> str:
    return f"slag: nivå, villkor: {operator}, nivå: 5, enhet: '%', förändring: {kind}, årsbasis: ja"


@pytest.mark.parametrize("kind", WAYS)
def test_an_approximate_yearly_change_at_the_limit_is_open(kind: str) -> None:
    """From 100 to about 105: as much may be below the limit as above it, counted either way."""
    assert check(*measured(yearly(kind), percent("105", "föregående: 100, gräns: ungefär"))).code("F-1.1") == "UE ungefarlig_vid_gransen"


@pytest.mark.parametrize("operator", ["minst", "högst"])
@pytest.mark.parametrize("kind", WAYS)
def test_a_yearly_change_is_of_its_own_figure(kind: str, operator: str) -> None:
    """From 100 to 120, and from 100 to 100, beside one another."""
    facts = goal("F-1", yearly(kind, operator), yearly(kind, operator)), outcome("F-1.1", percent("120", "föregående: 100"))
    checked = check(*facts, outcome("F-1.2", percent("100", "föregående: 100")))
    assert (checked.code("F-1.1"), checked.code("F-1.2")) == (("U", "E") if operator == "minst" else ("E", "U"))


LAWS = {"BK-1": (2017, 2018, 2023), "BK-2": (2017,), "BK-3": (2017,)}  # the last year of each law but the newest


@pytest.mark.parametrize("year", range(2012, 2031))
@pytest.mark.parametrize("demand", LAWS)
def test_each_demand_has_the_rules_of_just_one_law_each_year(demand: str, year: int) -> None:
    valid = [rule.id.removeprefix(f"{demand}-") for rule in rules_of(year) if rule.id.startswith(f"{demand}-")]
    laws = [name.partition("-") for name in valid if name[:4].isdigit()]
    newest = {"BK-1": ("1991", "2018", "2019", "2024"), "BK-2": ("1991", "2018"), "BK-3": ("1991", "2018")}[demand]
    assert {law for law, _, _ in laws} == {newest[sum(year > last for last in LAWS[demand])]}
    names = [name for _, _, name in laws]
    assert sorted(set(names)) == sorted(names)
    told = {name for law in newest for other in range(2012, 2031) for name in _names(demand, law, other)}
    assert set(names) == told


def _names(demand: str, law: str, year: int) -> set[str]:
    head = f"{demand}-{law}-"
    return {rule.id.removeprefix(head) for rule in rules_of(year) if rule.id.startswith(head)}
