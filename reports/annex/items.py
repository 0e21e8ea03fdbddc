"""What can be folded out: each rating, tie and finding with what is said of it, its sources and its proof tree."""

from __future__ import annotations

from dataclasses import dataclass

from reports.annex.anchors import Anchors, Link, anchor, cited
from reports.annex.tree import Branch, Forest
from reports.blocks import Line
from reports.notes import notes_by_id, sign
from reports.report import LEVELS, Finding, Note, Rating, Report, Tie
from reports.sections import ties
from reports.sections.claims import one_side
from reports.swedish import FINDING, LEVEL, RATING, TIE_STATUS, sentence, word

SYMBOL = {
    "uppfyllt": "✓", "delvis": "◐", "ej": "✗", "underlag_saknas": "?", "ej_tillampligt": "–",
    "stammer": "✓", "avrundning": "≈", "avvikelse": "✗",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """A rating or a status: its code, its word, and a sign that says the same without colour."""

    code: str
    word: str
    sign: str


@dataclass(frozen=True, slots=True)
class Item:
    """Something with an anchor, an id and a title, that folds out to its lines, links and proof trees, and to what auditors note of it."""

    anchor: str
    id: str
    title: str
    mark: Mark | None
    lines: tuple[Line, ...]
    sources: tuple[Link, ...] = ()
    about: tuple[Link, ...] = ()
    tree: tuple[Branch, ...] = ()
    rules: tuple[Link, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def name(self) -> str:
        """Its id; of a finding, the ids of what it is about."""
        return self.id if self.mark else ", ".join(one.text for one in self.about) or self.id

    @property
    def noted(self) -> Link | None:
        """What auditors say of it in a few words, as a link to their notes."""
        return Link(sign(self.notes), anchor("n", self.id)) if self.notes else None


def mark(code: str) -> Mark:
    """The word and the sign of a rating."""
    return Mark(code, word(RATING, code), SYMBOL.get(code, ""))


def tie_mark(code: str) -> Mark:
    """The word and the sign of a tie's status."""
    return Mark(code, word(TIE_STATUS, code), SYMBOL.get(code, ""))


class Items:
    """Every item of a report by its id; the parts are told before the wholes that rest on them."""

    def __init__(self, report: Report, anchors: Anchors) -> None:
        self._report, self._anchors, self._forest = report, anchors, Forest(report, anchors)
        self._notes = {name: tuple(notes) for name, notes in notes_by_id(report).items()}
        self._members: dict[str, list[str]] = {}
        for one in report.ratings:
            self._members.setdefault(one.parent or "", []).append(one.id)
        self._asked: dict[str, list[str]] = {}
        for missing in report.missing:
            for wanted in missing.needed_by:
                self._asked.setdefault(wanted, []).append(missing.text)
        upwards = sorted(report.ratings, key=lambda rating: LEVELS.index(rating.level))
        self.ratings = {rating.id: self._rating(rating) for rating in upwards}
        self.ties = {tie.id: self._tie(tie) for tie in report.ties}
        self.findings = {finding.id: self._finding(finding) for finding in report.findings}
        self.rest = self._forest.rest()

    def _rating(self, rating: Rating) -> Item:
        level = [Line("Planerat" if rating.level == "moment" else "Målnivå", f"{rating.target}.")] if rating.target else []
        waits = rating.level in {"criterion", "moment"} or rating.area == "balanskrav"
        asked = [Line("Fråga", sentence(text)) for text in self._asked.get(rating.id, ())] if waits else []
        lines = (Line("Slag", f"{word(LEVEL, rating.level)}."), *level, *one_side(rating).lines, *asked)
        cites = (*rating.sources, *([rating.claim_source] if rating.claim_source else []))
        about = self._anchors.all(self._members.get(rating.id, ()))
        tree = self._forest.grown(rating.trace, rating.because)
        rules = self._deciding(rating, tree)
        notes = self._notes.get(rating.id, ())
        return Item(anchor("b", rating.id), rating.id, rating.title, mark(rating.rating), lines, cited(cites), about, tree, rules, notes)

    def _deciding(self, rating: Rating, tree: tuple[Branch, ...]) -> tuple[Link, ...]:
        """The rule that gave the rating, and the one that set the claim against it."""
        numbers = set(rating.trace)
        decided = [self._anchors.rule(step.rule) for step in self._report.trace if step.step in numbers and step.says == rating.because]
        return tuple(dict.fromkeys([*decided, *(branch.mark for branch in tree if branch.kind == "step")]))

    def _tie(self, tie: Tie) -> Item:
        lines = ties.entry(tie).lines[:1]
        tree, notes = self._forest.grown(tie.trace), self._notes.get(tie.id, ())
        return Item(anchor("a", tie.id), tie.id, tie.title, tie_mark(tie.status), lines, cited(tie.sources), tree=tree, notes=notes)

    def _finding(self, finding: Finding) -> Item:
        about = self._anchors.all(finding.about)
        tree = self._forest.grown(finding.trace, finding.text)
        return Item(anchor("i", finding.id), word(FINDING, finding.kind), sentence(finding.text), None, (), (), about, tree)
