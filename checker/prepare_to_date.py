"""What is known only to a day before the year's end: a figure that can but grow is the least that the year's can be.

Any other figure of such a day tells where things stand and leaves the year's level open.
"""

from __future__ import annotations

from decimal import Decimal

from checker.figures import Level, ends_of_change, give_incomparable, interval, ways
from checker.given import Given, cite
from checker.prepare_tables import status_code
from facts.goals import Outcome


def give_to_date(given: Given, name: str, outcome: Outcome, level: Level, value: Decimal, text: str) -> None:
    """Assert a figure of a day before the year's end, told as `text`: as a lower bound, or as what cannot be held against the level."""
    given.marks.add("hittills")
    if level.criterion.kind != "nivå":
        _give_where_it_stands(given, name, outcome, value, text)
        return
    hinder = _hinder(outcome, level)
    if hinder:
        give_incomparable(given, name, outcome, *hinder, text)
        return
    sources, fields = [cite(given.organisation, outcome.source)], {"utfall": name, "krit": outcome.criterion}
    low, _ = interval(value, outcome.unit or "-", outcome.bound)
    evidence, day = status_code(outcome.evidence or "siffra"), outcome.as_of or given.day
    given.give(
        "lopande", name, sources, {**fields, "lo": low, "dag": day.toordinal(), "belagg": evidence}, text=text, uppgift=outcome.told, per=str(day),
    )  # fmt: skip
    if level.criterion.change:
        least = min(ends_of_change(way, value, outcome, level)[0] for way in sorted(_needed(level)))
        given.give("lopande_forandring", f"{name}:forandring", sources, {**fields, "lo": least}, text=text)


def _give_where_it_stands(given: Given, name: str, outcome: Outcome, value: Decimal, text: str) -> None:
    """A figure without a level: shown as the outcome of the day."""
    low, high = interval(value, outcome.unit or "-", outcome.bound)
    fields = {"utfall": name, "krit": outcome.criterion, "lo": low, "hi": high, "del_av_aret": "ja", "gransord": "hittills"}
    evidence = status_code(outcome.evidence or "siffra")
    given.give("utfall", name, [cite(given.organisation, outcome.source)], {**fields, "belagg": evidence}, text=text, uppgift=outcome.told)


def _needed(level: Level) -> set[str]:
    """The ways to tell a change that must show the same: the stated one, or both where none is stated."""
    return {"relativ", "procentenheter"} if level.criterion.change == "oklar" else {str(level.criterion.change)}


def _hinder(outcome: Outcome, level: Level) -> tuple[str, str] | None:
    """Why the figure cannot be held against the level: the reason and its words."""
    if level.value is None:
        return "siffra_saknas", "uppgiften som målnivån är tagen ur framgår inte av underlaget"
    if not level.criterion.accumulates:
        until = f"utfallet gäller till och med {outcome.as_of} och är inte årets"
        return "siffra_saknas", until if outcome.as_of else "utfallets dag framgår inte, och inte heller att det är årets"
    if level.criterion.change and not ways(outcome) >= _needed(level):
        reason = "malniva_oklar" if level.criterion.change == "oklar" else "siffra_saknas"
        return reason, "förändringen kan inte räknas så som nivån kräver"
    return None
