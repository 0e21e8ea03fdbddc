"""The overview of a run over many: the text to read at once, and the files beside the results."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from checker import output
from checker.batch.summary import overview_of
from checker.version import VERSION
from reports.overviews.formats import DEFAULT, FORMATS

FILES = tuple(f"oversikt.{name}" for name in FORMATS if name != DEFAULT)


def deliver(connection: sqlite3.Connection, folder: Path) -> None:
    """Write the overview's files, all of them or none, and its text to standard output."""
    overview = overview_of(connection, VERSION)
    made = [(folder / name, FORMATS[name.partition(".")[2]](overview, output.FILE_WIDTH)) for name in FILES]
    output.write_files(made)
    told = FORMATS[DEFAULT](overview, output.width())
    output.say(told if isinstance(told, str) else told.decode())
