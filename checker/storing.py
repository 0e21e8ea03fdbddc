"""Files put in place whole: each is the old one or the new one, whatever stops the run; several change together or not at all.

What holds. One file: at every moment the old bytes or all of the new, on the disc before the name changes. A folder that was not there: all of
its files or no folder. Several files in a folder that is there: an error puts the old ones back at once; a run that is killed between two
renames leaves a mark that readers of facts refuse, and the next run that writes there puts the old ones back (`checker.undoing`). Two runs on
one computer take turns. What a killed run leaves are files named `.regelspar-….utkast` or `.forra`, which the next run there removes.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from checker.drafts import BEFORE, DRAFT, HIDDEN, OPEN_TO_ALL, own_name, sync, write_new
from checker.holding import held, undisturbed
from checker.undoing import Step, digest_of, mark, settle, undo, unmark
from checker.usage import WrongUsage, cause
from facts.unfinished import MARK


@dataclass(frozen=True)
class Stored:
    """A file as it is to be. `mode`: its rights where it is new, less the umask; `only_new`: never instead of a file that is there."""

    target: Path
    content: bytes
    mode: int = OPEN_TO_ALL
    only_new: bool = False


@dataclass(frozen=True)
class _Laid:
    """A file whose draft is written: where it goes, links followed, and what keeps the file that stands there."""

    stored: Stored
    place: Path
    draft: Path
    before: Path


def unwritten(target: str, error: OSError) -> WrongUsage:
    """That something could not be written, and the system's reason."""
    found = f"{target}, som inte kunde skrivas ({cause(error)})"
    return WrongUsage(found, "en plats som går att skriva på", "välj en annan fil eller frigör utrymme")


@contextmanager
def naming(target: str) -> Iterator[None]:
    """Tells what could not be written."""
    try:
        yield
    except OSError as error:
        raise unwritten(target, error) from None


def place_of(target: Path) -> Path:
    """Where the file is, links followed. Raises OSError for links that lead in a ring."""
    try:
        place = target.resolve()
    except RuntimeError:
        place = target
    if place.is_symlink():
        raise OSError(errno.ELOOP, "links in a ring")
    return place


def store(files: Sequence[Stored], durable: bool = True) -> None:
    """Put the files in place together. Raises WrongUsage for the first that cannot be, with every one as it was.

    Not durable: one of very many, written beside others in the same folder; as whole, but it may be lost if the power fails within the minute,
    and what killed runs have left is not looked for.
    """
    places = []
    for one in files:
        with naming(f'filen "{one.target}"'):
            places.append(place_of(one.target.parent) / one.target.name if one.only_new else place_of(one.target))
    one_of_many = len(files) == 1 and not durable
    folders = list(dict.fromkeys(place.parent for place in places))
    with naming(f'filen "{files[0].target}"' if files else ""), held(folders, shared=one_of_many) as alone, undisturbed():
        for folder in folders if alone and not one_of_many else ():
            settle(folder)
        _put_together(list(zip(files, places, strict=True)), durable)


def store_folder(folder: Path, files: Sequence[Stored]) -> None:
    """Put the files in a folder; where it is not there it comes with all of them in it. Raises WrongUsage if they cannot be written."""
    with naming(f'mappen "{folder}"'):
        place = folder if os.path.lexists(folder) else place_of(folder)
        with held([place.parent]) as alone, undisturbed():
            if alone:
                settle(place.parent)
            if not os.path.lexists(place):  # asked when no other run can make it
                _make_folder(folder, place, files)
                return
        folder.mkdir(exist_ok=True)  # tells what stands there if it is no folder
    store(files)


def store_made(target: Path, make: Callable[[Path], None]) -> None:
    """Put in place a file that is made under the name it is given, when it is made. Raises WrongUsage if it cannot be written."""
    with naming(f'filen "{target}"'):
        place = place_of(target)
        draft = place.with_name(own_name(DRAFT))
        with held([place.parent]):
            try:
                write_new(draft, b"", OPEN_TO_ALL, place if place.exists() else None, durable=False)
                make(draft)
                sync(draft)
                draft.replace(place)
            finally:
                with suppress(OSError):
                    draft.unlink(missing_ok=True)
    _confirm(f'filen "{target}"', place.parent)


def tidy(folder: Path) -> None:
    """Remove what killed runs have left in the folder. Raises WrongUsage where another run holds it, or it cannot be put right."""
    with naming(f'mappen "{folder}"'), held([folder]) as alone, undisturbed():
        if alone:
            settle(folder)


def _make_folder(folder: Path, place: Path, files: Sequence[Stored]) -> None:
    draft = place.with_name(own_name(DRAFT))
    try:
        draft.mkdir()
        for one in files:
            with naming(f'filen "{one.target}"'):
                inside = draft / one.target.relative_to(folder)
                inside.parent.mkdir(parents=True, exist_ok=True)
                write_new(inside, one.content, one.mode)
        sync(draft)
        draft.rename(place)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    _confirm(f'mappen "{folder}"', place.parent)


def _put_together(files: Sequence[tuple[Stored, Path]], durable: bool) -> None:
    laid: list[_Laid] = []
    try:
        for one, place in files:
            laid.append(_Laid(one, place, place.with_name(own_name(DRAFT)), place.with_name(own_name(BEFORE))))
            with naming(f'filen "{one.target}"'):
                write_new(laid[-1].draft, one.content, one.mode, place if place.exists() else None, durable)
                _refuse(one, place)
        if len(laid) == 1:
            _put_one(laid[0], durable)
        else:
            _put_all(laid)
    finally:
        for left in laid:
            _clear(left)


def _clear(one: _Laid) -> None:
    """Remove what is not needed any more; what stood there before is, as long as a mark says so."""
    with suppress(OSError):
        one.draft.unlink(missing_ok=True)
        if not os.path.lexists(one.place.with_name(MARK)):
            one.before.unlink(missing_ok=True)


def _refuse(one: Stored, place: Path) -> None:
    """Raises OSError for a file that may not be replaced: one that is there and must not be, or is protected against writing."""
    if one.only_new and os.path.lexists(place):
        raise FileExistsError(errno.EEXIST, "taken")
    if place.exists() and not os.access(place, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise PermissionError(errno.EACCES, "protected")


def _put_one(one: _Laid, durable: bool) -> None:
    with naming(f'filen "{one.stored.target}"'):
        _put(one)
    if durable:
        _confirm(f'filen "{one.stored.target}"', one.place.parent)


def _confirm(target: str, folder: Path) -> None:
    """Have on the disc what stands in place. Raises WrongUsage, saying so, where that cannot be had: it is too late to undo."""
    try:
        sync(folder)
    except OSError as error:
        found = f"{target}, som är skriven men kanske inte finns kvar efter ett strömavbrott ({cause(error)})"
        raise WrongUsage(found, "en disk som bekräftar vad den har skrivit", "kör kommandot igen, eller välj en annan plats") from None


def _put(one: _Laid) -> None:
    if one.stored.only_new:
        _put_new(one)
    else:
        one.draft.replace(one.place)


def _put_new(one: _Laid) -> None:
    """Give the draft its name, which fails if anyone has taken it."""
    try:
        one.place.hardlink_to(one.draft)
    except FileExistsError:
        raise
    except OSError:  # a file system without a second name for a file
        _refuse(one.stored, one.place)
        one.draft.replace(one.place)


# --- several --------------------------------------------------------------------------------------------------------


def _put_all(laid: Sequence[_Laid]) -> None:
    """Put all in place under a mark in each folder, or put back those that were."""
    steps: dict[Path, list[Step]] = {}
    for one in laid:
        steps.setdefault(one.place.parent, []).append(_kept(one))
    try:
        for folder, some in steps.items():
            mark(folder, some)
        for one in laid:
            with naming(f'filen "{one.stored.target}"'):
                _put(one)
        for folder in steps:
            sync(folder)
    except BaseException:
        for folder, some in steps.items():
            undo(folder, some)
        raise
    for folder in steps:
        unmark(folder)
    for folder, one in {one.place.parent: one for one in laid}.items():
        _confirm(f'filen "{one.stored.target}"', folder)


def _kept(one: _Laid) -> Step:
    """Keep what stands there under a second name as well, or as a copy where the file system has no such."""
    is_there = one.place.exists()
    with naming(f'filen "{one.stored.target}"'):
        if is_there:
            try:
                one.before.hardlink_to(one.place)
            except OSError:
                write_new(one.before, one.place.read_bytes(), HIDDEN, one.place)
    return Step(one.place.name, one.before.name if is_there else None, digest_of(one.stored.content))
