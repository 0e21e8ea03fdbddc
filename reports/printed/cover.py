"""The page before the annex to one member's fullmäktige."""

from __future__ import annotations

from reports.annex import texts
from reports.annex.cover import Cover
from reports.printed.blocks import Head, Leaf, Row, heading, line, links, paragraph, table
from reports.report import Report


def cover_leaf(report: Report, cover: Cover) -> Leaf:
    """Who the page is to, and what the member paid during the year."""
    blocks = [
        heading(1, f"Till {cover.to}", listed=False),
        paragraph(texts.title(report.year)),
        paragraph(texts.cover(report.organisation, cover.name)),
        heading(2, f"Bidrag från {cover.name} {report.year}"),
    ]
    if not cover.rows:
        return Leaf((*blocks, paragraph("Bidraget framgår inte av underlaget.")), alone=True)
    heads = (Head("Avser", 4), Head(cover.head, 2, right=True), Head("Källa", 4))
    rows = [Row((line(row.what), line(row.amount.text), links(row.sources))) for row in cover.rows]
    total = [] if cover.total is None else [Row((line("Summa"), line(cover.total), []), tone="sum")]
    return Leaf((*blocks, table(heads, [*rows, *total], 100), paragraph(texts.summed(cover.total))), alone=True)
