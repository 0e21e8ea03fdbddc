"""The auditor's working paper as a workbook: a sheet for each part, numbers as numbers, room for the auditor's own notes.

Same report, same bytes: what a workbook says of its making is the day of the facts.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from xlsxwriter import Workbook

from reports.content import preamble, title
from reports.plaintext import printable
from reports.report import Report
from reports.workbook import Printed, add_sheet, add_summary, styles_of
from reports.workpaper.sheets import sheets
from reports.workpaper.summary import summary


def to_xlsx(report: Report) -> bytes:
    """The whole working paper, whatever is met or not."""
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True})
    book.set_properties(_properties(report))
    styles = styles_of(book)
    printed = Printed(f"{report.organisation[:90]} {report.year}", f"Regelspår {report.version}, underlag per {report.as_of}")
    add_summary(book, printed, styles, summary(report))
    for sheet in sheets(report):
        add_sheet(book, printed, styles, sheet)
    book.close()
    return file.getvalue()


def _properties(report: Report) -> dict[str, Any]:
    return {
        "title": printable(f"{title(report)}, revisorns arbetspapper"),
        "subject": "Regelprövning av mål, ekonomi och intern kontroll",
        "author": printable(f"Regelspår {report.version}"),
        "company": printable(report.organisation),
        "comments": printable(preamble(report)),
        "created": datetime.fromisoformat(report.as_of).replace(tzinfo=UTC),
    }
