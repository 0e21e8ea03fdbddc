"""Generated goals: criteria of every kind beside, on and past their levels, with outcomes, claims and waivers."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

from generator_ties import Amount
from generator_years import BESIDE, TINY, Data, Draw

from facts.units import MONEY, last_significant_step

OPERATORS = ("minst", "lägst", "max", "högst", "exakt", "mer än", "mindre än")
BOUNDS = ("ungefär", "ungefär", "drygt", "knappt", "mer än", "mindre än", "minst", "högst")
STATUSES = (
    "genomfört", "framtagen", "beslutad", "del färdig", "delvis genomfört", "påbörjat", "pågår", "ej genomfört",
    "framflyttat", "inställt", "annat sammanhang", "nivån nådd", "nivån ej nådd", "ej mätt", "annat mått",
)  # fmt: skip
SHARED_LEVEL = Decimal(90)
LEVELS = (Decimal(4), Decimal(5), Decimal(15), Decimal(90), Decimal(145), Decimal("12.5"), Decimal("90.0"), Decimal(-5), TINY)
NEAR = (Decimal(0), Decimal(0), Decimal(0), TINY, -TINY, Decimal("0.01"), Decimal("-0.01"), Decimal(1), Decimal(-1), Decimal(10))
Made = tuple[Data, list[Data]]


def criterion(draw: Draw, amounts: list[Amount], house: bool) -> Made:
    """A criterion of some kind and the outcomes recorded for it, both without their ids."""
    makers = [_plain, _bounded, _opinion, _delivery, _delivery, *([] if draw.sure else [_plain, _changed, _changed, _without_level])]
    written, figures = (
        _shared_level(draw)
        if house and draw.chance(80)
        else (_of_amounts(draw, amounts) if amounts and draw.chance(12) else draw.pick(*makers)(draw))
    )
    written |= _planned_words(draw)
    return written, _outcomes(draw, written, figures)


def _level(operator: str, level: Decimal, unit: str, **more: object) -> Data:
    return {"slag": "nivå", "villkor": operator, "nivå": level, "enhet": unit, **more}


def _figure(value: Decimal, unit: str, **more: object) -> Data:
    return {"värde": value, "enhet": unit, **more}


def _plain(draw: Draw) -> Made:
    """An exact figure on the level, a hair beside it, or away from it; money at times in another unit."""
    unit, level = draw.pick("st", "%", "möten", "tkr", "mnkr"), draw.pick(*LEVELS)
    figures = [_figure(level + draw.pick(*NEAR), unit) for _ in range(2)]
    if unit in MONEY and draw.chance(60):
        whole = level.to_integral_value()
        figures = [_figure((whole + draw.pick(0, 1, -1)) * MONEY[unit], "kr"), *figures[1:]]
        level = whole
    yearly: Data = {"årsbasis": "ja"} if draw.chance(20) else {}
    told = [figure | ({"del_av_året": "ja"} if draw.chance(20) else {}) | ({"antal_svar": 7} if draw.chance(5) else {}) for figure in figures]
    return _level(draw.pick(*OPERATORS), level, unit, **yearly), told


def _bounded(draw: Draw) -> Made:
    """A bounded or approximate figure, and a level at, inside, at the edge of or past what it leaves open."""
    value = draw.pick(*map(Decimal, ("20", "15", "10", "45", "80", "100", "120", "2.2", "0.5", "3000")))
    half = last_significant_step(value) / 2
    level = value + draw.pick(0, 0, 1, -1, 2, -2) * half + draw.pick(0, 0, 1, -1) * TINY
    figures = [_figure(told, "st", gräns=draw.pick(*BOUNDS)) for told in (value, draw.pick(value, value + 10))]
    yearly: Data = {"årsbasis": "ja"} if draw.chance(10) else {}
    figures[0] |= {"del_av_året": "ja"} if yearly and draw.chance(50) else {}
    return _level(draw.pick(*OPERATORS), level, "st", **yearly), figures


def _opinion(draw: Draw) -> Made:
    """A share of opinions with the number of answers, or of the group, around ten and around the level."""
    level = draw.pick(Decimal(90), Decimal(90), Decimal(50), Decimal(5), Decimal("66.7"))
    answers = draw.pick(7, 8, 9, 10, 11, 34, 50, 125)
    count = min(max(math.ceil(answers * level / 100) + draw.pick(0, 0, -1, 1, -2), 0), answers)
    places = Decimal(1).scaleb(-draw.pick(0, 0, 1))
    share = (Decimal(100 * count) / answers).quantize(places, ROUND_HALF_UP) + draw.pick(0, 0, 0, 1) * places
    told: Data = draw.pick({"antal_svar": answers}, {"antal_svar": answers}, {"gruppens_storlek": answers}, {})
    written = _level(draw.pick("minst", "lägst", "högst", "mer än"), level, "%", åsikt="ja")
    told |= {"gräns": draw.pick(*BOUNDS)} if draw.chance(8) else {}
    shares = [min(max(one, Decimal(0)), Decimal(100)) for one in (share, share + draw.pick(0, 5, -5))]
    return written, [_figure(shares[0], "%", **told), _figure(shares[1], "%")]


def _changed(draw: Draw) -> Made:
    """A change from last year's figure: relative, in percentage points, or not said which."""
    kind, level = draw.pick("relativ", "procentenheter", "oklar"), draw.pick(*map(Decimal, ("5", "0", "-5", "2.5", "10")))
    old = draw.pick(*map(Decimal, ("200", "100", "40", "50", "0", "-10")))
    unit = "procentenheter" if kind == "procentenheter" and draw.chance(30) else "%"
    on_limit = draw.pick(old + level, old * (100 + level) / 100)
    value = on_limit + draw.pick(*BESIDE, Decimal(20), Decimal(-20))
    figure = _figure(value, draw.pick("%", "%", "%", "st", "procentenheter"), föregående=old)
    if draw.chance(25):
        told = draw.pick("%", "%", "procentenheter")
        figure = _figure(level + draw.pick(*NEAR), "procentenheter" if kind == "procentenheter" else told)
    operator = draw.pick("minst", "lägst", "högst", "mer än", "mindre än", "exakt")
    if operator != "exakt" and draw.chance(20):
        figure |= {"gräns": draw.pick("mer än", "mindre än", "minst", "högst")}
    return _level(operator, level, unit, förändring=kind), [figure]


def _shared_level(draw: Draw) -> Made:
    """One of several criteria with the same level, so that their claims can be held against each other."""
    operator, unit = draw.pick(("minst", "%"), ("lägst", "%"), ("minst", "%"), ("max", "%"), ("högst", "%"), ("minst", "st"))
    value = Decimal(draw.pick(80, 85, 90, 90, 95))
    bound: Data = {"gräns": "ungefär"} if draw.chance(15) else {}
    return _level(operator, SHARED_LEVEL, unit), [_figure(value, unit, **bound)]


def _of_amounts(draw: Draw, amounts: list[Amount]) -> Made:
    """A level, a figure, or both that are sums of other figures of the year; at times one of them is empty."""
    taken = [(draw.pick("", "", "-"), draw.pick(*amounts)) for _ in range(draw.pick(1, 1, 2))]
    terms = [sign + amount.name for sign, amount in taken]
    sums = sum((Decimal(f"{sign}1") * (amount.value or 0) for sign, amount in taken), Decimal(0))
    written: Data = {"slag": "nivå", "villkor": draw.pick(*OPERATORS), "enhet": "tkr"}
    written |= draw.pick({"nivå_av": terms}, {"nivå_av": terms}, {"nivå": sums + draw.pick(*BESIDE)})
    if "nivå" not in written and draw.chance(50):
        return written, [_figure(sums + draw.pick(*BESIDE), "tkr", gräns=draw.pick("exakt", "mer än", "mindre än", "minst", "högst"))]
    told = [amount for amount in amounts if not amount.column.startswith("budget")]
    if not told:
        return written, [_figure(sums + draw.pick(*BESIDE), "tkr")]
    alike = all(amount in told for _, amount in taken)  # a level can be of the budget, an outcome cannot
    figure = draw.pick([draw.pick("", "-") + draw.pick(*told).name], terms if alike else [draw.pick(*told).name])
    return written, [{"värde_av": figure, "enhet": draw.pick("tkr", "kr")}]


def _delivery(draw: Draw) -> Made:
    return {"slag": "leverans", "art": draw.pick("produkt", "aktivitet"), "skäl": "egna ord"}, []


def _without_level(draw: Draw) -> Made:
    written = {"slag": "utan nivå", "brist": draw.pick("saknas", "oklar"), "skäl": "egna ord"}
    return written, [_figure(Decimal(30), "st")]


def _planned_words(draw: Draw) -> Data:
    words: Data = {key: draw.pick("ett", "två") for key in ("bas", "skala", "fråga") if draw.chance(12)}
    if draw.chance(8):
        words["längre_period"] = {"period": "flera år", "källa": "ar, 1"}
    return words


def _outcomes(draw: Draw, written: Data, figures: list[Data]) -> list[Data]:
    """None, one or several outcomes: figures, statuses, or both beside each other."""
    number = draw.pick(*([] if draw.sure else [0, 2, 3]), 1, 1, 1, 1, 2)
    left, outcomes = list(figures), []
    for _ in range(number):
        if left and draw.likely(70):
            outcomes.append(left.pop(0))
        else:
            outcomes.append({"status": draw.pick(*STATUSES)})
    return [outcome | _told(draw, written) for outcome in outcomes]


def _told(draw: Draw, written: Data) -> Data:
    told: Data = {"uppgift": draw.pick("enligt texten", "enligt tabellen"), "källa": f"ar, {draw.pick(4, 5, 6)}"}
    told |= {key: draw.pick("ett", "två") for key in ("bas", "skala", "fråga") if draw.chance(20 if key in written else 3)}
    if draw.chance(20):
        told["belägg"] = draw.pick("siffra", "logg", "beslut", "egen uppgift")
    return told
