"""The overview as CSV, in the shape of the ratings' own: one row for each organisation and year, and one for each thing in common."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from reports.csv_form import BYTE_ORDER_MARK, cell
from reports.overview import Overview
from reports.overviews.rows import FREQUENT_HEADS, HEADS, both, frequent_cells, outside_cells, row_cells


def to_csv(overview: Overview, width: int) -> str:  # noqa: ARG001 - every format is asked alike
    """Every check in the overview's order, under one row of heads, and then what could not be tried."""
    return _table(HEADS, [*map(row_cells, overview.checked), *map(outside_cells, overview.outside)])


def to_frequent_csv(overview: Overview, width: int) -> str:  # noqa: ARG001 - every format is asked alike
    """All that is contradicted and all that is missing, the most frequent first, with the checks that it comes up in."""
    return _table(("Utfall", *FREQUENT_HEADS), ((said, *frequent_cells(one)) for said, found in both(overview) for one in found))


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str | int | None, ...]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return BYTE_ORDER_MARK + text.getvalue()


def _cell(value: str | int | None) -> str:
    """A number as its digits, no thousands; a text as a spreadsheet may hold it."""
    return cell(value) if isinstance(value, str) else "" if value is None else str(value)
