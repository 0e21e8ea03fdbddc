"""Ties: counts by status, and every one that does not agree with both sides, the difference and the sources."""

from __future__ import annotations

from collections import Counter

from reports.blocks import Block, Entry, Line, Paragraph, Section, Subheading
from reports.report import Materiality, Report, Tie
from reports.swedish import MATERIAL, TIE_STATUS, amount, cites, number, word

_SHOWN = (("avvikelse", "Avviker"), ("avrundning", "Avrundning"), ("underlag_saknas", "En sida saknas"), ("stammer", "Stämmer"))


def section(report: Report, everything: bool) -> Section | None:
    """Avstämningar."""
    if not report.ties:
        return None
    counts = Counter(tie.status for tie in report.ties)
    told = "; ".join(f"{word(TIE_STATUS, code)}: {number(str(counts[code]))}" for code in TIE_STATUS)
    blocks: list[Block] = [Paragraph(f"Antal: {number(str(len(report.ties)))}. {told[0].upper()}{told[1:]}.")]
    if report.materiality:
        blocks.append(Paragraph(stated(report.materiality)))
    for status, heading in _SHOWN:
        if counts[status] and (everything or status != "stammer"):
            blocks += [Subheading(heading), *(entry(tie) for tie in report.ties if tie.status == status)]
    return Section("Avstämningar", tuple(blocks))


def stated(limit: Materiality) -> str:
    """The väsentlighetstal, who set it and for what, and where it stands."""
    return f"Väsentlighetstal: {amount(limit.amount, limit.unit)} ({limit.text}; {limit.source}). En skillnad som är lika stor räknas som över."


def entry(tie: Tie) -> Entry:
    """Both sides, the difference, and where they stand."""
    sides = f"{tie.left_text or amount(tie.left, tie.unit)} mot {tie.right_text or amount(tie.right, tie.unit)}"
    difference = f"; skillnad {tie.difference_text or amount(tie.difference, tie.unit)}" if tie.difference else ""
    material = f"; {word(MATERIAL, tie.material)} väsentlighetstalet" if tie.material else ""
    outcome = Line("", f": {sides}{difference}{material}.", word(TIE_STATUS, tie.status), tie.status)
    return Entry(tie.id, tie.title, (outcome, Line("Källa", f"{cites(tie.sources)}.")))
