"""The exit code of a check before the books are closed, from what it found due by the day."""

from __future__ import annotations

from checker.outcome import MET, SHORT, UNDECIDED
from reports.preclose import PreClose
from reports.report import Rating

_EVIDENCE = frozenset({"utfall_saknas", "levereras", "enkat", "belopp", "kontroll"})


def exit_code(found: PreClose) -> int:
    """The same codes as a check of a year, on what is due by the day.

    1: settled short (a rating that is ej or delvis, but for a deficit that remains within its time; or a goal that can no
    longer be met), a claim that is motsagt, a tie that
    avviker, a control occasion or an open remark whose last day has passed, or a decision of restoration whose last day has.
    3: none of that, but evidence is missing of something that is due: a mätetal, an amount of the balanskrav or a control
    occasion whose last day is the day itself or earlier. Due on the day is due, and overdue from the day after.
    0: nothing of that. What is not yet due does not count, nor does a last day that no fact tells.
    """
    if _something_short(found):
        return SHORT
    missing = any(one.last_day is not None and one.last_day <= found.as_of for one in found.actions if one.kind in _EVIDENCE)
    return UNDECIDED if missing else MET


def _something_short(found: PreClose) -> bool:
    late = (need.last_day for need in found.needs if need.kind == "aterstallandeplan")
    return (
        bool(found.settled)
        or any(_is_short(rating) or rating.verdict == "motsagt" for rating in found.now.ratings)
        or any(finding.kind == "motsagt" for finding in found.now.findings)
        or any(tie.status == "avvikelse" for tie in found.now.ties)
        or any(control.overdue for control in found.controls)
        or any(remark.state == "forsenad" for remark in found.remarks)
        or any(day is not None and day < found.as_of for day in late)
    )


def _is_short(rating: Rating) -> bool:
    """Whether it is settled short; what is above a deficit that remains within its time is told by its other members."""
    within = rating.rating == "delvis" and (rating.id == "BK-2" or rating.level in {"part", "whole"})
    return rating.rating in {"ej", "delvis"} and not within
