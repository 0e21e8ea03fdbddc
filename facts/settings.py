"""Settings as people write them (`aretsresultat=-200`): which fact of the year each one is about.

An id is known with and without å, ä and ö, in any case. Every mistake is told at once, with the nearest id.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import get_args

from facts.accounts import Role
from facts.errors import BadInput, InputError, nearest, shown
from facts.ids import WHOLE_IDS, cell_id, folded
from facts.importers.written import Unreadable
from facts.settable import Cell, Figure, OfRole, Setting, Target
from facts.settable_goals import (
    CLAIMS,
    CRITERION_FIELDS,
    OUTCOME_FIELDS,
    Claimed,
    CriterionField,
    Frequency,
    OutcomeField,
    OutcomeOf,
    Performed,
)
from facts.year import Year

_OF_BUDGET = ("budget_intäkter", "budget_kostnader")
_SETTABLE = (
    "ett id ur årets uppgifter: en tabellcell (rr.årets_resultat.2020), en roll (årets_resultat), ett texttal (t.…), ett mätetal, "
    "ett kontrollmoment, eller något av dem med .nivå, .antal_svar, .frekvens eller .påstår"
)


def settings_of(year: Year, written: Iterable[str]) -> tuple[Setting, ...]:
    """The settings, in the order they were written. Raises BadInput with every mistake in them."""
    known, found, errors = Known(year), [], []
    first: dict[str, str] = {}
    for text in written:
        try:
            one = _setting(known, text)
            for fact in one:
                _refuse_second(first, fact.fact, text)
            found += one
        except Unreadable as error:
            errors.append(InputError(f"--satt {shown(text)}", 0, 0, *error.words))
    if errors:
        raise BadInput(errors)
    return tuple(found)


def _refuse_second(first: dict[str, str], fact: str, text: str) -> None:
    if first.setdefault(fact, text) != text:
        raise Unreadable(f"{fact} en andra gång", f"varje uppgift en gång; den första är {shown(first[fact])}", "behåll en av dem")


def _setting(known: Known, text: str) -> list[Setting]:
    name, equals, value = text.partition("=")
    name, value = name.strip(), value.strip()
    if not equals or not name or not value:
        raise Unreadable("en uppgift utan id eller värde", "id och värde med likhetstecken emellan", "skriv som i: --satt 'årets_resultat=-200'")
    return known.named(name).read(value)


def _key(name: str) -> str:
    return folded(name).casefold()


class Known:
    """What can be set in a year, by folded id."""

    def __init__(self, year: Year) -> None:
        self.year = year

    def named(self, name: str) -> Target:
        """What a written id is about. Raises Unreadable, naming the nearest, for one that nothing has or that cannot be set."""
        wanted = _key(name)
        found = self.targets.get(wanted) or self._roles.get(wanted.replace("_", ""))
        if found:
            return found
        if wanted in self._derived:
            action = f"se vad den vilar på med check forklara {self.year.year} {name}"
            raise Unreadable(f'"{name}", som inte är en uppgift utan följer av uppgifter', _SETTABLE, action)
        near = nearest(wanted, [*self.targets, *self._roles])
        likest = self.names.get(near or "", near)
        expected = f"{_SETTABLE}; närmast ligger {likest}" if near else _SETTABLE
        raise Unreadable(f'det okända id:t "{name}"', expected, f"skriv {likest}" if near else f"se id:n med check {self.year.year} --alla")

    @cached_property
    def names(self) -> dict[str, str]:
        """The ids as they are written, by folded id."""
        return {_key(name): name for name in self._named} | {_key(role).replace("_", ""): role for role in get_args(Role)}

    @cached_property
    def targets(self) -> dict[str, Target]:
        """What can be set, by folded id."""
        return {_key(name): target for name, target in self._named.items()}

    @cached_property
    def _named(self) -> dict[str, Target]:
        return {**self._amounts(), **self._of_criteria(), **self._of_moments(), **self._claims()}

    @cached_property
    def _derived(self) -> frozenset[str]:
        """Ids of what the rules or the documents' own relations give."""
        year = self.year
        rated = [*WHOLE_IDS, *year.organisation.units, *(goal.id for goal in year.goals), *(area.id for area in year.control_areas)]
        return frozenset(map(_key, [*rated, *(tie.id for tie in year.ties)]))

    def _amounts(self) -> dict[str, Target]:
        year, found = self.year, dict[str, Target]()
        for key, table in year.tables.items():
            for row in table.rows:
                found |= {cell_id(key, row, column): Cell(year, key, row, column) for column in table.columns}
                own = str(year.year) if str(year.year) in table.columns else table.columns[0] if len(table.columns) == 1 else None
                found |= {f"{key}.{row}": Cell(year, key, row, own)} if own else {}
        return found | {name: Figure(year, name) for name in year.text_figures}

    @cached_property
    def _roles(self) -> dict[str, Target]:
        """Roles, also with a year or a column of their own, without underscores."""
        year, found = self.year, dict[str, Target]()
        for role in get_args(Role):
            name = _key(role).replace("_", "")
            own = f"budget{year.year}" if role in _OF_BUDGET else str(year.year)
            columns = {column for table in year.tables.values() if role in table.roles for column in table.columns}
            columns |= {str(year.year - back) for back in range(5)} if role in ("årets_resultat", "eget_kapital", "bk_resultat") else set()
            found |= {f"{name}.{column}": OfRole(year, role, column) for column in columns}
            found |= {known: OfRole(year, role, own) for known in (name, f"{name}.{own}")}
        return found

    def _of_criteria(self) -> dict[str, Target]:
        found: dict[str, Target] = {}
        for goal in self.year.goals:
            for criterion in goal.criteria:
                own = tuple(outcome for outcome in self.year.outcomes if outcome.criterion == criterion.id)
                found[criterion.id] = OutcomeOf(criterion, own, None)
                found |= {f"{criterion.id}.{alias}": OutcomeField(criterion, own, alias) for alias in OUTCOME_FIELDS}
                found |= {f"{criterion.id}:utfall-{number}": OutcomeOf(criterion, own, number) for number in range(1, len(own) + 1)}
                found |= {f"{criterion.id}.{alias}": CriterionField(criterion, alias) for alias in CRITERION_FIELDS}
                found[f"{criterion.id}:niva"] = CriterionField(criterion, "nivå")
        return found

    def _of_moments(self) -> dict[str, Target]:
        found: dict[str, Target] = {}
        for moment in (moment for area in self.year.control_areas for moment in area.moments):
            log = [entry for entry in self.year.log if entry.moment == moment.id and entry.date.year == self.year.year]
            found[moment.id] = Performed(moment, len(log) if log else None)
            found[f"{moment.id}.frekvens"] = Frequency(moment)
        return found

    def _claims(self) -> dict[str, Target]:
        year = self.year
        rated = [*WHOLE_IDS, *year.organisation.units, *(goal.id for goal in year.goals), *(c.id for goal in year.goals for c in goal.criteria)]
        claimed = {claim.about: claim.claims for claim in year.claims}
        return {f"{about}.{CLAIMS}": Claimed(about, claimed.get(about)) for about in dict.fromkeys([*rated, *claimed])}
