"""Sections 7 and 8: the financial goals and the balanskrav with the calculation line by line, and the ties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.annex import texts
from reports.annex.annex import Annex
from reports.annex.economy import Row as Amounts
from reports.annex.items import Item
from reports.printed.blocks import Block, Head, Leaf, Row, figure, heading, line, links, paragraph, table
from reports.printed.goals import item_told
from reports.printed.opening import title_of
from reports.report import Tie
from reports.swedish import amount, cites, number


def economy(annex: Annex) -> Leaf:
    """Section 7."""
    return Leaf((title_of(7), *map(item_told, annex.financial), *_economy(annex)))


def _economy(annex: Annex) -> Iterator[Block]:
    year = annex.report.year
    if not annex.financial:
        yield paragraph("Inga finansiella mål eller krav finns bland uppgifterna.")
    yield from _amounts(f"Balanskravsutredning {year}", ("Rad", "Belopp"), annex.calculation, last_is_sum=True)
    yield from _ledger(annex)
    yield from _amounts("Enheternas resultat", ("Enhet", "Resultat", "Budget"), annex.unit_results)
    yield from _amounts("Överskott förda till nästa år", ("Enhet", "Fört till nästa år", "Redovisat resultat", "Utan överföringen"), annex.carried)


def _amounts(title: str, heads: Sequence[str], rows: Sequence[Amounts], last_is_sum: bool = False) -> Iterator[Block]:
    if rows:
        yield heading(2, title)
        first, *rest = heads
        columns = (Head(first, 5), *(Head(name, 2, right=True) for name in rest), Head("Källa", 5))
        yield table(
            columns,
            (
                Row((line(row.name), *map(line, row.amounts), links(row.sources)), tone="sum" if last_is_sum and row is rows[-1] else "")
                for row in rows
            ),
        )


def _ledger(annex: Annex) -> Iterator[Block]:
    if annex.ledger:
        yield heading(2, "Återställande år för år (BK-2)")
        heads = (Head("År", 0), Head("Resultat, tkr", 2, right=True), Head("Underlag", 4), Head("Sista år", 1, right=True))
        rows = (
            Row((line(str(one.row.year)), line(_known(one.row.result)), line(one.row.basis), line(str(one.row.last_year)),
                 line(_known(one.row.remaining)), links(one.sources)))
            for one in annex.ledger
        )  # fmt: skip
        yield table((*heads, Head("Återstår, tkr", 2, right=True), Head("Källa", 5)), rows)
        yield paragraph(f"Återstår: vad som återstår att återställa vid utgången av {annex.report.year} om inget har justerats.")
    if "aterstallande" in annex.figures:
        yield figure(annex.figures["aterstallande"])


def _known(value: str | None) -> str:
    return "saknas" if value is None else number(value)


_TIES = (Head("Avstämning", 5), Head("Vänster", 3, right=True), Head("Höger", 3, right=True), Head("Skillnad", 2, right=True), Head("Källa", 5))


def ties(annex: Annex) -> Leaf:
    """Section 8: the counts, and both sides of all that do not agree."""
    return Leaf((title_of(8), *_ties(annex)))


def _ties(annex: Annex) -> Iterator[Block]:
    many = number(str(len(annex.report.ties)))
    if not annex.report.ties:
        yield paragraph("Inga avstämningar finns bland uppgifterna.")
        return
    yield paragraph(f"Antal: {many}. {texts.TOLERANCE}")
    rows = [Row((line(mark), line(number(str(count))))) for mark, count in annex.ties_by_status]
    yield table((Head("Status", 0), Head("Antal", 0, right=True)), [*rows, Row((line("Summa"), line(many)), tone="sum")])
    by_id = {tie.id: tie for tie in annex.report.ties}
    for mark, items in annex.ties:
        if mark.code != "stammer":
            yield heading(2, f"{mark.word.capitalize()} ({number(str(len(items)))})")
            yield table(_TIES, (_tie(item, by_id[item.id]) for item in items))


def _tie(item: Item, tie: Tie) -> Row:
    cells = (
        [*line(tie.id, " "), *line(tie.title)],
        line(tie.left_text or amount(tie.left, tie.unit)),
        line(tie.right_text or amount(tie.right, tie.unit)),
        line((tie.difference_text or amount(tie.difference, tie.unit)) if tie.difference else "framgår inte"),
        line(cites(tie.sources)),
    )
    return Row(cells, item.anchor)


