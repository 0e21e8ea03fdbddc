"""What a report is made of before any format: sections of paragraphs, tables and entries. Texts are unbroken Swedish."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading inside a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column; `over` is the heading it shares with its neighbours, `full` its title where there is room for it."""

    title: str
    right: bool = False
    over: str = ""
    full: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, one cell for each column. The codes in `tones` colour a row's last cell; the last row of a `summed` one is the sum."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    tones: tuple[str, ...] = ()
    summed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled line of an entry: `strong` is its outcome, coloured by the code in `tone`; `text` follows it."""

    label: str
    text: str
    strong: str = ""
    tone: str = ""

    @property
    def whole(self) -> str:
        """The outcome and what follows it."""
        return self.strong + self.text


@dataclass(frozen=True, slots=True)
class Entry:
    """Something with an id and a title, and what is to be said of it; `trace` are the steps behind it, of the forecast where it is one."""

    id: str
    title: str
    lines: tuple[Line, ...]
    trace: tuple[int, ...] = ()
    is_forecast: bool = False


Block = Paragraph | Subheading | Table | Entry


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report under its own heading; the entries of a `dense` one follow each other without space between."""

    title: str
    blocks: tuple[Block, ...]
    id: str = ""
    dense: bool = False
