"""Forecasts beside what is known: each goal now and by forecast, and the forecast amounts' margins to their limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from checker.amounts import in_unit
from checker.given import SCALE, plain
from checker.pipeline import Told
from checker.structure import BALANCE_TITLES
from checker.trace import Behind
from facts.ids import ascii_id, natural
from reports.preclose import Margin, Outlook
from reports.report import Cite, Rating

if TYPE_CHECKING:
    from checker.preclose_rows import Rows

_WORD = ", prognos"


def outlooks(rows: Rows) -> Iterator[Outlook]:
    """Each goal and demand on the day beside its rating by forecast; none where nothing is forecast."""
    if rows.forecast is None:
        return
    expected = {rating.id: rating for rating in rows.forecast.report.ratings}
    for now in rows.now.report.ratings:
        if now.level == "goal":
            then = expected[now.id]
            so_far, later = _told(rows.now, now), _told(rows.forecast, then, "(prognos)")
            yield Outlook(now.id, now.title, now.rating, then.rating, so_far, later, _basis(rows.forecast, then.trace), then.trace)


def _told(run: Told, goal: Rating, word: str = "") -> str | None:
    """What the outcomes of the goal's criteria are, in their order; only those with the word, if there is one."""
    found = [outcome for rating in run.report.ratings if goal.id in (rating.id, rating.parent) for outcome in rating.outcomes]
    return "; ".join(outcome for outcome in found if word in outcome) or None


def _basis(run: Told, steps: Iterable[int]) -> tuple[Cite, ...]:
    """The forecasts among what the steps rest on: where they stand, and of which day."""
    facts = [fact for number in steps for _, fact in run.report.trace[number - 1].because]
    cites = [cite for fact in dict.fromkeys(facts) for cite in run.given.sources.get(fact, ())]
    return tuple(dict.fromkeys(cite for cite in cites if _WORD in cite.section))


def margins(rows: Rows) -> Iterator[Margin]:
    """The forecast amounts of the financial goals, the balanskrav and the ledger against their limits."""
    run = rows.forecast
    if run is None:
        return
    behind = Behind(run.report.trace)
    units = {ascii_id(criterion.id): criterion.unit or "-" for goal in rows.view.year.goals for criterion in goal.criteria}
    for fact in sorted(run.session.of_kind("marginal"), key=lambda fact: (natural(fact["om"]), natural(fact["id"]))):
        steps = behind.steps(fact["id"])
        basis = _basis(run, steps)
        if basis:
            yield _margin(run, fact, units.get(fact["om"], "tkr"), behind.making(fact["id"])[0].says, basis, steps)


def _margin(run: Told, fact: dict[str, Any], unit: str, text: str, basis: tuple[Cite, ...], steps: tuple[int, ...]) -> Margin:
    title = BALANCE_TITLES.get(fact["om"]) or run.given.shown[fact["om"]]["text"]
    amount, limit, margin = (plain(in_unit(Decimal(fact[name]) / SCALE, unit)) for name in ("belopp", "grans", "marginal"))
    return Margin(fact["om"], title, amount, limit, margin, unit, text, basis, steps, str(fact["senast"]) if fact["senast"] else None)
