"""The bytes of a file that is read: a plain one, no longer than it may be, inside the folder that was pointed out."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from facts.errors import BadInput, InputError

UNREADABLE = ("en fil som inte kan läsas", "en läsbar textfil", "kontrollera filen och dess rättigheter")
LEADS_OUT = ("en länk som leder ut ur mappen", "en fil i mappen", "lägg filen i mappen i stället för länken")
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)  # a pipe put in a file's place is not waited for


class TooLong(OSError):
    """A file of more bytes than it may have; `size` tells how many."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size


def plain_bytes(path: Path, most: int) -> bytes:
    """The bytes of a plain file. Raises TooLong past the most, and OSError for what is no file or cannot be read."""
    if not path.is_file():
        raise OSError
    with os.fdopen(os.open(path, os.O_RDONLY | _AT_ONCE), "rb") as stream:
        told = os.fstat(stream.fileno())
        if not stat.S_ISREG(told.st_mode):
            raise OSError
        if told.st_size > most:
            raise TooLong(told.st_size)
        raw = stream.read(most + 1)
    if len(raw) > most:
        raise TooLong(len(raw))
    return raw


def leads_out(path: Path, within: Path) -> bool:
    """Whether the path, its links followed, ends outside the folder."""
    place, folder = os.path.realpath(path), os.path.realpath(within)
    return os.path.commonpath((place, folder)) != folder


def fact_bytes(path: Path, name: str, most: int, within: Path | None = None) -> bytes:
    """The bytes of a fact file, called `name` in messages. Raises BadInput; nothing of a file outside the folder is read."""
    try:
        if within is not None and leads_out(path, within):
            raise BadInput([InputError(name, 0, 0, *LEADS_OUT)])
        return plain_bytes(path, most)
    except TooLong as error:
        words = (f"en fil på {error.size} byte", f"högst {most} byte", "dela filen i flera")
        raise BadInput([InputError(name, 0, 0, *words)]) from None
    except (OSError, ValueError):  # a null byte in a path is a ValueError
        raise BadInput([InputError(name, 0, 0, *UNREADABLE)]) from None
