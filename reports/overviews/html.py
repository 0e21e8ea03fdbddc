"""The overview as one HTML file: no network, sorted and filtered by a script of its own, and plain tables without it.

The scripts that may run are the two whose digests the page's own policy names; they read what stands on the page and ask for nothing.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from types import SimpleNamespace
from urllib.parse import quote

import reports
from reports.html_form import environment
from reports.overview import RATINGS, Checked, Overview
from reports.overviews import content
from reports.plaintext import visible
from reports.swedish import RATING

MOST, STEP = 200, 100  # how many of what is most frequent; how many rows the script shows at a time
MARKED = 'document.documentElement.className="js"'  # before the rows are read, so that only the first of them are laid out
_RANKS = {code: place for place, code in enumerate(RATINGS)}
_NAMES = SimpleNamespace(
    whole=content.WHOLE,
    contradicted=content.MOST_CONTRADICTED,
    missing=content.MOST_MISSING,
    restoration=content.RESTORATION,
    no_result=content.NO_RESULT,
)
_WORDS = {
    "names": _NAMES, "letters": content.LETTER, "ratings": RATING, "ranks": _RANKS, "sorts": content.SORTS, "nothing": content.NOTHING,
    "marks": content.MARKS, "others": content.LEGEND[len(RATINGS) : -1], "most": MOST, "step": STEP, "seen": visible, "of_kind": content.of_kind,
    "letter": content.letter, "marks_of": content.marks, "whole": content.whole, "word_of_exit": content.word_of_exit,
    "said_of_restoration": content.said_of_restoration,
}  # fmt: skip


def to_html(overview: Overview, width: int) -> str:  # noqa: ARG001 - every format is asked alike
    """The whole overview; the same overview gives the same bytes."""
    return (
        environment()
        .get_template("overview.html.jinja")
        .render(
            _WORDS, overview=overview, title=content.title(overview), preamble=content.preamble(overview), years=content.years(overview),
            by_year=content.by_year(overview), lines=list(content.lines(overview)), restoring=content.restoring(overview),
            without_result=content.without_result(overview), none_restoring=content.none_restoring(overview.checked),
            codes=sorted({one.exit_code for one in overview.checked}),
            scripts=(MARKED, _script()), digest=digest, tone=tone, link=link,
        )
        .lstrip()
    )  # fmt: skip


def tone(one: Checked) -> str:
    """The code that a check is coloured and filtered by: its whole, or that there is none."""
    if one.error is not None:
        return "utan"
    return one.whole if one.whole in RATINGS else "ingen"


def link(file: str | None) -> str | None:
    """Where the result is from the overview, percent-encoded; none for a path that would lead out of the folder of results."""
    parts = (file or "").split("/")
    return None if any(part in {"", ".", ".."} for part in parts) else "/".join(quote(visible_part(part), safe="") for part in parts)


def visible_part(part: str) -> str:
    """A part of a path as it can be encoded; what no path can hold is replaced."""
    return part.encode("utf-8", "replace").decode()


def digest(script: str) -> str:
    """A script as a page's policy names it."""
    return f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}"


def _script() -> str:
    """The script as a browser reads it, whatever the ends of lines in the file."""
    return (files(reports) / "templates" / "overview.js").read_text(encoding="utf-8").replace("\r\n", "\n")
