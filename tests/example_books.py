"""The books of the invented organisation as SIE files: a few thousand verifications, the same bytes every time.

What each account of each unit comes to is decided in example_amounts; seeded dice split it into invoices, salaries and
payments. `python tests/example_books.py` writes the files under facts/exempel, and a test holds them to this.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from example_amounts import (
    BALANCES,
    BUDGET,
    CONTRIBUTIONS,
    INVOICES,
    MEMBERS,
    MONTHS,
    NAME,
    NAMES,
    NUMBER,
    OBJECTS,
    PROJECT,
    SALARIES,
    SOLD,
    Books,
    Dice,
    Row,
    Voucher,
    amounts,
    kronor,
    split,
)

FOLDER = Path(__file__).parents[1] / "facts" / "exempel" / "exempelforbundet" / "underlag"
BOUGHT = {2020: {"1220": (110440035, 3), "1230": (51540120, 2)}, 2021: {"1220": (98001050, 3), "1230": (30000000, 1)}}
Parts = list[tuple[range, int]]


def booked(year: int) -> Books:
    """The year's books: 2020 closed, 2021 through November."""
    opening = {account: values[0] for account, values in BALANCES.items()} if year == 2020 else closing_balances(booked(2020))
    closing = {account: values[1 if year == 2020 else 2] for account, values in BALANCES.items()}
    opening["1940"] = -sum(amount for account, amount in opening.items() if account != "1940")
    books = Books(year, 12 if year == 2020 else 11, opening, closing, Dice(year))
    for (account, unit), parts in amounts(year).items():
        _book_account(books, account, unit, parts)
    for step in (_pay_salaries, _invoice_members, _invest, _settle, _pay_all, _close):
        step(books)
    return books


def _book_account(books: Books, account: str, unit: str, parts: Parts) -> None:
    """Everything that is booked on the account for the unit; salaries are booked together."""
    if account in SALARIES:
        return
    for months, total in parts:
        number = max(1, INVOICES.get(account, 12) * len(months) // 12)
        for i, piece in enumerate(split(total, number, books.dice, even=number % len(months) == 0)):
            _book_piece(books, account, unit, months[i * len(months) // number], piece)


def _book_piece(books: Books, account: str, unit: str, month: int, piece: int) -> None:
    day, name, which = books.day(month), NAMES[account], list(OBJECTS[unit])
    where = which[books.dice.upto(len(which) - 1)]
    if account == "791":
        day, computers = books.day(month, 20), piece * 3 // 4
        books.book("E", day, f"Avskrivning {MONTHS[month - 1]}", (account, where, piece), ("1229", "", -computers), ("1239", "", computers - piece))
    elif account == "3820":
        books.book("E", day, "Såld skåpbil", ("1940", "", 4000000), ("1239", "", 4600000), (account, where, -piece), ("1230", "", piece - 8600000))
    elif account in SOLD:
        books.book("C", day, name, ("1510", "", piece), (account, where, -piece))
    elif account in ("3510", "3520", "841"):
        books.book("D", day, name, ("1940", "", piece), (account, where, -piece))
    elif account == "851":
        books.book("B", day, name, (account, where, piece), ("1940", "", -piece))
    else:
        books.book("A", day, name, (account, where, piece), ("2510", "", -piece))
        if len(books.vouchers) % 211 == 0:
            books.vouchers[-1].wrong = [(account, "110", piece)]


def _pay_salaries(books: Books) -> None:
    found = amounts(books.year)
    for unit, objects in OBJECTS.items():
        monthly = {account: _monthly(found[account, unit]) for account in SALARIES}
        for month in range(1, books.last + 1):
            salary, charges, pension = (monthly[account][month - 1] for account in SALARIES)
            tax, last = salary * 3 // 10, unit == "KANSLI" and month == books.last
            saved = {account: books.left(account) for account in ("2910", "2210")} if last else {}
            rows: list[Row] = [("5010", where, piece) for where, piece in zip(objects, split(salary, len(objects), books.dice), strict=True)]
            rows += [("5610", next(iter(objects)), charges), ("5710", next(iter(objects)), pension), ("2710", "", -tax - charges)]
            rows += [(account, "", amount) for account, amount in saved.items()]
            rows.append(("1940", "", -sum(row[2] for row in rows)))
            books.book("L", dt.date(books.year, month, 25), f"Löner {MONTHS[month - 1]}", *rows)


def _monthly(parts: Parts) -> list[int]:
    return [piece for months, total in parts for piece in split(total, len(months), Dice(0), even=True)]


def _invoice_members(books: Books) -> None:
    for month in range(1, books.last + 1):
        for place, (account, name) in enumerate(MEMBERS.items()):
            shares = {unit: CONTRIBUTIONS[books.year][unit][place] * 100000 for unit in OBJECTS}
            pieces = {unit: share // 12 + (share % 12 if month == 12 else 0) for unit, share in shares.items()}
            rows: list[Row] = [(account, next(iter(OBJECTS[unit])), -piece) for unit, piece in pieces.items()]
            books.book("C", dt.date(books.year, month, 2), f"Medlemsbidrag {name}", ("1510", "", sum(pieces.values())), *rows)


def _invest(books: Books) -> None:
    for account, (total, number) in BOUGHT[books.year].items():
        for piece in split(total, number, books.dice):
            books.book("A", books.day(3 + books.dice.upto(7)), NAMES[account], (account, "", piece), ("2510", "", -piece))


def _settle(books: Books) -> None:
    """Last year's result to equity, taxes month by month, instalments on the loan, and what is accrued."""
    before = books.opening["2019"]
    books.book("E", books.day(1), "Föregående års resultat", ("2019", "", -before), ("2010", "", before))
    for month, piece in enumerate(split(books.left("2710"), books.last, books.dice, even=True), 1):
        books.book("B", dt.date(books.year, month, 12), "Skatter och avgifter", ("2710", "", piece), ("1940", "", -piece))
    for quarter, piece in enumerate(split(books.left("2310"), books.last // 3, books.dice, even=True), 1):
        books.book("B", dt.date(books.year, quarter * 3, 28), "Amortering", ("2310", "", piece), ("1940", "", -piece))
    for account in ("1790", "2980", "2990"):
        amount = books.left(account)
        books.book("E", dt.date(books.year, books.last, 30), f"Periodisering {NAMES[account].lower()}", (account, "", amount), ("1940", "", -amount))


def _pay_all(books: Books) -> None:
    _pay(books, "2510", "B", "Betalning", 1)
    _pay(books, "1510", "D", "Inbetalning", -1)


def _pay(books: Books, account: str, series: str, text: str, side: int) -> None:
    """Pay what is owed, oldest first and thirty days later, until what is left is the decided balance."""
    pot = side * books.left(account)
    owed = [(dt.date(books.year, 1, 7 + i), piece) for i, piece in enumerate(split(abs(books.opening[account]), 12, books.dice))]
    booked_there = sorted((voucher.day, row[2]) for voucher in books.vouchers for row in voucher.rows if row[0] == account)
    owed += [(day + dt.timedelta(days=30), -side * amount) for day, amount in booked_there]
    end = dt.date(books.year, books.last, 30)
    for day, amount in owed:
        paid = min(amount, pot)
        pot -= paid
        if paid:
            told = text if paid == amount else f"Del av {text.lower()}"
            books.book(series, min(day, end), told, (account, "", side * paid), ("1940", "", -side * paid))


def _close(books: Books) -> None:
    """Book the result of a whole year over to the balance sheet."""
    if books.last == 12:
        result = -sum(row[2] for voucher in books.vouchers for row in voucher.rows if row[0] >= "3")
        books.book("E", dt.date(books.year, 12, 31), "Årets resultat", ("899", "", result), ("2019", "", -result))


def closing_balances(books: Books) -> dict[str, int]:
    """The balance sheet's accounts at the end."""
    moved = movements(books)
    return {account: books.opening.get(account, 0) + moved.get(account, 0) for account in NAMES if account < "3"}


def movements(books: Books) -> dict[str, int]:
    """What every account has moved."""
    found: dict[str, int] = defaultdict(int)
    for voucher in books.vouchers:
        for account, _, amount in voucher.rows:
            found[account] += amount
    return dict(found)


def sie(year: int) -> bytes:
    """The year's file: code page 437, lines that end as in DOS."""
    return "".join(f"{line}\r\n" for line in _lines(booked(year))).encode("cp437")


def _lines(books: Books) -> Iterator[str]:
    year, whole = books.year, books.last == 12
    yield from ("#FLAGGA 0", "#FORMAT PC8", "#SIETYP 4", '#PROGRAM "Påhittat ekonomisystem" 1.0', f"#GEN {'20210129' if whole else '20211202'}")
    yield from ('#PROSA "Påhittat exempel: Exempelförbundet finns inte."', f'#FNAMN "{NAME}"', f"#ORGNR {NUMBER}")
    yield from (f"#RAR 0 {year}0101 {year}1231", f"#RAR -1 {year - 1}0101 {year - 1}1231")
    yield from [] if whole else [f"#OMFATTN {year}{books.last}30"]
    yield from (f'#KONTO {account} "{name}"\r\n#KTYP {account} {_kind(account)}' for account, name in sorted(NAMES.items()))
    yield from ('#DIM 1 "Enhet"', f'#DIM {PROJECT[0]} "Projekt"')
    yield from (f'#OBJEKT 1 "{number}" "{name}"' for objects in OBJECTS.values() for number, name in objects.items())
    yield f'#OBJEKT {PROJECT[0]} "{PROJECT[1]}" "{PROJECT[2]}"'
    yield from _balances(0, books.opening, closing_balances(books), movements(books))
    if not whole:
        before = booked(year - 1)
        yield from _balances(-1, before.opening, closing_balances(before), movements(before))
        yield from _budget(year)
    yield from _vouchers(books)


def _kind(account: str) -> str:
    return "T" if account < "2" else "S" if account < "3" else "I" if account < "4" or account == "841" else "K"


def _balances(year: int, opening: Mapping[str, int], closing: Mapping[str, int], moved: Mapping[str, int]) -> Iterator[str]:
    yield from (f"#IB {year} {account} {kronor(amount)}" for account, amount in sorted(opening.items()))
    yield from (f"#UB {year} {account} {kronor(amount)}" for account, amount in sorted(closing.items()))
    yield from (f"#RES {year} {account} {kronor(amount)}" for account, amount in sorted(moved.items()) if account >= "3")


def _budget(year: int) -> Iterator[str]:
    for unit, amounts_of in BUDGET.items():
        where = next(iter(OBJECTS[unit]))
        for account, thousands in (amounts_of | dict(zip(MEMBERS, CONTRIBUTIONS[year][unit], strict=True))).items():
            side = -1 if _kind(account) == "I" else 1
            for month, piece in enumerate(split(side * thousands * 100000, 12, Dice(0), even=True), 1):
                yield f"#PBUDGET 0 {year}{month:02} {_row((account, where, piece))}"


def _vouchers(books: Books) -> Iterator[str]:
    numbers: dict[str, int] = defaultdict(int)
    for voucher in sorted(books.vouchers, key=lambda voucher: (voucher.series, voucher.day)):
        numbers[voucher.series] += 1
        yield f'#VER {voucher.series} {numbers[voucher.series]} {voucher.day:%Y%m%d} "{voucher.text}"'
        yield from ("{", *_rows(voucher), "}")


def _rows(voucher: Voucher) -> Iterator[str]:
    """The rows; where some were taken away, those first, and what stands for them twice, as the form asks."""
    yield from (f"#BTRANS {_row(row)}" for row in voucher.wrong)
    for row in voucher.rows:
        if any(row[0] == wrong[0] for wrong in voucher.wrong):
            yield f"#RTRANS {_row(row)}"
        yield f"#TRANS {_row(row)}"


def _row(row: Row) -> str:
    account, where, amount = row
    project = f' "{PROJECT[0]}" "{PROJECT[1]}"' if (account, where) == ("7410", "410") else ""
    objects = f'"1" "{where}"{project}' if where else ""
    return f"{account} {{{objects}}} {kronor(amount)}"


def main() -> None:
    """Write the files anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for year in (2020, 2021):
        (FOLDER / f"bokslut-{year}.se").write_bytes(sie(year))


if __name__ == "__main__":
    main()
