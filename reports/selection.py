"""What the sections select from a Report, each in the report's own order."""

from __future__ import annotations

from collections.abc import Iterable

from reports.report import LEVELS, Finding, Rating, Report

OUTSIDE_UNITS = ("Ekonomi", "Intern kontroll", "Hela organisationen")
ECONOMY = ("ekonomi", "balanskrav")
IN_CONTROL = ("oppen_avvikelse", "forsenad_atgard", "stangd_avvikelse", "ansvarskoncentration")
IN_OTHER_SECTIONS = (*IN_CONTROL, "fraga", "aterstallande", "motsagt", "obestyrkt", "tie_avvikelse", "tie_avrundning")


def contradicted(report: Report) -> list[Rating]:
    """Claims that the evidence contradicts; an honest "partly" beside a level that is not reached comes last."""
    found = [rating for rating in report.ratings if rating.verdict == "motsagt"]
    return sorted(found, key=lambda rating: rating.honest_partly)


def unsupported(report: Report) -> list[Rating]:
    """Claims that the evidence neither shows nor rules out."""
    return [rating for rating in report.ratings if rating.verdict == "obestyrkt"]


def shown_short(report: Report) -> list[Rating]:
    """Goals, mätetal, units and parts shown partly or not met that no claim contradicts."""
    return [rating for rating in report.ratings if rating.rating in {"ej", "delvis"} and rating.verdict != "motsagt" and not _has_own_section(rating)]


def settled(report: Report) -> list[Rating]:
    """What is met, outside the sections that show all they have."""
    return [rating for rating in report.ratings if rating.rating == "uppfyllt" and not _has_own_section(rating)]


def waived(report: Report) -> list[Rating]:
    """What a decision has exempted."""
    return [rating for rating in report.ratings if rating.rating == "ej_tillampligt"]


def _has_own_section(rating: Rating) -> bool:
    return rating.area in {"balanskrav", "intern_kontroll"} or (rating.area == "ekonomi" and rating.level == "goal")


def of_kind(report: Report, *kinds: str) -> list[Finding]:
    """The findings of these kinds."""
    return [finding for finding in report.findings if finding.kind in kinds]


def count_claims(report: Report, verdict: str) -> list[Finding]:
    """Findings of a contradicted or unsupported claim that is about no rating shown with that verdict: the counts (A-1)."""
    rated = {rating.id for rating in report.ratings if rating.verdict == verdict}
    return [finding for finding in of_kind(report, verdict) if not rated.intersection(finding.about)]


def by_unit(report: Report, ratings: Iterable[Rating]) -> list[tuple[str, list[Rating]]]:
    """Ratings under the name of what they belong to: each unit in its order, then economy, internal control and the rest."""
    names = dict(report.units)
    groups: dict[str, list[Rating]] = {name: [] for name in (*names.values(), *OUTSIDE_UNITS)}
    for rating in ratings:
        groups[group_name(rating, names)].append(rating)
    return [(name, found) for name, found in groups.items() if found]


def group_name(rating: Rating, names: dict[str, str]) -> str:
    """The name of the unit, or of the area where there is none."""
    economy, control, rest = OUTSIDE_UNITS
    if rating.level in {"part", "whole"}:
        return rest
    if rating.area == "intern_kontroll":
        return control
    return economy if rating.area in ECONOMY else names.get(rating.org_unit or "", rest)


def with_members(ratings: Iterable[Rating]) -> list[Rating]:
    """Each of the ratings once, from the whole down, followed by those of its members that are among them."""
    mine = list(ratings)
    known = {rating.id for rating in mine}
    members: dict[str | None, list[Rating]] = {}
    for rating in sorted(mine, key=lambda one: LEVELS.index(one.level), reverse=True):
        members.setdefault(rating.parent if rating.parent in known - {rating.id} else None, []).append(rating)
    found: list[Rating] = []
    waiting = members.pop(None, [])[::-1]
    while waiting:
        found.append(waiting.pop())
        waiting += members.pop(found[-1].id, [])[::-1]
    return found
