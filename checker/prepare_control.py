"""Kontrollmoment, the control log, deviations and their last days for the engine."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from checker.given import ENDLESS, Given, cite
from checker.known import last_day
from facts.control import FREQUENCIES, ControlArea, Deviation, LogEntry, Moment, Shown
from facts.fields import UNDATED
from facts.set_tables import SET_SOURCE
from facts.year import Year
from reports.report import Cite
from reports.swedish import counted
from rules import tables

DEFAULT_MONTHS = 6
_MONTHS = 12
_TIMES = {"månadsvis": _MONTHS}
_SHOWN_AS = {"enligt plan": "enligt_plan", "ej utfört": "ej_utfort", "saknas": "saknas"}


def give_control(given: Given, year: Year) -> None:
    """Assert the areas and moments with what is planned, what is shown, and each deviation with its last day."""
    log, remarks = defaultdict(list), defaultdict(list)
    for entry in year.log:
        if entry.date.year == year.year:
            log[entry.moment].append(entry)
        if entry.remark and entry.date <= given.day:
            remarks[entry.moment].append(entry)
    for area in year.control_areas:
        _give_area(given, area)
        for moment in area.moments:
            _give_moment(given, year, area, moment, log[moment.id])
            for number, deviation in enumerate(moment.deviations, 1):
                _give_deviation(given, year, area, moment, deviation, number)
            for number, entry in enumerate(remarks[moment.id], 1):
                _give_remark(given, year, moment, entry, number)
    _give_responsibility(given, year)


def _give_area(given: Given, area: ControlArea) -> None:
    source = [cite(given.organisation, area.source)]
    fields = {"nod": area.id, "niva": "control_area", "area": "intern_kontroll", "enhet": "-", "vagning": "lika", "planerad": "ja"}
    given.give("nod", area.id, source, fields, titel=area.title, medlemsord="moment", grupp=area.group)
    for moment in area.moments:
        given.join(moment.id, area.id)


def _count_words(low: int, high: int) -> str:
    if low == high:
        return f"{low} {'gång' if low == 1 else 'gånger'}"
    return f"minst {low} {'gång' if low == 1 else 'gånger'}"


def _give_moment(given: Given, year: Year, area: ControlArea, moment: Moment, log: list[LogEntry]) -> None:
    planned = FREQUENCIES[moment.frequency.lower()] if moment.frequency else 0
    source = [cite(given.organisation, area.source)]
    given.give(
        "moment", moment.id, source, {"moment": moment.id, "omrade": area.id, "plan": planned, "eget": "ja" if moment.own_matter else "nej"},
        titel=moment.title,
        titel_utan_punkt=moment.title.rstrip("."), frekvens=moment.frequency or "framgår inte",
        ansvarig=moment.responsible or "framgår inte", metod=moment.method,
        visat=_shown(given, moment, log), notering=moment.note, fraga_till=moment.responsible or year.organisation.contact,
    )  # fmt: skip
    so_far = given.day < last_day(year)
    if log:
        _give_log(given, moment, log, so_far)
    if not (log and so_far):
        _give_result(given, moment, so_far)


def _give_log(given: Given, moment: Moment, log: list[LogEntry], so_far: bool) -> None:
    """The performed controls: the year's number when it is over, before that the least that it can be."""
    sources = [moment.result.source] if moment.result and is_set(moment) else [entry.source for entry in log]
    cites = [cite(given.organisation, source) for source in sources]
    shows = "Satt värde:" if is_set(moment) else "Loggen visar"
    days = ", ".join(entry.date.isoformat() for entry in sorted(log, key=lambda entry: entry.date))
    if so_far:
        given.marks.add("hittills")
    kind, end = ("logg_hittills", {"hi": ENDLESS}) if so_far else ("logg", {})
    given.give(kind, f"{moment.id}:logg", cites, {"moment": moment.id, "antal": len(log), **end}, dagar=days, sagt=shows,
               kontroller=counted(len(log), "kontroll", "kontroller"))  # fmt: skip


def is_set(moment: Moment) -> bool:
    """Whether the number of controls was set, and is no document's."""
    return moment.result is not None and moment.result.source == SET_SOURCE


def _shown(given: Given, moment: Moment, log: list[LogEntry]) -> str:
    if log and is_set(moment):
        return f"{_count_words(len(log), len(log))}, satt värde"
    if log:
        until = f" till och med {given.day}" if given.day < dt.date(given.year, 12, 31) else ""
        return f"{_count_words(len(log), len(log))} enligt kontrolloggen{until}"
    if not moment.result:
        return "inget"
    return f"{moment.result.told} ({cite(given.organisation, moment.result.source)})"


def _give_result(given: Given, moment: Moment, so_far: bool) -> None:
    """What a result text shows: of the year when it is over, before that of the year so far."""
    result = moment.result
    if not result:
        return
    source = [cite(given.organisation, result.source)]
    if result.shows == "inget" or (result.shows == "minst" and not result.count):
        given.show(f"{moment.id}:visat", source, kind="visat", moment=moment.id, uppgift=result.told, text="svarar inte på momentet")
        return
    low, high = _bounds(result)
    slag = _SHOWN_AS.get(result.shows, "antal")
    if so_far:
        given.marks.add("hittills")
        low, high = times_to_date(given.year, moment, given.day), ENDLESS
        slag = "antal" if low else "hittills"
    text = _count_words(low, high) if slag == "antal" else result.shows
    given.give("visat", f"{moment.id}:visat", source, {"moment": moment.id, "slag": slag, "lo": low, "hi": high}, uppgift=result.told, text=text)


def _bounds(result: Shown) -> tuple[int, int]:
    if result.shows == "minst":
        return result.count or 0, ENDLESS
    times = _TIMES.get(result.shows, result.count or 0)
    return times, times


def times_to_date(year: int, moment: Moment, day: dt.date) -> int:
    """How many controls a result text shows on a day before the year's end; as planned means as many as are due by the day."""
    shown = moment.result
    if shown and shown.shows in ("enligt plan", "månadsvis"):
        return sum(1 for due in planned_days(year, moment) if due <= day)
    return (shown.count if shown else 0) or 0


# --- planned days -------------------------------------------------------------------------


def planned_days(year: int, moment: Moment) -> tuple[dt.date, ...]:
    """The last day of each planned occasion: the plan's own days, or the ends of equal parts of the year."""
    if moment.occasions or not moment.frequency:
        return tuple(sorted(moment.occasions))
    return tuple(_evenly(year, FREQUENCIES[moment.frequency.lower()]))


def _evenly(year: int, times: int) -> Iterator[dt.date]:
    for number in range(1, times + 1):
        month = number * _MONTHS // times
        yield dt.date(year, month, calendar.monthrange(year, month)[1])


# --- deviations ---------------------------------------------------------------------------


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _give_deviation(given: Given, year: Year, area: ControlArea, moment: Moment, deviation: Deviation, number: int) -> None:
    source = cite(given.organisation, moment.result.source if moment.result else area.source)
    undated = deviation.closed == UNDATED or deviation.kind == "åtgärdad notering"
    remark = Remark(f"{moment.id}:avvikelse-{number}", deviation.kind, deviation.told, source, deviation.found, deviation.closed, undated)
    _give(given, year, moment, remark)


def _give_remark(given: Given, year: Year, moment: Moment, entry: LogEntry, number: int) -> None:
    """A remark of the control log is a deviation found on the day of the control."""
    told = (entry.remark or "") + (f"; åtgärd: {entry.action}" if entry.action else "")
    source = cite(given.organisation, entry.source)
    remark = Remark(f"{moment.id}:notering-{number}", "notering i kontrolloggen", told, source, entry.date, entry.closed, entry.closed == UNDATED)
    _give(given, year, moment, remark)


@dataclass(frozen=True, slots=True)
class Remark:
    """A deviation wherever it is told: its fact, what it is, where it stands, when it was found and closed."""

    id: str
    kind: str
    told: str
    source: Cite
    found: dt.date | None
    closed: dt.date | str | None
    is_closed_undated: bool


def _give(given: Given, year: Year, moment: Moment, remark: Remark) -> None:
    rule, closed = year.follow_up_rule, remark.closed
    last = months_later(remark.found or last_day(year), rule.months if rule else DEFAULT_MONTHS)
    told = (
        f"senast {last.isoformat()}"
        + ("" if remark.found else " (kontrollens datum framgår inte)")
        + ("" if rule else " (sex månader; egen regel framgår inte)")
    )
    state = "stangd" if isinstance(closed, dt.date) else "utan_datum" if remark.is_closed_undated else "oppen"
    given.give(
        "avvikelse", remark.id, [remark.source, *([cite(given.organisation, rule.source)] if rule else [])],
        {
            "avvikelse": remark.id, "moment": moment.id, "lage": state, "frist": last.toordinal(),
            "stangd": closed.toordinal() - last.toordinal() if isinstance(closed, dt.date) else 0,
        },
        slag=remark.kind, uppgift=remark.told, kontrolldatum=str(remark.found or ""), sista_dag=told, stangd_dag=str(closed or ""),
    )  # fmt: skip


def _give_responsibility(given: Given, year: Year) -> None:
    moments = [moment for area in year.control_areas for moment in area.moments]
    responsible = Counter(moment.responsible for moment in moments if moment.responsible)
    sources = [cite(given.organisation, area.source) for area in year.control_areas]
    for number, (name, own) in enumerate(sorted(responsible.items()), 1):
        fact = f"ansvar:{number}"
        fields = {"ansvarig": name, "over": own * 100 - tables.CONCENTRATION * len(moments), "antal": len(moments), "faktaid": fact}
        given.give("ansvar", fact, sources[:1], fields, egna=own)
