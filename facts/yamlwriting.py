"""Fact files written in the house style: the same tree gives the same bytes, and the reader gives the same tree back.

Groups stand in block style with one key per line, in the order they are given; lists of scalars stand on one line while
they fit it, a table's columns and rows always. A text has quotes only where the reader would take it for something else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from facts.yamlscalars import UNWANTED, stays_text
from facts.yamltree import DEPTH_LIMIT

LINE = 120  # a list that would end past this column has a line for each of its parts
LONGEST_KEY = 120  # a longer one is written with ?, as the parser asks
YEAR_SCHEMA = "../../../schema/year.schema.json"  # from a year's folder, where the schemas stand beside the root

_ALWAYS_FLAT = ("kolumner", "rader")  # the columns of a table, and the group whose lists are its rows
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}
_QUOTED_START = frozenset("?:,[]{}#&*!|>'\"%@` ")
_TAKEN = re.compile(r": |:$| #|^-(?: |$)|^---|^\.\.\.| $|[\n\r]")
_TAKEN_IN_FLOW = re.compile(r"[,\[\]{}?]")
_MOST_DIGITS = 10_000


def year_schema(folder: Path) -> str | None:
    """The schema as the first line of a fact file in one of the organisation's years names it; None if none lies there."""
    return YEAR_SCHEMA if (folder.resolve().parents[1] / "schema" / "year.schema.json").is_file() else None


def to_yaml(data: Mapping[str, Any], schema: str | None = None, comments: Iterable[str] = ()) -> bytes:
    """The tree as a fact file, with a first line that tells editors the schema, and lines of comment after it.

    Raises ValueError for what no fact file can hold (signs that the reader refuses, empty keys, floats, too many levels).
    """
    head = [f"# yaml-language-server: $schema={schema}"] if schema else []
    head += [f"# {line}" for line in comments]
    body = _block(data, 0) if data else ["{}"]
    text = "\n".join([*head, *body]) + "\n"
    if unwanted := UNWANTED.search(text):
        raise ValueError(f"U+{ord(unwanted.group()):04X} cannot stand in a fact file")
    return text.encode("utf-8")


def _block(group: Mapping[str, Any], indent: int, rows: bool = False) -> list[str]:
    """A group's lines; `rows` says that its lists are a table's rows."""
    return [line for key, value in group.items() for line in _entry(key, value, indent, rows or key in _ALWAYS_FLAT)]


def _entry(key: str, value: Any, indent: int, flat: bool) -> Iterator[str]:
    if indent // 2 >= DEPTH_LIMIT:
        raise ValueError(f"more than {DEPTH_LIMIT} levels")
    space = " " * indent
    if len(key) > LONGEST_KEY:
        yield f"{space}? {_key(key)}"
        head = f"{space}:"
    else:
        head = f"{space}{_key(key)}:"
    inline = _inline(value, LINE - len(head), flat)
    yield head if inline is None else f"{head} {inline}"
    if inline is None:
        yield from _block(value, indent + 2, flat) if isinstance(value, Mapping) else _items(value, indent + 2)


def _items(items: Sequence[Any], indent: int) -> Iterator[str]:
    if indent // 2 >= DEPTH_LIMIT:
        raise ValueError(f"more than {DEPTH_LIMIT} levels")
    space = " " * indent
    for item in items:
        inline = _inline(item, LINE - indent - 2, False)
        inner = [f"{space}  {inline}"] if inline is not None else list(_inner(item, indent + 2))
        yield f"{space}- {inner[0][indent + 2 :]}"
        yield from inner[1:]


def _inner(item: Any, indent: int) -> Iterator[str]:
    yield from _block(item, indent) if isinstance(item, Mapping) else _items(item, indent)


def _inline(value: Any, width: int, flat: bool) -> str | None:
    """The value as it stands on its key's line; None for what needs lines of its own."""
    if isinstance(value, Mapping):
        return None if value else "{}"
    if not isinstance(value, list | tuple):
        return _scalar(value, False)
    if any(isinstance(part, Mapping | list | tuple) for part in value):
        return None
    text = f"[{', '.join(_scalar(part, True) for part in value)}]"
    return text if flat or len(value) == 0 or len(text) < width else None


def _scalar(value: Any, flow: bool) -> str:
    if value is None:
        return "~"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value if _plain(value, flow) and stays_text(value) else _quoted(value)
    if isinstance(value, int) or (isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < _MOST_DIGITS):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    raise ValueError(f"{type(value).__name__} {value!r} cannot stand in a fact file")


def _key(key: str) -> str:
    if not key or not isinstance(key, str):
        raise ValueError(f"the key {key!r} cannot stand in a fact file")
    return key if _plain(key, False) and key != "<<" else _quoted(key)


def _plain(text: str, flow: bool) -> bool:
    """Whether the text can stand without quotes, as far as its signs go."""
    if not text or text[0] in _QUOTED_START or _TAKEN.search(text) or (flow and _TAKEN_IN_FLOW.search(text)):
        return False
    return unicodedata.is_normalized("NFC", text)


def _quoted(text: str) -> str:
    if not unicodedata.is_normalized("NFC", text):
        return f'"{"".join(map(_coded, text))}"'
    if "'" not in text and "\n" not in text and "\r" not in text and ('"' in text or "\\" in text):
        return f"'{text}'"
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(sign: str) -> str:
    return _ESCAPES.get(sign, sign)


def _coded(sign: str) -> str:
    """The sign by its number, so that the reader does not compose it with the one before."""
    return _escaped(sign) if sign.isascii() else f"\\U{ord(sign):08X}"
