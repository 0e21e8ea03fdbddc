"""Where the report goes: standard output in UTF-8 whatever the locale, or a file that is complete or absent."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from checker.storing import Stored, place_of, store, store_folder, store_made, unwritten
from checker.usage import WrongUsage

if TYPE_CHECKING:
    from rich.console import Console

FILE_WIDTH = 80
NARROWEST, WIDEST = 64, 120


def speak_utf8() -> None:
    """Standard output and error in UTF-8 with plain newlines; what cannot be written is shown as its code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


@contextmanager
def open_streams() -> Iterator[None]:
    """Standard output and error, also where the one who started the program closed them: writing there then fails as on a full device.

    Their numbers are taken, or the first file that is opened would get them, and with it what is said.
    """
    for number, way in ((0, os.O_RDONLY), (1, os.O_RDONLY), (2, os.O_RDWR)):
        if _is_closed(number):
            os.open(os.devnull, way)  # gets the lowest free number, which is this one
    with ExitStack() as streams:
        if sys.stdout is None:
            streams.enter_context(redirect_stdout(_stream(1)))
        if sys.stderr is None:
            streams.enter_context(redirect_stderr(_stream(2)))
        yield


def _is_closed(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return True
    return False


def _stream(number: int) -> TextIO:
    return os.fdopen(number, "w", encoding="utf-8", errors="backslashreplace", newline="\n", closefd=False)


def width() -> int:
    """The columns of the terminal, or of COLUMNS; 80 where neither says. Text is not set wider than it can be read."""
    columns = os.environ.get("COLUMNS", "")
    told = int(columns[:4]) if columns.isdecimal() and int(columns[:4]) else _terminal_columns()
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


def tell(text: str) -> None:
    """Write to standard error, as far as that can be written: the exit code tells as well."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        _abandon(sys.stderr)


def flush() -> None:
    """Hand on whatever is still held back."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()


def _abandon(stream: TextIO) -> None:
    """Let what is still held back for a stream go nowhere, or Python would try again at exit and change the code."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


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
        _abandon(sys.stdout)
        if not isinstance(error, BrokenPipeError):
            raise unwritten("standard ut", error) from None
        return True


def refuse_unwritable(target: Path) -> None:
    """Raises WrongUsage if the report cannot become that file: a folder, a device, or in a folder that is not there."""
    if target.is_dir():
        raise WrongUsage(f'mappen "{target}" efter -o', "en fil", "skriv filens namn, som i -o rapport.txt")
    if target.exists() and not target.is_file():
        raise WrongUsage(f'"{target}" efter -o, som inte är en vanlig fil', "en fil", "utelämna -o för att skriva till standard ut")
    if not place_of(target).parent.is_dir():
        raise WrongUsage(f'ingen mapp "{target.parent}" efter -o', "en mapp som finns", "skapa mappen, eller välj en annan")


def refuse_no_folder(target: Path) -> None:
    """Raises WrongUsage if reports cannot be put in that folder: it is no folder, or is to be made in one that is not there."""
    if target.exists() and not target.is_dir():
        raise WrongUsage(f'"{target}" efter -o, som inte är en mapp', "en mapp", "skriv mappens namn, som i -o mapp")
    if not place_of(target).parent.is_dir():
        raise WrongUsage(f'ingen mapp "{target.parent}" efter -o', "en mapp som finns", "skapa mappen, eller välj en annan")


def write_file(target: Path, content: str | bytes, durable: bool = True) -> None:
    """Write the file complete or not at all; text in UTF-8. Raises WrongUsage if it cannot be written.

    Not durable: one of very many beside each other, as whole, but not waited for until it is on the disc; `tidy` the folder first.
    """
    store(_stored([(target, content)]), durable)


def write_files(files: Sequence[tuple[Path, str | bytes]]) -> None:
    """Write all or none. Raises WrongUsage for the first that cannot be written, with every file as it was."""
    store(_stored(files))


def put_made(target: Path, make: Callable[[Path], None]) -> None:
    """Let a file be made beside its target, and put it in place when it is whole. Raises WrongUsage if it cannot be written."""
    store_made(target, make)


def write_folder(folder: Path, files: Sequence[tuple[Path, str | bytes]]) -> None:
    """Write files in a folder, which comes with all of them if it is not there. Raises WrongUsage if they cannot be written."""
    store_folder(folder, _stored(files))


def _stored(files: Sequence[tuple[Path, str | bytes]]) -> list[Stored]:
    return [Stored(target, content.encode() if isinstance(content, str) else content) for target, content in files]
