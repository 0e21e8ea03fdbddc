"""The one frozen Report that every format renders. Formats judge nothing, read nothing and change nothing.

Numbers stand as strings in their printed unit ("107", "-866", "2.5"); codes are ASCII, texts Swedish.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

RATINGS = ("uppfyllt", "delvis", "ej", "underlag_saknas", "ej_tillampligt")
VERDICTS = ("bekraftat", "bekraftat_egen_uppgift", "motsagt", "obestyrkt")
LEVELS = ("criterion", "goal", "moment", "control_area", "unit", "part", "whole")
AREAS = ("mal", "ekonomi", "balanskrav", "intern_kontroll")


@dataclass(frozen=True, slots=True)
class Cite:
    """Document and section: `document` is the printed title, `section` as printed."""

    document: str
    section: str

    def __str__(self) -> str:
        return f"{self.document}, {self.section}"


@dataclass(frozen=True, slots=True)
class Rating:
    """One rated node. `because` is the Swedish sentence of the step that decided it; `trace` its step numbers in order."""

    id: str
    level: str
    area: str
    org_unit: str | None
    title: str
    rating: str
    possible: tuple[str, ...]
    because: str
    trace: tuple[int, ...]
    claimed: str | None = None
    claim_words: str | None = None
    claim_source: Cite | None = None
    verdict: str | None = None
    direction: str | None = None
    own_word_only: bool = False
    honest_partly: bool = False
    evidence: str | None = None
    reason: str | None = None
    parent: str | None = None
    target: str | None = None
    outcomes: tuple[str, ...] = ()
    sources: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """One arithmetic relation: printed left side, calculated right side, difference in the printed unit.

    The texts say the same with the words of the document ("ca 2,2 mkr"), where it has any. `material` is "over" or "under"
    for a deviation in money where a väsentlighetstal is stated.
    """

    id: str
    title: str
    left: str | None
    right: str | None
    difference: str | None
    unit: str
    status: str
    sources: tuple[Cite, ...]
    trace: tuple[int, ...] = ()
    left_text: str | None = None
    right_text: str | None = None
    difference_text: str | None = None
    material: str | None = None


@dataclass(frozen=True, slots=True)
class Materiality:
    """The väsentlighetstal that the facts state: amount in its printed unit, who set it and for what, and where it stands."""

    amount: str
    unit: str
    text: str
    source: Cite


@dataclass(frozen=True, slots=True)
class Finding:
    """An observation beside the ratings; `about` names rating, tie or fact ids."""

    id: str
    kind: str
    text: str
    about: tuple[str, ...]
    trace: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that is missing, the question that would settle it (ready to send), and the ratings that wait for it."""

    fact: str
    text: str
    needed_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What an auditor says of a rating or tie, beside it: nothing is altered by it. `date` is an ISO date, as the auditor wrote it."""

    about: str
    stance: str
    reason: str | None
    name: str
    date: str


@dataclass(frozen=True, slots=True)
class Step:
    """One firing: which rule, on which facts (alias to fact id), gave which fact, said in one Swedish sentence."""

    step: int
    phase: str
    rule: str
    because: tuple[tuple[str, str], ...]
    therefore: str
    says: str


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A year of the balanskrav ledger; amounts in tkr. `remaining` is what is left at the checked year's end if nothing was adjusted."""

    year: int
    result: str | None
    basis: str
    last_year: int
    remaining: str | None
    sources: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a member paid to one thing during the year, as printed; `fact` is the id of the amount among the facts."""

    what: str
    amount: str
    unit: str
    sources: tuple[Cite, ...]
    fact: str


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the organisation and its contributions of the year; none where the facts do not tell them.

    `total` is their exact sum in `unit`, the unit they all have; both are None where there are none or the units differ.
    `assembly` is what its fullmäktige is called, where a document says so.
    """

    id: str
    name: str
    contributions: tuple[Contribution, ...] = ()
    total: str | None = None
    unit: str | None = None
    assembly: str | None = None


@dataclass(frozen=True, slots=True)
class EquityRow:
    """Equity at a year's end in tkr, None where no document tells it; `floor` is the level decided for the checked year, in its row."""

    year: int
    amount: str | None
    floor: str | None
    sources: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """A rule as the report names it: title, basis, the years it is valid, and the checksum of its declaration."""

    id: str
    title: str
    basis: str
    years: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one check has to tell.

    `facts` maps the id of each input fact to its printed fields and source; `files` the path of each fact file,
    in the organisation's folder, to its bytes (UTF-8).
    """

    organisation_id: str
    organisation: str
    year: int
    kind: str
    as_of: str
    version: str
    units: tuple[tuple[str, str], ...]
    ratings: tuple[Rating, ...]
    ties: tuple[Tie, ...]
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]
    trace: tuple[Step, ...]
    ledger: tuple[LedgerRow, ...]
    facts: Mapping[str, dict[str, Any]] = field(repr=False)
    rules: tuple[RuleInfo, ...] = field(repr=False)
    files: Mapping[str, bytes] = field(repr=False)
    notes: tuple[Note, ...] = ()
    members: tuple[Member, ...] = ()
    materiality: Materiality | None = None
    equity: tuple[EquityRow, ...] = ()
