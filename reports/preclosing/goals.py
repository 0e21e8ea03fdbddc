"""What is settled already and what can still be reached, and the goals that a survey answers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.blocks import Block, Entry, Line, Paragraph, Section, Subheading
from reports.preclose import PreClose, Remaining, Survey
from reports.preclosing.words import NOT_TOLD, figure
from reports.sections.claims import one_side
from reports.swedish import counted

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def settled(preclose: PreClose, everything: bool) -> Section:
    """Redan avgjort: goals that can no longer be met, and what is left of those that can; with everything also what is met."""
    blocks = (*_lost(preclose), *_within(preclose), *_left(preclose), *(_met(preclose) if everything else ()))
    return Section("Redan avgjort, och vad som återstår", blocks, "avgjort")


def _lost(preclose: PreClose) -> Iterator[Block]:
    ratings = {one.id: one for one in preclose.now.ratings}
    found: list[Block] = [one_side(ratings[name]) for name in preclose.settled if name in ratings]
    yield Subheading("Mål som inte längre kan nås")
    yield from found or [Paragraph("Inget mål är avgjort på det sättet.")]


def _within(preclose: PreClose) -> Iterator[Block]:
    """A deficit that remains and whose time has not run out: what remains and the last year."""
    found = [one for one in preclose.now.ratings if one.id == "BK-2" and one.rating == "delvis"]
    if found:
        yield Subheading("Underskott som återstår inom tiden")
        yield from map(one_side, found)


def _left(preclose: PreClose) -> Iterator[Block]:
    """Those with a figure to count from first, and each of the others on a line."""
    counted_from = [one for one in preclose.remaining if one.left]
    others = [one for one in preclose.remaining if not one.left]
    yield Subheading("Målnivåer som ännu kan nås")
    yield from map(_remaining, counted_from)
    if not counted_from:
        yield Paragraph("Ingen målnivå har en siffra till och med dagen att räkna från.")
    if others:
        yield Subheading("Målnivåer som avgörs av årets siffra")
        yield from map(_unknown, others)


def _remaining(one: Remaining) -> Entry:
    lines = (
        Line("Målnivå", f"{figure(one.target)}, senast {one.last_day}."),
        Line("Hittills", _so_far(one)),
        Line("Återstår", f"{figure(one.left)}."),
        *_pace(one),
    )
    return Entry(one.about, one.title, lines, one.trace)


def _unknown(one: Remaining) -> Entry:
    told = "" if one.so_far.startswith(NOT_TOLD) else f" Hittills {_so_far(one)}"
    told += f" Högst {figure(one.room)} till." if one.room else ""
    return Entry(one.about, "", (Line("", f"{one.title}: {figure(one.target)}, senast {one.last_day}.{told}"),), one.trace)


def _so_far(one: Remaining) -> str:
    """The figure with its day, where it does not tell it itself."""
    return f"{figure(one.so_far)}." if _DAY.search(one.so_far) else f"{figure(one.so_far)} ({one.as_of})."


def _pace(one: Remaining) -> Iterator[Line]:
    """The pace needed against the pace so far; nothing where neither can be told."""
    if one.pace_so_far or one.pace_needed:
        needed = f"behövs {figure(one.pace_needed)}" if one.pace_needed else "ingen tid återstår"
        yield Line("Takt", f"per månad: hittills {figure(one.pace_so_far)}; {needed}.")


def _met(preclose: PreClose) -> Iterator[Block]:
    found = [one for one in preclose.now.ratings if one.level == "goal" and one.area == "mal" and one.rating == "uppfyllt"]
    if found:
        yield Subheading("Mål som kan visas uppfyllda")
        yield from map(one_side, found)


def surveys(preclose: PreClose, everything: bool) -> Section:
    """Enkätmål och mått: those that lack something; with everything, all."""
    shown = [one for one in preclose.surveys if one.lacks or everything]
    rest = len(preclose.surveys) - len(shown)
    blocks: list[Block] = [_survey(one) for one in shown]
    if not preclose.surveys:
        blocks.append(Paragraph("Inga enkätmål finns bland uppgifterna."))
    elif rest:
        blocks.append(Paragraph(f"{counted(rest, 'enkätmål', 'enkätmål')} saknar inget."))
    return Section("Enkätmål och mått", tuple(blocks), "enkat")


def _survey(one: Survey) -> Entry:
    """What is lacking first; of the rest what is known."""
    answers = [counted(one.answers, "svar", "svar")] if one.answers is not None else []
    asked = [*([one.target_group] if one.target_group else []), *answers]
    days = [*([f"finns {one.available}"] if one.available else []), *([f"behövs {one.needed}"] if one.needed else [])]
    lines = (
        Line("Brister", f"{'; '.join(one.lacks) or 'inga'}."),
        *([Line("Fråga", f"”{one.question}”")] if one.question else []),
        *([Line("Målgrupp", f"{'; '.join(asked)}.")] if asked else []),
        *([Line("Svaret", f"{'; '.join(days)}.")] if days else []),
    )
    return Entry(one.about, one.title, lines, one.trace)
