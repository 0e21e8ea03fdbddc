"""What an invented organisation decides to reach: goals that stand in the plan of several years, with mätetal of every kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from generator_years import Data, Draw
from organisations_words import ACTIVITIES, GOALS, MEASURES, PRODUCTS, Measure, Theme

UPWARD, DOWNWARD = ("minst", "lägst", "minst", "mer än"), ("max", "högst", "högst", "mindre än")
PERIOD = 4  # years between plans
BASES = ("svarande", "deltagare", "kommuner")
UNDECIDED = ("without", "unclear", "approximate", "relative")  # kinds that the evidence may leave open


@dataclass
class Planned:
    """A mätetal as planned, from year to year."""

    id: str
    measure: Measure | None
    operator: str
    ambition: int
    written: Data
    is_clear: bool = False

    def level(self, year: int) -> Decimal:
        """The year's level: what begins at the measure's own, and rises or falls with the ambition."""
        measure = self.measure
        assert measure
        drift = 0 if measure.kind in ("shared", "exact", "without", "relative", "points", "unclear") else self.ambition * (year % PERIOD)
        return measure.start + drift * measure.step * (1 if measure.more else -1)

    def told(self, year: int) -> Data:
        """The mätetal as the year's plan has it."""
        if self.measure is None or self.measure.kind == "without":
            return {"id": self.id, **self.written}
        level = self.level(year)
        title = f"{self.measure.title}: {self.operator} {level} {self.measure.unit}"
        return {"id": self.id, "titel": title, "slag": "nivå", "villkor": self.operator, "nivå": level, "enhet": self.measure.unit, **self.written}


@dataclass
class Aim:
    """A goal with its mätetal, and the years of the plans that it stands in."""

    id: str
    unit: str | None
    title: str
    years: range
    criteria: list[Planned] = field(default_factory=list)
    planned: bool = True

    def renumber(self, name: str) -> None:
        """Give the goal another id, and its mätetal theirs after it."""
        for place, criterion in enumerate(self.criteria, 1):
            criterion.id = f"{name}.{place}"
        self.id = name


def aims(draw: Draw, themes: list[Theme], years: range, is_clear: bool) -> list[Aim]:
    """The goals of all units over the years: 13 to 36 stand in each year's plan, beside the financial ones.

    In an organisation that is clear every goal has mätetal with levels, and each year's figure is told.
    """
    number = draw.upto(6) + 13 // len(themes) + 1
    found = []
    for theme in themes:
        for place in range(1, min(number, 36 // len(themes)) + 1):
            found.append(_aim(draw, theme, f"{theme.id[:2]}-{place}", years, is_clear))
            last = found[-1].years.stop
            if last < years.stop:
                found.append(_aim(draw, theme, f"{theme.id[:2]}-{place + 50}", range(last, years.stop), is_clear))
    return found


def _aim(draw: Draw, theme: Theme, name: str, years: range, is_clear: bool) -> Aim:
    stop = draw.pick(years.stop, years.stop, years.start + PERIOD)
    aim = Aim(name, theme.id, f"{draw.pick(*GOALS)} ({theme.name.lower()})", range(years.start, min(stop, years.stop)), planned=not draw.chance(5))
    for place in range(1, draw.pick(1 if is_clear else 0, 1, 1, 1, 2, 2, 3, 3, 3) + 1):
        aim.criteria.append(draw.pick(_delivery, _measured, _measured, _measured)(draw, f"{name}.{place}", is_clear))
    return aim


def _measured(draw: Draw, name: str, is_clear: bool) -> Planned:
    measure = draw.pick(*(measure for measure in MEASURES if not (is_clear and measure.kind in UNDECIDED)))
    operator = "exakt" if measure.kind == "exact" else draw.pick(*(UPWARD if measure.more else DOWNWARD))
    return Planned(name, measure, operator, draw.pick(0, 0, 1, 2), _special(draw, measure, name), is_clear)


def _special(draw: Draw, measure: Measure, name: str) -> Data:
    """What a mätetal of the kind has beside its level."""
    longer: Data = {"längre_period": {"period": "planperioden", "källa": "mal, 1"}} if draw.chance(6) else {}
    change: dict[str, Literal["relativ", "procentenheter", "oklar"]] = {"relative": "relativ", "points": "procentenheter", "unclear": "oklar"}
    if measure.kind == "without":
        lacking = draw.pick("saknas", "oklar")
        return {"titel": measure.title, "slag": "utan nivå", "brist": lacking, "skäl": f"planen anger ingen nivå ({name})", **longer}
    if measure.kind == "opinion":
        return {"åsikt": "ja", "enkät": "ja", "bas": draw.pick(*BASES), **longer}
    if measure.kind in change:
        return {"förändring": change[measure.kind], **longer}
    if measure.kind == "counted":
        return {"räknas_upp": "ja", **({"årsbasis": "ja"} if draw.chance(50) else {}), **longer}
    return {**({"årsbasis": "ja"} if draw.chance(15) else {}), **({"fråga": "samma som förra året"} if draw.chance(5) else {}), **longer}


def _delivery(draw: Draw, name: str, is_clear: bool) -> Planned:
    kind = draw.pick("produkt", "aktivitet")
    what = draw.pick(*(PRODUCTS if kind == "produkt" else ACTIVITIES))
    title = f"Ta fram {what}" if kind == "produkt" else what.capitalize()
    return Planned(name, None, "", 0, {"titel": title, "slag": "leverans", "art": kind, "skäl": f"{kind} enligt planens ord"}, is_clear)
