"""What a figure is made of: bars, words and lines at whole numbers on a drawing 400 wide."""

from __future__ import annotations

from dataclasses import dataclass

from reports.annex.items import Mark

WIDTH = 400
BAR = 18  # a bar's height where none is told
LINE = 14  # how far below its row's top a text stands


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar; the words of its drawing say what its colour says."""

    x: int
    y: int
    width: int
    mark: Mark
    height: int = BAR


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing: its name, what it shows in a sentence, its bars and words, where its line stands, and the same as a table.

    `line` is -1 where there is none, and `beside` the tops of the bars that it is drawn at if not all the way;
    `grid` are the places of faint vertical lines.
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
    beside: tuple[int, ...] = ()

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """From where to where the line is drawn: beside the bars alone, where words stand between them, else the whole way."""
        if self.line < 0:
            return ()
        return tuple((top - 2, top + BAR + 4) for top in self.beside) or ((20, self.height - 16),)
