"""Mistakes in a SIE file as they are found, each with its line and column, up to a number that a person can read."""

from __future__ import annotations

from decimal import Decimal

from facts.errors import BadInput, InputError, Place

MOST_MISTAKES = 200

Words = tuple[str, str, str]


class Mistakes:
    """The mistakes of one file. Past the most that are told, the rest of the file is not read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.errors: list[InputError] = []

    def add(self, line: int, column: int, *words: str) -> None:
        """Note a mistake: what was found, what was expected, what to do. Raises BadInput at one too many."""
        self.at(Place(self.name, line, column), *words)

    def at(self, place: Place, *words: str) -> None:
        """Note a mistake at a place."""
        found, expected, action = words
        if len(self.errors) == MOST_MISTAKES:
            more = (f"fler än {MOST_MISTAKES} fel", "en fil med färre fel", "rätta de fel som står här och läs filen på nytt; resten lästes inte")
            raise BadInput([*self.errors, InputError(self.name, 0, 0, *more)])
        self.errors.append(InputError.at(place, found, expected, action))

    def stop(self, line: int, column: int, *words: str) -> None:
        """Note a mistake past which the file is not read. Raises BadInput."""
        self.add(line, column, *words)
        raise BadInput(self.errors)

    def settle(self) -> None:
        """Raise BadInput if there were mistakes."""
        if self.errors:
            raise BadInput(self.errors)


def kronor(amount: Decimal) -> str:
    """An amount as a sentence says it: 1 234,50 kr, −12,00 kr."""
    return f"{amount:,.2f} kr".replace(",", " ").replace(".", ",").replace("-", "−")
