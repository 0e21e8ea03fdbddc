"""Section 11: the documents with every fact taken from them, the rules, and which steps rest on each."""

from __future__ import annotations

from dataclasses import dataclass

from reports.annex.anchors import Anchors, Link, anchor, every_cite, place, sources_of
from reports.canonical import checksum
from reports.facttext import fact_text, summed_from
from reports.report import Cite, Report, RuleInfo
from reports.seal import Sealed
from reports.swedish import DIGEST, number, word


@dataclass(frozen=True, slots=True)
class FactRow:
    """A given fact, the facts it was summed from, and the steps that rest on it."""

    anchor: str
    id: str
    text: str
    summed_from: tuple[Link, ...]
    places: tuple[Link, ...]
    used: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A section of a document, and the facts that have it as their first source."""

    anchor: str
    section: str
    facts: tuple[FactRow, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document with the sections that the report names."""

    title: str
    places: tuple[Place, ...]

    @property
    def count(self) -> int:
        """How many facts were taken from it."""
        return sum(len(place.facts) for place in self.places)


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule that was at hand, and the steps it took."""

    anchor: str
    rule: RuleInfo
    steps: tuple[int, ...]


UNSOURCED = Cite("Utan dokument", "utan avsnitt")


def documents(report: Report, anchors: Anchors) -> tuple[Document, ...]:
    """Every document by its title, its sections in order, and in each the facts by their ids."""
    used: dict[str, list[int]] = {}
    for step in report.trace:
        for fact in dict.fromkeys(fact for _, fact in step.because):
            used.setdefault(fact, []).append(step.step)
    found: dict[Cite, list[FactRow]] = {cite: [] for cite in every_cite(report)}
    for fact, told in sorted(report.facts.items()):
        first, *more = sources_of(told) or [UNSOURCED]
        text = fact_text({name: value for name, value in told.items() if name != "source"})
        parts = anchors.all(part for part in summed_from(told) if part in report.facts)
        others = tuple(Link(str(cite), place(cite)) for cite in more)
        found.setdefault(first, []).append(FactRow(anchor("u", fact), fact, text, parts, others, tuple(used.get(fact, ()))))
    by_document: dict[str, list[Place]] = {}
    for cite in sorted(found, key=lambda cite: (cite.document, _natural(cite.section))):
        by_document.setdefault(cite.document, []).append(Place(place(cite), cite.section, tuple(found[cite])))
    return tuple(Document(title, tuple(places)) for title, places in by_document.items())


def _natural(section: str) -> tuple[tuple[int, str], ...]:
    """An order in which 2 comes before 10."""
    words = section.replace(".", " ").split()
    return tuple((int(word), "") if word.isdecimal() else (0, word) for word in words)


def rules(report: Report) -> tuple[RuleRow, ...]:
    """Every rule by its id."""
    steps: dict[str, list[int]] = {}
    for step in report.trace:
        steps.setdefault(step.rule, []).append(step.step)
    return tuple(RuleRow(anchor("r", rule.id), rule, tuple(steps.get(rule.id, ()))) for rule in sorted(report.rules, key=lambda rule: rule.id))


def checksums(report: Report, seal: Sealed) -> tuple[tuple[str, str], ...]:
    """Each sealed part by its name, with how much it holds, and its checksum."""
    counts = {"facts": f"{len(report.facts)}", "rules": f"{len(report.rules)}", "trace": f"{len(report.trace)}"}
    held = {part: f" ({number(count)}{' steg' if part == 'trace' else ''})" for part, count in counts.items()}
    return tuple((word(DIGEST, part) + held.get(part, ""), found) for part, found in seal.digest.items())


def files(report: Report) -> tuple[tuple[str, str], ...]:
    """Each fact file by its path, and the checksum of its bytes."""
    return tuple((path, checksum(report.files[path])) for path in sorted(report.files))
