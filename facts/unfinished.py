"""Files that belong together, read while they change: the mark that whoever writes them leaves, and what is seen to have changed meanwhile."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from facts.errors import BadInput, InputError

MARK = ".regelspar-ofullbordat"


def refuse_unfinished(folder: Path) -> None:
    """Raises BadInput if files are being put in the folder, or a run was killed while it did so: some may be old and others new."""
    mark = folder / MARK
    if mark.is_symlink() or mark.exists():
        found = "en skrivning av flera filer som pågår, eller som avbröts innan den var klar"
        action = (
            "vänta tills den är klar; har den avbrutits kör kommandot som skrev (check importera, check nytt-ar) igen, "
            "så ställs först de tidigare filerna tillbaka"
        )
        raise BadInput([InputError(f"{folder.name}/{MARK}", 0, 0, found, "filer som hör ihop", action)])


@contextmanager
def unchanged(folder: Path) -> Iterator[None]:
    """Raises BadInput if a fact file in the folder became another while this went on: what was read may be old in part and new in part."""
    before = _seen(folder)
    try:
        yield
    finally:
        if _seen(folder) != before:
            words = ("faktafiler som ändrades medan de lästes", "filer som står stilla", "kör kommandot igen när det som ändrar dem är klart")
            raise BadInput([InputError(folder.name, 0, 0, *words)])


def _seen(folder: Path) -> list[tuple[str, int, int, int]]:
    """Each fact file as the system tells it apart from another of the same name."""
    with suppress(OSError), os.scandir(folder) as there:
        files = [(one.name, one.stat(follow_symlinks=False)) for one in there if one.name.endswith(".yaml")]
        return sorted((name, told.st_ino, told.st_mtime_ns, told.st_size) for name, told in files)
    return []
