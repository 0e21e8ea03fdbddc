"""The answer to a question put to the store of results: rows under named columns, as text, CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reports.blocks import Column, Table
from reports.csv_form import BYTE_ORDER_MARK, cell
from reports.layout import GAP, Spans, filled, least, plain, table_lines
from reports.plaintext import escaped, one_line, visible

SCHEMA = "regelspar-fraga/1"
DEFAULT = "text"
NOTHING = "–"
LONGEST_SEEN = 4_000  # signs of a value in the table of text; CSV and JSON hold it whole
_ENDLESS = ("inf", "-inf")
_NUMBER = re.compile(r"-?\d+([.,]\d+)?")

Value = object  # what SQLite holds: text, whole number, number with decimals, bytes, or nothing


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of an answer; not `whole` when there were more than were asked for."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    whole: bool = True


def to_text(answer: Answer, width: int) -> str:
    """A table fitted to the width, or each row by itself where it has more columns than fit."""
    rows = [tuple(_seen(value) for value in row) for row in answer.rows]
    titles = tuple(_seen(name) for name in answer.columns)
    if not rows:
        return plain([[("Inga rader.", "")]])
    columns = tuple(Column(title, right=_is_numeric(answer, at)) for at, title in enumerate(titles))
    if sum(least(column, [row[at] for row in rows]) + len(GAP) for at, column in enumerate(columns)) - len(GAP) > width:
        return plain(_one_by_one(titles, rows, width))
    return plain(table_lines(Table(columns, tuple(rows)), width))


def to_csv(answer: Answer, width: int) -> str:  # noqa: ARG001 - a file has no width
    """As the report's CSV: for a Swedish spreadsheet, with no formula alive."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(_in_csv(name) for name in answer.columns)
    writer.writerows([_in_csv(value) for value in row] for row in answer.rows)
    return BYTE_ORDER_MARK + text.getvalue()


def to_json(answer: Answer, width: int) -> str:  # noqa: ARG001 - the same
    """The columns and rows, and whether they are all."""
    rows = [[_in_json(value) for value in row] for row in answer.rows]
    told = {"schema": SCHEMA, "columns": answer.columns, "rows": rows, "whole": answer.whole}
    return escaped(json.dumps(told, ensure_ascii=False, separators=(",", ":"))) + "\n"


FORMATS: dict[str, Callable[[Answer, int], str]] = {DEFAULT: to_text, "csv": to_csv, "json": to_json}


def _seen(value: Value) -> str:
    """A value in a cell of text; a longer one is cut, as its last sign tells."""
    return visible(one_line(value[: 2 * LONGEST_SEEN]), LONGEST_SEEN) if isinstance(value, str) else _plain(value)[:LONGEST_SEEN] or NOTHING


def _in_csv(value: Value) -> str:
    if isinstance(value, str):
        return value if _NUMBER.fullmatch(value) else cell(visible(one_line(value)))
    return _plain(value)


def _in_json(value: Value) -> Value:
    """A value as JSON has it: bytes in hexadecimal, and a number without an end as a word."""
    return value.hex() if isinstance(value, bytes) else str(value) if str(value) in _ENDLESS else value


def _plain(value: Value) -> str:
    """A value that is no text: with a decimal comma, bytes in hexadecimal, and nothing as nothing."""
    if value is None:
        return ""
    return value.hex() if isinstance(value, bytes) else str(value).replace(".", ",")


def _is_numeric(answer: Answer, at: int) -> bool:
    return all(not isinstance(row[at], str | bytes) for row in answer.rows)


def _one_by_one(titles: tuple[str, ...], rows: list[tuple[str, ...]], width: int) -> Iterator[Spans]:
    wide = max(map(len, titles))
    for number, row in enumerate(rows):
        if number:
            yield []
        for title, value in zip(titles, row, strict=True):
            yield from filled(value, width, [(f"{title:{wide}}  ", "")], " " * (wide + len(GAP)))
