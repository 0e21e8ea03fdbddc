"""The auditors' notes in the report that is read as text: each in the entry of what it is about, the rest in a section of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reports.blocks import Block, Entry, Paragraph, Section
from reports.notes import CHANGES_NOTHING, Notes, counts, noted, notes_by_id
from reports.report import Report
from reports.sections import ties
from reports.sections.claims import one_side

HEADING = "Revisorns noteringar"
_ELSEWHERE = " Här står de som inte står vid sin bedömning ovan."


def with_notes(report: Report, told: Iterable[Section]) -> tuple[Section, ...]:
    """The sections as they are where there are no notes; else with each note in its entry, and those on what has none before the last."""
    notes = notes_by_id(report)
    if not notes:
        return tuple(told)
    *first, last = (replace(section, blocks=tuple(_noted(block, notes) for block in section.blocks)) for section in told)
    return (*first, Section(HEADING, tuple(_own_section(report, notes, first))), last)


def _noted(block: Block, notes: Notes) -> Block:
    return noted(block, notes) if isinstance(block, Entry) else block


def _own_section(report: Report, notes: Notes, told: Iterable[Section]) -> Iterator[Block]:
    shown = {block.id for section in told for block in section.blocks if isinstance(block, Entry)}
    entries = {one.id: one for one in (*map(ties.entry, report.ties), *map(one_side, report.ratings))}
    rest = [noted(entries[name], notes) for name in notes if name not in shown]
    yield Paragraph(f"{counts(report)} {CHANGES_NOTHING}{_ELSEWHERE if rest else ''}")
    yield from rest
