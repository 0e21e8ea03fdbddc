"""A fact file as the checks see it: a tree, and where each part of it stands, whatever it was read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from facts.errors import Path, Place


class FactFile(Protocol):
    """Read from YAML, or made by an importer from something else."""

    @property
    def name(self) -> str:
        """The file's name in messages."""

    @property
    def raw(self) -> bytes:
        """The file as YAML."""

    @property
    def data(self) -> Any:
        """The tree: groups by their Swedish keys, lists, texts, Decimal, True, False and None."""

    def place(self, path: Path, key: bool = False) -> Place:
        """Where the part at the path stands, or with `key` its key; the nearest part around it if it is not there."""


@dataclass(frozen=True)
class MadeFile:
    """A fact file that an importer made: its tree as YAML (`raw`), with each part placed where it was read from.

    `name` is the file's in the year's folder ("mal.yaml"). `places` leads from a path to a cell or line of what was read;
    a path without one is placed as the nearest around it, and the empty path as the whole.
    """

    name: str
    raw: bytes = field(repr=False)
    data: Any = field(repr=False)
    places: Mapping[Path, Place] = field(repr=False)

    def place(self, path: Path, key: bool = False) -> Place:  # noqa: ARG002 - a cell has no key apart
        """Where the part at the path was read; a key stands where its value does."""
        for end in range(len(path), -1, -1):
            if found := self.places.get(path[:end]):
                return found
        return Place(self.name, 0, 0)
