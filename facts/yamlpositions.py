"""Where every part of a YAML file stands: read again, only when there is something to report."""

from __future__ import annotations

from typing import Any

import yaml
from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from facts.errors import Path

Positions = dict[tuple[Path, bool], tuple[int, int]]


class _Walk:
    """The path to the part being read: for each open list its next index, for each open group its pending key."""

    def __init__(self) -> None:
        self.found: Positions = {}
        self.path: list[Any] = []
        self.mapping: list[bool] = []

    def part(self, event: Any) -> None:
        """Note a key or value that begins here."""
        mark = (event.start_mark.line + 1, event.start_mark.column + 1)
        if self.mapping and self.mapping[-1] and self.path[-1] is None:
            self.path[-1] = event.value
            self.found.setdefault((tuple(self.path), True), mark)
            return
        self.found.setdefault((tuple(self.path), False), mark)
        if type(event) is ScalarEvent:
            self.done()
        else:
            self.mapping.append(type(event) is MappingStartEvent)
            self.path.append(None if self.mapping[-1] else 0)

    def close(self) -> None:
        """Leave a list or group."""
        self.path.pop()
        self.mapping.pop()
        self.done()

    def done(self) -> None:
        """Go on to the next key or index."""
        if self.mapping:
            self.path[-1] = None if self.mapping[-1] else self.path[-1] + 1


def positions(text: str) -> Positions:
    """Line and column, from one, of each value (path, False) and each key (path, True) of a well-formed text."""
    walk = _Walk()
    for event in yaml.parse(text, yaml.CBaseLoader):
        kind = type(event)
        if kind is ScalarEvent or kind is MappingStartEvent or kind is SequenceStartEvent:
            walk.part(event)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            walk.close()
    return walk.found
