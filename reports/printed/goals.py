"""Sections 4 to 6: the table of goals, the differences with room for the Direktion's answer, and what cannot be rated."""

from __future__ import annotations

from collections.abc import Iterator

from reports.annex import texts
from reports.annex.anchors import Link
from reports.annex.annex import Annex
from reports.annex.goals import GoalRow
from reports.annex.items import Item
from reports.notes import note_line
from reports.printed.blocks import Block, Head, Inline, Leaf, Row, bulleted, figure, heading, line, links, paragraph, strong, table, told
from reports.printed.opening import noted, said, title_of

_GOALS = (
    Head("Id", 0), Head("Mål och mätetal", 6), Head("Målnivå", 3), Head("Utfall", 4), Head("Källa", 4), Head("Prövning", 4), Head("Redovisat", 4),
    Head("Skillnad och skäl", 4),
)  # fmt: skip


def goal_table(annex: Annex) -> Leaf:
    """Section 4."""
    return Leaf((title_of(4), *_goal_tables(annex)), flipped=True)


def _goal_tables(annex: Annex) -> Iterator[Block]:
    for unit in annex.goal_tables:
        yield heading(2, unit.name)
        yield table(_GOALS, map(_goal, unit.rows), 80)
    if not annex.goal_tables:
        yield paragraph("Inga mål finns bland uppgifterna.")
    if "andelar" in annex.figures:
        yield figure(annex.figures["andelar"])


def _goal(row: GoalRow) -> Row:
    cells = (
        line(row.item.id), line(row.item.title), line(row.target), line(row.outcome), line("; ".join(one.text for one in row.sources)),
        line(row.shown, *noted(row.item)), line(row.claimed or texts.UNCLAIMED), line(row.difference),
    )  # fmt: skip
    return Row(cells, row.item.anchor, "goal" if row.is_goal else "")


def differences(annex: Annex) -> Leaf:
    """Section 5: what is claimed, what is shown, the rule, and an empty line for the Direktion."""
    differing = (*annex.differences, *annex.counts)
    titles = {rule.rule.id: rule.rule.title for rule in annex.rules}
    opening = paragraph(texts.CONTRADICTED if differing else "Inget påstående är motsagt.")
    return Leaf((title_of(5), opening, *(_difference(item, titles) for item in differing)))


def _difference(item: Item, titles: dict[str, str]) -> Block:
    lines = [*_lines(item), *((("Källa", links(item.sources)),) if item.sources else ())]
    lines += [("Regel", line("; ".join(_ruled(rule, titles) for rule in item.rules)))] if item.rules else []
    anchor = "" if item.mark else item.anchor
    return told(_head(item), lines, anchor, texts.STANCE)


def _ruled(rule: Link, titles: dict[str, str]) -> str:
    return f"{rule.text}: {titles[rule.text]}" if rule.text in titles else rule.text


def _head(item: Item) -> Inline:
    return [*strong(item.name), *line(" ", Link(item.title, item.anchor if item.mark else ""))]


def _lines(item: Item) -> list[tuple[str, Inline]]:
    said_of_it = [*item.lines, *map(note_line, item.notes)]
    return [(one.label, [*(strong(one.strong) if one.strong else ()), *line(one.text)]) for one in said_of_it if one.label != "Slag"]


def item_told(item: Item) -> Block:
    """An item with all its lines and sources."""
    return told(_head(item), [*_lines(item), *((("Källa", links(item.sources)),) if item.sources else ())])


def undecided(annex: Annex) -> Leaf:
    """Section 6."""
    return Leaf((title_of(6), *_undecided(annex)))


def _undecided(annex: Annex) -> Iterator[Block]:
    if annex.undecided:
        yield heading(2, "Bedömningar där underlag saknas")
        yield paragraph(texts.OPEN)
    for group in annex.undecided:
        yield heading(3, group.name)
        yield table((Head("Id", 0), Head("Vad", 4), Head("Varför, och vad som är möjligt", 6)), map(_open, group.items))
    if not annex.undecided:
        yield paragraph("Alla bedömningar är avgjorda.")
    if annex.questions:
        yield heading(2, "Uppgifter som skulle avgöra")
        rows = (Row((line(one.missing.text), links(one.waits))) for one in annex.questions)
        yield table((Head("Fråga", 5), Head("Behövs för", 2)), rows)
    yield heading(2, "Obestyrkta påståenden")
    unsupported = (*annex.unsupported, *annex.unsupported_counts)
    yield paragraph(texts.UNSUPPORTED if unsupported else "Inget påstående är obestyrkt.")
    if unsupported:
        yield bulleted([*strong(item.name), *line(" ", item.title), *_claimed(item)] for item in unsupported)


def _open(item: Item) -> Row:
    return Row((line(Link(item.id, item.anchor)), line(item.title), said(item, "Visat")))


def _claimed(item: Item) -> Inline:
    claimed = said(item, "Redovisat")
    return [*line(": redovisat "), *claimed] if claimed else []
