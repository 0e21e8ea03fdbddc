"""One YAML 1.2 file as plain Python, with the line and column of every part.

The tree is built straight from the C parser's events, in one pass without recursion, and plain scalars are
resolved by the core schema here: half the time of composing nodes, and anchors, tags and depth are all seen.
Numbers become Decimal from the scalar's own text (42.20 keeps its zero). What YAML allows but people
misread is refused: anchors, aliases, tags, duplicate keys, tabs, other number forms than 12, -12 and 12.50.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import islice
from pathlib import Path as FilePath
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from facts.errors import MOST_ERRORS, BadInput, InputError, Path, Place, shown
from facts.files import fact_bytes
from facts.yamlpositions import Positions, positions
from facts.yamlscalars import CONSTANTS, LONGEST_TEXT, NUMBER, NUMBER_START, OTHER_NUMBER, UNWANTED
from facts.yamlwords import syntax_words

SIZE_LIMIT = 5_000_000
DEPTH_LIMIT = 20
MOST_PARTS = 400_000  # keys and values, counted by what parts them
LONGEST_KEY = 500
MOST_CHARACTERS = 20  # unwanted characters told of at once: a file indented with tabs has one on every line

_LINE_END = re.compile("\r\n|\r|\n")
_NUMBER_FORM = ("ett tal som 12, -12 eller 12.50", "skriv talet så, eller sätt citattecken om det är text")
_ALIAS = ("uppgiften utskriven", "skriv ut värdet, eller sätt citattecken om det")
_NO_KEYS = ("minst en nyckel med värde", "fyll i filen eller ta bort den")


@dataclass(frozen=True)
class YamlFile:
    """A file that was read: its name in messages, its text, its bytes and its tree."""

    name: str
    text: str = field(repr=False)
    raw: bytes = field(repr=False)
    data: Any = field(repr=False)

    @cached_property
    def _positions(self) -> Positions:
        return positions(self.text)

    def place(self, path: Path, key: bool = False) -> Place:
        """Where the part at the path stands, or with `key` its key.

        A part that is not there is placed at the nearest part around it.
        """
        for end in range(len(path), -1, -1):
            at_key = key and end == len(path) > 0 and isinstance(path[-1], str)
            if found := self._positions.get((path[:end], at_key)):
                return Place(self.name, *found)
        return Place(self.name, 1, 1)


def read_yaml(path: FilePath, name: str, within: FilePath | None = None) -> YamlFile:
    """The file at the path, called `name` in messages, that may not lie outside a folder. Raises BadInput with every mistake of form in it."""
    return parse_yaml(fact_bytes(path, name, SIZE_LIMIT, within), name)


def parse_yaml(raw: bytes, name: str) -> YamlFile:
    """The bytes of a fact file as a tree. Raises BadInput with every mistake of form in them."""
    text = _text(raw, name)
    if sum(map(text.count, "\n\r,[{")) > MOST_PARTS:
        words = (f"en fil med fler än {MOST_PARTS} uppgifter", f"högst {MOST_PARTS} uppgifter", "dela filen i flera")
        raise BadInput([InputError(name, 0, 0, *words)])
    builder = _Builder(name)
    try:
        builder.run(yaml.CBaseLoader(text).get_event)
    except _Stop:
        pass
    except yaml.MarkedYAMLError as error:
        builder.problems.append(_syntax_error(error, text, name))
    if not builder.problems and not (builder.root and isinstance(builder.root[0], dict)):
        builder.refuse(None, shown(builder.root[0]) if builder.root else "en tom fil", *_NO_KEYS)
    if builder.problems:
        raise BadInput(builder.problems)
    return YamlFile(name, text, raw, builder.root[0])


def _text(raw: bytes, name: str) -> str:
    if len(raw) > SIZE_LIMIT:
        words = (f"en fil på {len(raw)} byte", f"högst {SIZE_LIMIT} byte", "dela filen i flera")
        raise BadInput([InputError(name, 0, 0, *words)])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        words = ("tecken som inte är UTF-8", "text i UTF-8", "spara filen med teckenkodningen UTF-8")
        place = _line_column(raw[: error.start].decode("utf-8-sig", "replace"))
        raise BadInput([InputError(name, *place, *words)]) from None
    if unwanted := [_unwanted(hit.group(), text[: hit.start()], name) for hit in islice(UNWANTED.finditer(text), MOST_CHARACTERS)]:
        raise BadInput(unwanted)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _unwanted(character: str, before: str, name: str) -> InputError:
    words = ("ett tabbtecken", "blanksteg", "ersätt tabben med blanksteg")
    if character != "\t":
        words = (f"styrtecknet U+{ord(character):04X}", "synliga tecken", "ta bort tecknet")
    return InputError(name, *_line_column(before), *words)


def _line_column(before: str) -> tuple[int, int]:
    line, start = 1, 0
    for hit in _LINE_END.finditer(before):
        line, start = line + 1, hit.end()
    return line, len(before) - start + 1


def _syntax_error(error: yaml.MarkedYAMLError, text: str, name: str) -> InputError:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    at = "".join(_LINE_END.split(text)[line : line + 1])[column:]
    begun = error.context_mark.line + 1 if error.context_mark and error.context_mark.line < line else None
    return InputError(name, line + 1, column + 1, *syntax_words(error.problem or "", at, begun))


class _Stop(Exception):
    """The rest of the file cannot be understood."""


class _Builder:
    """Builds the tree from events; mistakes that leave the rest readable are gathered in `problems`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: list[Any] = []
        self.problems: list[InputError] = []

    def refuse(self, event: Any, found: str, expected: str, action: str) -> None:
        """Note a mistake at the event's start."""
        line, column = (event.start_mark.line, event.start_mark.column) if event else (0, 0)
        self.problems.append(InputError(self.name, line + 1, column + 1, found, expected, action))
        if len(self.problems) > MOST_ERRORS:
            raise _Stop

    def run(self, next_event: Callable[[], Any]) -> None:
        """Build the whole tree, in one loop because it runs once for each part of every file."""
        here: Any = self.root
        key: str | None = None
        stack: list[tuple[Any, str | None]] = []
        while (event := next_event()) is not None:
            kind = type(event)
            if kind is ScalarEvent:
                if event.tag is not None or event.anchor is not None:
                    self._marked(event)
                if key is None and type(here) is dict:
                    key = self._key(event, here)
                    continue
                value = self._scalar(event)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                here, key = stack.pop()
                continue
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                value = self._opened(event, kind, len(stack), key is None and type(here) is dict)
            elif kind is AliasEvent:
                self.refuse(event, f'hänvisningen "*{event.anchor}"', *_ALIAS)
                raise _Stop
            else:
                self._document(event, kind)
                continue
            if type(here) is list:
                here.append(value)
            else:
                here[key] = value
                key = None
            if kind is not ScalarEvent:
                stack.append((here, key))
                here, key = value, None

    def _scalar(self, event: Any) -> Any:
        text = event.value
        if len(text) > LONGEST_TEXT:
            self.refuse(event, shown(text), f"högst {LONGEST_TEXT} tecken", "korta texten, eller dela den")
        if event.style:
            return self._quoted(event) if event.style == '"' else text
        if text[:1] not in NUMBER_START:
            return CONSTANTS.get(text, text)
        if NUMBER.fullmatch(text):
            return Decimal(text)
        if OTHER_NUMBER.fullmatch(text):
            self.refuse(event, f'talet "{text}"', *_NUMBER_FORM)
        return text

    def _quoted(self, event: Any) -> str:
        """The text between double quotes, where a code may stand for a sign that the file itself may not hold."""
        text: str = event.value
        if hit := UNWANTED.search(text):
            self.refuse(event, f"styrtecknet U+{ord(hit.group()):04X} som kod", "synliga tecken", "ta bort koden")
        return text

    def _key(self, event: Any, here: dict[str, Any]) -> str:
        key: str = self._quoted(event) if event.style == '"' else event.value
        if len(key) > LONGEST_KEY:
            self.refuse(event, f"nyckeln {shown(key)}", f"högst {LONGEST_KEY} tecken", "korta nyckeln")
        elif key in here:
            self.refuse(event, f'nyckeln "{key}" en andra gång', "varje nyckel en gång", "ta bort eller byt namn på en")
        elif not key:
            self.refuse(event, "ett kolon utan nyckel", "en nyckel före kolonet", "skriv nyckeln")
        elif key == "<<" and not event.style:
            self.refuse(event, 'sammanslagningen "<<"', "uppgifterna utskrivna", "skriv ut nycklarna i stället")
        return key

    def _opened(self, event: Any, kind: type, depth: int, as_key: bool) -> Any:
        if event.tag is not None or event.anchor is not None:
            self._marked(event)
        if as_key:
            self.refuse(event, "en lista eller grupp som nyckel", "ett ord som nyckel", "sätt citattecken om nyckeln")
            raise _Stop
        if depth >= DEPTH_LIMIT:
            self.refuse(event, f"fler än {DEPTH_LIMIT} nivåer", "färre nivåer", "rätta indrag och hakparenteser")
            raise _Stop
        return {} if kind is MappingStartEvent else []

    def _document(self, event: Any, kind: type) -> None:
        if kind is DocumentStartEvent and self.root:
            self.refuse(event, "ett andra dokument efter ---", "ett enda dokument i filen", "lägg det i en egen fil")
            raise _Stop

    def _marked(self, event: Any) -> None:
        if event.anchor is not None:
            words = ("inga ankare", "ta bort ankaret, eller sätt citattecken om värdet")
            self.refuse(event, f'ankaret "&{event.anchor}"', *words)
        if event.tag is not None:
            self.refuse(event, "en YAML-tagg med !", "inga taggar", "ta bort taggen, eller sätt citattecken om värdet")
