"""Where the report goes: standard output in UTF-8 whatever the locale, or a file that is complete or absent."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from checker.usage import WrongUsage, cause

if TYPE_CHECKING:
    from rich.console import Console

FILE_WIDTH = 80
NARROWEST, WIDEST = 64, 120


def speak_utf8() -> None:
    """Standard output and error in UTF-8 with plain newlines; what cannot be written is shown as its code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def width() -> int:
    """The columns of the terminal, or of COLUMNS; 80 where neither says. Text is not set wider than it can be read."""
    columns = os.environ.get("COLUMNS", "")
    told = int(columns) if columns.isdecimal() and int(columns) else _terminal_columns()
    return min(max(told, NARROWEST), WIDEST)


def _terminal_columns() -> int:
    with suppress(OSError, ValueError):
        return os.get_terminal_size(sys.stdout.fileno()).columns or FILE_WIDTH
    return FILE_WIDTH


def wants_colour() -> bool:
    """Whether standard output is a terminal that takes colours; never a pipe or a file."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def console() -> Console:
    """The terminal as rich writes to it."""
    from rich.console import Console  # noqa: PLC0415 - needed for colour alone, and a fifth of the start

    return Console(width=width(), force_terminal=True, highlight=False, markup=False, emoji=False)


def say(text: str) -> None:
    """Write to standard output. A reader that has gone away is no error: what it wanted it has read."""
    with _listening():
        sys.stdout.write(text)
        sys.stdout.flush()


def flush() -> None:
    """Hand on whatever is still held back."""
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()


def show(draw: Callable[[Console], None]) -> None:
    """Draw on the terminal in colour."""
    with _listening():
        draw(console())
        sys.stdout.flush()


class _listening:  # noqa: N801 - reads as the word it is
    """Suppresses that the reader went away, and keeps Python from telling it again at exit. Raises WrongUsage for any other fault."""

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> bool:
        if not isinstance(error, OSError):
            return False
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise _unwritten("standard ut", error) from None
        return True


def refuse_unwritable(target: Path) -> None:
    """Raises WrongUsage if the report cannot become that file: a folder, a device, or in a folder that is not there."""
    if target.is_dir():
        raise WrongUsage(f'mappen "{target}" efter -o', "en fil", "skriv filens namn, som i -o rapport.txt")
    if target.exists() and not target.is_file():
        raise WrongUsage(f'"{target}" efter -o, som inte är en vanlig fil', "en fil", "utelämna -o för att skriva till standard ut")
    if not target.resolve().parent.is_dir():
        raise WrongUsage(f'ingen mapp "{target.parent}" efter -o', "en mapp som finns", "skapa mappen, eller välj en annan")


def refuse_no_folder(target: Path) -> None:
    """Raises WrongUsage if reports cannot be put in that folder: it is no folder, or is to be made in one that is not there."""
    if target.exists() and not target.is_dir():
        raise WrongUsage(f'"{target}" efter -o, som inte är en mapp', "en mapp", "skriv mappens namn, som i -o bilagor")
    if not target.resolve().parent.is_dir():
        raise WrongUsage(f'ingen mapp "{target.parent}" efter -o', "en mapp som finns", "skapa mappen, eller välj en annan")


def write_file(target: Path, content: str | bytes) -> None:
    """Write the file complete or not at all; text in UTF-8. Raises WrongUsage if it cannot be written."""
    write_files([(target, content)])


def write_folder(folder: Path, files: Sequence[tuple[Path, str | bytes]]) -> None:
    """Write files in a folder, which is made if it is not there. Raises WrongUsage if they cannot be written, and leaves no folder made for them."""
    is_new = not folder.exists()
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise _unwritten(f'mappen "{folder}"', error) from None
    try:
        write_files(files)
    except WrongUsage:
        if is_new:
            with suppress(OSError):
                folder.rmdir()
        raise


def write_files(files: Sequence[tuple[Path, str | bytes]]) -> None:
    """Write each beside its target and rename them when all are written, so that none is half a file, and no new one stands without the others.

    Raises WrongUsage for the first that cannot be written.
    """
    drafts = [target.resolve().with_name(f".{target.resolve().name}.{os.getpid()}") for target, _ in files]
    try:
        for (target, content), draft in zip(files, drafts, strict=True):
            with _naming(target):
                _write_new(draft, content.encode() if isinstance(content, str) else content)
        for (target, _), draft in zip(files, drafts, strict=True):
            with _naming(target):
                _put(draft, target.resolve())
    finally:
        for draft in drafts:
            with suppress(OSError):
                draft.unlink(missing_ok=True)


def put_made(target: Path, make: Callable[[Path], None]) -> None:
    """Let a file be made beside its target, and rename it when it is whole. Raises WrongUsage if it cannot be written."""
    draft = target.resolve().with_name(f".{target.resolve().name}.{os.getpid()}")
    try:
        with _naming(target):
            _write_new(draft, b"")
            make(draft)
            _put(draft, target.resolve())
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _write_new(draft: Path, content: bytes) -> None:
    """Write a draft that was not there: never through a link that another may have laid."""
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as stream:
        stream.write(content)


def _put(draft: Path, place: Path) -> None:
    if place.exists():
        draft.chmod(place.stat().st_mode & 0o777)
    draft.replace(place)


@contextmanager
def _naming(target: Path) -> Iterator[None]:
    """Tells which file could not be written."""
    try:
        yield
    except OSError as error:
        raise _unwritten(f'filen "{target}"', error) from None


def _unwritten(target: str, error: OSError) -> WrongUsage:
    found = f"{target}, som inte kunde skrivas ({cause(error)})"
    return WrongUsage(found, "en plats som går att skriva på", "välj en annan fil eller frigör utrymme")
