"""The pre-close check for a terminal: 80 columns or wider, its core on the first screen. No text from the facts reaches it but as visible signs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from reports.blocks import Block, Entry, Line, Paragraph, Section, Subheading, Table
from reports.layout import Spans, filled, plain, styled
from reports.plaintext import visible
from reports.preclose import PreClose
from reports.preclosing import words
from reports.preclosing.content import sections
from reports.terminal import block_lines, section_lines

if TYPE_CHECKING:
    from rich.console import Console


def render(preclose: PreClose, console: Console, everything: bool) -> None:
    """Print the check on the console at its width, in its colours."""
    console.print(styled(_lines(preclose, everything, console.width)), soft_wrap=True, end="", highlight=False)


def to_text(preclose: PreClose, everything: bool, width: int) -> str:
    """The check as plain lines no longer than the width."""
    return plain(_lines(preclose, everything, width))


def _lines(preclose: PreClose, everything: bool, width: int) -> Iterator[Spans]:
    """The first section has no heading of its own, so that what is to be done begins on the first screen."""
    title = visible(words.title(preclose))
    yield from filled(title, width, [], "", strong=len(title), tone="heading")
    yield from filled(visible(words.preamble(preclose)), width, [], "")
    first, *rest = (_seen(section) for section in sections(preclose, everything))
    yield from block_lines(first, width)
    for section in rest:
        yield from section_lines(section, width)


def _seen(section: Section) -> Section:
    return replace(section, title=visible(section.title), blocks=tuple(map(_block, section.blocks)))


def _block(block: Block) -> Block:
    match block:
        case Paragraph(text) | Subheading(text):
            return replace(block, text=visible(text))
        case Table():
            columns = tuple(replace(one, title=visible(one.title), over=visible(one.over)) for one in block.columns)
            return replace(block, columns=columns, rows=tuple(tuple(map(visible, row)) for row in block.rows))
        case Entry():
            return replace(block, id=visible(block.id), title=visible(block.title), lines=tuple(map(_line, block.lines)))


def _line(line: Line) -> Line:
    return replace(line, label=visible(line.label), text=visible(line.text), strong=visible(line.strong))
