"""The overview for a terminal: one sign for each year of an organisation, then what many have in common. What is cut is counted.

Nothing that a terminal would obey comes from a fact: each text stands on its own line, and what is not seen is told by its number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from reports.blocks import Block, Column, Entry, Paragraph, Section, Subheading, Table
from reports.blocks import Line as Said
from reports.layout import GAP, Spans, filled, plain, styled
from reports.overview import Checked, Frequent, Overview
from reports.overviews import content
from reports.overviews.content import YearCounts
from reports.overviews.grid import ALL, grid_lines
from reports.plaintext import visible
from reports.swedish import NBSP, counted, number
from reports.terminal import section_lines

if TYPE_CHECKING:
    from rich.console import Console

TOP, FEW = 10, 20  # how many of what is most frequent, and of single checks
LONGEST = 300  # signs of a text from the facts
_FREQUENT = (Column("Org.", right=True), Column("Prövn.", right=True), Column("Gånger", right=True), Column("Vad"))


def render(overview: Overview, console: Console) -> None:
    """Print the overview on the console at its width, in its colours."""
    console.print(styled(_lines(overview, console.width)), soft_wrap=True, end="", highlight=False)


def to_text(overview: Overview, width: int) -> str:
    """The overview as plain lines no longer than the width."""
    return plain(_lines(overview, width))


def _lines(overview: Overview, width: int) -> Iterator[Spans]:
    title = content.title(overview)
    yield from filled(title, width, [], "", strong=len(title), tone="heading")
    yield from filled(visible(content.preamble(overview)), width, [], "")
    if not overview.checked:
        if overview.outside:
            yield from section_lines(_without(overview, {}), width)
        return
    yield from section_lines(_legend(), width)
    yield from section_lines(_years(overview), width)
    yield from grid_lines(overview, width)
    for section in _lists(overview):
        yield from section_lines(section, width)


def _legend() -> Section:
    whole, beside = (", ".join(f"{sign}{NBSP}{told}" for sign, told in signs) for signs in (content.LEGEND, content.MARKS))
    return Section("Tecken", (Paragraph(f"{content.WHOLE}: {whole}."), Paragraph(f"Bredvid: {beside}.")))


def _years(overview: Overview) -> Section:
    found = content.by_year(overview)
    wholes = (found, ("Antal", *content.LETTER.values(), content.NO_WHOLE, f"{content.NOT_READ}/{content.WAS_STOPPED}"), _wholes)
    having = (found, ("motsagt", "saknat underlag", "avvikelse", "underskott"), _having)
    return Section("Prövningar per år", (Subheading(content.WHOLE), _by_year(*wholes), Subheading("Prövningar med"), _by_year(*having)))


def _by_year(found: list[YearCounts], heads: tuple[str, ...], numbers: Callable[[YearCounts], Iterable[int]]) -> Table:
    rows = tuple((one.year, *(number(str(each)) for each in numbers(one))) for one in found)
    return Table((Column("År"), *(Column(head, right=True) for head in heads)), rows)


def _wholes(one: YearCounts) -> Iterable[int]:
    return one.checks, *one.wholes, one.no_whole, one.no_result


def _having(one: YearCounts) -> Iterable[int]:
    return one.contradicted, one.missing, one.deviating, one.restoring


# --- what many have in common


def _lists(overview: Overview) -> Iterator[Section]:
    for name, found in ((content.MOST_CONTRADICTED, overview.contradicted), (content.MOST_MISSING, overview.missing)):
        yield Section(name, tuple(_most(found)) or (Paragraph(content.NOTHING[name]),))
    names = content.names(overview)
    restoring, none = content.latest_restoring(overview), content.none_restoring(content.latest(overview))
    yield _entries(content.RESTORATION, [_restoring(one, names) for one in restoring], none)
    yield _without(overview, names)


def _without(overview: Overview, names: Mapping[str, str]) -> Section:
    outside = [Entry(visible(one.place, LONGEST), "", (Said("", visible(one.text, LONGEST)),)) for one in overview.outside]
    unread = (_unread(one, names) for one in content.without_result(overview))
    return _entries(content.NO_RESULT, [*unread, *outside], content.NOTHING[content.NO_RESULT])


def _most(found: tuple[Frequent, ...]) -> Iterator[Block]:
    for kind, name in content.SORTS.items():
        mine = content.of_kind(found, kind)
        if mine:
            yield Subheading(name)
            yield Table(_FREQUENT, tuple(map(_frequent, mine[:TOP])))
        if len(mine) > TOP:
            yield _cut(len(mine) - TOP, "rad", "rader")


def _frequent(one: Frequent) -> tuple[str, ...]:
    return number(str(one.organisations)), number(str(one.number)), number(str(one.times)), visible(one.text, LONGEST)


def _cut(left: int, one: str, many: str) -> Paragraph:
    return Paragraph(f"Ytterligare {counted(left, one, many)} visas inte här; {ALL}.")


def _entries(name: str, entries: list[Entry], none: str) -> Section:
    """The first of them, and how many are left out; what is said where there are none."""
    rest = [_cut(len(entries) - FEW, "organisation eller år", "organisationer eller år")] if len(entries) > FEW else []
    return Section(name, (*entries[:FEW], *rest) or (Paragraph(none),))


def _restoring(one: Checked, names: Mapping[str, str]) -> Entry:
    return Entry(_named(one, names), "", tuple(Said("", visible(text, LONGEST)) for text in content.said_of_restoration(one)))


def _unread(one: Checked, names: Mapping[str, str]) -> Entry:
    """The first of what stood in the way, and how much more there is."""
    first, *rest = (one.error or "").splitlines() or [""]
    more = (Said("", f"och {counted(len(rest), 'rad', 'rader')} till"),) if rest else ()
    return Entry(_named(one, names), "", (Said("", visible(first, LONGEST)), *more))


def _named(one: Checked, names: Mapping[str, str]) -> str:
    return f"{visible(names[one.organisation], LONGEST)}{GAP}{one.year}"
