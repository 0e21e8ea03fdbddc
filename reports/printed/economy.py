"""Sections 7 and 8: the financial goals and the balanskrav with the calculation line by line, and the ties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reports import ledgerwords
from reports.annex import texts
from reports.annex.annex import Annex
from reports.annex.deviations import Deviation
from reports.annex.economy import Measured
from reports.annex.items import Item
from reports.printed.blocks import Block, Head, Inline, Leaf, Row, figure, heading, line, links, paragraph, strong, table
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
    heads = ("Enhet", "Resultat", "Budget") if any(row.amounts[1] for row in annex.unit_results.rows) else ("Enhet", "Resultat")
    yield from _amounts("Enheternas resultat", heads, annex.unit_results)
    yield from _amounts("Överskott förda till nästa år", ("Enhet", "Fört till nästa år", "Redovisat resultat", "Utan överföringen"), annex.carried)


def _amounts(title: str, heads: Sequence[str], found: Measured, last_is_sum: bool = False) -> Iterator[Block]:
    rows = found.rows
    if rows:
        yield heading(2, title)
        first, *rest = heads
        columns = (Head(first, 5), *(Head(f"{name}{found.after}", 2, right=True) for name in rest), Head("Källa", 5))
        yield table(
            columns,
            (
                Row((line(row.name), *map(line, row.amounts[: len(rest)]), links(row.sources)), tone="sum" if last_is_sum and row is rows[-1] else "")
                for row in rows
            ),
        )


def _ledger(annex: Annex) -> Iterator[Block]:
    if annex.ledger:
        yield heading(2, "Återställande år för år (BK-2)")
        heads = (Head("År", 0), Head("Resultat, tkr", 2, right=True), Head("Underlag", 4), Head("Sista år", 1, right=True))
        rows = (
            Row((line(str(one.row.year)), line(ledgerwords.result(one.row)), line(one.row.basis), line(ledgerwords.last_year(one.row)),
                 line(ledgerwords.remaining(one.row)), links(one.sources)))
            for one in annex.ledger
        )  # fmt: skip
        yield table((*heads, Head("Återstår, tkr", 2, right=True), Head("Källa", 5)), rows)
        yield paragraph(f"Återstår: vad som återstår att återställa vid utgången av {annex.report.year} om inget har justerats.")
    if "aterstallande" in annex.figures:
        yield figure(annex.figures["aterstallande"])
    if "eget_kapital" in annex.figures:
        yield heading(2, "Eget kapital")
        yield figure(annex.figures["eget_kapital"])


_TIES = (Head("Avstämning", 6), Head("Vänster", 3, right=True), Head("Höger", 3, right=True), Head("Skillnad", 3, right=True))


def ties(annex: Annex) -> Leaf:
    """Section 8: the counts, and both sides of all that do not agree; deviations against the väsentlighetstal where one is stated."""
    return Leaf((title_of(8), *_ties(annex)), flipped=True)


def _ties(annex: Annex) -> Iterator[Block]:
    many = number(str(len(annex.report.ties)))
    if not annex.report.ties:
        yield paragraph("Inga avstämningar finns bland uppgifterna.")
        return
    yield paragraph(f"Antal: {many}. {texts.TOLERANCE}")
    rows = [Row((line(mark), line(number(str(count))))) for mark, count in annex.ties_by_status]
    yield table((Head("Status", 0), Head("Antal", 0, right=True)), [*rows, Row((line("Summa"), line(many)), tone="sum")])
    yield paragraph(texts.OTHERS_AGREE)
    by_id = {tie.id: tie for tie in annex.report.ties}
    for mark, items in annex.ties:
        if mark.code != "stammer":
            yield heading(2, f"{mark.word.capitalize()} ({number(str(len(items)))})")
            yield from _deviations(annex) if mark.code == "avvikelse" else (_agreeing(items, by_id),)


def _deviations(annex: Annex) -> Iterator[Block]:
    found = annex.deviations
    yield paragraph(found.says)
    held = (Head("Mot väsentlighetstalet", 3),) if found.is_held else ()
    for name, rows, also in (("i belopp", found.amounts, held), ("i antal, procent och annat", found.others, ())):
        if rows:
            yield heading(3, f"Avvikelser {name}")
            yield table((*_TIES, *also, Head("Källa", 6)), (_deviation(row, bool(also)) for row in rows))


def _deviation(row: Deviation, is_held: bool) -> Row:
    cells = [_named(row.item), line(row.left), line(row.right), line(row.difference_text), *([line(row.material)] if is_held else [])]
    return Row((*cells, links(row.sources)), row.item.anchor)


def _agreeing(items: Sequence[Item], by_id: Mapping[str, Tie]) -> Block:
    return table((*_TIES, Head("Källa", 6)), (_tie(item, by_id[item.id]) for item in items))


def _named(item: Item) -> Inline:
    return [*strong(item.id), *line(" ", item.title)]


def _tie(item: Item, tie: Tie) -> Row:
    cells = (
        _named(item),
        line(tie.left_text or amount(tie.left, tie.unit)),
        line(tie.right_text or amount(tie.right, tie.unit)),
        line((tie.difference_text or amount(tie.difference, tie.unit)) if tie.difference else "framgår inte"),
        line(cites(tie.sources)),
    )
    return Row(cells, item.anchor)


