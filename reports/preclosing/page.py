"""The pre-close check with everything that a page links together: its sections, the figure, every rating with its trace, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reports.annex import basis
from reports.annex.anchors import Anchors, Link
from reports.annex.annex import Group
from reports.annex.figures.drawing import Figure
from reports.annex.items import Item, Items
from reports.annex.tree import Branch
from reports.blocks import Entry, Section
from reports.notes import notes_by_id
from reports.preclose import PreClose
from reports.preclosing import words
from reports.preclosing.content import sections
from reports.preclosing.json_form import sealed_check
from reports.preclosing.timeline import timeline
from reports.report import Report
from reports.seal import Sealed
from reports.selection import by_unit, of_kind
from reports.swedish import FINDING, NBSP, word

FORECAST = "prognos-"  # before each anchor of the forecast


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on the page; `expected` are the ratings by forecast with their traces."""

    title: str
    heading: str
    preamble: str
    sections: tuple[Section, ...]
    figures: tuple[Figure, ...]
    groups: tuple[Group, ...]
    expected: tuple[Item, ...]
    checksums: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str], ...]
    documents: tuple[basis.Document, ...]
    rules: tuple[basis.RuleRow, ...]
    rest: tuple[Branch, ...]
    noted: tuple[Item, ...]
    seal: Sealed
    anchors: Anchors
    known: frozenset[str]

    def link(self, entry: Entry) -> Link:
        """Where what an entry is about is told in full."""
        expected = {one.id: one.anchor for one in self.expected}
        return Link(entry.id, expected.get(entry.id, "")) if entry.is_forecast else self.about(entry.id)

    def about(self, name: str) -> Link:
        """What an id names, where it stands on the page; a text that names nothing is no link."""
        return self._there(self.anchors.any(name))

    def steps(self, entry: Entry) -> tuple[Link, ...]:
        """The steps behind an entry that the page tells."""
        before = FORECAST if entry.is_forecast else ""
        links = (Link(f"steg{NBSP}{step}", f"{before}s-{step}") for step in entry.trace)
        return tuple(one for one in links if one.anchor in self.known)

    def _there(self, link: Link) -> Link:
        return link if link.anchor in self.known else Link(link.text)


def page_of(preclose: PreClose, everything: bool) -> Page:
    """The page of a check."""
    report = preclose.now
    anchors = Anchors(report)
    items, seal = Items(report, anchors), sealed_check(preclose)
    documents, rules = basis.documents(report, anchors), basis.rules(report)
    groups = _groups(report, items)
    known = frozenset((*_told(one for group in groups for one in group.items), *_grown(items.rest), *_based(documents, rules)))
    expected = _expected(preclose, known)
    return Page(
        title=words.title(preclose),
        heading=f"{words.name(preclose)} {report.year}, läget {preclose.as_of}",
        preamble=words.preamble(preclose),
        sections=sections(preclose, everything),
        figures=timeline(preclose),
        groups=groups,
        expected=expected,
        checksums=basis.checksums(report, seal),
        files=basis.files(report),
        documents=documents,
        rules=rules,
        rest=items.rest,
        noted=tuple(items.ratings.get(name) or items.ties[name] for name in notes_by_id(report)),
        seal=seal,
        anchors=anchors,
        known=known | frozenset(_told(expected)),
    )


def _groups(report: Report, items: Items) -> tuple[Group, ...]:
    """Every rating under its unit, then the ties, then the findings by kind."""
    rated = [Group(name, tuple(items.ratings[one.id] for one in mine)) for name, mine in by_unit(report, report.ratings)]
    tied = [Group("Avstämningar", tuple(items.ties.values()))] if items.ties else []
    kinds = dict.fromkeys([*FINDING, *(finding.kind for finding in report.findings)])
    found = (Group(word(FINDING, kind), tuple(items.findings[one.id] for one in of_kind(report, kind)), kind) for kind in kinds)
    return (*rated, *tied, *(group for group in found if group.items))


def _expected(preclose: PreClose, known: frozenset[str]) -> tuple[Item, ...]:
    """The ratings by forecast that the check tells of, with anchors of their own; what they share with the day keeps its place."""
    if preclose.forecast is None:
        return ()
    ratings = Items(preclose.forecast, Anchors(preclose.forecast)).ratings
    wanted = dict.fromkeys((*(one.about for one in preclose.outlooks), *(one.about for one in preclose.margins)))
    found = [ratings[name] for name in wanted if name in ratings]
    told = frozenset(_told(found))
    return tuple(_item(one, known, told) for one in found)


def _item(one: Item, known: frozenset[str], told: frozenset[str]) -> Item:
    def moved(link: Link) -> Link:
        if link.anchor in told:
            return Link(link.text, FORECAST + link.anchor)
        return link if link.anchor in known and link.anchor[:2] in {"u-", "r-", "k-"} else Link(link.text)

    def grown(branch: Branch) -> Branch:
        anchor = FORECAST + branch.anchor if branch.anchor else ""
        return replace(branch, anchor=anchor, mark=moved(branch.mark), below=tuple(map(grown, branch.below)))

    sources, about, rules = (tuple(map(moved, links)) for links in (one.sources, one.about, one.rules))
    return replace(one, anchor=FORECAST + one.anchor, tree=tuple(map(grown, one.tree)), notes=(), sources=sources, about=about, rules=rules)


def _told(items: Iterable[Item]) -> Iterable[str]:
    for one in items:
        yield one.anchor
        yield from _grown(one.tree)


def _grown(branches: Iterable[Branch]) -> Iterable[str]:
    for one in branches:
        if one.anchor:
            yield one.anchor
        yield from _grown(one.below)


def _based(documents: Iterable[basis.Document], rules: Iterable[basis.RuleRow]) -> Iterable[str]:
    for document in documents:
        for place in document.places:
            yield place.anchor
            yield from (fact.anchor for fact in place.facts)
    yield from (row.anchor for row in rules)
