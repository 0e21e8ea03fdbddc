"""Groups of what is about the same, and the parts that whole groups are laid in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

_FIRST = ""  # no id is empty: what is joined with it is kept in the first part


class Groups:
    """Values that facts have in common are one group; a group may be kept in the first part."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {_FIRST: _FIRST}
        self._facts: Counter[str] = Counter()

    def _root(self, value: str) -> str:
        """The value that stands for the whole group."""
        known = self._above
        root = known.setdefault(value, value)
        while (above := known[root]) != root:
            root = above
        while value != root:
            known[value], value = root, known[value]
        return root

    def join(self, values: Sequence[str]) -> None:
        """One more fact, with these values."""
        if values:
            first, *others = values
            self._facts[first] += 1
            for value in others:
                self._above[self._root(value)] = self._root(first)

    def keep(self, values: Sequence[str]) -> None:
        """What has these values is kept in the first part."""
        for value in values:
            self._above[self._root(value)] = self._root(_FIRST)

    def is_kept(self, value: str) -> bool:
        """Whether it is kept in the first part."""
        return self._root(value) == self._root(_FIRST)

    def are_one(self, one: str, other: str) -> bool:
        """Whether both are about the same."""
        return self._root(one) == self._root(other)

    def parts(self, size: int) -> dict[str, int]:
        """The part of each value: 0 for what is kept, and 1 and onwards for whole groups until there are so many facts in a part."""
        weights: Counter[str] = Counter()
        for value, facts in self._facts.items():
            weights[self._root(value)] += facts
        numbers, filled = {self._root(_FIRST): 0}, 0
        for root, weight in weights.items():
            if root not in numbers:
                numbers[root] = 1 + filled // size
                filled += weight
        return {value: numbers.get(self._root(value), 0) for value in list(self._above)}
