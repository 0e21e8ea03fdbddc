"""The internal control of an invented organisation: a plan kept from year to year, with logs or result texts, and deviations."""

from __future__ import annotations

import datetime as dt

from generator_years import Data, Draw
from organisations_words import AREAS, CONTROLLERS, REMARKS

PLANNED = {"1 gång/år": 1, "1 gång/år samt löpande": 1, "2 ggr/år": 2, "kvartalsvis": 4, "månadsvis": 12}
WRITTEN = {"kvartalsvis": "Kvartalsvis"}
U, D, E = "uppfyllt", "delvis", "ej"
MONTHS = 6


class Plan:
    """The control plan: its areas with moments, how often each is to be controlled, and by whom."""

    def __init__(self, draw: Draw) -> None:
        chosen = draw.shuffled(list(AREAS))[: draw.pick(3, 4, 6)]
        one = draw.pick(*CONTROLLERS) if draw.chance(15) else None
        self.follow_up = draw.pick(None, None, 3, 6, 12)
        self.areas: list[Data] = []
        for number, (title, moments) in enumerate(chosen, 1):
            made = [_moment(draw, f"IK-{number}{'abc'[i]}", name, one) for i, name in enumerate(moments)]
            self.areas.append({"id": f"IK-{number}", "område": title, "moment": made})

    def moments(self) -> list[Data]:
        """Every moment of the plan."""
        return [moment for area in self.areas for moment in area["moment"]]


def _moment(draw: Draw, name: str, title: str, one: str | None) -> Data:
    responsible = one or draw.pick(*CONTROLLERS, None)
    own: Data = {"rör_ansvarig": "ja"} if draw.chance(5) else {}
    frequency = draw.pick(*PLANNED, *PLANNED, None)
    return {"id": name, "moment": title, "metod": draw.pick("Stickprov", "Genomgång"), "frekvens": frequency, "ansvarig": responsible, **own}


def control(draw: Draw, plan: Plan, year: int, is_logged: bool) -> tuple[Data, Data, dict[str, str]]:
    """The year's control plan with its results, its log, and the ratings known of moments that were controlled so and so often."""
    known: dict[str, str] = {}
    log: list[Data] = []
    areas = []
    for area in plan.areas:
        moments = []
        for moment in area["moment"]:
            told = dict(moment) | {"frekvens": WRITTEN.get(moment["frekvens"], moment["frekvens"]) if draw.chance(50) else moment["frekvens"]}
            rating = _log(draw, moment, year, log) if is_logged and draw.chance(85) else _told(draw, moment, told, year)
            known |= {moment["id"]: rating} if rating else {}
            moments.append(told | ({"avvikelser": [_deviation(draw, year)]} if draw.chance(20) else {}))
        areas.append({"id": area["id"], "område": area["område"], "källa": f"ik{year}, p. {area['id'][3:]}", "moment": moments})
    written: Data = {"uppföljningsregel": {"månader": plan.follow_up, "källa": f"ik{year}, 2"}} if plan.follow_up else {}
    return written | {"kontrollområden": areas}, {"kontrollogg": log} if log else {}, known


def _performed(draw: Draw, planned: int) -> int:
    """As many as planned, one too few, one more, or none."""
    return max(draw.pick(planned, planned, planned, planned - 1, planned + 1, 1, 0), 0)


def _against(performed: int, planned: int) -> str:
    return U if performed >= planned else D if performed else E


def _log(draw: Draw, moment: Data, year: int, log: list[Data]) -> str | None:
    """Log the year's controls on days that the frequency spreads, and at times one too late, which is next year's."""
    planned = PLANNED.get(moment["frekvens"], 1)
    performed = _performed(draw, planned)
    for i in range(performed):
        day = dt.date(year, 1, 1) + dt.timedelta(days=(i + 1) * 364 // performed - draw.pick(0, 0, 1, 3))
        log.append(_logged(draw, moment, day, year, i))
    if draw.chance(15):
        log.append(_logged(draw, moment, dt.date(year + 1, 1, draw.pick(1, 8, 20)), year, performed))
    return _against(performed, planned) if performed and moment["frekvens"] else None


def _logged(draw: Draw, moment: Data, day: dt.date, year: int, number: int) -> Data:
    told: Data = {"moment": moment["id"], "datum": day.isoformat(), "av": f"{moment['ansvarig'] or 'Controller'} {number + 1}"}
    if not draw.chance(12):
        return told | {"resultat": "utan notering", "källa": f"logg{year}, rad {number + 1}"}
    closed = draw.pick(None, None, "datum framgår inte", (day + dt.timedelta(days=draw.pick(0, 30, 181, 184, 185, 400))).isoformat())
    remark = draw.pick(*REMARKS)
    told |= {"resultat": remark, "källa": f"logg{year}, rad {number + 1}", "notering": remark}
    return told | ({"åtgärd": "rättat", "stängd": closed} if closed else {})


def _told(draw: Draw, moment: Data, told: Data, year: int) -> str | None:
    """A result text: as often as planned, so many times, at least so many, not at all, or nothing of it."""
    if draw.chance(12):
        return None
    planned = PLANNED.get(moment["frekvens"], 1)
    shows = draw.pick("enligt plan", "enligt plan", "antal", "antal", "minst", "månadsvis", "ej utfört", "saknas", "inget")
    number = _performed(draw, planned)
    counted: Data = {"antal": number} if shows in ("antal", "minst") else {}
    told["resultat"] = {"visar": shows, **counted, "uppgift": f"redovisas som: {shows}", "källa": f"ik{year}, 3"}
    performed = {"enligt plan": planned, "antal": number, "månadsvis": 12, "ej utfört": 0, "saknas": 0}.get(shows)
    if moment["frekvens"] is None:
        return None
    if shows == "minst":
        return U if number >= planned else None
    return None if performed is None else _against(performed, planned)


def _deviation(draw: Draw, year: int) -> Data:
    """A deviation found on a day of the year or on none that is stated; closed in time, on the last day, the day after, or open."""
    kind = draw.pick("notering utan avslutad åtgärd", "notering utan avslutad åtgärd", "åtgärdad notering", "saknas", "under revidering")
    found, last, late = draw.pick(
        (f"{year}-02-18", f"{year}-08-18", f"{year}-08-19"), (f"{year}-06-30", f"{year}-12-30", f"{year}-12-31"),
        (f"{year}-08-31", f"{year + 1}-02-28", f"{year + 1}-03-01"), (f"{year}-11-17", f"{year + 1}-05-17", f"{year + 1}-05-18"),
        (None, f"{year + 1}-06-30", f"{year + 1}-07-01"),
    )  # fmt: skip
    closed = draw.pick(None, None, last, late, "datum framgår inte")
    written: Data = {"slag": kind, "uppgift": draw.pick(*REMARKS)}
    return written | ({"kontrolldatum": found} if found else {}) | ({"stängd": closed} if closed else {})
