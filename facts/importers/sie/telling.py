"""What is told of a ledger that was read: whose it is, how much it held, what was passed over and what does not count."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from facts.errors import shown
from facts.importers.sie.books import Books
from facts.importers.sie.ledger import Ledger
from facts.importers.sie.mistakes import kronor

_MOST_NAMED = 20  # unknown posts that are named


def summary(ledger: Ledger) -> Iterator[str]:
    """Whose ledger it is and what it held."""
    whose = f" för {shown(ledger.company)}" if ledger.company else ""
    number = f" ({ledger.organisation_number})" if ledger.organisation_number else ""
    program = f", ur {shown(ledger.program)}" if ledger.program else ""
    held = _counted(len(ledger.accounts), "konto", "konton")
    if ledger.is_by_transactions:
        verifications = _counted(ledger.verifications, "verifikation", "verifikationer")
        held += f", {verifications} med {_counted(ledger.transactions, 'transaktion', 'transaktioner')}"
    yield f"SIE-typ {ledger.kind}{whose}{number}{program}: {held}."
    yield from ledger.told
    if ledger.added or ledger.removed:
        yield f"Tillagda transaktioner (#RTRANS): {ledger.added}, räknade en gång. Borttagna (#BTRANS): {ledger.removed}, inte räknade."
    if ledger.unknown:
        named = sorted(ledger.unknown.items())[:_MOST_NAMED]
        listed = ", ".join(f"{label[:_MOST_NAMED]} {count}" for label, count in named) + (" …" if len(ledger.unknown) > len(named) else "")
        total = sum(ledger.unknown.values())
        yield f"{_counted(total, 'okänd post', 'okända poster')} hoppades över: {listed}."


def left_out(books: Books) -> Iterator[str]:
    """What the file holds that the columns do not, and opening balances that do not sum to zero."""
    later = sorted({month for _, _, month in books.ledger.movements if not books.period.holds(month)})
    if books.period.broken in later:
        yield f"Transaktioner i {_month(books.period.broken)} ingår inte, eftersom månaden inte är hel i filen."
    if ahead := [month for month in later if month != books.period.broken]:
        yield f"Transaktioner i {', '.join(map(_month, ahead))} är bokförda i förväg och ingår inte."
    opening = sum((one.amount for (word, year, _), one in books.ledger.stated.items() if word == "IB" and year == 0), Decimal(0))
    if opening:
        yield f"De ingående balanserna summerar till {kronor(opening)}, inte till noll."


def _month(month: str) -> str:
    return f"{month[:4]}-{month[4:]}"


def _counted(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}".replace(",", " ")
