"""Texts as other programs may hold them: without the signs that XML forbids or a terminal obeys, and on one line."""

from __future__ import annotations

import json
import re
import unicodedata

_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
REPLACED = "\ufffd"


def printable(text: str) -> str:
    """The text with a replacement sign for each sign that XML 1.0 forbids or discourages."""
    return _FORBIDDEN.sub(REPLACED, text)


def visible(text: str, longest: int = 0) -> str:
    """A text from outside on one line: what a terminal would obey, and what is not seen, is told by its number; cut where it is longer than asked."""
    cut = text if not longest or len(text) <= longest else f"{text[: longest - 1]}…"
    return "".join(f"[U+{ord(sign):04X}]" if unicodedata.category(sign) in _UNSEEN else sign for sign in cut)


def escaped(json_text: str) -> str:
    """JSON without line breaks in which every sign is seen: those that are not are escaped, and the values are the same."""
    unseen = [sign for sign in set(json_text) if unicodedata.category(sign) in _UNSEEN]
    return json_text.translate({ord(sign): f"\\u{ord(sign):04x}" if sign < "\x80" else json.dumps(sign)[1:-1] for sign in unseen})


def one_line(text: str) -> str:
    """The text on one line: each run of spaces, line breaks, tabs and control codes is one space; no-break spaces stay."""
    return printable(_BREAKS.sub(" ", text)).strip(" ")
