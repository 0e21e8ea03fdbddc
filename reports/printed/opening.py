"""The pages before the tables: the summary of one page, the contents, purpose, rules, and the sums of each unit."""

from __future__ import annotations

from collections.abc import Iterator

from reports.annex import texts
from reports.annex.annex import Annex
from reports.annex.items import Item
from reports.annex.summary import Part, bullets
from reports.printed.blocks import Block, Head, Inline, Leaf, Row, bulleted, contents, figure, heading, line, numbered, paragraph, strong, table
from reports.swedish import number

_SHOWN = ("uppfyllt", "delvis", "ej", "underlag saknas", "ej tillämpligt")
_CLAIMED = ("uppfyllt", "delvis", "ej", texts.UNCLAIMED)
_VERDICTS = ("bekräftat", "motsagt", "obestyrkt", "inget")


def title_of(at: int) -> Block:
    """A section's heading with its number."""
    return heading(1, f"{at} {texts.HEADINGS[at - 1]}", f"avsnitt-{at}")


def summary(annex: Annex) -> Leaf:
    """The summary on a page of its own."""
    report = annex.report
    blocks = [
        heading(1, texts.title(report.year), listed=False),
        paragraph(report.organisation),
        paragraph(texts.belongs_to(annex.judged, report.year, report.version, report.as_of)),
        heading(2, "Sammanfattning"),
        paragraph(texts.SUMMARY),
        bulleted(line(*parts) for parts in bullets(annex)),
    ]
    return Leaf((*blocks, *([figure(annex.figures["enheter"], 365)] if "enheter" in annex.figures else ())), alone=True)


def rules(annex: Annex) -> Leaf:
    """The contents, and sections 1 and 2."""
    told = [
        contents("Innehåll"),
        title_of(1),
        paragraph(texts.purpose(annex.judged, annex.report.year)),
        paragraph(texts.LIMITS),
        title_of(2),
        numbered(map(_rule, texts.RULES)),
        paragraph("Varje regel som har använts står med titel, grund och år i avsnitt 11."),
    ]
    return Leaf(tuple(told))


def _rule(text: str) -> Inline:
    parts = text.split("*")
    return [part for at, found in enumerate(parts) for part in (strong(found) if at % 2 else line(found))]


def sums(annex: Annex) -> Leaf:
    """Section 3: a line for each unit with sums that add up, and the whole with its parts and units."""
    return Leaf((title_of(3), *_sums(annex)), flipped=True)


def _sums(annex: Annex) -> Iterator[Block]:
    for name, many in (("Mål", annex.goal_sums), ("Mätetal", annex.criterion_sums)):
        if many:
            yield heading(2, f"{name} per enhet")
            heads = [Head("Enhet", 3), Head("Antal", right=True), *(Head(title, right=True) for title in (*_SHOWN, *_CLAIMED, *_VERDICTS))]
            over = [("", 2), ("Visat", len(_SHOWN)), ("Redovisat", len(_CLAIMED)), ("Påståendet är", len(_VERDICTS))]
            rows = [
                Row((line(one.name), *map(_count, (one.total, *one.shown.values(), *one.claimed.values(), *one.verdicts.values()))),
                    tone="sum" if one is many[-1] else "")
                for one in many
            ]  # fmt: skip
            yield table(heads, rows, 80, over)
    every = (*annex.whole, *annex.parts, *annex.units)
    if not every:
        yield paragraph("Inga mål finns bland uppgifterna.")
        return
    yield paragraph(texts.SUMS)
    yield heading(2, "Helhet, delar och enheter")
    heads = [Head("Id", 0), Head("Vad", 3), Head("Prövning", 2), Head("Visat", 6), Head("Redovisat", 5)]
    yield table(heads, (Row((line(one.id), line(one.title), marked(one), said(one, "Visat"), said(one, "Redovisat")), one.anchor) for one in every))


def marked(item: Item) -> Inline:
    """The rating of an item in word and sign, and what auditors say of it."""
    return line(*((item.mark,) if item.mark else ()), *noted(item))


def noted(item: Item) -> tuple[Part, ...]:
    """What auditors say of an item, leading to their notes."""
    return (" ", item.noted) if item.noted else ()


def said(item: Item, label: str, whole: bool = True) -> Inline:
    """What an item says under a label; nothing where it says nothing there."""
    return [part for one in item.lines if one.label == label for part in line(one.whole if whole else one.text.removeprefix(". "))]


def _count(value: int) -> Inline:
    return line(number(str(value)))
