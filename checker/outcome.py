"""The exit code of a check that was carried out, from the report alone."""

from __future__ import annotations

from reports.report import Report

MET, SHORT, BAD_INPUT, UNDECIDED, INTERNAL = 0, 1, 2, 3, 70


def exit_code(report: Report) -> int:
    """0 all met and agreeing; 1 something short, contradicted, deviating or overdue; 3 none of that, but evidence is missing.

    The order of the kinds decides: what is shown comes before what is missing. Other findings do not count.
    """
    if _something_short(report):
        return SHORT
    return UNDECIDED if _something_missing(report) else MET


def _something_short(report: Report) -> bool:
    return (
        any(rating.rating in {"ej", "delvis"} or rating.verdict == "motsagt" for rating in report.ratings)
        or any(tie.status == "avvikelse" for tie in report.ties)
        or any(finding.kind in {"motsagt", "forsenad_atgard"} for finding in report.findings)
    )


def _something_missing(report: Report) -> bool:
    rated = any(rating.rating == "underlag_saknas" for rating in report.ratings)
    return rated or any(tie.status == "underlag_saknas" for tie in report.ties)
