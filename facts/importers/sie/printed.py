"""The tables that the year has already, as print or other importers gave them: what the made tables are tied to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath

from facts.accounts import Table
from facts.comparatives import year_files
from facts.reading import Gathered


def printed_tables(folder: FilePath, year: int, but: str) -> Mapping[str, Table]:
    """The year's tables by key, without those of the file that is made anew. What is wrong with them is told when the year is loaded."""
    there = Gathered()
    for path in year_files(folder, year):
        if path.name != but:
            there.add_file(path, path.name, ("tables",))
    return {entry.key: entry.item for entry in there.entries["tables"]}


def holders(tables: Mapping[str, Table], role: str, unit: str | None, columns: list[str]) -> Iterator[str]:
    """The tables that have the role already, for the same unit and in one of the columns."""
    for key, table in tables.items():
        if role in table.roles and table.accounting_unit == unit and set(table.columns) & set(columns):
            yield key
