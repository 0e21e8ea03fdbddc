"""The figures of the accounts that are lacking, those that alone would settle most first, and the decisions that are needed."""

from __future__ import annotations

from reports.blocks import Block, Entry, Line, Paragraph, Section, Subheading
from reports.preclose import Gap, Need, PreClose
from reports.preclosing.words import NEED
from reports.swedish import bare_sentence, counted, listed, number, sentence, word

MOST = 20  # gaps, before the rest are counted
SHOWN = 8  # ids of what a fact would settle, before the rest are counted


def accounts(preclose: PreClose, everything: bool) -> Section:
    """Räkenskaper: each gap with what needs its figure and what the figure alone would settle."""
    ordered = sorted(preclose.gaps, key=lambda one: (-len(one.alone), -len(one.unlocks)))
    shown = ordered if everything else ordered[:MOST]
    blocks: list[Block] = [_gap(one, everything) for one in shown]
    if not ordered:
        blocks.append(Paragraph("Inga belopp saknas i räkenskaperna."))
    elif rest := len(ordered) - len(shown):
        blocks.append(Paragraph(f"{counted(rest, 'uppgift', 'uppgifter')} till saknas och visas med --alla."))
    count = f" ({number(str(len(ordered)))})" if ordered else ""
    return Section(f"Räkenskaper utan belopp{count}", tuple(blocks), "rakenskaper", dense=True)


def _gap(one: Gap, everything: bool) -> Entry:
    needed = _named("Behövs för", one.unlocks, everything) if one.unlocks else Line("Behövs för", ".", "ingen bedömning")
    return Entry(one.fact, one.text, (needed, *([_named("Avgör ensam", one.alone, everything)] if one.alone else [])))


def _named(label: str, names: tuple[str, ...], everything: bool) -> Line:
    """How many they are, and which."""
    shown = names if everything else names[:SHOWN]
    rest = len(names) - len(shown)
    told = listed([*shown, *([f"{number(str(rest))} till"] if rest else [])])
    return Line(label, f": {told}.", number(str(len(names))))


def decisions(preclose: PreClose, everything: bool) -> Section:  # noqa: ARG001 - every section is asked alike
    """Beslut som behövs: by last day, those with one ground and one day together."""
    ordered = sorted(preclose.needs, key=lambda one: (one.last_day is None, one.last_day or "", one.kind))
    together: dict[tuple[str, str], list[Need]] = {}
    for one in ordered:
        together.setdefault((_heading(one), one.basis), []).append(one)
    blocks: list[Block] = []
    for (heading, basis), needs in together.items():
        blocks += [Subheading(heading), Paragraph(_ground(basis)), *map(_need, needs)]
    return Section("Beslut som behövs", tuple(blocks) or (Paragraph("Inget beslut behövs enligt uppgifterna."),), "beslut", dense=True)


def _heading(one: Need) -> str:
    """What is to be decided, and when it must be: "Återställandeplan: senast 2021-12-31, sista sammanträde 2021-12-10"."""
    last = f"senast {one.last_day}" if one.last_day else "sista dag framgår inte av underlaget"
    meeting = f", sista sammanträde {one.meeting}" if one.meeting else ""
    return f"{word(NEED, one.kind).capitalize()}: {last}{meeting}"


def _ground(basis: str) -> str:
    return f"Grund: {bare_sentence(basis)}"


def _need(one: Need) -> Entry:
    """Why, without the id once more where the sentence begins with it."""
    return Entry(one.about, "", (Line("", sentence(one.text).removeprefix(f"{one.about} ")),), one.trace)
