"""What a verification found, in words: each check on its line, and last whether the file agrees."""

from __future__ import annotations

from collections.abc import Iterator

from checker.outcome import MET, SHORT
from checker.verify import Verification
from reports.layout import filled, plain

WIDE = 16
AGREES = "stämmer"
UNATTESTED = "inbördes överensstämmande, avsändare ej styrkt"


def exit_code(found: Verification) -> int:
    """0 the file agrees with its facts and rules, 1 it differs."""
    return SHORT if found.differences else MET


def to_text(found: Verification, name: str, width: int) -> str:
    """The whole answer; the first difference is told last, where it is read first."""
    form = found.carried.form
    lines = [line for row in _rows(found, name) for line in row.wrapped(width)]
    head = f"{name}: {form.organisation.name}, {form.year}, Regelspår {form.version}"
    return plain([*filled(head, width, [], ""), [], *lines])


class _Row:
    """A label with its text."""

    def __init__(self, label: str, text: str) -> None:
        self.label, self.text = label, text

    def wrapped(self, width: int) -> list[list[tuple[str, str]]]:
        """The row on as many lines as it needs."""
        return filled(self.text, width, [(f"  {self.label:{WIDE}}  ", "")], " " * (WIDE + 4))


def _rows(found: Verification, name: str) -> Iterator[_Row]:
    for check in found.checks:
        yield _Row(check.name, f"{check.outcome}: {check.told}")
    if not any(check.name == "Underskrift" for check in found.checks):
        yield _Row("Underskrift", f"inte prövad; med --nyckel prövas {name}.sig")
    yield _Row("Svar", _answer(found))


def _answer(found: Verification) -> str:
    if found.differences:
        first = found.differences[0]
        return f"avviker. Första skillnaden: {first.told}"
    return AGREES if found.is_attested else UNATTESTED
