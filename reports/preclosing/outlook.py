"""The forecast: every goal's standing on the day beside what is forecast for the year, and the margins to the limits.

Nothing of a forecast is told without the word.
"""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Column, Entry, Line, Paragraph, Section, Table
from reports.preclose import Margin, Outlook, PreClose
from reports.preclosing.words import figure
from reports.swedish import RATING, amount, cites, sentence, word

MARK = "prognos"
NOTHING = "–"
NONE = "Ingen prognos finns bland uppgifterna."
DIFFERS = "Prognosen är organisationens egen och är inget utfall. Bedömningen efter prognosen är gjord med samma regler."


def interim(preclose: PreClose, everything: bool) -> Section | None:  # noqa: ARG001 - every section is asked alike
    """Delårsrapporten: outcome to date and forecast side by side."""
    if preclose.kind != "delarsrapport":
        return None
    return Section("Utfall till och med dagen och prognos för året", tuple(_side_by_side(preclose)), "delar")


def forecast(preclose: PreClose, everything: bool) -> Section:  # noqa: ARG001 - every section is asked alike
    """Prognos: the ratings by forecast, where no section before has them, and the margins."""
    told = list(_side_by_side(preclose)) if preclose.kind != "delarsrapport" else []
    if preclose.forecast is None and not preclose.margins:
        return Section("Prognos", (Paragraph(NONE),), "prognos")
    return Section("Prognos", (*told, *_margins(preclose)), "prognos", dense=True)


def _side_by_side(preclose: PreClose) -> Iterator[Block]:
    if not preclose.outlooks:
        yield Paragraph(NONE if preclose.forecast is None else "Inget mål har en prognos bland uppgifterna.")
        return
    yield Paragraph(DIFFERS)
    day, year = f"Per {preclose.as_of}", f"Prognos för {preclose.now.year}"
    columns = (
        Column("Id"), Column("Mål"), Column("Utfall", over=day), Column("Bedömning", over=day), Column("Prognos", over=year),
        Column("Bedömning", over=year),
    )  # fmt: skip
    yield Table(columns, tuple(map(_row, preclose.outlooks)), tuple(one.forecast for one in preclose.outlooks))
    if found := cites(dict.fromkeys(cite for one in preclose.outlooks for cite in one.basis)):
        yield Paragraph(f"Prognosernas källor: {found}.")


def _row(one: Outlook) -> tuple[str, ...]:
    expected = _marked(figure(one.expected)) if one.expected else NOTHING if one.basis else f"ingen {MARK}"
    return one.about, one.title, figure(one.so_far, NOTHING), word(RATING, one.now), expected, f"{MARK}: {word(RATING, one.forecast)}"


def _marked(text: str) -> str:
    return text if MARK in text else f"{MARK}: {text}"


def _margins(preclose: PreClose) -> Iterator[Block]:
    yield from map(_margin, preclose.margins)


def _margin(one: Margin) -> Entry:
    below = one.margin.startswith("-")
    sums = f"; gräns {amount(one.limit, one.unit)}; marginal {amount(one.margin, one.unit)}{' (gränsen nås inte)' if below else ''}."
    sums = f", att återställa senast {one.restored_by}." if one.restored_by else sums
    lines = [Line("Prognos", sums, amount(one.amount, one.unit)), *([Line("Det ger", sentence(one.text))] if one.text else [])]
    sources = [Line("Källa", f"{cites(one.sources)}.")] if one.sources else []
    return Entry(one.about, one.title, (*lines, *sources), one.trace, is_forecast=True)
