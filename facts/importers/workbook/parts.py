"""The parts of a packed workbook looked through before any reader builds them: how much they would become, and what they may not hold."""

from __future__ import annotations

from dataclasses import dataclass
from xml.parsers.expat import ExpatError, ParserCreate

from openpyxl.utils.cell import range_boundaries

LAST_COLUMN, LAST_ROW = 16_384, 1_048_576

_OVER_CELLS = ("mergeCell", "hyperlink")  # a reader makes every cell of their ranges


@dataclass
class Look:
    """What a part holds: its elements, the cells that its ranges cover, and whether it declares a document type."""

    tags: int = 0
    covered: int = 0
    has_doctype: bool = False
    is_markup: bool = True

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Count an element."""
        self.tags += 1
        if name.rpartition(":")[2] in _OVER_CELLS:
            self.covered += _area(attributes.get("ref", ""))

    def doctype(self, *_: object) -> None:
        """Note a document type, and stop there: entities of its own could grow without end."""
        self.has_doctype = True
        raise _Stop


class _Stop(Exception):
    """A part is not read on."""


def look_through(content: bytes) -> Look:
    """What a part holds, read as a stream. A part that declares entities is not read on."""
    look, parser = Look(), ParserCreate()
    parser.StartElementHandler = look.start
    parser.StartDoctypeDeclHandler = look.doctype
    try:
        parser.Parse(content, True)
    except _Stop:
        pass
    except (ExpatError, ValueError):
        look.is_markup = False
    return look


def _area(ref: str) -> int:
    """The cells of a range; one for what is no range."""
    try:
        left, top, right, bottom = range_boundaries(ref)
    except (TypeError, ValueError):
        return 1
    return ((right or LAST_COLUMN) - (left or 1) + 1) * ((bottom or LAST_ROW) - (top or 1) + 1)
