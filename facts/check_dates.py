"""Days: each lies in a year that it can belong to, so that a mistyped year is told and never just left out of what is judged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from facts.errors import InputError, Path
from facts.lookup import Lookup
from facts.year import Entry


class Kind(NamedTuple):
    """Days of one kind: their section, the model's field and its key, and how many years before and after the year they may lie."""

    section: str
    field: str
    key: str
    before: int
    after: int


KINDS = (
    Kind("outcomes", "as_of", "per", 0, 0),
    Kind("forecasts", "made", "gjord", 1, 1),
    Kind("tables", "made", "gjord", 1, 1),
    Kind("measurements", "asked", "ställd", 1, 1),
    Kind("measurements", "available", "klar", 0, 2),
    Kind("calendar", "date", "datum", 1, 1),
    Kind("log", "date", "datum", 1, 1),
    Kind("log", "closed", "stängd", 0, 9),
)
_LAST_DAY = Kind("goals", "last_day", "sista_dag", 0, 1)
_OCCASION = Kind("control_areas", "occasions", "tillfällen", 0, 0)


def check(look: Lookup) -> Iterator[InputError]:
    """Days outside the years they can lie in, and days that come before what they follow."""
    for kind in KINDS:
        for entry in look[kind.section]:
            yield from _outside(look.year, entry, (kind.key,), getattr(entry.item, kind.field), kind)
    for entry, criterion, path in look.all_criteria():
        yield from _outside(look.year, entry, (*path, _LAST_DAY.key), criterion.last_day, _LAST_DAY)
    for entry, moment, path in look.all_moments():
        for i, day in enumerate(moment.occasions):
            yield from _outside(look.year, entry, (*path, _OCCASION.key, i), day, _OCCASION)
    for entry in look["decisions"]:
        yield from _restored_before(look.year, entry)
    for section, first, then, key in (("log", "date", "closed", "stängd"), ("measurements", "asked", "available", "klar")):
        for entry in look[section]:
            yield from _before(entry, getattr(entry.item, first), getattr(entry.item, then), key)


def _outside(year: int, entry: Entry, path: Path, day: Any, kind: Kind) -> Iterator[InputError]:
    first, last = year - kind.before, year + kind.after
    if isinstance(day, dt.date) and not first <= day.year <= last:
        expected = f"en dag under {first}" if first == last else f"en dag från {first} till {last}"
        action = "rätta årtalet, eller flytta uppgiften till sitt år"
        yield InputError.at(entry.place(*path), f"{kind.key}: {day}", f"{expected}, för uppgifter om {year}", action)


def _before(entry: Entry, first: Any, then: Any, key: str) -> Iterator[InputError]:
    if isinstance(first, dt.date) and isinstance(then, dt.date) and then < first:
        yield InputError.at(entry.place(key), f"{key}: {then}", f"en dag tidigast {first}", "rätta dagen")


def _restored_before(year: int, entry: Entry) -> Iterator[InputError]:
    deficit = entry.item.deficit_year
    if entry.item.kind == "återställandeplan" and deficit is not None and deficit > year:
        expected = f"ett år till och med {year}, för uppgifter om {year}"
        yield InputError.at(entry.place("underskott_år"), f"underskott_år: {deficit}", expected, "rätta året, eller flytta beslutet till sitt år")
