"""What the annex's typefaces can show. Any other sign is told by its number, so that nothing is left out unseen and nothing reorders the text."""

from __future__ import annotations

import re
from typing import Any

_BREAK = re.compile(r"[\t\n\r\u0085\u2028\u2029]+")
_UNSHOWN = re.compile(
    "[^ -~\u00a0-\u00ac\u00ae-\u0377\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u04ff\u1e00-\u1eff\u2010-\u2027\u2030-\u2040\u2044-\u2052"
    "\u20a0-\u20c0\u2100-\u211e\u2122\u2126\u2190-\u23ff\u2460-\u262f\u270c-\u2727]"
)


def printable(value: Any) -> Any:
    """The value with every text in it such as can be printed: a line's end is a space, a sign without a glyph is `[U+1F600]`."""
    if isinstance(value, str):
        return _UNSHOWN.sub(lambda found: f"[U+{ord(found[0]):04X}]", _BREAK.sub(" ", value))
    if isinstance(value, dict):
        return {key: printable(inner) for key, inner in value.items()}
    return [printable(inner) for inner in value] if isinstance(value, list) else value
