"""What is known: the frozen models of every fact that a year of an organisation can hold.

The keys that people write are Swedish (the aliases); code uses the English names beside them.
A value is what the document prints: an amount keeps its unit and its printed decimals.
Dates are ISO dates. Unknown keys are refused. Meaning: see the domain words in README.
This module holds the files; the facts in them are modelled in accounts, goals and control, and met here too.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from facts.accounts import CarryOver, CountOf, Guideline, Materiality, Restoration, Role, Table, TextFigure, Tie
from facts.control import FREQUENCIES, ControlArea, Decision, Deviation, FollowUpRule, LogEntry, Moment, Shown
from facts.errors import Refused
from facts.fields import ROW, Amount, CalendarYear, Cited, Code, DocumentId, Model, Rating, Source, Term, Text
from facts.goals import (
    Claim,
    CountClaim,
    Criterion,
    Evidence,
    FollowUp,
    Forecast,
    Goal,
    LongerPeriod,
    Operator,
    Outcome,
    Statement,
    Status,
)
from facts.members import Contributions, Member, MemberId, mistaken_names
from facts.occasions import Measurement, Occasion
from facts.units import unit_class

__all__ = [
    "FREQUENCIES", "Amount", "CarryOver", "Cited", "Claim", "Code", "Contributions", "ControlArea", "CountClaim", "CountOf",
    "Criterion", "Decision", "Deviation", "Document", "Evidence", "FollowUp", "FollowUpRule", "Forecast", "Goal",
    "Guideline", "LogEntry", "LongerPeriod", "Materiality", "Measurement", "Member", "Model", "Moment", "Occasion",
    "Operator", "OrgUnit", "OrganisationFile", "Outcome", "Rating", "Restoration", "Role", "Shown", "Source", "Statement",
    "Status", "Table", "Term", "Text", "TextFigure", "Tie", "YearFile", "units_fit",
]  # fmt: skip


class YearFile(Model):
    """One file of a year. Any file may hold any section; a year is all its files together."""

    comparatives_from: tuple[int, ...] = Field(default=(), alias="jämförelsetal_ur", description="år vars tabeller har detta års jämförelsetal")
    tables: dict[Annotated[str, Field(pattern=ROW)], Table] = Field(default={}, alias="tabeller")
    text_figures: dict[Annotated[str, Field(pattern=r"^t(\.[a-z0-9_åäöéü-]+)+$")], TextFigure] = Field(default={}, alias="texttal")
    ties: tuple[Tie, ...] = Field(default=(), alias="avstämningar")
    carry_overs: tuple[CarryOver, ...] = Field(default=(), alias="överföringar")
    contributions: tuple[Contributions, ...] = Field(default=(), alias="medlemsbidrag")
    restoration: Restoration | None = Field(default=None, alias="återställande")
    guideline: Guideline | None = Field(default=None, alias="riktlinje")
    materiality: Materiality | None = Field(default=None, alias="väsentlighetstal")
    goals: tuple[Goal, ...] = Field(default=(), alias="mål")
    follow_ups: tuple[FollowUp, ...] = Field(default=(), alias="uppföljningar")
    outcomes: tuple[Outcome, ...] = Field(default=(), alias="utfall")
    claims: tuple[Claim, ...] = Field(default=(), alias="påståenden")
    count_claims: tuple[CountClaim, ...] = Field(default=(), alias="antalspåståenden")
    statements: tuple[Statement, ...] = Field(default=(), alias="utsagor")
    control_areas: tuple[ControlArea, ...] = Field(default=(), alias="kontrollområden")
    follow_up_rule: FollowUpRule | None = Field(default=None, alias="uppföljningsregel")
    log: tuple[LogEntry, ...] = Field(default=(), alias="kontrollogg")
    decisions: tuple[Decision, ...] = Field(default=(), alias="beslut")
    forecasts: tuple[Forecast, ...] = Field(default=(), alias="prognoser")
    measurements: tuple[Measurement, ...] = Field(default=(), alias="mätningar")
    calendar: tuple[Occasion, ...] = Field(default=(), alias="kalender")


class Document(Model):
    """A document that facts cite."""

    title: Text = Field(alias="titel")
    kind: Literal["plan", "redovisning", "lag", "övrigt"] = Field(alias="slag")
    year: CalendarYear | None = Field(default=None, alias="år", description="året som planen eller redovisningen gäller")


class OrgUnit(Model):
    """A unit whose goals are rated together."""

    name: Text = Field(alias="namn")
    contact: Text = Field(alias="frågor_till", description="vem som svarar på frågor om enhetens mål")


class OrganisationFile(Model):
    """organisation.yaml: the organisation, its units, its members and the documents its facts cite."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9_.-]+$")]
    name: Text = Field(alias="namn")
    contact: Text = Field(alias="frågor_till", description="vem som svarar på frågor om ekonomi och intern kontroll")
    units: dict[Code, OrgUnit] = Field(alias="enheter")
    accounting_units: dict[Code, Text] = Field(default={}, alias="redovisningsenheter")
    members: dict[MemberId, Member] = Field(default={}, alias="medlemmar")
    documents: dict[DocumentId, Document] = Field(alias="dokument")

    @model_validator(mode="after")
    def _told_apart(self) -> OrganisationFile:
        problems = [*mistaken_names(self.members)]
        if problems:
            raise Refused(*problems)
        return self


def units_fit(one: str, other: str) -> bool:
    """Whether two printed units measure the same kind of thing (tkr and kr do, tkr and % do not)."""
    return unit_class(one) == unit_class(other)
