"""A store of many checks made by hand: the rows of reports, and of checks that gave none."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from checker.batch.schema import TABLES
from checker.outcome import exit_code
from reports.json_form import form
from reports.report import Report

LISTED = ("ratings", "ties", "findings", "missing")


def store(*reports: Report) -> sqlite3.Connection:
    """The reports as the store has them, in memory."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(TABLES)
    for report in reports:
        add(connection, report)
    return connection


def add(connection: sqlite3.Connection, report: Report) -> None:
    """One more check with its rows."""
    whose = {"organisation": report.organisation_id, "year": report.year}
    file = f"{report.organisation_id}/{report.year}.json"
    insert(connection, "runs", whose | {"name": report.organisation, "exit_code": exit_code(report), "version": report.version, "file": file})
    told = form(report)
    for table in LISTED:
        for row in told[table]:
            insert(connection, table, {**whose, **row})


def add_error(connection: sqlite3.Connection, organisation: str, year: int, code: int, error: str) -> None:
    """A check that gave no result."""
    insert(connection, "runs", {"organisation": organisation, "year": year, "name": organisation, "exit_code": code, "error": error})


def insert(connection: sqlite3.Connection, table: str, values: Mapping[str, Any]) -> None:
    """A row: lists as JSON, and nothing as the empty text where the table wants something."""
    columns = [(name, required) for _, name, _, required, *_ in connection.execute(f"PRAGMA table_info({table})")]
    row = [_cell(values.get(name), bool(required)) for name, required in columns]
    connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)


def _cell(value: object, required: bool) -> object:
    if value is None and required:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | tuple) else value


def renamed(report: Report, organisation: str, year: int) -> Report:
    """The report as another organisation's or year's."""
    return replace(report, organisation_id=organisation, organisation=f"Förbundet {organisation}", year=year)
