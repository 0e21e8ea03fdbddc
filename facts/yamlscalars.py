"""How one scalar of a fact file is read: what is a number, a word for nothing or truth, and which signs may not stand."""

from __future__ import annotations

import re

LONGEST_TEXT = 32_767  # signs, as many as a cell of a workbook holds; a paragraph of a report is a thousand
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
OTHER_NUMBER = re.compile(
    r"0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
NUMBER_START = frozenset("-+.0123456789")
CONSTANTS: dict[str, bool | None] = {
    **dict.fromkeys(["", "~", "null", "Null", "NULL"]),
    **dict.fromkeys(["true", "True", "TRUE"], True),
    **dict.fromkeys(["false", "False", "FALSE"], False),
}
UNWANTED = re.compile("[^\n\r -~\u00a0-\u200a\u2010-\u2027\u202f-\u205f\u2070-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def stays_text(word: str) -> bool:
    """Whether a word without quotes is read as text, and not as a number, nothing or truth."""
    if word[:1] not in NUMBER_START:
        return word not in CONSTANTS
    return not NUMBER.fullmatch(word) and not OTHER_NUMBER.fullmatch(word)
