"""What lacks evidence, and the fact that would decide it, as a question ready to send."""

from __future__ import annotations

from collections.abc import Iterable

from reports.blocks import Block, Entry, Line, Paragraph, Section, Subheading
from reports.report import Missing, Rating, Report
from reports.sections.claims import WAITS, undecided
from reports.selection import by_unit
from reports.swedish import RATING, sentence, word


def section(report: Report, everything: bool) -> Section:
    """Underlag saknas."""
    undecided_ones = [rating for rating in report.ratings if rating.rating == "underlag_saknas"]
    if not undecided_ones:
        return Section("Underlag saknas", (Paragraph("Alla bedömningar är avgjorda."),))
    questions = questions_by_rating(report)
    blocks: list[Block] = []
    for name, mine in by_unit(report, (rating for rating in undecided_ones if not _waits(rating, questions))):
        blocks += [Subheading(name), *(_entry(rating, questions.get(rating.id, ()), everything) for rating in mine)]
    return Section("Underlag saknas", (*blocks, *_waiting(rating for rating in undecided_ones if _waits(rating, questions))))


def _waits(rating: Rating, questions: dict[str, list[Missing]]) -> bool:
    return rating.reason == WAITS and rating.id not in questions


def questions_by_rating(report: Report) -> dict[str, list[Missing]]:
    """Each question under the ratings that wait for the fact itself, or under the first of them when all wait for members."""
    ratings = {rating.id: rating for rating in report.ratings}
    found: dict[str, list[Missing]] = {}
    for one in report.missing:
        own = [wanted for wanted in one.needed_by if wanted in ratings and ratings[wanted].reason != WAITS]
        for wanted in own or one.needed_by[:1]:
            found.setdefault(wanted, []).append(one)
    return found


def _entry(rating: Rating, questions: Iterable[Missing], everything: bool) -> Entry:
    """Why it is undecided, and the question; the question names what it asks of, so the title is told only with everything else."""
    asked = [Line("Fråga", sentence(question.text)) for question in questions]
    if asked and not everything:
        return Entry(rating.id, f"{undecided(rating)}.", tuple(asked))
    outcome = Line("Visat", f" ({undecided(rating)}). {sentence(rating.because)}", word(RATING, rating.rating), rating.rating)
    return Entry(rating.id, rating.title, (outcome, *asked))


def _waiting(ratings: Iterable[Rating]) -> list[Block]:
    ids = [rating.id for rating in ratings]
    if not ids:
        return []
    return [Subheading("Avgörs när medlemmarna är avgjorda"), Paragraph(", ".join(ids) + ".")]
