"""The facts of a run as the engine and the report need them: fields for the engine, printed fields and source to show.

Numbers reach the engine as integers with six decimals. An id is ASCII and unique in the run.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from facts.errors import BadInput, InputError
from facts.fields import Source
from facts.ids import ascii_id
from facts.units import in_base
from facts.year import Organisation
from reports.report import Cite
from reports.swedish import NBSP, number

SCALE = 10**6
ENDLESS = 9 * 10**17
LIMIT = 9 * 10**17
EXACT_RANGE = "ett tal inom ±900 miljarder kronor, med högst sex decimaler"
# engine fields that hold the id of a fact or a node
_IDS = frozenset(
    {
        "avst",
        "avvikelse",
        "barn",
        "belopp",
        "beslut",
        "budgetfakta",
        "enhet",
        "faktaid",
        "krit",
        "mal",
        "matning",
        "moment",
        "nod",
        "om",
        "omrade",
        "ordid",
        "overforing",
        "pastaende",
        "post",
        "till",
        "tillfalle",
        "uppgift",
        "utfall",
        "utsaga",
    }
)


class TooLarge(BadInput):
    """A number that does not fit the engine's exact range, told as any mistake in the facts wherever it is met."""

    def __init__(self, value: Decimal) -> None:
        self.found = f"{value} ryms inte i det exakta området"
        super().__init__([InputError("uppgifterna", 0, 0, self.found, EXACT_RANGE, "rätta beloppet eller dess enhet")])


def fixed(value: Decimal) -> int:
    """The number as an exact integer with six decimals. Raises TooLarge outside ±9·10¹¹ or past the sixth decimal."""
    scaled = value * SCALE
    if scaled != scaled.to_integral_value() or abs(scaled) > LIMIT:
        raise TooLarge(value)
    return int(scaled)


def fixed_base(value: Decimal, unit: str) -> int:
    """The printed number in its kind's base unit (kronor for money), as an exact integer with six decimals."""
    return fixed(in_base(value, unit))


def plain(value: Decimal) -> str:
    """The number as the JSON form writes it: no exponent, no grouping, decimals as they are."""
    return f"{value:f}"


def printed(value: Decimal, unit: str) -> str:
    """The number as a sentence says it: "29 283 tkr", "−866 tkr", "42,20 åa"."""
    return f"{number(plain(value))} {unit}".replace(NBSP, " ")


def cite(organisation: Organisation, source: Source) -> Cite:
    """The source with its document's printed title."""
    return Cite(organisation.documents[source.document].title, source.section)


def cited(sources: Iterable[Cite]) -> str:
    """Sources as a sentence names them, each once."""
    return "; ".join(dict.fromkeys(str(source) for source in sources))


@dataclass(slots=True)
class Given:
    """The facts gathered for one run. `shown` holds what templates and the report print of each fact, by id.

    `day` is the checked day, `kind` the report's; `marks` are those of the rules that the facts ask for, beside every check's.
    """

    organisation: Organisation
    year: int
    day: dt.date
    kind: str = "arsbokslut"
    marks: set[str] = field(default_factory=set)
    engine: list[dict[str, Any]] = field(default_factory=list)
    shown: dict[str, dict[str, Any]] = field(default_factory=dict)
    sources: dict[str, tuple[Cite, ...]] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)

    def has(self, fact_id: str) -> bool:
        """Whether a fact with the id, as it is written or in ASCII, is shown already."""
        return ascii_id(fact_id) in self.shown

    def cites(self, fact_id: str) -> tuple[Cite, ...]:
        """Where the fact with the id, as it is written or in ASCII, stands."""
        return self.sources[ascii_id(fact_id)]

    def show(self, fact_id: str, sources: Iterable[Cite], **printed_fields: Any) -> str:
        """A fact that is shown, and from which others are counted, but that no rule matches itself."""
        known = ascii_id(fact_id)
        cites = tuple(sources)
        cites = tuple(dict.fromkeys(cites)) if len(cites) > 1 else cites
        self.shown[known] = {**printed_fields, "kalla": cited(cites)}
        self.sources[known] = cites
        return known

    def join(self, child: str, parent: str) -> None:
        """The child is a member of the parent: it counts when the parent is rated."""
        self.parents[ascii_id(child)] = ascii_id(parent)

    def give(self, kind: str, fact_id: str, sources: Iterable[Cite], fields: dict[str, Any], **printed_fields: Any) -> str:
        """A fact for the engine, with what is shown of it. Text values are ASCII codes, ids or printed words."""
        known = self.show(fact_id, sources, kind=kind, **printed_fields)
        named = {name: ascii_id(value) if name in _IDS and isinstance(value, str) else value for name, value in fields.items()}
        self.engine.append({"id": known, "kind": kind, **named})
        return known
