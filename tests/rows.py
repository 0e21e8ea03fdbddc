"""A canonical report laid out to be read and compared: a key to a line, and in it one rating, tie, step or fact to a line."""

from __future__ import annotations

import json
from collections.abc import Container
from typing import Any


def in_rows(text: str, leave_out: Container[str] = ("fact_files",)) -> str:
    """The report's values by line. The fact files are left out where their checksums say the same."""
    lines = [f"{_compact(key)}: {_rows(value)}" for key, value in json.loads(text).items() if key not in leave_out]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _rows(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n  " + ",\n  ".join(map(_compact, value)) + "\n]"
    if isinstance(value, dict) and value:
        return "{\n  " + ",\n  ".join(f"{_compact(key)}: {_compact(row)}" for key, row in value.items()) + "\n}"
    return _compact(value)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
