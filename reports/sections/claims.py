"""Claims beside what is shown: the contradicted, the unsupported, what is shown short of its goal, and (on request) what is met."""

from __future__ import annotations

from reports.blocks import Block, Entry, Line, Paragraph, Section, Subheading
from reports.report import Finding, Rating, Report
from reports.selection import by_unit, contradicted, count_claims, settled, shown_short, unsupported, waived
from reports.swedish import DIRECTION, RATING, REASON, bare_sentence, cites, possible, sentence, word

WAITS = "medlem_oavgjord"
HONEST = "Målnivån nås inte; redovisat som delvis"


def contradicted_section(report: Report, everything: bool) -> Section:  # noqa: ARG001 - always told
    """Motsagda påståenden."""
    blocks = [_both_sides(rating) for rating in contradicted(report)] + [_finding(found) for found in count_claims(report, "motsagt")]
    return Section("Motsagda påståenden", tuple(blocks) or (Paragraph("Inget påstående är motsagt."),))


def unsupported_section(report: Report, everything: bool) -> Section:  # noqa: ARG001 - always told
    """Obestyrkta påståenden."""
    blocks = [_both_sides(rating) for rating in unsupported(report)] + [_finding(found) for found in count_claims(report, "obestyrkt")]
    return Section("Obestyrkta påståenden", tuple(blocks) or (Paragraph("Inget påstående är obestyrkt."),))


def short_section(report: Report, everything: bool) -> Section | None:  # noqa: ARG001 - always told
    """Övrigt som inte är uppfyllt."""
    return _by_unit("Delvis eller ej uppfyllt utan motsagt påstående", report, shown_short(report))


def waived_section(report: Report, everything: bool) -> Section | None:  # noqa: ARG001 - always told
    """Undantag genom beslut: what was exempted, and by which decision."""
    entries = tuple(one_side(rating) for rating in waived(report))
    return Section("Undantag genom beslut", entries) if entries else None


def settled_section(report: Report, everything: bool) -> Section | None:
    """Det som är uppfyllt, only on request."""
    return _by_unit("Uppfyllt", report, settled(report)) if everything else None


def _by_unit(title: str, report: Report, ratings: list[Rating]) -> Section | None:
    blocks: list[Block] = []
    for name, mine in by_unit(report, ratings):
        blocks += [Subheading(name), *(one_side(rating) for rating in mine)]
    return Section(title, tuple(blocks)) if blocks else None


def _both_sides(rating: Rating) -> Entry:
    honest = (Line("", ".", HONEST, "delvis"),) if rating.honest_partly else ()
    return Entry(rating.id, rating.title, (*honest, claim_line(rating), shown_line(rating)))


def one_side(rating: Rating) -> Entry:
    """What is shown, and under it what is claimed where that is the same."""
    return Entry(rating.id, rating.title, (shown_line(rating), *([claim_line(rating)] if rating.claimed else ())))


def claim_line(rating: Rating) -> Line:
    """What the report claims, in its own words, with the place; and how that stands to what is shown."""
    told = [f", {word(DIRECTION, rating.direction)}" if rating.direction and not rating.honest_partly else ""]
    told.append(f": ”{rating.claim_words}”" if rating.claim_words else "")
    told.append(f" ({rating.claim_source})" if rating.claim_source else "")
    if rating.verdict == "bekraftat":
        told.append(", bekräftat endast av redovisningens egen uppgift" if rating.own_word_only else ", bekräftat")
    return Line("Redovisat", "".join(told) + ".", word(RATING, rating.claimed or ""))


def shown_line(rating: Rating) -> Line:
    """What the evidence shows, in the sentence that decided it; what remains possible; and the source if the sentence has none.

    The sentence of a rating that waits for its members tells itself what remains possible.
    """
    told = [f". {sentence(rating.because)}"]
    if rating.rating == "underlag_saknas" and rating.reason != WAITS:
        told.insert(0, f" ({undecided(rating)})")
    if rating.level in {"criterion", "moment"} and rating.sources and not any(cite.document in rating.because for cite in rating.sources):
        told.append(f" Källa: {bare_sentence(cites(rating.sources))}")
    return Line("Visat", "".join(told), word(RATING, rating.rating), rating.rating)


def undecided(rating: Rating) -> str:
    """Why it is not decided, and what it can still turn out to be."""
    reason = f"{word(REASON, rating.reason)}; " if rating.reason else ""
    return f"{reason}möjligt: {possible(rating.possible)}"


def _finding(finding: Finding) -> Entry:
    return Entry(", ".join(finding.about), "", (Line("", sentence(finding.text)),))
