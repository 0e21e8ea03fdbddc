"""Generated internal control: every result, frequency, log and deviation date, on both sides of each last day."""

from __future__ import annotations

from generator_years import Data, Draw

FREQUENCIES = ("1 gång/år", "1 gång/år samt löpande", "2 ggr/år", "Kvartalsvis", "månadsvis", None)
SHOWS = ("enligt plan", "månadsvis", "antal", "antal", "minst", "minst", "ej utfört", "saknas", "inget")
DEVIATIONS = ("notering utan avslutad åtgärd", "åtgärdad notering", "saknas", "under revidering")


def control(draw: Draw, year: int) -> Data:
    """The control areas of the year and its log."""
    concentrated = draw.chance(20)
    sizes = [5] if concentrated else [draw.pick(1, 2, 3) for _ in range(draw.pick(0, 1, 1, 2))]
    areas = [_area(draw, year, number, size, concentrated) for number, size in enumerate(sizes, 1)]
    moments = [moment["id"] for area in areas for moment in area["moment"]]
    log = [_logged(draw, year, moment, i) for moment in moments if draw.chance(20) for i in range(draw.pick(1, 1, 2, 4, 12))]
    rule: Data = {"uppföljningsregel": {"månader": draw.pick(1, 3, 6, 6, 12), "källa": "ar, 7"}} if draw.chance(30) else {}
    return {"kontrollområden": areas, "kontrollogg": log, **rule}


def _area(draw: Draw, year: int, number: int, size: int, concentrated: bool) -> Data:
    chief = draw.pick(3, 4, 5)
    moments = [_moment(draw, year, f"IK-{number}{'abcde'[i]}") for i in range(size)]
    for i, moment in enumerate(moments):
        moment["ansvarig"] = ("chef" if i < chief else "ekonom") if concentrated else draw.pick("chef", "ekonom", None)
    return {"id": f"IK-{number}", "område": "område", "källa": "ar, 7", "moment": moments}


def _moment(draw: Draw, year: int, moment: str) -> Data:
    written: Data = {"id": moment, "moment": "moment", "frekvens": draw.pick(*FREQUENCIES[:5], *FREQUENCIES)}
    if draw.chance(85):
        written["resultat"] = _result(draw)
    if draw.chance(40):
        written["avvikelser"] = [_deviation(draw, year) for _ in range(draw.pick(1, 1, 2))]
    if draw.chance(6):
        written["rör_ansvarig"] = "ja"
    return written


def _result(draw: Draw) -> Data:
    shows = draw.pick(*SHOWS)
    count = {"antal": draw.pick(0, 1, 2, 3, 4, 5, 11, 12, 13)} if shows in ("antal", "minst") else {}
    return {"visar": shows, "uppgift": "enligt texten", "källa": "ar, 7", **count}


def _deviation(draw: Draw, year: int) -> Data:
    """A deviation found and closed on days around six months, the month's end and the turn of the year."""
    found, limit, late = draw.pick(
        (f"{year}-06-30", f"{year}-12-30", f"{year}-12-31"),
        (f"{year}-07-01", f"{year + 1}-01-01", f"{year + 1}-01-02"),
        (f"{year}-08-31", f"{year + 1}-02-28", f"{year + 1}-03-01"),
        (f"{year}-05-31", f"{year}-11-30", f"{year}-12-01"),
        (f"{year - 1}-12-31", f"{year}-06-30", f"{year}-07-01"),
        (None, f"{year + 1}-06-30", f"{year + 1}-07-01"),
    )
    if (year + 1) % 4 == 0 and limit.endswith("-02-28"):
        limit = f"{year + 1}-02-29"
    closed = draw.pick(None, None, limit, late, f"{year}-12-31", "datum framgår inte")
    written: Data = {"slag": draw.pick(*DEVIATIONS), "uppgift": "enligt texten"}
    return written | ({"kontrolldatum": found} if found else {}) | ({"stängd": closed} if closed else {})


def _logged(draw: Draw, year: int, moment: str, number: int) -> Data:
    """One of several controls, perhaps on the same day: each is by someone else, so that none is the same control again."""
    day = draw.pick(f"{year}-01-01", f"{year}-06-15", f"{year}-12-31", f"{year}-12-31", f"{year - 1}-12-31", f"{year + 1}-01-01")
    return {"moment": moment, "datum": day, "av": f"ekonom {number}", "resultat": "utan notering", "källa": "ar, 7"}
