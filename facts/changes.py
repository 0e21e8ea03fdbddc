"""Facts as they would be with something changed: a year in, another year out; what was loaded is never altered.

A changed outcome or control cites the setting in place of a document, and a changed amount that it was set, so that no sentence of
the changed year puts the new figure in a document's mouth. What is not named stands as it was: a total does
not follow its parts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from facts.accounts import Role
from facts.control import ControlArea, LogEntry, Shown
from facts.goals import Claim, Goal, Outcome
from facts.models import Document
from facts.set_tables import SET, SET_SOURCE, of_role, with_amount
from facts.year import Year

_SET_DOCUMENT = Document(titel="Satt värde", slag="övrigt")

Fields = tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class CellSet:
    """An amount in a table, in the unit of its row."""

    table: str
    row: str
    column: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class RoleSet:
    """An amount with a role that no table of the year has: it gets a table of its own."""

    role: Role
    column: str
    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class FigureSet:
    """A figure in running text."""

    figure: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class OutcomeSet:
    """Fields of a criterion's outcome, by their names in the model.

    `number` counts the criterion's outcomes from one; 0 is a new one beside them; None stands for all of them, made one. Figures of a
    day before the year's last stand beside that one: they still tell where things stood.
    """

    criterion: str
    fields: Fields
    number: int | None = None


@dataclass(frozen=True, slots=True)
class CriterionSet:
    """Fields of a criterion, by their names in the model."""

    criterion: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class MomentSet:
    """How many times a kontrollmoment was performed."""

    moment: str
    performed: int


@dataclass(frozen=True, slots=True)
class FrequencySet:
    """How often a kontrollmoment is planned."""

    moment: str
    frequency: str


@dataclass(frozen=True, slots=True)
class ClaimSet:
    """What the report claims of something that is rated; None claims nothing."""

    about: str
    claims: str | None


Change = CellSet | RoleSet | FigureSet | OutcomeSet | CriterionSet | MomentSet | FrequencySet | ClaimSet


def changed(year: Year, changes: Iterable[Change]) -> Year:
    """The year with the changes made, one after the other."""
    organisation = year.organisation
    documents = {**organisation.documents, SET: _SET_DOCUMENT}
    known = replace(organisation, written=organisation.written.model_copy(update={"documents": documents}))
    result = replace(year, organisation=known)
    for change in changes:
        result = _made(result, change)
    return result


def _made(year: Year, change: Change) -> Year:
    match change:
        case CellSet():
            return replace(
                year, tables={**year.tables, change.table: with_amount(year.tables[change.table], change.row, change.column, change.value)}
            )
        case RoleSet():
            return replace(year, tables={**year.tables, made_key(change): of_role(change.role, change.column, change.value, change.unit)})
        case FigureSet():
            figure = year.text_figures[change.figure].model_copy(update={"value": change.value, "source": SET_SOURCE})
            return replace(year, text_figures={**year.text_figures, change.figure: figure})
        case MomentSet() | FrequencySet():
            return _with_control(year, change)
    return _with_goals(year, change)


def _with_goals(year: Year, change: OutcomeSet | CriterionSet | ClaimSet) -> Year:
    match change:
        case OutcomeSet():
            return replace(year, outcomes=with_outcome(year.outcomes, change))
        case CriterionSet():
            return replace(year, goals=tuple(_with_criterion(goal, change) for goal in year.goals))
    return replace(year, claims=_with_claim(year.claims, change))


def _with_control(year: Year, change: MomentSet | FrequencySet) -> Year:
    if isinstance(change, FrequencySet):
        fields = {"frequency": change.frequency}
        return replace(year, control_areas=tuple(_with_moment(area, change.moment, fields) for area in year.control_areas))
    areas = tuple(_with_moment(area, change.moment, performed(change.performed)) for area in year.control_areas)
    return replace(year, control_areas=areas, log=with_log(year.log, year.year, change))


def made_key(change: RoleSet) -> str:
    """The name of the table that an amount gets which no table has."""
    return f"{SET}_{change.role}_{change.column}"


# --- goals ----------------------------------------------------------------------------------------------------------


def with_outcome(outcomes: tuple[Outcome, ...], change: OutcomeSet) -> tuple[Outcome, ...]:
    """The outcomes with one of a criterion changed, all of them made one, or a new one after them."""
    places = [at for at, outcome in enumerate(outcomes) if outcome.criterion == change.criterion]
    last = places[-1] + 1 if places else len(outcomes)
    if change.number is None:
        so_far = [outcomes[at] for at in places if outcomes[at].is_figure_to_date]
        places = [at for at in places if not outcomes[at].is_figure_to_date]
        if so_far and not places:
            return (*outcomes[:last], _of_year(so_far[-1], change.fields), *outcomes[last:])
    if change.number == 0 or not places:
        new = Outcome.model_construct(criterion=change.criterion, told="satt värde", source=SET_SOURCE, **dict(change.fields))
        return (*outcomes[:last], new, *outcomes[last:])
    at = places[(change.number or 1) - 1]
    dropped = frozenset(places[1:] if change.number is None else ())
    fields = dict(change.fields)
    told = {"told": "satt värde"} if {"value", "status"} & set(fields) else {}
    made = outcomes[at].model_copy(update={**fields, **told, "source": SET_SOURCE})
    return tuple(made if here == at else outcome for here, outcome in enumerate(outcomes) if here not in dropped)


def _of_year(so_far: Outcome, fields: Fields) -> Outcome:
    """The year's outcome after a figure to date: of the same base and held against the same year before, asked of others."""
    return so_far.model_copy(update={"answers": None, "group": None, **dict(fields), "told": "satt värde", "source": SET_SOURCE})


def figure_fields(value: Decimal, unit: str) -> Fields:
    """The fields of an outcome that is the year's exact figure, whatever it was before."""
    fields: Mapping[str, Any] = {
        "value": value, "value_of": (), "unit": unit, "bound": "exakt", "status": None, "evidence": None, "part_of_year": False, "as_of": None,
    }  # fmt: skip
    return tuple(fields.items())


def status_fields(status: str) -> Fields:
    """The fields of an outcome that is a statement, whatever it was before."""
    fields: Mapping[str, Any] = {
        "status": status, "value": None, "value_of": (), "previous": None, "bound": "exakt", "evidence": None, "answers": None, "group": None,
        "part_of_year": False, "as_of": None,
    }  # fmt: skip
    return tuple(fields.items())


def _with_criterion(goal: Goal, change: CriterionSet) -> Goal:
    if all(criterion.id != change.criterion for criterion in goal.criteria):
        return goal
    fields = {**dict(change.fields), "source": SET_SOURCE}
    return goal.model_copy(update={"criteria": tuple(one.model_copy(update=fields) if one.id == change.criterion else one for one in goal.criteria)})


def _with_claim(claims: tuple[Claim, ...], change: ClaimSet) -> tuple[Claim, ...]:
    made = Claim.model_construct(about=change.about, claims=change.claims, words="satt värde", source=SET_SOURCE)
    if all(claim.about != change.about for claim in claims):
        return (*claims, made)
    return tuple(made if claim.about == change.about else claim for claim in claims)


# --- internal control -----------------------------------------------------------------------------------------------


def performed(count: int) -> dict[str, Any]:
    """What a moment's result says when the control was performed so many times: nothing of what it said before."""
    shown: dict[str, Any] = {"shows": "antal", "count": count} if count else {"shows": "ej utfört", "count": None}
    return {"result": Shown.model_construct(**shown, told="satt värde", source=SET_SOURCE)}


def _with_moment(area: ControlArea, moment: str, fields: Mapping[str, Any]) -> ControlArea:
    if all(one.id != moment for one in area.moments):
        return area
    return area.model_copy(update={"moments": tuple(one.model_copy(update=dict(fields)) if one.id == moment else one for one in area.moments)})


def with_log(log: tuple[LogEntry, ...], year: int, change: MomentSet) -> tuple[LogEntry, ...]:
    """The log with the first so many of the moment's entries of the year, and new ones where they are too few; a moment it never had stays out."""
    own = [entry for entry in log if entry.moment == change.moment and entry.date.year == year]
    if not own:
        return log
    dropped = {id(entry) for entry in own[change.performed :]}
    new = {"date": dt.date(year, 12, 31), "source": SET_SOURCE, "result": "satt värde", "remark": None, "action": None, "closed": None}
    more = (own[-1].model_copy(update=new),) * (change.performed - len(own))
    return (*(entry for entry in log if id(entry) not in dropped), *more)
