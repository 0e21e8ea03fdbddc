"""Roles: each is one table's in each year's column, so that nobody has to guess which table's amount counts."""

from __future__ import annotations

from collections.abc import Iterator

from facts.errors import InputError
from facts.lookup import Lookup
from facts.year import Entry

_BUDGET = "budget"  # how the roles of the budget and its columns begin

Held = tuple[str, str | None, str]  # the role, the unit (None for the whole), the year's column


def check(look: Lookup) -> Iterator[InputError]:
    """A role that two tables of the same unit have in the same year's column, or the budget's in its budget column; drafts have none yet."""
    held: dict[Held, Entry] = {}
    for entry in look["tables"]:
        columns = () if entry.item.draft else entry.item.columns
        for role in entry.item.roles:
            kind = _BUDGET if role.startswith(_BUDGET) else ""
            mine = {(role, entry.item.accounting_unit, column): entry for column in columns if column.removeprefix(kind).isdecimal()}
            if doubled := [one for one in mine if one in held]:
                yield _twice(role, doubled[0][2], held[doubled[0]], entry)
            held = {**mine, **held}


def _twice(role: str, column: str, one: Entry, other: Entry) -> InputError:
    (there, first), (here, _) = sorted(((entry.place("roller", role), entry) for entry in (one, other)), key=lambda found: found[0])
    expected = f"en tabell med rollen i kolumnen {column}; {first.key} har den också ({there})"
    return InputError.at(here, f"rollen {role} en andra gång", expected, "ta bort rollen från den ena tabellen")
