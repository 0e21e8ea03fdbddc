"""Section 6 in plain Python: the internal control, its moments, deviations and who is responsible."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Iterator

from checker.evaluator.values import OPEN, D, E, Finding, Judgement, U, day_of, decided, finding, last_of, undecided
from facts.control import FREQUENCIES, Deviation, LogEntry, Moment, Shown
from facts.year import Year

MONTHS_TO_ACT = 6
FEWEST_MOMENTS = 5


def moments_of(year: Year) -> list[Moment]:
    """Every moment of the year."""
    return [moment for area in year.control_areas for moment in area.moments]


def rate_moment(year: Year, moment: Moment) -> Judgement:
    """Performed controls against the planned number; the year's log, where there is one, replaces the result text."""
    if moment.frequency is None:
        return undecided(OPEN, "frekvens_saknas")
    planned = FREQUENCIES[moment.frequency.lower()]
    logged = [entry for entry in year.log if entry.moment == moment.id and entry.date.year == year.year]
    if logged and day_of(year) < last_of(year) and len(logged) < planned:
        return undecided(frozenset({U, D}), "antal_kontroller_framgar_inte")
    if logged:
        return decided(_against(len(logged), planned), ["logg"])
    return _told(moment.result, planned) if day_of(year) == last_of(year) else _told_so_far(year, moment, planned)


def _is_told_otherwise(year: Year, moment: Moment) -> bool:
    """Whether the report tells another number of the year's controls than the log has, or that there was nothing to control."""
    logged = sum(1 for entry in year.log if entry.moment == moment.id and entry.date.year == year.year)
    if not logged or not moment.result or day_of(year) != last_of(year):
        return False
    told, shows = moment.result.count or 0, moment.result.shows
    if shows == "enligt plan":
        return moment.frequency is not None and logged < FREQUENCIES[moment.frequency.lower()]
    return shows in ("ej utfört", "saknas") or (shows == "minst" and logged < told) or logged != {"antal": told, "månadsvis": 12}.get(shows, logged)


def planned_ends(year: Year, moment: Moment) -> list[dt.date]:
    """The last day of each planned control: the plan's own, or the ends of equal parts of the year."""
    if moment.occasions:
        return sorted(moment.occasions)
    ends = {1: (12,), 2: (6, 12), 4: (3, 6, 9, 12), 12: range(1, 13)}[FREQUENCIES[moment.frequency.lower()]] if moment.frequency else ()
    return [dt.date(year.year, month, calendar.monthrange(year.year, month)[1]) for month in ends]


def shown_so_far(year: Year, moment: Moment) -> int:
    """How often a text of a day before the year's end shows the moment controlled; as planned is as often as is due by then."""
    shown = moment.result
    if shown is None:
        return 0
    due = [end for end in planned_ends(year, moment) if not end > day_of(year)]
    return len(due) if shown.shows in ("enligt plan", "månadsvis") else shown.count or 0


def _told_so_far(year: Year, moment: Moment, planned: int) -> Judgement:
    """What a text shows is the least of the year's controls; that none is performed leaves all open."""
    shown = moment.result
    if shown is None or shown.shows == "inget" or (shown.shows == "minst" and not shown.count):
        return undecided(OPEN, "svarar_inte_pa_momentet")
    least = shown_so_far(year, moment)
    return _at_least(least, planned) if least else undecided(OPEN, "antal_kontroller_framgar_inte")


def _told(result: Shown | None, planned: int) -> Judgement:
    if result is None or result.shows == "inget":
        return undecided(OPEN, "svarar_inte_pa_momentet")
    if result.shows == "minst":
        return _at_least(result.count or 0, planned)
    performed = {"enligt plan": planned, "månadsvis": 12, "antal": result.count or 0, "ej utfört": 0, "saknas": 0}
    return decided(_against(performed[result.shows], planned), ["egen_uppgift"])


def _against(performed: int, planned: int) -> str:
    return U if performed >= planned else D if performed > 0 else E


def _at_least(shown: int, planned: int) -> Judgement:
    if shown >= planned:
        return decided(U, ["egen_uppgift"])
    if shown == 0:
        return undecided(OPEN, "svarar_inte_pa_momentet")
    return undecided(frozenset({U, D}), "antal_kontroller_framgar_inte")


def last_day(year: Year, deviation: Deviation) -> dt.date:
    """Six months, or what the plan's own rule says, after the control; after the year's end where its date is not stated."""
    found = deviation.found or dt.date(year.year, 12, 31)
    months = found.month - 1 + (year.follow_up_rule.months if year.follow_up_rule else MONTHS_TO_ACT)
    there, month = found.year + months // 12, months % 12 + 1
    return dt.date(there, month, min(found.day, calendar.monthrange(there, month)[1]))


def deviation_state(year: Year, deviation: Deviation) -> str:
    """Closed in time, open within time, overdue, or closed on a date that is not stated."""
    limit = last_day(year, deviation)
    if isinstance(deviation.closed, dt.date):
        return "closed_in_time" if deviation.closed <= limit else "overdue"
    if deviation.closed is not None or deviation.kind == "åtgärdad notering":
        return "closed_undated"
    return "open" if day_of(year) <= limit else "overdue"


def deviation_states(year: Year) -> dict[str, str]:
    """The state of each deviation, by its moment and its number there."""
    numbered = [(m.id, i, d) for m in moments_of(year) for i, d in enumerate([*m.deviations, *remarks_of(year, m)], 1)]
    return {f"{moment}#{i}": deviation_state(year, deviation) for moment, i, deviation in numbered}


def remarks_of(year: Year, moment: Moment) -> list[Deviation]:
    """The remarks of the control log, as deviations found on the day of the control."""
    return [_as_deviation(entry) for entry in year.log if entry.moment == moment.id and entry.remark and entry.date <= day_of(year)]


def _as_deviation(entry: LogEntry) -> Deviation:
    return Deviation.model_construct(kind="notering utan avslutad åtgärd", told=entry.remark, found=entry.date, closed=entry.closed)


def control_findings(year: Year) -> Iterator[Finding]:
    """Open, overdue and closed deviations, and concentrated responsibility."""
    kinds = {"open": "oppen_avvikelse", "overdue": "forsenad_atgard", "closed_in_time": "stangd_avvikelse", "closed_undated": "stangd_avvikelse"}
    yield from (finding("motsagelse", moment.id) for moment in moments_of(year) if _is_told_otherwise(year, moment))
    for deviation_id, state in deviation_states(year).items():
        if state in kinds:
            yield finding(kinds[state], deviation_id.partition("#")[0])
    yield from _concentrated(moments_of(year))


def _concentrated(moments: list[Moment]) -> Iterator[Finding]:
    """One responsible for at least 80 % of at least five moments, and moments controlled by the one they concern."""
    for responsible, number in Counter(m.responsible for m in moments if m.responsible).items():
        if len(moments) >= FEWEST_MOMENTS and 100 * number >= 80 * len(moments):
            yield finding("ansvarskoncentration", responsible)
    for moment in moments:
        if moment.own_matter:
            yield finding("ansvarskoncentration", moment.id)
