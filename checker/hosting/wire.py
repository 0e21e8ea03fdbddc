"""How the two processes speak: a head that says which request, how long and with what checksum, then plain values by marshal.

Nothing of a message is read before its head, its length and its checksum agree.
"""

from __future__ import annotations

import marshal
import os
import struct
import zlib
from typing import Any

_HEAD = struct.Struct("<8sQQI")
_SIGN = b"regelsp1"
_LARGEST = 1 << 30  # bytes of one message: more than a run of the most facts that the engine tells apart
_PART = 1 << 20


class Garbled(Exception):
    """What was received is no whole message; the text says in Swedish in what way."""


def framed(number: int, message: Any) -> bytes:
    """The message with its head. Raises ValueError for what is no plain value."""
    body = marshal.dumps(message)
    return _HEAD.pack(_SIGN, number, len(body), zlib.crc32(body)) + body


def send(file: int, raw: bytes) -> None:
    """Write all of it. Raises OSError where no one is there to read it."""
    rest = memoryview(raw)
    while rest:
        rest = rest[os.write(file, rest[:_PART]) :]


def receive(file: int) -> tuple[int, Any] | None:
    """The number of the request and the message; None where the other side ended before it was whole. Raises Garbled for what is no message."""
    head = _read(file, _HEAD.size)
    if len(head) < _HEAD.size:
        return None
    sign, number, length, checksum = _HEAD.unpack(head)
    if sign != _SIGN or length > _LARGEST:
        raise Garbled("det börjar inte som ett svar")
    body = _read(file, length)
    if len(body) < length:
        return None
    if zlib.crc32(body) != checksum:
        raise Garbled("det har en annan kontrollsumma än den som anges")
    try:
        return number, marshal.loads(body)  # noqa: S302 - our own process wrote it, and its checksum agrees
    except (ValueError, EOFError, TypeError) as error:
        raise Garbled("det kan inte tolkas") from error


def _read(file: int, length: int) -> bytes:
    """So many bytes, or those there were before the other side ended."""
    parts, missing = [], length
    while missing and (part := os.read(file, min(missing, _PART))):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
