"""The folder of results: one run at a time writes in it, nothing outside it, and only what is its own is taken away."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from checker import output
from checker.batch.store import STORE, Recorded
from checker.storing import tidy
from checker.usage import WrongUsage, cause

_HELD = ".regelspar-korning"  # there while a run goes on, and after one that was killed; it holds nothing


class Folder:
    """The folder after -o, with a folder for each organisation in it."""

    def __init__(self, path: Path, facts: Path) -> None:
        self.path, self._facts = path, facts

    def refuse_other_files(self, names: Iterable[str]) -> None:
        """Raises WrongUsage if what is to be one of the folder's own files leads somewhere else, or is none."""
        for name in names:
            place = self.path / name
            if place.is_symlink() or (place.exists() and not place.is_file()):
                found = f'"{place}", som inte är en vanlig fil'
                raise WrongUsage(found, "en fil som kan ersättas", "flytta den, eller välj en annan mapp efter -o")

    def refuse_strange(self, names: Iterable[str]) -> None:
        """Raises WrongUsage where such a file is there and no store: no run that wrote an overview left it without one."""
        for name in [] if (self.path / STORE).exists() else names:
            if (self.path / name).exists():
                found = f'"{self.path / name}", som check alla inte har skrivit'
                raise WrongUsage(found, "en ny mapp, eller en med tidigare resultat", "välj en annan mapp efter -o, eller flytta filen")

    def refuse_other_folders(self, organisations: Iterable[str]) -> None:
        """Raises WrongUsage if an organisation's folder leads somewhere else, or is none."""
        for organisation in organisations:
            place = self.path / organisation
            if self._facts.resolve().is_relative_to(place.resolve()):
                raise WrongUsage(f'"{place}", där uppgifterna ligger', "en mapp för organisationens resultat", "välj en annan mapp efter -o")
            if place.is_symlink() or (place.exists() and not place.is_dir()):
                found = f'"{place}", som inte är en vanlig mapp'
                raise WrongUsage(found, "en mapp för organisationens resultat", "flytta den, eller välj en annan mapp efter -o")

    def write(self, name: str, content: bytes) -> str:
        """Write a result complete or not at all; its checksum is given. Raises WrongUsage if it cannot be written there."""
        place = self.path / name
        self.refuse_other_folders([place.parent.name])
        self.refuse_other_files([name])
        _make(place.parent)
        output.write_file(place, content, durable=False)
        return hashlib.sha256(content).hexdigest()

    def has(self, recorded: Recorded) -> bool:
        """Whether the result's file is there as it was written."""
        place = self.path / recorded.file
        if place.is_symlink() or place.parent.is_symlink() or not place.is_file():
            return False
        with suppress(OSError), place.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == recorded.sha256
        return False

    def results(self) -> list[str]:
        """The names of all files that are named as results."""
        return sorted(path.relative_to(self.path).as_posix() for path in self.path.glob("*/*.json") if path.stem.isdecimal())

    def remove(self, recorded: Recorded) -> bool:
        """Take away a result that no longer holds; False where it is not there, or is left because it is not as it was written."""
        place = self.path / recorded.file
        if not self.has(recorded):
            return False
        place.unlink()
        with suppress(OSError):
            place.parent.rmdir()  # only where it was the last
        return True


@contextmanager
def held(path: Path, facts: Path) -> Iterator[Folder]:
    """The folder, made if it is not there, held against other runs. Raises WrongUsage if it cannot be the folder, or another run holds it."""
    output.refuse_no_folder(path)
    if path.resolve().is_relative_to(facts.resolve()):
        raise WrongUsage(f'"{path}" efter -o, som ligger i mappen med uppgifter', "en mapp utanför den", "välj en annan mapp, som i -o resultat")
    is_new = not path.exists()
    _make(path)
    try:
        with _locked(path):
            for place in (path, *(inner for inner in path.iterdir() if inner.is_dir() and not inner.is_symlink())):
                if not facts.resolve().is_relative_to(place.resolve()) or place == path:
                    tidy(place)
            yield Folder(path, facts)
    finally:
        if is_new:
            with suppress(OSError):
                path.rmdir()  # only where nothing came to be in it


def _make(path: Path) -> None:
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        found = f'mappen "{path}", som inte kunde skapas ({cause(error)})'
        raise WrongUsage(found, "en plats som går att skriva på", "välj en annan mapp efter -o") from None


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Held against other runs as a whole; each file that is put in place is held against other commands by itself."""
    try:
        import fcntl  # noqa: PLC0415 - not on every system
    except ImportError:
        yield
        return
    handle = os.open(path / _HELD, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            is_ours = os.path.samestat(os.fstat(handle), (path / _HELD).stat())
        except OSError:
            is_ours = False
        if not is_ours:
            found = f'mappen "{path}", som en annan körning skriver i'
            raise WrongUsage(found, "en mapp för varje körning", "vänta, eller välj en annan mapp")
        try:
            yield
        finally:
            (path / _HELD).unlink(missing_ok=True)
    finally:
        os.close(handle)
