"""Contributions of members: who paid, and which printed amount it was, are there; and no amount is counted twice or left out."""

from __future__ import annotations

from collections.abc import Iterator

from facts.accounts import Table
from facts.check_references import unknown
from facts.errors import InputError, Place, advice
from facts.ids import cell_id, column_year
from facts.lookup import Lookup
from facts.members import Contributions, spoken
from facts.units import unit_class
from facts.year import Entry, Organisation

_MEMBER = ("en medlem i organisation.yaml", "lägg till den under medlemmar:")
_TABLE = ("en tabell bland årets fakta", "rätta namnet, eller lägg till tabellen")


def check(look: Lookup, organisation: Organisation) -> Iterator[InputError]:
    """Members, tables, columns and rows that are not there; amounts that are no contribution of this year."""
    for entry in look["contributions"]:
        for member in entry.item.rows:
            if member not in organisation.members:
                place = entry.place("rader", member, key=True)
                yield unknown(place, "medlemmen", member, _MEMBER, organisation.members)
        yield from _table(look, entry)
    yield from _twice(look)
    yield from _left_out(look)


def _table(look: Lookup, entry: Entry) -> Iterator[InputError]:
    given: Contributions = entry.item
    table = look.tables.get(given.table)
    if table is not None:
        yield from _column(look, entry, table)
        for member, row in given.rows.items():
            yield from _row(entry.place("rader", member), given, table, row)
    elif given.table not in look.broken:
        yield unknown(entry.place("tabell"), "tabellen", given.table, _TABLE, look.tables)


def _column(look: Lookup, entry: Entry, table: Table) -> Iterator[InputError]:
    column = entry.item.column
    expected = f"en kolumn med {look.year} års belopp i tabellen"
    if column not in table.columns:
        action = f"välj bland {', '.join(table.columns)}"
        yield InputError.at(entry.place("kolumn"), f'kolumnen "{column}", som inte finns', expected, action)
    elif column_year(table, column) != look.year:
        yield InputError.at(entry.place("kolumn"), f'kolumnen "{column}"', expected, "rätta kolumnen, eller flytta uppgiften till det året")


def _row(place: Place, given: Contributions, table: Table, row: str) -> Iterator[InputError]:
    unit = table.units.get(row, table.unit)
    if row not in table.rows:
        action = advice(row, table.rows, "rätta namnet, eller ta bort medlemmen om den inte har någon rad")
        yield InputError.at(place, f'raden "{row}", som inte finns', f'en rad i tabellen "{given.table}"', action)
    elif unit_class(unit) != "pengar":
        yield InputError.at(place, f'raden "{row}" i {unit}', "ett belopp i kr, tkr eller mnkr", "rätta raden eller tabellens enhet")
    elif given.column in table.columns and _amount(table, row, given.column) is None:
        words = (f'raden "{row}", vars ruta är tom', "ett tryckt belopp", "ta bort medlemmen, om den inte har något belopp")
        yield InputError.at(place, *words)


def _amount(table: Table, row: str, column: str) -> object:
    return table.rows[row][table.columns.index(column)]


def _twice(look: Lookup) -> Iterator[InputError]:
    """A member that pays twice to the same thing, and an amount that is taken twice."""
    paid: dict[tuple[str, str], Place] = {}
    taken: dict[str, Place] = {}
    for entry, member, row in _rows(look):
        here = entry.place("rader", member)
        first = paid.setdefault((spoken(entry.item.what), member), here)
        amount = cell_id(entry.item.table, row, entry.item.column)
        before = taken.setdefault(amount, here)
        if first != here:
            found = f'{member} en andra gång under "{entry.item.what}"'
            yield InputError.at(here, found, f"en gång; den står också på {first}", "ta bort den ena, eller ändra avser:")
        elif before != here:
            yield InputError.at(here, f'beloppet "{amount}" en andra gång', f"varje belopp en gång; det står också på {before}", "rätta raden")


def _rows(look: Lookup) -> Iterator[tuple[Entry, str, str]]:
    """Every member's row, in the order of the files."""
    for entry in sorted(look["contributions"], key=lambda entry: entry.place()):
        for member, row in entry.item.rows.items():
            yield entry, member, row


def _left_out(look: Lookup) -> Iterator[InputError]:
    """A row that is a member's in another table, and has an amount here that nobody is given."""
    owners: dict[str, str] = {}
    taken: set[str] = set()
    for entry, member, row in _rows(look):
        owners.setdefault(row, member)
        taken.add(cell_id(entry.item.table, row, entry.item.column))
    for entry in look["contributions"]:
        given, table = entry.item, look.tables.get(entry.item.table)
        for row in table.rows if table and given.column in table.columns else ():
            left = owners.get(row, "") not in ("", *given.rows) and cell_id(given.table, row, given.column) not in taken
            if table and left and _amount(table, row, given.column) is not None:
                words = (f'raden "{row}" i tabellen "{given.table}" utan medlem', "varje medlems rad", f"lägg till {owners[row]}: {row}")
                yield InputError.at(entry.place("rader"), *words)
