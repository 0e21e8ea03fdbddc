"""How many facts there may be about one thing: what is held pair by pair would otherwise grow without end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from facts.errors import InputError
from facts.lookup import Lookup

_MOST = (
    ("outcomes", "mätetal", "utfall för mätetalet", 100),
    ("forecasts", "mätetal", "prognoser för mätetalet", 400),
    ("measurements", "mätetal", "mätningar av mätetalet", 400),
    ("statements", "sak", "utsagor", 500),
)  # fmt: skip


def check(look: Lookup) -> Iterator[InputError]:
    """More facts about one thing than any year has."""
    for section, key, what, most in _MOST:
        found = Counter(_about(look, section))
        for entry in look[section]:
            if found.pop(_name(section, entry.key), 0) > most:
                named = f'{what} "{entry.key}"' if section != "statements" else what
                yield InputError.at(entry.place(key), f"fler än {most} {named}", f"högst {most}", "behåll dem som gäller, och ta bort de andra")


def _about(look: Lookup, section: str) -> Iterator[str]:
    return (_name(section, entry.key) for entry in look[section])


def _name(section: str, key: str) -> str:
    """What the facts are counted by: the criterion they are about; statements, which contradict each other, all together."""
    return "" if section == "statements" else key
