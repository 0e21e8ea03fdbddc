"""The overview over many organisations and years: a frozen value that the formats of `reports/overviews/` tell; nothing is judged here."""

from __future__ import annotations

from dataclasses import dataclass

RATINGS = ("uppfyllt", "delvis", "ej", "underlag_saknas", "ej_tillampligt")


@dataclass(frozen=True, slots=True)
class Checked:
    """One organisation and year: its exit code and counts, or the error that stood in the way (then everything else is empty).

    `goals` counts the ratings of level goal (in the order of RATINGS), `whole` is the rating of GEH, `balance` those of BK-1, BK-2 and BK-3.
    `unrestored` tells what finding `aterstallande` says where a deficit remains to restore. `file` is the result's path in the folder.
    """

    organisation: str
    name: str
    year: int
    exit_code: int
    error: str | None = None
    file: str | None = None
    whole: str | None = None
    balance: tuple[str | None, str | None, str | None] = (None, None, None)
    goals: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)
    confirmed: int = 0
    confirmed_own_word: int = 0
    contradicted: int = 0
    unsupported: int = 0
    ties: int = 0
    ties_deviating: int = 0
    missing: int = 0
    unrestored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frequent:
    """What comes up in many checks: a title or a text, how many checks, and in which (organisation, year), sorted."""

    kind: str
    text: str
    number: int
    where: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the overview has to tell. `contradicted` and `missing` are the most frequent first, then by text."""

    version: str
    checked: tuple[Checked, ...]
    contradicted: tuple[Frequent, ...] = ()
    missing: tuple[Frequent, ...] = ()
