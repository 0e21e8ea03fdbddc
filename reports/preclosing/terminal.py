"""The pre-close check for a terminal: 80 columns or wider, its core on the first screen. No text from the facts reaches it but as visible signs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from reports.blocks import Block, Entry, Line, Paragraph, Section, Subheading, Table
from reports.layout import Spans, filled, plain, styled
from reports.plaintext import visible
from reports.preclose import Action, PreClose
from reports.preclosing import words
from reports.preclosing.content import sections
from reports.preclosing.outlook import NOTHING
from reports.preclosing.standing import by_last_day
from reports.swedish import counted, number
from reports.terminal import block_lines, section_lines

if TYPE_CHECKING:
    from rich.console import Console

SCREEN = 24  # lines of a terminal as it is first opened
AROUND = ("heading", "sum", "prompt")  # the lines of the screen around what is nearest
FEWEST = 3  # shown even where the screen is full
DAY, WHO, LONGEST = 10, 18, 14  # the widths of a day, of who is to act, and of an id at the most


def render(preclose: PreClose, console: Console, everything: bool) -> None:
    """Print the check on the console at its width, in its colours."""
    console.print(styled(_lines(preclose, everything, console.width)), soft_wrap=True, end="", highlight=False)


def to_text(preclose: PreClose, everything: bool, width: int) -> str:
    """The check as plain lines no longer than the width."""
    return plain(_lines(preclose, everything, width))


def _lines(preclose: PreClose, everything: bool, width: int) -> Iterator[Spans]:
    """The first screen, which needs no headings of its sections, and then each section in full."""
    title = visible(words.title(preclose))
    first, *rest = (_seen(section) for section in sections(preclose, everything))
    head = [
        *filled(title, width, [], "", strong=len(title), tone="heading"),
        *filled(visible(words.preamble(preclose)), width, [], ""),
        *block_lines(first, width),
        [],
    ]
    yield from head
    yield from nearest(preclose, width, SCREEN - len(head))
    for section in rest:
        yield from section_lines(section, width)


def nearest(preclose: PreClose, width: int, room: int) -> Iterator[Spans]:
    """What is to be done first, each thing on a line, in the room that is left of the screen; and how much there is of the rest."""
    ordered = by_last_day(preclose)
    shown = ordered[: max(room - len(AROUND), FEWEST)]
    deviating = sum(one.status == "avvikelse" for one in preclose.now.ties)
    if shown:
        yield [("Närmast att göra", "heading")]
        yield from (_one_line(one, width, max(len(visible(one.about)) for one in shown)) for one in shown)
    late = sum(one.overdue for one in ordered)
    told = f", varav {counted(late, *words.LATE)}" if late else ""
    told = f"Att göra: {number(str(len(ordered)))}{told}. Avstämningar som avviker: {number(str(deviating))}. Allt följer nedan."
    yield from filled(told, width, [], "")


def _one_line(one: Action, width: int, wide: int) -> Spans:
    """The day, whether it has passed, the id, who and the title, cut where the line ends."""
    late = words.LATE[0] if one.overdue else words.PASSED if one.untold else ""
    first = f"{one.last_day or words.NO_DAY:{DAY}}  "
    about, who = _cut(one.about, min(wide, LONGEST)), _cut(one.who, WHO)
    second = f"{late:{len(words.LATE[0])}}"
    third = f"  {about:{min(wide, LONGEST)}}  {who:{WHO}}  "
    return [(first, ""), (second, "ej"), (third, ""), (_cut(one.title, max(width - len(first + second + third), 1)), "")]


def _cut(text: str, most: int) -> str:
    told = visible(text)
    return told if len(told) <= most else f"{told[: most - 1]}…"


def _seen(section: Section) -> Section:
    return replace(section, title=visible(section.title), blocks=tuple(map(_block, section.blocks)))


def _block(block: Block) -> Block:
    match block:
        case Paragraph(text) | Subheading(text):
            return replace(block, text=visible(text))
        case Table():
            columns = tuple(replace(one, title=visible(one.title), over=visible(one.over)) for one in block.columns)
            return joined(replace(block, columns=columns, rows=tuple(tuple(map(visible, row)) for row in block.rows)))
        case Entry():
            return replace(block, id=visible(block.id), title=visible(block.title), lines=tuple(map(_line, block.lines)))


def joined(table: Table) -> Table:
    """A table in which the columns that share a heading are one, for a terminal is narrow: what is rated first, and then what is told of it."""
    groups = [(over, list(mine)) for over, mine in groupby(enumerate(table.columns), key=lambda one: one[1].over or one[0])]
    columns = tuple(replace(mine[0][1], title=over, over="") if isinstance(over, str) else mine[0][1] for over, mine in groups)
    rows = tuple(tuple(_together([row[at] for at, _ in mine]) for _, mine in groups) for row in table.rows)
    return replace(table, columns=columns, rows=rows)


def _together(cells: Sequence[str]) -> str:
    return "; ".join(cell for cell in reversed(cells) if cell != NOTHING or len(cells) == 1)


def _line(line: Line) -> Line:
    return replace(line, label=visible(line.label), text=visible(line.text), strong=visible(line.strong))
