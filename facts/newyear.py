"""A year laid out from the one before: what is decided anew each year as a draft to decide on, and nothing of what happened.

Goals with their mätetal and levels, the control plan, the shapes of tables and the ties that still have all their terms come
along, each marked `utkast`. Outcomes, claims, the log and all else that belongs to the year itself does not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from facts.accounts import Table
from facts.ids import is_text_figure, term_name
from facts.newyear_tables import MovedTable, Tree, moved_names, moved_table

_SIDES = ("vänster", "höger", "höger_förändring", "höger_andel")
_OF_THE_MOMENT = ("resultat", "avvikelser", "notering")  # what last year's controls showed


@dataclass(frozen=True)
class Laid:
    """The new year's files as trees, and what did not come along or wants a second look.

    `unplanned` are goals that were not in the plan; `open_levels` mätetal whose level was a figure that did not come along;
    `left` the sections that hold nothing but last year.
    """

    files: Mapping[str, Tree]
    lost_ties: tuple[str, ...]
    unplanned: tuple[str, ...]
    open_levels: tuple[str, ...]
    renamed_rows: Mapping[str, str]
    left: frozenset[str]


def laid_out(files: Mapping[str, Tree], tables: Mapping[str, Table], old: int, new: int) -> Laid:
    """The year `new` from the trees of the files of the year `old`; `tables` are that year's own, by key."""
    maker = _Maker(old, new, {key: moved_names(table, new - old) for key, table in tables.items()})
    made = {name: maker.file(tree) for name, tree in files.items()}
    renamed = {f"{key}.{row}": f"{key}.{name}" for key, moved in maker.tables.items() for row, name in moved.renamed.items()}
    kept = {name: tree for name, tree in made.items() if tree}
    return Laid(kept, tuple(maker.lost_ties), tuple(maker.unplanned), tuple(maker.open_levels), renamed, frozenset(maker.left))


@dataclass
class _Maker:
    """Makes the files in turn, and notes what it leaves."""

    old: int
    new: int
    tables: Mapping[str, MovedTable]
    lost_ties: list[str] = field(default_factory=list)
    unplanned: list[str] = field(default_factory=list)
    open_levels: list[str] = field(default_factory=list)
    left: set[str] = field(default_factory=set)

    def file(self, tree: Tree) -> Tree:
        """The file with the sections that come along, in their order; outcomes stand empty below the goals."""
        made: Tree = {}
        kept: dict[str, Callable[[Any], Any]] = {
            "mål": self._goals,
            "kontrollområden": self._areas,
            "tabeller": self._tables,
            "avstämningar": self._ties,
            "uppföljningsregel": lambda rule: rule,
        }
        for section, part in tree.items():
            if section not in kept:
                self.left.add(section)
            elif moved := kept[section](part):
                made[section] = moved
            if section == "mål" and section in made:
                made["utfall"] = []
        return made

    # --- goals and control plan ---

    def _goals(self, goals: Sequence[Tree]) -> list[Tree]:
        self.unplanned += [goal["id"] for goal in goals if goal.get("beslutat_i_plan", "ja") not in ("ja", True)]
        return [self._goal(goal) for goal in goals]

    def _goal(self, goal: Tree) -> Tree:
        """The goal as a draft, also one that was not in the last plan: whether it is to be in the next is what a draft asks."""
        made = {key: part for key, part in goal.items() if key not in ("mätetal", "utkast", "beslutat_i_plan")} | {"utkast": "ja"}
        if "mätetal" in goal:
            made["mätetal"] = [self._criterion(one) for one in goal["mätetal"]]
        return made

    def _criterion(self, criterion: Tree) -> Tree:
        made = dict(criterion)
        if "sista_dag" in made:
            made["sista_dag"] = self._day(made["sista_dag"])
        terms = [self.term(term) for term in criterion.get("nivå_av", ())]
        if None in terms:
            self.open_levels.append(criterion["id"])
            return _without_level(made, ", ".join(criterion["nivå_av"]))
        return made | {"nivå_av": terms} if terms else made

    def _areas(self, areas: Sequence[Tree]) -> list[Tree]:
        return [self._area(area) for area in areas]

    def _area(self, area: Tree) -> Tree:
        made = {key: part for key, part in area.items() if key not in ("moment", "utkast")} | {"utkast": "ja"}
        return made | {"moment": [self._moment(moment) for moment in area["moment"]]}

    def _moment(self, moment: Tree) -> Tree:
        made = {key: part for key, part in moment.items() if key not in _OF_THE_MOMENT}
        return made | {"tillfällen": [self._day(day) for day in moment["tillfällen"]]} if "tillfällen" in moment else made

    def _day(self, written: str) -> str:
        """The same day of the new year; 29 February is the 28th where there is none."""
        day = dt.date.fromisoformat(written)
        year = day.year + self.new - self.old
        try:
            return day.replace(year=year).isoformat()
        except ValueError:
            return day.replace(year=year, day=28).isoformat()

    # --- tables and ties ---

    def _tables(self, tables: Mapping[str, Tree]) -> Tree:
        return {key: moved_table(written, self.tables[key], self.new) for key, written in tables.items() if self.tables[key].columns}

    def _ties(self, ties: Sequence[Tree]) -> list[Tree]:
        made = [(tie["id"], self._tie(tie)) for tie in ties]
        self.lost_ties += [name for name, tie in made if tie is None]
        return [tie for _, tie in made if tie is not None]

    def _tie(self, tie: Tree) -> Tree | None:
        """The tie in the new year, if each of its terms is still there, in the columns where they all are."""
        sides = {side: [self.term(term) for term in tie[side]] for side in _SIDES if side in tie}
        terms = [term for side in sides.values() for term in side]
        if None in terms:
            return None
        made = {**tie, **sides, "utkast": "ja"}
        if "kolumner" not in tie:
            return made
        made["kolumner"] = [_as_written(column, name) for column in tie["kolumner"] if (name := self._column(str(column), tie)) is not None]
        return made if made["kolumner"] else None

    def _column(self, column: str, tie: Tree) -> str | None:
        """The column's new name, if every term that is taken in the tie's columns has it."""
        tables = {table for side in _SIDES for term in tie.get(side, ()) for table, *rest in [term_name(term).split(".")] if len(rest) == 1}
        names = {self.tables[table].columns.get(column) for table in tables}
        return names.pop() if len(names) == 1 else None

    def term(self, written: str) -> str | None:
        """The term in the new year; None if it names something that does not come along."""
        name = term_name(written)
        table, _, rest = name.partition(".")
        row, _, column = rest.partition(".")
        moved = self.tables.get(table)
        if is_text_figure(name) or moved is None or not moved.columns or row not in moved.rows:
            return None
        if column and column not in moved.columns:
            return None
        parts = [table, moved.rows[row], *([moved.columns[column]] if column else [])]
        return f"{'-' if written.startswith('-') else ''}{'.'.join(parts)}"


def _without_level(criterion: Tree, terms: str) -> Tree:
    """The mätetal without a level, where the level was a figure that does not come along."""
    kept = {key: part for key, part in criterion.items() if key not in ("villkor", "nivå_av", "enhet", "skäl", "förändring")}
    return kept | {"slag": "utan nivå", "brist": "saknas", "skäl": f"nivån var {terms}, som inte följer med till nästa år"}


def _as_written(column: object, name: str) -> object:
    return Decimal(name) if isinstance(column, Decimal) else name
