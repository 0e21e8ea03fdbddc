"""What a sheet is made of: its columns, each with the path of the fact's part that stands in it, and what the model says of that part."""

from __future__ import annotations

import datetime as dt
import types
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from facts.fields import Model

FILE = "Fil"

Keys = tuple[str, ...]


class Kind(Enum):
    """How a value stands in a cell. The plural ones are lists, with a comma between their parts."""

    TEXT = "text"
    NAME = "name"  # of a table's row or column: 2020 is one
    NUMBER = "number"
    WHOLE = "whole"
    YES_NO = "yes_no"
    DAY = "day"
    DAY_OR_WORDS = "day_or_words"
    TEXTS = "texts"
    NAMES = "names"
    WHOLES = "wholes"
    DAYS = "days"


_PLURAL = {Kind.TEXT: Kind.TEXTS, Kind.NAME: Kind.NAMES, Kind.WHOLE: Kind.WHOLES, Kind.DAY: Kind.DAYS}
_KINDS: dict[Any, Kind] = {Decimal: Kind.NUMBER, int: Kind.WHOLE, bool: Kind.YES_NO, dt.date: Kind.DAY}


@dataclass(frozen=True)
class Column:
    """One column: the path of what stands in it, its header and what the header tells, and what may stand there.

    `choices` are the only words allowed; `offers` names a list, or a sheet whose ids, that the drop-down offers. What is
    `needed` may not be empty (in a group that is filled in at all); what is `nullable` is written as nothing when it is.
    `position` is where the part stands in the model, which is the order in a file. A column for `help` is not read: it
    shows the title of what the row's id names.
    """

    path: Keys
    header: str
    says: str
    width: int
    kind: Kind
    choices: tuple[str, ...] = ()
    offers: str = ""
    needed: bool = False
    nullable: bool = False
    position: tuple[int, ...] = ()
    help: bool = False

    def named(self, header: str) -> Column:
        """The column under another header."""
        return replace(self, header=header)


class Parent(NamedTuple):
    """The fact of another sheet that a row belongs to: the sheet, the key of the list there, and the column here with the fact's id."""

    sheet: str
    key: str
    column: Column
    needed: bool


@dataclass(frozen=True)
class Sheet:
    """One sheet of facts of one kind, a row for each.

    `section` is the file's key for them: a list, with `keyed` a group by id, with `whole` the file itself. Rows with a
    `parent` stand in a list of the parent. A new row goes where the others are; where there are none it goes, with
    `follows`, where the fact named in that column stands, if it is on another sheet, and otherwise into `file`. `titled` is
    the header of the help beside the id that a row begins with. With `waits` the facts that the sheet has no row for yet are
    laid out too; a row with its id alone waits, and is no fact.
    """

    name: str
    says: str
    section: str
    model: type[Model]
    columns: tuple[Column, ...]
    file: str = ""
    follows: str = ""
    parent: Parent | None = None
    keyed: bool = False
    whole: bool = False
    titled: str = ""
    waits: bool = False

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns as they stand on the sheet: a parent's id first, then its title, and the file last."""
        columns = (self.parent.column, *self.columns) if self.parent else (*self.columns, file_column(self.file))
        return (columns[0], help_column(self.titled), *columns[1:]) if self.titled else columns

    @property
    def in_order(self) -> tuple[Column, ...]:
        """The columns in the order of the model."""
        return tuple(sorted(self.columns, key=lambda column: column.position))


ID_KEY = "id"


def file_column(default: str) -> Column:
    """The column that says which file of the year's folder a row belongs to."""
    lead = "Vilken av årets filer raden hör till. Lämna tom på en ny rad: den läggs där de flesta av bladets rader står"
    says = f"{lead}, annars i samma fil som det den gäller eller i {default}."
    return Column((), FILE, says, 20, Kind.TEXT, offers="Filer")


def help_column(header: str) -> Column:
    """The column that shows what the id before it names."""
    return Column((), header, "Till hjälp: vad id:t till vänster gäller. Kolumnen läses inte in.", 44, Kind.TEXT, help=True)


class Seen(NamedTuple):
    """What a model says of one of its parts."""

    kind: Kind
    choices: tuple[str, ...]
    needed: bool
    nullable: bool
    position: tuple[int, ...]


def column(model: type[Model], path: str, says: str, width: int, *, offers: str = "", name: bool = False) -> Column:
    """The column of the part at a path ("resultat.visar") of a model; `name` says that what stands there names a row or column."""
    keys = tuple(path.split("."))
    seen = look_up(model, keys)
    kind = (Kind.NAMES if seen.kind is Kind.TEXTS else Kind.NAME) if name else seen.kind
    return Column(keys, header(keys), says, width, kind, seen.choices, offers, seen.needed, seen.nullable, seen.position)


def header(keys: Keys) -> str:
    """The words over a column: "Resultat: visar", "Nivå av"."""
    words = ": ".join(keys).replace("_", " ")
    return words[0].upper() + words[1:]


def look_up(model: type[Model], keys: Keys) -> Seen:
    """What the model says of the part at the keys. Raises KeyError if it has no such part."""
    here: Any = model
    needed, nullable, position = False, False, []
    for key in keys:
        if get_origin(here) is dict:
            here, needed, nullable = get_args(here)[1], False, False
            continue
        place, info = _field(here, key)
        position.append(place)
        kinds = kinds_of(info.annotation)
        here, needed, nullable = kinds[0], info.is_required(), type(None) in kinds
    kind, choices = _kind(here if get_origin(here) is not dict else get_args(here)[1], kinds)
    return Seen(kind, choices, needed and not nullable, needed and nullable, tuple(position))


def _field(model: type[Model], key: str) -> tuple[int, FieldInfo]:
    fields = [(info.alias or name, info) for name, info in model.model_fields.items()]
    found = [(place, info) for place, (alias, info) in enumerate(fields) if alias == key]
    if not found:
        raise KeyError(key)
    return found[0]


def kinds_of(annotation: Any) -> tuple[Any, ...]:
    """The types that a value may have, without what Annotated adds."""
    if get_origin(annotation) is Annotated:
        return kinds_of(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return tuple(kind for part in get_args(annotation) for kind in kinds_of(part))
    return (annotation,)


def _kind(annotation: Any, among: tuple[Any, ...]) -> tuple[Kind, tuple[str, ...]]:
    annotation = kinds_of(annotation)[0]
    if get_origin(annotation) is Literal:
        return Kind.TEXT, get_args(annotation)
    if get_origin(annotation) is tuple:
        return _PLURAL[_kind(get_args(annotation)[0], ())[0]], ()
    kind = _KINDS.get(annotation, Kind.TEXT)
    return (Kind.DAY_OR_WORDS if kind is Kind.DAY and any(get_origin(one) is Literal for one in among) else kind), ()
