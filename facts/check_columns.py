"""Columns: an outcome is never a forecast or a budget, and a figure to date says of which day it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from facts.errors import InputError
from facts.goals import Forecast, Outcome
from facts.ids import is_text_figure, term_name
from facts.lookup import Lookup
from facts.year import Entry

_TO_DATE = re.compile(r"[a-zåäö]*(\d{4})-(\d\d)")
_LEVEL = ("en beslutad nivå, i en kolumn med budget eller belopp", "ta nivån ur planen eller budgeten")
_FORECAST = ("en kolumn med prognosen eller årets belopp", "rätta kolumnen, eller skriv det väntade utfallet som värde:")


class _Taken(NamedTuple):
    """An amount of a table that a sum takes: its sign, row and column, and where in the sum it stands."""

    place: int
    minus: bool
    row: str
    column: str

    @property
    def is_forecast(self) -> bool:
        return self.column.startswith("prognos")

    @property
    def is_budget(self) -> bool:
        return self.column.startswith("budget")


def check(look: Lookup) -> Iterator[InputError]:
    """Columns that the sum of an outcome, a forecast or a level cannot take."""
    for entry in look["outcomes"]:
        yield from _outcome(look.year, entry)
    for entry in look["forecasts"]:
        yield from _forecast(entry)
    for entry, criterion, path in look.all_criteria():
        for taken in _amounts(criterion.level_of):
            if taken.is_forecast:
                yield InputError.at(entry.place(*path, "nivå_av", taken.place), f'kolumnen "{taken.column}"', *_LEVEL)


def _amounts(terms: tuple[str, ...]) -> list[_Taken]:
    named = [(i, term, term_name(term).split(".")) for i, term in enumerate(terms) if not is_text_figure(term_name(term))]
    return [_Taken(i, term.startswith("-"), parts[1], parts[2]) for i, term, parts in named if len(parts) == len(("table", "row", "column"))]


def _from_budget(taken: _Taken, others: list[_Taken]) -> bool:
    """Whether a budgeted amount is what its own row is held against: the sum is then the row's deviation from the budget."""
    return any(one.row == taken.row and one.minus != taken.minus and not one.is_budget for one in others)


def _outcome(year: int, entry: Entry) -> Iterator[InputError]:
    outcome: Outcome = entry.item
    amounts = _amounts(outcome.value_of)
    for taken in amounts:
        place, found = entry.place("värde_av", taken.place), f'kolumnen "{taken.column}"'
        if taken.is_forecast:
            yield InputError.at(place, found, "ett utfall (en prognos står under prognoser:)", "flytta uppgiften dit, med gjord:")
        elif taken.is_budget and not _from_budget(taken, amounts):
            yield InputError.at(place, found, "ett utfall, inte en budget", "rätta kolumnen, eller ta bort utfallet tills det finns")
        elif (dated := _TO_DATE.fullmatch(taken.column)) and not _is_in(outcome, dated[1], dated[2], year):
            per = f"per: {outcome.as_of}" if outcome.as_of else "utan per:"
            month = f"{dated[1]}-{dated[2]}"
            day = f"per: med en dag i {month}" if dated[1] == str(year) else f"per: med en dag i månad {dated[2]}"
            yield InputError.at(place, f"{found} {per}", day, "ange per: med dagen som beloppet gäller till och med")


def _is_in(outcome: Outcome, year: str, month: str, own: int) -> bool:
    """Whether the outcome is of a day in the month; a column of another year is what the same month is compared with."""
    day = outcome.as_of
    return day is not None and f"{day:%m}" == month and (f"{day:%Y}" == year or year != str(own))


def _forecast(entry: Entry) -> Iterator[InputError]:
    forecast: Forecast = entry.item
    amounts = _amounts(forecast.value_of)
    for taken in amounts:
        if _TO_DATE.fullmatch(taken.column) or (taken.is_budget and not _from_budget(taken, amounts)):
            yield InputError.at(entry.place("värde_av", taken.place), f'kolumnen "{taken.column}"', *_FORECAST)
