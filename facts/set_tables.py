"""Tables in which amounts are set: a set amount is cited as such, and those beside it as they were."""

from __future__ import annotations

from decimal import Decimal

from facts.accounts import Role, Table
from facts.fields import Source

SET = "satt"  # the document that a changed fact cites
SET_SOURCE = Source(document=SET, section="--satt")
WITH_SET = ", satt värde"


class SetTable(Table):
    """A table in which amounts were set, which are cited as such."""

    set_cells: frozenset[tuple[str, str]] = frozenset()

    def source_of(self, row: str, column: str) -> Source:
        """Where an amount stands: a set one in no document as it is."""
        source = self.source
        return Source(document=source.document, section=source.section + WITH_SET) if (row, column) in self.set_cells else source


def with_amount(table: Table, row: str, column: str, value: Decimal) -> Table:
    """The table with one amount changed, and cited as set."""
    at, cells = table.columns.index(column), table.rows[row]
    rows = {**table.rows, row: (*cells[:at], value, *cells[at + 1 :])}
    known = table.set_cells if isinstance(table, SetTable) else frozenset()
    fields = {name: getattr(table, name) for name in Table.model_fields}
    return SetTable.model_construct(**fields | {"rows": rows, "set_cells": known | {(row, column)}})


def of_role(role: Role, column: str, value: Decimal, unit: str) -> Table:
    """A table of its own for an amount that no table has."""
    return Table.model_construct(
        title="Satt värde", source=SET_SOURCE, unit=unit, year=None, accounting_unit=None, columns=(column,),
        rows={role: (value,)}, units={}, sums={}, column_sums={}, roles={role: role},
    )  # fmt: skip
