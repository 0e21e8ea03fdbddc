"""Goals, mätetal, outcomes and claims for the engine."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from checker.amounts import Amounts
from checker.figures import OPERATOR, Level
from checker.given import Given, cite, fixed_base, printed
from checker.prepare_outcomes import give_outcomes
from facts.goals import Claim, Criterion, Goal
from facts.units import in_base
from facts.year import Year
from reports.report import Cite
from reports.swedish import RATING
from rules import tables

_TYPE = {"nivå": "niva", "leverans": "leverans", "utan nivå": "utan"}
_YES = {True: "ja", False: "nej"}
_RANK = dict(tables.RATING.values())


def give_goals(given: Given, year: Year, amounts: Amounts) -> None:
    """Assert the goals with their mätetal, what was established of them, what is claimed, and decisions that waive."""
    criteria = {criterion.id: (goal, criterion) for goal in year.goals for criterion in goal.criteria}
    _give_nodes(given, year)
    levels = {criterion.id: _give_criterion(given, year, amounts, goal, criterion) for goal, criterion in criteria.values()}
    give_outcomes(given, year, amounts, levels)
    _give_follow_ups(given, year, {name: pair[0].id for name, pair in criteria.items()})
    for claim in year.claims:
        _give_claim(given, claim)
    _give_counts_and_statements(given, year)
    _give_waivers(given, year)


def contact_of(year: Year, goal: Goal) -> str:
    """Who answers questions about a goal."""
    return year.organisation.units[goal.org_unit].contact if goal.org_unit else year.organisation.contact


def _give_nodes(given: Given, year: Year) -> None:
    for goal in year.goals:
        fields = {
            "nod": goal.id,
            "niva": "goal",
            "area": "ekonomi" if goal.area == "ekonomi" else "mal",
            "enhet": goal.org_unit or "-",
            "vagning": "lika",
        }
        given.give(
            "nod", goal.id, [cite(given.organisation, goal.source)], {**fields, "planerad": _YES[goal.planned]},
            titel=goal.title, medlemsord="mätetal", fraga_till=contact_of(year, goal), verksamhet=goal.activity,
        )  # fmt: skip
        part = goal.org_unit or ("GEH-E" if goal.area == "ekonomi" else None)
        members = [(criterion.id, goal.id) for criterion in goal.criteria] + ([(goal.id, part)] if part else [])
        for child, parent in members:
            given.join(child, parent)


def _level_text(criterion: Criterion, level: Decimal | None) -> str:
    if criterion.level is not None and criterion.unit:
        points = "" if criterion.unit == "procentenheter" else " (procentenheter)"
        change = {"relativ": " (relativ förändring)", "procentenheter": points, "oklar": " (förändring)", None: ""}[criterion.change]
        return f"{criterion.operator} {printed(criterion.level, criterion.unit)}{change}"
    if level is not None and criterion.unit:
        return f"{criterion.operator} {printed(level, criterion.unit)}"
    return f"{criterion.operator} en uppgift som saknas" if criterion.level_of else "ej angiven"


def _give_criterion(given: Given, year: Year, amounts: Amounts, goal: Goal, criterion: Criterion) -> Level:
    """Assert a criterion, and its level where it has one; give the level."""
    total = amounts.total(criterion.level_of) if criterion.level_of else None
    unit = criterion.unit or "-"
    level = criterion.level if criterion.level is not None else (total.value / in_base(Decimal(1), unit) if total else None)
    sources = [cite(given.organisation, criterion.source or goal.source)]
    fields = {
        "krit": criterion.id, "mal": goal.id, "area": "ekonomi" if goal.area == "ekonomi" else "mal", "typ": _TYPE[criterion.kind],
        "villkor": OPERATOR[criterion.operator] if criterion.operator else "-",
        "forandring": criterion.change or "-", "arsbasis": _YES[criterion.yearly],
        "brist": criterion.flaw or "-", "flerarig": _YES[criterion.longer_period is not None],
    }  # fmt: skip
    period = criterion.longer_period
    given.give(
        "krit", criterion.id, sources, fields, text=criterion.title, nivatext=_level_text(criterion, level), fraga_till=contact_of(year, goal),
        skal=criterion.why, art=criterion.delivery,
        asikt="ja" if criterion.opinion else None, period=period and period.period,
        periodkalla=period and str(cite(given.organisation, period.source)),
    )  # fmt: skip
    if level is not None and criterion.kind == "nivå":
        summed = total.ids if total else []
        cites = sources + (total.sources if total else [])
        given.give("niva", f"{criterion.id}:niva", cites, {"krit": criterion.id, "varde": fixed_base(level, unit)},
                   text=_level_text(criterion, level), summed_from=summed)  # fmt: skip
    return Level(criterion, level if criterion.kind == "nivå" else None)


# --- follow-up, claims, decisions ---------------------------------------------------------


def _give_follow_ups(given: Given, year: Year, goal_of: dict[str, str]) -> None:
    for follow_up in year.follow_ups:
        given.give(
            "uppfoljning", f"{follow_up.goal}:uppfoljning", [cite(given.organisation, follow_up.source)],
            {"mal": follow_up.goal, "andrad": follow_up.changed or "-"}, planens_ord=follow_up.plan_words, redovisningens_ord=follow_up.report_words,
        )  # fmt: skip
    followed = {follow_up.goal for follow_up in year.follow_ups}
    told = {goal_of[outcome.criterion]: outcome.source for outcome in year.outcomes}
    told |= {goal_of.get(claim.about, claim.about): claim.source for claim in year.claims}
    for goal in year.goals:
        if goal.id in told and goal.id not in followed:
            given.give("redovisat_mal", f"{goal.id}:redovisat", [cite(given.organisation, told[goal.id])], {"mal": goal.id})
    for name, document in year.organisation.documents.items():
        if document.kind == "plan" and document.year == year.year:
            given.give("plan", f"plan:{name}", [Cite(document.title, "hela")], {"dokument": name}, titel=document.title)


def _give_claim(given: Given, claim: Claim) -> None:
    sources = [cite(given.organisation, claim.source)]
    if claim.claims is None:
        given.show(f"{claim.about}:pastaende", sources, kind="pastaende", om=claim.about, ord=claim.words, rating=None)
        return
    fields = {"om": claim.about, "rating": claim.claims, "rang": _RANK[claim.claims], "faktaid": f"{claim.about}:pastaende"}
    given.give("pastaende", f"{claim.about}:pastaende", sources, fields, ord=claim.words, ratingord=RATING[claim.claims])


def _give_counts_and_statements(given: Given, year: Year) -> None:
    for count in year.count_claims:
        fields = {"pastaende": count.id, "enhet": count.org_unit, "rating": count.rating, "antal": count.count}
        given.give("antalspastaende", count.id, [cite(given.organisation, count.source)], fields, av=count.of)
    for order, statement in enumerate(sorted(year.statements, key=lambda statement: statement.id)):
        fields = {"uppgift": statement.id, "sak": statement.matter, "sager": statement.says, "ordning": order}
        given.give("sakuppgift", statement.id, [cite(given.organisation, statement.source)], fields, om=list(statement.about))


def _give_waivers(given: Given, year: Year) -> None:
    for decision in year.decisions:
        if decision.kind != "undantag":
            continue
        last = (decision.last_day or dt.date(9999, 12, 31)).toordinal()
        for about in decision.about:
            given.give(
                "undantag", f"{decision.id}:{about}", [cite(given.organisation, decision.source)],
                {"om": about, "fran": decision.date.toordinal(), "till": last, "beslut": decision.id},
                organ=decision.body, datum=decision.date.isoformat(), paragraf=decision.paragraph, skal=decision.reason,
            )  # fmt: skip
