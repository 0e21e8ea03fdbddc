"""What is wrong with the input: values that name the place, what was found, what was expected and what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

LONGEST_SHOWN = 60

Path = tuple[str | int, ...]  # from the root of a file: keys, and indices counted from zero

_ALPHABET = 26
_KINDS: dict[type, str] = {list: "en lista", dict: "en grupp av nycklar", tuple: "en lista"}


class Place(NamedTuple):
    """A place in a file, counted from one; line 0 means the file or folder as a whole.

    In a workbook `sheet` is the sheet, the line a row, and column 0 means the row as a whole.
    """

    file: str
    line: int
    column: int
    sheet: str = ""

    def __str__(self) -> str:
        if self.sheet:
            return f"{self.file}:{self.sheet}!{_letters(self.column)}{self.line or ''}".rstrip("!")
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


def _letters(column: int) -> str:
    """A column as a spreadsheet names it: 1 → A, 27 → AA; nothing for 0."""
    rest, letter = divmod(column - 1, _ALPHABET)
    return _letters(rest) + chr(ord("A") + letter) if column else ""


@dataclass(frozen=True)
class InputError:
    """One mistake in the input. The three texts are Swedish and need no knowledge of the code."""

    file: str
    line: int
    column: int
    found: str
    expected: str
    action: str
    sheet: str = ""

    @classmethod
    def at(cls, place: Place, found: str, expected: str, action: str) -> InputError:
        """The mistake at a place."""
        return cls(place.file, place.line, place.column, found, expected, action, place.sheet)

    @property
    def place(self) -> Place:
        """Where the mistake stands."""
        return Place(self.file, self.line, self.column, self.sheet)

    @property
    def order(self) -> tuple[str | int, ...]:
        """Files in turn, in each its sheets, and there from the top."""
        return (self.file, self.sheet, self.line, self.column, self.found, self.expected, self.action)

    def __str__(self) -> str:
        return f"{self.place}: hittade {self.found}; väntade {self.expected}; gör så här: {self.action}"


class BadInput(Exception):
    """The input cannot be used; `errors` holds every mistake that was found, in the order of the files."""

    def __init__(self, errors: Iterable[InputError]) -> None:
        self.errors: tuple[InputError, ...] = tuple(sorted(set(errors), key=lambda error: error.order))
        super().__init__("\n".join(map(str, self.errors)))


class Problem(NamedTuple):
    """A mistake seen by a model that does not know its file: `path` leads from the model to the part at fault."""

    path: Path
    found: str
    expected: str
    action: str


class Refused(ValueError):
    """Raised by a model's validator with every problem it saw."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("; ".join(f"hittade {p.found}; väntade {p.expected}; gör så här: {p.action}" for p in problems))


def shown(value: object) -> str:
    """A value as a reader of the file knows it: text in quotes, numbers as written, containers by kind."""
    if value is None:
        return "inget värde"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal | int):
        return str(value)
    if isinstance(value, str):
        text = " ".join(value.split())
        return f'"{text}"' if len(text) <= LONGEST_SHOWN else f'"{text[: LONGEST_SHOWN - 1]}…"'
    return _KINDS.get(type(value), "ett värde av annat slag")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that a misspelt one most resembles, if any does."""
    close = difflib.get_close_matches(word, sorted(set(known)), n=1, cutoff=0.6)
    return close[0] if close else None


def advice(word: str, known: Iterable[str], otherwise: str) -> str:
    """What to do about an unknown word: write the nearest known one, or else as told."""
    near = nearest(word, known)
    return f"{otherwise}, eller skriv {near} om det var det som avsågs" if near else otherwise
