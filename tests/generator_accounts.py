"""Generated accounts: statements, balanskravsutredningar, budgets, counted tables, figures in text and ties."""

from __future__ import annotations

from decimal import Decimal

from generator_years import BESIDE, Data, Draw

RESULTS = (-10, -6, -5, -4, -1, 0, 1, 4, 5, 6, 10)
WORDS = ("exakt", "exakt", "ca", "drygt", "knappt", "mer än", "mindre än")
ACCOUNTS_BEFORE = 4


class Truth:
    """What really happened in the years around the rated one, so that two years' tables tell the same."""

    def __init__(self, draw: Draw, year: int) -> None:
        self.years = range(year - ACCOUNTS_BEFORE, year + 2)
        self.result = {y: draw.pick(*RESULTS) for y in self.years}
        self.adjusted = {y: self.result[y] + draw.pick(0, 0, 0, 1, -1, 5, -5) for y in self.years}
        self.equity: dict[int, int] = {}
        for y in self.years:
            self.equity[y] = self.equity.get(y - 1, 50) + self.result[y]


def other_year(draw: Draw, truth: Truth, year: int) -> Data:
    """The tables of another year: some of its statements, told as they were."""
    tables = {}
    if draw.chance(70):
        tables["rr"] = _income(draw, truth, [str(year), *_before(draw, truth, year)], 0)
    if draw.chance(60):
        tables["br"] = _balance(draw, truth, [str(year), *_before(draw, truth, year)], 0)
    if draw.chance(40):
        tables["ek"] = _opening(draw, truth, [str(year), *_before(draw, truth, year)])
    if draw.likely(50):
        tables["bku"] = _inquiry(draw, truth, [str(year)], 0)
    return {"tabeller": tables} if tables else {}


def _before(draw: Draw, truth: Truth, year: int) -> list[str]:
    return [str(year - 1)] if year - 1 in truth.years and draw.chance(50) else []


def accounts(draw: Draw, truth: Truth, year: int, full: bool) -> Data:
    """The rated year's tables, figures in text and what goes with them."""
    now, before, planned = str(year), str(year - 1), f"budget{year}"
    tables = {}
    if draw.chance(85):
        columns = [now, *([before] if draw.chance(50) else []), *([planned] if draw.chance(40) else [])]
        tables["rr"] = _income(draw, truth, columns, draw.pick(0, 0, 0, 1, -1))
    if draw.chance(60):
        tables["br"] = _balance(draw, truth, [now, *_before(draw, truth, year)], draw.pick(0, 0, 0, 3))
    if draw.chance(40):
        tables["ek"] = _opening(draw, truth, [now, *_before(draw, truth, year)])
    if draw.likely(65):
        tables["bku"] = _inquiry(draw, truth, [now, *_before(draw, truth, year)], draw.pick(0, 0, 0, 2, -2))
    if draw.likely(70):
        tables["b_total"] = _budget(draw, planned)
    if full:
        tables |= {f"rr_{unit.lower()}": _unit(draw, unit, now, planned) for unit in ("A", "B") if draw.chance(50)}
        tables |= {"inv": _investment(draw, now)} if draw.chance(40) else {}
        tables |= {"antal": _counted(draw, year)} if draw.chance(50) else {}
    return {"tabeller": tables} if tables else {}


def _table(unit: str, columns: list[str], rows: Data, **more: object) -> Data:
    return {"titel": "tabell", "källa": "ar, 3", "enhet": unit, "kolumner": columns, "rader": rows, **more}


def _income(draw: Draw, truth: Truth, columns: list[str], off: int) -> Data:
    results = {c: (truth.result[int(c)] if c.isdigit() else draw.pick(*RESULTS)) + off for c in columns}
    income = [Decimal(draw.pick(100, 101, 120)) for _ in columns]
    financial = [draw.pick(Decimal(0), Decimal(2), None) for _ in columns]
    costs = [results[c] - i - (f or 0) + draw.pick(0, 0, 0, 0, 1, -1, 2) for c, i, f in zip(columns, income, financial, strict=True)]
    rows: Data = {"intäkter": income, "kostnader": [Decimal(c) for c in costs], "finansnetto": financial}
    rows["resultat"] = [Decimal(results[c]) for c in columns]
    if draw.chance(5):
        rows["resultat"][0] = None
    roles = {"årets_resultat": "resultat"} if draw.chance(90) else {}
    return _table("tkr", columns, rows, summor={"resultat": ["intäkter", "kostnader", "finansnetto"]}, roller=roles)


def _balance(draw: Draw, truth: Truth, columns: list[str], off: int) -> Data:
    equity: list[Decimal | None] = [Decimal(truth.equity[int(c)] + off) for c in columns]
    if draw.chance(10):
        equity[-1] = None
    rows = {"tillgångar": [Decimal(90) for _ in columns], "eget_kapital": equity, "skulder": [Decimal(40) for _ in columns]}
    return _table("tkr", columns, rows, roller={"eget_kapital": "eget_kapital"})


def _opening(draw: Draw, truth: Truth, columns: list[str]) -> Data:
    opening = [Decimal(truth.equity.get(int(c) - 1, 50)) for c in columns]
    return _table("tkr", columns, {"ingående": opening}, roller={"ingående_eget_kapital": "ingående"})


def _inquiry(draw: Draw, truth: Truth, columns: list[str], off: int) -> Data:
    """A balanskravsutredning, at times with an empty line, or with a result that is not the sum of its lines."""
    adjusted = [truth.adjusted[int(c)] + off for c in columns]
    gains = [draw.pick(Decimal(0), Decimal(3), None) for _ in columns]
    lines = [Decimal(a) + (g or 0) for a, g in zip(adjusted, gains, strict=True)]
    rows: Data = {"enligt_rr": lines, "vinster": gains}
    consistent = all(g is not None for g in gains) and off != 0
    rows["balanskravsresultat"] = [Decimal(a) + (draw.pick(0, 0, 1, -4) if consistent else 0) for a in adjusted]
    sums = {"balanskravsresultat": ["enligt_rr", "-vinster"]} if draw.chance(70) or consistent else {}
    lines_of_the_sum = {"bk_årets_resultat": "enligt_rr", "bk_realisationsvinster": "vinster"}
    roles = {**(lines_of_the_sum if sums else {}), "bk_resultat": "balanskravsresultat"}
    return _table("tkr", columns, rows, summor=sums, roller=roles)


def _budget(draw: Draw, planned: str) -> Data:
    costs = Decimal(draw.pick(900, 1000))
    income: Decimal | None = costs + draw.pick(*BESIDE)
    if draw.chance(10):
        income = None
    units = {}
    if draw.chance(30) and income is not None and income == income.to_integral_value():
        income, units = income / 1000, {"intäkter": "mnkr"}
    roles = {"budget_intäkter": "intäkter", "budget_kostnader": "kostnader"}
    return _table("tkr", [planned], {"intäkter": [income], "kostnader": [costs]}, roller=roles, radenheter=units)


def _unit(draw: Draw, unit: str, now: str, planned: str) -> Data:
    columns = draw.pick([now, planned], [now, planned], [now])
    results = [draw.pick(Decimal(0), Decimal(0), Decimal(1), Decimal(-1), None) for _ in columns]
    return _table("tkr", columns, {"resultat": results}, redovisar=unit, roller={"årets_resultat": "resultat"})


def _investment(draw: Draw, now: str) -> Data:
    amounts = {"budget": [draw.pick(Decimal(0), Decimal(5))], "utfall": [draw.pick(Decimal(0), Decimal(5), None)]}
    return _table("tkr", [now], amounts, roller={"investering_budget": "budget", "investering_utfall": "utfall"})


def _counted(draw: Draw, year: int) -> Data:
    """Pupils, shares or årsarbeten with sums both ways, empty cells and totals one unit off."""
    unit, step = draw.pick(("elever", Decimal(1)), ("åa", Decimal("0.01")), ("%", Decimal("0.1")), ("kr/elev", Decimal(1)))
    cells = {row: [draw.pick(None, *(step * n for n in (0, 5, 50, 250))) for _ in "ab"] for row in ("ett", "två")}
    rows: Data = {row: [*pair, _off(draw, step, pair)] for row, pair in cells.items()}
    rows["summa"] = [_off(draw, step, [cells["ett"][i], cells["två"][i]]) for i in range(2)] + [None]
    sums = {"summa": ["ett", "två"]}
    return _table(unit, ["kv", "mä", "alla"], rows, år=year, summor=sums, kolumnsummor={"alla": ["kv", "mä"]})


def _off(draw: Draw, step: Decimal, parts: list[Decimal | None]) -> Decimal | None:
    printed = sum((p for p in parts if p is not None), Decimal(0)) + step * draw.pick(0, 0, 0, 1, -1, 2)
    return None if draw.chance(10) else printed
