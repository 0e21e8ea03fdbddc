"""Lines of styled text for a terminal of a given width. Breaks only at ordinary spaces, so a number keeps its unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from reports.blocks import Column, Table
from reports.swedish import NBSP, bind

if TYPE_CHECKING:
    from rich.text import Text

Span = tuple[str, str]
Spans = list[Span]

TONES = {
    "uppfyllt": "green",
    "stammer": "green",
    "delvis": "yellow",
    "avrundning": "yellow",
    "ej": "bold red",
    "avvikelse": "bold red",
    "underlag_saknas": "cyan",
    "heading": "bold",
    "id": "bold",
    "quiet": "dim",
}
GAP = "  "
NARROWEST = 8
LONGEST_WORD = 40  # what a column is kept as wide as; a longer word is broken
_MARKS = "-_./"  # an id may be broken after them


def plain(lines: Iterable[Spans]) -> str:
    """The lines without styles, each with a newline and without trailing space."""
    return "".join(f"{''.join(text for text, _ in line).rstrip()}\n" for line in lines).replace(NBSP, " ")


def styled(lines: Iterable[Spans]) -> Text:
    """The lines as one rich text."""
    from rich.text import Text  # noqa: PLC0415 - a tenth of the start, and needed for colour alone

    pieces = [(text.replace(NBSP, " "), TONES.get(tone, "")) for line in lines for text, tone in (*line, ("\n", ""))]
    return Text.assemble(*pieces, end="")


def broken(text: str, first: int, rest: int) -> Iterator[str]:
    """The text in pieces that fit `first` and then `rest` characters; a longer word is cut."""
    line, room = "", first
    for word in text.split(" "):
        left = word
        if line and len(line) + 1 + len(left) <= room:
            line += " " + left
            continue
        if line:
            yield line
            line, room = "", rest
        while len(left) > room:
            end, after = _cut(left, room)
            yield left[:end]
            left, room = left[after:], rest
        line = left
    yield line


def _cut(word: str, room: int) -> tuple[int, int]:
    """Where a word with too little room ends and goes on: between what is held together, else after a mark of an id, else where the room ends."""
    held = word.rfind(NBSP, 1, room + 1)
    if held > 0:
        return held, held + 1
    mark = 1 + max(word.rfind(mark, 1, room) for mark in _MARKS)
    return (mark, mark) if mark > 1 else (room, room)


def unbroken(command: str) -> str:
    """A command on one line, to be copied as it stands; one that no line has room for is broken at its spaces."""
    return command.replace(" ", NBSP)


def filled(text: str, width: int, first: Spans, rest: str, strong: int = 0, tone: str = "") -> list[Spans]:
    """Running text after the spans in `first`, later lines after the indent `rest`; the first `strong` characters in a tone."""
    used = sum(len(piece) for piece, _ in first)
    lines: list[Spans] = []
    for part in broken(bind(text), max(width - used, NARROWEST), max(width - len(rest), NARROWEST)):
        head = first if not lines else [(rest, "")]
        lines.append([*head, (part[:strong], tone), (part[strong:], "")] if strong > 0 else [*head, (part, "")])
        strong -= len(part) + 1
    return lines


def table_lines(table: Table, width: int) -> Iterator[Spans]:
    """A table with its headings, a rule under them, and each row on as many lines as its cells need."""
    rows = [[bind(cell) for cell in row] for row in table.rows]
    widths = _widths(table.columns, rows, width)
    if any(column.over for column in table.columns):
        yield [(_over(table.columns, widths), "quiet")]
    yield from _row([column.title for column in table.columns], table.columns, widths, "heading")
    yield [(GAP.join("─" * wide for wide in widths), "quiet")]
    for row, tone in zip(rows, table.tones or [""] * len(rows), strict=True):
        yield from _row(row, table.columns, widths, "", tone)


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """As wide as the cells, and the widest unaligned column narrowed until the table fits; where it breaks a word, after all others."""
    widths = [max(len(column.title), *(len(row[at]) for row in rows)) for at, column in enumerate(columns)]
    if sum(widths) + len(GAP) * (len(widths) - 1) <= width:
        return widths
    kept = [least(column, [row[at] for row in rows]) for at, column in enumerate(columns)]
    while sum(widths) + len(GAP) * (len(widths) - 1) > width:
        has_room, widest, at = max((wide > kept[at], wide, -at) for at, wide in enumerate(widths) if not columns[at].right)
        if not has_room and widest <= NARROWEST:
            break
        widths[-at] -= 1
    return widths


def least(column: Column, cells: Iterable[str]) -> int:
    """The least width of a column in which no number is broken, and no word but a very long one."""
    if column.right:
        return max(map(len, (column.title, *cells)))
    return min(max(len(word) for text in (column.title, *cells) for word in text.split(" ")), LONGEST_WORD)


def _over(columns: Sequence[Column], widths: Sequence[int]) -> str:
    """The shared headings, each centred over its columns."""
    parts: list[tuple[str, int]] = []
    for column, wide in zip(columns, widths, strict=True):
        if parts and column.over and parts[-1][0] == column.over:
            parts[-1] = (column.over, parts[-1][1] + len(GAP) + wide)
        else:
            parts.append((column.over, wide))
    return GAP.join(f" {name} ".center(wide, "─") if name else " " * wide for name, wide in parts)


def _row(cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int], style: str, tone: str = "") -> Iterator[Spans]:
    pieces = [list(broken(cell, wide, wide)) for cell, wide in zip(cells, widths, strict=True)]
    last = len(cells) - 1
    for at in range(max(map(len, pieces))):
        line: Spans = []
        for index, (piece, wide, column) in enumerate(zip(pieces, widths, columns, strict=True)):
            text = piece[at] if at < len(piece) else ""
            line.append((text.rjust(wide) if column.right else text.ljust(wide), tone if index == last and tone else style))
            line.append((GAP if index < last else "", ""))
        yield line
