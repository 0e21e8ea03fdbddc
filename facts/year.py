"""What loading gives: an organisation, and one year of its facts, each fact with the place it was written at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any

from facts.accounts import CarryOver, Guideline, Materiality, Restoration, Table, TextFigure, Tie
from facts.control import ControlArea, Decision, FollowUpRule, LogEntry, Moment
from facts.errors import Path, Place
from facts.factfile import FactFile
from facts.fields import Model
from facts.goals import Claim, CountClaim, Criterion, FollowUp, Forecast, Goal, Outcome, Statement
from facts.members import Contributions, Member
from facts.models import Document, OrganisationFile, OrgUnit
from facts.notes import Note
from facts.occasions import Measurement, Occasion
from facts.yamltree import YamlFile


@dataclass(frozen=True)
class Organisation:
    """organisation.yaml, read and found right, with the folder it stands in."""

    folder: FilePath
    written: OrganisationFile = field(repr=False)
    file: YamlFile = field(repr=False)

    @property
    def id(self) -> str:
        """The organisation's id, which is its folder's name."""
        return self.written.id

    @property
    def name(self) -> str:
        """The organisation's name in full."""
        return self.written.name

    @property
    def contact(self) -> str:
        """Who answers questions about economy and internal control."""
        return self.written.contact

    @property
    def units(self) -> Mapping[str, OrgUnit]:
        """Units whose goals are rated together, in the order of the file."""
        return self.written.units

    @property
    def accounting_units(self) -> Mapping[str, str]:
        """Names of the units that are accounted for separately, by id."""
        return self.written.accounting_units

    @property
    def members(self) -> Mapping[str, Member]:
        """The members by id, in the order of the file; none where the organisation has no members."""
        return self.written.members

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents that facts cite, by id."""
        return self.written.documents


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact (or group of facts) where it was written: the file and the path to it there; `key` is its id."""

    item: Any
    file: FactFile
    path: Path
    key: str

    def place(self, *inner: str | int, key: bool = False) -> Place:
        """Line and column of the fact, or of a part of it."""
        return self.file.place(self.path + inner, key)


@dataclass(frozen=True)
class Year:
    """All facts of one year, whatever files they stood in; each section in the order of its ids.

    `tables` and `ties` hold the comparative figures of later years too, where the year asks for them.
    `notes` are the auditors' own, told beside the ratings; nothing is rated from them.
    `files` is the bytes of every file that was read, by its path in the organisation's folder.
    """

    organisation: Organisation
    year: int
    tables: Mapping[str, Table]
    text_figures: Mapping[str, TextFigure]
    ties: tuple[Tie, ...]
    carry_overs: tuple[CarryOver, ...]
    restoration: Restoration | None
    guideline: Guideline | None
    materiality: Materiality | None
    goals: tuple[Goal, ...]
    follow_ups: tuple[FollowUp, ...]
    outcomes: tuple[Outcome, ...]
    claims: tuple[Claim, ...]
    count_claims: tuple[CountClaim, ...]
    statements: tuple[Statement, ...]
    control_areas: tuple[ControlArea, ...]
    log: tuple[LogEntry, ...]
    decisions: tuple[Decision, ...]
    comparatives_from: tuple[int, ...]
    files: Mapping[str, bytes] = field(repr=False)
    entries: Mapping[str, tuple[Entry, ...]] = field(repr=False, compare=False)
    follow_up_rule: FollowUpRule | None = None
    notes: tuple[Note, ...] = ()
    contributions: tuple[Contributions, ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    calendar: tuple[Occasion, ...] = ()

    @cached_property
    def outcomes_of(self) -> Mapping[str, tuple[Outcome, ...]]:
        """The outcomes of each mätetal that has any."""
        found: dict[str, list[Outcome]] = {}
        for outcome in self.outcomes:
            found.setdefault(outcome.criterion, []).append(outcome)
        return {name: tuple(told) for name, told in found.items()}

    def place(self, fact: str | Model) -> Place | None:
        """Where a fact stands: by its id (an amount's is table.row.column), or the fact itself; None if unknown."""
        return self._cell_place(fact) or self._by_id.get(fact) if isinstance(fact, str) else self._by_object.get(id(fact))

    def _cell_place(self, fact_id: str) -> Place | None:
        table, _, rest = fact_id.partition(".")
        row, _, column = rest.partition(".")
        for entry in self.entries["tables"] if column else ():
            if entry.key == table and row in entry.item.rows and column in entry.item.columns:
                columns = [str(name) for name in entry.file.data["tabeller"][table]["kolumner"]]
                return entry.place("rader", row, columns.index(column))
        return None

    @cached_property
    def _by_id(self) -> dict[str, Place]:
        named = {i.id: p for i, p in self._placed() if hasattr(i, "id")}
        return {e.key: e.place() for s in ("text_figures", "tables") for e in self.entries[s]} | named

    @cached_property
    def _by_object(self) -> dict[int, Place]:
        return {id(item): place for item, place in self._placed()}

    def _placed(self) -> list[tuple[Any, Place]]:
        found = [(entry.item, entry.place()) for entries in self.entries.values() for entry in entries]
        for section, inner, alias in (("goals", "criteria", "mätetal"), ("control_areas", "moments", "moment")):
            for entry in self.entries[section]:
                parts: tuple[Criterion | Moment, ...] = getattr(entry.item, inner)
                found += [(part, entry.place(alias, i)) for i, part in enumerate(parts)]
        return found
