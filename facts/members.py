"""Models of the members of an organisation, and of what each of them paid to it during a year."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field

from facts.errors import Problem
from facts.fields import MEMBER, Model, RowName, Text

ALL_MEMBERS = "alla"  # the word of the command line for every member: no member has it for a name

MemberId = Annotated[str, Field(pattern=MEMBER)]


class Member(Model):
    """A municipality or region that is a member of the organisation; who is only co-opted to its meetings is none."""

    name: Text = Field(alias="namn")
    assembly: Text | None = Field(default=None, alias="fullmäktige", description="vad medlemmens fullmäktige heter, om ett dokument anger det")


class Contributions(Model):
    """The contributions to one thing, as a printed table has them: a column of this year, and the row of each member in it.

    A member that took no part has no row. What is printed as 0 is a contribution of 0.
    """

    what: Text = Field(alias="avser", description="vad bidragen går till, med notens namn")
    table: RowName = Field(alias="tabell")
    column: RowName = Field(alias="kolumn")
    rows: dict[MemberId, RowName] = Field(alias="rader", min_length=1, description="medlem: dess rad i tabellen")


def spoken(name: str) -> str:
    """A name as it is compared: without difference between small and capital letters, or between the two ways to store an å."""
    return unicodedata.normalize("NFC", name).casefold()


def mistaken_names(members: Mapping[str, Member]) -> Iterator[Problem]:
    """Names that would not tell one member from another, or from all of them."""
    seen: dict[str, str] = {spoken(member): member for member in members}
    for member, written in members.items():
        other = seen.setdefault(spoken(written.name), member)
        if other != member:
            yield Problem(("medlemmar", member, "namn"), f'namnet "{written.name}", som {other} har', "ett eget namn", "rätta namnet")
        if ALL_MEMBERS in {spoken(member), spoken(written.name)}:
            expected = "ett annat namn; ordet avser alla medlemmar"
            yield Problem(("medlemmar", member, "namn"), f'en medlem med namnet "{written.name}"', expected, "rätta namnet")
