"""What the checks look up: entries by section, criteria and moments with their places, and which ids are known."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from facts.accounts import Table, TextFigure
from facts.control import Moment
from facts.errors import Path
from facts.goals import Criterion
from facts.ids import FINANCIAL_ID, WHOLE_IDS
from facts.reading import Gathered
from facts.year import Entry, Organisation


class Lookup:
    """The gathered facts of a year, indexed for the checks."""

    def __init__(self, facts: Gathered, organisation: Organisation | None, year: int, years: list[int]) -> None:
        self.year = year
        self.years = years
        self.broken = facts.broken
        self._entries = facts.entries
        self.units = frozenset(organisation.units) if organisation else frozenset()

    def __getitem__(self, section: str) -> list[Entry]:
        return self._entries[section]

    @cached_property
    def tables(self) -> dict[str, Table]:
        """Tables by key."""
        return {entry.key: entry.item for entry in reversed(self["tables"])}

    @cached_property
    def text_figures(self) -> dict[str, TextFigure]:
        """Figures in running text by id."""
        return {entry.key: entry.item for entry in self["text_figures"]}

    @cached_property
    def goals(self) -> set[str]:
        """Ids of the goals."""
        return {entry.key for entry in self["goals"]}

    @cached_property
    def criteria(self) -> dict[str, Criterion]:
        """Criteria by id."""
        return {criterion.id: criterion for _, criterion, _ in self.all_criteria()}

    @cached_property
    def moments(self) -> set[str]:
        """Ids of the control moments."""
        return {moment.id for _, moment, _ in self.all_moments()}

    @cached_property
    def rated(self) -> set[str]:
        """Ids that a report can make a claim about: goals, criteria, units, parts, the whole, the balanskrav."""
        return self.goals | set(self.criteria) | self.units | WHOLE_IDS

    def is_rated(self, rating_id: str) -> bool:
        """Whether a claim about the id is about something known (or something that was refused for another reason)."""
        return rating_id in self.rated or rating_id in self.broken or bool(FINANCIAL_ID.fullmatch(rating_id))

    def is_cell(self, fact_id: str) -> bool:
        """Whether the id is that of an amount in a table."""
        table, _, rest = fact_id.partition(".")
        row, _, column = rest.partition(".")
        there = self.tables.get(table)
        return there is not None and row in there.rows and column in there.columns

    def all_criteria(self) -> Iterator[tuple[Entry, Criterion, Path]]:
        """Each criterion with its goal's entry and the path to it from there."""
        for entry in self["goals"]:
            for i, criterion in enumerate(entry.item.criteria):
                yield entry, criterion, ("mätetal", i)

    def all_moments(self) -> Iterator[tuple[Entry, Moment, Path]]:
        """Each moment with its area's entry and the path to it from there."""
        for entry in self["control_areas"]:
            for i, moment in enumerate(entry.item.moments):
                yield entry, moment, ("moment", i)
