"""Sections 9 to 12: the internal control, the findings, what everything rests on, and the signatures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reports.annex import texts
from reports.annex.annex import Annex
from reports.annex.basis import RuleRow
from reports.annex.control import ControlRow
from reports.annex.items import Item
from reports.notes import CHANGES_NOTHING, counts
from reports.printed.blocks import Block, Head, Leaf, Row, bulleted, code, figure, heading, line, numbered, paragraph, strong, table
from reports.printed.opening import noted, title_of
from reports.report import Note
from reports.swedish import STANCE, number, word

_CONTROL = (
    Head("Id", 0), Head("Område och moment", 6), Head("Planerat", 2), Head("Visat", 5), Head("Prövning", 4), Head("Notering eller avvikelse", 5),
    Head("Åtgärd", 2), Head("Sista dag", 2), Head("Källa", 3),
)  # fmt: skip


def control(annex: Annex) -> Leaf:
    """Section 9: every moment."""
    rows = tuple(map(_moment, annex.moment_rows))
    told = table(_CONTROL, rows, 80) if rows else paragraph("Ingen intern kontroll finns bland uppgifterna.")
    return Leaf((title_of(9), told), flipped=True)


def control_figures(annex: Annex) -> Leaf:
    """The control plan through the year, upright: its rows are many."""
    figures = tuple(map(figure, annex.control_figures))
    return Leaf((heading(2, "Planerat och utfört genom året"), *figures) if figures else ())


def _moment(row: ControlRow) -> Row:
    cells = (
        line(row.item.id), line(row.item.title), line(row.planned), line(row.shown), line(row.mark, *noted(row.item)), line(row.remarks),
        line(row.action), line(row.last_day), line("; ".join(one.text for one in row.sources)),
    )  # fmt: skip
    return Row(cells, row.item.anchor, "goal" if row.is_area else "")


_TOLD_IN = {
    "motsagt": 5, "obestyrkt": 6, "fraga": 6, "malniva_saknas": 6,
    "tie_avvikelse": 8, "tie_avrundning": 8, "oppen_avvikelse": 9, "forsenad_atgard": 9, "stangd_avvikelse": 9,
}  # fmt: skip


def findings(annex: Annex) -> Leaf:
    """Section 10: how many of each kind and where they are told, and in full those that no other section tells."""
    blocks = [title_of(10), *_findings(annex)]
    return Leaf(tuple(blocks))


def _findings(annex: Annex) -> Iterator[Block]:
    if not annex.findings:
        yield paragraph("Inga iakttagelser.")
        return
    rows = (Row((line(one.name), line(number(str(len(one.items)))), line(f"avsnitt {_TOLD_IN.get(one.kind, 10)}"))) for one in annex.findings)
    yield table((Head("Slag", 3), Head("Antal", 1, right=True), Head("Återges i", 1)), rows)
    if said := texts.of_counts(len(annex.counts), len(annex.unsupported_counts)):
        yield paragraph(said)
    for group in annex.findings:
        if group.kind not in _TOLD_IN:
            yield heading(2, f"{group.name} ({number(str(len(group.items)))})")
            yield bulleted(line(item.title) for item in group.items)


def basis(annex: Annex) -> Leaf:
    """Section 11: the files, the documents, the law as it was worded and the rules that were used."""
    return Leaf((title_of(11), *_basis(annex)))


def _basis(annex: Annex) -> Iterator[Block]:
    yield paragraph(
        f"Programmet är Regelspår {annex.report.version}. {texts.SAME_BYTES} Hela regelspåret, {number(str(len(annex.report.trace)))} steg, och alla "
        "faktafiler följer med den här filen som bilagda filer. Kommandot check verifiera tar ut dem, räknar om kontrollsummorna och prövar igen. "
        "Kontrollsummorna står på sista sidan, och början av dem på varje sida."
    )
    yield from _notes(annex)
    yield heading(2, "Faktafiler")
    yield table((Head("Fil", 1), Head("Kontrollsumma (SHA-256)", 2)), (Row((code(path), code(found))) for path, found in annex.files), 80)
    yield heading(2, "Dokument")
    documents = (Row((line(one.title), line(number(str(one.count))))) for one in annex.documents)
    yield table((Head("Dokument", 4), Head("Uppgifter ur dokumentet", 1, right=True)), documents)
    yield paragraph(texts.DOCUMENTS)
    yield from rules_used(annex.rules)


def _notes(annex: Annex) -> Iterator[Block]:
    if annex.noted:
        yield heading(2, "Revisorns noteringar")
        yield paragraph(f"{counts(annex.report)} {CHANGES_NOTHING}")
        heads = (Head("Id", 3), Head("Prövning", 4), Head("Ståndpunkt", 3), Head("Skäl", 7), Head("Namn", 4), Head("Datum", 2))
        yield table(heads, (_note(item, note) for item in annex.noted for note in item.notes))


def _note(item: Item, note: Note) -> Row:
    first = item.noted.anchor if item.noted and note is item.notes[0] else ""
    cells = (strong(item.id), line(*((item.mark,) if item.mark else ())), line(word(STANCE, note.stance)), line(note.reason or ""), line(note.name))
    return Row((*cells, line(note.date)), first)


def rules_used(rows: Iterable[RuleRow]) -> Iterator[Block]:
    """The law as it was worded, and the rules that took a step."""
    used = [row for row in rows if row.steps]
    grounds = list(dict.fromkeys(row.rule.basis for row in used))
    yield heading(2, "Lag och grund i den lydelse som har tillämpats")
    yield numbered(line(ground) for ground in grounds)
    yield heading(2, "Regler som har använts")
    yield paragraph("Grund är numret i listan ovan. Steg är hur många gånger regeln har använts.")
    heads = (Head("Regel", 5), Head("Titel", 7), Head("Grund", 1, right=True), Head("Gäller", 2), Head("Steg", 1, right=True))
    told = (
        Row((line(one.rule.id), line(one.rule.title), line(str(grounds.index(one.rule.basis) + 1)), line(one.rule.years),
             line(number(str(len(one.steps))))), one.anchor)
        for one in used
    )  # fmt: skip
    yield table(heads, told, 80)


def signatures(annex: Annex) -> Leaf:
    """Section 12: prepared, reviewed, approved, and dealt with by the Direktion; what is signed is named by its checksums."""
    heads = (Head("Åtgärd", 5), Head("Namn", 4), Head("Datum", 2), Head("Underskrift eller §", 4))
    signed = table(heads, (Row((line(one), [], [], [])) for one in texts.SIGNED), 100, tall=14)
    sums = (Row((line(name), code(found))) for name, found in annex.checksums)
    blocks = (
        title_of(12), signed, heading(2, "Kontrollsummor"), paragraph("Underskrifterna avser bilagan med dessa kontrollsummor (SHA-256)."),
        table((Head("Över", 1), Head("Kontrollsumma", 4)), sums, 80),
    )  # fmt: skip
    return Leaf(blocks, alone=True)
