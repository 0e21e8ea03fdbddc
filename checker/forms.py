"""How facts of each kind are written for the engine, and that each has just the fields of its kind, text or exact integers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from json.encoder import encode_basestring
from operator import itemgetter
from typing import Any

from checker.discipline import PHASE_KIND
from checker.session import Fields
from rules.kinds import EXACT_RANGE, KINDS, Kind

SESSION = Kind("session", {}, ())


def _values(names: Sequence[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """The values of the fields as a tuple, also of one field or none."""
    if len(names) > 1:
        return itemgetter(*names)
    return (lambda fact: (fact[names[0]],)) if names else lambda _: ()


class WrongForm(Exception):
    """A fact with other fields than its kind has, or a value that is no text or no exact integer."""


class Form:
    """Facts of one kind as JSON, read back by nobody but the engine: the key that it gets, its id, its kind, its fields."""

    def __init__(self, kind: Kind) -> None:
        texts = [name for name, is_ in kind.fields.items() if is_ == "s"]
        integers = [name for name, is_ in kind.fields.items() if is_ == "i"]
        self._size = len(kind.fields) + 2
        self._texts, self._integers = _values(["id", "kind", *texts]), _values(integers)
        self._types = [str] * (len(texts) + 2) + [int] * len(integers)
        named = ",".join(f'"{name}":%s' for name in ("fakta", "kind", *texts, *integers))
        self._written = f'{{"id":"%d",{named}}}'

    def written(self, fact: Fields, number: int) -> str:
        """The fact as the engine gets it, under the number that it is known by there. Raises WrongForm for a fact of another form."""
        try:
            texts, integers = self._texts(fact), self._integers(fact)
        except KeyError as error:
            raise WrongForm(f"faktumet {fact['id']} saknar fältet {error}") from None
        if len(fact) != self._size:
            raise WrongForm(f"faktumet {fact['id']} har andra fält än sitt slag: {sorted(fact)}")
        if [*map(type, texts), *map(type, integers)] != self._types or (integers and max(map(abs, integers)) > EXACT_RANGE):
            raise WrongForm(f"faktumet {fact['id']} har fel slags värde: {fact}")
        return self._written % (number, *map(encode_basestring, texts), *integers)


def forms() -> dict[str, Form]:
    """The form of every kind that the engine may hold."""
    return {kind.name: Form(kind) for kind in (*KINDS.values(), PHASE_KIND, SESSION)}
