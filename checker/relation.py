"""A relation that the documents assert, before it is held."""

from __future__ import annotations

from dataclasses import dataclass

from checker.amounts import Total
from reports.report import Cite


@dataclass(frozen=True, slots=True)
class Relation:
    """A tie in one column: its id and title, its sides (None where a term is empty in print) and what to name if one is."""

    id: str
    title: str
    left: Total | None
    right: Total | None
    sources: tuple[Cite, ...]
    same_matter: bool = False
    missing: str = ""


def label(name: str) -> str:
    """A row or column as a title has it."""
    return name.replace("_", " ")
