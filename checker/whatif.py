"""A year before and after facts are set, by the same rules run on both; nothing is written, and nothing that was loaded is altered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from checker.given import EXACT_RANGE, TooLarge
from checker.known import last_of
from checker.pipeline import Earlier, check_facts
from checker.session import RunFailed
from facts.changes import (
    CellSet,
    Change,
    ClaimSet,
    CriterionSet,
    FigureSet,
    FrequencySet,
    MomentSet,
    OutcomeSet,
    RoleSet,
    changed,
    made_key,
)
from facts.errors import BadInput, InputError
from facts.ids import ascii_id, cell_id
from facts.loading import bundled_root, find_organisation, load_year, with_open_remarks
from facts.settable import Setting
from facts.settings import settings_of
from facts.year import Year
from reports.facttext import summed_from
from reports.proof import rests_on
from reports.report import Finding, Rating, Report, Step, Tie
from reports.whatif import Altered, Move, Sensitivity, Set, WhatIf

_TOLD_ELSEWHERE = frozenset({"motsagt", "obestyrkt", "tie_avvikelse", "tie_avrundning"})  # verdicts and ties are told as such


def loaded(root: Path | None, organisation: str | None, year: int) -> tuple[Year, Earlier]:
    """The year and the accounts before it. Raises BadInput for facts that cannot be read."""
    folder = find_organisation(root or bundled_root(), organisation)
    found = with_open_remarks(folder, load_year(folder, year), last_of(year))
    return found, Earlier(folder, found)


def set_and_check(year: Year, others: Mapping[int, Year], written: Sequence[str]) -> WhatIf:
    """The year before and after the settings. Raises BadInput for settings that cannot be made."""
    settings = settings_of(year, written)
    return between(check_facts(year, others), check_set(year, others, settings), settings)


def check_set(year: Year, others: Mapping[int, Year], settings: Iterable[Setting]) -> Report:
    """The report of the year with the settings made. Raises BadInput for a number that does not fit the exact range."""
    try:
        return check_facts(changed(year, [change for one in settings for change in one.changes]), others)
    except TooLarge as error:
        raise BadInput([InputError("--satt", 0, 0, error.found, EXACT_RANGE, "sätt ett mindre belopp")]) from None


def between(before: Report, after: Report, settings: Sequence[Setting]) -> WhatIf:
    """What differs between the two, and what the settings say."""
    moved = list(_moved(before, after))
    named = [(one, _rests(after, one)) for one in settings]
    resting = {rating.id for _, rests in named for rating in rests}
    kept = [pair for pair in _pairs(before, after) if pair[1].id in resting and pair not in moved and _is_leaf(pair[1])]
    steps = _NewSteps(before, after)
    return WhatIf(
        before, after, tuple(Set(one.fact, one.title, one.was, one.becomes, tuple(rating.id for rating in rests)) for one, rests in named),
        tuple(_rating(pair, steps) for pair in moved), tuple(_rating(pair, steps) for pair in kept),
        tuple(_verdict(pair) for pair in _pairs(before, after) if _claimed(pair[0]) != _claimed(pair[1])),
        tuple(_ties(before, after)), tuple(_only_in(after, before)), tuple(_only_in(before, after)),
    )  # fmt: skip


# --- ratings --------------------------------------------------------------------------------------------------------

Pair = tuple[Rating, Rating]


def _pairs(before: Report, after: Report) -> Iterator[Pair]:
    known = {rating.id: rating for rating in before.ratings}
    return ((known[rating.id], rating) for rating in after.ratings if rating.id in known)


def _moved(before: Report, after: Report) -> Iterator[Pair]:
    for one, other in _pairs(before, after):
        if (one.rating, one.possible, one.reason) != (other.rating, other.possible, other.reason):
            yield one, other


def _is_leaf(rating: Rating) -> bool:
    return rating.level in ("criterion", "moment") or rating.area == "balanskrav"


class _NewSteps:
    """The steps of the later report that the earlier one does not tell, each told once, where it first stands behind a rating."""

    def __init__(self, before: Report, after: Report) -> None:
        self._told = {_said(step) for step in before.trace}
        self._trace = after.trace

    def behind(self, rating: Rating) -> tuple[Step, ...]:
        """The new steps behind a rating."""
        new = {_said(step): step for step in reversed([self._trace[number - 1] for number in rating.trace]) if _said(step) not in self._told}
        self._told.update(new)
        return tuple(sorted(new.values(), key=lambda step: step.step))


def _said(step: Step) -> tuple[str, str]:
    return step.rule, step.says


def _rating(pair: Pair, steps: _NewSteps) -> Altered:
    one, other = pair
    return Altered(other.id, other.title, one.rating, other.rating, one.because, other.because, other.possible, steps.behind(other))


def _claimed(rating: Rating) -> tuple[str | None, ...]:
    return rating.claimed, rating.verdict, rating.direction


def _verdict(pair: Pair) -> Altered:
    one, other = pair
    return Altered(other.id, other.title, one.verdict, other.verdict, one.direction or "", other.direction or "")


# --- what the settings are about ------------------------------------------------------------------------------------


def _rests(after: Report, setting: Setting) -> list[Rating]:
    """The ratings that rest on what was set."""
    names = {ascii_id(name) for change in setting.changes for name in _names(change)}
    facts = {fact for fact in after.facts if fact.partition(":")[0] in names or fact in names or names & set(summed_from(after.facts[fact]))}
    return rests_on(after, (step for step in after.trace if facts & {fact for _, fact in step.because}))


def _names(change: Change) -> tuple[str, ...]:
    match change:
        case CellSet():
            return (cell_id(change.table, change.row, change.column),)
        case RoleSet():
            return (cell_id(made_key(change), change.role, change.column),)
        case FigureSet():
            return (change.figure,)
        case OutcomeSet() | CriterionSet():
            return (change.criterion,)
        case MomentSet() | FrequencySet():
            return (change.moment,)
        case ClaimSet():
            return (f"{change.about}:pastaende",)


# --- ties and findings ----------------------------------------------------------------------------------------------


def _ties(before: Report, after: Report) -> Iterator[Altered]:
    known = {tie.id: tie for tie in before.ties}
    for tie in after.ties:
        one = known.get(tie.id)
        if one is None or (one.status, one.difference) != (tie.status, tie.difference):
            yield Altered(tie.id, tie.title, one.status if one else None, tie.status, _sides(one) if one else "", _sides(tie))


def _sides(tie: Tie) -> str:
    """Both sides as the documents say them, and their difference."""
    missing = "framgår inte"
    told = f"{tie.left_text or missing} mot {tie.right_text or missing}"
    return f"{told}; skillnad {tie.difference_text}" if tie.difference_text and tie.status != "stammer" else told


def _only_in(one: Report, other: Report) -> Iterator[Altered]:
    known = {(finding.kind, finding.about, finding.text) for finding in other.findings}
    for finding in one.findings:
        if (finding.kind, finding.about, finding.text) not in known and finding.kind not in _TOLD_ELSEWHERE:
            yield _finding(finding)


def _finding(finding: Finding) -> Altered:
    return Altered(finding.id, finding.kind, None, None, "", finding.text)


# --- the nearest changes, run on all the facts ----------------------------------------------------------------------


def runs_of(year: Year, others: Mapping[int, Year], row: Sensitivity) -> list[tuple[Move, WhatIf]]:
    """A whole run for each change. Raises RunFailed for a change that does not give what was found of it."""
    before, runs = check_facts(year, others), []
    for move in row.moves:
        settings = settings_of(year, [move.change.setting])
        run = between(before, check_set(year, others, settings), settings)
        given = next(rating.rating for rating in run.after.ratings if rating.id == row.id)
        if given != move.to:
            raise RunFailed(f"{move.change.setting} gav {row.id} {given} i hela körningen, men {move.to} i sökningen")
        runs.append((move, run))
    return runs
