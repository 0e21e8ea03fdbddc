"""The summary of one page: what the trial found, in plain sentences with the way on to each section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reports.annex.anchors import Link
from reports.annex.annex import Annex
from reports.annex.items import Mark
from reports.swedish import counted, listed, number

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
    kinds = (("uppfyllt", ""), ("delvis", "delvis "), ("ej", "ej "))
    return listed(f"{number(str(counts[code]))} {also}{'uppfyllt' if counts[code] == 1 else 'uppfyllda'}" for code, also in kinds)


def _claims(annex: Annex) -> Iterator[Parts]:
    words = (("bekraftat", "bekräftat", "bekräftade"), ("motsagt", "motsagt", "motsagda"), ("obestyrkt", "obestyrkt", "obestyrkta"))
    confirmed, contradicted, unsupported = (counted(annex.verdicts[code], one, many) for code, one, many in words)
    own = number(str(annex.own_word))
    yield (
        f"Av redovisningens påståenden om mål, mätetal, enheter och helhet är {confirmed} ({own} endast av redovisningens egen uppgift), ",
        f"{contradicted} (",
        _section(5),
        f") och {unsupported} (",
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
