"""Whether the mapping has a place for everything that a ledger holds: accounts with amounts on rows, objects under units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from facts.errors import InputError, Path, Place, shown
from facts.importers.sie.books import Books
from facts.importers.sie.chart import Versioned
from facts.importers.sie.mapping import Version
from facts.importers.sie.mistakes import kronor
from facts.importers.sie.spans import Spans
from facts.yamltree import YamlFile

_KINDS = {"T": "balans", "S": "balans", "K": "resultat", "I": "resultat"}
_MAP_IT = "lägg till kontot under en rads konton:, eller under undantas: med skäl"


def uncovered(books: Books, versioned: Versioned, file: YamlFile) -> Iterator[InputError]:
    """Every account and object with an amount that the mapping has no place for, and accounts on rows of the other kind."""
    version, at = versioned.written, versioned.at
    for kind in sorted({table.kind for table in version.tables.values()}):
        yield from _accounts(books, version, file.name, kind)
    yield from _of_other_kind(books, version, file, at)
    yield from _torn(books)
    yield from _objects(books, file, at)


def untried(books: Books, version: Version) -> Iterator[str]:
    """What is told of amounts that no table was asked to hold."""
    kinds = {table.kind for table in version.tables.values()}
    if "balans" not in kinds:
        yield "Ingen tabell har slag: balans; balanskontonas saldon är inte fördelade på rader."
    if "resultat" not in kinds:
        yield "Ingen tabell har slag: resultat; resultatkontonas belopp är inte fördelade på rader."
    excepted = Spans((text, "undantas") for one in version.excepted for text in one.accounts)
    loose = {account: amount for account, amount in books.without_object().items() if excepted.name(account) is None}
    if loose and any(table.units for table in version.tables.values()):
        count = f"{len(loose)} {'konto' if len(loose) == 1 else 'konton'}"
        yield f"{kronor(sum(loose.values(), Decimal(0)))} på {count} saknar objekt i enheternas dimension och står i ingen enhets tabell."


def _accounts(books: Books, version: Version, mapping: str, kind: str) -> Iterator[InputError]:
    spans = _spans(version, kind)
    columns = [books.now(kind), books.before(kind) or {}, (books.budget() or {}) if kind == "resultat" else {}]
    for account in sorted({account for sums in columns for account, amount in sums.items() if amount}):
        if books.ledger.is_result(account) == (kind == "resultat") and spans.name(account) is None:
            yield _unmapped(books, mapping, account, next(sums[account] for sums in columns if sums.get(account)))


def _spans(version: Version, kind: str) -> Spans:
    mapped = [(text, row) for table in version.tables.values() if table.kind == kind for _, text, row in table.written()]
    return Spans([*mapped, *((text, "undantas") for one in version.excepted for text in one.accounts)])


def _unmapped(books: Books, mapping: str, account: str, amount: Decimal) -> InputError:
    known = books.ledger.accounts.get(account)
    place = known.place if known else Place(books.ledger.name, 0, 0)
    name = f" {shown(known.name)}" if known and known.name else ""
    return InputError.at(place, f"kontot {account}{name} med {kronor(amount)}, utan rad", f"en rad i {mapping} för varje konto med saldo", _MAP_IT)


def _of_other_kind(books: Books, version: Version, file: YamlFile, at: Path) -> Iterator[InputError]:
    for key, table in version.tables.items():
        written = table.written()
        spans = Spans((text, str(i)) for i, (_, text, _) in enumerate(written))
        for account in sorted(account for account, amount in books.now(table.kind).items() if amount):
            index = spans.name(account)
            if index is not None and _kind(books, account) not in ("", table.kind):
                found = f"kontot {account} (#KTYP {books.ledger.accounts[account].kind}) i en tabell med slag: {table.kind}"
                words = (f"konton av slaget {table.kind}", "flytta kontot, eller rätta dess #KTYP")
                yield InputError.at(file.place((*at, "tabeller", key, *written[int(index)][0])), found, *words)


def _kind(books: Books, account: str) -> str:
    known = books.ledger.accounts.get(account)
    return _KINDS.get(known.kind, "") if known else ""


def _torn(books: Books) -> Iterator[InputError]:
    """Transactions whose amount would be two units' at once."""
    dimension = books.units.dimension if books.units else ""
    for objects, place in books.torn():
        names = " och ".join(name for one, name in objects if one == dimension)
        action = "rätta transaktionen i ekonomisystemet, eller lägg objekten under samma enhet"
        yield InputError.at(place, f"objekten {names} i dimension {dimension} på en transaktion", "objekt av en enda enhet", action)


def _objects(books: Books, file: YamlFile, at: Path) -> Iterator[InputError]:
    strays: Mapping[str, Decimal] = books.strays() if books.units else {}
    if strays and books.units:
        names = ((name, books.ledger.objects.get((books.units.dimension, name), "")) for name in sorted(strays))
        listed = ", ".join(f"{name} {shown(title)}" if title else name for name, title in names)
        words = ("varje objekt med belopp under en enhet", "lägg till objekten under sina enheter")
        yield InputError.at(file.place((*at, "enheter", "objekt"), key=True), f"objekt utan enhet: {listed}", *words)
