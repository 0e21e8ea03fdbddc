"""Kontrollmoment, the control log, deviations and their last days for the engine."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter, defaultdict

from checker.given import ENDLESS, Given, cite
from facts.control import ControlArea, Deviation, LogEntry, Moment
from facts.fields import UNDATED
from facts.models import FREQUENCIES
from facts.year import Year
from rules import tables

DEFAULT_MONTHS = 6
_TIMES = {"månadsvis": 12}
_SHOWN_AS = {"enligt plan": "enligt_plan", "ej utfört": "ej_utfort", "saknas": "saknas"}


def give_control(given: Given, year: Year) -> None:
    """Assert the areas and moments with what is planned, what is shown, and each deviation with its last day."""
    log = defaultdict(list)
    for entry in year.log:
        if entry.date.year == year.year:
            log[entry.moment].append(entry)
    for area in year.control_areas:
        _give_area(given, area)
        for moment in area.moments:
            _give_moment(given, year, area, moment, log[moment.id])
            for number, deviation in enumerate(moment.deviations, 1):
                _give_deviation(given, year, area, moment, deviation, number)
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
    if log:
        cites = [cite(given.organisation, entry.source) for entry in log]
        days = ", ".join(entry.date.isoformat() for entry in sorted(log, key=lambda entry: entry.date))
        given.give("logg", f"{moment.id}:logg", cites, {"moment": moment.id, "antal": len(log)}, dagar=days)
    _give_result(given, moment)


def _shown(given: Given, moment: Moment, log: list[LogEntry]) -> str:
    if log:
        return f"{_count_words(len(log), len(log))} enligt kontrolloggen"
    if not moment.result:
        return "inget"
    return f"{moment.result.told} ({cite(given.organisation, moment.result.source)})"


def _give_result(given: Given, moment: Moment) -> None:
    result = moment.result
    if not result:
        return
    source = [cite(given.organisation, result.source)]
    low, high = _bounds(result.shows, result.count)
    if result.shows == "inget" or (result.shows == "minst" and not result.count):
        given.show(f"{moment.id}:visat", source, kind="visat", moment=moment.id, uppgift=result.told, text="svarar inte på momentet")
        return
    slag = _SHOWN_AS.get(result.shows, "antal")
    text = _count_words(low, high) if slag == "antal" else result.shows
    given.give("visat", f"{moment.id}:visat", source, {"moment": moment.id, "slag": slag, "lo": low, "hi": high}, uppgift=result.told, text=text)


def _bounds(shows: str, count: int | None) -> tuple[int, int]:
    if shows == "minst":
        return count or 0, ENDLESS
    times = _TIMES.get(shows, count or 0)
    return times, times


# --- deviations ---------------------------------------------------------------------------


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _give_deviation(given: Given, year: Year, area: ControlArea, moment: Moment, deviation: Deviation, number: int) -> None:
    rule = year.follow_up_rule
    last = months_later(deviation.found or dt.date(year.year, 12, 31), rule.months if rule else DEFAULT_MONTHS)
    told = (
        f"senast {last.isoformat()}"
        + ("" if deviation.found else " (kontrollens datum framgår inte)")
        + ("" if rule else " (sex månader; egen regel framgår inte)")
    )
    closed = deviation.closed
    open_or_undated = "utan_datum" if closed == UNDATED or deviation.kind == "åtgärdad notering" else "oppen"
    state = "stangd" if isinstance(closed, dt.date) else open_or_undated
    source = moment.result.source if moment.result else area.source
    name = f"{moment.id}:avvikelse-{number}"
    given.give(
        "avvikelse", name, [cite(given.organisation, source), *([cite(given.organisation, rule.source)] if rule else [])],
        {
            "avvikelse": name, "moment": moment.id, "lage": state, "frist": last.toordinal(),
            "stangd": closed.toordinal() - last.toordinal() if isinstance(closed, dt.date) else 0,
        },
        slag=deviation.kind, uppgift=deviation.told, kontrolldatum=str(deviation.found or ""), sista_dag=told, stangd_dag=str(closed or ""),
    )  # fmt: skip


def _give_responsibility(given: Given, year: Year) -> None:
    moments = [moment for area in year.control_areas for moment in area.moments]
    responsible = Counter(moment.responsible for moment in moments if moment.responsible)
    sources = [cite(given.organisation, area.source) for area in year.control_areas]
    for number, (name, own) in enumerate(sorted(responsible.items()), 1):
        fact = f"ansvar:{number}"
        fields = {"ansvarig": name, "over": own * 100 - tables.CONCENTRATION * len(moments), "antal": len(moments), "faktaid": fact}
        given.give("ansvar", fact, sources[:1], fields, egna=own)
