"""What binds the running year, for the engine: last days, planned control occasions, measurements, the calendar, decisions.

Nothing is judged here: what is due, overdue or missing is decided by the rules from these facts.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from checker.amounts import Amounts
from checker.given import ENDLESS, Given, cite
from checker.known import last_day
from checker.prepare_control import planned_days, times_to_date
from checker.prepare_drafts import cite_draft
from checker.prepare_economy import ledger_years
from checker.prepare_goals import contact_of
from checker.views import View
from facts.control import Decision, LogEntry, Moment
from facts.goals import Criterion, Goal
from facts.ids import ascii_id
from facts.law import constant
from facts.year import Year
from reports.report import Cite

_YES = {True: "ja", False: "nej"}
_CALENDAR = {"sammanträde": "sammantrade", "delårsrapport": "delarsrapport", "bokslut": "bokslut", "årsredovisning": "arsredovisning"}
_SHOWN_TIMES = {"månadsvis": 12, "ej utfört": 0, "saknas": 0}


def give_preclose(given: Given, view: View, others: Mapping[int, Year], *, is_logged: bool) -> None:
    """Assert the checked day and all that binds the year to days; `is_logged` tells whether the year has a control log, also of later days."""
    year = view.year
    given.marks.add("forkontroll")
    own = [Cite(given.organisation.name, "årets fakta")]
    fields = {"ar": year.year, "dag": view.day.toordinal(), "sista": last_day(year).toordinal(), "slag": view.kind}
    given.give("dag", f"dag:{view.day}", own, fields, datum=view.day.isoformat(), sista_datum=last_day(year).isoformat())
    _give_drafts(given, view)
    _give_calendar(given, year)
    _give_deadlines(given, year)
    _give_measurements(given, year)
    _give_occasions(given, year, is_logged=is_logged)
    earlier = [decision for other in ledger_years(year.year)[:-1] if other in others for decision in others[other].decisions]
    _give_decisions(given, year, [*year.decisions, *(decision for decision in earlier if decision.date <= view.day)])


def _give_drafts(given: Given, view: View) -> None:
    for draft in view.drafts:
        units = view.year.organisation.units
        who = units[draft.org_unit].contact if draft.org_unit else view.year.organisation.contact
        fields = {"om": draft.id, "slag": {"kontrollområde": "kontrollomrade", "avstämning": "avstamning", "mål": "mal"}.get(draft.kind, draft.kind)}
        given.give("utkastpost", f"utkastpost:{draft.id}", [cite_draft(given, draft)], fields, titel=draft.title, slagord=draft.kind, ansvarig=who)


def _give_calendar(given: Given, year: Year) -> None:
    for number, occasion in enumerate(year.calendar, 1):
        name, source = f"kalender:{number}", [cite(given.organisation, occasion.source)]
        fields = {"post": name, "slag": _CALENDAR[occasion.kind], "dag": occasion.date.toordinal()}
        given.give("kalenderdag", name, source, fields, titel=occasion.kind, organ=occasion.body, datum=occasion.date.isoformat())


# --- last days ------------------------------------------------------------------------------------------------------


def _give_deadlines(given: Given, year: Year) -> None:
    for goal in year.goals:
        for criterion in goal.criteria:
            _give_deadline(given, year, goal, criterion)
    closing = closing_day(year)
    for node in ("BK-1", "BK-2", "avstamning"):
        if closing:
            day, source = closing
            given.give("slutdag", f"slutdag:{node}", [source], {"nod": node, "dag": day.toordinal()}, datum=day.isoformat())
    before = dt.date(year.year - 1, 12, 31)
    budget = [Cite("Kommunallag (2017:725)", "11 kap. 5 §")]
    given.give("slutdag", "slutdag:BK-3", budget, {"nod": "BK-3", "dag": before.toordinal()}, datum=before.isoformat())


def _give_deadline(given: Given, year: Year, goal: Goal, criterion: Criterion) -> None:
    closing = closing_day(year) if goal.area == "ekonomi" else None
    day = criterion.last_day or (closing[0] if closing else last_day(year))
    fields = {"krit": criterion.id, "dag": day.toordinal(), "beslut": _YES[criterion.needs_decision], "enkat": _YES[criterion.survey]}
    who, source = criterion.responsible or contact_of(year, goal), [cite(given.organisation, criterion.source or goal.source)]
    given.give("frist", f"{criterion.id}:frist", source, fields, datum=day.isoformat(), ansvarig=who)


def closing_day(year: Year) -> tuple[dt.date, Cite] | None:
    """The last day for closing the books, or else for the annual report, where the calendar tells it."""
    for kind in ("bokslut", "årsredovisning"):
        for occasion in year.calendar:
            if occasion.kind == kind:
                return occasion.date, cite(year.organisation, occasion.source)
    return None


def _give_measurements(given: Given, year: Year) -> None:
    numbered: dict[str, int] = defaultdict(int)
    for one in year.measurements:
        numbered[one.criterion] += 1
        name, source = f"{one.criterion}:matning-{numbered[one.criterion]}", [cite(given.organisation, one.source)]
        told = {"fraga": one.question is not None, "malgrupp": one.target_group is not None, "svar": bool(one.answers)}
        fields = {"matning": name, "krit": one.criterion, **{key: _YES[known] for key, known in told.items()}, "antal": one.answers or 0}
        given.give("matning", name, source, fields, frageord=one.question, malgruppsord=one.target_group, antal_svar=one.answers,
                   klar=one.available and one.available.isoformat())  # fmt: skip
        if one.available:
            answered = {"matning": name, "krit": one.criterion, "dag": one.available.toordinal()}
            given.give("svarsdag", f"{name}:svarsdag", source, answered, datum=one.available.isoformat())
    for criterion, place in _forecast_criteria(year).items():
        given.give("prognospost", f"{criterion}:prognospost", [place], {"krit": criterion})


def _forecast_criteria(year: Year) -> dict[str, Cite]:
    """Each mätetal whose outcome is forecast, by itself or by the forecast amounts that it is the sum of, and where."""
    expected = Amounts(year, by_forecast=True)
    totals = {outcome.criterion: expected.total(outcome.value_of) for outcome in year.outcomes if outcome.value_of}
    summed = {name: part.source for name, total in totals.items() if total for part in total.parts if part.forecast}
    return summed | {forecast.criterion: cite(year.organisation, forecast.source) for forecast in year.forecasts}


# --- planned controls -----------------------------------------------------------------------------------------------


def _give_occasions(given: Given, year: Year, *, is_logged: bool) -> None:
    log: dict[str, list[LogEntry]] = defaultdict(list)
    for entry in year.log:
        if entry.date.year == year.year:
            log[entry.moment].append(entry)
    for area in year.control_areas:
        source = [cite(given.organisation, area.source)]
        for moment in area.moments:
            for number, day in enumerate(planned_days(year.year, moment), 1):
                fields = {"tillfalle": f"{moment.id}:tillfalle-{number}", "moment": moment.id, "nr": number, "dag": day.toordinal()}
                given.give("tillfalle", f"{moment.id}:tillfalle-{number}", source, fields, datum=day.isoformat())
            least, most = performed_times(year, moment, log[moment.id], given.day, is_logged=is_logged)
            cites = [cite(given.organisation, entry.source) for entry in log[moment.id]] or source
            given.give("kontroller", f"{moment.id}:kontroller", cites, {"moment": moment.id, "antal": least, "hogst": most},
                       visat=given.shown[ascii_id(moment.id)]["visat"])  # fmt: skip


def performed_times(year: Year, moment: Moment, log: list[LogEntry], day: dt.date, *, is_logged: bool) -> tuple[int, int]:
    """How many times the moment has been controlled by the day, at least and at most: by the log, else by what its result text shows.

    Where the year has a log and neither it nor a text tells of the moment, it has not been controlled; where nothing is logged
    at all, nobody knows.
    """
    untold = (0, 0) if is_logged else (0, ENDLESS)
    shown = moment.result
    if log or not shown or shown.shows == "inget" or (shown.shows == "minst" and not shown.count):
        return (len(log), len(log)) if log else untold
    if shown.shows == "minst":
        return shown.count or 0, ENDLESS
    if day < last_day(year):
        times = times_to_date(year.year, moment, day)
    else:
        planned = len(planned_days(year.year, moment))
        times = planned if shown.shows == "enligt plan" else _SHOWN_TIMES.get(shown.shows, shown.count or 0)
    return times, times


# --- decisions ------------------------------------------------------------------------------------------------------


def _give_decisions(given: Given, year: Year, decisions: Iterable[Decision]) -> None:
    time = constant("aterstallningstid", year.year)
    law = [Cite(time.law, time.paragraph)]
    for deficit in range(year.year - time.value, year.year + 1):
        day = dt.date(deficit + time.value - 1, 12, 31)
        given.give("planfrist", f"planfrist:{deficit}", law, {"ar": deficit, "dag": day.toordinal()}, datum=day.isoformat())
    for decision in decisions:
        source, told = [cite(given.organisation, decision.source)], {"organ": decision.body, "datum": decision.date.isoformat()}
        name = f"aterstallandebeslut:{decision.deficit_year}"
        if decision.kind == "återställandeplan" and decision.deficit_year and not given.has(name):
            given.give("aterstallandebeslut", name, source, {"ar": decision.deficit_year}, **told)
        if decision.kind == "budgetändring":
            for unit in decision.about or ("-",):
                fields = {"beslut": decision.id, "enhet": unit, "dag": decision.date.toordinal()}
                given.give("budgetandring", f"{decision.id}:budgetandring:{unit}", source, fields, **told)
