"""What an invented report tells of each mätetal, and the rating that is known from how the figure or the words were made."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from generator_years import TINY, Data, Draw
from organisations_plan import Planned
from organisations_words import DONE, STATUS_WORDS, Measure

U, D, E = "uppfyllt", "delvis", "ej"
OVER, ON, UNDER = 1, 0, -1
MEETS = {
    "minst": (OVER, ON), "lägst": (OVER, ON), "mer än": (OVER,), "max": (UNDER, ON), "högst": (UNDER, ON), "mindre än": (UNDER,), "exakt": (ON,),
}  # fmt: skip
PARTS = ("del färdig", "delvis genomfört")
BEGUN = ("påbörjat", "pågår")
NOT_DONE = ("ej genomfört", "framflyttat", "inställt", "annat sammanhang")
BESIDE = (Decimal(0), Decimal(1), Decimal(1), Decimal(3), Decimal(10))
OTHER_UNIT = {"tkr": ("kr", 1000), "mnkr": ("tkr", 1000)}


class Outcome(NamedTuple):
    """The outcomes told of a mätetal, and its rating where the way they were made tells it."""

    told: list[Data]
    known: str | None


def outcome(draw: Draw, planned: Planned, year: int) -> Outcome:
    """The year's outcomes of a mätetal."""
    if not planned.is_clear and draw.chance(6):
        return Outcome([], None)
    if planned.measure is None:
        return _delivered(draw, str(planned.written["art"]), planned.is_clear)
    if not planned.is_clear and draw.chance(12):
        return _in_words(draw, planned.measure)
    made = _FIGURES.get(planned.measure.kind, _plain)(draw, planned, planned.level(year))
    return made if planned.is_clear else _beside(draw, planned, made, year)


def sourced(draw: Draw, planned: Planned, year: int, told: Data) -> Data:
    """An outcome with its mätetal and source first, as users write it."""
    words = told.pop("uppgift", None) or (f"utfallet är {told['värde']} {told['enhet']}" if "värde" in told else STATUS_WORDS[told["status"]])
    source = f"ar{year}, 4.{draw.upto(8) + 1}"
    return {"mätetal": planned.id, "uppgift": words, "källa": source, **told}


# --- words --------------------------------------------------------------------------------


def _delivered(draw: Draw, kind: str, is_clear: bool) -> Outcome:
    status = draw.pick(*DONE, *DONE, *DONE, *PARTS, *BEGUN, *NOT_DONE, *(() if is_clear else ("ej mätt", "annat mått")))
    partly = PARTS if kind == "produkt" else PARTS + BEGUN
    rating = None if status in ("ej mätt", "annat mått") else U if status in DONE else D if status in partly else E
    belagg: Data = {"belägg": draw.pick("beslut", "logg")} if draw.chance(25) else {}
    if not is_clear and draw.chance(5):
        return Outcome([{"status": "genomfört"}, {"status": "ej genomfört", "uppgift": "på annan plats: genomfördes inte"}], None)
    return Outcome([{"status": status, **belagg}], rating)


def _in_words(draw: Draw, measure: Measure) -> Outcome:
    """Words that the level was reached do not show it; that it was not reached, or the thing not done, does. Of opinions only the former."""
    status = draw.pick("nivån nådd", "nivån nådd", "nivån ej nådd", "nivån ej nådd", *DONE, *PARTS, *BEGUN, *NOT_DONE, "ej mätt", "annat mått")
    shown = ("nivån ej nådd",) if measure.kind == "opinion" else ("nivån ej nådd", *PARTS, *NOT_DONE)
    return Outcome([{"status": status}], E if status in shown and measure.kind != "without" else None)


# --- figures ------------------------------------------------------------------------------


def _place(draw: Draw) -> int:
    return draw.pick(OVER, OVER, OVER, ON, ON, UNDER, UNDER)


def _rated(planned: Planned, place: int) -> str:
    return U if place in MEETS[planned.operator] else E


def _moved(draw: Draw, measure: Measure, place: int) -> Decimal:
    """How far from the level: nothing, a hair, a step or more."""
    away = measure.step * draw.pick(*BESIDE)
    return place * (away or (TINY if measure.kind == "plain" else measure.step))


def _plain(draw: Draw, planned: Planned, level: Decimal) -> Outcome:
    assert planned.measure
    place = _place(draw)
    value = level + _moved(draw, planned.measure, place)
    return Outcome([{"värde": value, "enhet": planned.measure.unit}], _rated(planned, place))


def _money(draw: Draw, planned: Planned, level: Decimal) -> Outcome:
    """Money told in a smaller unit than the level's, at times one krona beside it."""
    assert planned.measure
    place = _place(draw)
    unit, times = OTHER_UNIT[planned.measure.unit]
    value = level * times + place * draw.pick(1, 1, 1000)
    return Outcome([{"värde": value, "enhet": unit}], _rated(planned, place))


def _opinion(draw: Draw, planned: Planned, level: Decimal) -> Outcome:
    """A share of opinions of so many answers; the base at times another than the plan's."""
    place = _place(draw) if level < 100 else ON
    value = min(max(level + place * draw.pick(Decimal("0.1"), Decimal(1), Decimal(5)), Decimal(0)), Decimal(100))
    told: Data = draw.pick({"antal_svar": draw.pick(7, 9, 10, 25, 125, 400)}, {"gruppens_storlek": draw.pick(8, 30, 200)}, {})
    base: Data = {"bas": draw.pick("svarande", "kommuner")} if draw.chance(20) else {}
    return Outcome([{"värde": value, "enhet": "%", **told, **base}], _rated(planned, place))


def _relative(draw: Draw, planned: Planned, level: Decimal) -> Outcome:
    """The year's figure and last year's; where last year was nothing, no change can be told."""
    place, old = _place(draw), Decimal(draw.pick(100, 200, 1400, 0))
    value = old + old * (level + place * draw.pick(Decimal("0.5"), Decimal(1), Decimal(7))) / 100
    return Outcome([{"värde": value, "föregående": old, "enhet": draw.pick("st", "kWh")}], _rated(planned, place) if old else None)


def _points(draw: Draw, planned: Planned, level: Decimal) -> Outcome:
    """The share this year and last year, or the change itself."""
    place = _place(draw)
    change = level + place * draw.pick(Decimal("0.1"), Decimal(1))
    if draw.chance(30):
        return Outcome([{"värde": change, "enhet": "procentenheter"}], _rated(planned, place))
    old = Decimal(draw.pick(30, 40, 50))
    return Outcome([{"värde": old + change, "föregående": old, "enhet": "%"}], _rated(planned, place))


def _unclear(draw: Draw, planned: Planned, level: Decimal) -> Outcome:
    """A change of which the plan does not say whether it is relative: decided where both ways show the same."""
    old = Decimal(draw.pick(40, 50, 100))
    value = old + draw.pick(Decimal(1), level, level * old / 100, Decimal(20), Decimal(-1))
    return Outcome([{"värde": value, "föregående": old, "enhet": "%"}], None)


def _approximate(draw: Draw, planned: Planned, level: Decimal) -> Outcome:
    """A bound or an approximate figure: far from the level it is known what it shows, near it the evaluator tells."""
    assert planned.measure
    bound = draw.pick("ungefär", "ungefär", "drygt", "knappt", "mer än", "mindre än", "minst", "högst")
    place = draw.pick(OVER, ON, ON, UNDER)
    value = level + place * level // 2
    one_sided = {"mer än": OVER, "minst": OVER, "mindre än": UNDER, "högst": UNDER}.get(bound, place)
    known = _rated(planned, place) if place != ON and one_sided == place else None
    return Outcome([{"värde": Decimal(f"{value:f}"), "gräns": bound, "enhet": planned.measure.unit}], known)


def _exact(draw: Draw, planned: Planned, level: Decimal) -> Outcome:
    assert planned.measure
    place = draw.pick(ON, ON, OVER)
    return Outcome([{"värde": level + place * draw.pick(1, 2, 7), "enhet": planned.measure.unit}], _rated(planned, place))


def _without(draw: Draw, planned: Planned, level: Decimal) -> Outcome:
    assert planned.measure
    answers: Data = {"antal_svar": draw.pick(7, 10, 40)} if planned.measure.unit == "%" and draw.chance(50) else {}
    return Outcome([{"värde": Decimal(draw.upto(40)), "enhet": planned.measure.unit, **answers}], None)


def _beside(draw: Draw, planned: Planned, made: Outcome, year: int) -> Outcome:
    """At times something else beside the figure: a part of the year, words that differ, another figure."""
    first = made.told[0]
    if "gräns" in first or "föregående" in first or not draw.chance(15):
        return made
    if planned.written.get("räknas_upp"):
        earlier = {"värde": first["värde"] // 2, "enhet": first["enhet"], "per": f"{year}-08-31", "uppgift": "till och med augusti"}
        return Outcome([earlier, first], made.known)
    if planned.written.get("årsbasis") and draw.chance(60):
        return Outcome([first | {"del_av_året": "ja"}], None)
    if draw.chance(50):
        words = draw.pick("genomfört", "nivån nådd", "nivån ej nådd")
        return Outcome([first, {"status": words}], made.known)
    if planned.measure and planned.measure.kind == "opinion":
        return made
    other = {"värde": first["värde"] + 50 * (planned.measure.step if planned.measure else 1), "enhet": first["enhet"], "uppgift": "enligt bilagan"}
    return Outcome([first, other], None)


_FIGURES = {
    "money": _money, "opinion": _opinion, "relative": _relative, "points": _points, "unclear": _unclear,
    "approximate": _approximate, "exact": _exact, "without": _without,
}  # fmt: skip
