"""The blocks of a printed page and what may stand in a line of them. Each is a plain value with its `kind`; the template sets it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reports.annex.anchors import Link
from reports.annex.figures.drawing import WIDTH, Figure
from reports.annex.items import Mark
from reports.annex.summary import Part
from reports.swedish import bind

Block = dict[str, Any]
SIGNS = 80  # of a line as wide as the page, at the fewest
MOST_LINES = 24  # of a table that stands whole on its page, which is less than half of one
TALLEST = 600  # points of a page that a drawing may take, with its caption below
Inline = list[Any]


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its title, whether its cells stand to the right, and its share of the page's width (0: as wide as its cells)."""

    title: str
    wide: int = 1
    right: bool = False


@dataclass(frozen=True, slots=True)
class Leaf:
    """Blocks on pages of one shape, upright or on their side; what follows in the same shape goes on below unless it is `alone`."""

    blocks: tuple[Block, ...]
    flipped: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row: its cells, its anchor, and a tone: "goal" for what the rows under it belong to, "sum" for a sum."""

    cells: tuple[Inline, ...]
    anchor: str = ""
    tone: str = ""


def line(*parts: Part) -> Inline:
    """Texts with numbers bound to their units, links and marks."""
    return [_inline(part) for part in parts if part not in ("", None)]


def _inline(part: Part) -> Any:
    if isinstance(part, Link):
        return {"to": part.anchor, "text": bind(part.text)} if part.anchor else bind(part.text)
    if isinstance(part, Mark):
        return {"m": part.code, "word": part.word, "sign": part.sign}
    return bind(part)


def strong(text: str) -> Inline:
    """A text that stands out."""
    return [{"strong": bind(text)}]


def code(text: str) -> Inline:
    """A checksum or a path, in letters of one width, that may be broken between its parts."""
    return [{"code": text}]


def links(many: Iterable[Link]) -> Inline:
    """Links with semicolons between."""
    parts: list[Part] = []
    for one in many:
        parts += ["; ", one] if parts else [one]
    return line(*parts)


def heading(level: int, text: str, anchor: str = "", listed: bool = True) -> Block:
    """A heading, which is a bookmark too; it stands in the contents where it is `listed` and of the first level."""
    return {"kind": "heading", "level": level, "text": text, "anchor": anchor, "listed": listed}


def paragraph(*parts: Part) -> Block:
    """Running text."""
    return {"kind": "paragraph", "text": line(*parts)}


def bulleted(items: Iterable[Inline]) -> Block:
    """A list with a dash for each item."""
    return {"kind": "list", "items": list(items)}


def numbered(items: Iterable[Inline]) -> Block:
    """A list with a number for each item."""
    return {"kind": "numbered", "items": list(items)}


def table(heads: Sequence[Head], rows: Iterable[Row], size: int = 85, over: Sequence[tuple[str, int]] = (), tall: int = 0) -> Block:
    """A table whose heads stand on every page.

    `size` is of its letters in tenths of a point; `over` are heads over several columns; `tall` is the rows' height in mm where it is set.
    """
    told = list(rows)
    return {
        "kind": "table",
        "whole": sum(_lines(heads, row) for row in told) <= MOST_LINES,
        "columns": [{"title": head.title, "wide": head.wide, "right": head.right} for head in heads],
        "over": [{"text": text, "wide": wide} for text, wide in over],
        "rows": [{"cells": list(row.cells), "anchor": row.anchor, "tone": row.tone} for row in told],
        "size": size,
        "tall": tall,
    }


def _lines(heads: Sequence[Head], row: Row) -> int:
    """How many lines a row takes at the most, in columns of their share of a line."""
    shares = [max(head.wide, 1) for head in heads]
    signs = (sum(len(str(part.get("text", part)) if isinstance(part, dict) else part) for part in cell) for cell in row.cells)
    return max(1 + many * sum(shares) // (share * SIGNS) for many, share in zip(signs, shares, strict=True))


def told(head: Inline, lines: Iterable[tuple[str, Inline]], anchor: str = "", stance: str = "") -> Block:
    """Something with a head and labelled lines; `stance` is the words before an empty line to write on."""
    return {"kind": "told", "head": head, "lines": [{"label": label, "text": text} for label, text in lines], "anchor": anchor, "stance": stance}


def contents(title: str) -> Block:
    """The list of sections with their pages."""
    return {"kind": "contents", "title": title}


def figure(one: Figure, tallest: int = TALLEST) -> Block:
    """A drawing in points, set smaller where it would be taller than there is room for; what it says stands in words for those who cannot see it."""
    return {
        "kind": "figure",
        "says": f"{one.title}. {one.says}",
        "caption": f"{one.title}. {one.says}",
        "wide": WIDTH,
        "percent": min(100, tallest * 100 // one.height),
        "height": one.height,
        "bars": [{"x": bar.x, "y": bar.y, "width": bar.width, "height": bar.height, "tone": bar.mark.code} for bar in one.bars],
        "lines": [[one.line, top, bottom] for top, bottom in one.spans],
        "grid": [[x, 18, one.height] for x in one.grid],
        "words": [[x, y, text] for x, y, text in one.words],
        "under": [[one.line, one.height - 14, one.line_says]] if one.line >= 0 and one.line_says else [],
    }


def resolved(leaves: Sequence[Leaf]) -> list[dict[str, Any]]:
    """The leaves as plain values in which a link that leads to no anchor of theirs is a text."""
    anchors = {anchor for leaf in leaves for block in leaf.blocks for anchor in _anchors(block)}
    return [{"flipped": leaf.flipped, "blocks": [_linked(block, anchors) for block in leaf.blocks]} for leaf in _joined(leaves)]


def _joined(leaves: Iterable[Leaf]) -> list[Leaf]:
    """Neighbours of one shape as one leaf, so that a section goes on where the one before it ends."""
    found: list[Leaf] = []
    for leaf in (one for one in leaves if one.blocks):
        last = found[-1] if found else None
        if last and last.flipped == leaf.flipped and not (last.alone or leaf.alone):
            found[-1] = Leaf(last.blocks + leaf.blocks, leaf.flipped)
        else:
            found.append(leaf)
    return found


def _anchors(block: Block) -> Iterator[str]:
    for one in (block, *block.get("rows", ())):
        if one.get("anchor"):
            yield one["anchor"]


def _linked(value: Any, anchors: set[str]) -> Any:
    if isinstance(value, dict):
        if "to" in value:
            return value if value["to"] in anchors else value["text"]
        return {key: _linked(inner, anchors) for key, inner in value.items()}
    return [_linked(inner, anchors) for inner in value] if isinstance(value, list) else value
