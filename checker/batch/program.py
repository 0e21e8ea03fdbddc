"""The digest of the program: every rule, constant and line of code that a result rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from checker.version import VERSION

ROOMS = ("facts", "rules", "reports", "checker")
_BUNDLED = (Path("facts", "data"), Path("facts", "exempel"))  # facts of organisations, which are no part of the program
_CODE = {".py", ".yaml", ".json"}


@cache
def program_digest() -> str:
    """The version with every file of code and rules; a result made by another program is not kept."""
    whole = hashlib.sha256(VERSION.encode())
    root = Path(__file__).parents[2]
    for path in sorted(_files(root)):
        whole.update(f"\0{path.as_posix()}\0{hashlib.sha256((root / path).read_bytes()).hexdigest()}".encode())
    return f"sha256:{whole.hexdigest()}"


def _files(root: Path) -> Iterator[Path]:
    for room in ROOMS:
        for path in (root / room).rglob("*"):
            place = path.relative_to(root)
            if path.suffix in _CODE and not any(place.is_relative_to(bundled) for bundled in _BUNDLED):
                yield place
