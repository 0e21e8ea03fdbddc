"""Drafts: files under names of their own, whole and on the disc before anything is renamed to what it replaces."""

from __future__ import annotations

import errno
import os
import re
import stat
from contextlib import suppress
from pathlib import Path

DRAFT, BEFORE = "utkast", "forra"
OURS = re.compile(rf"\.regelspar-[0-9a-f]{{16}}\.({DRAFT}|{BEFORE})")
HIDDEN = 0o600
OPEN_TO_ALL = 0o666  # less what the user's umask takes away
_NO_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF}


def own_name(kind: str) -> str:
    """A name that no other run has, short however long the file's own is, and that the next run knows to be left by ours."""
    return f".regelspar-{os.urandom(8).hex()}.{kind}"


def write_new(draft: Path, content: bytes, mode: int, like: Path | None = None, durable: bool = True) -> None:
    """Write a file that was not there, never through a link that another may have laid. `like`: a file whose owner and rights it gets."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(draft, flags, HIDDEN if like else mode)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(handle, rest) :]
        if like:
            _resemble(handle, like)
        if durable:
            _sync(handle)
    finally:
        os.close(handle)  # which may be what tells that the disc is full


def _resemble(handle: int, like: Path) -> None:
    """The owner and the rights of another file, as far as the user may give them; never more to anyone than it gave."""
    there = like.stat()
    if os.name != "posix":
        return
    mode = stat.S_IMODE(there.st_mode) & 0o777
    if not (_given(handle, there.st_uid, there.st_gid) or _given(handle, -1, there.st_gid)):
        mode &= 0o707 | (mode & 0o007) << 3  # the group is another: no more than anyone has
    os.fchmod(handle, mode)


def _given(handle: int, owner: int, group: int) -> bool:
    try:
        os.fchown(handle, owner, group)
    except OSError:
        return False
    return True


def sync(folder: Path) -> None:
    """Have the names in the folder on the disc, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return  # a folder that may be written in but not read, or a system where folders are not opened
    try:
        _sync(handle)
    finally:
        close_folder(handle)


def close_folder(handle: int) -> None:
    """Be done with an opened folder; nothing that was written hangs on it."""
    with suppress(OSError):
        os.close(handle)


def _sync(handle: int) -> None:
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
