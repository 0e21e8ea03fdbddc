"""The formats a report can be written in. A format is a module of this folder with a function `to_<name>`; nothing registers itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from reports.report import Report

DEFAULT = "text"


@dataclass(frozen=True, slots=True)
class Format:
    """Where a format's function is, which choices beside the report it takes, and what it is for; a binary one gives bytes."""

    module: str
    choices: tuple[str, ...]
    says: str
    binary: bool = False


FORMATS = {
    "text": Format("reports.terminal", ("everything", "width", "options"), "för terminalen"),
    "json": Format("reports.seal", (), "alla uppgifter, regelspar/1"),
    "markdown": Format("reports.markdown", ("everything",), "för handlingar"),
    "csv": Format("reports.csv_form", (), "bedömningarna som tabell"),
    "junit": Format("reports.junit", (), "JUnit XML för automatiska flöden"),
    "xlsx": Format("reports.xlsx", (), "revisorns arbetspapper, kräver -o", binary=True),
    "pdf": Format("reports.pdf", ("member",), "bilagan för utskrift och arkiv, kräver -o", binary=True),
    "html": Format("reports.html_form", ("member",), "bilagan i en fil, för webben"),
}


WITH_COVER = tuple(name for name, one in FORMATS.items() if "member" in one.choices)


def written(report: Report, name: str, everything: bool, width: int, member: str | None = None, options: str = "") -> str | bytes:
    """The report in the named format: text, or bytes from a binary one; `member` is the id of the one that a cover page is for.

    `options` are those that a command the report suggests must have to find the same facts.

    Raises KeyError for a name that no format has, or an id that is no member's.
    """
    chosen = FORMATS[name]
    choices = {"everything": everything, "width": width, "member": member, "options": options}
    write: Callable[..., str | bytes] = getattr(import_module(chosen.module), f"to_{name}")
    return write(report, **{choice: choices[choice] for choice in chosen.choices})


def as_text(report: Report, name: str, everything: bool, width: int, member: str | None = None, options: str = "") -> str:
    """The report in a format of text. Raises TypeError for a binary one, which no terminal can show."""
    told = written(report, name, everything, width, member, options)
    if isinstance(told, bytes):
        raise TypeError(f"{name} is no text")
    return told
