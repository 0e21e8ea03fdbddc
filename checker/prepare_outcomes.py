"""Outcomes for the engine: figures as intervals, changes, statuses, and what cannot be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from checker.amounts import Amounts, Total
from checker.figures import OPERATOR, Level, ends_of_change, give_incomparable, interval, ways
from checker.given import Given, cite, printed
from checker.known import Undated, is_to_date, outdated
from checker.prepare_answers import give_answers
from checker.prepare_tables import status_code, to_date_code
from checker.prepare_to_date import give_to_date
from facts.goals import Criterion, Forecast, Outcome
from facts.ids import ascii_id
from facts.units import in_base
from facts.year import Year
from reports.report import Cite
from rules import tables

_DIRECTION = {"minst": "upp", "mer_an": "upp", "hogst": "ned", "mindre_an": "ned", "exakt": "-"}
_YES = {True: "ja", False: "nej"}


def give_outcomes(given: Given, year: Year, amounts: Amounts, levels: Mapping[str, Level]) -> None:
    """Assert what the year's documents establish about each criterion."""
    numbered: dict[str, int] = defaultdict(int)
    left_out = outdated(year)
    for outcome in year.outcomes:
        numbered[outcome.criterion] += 1
        if (outcome.criterion, numbered[outcome.criterion]) in left_out:
            continue
        name = f"{outcome.criterion}:utfall-{numbered[outcome.criterion]}"
        level = levels[outcome.criterion]
        if outcome.status:
            _give_statement(given, name, outcome, level.criterion, is_to_date(outcome, year))
        else:
            _give_figure(given, amounts, name, outcome, level, is_to_date(outcome, year))
        _give_wordings(given, name, outcome, level.criterion)


def _give_statement(given: Given, name: str, outcome: Outcome, criterion: Criterion, to_date: bool) -> None:
    kind = criterion.delivery or ("asikt" if criterion.opinion else "niva")
    evidence = status_code(outcome.evidence or "egen uppgift")
    status = outcome.status or ""
    still_open = tables.TO_DATE[kind].get(status) if to_date else None
    code = to_date_code(status) if still_open else status_code(status)
    fields = {"utsaga": name, "krit": outcome.criterion, "typ": kind, "status": code, "belagg": evidence}
    meaning, told = (still_open or tables.STATUS[kind][status])[3], outcome.told + dated(outcome, to_date)
    sources = [source_of(given, outcome)]
    given.give("utsaga", name, sources, fields, uppgift=told, statusord=outcome.status, innebord=meaning, text=told)


def source_of(given: Given, outcome: Outcome) -> Cite:
    """Where the outcome stands; of a forecast that it is one, and of which day."""
    source = cite(given.organisation, outcome.source)
    return Cite(source.document, f"{source.section}, prognos {outcome.made}") if isinstance(outcome, Forecast) else source


def dated(outcome: Outcome, to_date: bool) -> str:
    """What is said after an outcome that is not the year's: the day it goes to, that no day is told, or that it is a forecast."""
    if isinstance(outcome, Forecast):
        return " (prognos)"
    if isinstance(outcome, Undated):
        return " (dag framgår inte)"
    return f" (till och med {outcome.as_of})" if to_date else ""


def _give_figure(given: Given, amounts: Amounts, name: str, outcome: Outcome, level: Level, to_date: bool) -> None:
    total = amounts.total(outcome.value_of) if outcome.value_of else None
    unit = outcome.unit or "-"
    value = outcome.value if outcome.value is not None else (total.value / in_base(Decimal(1), unit) if total else None)
    if value is None:
        give_incomparable(given, name, outcome, "siffra_saknas", f"uppgiften som utfallet är taget ur {amounts.why_missing(outcome.value_of)}")
        return
    if to_date:
        give_to_date(given, name, outcome, level, value, _figure_text(outcome, level.criterion, value, total) + dated(outcome, to_date))
        return
    _give_interval(given, name, outcome, level.criterion, value, total)
    give_answers(given, name, outcome, level, value)
    if level.criterion.kind != "nivå":
        return
    if level.value is None:
        give_incomparable(given, name, outcome, "siffra_saknas", "uppgiften som målnivån är tagen ur framgår inte av underlaget")
    elif level.criterion.change:
        _give_changes(given, name, outcome, level, value)
    group = f"{outcome.criterion}:jamforgrupp"
    if level.value is not None and not level.criterion.change and outcome.bound == "exakt" and not given.has(group):
        fields = {"krit": outcome.criterion, "grupp": level.group, "riktning": _DIRECTION[OPERATOR[level.criterion.operator or "exakt"]]}
        given.give("jamforgrupp", group, given.cites(outcome.criterion), fields)


def _give_interval(given: Given, name: str, outcome: Outcome, criterion: Criterion, value: Decimal, total: Total | None) -> None:
    unit = outcome.unit or "-"
    low, high = interval(value, unit, outcome.bound)
    fields = {
        "utfall": name, "krit": outcome.criterion, "lo": low, "hi": high, "del_av_aret": _YES[outcome.part_of_year],
        "gransord": status_code(outcome.bound), "belagg": status_code(outcome.evidence or "siffra"),
    }  # fmt: skip
    text = _figure_text(outcome, criterion, value, total) + dated(outcome, to_date=False)
    given.give(
        "utfall", name, [source_of(given, outcome), *(total.sources if total else [])], fields, text=text, uppgift=outcome.told,
        summed_from=total.ids if total else [], antal_svar=outcome.answers, grupp=outcome.group,
    )  # fmt: skip


def _figure_text(outcome: Outcome, criterion: Criterion, value: Decimal, total: Total | None) -> str:
    unit = outcome.unit or "-"
    text = printed(value, unit) if outcome.bound == "exakt" else f"{outcome.bound} {printed(value, unit)}"
    if outcome.previous is not None:
        text = f"från {printed(outcome.previous, unit)} till {text}"
    elif criterion.change and criterion.kind == "nivå":
        text += " (uppgiven förändring)"
    if outcome.part_of_year and not criterion.yearly and outcome.as_of is None:
        text += " (del av året)"
    forecast = any(part.forecast for part in total.parts) if total else False
    return f"{text} (prognos)" if forecast and not isinstance(outcome, Forecast) else text


# --- changes ------------------------------------------------------------------------------


def _give_changes(given: Given, name: str, outcome: Outcome, level: Level, value: Decimal) -> None:
    """The change less the level, in each way that the level may mean; only its sign is compared."""
    if outcome.part_of_year and level.criterion.yearly:
        return
    known, stated = ways(outcome), level.criterion.change
    if not known >= ({"relativ", "procentenheter"} if stated == "oklar" else {stated}):
        reason = "malniva_oklar" if stated == "oklar" else "siffra_saknas"
        give_incomparable(given, name, outcome, reason, "förändringen kan inte räknas så som nivån kräver")
        return
    for kind in sorted(known):
        low, high = ends_of_change(kind, value, outcome, level)
        fields = {
            "utfall": name, "krit": outcome.criterion, "slag": kind, "del_av_aret": _YES[outcome.part_of_year],
            "lo": low, "hi": high,
        }  # fmt: skip
        given.give("andring", f"{name}:{kind}", given.cites(name), fields, text=given.shown[ascii_id(name)]["text"])


def _give_wordings(given: Given, name: str, outcome: Outcome, criterion: Criterion) -> None:
    """Where the report names another base, scale or wording than the plan: its words, and the plan's beside them."""
    for what, word, words, planned in (
        ("bas", "basen", outcome.base, criterion.base), ("skala", "skalan", outcome.scale, criterion.scale),
        ("fråga", "det som mäts", outcome.item, criterion.item),
    ):  # fmt: skip
        if not words:
            continue
        code, source = status_code(what), [cite(given.organisation, outcome.source)]
        fields = {"ordid": f"{name}:{code}", "utfall": name, "krit": outcome.criterion, "vad": code, "ord": words}
        given.give("redovisat_ord", f"{name}:{code}", source, fields, vadord=word)
        plan = f"{criterion.id}:ordval-{code}"
        if not given.has(plan):
            told = planned or "inte angiven"
            given.give("ordval", plan, given.cites(criterion.id), {"krit": criterion.id, "vad": code, "ord": planned or "-"}, ordtext=told)
