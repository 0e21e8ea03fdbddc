"""Internal control: areas and moments that are not shown met, and deviations with the last day for action."""

from __future__ import annotations

from reports.blocks import Block, Column, Entry, Line, Paragraph, Section, Subheading, Table
from reports.report import Rating, Report
from reports.sections.claims import one_side
from reports.selection import of_kind
from reports.swedish import FINDING, RATING, REASON, sentence, word

_DEVIATIONS = ("forsenad_atgard", "oppen_avvikelse", "stangd_avvikelse", "ansvarskoncentration")


def section(report: Report, everything: bool) -> Section | None:
    """Intern kontroll."""
    rated = [rating for rating in report.ratings if rating.area == "intern_kontroll"]
    if not rated:
        return None
    return Section("Intern kontroll", (*_areas(rated), *_moments(rated, everything), *_deviations(report)))


def _areas(rated: list[Rating]) -> list[Block]:
    short = [rating for rating in rated if rating.level == "control_area" and rating.rating != "uppfyllt"]
    if not short:
        return [Paragraph("Alla kontrollområden är uppfyllda.")]
    by_rating = {code: ", ".join(rating.id for rating in short if rating.rating == code) for code in RATING}
    told = [f"{word(RATING, code)} {ids}" for code, ids in by_rating.items() if ids]
    return [Paragraph(sentence(f"kontrollområden: {'; '.join(told)}"))]


def _moments(rated: list[Rating], everything: bool) -> list[Block]:
    moments = [rating for rating in rated if rating.level == "moment"]
    decided = [rating for rating in moments if rating.rating in {"ej", "delvis"}]
    blocks: list[Block] = [Subheading("Kontrollmoment som är delvis eller ej uppfyllda"), *map(one_side, decided)] if decided else []
    undecided = [rating for rating in moments if rating.rating == "underlag_saknas"]
    if undecided:
        columns = (Column("Moment"), Column("Kontrollmoment där underlag saknas"), Column("Skäl"))
        blocks.append(Table(columns, tuple((rating.id, rating.title, word(REASON, rating.reason or "")) for rating in undecided)))
    if everything and (met := [rating for rating in rated if rating.rating == "uppfyllt"]):
        blocks += [Subheading("Uppfyllt"), *map(one_side, met)]
    return blocks


def _deviations(report: Report) -> list[Block]:
    blocks: list[Block] = []
    for kind in _DEVIATIONS:
        if found := of_kind(report, kind):
            blocks.append(Subheading(word(FINDING, kind)))
            blocks += [Entry(one.id, "", (Line("", sentence(one.text)),)) for one in found]
    return blocks
