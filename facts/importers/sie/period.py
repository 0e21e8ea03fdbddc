"""Which column the year's amounts stand in: the year, if the file covers it through its last day, or else to date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from facts.errors import BadInput, InputError, Place
from facts.importers.sie.ledger import Ledger

_MOST_MONTHS = 12  # that are named
_ANOTHER = "välj rätt fil eller rätt år"


@dataclass(frozen=True)
class Period:
    """The year, the column of its amounts, and the last month that they hold ("202111"; None for the whole year), and what is told of it.

    `broken` is the month that the file ends within: a column to date holds whole months alone.
    """

    year: int
    column: str
    through: str | None
    told: str
    broken: str = ""

    def holds(self, month: str) -> bool:
        """Whether the month's transactions are among the column's amounts."""
        return self.through is None or month <= self.through


def year_of(ledger: Ledger, wanted: int | None) -> int:
    """The file's year. Raises BadInput if it is not the wanted one, or if neither is known."""
    there = ledger.years.get(0)
    if there is None and wanted is None:
        action = "ange året, eller exportera filen på nytt ur ekonomisystemet"
        raise BadInput([InputError(ledger.name, 0, 0, "inget räkenskapsår (#RAR 0)", "årets första och sista dag", action)])
    if there and wanted and there[1].year != wanted:
        raise BadInput([InputError.at(ledger.year_place, f"räkenskapsåret {there[0]} till {there[1]}", f"räkenskapsåret {wanted}", _ANOTHER)])
    return there[1].year if there else _all_within(ledger, int(wanted or 0))


def _all_within(ledger: Ledger, year: int) -> int:
    """The wanted year, when every transaction of a file that states no year of its own is within it."""
    if months := sorted({month for _, _, month in ledger.movements if not month.startswith(str(year))}):
        words = (f"transaktioner i {', '.join(months[:_MOST_MONTHS])}", f"transaktioner i {year}", _ANOTHER)
        raise BadInput([InputError(ledger.name, 0, 0, *words)])
    return year


def period(ledger: Ledger, year: int, asked: dt.date | None) -> Period:
    """The period of the file's amounts, or the one that ends on the asked day. Raises BadInput if the file does not reach it."""
    end = ledger.years[0][1] if 0 in ledger.years else dt.date(year, 12, 31)
    reached, why = _reached(ledger, end)
    broken = ""
    if asked is not None:
        _check_asked(ledger, asked, reached, year)
        reached, why = asked, f"beloppen gäller till och med {asked}"
    elif reached < end and _is_broken(ledger, reached):
        broken = f"{reached:%Y%m}"
        why += f", och {reached:%Y-%m} är inte en hel månad i filen"
        reached = _month_before(ledger, reached)
    if reached >= end:
        return Period(year, str(year), None, f"Årets belopp står i kolumnen {year}: {why}.")
    column = f"{year}-{reached.month:02}"
    return Period(year, column, f"{year}{reached.month:02}", f"Beloppen hittills står i kolumnen {column}: {why}.", broken)


def _known_through(ledger: Ledger) -> dt.date | None:
    """The last day that the file can hold all of: its own, and never one after it was made; None where it tells neither."""
    return min((one for one in (ledger.scope, ledger.made) if one), default=None)


def _is_broken(ledger: Ledger, reached: dt.date) -> bool:
    """Whether the file ends before the month does that it reaches."""
    known = _known_through(ledger)
    return known is not None and known < _month_end(reached.year, reached.month)


def _month_before(ledger: Ledger, reached: dt.date) -> dt.date:
    """The end of the last whole month. Raises BadInput where the year has none, or balances of that day are not in the file."""
    before = reached.replace(day=1) - dt.timedelta(days=1)
    if ledger.is_by_transactions and before.year == reached.year:
        return before
    what = "transaktioner" if ledger.is_by_transactions else "saldon"
    action = f"exportera filen på nytt, till och med {_month_end(reached.year, reached.month)}"
    words = (f"{what} till och med {_known_through(ledger)}", f"{what} till och med en månads sista dag", action)
    raise BadInput([InputError.at(Place(ledger.name, 0, 0), *words)])


def _reached(ledger: Ledger, end: dt.date) -> tuple[dt.date, str]:
    """The day that the file reaches, and why."""
    if ledger.scope and ledger.made and ledger.made < ledger.scope:
        return ledger.made, f"filen gjordes {ledger.made} (#GEN), före {ledger.scope} (#OMFATTN)"
    if ledger.scope:
        return ledger.scope, f"filen gäller till och med {ledger.scope} (#OMFATTN)"
    last = _last(ledger)
    if last is None or not ledger.is_by_transactions:
        return _of_balances(ledger, end, last)
    if ledger.made and ledger.made < last:
        return ledger.made, f"filen gjordes {ledger.made} (#GEN)"
    if last >= end or not ledger.made or ledger.made <= end or last.month != end.month:
        return last, f"den sista transaktionen är daterad {last}"
    return end, f"den sista transaktionen är daterad {last}, och filen gjordes {ledger.made}, efter årets slut"


def _last(ledger: Ledger) -> dt.date | None:
    """The last day that something is stated of: a transaction, or else a period's end."""
    if ledger.is_by_transactions:
        return ledger.last
    months = [month for word, year, month, _, _ in ledger.periods if word == "PSALDO" and year == 0]
    return _month_end(int(max(months)[:4]), int(max(months)[4:])) if months else None


def _of_balances(ledger: Ledger, end: dt.date, last: dt.date | None) -> tuple[dt.date, str]:
    if ledger.made and ledger.made > end:
        return end, f"filen gjordes {ledger.made}, efter årets slut"
    if last:
        return last, f"filens sista period slutar {last}"
    found = "inget som säger vilken dag saldona gäller"
    raise BadInput([InputError(ledger.name, 0, 0, found, "#OMFATTN, eller ett #GEN efter årets slut", "exportera filen på nytt, helst som SIE 4")])


def _check_asked(ledger: Ledger, asked: dt.date, reached: dt.date, year: int) -> None:
    known = _known_through(ledger)
    if asked.year != year:
        words = (f"dagen {asked}", f"en dag i {year}", "rätta dagen, eller välj en fil för det året")
    elif asked != _month_end(asked.year, asked.month):
        words = (f"dagen {asked}", "en månads sista dag, som filens belopp gäller", f"ange {_month_end(asked.year, asked.month)}")
    elif not ledger.is_by_transactions and ((asked.year, asked.month) != (reached.year, reached.month) or _is_broken(ledger, reached)):
        words = (f"saldon till och med {reached}", f"saldon till och med {asked}", "exportera filen på nytt, helst som SIE 4")
    elif asked > (known or _month_end(reached.year, reached.month)):
        words = (f"transaktioner till och med {known or reached}", f"transaktioner till och med {asked}", "exportera filen på nytt för hela perioden")
    else:
        return
    raise BadInput([InputError.at(Place(ledger.name, 0, 0), *words)])


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
