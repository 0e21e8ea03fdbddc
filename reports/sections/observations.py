"""Other findings, grouped by kind in the order of the words, and the closing legend."""

from __future__ import annotations

from reports.blocks import Block, Entry, Line, Paragraph, Section, Subheading
from reports.report import Report
from reports.selection import IN_OTHER_SECTIONS, of_kind
from reports.swedish import FINDING, sentence, word

EXIT_CODES = (
    "Slutkod 0: allt som bedöms är uppfyllt, inget påstående är motsagt och varje avstämning stämmer eller skiljer sig bara genom avrundning. "
    "1: något är ej eller delvis uppfyllt, ett påstående är motsagt, en avstämning avviker eller en åtgärd är försenad. "
    "3: inget av detta, men underlag saknas."
)


def section(report: Report, everything: bool) -> Section | None:  # noqa: ARG001 - always told
    """Övriga iakttagelser."""
    told = dict.fromkeys([*FINDING, *(finding.kind for finding in report.findings)])
    blocks: list[Block] = []
    for kind in told:
        if kind not in IN_OTHER_SECTIONS and (found := of_kind(report, kind)):
            blocks.append(Subheading(f"{word(FINDING, kind)} ({len(found)})"))
            blocks += [Entry(one.id, "", (Line("", sentence(one.text)),)) for one in found]
    return Section("Övriga iakttagelser", tuple(blocks)) if blocks else None


def legend(report: Report, everything: bool, options: str) -> Section:
    """Hur rapporten läses; `options` are those that a command must have to find the same facts."""
    ask = f"Varför, och varför inte: check forklara {report.year} ID{options}. Reglerna: check regler."
    more = "" if everything else f" Det som är uppfyllt och det som stämmer: check {report.year}{options} --alla."
    return Section("Läsanvisning", (Paragraph(EXIT_CODES), Paragraph(ask + more)))
