"""One line of a SIE file as fields: words, quoted texts and object lists; and amounts and days as SIE writes them."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

Objects = tuple[tuple[str, str], ...]  # pairs of dimension and object

# What is never closed takes the rest of its line, as the last alternative: no line is searched twice.
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\}|[^ \t\n"{}]+|\}|["{].*')
AMOUNT = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,2})?")

_CLOSED = re.compile(r'"(?:[^"\\]|\\.)*"|\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\}')
_DAY = re.compile(r"[0-9]{8}")
_MONTH = re.compile(r"[0-9]{4}(?:0[1-9]|1[0-2])")


def is_unclosed(last: str) -> bool:
    """Whether the last token of a line is a quote or brace that is not closed on it."""
    return last[0] in '"{' and not _CLOSED.fullmatch(last)


def field(token: str) -> str:
    """A field's text, without its quotes and with the quotes inside it."""
    return token[1:-1].replace('\\"', '"') if token[0] == '"' else token


def column(line: str, index: int) -> int:
    """The column, from one, of the token with the index; past the last one, the end of the line."""
    found = list(TOKEN.finditer(line))
    return found[index].start() + 1 if index < len(found) else len(line.rstrip()) + 1


def objects(token: str) -> Objects | None:
    """The pairs of an object list {1 "100" 6 "P1"}; None if it is none, or has half a pair."""
    if token[0] != "{":
        return None
    parts = [field(part) for part in TOKEN.findall(token[1:-1])]
    return tuple(zip(parts[::2], parts[1::2], strict=True)) if len(parts) % 2 == 0 else None


def amount(token: str) -> Decimal | None:
    """The exact amount; None for what is none. A sum of as many of them as a file can hold is exact too."""
    text = field(token)
    return Decimal(text) if AMOUNT.fullmatch(text) else None


def day(token: str) -> dt.date | None:
    """The day of 20211130; None for what is no day."""
    text = field(token)
    if not _DAY.fullmatch(text):
        return None
    try:
        return dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def month(token: str) -> str | None:
    """The period 202111 as it is written; None for what is none."""
    text = field(token)
    return text if _MONTH.fullmatch(text) else None
