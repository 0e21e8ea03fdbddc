"""Small years as people write them, for examples worked by hand."""

from __future__ import annotations

from decimal import Decimal

from generator_years import Data, make_case

from checker.evaluator.evaluate import Evaluation, evaluate
from checker.evaluator.values import Judgement

Rows = dict[str, list[str | None]]
U, D, E = "uppfyllt", "delvis", "ej"
YEAR = 2020
LEVERANS = {"skäl": "egna ord", "slag": "leverans"}


def rated(written: Data | None = None, units: tuple[str, ...] = ("A",), others: dict[int, Data] | None = None, year: int = YEAR) -> Evaluation:
    """The evaluation of a year written as people write it."""
    organisation = {
        "id": "prov", "namn": "Prov", "frågor_till": "chefen",
        "enheter": {unit: {"namn": unit, "frågor_till": "chefen"} for unit in units},
        "redovisningsenheter": {"A": "A"},
        "dokument": {"ar": {"titel": "Årsredovisning", "slag": "redovisning", "år": year}, "plan": {"titel": "Plan", "slag": "plan", "år": year}},
    }  # fmt: skip
    case = make_case(organisation, year, {**(others or {}), year: written or {}})
    return evaluate(case.year, case.others)


def goal(*criteria: Data, goal_id: str = "G-1", **more: object) -> Data:
    numbered = [{"id": f"{goal_id}.{i}", "titel": "mätetal", **criterion} for i, criterion in enumerate(criteria, 1)]
    return {"id": goal_id, "enhet": "A", "titel": "mål", "källa": "ar, 1", "mätetal": numbered, **more}


def at_level(operator: str, level: str, unit: str = "st", **more: object) -> Data:
    return {"slag": "nivå", "villkor": operator, "nivå": Decimal(level), "enhet": unit, **more}


def figure(value: str, unit: str = "st", criterion: str = "G-1.1", **more: object) -> Data:
    return {"mätetal": criterion, "värde": Decimal(value), "enhet": unit, "uppgift": "u", "källa": "ar, 4", **more}


def status(word: str, criterion: str = "G-1.1", **more: object) -> Data:
    return {"mätetal": criterion, "status": word, "uppgift": "u", "källa": "ar, 4", **more}


def claim(about: str, claims: str | None) -> Data:
    return {"om": about, "påstår": claims, "ord": "ord", "källa": "ar, 4"}


def of_one(criterion: Data, *outcomes: Data, **more: object) -> Judgement:
    """The judgement of one criterion on its outcomes."""
    return rated({"mål": [goal(criterion)], "utfall": list(outcomes), **more}).ratings["G-1.1"]


def told(judged: Judgement) -> tuple[str, str | None]:
    """The rating and its reason."""
    return judged.rating, judged.reason


def waiver(about: str, day: str = "2020-05-28", last: str | None = None, kind: str = "undantag") -> Data:
    decision = {"id": "B-1", "slag": kind, "organ": "Direktionen", "datum": day, "paragraf": "§ 41", "skäl": "s", "källa": "ar, 2"}
    return decision | ({"gäller": [about]} if kind == "undantag" else {"underskott_år": int(about)}) | ({"till_och_med": last} if last else {})


def table(rows: Rows, unit: str = "tkr", columns: tuple[str, ...] = ("2020",), **more: object) -> Data:
    amounts = {row: [None if cell is None else Decimal(cell) for cell in cells] for row, cells in rows.items()}
    return {"titel": "tabell", "källa": "ar, 3", "enhet": unit, "kolumner": list(columns), "rader": amounts, **more}
