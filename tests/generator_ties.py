"""Generated figures in running text and ties: exact, rounded at halves, approximate, counted, missing a side."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from generator_years import TINY, Data, Draw

from facts.units import MONEY, unit_class

APPROXIMATE = ("ca", "ca", "drygt", "knappt", "mer än", "mindre än")


class Amount(NamedTuple):
    """A printed cell as a tie can name it."""

    name: str
    table: str
    row: str
    column: str
    unit: str
    value: Decimal | None


def amounts_of(tables: Data) -> list[Amount]:
    """Every cell of the written tables."""
    found = []
    for name, table in tables.items():
        for row, cells in table["rader"].items():
            unit = table.get("radenheter", {}).get(row, table["enhet"])
            for column, value in zip(table["kolumner"], cells, strict=True):
                found.append(Amount(f"{name}.{row}.{column}", name, row, column, unit, value))
    return found


def ties(draw: Draw, tables: Data, goal_units: list[str]) -> Data:
    """Figures in text and ties over the tables."""
    texts: Data = {}
    written = [tie for i in range(draw.pick(0, 1, 2, 4)) if (tie := _tie(draw, tables, goal_units, texts, i))]
    return {"texttal": texts, "avstämningar": written}


def materiality(draw: Draw) -> Data:
    """A väsentlighetstal of the size that the generated deviations have, so that some lie on it, some above and some below."""
    sizes = ("1", "2", "3", "3", "5", "0.5", "1.5", "2.000001", "1.999999", "10", "100", "1000", "2000")
    thousands, unit = Decimal(draw.pick(*sizes)), draw.pick("kr", "tkr", "tkr", "mnkr", "mkr")
    amount = thousands * MONEY["tkr"] / MONEY[unit]
    if amount != amount.quantize(TINY):
        amount, unit = thousands, "tkr"
    told = {"belopp": Decimal(f"{amount.normalize():f}"), "enhet": unit, "uppgift": "revisorns tal för året", "källa": "ar, 8"}
    return {"väsentlighetstal": told}


def _tie(draw: Draw, tables: Data, goal_units: list[str], texts: Data, i: int) -> Data | None:
    amounts = amounts_of(tables)
    makers = [_restated, _restated, _restated, _sum, _in_columns, _quotient]
    sides = _count(draw, goal_units, texts, i) if draw.chance(15) and goal_units else None
    if sides is None and amounts:
        sides = draw.pick(*makers)(draw, amounts, texts, i)
    if sides is None:
        return None
    return {"id": f"AV-t{i}", "titel": "avstämning", **sides, **({"samma_sak": "ja"} if draw.chance(30) else {})}


def _text(value: Decimal, unit: str, word: str = "exakt") -> Data:
    return {"värde": value, "enhet": unit, "ord": word, "anger": "uppgift", "källa": "ar, 2"}


def _restated(draw: Draw, amounts: list[Amount], texts: Data, i: int) -> Data | None:
    """A figure in text against the cell that it restates, with a minus where the cell is a cost."""
    cell = draw.pick(*amounts)
    minus = cell.value is not None and cell.value < 0 and draw.chance(70)
    value = abs(cell.value) if minus and cell.value is not None else (cell.value or Decimal(0))
    texts[f"t.a{i}"] = _approximate(draw, value, cell.unit) if value > 0 and draw.chance(50) else _exact(draw, value, cell.unit)
    term = f"-{cell.name}" if minus else cell.name
    over: Data = {}
    if draw.chance(15):
        over = {"kolumner": sorted({a.column for a in amounts if a.table == cell.table})}
        term = term.removesuffix(f".{cell.column}")
    sides = [[f"t.a{i}"], [term]] if draw.chance(70) or minus else [[term], [f"t.a{i}"]]
    return {"vänster": sides[0], "höger": sides[1], **over}


def _exact(draw: Draw, value: Decimal, unit: str) -> Data:
    if unit_class(unit) != "pengar":
        return _text(value + draw.pick(0, 0, 1, -1) * draw.pick(Decimal(1), Decimal("0.1"), Decimal("0.01")), unit)
    told = draw.pick("kr", "tkr", "mnkr")
    amount = value * MONEY[unit] / MONEY[told]
    if told == "kr":
        return _text(amount.quantize(Decimal(1)) + draw.pick(0, 0, 499, 500, -500, 501, 1000, 1500), told)
    places, off = draw.pick(0, 1) if told == "mnkr" else 0, draw.pick(0, 0, 0, 1, -1, 2)
    step = Decimal(1).scaleb(-places)
    return _text(amount.quantize(step, ROUND_HALF_UP) + off * step, told)


def _approximate(draw: Draw, value: Decimal, unit: str) -> Data:
    """A positive figure told in its first digit or so, and the word that makes it approximate."""
    word = draw.pick(*APPROXIMATE)
    if draw.chance(25):
        return _text(value, unit, word)
    step = Decimal(1).scaleb(value.adjusted())
    told = max(value.quantize(step, ROUND_HALF_UP) + draw.pick(0, 0, 0, 1, -1) * step, step)
    return _text(Decimal(f"{told:f}"), unit, word)


def _sum(draw: Draw, amounts: list[Amount], texts: Data, i: int) -> Data | None:
    """A row against other rows of its table, empty cells and all."""
    one = draw.pick(*amounts)
    same = [a for a in amounts if a.table == one.table and a.column == one.column and a.unit == one.unit and a.row != one.row]
    terms = [("-" if draw.chance(30) else "") + a.name for a in draw.shuffled(same)[:2]]
    return {"vänster": [one.name], "höger": terms} if terms else None


def _in_columns(draw: Draw, amounts: list[Amount], texts: Data, i: int) -> Data | None:
    """A row against another table's row, in every column that both have."""
    one, other = draw.pick(*amounts), draw.pick(*amounts)
    shared = [{a.column for a in amounts if a.table == t.table} for t in (one, other)]
    columns = sorted(shared[0] & shared[1])
    if not columns or unit_class(one.unit) != unit_class(other.unit):
        return None
    right = draw.pick(f"{other.table}.{other.row}", f"{other.table}.{other.row}", other.name)
    return {"vänster": [f"{one.table}.{one.row}"], "höger": [right], "kolumner": columns}


def _quotient(draw: Draw, amounts: list[Amount], texts: Data, i: int) -> Data | None:
    """A percentage in text against the change, or the share, that two cells give."""
    first = draw.pick(*amounts)
    second = draw.pick(*(a for a in amounts if unit_class(a.unit) == unit_class(first.unit)))
    key = draw.pick("höger_förändring", "höger_andel")
    a, b = (Decimal(x.value or 1) * MONEY.get(x.unit, Decimal(1)) for x in (first, second))
    places = Decimal(1).scaleb(-draw.pick(0, 1))
    share = 100 * (a - b if key == "höger_förändring" else a) / b
    told = share.quantize(places, ROUND_HALF_UP) + draw.pick(0, 0, 0, 1, -1, 2) * places
    texts[f"t.a{i}"] = _text(told, "%")
    return {"vänster": [f"t.a{i}"], key: [first.name, second.name]}


def _count(draw: Draw, units: list[str], texts: Data, i: int) -> Data:
    """A stated number of goals against the report's own judgements of them."""
    texts[f"t.a{i}"] = _text(Decimal(draw.upto(2)), "mål")
    return {"vänster": [f"t.a{i}"], "höger_antal": {"enhet": draw.pick(*units), "påstår": draw.pick("uppfyllt", "delvis", "ej")}}
