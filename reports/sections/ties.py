"""Ties: counts by status, and every one that does not agree with both sides, the difference and the sources."""

from __future__ import annotations

from collections import Counter

from reports.blocks import Block, Entry, Line, Paragraph, Section, Subheading
from reports.report import Report, Tie
from reports.swedish import TIE_STATUS, amount, cites, number, word

_SHOWN = (("avvikelse", "Avviker"), ("avrundning", "Avrundning"), ("underlag_saknas", "En sida saknas"), ("stammer", "Stämmer"))


def section(report: Report, everything: bool) -> Section | None:
    """Avstämningar."""
    if not report.ties:
        return None
    counts = Counter(tie.status for tie in report.ties)
    told = "; ".join(f"{word(TIE_STATUS, code)}: {number(str(counts[code]))}" for code in TIE_STATUS)
    blocks: list[Block] = [Paragraph(f"Antal: {number(str(len(report.ties)))}. {told[0].upper()}{told[1:]}.")]
    for status, heading in _SHOWN:
        if counts[status] and (everything or status != "stammer"):
            blocks += [Subheading(heading), *(entry(tie) for tie in report.ties if tie.status == status)]
    return Section("Avstämningar", tuple(blocks))


def entry(tie: Tie) -> Entry:
    """Both sides, the difference, and where they stand."""
    sides = f"{tie.left_text or amount(tie.left, tie.unit)} mot {tie.right_text or amount(tie.right, tie.unit)}"
    difference = f"; skillnad {tie.difference_text or amount(tie.difference, tie.unit)}" if tie.difference else ""
    outcome = Line("", f": {sides}{difference}.", word(TIE_STATUS, tie.status), tie.status)
    return Entry(tie.id, tie.title, (outcome, Line("Källa", f"{cites(tie.sources)}.")))
