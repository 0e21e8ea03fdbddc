"""The annex as one HTML file: no network, no script, readable on paper, on a telephone, in the dark and by a screen reader."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from reports import ledgerwords
from reports.annex import texts
from reports.annex.annex import annex_of
from reports.annex.cover import cover_of
from reports.annex.items import SYMBOL
from reports.annex.summary import bullets
from reports.notes import CHANGES_NOTHING, counts
from reports.report import Report
from reports.swedish import STANCE, bind, number, sentence

BLOCK = '<script type="application/json" id="regelspar">'  # what stands before the JSON form that the page carries


def to_html(report: Report, member: str | None = None) -> str:
    """The whole annex, after a cover page where a member is given by its id; the same report gives the same bytes.

    Raises KeyError for an id that is no member's.
    """
    annex = annex_of(report)
    cover = cover_of(report, member) if member is not None else None
    carried = f"{BLOCK}{inert(annex.seal.text)}</script>"
    template = environment().get_template("annex.html.jinja")
    return template.render(annex=annex, report=report, cover=cover, summary=bullets(annex), carried=carried)


@cache
def environment() -> Environment:
    """Where the templates are read: every text is escaped, and a name that is not there is an error."""
    made = Environment(
        loader=PackageLoader("reports"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False
    )
    made.filters |= {"bound": bind, "count": lambda value: number(str(value)), "sentence": sentence}
    made.globals |= {"signs": SYMBOL, "texts": texts, "ledger": ledgerwords}
    made.globals |= {"stances": STANCE, "notes_count": counts, "notes_change_nothing": CHANGES_NOTHING}
    return made


def inert(text: str) -> str:
    """JSON as it may stand in a data block: the same values, and no sign that could end the block; every < stands inside a string."""
    return text.replace("<", "\\u003c")
