"""Anything told in sections, for the terminal, for Markdown and as a page: the same blocks in each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reports.blocks import Section
from reports.layout import Spans, filled, plain, styled
from reports.markdown import escaped, section_parts
from reports.plaintext import visible
from reports.swedish import bind
from reports.terminal import section_lines

if TYPE_CHECKING:
    from jinja2 import Template
    from rich.console import Console


@dataclass(frozen=True, slots=True)
class Told:
    """A title, what is said before the sections, and the sections."""

    title: str
    preamble: str
    sections: tuple[Section, ...]


def render(told: Told, console: Console) -> None:
    """Print it on the console at its width, in its colours."""
    console.print(styled(_lines(told, console.width)), soft_wrap=True, end="", highlight=False)


def to_text(told: Told, width: int) -> str:
    """Plain lines no longer than the width."""
    return plain(_lines(told, width))


def _lines(told: Told, width: int) -> Iterator[Spans]:
    title = visible(told.title)
    yield from filled(title, width, [], "", strong=len(title), tone="heading")
    yield from filled(visible(told.preamble), width, [], "")
    for section in told.sections:
        yield from section_lines(section, width)


def to_markdown(told: Told) -> str:
    """A heading for each section, tables, and a list for each entry."""
    parts = [f"# {escaped(visible(told.title))}", escaped(visible(told.preamble))]
    for section in told.sections:
        parts += section_parts(section)
    return "\n\n".join(parts) + "\n"


def to_html(told: Told) -> str:
    """One page: no network, no script."""
    return _template().render(told=told)


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - only a page needs it

    made = Environment(
        loader=PackageLoader("reports"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False
    )
    made.filters["bound"] = bind
    made.globals["kind_of"] = _kind_of
    return made.get_template("sectioned.html.jinja")


def _kind_of(block: object) -> str:
    return type(block).__name__
