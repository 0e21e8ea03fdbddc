"""What a verification found, in words: each check on its line, and last whether the file agrees."""

from __future__ import annotations

from collections.abc import Iterator

from checker.outcome import MET, SHORT, UNDECIDED
from checker.verify import Verification
from reports.layout import filled, plain
from reports.plaintext import visible

WIDE = 16
LONGEST = 500  # signs of one answer: a file may hold a word of any length
AGREES = "stämmer"
UNATTESTED = "inbördes överensstämmande, avsändare ej styrkt"


def exit_code(found: Verification) -> int:
    """0 the file agrees with its facts and rules, 1 it differs, 3 all of it that can be tried agrees."""
    return SHORT if found.differences else UNDECIDED if found.untried else MET


def to_text(found: Verification, name: str, width: int) -> str:
    """The whole answer; the first difference is told last, where it is read first."""
    form = found.carried.form
    lines = [line for row in _rows(found, name) for line in row.wrapped(width)]
    whose = f"{form.organisation.name}, {form.year}, Regelspår {form.version}"
    head = f"{visible(name, LONGEST)}: {visible(whose, LONGEST)}"
    return plain([*filled(head, width, [], ""), [], *lines])


class _Row:
    """A label with its text."""

    def __init__(self, label: str, text: str) -> None:
        self.label, self.text = label, visible(text, LONGEST)

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
    if found.first_difference:
        return f"avviker. Första skillnaden: {found.first_difference.told}"
    if found.untried:
        return f"kan inte prövas helt: {found.untried[0].told}"
    return AGREES if found.is_attested else UNATTESTED
