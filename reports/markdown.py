"""The report as GitHub-flavoured Markdown, to paste into board papers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports import content
from reports.blocks import Block, Column, Entry, Line, Paragraph, Section, Subheading, Table
from reports.report import Report
from reports.swedish import bind

_SPECIAL = re.compile(r"([\\`*_<>\[\]|~&#])")
_LIST_MARK = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+])(?=\s|$)")


def to_markdown(report: Report, everything: bool) -> str:
    """The report with a heading for each section, tables, and a list for each entry."""
    parts = [f"# {escaped(content.title(report))}", escaped(content.preamble(report))]
    for section in content.sections(report, everything):
        parts += section_parts(section)
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Text in which no sign means anything to Markdown, with numbers bound to their units."""
    text = _SPECIAL.sub(r"\\\1", bind(" ".join(text.split(" "))))
    return _LIST_MARK.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", text)


def section_parts(section: Section) -> Iterator[str]:
    """A section's heading and its blocks, each to stand by itself."""
    yield f"## {escaped(section.title)}"
    for block in section.blocks:
        yield _block(block)


def _block(block: Block) -> str:
    match block:
        case Paragraph(text):
            return escaped(text)
        case Subheading(text):
            return f"### {escaped(text)}"
        case Table():
            return "\n".join(_table(block))
        case Entry():
            return _entry(block)


def _table(table: Table) -> Iterator[str]:
    yield _row([_heading(column) for column in table.columns])
    yield _row(["---:" if column.right else "---" for column in table.columns])
    for row in table.rows:
        yield _row([escaped(cell) for cell in row])


def _heading(column: Column) -> str:
    title = column.full or column.title
    return escaped(f"{column.over} {title}" if column.over else title)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _entry(entry: Entry) -> str:
    head = f"**{escaped(entry.id)}** {escaped(entry.title)}".strip()
    if not entry.title and len(entry.lines) == 1:
        return f"{head} {_line(entry.lines[0])}"
    return "\n".join([head, "", *(f"- {_line(line)}" for line in entry.lines)])


def _line(line: Line) -> str:
    label = f"{escaped(line.label)}: " if line.label else ""
    strong = f"**{escaped(line.strong)}**" if line.strong else ""
    return label + strong + escaped(line.text).replace("\n", " ")
