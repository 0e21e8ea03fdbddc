"""The formats that the pre-close check can be written in. A format is a module with a function `to_<name>`; nothing registers itself."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from reports.formats import Format
from reports.preclose import PreClose

_CHOICES = ("everything", "width")
FORMATS = {
    "text": Format("reports.preclosing.terminal", _CHOICES, "för terminalen"),
    "json": Format("reports.preclosing.json_form", _CHOICES, "alla uppgifter, regelspar/1"),
    "markdown": Format("reports.preclosing.markdown", _CHOICES, "för handlingar"),
    "html": Format("reports.preclosing.html", _CHOICES, "i en fil, för webben"),
    "pdf": Format("reports.preclosing.pdf", _CHOICES, "för utskrift och arkiv, kräver -o", binary=True),
}


def written(preclose: PreClose, name: str, everything: bool, width: int) -> str | bytes:
    """The check in the named format: text, or bytes from a binary one. Raises KeyError for a name that no format has."""
    write: Callable[[PreClose, bool, int], str | bytes] = getattr(import_module(FORMATS[name].module), f"to_{name}")
    return write(preclose, everything, width)


def as_text(preclose: PreClose, name: str, everything: bool, width: int) -> str:
    """The check in a format of text. Raises TypeError for a binary one, which no terminal can show."""
    told = written(preclose, name, everything, width)
    if isinstance(told, bytes):
        raise TypeError(f"{name} is no text")
    return told
