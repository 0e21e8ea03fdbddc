"""Goals, mätetal, outcomes and claims for the engine."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import ROUND_UP, Decimal

from checker.amounts import Amounts
from checker.given import ENDLESS, Given, cite, fixed, fixed_base, printed
from checker.prepare_answers import give_answers
from checker.prepare_tables import status_code
from facts.fields import AMOUNT_LIMIT
from facts.goals import Claim, Criterion, Goal, Outcome
from facts.units import in_base, last_significant_step
from facts.year import Year
from reports.report import Cite
from reports.swedish import RATING
from rules import tables

OPERATOR = {"minst": "minst", "lägst": "minst", "max": "hogst", "högst": "hogst", "exakt": "exakt", "mer än": "mer_an", "mindre än": "mindre_an"}
_TYPE = {"nivå": "niva", "leverans": "leverans", "utan nivå": "utan"}
_YES = {True: "ja", False: "nej"}
_RANK = dict(tables.RATING.values())


def give_goals(given: Given, year: Year, amounts: Amounts) -> None:
    """Assert the goals with their mätetal, what was established of them, what is claimed, and decisions that waive."""
    criteria = {criterion.id: (goal, criterion) for goal in year.goals for criterion in goal.criteria}
    _give_nodes(given, year)
    for goal, criterion in criteria.values():
        _give_criterion(given, year, amounts, goal, criterion)
    _give_outcomes(given, year, amounts, {name: pair[1] for name, pair in criteria.items()})
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
        change = {"relativ": " (relativ förändring)", "procentenheter": " (procentenheter)", "oklar": " (förändring)", None: ""}[criterion.change]
        return f"{criterion.operator} {printed(criterion.level, criterion.unit)}{change}"
    if level is not None and criterion.unit:
        return f"{criterion.operator} {printed(level, criterion.unit)}"
    return f"{criterion.operator} en uppgift som saknas" if criterion.level_of else "ej angiven"


def _give_criterion(given: Given, year: Year, amounts: Amounts, goal: Goal, criterion: Criterion) -> None:
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


def _give_comparison_group(given: Given, criterion: Criterion, level: str) -> None:
    operator = OPERATOR[criterion.operator or "exakt"]
    direction = {"minst": "upp", "mer_an": "upp", "hogst": "ned", "mindre_an": "ned", "exakt": "-"}[operator]
    group = "|".join((operator, level, criterion.scale or "-", criterion.base or "-"))
    given.give(
        "jamforgrupp", f"{criterion.id}:jamforgrupp", given.sources[criterion.id], {"krit": criterion.id, "grupp": group, "riktning": direction}
    )


# --- outcomes -----------------------------------------------------------------------------


def interval(value: Decimal, unit: str, bound: str) -> tuple[int, int]:
    """The exact integers that a figure leaves possible, both ends included (see the words for bounds in README)."""
    exact, half = fixed_base(value, unit), max(fixed(in_base(last_significant_step(value), unit)) // 2, 1)
    ends = {
        "exakt": (exact, exact), "ungefär": (exact - half, exact + half - 1), "drygt": (exact + 1, exact + half - 1),
        "knappt": (exact - half + 1, exact - 1), "mer än": (exact + 1, ENDLESS), "mindre än": (-ENDLESS, exact - 1),
        "minst": (exact, ENDLESS), "högst": (-ENDLESS, exact),
    }  # fmt: skip
    return ends[bound]


def _give_outcomes(given: Given, year: Year, amounts: Amounts, criteria: dict[str, Criterion]) -> None:
    numbered: dict[str, int] = defaultdict(int)
    for outcome in year.outcomes:
        numbered[outcome.criterion] += 1
        name = f"{outcome.criterion}:utfall-{numbered[outcome.criterion]}"
        criterion = criteria[outcome.criterion]
        if outcome.status:
            _give_statement(given, name, outcome, criterion)
        else:
            _give_figure(given, amounts, name, outcome, criterion)
        _give_wordings(given, name, outcome, criterion)


def _give_statement(given: Given, name: str, outcome: Outcome, criterion: Criterion) -> None:
    kind = criterion.delivery or ("asikt" if criterion.opinion else "niva")
    fields = {
        "krit": outcome.criterion,
        "typ": kind,
        "status": status_code(outcome.status or ""),
        "belagg": status_code(outcome.evidence or "egen uppgift"),
    }
    meaning = tables.STATUS[kind][outcome.status or ""][3]
    sources = [cite(given.organisation, outcome.source)]
    given.give(
        "utsaga", name, sources, {"utsaga": name, **fields}, uppgift=outcome.told, statusord=outcome.status, innebord=meaning, text=outcome.told
    )


def _give_figure(given: Given, amounts: Amounts, name: str, outcome: Outcome, criterion: Criterion) -> None:
    total = amounts.total(outcome.value_of) if outcome.value_of else None
    unit = outcome.unit or "-"
    value = outcome.value if outcome.value is not None else (total.value / in_base(Decimal(1), unit) if total else None)
    if value is None:
        return
    sources = [cite(given.organisation, outcome.source), *(total.sources if total else [])]
    text = printed(value, unit) if outcome.bound == "exakt" else f"{outcome.bound} {printed(value, unit)}"
    shown = {"text": text, "uppgift": outcome.told, "summed_from": total.ids if total else [], "antal_svar": outcome.answers, "grupp": outcome.group}
    evidence = status_code(outcome.evidence or "siffra")
    low, high = interval(value, unit, outcome.bound)
    level = given.shown.get(f"{criterion.id}:niva")
    if level and outcome.bound == "exakt" and f"{criterion.id}:jamforgrupp" not in given.shown:
        _give_comparison_group(given, criterion, str(level["text"]))
    fields = {"utfall": name, "krit": outcome.criterion, "lo": low, "hi": high, "del_av_aret": _YES[outcome.part_of_year]}
    given.give("utfall", name, sources, {**fields, "gransord": status_code(outcome.bound), "belagg": evidence}, **shown)
    if criterion.change and criterion.level is not None:
        _give_changes(given, name, outcome, criterion, value)
    give_answers(given, name, outcome, criterion, value)


def _give_changes(given: Given, name: str, outcome: Outcome, criterion: Criterion, value: Decimal) -> None:
    """The change less the level, times what makes it a whole number: only its sign is compared."""
    level, previous = criterion.level or Decimal(0), outcome.previous
    if previous is None:
        changes = {"relativ": value - level, "procentenheter": value - level}
    else:
        changes = {"procentenheter": value - previous - level}
        if previous > 0:
            changes["relativ"] = 100 * (value - previous) - level * previous
    for kind, change in changes.items():
        text = outcome.told if previous is None else f"från {printed(previous, outcome.unit or '-')} till {printed(value, outcome.unit or '-')}"
        fields = {"utfall": name, "krit": outcome.criterion, "slag": kind, "d": fixed(_same_sign(change))}
        given.give("andring", f"{name}:{kind}", given.sources[name], fields, text=text)


def _same_sign(change: Decimal) -> Decimal:
    """A number with the sign of the change that fits the engine: rounded away from zero, at most the limit."""
    return max(min(change, AMOUNT_LIMIT), -AMOUNT_LIMIT).quantize(Decimal("0.000001"), ROUND_UP)


def _give_wordings(given: Given, name: str, outcome: Outcome, criterion: Criterion) -> None:
    """Where the report names another base, scale or wording: its words, and the plan's beside them."""
    for what, word, words, planned in (
        ("bas", "bas", outcome.base, criterion.base), ("skala", "skala", outcome.scale, criterion.scale),
        ("fråga", "lydelse", outcome.item, criterion.item),
    ):  # fmt: skip
        if not words or name not in given.shown:
            continue
        code, source = status_code(what), [cite(given.organisation, outcome.source)]
        fields = {"ordid": f"{name}:{code}", "utfall": name, "krit": outcome.criterion, "vad": code, "ord": words}
        given.give("redovisat_ord", f"{name}:{code}", source, fields, vadord=word)
        plan = f"{criterion.id}:ordval-{code}"
        if plan not in given.shown:
            told = f"”{planned}”" if planned else "inte angiven"
            given.give("ordval", plan, given.sources[criterion.id], {"krit": criterion.id, "vad": code, "ord": planned or "-"}, ordtext=told)


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
