"""Ratings of changed facts, by the same rules on no more facts than the ratings asked about rest on.

A run costs what its facts cost, so many changes are tried in one: each on a copy of the criterion or kontrollmoment that it
changes, which the rules rate like any other. What stands above is rated from copies too, of members with the ratings the rules gave.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from checker.engine import Session
from checker.pipeline import SCHEDULE, engine_of, prepare
from facts.accounts import Table, TextFigure
from facts.changes import CellSet, Change, FigureSet, MomentSet, OutcomeSet, changed, performed, with_log, with_outcome
from facts.control import Decision, LogEntry, Moment
from facts.goals import Criterion, Outcome
from facts.ids import ascii_id, term_name
from facts.set_tables import with_amount
from facts.year import Year
from reports.report import RATINGS

LEAVES = SCHEDULE[: next(at for at, (name, _) in enumerate(SCHEDULE) if name == "kan")]  # what rates criteria, moments and the balanskrav
MOST_COPIES = 400  # in one run: the engine's joins stay fast
_COPY = "~"
_LETTER = dict(zip("UDE", RATINGS, strict=False))

Codes = dict[str, str]


def rating_of(code: str) -> str:
    """The rating that a code of possible ratings stands for."""
    return "ej_tillampligt" if code == "X" else _LETTER[code] if len(code) == 1 else "underlag_saknas"


def codes_of(session: Session) -> Codes:
    """What each rated node can be, as letters."""
    return {fact["nod"]: fact["kod"] for fact in session.of_kind("bedomning")}


def leaf_codes(year: Year, others: Mapping[int, Year]) -> Codes:
    """What each criterion, moment and balanskrav of the year can be."""
    given = prepare(year, others)
    return codes_of(engine_of(given.year, frozenset(given.marks)).run(given.engine, LEAVES, given.parents))


# --- copies of criteria and moments ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Try:
    """One change, and the criterion or moment that is asked about; of the amounts, one that the criterion is summed from."""

    leaf: str
    change: Change


@dataclass(slots=True)
class _Copied:
    """What a run holds beside the year's own tables: the copies, by the goal and area they belong to."""

    goals: dict[str, list[Criterion]] = field(default_factory=lambda: defaultdict(list))
    areas: dict[str, list[Moment]] = field(default_factory=lambda: defaultdict(list))
    outcomes: list[Outcome] = field(default_factory=list)
    log: list[LogEntry] = field(default_factory=list)
    tables: dict[str, Table] = field(default_factory=dict)
    figures: dict[str, TextFigure] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


class Copies:
    """Rates criteria and moments of a year as they would be with one change each."""

    def __init__(self, year: Year) -> None:
        self._year = _bare(changed(year, ()))
        self._criteria = {criterion.id: (goal.id, criterion) for goal in year.goals for criterion in goal.criteria}
        self._moments = {moment.id: (area.id, moment) for area in year.control_areas for moment in area.moments}
        self._outcomes: dict[str, tuple[Outcome, ...]] = defaultdict(tuple)
        for outcome in year.outcomes:
            self._outcomes[outcome.criterion] += (outcome,)

    def codes(self, tries: Sequence[Try]) -> list[str]:
        """The code of each leaf with its change, in order."""
        found: list[str] = []
        for start in range(0, len(tries), MOST_COPIES):
            part = tries[start : start + MOST_COPIES]
            codes = leaf_codes(self._with(part), {})
            found += [codes[ascii_id(copy_name(one.leaf, at))] for at, one in enumerate(part)]
        return found

    def _with(self, tries: Sequence[Try]) -> Year:
        held = _Copied()
        for at, one in enumerate(tries):
            held.names[one.leaf].append(copy_name(one.leaf, at))
            if isinstance(one.change, MomentSet):
                self._copy_moment(held, one.change, copy_name(one.leaf, at))
            else:
                self._copy_criterion(held, one, at)
        year = self._year
        return replace(
            year, outcomes=tuple(held.outcomes), log=tuple(held.log), decisions=tuple(_also(one, held.names) for one in year.decisions),
            goals=tuple(goal.model_copy(update={"criteria": tuple(held.goals[goal.id])}) for goal in year.goals if goal.id in held.goals),
            control_areas=tuple(one.model_copy(update={"moments": tuple(held.areas[one.id])}) for one in year.control_areas if one.id in held.areas),
            tables={**year.tables, **held.tables}, text_figures={**year.text_figures, **held.figures},
        )  # fmt: skip

    def _copy_moment(self, held: _Copied, change: MomentSet, name: str) -> None:
        area, moment = self._moments[change.moment]
        own = tuple(entry for entry in self._year.log if entry.moment == change.moment)
        held.log += (entry.model_copy(update={"moment": name}) for entry in with_log(own, self._year.year, change))
        held.areas[area].append(moment.model_copy(update={"id": name, "deviations": (), **performed(change.performed)}))

    def _copy_criterion(self, held: _Copied, one: Try, at: int) -> None:
        goal, criterion = self._criteria[one.leaf]
        outcomes, change, name = self._outcomes[one.leaf], one.change, copy_name(one.leaf, at)
        old, new = "", ""
        if isinstance(change, OutcomeSet):
            outcomes = with_outcome(outcomes, change)
        elif isinstance(change, CellSet):
            old, new = f"{change.table}.{change.row}.{change.column}", f"{copy_name(change.table, at)}.{change.row}.{change.column}"
            held.tables[copy_name(change.table, at)] = with_amount(self._year.tables[change.table], change.row, change.column, change.value)
        elif isinstance(change, FigureSet):
            old, new = change.figure, copy_name(change.figure, at)
            held.figures[new] = self._year.text_figures[old].model_copy(update={"value": change.value})
        held.goals[goal].append(criterion.model_copy(update={"id": name, "level_of": _renamed(criterion.level_of, old, new)}))
        held.outcomes += (one.model_copy(update={"criterion": name, "value_of": _renamed(one.value_of, old, new)}) for one in outcomes)


def _renamed(terms: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    return tuple(term.replace(old, new) if term_name(term) == old else term for term in terms)


def copy_name(about: str, at: int) -> str:
    """The name of a copy; no fact's own id has its sign."""
    return f"{about}{_COPY}{at}"


def _also(decision: Decision, copies: Mapping[str, Sequence[str]]) -> Decision:
    """The decision about the copies of what it is about, too."""
    return decision.model_copy(update={"about": (*decision.about, *(name for about in decision.about for name in copies.get(about, ())))})


def _bare(year: Year) -> Year:
    """The year without what no criterion or moment rests on."""
    plain = {key: table.model_copy(update={"sums": {}, "column_sums": {}, "roles": {}}) for key, table in year.tables.items()}
    return replace(year, tables=plain, **_WITHOUT)


_WITHOUT: dict[str, Any] = {
    "ties": (), "carry_overs": (), "contributions": (), "restoration": None, "materiality": None, "claims": (), "count_claims": (),
    "statements": (), "follow_ups": (),
}  # fmt: skip


# --- amounts --------------------------------------------------------------------------------------------------------


class Slice:
    """The part of a year that rests on amounts: criteria summed from the accounts, and the balanskrav."""

    def __init__(self, year: Year, others: Mapping[int, Year]) -> None:
        summed = {outcome.criterion for outcome in year.outcomes if outcome.value_of}
        goals = [
            goal.model_copy(update={"criteria": tuple(one for one in goal.criteria if one.id in summed or one.level_of)})
            for goal in year.goals
            if goal.criteria
        ]
        self.goals = tuple(goal for goal in goals if goal.criteria)
        kept = {criterion.id for goal in self.goals for criterion in goal.criteria}
        outcomes = tuple(outcome for outcome in year.outcomes if outcome.criterion in kept)
        terms = [term for outcome in outcomes for term in outcome.value_of]
        terms += [term for goal in self.goals for criterion in goal.criteria for term in criterion.level_of]
        named = {term_name(term).partition(".")[0] for term in terms}
        shown = {key: _only_balanced(table) for key, table in year.tables.items() if key in named or (table.roles and not table.accounting_unit)}
        self.year = replace(year, goals=self.goals, outcomes=outcomes, tables=shown, control_areas=(), log=(), **_WITHOUT)
        self.others = {other: _apart(accounts) for other, accounts in others.items()}

    def codes(self, changes: Sequence[Change]) -> Codes:
        """What each criterion and balanskrav can be with the changes made together."""
        return leaf_codes(changed(self.year, changes), self.others)


def _only_balanced(table: Table) -> Table:
    """The table without sums, but the one that a balanskravsutredning declares: the rules rate by its terms."""
    row = table.roles.get("bk_resultat")
    return table.model_copy(update={"column_sums": {}, "sums": {row: table.sums[row]} if row in table.sums else {}})


def _apart(year: Year) -> Year:
    """An earlier year's tables with roles, under names that no table of the year has, so that no tie is made between them."""
    return replace(year, tables={f"{_COPY}{key}": _only_balanced(table) for key, table in year.tables.items() if table.roles})
