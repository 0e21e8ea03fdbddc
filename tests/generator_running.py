"""Running years: generated organisations with what a year holds before it is over, and the day it is looked at."""

from __future__ import annotations

import copy
import datetime as dt
from decimal import Decimal
from random import Random
from typing import NamedTuple

from generator import case
from generator_years import Case, Data, Draw, make_case

from facts.control import FREQUENCIES
from facts.units import in_base

NO_DAY = "utan dag"  # sorts after every day, as the year's figure comes after those to date
OWN_DAYS = ("01-31", "03-31", "06-30", "08-31", "09-15", "11-30", "12-30", "12-31")


class Running(NamedTuple):
    """A case, the day on which its year is looked at, and as what."""

    case: Case
    day: dt.date
    kind: str


def running(seed: int) -> Running:
    """The running year of a seed."""
    base, draw = case(seed), Draw(Random(seed + 1_000_000))
    year = base.year.year
    day = dt.date.fromisoformat(f"{year}-{draw.pick(*OWN_DAYS)}")
    written = copy.deepcopy(dict(base.written))
    _run(draw, written[year], year, day)
    return Running(make_case(base.year.organisation.file.data, year, written), day, draw.pick("forkontroll", "forkontroll", "delarsrapport"))


def _run(draw: Draw, data: Data, year: int, day: dt.date) -> None:
    """Put into the written year what it holds while it runs."""
    for goal in data.get("mål", ()):
        _drafted(draw, goal)
        for criterion in goal["mätetal"]:
            _dated(draw, criterion, day)
    for outcome in data.get("utfall", ()):
        outcome.update({"per": _within(draw, day)} if draw.chance(60) else {})
    criteria = {criterion["id"]: criterion for goal in data.get("mål", ()) for criterion in goal["mätetal"]}
    for name, criterion in criteria.items():
        _grown(criterion, [outcome for outcome in data["utfall"] if outcome["mätetal"] == name and "värde" in outcome])
    for section in ("kontrollområden", "avstämningar"):
        for fact in data.get(section, ()):
            _drafted(draw, fact)
    moments = [moment for area in data.get("kontrollområden", ()) for moment in area["moment"]]
    _tables(draw, data, year, day)
    _controls(draw, data, moments, year, day)
    data["kalender"] = [_occasion(draw, year, day) for _ in range(draw.upto(5))]
    data["mätningar"] = [_measurement(draw, name, year, day) for name in criteria if draw.chance(25)]
    data["prognoser"] = [_forecast(draw, name, written, day) for name, written in criteria.items() if draw.chance(25)]
    units = sorted({table["redovisar"] for table in data.get("tabeller", {}).values() if table.get("redovisar")})
    data["beslut"] = [*data.get("beslut", ()), *_decisions(draw, year, day, units)]


def _beside(draw: Draw, day: dt.date) -> str:
    """The day itself, one beside it, one of the year's last or one long before."""
    first, last = dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)
    near = min(max(day + dt.timedelta(days=draw.pick(-1, 0, 0, 1, -40)), first), last)
    return draw.pick(near, near, dt.date(day.year, 12, 30), last).isoformat()


def _within(draw: Draw, day: dt.date) -> str:
    """A day beside it that lies in the year: its first or last where the one beside it does not."""
    return min(max(_beside(draw, day), f"{day.year}-01-01"), f"{day.year}-12-31")


def _drafted(draw: Draw, fact: Data) -> None:
    if draw.chance(8):
        fact["utkast"] = "ja"


def _dated(draw: Draw, criterion: Data, day: dt.date) -> None:
    criterion |= {"sista_dag": max(_beside(draw, day), f"{day.year}-01-01")} if draw.chance(30) else {}
    for key, percent in (("räknas_upp", 50), ("enkät", 20), ("kräver_beslut", 20)):
        criterion |= {key: "ja"} if draw.chance(percent) else {}


def _grown(criterion: Data, figures: list[Data]) -> None:
    """The days in the order of the figures, each day once, so that what counts up grows; what is below zero, or of a part of no day, is no count."""
    days = sorted(figure.pop("per", NO_DAY) for figure in figures)
    for i, figure in enumerate(sorted(figures, key=lambda figure: in_base(figure["värde"], figure["enhet"]))):
        figure.update({"per": days[i]} if days[i] not in (NO_DAY, *days[:i]) else {})
        if figure["värde"] < 0 or ("del_av_året" in figure and "per" not in figure and "årsbasis" not in criterion):
            criterion.pop("räknas_upp", None)


def _tables(draw: Draw, data: Data, year: int, day: dt.date) -> None:
    """Draft tables, columns of forecasts and of the year so far, and figures of the year that are not there yet."""
    for table in data.get("tabeller", {}).values():
        _drafted(draw, table)
        own = str(year)
        if own in table["kolumner"] and draw.chance(40):
            place = table["kolumner"].index(own)
            for cells in table["rader"].values():
                cells[place] = None if draw.chance(80) else cells[place]
        if draw.chance(40):
            _add_column(draw, table, f"prognos{year}")
            table.update({"gjord": _beside(draw, day)} if draw.chance(80) else {})
        if draw.chance(20):
            _add_column(draw, table, f"utfall{year}-{day.month:02}")


def _add_column(draw: Draw, table: Data, column: str) -> None:
    table["kolumner"] = [*table["kolumner"], column]
    taken_off = table.get("roller", {}).get("bk_realisationsvinster")
    for row, cells in table["rader"].items():
        amount = draw.pick(*map(Decimal, (-6, -1, 0, 1, 5)), None)
        cells.append(abs(amount) if amount is not None and row == taken_off else amount)


def _controls(draw: Draw, data: Data, moments: list[Data], year: int, day: dt.date) -> None:
    """Planned days, and a log with remarks that were found and closed about six months before the day and at it."""
    for moment in moments:
        if draw.chance(20) and moment.get("frekvens"):
            moment["tillfällen"] = _occasions(draw, moment["frekvens"].lower(), day)
    log = [entry for entry in data.get("kontrollogg", ()) if draw.chance(80)]
    log += [_logged(draw, moment["id"], day) for moment in moments if draw.chance(50) for _ in range(draw.pick(1, 1, 2, 4))]
    remarked = [_remarked(draw, entry, day) for entry in log]
    data["kontrollogg"] = list({(entry["moment"], entry["datum"]): entry for entry in remarked}.values())
    del year


def _occasions(draw: Draw, frequency: str, day: dt.date) -> list[str]:
    """As many days as the frequency says, or at times more where it is also done continually: those about the day first."""
    number = FREQUENCIES[frequency] + (draw.upto(2) if frequency.endswith("löpande") else 0)
    about = dict.fromkeys(_within(draw, day) for _ in range(number))
    others = [f"{day.year}-{month:02}-15" for month in range(1, 13)]
    return sorted([*about, *(other for other in others if other not in about)][:number])


def _logged(draw: Draw, moment: str, day: dt.date) -> Data:
    return {"moment": moment, "datum": _beside(draw, day), "av": "ekonom", "resultat": "utan avvikelse", "källa": "ar, 7"}


def _remarked(draw: Draw, entry: Data, day: dt.date) -> Data:
    if draw.chance(60):
        return entry
    found = _half_a_year_before(day) + dt.timedelta(days=draw.pick(-1, 0, 1, 90))
    closed = draw.pick(None, None, _beside(draw, day), "datum framgår inte")
    remarked = {**entry, "notering": "kvitto saknas", "datum": draw.pick(entry["datum"], found.isoformat())}
    return remarked | ({"stängd": max(closed, remarked["datum"])} if closed else {})  # the undated words sort after every day


def _half_a_year_before(day: dt.date) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 7, 12)
    return dt.date(year, month + 1, min(day.day, 28))


def _occasion(draw: Draw, year: int, day: dt.date) -> Data:
    kind = draw.pick("sammanträde", "sammanträde", "sammanträde", "bokslut", "årsredovisning", "delårsrapport")
    after = f"{year + 1}-{draw.pick('01-20', '03-31', '04-15')}"
    return {"slag": kind, "datum": after if kind in ("bokslut", "årsredovisning") else _beside(draw, day), "organ": "Direktionen", "källa": "ar, 1"}


def _measurement(draw: Draw, criterion: str, year: int, day: dt.date) -> Data:
    told: Data = {"fråga": "Hur nöjd är du?"} if draw.chance(60) else {}
    told |= {"målgrupp": "kommunerna"} if draw.chance(60) else {}
    told |= {"antal_svar": draw.pick(0, 8, 35)} if draw.chance(60) else {}
    told |= {"ställd": _beside(draw, day)} if draw.chance(50) else {}
    ready = draw.pick(f"{year}-12-01", f"{year + 1}-03-31", f"{year + 1}-04-16")
    told |= {"klar": max(ready, told.get("ställd", ""))} if draw.chance(70) else {}
    return {"mätetal": criterion, "källa": "ar, 1", **told}


def _forecast(draw: Draw, criterion: str, written: Data, day: dt.date) -> Data:
    told: Data = {"status": draw.pick("genomfört", "delvis genomfört", "ej genomfört")}
    if written["slag"] == "nivå" and "nivå" in written and not written.get("förändring"):
        expected = written["nivå"] + draw.pick(-1, 0, 1)
        told = {"värde": max(expected, Decimal(0)) if "räknas_upp" in written else expected, "enhet": written["enhet"]}
    return {"mätetal": criterion, "uppgift": "väntat utfall", "gjord": _beside(draw, day), "källa": "ar, 6", **told}


def _decisions(draw: Draw, year: int, day: dt.date, units: list[str]) -> list[Data]:
    decided: Data = {"organ": "Direktionen", "datum": _beside(draw, day), "paragraf": "§ 1", "skäl": "skäl", "källa": "ar, 2"}
    found = []
    if draw.chance(25):
        found.append({"id": "B-plan", "slag": "återställandeplan", "underskott_år": year - draw.upto(3), **decided})
    if draw.chance(20):
        about = [unit for unit in units if draw.chance(60)]
        found.append({"id": "B-budget", "slag": "budgetändring", **({"gäller": about} if about else {}), **decided})
    return found
