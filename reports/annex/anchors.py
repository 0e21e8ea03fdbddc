"""Where in the annex each thing stands: one anchor for every rating, tie, finding, step, fact, rule and place in a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports.report import Cite, Report

_UNSAFE = re.compile(r"[^A-Za-z0-9.-]")


@dataclass(frozen=True, slots=True)
class Link:
    """A text, and the anchor it leads to; an empty anchor is no link."""

    text: str
    anchor: str = ""


def anchor(kind: str, name: str) -> str:
    """The anchor of a thing: different for different names, and made of ASCII letters, digits and three signs alone."""
    return f"{kind}-{_UNSAFE.sub(lambda found: f'_{ord(found[0]):x}_', name)}"


def place(cite: Cite) -> str:
    """The anchor of a document's section."""
    return anchor("k", f"{cite.document}, {cite.section}")


class Anchors:
    """The anchors that a report has, so that nothing links to what is not there."""

    def __init__(self, report: Report) -> None:
        self._rules = {rule.id for rule in report.rules}
        self._facts = report.facts
        self._steps: dict[str, int] = {}
        for step in report.trace:
            self._steps.setdefault(step.therefore, step.step)
        ratings = {one.id: anchor("b", one.id) for one in report.ratings}
        ties = {one.id: anchor("a", one.id) for one in report.ties}
        self._told = {one.id: anchor("i", one.id) for one in report.findings} | ties | ratings

    def rule(self, rule: str) -> Link:
        """A rule by its id."""
        return Link(rule, anchor("r", rule) if rule in self._rules else "")

    def fact(self, fact: str) -> Link:
        """A given fact, or the step that concluded it."""
        if fact in self._facts:
            return Link(fact, anchor("u", fact))
        return Link(fact, f"s-{self._steps[fact]}" if fact in self._steps else "")

    def any(self, name: str) -> Link:
        """What an id names: a rating, tie or finding, else a fact."""
        return Link(name, self._told[name]) if name in self._told else self.fact(name)

    def all(self, names: Iterable[str]) -> tuple[Link, ...]:
        """What each id names."""
        return tuple(map(self.any, names))


def cited(cites: Iterable[Cite]) -> tuple[Link, ...]:
    """Each place once, as a link to what was taken from it."""
    return tuple(Link(str(cite), place(cite)) for cite in dict.fromkeys(cites))


def every_cite(report: Report) -> Iterator[Cite]:
    """Every place that the report names, a fact's own included."""
    for fact in report.facts.values():
        yield from sources_of(fact)
    for rating in report.ratings:
        yield from (*rating.sources, *([rating.claim_source] if rating.claim_source else []))
    for tie in report.ties:
        yield from tie.sources
    for row in report.ledger:
        yield from row.sources
    for member in report.members:
        for contribution in member.contributions:
            yield from contribution.sources


def sources_of(fact: dict[str, object]) -> list[Cite]:
    """The places a fact was taken from, its own first."""
    found = [fact.get("source")]
    more = fact.get("sources")
    found += more if isinstance(more, list | tuple) else []
    cites = [Cite(str(one["document"]), str(one["section"])) for one in found if isinstance(one, dict)]
    return list(dict.fromkeys(cites + [one for one in found if isinstance(one, Cite)]))
