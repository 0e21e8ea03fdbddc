"""The pre-close check as GitHub-flavoured Markdown, to paste into board papers."""

from __future__ import annotations

from reports.markdown import escaped, section_parts
from reports.preclose import PreClose
from reports.preclosing import words
from reports.preclosing.content import sections


def to_markdown(preclose: PreClose, everything: bool, width: int) -> str:  # noqa: ARG001 - every format is asked alike
    """The check with a heading for each section, tables, and a list for each entry."""
    parts = [f"# {escaped(words.title(preclose))}", escaped(words.preamble(preclose))]
    for section in sections(preclose, everything):
        parts += section_parts(section)
    return "\n\n".join(parts) + "\n"
