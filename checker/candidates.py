"""Which single facts a rating rests on and how each could be another: figures, statements, missing outcomes, controls, amounts.

Nothing is rated here. A level, a decision and a claim are no candidates: they say what is asked for, not how it went.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from checker.amounts import Amounts
from checker.known import outdated
from checker.prepare_answers import counts_that_round_to
from checker.searching import Line, around, line
from checker.so_far import figure_of, least, reached
from facts.changes import Change, MomentSet, OutcomeSet, figure_fields, status_fields
from facts.control import FREQUENCIES, LogEntry, Moment
from facts.goals import Criterion, Outcome
from facts.settable import printed
from facts.settable_goals import told
from facts.units import in_base, unit_class
from facts.year import Year
from rules import tables

_WORDS = ("genomfört", "delvis genomfört", "påbörjat", "ej genomfört")  # the plainest word for what a statement can show goes first
_ALL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact that can be other whole numbers of steps: `kind` tells of what. `start` of its line is None where the fact is missing.

    `is_open` tells that the fact is approximate or of a part of the year, so that its own number, stated as exact, is a change too.
    `so_far` is what is known to a day before the year's end of a missing fact of the year.
    """

    leaf: str
    kind: str
    fact: str
    title: str
    unit: str
    was: str | None
    where: Line
    make: Callable[[int], Change]
    shown: Callable[[int], str]
    written: Callable[[int], str]
    step: Decimal = Decimal(1)
    is_open: bool = False
    of: int | None = None
    so_far: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A statement that can say another thing, or be made: the words that the rules tell apart."""

    leaf: str
    fact: str
    title: str
    was: str | None
    words: tuple[str, ...]
    number: int

    def make(self, word: str) -> Change:
        """The statement with the word."""
        return OutcomeSet(self.leaf, status_fields(word), self.number)


def stepped(k: int, step: Decimal) -> Decimal:
    """So many steps."""
    return k * step


def step_of(*values: Decimal | None) -> Decimal:
    """One unit in the last printed digit of the values."""
    return Decimal(1).scaleb(min(0, *(int(value.as_tuple().exponent) for value in values if value is not None), 0))


# --- criteria -------------------------------------------------------------------------------------------------------


def of_criterion(year: Year, amounts: Amounts, criterion: Criterion, loaded: Year) -> Iterator[Candidate | Choice]:
    """What could be other among a criterion's own outcomes: each figure and statement, and one that is missing.

    They are numbered as they are `loaded`, for so they are set.
    """
    written, own = (facts.outcomes_of.get(criterion.id, ()) for facts in (loaded, year))
    left_out = outdated(replace(year, outcomes=own))
    for number, outcome in enumerate(own, 1):
        if (criterion.id, number) in left_out:
            continue
        name = criterion.id if len(written) == 1 else f"{criterion.id}:utfall-{written.index(outcome) + 1}"
        if outcome.status:
            yield Choice(criterion.id, name, criterion.title, outcome.status, _distinct(criterion), number)
        elif criterion.kind != "nivå" or outcome.is_figure_to_date:
            continue
        elif outcome.value is not None:
            yield from _of_figure(amounts, criterion, outcome, number, name, least(amounts, criterion, own))
        elif amounts.total(outcome.value_of) is None:
            yield from _missing(amounts, criterion, number, outcome.unit or "-")
    if criterion.kind == "nivå" and any(one.is_figure_to_date for one in own) and all(one.status or one.is_figure_to_date for one in own):
        yield from _of_year(amounts, criterion, own)
    if criterion.kind == "nivå" and all(outcome.status for outcome in own):
        yield from _missing(amounts, criterion, 0, criterion.unit or "-")
    if criterion.kind != "nivå" and not own:
        yield Choice(criterion.id, criterion.id, criterion.title, None, _distinct(criterion), 0)


def _distinct(criterion: Criterion) -> tuple[str, ...]:
    """One word for each thing that a statement can show of the criterion."""
    meanings = tables.STATUS[criterion.delivery or ("asikt" if criterion.opinion else "niva")]
    by_meaning: dict[tuple[str, ...], str] = {}
    for word in (*_WORDS, *meanings):
        by_meaning.setdefault(meanings[word][:3], word)
    return tuple(by_meaning.values())


def level_in(amounts: Amounts, criterion: Criterion, unit: str) -> Decimal | None:
    """The criterion's level in a unit of the same kind."""
    if criterion.level is not None:
        return in_base(criterion.level, criterion.unit or "-") / in_base(Decimal(1), unit)
    total = amounts.total(criterion.level_of)
    return total.value / in_base(Decimal(1), unit) if total else None


def _near(criterion: Criterion, level: Decimal, previous: Decimal | None) -> list[Decimal]:
    """The figures at which the outcome and the level may meet, in whatever way the level is meant."""
    if not criterion.change or previous is None:
        return [level]
    return [level, previous, previous + level, previous + previous * level / _ALL]


def _ends(criterion: Criterion, unit: str, known: list[Decimal], step: Decimal) -> tuple[int | None, int | None]:
    """The least and the most that such a figure can be: a count is not negative, a share is at most all."""
    if criterion.change or unit_class(unit) == "pengar" or min(known) < 0:
        return None, None
    return 0, int(_ALL / step) if unit == "%" and max(known) <= _ALL else None


def _of_year(amounts: Amounts, criterion: Criterion, own: Iterable[Outcome]) -> Iterator[Candidate]:
    """The year's outcome beside the figures to date, the latest of which is told: where things stood stands."""
    latest = max((one for one in own if one.is_figure_to_date), key=lambda one: one.as_of or dt.date.min)
    unit, value = latest.unit or "-", figure_of(amounts, latest)
    level = level_in(amounts, criterion, unit)
    if level is None or value is None:
        return
    step = step_of(value, level)
    near = [k for one in _near(criterion, level, latest.previous) for k in around(one / step)]
    low, high = _ends(criterion, unit, [value, level], step)
    low = reached(low, least(amounts, criterion, own), step, unit)
    yield Candidate(
        criterion.id, "saknas", criterion.id, criterion.title, unit, None, line(None, [*near, *([] if low is None else [low])], low, high),
        lambda k: OutcomeSet(criterion.id, figure_fields(stepped(k, step), unit)), lambda k: printed(stepped(k, step), unit) or "",
        lambda k: f"{stepped(k, step):f}", step, so_far=told(latest.model_copy(update={"value": value, "value_of": ()})),
    )  # fmt: skip


def _of_figure(amounts: Amounts, criterion: Criterion, outcome: Outcome, number: int, name: str, known: Decimal | None) -> Iterator[Candidate]:
    level, unit, value = level_in(amounts, criterion, outcome.unit or "-"), outcome.unit or "-", outcome.value
    if level is None or value is None:
        return
    is_open = outcome.bound != "exakt" or outcome.part_of_year
    counts = counts_that_round_to(value, outcome.answers) if outcome.answers and unit == "%" and not is_open else []
    if len(counts) == 1 and outcome.answers:
        yield _of_answers(criterion, outcome, level, number, name, counts[0], outcome.answers)
        return
    step = step_of(value)
    near = [k for one in _near(criterion, level, outcome.previous) for k in around(one / step)]
    low, high = _ends(criterion, unit, [value, level], step)
    low = reached(low, known, step, unit)
    yield Candidate(
        criterion.id, "siffra", name, criterion.title, unit, told(outcome), line(int(value / step), near, low, high),
        lambda k: OutcomeSet(criterion.id, figure_fields(stepped(k, step), unit), number),
        lambda k: printed(stepped(k, step), unit) or "", lambda k: f"{stepped(k, step):f}", step, is_open,
    )  # fmt: skip


def _of_answers(criterion: Criterion, outcome: Outcome, level: Decimal, number: int, name: str, count: int, answers: int) -> Candidate:
    """A share of answers: it moves by whole answers, and is printed as finely as before."""
    step = step_of(outcome.value)

    def share(k: int) -> Decimal:
        return (_ALL * k / answers).quantize(step, ROUND_HALF_UP)

    return Candidate(
        criterion.id, "svar", name, criterion.title, "%", told(outcome), line(count, around(level * answers / _ALL), 0, answers),
        lambda k: OutcomeSet(criterion.id, (("value", share(k)),), number), lambda k: printed(share(k), "%") or "", lambda k: f"{share(k):f}",
        of=answers,
    )  # fmt: skip


def _missing(amounts: Amounts, criterion: Criterion, number: int, unit: str) -> Iterator[Candidate]:
    """An outcome that would be a figure: in place of one that names what is not there, or beside what is told without a figure."""
    level = level_in(amounts, criterion, unit)
    if level is None:
        return
    step = step_of(level)
    low, high = _ends(criterion, unit, [level], step)
    yield Candidate(
        criterion.id, "saknas", criterion.id, criterion.title, unit, None, line(None, around(level / step), low, high),
        lambda k: OutcomeSet(criterion.id, figure_fields(stepped(k, step), unit), number),
        lambda k: printed(stepped(k, step), unit) or "", lambda k: f"{stepped(k, step):f}", step,
    )  # fmt: skip


# --- internal control -----------------------------------------------------------------------------------------------


def of_moment(year: Year, moment: Moment) -> Candidate | None:
    """How many times the control was performed; none where the plan states no frequency to hold it against."""
    if moment.frequency is None:
        return None
    planned = FREQUENCIES[moment.frequency.lower()]
    log = [entry for entry in year.log if entry.moment == moment.id and entry.date.year == year.year]
    start, least = _performed(moment, log, planned)
    near = [count for count in (0, 1, planned - 1, planned, planned + 1) if count >= least]
    was = None if start is None else str(start)
    return Candidate(
        moment.id, "kontroll", moment.id, moment.title, "kontrolltillfällen", was, line(start, near, least, max(planned, start or 0) + 1),
        lambda k: MomentSet(moment.id, k), str, str,
    )  # fmt: skip


def _performed(moment: Moment, log: list[LogEntry], planned: int) -> tuple[int | None, int]:
    """How many are shown, None where the number is not; and the least it can be."""
    if log:
        return len(log), 0
    shown = moment.result
    if shown is None or shown.shows == "inget":
        return None, 0
    if shown.shows == "minst":
        count = shown.count or 0
        return (count, 0) if count >= planned else (None, count)
    return {"enligt plan": planned, "månadsvis": 12, "antal": shown.count}.get(shown.shows, 0), 0
