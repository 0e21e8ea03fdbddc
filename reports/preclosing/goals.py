"""What is settled already and what can still be reached, and the goals that a survey answers."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Entry, Line, Paragraph, Section, Subheading
from reports.preclose import PreClose, Remaining, Survey
from reports.preclosing.words import UNKNOWN, figure
from reports.sections.claims import one_side
from reports.swedish import counted, listed


def settled(preclose: PreClose, everything: bool) -> Section:
    """Redan avgjort: goals that can no longer be met, and what is left of those that can; with everything also what is met."""
    return Section("Redan avgjort, och vad som återstår", (*_lost(preclose), *_left(preclose), *(_met(preclose) if everything else ())), "avgjort")


def _lost(preclose: PreClose) -> Iterator[Block]:
    ratings = {one.id: one for one in preclose.now.ratings}
    found: list[Block] = [one_side(ratings[name]) for name in preclose.settled if name in ratings]
    yield Subheading("Mål som inte längre kan nås")
    yield from found or [Paragraph("Inget mål är avgjort på det sättet.")]


def _left(preclose: PreClose) -> Iterator[Block]:
    yield Subheading("Målnivåer som ännu kan nås")
    yield from map(_remaining, preclose.remaining)
    if not preclose.remaining:
        yield Paragraph("Ingen målnivå har ett utfall att räkna från.")


def _remaining(one: Remaining) -> Entry:
    lines = (
        Line("Målnivå", f"{figure(one.target)}, senast {one.last_day}."),
        Line("Hittills", f"{figure(one.so_far)} ({one.as_of})."),
        Line("Återstår", f"{figure(one.left)}."),
        *_pace(one),
    )
    return Entry(one.about, one.title, lines, one.trace)


def _pace(one: Remaining) -> Iterator[Line]:
    """The pace needed against the pace so far; nothing where neither can be told."""
    if one.pace_so_far or one.pace_needed:
        yield Line("Takt", f"per månad: hittills {figure(one.pace_so_far)}; behövs {figure(one.pace_needed)}.")


def _met(preclose: PreClose) -> Iterator[Block]:
    found = [one for one in preclose.now.ratings if one.level == "goal" and one.area == "mal" and one.rating == "uppfyllt"]
    if found:
        yield Subheading("Mål som kan visas uppfyllda")
        yield from map(one_side, found)


def surveys(preclose: PreClose, everything: bool) -> Section:
    """Enkätmål: those that lack something; with everything, all."""
    shown = [one for one in preclose.surveys if one.lacks or everything]
    rest = len(preclose.surveys) - len(shown)
    blocks: list[Block] = [_survey(one) for one in shown]
    if not preclose.surveys:
        blocks.append(Paragraph("Inga enkätmål finns bland uppgifterna."))
    elif rest:
        blocks.append(Paragraph(f"För {counted(rest, 'enkätmål', 'enkätmål')} saknas inget."))
    return Section("Enkätmål", tuple(blocks), "enkat")


def _survey(one: Survey) -> Entry:
    answers = "antal svar framgår inte" if one.answers is None else counted(one.answers, "svar", "svar")
    lines = [
        Line("Saknas", f"{listed(one.lacks) or 'inget'}."),
        Line("Fråga", f"”{one.question}”" if one.question else "ingen fråga ställd."),
        Line("Målgrupp", f"{one.target_group or UNKNOWN}; {answers}."),
        Line("Svaret", f"finns {one.available or UNKNOWN}{f'; behövs {one.needed}' if one.needed else ''}."),
    ]
    return Entry(one.about, one.title, tuple(lines), one.trace)
