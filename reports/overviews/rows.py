"""A check as the cells of one row, and a thing in common as the cells of another: the same in the workbook and in CSV."""

from __future__ import annotations

from reports.overview import BY_SORT, RATINGS, Checked, Frequent, Outside, Overview
from reports.overviews import content
from reports.ratingwords import worded
from reports.swedish import RATED_MANY, RATING, counted

Cells = tuple[str | int | None, ...]

LAWS = ("BK-1 Balanskravsresultat", "BK-2 Återställande", "BK-3 Budget i balans")
COUNTED = (
    *(f"Mål: {RATED_MANY.get(code, RATING[code])}" for code in RATINGS),
    "Bekräftade påståenden",
    "varav endast av egen uppgift",
    "Motsagda påståenden",
    "Motsagda antal",
    "Obestyrkta påståenden",
    "Avstämningar",
    "Avstämningar: avvikelse",
    "Avstämningar: underlag saknas",
    "Försenade åtgärder",
    "Underlag saknas",
)
HEADS = ("Organisation", "Namn", "År", content.WHOLE, *LAWS, *COUNTED, content.RESTORATION, "Slutkod", "Innebär", "Resultat", "Hinder")
FREQUENT_HEADS = ("Efter", "Vad", "Organisationer", "Prövningar", "Gånger", "Vilka prövningar")
MOST_NAMED = 500  # checks in one cell; a spreadsheet's has room for 32 767 signs


def row_cells(one: Checked) -> Cells:
    """The cells under HEADS; the counts are empty where there is no result."""
    return (
        one.organisation,
        one.name,
        one.year,
        content.whole(one) if one.error is None else None,
        *(worded(RATING, rating) or None for rating in one.balance),
        *(counts(one) if one.error is None else (None,) * len(COUNTED)),
        " ".join(content.said_of_restoration(one)) or None,
        one.exit_code,
        content.word_of_exit(one.exit_code),
        one.file,
        one.error,
    )


def outside_cells(one: Outside) -> Cells:
    """The cells under HEADS of a folder that could not be tried."""
    known = {"Organisation": one.place, "Hinder": one.text}
    return tuple(known.get(head) for head in HEADS)


def counts(one: Checked) -> tuple[int, ...]:
    """The counts under COUNTED."""
    claims = (one.confirmed, one.confirmed_own_word, one.contradicted, one.contradicted_counts, one.unsupported)
    return (*one.goals, *claims, one.ties, one.ties_deviating, one.ties_missing, one.overdue, one.missing)


def frequent_cells(one: Frequent) -> Cells:
    """The cells under FREQUENT_HEADS."""
    return ("slag" if one.kind == BY_SORT else "rubrik", one.text, one.organisations, one.number, one.times, _where(one))


def _where(one: Frequent) -> str:
    """The checks by organisation and year; the first of them where they are many, and how many more."""
    named = ", ".join(f"{organisation} {year}" for organisation, year in one.where[:MOST_NAMED])
    more = len(one.where) - MOST_NAMED
    return f"{named} och {counted(more, 'prövning', 'prövningar')} till" if more > 0 else named


def both(overview: Overview) -> tuple[tuple[str, tuple[Frequent, ...]], ...]:
    """What is contradicted and what is missing, each under its word."""
    return ("motsagt", overview.contradicted), ("underlag saknas", overview.missing)
