"""The posts of a SIE file that stand on one line: who and when, the plan of accounts, dimensions and objects, balances."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from facts.errors import shown
from facts.importers.sie.draft import Draft, Line
from facts.importers.sie.ledger import Account, Balance
from facts.importers.sie.tokens import field, month

MOST_ACCOUNTS = 100_000
TYPES = ("1", "2", "3", "4")

_ACCOUNT = re.compile(r"[0-9]{1,12}")
_YEAR = re.compile(r"0|-[0-9]{1,2}")


class Post(NamedTuple):
    """How a post is read, how many fields it has at least, and its form in messages."""

    read: Callable[[Draft, Line], None]
    fields: int
    form: str


def read_post(draft: Draft, line: Line) -> None:
    """Read a post; one that is not known is counted, one that is of no use here is passed over."""
    label = line.tokens[0].upper()
    post = POSTS.get(label)
    if post and len(line.tokens) <= post.fields:
        count = len(line.tokens) - 1
        found = f"{label} med {count} fält" if count else f"{label} utan fält"
        draft.refuse(line, len(line.tokens), post.form, found=found)
    elif post:
        post.read(draft, line)
    elif label not in _PASSED:
        draft.unknown[label] = draft.unknown.get(label, 0) + 1


def _flag(draft: Draft, line: Line) -> None:
    if field(line.tokens[1]) not in ("0", "1"):
        draft.refuse(line, 1, "0 eller 1")
    elif field(line.tokens[1]) == "1":
        draft.told.append("Filen är märkt som redan inläst (#FLAGGA 1).")


def _type(draft: Draft, line: Line) -> None:
    kind = field(line.tokens[1])
    draft.kind = int(kind) if kind in TYPES else len(TYPES)
    if kind not in TYPES:
        draft.refuse(line, 1, "SIE-typ 1, 2, 3 eller 4", "exportera filen som SIE 4", f"SIE-typ {shown(kind)}")


def _program(draft: Draft, line: Line) -> None:
    draft.program = " ".join(field(token) for token in line.tokens[1:3]).strip()


def _made(draft: Draft, line: Line) -> None:
    draft.made = draft.day(line, 1)


def _scope(draft: Draft, line: Line) -> None:
    draft.scope = draft.day(line, 1)


def _company(draft: Draft, line: Line) -> None:
    draft.company = field(line.tokens[1])


def _organisation_number(draft: Draft, line: Line) -> None:
    draft.organisation_number, draft.organisation_place = field(line.tokens[1]), draft.place(line, 1)


def _year(draft: Draft, line: Line) -> None:
    number, first, last = _year_number(draft, line), draft.day(line, 2), draft.day(line, 3)
    if number is None or first is None or last is None:
        return
    if number in draft.years:
        draft.refuse(line, 1, "varje räkenskapsår en gång", found=f"räkenskapsår {number} en andra gång")
    elif last <= first or first.year != last.year:
        draft.refuse(line, 2, "ett räkenskapsår inom ett kalenderår, första dagen före den sista", found=f"räkenskapsåret {first} till {last}")
    else:
        draft.years[number] = (first, last)
        draft.year_place = draft.place(line, 2) if number == 0 else draft.year_place


def _year_number(draft: Draft, line: Line) -> int | None:
    text = field(line.tokens[1])
    if not _YEAR.fullmatch(text):
        draft.refuse(line, 1, "årets nummer: 0 för året, -1 för året före")
        return None
    return int(text)


def _account(draft: Draft, line: Line) -> None:
    number = field(line.tokens[1])
    name = field(line.tokens[2]) if len(line.tokens) > 2 else ""  # noqa: PLR2004 - label, number, name
    known = draft.accounts.get(number)
    if not _ACCOUNT.fullmatch(number):
        draft.refuse(line, 1, "ett kontonummer av högst tolv siffror", found=f"kontot {shown(number)}")
    elif known and known.name != name:
        found = f"kontot {number} en andra gång, som {shown(name)} i stället för {shown(known.name)} på rad {known.place.line}"
        draft.refuse(line, 1, "varje konto en gång", "behåll den ena posten", found)
    elif not known:
        draft.accounts[number] = Account(number, name, draft.place(line, 1))
        if len(draft.accounts) > MOST_ACCOUNTS:
            words = (f"fler än {MOST_ACCOUNTS} konton", "en kontoplan", "exportera filen på nytt ur ekonomisystemet")
            draft.mistakes.stop(line.number, 1, *words)


def _kind(draft: Draft, line: Line) -> None:
    draft.kinds[field(line.tokens[1])] = field(line.tokens[2]).upper()


def _code(draft: Draft, line: Line) -> None:
    if not _ACCOUNT.fullmatch(field(line.tokens[1])):
        draft.refuse(line, 1, "ett kontonummer av högst tolv siffror")


def _dimension(draft: Draft, line: Line) -> None:
    draft.dimensions[field(line.tokens[1])] = field(line.tokens[2])


def _object(draft: Draft, line: Line) -> None:
    draft.objects[field(line.tokens[1]), field(line.tokens[2])] = field(line.tokens[3])
    if len(draft.objects) > MOST_ACCOUNTS:
        words = (f"fler än {MOST_ACCOUNTS} objekt", "kostnadsställen, projekt och andra objekt", "exportera filen på nytt ur ekonomisystemet")
        draft.mistakes.stop(line.number, 1, *words)


def _stated(draft: Draft, line: Line) -> None:
    word, year, amount = line.tokens[0].upper()[1:], _year_number(draft, line), draft.amount(line, 3)
    account = draft.use(line, 2)
    if year is None or amount is None:
        return
    if (word, year, account) in draft.stated:
        draft.refuse(line, 2, f"#{word} en gång för varje år och konto", found=f"#{word} för kontot {account} en andra gång")
    draft.stated[word, year, account] = Balance(amount, draft.place(line, 3))


def _stated_object(draft: Draft, line: Line) -> None:
    word, year, objects = line.tokens[0].upper()[1:], _year_number(draft, line), draft.object_list(line, 3)
    amount, account = draft.amount(line, 4), draft.use(line, 2)
    if year is None or amount is None or objects is None:
        return
    if (word, year, account, objects) in draft.stated_objects:
        draft.refuse(line, 3, f"#{word} en gång för varje år, konto och objekt", found=f"#{word} för kontot {account} och objektet en andra gång")
    draft.stated_objects[word, year, account, objects] = Balance(amount, draft.place(line, 4))


def _period(draft: Draft, line: Line) -> None:
    word, year, objects = line.tokens[0].upper()[1:], _year_number(draft, line), draft.object_list(line, 4)
    amount, account, period = draft.amount(line, 5), draft.use(line, 3), month(line.tokens[2])
    if period is None:
        draft.refuse(line, 2, "en period skriven ååååmm")
    if year is None or amount is None or objects is None or period is None:
        return
    if (word, year, period, account, objects) in draft.periods:
        draft.refuse(line, 3, f"#{word} en gång för varje period, konto och objekt", found=f"#{word} för kontot {account} och perioden en andra gång")
    draft.periods[word, year, period, account, objects] = amount


_BALANCE = "#{} årsnr konto saldo"
_OF_OBJECT = "#{} årsnr konto {{dimension objekt}} saldo"
_OF_PERIOD = "#{} årsnr period konto {{dimension objekt}} saldo"
_PASSED = frozenset({"#FORMAT", "#PROSA", "#FTYP", "#FNR", "#BKOD", "#ADRESS", "#TAXAR", "#KPTYP", "#VALUTA", "#ENHET", "#KSUMMA"})
POSTS = {
    "#FLAGGA": Post(_flag, 1, "#FLAGGA 0"),
    "#SIETYP": Post(_type, 1, "#SIETYP 4"),
    "#PROGRAM": Post(_program, 1, "#PROGRAM namn version"),
    "#GEN": Post(_made, 1, "#GEN datum"),
    "#OMFATTN": Post(_scope, 1, "#OMFATTN datum"),
    "#FNAMN": Post(_company, 1, "#FNAMN namn"),
    "#ORGNR": Post(_organisation_number, 1, "#ORGNR nummer"),
    "#RAR": Post(_year, 3, "#RAR årsnr första-dag sista-dag"),
    "#KONTO": Post(_account, 1, "#KONTO konto namn"),
    "#KTYP": Post(_kind, 2, "#KTYP konto typ"),
    "#SRU": Post(_code, 2, "#SRU konto kod"),
    "#DIM": Post(_dimension, 2, "#DIM dimension namn"),
    "#UNDERDIM": Post(_dimension, 3, "#UNDERDIM dimension namn överordnad"),
    "#OBJEKT": Post(_object, 3, "#OBJEKT dimension objekt namn"),
    "#IB": Post(_stated, 3, _BALANCE.format("IB")),
    "#UB": Post(_stated, 3, _BALANCE.format("UB")),
    "#RES": Post(_stated, 3, _BALANCE.format("RES")),
    "#OIB": Post(_stated_object, 4, _OF_OBJECT.format("OIB")),
    "#OUB": Post(_stated_object, 4, _OF_OBJECT.format("OUB")),
    "#PSALDO": Post(_period, 5, _OF_PERIOD.format("PSALDO")),
    "#PBUDGET": Post(_period, 5, _OF_PERIOD.format("PBUDGET")),
}
