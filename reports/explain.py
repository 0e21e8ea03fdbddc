"""Why, and why not: what an id is, and its proof tree down to the sources, for the terminal."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from facts.ids import ascii_id
from reports.blocks import Entry, Line
from reports.facttext import told
from reports.layout import Spans, filled, plain, styled
from reports.notes import noted, notes_by_id
from reports.proof import HELPERS, Node, Proof, rests_on
from reports.report import Finding, Rating, Report, Tie
from reports.sections import ties
from reports.sections.claims import one_side
from reports.swedish import FINDING, LEVEL, RATED_MANY, listed, sentence, word
from reports.terminal import entry_lines

if TYPE_CHECKING:
    from rich.console import Console

NEAREST = 5
COUNT_CLAIM = "antalspastaende"


def known_ids(report: Report) -> list[str]:
    """Every id that can be explained: ratings, ties, findings, given and derived facts, and facts that are missing."""
    derived = (step.therefore for step in report.trace)
    return list(dict.fromkeys([*_named(report), *report.facts, *derived, *(missing.fact for missing in report.missing)]))


def _named(report: Report) -> list[str]:
    parts: tuple[Sequence[Rating | Finding | Tie], ...] = (report.ratings, report.ties, report.findings)
    return [one.id for part in parts for one in part]


def resolved(report: Report, wanted: str) -> str | None:
    """The id as the report writes it, whatever case, and with or without å, ä and ö, it was asked for in; None if there is none."""
    known = known_ids(report)
    if wanted in known:
        return wanted
    return next((one for one in known if _folded(one) == _folded(wanted)), None)


def _folded(one: str) -> str:
    try:
        return ascii_id(one).casefold()
    except ValueError:
        return one.casefold()


def nearest(report: Report, wanted: str) -> list[str]:
    """The ids most like one that is not known, among those that a reader meets: what is rated or given, not what is derived between."""
    by_fold: dict[str, str] = {}
    for one in (*_named(report), *(fact for fact in report.facts if not fact.startswith(HELPERS))):
        by_fold.setdefault(_folded(one), one)
    return [by_fold[near] for near in difflib.get_close_matches(_folded(wanted), by_fold, NEAREST, 0.5)]


def to_text(report: Report, wanted: str, width: int, options: str = "") -> str:
    """The explanation as plain lines no longer than the width; `options` are those of a command that leads further."""
    return plain(_lines(report, wanted, width, options))


def render(report: Report, wanted: str, console: Console, options: str = "") -> None:
    """Print the explanation on the console at its width, in its colours."""
    console.print(styled(_lines(report, wanted, console.width, options)), soft_wrap=True, end="", highlight=False)


def _lines(report: Report, wanted: str, width: int, options: str) -> Iterator[Spans]:
    entry, roots, after = _explained(report, wanted, options)
    yield from entry_lines(noted(entry, notes_by_id(report)), width)
    if roots:
        yield []
        yield [("Spåret", "heading")]
        for root in roots:
            yield from _tree(root, width, "", "")
    for line in after:
        yield []
        yield from filled(line, width, [], "  ")


def _explained(report: Report, wanted: str, options: str) -> tuple[Entry, list[Node], list[str]]:
    """What it is, its proof trees, and what else there is to say of it."""
    proof = Proof(report, options)
    for rating in report.ratings:
        if rating.id == wanted:
            return _rating(report, rating), proof.of_steps(rating.trace, rating.because), _beneath(report, rating)
    for tie in report.ties:
        if tie.id == wanted:
            return ties.entry(tie), proof.of_steps(tie.trace), []
    for finding in report.findings:
        if finding.id == wanted:
            return _finding(finding), proof.of_steps(finding.trace, finding.text), []
    return _fact(report, proof, wanted)


def _rating(report: Report, rating: Rating) -> Entry:
    side = one_side(rating)
    asked = [Line("Fråga", sentence(missing.text)) for missing in report.missing if rating.id in missing.needed_by]
    level = [Line("Planerat" if rating.level == "moment" else "Målnivå", f"{rating.target}.")] if rating.target else []
    name = "krav" if rating.area == "balanskrav" and rating.level == "goal" else word(LEVEL, rating.level)
    kind = Line("Slag", f"{name}{f' i {rating.parent}' if rating.parent else ''}.")
    return Entry(side.id, side.title, (kind, *level, *side.lines, *asked))


def _beneath(report: Report, rating: Rating) -> list[str]:
    members = [one.id for one in report.ratings if one.parent == rating.id]
    return [f"Bygger på: {listed(members)}."] if members else []


def _finding(finding: Finding) -> Entry:
    about = Line("Gäller", f"{listed(finding.about)}.")
    return Entry(finding.id, word(FINDING, finding.kind), (Line("", sentence(finding.text)), about))


def _fact(report: Report, proof: Proof, wanted: str) -> tuple[Entry, list[Node], list[str]]:
    steps = proof.uses(wanted)
    after = [f"Bedömningar som vilar på den: {listed(rating.id for rating in rests)}." for rests in [rests_on(report, steps)] if rests]
    used = [Line("Används", f"{sentence(step.says)} [{step.rule}]") for step in steps]
    given = report.facts.get(wanted, {})
    if given.get("kind") == COUNT_CLAIM:
        title = f"Antal mål som redovisningen anger som {word(RATED_MANY, given['rating'])}"
        return Entry(wanted, title, (Line("Uppgift", told(given)),)), proof.of_steps(step.step for step in steps), after
    if given:
        return Entry(wanted, "", (Line("Uppgift", told(given)), *used)), [], after
    asked = [missing for missing in report.missing if missing.fact == wanted]
    if asked:
        lines = [Line("Fråga", f"{sentence(one.text)} Behövs för {listed(one.needed_by)}.") for one in asked]
        return Entry(wanted, "Uppgiften saknas", tuple(lines)), [], after
    return Entry(wanted, "Mellanled", tuple(used)), proof.of_fact(wanted), after


def _tree(node: Node, width: int, first: str, rest: str) -> Iterator[Spans]:
    """The node after `first`; its later lines, and the branches to what is below it, after `rest`."""
    later = rest + ("│  " if node.below else "   ")
    text = f"{node.text} [{node.mark}]" if node.is_step else f"{node.mark} {node.text}".strip()
    yield from filled(text, width, [(first, "quiet")], later, strong=0 if node.is_step else len(node.mark), tone="id")
    for below in node.below[:-1]:
        yield from _tree(below, width, f"{rest}├─ ", f"{rest}│  ")
    for below in node.below[-1:]:
        yield from _tree(below, width, f"{rest}└─ ", f"{rest}   ")
