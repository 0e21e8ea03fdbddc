"""The ratings as CSV, one to a row, in the shape that a Swedish Excel opens rightly by a double click.

That is UTF-8 with a byte order mark (without it Excel takes å, ä and ö for something else), semicolons between the cells
(the Swedish list separator; a comma is the decimal sign) and CRLF after each row (RFC 4180). A text that a spreadsheet
would take for a formula stands after an apostrophe.
"""

from __future__ import annotations

import csv
import io

from reports import ratingwords
from reports.plaintext import one_line
from reports.report import Rating, Report
from reports.selection import group_name
from reports.swedish import LEVEL, cites, possible, sentence, word

BYTE_ORDER_MARK = "\ufeff"
HEADS = (
    "Id",
    "Nivå",
    "Enhet",
    "Titel",
    "Målnivå",
    "Utfall",
    "Bedömning",
    "Möjliga bedömningar",
    "Redovisat",
    "Påståendet",
    "Riktning",
    "Belägg",
    "Skäl",
    "Förklaring",
    "Källor",
)
_FORMULA = tuple("=+-@＝＋－＠")  # the full-width ones count in some spreadsheets


def to_csv(report: Report) -> str:
    """Every rating in the report's order, under one row of heads."""
    names = dict(report.units)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADS)
    writer.writerows([cell(value) for value in _row(rating, names)] for rating in report.ratings)
    return BYTE_ORDER_MARK + text.getvalue()


def cell(text: str) -> str:
    """The text on one line; after an apostrophe where a spreadsheet would take it for a formula."""
    line = one_line(text)
    return f"'{line}" if line.lstrip().startswith(_FORMULA) else line


def _row(rating: Rating, names: dict[str, str]) -> tuple[str, ...]:
    return (
        rating.id,
        word(LEVEL, rating.level),
        group_name(rating, names),
        rating.title,
        rating.target or "",
        "; ".join(rating.outcomes),
        ratingwords.shown(rating),
        possible(rating.possible),
        ratingwords.claimed(rating),
        ratingwords.verdict(rating),
        ratingwords.direction(rating),
        ratingwords.evidence(rating),
        ratingwords.reason(rating),
        sentence(rating.because),
        cites(rating.sources),
    )
