"""The whole report as sections in their order, the same for every format that is read by people."""

from __future__ import annotations

from reports.blocks import Section
from reports.report import Report
from reports.sections import claims, control, economy, evidence, observations, outcome, ties
from reports.sections.notes import with_notes
from reports.swedish import REPORT_KIND, word

_ORDER = (
    outcome.section,
    claims.contradicted_section,
    claims.unsupported_section,
    evidence.section,
    claims.short_section,
    claims.waived_section,
    economy.section,
    control.section,
    ties.section,
    observations.section,
    claims.settled_section,
)


def title(report: Report) -> str:
    """Organisation, what was checked and the year."""
    return f"{report.organisation}: {word(REPORT_KIND, report.kind)} {report.year}"


def preamble(report: Report) -> str:
    """By what, and as of which day."""
    return f"Prövat av Regelspår {report.version} på underlaget per {report.as_of}."


def sections(report: Report, everything: bool, options: str = "") -> tuple[Section, ...]:
    """Every section that has something to say; what is met and what agrees only when everything is asked for.

    Each note of an auditor stands in the entry of what it is about. The commands of the legend have the options.
    """
    told = (section for make in _ORDER if (section := make(report, everything)))
    return with_notes(report, (*told, observations.legend(report, everything, options)))
