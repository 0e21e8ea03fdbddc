"""Amounts by the terms that name them: value, unit, printed step and source of table cells and text figures, and their sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from checker.given import Given, cite, plain, printed
from facts.accounts import Table
from facts.ids import ascii_id, cell_id, is_text_figure, term_name
from facts.units import in_base, last_significant_step, printed_step
from facts.year import Year
from reports.report import Cite


@dataclass(frozen=True, slots=True)
class Amount:
    """A printed amount: its fact id, value and unit as printed, the word that makes it approximate, its source, and what it is of.

    `forecast` tells that it is a forecast; then its source says so too.
    """

    id: str
    value: Decimal
    unit: str
    word: str
    source: Cite
    title: str = ""
    forecast: bool = False

    @property
    def base(self) -> Decimal:
        """The value in its kind's base unit."""
        return in_base(self.value, self.unit)

    @property
    def step(self) -> Decimal:
        """One unit in the last printed digit; of an approximate text figure, in its last significant digit."""
        if self.word == "exakt":
            return printed_step(self.value, self.unit)
        return in_base(last_significant_step(self.value), self.unit)


_FINEST = Decimal("0.000001")  # the step of a quotient, which no document prints


@dataclass(frozen=True, slots=True)
class Total:
    """A signed sum of amounts: exact value in the base unit, the finest printed step, and what it was summed from."""

    value: Decimal
    step: Decimal
    unit: str
    word: str
    parts: tuple[Amount, ...]

    @property
    def ids(self) -> list[str]:
        """The fact ids of the parts."""
        return [part.id for part in self.parts]

    @property
    def sources(self) -> list[Cite]:
        """Where the parts stand, each once."""
        return list(dict.fromkeys(part.source for part in self.parts))

    def text(self) -> str:
        """The sum in its unit, with the word that makes it approximate."""
        value = in_unit(self.value, self.unit)
        told = printed(value.quantize(Decimal("0.1"), ROUND_HALF_UP) if self.step == _FINEST else value, self.unit)
        return told if self.word == "exakt" else f"{self.word} {told}"


def in_unit(base: Decimal, unit: str) -> Decimal:
    """A value in the base unit as a value in the printed unit, without needless decimals."""
    value = base / in_base(Decimal(1), unit)
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


class Amounts:
    """The amounts of one year, by table.row.column or text figure id. An empty printed cell is None.

    Where forecasts stand, an empty or missing cell in the year's own column is the one in its forecast column.
    """

    def __init__(self, year: Year, prefix: str = "", by_forecast: bool = False) -> None:
        self._year = year
        self._prefix = prefix
        self._by_forecast = by_forecast

    def get(self, name: str, column: str | None = None) -> Amount | None:
        """The amount that an unsigned term names, in the column where the term gives none; None where print is empty."""
        if is_text_figure(name):
            figure = self._year.text_figures[name]
            return Amount(self._id(name), figure.value, figure.unit, figure.word, cite(self._year.organisation, figure.source), figure.states)
        table_key, row, *rest = name.split(".")
        return self.cell(table_key, row, rest[0] if rest else column or "")

    def cell(self, table_key: str, row: str, column: str) -> Amount | None:
        """The amount in a cell; None where the table is a draft, which nothing is taken from."""
        table = self._year.tables[table_key]
        for name in () if table.draft else self._columns(column):
            value = table.rows[row][table.columns.index(name)] if name in table.columns else None
            if value is not None:
                return self._amount(table_key, row, name, value)
        return None

    def _columns(self, column: str) -> tuple[str, ...]:
        """The columns to look in, in order."""
        return (column, f"prognos{column}") if self._by_forecast and column == str(self._year.year) else (column,)

    def _amount(self, table_key: str, row: str, column: str, value: Decimal) -> Amount:
        table, forecast = self._year.tables[table_key], self._by_forecast and column.startswith("prognos")
        source, title = row_cite(self._year, table, row, column), f"{table.title}: {row.replace('_', ' ')}, {column}"
        if forecast:
            source = Cite(source.document, f"{source.section}, prognos" + (f" {table.made}" if table.made else ""))
        return Amount(self._id(cell_id(table_key, row, column)), value, table.units.get(row, table.unit), "exakt", source, title, forecast)

    def total(self, terms: Iterable[str], column: str | None = None) -> Total | None:
        """The signed sum of terms; None if any of them is empty in print."""
        named = list(terms)
        found = [self.get(term_name(term), column) for term in named]
        amounts = [amount for amount in found if amount]
        return summed(named, amounts) if len(amounts) == len(named) else None

    def why_missing(self, terms: Iterable[str]) -> str:
        """Why the sum of the terms is not known."""
        tables = [self._year.tables[name.partition(".")[0]] for name in map(term_name, terms) if not is_text_figure(name)]
        return "står i en tabell som är utkast" if any(table.draft for table in tables) else "framgår inte av underlaget"

    def roles(self, role: str, column: str) -> list[tuple[str, Table, str]]:
        """The tables of the whole organisation that have a row with the role and the column: key, table, row.

        Where forecasts stand, the year's own amounts go first, then the latest forecast.
        """
        found = [
            (key, table, table.roles[role])
            for key, table in sorted(self._year.tables.items())
            if role in table.roles and not table.draft and table.accounting_unit is None and not set(self._columns(column)).isdisjoint(table.columns)
        ]
        return sorted(found, key=lambda named: _standing(named[1], named[2], column)) if len(self._columns(column)) > 1 else found

    def role(self, role: str, column: str) -> Amount | None:
        """The printed amount that has the role in the column."""
        found = [self.cell(key, row, column) for key, _, row in self.roles(role, column)]
        return next((amount for amount in found if amount), None)

    def _id(self, name: str) -> str:
        return ascii_id(self._prefix + name)


def row_cite(year: Year, table: Table, row: str, column: str = "") -> Cite:
    """Where an amount stands: the table's document, and the row's own section of it where it has one (its accounts, say)."""
    source = table.source_of(row, column)
    own = row in table.row_sources and source == table.source
    return replace(cite(year.organisation, source), section=table.row_sources[row]) if own else cite(year.organisation, source)


def forecast_age(table: Table) -> int:
    """A number that is smaller the later the table's forecast was made; one without a day is the oldest."""
    return -table.made.toordinal() if table.made else 0


def _standing(table: Table, row: str, column: str) -> tuple[bool, int]:
    is_there = column in table.columns and table.rows[row][table.columns.index(column)] is not None
    return not is_there, 0 if is_there else forecast_age(table)


def summed(terms: Sequence[str], amounts: Sequence[Amount]) -> Total:
    """The signed sum of the amounts that the terms name, in order."""
    value = sum((-amount.base if term.startswith("-") else amount.base for term, amount in zip(terms, amounts, strict=True)), Decimal(0))
    word = next((amount.word for amount in amounts if amount.word != "exakt"), "exakt")
    return Total(value, min(amount.step for amount in amounts), amounts[0].unit, word, tuple(amounts))


def show_amount(given: Given, amount: Amount) -> None:
    """Put an amount among the facts that are shown, by its table, row and column."""
    text = printed(amount.value, amount.unit)
    given.show(
        amount.id, [amount.source], kind="belopp", titel=amount.title, value=plain(amount.value), unit=amount.unit,
        text=text if amount.word == "exakt" else f"{amount.word} {text}",
    )  # fmt: skip


def show_parts(given: Given, total: Total | None) -> None:
    """Put the parts of a sum among the facts that are shown, where they are not yet (the other years' are not)."""
    for part in total.parts if total else ():
        if not given.has(part.id):
            show_amount(given, part)


def show_year(given: Given, year: Year, amounts: Amounts) -> None:
    """Put every amount of the year's tables and text among the facts that are shown."""
    for key, table in year.tables.items():
        for row in table.rows:
            for column in table.columns:
                amount = amounts.cell(key, row, column)
                if amount:
                    show_amount(given, amount)
    for name in year.text_figures:
        found = amounts.get(name)
        if found:
            show_amount(given, found)
