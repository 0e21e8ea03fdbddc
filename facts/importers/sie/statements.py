"""Statements from a ledger: each row summed from its accounts, with the accounts as its source, tied to the printed row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from facts.accounts import Table
from facts.errors import InputError, Path, Place, advice
from facts.importers.sie.books import Books, Sums
from facts.importers.sie.chart import Versioned
from facts.importers.sie.mapping import Row, Statement, unit_table
from facts.importers.sie.printed import holders
from facts.importers.sie.spans import Spans, listed
from facts.yamltree import YamlFile

UNIT = "kr"
_CENT = Decimal("0.01")
_DIMENSIONS = {"1": "kostnadsställe", "2": "kostnadsbärare", "6": "projekt", "7": "anställd"}


@dataclass(frozen=True)
class Wanted:
    """A table to make: its key, the unit it is of (None for the whole) and the unit's printed table, if any."""

    key: str
    statement: Statement
    at: Path  # where the statement stands in konton.yaml
    unit: str | None = None
    printed: str | None = None


@dataclass(frozen=True)
class Column:
    """What a column is summed from: each account's amount, and the amounts of the result's accounts."""

    sums: Sums
    result: Sums


@dataclass
class Made:
    """What has been made: the tables and ties as a fact file holds them, where each part was read, what is told, what is wrong."""

    tables: dict[str, Any] = field(default_factory=dict)
    ties: list[dict[str, Any]] = field(default_factory=list)
    places: dict[Path, Place] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    errors: list[InputError] = field(default_factory=list)


@dataclass(frozen=True)
class Maker:
    """Makes the tables of a version of the mapping from the books."""

    books: Books
    version: Versioned
    file: YamlFile
    printed: Mapping[str, Table]
    unit_names: Mapping[str, str]

    def made(self) -> Made:
        """Every table that the mapping asks for and the file can give."""
        made = Made()
        for wanted in self._wanted():
            if wanted.statement.kind == "balans" and not self.books.has_balances:
                made.told.append(f"Filen anger inga ingående eller utgående balanser: tabellen {wanted.key} är inte gjord.")
                continue
            columns = self._columns(wanted)
            self._table(made, wanted, columns)
            self._ties(made, wanted, list(columns))
        return made

    def _wanted(self) -> Iterator[Wanted]:
        for key, statement in self.version.written.tables.items():
            at = (*self.version.at, "tabeller", key)
            yield Wanted(key, statement, at)
            for unit, printed in statement.units.items():
                yield Wanted(unit_table(key, unit), statement, at, unit, printed)

    # --- amounts ----------------------------------------------------------------------------------

    def _columns(self, wanted: Wanted) -> dict[str, Column]:
        kind, unit, year = wanted.statement.kind, wanted.unit, self.books.period.year
        columns = {self.books.period.column: Column(self.books.now(kind, unit), self.books.now("resultat", unit))}
        before = self.books.before(kind) if unit is None else None
        if before is not None:
            columns[str(year - 1)] = Column(before, self.books.before("resultat") or {})
        budget = self.books.budget(unit) if wanted.statement.budget else None
        if budget is not None:
            columns[f"budget{year}"] = Column(budget, {})
        return columns

    def _amounts(self, statement: Statement, column: Column) -> dict[str, Decimal]:
        """Every row's amount in one column, in printed order."""
        spans = _row_spans(statement)
        booked = dict.fromkeys(statement.rows, Decimal(0))
        for account, amount in column.sums.items():
            if (holder := spans.name(account)) is not None:
                booked[holder] += amount
        done: dict[str, Decimal] = {}
        for name in statement.ordered():
            row = statement.rows[name]
            done[name] = _added(statement, row, done) if row.sum else self._turned(statement, row, booked[name], column)
        return {name: done[name] for name in statement.rows}

    def _turned(self, statement: Statement, row: Row, booked: Decimal, column: Column) -> Decimal:
        whole = booked + self.books.result_of(column.result) if row.with_result else booked
        return -whole if (row.sign or statement.sign) == "minus" else whole

    # --- tables -----------------------------------------------------------------------------------

    def _table(self, made: Made, wanted: Wanted, columns: Mapping[str, Column]) -> None:
        statement, key = wanted.statement, wanted.key
        amounts = {name: self._amounts(statement, column) for name, column in columns.items()}
        title = f"{statement.title}, {self.unit_names[wanted.unit]}" if wanted.unit else statement.title
        table: dict[str, Any] = {"titel": title, "källa": f"{self._document()}, {statement.section}", "enhet": UNIT}
        if wanted.unit:
            table["redovisar"] = wanted.unit
        table["kolumner"] = [_column(name) for name in columns]
        table["rader"] = {row: [_exact(amounts[name][row]) for name in columns] for row in statement.rows}
        table["summor"] = {name: list(row.sum) for name, row in statement.rows.items() if row.sum}
        table["roller"] = dict(self._roles(made, wanted, list(columns)))
        table["radkällor"] = {name: self._source(wanted, name, columns) for name, row in statement.rows.items() if not row.sum}
        made.tables[key] = {part: value for part, value in table.items() if value != {}}
        self._place(made, wanted)

    def _document(self) -> str:
        return self.version.written.document.replace("{år}", str(self.books.period.year))

    def _place(self, made: Made, wanted: Wanted) -> None:
        """A mistake in a made row is told where the mapping has the row; in the table, where it has the table."""
        at: Path = ("tabeller", wanted.key)
        made.places[at] = self.file.place(wanted.at)
        made.places[*at, "källa"] = self.file.place((*self.version.at, "dokument"))
        for row in wanted.statement.rows:
            place = self.file.place((*wanted.at, "rader", row))
            made.places.update({(*at, part, row): place for part in ("rader", "summor", "radkällor")})
        for role in wanted.statement.roles:
            made.places[*at, "roller", role] = self.file.place((*wanted.at, "roller", role))

    def _roles(self, made: Made, wanted: Wanted, columns: list[str]) -> Iterator[tuple[str, str]]:
        """The roles that no other table of the year has: the printed one goes first."""
        for role, row in wanted.statement.roles.items():
            if there := next(holders(self.printed, role, wanted.unit, columns), None):
                made.told.append(f"Rollen {role} har tabellen {there} redan; {wanted.key} får den inte.")
            else:
                yield role, row

    def _source(self, wanted: Wanted, name: str, columns: Mapping[str, Column]) -> str:
        """The accounts behind a row: konto 3011–3099, 5 konton."""
        row, spans = wanted.statement.rows[name], _row_spans(wanted.statement)
        there = {account for column in columns.values() for account, amount in column.sums.items() if amount and spans.name(account) == name}
        count = f"{len(there)} {'konto' if len(there) == 1 else 'konton'}" if there else "inget med belopp"
        said = f"konto {listed(row.accounts)}, {count}" if row.accounts else ""
        if row.accounts and len(row.accounts) == 1 and "-" not in row.accounts[0]:
            said = f"konto {row.accounts[0]}"
        parts = [said, "resultatkontonas summa" if row.with_result else "", self._objects(wanted.unit)]
        return ", ".join(filter(None, parts))

    def _objects(self, unit: str | None) -> str:
        units = self.version.written.units
        if unit is None or units is None:
            return ""
        known = self.books.ledger.dimensions.get(units.dimension, "").lower() or _DIMENSIONS.get(units.dimension, f"dimension {units.dimension}")
        rest = " eller utan" if units.without == unit else ""
        return f"{known} {listed(units.objects[unit])}{rest}"

    # --- ties -------------------------------------------------------------------------------------

    def _ties(self, made: Made, wanted: Wanted, columns: list[str]) -> None:
        absent: dict[str, int] = {}
        for name, row in wanted.statement.rows.items():
            if not row.printed:
                continue
            minus, term = row.printed.startswith("-"), row.printed.removeprefix("-")
            table, printed_row = term.split(".")
            if wanted.unit is not None:
                table = wanted.printed or ""
            there = self.printed.get(table)
            if there is None:
                absent[table] = absent.get(table, 0) + 1
            elif printed_row in there.rows:
                self._tie(made, wanted, name, f"{'-' if minus else ''}{table}.{printed_row}", [one for one in columns if one in there.columns])
            elif wanted.unit is None:
                action = advice(printed_row, there.rows, "rätta radens namn")
                place = self.file.place((*wanted.at, "rader", name, "tryckt"))
                made.errors.append(InputError.at(place, f'raden "{printed_row}" i tabellen {table}', "en rad i den tryckta räkningen", action))
        made.told += [
            f"Tabellen {table} finns inte bland årets uppgifter: {count} {'rad' if count == 1 else 'rader'} i {wanted.key} stäms inte av."
            for table, count in absent.items() if table
        ]  # fmt: skip

    def _tie(self, made: Made, wanted: Wanted, name: str, printed: str, columns: list[str]) -> None:
        if not columns:
            return
        made.places["avstämningar", len(made.ties)] = self.file.place((*wanted.at, "rader", name, "tryckt"))
        title = self.printed[printed.removeprefix("-").split(".")[0]].title
        made.ties.append({
            "id": f"AV-bokföring.{wanted.key}.{name}",
            "titel": f"{title}: {name.replace('_', ' ')} mot bokföringen",
            "vänster": [printed],
            "höger": [f"{wanted.key}.{name}"],
            "kolumner": [_column(column) for column in columns],
        })  # fmt: skip


def _row_spans(statement: Statement) -> Spans:
    return Spans((text, row) for _, text, row in statement.written())


def _added(statement: Statement, row: Row, done: Mapping[str, Decimal]) -> Decimal:
    terms = ((1 if term in statement.rows else -1, done[statement.row_of(term)]) for term in row.sum)
    return sum((sign * amount for sign, amount in terms), Decimal(0))


def _exact(amount: Decimal) -> Decimal:
    """The amount in kronor and öre; zero has no sign."""
    return amount.quantize(_CENT) + 0


def _column(name: str) -> Decimal | str:
    """A year is a number in a fact file, as people write it."""
    return Decimal(name) if name.isdecimal() else name
