"""The check in a straight line: load, select the rules, prepare, assert, phases, trace, Report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from checker.amounts import Amounts
from checker.assemble import assemble
from checker.equity import equity_rows
from checker.given import Given
from checker.hosting.asking import Request, engine_process
from checker.inference import inferred
from checker.known import is_to_date, last_of
from checker.narrate import Narrator
from checker.notes import beside
from checker.prepare_control import give_control
from checker.prepare_drafts import give_drafts
from checker.prepare_economy import Accounts, give_economy, ledger_years
from checker.prepare_goals import give_goals
from checker.prepare_tables import give_tables
from checker.prepare_ties import give_ties
from checker.session import Session
from checker.structure import give_structure
from checker.trace import narrated, ordered
from checker.views import View, at_close
from facts.loading import bundled_root, find_organisation, load_accounts, load_year, with_open_remarks
from facts.year import Year
from reports.report import Report
from rules.catalogue import RUNNING, rules_of
from rules.kinds import BEFORE_CLOSING, LEVELS, PHASES
from rules.language import Rule

SCHEDULE: tuple[tuple[str, str], ...] = (
    *((phase, phase) for phase in PHASES[: PHASES.index("niva1")]),
    *((level, step) for level in LEVELS for step in ("niva1", "niva2")),
    *((phase, phase) for phase in PHASES[PHASES.index("niva2") + 1 : PHASES.index(BEFORE_CLOSING[0])]),
)
SCHEDULE_BEFORE_CLOSING = (*SCHEDULE, *((phase, phase) for phase in BEFORE_CLOSING))
PHASE_NAMES = tuple(name if name == step else f"{name}:{step}" for name, step in SCHEDULE_BEFORE_CLOSING)


class Earlier(Mapping[int, Year]):
    """The accounts of the years before the checked one, each read when a rule's facts first ask for it."""

    def __init__(self, folder: Path, checked: Year) -> None:
        self._folder, self._checked = folder, checked
        self._years = range(ledger_years(checked.year)[0] - 1, checked.year)
        self.read: dict[int, Year] = {}

    def __getitem__(self, year: int) -> Year:
        if year not in self._years:
            raise KeyError(year)
        if year not in self.read:
            self.read[year] = load_accounts(self._folder, year, self._checked.organisation, self._checked.year)
        return self.read[year]

    def __iter__(self) -> Iterator[int]:
        return iter(self._years)

    def __len__(self) -> int:
        return len(self._years)


def run_check(root: Path | None, organisation: str | None, year: int, notes: Path | None = None, doubly: bool = False) -> Report:
    """Check a year of an organisation, and doubly: rate it again with the independent evaluator.

    Raises BadInput for facts or notes that cannot be read, RunFailed for a run that was not whole or that the second rating contradicts.
    """
    engine_process().prepare(year)
    folder = find_organisation(root or bundled_root(), organisation)
    checked = with_open_remarks(folder, load_year(folder, year, notes), last_of(year))
    others = Earlier(folder, checked)
    report = check_facts(checked, others)
    if doubly:
        from checker.doublecheck import refuse_unlike  # noqa: PLC0415 - the evaluator: only a second rating needs it

        refuse_unlike(checked, others, report)
    return report


def check_facts(year: Year, others: Mapping[int, Year]) -> Report:
    """Check facts that are already loaded; `others` are the accounts of the years before, for the balanskrav ledger."""
    view = at_close(year)
    return told(view, others, prepare(year, others, view)).report


@dataclass(frozen=True, slots=True)
class Told:
    """A run with what it gives: the facts, what was derived of them, the rules, and the report."""

    given: Given
    session: Session
    rules: tuple[Rule, ...]
    report: Report


def told(view: View, others: Mapping[int, Year], given: Given) -> Told:
    """Run the rules on the facts of a view, and tell the run as a report."""
    year, session = view.year, infer(given)
    rules = rules_of(year.year, marks_of(given))
    narrator = Narrator(session, given, {rule.id: rule for rule in rules})
    equity = equity_rows(Accounts(year, others, view.by_forecast))
    steps = narrated(ordered(session, PHASE_NAMES), narrator)
    read = others.read if isinstance(others, Earlier) else others
    files = dict(year.files) | {path: raw for other in read.values() for path, raw in other.files.items()}
    report = beside(replace(assemble(year, others, given, session, steps, rules, files), equity=equity), year)
    return Told(given, session, rules, report)


def prepare(year: Year, others: Mapping[int, Year], view: View | None = None) -> Given:
    """The facts for the engine, with what is printed of each: of the year when it is over, or as another view has it."""
    view = view or at_close(year)
    year = view.year
    given, amounts = Given(year.organisation, year.year, view.day, view.kind), Amounts(year, by_forecast=view.by_forecast)
    to_date = {outcome.status for outcome in year.outcomes if outcome.status and is_to_date(outcome, year)}
    give_tables(given, (outcome.status for outcome in year.outcomes if outcome.status), to_date)
    give_structure(given, year)
    give_goals(given, year, amounts)
    give_economy(given, year, others, amounts)
    give_ties(given, year, Amounts(year), others.get(year.year - 1))
    give_control(given, year)
    give_drafts(given, view)
    return given


def infer(given: Given) -> Session:
    """Run the rules of the year, and those that the facts ask for, on the facts."""
    schedule = SCHEDULE_BEFORE_CLOSING if given.marks & {"forkontroll", "prognos"} else SCHEDULE
    return inferred(Request(given.year, marks_of(given), schedule, given.engine, given.parents))


def marks_of(given: Given) -> frozenset[str]:
    """The marks of the rules that the run takes beside every check's: where the facts ask for any, those of a running year too.

    So few sets of rules serve all runs that an engine is compiled once for each.
    """
    return frozenset(given.marks | RUNNING) if given.marks else frozenset()
