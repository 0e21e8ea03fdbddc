"""The summary of one page: what the trial found, in plain sentences with the way on to each section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reports.annex.anchors import Link
from reports.annex.annex import Annex
from reports.annex.items import Mark
from reports.swedish import number

Part = str | Link | Mark
Parts = tuple[Part, ...]


def bullets(annex: Annex) -> tuple[Parts, ...]:
    """Each sentence of the summary, as texts, links and marks."""
    return (*_whole(annex), *_goals(annex), *_claims(annex), *_control(annex), *_ties(annex), *_questions(annex), *_notes(annex))


def _whole(annex: Annex) -> Iterator[Parts]:
    for item in (*annex.whole, *annex.parts):
        if item.mark:
            yield (Link(item.title, item.anchor), ": ", item.mark)


def _goals(annex: Annex) -> Iterator[Parts]:
    if not annex.goal_sums:
        return
    total = annex.goal_sums[-1]
    claimed, shown = _many(total.claimed), _many(total.shown)
    waived = f" och {number(str(total.shown['ej_tillampligt']))} är ej tillämpliga genom beslut" if total.shown["ej_tillampligt"] else ""
    yield (
        (f"Verksamhetens mål är {number(str(total.total))}. Redovisningen anger {claimed}. Underlaget visar {shown}; "
        f"för {number(str(total.shown['underlag_saknas']))} saknas underlag{waived}."),
    )


def _many(counts: dict[str, int]) -> str:
    met, partly, short = (number(str(counts[code])) for code in ("uppfyllt", "delvis", "ej"))
    return f"{met} uppfyllda, {partly} delvis uppfyllda och {short} ej uppfyllda"


def _claims(annex: Annex) -> Iterator[Parts]:
    confirmed, contradicted, unsupported = (number(str(annex.verdicts[code])) for code in ("bekraftat", "motsagt", "obestyrkt"))
    yield (
        (f"Av redovisningens påståenden om mål, mätetal, enheter och helhet är {confirmed} bekräftade "
        f"({number(str(annex.own_word))} endast av redovisningens egen uppgift), {contradicted} motsagda ("),
        _section(5),
        f") och {unsupported} obestyrkta (",
        _section(6),
        ").",
    )


def _control(annex: Annex) -> Iterator[Parts]:
    if annex.moments:
        yield (f"Intern kontroll, kontrollmoment: {_listed(annex.moments)} (", _section(9), ").")


def _ties(annex: Annex) -> Iterator[Parts]:
    if annex.ties_by_status:
        yield (f"Avstämningar av räkenskaperna: {_listed(annex.ties_by_status)} (", _section(8), ").")


def _questions(annex: Annex) -> Iterator[Parts]:
    if annex.questions:
        many = len(annex.questions)
        told = "fråga om en uppgift som saknas är färdig" if many == 1 else "frågor om uppgifter som saknas är färdiga"
        yield (f"{number(str(many))} {told} att sända (", _section(6), ").")


def _notes(annex: Annex) -> Iterator[Parts]:
    if annex.report.notes:
        yield (f"Revisorns noteringar: {number(str(len(annex.report.notes)))} (", _section(11), "). De ändrar inga bedömningar.")


def _listed(counts: Iterable[tuple[Mark, int]]) -> str:
    return ", ".join(f"{one.word} {number(str(count))}" for one, count in counts)


def _section(at: int) -> Link:
    return Link(f"avsnitt {at}", f"avsnitt-{at}")
