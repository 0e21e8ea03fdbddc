"""What is wrong with the input: values that name the place, what was found, what was expected and what to do."""

from __future__ import annotations

import difflib
from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

LONGEST_SHOWN = 60
MOST_ERRORS = 500  # told at once: more than anyone mends before the next try
_LONGEST_WORD = 200  # signs of a word that is compared with others
_MOST_WORDS = 5_000  # words that one is compared with, one by one
_FEW_WORDS = 200
_NEIGHBOURS = 25  # on each side, in a long list of words

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
        self.errors: tuple[InputError, ...] = _bounded(sorted(set(errors), key=lambda error: error.order))
        super().__init__("\n".join(map(str, self.errors)))


def _bounded(errors: list[InputError]) -> tuple[InputError, ...]:
    if len(errors) <= MOST_ERRORS:
        return tuple(errors)
    return (*errors[:MOST_ERRORS], too_many(errors[MOST_ERRORS].file))


def too_many(file: str) -> InputError:
    """That there are more mistakes than are told at once."""
    words = (f"fler än {MOST_ERRORS} fel", "färre fel", "rätta de fel som står här och pröva igen; då visas resten")
    return InputError(file, 0, 0, *words)


def first_of(errors: Iterable[InputError]) -> Iterator[InputError]:
    """As many mistakes as are told at once, and that there are more: the rest are not looked for."""
    for count, error in enumerate(errors):
        if count == MOST_ERRORS:
            yield too_many(error.file)
            return
        yield error


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
        text = str(value)
        return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
    if isinstance(value, str):
        text = " ".join(value.split())
        return f'"{text}"' if len(text) <= LONGEST_SHOWN else f'"{text[: LONGEST_SHOWN - 1]}…"'
    return _KINDS.get(type(value), "ett värde av annat slag")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that a misspelt one most resembles, if any does."""
    words = sorted({other for other in known if len(other) <= _LONGEST_WORD})
    return _nearest(word, words, _MOST_WORDS)


def _nearest(word: str, words: list[str], most: int) -> str | None:
    """The nearest of sorted words; of more than the most, of those that begin or end most alike."""
    if len(word) > _LONGEST_WORD:
        return None
    if len(words) > most:
        backwards = sorted(other[::-1] for other in words)
        words = sorted({*_around(words, word), *(other[::-1] for other in _around(backwards, word[::-1]))})
    close = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    return close[0] if close else None


def _around(words: list[str], word: str) -> list[str]:
    at = bisect(words, word)
    return words[max(at - _NEIGHBOURS, 0) : at + _NEIGHBOURS]


def advice(word: str, known: Iterable[str], otherwise: str) -> str:
    """What to do about an unknown word: write the nearest known one, or else as told."""
    near = _nearest(word, sorted({other for other in known if len(other) <= _LONGEST_WORD}), _FEW_WORDS)
    return f"{otherwise}, eller skriv {near} om det var det som avsågs" if near else otherwise
