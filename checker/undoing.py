"""Several files that change together: what stood there before is kept beside them under a mark until all are in place.

A run that is killed in between leaves the mark. Whoever reads facts refuses them while it is there; whoever writes in the folder next puts
back what stood there before. A file that somebody has changed since is theirs, and left as it is.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from checker.drafts import DRAFT, HIDDEN, OURS, own_name, sync, write_new
from checker.usage import WrongUsage, cause
from facts.unfinished import MARK

LARGEST_MARK = 10_000_000


class Step(NamedTuple):
    """A file that changes: its name, the name of what stood there before (None: nothing did) and the digest of what is put there."""

    name: str
    before: str | None
    digest: str


def digest_of(content: bytes) -> str:
    """What a file is known by."""
    return hashlib.sha256(content).hexdigest()


def mark(folder: Path, steps: Sequence[Step]) -> None:
    """Tell the next run what to put back; the mark is whole when it has its name. Raises OSError if there is a mark already."""
    draft = folder / own_name(DRAFT)
    try:
        if os.path.lexists(folder / MARK):
            raise FileExistsError(errno.EEXIST, "marked by another run")
        write_new(draft, json.dumps(steps).encode(), HIDDEN)
        draft.replace(folder / MARK)
        sync(folder)
    finally:
        draft.unlink(missing_ok=True)


def undo(folder: Path, steps: Sequence[Step]) -> None:
    """Put back what stood there before, then take the mark away."""
    for step in steps:
        place = folder / step.name
        if _digest_there(place) != step.digest:
            continue  # not put in place, or changed by somebody since
        if step.before is None:
            place.unlink()
        else:
            (folder / step.before).replace(place)
    sync(folder)
    unmark(folder)
    sync(folder)


def unmark(folder: Path) -> None:
    """Take the mark away: what stands there stands."""
    (folder / MARK).unlink(missing_ok=True)


def settle(folder: Path) -> None:
    """Put right what runs that were killed have left in the folder, which nobody else may hold. Raises WrongUsage where it cannot be."""
    try:
        if steps := _marked(folder):
            undo(folder, steps)
    except (OSError, ValueError, TypeError, RecursionError) as error:
        why = cause(error) if isinstance(error, OSError) else "märket är inte vårt"
        found = f'filen "{folder / MARK}", efter en skrivning som avbröts, där de tidigare filerna inte kan ställas tillbaka ({why})'
        raise WrongUsage(found, "en mapp utan den filen", "se efter vilka filer som gäller, och ta sedan bort den") from None
    with os.scandir(folder) as there:
        left = [one.name for one in there if OURS.fullmatch(one.name)]
    for name in left:
        _remove(folder / name)


def _remove(left: Path) -> None:
    with suppress(OSError):  # another user's: it is in nobody's way
        shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()


def _marked(folder: Path) -> list[Step]:
    """What the mark tells; nothing where there is none. Raises ValueError, TypeError or OSError for a mark that is not ours."""
    try:
        handle = os.open(folder / MARK, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return []
    with os.fdopen(handle, "rb") as stream:
        told: Any = json.loads(stream.read(LARGEST_MARK))
    return [_step(*one) for one in told]


def _step(name: str, before: str | None, digest: str) -> Step:
    """A step that leads nowhere but to the folder itself. Raises ValueError for any other."""
    if name in {"", ".", "..", MARK} or os.path.basename(name) != name or "\0" in name or OURS.fullmatch(name):  # noqa: PTH119 - a bare name
        raise ValueError(name)
    if before is not None and not OURS.fullmatch(before):
        raise ValueError(before)
    return Step(name, before, digest)


def _digest_there(place: Path) -> str | None:
    if place.is_symlink() or not place.is_file():
        return None
    with place.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
