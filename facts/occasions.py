"""Models of what is known during the year: the dates that bind it, and how survey goals are measured."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from facts.fields import Cited, Code, Count, Day, Model, Text

OccasionKind = Literal["sammanträde", "delårsrapport", "bokslut", "årsredovisning"]


class Occasion(Model):
    """A date of the year: a meeting that can decide, or the last day for closing the books, for the interim or the annual report."""

    kind: OccasionKind = Field(alias="slag")
    date: Day = Field(alias="datum")
    body: Text = Field(alias="organ", description="den som sammanträder, eller som ska lämna")
    source: Cited = Field(alias="källa")


class Measurement(Model):
    """How a survey goal is measured: the question as it is asked, to whom, how many have answered, and when the answer is there."""

    criterion: Code = Field(alias="mätetal")
    question: Text | None = Field(default=None, alias="fråga", description="frågan som den ställs; utelämnas när ingen fråga är ställd")
    target_group: Text | None = Field(default=None, alias="målgrupp")
    asked: Day | None = Field(default=None, alias="ställd", description="dagen då frågan ställdes")
    answers: Count | None = Field(default=None, alias="antal_svar")
    available: Day | None = Field(default=None, alias="klar", description="dagen då svaret finns")
    source: Cited = Field(alias="källa")
