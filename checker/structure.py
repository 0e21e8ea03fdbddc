"""The nodes above the goals: units, the two parts of god ekonomisk hushållning, the whole, and their members."""

from __future__ import annotations

from checker.given import Given, cite
from facts.year import Year
from reports.report import Cite

_LAWS = (
    (2017, Cite("Kommunallag (1991:900)", "8 kap. 1 och 5 §§")),
    (9999, Cite("Kommunallag (2017:725)", "11 kap. 1 och 6 §§")),
)
BALANCE_TITLES = {
    "BK-1": "Balanskravsresultat: årets resultat efter balanskravsjusteringar ska vara noll eller mer",
    "BK-2": "Återställande: negativt balanskravsresultat ska återställas inom de tre följande åren",
    "BK-3": "Budget i balans: budgetens intäkter ska överstiga kostnaderna",
}


def give_structure(given: Given, year: Year) -> None:
    """Assert units that have goals, the parts, the whole, and which node is a member of which."""
    whole = next(law for last, law in _LAWS if year.year <= last)
    with_goals = {goal.org_unit for goal in year.goals}
    for unit, written in year.organisation.units.items():
        if unit in with_goals:
            source = [Cite(given.organisation.name, f"enheten {written.name}")]
            _node(given, unit, "unit", "mal", unit, source, written.name, "mål")
            given.join(unit, "GEH-V")
    _node(given, "GEH-E", "part", "ekonomi", "-", [whole], "Finansiella mål och balanskrav", "finansiella mål och krav")
    _node(given, "GEH-V", "part", "mal", "-", [whole], "Mål för verksamheten", "enheter")
    for balance in BALANCE_TITLES:
        given.join(balance, "GEH-E")
    _give_whole(given, year, whole)


def _give_whole(given: Given, year: Year, law: Cite) -> None:
    guideline = year.guideline
    first = guideline is not None and guideline.economy_first
    source = [law, *([cite(given.organisation, guideline.source)] if guideline else [])]
    weighing = "ekonomi_overordnad" if first else "lika"
    fields = {"nod": "GEH", "niva": "whole", "area": "ekonomi", "enhet": "-", "vagning": weighing, "planerad": "ja"}
    told = str(cite(given.organisation, guideline.source)) if guideline else ""
    given.give(
        "nod", "GEH", source, fields, titel="God ekonomisk hushållning", medlemsord="delar", riktlinje=told, fraga_till=year.organisation.contact
    )
    for part in ("GEH-E", "GEH-V"):
        given.join(part, "GEH")


def _node(given: Given, node: str, level: str, area: str, unit: str, source: list[Cite], title: str, members: str) -> None:
    fields = {"nod": node, "niva": level, "area": area, "enhet": unit, "vagning": "lika", "planerad": "ja"}
    given.give("nod", node, source, fields, titel=title, medlemsord=members, fraga_till=given.organisation.contact)
