"""Financial goals and balanskrav: the ratings, the ledger of years, and what is under restoration."""

from __future__ import annotations

from reports import ledgerwords
from reports.blocks import Block, Column, Entry, Line, Paragraph, Section, Subheading, Table
from reports.report import LedgerRow, Rating, Report
from reports.sections.claims import claim_line, shown_line
from reports.selection import of_kind
from reports.swedish import cites, sentence


def section(report: Report, everything: bool) -> Section | None:  # noqa: ARG001 - every section is asked alike
    """Finansiella mål och balanskrav: each with its figures, also what is met, for these few a reader always looks for."""
    rated = [rating for rating in report.ratings if rating.area in {"ekonomi", "balanskrav"} and rating.level == "goal"]
    entries = [_entry(rating) for rating in rated]
    blocks = (*entries, *_ledger(report), *_restoring(report))
    return Section("Finansiella mål och balanskrav", blocks) if blocks else None


def _entry(rating: Rating) -> Entry:
    return Entry(rating.id, rating.title, (shown_line(rating), *([claim_line(rating)] if rating.claimed else ())))


def _ledger(report: Report) -> list[Block]:
    if not report.ledger:
        return []
    columns = (
        Column("År"),
        Column("Resultat", right=True),
        Column("Underlag"),
        Column("Sista år", right=True),
        Column("Återstår", right=True),
    )
    rows = tuple(_ledger_row(row) for row in report.ledger)
    note = f"Belopp i tkr. Återstår: vad som återstår att återställa vid utgången av {report.year} om inget har justerats."
    return [Subheading("Återställande år för år (BK-2)"), Table(columns, rows), Paragraph(note)]


def _ledger_row(row: LedgerRow) -> tuple[str, ...]:
    basis = f"{row.basis} ({cites(row.sources)})" if row.sources else row.basis
    return str(row.year), ledgerwords.result(row), basis, ledgerwords.last_year(row), ledgerwords.remaining(row)


def _restoring(report: Report) -> list[Block]:
    return [Entry(found.id, "", (Line("", sentence(found.text)),)) for found in of_kind(report, "aterstallande")]
