"""What the pre-close check (`forkontroll`) and the interim check (`delar`) have to tell beside the year's Report.

All of it is derived by the rules from facts known on the day. Numbers are strings in their printed unit, days ISO dates,
codes ASCII, texts Swedish; `trace` holds step numbers of `now` (or of `forecast` where it says so).
"""

from __future__ import annotations

from dataclasses import dataclass

from reports.report import Cite, Report

ACTIONS = (
    "ej_beslutat", "utfall_saknas", "levereras", "enkat", "niva", "kontroll", "avvikelse", "belopp", "avstamning", "beslut", "prognos",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit's goals on the day: shown met, settled not (wholly) met, evidence missing.

    Those waived by decision stand apart, and a deficit that is to be restored and whose time has not run out.
    """

    id: str
    name: str
    met: int
    short: int
    missing: int
    waived: int = 0
    within: int = 0


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do: `about` is the rating, moment, tie or decision it is for, `kind` one of ACTIONS.

    `last_day` is the day after which it is too late (None where no fact tells one); `meeting` the last meeting that can
    decide, where a decision is needed. `overdue` tells that the day has passed, `untold` that it has and that no evidence tells
    whether it was done.
    """

    about: str
    kind: str
    title: str
    rule_says: str
    evidence_says: str
    who: str
    last_day: str | None
    overdue: bool
    meeting: str | None = None
    trace: tuple[int, ...] = ()
    untold: bool = False


@dataclass(frozen=True, slots=True)
class Remaining:
    """A level that can still be reached: what is left, and the pace (per month) so far and from the day on.

    `room` is how many may still come under a ceiling.
    """

    about: str
    title: str
    target: str
    so_far: str
    as_of: str
    left: str | None
    pace_so_far: str | None
    pace_needed: str | None
    last_day: str
    trace: tuple[int, ...] = ()
    room: str | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """A survey goal: what its measurement lacks in words ("ingen fråga ställd"), and when its answer comes against when it is needed."""

    about: str
    title: str
    question: str | None
    target_group: str | None
    answers: int | None
    available: str | None
    needed: str | None
    lacks: tuple[str, ...]
    trace: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Control:
    """A kontrollmoment to date: planned in the year, due by the day, performed and when; the next due day; how many are overdue.

    `untold` are those whose last day has passed and of which no evidence tells whether they were performed.
    """

    about: str
    area: str
    title: str
    frequency: str
    responsible: str
    planned: int
    due: int
    performed: int | None
    dates: tuple[str, ...]
    occasions: tuple[str, ...]
    next_due: str | None
    overdue: int
    trace: tuple[int, ...] = ()
    untold: int = 0


@dataclass(frozen=True, slots=True)
class Remark:
    """An open remark of the internal control with the day it is to be dealt with; `state` is oppen or forsenad."""

    about: str
    moment: str
    text: str
    found: str | None
    last_day: str
    who: str
    state: str
    trace: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A statement line or note without figures, the ratings and ties that need it, and those of them that lack nothing else."""

    fact: str
    text: str
    unlocks: tuple[str, ...]
    alone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """A rating on the day beside the rating by forecast. `basis` tells the forecast's day and source; never an outcome."""

    about: str
    title: str
    now: str
    forecast: str
    so_far: str | None
    expected: str | None
    basis: tuple[Cite, ...]
    trace: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Margin:
    """For E-1, E-2, BK-1 and the ledger: the forecast amount, the limit, and the margin between them (negative: below the limit).

    `restored_by` is the last year to restore what remains of a deficit, where that is a later year than the checked one.
    """

    about: str
    title: str
    amount: str
    limit: str
    margin: str
    unit: str
    text: str
    sources: tuple[Cite, ...]
    trace: tuple[int, ...] = ()
    restored_by: str | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """A decision that is needed: a waiver, a restoration plan, a budget change; with its legal basis and the last meeting that can decide."""

    about: str
    kind: str
    text: str
    basis: str
    last_day: str | None
    meeting: str | None
    trace: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PreClose:
    """A check before the books are closed: `kind` is forkontroll or delarsrapport, `as_of` the day.

    `now` is the Report of what is known on the day, `forecast` the Report of the same rules on the forecasts (None where there
    are none): its ratings are forecasts and never outcomes. `settled` are ids of goals that can no longer be met.
    """

    kind: str
    as_of: str
    now: Report
    forecast: Report | None
    standings: tuple[Standing, ...]
    actions: tuple[Action, ...]
    settled: tuple[str, ...]
    remaining: tuple[Remaining, ...]
    surveys: tuple[Survey, ...]
    controls: tuple[Control, ...]
    remarks: tuple[Remark, ...]
    gaps: tuple[Gap, ...]
    outlooks: tuple[Outlook, ...]
    margins: tuple[Margin, ...]
    needs: tuple[Need, ...]
