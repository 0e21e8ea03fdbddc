"""The amounts of a ledger by account, as one column of a statement needs them: for the whole, or for one unit's objects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from facts.errors import Place
from facts.importers.sie.ledger import Ledger
from facts.importers.sie.mapping import Units
from facts.importers.sie.period import Period
from facts.importers.sie.spans import Spans
from facts.importers.sie.tokens import Objects

Sums = Mapping[str, Decimal]
Part = tuple[str, Objects, Decimal]  # account, objects, amount

_STATED = {"resultat": "RES", "balans": "UB"}


@dataclass(frozen=True)
class Books:
    """A ledger through a period's end, with the objects that are units'."""

    ledger: Ledger
    period: Period
    units: Units | None = None

    # --- columns ----------------------------------------------------------------------------------

    def now(self, kind: str, unit: str | None = None) -> Sums:
        """The year's amounts: what was booked on accounts of the result, what others closed at."""
        if unit is not None:
            return self._by_unit(kind).get(unit, {})
        if self.ledger.is_by_transactions:
            opening = self._stated("IB", 0) if kind == "balans" else {}
            return _summed([*opening.items(), *((account, amount) for account, _, amount in self._moved)])
        return self._stated(_STATED[kind], 0)

    def before(self, kind: str) -> Sums | None:
        """Last year's amounts, where the file states them."""
        word = _STATED[kind]
        return self._stated(word, -1) if (word, -1) in self.ledger.words else None

    def budget(self, unit: str | None = None) -> Sums | None:
        """The year's budget, where the file states one; a unit's, where it states one by unit: what is not stated is not nothing."""
        parts = [*self._periods("PBUDGET")]
        dimension = self.units.dimension if self.units else ""
        if not any(unit is None or any(one == dimension for one, _ in objects) for _, objects, _ in parts):
            return None
        whole = self._whole(parts)
        return whole if unit is None else self._split(self._rest(whole, parts)).get(unit, {})

    def result_of(self, sums: Sums) -> Decimal:
        """What the accounts of the result sum to among the amounts."""
        return sum((amount for account, amount in sums.items() if self.ledger.is_result(account)), Decimal(0))

    @property
    def has_balances(self) -> bool:
        """Whether closing balances are known."""
        return self.ledger.has_balances or not self.ledger.is_by_transactions

    # --- what the file holds ------------------------------------------------------------------------

    @cached_property
    def _moved(self) -> list[Part]:
        return [(account, objects, amount) for (account, objects, month), amount in self.ledger.movements.items() if self.period.holds(month)]

    def _stated(self, word: str, year: int) -> Sums:
        return {account: one.amount for (stated, of, account), one in self.ledger.stated.items() if stated == word and of == year}

    def _periods(self, wanted: str) -> Iterator[Part]:
        for (word, year, _, account, objects), amount in self.ledger.periods.items():
            if word == wanted and year == 0:
                yield account, objects, amount

    def _whole(self, parts: Iterable[Part]) -> Sums:
        """Each account's own amount; where only its objects have any, theirs in one dimension."""
        own: dict[str, Decimal] = defaultdict(Decimal)
        of_objects: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        for account, objects, amount in parts:
            own[account] += amount if not objects else 0
            for dimension, _ in objects:
                of_objects[account][dimension] += amount
        alone = {account for account, objects, _ in parts if not objects}
        return {account: own[account] if account in alone else self._one_dimension(of_objects[account]) for account in own}

    def _one_dimension(self, sums: Mapping[str, Decimal]) -> Decimal:
        chosen = self.units.dimension if self.units and self.units.dimension in sums else min(sums)
        return sums[chosen]

    # --- units ------------------------------------------------------------------------------------

    def _by_unit(self, kind: str) -> Mapping[str | None, Sums]:
        return self._units_of_result if kind == "resultat" else self._units_of_balances

    @cached_property
    def _units_of_result(self) -> Mapping[str | None, Sums]:
        if self.ledger.is_by_transactions:
            return self._split(self._moved)
        return self._split(self._rest(self._stated("RES", 0), [*self._periods("PSALDO")]))

    @cached_property
    def _units_of_balances(self) -> Mapping[str | None, Sums]:
        if self.ledger.is_by_transactions:
            return self._split([*self._rest(self._stated("IB", 0), [*self._objects("OIB")]), *self._moved])
        return self._split(self._rest(self._stated("UB", 0), [*self._objects("OUB")]))

    def _objects(self, wanted: str) -> Iterator[Part]:
        for (word, year, account, objects), one in self.ledger.stated_objects.items():
            if word == wanted and year == 0:
                yield account, objects, one.amount

    def _rest(self, whole: Sums, parts: Iterable[Part]) -> Iterator[Part]:
        """The parts with an object in the units' dimension, and what remains of each account's whole beside them."""
        dimension = self.units.dimension if self.units else ""
        mine = [part for part in parts if any(one == dimension for one, _ in part[1])]
        yield from mine
        known = _summed((account, amount) for account, _, amount in mine)
        for account, amount in whole.items():
            yield account, (), amount - known.get(account, Decimal(0))

    def _split(self, parts: Iterable[Part]) -> Mapping[str | None, Sums]:
        """The parts summed by account for each unit; None holds what is no unit's."""
        found: dict[str | None, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        for account, objects, amount in parts:
            found[self.unit_of(objects)][account] += amount
        return found

    @cached_property
    def _spans(self) -> Spans:
        units = self.units.objects if self.units else {}
        return Spans((text, unit) for unit, spans in units.items() for text in spans)

    def unit_of(self, objects: Objects) -> str | None:
        """The unit that the objects are of; what has none in the dimension is the unit's that takes those."""
        mine = self.object_of(objects)
        if mine is None:
            return self.units.without if self.units else None
        return self._spans.name(mine)

    def object_of(self, objects: Objects) -> str | None:
        """The object in the units' dimension, if any."""
        return next((name for dimension, name in objects if self.units and dimension == self.units.dimension), None)

    def torn(self) -> Iterator[tuple[Objects, Place]]:
        """The object lists whose objects in the units' dimension are of different units, each where it first stands."""
        for objects, place in self.ledger.several.items():
            mine = [name for dimension, name in objects if self.units and dimension == self.units.dimension]
            if len({self._spans.name(name) for name in mine}) > 1:
                yield objects, place

    # --- what is nowhere ----------------------------------------------------------------------------

    def strays(self) -> Sums:
        """Objects of the units' dimension that are no unit's, with what is booked on the result's accounts with them."""
        found: dict[str, Decimal] = defaultdict(Decimal)
        for account, objects, amount in self._all_parts():
            mine = self.object_of(objects)
            if mine is not None and self._spans.name(mine) is None and self.ledger.is_result(account):
                found[mine] += abs(amount)
        return {name: amount for name, amount in found.items() if amount}

    def _all_parts(self) -> Iterable[Part]:
        return self._moved if self.ledger.is_by_transactions else self._periods("PSALDO")

    def without_object(self) -> Sums:
        """What is booked on the result's accounts without an object in the units' dimension, where no unit takes it."""
        parts = self._units_of_result.get(None, {}) if self.units and not self.units.without else {}
        return {account: amount for account, amount in parts.items() if amount and self.ledger.is_result(account)}


def _summed(parts: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for account, amount in parts:
        found[account] += amount
    return found
