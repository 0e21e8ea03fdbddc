"""What a file's facts give when they are checked again: the year as it is closed, or as it was known on the day that the file is of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reports import formats, preclose_formats
from reports.json_form import form
from reports.preclose import PreClose
from reports.preclosing.json_form import check_form
from reports.report import Report

WIDTH = 80
KEY = "forkontroll"  # the part of the form that a check on a day has


class NotADay(Exception):
    """The file is of a day, or of a kind of check, that there is none of."""


@dataclass(frozen=True, slots=True)
class Again:
    """The JSON form that the facts give, who the members are, and every way that a format of it may be written."""

    form: Mapping[str, Any]
    members: frozenset[str]
    written: Callable[[str, str | None], Iterator[bytes]]


def of_year(report: Report) -> Again:
    """A year that is closed."""

    def written(name: str, member: str | None) -> Iterator[bytes]:
        yield _bytes(formats.written(report, name, everything=False, width=WIDTH, member=member))

    return Again(form(report), frozenset(member.id for member in report.members), written)


def of_day(root: Path, organisation: str, year: int, beside: object) -> Again:
    """A year on a day of it; `beside` is what the form says of the check. Raises NotADay where it tells none, and BadInput for unreadable facts."""
    from checker.preclose import KINDS, run_preclose  # noqa: PLC0415 - only a check on a day needs it

    told = beside if isinstance(beside, dict) else {}
    kind, day = told.get("kind"), _day(told.get("as_of"))
    if not isinstance(kind, str) or kind not in KINDS or day is None or day.year != year:
        raise NotADay(f'"{told.get("as_of")}" ({kind})')
    return _of_check(run_preclose(root, organisation, year, day, kind))


def _of_check(preclose: PreClose) -> Again:
    def written(name: str, member: str | None) -> Iterator[bytes]:
        del member
        for everything in (False, True):
            yield _bytes(preclose_formats.written(preclose, name, everything, WIDTH))

    return Again(check_form(preclose), frozenset(), written)


def _day(text: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _bytes(made: str | bytes) -> bytes:
    return made.encode() if isinstance(made, str) else made
