"""The words of the pre-close check: its kinds and codes, and dates and numbers as they stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reports.preclose import PreClose
from reports.swedish import listed, number

NAME = {"forkontroll": "Förkontroll", "delarsrapport": "Prövning inför delårsrapport"}
ACTION = {
    "ej_beslutat": "beslut",
    "utfall_saknas": "utfall",
    "levereras": "leverans",
    "enkat": "enkät",
    "niva": "målnivå",
    "kontroll": "kontroll",
    "avvikelse": "åtgärd",
    "belopp": "belopp",
    "avstamning": "avstämning",
    "beslut": "beslut",
    "prognos": "prognos",
}
NEED = {
    "undantag": "undantag",
    "aterstallandeplan": "återställandeplan",
    "aterstallandeplan_villkorad": "återställandeplan, om inget justerades",
    "budgetandring": "budgetändring",
    "malbeslut": "beslut om mål",
}
REMARK = {"oppen": "öppen", "forsenad": "försenad"}
LATE = ("försenad", "försenade")
UNTOLD = "sista dagen har passerat; om kontrollen är utförd framgår inte"
PASSED = "passerad"
NO_DAY = "utan dag"
UNKNOWN = "framgår inte av underlaget"
NOT_TOLD = "framgår inte"

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def title(preclose: PreClose) -> str:
    """Organisation, kind, year and day."""
    return f"{preclose.now.organisation}: {name(preclose)[:1].lower()}{name(preclose)[1:]} {preclose.now.year}, läget {preclose.as_of}"


def name(preclose: PreClose) -> str:
    """What the check is called."""
    return NAME.get(preclose.kind, preclose.kind)


def preamble(preclose: PreClose) -> str:
    """By what, and on what."""
    return f"Prövat av Regelspår {preclose.now.version} på det som är känt {preclose.as_of}."


def figure(text: str | None, otherwise: str = UNKNOWN) -> str:
    """A number as Swedish sets it; any other text as it is."""
    if not text:
        return otherwise
    return number(text) if _NUMBER.fullmatch(text) else text


def days(dates: Iterable[str]) -> str:
    """Days as a list."""
    return listed(dates)

