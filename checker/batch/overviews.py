"""The overview of a run over many: the files beside the results, and the text to read at once."""

from __future__ import annotations

from pathlib import Path

from checker import output
from reports.overview import Overview
from reports.overviews.formats import DEFAULT, FORMATS

FILES = tuple(f"oversikt.{name}" for name in FORMATS if name != DEFAULT)


def write(overview: Overview, folder: Path) -> None:
    """Write the overview's files, all of them or none."""
    output.write_files([(folder / name, FORMATS[name.partition(".")[2]](overview, output.FILE_WIDTH)) for name in FILES])


def tell(overview: Overview) -> None:
    """Its text to standard output."""
    told = FORMATS[DEFAULT](overview, output.width())
    output.say(told if isinstance(told, str) else told.decode())
