"""One Swedish sentence for each firing, filled from the matched facts by the rule's own template.

A place is `{alias.field}`, followed through ids (`{s.utfall.text}`), or a sum (`{b.ar+3}`), with a word for how it is
set: `|ord` a rating, `|flertal` a rating of several, `|orsak` a reason, `|hinder` what keeps a figure from deciding, `|belagg`
evidence, `|fall` a ledger scenario, `|pengar` an amount.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

from checker.amounts import in_unit
from checker.given import SCALE, Given, printed
from checker.session import Firing, RunFailed, Session
from facts.ids import natural
from reports.swedish import EVIDENCE, RATING, REASON, listed
from rules.language import Rule
from rules.packs.sammanvagning import COUNTED, COUNTED_TITLE

_UNKNOWN = 9 * 10**16  # a ledger scenario's assumed amount, or what is left of it
_PLACE = re.compile(r"\{([^}|]+)(?:\|(\w+))?\}")
_TERM = re.compile(r"([+-]?)([a-z]\w*(?:\.\w+)+|\d+)")


def _money(value: int) -> str:
    if abs(value) >= _UNKNOWN:
        return "ett okänt belopp"
    kronor = Decimal(value) / SCALE
    unit = "tkr" if kronor % 1000 == 0 else "kr"
    return printed(in_unit(kronor, unit), unit)


def _scenario(name: str) -> str:
    told = {"basta": "att inget okänt år hade underskott", "samsta": "att varje okänt år hade underskott"}
    return told.get(name) or f"att {name.removeprefix('samsta-')} hade underskott"


_SHARES = (
    ("uppfyllt", "uppfyllt", "uppfyllda"),
    ("delvis", "delvis uppfyllt", "delvis uppfyllda"),
    ("ej", "ej uppfyllt", "ej uppfyllda"),
    ("underlag_saknas", "oavgjort", "oavgjorda"),
)


def _common(word: str) -> str:
    """The word for one of common gender: "uppfyllt" → "uppfylld", "oavgjort" → "oavgjord"."""
    return word.removesuffix("t") + "d"


_NAMED = 6  # so many members of a kind are named, not only counted


_COMMON_GENDER = frozenset({"delar", "enheter"})


def distribution(members: list[dict[str, Any]], word: str) -> str:
    """How the members are distributed: "Av 4 mätetal är 2 uppfyllda, 1 ej uppfyllt (F-1.3) och 1 oavgjort (F-1.4)"."""
    shares = []
    for rating, one, many in _SHARES:
        found = [member["nod"] for member in members if member["rating"] == rating]
        named = f" ({', '.join(sorted(found, key=natural))})" if rating != "uppfyllt" and len(found) <= _NAMED else ""
        if found:
            single = _common(one) if word in _COMMON_GENDER else one
            shares.append(f"{len(found)} {single if len(found) == 1 else many}{named}")
    return f"Av {sum(1 for member in members if member['rating'] != 'ej_tillampligt')} {word} är {listed(shares)}"


_SET: dict[str, Callable[[Any], str]] = {
    "ord": RATING.__getitem__,
    "flertal": {"uppfyllt": "uppfyllda", "delvis": "delvis uppfyllda", "ej": "ej uppfyllda"}.__getitem__,
    "orsak": REASON.__getitem__,
    "hinder": {**REASON, "siffra_saknas": "siffra för hela året saknas"}.__getitem__,
    "belagg": EVIDENCE.__getitem__,
    "fall": _scenario,
    "pengar": _money,
}


@cache
def _parts(template: str) -> tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...], str | None], ...]:
    """The template as pieces: text before, the terms of the place (sign, path), how it is set."""
    pieces, end = [], 0
    for place in _PLACE.finditer(template):
        terms = tuple((sign, tuple(path.split("."))) for sign, path in _TERM.findall(place[1]))
        pieces.append((template[end : place.start()], terms, place[2]))
        end = place.end()
    return (*pieces, (template[end:], (), None))


class Narrator:
    """Tells the firings of one run."""

    def __init__(self, session: Session, given: Given, rules: dict[str, Rule]) -> None:
        self._session = session
        self._given = given
        self._rules = rules
        self._told: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}

    def tell(self, firing: Firing) -> str:
        """The firing's sentence; the first sentence that tells a derived fact is what later ones call its `visar`."""
        if firing.rule == COUNTED:
            said = f"{COUNTED_TITLE}: {firing.therefore.partition(':')[2]}."
            self._members[firing.therefore] = [fact for alias, fact in firing.because if alias != "nod"]
        else:
            said = self._fill(self._rules[firing.rule].says, dict(firing.because))
        self._told.setdefault(firing.therefore, said)
        return said

    def _distribution(self, counted: str, word: str) -> str:
        """What a single member shows, or how several members are distributed."""
        members = self._members[counted]
        if len(members) == 1:
            return self._told[members[0]].removesuffix(".")
        return distribution([self._session.facts[member] for member in members], word)

    def _fill(self, template: str, because: dict[str, str]) -> str:
        told = []
        for text, terms, set_as in _parts(template):
            told.append(text)
            if terms:
                value = self._value(terms, because)
                told.append(_SET[set_as](value) if set_as else str(value))
        return "".join(told)

    def _value(self, terms: tuple[tuple[str, tuple[str, ...]], ...], because: dict[str, str]) -> Any:
        values = [self._follow(path, because) for _, path in terms]
        if len(values) == 1:
            return values[0]
        return sum(-value if sign == "-" else value for (sign, _), value in zip(terms, values, strict=True))

    def _follow(self, path: tuple[str, ...], because: dict[str, str]) -> Any:
        if len(path) == 1:
            return int(path[0])
        found: Any = because[path[0]]
        for name in path[1:]:
            found = self._field(str(found), name)
        return found

    def _field(self, fact: str, name: str) -> Any:
        """What a fact prints under a name, or else its engine field."""
        if name == "visar":
            return self._told[fact]
        shown = self._given.shown.get(fact, {})
        if name in shown:
            return shown[name]
        fields = self._session.facts.get(fact, {})
        if name in fields:
            return fields[name]
        if fact.startswith("antal:") and name in ("medlemsord", "fordelning"):
            word = self._given.shown[fact.removeprefix("antal:")]["medlemsord"]
            return word if name == "medlemsord" else self._distribution(fact, word)
        raise RunFailed(f"meningen söker {name} i {fact}, som inte har det")
