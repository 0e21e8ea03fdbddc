"""What a header tells in its note, and where drop-downs have their words."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_col_to_name

from facts.importers.workbook.columns import Column
from facts.importers.workbook.layout import LISTS, Layout

LAST_ROW = 5_000  # drop-downs reach so far
_NOTE_SIGNS, _NOTE_LINE = 44, 17


def note(column: Column) -> str:
    """What a header tells: what stands there, what may, and the word for it in messages."""
    parts = [column.says]
    if column.choices:
        parts.append(f"Ett av: {', '.join(column.choices)}.")
    if column.needed:
        parts.append("Måste fyllas i när något annat i gruppen är ifyllt." if column.path[1:] else "Måste fyllas i.")
    if column.path and column.header.casefold() != column.path[-1]:
        parts.append(f"I meddelanden: {column.path[-1]}:")
    return "\n".join(parts)


def write_note(page: Any, place: tuple[int, int], text: str) -> None:
    """A note at a cell, large enough for its text."""
    lines = sum(1 + len(line) // _NOTE_SIGNS for line in text.split("\n"))
    page.write_comment(*place, text, {"author": "Regelspår", "width": 300, "height": 12 + _NOTE_LINE * lines, "font_size": 9})


def list_range(made: Layout, name: str) -> str:
    """The cells of a list on the sheet of lists; nothing for a list that is empty or not there."""
    words = made.lists.get(name, ())
    letter = xl_col_to_name(list(made.lists).index(name)) if words else ""
    return f"={LISTS}!${letter}$2:${letter}${len(words) + 1}" if words else ""
