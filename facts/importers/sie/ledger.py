"""What a SIE file holds: the plan of accounts, balances, and the year's movements by account, objects and month, all exact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from facts.errors import Place
from facts.importers.sie.tokens import Objects

FILE_OF_BALANCES = 3  # the highest type without verifications


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the plan: its number (a text), its name, where it stands, and its kind T, S, K or I where that is told."""

    number: str
    name: str
    place: Place
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Balance:
    """An amount that the file states, and where."""

    amount: Decimal
    place: Place


@dataclass(frozen=True)
class Ledger:
    """A whole file that was read. Amounts are as booked: debit positive, credit negative.

    `years` are #RAR by their numbers (0 this year, -1 last year). `stated` holds #IB, #UB and #RES by word, year and account;
    `stated_objects` #OIB and #OUB with the object after the account; `periods` #PSALDO and #PBUDGET by word, year, month,
    account and objects. `movements` are the transactions that count, by account, objects and month ("202111"). `several` holds
    the object lists of transactions that name more than one object of a dimension, each where it first stands.
    """

    name: str
    kind: int
    years: Mapping[int, tuple[dt.date, dt.date]]
    year_place: Place
    accounts: Mapping[str, Account] = field(repr=False)
    stated: Mapping[tuple[str, int, str], Balance] = field(repr=False)
    stated_objects: Mapping[tuple[str, int, str, Objects], Balance] = field(repr=False)
    periods: Mapping[tuple[str, int, str, str, Objects], Decimal] = field(repr=False)
    movements: Mapping[tuple[str, Objects, str], Decimal] = field(repr=False)
    company: str = ""
    organisation_number: str = ""
    organisation_place: Place | None = None
    program: str = ""
    made: dt.date | None = None
    scope: dt.date | None = None
    last: dt.date | None = None
    dimensions: Mapping[str, str] = field(default_factory=dict)
    objects: Mapping[tuple[str, str], str] = field(default_factory=dict)
    verifications: int = 0
    transactions: int = 0
    added: int = 0
    removed: int = 0
    unknown: Mapping[str, int] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    several: Mapping[Objects, Place] = field(default_factory=dict, repr=False)

    @property
    def is_by_transactions(self) -> bool:
        """Whether the year's amounts are summed from transactions rather than taken from stated balances."""
        return self.kind > FILE_OF_BALANCES

    @cached_property
    def words(self) -> frozenset[tuple[str, int]]:
        """Which balances the file states at all, by word and year: ("RES", -1). An import file (4I) states none."""
        return frozenset((word, year) for word, year, _ in self.stated)

    @property
    def has_balances(self) -> bool:
        """Whether the file states the year's opening or closing balances."""
        return ("IB", 0) in self.words or ("UB", 0) in self.words

    def amount(self, word: str, year: int, account: str) -> Decimal:
        """The stated balance; zero where none is stated."""
        found = self.stated.get((word, year, account))
        return found.amount if found else Decimal(0)

    def is_result(self, account: str) -> bool:
        """Whether the account is one of the result: by its kind, by the balances stated of it, or else by its first digit."""
        known = self.accounts.get(account)
        if known and known.kind in ("I", "K"):
            return True
        if known and known.kind in ("T", "S"):
            return False
        words = {word for word in ("IB", "UB", "RES") if (word, 0, account) in self.stated}
        return "RES" in words if words else account[:1] not in ("1", "2")
