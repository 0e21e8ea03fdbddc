"""What can be set among the amounts: how a written value is read, and what the change is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from facts.accounts import Role
from facts.changes import CellSet, Change, FigureSet, RoleSet
from facts.errors import shown
from facts.fields import AMOUNT_LIMIT
from facts.ids import cell_id
from facts.importers.written import Unreadable, amount
from facts.units import in_base
from facts.year import Year

_SAME_AMOUNT = {"årets_resultat": ("årets_resultat", "bk_årets_resultat")}  # the balanskravsutredning restates it
_DECIMALS = 6
_PRINT = {ord(","): " ", ord("."): ",", ord("-"): "−"}


@dataclass(frozen=True, slots=True)
class Setting:
    """One fact that was set: its id and what it is, what it was (None: nothing) and what it becomes as people read it, and the change."""

    fact: str
    title: str
    was: str | None
    becomes: str
    changes: tuple[Change, ...]


class Target:
    """Something that can be set."""

    def read(self, value: str) -> list[Setting]:
        """The setting of a written value. Raises Unreadable."""
        raise NotImplementedError


def printed(value: Decimal | None, unit: str) -> str | None:
    """An amount as Swedish print has it, with its unit; None where there is none."""
    return None if value is None else f"{f'{value:,f}'.translate(_PRINT)} {unit}"


def read_amount(value: str, unit: str | None) -> Decimal:
    """A written amount that the facts can hold. Raises Unreadable."""
    found = amount(value, unit)
    if abs(found) > AMOUNT_LIMIT or int(found.as_tuple().exponent) < -_DECIMALS:
        raise Unreadable(shown(value), "ett tal inom ±900 miljarder med högst sex decimaler", "rätta talet")
    return found


# --- amounts --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell(Target):
    """An amount in a table."""

    year: Year
    table: str
    row: str
    column: str

    @property
    def unit(self) -> str:
        """The unit of its row."""
        table = self.year.tables[self.table]
        return table.units.get(self.row, table.unit)

    def read(self, value: str) -> list[Setting]:
        """The setting of a written value. Raises Unreadable."""
        return [self.of(read_amount(value, self.unit))]

    def of(self, value: Decimal) -> Setting:
        """The cell set to an amount in its unit."""
        table = self.year.tables[self.table]
        was = table.rows[self.row][table.columns.index(self.column)]
        change = CellSet(self.table, self.row, self.column, value)
        title = f"{table.title}: {self.row.replace('_', ' ')}, {self.column}"
        return Setting(cell_id(self.table, self.row, self.column), title, printed(was, self.unit), printed(value, self.unit) or "", (change,))


@dataclass(frozen=True, slots=True)
class Figure(Target):
    """A figure in running text."""

    year: Year
    name: str

    def read(self, value: str) -> list[Setting]:
        """The setting of a written value. Raises Unreadable."""
        figure = self.year.text_figures[self.name]
        found = read_amount(value, figure.unit)
        words = (printed(figure.value, figure.unit), printed(found, figure.unit) or "")
        return [Setting(self.name, figure.states, *words, (FigureSet(self.name, found),))]


@dataclass(frozen=True, slots=True)
class OfRole(Target):
    """Every amount of the whole organisation that has the role, or another role of the same amount, in a column."""

    year: Year
    role: Role
    column: str

    def cells(self) -> list[Cell]:
        """The cells, those that are empty in print only where no other is there."""
        roles = _SAME_AMOUNT.get(self.role, (self.role,))
        tables = self.year.tables.items()
        found = [
            Cell(self.year, key, table.roles[role], self.column)
            for role in roles
            for key, table in tables
            if role in table.roles and table.accounting_unit is None and self.column in table.columns
        ]
        return found if any(self.role == role for cell in found for role in self.year.tables[cell.table].roles) else []

    def read(self, value: str) -> list[Setting]:
        """The setting of a written value. Raises Unreadable."""
        cells = self.cells()
        if not cells:
            found = read_amount(value, "tkr")
            change = RoleSet(self.role, self.column, found, "tkr")
            name = f"{self.role}.{self.column}"
            return [Setting(name, f"{self.role.replace('_', ' ')} {self.column}, som ingen tabell har", None, printed(found, "tkr") or "", (change,))]
        first = read_amount(value, cells[0].unit)
        return [cell.of(_in_unit(first, cells[0].unit, cell.unit)) for cell in cells]


def _in_unit(value: Decimal, unit: str, other: str) -> Decimal:
    """The amount in another unit of its kind, without needless decimals."""
    if unit == other:
        return value
    found = in_base(value, unit) / in_base(Decimal(1), other)
    return found.quantize(Decimal(1)) if found == found.to_integral_value() else found.normalize()
