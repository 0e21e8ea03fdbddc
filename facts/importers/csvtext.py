"""A list saved as text: its letters whatever the program that saved it, and its fields with the line and column of each.

The library for such files gives no columns, and takes a stray quotation mark for text; here both matter to who mends the file.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from facts.errors import BadInput, InputError, Place, shown
from facts.files import UNREADABLE, TooLong, plain_bytes
from facts.yamltree import SIZE_LIMIT

SEPARATORS = {";": "semikolon", ",": "komma"}

_SAVE = "spara filen som CSV med teckenkodningen UTF-8"
_MIXED = re.compile(r"Ã[\u0080-\u00bf‚„…†‡–—˜]|Â[\u0080-\u00bf]")  # UTF-8 read as Windows-1252: both are in the file
_DOS = re.compile(r"[^\W\d_][†„”][^\W\d_]|^[†„”][^\W\d_]", re.MULTILINE)  # å, ä and ö as MS-DOS saves them
_QUOTED = re.compile(r' *"([^"]*(?:""[^"]*)*)" *')
_LINE_END = re.compile(r"\r\n|\r|\n")


class Cell(NamedTuple):
    """A field: its text without the quotation marks around it, and where it begins."""

    text: str
    place: Place


def decoded(path: Path) -> str:
    """The file's text, from UTF-8 or else Windows-1252. Raises BadInput for other letters, signs of no text, and files too large."""
    try:
        raw = plain_bytes(path, SIZE_LIMIT)
    except TooLong:
        raise _bad(path, f"en fil på mer än {SIZE_LIMIT} byte", f"högst {SIZE_LIMIT} byte", "dela listan i flera filer") from None
    except OSError:
        raise _bad(path, *UNREADABLE) from None
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in raw:
        raise _bad(path, "UTF-16 eller en fil som inte är text", "text i UTF-8 eller Windows-1252", _SAVE)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _windows(raw, path)


def _windows(raw: bytes, path: Path) -> str:
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("cp1252")
        words = (f"byten {raw[error.start]:02X}, som inte är något tecken", "text i UTF-8 eller Windows-1252", _SAVE)
        raise BadInput([InputError.at(_place(path.name, before), *words)]) from None
    if odd := _MIXED.search(text) or _DOS.search(text):
        words = (f"tecknen {shown(odd.group())}", "text i en enda teckenkodning, UTF-8 eller Windows-1252", _SAVE)
        raise BadInput([InputError.at(_place(path.name, text[: odd.start()]), *words)])
    return text


def _bad(path: Path, found: str, expected: str, action: str) -> BadInput:
    return BadInput([InputError(path.name, 0, 0, found, expected, action)])


def _place(name: str, before: str) -> Place:
    lines = _LINE_END.split(before)
    return Place(name, len(lines), len(lines[-1]) + 1)


def records(text: str, name: str, separator: str) -> list[list[Cell]]:
    """The lines as fields; a quoted field may go on over several. Raises BadInput with every quotation mark that stands wrong."""
    scanner = _Scanner(text, name, separator)
    while scanner.at < len(text):
        scanner.field()
    if scanner.errors:
        raise BadInput(scanner.errors)
    return scanner.found


class _Scanner:
    """Reads the fields of a text from its beginning to its end."""

    def __init__(self, text: str, name: str, separator: str) -> None:
        self.text, self.name, self.separator = text, name, separator
        self.plain = re.compile(rf"[^{separator}\r\n]*")
        self.at = self.line_start = 0
        self.line = 1
        self.found: list[list[Cell]] = [[]]
        self.errors: list[InputError] = []

    def field(self) -> None:
        """Read one field and what ends it."""
        place = Place(self.name, self.line, self.at - self.line_start + 1)
        quoted = _QUOTED.match(self.text, self.at)
        rest = self.plain.match(self.text, quoted.end() if quoted else self.at)
        after = rest.group() if rest else ""
        if quoted and after:
            self._refuse(place, f"{shown(after)} efter ett citattecken", "slutet på fältet", 'skriv citattecken inne i en text dubbelt: ""')
        elif not quoted and after.lstrip(" ").startswith('"'):
            self._refuse(place, "ett citattecken utan slut", "ett avslutande citattecken", "avsluta fältet med citattecken")
        value = quoted.group(1).replace('""', '"') if quoted else after
        self.found[-1].append(Cell(value, place))
        self._go_to(rest.end() if rest else self.at)
        self._end()

    def _refuse(self, place: Place, found: str, expected: str, action: str) -> None:
        self.errors.append(InputError.at(place, found, expected, action))

    def _go_to(self, end: int) -> None:
        for hit in _LINE_END.finditer(self.text, self.at, end):
            self.line, self.line_start = self.line + 1, hit.end()
        self.at = end

    def _end(self) -> None:
        if self.text.startswith(self.separator, self.at):
            self.at += 1
            if self.at == len(self.text):
                self.found[-1].append(Cell("", Place(self.name, self.line, self.at - self.line_start + 1)))
        elif hit := _LINE_END.match(self.text, self.at):
            self.at = self.line_start = hit.end()
            self.line += 1
            if self.at < len(self.text):
                self.found.append([])
