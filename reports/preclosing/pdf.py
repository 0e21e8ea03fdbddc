"""The pre-close check as PDF: A4 for print and screen readers, declaring PDF/A-3a and PDF/UA-1, with the JSON form and every fact file attached."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from reports import blocks
from reports.annex import basis, texts
from reports.annex.anchors import anchor
from reports.annex.items import SYMBOL, Mark
from reports.pdf import attachments, compiled, footer
from reports.preclose import PreClose
from reports.preclosing import words
from reports.preclosing.content import sections
from reports.preclosing.json_form import sealed_check
from reports.preclosing.timeline import timeline
from reports.printed.blocks import Block, Head, Inline, Leaf, Row, code, figure, heading, line, paragraph, resolved, strong, table, told
from reports.printed.closing import rules_used
from reports.seal import Sealed
from reports.swedish import number

WIDEST = 24  # the most that a column of a table is given of its width, in shares by the longest text in it
NARROW = 16  # signs of a column that is as wide as its cells


def to_pdf(preclose: PreClose, everything: bool, width: int) -> bytes:  # noqa: ARG001 - every format is asked alike
    """The whole check; the same check gives the same bytes, dated the day of the check."""
    seal = sealed_check(preclose)
    attached, carried = attachments(preclose.now, seal.text)
    leaves = [Leaf(tuple(_opening(preclose))), Leaf(tuple(_told(preclose, everything))), Leaf(tuple(_based(preclose, seal)))]
    return compiled(_document(preclose, seal, attached, leaves), carried, preclose.as_of)


def _document(preclose: PreClose, seal: Sealed, attached: list[dict[str, str]], leaves: list[Leaf]) -> dict[str, Any]:
    report = preclose.now
    return {
        "title": words.title(preclose),
        "short-title": f"{words.name(preclose)} {report.year}",
        "organisation": report.organisation,
        "description": words.preamble(preclose),
        "keywords": [f"regelspår {report.version}"],
        "footer": footer(seal.digest),
        "attachments": attached,
        "leaves": resolved(leaves),
    }


def _opening(preclose: PreClose) -> Iterator[Block]:
    yield heading(1, f"{words.name(preclose)} {preclose.now.year}, läget {preclose.as_of}", listed=False)
    yield paragraph(preclose.now.organisation)
    yield paragraph(words.preamble(preclose))


def _told(preclose: PreClose, everything: bool) -> Iterator[Block]:
    for section in sections(preclose, everything):
        yield heading(1, section.title, anchor("avsnitt", section.id))
        yield from map(_block, section.blocks)
        if section.id == "kontroll":
            yield from map(figure, timeline(preclose))


def _block(block: blocks.Block) -> Block:
    match block:
        case blocks.Paragraph(text):
            return paragraph(text)
        case blocks.Subheading(text):
            return heading(2, text)
        case blocks.Table():
            return _table(block)
        case blocks.Entry():
            return _entry(block)


def _entry(one: blocks.Entry) -> Block:
    """An entry; what is a single sentence without a title stands on the line of its id."""
    head = [*strong(one.id), *line(f" {one.title}")]
    if not one.title and len(one.lines) == 1:
        return told([*head, *_line(one.lines[0])], ())
    return told(head, ((each.label, _line(each)) for each in one.lines))


def _line(one: blocks.Line) -> Inline:
    sign = f"{SYMBOL[one.tone]} " if one.tone in SYMBOL else ""
    return [*(strong(sign + one.strong) if one.strong else ()), *line(one.text)]


def _table(one: blocks.Table) -> Block:
    heads = [Head(column.full or column.title, _share(one, at), column.right) for at, column in enumerate(one.columns)]
    over = [(name, len(list(mine))) for name, mine in groupby(one.columns, key=lambda column: column.over)]
    tones = one.tones or ("",) * len(one.rows)
    last = len(one.rows) - 1 if one.summed else -1
    rows = (Row(tuple(_cells(row, tones[at])), tone="sum" if at == last else "") for at, row in enumerate(one.rows))
    return table(heads, rows, 85, over if any(name for name, _ in over) else ())


def _cells(row: tuple[str, ...], tone: str) -> Iterator[Inline]:
    *first, last = row
    yield from map(line, first)
    yield line(Mark(tone, last, SYMBOL[tone]) if tone in SYMBOL else last)


def _share(one: blocks.Table, at: int) -> int:
    """Its share of the width; none where it is as wide as its cells, as marks always are."""
    longest = max(len(row[at]) for row in one.rows) if one.rows else 0
    is_marked = bool(one.tones) and at == len(one.columns) - 1
    return 0 if is_marked or (longest <= NARROW and not one.columns[at].right) else min(max(longest, NARROW // 2), WIDEST)


def _based(preclose: PreClose, seal: Sealed) -> Iterator[Block]:
    report = preclose.now
    yield heading(1, "Underlag och spårbarhet")
    yield paragraph(
        f"Programmet är Regelspår {report.version}. {texts.SAME_BYTES} Hela regelspåret, {number(str(len(report.trace)))} steg, och alla faktafiler "
        "följer med den här filen som bilagda filer."
    )
    yield heading(2, "Faktafiler")
    yield table((Head("Fil", 1), Head("Kontrollsumma (SHA-256)", 2)), (Row((code(path), code(found))) for path, found in basis.files(report)), 80)
    yield from rules_used(basis.rules(report))
    yield heading(2, "Kontrollsummor")
    sums = (Row((line(name), code(found))) for name, found in basis.checksums(report, seal))
    yield table((Head("Över", 1), Head("Kontrollsumma", 4)), sums, 80)
