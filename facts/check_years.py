"""Every check across the facts of a year; each gives mistakes with their places and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from facts import (
    check_balance,
    check_columns,
    check_counts,
    check_dates,
    check_growth,
    check_ids,
    check_members,
    check_references,
    check_refused,
    check_roles,
    check_terms,
)
from facts.errors import InputError
from facts.lookup import Lookup
from facts.reading import Gathered
from facts.year import Organisation


def check_year(facts: Gathered, organisation: Organisation | None, year: int, years: list[int]) -> Iterator[InputError]:
    """Every mistake across the year's facts. References are checked only when all files could be read."""
    look = Lookup(facts, organisation, year, years)
    yield from check_ids.check(look)
    yield from check_counts.check(look)
    yield from check_roles.check(look)
    yield from check_balance.check(look)
    yield from check_dates.check(look)
    yield from check_growth.check(look)
    if not facts.unread and organisation is not None:
        yield from check_references.check(look, organisation)
        yield from check_terms.check(look)
        yield from check_columns.check(look)
        yield from check_members.check(look, organisation)
        yield from check_refused.check(look, facts.refused, organisation)
