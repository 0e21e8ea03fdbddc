"""Small organisations with every kind of thing in them, to rate by the engine and by the evaluator alike.

`case(seed)` is the fast way; `cases()` is the same generator in the hands of hypothesis, which shrinks.
"""

from __future__ import annotations

from random import Random

from generator_accounts import Truth, accounts, other_year
from generator_control import control
from generator_goals import criterion
from generator_ties import Amount, amounts_of, materiality, ties
from generator_years import Case, Data, Draw, make_case
from hypothesis import strategies as st

YEARS = (2017, 2018, 2019, 2019, 2020, 2020, 2021, 2023, 2024, 2025)
RATINGS = ("uppfyllt", "delvis", "ej")
BESIDE = ("GEH", "GEH-E", "GEH-V", "BK-1", "BK-2", "BK-3")


def case(seed: int) -> Case:
    """The case of a seed."""
    return build(Random(seed))


@st.composite
def cases(choose: st.DrawFn) -> Case:
    """Cases for hypothesis."""
    return build(choose(st.randoms(use_true_random=False)))


def build(random: Random) -> Case:
    """A case from random choices."""
    draw = Draw(random)
    year = draw.pick(*YEARS)
    units = ["A", "B", "C"][: draw.pick(1, 2, 2, 3)]
    truth = Truth(draw, year)
    written = {year: _year(draw, truth, year, units)}
    for other in (y for y in truth.years if y != year):
        if draw.likely(65) if other < year else draw.chance(15):
            written[other] = other_year(draw, truth, other)
    _excuse(draw, year, written)
    return make_case(_organisation(draw, year, units), year, written)


def _organisation(draw: Draw, year: int, units: list[str]) -> Data:
    documents: Data = {"ar": {"titel": "Årsredovisning", "slag": "redovisning", "år": year}}
    plan_year = draw.pick(year, year, year, year, year - 1, None)
    if plan_year:
        documents["plan"] = {"titel": "Plan", "slag": "plan", "år": plan_year}
    return {
        "id": "prov", "namn": "Provförbundet", "frågor_till": "Ekonomichefen", "dokument": documents,
        "enheter": {unit: {"namn": f"Enhet {unit}", "frågor_till": f"Chefen för {unit}"} for unit in units},
        "redovisningsenheter": {"A": "Enhet A", "B": "Enhet B"},
    }  # fmt: skip


def _year(draw: Draw, truth: Truth, year: int, units: list[str]) -> Data:
    """The facts of the rated year: mostly goals, mostly accounts, or some of everything."""
    written = accounts(draw, truth, year, full=draw.chance(50))
    tables = written.get("tabeller", {})
    amounts = [amount for amount in amounts_of(tables) if amount.unit == "tkr"]
    written |= _goals(draw, units, amounts, draw.pick(0, 1, 1, 2, 2, 2, 3, 3, 4))
    written |= _told(draw, year, written, units)
    written |= control(draw, year) if draw.chance(45) else {}
    written |= ties(draw, tables, units) if draw.chance(60) else {}
    written |= _economy(draw, amounts)
    written |= materiality(draw) if draw.chance(60) else {}
    return written


def _goals(draw: Draw, units: list[str], amounts: list[Amount], number: int) -> Data:
    house = draw.chance(40)
    goals, outcomes = [], []
    for i in range(1, number + 1):
        place: Data = draw.pick(*[{"enhet": draw.pick(*units)}] * 5, {"område": "ekonomi"}, {})
        goal: Data = {"id": f"{'E' if 'område' in place else 'G'}-{i}", "titel": "mål", "källa": "ar, 1", **place, "mätetal": []}
        goal |= {"beslutat_i_plan": "nej"} if draw.chance(20) else {}
        for j in range(1, draw.pick(0, 1, 1, 2, 2, 3) + 1):
            written, found = criterion(draw, amounts, house)
            own = f"{goal['id']}.{j}"
            goal["mätetal"].append({"id": own, "titel": "mätetal", **written})
            outcomes += [{"mätetal": own, **outcome} for outcome in found]
        goals.append(goal)
    return {"mål": draw.shuffled(goals), "utfall": draw.shuffled(outcomes)}


def _told(draw: Draw, year: int, written: Data, units: list[str]) -> Data:
    """What the report says of goals: follow-ups, claims at every level, counts, statements; and what was decided."""
    goals = [goal["id"] for goal in written["mål"]]
    criteria = [c["id"] for goal in written["mål"] for c in goal["mätetal"]]
    claimed = [node for node in goals if draw.chance(60)] + [node for node in criteria if draw.chance(40)]
    claimed += [node for node in (*units, *BESIDE, "E-9") if draw.chance(30)]
    claims = [{"om": n, "påstår": draw.pick(*RATINGS, *RATINGS, None), "ord": "ord", "källa": "ar, 4"} for n in claimed]
    told: Data = {"påståenden": draw.shuffled(claims), "uppföljningar": [_follow_up(draw, g) for g in goals if draw.chance(45)]}
    told["antalspåståenden"] = [_count(draw, i, draw.pick(*units), len(goals)) for i in range(1, draw.pick(0, 0, 1, 2) + 1)]
    told["utsagor"] = _statements(draw, [*goals, *units]) if draw.chance(20) else []
    told["beslut"] = [_waiver(draw, year, i, [*goals, *criteria]) for i in range(draw.pick(0, 0, 0, 1, 2)) if goals]
    return told


def _follow_up(draw: Draw, goal: str) -> Data:
    changed = draw.pick(None, None, None, "redaktionell", "saklig")
    words = {"ändrad_lydelse": changed, "planens_ord": "ett", "redovisningens_ord": "två"} if changed else {}
    return {"mål": goal, "källa": "ar, 4", **words}


def _count(draw: Draw, number: int, unit: str, most: int) -> Data:
    count = draw.upto(min(most, 3))
    return {"id": f"A-{number}", "enhet": unit, "påstår": draw.pick(*RATINGS), "antal": count, "av": most, "källa": "ar, 2"}


def _statements(draw: Draw, nodes: list[str]) -> list[Data]:
    return [
        {"id": f"UT-{i}", "sak": "saken", "säger": draw.pick("ja", "ja", "nej"), "om": [draw.pick(*nodes)], "källa": "ar, 2"}
        for i in range(1, draw.pick(2, 3) + 1)
    ]


def _waiver(draw: Draw, year: int, number: int, nodes: list[str]) -> Data:
    """A waiver of a goal or criterion: valid, expired, of today, of tomorrow."""
    day = draw.pick(f"{year}-05-28", f"{year}-05-28", f"{year}-12-31", f"{year + 1}-01-01", f"{year - 1}-03-01")
    last = draw.pick(None, None, f"{year}-12-31", f"{year}-12-30", f"{year + 1}-12-31")
    written = {"id": f"B-{number}", "slag": "undantag", "gäller": [draw.pick(*nodes)], **_decided(day)}
    return written | ({"till_och_med": last} if last else {})


def _decided(day: str) -> Data:
    return {"organ": "Direktionen", "datum": day, "paragraf": "§ 1", "skäl": "skäl", "källa": "ar, 2"}


def _excuse(draw: Draw, year: int, written: dict[int, Data]) -> None:
    """At times a decision of synnerliga skäl on one of the ledger's years, told in the rated year or in another."""
    if draw.chance(20):
        deficit = year - draw.upto(3)
        told = draw.pick(year, *(other for other in sorted(written) if deficit <= other < year))
        decision = {"id": "B-skäl", "slag": "synnerliga skäl", "underskott_år": deficit, **_decided(f"{told}-12-31")}
        written[told].setdefault("beslut", []).append(decision)


def _economy(draw: Draw, amounts: list[Amount]) -> Data:
    written: Data = {}
    if draw.chance(65):
        written["riktlinje"] = {"ekonomi_överordnad": draw.pick("ja", "ja", "nej"), "källa": "ar, 2"}
    if draw.chance(50):
        written["återställande"] = {"omnämns": draw.pick("ja", "nej"), "källa": "ar, 2"}
    if amounts and draw.chance(30):
        out = draw.pick("", "-") + draw.pick(*amounts).name
        written["överföringar"] = [{"redovisar": "A", "till_nästa_år": out, "resultat": draw.pick(*amounts).name, "källa": "ar, 3"}]
    return written
