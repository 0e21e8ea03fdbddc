"""The year's timeline: each kontrollmoment with its occasions, the controls performed, the line of the day and what is overdue.

Heights tell what colours tell. A part of the figure is no higher than a page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from reports.annex.figures.drawing import LINE, Bar, Figure
from reports.annex.items import Mark
from reports.preclose import Control, PreClose
from reports.preclosing.words import LATE, UNKNOWN, days
from reports.swedish import counted, number

ROW, TOP, FOOT = 22, 26, 34
MOST = 24  # rows of a part
START, END = 66, 318  # where the year begins and ends
COUNTS = 326  # where the counts stand
BOX = 5
PERFORMED, OVERDUE, PLANNED = Mark("uppfyllt", "utförd", ""), Mark("ej", LATE[0], ""), Mark("underlag_saknas", "planerad", "")
HEIGHTS = {PERFORMED.code: 14, OVERDUE.code: 8, PLANNED.code: 3}
QUARTERS = ((1, "jan"), (4, "apr"), (7, "jul"), (10, "okt"))
COLUMNS = ("Moment", "Kontroll", "Frekvens", "Planerat", "Till dagen", "Utfört", "Datum", "Nästa", "Försenat")
SAYS = (
    "Hög markering är en utförd kontroll, halvhög ett tillfälle som är försenat, låg ett annat planerat tillfälle. "
    "Den streckade linjen är {day}. Till höger står antalet utförda av de planerade till dagen, med frågetecken där det inte framgår."
)


def timeline(preclose: PreClose) -> tuple[Figure, ...]:
    """The figure in its parts; none where there is no plan."""
    parts = [preclose.controls[start : start + MOST] for start in range(0, len(preclose.controls), MOST)]
    return tuple(_part(preclose, part, at, len(parts)) for at, part in enumerate(parts, 1))


def _part(preclose: PreClose, rows: Sequence[Control], at: int, of: int) -> Figure:
    year, bottom = preclose.now.year, TOP + len(rows) * ROW
    words = [(_x(year, f"{year}-{month:02}-01") + 1, LINE, name) for month, name in QUARTERS]
    bars: list[Bar] = []
    for line, row in enumerate(rows):
        y = TOP + line * ROW
        words += [(0, y + LINE, row.about), (COUNTS, y + LINE, _counts(row))]
        bars += _bars(year, preclose.as_of, row, y)
    title = f"Kontrollplanen {year} till och med {preclose.as_of}" + (f", del {at} av {of}" if of > 1 else "")
    grid = (*(_x(year, f"{year}-{month:02}-01") for month, _ in QUARTERS), END)
    table = tuple(map(_told, rows))
    day = _x(year, preclose.as_of)
    return Figure(f"tidslinje-{at}", title, SAYS.format(day=preclose.as_of), bottom + FOOT, tuple(bars), tuple(words), day, preclose.as_of, COLUMNS,
                  table, grid)  # fmt: skip


def _x(year: int, day: str) -> int:
    """Where a day of the year stands; a day outside it stands at its edge."""
    first = dt.date(year, 1, 1)
    passed = (dt.date.fromisoformat(day) - first).days
    whole = (dt.date(year + 1, 1, 1) - first).days
    return START + min(max(passed, 0), whole) * (END - START) // whole


def _bars(year: int, as_of: str, one: Control, y: int) -> Iterator[Bar]:
    """Occasions first, so that a control performed on its day is drawn over it; those overdue are the latest that have passed."""
    passed = [day for day in one.occasions if day < as_of]
    late = passed[max(len(passed) - one.overdue, 0) :]
    for day in one.occasions:
        yield _bar(year, day, y, OVERDUE if day in late else PLANNED)
    for day in one.dates:
        yield _bar(year, day, y, PERFORMED)


def _bar(year: int, day: str, y: int, kind: Mark) -> Bar:
    height = HEIGHTS[kind.code]
    return Bar(min(_x(year, day), END) - BOX // 2, y + LINE + 2 - height, BOX, kind, height)


def _counts(one: Control) -> str:
    """What is performed of what was due: "2 av 3", "? av 3"."""
    performed = "?" if one.performed is None else number(str(one.performed))
    return f"{performed} av {number(str(one.due))}"


def _told(one: Control) -> tuple[str, ...]:
    performed = UNKNOWN if one.performed is None else number(str(one.performed))
    late = counted(one.overdue, *LATE) if one.overdue else UNKNOWN if one.untold else "nej"
    return (
        one.about, one.title, one.frequency, number(str(one.planned)), number(str(one.due)), performed, days(one.dates) if one.dates else "–",
        one.next_due or "–", late,
    )  # fmt: skip


