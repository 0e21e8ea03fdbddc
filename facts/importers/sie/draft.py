"""A ledger while its file is being read: what has been seen so far, and the line that is being read."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple

from facts.errors import Place, shown
from facts.importers.sie.ledger import Account, Balance, Ledger
from facts.importers.sie.mistakes import Mistakes
from facts.importers.sie.tokens import Objects, amount, column, day, objects
from facts.importers.sie.tokens import field as text_of

_SPACED = re.compile(r"-?[1-9][0-9]{0,2} [0-9]{3}(?:[.,][0-9]+)?")  # an amount with a space between thousands, or a quantity after it
AGAIN = "rätta raden, eller exportera filen på nytt ur ekonomisystemet"


class Line(NamedTuple):
    """A line of the file: its number from one, its text and its tokens, the first of them the post's label."""

    number: int
    text: str
    tokens: list[str]

    def column(self, index: int) -> int:
        """The column of a token; past the last one, the end of the line."""
        return column(self.text, index)

    def shown(self, index: int) -> str:
        """A token as messages show it."""
        return shown(text_of(self.tokens[index])) if index < len(self.tokens) else f"{self.tokens[0]} utan fler fält"


@dataclass
class Draft:
    """Everything that the file has told so far."""

    mistakes: Mistakes
    kind: int | None = None
    years: dict[int, tuple[dt.date, dt.date]] = field(default_factory=dict)
    year_place: Place | None = None
    accounts: dict[str, Account] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    stated: dict[tuple[str, int, str], Balance] = field(default_factory=dict)
    stated_objects: dict[tuple[str, int, str, Objects], Balance] = field(default_factory=dict)
    periods: dict[tuple[str, int, str, str, Objects], Decimal] = field(default_factory=dict)
    company: str = ""
    organisation_number: str = ""
    organisation_place: Place | None = None
    program: str = ""
    made: dt.date | None = None
    scope: dt.date | None = None
    dimensions: dict[str, str] = field(default_factory=dict)
    objects: dict[tuple[str, str], str] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    used: dict[str, Place] = field(default_factory=dict)  # accounts, each where it is first used
    several: dict[Objects, Place] = field(default_factory=dict)  # lists with objects of one dimension, each where it first stands

    def place(self, line: Line, index: int = 0) -> Place:
        """Where a token stands."""
        return Place(self.mistakes.name, line.number, line.column(index))

    def refuse(self, line: Line, index: int, expected: str, action: str = AGAIN, found: str | None = None) -> None:
        """Note that a token is not what its post needs there."""
        self.mistakes.add(line.number, line.column(index), found or line.shown(index), expected, action)

    def amount(self, line: Line, index: int) -> Decimal | None:
        """The amount at a token; a mistake if there is none."""
        found = amount(line.tokens[index])
        if found is None:
            self.refuse(line, index, "ett belopp med decimalpunkt, högst två decimaler och högst tolv siffror före den, som i: -1234.50")
        elif index + 1 < len(line.tokens) and _SPACED.fullmatch(" ".join(line.tokens[index : index + 2])):
            both = shown(" ".join(line.tokens[index : index + 2]))
            action = "ta bort mellanrummet, eller skriv beloppet med två decimaler om det följs av en kvantitet"
            self.refuse(line, index, "ett belopp utan mellanrum", action, both)
        return found

    def day(self, line: Line, index: int) -> dt.date | None:
        """The day at a token; a mistake if it is none."""
        found = day(line.tokens[index])
        if found is None:
            self.refuse(line, index, "ett datum som finns, skrivet ååååmmdd")
        return found

    def object_list(self, line: Line, index: int) -> Objects | None:
        """The object list at a token; a mistake if it is none."""
        found = objects(line.tokens[index]) if index < len(line.tokens) else None
        if found is None:
            self.refuse(line, index, 'en objektlista inom klamrar, som i {1 "100"}', "skriv {} om inget objekt anges, eller exportera filen på nytt")
        return found

    def use(self, line: Line, index: int) -> str:
        """The account at a token, noted as used where it is first seen."""
        account = text_of(line.tokens[index])
        if account not in self.used:
            self.used[account] = self.place(line, index)
        return account

    def whole(self, last: dt.date | None, movements: dict[tuple[str, Objects, str], Decimal], **counts: int) -> Ledger:
        """The ledger that was read."""
        accounts = {number: replace(account, kind=self.kinds.get(number, "")) for number, account in self.accounts.items()}
        name, place = self.mistakes.name, self.year_place or Place(self.mistakes.name, 1, 1)
        return Ledger(
            name, self.kind or 1, self.years, place, accounts, self.stated, self.stated_objects, self.periods, movements, self.company,
            self.organisation_number, self.organisation_place, self.program, self.made, self.scope, last, self.dimensions, self.objects,
            unknown=self.unknown, told=tuple(self.told), several=self.several, **counts,
        )  # fmt: skip
