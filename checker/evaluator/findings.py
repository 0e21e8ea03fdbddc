"""Section 3.3 in plain Python: the findings beside the verdicts on goals and criteria. They never change a rating."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple, TypeVar

from checker.evaluator.criteria import contradict, level_of, show, span_of, waived
from checker.evaluator.outcomes import is_so_far, outcomes_of
from checker.evaluator.spans import Span, meets
from checker.evaluator.values import RANK, WAIVED, Finding, Judgement, cell, criteria_of, finding, nearest
from facts.goals import Criterion, Outcome
from facts.units import in_base
from facts.year import Year

A = TypeVar("A")
FEW_ANSWERS = 10
BETTER_UP = {"minst": 1, "lägst": 1, "mer än": 1, "max": -1, "högst": -1, "mindre än": -1}
OPERATOR_CLASS = {"lägst": "minst", "högst": "max"}


def goal_findings(year: Year, ratings: Mapping[str, Judgement]) -> Iterator[Finding]:
    """Every finding about goals, criteria, their claims and what is stated of them."""
    for node, judged in ratings.items():
        if judged.verdict in ("motsagt", "obestyrkt"):
            yield finding(judged.verdict, node)
    for claim in year.claims:
        if claim.claims and claim.about not in ratings:
            yield finding("obestyrkt", claim.about)  # nothing that the claim could be tried against is among the facts
    for node in (*(goal.id for goal in year.goals), "GEH-V"):
        if ratings[node].reason == "malniva_saknas":
            yield finding("malniva_saknas", node)
    for _, criterion in criteria_of(year):
        yield from _of_criterion(year, criterion, ratings[criterion.id])
    yield from _inconsistent(year)
    yield from _contradictions(year)
    yield from _coverage(year)


def _of_criterion(year: Year, criterion: Criterion, judged: Judgement) -> Iterator[Finding]:
    if criterion.longer_period:
        yield finding("flerarigt_mal", criterion.id)
    if judged.reason in ("malniva_saknas", "malniva_oklar"):
        yield finding(judged.reason, criterion.id)
    if judged.rating == WAIVED:
        return
    if any(_is_weak(year, criterion, outcome) for outcome in year.outcomes_of.get(criterion.id, ())):
        yield finding("svagt_underlag", criterion.id)
    if _contradicted(year, criterion):
        yield finding("motsagelse", criterion.id)


# --- weak evidence ------------------------------------------------------------------------


def _is_weak(year: Year, criterion: Criterion, outcome: Outcome) -> bool:
    told = ((outcome.base, criterion.base), (outcome.scale, criterion.scale), (outcome.item, criterion.item))
    if any(reported is not None and reported != planned for reported, planned in told):
        return True
    if outcome.status is not None or is_so_far(year, outcome):
        return False
    return _few(outcome) or _at_the_limit(year, criterion, outcome) or _rounds_across(year, criterion, outcome)


def _few(outcome: Outcome) -> bool:
    """A percentage on fewer than ten answers, or in a group of fewer."""
    return outcome.unit == "%" and any(n is not None and n < FEW_ANSWERS for n in (outcome.answers, outcome.group))


def _at_the_limit(year: Year, criterion: Criterion, outcome: Outcome) -> bool:
    return criterion.kind == "nivå" and show(year, criterion, outcome).reason == "ungefarlig_vid_gransen"


def _rounds_across(year: Year, criterion: Criterion, outcome: Outcome) -> bool:
    """The whole counts that round to the printed share lie on both sides of the level, or there is none."""
    answers, share = outcome.answers or outcome.group, _printed_share(year, outcome)
    if answers is None or share is None or outcome.unit != "%" or outcome.bound != "exakt":
        return False
    counts = _counts(share, answers)
    level = level_of(year, criterion) if criterion.kind == "nivå" and not criterion.change else None
    if not counts or level is None:
        return not counts
    at = math.floor(level * answers / 100)  # the outermost counts, and those at the level: all between them meet it as one of these does
    shares = [Fraction(100 * count, answers) for count in {counts[0], counts[-1], *(n for n in (at, at + 1) if n in counts)}]
    return len({meets(str(criterion.operator), Span(share, share), level) for share in shares}) > 1


def _printed_share(year: Year, outcome: Outcome) -> Decimal | None:
    """The share as it is printed, where the outcome is one printed figure and no sum of several."""
    if len(outcome.value_of) != 1:
        return outcome.value
    term = outcome.value_of[0]
    found = cell(year.tables, year.text_figures, term.removeprefix("-"))
    return None if found is None else -found.value if term.startswith("-") else found.value


def _counts(printed: Decimal, answers: int) -> range:
    """The counts of answers whose share rounds to the printed one; a share grows with its count."""
    step = min(Fraction(Decimal(1).scaleb(printed.adjusted() - len(printed.as_tuple().digits) + 1)), Fraction(1))
    every, wanted = range(answers + 1), Fraction(printed)

    def rounded(count: int) -> Fraction:
        return nearest(Fraction(100 * count, answers), step)

    return every[bisect_left(every, wanted, key=rounded) : bisect_right(every, wanted, key=rounded)]


# --- claims that do not go together -------------------------------------------------------


class Claimed(NamedTuple):
    """A criterion with an exact figure and a claim, and what makes it comparable with another."""

    id: str
    alike: tuple[object, ...]
    figures: tuple[Fraction, ...]
    rank: int
    upward: int


def _inconsistent(year: Year) -> Iterator[Finding]:
    """Of two comparable criteria, the one with the worse figure has the better claim."""
    for alike in _grouped(_claimed(year), lambda claimed: claimed.alike):
        for one, other in combinations(alike, 2):
            if _worse_but_better(one, other) or _worse_but_better(other, one):
                yield finding("inkonsekvent_bedomning", one.id, other.id)


def _grouped(items: Iterable[A], key: Callable[[A], object]) -> Iterable[list[A]]:
    """Those with the same key together."""
    found: defaultdict[object, list[A]] = defaultdict(list)
    for item in items:
        found[key(item)].append(item)
    return found.values()


def _worse_but_better(one: Claimed, other: Claimed) -> bool:
    lower = any(a * one.upward < b * one.upward for a in one.figures for b in other.figures)
    return lower and one.rank > other.rank


def _claimed(year: Year) -> Iterator[Claimed]:
    claims = {claim.about: claim.claims for claim in year.claims}
    for goal, criterion in criteria_of(year):
        claimed = claims.get(criterion.id) or claims.get(goal.id)
        figures = tuple(_exact_figures(year, criterion))
        operator = str(criterion.operator)
        alike = _alike(year, criterion)
        if claimed and figures and alike and operator in BETTER_UP and not waived(year, criterion.id, goal.id):
            yield Claimed(criterion.id, alike, figures, RANK[claimed], BETTER_UP[operator])


def _alike(year: Year, criterion: Criterion) -> tuple[object, ...] | None:
    """What criteria share that can be held against each other; none where the level is taken from a figure that is not there."""
    operator, level = OPERATOR_CLASS.get(str(criterion.operator), criterion.operator), level_of(year, criterion)
    return None if level is None else (operator, level, criterion.unit, criterion.scale, criterion.base)


def _exact_figures(year: Year, criterion: Criterion) -> Iterator[Fraction]:
    """The figures that can be held against another criterion's; how far a change came is not told by the figure after it."""
    for outcome in outcomes_of(year, criterion) if not criterion.change else ():
        if is_so_far(year, outcome):
            continue
        span = span_of(year, criterion, outcome) if outcome.status is None and outcome.bound == "exakt" else None
        if span is not None and span.low is not None:
            yield span.low


# --- contradictions -----------------------------------------------------------------------


def _contradictions(year: Year) -> Iterator[Finding]:
    for told in _grouped(year.statements, lambda statement: statement.matter):
        for one, other in combinations(told, 2):
            if one.says != other.says:
                yield finding("motsagelse", one.id, other.id)


def _contradicted(year: Year, criterion: Criterion) -> bool:
    """Two outcomes of one criterion that show different things, say different things or give different figures."""
    outcomes = year.outcomes_of.get(criterion.id, ())
    shown = [(outcome, show(year, criterion, outcome)) for outcome in outcomes]
    figures = {frozenset(s.possible) for o, s in shown if o.status is None and len(s.possible) == 1}
    years = [o for o in outcomes if o.value is not None and not o.part_of_year and not is_so_far(year, o)]
    values = {in_base(o.value, str(o.unit)) for o in years if o.value is not None and o.bound == "exakt"}
    return len(figures) > 1 or len(values) > 1 or contradict(s for o, s in shown if o.status is not None)


# --- plan and report ----------------------------------------------------------------------


def _coverage(year: Year) -> Iterator[Finding]:
    documents = year.organisation.documents.values()
    has_plan = any(document.kind == "plan" and document.year == year.year for document in documents)
    of_units = [goal for goal in year.goals if goal.org_unit]
    if of_units and not has_plan:
        yield finding("plan_saknas")
    for goal in year.goals if has_plan else ():
        if not goal.planned:
            yield finding("ej_beslutat", goal.id)
    told = {*(follow_up.goal for follow_up in year.follow_ups), *(claim.about for claim in year.claims), *year.outcomes_of}
    for goal in of_units:
        if goal.planned and told.isdisjoint((goal.id, *(criterion.id for criterion in goal.criteria))):
            yield finding("ej_foljt_upp", goal.id)
    for follow_up in year.follow_ups:
        if follow_up.changed == "saklig":
            yield finding("andrad_lydelse", follow_up.goal)

