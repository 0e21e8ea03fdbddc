"""A list with its columns named on the first line, as rows of fields by column; what belongs to no column is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from facts.errors import BadInput, InputError, shown
from facts.importers.csvtext import SEPARATORS, Cell, decoded, records
from facts.importers.written import Unreadable, one_of

MOST_ROWS = 10_000

_STATED = "sep="  # a first line by which spreadsheets are told the separator

Row = dict[str, Cell]


@dataclass(frozen=True)
class Columns:
    """The columns that a list can have, those it must have, and an example of its first line."""

    known: Sequence[str]
    required: Sequence[str]
    example: str


def rows(path: Path, columns: Columns) -> tuple[list[Row], list[InputError]]:
    """The list's rows that hold anything, each with every column, and what is wrong with its form.

    Raises BadInput where nothing can be told of the rows. A column that must be there and is not is in no row.
    """
    whole = decoded(path)
    separator = _separator(whole, path.name, columns)
    lines = [line for line in records(whole, path.name, separator) if any(cell.text.strip() for cell in line)]
    if lines[0][0].text.casefold().startswith(_STATED):
        lines = lines[1:]
    count = len(lines) - 1
    if count < 1:
        _refuse(path.name, "ingen rad under kolumnernas namn", "kolumnernas namn, och minst en rad till", _begin(columns))
    if count > MOST_ROWS:
        _refuse(path.name, f"{count} rader", f"högst {MOST_ROWS} rader", "dela listan i flera filer")
    head, errors = _head(lines[0], columns)
    errors += [error for line in lines[1:] for error in _outside(line, head)]
    return [_row(line, head) for line in lines[1:]], errors


def _refuse(name: str, found: str, expected: str, action: str) -> NoReturn:
    raise BadInput([InputError(name, 0, 0, found, expected, action)])


def _row(line: list[Cell], head: list[str]) -> Row:
    """The fields by column; one that the line is too short for is empty, at the line's beginning."""
    return {name: line[i] if i < len(line) else Cell("", line[0].place) for i, name in enumerate(head) if name}


def _begin(columns: Columns) -> str:
    return f"börja filen med en rad som: {columns.example}"


def _separator(whole: str, name: str, columns: Columns) -> str:
    """The sign that parts the columns, as the first line that is written shows. Raises BadInput if it shows none, or two."""
    at, first = next(((i, line) for i, line in enumerate(whole.splitlines(), 1) if line.strip()), (0, ""))
    stated = first.strip()[len(_STATED) :] if first.casefold().startswith(_STATED) else ""
    fitting = [sign for sign in SEPARATORS if sign == stated or _names_columns(first, sign, columns)]
    if len(fitting) == 1:
        return fitting[0]
    expected, action = "kolumnernas namn, med semikolon eller komma emellan", _begin(columns)
    if fitting:
        expected, action = "kolumnernas namn med ett enda skiljetecken", "skriv semikolon mellan alla kolumner, eller komma mellan alla"
    raise BadInput([InputError(name, at, min(at, 1), shown(first) if first else "en tom fil", expected, action)])


def _names_columns(line: str, separator: str, columns: Columns) -> bool:
    parts = [part.strip(' "').casefold() for part in line.split(separator)]
    return len(parts) > 1 and any(part in columns.known for part in parts)


def _head(line: list[Cell], columns: Columns) -> tuple[list[str], list[InputError]]:
    """The columns' names in order, "" for one without a name, and what is wrong with them."""
    names: list[str] = []
    errors: list[InputError] = []
    for cell in line:
        name, faults = _name(cell, columns, names)
        names.append(name)
        errors += faults
    missing = [name for name in columns.required if name not in names]
    if missing and not errors:
        words = (f"kolumnernas namn utan {_listed(missing)}", f"kolumnerna {_listed(columns.required)}", "lägg till det som saknas")
        errors.append(InputError.at(line[0].place, *words))
    return names, errors


def _name(cell: Cell, columns: Columns, before: list[str]) -> tuple[str, list[InputError]]:
    if not cell.text.strip():
        return "", []
    try:
        name = one_of(cell.text, columns.known, "den okända kolumnen")
    except Unreadable as odd:
        return cell.text, [InputError.at(cell.place, *odd.words)]
    if name not in before:
        return name, []
    words = (f'kolumnen "{name}" en andra gång', "varje kolumn en gång", "ta bort den ena, eller byt namn på den")
    return f"{name} igen", [InputError.at(cell.place, *words)]


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} och {names[-1]}"


def _outside(line: list[Cell], head: list[str]) -> Iterator[InputError]:
    """The first field that belongs to no column: a separator too many, or one inside a text without quotation marks."""
    odd = next((i for i, cell in enumerate(line) if cell.text.strip() and not "".join(head[i : i + 1])), None)
    if odd is None:
        return
    expected, action = f"högst {len(head)} fält på raden", "sätt citattecken om en text som innehåller skiljetecknet"
    if odd < len(head):
        expected, action = "en tom kolumn, eftersom den inte har något namn", "ge kolumnen ett namn, eller töm den"
    yield InputError.at(line[odd].place, shown(line[odd].text), expected, action)
