"""Whether a SIE file agrees with itself: opening balances and movements with closing balances, results with movements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from facts.errors import InputError, Place
from facts.importers.sie.ledger import Ledger
from facts.importers.sie.mistakes import MOST_MISTAKES, kronor
from facts.importers.sie.tokens import Objects

_EXPORT = "rätta bokföringen, eller exportera filen på nytt ur ekonomisystemet"


def disagreements(ledger: Ledger) -> list[InputError]:
    """Every balance of the year that is not what the file itself sums to, as many as are told at once."""
    found = list(_all(ledger))
    if len(found) <= MOST_MISTAKES:
        return found
    rest = (f"ytterligare {len(found) - MOST_MISTAKES} saldon som inte stämmer", "saldon som stämmer", _EXPORT)
    return [*found[:MOST_MISTAKES], InputError(ledger.name, 0, 0, *rest)]


def _all(ledger: Ledger) -> Iterator[InputError]:
    moved = booked(ledger) if ledger.is_by_transactions else _by_periods(ledger)
    for account in sorted({*moved, *(account for _, year, account in ledger.stated if year == 0)}):
        yield from _account(ledger, account, moved)
    if ledger.is_by_transactions:
        yield from _objects(ledger)


def booked(ledger: Ledger) -> dict[str, Decimal]:
    """What was booked on each account over the year."""
    moved: dict[str, Decimal] = defaultdict(Decimal)
    for (account, _, _), amount in ledger.movements.items():
        moved[account] += amount
    return moved


def _by_periods(ledger: Ledger) -> dict[str, Decimal]:
    """What the year's periods sum to on each account that has them (#PSALDO without objects)."""
    moved: dict[str, Decimal] = defaultdict(Decimal)
    for (word, year, _, account, objects), amount in ledger.periods.items():
        if word == "PSALDO" and year == 0 and not objects:
            moved[account] += amount
    return moved


def _account(ledger: Ledger, account: str, moved: Mapping[str, Decimal]) -> Iterator[InputError]:
    if not ledger.is_by_transactions and account not in moved:
        return
    movement = moved.get(account, Decimal(0))
    opening = ledger.amount("IB", 0, account)
    if ledger.is_result(account):
        if ("RES", 0) in ledger.words:
            yield from _against(ledger, account, "RES", movement, f"{kronor(movement)}, kontots rörelser under året")
    elif ledger.has_balances:
        sums = f"{kronor(opening + movement)}: ingående balans {kronor(opening)} och rörelser {kronor(movement)}"
        yield from _against(ledger, account, "UB", opening + movement, sums)


def _against(ledger: Ledger, account: str, word: str, summed: Decimal, expected: str) -> Iterator[InputError]:
    stated = ledger.stated.get((word, 0, account))
    if stated and stated.amount != summed:
        yield InputError.at(stated.place, f"#{word} {kronor(stated.amount)} för kontot {account}", expected, _EXPORT)
    elif stated is None and summed:
        known = ledger.accounts.get(account)
        place = known.place if known else Place(ledger.name, 0, 0)
        yield InputError.at(place, f"kontot {account} utan #{word}", expected, _EXPORT)


def _objects(ledger: Ledger) -> Iterator[InputError]:
    """Balances of single objects, where the file states how they closed."""
    moved: dict[tuple[str, Objects], Decimal] = defaultdict(Decimal)
    for (account, objects, _), amount in ledger.movements.items():
        for pair in objects:
            moved[account, (pair,)] += amount
    for (word, year, account, objects), closing in ledger.stated_objects.items():
        if word != "OUB" or year or len(objects) != 1:
            continue
        opening = ledger.stated_objects.get(("OIB", 0, account, objects))
        started, movement = opening.amount if opening else Decimal(0), moved[account, objects]
        if closing.amount != started + movement:
            sums = f"{kronor(started + movement)}: ingående balans {kronor(started)} och rörelser {kronor(movement)}"
            yield InputError.at(closing.place, f"#OUB {kronor(closing.amount)} för kontot {account} och objektet {objects[0][1]}", sums, _EXPORT)
