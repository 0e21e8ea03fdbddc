"""The report for a terminal: 80 columns or wider, coloured where colour is wanted and readable without."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reports import content
from reports.blocks import Block, Entry, Line, Paragraph, Section, Subheading, Table
from reports.layout import Spans, filled, plain, styled, table_lines
from reports.report import Report

if TYPE_CHECKING:
    from rich.console import Console

INDENT = "  "
LABEL = 11
INLINE_ID = 14


def render(report: Report, console: Console, everything: bool, options: str = "") -> None:
    """Print the report on the console at its width, in its colours."""
    console.print(styled(_lines(report, everything, console.width, options)), soft_wrap=True, end="", highlight=False)


def to_text(report: Report, everything: bool, width: int, options: str = "") -> str:
    """The report as plain lines no longer than the width."""
    return plain(_lines(report, everything, width, options))


def _lines(report: Report, everything: bool, width: int, options: str) -> Iterator[Spans]:
    yield from filled(content.title(report), width, [], "", strong=len(content.title(report)), tone="heading")
    yield from filled(content.preamble(report), width, [], "")
    for section in content.sections(report, everything, options):
        yield from section_lines(section, width)


def section_lines(section: Section, width: int) -> Iterator[Spans]:
    """A section under its heading."""
    yield []
    yield [(section.title.upper(), "heading")]
    yield [("─" * width, "quiet")]
    yield from block_lines(section, width)


def block_lines(section: Section, width: int) -> Iterator[Spans]:
    """The blocks of a section, with an empty line between those that are not short."""
    was_short = True
    for at, block in enumerate(section.blocks):
        lines = list(_block(block, width))
        is_short = isinstance(block, Entry) and (section.dense or len(lines) == 1)
        if at and not (is_short and was_short):
            yield []
        was_short = is_short or isinstance(block, Subheading)
        yield from lines


def _block(block: Block, width: int) -> Iterable[Spans]:
    match block:
        case Paragraph(text):
            return filled(text, width, [], "")
        case Subheading(text):
            return [[(f"— {text} —", "heading")]]
        case Table():
            return table_lines(block, width)
        case Entry():
            return entry_lines(block, width)


def entry_lines(entry: Entry, width: int) -> Iterator[Spans]:
    """An entry: id and title, and under them its lines; a lone line without a title beside its id."""
    if not entry.title and len(entry.id) <= INLINE_ID and len(entry.lines) == 1:
        yield from _line(entry.lines[0], width, [(f"{entry.id}{INDENT}", "id")])
        return
    yield from filled(f"{entry.id}  {entry.title}".strip(), width, [], INDENT, strong=len(entry.id), tone="id")
    for line in entry.lines:
        label = f"{INDENT}{line.label:{LABEL - 1}} " if line.label else INDENT  # a label as wide as its column keeps its space
        yield from _line(line, width, [(label, "quiet")])


def _line(line: Line, width: int, first: Spans) -> list[Spans]:
    rest = " " * (len(INDENT) + (LABEL if line.label else 0))
    return filled(line.whole, width, first, rest, strong=len(line.strong), tone=line.tone)
