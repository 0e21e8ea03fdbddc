"""The figures of the accounts that are lacking, those that would settle most first, and the decisions that are needed."""

from __future__ import annotations

from reports.blocks import Block, Entry, Line, Paragraph, Section
from reports.preclose import Gap, Need, PreClose
from reports.preclosing.words import NEED
from reports.swedish import counted, listed, number, sentence, word

MOST = 20  # gaps, before the rest are counted
SHOWN = 8  # ids of what a fact would settle, before the rest are counted


def accounts(preclose: PreClose, everything: bool) -> Section:
    """Räkenskaper: each gap with what its figure would settle."""
    ordered = sorted(preclose.gaps, key=lambda one: -len(one.unlocks))
    shown = ordered if everything else ordered[:MOST]
    blocks: list[Block] = [_gap(one, everything) for one in shown]
    if not ordered:
        blocks.append(Paragraph("Inga belopp saknas i räkenskaperna."))
    elif rest := len(ordered) - len(shown):
        blocks.append(Paragraph(f"{counted(rest, 'uppgift', 'uppgifter')} till saknas och visas med --alla."))
    count = f" ({number(str(len(ordered)))})" if ordered else ""
    return Section(f"Räkenskaper utan belopp{count}", tuple(blocks), "rakenskaper", dense=True)


def _gap(one: Gap, everything: bool) -> Entry:
    shown = one.unlocks if everything else one.unlocks[:SHOWN]
    rest = len(one.unlocks) - len(shown)
    told = listed([*shown, *([f"{number(str(rest))} till"] if rest else [])])
    line = Line("Avgör", f": {told}." if told else ".", number(str(len(one.unlocks))) if told else "ingen bedömning")
    return Entry(one.fact, one.text, (line,))


def decisions(preclose: PreClose, everything: bool) -> Section:  # noqa: ARG001 - every section is asked alike
    """Beslut som behövs: by last day."""
    ordered = sorted(preclose.needs, key=lambda one: (one.last_day is None, one.last_day or ""))
    blocks: tuple[Block, ...] = tuple(map(_need, ordered)) or (Paragraph("Inget beslut behövs enligt uppgifterna."),)
    return Section("Beslut som behövs", blocks, "beslut")


def _need(one: Need) -> Entry:
    last = [f"senast {one.last_day}"] if one.last_day else ["sista dag framgår inte av underlaget"]
    meeting = [f"sista sammanträde {one.meeting}"] if one.meeting else []
    lines = (Line("Beslut", f"; {'; '.join([*last, *meeting])}.", word(NEED, one.kind)), Line("Varför", sentence(one.text)), Line("Grund", one.basis))
    return Entry(one.about, "", lines, one.trace)
