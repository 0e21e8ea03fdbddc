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
    return lambda fact: tuple(fact[name] for name in names)


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

    def fault(self, fact: Fields) -> str:
        """What is wrong with a fact that is of another form, or nothing."""
        if len(fact) != self._size:
            return f"har fel antal fält: {sorted(fact)}"
        try:
            integers = self._integers(fact)
            types = [*map(type, self._texts(fact)), *map(type, integers)]
        except KeyError as error:
            return f"saknar fältet {error}"
        if types != self._types or any(not -EXACT_RANGE <= value <= EXACT_RANGE for value in integers):
            return f"har fel slags värde: {fact}"
        return ""

    def written(self, fact: Fields, number: int) -> str:
        """The fact as the engine gets it, under the number that it is known by there."""
        return self._written % (number, *map(encode_basestring, self._texts(fact)), *self._integers(fact))


def forms() -> dict[str, Form]:
    """The form of every kind that the engine may hold."""
    return {kind.name: Form(kind) for kind in (*KINDS.values(), PHASE_KIND, SESSION)}
