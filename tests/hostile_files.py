"""Files that are none, given in the place of each file that the program reads: endless, huge, devices, links that lead nowhere or astray."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

GIGABYTES = 5_000_000_000


def _sparse(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(GIGABYTES)


def _loop(path: Path) -> None:
    other = path.with_name(f"{path.name}.andra")
    path.symlink_to(other)
    other.symlink_to(path)


KINDS: dict[str, Callable[[Path], object]] = {
    "fem gigabyte": _sparse,
    "utan slut": lambda path: path.symlink_to("/dev/zero"),
    "slump utan slut": lambda path: path.symlink_to("/dev/urandom"),
    "ett rör": os.mkfifo,
    "en mapp": lambda path: path.mkdir(),
    "en länk runt": _loop,
    "en länk till ingenting": lambda path: path.symlink_to(path.with_name("finns-inte")),
    "en tom fil": lambda path: path.write_bytes(b""),
    "nollbyte": lambda path: path.write_bytes(b"\0" * 5000),
    "utf-16": lambda path: path.write_bytes("noteringar:\n  - om: F-1\n".encode("utf-16")),
    "utf-32": lambda path: path.write_bytes("{a: 1}".encode("utf-32")),
    "fel byte": lambda path: path.write_bytes(b"\xff\xfe\xfd\x80\x81" * 200),
    "en enda lång rad": lambda path: path.write_bytes(b"a" * 4_000_000),
}  # fmt: skip
