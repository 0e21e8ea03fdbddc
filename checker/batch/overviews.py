"""The overview of a run over many: the text to read at once, and the files beside the results."""

from __future__ import annotations

import sqlite3
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from checker import output
from checker.version import VERSION

_FORMATS = "reports.overviews.formats"
_SUMMARY = "checker.batch.summary"
TEXT = "text"


def deliver(connection: sqlite3.Connection, folder: Path) -> None:
    """Write the overview's files, all of them or none, and its text to standard output."""
    if find_spec("reports.overviews") is None or find_spec(_SUMMARY) is None:
        return
    overview = import_module(_SUMMARY).overview_of(connection, VERSION)
    formats = import_module(_FORMATS).FORMATS
    made = [(folder / f"oversikt.{name}", tell(overview, output.FILE_WIDTH)) for name, tell in formats.items() if name != TEXT]
    output.write_files(made)
    output.say(formats[TEXT](overview, output.width()))
