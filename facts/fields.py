"""The scalar types of the fact models: how one value is written in a file, and what is refused.

Numbers arrive as Decimal from the file reader, so a quoted number is text and is refused as an amount.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from facts.errors import Problem, Refused, shown

CODE = r"^[A-Za-z0-9_ÅÄÖåäö.-]+$"  # no colon: what the program makes of a fact has one in its own id
DOCUMENT = r"^[A-Za-z0-9_ÅÄÖåäö.:-]+$"
ROW = r"^[a-z0-9_åäöéü-]+$"
MEMBER = r"^[A-Z][A-Z0-9_-]*$"
TERM = r"^-?[a-z0-9_åäöéü-]+(\.[a-z0-9_åäöéü-]+){1,3}$"
ACCOUNTS = r"^[0-9]{1,12}(-[0-9]{1,12})?$"
OBJECTS = r"^[^\s{}\"]+( [^\s{}\"]+)*$"
PRINTED_ROW = r"^-?[a-z0-9_åäöéü-]+\.[a-z0-9_åäöéü-]+$"
AMOUNT_LIMIT = Decimal(900_000_000_000)
MOST_COUNTED = 999_999_999  # people, answers, controls, years: nothing that is counted is more
UNDATED = "datum framgår inte"

_DOCUMENT = re.compile(DOCUMENT)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YES_NO = {"ja": True, "nej": False}
_DAY_SCHEMA = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}


class Model(BaseModel):
    """Base of every fact: frozen, no unknown keys, written by alias."""

    # built when first read by: most are read as parts of a file's model, which builds them within itself
    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid", populate_by_name=False, str_strip_whitespace=True)


class Source(Model):
    """Where a fact stands: a document of the organisation and the section, row or note in it."""

    document: str
    section: str


def _refuse(value: object, expected: str, action: str) -> Refused:
    return Refused(Problem((), shown(value), expected, action))


@functools.lru_cache(maxsize=4096)
def _cited(text: str) -> Source:
    """The document ar2020 and the section 4.3.8, of "ar2020, 4.3.8"."""
    document, _, section = (part.strip() for part in text.partition(","))
    if not section or not _DOCUMENT.match(document):
        raise _refuse(text, "dokument och avsnitt med komma emellan", "skriv som i: källa: ar2020, 4.3.8")
    return Source.model_construct(document=document, section=section)


def _source(value: object) -> object:
    if isinstance(value, Source):
        return value
    if not isinstance(value, str):
        raise _refuse(value, "dokument och avsnitt i en text", "skriv som i: källa: ar2020, 4.3.8")
    return _cited(value)


def _yes_no(value: object) -> object:
    return _YES_NO.get(value, value) if isinstance(value, str) else value


def _as_name(value: object) -> object:
    return str(value) if isinstance(value, Decimal | int) and not isinstance(value, bool) else value


def _day(value: object) -> object:
    if isinstance(value, dt.date):
        return value
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return dt.date.fromisoformat(value)
    except ValueError:
        pass
    raise _refuse(value, "ett datum som finns, skrivet år-månad-dag", "skriv datumet som i: 2020-12-31")


def _day_or_undated(value: object) -> object:
    return value if value == UNDATED else _day(value)


def _name_schema(pattern: str) -> WithJsonSchema:
    names: dict[str, Any] = {"anyOf": [{"type": "string", "pattern": pattern}, {"type": "integer", "minimum": 0}]}
    return WithJsonSchema(names)


SIGNED_ROW = r"^-?[a-z0-9_åäöéü-]+$"

Rating = Literal["uppfyllt", "delvis", "ej"]
YesNo = Annotated[bool, Field(strict=True), BeforeValidator(_yes_no), WithJsonSchema({"enum": ["ja", "nej", True, False]})]
Code = Annotated[str, Field(pattern=CODE)]
DocumentId = Annotated[str, Field(pattern=DOCUMENT)]
RowName = Annotated[str, BeforeValidator(_as_name), Field(pattern=ROW), _name_schema(ROW)]
SignedRow = Annotated[str, BeforeValidator(_as_name), Field(pattern=SIGNED_ROW), _name_schema(SIGNED_ROW)]
Accounts = Annotated[str, BeforeValidator(_as_name), Field(pattern=ACCOUNTS), _name_schema(ACCOUNTS)]
Objects = Annotated[str, BeforeValidator(_as_name), Field(pattern=OBJECTS), _name_schema(OBJECTS)]
PrintedRow = Annotated[str, Field(pattern=PRINTED_ROW)]
Text = Annotated[str, Field(min_length=1)]
Term = Annotated[str, Field(pattern=TERM)]
Amount = Annotated[
    Decimal,
    Field(strict=True, ge=-AMOUNT_LIMIT, le=AMOUNT_LIMIT, decimal_places=6),
    WithJsonSchema({"type": "number", "minimum": -int(AMOUNT_LIMIT), "maximum": int(AMOUNT_LIMIT)}),
]
Count = Annotated[int, Field(ge=0, le=MOST_COUNTED)]
SomeNumber = Annotated[int, Field(gt=0, le=MOST_COUNTED)]
CalendarYear = Annotated[int, Field(ge=1000, le=9999)]
Day = Annotated[dt.date, BeforeValidator(_day), WithJsonSchema(_DAY_SCHEMA)]
DayOrUndated = Annotated[
    dt.date | Literal["datum framgår inte"],
    BeforeValidator(_day_or_undated),
    WithJsonSchema({"anyOf": [_DAY_SCHEMA, {"const": UNDATED}]}),
]
Cited = Annotated[
    Source,
    BeforeValidator(_source),
    WithJsonSchema({"type": "string", "pattern": r"^[A-Za-z0-9_ÅÄÖåäö.:-]+\s*,\s*\S", "description": "dokument, avsnitt"}),
]
