"""The pre-close check as one HTML file: no network, no script, readable on paper, on a telephone, in the dark and by a screen reader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from reports.blocks import Block, Column, Entry
from reports.html_form import BLOCK, environment, inert
from reports.preclose import PreClose
from reports.preclosing.page import page_of
from reports.swedish import bind

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)")


def to_html(preclose: PreClose, everything: bool, width: int) -> str:  # noqa: ARG001 - every format is asked alike
    """The whole check with its trace; the same check gives the same bytes."""
    page = page_of(preclose, everything)
    carried = f"{BLOCK}{inert(page.seal.text)}</script>"
    template = environment().get_template("preclose.html.jinja")
    return template.render(page=page, report=preclose.now, carried=carried, kind_of=_kind, overs=overs, pieces=pieces, is_lone=_is_lone).lstrip()


def _kind(block: Block) -> str:
    return type(block).__name__


def _is_lone(entry: Entry) -> bool:
    """Whether a single sentence is all that is said, so that it stands beside the id."""
    return not entry.title and len(entry.lines) == 1 and not entry.lines[0].strong and not entry.lines[0].label


def pieces(text: str) -> list[tuple[str, bool]]:
    """Running text as it is bound, in pieces that are a day or something between days; a line never ends within a day."""
    return [(piece, at % 2 == 1) for at, piece in enumerate(_DAY.split(bind(text))) if piece]


def overs(columns: Sequence[Column]) -> list[tuple[str, int]]:
    """The shared headings with how many columns each is over."""
    return [(over, len(list(mine))) for over, mine in groupby(columns, key=lambda column: column.over)]
