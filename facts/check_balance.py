"""The balanskravsutredning: every line with a role is part of the balanskravsresultat, and none makes it better that the law takes off.

Realisationsvinster and what is put into the reserve are taken off (LKBR 11 kap. 10 §). A line outside the sum would change nothing of
what is rated, and one that is added instead would change it the wrong way, in silence where the document's total agrees.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from facts.accounts import Role, Table
from facts.errors import InputError
from facts.ids import term_name
from facts.lookup import Lookup
from facts.year import Entry

_RESULT: Role = "bk_resultat"
_OFF: tuple[Role, ...] = ("bk_realisationsvinster", "bk_till_reserv")
_OTHERS: tuple[Role, ...] = (
    "bk_årets_resultat", "bk_realisationsvinster_undantag", "bk_realisationsförluster_undantag", "bk_orealiserade_vinster",
    "bk_orealiserade_förluster", "bk_återföring", "bk_klumpsumma", "bk_från_reserv",
)  # fmt: skip


def check(look: Lookup) -> Iterator[InputError]:
    """Lines of a balanskravsutredning that its result does not rest on, or rests on the wrong way."""
    for entry in look["tables"]:
        table: Table = entry.item
        if _RESULT in table.roles and not table.draft:
            signs = _signs(table, table.roles[_RESULT])
            for role in (*_OFF, *_OTHERS):
                if role in table.roles:
                    yield from _line(entry, role, signs)


def _signs(table: Table, row: str) -> Mapping[str, int]:
    """Each row that the sum behind a row is made of, all the way down, and whether it is added (1) or taken off (-1)."""
    found, waiting = dict[str, int](), [(row, 1)]
    while waiting:
        above, sign = waiting.pop()
        for term in table.sums.get(above, ()):
            name, own = (term, sign) if term in table.rows else (term_name(term), -sign)
            if name not in found:
                found[name] = own
                waiting.append((name, own))
    return found


def _line(entry: Entry, role: Role, signs: Mapping[str, int]) -> Iterator[InputError]:
    table: Table = entry.item
    row, result = table.roles[role], table.roles[_RESULT]
    if row == result:
        return
    if row not in signs:
        expected = f"en rad som ingår i summan bakom {result}, som har rollen {_RESULT}"
        yield InputError.at(entry.place("roller", role), f"rollen {role} på raden {row}", expected, f"ange i summor: hur {result} är räknat")
        return
    for column, amount in zip(table.columns, table.rows[row], strict=True):
        if role in _OFF and amount is not None and signs[row] * amount > Decimal(0):
            found = f"{row} {amount} i kolumnen {column}, som läggs till i summan bakom {result}"
            action = f"skriv raden {'utan' if signs[row] < 0 else 'med'} minus i summor:; lägger dokumentet självt till beloppet, ta bort rollen"
            yield InputError.at(entry.place("rader", row), found, f"ett belopp som dras av, för raden har rollen {role}", action)
