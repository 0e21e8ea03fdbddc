"""The one way a value is written as JSON (RFC 8785), and the checksum of what is written."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import rfc8785

_BEYOND = re.compile("[\U00010000-\U0010ffff]")  # names with such signs are ordered otherwise by Python than by RFC 8785


def canonical(value: Any) -> bytes:
    """A value's only JSON form under RFC 8785. Raises rfc8785.CanonicalizationError for a value that has none."""
    return rfc8785.dumps(value)


def own(value: Any) -> bytes:
    """The same for a value of our own making, in a tenth of the time: text, whole numbers that are exact in RFC 8785, truth, lists, objects."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return canonical(value) if _BEYOND.search(text) else text.encode()


def checksum(raw: bytes) -> str:
    """The SHA-256 of bytes, as every checksum in the form is written."""
    return "sha256:" + hashlib.sha256(raw).hexdigest()
