"""The bytes of a SIE file as text: PC8 (CP437), Windows-1252 or UTF-8, as the bytes show, whatever #FORMAT says of them.

A file is never read in an encoding that turns its letters into others: bytes that fit two are decided by which of them
gives Swedish letters, and that is told; where not even that decides, the file is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from facts.errors import InputError, shown

SIZE_LIMIT = 200_000_000
NAMES = {"ascii": "ASCII", "cp437": "PC8", "cp1252": "Windows-1252", "utf-8-sig": "UTF-8"}

_ASCII = bytes(range(128))
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_HIDDEN = re.compile("[\u0080-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]")
_BOM = b"\xef\xbb\xbf"
_END_OF_FILE = b"\x1a"  # DOS programs end a text with it
_FORMAT = re.compile(rb"^[ \t]*#FORMAT[ \t]+\"?([^\s\"]*)", re.MULTILINE)
_HEAD = 20_000  # bytes in which #FORMAT stands
_MOST_CLEAR = 20  # times as many Swedish letters as the other encoding gives, for a file with odd signs
_SWEDISH = frozenset("åäöÅÄÖéÉüÜ")
_USUAL = _SWEDISH | frozenset("àáâãæçèêëìíîïñòóôõøùúûýÿÀÁÂÃÆÇÈÊËÌÍÎÏÑÒÓÔÕØÙÚÛÝß§½¼¾°²³µ´`¨·«»€£–—‘’“”…\u00a0")
_MEANT = {
    "PC8": "cp437", "CP437": "cp437", "IBM437": "cp437", "437": "cp437", "UTF-8": "utf-8-sig", "UTF8": "utf-8-sig",
    "ANSI": "cp1252", "WINDOWS-1252": "cp1252", "CP1252": "cp1252", "ISO-8859-1": "cp1252", "ISO8859-1": "cp1252", "LATIN1": "cp1252",
}  # fmt: skip


@dataclass(frozen=True)
class Decoded:
    """How a file's bytes are read, and what is to be told of it."""

    encoding: str
    told: tuple[str, ...] = ()


def decoded(raw: bytes, name: str) -> Decoded | InputError:
    """The encoding of the bytes, or why they cannot be read."""
    if hit := _CONTROL.search(raw.rstrip(_END_OF_FILE + b"\r\n \t")):
        words = (f"styrtecknet U+{hit.group()[0]:04X}", "en textfil utan styrtecken", "exportera filen på nytt ur ekonomisystemet")
        return InputError(name, *_position(raw, hit.start()), *words)
    return _chosen(raw, name)


def too_long(size: int, name: str) -> InputError:
    """That a file has more bytes than it may."""
    return InputError(name, 0, 0, f"en fil på {size} byte", f"högst {SIZE_LIMIT} byte", "exportera en kortare period, eller ett år i taget")


def _position(raw: bytes, at: int) -> tuple[int, int]:
    """Counted, not split: a file may be two hundred megabytes of line ends."""
    ends = raw.count(b"\n", 0, at) + raw.count(b"\r", 0, at) - raw.count(b"\r\n", 0, at)
    return ends + 1, at - max(raw.rfind(b"\n", 0, at), raw.rfind(b"\r", 0, at))


def _chosen(raw: bytes, name: str) -> Decoded | InputError:
    high = raw.translate(None, _ASCII)
    said = _said(raw)
    if raw.startswith(_BOM) or not high:
        encoding = "utf-8-sig" if raw.startswith(_BOM) else "ascii"
        return _as_utf8(raw, name, said) if high else Decoded(encoding, _told(encoding, said, ""))
    if _is_utf8(raw):
        return _as_utf8(raw, name, said)
    return _by_letters(raw, high, name, said)


def _said(raw: bytes) -> str | None:
    found = _FORMAT.search(raw[:_HEAD])
    return found.group(1).decode("ascii", "replace") if found else None


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _as_utf8(raw: bytes, name: str, said: str | None) -> Decoded | InputError:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        words = ("tecken som inte är UTF-8 i en fil som inleds som UTF-8", "en enda teckenkodning", "exportera filen på nytt")
        return InputError(name, *_position(raw, error.start), *words)
    if hit := _HIDDEN.search(text):
        words = (f"styrtecknet U+{ord(hit.group()):04X}", "synliga tecken", "ta bort tecknet")
        return InputError(name, *_position(raw, len(text[: hit.start()].encode())), *words)
    return Decoded("utf-8-sig", _told("utf-8-sig", said, "alla tecken är giltig UTF-8"))


def _by_letters(raw: bytes, high: bytes, name: str, said: str | None) -> Decoded | InputError:
    """PC8 or Windows-1252, by the letters that each gives: the one with Swedish letters and without odd signs."""
    readings = {encoding: _reading(high, encoding) for encoding in ("cp437", "cp1252")}
    meant = _MEANT.get((said or "").upper())
    best, other = sorted(readings, key=lambda encoding: (*readings[encoding].merit, encoding == meant), reverse=True)
    if not readings[best].stands_out(readings[other], best == meant):
        return _undecided(raw, name)
    told = _told(best, said, f"svenska bokstäver: {readings[best].swedish}, som {NAMES[other]}: {readings[other].swedish}")
    return Decoded(best, (*told, *_odd(raw, readings[best])))


@dataclass(frozen=True)
class _Reading:
    """What an encoding makes of the bytes past ASCII: the Swedish letters, and the bytes that give odd signs, with how many there are."""

    swedish: int
    odd: tuple[int, ...]
    strange: int
    whole: bool  # every byte has a sign

    @property
    def merit(self) -> tuple[bool, int, int]:
        """The higher the better."""
        return self.whole, -self.strange, self.swedish

    def stands_out(self, other: _Reading, is_said: bool) -> bool:
        """Whether the bytes are this and not the other: better in something and worse in nothing, or as good and what the file says."""
        if not self.whole or self.swedish < other.swedish or (self.strange and self.swedish < _MOST_CLEAR * other.swedish):
            return False
        return self.merit != other.merit or is_said


def _reading(high: bytes, encoding: str) -> _Reading:
    counts = {byte: high.count(byte) for byte in range(128, 256)}
    signs = {byte: bytes([byte]).decode(encoding, "replace") for byte, count in counts.items() if count}
    odd = tuple(byte for byte, sign in signs.items() if sign not in _USUAL)
    swedish = sum(counts[byte] for byte, sign in signs.items() if sign in _SWEDISH)
    return _Reading(swedish, odd, sum(counts[byte] for byte in odd), "\ufffd" not in signs.values())


def _odd(raw: bytes, reading: _Reading) -> tuple[str, ...]:
    if not reading.odd:
        return ()
    first = min(raw.index(byte) for byte in reading.odd)
    return (f"Tecken som är ovanliga i svensk text: {reading.strange}, det första på rad {_position(raw, first)[0]}.",)


def _undecided(raw: bytes, name: str) -> InputError:
    at = next(i for i, byte in enumerate(raw) if byte > 127)  # noqa: PLR2004 - the last byte of ASCII
    start = max(raw.rfind(b"\n", 0, at), raw.rfind(b'"', 0, at)) + 1
    part = raw[start : at + 12].split(b"\n")[0].rstrip(b'\r" ')
    read = " eller ".join(f"{shown(part.decode(encoding, 'replace'))} ({NAMES[encoding]})" for encoding in ("cp437", "cp1252"))
    words = (f"tecken som kan läsas på två sätt: {read}", "en känd teckenkodning", "spara filen som UTF-8, eller exportera den på nytt")
    return InputError(name, *_position(raw, at), *words)


def _told(encoding: str, said: str | None, why: str) -> tuple[str, ...]:
    if encoding == "ascii":
        return ()
    if said is None:
        return (f"Posten #FORMAT saknas; filen är läst som {NAMES[encoding]} ({why}).",)
    if _MEANT.get(said.upper()) != encoding:
        return (f"#FORMAT anger {said}, men filen är läst som {NAMES[encoding]} ({why}).",)
    return ()
