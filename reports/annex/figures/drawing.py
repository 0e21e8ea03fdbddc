"""What a figure is made of: bars, words and lines at whole numbers on a drawing 400 wide."""

from __future__ import annotations

from dataclasses import dataclass

from reports.annex.items import Mark

WIDTH = 400
LINE = 14  # how far below its row's top a text stands


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar; the words of its drawing say what its colour says."""

    x: int
    y: int
    width: int
    mark: Mark
    height: int = 18


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing: its name, what it shows in a sentence, its bars and words, where its line stands, and the same as a table.

    `line` is -1 where there is none; `grid` are the places of faint vertical lines.
    """

    id: str
    title: str
    says: str
    height: int
    bars: tuple[Bar, ...]
    words: tuple[tuple[int, int, str], ...]
    line: int
    line_says: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    grid: tuple[int, ...] = ()
