"""Figures of a mätetal during the year: a count only grows, is never below zero, and a day has one exact figure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from facts.errors import InputError
from facts.goals import Criterion, Outcome
from facts.lookup import Lookup
from facts.units import in_base, unit_class
from facts.year import Entry

_LEAST = ("exakt", "minst", "mer än", "drygt")  # bounds whose figure is the least that the outcome can be
_MOST = ("exakt", "högst", "mindre än", "knappt")


class _Figure(NamedTuple):
    """A figure that is known to be of a day, in the base unit of its kind."""

    entry: Entry
    day: dt.date
    value: Decimal

    @property
    def outcome(self) -> Outcome:
        outcome: Outcome = self.entry.item
        return outcome

    @property
    def told(self) -> str:
        """The figure as it is written, with its day."""
        return f"{self.outcome.value} {self.outcome.unit}" + (f" per {self.outcome.as_of}" if self.outcome.as_of else "")

    def error(self, expected: str, action: str) -> InputError:
        """The mistake at the figure."""
        return InputError.at(self.entry.place("värde"), f"värde: {self.told}", expected, action)


def check(look: Lookup) -> Iterator[InputError]:
    """Counts that shrink or are below zero, and two exact figures of the same day before the year's end."""
    for entry in (*look["outcomes"], *look["forecasts"]):
        yield from _below_zero(look.criteria.get(entry.key), entry)
        yield from _of_no_day(look.criteria.get(entry.key), entry)
    for name, figures in _alike(look).items():
        if name[0] in look.criteria and _counts(look.criteria[str(name[0])], figures[0].outcome):
            yield from _shrunk(figures)
        yield from _twice(figures, dt.date(look.year, 12, 31))


def _counts(criterion: Criterion | None, outcome: Outcome) -> bool:
    """Whether the outcome is a figure that can only grow; a change that is told as such can be of any size."""
    return criterion is not None and criterion.accumulates and not (criterion.change and outcome.previous is None)


def _below_zero(criterion: Criterion | None, entry: Entry) -> Iterator[InputError]:
    outcome: Outcome = entry.item
    if outcome.value is not None and outcome.value < 0 and _counts(criterion, outcome):
        words = ("minst 0, eftersom mätetalet har räknas_upp: ja", "rätta värdet, eller ta bort räknas_upp:")
        yield InputError.at(entry.place("värde"), f"värde: {outcome.value}", *words)


def _of_no_day(criterion: Criterion | None, entry: Entry) -> Iterator[InputError]:
    """A count of a part of the year without its day would be taken for the year's."""
    outcome: Outcome = entry.item
    if outcome.part_of_year and outcome.as_of is None and criterion and criterion.accumulates and not criterion.yearly:
        words = ("per: med dagen som siffran gäller till, eftersom mätetalet har räknas_upp: ja", "ange per:, eller ta bort del_av_året:")
        yield InputError.at(entry.place("del_av_året"), "del_av_året: ja utan per:", *words)


def _alike(look: Lookup) -> dict[tuple[object, ...], list[_Figure]]:
    """The figures, two or more, that tell of one thing, by day; a figure of a part of the year that states no day is of no known day."""
    found: dict[tuple[object, ...], list[_Figure]] = defaultdict(list)
    for entry in look["outcomes"]:
        outcome: Outcome = entry.item
        if outcome.value is not None and outcome.unit and (outcome.as_of or not outcome.part_of_year):
            words = (outcome.base, outcome.scale, outcome.item, outcome.previous is None)
            figure = _Figure(entry, outcome.as_of or dt.date(look.year, 12, 31), in_base(outcome.value, outcome.unit))
            found[entry.key, unit_class(outcome.unit), *words].append(figure)
    return {name: sorted(figures, key=lambda one: (one.day, one.entry.place())) for name, figures in found.items() if figures[1:]}


def _shrunk(figures: list[_Figure]) -> Iterator[InputError]:
    for i, later in enumerate(figures):
        earlier = [one for one in figures[:i] if one.day < later.day and one.outcome.bound in _LEAST and one.value > later.value]
        if earlier and later.outcome.bound in _MOST:
            most = max(earlier, key=lambda one: one.value)
            expected = f"minst {most.told} ({most.entry.place('värde')}), eftersom mätetalet har räknas_upp: ja"
            yield later.error(expected, "rätta den siffra eller den dag som är fel, eller ta bort räknas_upp:")


def _twice(figures: list[_Figure], last: dt.date) -> Iterator[InputError]:
    """Figures of the year itself that differ contradict each other by the rules; those to date are only in the way."""
    exact = [figure for figure in figures if figure.outcome.bound == "exakt" and figure.day < last]
    for one, other in combinations(exact, 2):
        if one.day == other.day and one.value != other.value:
            expected = f"en siffra per dag; {one.told} står på {one.entry.place('värde')}"
            yield other.error(expected, "behåll den som gäller, eller rätta dagen")
