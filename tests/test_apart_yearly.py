"""A yearly change: the bounds of its figure, and the change of the mätetal itself, in each way of counting."""

from __future__ import annotations

import pytest
from year_builder import check, goal, measured, outcome, percent

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
