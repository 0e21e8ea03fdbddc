"""The one way a value is written as JSON (RFC 8785), and the checksum of what is written."""

from __future__ import annotations

import hashlib
from typing import Any

import rfc8785


def canonical(value: Any) -> bytes:
    """A value's only JSON form under RFC 8785. Raises rfc8785.CanonicalizationError for a value that has none."""
    return rfc8785.dumps(value)


def checksum(raw: bytes) -> str:
    """The SHA-256 of bytes, as every checksum in the form is written."""
    return "sha256:" + hashlib.sha256(raw).hexdigest()
