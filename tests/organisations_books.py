"""What really happened in an invented organisation's economy over the years: whole thousands that hang together from year to year."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from generator_years import Draw

FOUR_YEARS = (0, 1, 2, 3)
# årets result, in hundredths of the income, from the year a deficit comes: how it is restored, or not
COURSES = {
    "i balans": (1, 2, 0, 1),
    "återställt i tid": (-4, 2, 1, 2),
    "återställt sista året": (-4, 1, 1, 2),
    "ett tusental för litet": (-4, 1, 1, 2),
    "återställt för sent": (-6, 1, 1, 1, 5),
    "ej återställt": (-8, 0, 1, 0, 0),
    "nytt underskott": (-3, -2, 2, 1, 2),
}


@dataclass
class UnitYear:
    """What a unit that is accounted for separately earned and spent, costs as minus."""

    income: int
    costs: int
    depreciation: int
    contribution: int
    budget: tuple[int, int, int, int] = (0, 0, 0, 0)

    @property
    def result(self) -> int:
        """The unit's result of the year."""
        return self.income + self.costs + self.depreciation + self.contribution


@dataclass
class BookYear:
    """A year's books in thousands of kronor."""

    year: int
    units: dict[str, UnitYear]
    internal: int
    financial_income: int
    financial_costs: int
    gain: int
    gain_excepted: int
    unrealised: int
    to_reserve: int
    from_reserve: int
    investment: int
    invested_budget: int
    sold: int
    borrowed: int
    budget_result: int
    opening: dict[str, int] = field(default_factory=dict)
    closing: dict[str, int] = field(default_factory=dict)

    def total(self, part: str) -> int:
        """A line over all units; what they sell to each other is taken away from both income and costs."""
        away = {"income": -self.internal, "costs": self.internal}.get(part, 0)
        return sum(int(getattr(unit, part)) for unit in self.units.values()) + away

    @property
    def result(self) -> int:
        """Årets resultat."""
        return sum(unit.result for unit in self.units.values()) + self.financial_income + self.financial_costs

    @property
    def adjusted(self) -> int:
        """Årets resultat efter balanskravsjusteringar."""
        return self.result - self.gain + self.gain_excepted - self.unrealised

    @property
    def balanced(self) -> int:
        """Balanskravsresultatet."""
        return self.adjusted - self.to_reserve + self.from_reserve


def books(draw: Draw, years: range, units: list[str]) -> dict[int, BookYear]:
    """The books of the years, with the balanskravsresultat that a course of deficits and restorations gives."""
    scale = draw.pick(8, 20, 60, 300, 18_000) * 1000
    wanted = _results(draw, years, scale)
    found: dict[int, BookYear] = {}
    balance = {"fixed": scale // 4, "receivables": scale // 6, "cash": scale // 2, "provisions": scale // 9, "debt": scale // 10, "short": scale // 5}
    balance["equity"] = balance["fixed"] + balance["receivables"] + balance["cash"] - balance["provisions"] - balance["debt"] - balance["short"]
    for year in years:
        book = _year(draw, year, units, scale, wanted[year])
        book.opening = balance
        book.closing = balance = _closing(draw, book, scale)
        found[year] = book
        scale += scale * draw.upto(5) // 100
    return found


def _results(draw: Draw, years: range, scale: int) -> dict[int, int]:
    """A balanskravsresultat for each year: courses after each other, each from a year drawn."""
    course: list[int] = []
    while len(course) < len(years):
        name = draw.pick(*COURSES, "i balans", "i balans")
        amounts = [share * scale // 100 for share in COURSES[name]]
        if name == "ett tusental för litet":
            amounts[3] -= 1
        course += [*[draw.pick(0, 1, scale // 200, scale // 100) for _ in range(draw.upto(2))], *amounts]
    return dict(zip(years, course, strict=False))


def _year(draw: Draw, year: int, units: list[str], scale: int, balanced: int) -> BookYear:
    made = {unit: _unit(draw, scale // len(units)) for unit in units}
    gain, unrealised = draw.pick(0, 0, 0, scale // 300), draw.pick(0, 0, 0, 0, scale // 400, -scale // 500)
    excepted = draw.pick(0, 0, gain)
    to_reserve = draw.pick(0, 0, 0, 0, scale // 250) if balanced >= 0 else 0
    from_reserve = draw.pick(0, 0, 0, scale // 250) if balanced <= 0 else 0
    book = BookYear(
        year, made, draw.pick(0, scale // 50), draw.pick(0, 28, scale // 500), -draw.pick(0, 12, scale // 400), gain, excepted, unrealised,
        to_reserve, from_reserve, draw.pick(0, scale // 30, scale // 12), draw.pick(0, scale // 30, scale // 15),
        draw.pick(0, 0, scale // 200), draw.pick(0, 0, -scale // 100, scale // 20), draw.pick(0, 1, -1, scale // 200, scale // 100),
    )  # fmt: skip
    next(reversed(made.values())).costs -= book.balanced - balanced  # the last unit's costs are what gives the result
    return book


def _unit(draw: Draw, scale: int) -> UnitYear:
    income, contribution = scale * draw.pick(0, 20, 35, 50) // 100, scale * draw.pick(40, 60, 75) // 100
    depreciation = -scale * draw.pick(0, 1, 3) // 100
    result = draw.pick(0, 0, 1, -1, scale // 80, -scale // 90)
    planned, spent = income + draw.pick(0, 0, scale // 40), draw.pick(0, 0, scale // 60) - income - contribution - depreciation
    budget = (planned, spent, depreciation, contribution)
    return UnitYear(income, result - income - contribution - depreciation, depreciation, contribution, budget)


def _closing(draw: Draw, book: BookYear, scale: int) -> dict[str, int]:
    """The balance at the year's end; cash is what the year's payments leave."""
    start = book.opening
    end = {
        "fixed": start["fixed"] + book.investment + book.total("depreciation") - book.sold,
        "receivables": scale * draw.pick(14, 16, 17) // 100,
        "provisions": max(start["provisions"] + draw.pick(0, scale // 200, -scale // 300), 0),
        "short": scale * draw.pick(18, 20, 23) // 100,
        "debt": max(start["debt"] + book.borrowed, 0),
        "equity": start["equity"] + book.result,
    }
    if end["fixed"] < 0:
        book.investment -= end["fixed"]
        end["fixed"] = 0
    book.borrowed = end["debt"] - start["debt"]
    end["cash"] = end["equity"] + end["provisions"] + end["short"] + end["debt"] - end["fixed"] - end["receivables"]
    if end["cash"] < scale // 20:
        lent = scale // 10 - end["cash"]
        end |= {"cash": end["cash"] + lent, "debt": end["debt"] + lent}
        book.borrowed += lent
    return end


def dec(*amounts: int) -> list[Decimal | None]:
    """Amounts as a row prints them."""
    return [Decimal(amount) for amount in amounts]
