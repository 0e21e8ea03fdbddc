"""A year's comparative figures as a later year's tables hold them: last year's column becomes its own table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path as FilePath

from facts.accounts import Table, Tie
from facts.errors import BadInput
from facts.files import fact_bytes
from facts.ids import column_year, is_text_figure, term_name
from facts.misnamed import refuse_overlooked
from facts.notes import NOTES_FILE
from facts.reading import Gathered
from facts.unfinished import refuse_unfinished
from facts.yamltree import SIZE_LIMIT
from facts.year import Entry

TAKEN = ("tables", "ties")


def year_files(folder: FilePath, year: int) -> list[FilePath]:
    """The year's fact files by name, the auditors' notes not among them; none if the organisation has no such year.

    Raises BadInput for files that are being written, or were when the run was killed: they do not belong together; and for those that
    would not be read.
    """
    place = folder / str(year)
    refuse_unfinished(place)
    refuse_overlooked(place)
    return sorted((path for path in place.glob("*.yaml") if path.name != NOTES_FILE), key=lambda path: path.name)


def add_comparatives(facts: Gathered, folder: FilePath, year: int, words: re.Pattern[str] | None = None, known: int | None = None) -> None:
    """Add this year's columns of the tables of each later year that the facts name, with their sums and ties."""
    for later in sorted({entry.item for entry in facts.entries["comparatives_from"]} - {year, known}):
        there = Gathered()
        for path in year_files(folder, later):
            if words is None or mentions(path, words):
                there.add_file(path, f"{later}/{path.name}", TAKEN)
        _take(facts, there, year)


def mentions(path: FilePath, words: re.Pattern[str]) -> bool:
    """Whether the file's text holds one of the words: a quick look before it is read in earnest.

    So does one whose words cannot be told: the reading says what is wrong, and nobody takes it for a file without figures.
    """
    try:
        text = fact_bytes(path, path.name, SIZE_LIMIT, path.parent.parent).decode()
    except (BadInput, UnicodeDecodeError):
        return True
    return "\0" in text or not text.strip() or words.search(text) is not None


def _take(facts: Gathered, there: Gathered, year: int) -> None:
    facts.errors += there.errors
    facts.files |= there.files
    facts.broken |= there.broken
    facts.unread = facts.unread or there.unread
    tables = (_table(entry, year) for entry in there.entries["tables"])
    facts.entries["tables"] += [table for table in tables if table]
    whole = {entry.key: entry.item for entry in there.entries["tables"]}
    facts.entries["ties"] += [entry for e in there.entries["ties"] for entry in _tie(e, whole, year)]


def _table(entry: Entry, year: int) -> Entry | None:
    table: Table = entry.item
    places = [i for i, column in enumerate(table.columns) if column_year(table, column) == year]
    if not places:
        return None
    columns = tuple(table.columns[i] for i in places)
    kept = {
        "columns": columns,
        "rows": {row: tuple(cells[i] for i in places) for row, cells in table.rows.items()},
        "column_sums": {s: terms for s, terms in table.column_sums.items() if {s, *terms} <= set(columns)},
    }
    return replace(entry, item=table.model_copy(update=kept))


def _tie(entry: Entry, tables: dict[str, Table], year: int) -> Iterator[Entry]:
    """The tie, in the columns that are this year's, if all its other terms are this year's too."""
    tie: Tie = entry.item
    terms = [term_name(term) for side in (tie.left, tie.right, tie.right_change, tie.right_share) for term in side or ()]
    if tie.right_count or any(is_text_figure(term) for term in terms):
        return
    parts = [term.split(".") for term in terms]
    full = [(table, inner[-1]) for table, *inner in parts if inner[1:]]
    over = {table for table, *inner in parts if not inner[1:]}
    columns = tuple(c for c in tie.columns if all(t in tables and column_year(tables[t], c) == year for t in over))
    if any(table not in tables or column_year(tables[table], column) != year for table, column in full):
        return
    if columns or not tie.columns:
        yield replace(entry, item=tie.model_copy(update={"columns": columns}))
