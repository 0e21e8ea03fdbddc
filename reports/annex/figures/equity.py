"""Section 7: equity at each year's end as bars, against the floor that is decided for the checked year."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reports.annex.figures.drawing import LINE, WIDTH, Bar, Figure
from reports.annex.items import Mark
from reports.report import EquityRow
from reports.swedish import amount, cites

ROW, FOOT = 46, 22
LABEL = 150  # the room that the words of the floor need
UNKNOWN = "framgår inte av underlaget"
ABOVE, BELOW = Mark("over", "eget kapital", ""), Mark("under", "negativt eget kapital", "")
COLUMNS = ("År", "Eget kapital", "Golv", "Källa")


def equity(rows: Sequence[EquityRow]) -> Figure | None:
    """The figure, where a year's equity is known."""
    known = [Decimal(row.amount) for row in rows if row.amount is not None]
    if not known:
        return None
    floors = [Decimal(row.floor) for row in rows if row.floor is not None]
    scale = _Scale([Decimal(0), *known, *floors])
    bars = tuple(bar for at, row in enumerate(rows) if (bar := _bar(row, at, scale)))
    words = [(0, at * ROW + LINE + 2, f"{row.year}: {_told(row)}") for at, row in enumerate(rows)]
    line = scale.at(floors[0]) if floors else -1
    if floors:
        words.append((min(max(line - LABEL // 2, 0), WIDTH - LABEL), len(rows) * ROW + LINE + 2, f"golv: {_floor(rows)}"))
    title = "Eget kapital mot golvet över kända år" if floors else "Eget kapital över kända år"
    table = tuple((str(row.year), _told(row), amount(row.floor, "tkr") if row.floor else "", cites(row.sources)) for row in rows)
    grid = (scale.at(Decimal(0)),) if scale.low < 0 else ()
    beside = tuple(bar.y for bar in bars)
    return Figure("eget_kapital", title, _says(rows), len(rows) * ROW + FOOT, bars, tuple(words), line, "", COLUMNS, table, grid, beside)


class _Scale:
    """Amounts as places between the edges of the drawing."""

    def __init__(self, values: Sequence[Decimal]) -> None:
        self.low = min(values)
        self._span = max(max(values) - self.low, Decimal(1))

    def at(self, value: Decimal) -> int:
        return 1 + int((value - self.low) * (WIDTH - 2) / self._span)


def _bar(row: EquityRow, at: int, scale: _Scale) -> Bar | None:
    if row.amount is None:
        return None
    zero, end = scale.at(Decimal(0)), scale.at(Decimal(row.amount))
    return Bar(min(zero, end), at * ROW + 22, max(abs(end - zero), 1), BELOW if end < zero else ABOVE)


def _told(row: EquityRow) -> str:
    return UNKNOWN if row.amount is None else amount(row.amount, "tkr")


def _floor(rows: Sequence[EquityRow]) -> str:
    return next((amount(row.floor, "tkr") for row in rows if row.floor is not None), "")


def _says(rows: Sequence[EquityRow]) -> str:
    told = "Eget kapital vid utgången av varje år i tusental kronor"
    decided = next((row for row in rows if row.floor is not None), None)
    floor = f", mot en lodrät linje vid den lägsta nivå som är beslutad för {decided.year}: {_floor(rows)}" if decided else ""
    return f"{told}{floor}."
