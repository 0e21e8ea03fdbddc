"""An independent evaluator of domain.md 3-6 in plain Python, to hold against the rule engine.

It shares no code with the rules or the engine: it reads the fact models and follows the text and the written
choices where the text is silent. Its parts are the modules beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from checker.evaluator.control import control_findings, deviation_states, moments_of, rate_moment
from checker.evaluator.criteria import rate_criterion, waived
from checker.evaluator.drafts import decided_only, drafts_of
from checker.evaluator.economy import Books, economy_findings, rate_balance, rate_budget, rate_restoration
from checker.evaluator.findings import goal_findings
from checker.evaluator.outcomes import still_told
from checker.evaluator.ties import Relation, relations, tie_findings
from checker.evaluator.values import (
    NOT_APPLICABLE,
    WAIVED,
    D,
    E,
    Finding,
    Judgement,
    U,
    compose,
    criteria_of,
    finding,
    over,
    with_claim,
)
from facts.goals import CountClaim, Goal
from facts.year import Year


@dataclass(frozen=True)
class Evaluation:
    """Everything the evaluator says of a year.

    `counts` holds the verdict and direction of each count claim; `asked` the leaf ids that a question is due for;
    `material` how each tie's deviation stands to the väsentlighetstal, None where that is not asked;
    `honest_partly` what is claimed to be delvis where levels, and nothing delivered, show ej.
    """

    ratings: Mapping[str, Judgement]
    ties: Mapping[str, str]
    findings: frozenset[Finding]
    deviations: Mapping[str, str]
    counts: Mapping[str, tuple[str, str | None]]
    asked: frozenset[str]
    material: Mapping[str, str | None]
    honest_partly: frozenset[str]


def evaluate(year: Year, others: Mapping[int, Year]) -> Evaluation:
    """The year rated by the letter of the domain; `others` holds the accounts of the organisation's other years. Drafts are not rated."""
    drafts, year = drafts_of(year), decided_only(year)
    year = replace(year, outcomes=still_told(year))
    books, claims = Books(year, others), _claims(year)
    ratings = {node: with_claim(judged, claims.get(node)) for node, judged in _rate(year, books).items()}
    ties = list(relations(year, others))
    counts = {claim.id: _counted(year, ratings, claim) for claim in year.count_claims}
    return Evaluation(
        ratings,
        {tie.id: tie.status for tie in ties},
        frozenset([*_findings(year, books, ratings, ties, counts), *([finding("utkast")] if drafts else [])]),
        deviation_states(year),
        counts,
        frozenset(leaf for leaf in _leaves(year) if len(ratings[leaf].possible) > 1),
        {tie.id: tie.material for tie in ties},
        frozenset(_honest_partly(year, ratings)),
    )


def _claims(year: Year) -> dict[str, str | None]:
    return {claim.about: claim.claims for claim in year.claims}


def _rate(year: Year, books: Books) -> dict[str, Judgement]:
    """Every rated node, from the criteria up to the whole (sections 3.1, 3.2, 4 and 6)."""
    ratings = {criterion.id: rate_criterion(year, goal, criterion) for goal, criterion in criteria_of(year)}
    ratings |= {goal.id: _goal(year, goal, ratings) for goal in year.goals}
    ratings |= {"BK-1": rate_balance(books), "BK-2": rate_restoration(books), "BK-3": rate_budget(books)}
    ratings |= _units(year, ratings)
    ratings |= _parts(year, ratings)
    ratings |= {moment.id: rate_moment(year, moment) for moment in moments_of(year)}
    areas = {area.id: compose(ratings[moment.id] for moment in area.moments) for area in year.control_areas}
    return ratings | areas


def _goal(year: Year, goal: Goal, ratings: Mapping[str, Judgement]) -> Judgement:
    if not goal.criteria and waived(year, goal.id):
        return NOT_APPLICABLE
    return compose(ratings[criterion.id] for criterion in goal.criteria)


def _units(year: Year, ratings: Mapping[str, Judgement]) -> dict[str, Judgement]:
    """Units from their goals (section 3.2); one without goals in the year is not rated."""
    members = {unit: _of_unit(year, unit, ratings) for unit in year.organisation.units}
    return {unit: compose(goals) for unit, goals in members.items() if goals}


def _of_unit(year: Year, unit: str, ratings: Mapping[str, Judgement]) -> list[Judgement]:
    return [ratings[goal.id] for goal in year.goals if goal.org_unit == unit]


def _parts(year: Year, ratings: Mapping[str, Judgement]) -> dict[str, Judgement]:
    """The financial and the operational part, and god ekonomisk hushållning over them."""
    financial = [goal.id for goal in year.goals if goal.area == "ekonomi"]
    economy = compose(ratings[node] for node in (*financial, "BK-1", "BK-2", "BK-3"))
    operation = compose(ratings[unit] for unit in year.organisation.units if unit in ratings)
    economy_first = year.guideline is not None and year.guideline.economy_first
    return {"GEH-E": economy, "GEH-V": operation, "GEH": whole(economy, operation, economy_first)}


def whole(economy: Judgement, operation: Judgement, economy_first: bool) -> Judgement:
    """GEH: a financial part that is ej makes it ej where the guideline says so, else over the two parts."""
    parts = (economy, operation)
    if not economy_first or WAIVED in (part.rating for part in parts):
        return compose(parts)
    possible = {_together(e, v) for e in economy.possible for v in operation.possible}
    return over(frozenset(possible), parts)


def _together(economy: str, operation: str) -> str:
    if economy == E:
        return E
    return U if economy == operation == U else D


def _counted(year: Year, ratings: Mapping[str, Judgement], claim: CountClaim) -> tuple[str, str | None]:
    """A count of ratings against how many goals of the unit surely and possibly have that rating."""
    goals = _of_unit(year, claim.org_unit, ratings)
    low = sum(1 for judged in goals if judged.rating == claim.rating)
    high = sum(1 for judged in goals if claim.rating in judged.possible)
    if low <= claim.count <= high:
        return ("bekraftat" if low == high else "obestyrkt"), None
    higher, lower = {U: ("battre", "samre"), E: ("samre", "battre")}.get(claim.rating, (None, None))
    return "motsagt", higher if claim.count > high else lower


def _honest_partly(year: Year, ratings: Mapping[str, Judgement]) -> Iterator[str]:
    """A level is reached or not: who reports delvis of one that is not reached hides nothing. What is delivered in part is delvis."""
    levels = [criterion.id for _, criterion in criteria_of(year) if criterion.kind == "nivå"]
    goals = [goal.id for goal in year.goals if not any(one.kind == "leverans" and ratings[one.id].rating != WAIVED for one in goal.criteria)]
    for node in (*levels, *goals):
        judged = ratings[node]
        if judged.verdict == "motsagt" and judged.claimed == D and judged.rating == E:
            yield node


def _findings(
    year: Year,
    books: Books,
    ratings: Mapping[str, Judgement],
    ties: Iterable[Relation],
    counts: Mapping[str, tuple[str, str | None]],
) -> Iterator[Finding]:
    yield from goal_findings(year, ratings)
    yield from (finding(verdict, claim) for claim, (verdict, _) in counts.items() if verdict != "bekraftat")
    yield from economy_findings(year, books)
    yield from tie_findings(ties)
    yield from control_findings(year)


def _leaves(year: Year) -> list[str]:
    """The rated nodes that rest on facts rather than on members."""
    criteria = [criterion.id for _, criterion in criteria_of(year)]
    bare = [goal.id for goal in year.goals if not goal.criteria]
    bare += [] if any(goal.org_unit for goal in year.goals) else ["GEH-V"]
    return [*criteria, *bare, "BK-1", "BK-2", "BK-3", *(moment.id for moment in moments_of(year))]
