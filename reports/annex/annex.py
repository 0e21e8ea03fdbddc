"""The whole annex: everything that its pages say, ready to be set by a format."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from reports.annex import basis, control, deviations, economy, goals
from reports.annex.anchors import Anchors, Link, cited
from reports.annex.figures.control import control as control_figures
from reports.annex.figures.drawing import Figure
from reports.annex.figures.overview import figures
from reports.annex.items import Item, Items, Mark, mark, tie_mark
from reports.annex.tree import Branch
from reports.notes import notes_by_id
from reports.report import RATINGS, LedgerRow, Missing, Report
from reports.seal import Sealed, sealed
from reports.selection import ECONOMY, by_unit, contradicted, count_claims, of_kind, unsupported, with_members
from reports.swedish import FINDING, JUDGED, word

TIE_ORDER = ("avvikelse", "avrundning", "underlag_saknas", "stammer")


@dataclass(frozen=True, slots=True)
class Group:
    """Items under a name."""

    name: str
    items: tuple[Item, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that is missing, the question, and what waits for it."""

    missing: Missing
    waits: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """A year of the ledger with its place as a link."""

    row: LedgerRow
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """What stands in the annex, section by section."""

    report: Report
    judged: str
    whole: tuple[Item, ...]
    parts: tuple[Item, ...]
    units: tuple[Item, ...]
    verdicts: dict[str, int]
    own_word: int
    moments: tuple[tuple[Mark, int], ...]
    ties_by_status: tuple[tuple[Mark, int], ...]
    figures: dict[str, Figure]
    goal_sums: tuple[goals.Sum, ...]
    criterion_sums: tuple[goals.Sum, ...]
    goal_tables: tuple[goals.UnitGoals, ...]
    differences: tuple[Item, ...]
    counts: tuple[Item, ...]
    unsupported: tuple[Item, ...]
    unsupported_counts: tuple[Item, ...]
    undecided: tuple[Group, ...]
    questions: tuple[Question, ...]
    financial: tuple[Item, ...]
    calculation: economy.Measured
    ledger: tuple[Ledger, ...]
    unit_results: economy.Measured
    carried: economy.Measured
    deviations: deviations.Deviations
    ties: tuple[tuple[Mark, tuple[Item, ...]], ...]
    control_figures: tuple[Figure, ...]
    moment_rows: tuple[control.ControlRow, ...]
    findings: tuple[Group, ...]
    documents: tuple[basis.Document, ...]
    rules: tuple[basis.RuleRow, ...]
    rest: tuple[Branch, ...]
    noted: tuple[Item, ...]
    seal: Sealed
    checksums: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str], ...]


def annex_of(report: Report) -> Annex:
    """The annex of a report."""
    anchors = Anchors(report)
    items, seal = Items(report, anchors), sealed(report)
    goal_sums = goals.sums(report, "goal")
    verdicts = Counter(rating.verdict for rating in report.ratings if rating.verdict)
    return Annex(
        report=report,
        judged=word(JUDGED, report.kind),
        whole=_of_level(report, items, "whole"),
        parts=_of_level(report, items, "part"),
        units=_of_level(report, items, "unit"),
        verdicts={code: verdicts[code] for code in ("bekraftat", "motsagt", "obestyrkt")},
        own_word=sum(rating.verdict == "bekraftat" and rating.own_word_only for rating in report.ratings),
        moments=_moments(report),
        ties_by_status=_statuses(report),
        figures=figures(report, goal_sums),
        goal_sums=goal_sums,
        criterion_sums=goals.sums(report, "criterion"),
        goal_tables=goals.goal_tables(report, items),
        differences=tuple(items.ratings[rating.id] for rating in contradicted(report)),
        counts=tuple(items.findings[one.id] for one in count_claims(report, "motsagt")),
        unsupported=tuple(items.ratings[rating.id] for rating in unsupported(report)),
        unsupported_counts=tuple(items.findings[one.id] for one in count_claims(report, "obestyrkt")),
        undecided=_undecided(report, items),
        questions=tuple(Question(missing, anchors.all(missing.needed_by)) for missing in report.missing),
        financial=_financial(report, items),
        calculation=economy.measured(economy.calculation(report, anchors)),
        ledger=tuple(Ledger(row, cited(row.sources)) for row in report.ledger),
        unit_results=economy.measured(economy.unit_results(report, anchors)),
        carried=economy.measured(economy.carried_forward(report, anchors)),
        deviations=deviations.deviations(report, items),
        ties=tuple((tie_mark(code), mine) for code in TIE_ORDER if (mine := _ties(report, items, code))),
        control_figures=control_figures(report),
        moment_rows=control.control_rows(report, items),
        findings=_findings(report, items),
        documents=basis.documents(report, anchors),
        rules=basis.rules(report),
        rest=items.rest,
        noted=tuple(items.ratings.get(name) or items.ties[name] for name in notes_by_id(report)),
        seal=seal,
        checksums=basis.checksums(report, seal),
        files=basis.files(report),
    )


def _of_level(report: Report, items: Items, level: str) -> tuple[Item, ...]:
    return tuple(items.ratings[rating.id] for rating in report.ratings if rating.level == level)


def _financial(report: Report, items: Items) -> tuple[Item, ...]:
    """Each financial goal before its mätetal, then the demands of the law."""
    rated = [rating for rating in report.ratings if rating.area in ECONOMY and rating.level in {"goal", "criterion"}]
    ordered = sorted(with_members(rated), key=lambda rating: ECONOMY.index(rating.area))
    return tuple(items.ratings[rating.id] for rating in ordered)


def _moments(report: Report) -> tuple[tuple[Mark, int], ...]:
    counts = Counter(rating.rating for rating in report.ratings if rating.level == "moment")
    return tuple((mark(code), counts[code]) for code in RATINGS if counts[code])


def _statuses(report: Report) -> tuple[tuple[Mark, int], ...]:
    counts = Counter(tie.status for tie in report.ties)
    return tuple((tie_mark(code), counts[code]) for code in reversed(TIE_ORDER) if counts[code])


def _ties(report: Report, items: Items, status: str) -> tuple[Item, ...]:
    return tuple(items.ties[tie.id] for tie in report.ties if tie.status == status)


def _undecided(report: Report, items: Items) -> tuple[Group, ...]:
    open_ones = [rating for rating in report.ratings if rating.rating == "underlag_saknas"]
    return tuple(Group(name, tuple(items.ratings[rating.id] for rating in mine)) for name, mine in by_unit(report, open_ones))


def _findings(report: Report, items: Items) -> tuple[Group, ...]:
    kinds = dict.fromkeys([*FINDING, *(finding.kind for finding in report.findings)])
    groups = (Group(word(FINDING, kind), tuple(items.findings[one.id] for one in of_kind(report, kind)), kind) for kind in kinds)
    return tuple(group for group in groups if group.items)
