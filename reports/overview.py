"""The overview over many organisations and years: a frozen value that the formats of `reports/overviews/` tell; nothing is judged here."""

from __future__ import annotations

from dataclasses import dataclass

RATINGS = ("uppfyllt", "delvis", "ej", "underlag_saknas", "ej_tillampligt")
BY_SORT, BY_TITLE = "slag", "rubrik"  # what a Frequent is of: a sort of thing, which all have in common, or one title


@dataclass(frozen=True, slots=True)
class Checked:
    """One organisation and year: its exit code and counts, or the error that stood in the way (then everything else is empty).

    `goals` counts the ratings of the goals of the activities (in the order of RATINGS), `whole` is the rating of GEH, `balance` those of BK-1,
    BK-2 and BK-3.
    `unrestored` tells what finding `aterstallande` says where a deficit remains to restore. `file` is the result's path in the folder.
    `confirmed` holds those that only the report's own word confirms, too, which `confirmed_own_word` counts.
    `contradicted` and the other claims count ratings, as the JSON form's summary does; `contradicted_counts` are the contradicted counts ("14 av
    21") beside them. `restoration` is the sentence of BK-2 where a deficit remains, or may remain, to restore. `overdue` counts late measures.
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
    restoration: str | None = None
    contradicted_counts: int = 0
    ties_missing: int = 0
    overdue: int = 0

    @property
    def is_restoring(self) -> bool:
        """Whether a deficit remains, or may remain, to restore."""
        return self.restoration is not None or bool(self.unrestored)

    @property
    def is_contradicted(self) -> bool:
        """Whether any claim is contradicted, of a rating or of a count."""
        return self.contradicted > 0 or self.contradicted_counts > 0


@dataclass(frozen=True, slots=True)
class Frequent:
    """What comes up in many checks: a title or a text, how many checks, and in which (organisation, year), sorted; `times` in all.

    `kind` is BY_SORT or BY_TITLE. Ids differ between organisations and are not compared.
    """

    kind: str
    text: str
    number: int
    where: tuple[tuple[str, int], ...]
    times: int = 0

    @property
    def organisations(self) -> int:
        """In how many organisations."""
        return len({organisation for organisation, _ in self.where})


@dataclass(frozen=True, slots=True)
class Outside:
    """A folder among the facts that could not be tried as an organisation's year, and why."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the overview has to tell. `contradicted` and `missing` are the most frequent first, then by text.

    `planned` is how many checks there were to make, where it is known; more than there are of `checked` when the work was interrupted.
    `outside` are the folders that no check could be made of. `doubly`: each result was rated a second time, without any difference.
    """

    version: str
    checked: tuple[Checked, ...]
    contradicted: tuple[Frequent, ...] = ()
    missing: tuple[Frequent, ...] = ()
    planned: int | None = None
    outside: tuple[Outside, ...] = ()
    doubly: bool = False
