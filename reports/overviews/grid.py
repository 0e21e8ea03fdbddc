"""The rows of organisations by year, one sign to a year, as a terminal shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from unicodedata import normalize

from reports.layout import Spans, filled
from reports.overview import Checked, Overview
from reports.overviews.content import Line, letter, lines, marks, years
from reports.plaintext import visible
from reports.swedish import counted

NAME, WIDEST_NAME = 24, 46  # the fewest and the most columns for a name
LAST = 8  # signs kept of the end of a name that is cut
CELL = 4  # a sign, two marks and a space
AGAIN = 40  # rows after which the years are told again
MOST = 500  # rows in all
ALL = "alla står i CSV"


def grid_lines(overview: Overview, width: int) -> Iterator[Spans]:
    """The heading, the rows, and what had no room."""
    every = years(overview)
    shown = every[-max((width - NAME) // CELL, 1) :]
    room = min(width - CELL * len(shown), WIDEST_NAME)
    rows = list(lines(overview))
    names = _names(rows, room - 1)
    yield []
    yield [("ORGANISATIONER OCH ÅR", "heading")]
    yield [("─" * width, "quiet")]
    for place, (row, name) in enumerate(zip(rows[:MOST], names, strict=False)):
        if place % AGAIN == 0:
            yield [(" " * room, ""), *((f"{year % 100:02d}".ljust(CELL), "heading") for year in shown)]
        yield [(name.ljust(room), ""), *(_cell(one) for one in row.checks[-len(shown) :])]
    yield from _left_out(every[: -len(shown)], len(rows) - MOST, width)


def _names(rows: list[Line], room: int) -> list[str]:
    """Each organisation's name as it has room; its id instead where two would look the same."""
    names = [_cut(normalize("NFC", visible(row.name)), room) for row in rows]
    alike = Counter(names)
    return [_cut(visible(row.organisation), room) if alike[name] > 1 or not name.strip() else name for row, name in zip(rows, names, strict=True)]


def _cut(name: str, room: int) -> str:
    """A longer name without its middle: what tells two of the same kind apart may stand last."""
    return name if len(name) <= room else f"{name[: room - LAST - 1]}…{name[-LAST:]}"


def _cell(one: Checked | None) -> tuple[str, str]:
    if one is None:
        return " " * CELL, ""
    return f"{letter(one)}{marks(one)}".ljust(CELL), one.whole or ""


def _left_out(unseen: list[int], more: int, width: int) -> Iterator[Spans]:
    told = []
    if unseen:
        told.append(f"Åren till och med {unseen[-1]} ({counted(len(unseen), 'år', 'år')}) ryms inte på {width} tecken; {ALL}.")
    if more > 0:
        told.append(f"Ytterligare {counted(more, 'organisation', 'organisationer')} visas inte här; {ALL}.")
    for text in told:
        yield []
        yield from filled(text, width, [], "")
