"""The verifications of a SIE file, with transactions that were added and removed, summed by account, objects and month."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from dataclasses import field as kept
from decimal import Decimal

from facts.errors import Place
from facts.importers.sie.draft import Draft, Line
from facts.importers.sie.mistakes import kronor
from facts.importers.sie.tokens import Objects, amount, column, day, field, objects

ROWS = frozenset({"#TRANS", "#RTRANS", "#BTRANS"})

_SHOWN = 20  # days outside the year, and signs of what is no day
_NEEDED = 4  # a #VER's label, series, number and day; a transaction's label, account, objects and amount
_FORM = {"#VER": "#VER serie nummer datum text", "#TRANS": "#TRANS konto {dimension objekt} belopp"}
_EXPORT = "exportera filen på nytt"
_BRACES = ("klamrarna { och } på egna rader runt verifikationens transaktioner", f"sätt klamrar, eller {_EXPORT}")
_DAY_FORM = ("ett datum som finns, skrivet ååååmmdd", f"rätta datumet, eller {_EXPORT}")


@dataclass(slots=True)
class _Voucher:
    """A verification that is being read: its line, its number as written, its day, and what its transactions sum to."""

    line: int
    label: str
    day: str
    opened: bool = False
    spoilt: bool = False  # a transaction could not be read: what the others sum to says nothing
    balance: Decimal = Decimal(0)


@dataclass
class Vouchers:
    """Verifications that are being read. Transactions come by the hundred thousand: each distinct part of them is looked at once."""

    draft: Draft
    voucher: _Voucher | None = None
    added: tuple[str, str, str, int] | None = None  # account, objects and amount of an #RTRANS, and its line
    lost: bool = False  # among transactions whose verification was refused
    counts: dict[str, int] = kept(default_factory=lambda: {"verifications": 0, "transactions": 0, "added": 0, "removed": 0})
    first: Place | None = None  # the first verification
    sums: dict[tuple[str, str, str], Decimal] = kept(default_factory=dict)  # by account, object list and month, as written
    object_lists: dict[str, Objects | None] = kept(default_factory=dict)
    counted: set[str] = kept(default_factory=set)  # object lists of transactions that count
    days: dict[str, Place] = kept(default_factory=dict)  # each day, where it first stands

    # --- verifications ----------------------------------------------------------------------------

    def begin(self, line: Line) -> None:
        """A #VER, whose transactions follow between braces."""
        if len(line.tokens) < _NEEDED:
            self.draft.refuse(line, len(line.tokens), _FORM["#VER"], found=f"#VER med {len(line.tokens) - 1} fält")
            self.lost = True
            return
        when, label = field(line.tokens[3]), " ".join(part for part in map(field, line.tokens[1:3]) if part)
        if when not in self.days:
            self.days[when] = self.draft.place(line, 3)
        self.voucher = _Voucher(line.number, label, when)
        self.first = self.first or self.draft.place(line)
        self.counts["verifications"] += 1

    def open(self, number: int) -> None:
        """The brace before the transactions."""
        if self.voucher and not self.voucher.opened:
            self.voucher.opened = True
        elif not self.lost:
            words = ("en klammer { utan #VER före", "en verifikation före klammern", f"ta bort klammern, eller {_EXPORT}")
            self.draft.mistakes.add(number, 1, *words)

    def close(self, number: int) -> None:
        """The brace after the transactions: they sum to zero."""
        self._end_added()
        voucher, self.voucher, lost, self.lost = self.voucher, None, self.lost, False
        if voucher and voucher.opened:
            self._balance(voucher)
        elif not lost:
            words = ("en klammer } utan verifikation", "en klammer { före den", f"ta bort klammern, eller {_EXPORT}")
            self.draft.mistakes.add(number, 1, *words)

    def _balance(self, voucher: _Voucher) -> None:
        if voucher.balance and not voucher.spoilt:
            found = f"verifikationen {voucher.label}, vars transaktioner summerar till {kronor(voucher.balance)}"
            action = "rätta verifikationen i ekonomisystemet och exportera filen på nytt"
            self.draft.mistakes.add(voucher.line, 1, found, "transaktioner som summerar till noll", action)

    def end(self, number: int) -> None:
        """What stands on the line ends a verification that has no braces, or whose last one is missing."""
        self._end_added()
        voucher, self.voucher, self.lost = self.voucher, None, False
        if voucher is None:
            return
        lacking = f"utan avslutande klammer före rad {number}" if voucher.opened else "utan klamrar"
        self.draft.mistakes.add(voucher.line, 1, f"verifikationen {voucher.label} {lacking}", *_BRACES)
        self.lost = not voucher.opened

    def spoil(self) -> None:
        """A line of the verification could not be read."""
        if self.voucher:
            self.voucher.spoilt = True

    def _end_added(self) -> None:
        if self.added:
            account, _, value, number = self.added
            self.added = None
            self.spoil()
            words = ("samma rad som #TRANS direkt efter", f"lägg till raden, eller {_EXPORT}")
            self.draft.mistakes.add(number, 1, f"#RTRANS {account} {value} utan sin #TRANS", *words)

    # --- transactions -----------------------------------------------------------------------------

    def row(self, line: Line, label: str) -> None:
        """A transaction of any kind, wherever it stands."""
        if self.lost:
            return
        if self.voucher is None:
            self.draft.refuse(line, 0, "en verifikation (#VER) före transaktionen", found=f"{label} utanför en verifikation")
            self.lost = True
        elif not self.voucher.opened:
            self.end(line.number)
        elif label == "#TRANS":
            self.transaction(*line)
        elif self._read(*line) is not None:
            self._changed(line, label)

    def _changed(self, line: Line, label: str) -> None:
        """#BTRANS does not count. #RTRANS counts as the #TRANS that must follow it, so that old programs read the same sum."""
        self._end_added()
        if label == "#BTRANS":
            self.counts["removed"] += 1
        else:
            self.counts["added"] += 1
            self.added = (field(line.tokens[1]), line.tokens[2], field(line.tokens[3]), line.number)

    def transaction(self, number: int, text: str, tokens: list[str]) -> None:
        """A #TRANS inside an opened verification."""
        value = self._read(number, text, tokens)
        if value is None or self.voucher is None:
            self.spoil()
            return
        account, when = field(tokens[1]), field(tokens[4]) if len(tokens) > _NEEDED else ""
        if self.added:
            self.added = None if self.added[:3] == (account, tokens[2], field(tokens[3])) else self.added
            self._end_added()
        if not when:
            when = self.voucher.day
        elif when not in self.days:
            self.days[when] = Place(self.draft.mistakes.name, number, column(text, _NEEDED))
        if account not in self.draft.used:
            self.draft.used[account] = Place(self.draft.mistakes.name, number, column(text, 1))
        if tokens[2] not in self.counted:
            self._note_several(number, text, tokens[2])
        self.voucher.balance += value
        key = (account, tokens[2], when[:6])
        self.sums[key] = self.sums.get(key, Decimal(0)) + value
        self.counts["transactions"] += 1

    def _note_several(self, number: int, text: str, listed: str) -> None:
        """Note an object list of a transaction that counts, if it names two objects of a dimension."""
        self.counted.add(listed)
        found = self.object_lists[listed] or ()
        if len({dimension for dimension, _ in found}) < len(found):
            self.draft.several.setdefault(found, Place(self.draft.mistakes.name, number, column(text, 2)))

    def _read(self, number: int, text: str, tokens: list[str]) -> Decimal | None:
        """The amount of a transaction that has its account, objects and amount in their forms; a mistake for what it lacks."""
        if len(tokens) < _NEEDED:
            line = Line(number, text, tokens)
            self.draft.refuse(line, len(tokens), _FORM["#TRANS"].replace("#TRANS", tokens[0]), found=f"{tokens[0]} med {len(tokens) - 1} fält")
            return None
        listed = tokens[2]
        if listed not in self.object_lists:
            self.object_lists[listed] = objects(listed)
        if self.object_lists[listed] is None:
            self.draft.object_list(Line(number, text, tokens), 2)
            return None
        value = amount(tokens[3])
        return value if value is not None else self.draft.amount(Line(number, text, tokens), 3)

    # --- the whole --------------------------------------------------------------------------------

    def last_day(self) -> dt.date | None:
        """The last day that is written; a mistake for each that is no day, or is outside the year (#RAR 0)."""
        known = {written: day(written) for written in self.days}
        year = self.draft.years.get(0)
        for written, found in known.items():
            if found is None:
                self.draft.mistakes.at(self.days[written], f'datumet "{written[:_SHOWN]}"', *_DAY_FORM)
        if year:
            self._check_within(year, [(self.days[written], found) for written, found in known.items() if found and not year[0] <= found <= year[1]])
        return max((found for found in known.values() if found), default=None)

    def _check_within(self, year: tuple[dt.date, dt.date], outside: list[tuple[Place, dt.date]]) -> None:
        words = (f"ett datum i räkenskapsåret {year[0]} till {year[1]}", "rätta datumet i ekonomisystemet, eller exportera det år som det hör till")
        for place, found in outside[:_SHOWN]:
            self.draft.mistakes.at(place, f"transaktionsdatum {found}", *words)
        if rest := outside[_SHOWN:]:
            self.draft.mistakes.at(rest[0][0], f"ytterligare {len(rest)} transaktionsdatum utanför året", *words)

    def movements(self) -> dict[tuple[str, Objects, str], Decimal]:
        """What was booked, by account, objects and month."""
        found: dict[tuple[str, Objects, str], Decimal] = {}
        for (account, listed, month), total in self.sums.items():
            key = (account, self.object_lists[listed] or (), month)
            found[key] = found.get(key, Decimal(0)) + total
        return found
