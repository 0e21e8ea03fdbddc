"""A rating's codes in Swedish words, as the cells of a table have them."""

from __future__ import annotations

from reports.report import Rating
from reports.swedish import DIRECTION, EVIDENCE, RATING, REASON, VERDICT, word

HONEST = "målnivån nås inte; redovisat som delvis"


def verdict(rating: Rating) -> str:
    """How the claim stands to what is shown; what only the report's own word confirms is told apart."""
    own = rating.verdict == "bekraftat" and rating.own_word_only
    return worded(VERDICT, "bekraftat_egen_uppgift" if own else rating.verdict)


def direction(rating: Rating) -> str:
    """Which way a contradicted claim differs; an honest "partly" in its own words."""
    return HONEST if rating.honest_partly else worded(DIRECTION, rating.direction)


def shown(rating: Rating) -> str:
    """What the evidence shows."""
    return word(RATING, rating.rating)


def claimed(rating: Rating) -> str:
    """What the report claims, or nothing."""
    return worded(RATING, rating.claimed)


def evidence(rating: Rating) -> str:
    """On what kind of evidence the rating stands."""
    return worded(EVIDENCE, rating.evidence)


def reason(rating: Rating) -> str:
    """Why it is not decided."""
    return worded(REASON, rating.reason)


def worded(words: dict[str, str], code: str | None) -> str:
    """The word for a code, or nothing where there is none."""
    return word(words, code) if code else ""
