"""The outcome in a few lines: per unit what is shown against what is claimed, the whole, claims, control and ties counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from reports.blocks import Block, Column, Entry, Line, Paragraph, Section, Table
from reports.report import Rating, Report
from reports.selection import OUTSIDE_UNITS, count_claims, waived
from reports.swedish import NBSP, RATING, RATING_SHORT, TIE_STATUS, VERDICT, counted, number, sentence, word

SHOWN = ("uppfyllt", "delvis", "ej", "underlag_saknas")
CLAIMED = ("uppfyllt", "delvis", "ej")
_LEVELS = (("goal", "Mål"), ("criterion", "Mätetal"))


def section(report: Report, everything: bool) -> Section:  # noqa: ARG001 - the outcome is the same in both
    """Utfallet i korthet."""
    tables = [table for level, title in _LEVELS if (table := _per_unit(report, level, title))]
    return Section("Utfallet i korthet", (*tables, *_whole(report), Paragraph(_claims(report)), *_waived(report), *_control(report), *_ties(report)))


def _per_unit(report: Report, level: str, title: str) -> Table | None:
    of_level = [rating for rating in report.ratings if rating.level == level and rating.area == "mal"]
    units = dict(report.units)
    named = [(name, [rating for rating in of_level if rating.org_unit == unit]) for unit, name in units.items()]
    named.append((OUTSIDE_UNITS[-1], [rating for rating in of_level if rating.org_unit not in units]))
    rows = [_row(name, mine) for name, mine in named if mine]
    if len(rows) > 1:
        rows.append(_row("Summa", of_level))
    shown = [_column(code, "Visat") for code in SHOWN]
    claimed = [_column(code, "Redovisat") for code in CLAIMED]
    return Table((Column(f"{title} per enhet"), Column("Antal", right=True), *shown, *claimed), tuple(rows)) if rows else None


def _column(code: str, over: str) -> Column:
    return Column(RATING_SHORT[code], right=True, over=over, full=word(RATING, code))


def _row(name: str, ratings: Sequence[Rating]) -> tuple[str, ...]:
    shown = Counter(rating.rating for rating in ratings)
    claimed = Counter(rating.claimed for rating in ratings)
    counts = [len(ratings), *(shown[code] for code in SHOWN), *(claimed[code] for code in CLAIMED)]
    return (name, *(number(str(count)) for count in counts))


def _whole(report: Report) -> list[Block]:
    return [
        Entry(rating.id, rating.title, (Line("", f". {sentence(rating.because)}", word(RATING, rating.rating), rating.rating),))
        for level in ("whole", "part")
        for rating in report.ratings
        if rating.level == level
    ]


def _claims(report: Report) -> str:
    verdicts = Counter(rating.verdict for rating in report.ratings if rating.verdict)
    own = sum(rating.verdict == "bekraftat" and rating.own_word_only for rating in report.ratings)
    honest = sum(rating.verdict == "motsagt" and rating.honest_partly for rating in report.ratings)
    told = [
        f"Redovisningens påståenden: {number(str(verdicts.total()))}.",
        f"Bekräftade: {number(str(verdicts['bekraftat']))}{_of_which(own, 'endast av redovisningens egen uppgift')}.",
        f"Motsagda: {number(str(verdicts['motsagt']))}{_of_which(honest, 'där målnivån inte nås och målet är redovisat som delvis uppfyllt')}.",
        f"Obestyrkta: {number(str(verdicts['obestyrkt']))}.",
    ]
    return " ".join([*(told if verdicts else ["Redovisningen anger inga utfall."]), *_count_claims(report)])


def _of_which(count: int, what: str) -> str:
    return f", varav {number(str(count))} {what}" if count else ""


def _count_claims(report: Report) -> list[str]:
    counts = {verdict: len(count_claims(report, verdict)) for verdict in ("motsagt", "obestyrkt")}
    told = ", ".join(f"{word(VERDICT, verdict)}{NBSP}{number(str(count))}" for verdict, count in counts.items() if count)
    return [f"Antal som redovisningen anger: {told}."] if told else []


def _waived(report: Report) -> list[Block]:
    count = len(waived(report))
    return [Paragraph(f"Ej tillämpligt genom beslut: {counted(count, 'bedömning', 'bedömningar')}.")] if count else []


def _control(report: Report) -> list[Block]:
    levels = (("control_area", "kontrollområden"), ("moment", "kontrollmoment"))
    told = [
        f"{name} {number(str(len(mine)))} ({_counts((rating.rating for rating in mine), RATING)})"
        for level, name in levels
        if (mine := [rating for rating in report.ratings if rating.level == level])
    ]
    return [Paragraph(f"Intern kontroll: {'; '.join(told)}.")] if told else []


def _ties(report: Report) -> list[Block]:
    if not report.ties:
        return []
    return [Paragraph(f"Avstämningar: {number(str(len(report.ties)))} ({_counts((tie.status for tie in report.ties), TIE_STATUS)}).")]


def _counts(codes: Iterable[str], words: dict[str, str]) -> str:
    """Counts in the order of the words: "uppfyllt 3, delvis uppfyllt 2"."""
    counts = Counter(codes)
    return ", ".join(f"{word(words, code)}{NBSP}{number(str(counts[code]))}" for code in words if counts[code])
