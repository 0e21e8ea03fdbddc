"""Section 3.1 in plain Python: what a criterion (mätetal) is rated on the outcomes recorded for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from checker.evaluator.outcomes import is_so_far, outcomes_of
from checker.evaluator.spans import Span, meets, moved, span_around
from checker.evaluator.values import (
    EITHER,
    NOT_APPLICABLE,
    OPEN,
    D,
    E,
    Judgement,
    U,
    day_of,
    decided,
    last_of,
    total,
    undecided,
)
from facts.goals import Criterion, Goal, Outcome
from facts.units import in_base
from facts.year import Year

DONE = ("genomfört", "framtagen", "beslutad", "nivån nådd")
PARTLY = ("del färdig", "delvis genomfört")
BEGUN = ("påbörjat", "pågår")
MAY_CHANGE = ("nivån ej nådd", "ej genomfört", *PARTLY, *BEGUN)
UNMEASURED = {"ej mätt": "ej_matt", "annat mått": "annat_matt"}
FIGURE_RANK = {"malniva_oklar": 0, "ungefarlig_vid_gransen": 1, "siffra_saknas": 2}
STATEMENT_RANK = {"ej_redovisat": 2, "siffra_saknas": 3, "annat_matt": 4, "ej_matt": 5}


@dataclass(frozen=True)
class Shown:
    """What one outcome shows of its criterion: the ratings it leaves, and the direction in which it speaks."""

    possible: frozenset[str]
    reason: str | None = None
    says: str | None = None


def waived(year: Year, *names: str) -> bool:
    """Whether a decision of the day or earlier, valid on the year's last day, waives one of the names (section 3, choices on waivers)."""
    valid = [d for d in year.decisions if d.kind == "undantag" and d.date <= day_of(year) and not (d.last_day and d.last_day < last_of(year))]
    return any(name in d.about for d in valid for name in names)


def rate_criterion(year: Year, goal: Goal, criterion: Criterion) -> Judgement:
    """The criterion's judgement, before any claim is held against it."""
    if waived(year, criterion.id, goal.id):
        return NOT_APPLICABLE
    if criterion.kind == "utan nivå":
        return undecided(OPEN, f"malniva_{criterion.flaw}")
    possible = EITHER if criterion.kind == "nivå" else OPEN
    outcomes = outcomes_of(year, criterion)
    return _decide(possible, [(o, show(year, criterion, o)) for o in outcomes]) if outcomes else _unreported(possible)


def _unreported(possible: frozenset[str]) -> Judgement:
    return undecided(possible, "ej_redovisat")


def _decide(possible: frozenset[str], shown: list[tuple[Outcome, Shown]]) -> Judgement:
    """A figure decides before a statement; figures, or statements, that contradict each other decide nothing."""
    figures = [(o, s) for o, s in shown if o.status is None]
    statements = [(o, s) for o, s in shown if o.status is not None]
    ratings = {r for _, s in figures if len(s.possible) == 1 for r in s.possible}
    if len(ratings) == 1:
        return _on(ratings.pop(), figures)
    if len(ratings) > 1 or contradict(s for _, s in statements):
        return undecided(possible, "motstridigt")
    ratings = {r for _, s in statements if len(s.possible) == 1 for r in s.possible}
    left = possible.intersection(*(s.possible for _, s in statements))
    return _on(ratings.pop(), statements) if ratings else undecided(left, _reason(figures, statements))


def _on(rating: str, shown: list[tuple[Outcome, Shown]]) -> Judgement:
    return decided(rating, {belagg(o) for o, s in shown if s.possible == {rating}})


def belagg(outcome: Outcome) -> str:
    """A figure is siffra and a status the report's own word, unless another belägg is stated."""
    return (outcome.evidence or ("egen uppgift" if outcome.status else "siffra")).replace(" ", "_")


def contradict(statements: Iterable[Shown]) -> bool:
    """Whether statements speak in different directions."""
    return len({s.says for s in statements if s.says}) > 1


def _reason(figures: list[tuple[Outcome, Shown]], statements: list[tuple[Outcome, Shown]]) -> str:
    ranked = [(FIGURE_RANK[s.reason], s.reason) for _, s in figures if s.reason]
    ranked += [(STATEMENT_RANK[s.reason], s.reason) for _, s in statements if s.reason]
    return min(ranked)[1]


def show(year: Year, criterion: Criterion, outcome: Outcome) -> Shown:
    """What one outcome shows of a criterion with a level or of a leverans."""
    if outcome.status is None:
        figure = _figure_so_far if is_so_far(year, outcome) else _figure
        return figure(year, criterion, outcome) if criterion.kind == "nivå" else Shown(OPEN)
    if is_so_far(year, outcome) and outcome.status in MAY_CHANGE:
        return _may_change(criterion, outcome.status)
    if outcome.status in UNMEASURED:
        possible = EITHER if criterion.kind == "nivå" else OPEN
        return Shown(possible, UNMEASURED[outcome.status])
    if criterion.kind == "leverans":
        return _delivered(str(criterion.delivery), outcome.status)
    return _opinion(outcome.status) if criterion.opinion else _level(outcome.status)


def _may_change(criterion: Criterion, status: str) -> Shown:
    """What was not done on a day before the year's end may still be done; what was done in part cannot be undone."""
    if criterion.kind == "nivå":
        as_at_the_end = criterion.opinion and status != "nivån ej nådd"
        return _opinion(status) if as_at_the_end else Shown(EITHER, "siffra_saknas")
    stays = PARTLY if criterion.delivery == "produkt" else PARTLY + BEGUN
    return Shown(frozenset({U, D}) if status in stays else OPEN, "ej_redovisat")


def _figure_so_far(year: Year, criterion: Criterion, outcome: Outcome) -> Shown:
    """A figure that can but grow is the least of the year's; another shows nothing of the year."""
    level, amount = level_of(year, criterion), total(year, outcome.value_of) if outcome.value_of else Fraction(0)
    if level is None or amount is None or not criterion.accumulates:
        return Shown(EITHER, "siffra_saknas")
    known = Fraction(in_base(outcome.value or Decimal(0), str(outcome.unit))) if not outcome.value_of else amount
    span = span_around(known, outcome.bound)
    if not criterion.change:
        return _at_least(criterion, [Span(span.low, None)], level)
    ways = _ways(outcome, span)
    needed = ("relativ", "procentenheter") if criterion.change == "oklar" else (str(criterion.change),)
    if not set(needed) <= set(ways):
        return Shown(EITHER, "malniva_oklar" if criterion.change == "oklar" else "siffra_saknas")
    return _at_least(criterion, [Span(ways[way].low, None) for way in needed], level)


def _at_least(criterion: Criterion, spans: list[Span], level: Fraction) -> Shown:
    shown = {meets(str(criterion.operator), span, level) for span in spans}
    one = next(iter(shown))
    return Shown(one) if len(shown) == 1 and len(one) == 1 else Shown(EITHER, "siffra_saknas")


def _level(status: str) -> Shown:
    """Words that the level was reached do not show it; words that it was not, or not done, show ej."""
    if status in DONE:
        return Shown(EITHER, "siffra_saknas", says=U)
    if status in BEGUN:
        return Shown(EITHER, "siffra_saknas")
    return Shown(frozenset({E}), says=E)


def _opinion(status: str) -> Shown:
    """For a share of opinions only a figure or an explicit "not reached" counts."""
    if status in DONE:
        return Shown(EITHER, "siffra_saknas", says=U)
    return Shown(frozenset({E}), says=E) if status == "nivån ej nådd" else Shown(EITHER, "ej_matt")


def _delivered(delivery: str, status: str) -> Shown:
    """A product is finished, finished in part or not; an activity is carried out, only begun or in part, or not."""
    partly = PARTLY if delivery == "produkt" else PARTLY + BEGUN
    rating = U if status in DONE else D if status in partly else E
    return Shown(frozenset({rating}), says=rating)


def _figure(year: Year, criterion: Criterion, outcome: Outcome) -> Shown:
    level = level_of(year, criterion)
    span = span_of(year, criterion, outcome)
    if level is None or span is None:
        return Shown(EITHER, "siffra_saknas")
    if criterion.change:
        return _change(criterion, outcome, span, level)
    return _compared(str(criterion.operator), span, level)


def level_of(year: Year, criterion: Criterion) -> Fraction | None:
    """The level in its base unit: its own figure, or the sum of the figures it names."""
    if criterion.level_of:
        return total(year, criterion.level_of)
    return Fraction(in_base(criterion.level or Decimal(0), str(criterion.unit)))


def span_of(year: Year, criterion: Criterion, outcome: Outcome) -> Span | None:
    """The figures the outcome allows; None when it is no figure for the level (part of the year, a missing term)."""
    if criterion.yearly and outcome.part_of_year:
        return None
    stated = Fraction(in_base(outcome.value or Decimal(0), str(outcome.unit)))
    amount = total(year, outcome.value_of) if outcome.value_of else stated
    return None if amount is None else span_around(amount, outcome.bound)


def _compared(operator: str, span: Span, level: Fraction) -> Shown:
    possible = meets(operator, span, level)
    return Shown(possible, "ungefarlig_vid_gransen" if len(possible) > 1 else None)


def _change(criterion: Criterion, outcome: Outcome, span: Span, level: Fraction) -> Shown:
    """A change: relative, in percentage points, or both ways where the plan does not say which."""
    operator = str(criterion.operator)
    shown = {way: _compared(operator, changed, level) for way, changed in _ways(outcome, span).items()}
    if criterion.change == "oklar":
        alike = set(shown) == {"relativ", "procentenheter"} and shown["relativ"] == shown["procentenheter"]
        return shown["relativ"] if alike else Shown(EITHER, "malniva_oklar")
    return shown.get(str(criterion.change), Shown(EITHER, "siffra_saknas"))


def _ways(outcome: Outcome, span: Span) -> dict[str, Span]:
    """The change in each way that the report's figures can tell: points only of a share, relative only to a positive figure."""
    share = outcome.unit in ("%", "procentenheter")
    if outcome.previous is None:
        return {"procentenheter": span} | ({"relativ": span} if outcome.unit == "%" else {})
    old = Fraction(in_base(outcome.previous, str(outcome.unit)))
    points = {"procentenheter": moved(span, lambda new: new - old)} if share else {}
    return points | ({"relativ": moved(span, lambda new: 100 * (new - old) / old)} if old > 0 else {})
