"""All importers, found by folder: every module here that has a NAME. Nothing registers itself."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from facts import importers
from facts.importers.importer import Asked, Imported

HEAD = 4096  # bytes that a file is recognised by


class Importer(Protocol):
    """A module that reads one kind of file; see facts/importers/importer.py."""

    NAME: str
    SAYS: str

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether the file is of this kind, by its name and its first bytes."""

    def read(self, path: Path, asked: Asked) -> Imported:
        """The fact files in it. Raises BadInput with every mistake."""


@cache
def all_importers() -> tuple[Importer, ...]:
    """Every importer, by name."""
    names = sorted(info.name for info in pkgutil.iter_modules(importers.__path__))
    modules = [importlib.import_module(f"facts.importers.{name}") for name in names]
    return tuple(sorted((cast(Importer, module) for module in modules if hasattr(module, "NAME")), key=lambda one: one.NAME))


def recognised(path: Path, head: bytes) -> list[Importer]:
    """The importers whose kind the file seems to be; one for a file that can be nothing else."""
    return [one for one in all_importers() if one.recognises(path, head)]
