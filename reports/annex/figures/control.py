"""Section 9: for each moment of the internal control what is planned, what is shown performed, and the months that dates fall in.

A part of the figure is no higher than a page, and holds whole areas where they fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from reports.annex.figures.drawing import LINE, Bar, Figure
from reports.annex.items import Mark
from reports.report import Rating, Report
from reports.selection import with_members
from reports.swedish import listed

ROW, TOP = 22, 26
MOST = 34  # rows of a part
BOXES, WORDS, MONTHS = 66, 184, 290  # where the boxes of controls, what they say, and the months begin
STEP, BOX, MOST_BOXES = 9, 7, 12
LEFT_OF_MONTHS = 50  # where nothing is dated, the words about it begin so far before the months
LONGEST = 50  # signs of an area's name
PERFORMED, MISSING, OPEN = Mark("uppfyllt", "utförd", ""), Mark("ej", "ej utförd", ""), Mark("underlag_saknas", "framgår inte", "")
REMARK = Mark("avvikelse", "notering", "")
HEIGHTS = {PERFORMED.code: 14, OPEN.code: 8, MISSING.code: 3, REMARK.code: 7}
QUARTERS = ((0, "jan"), (3, "apr"), (6, "jul"), (9, "okt"))
UNDATED = "datum framgår inte av underlaget"
COLUMNS = ("Moment", "Kontroll", "Planerat", "Utfört", "Datum")
SAYS = (
    "En hög ruta är en utförd kontroll, en halvhög en planerad som inte framgår, en låg en planerad som inte är utförd. "
    "Intill står antalet utförda, med frågetecken där det inte framgår, och inom parentes antalet planerade."
)
DATED = (
    "Till höger januari till december: hög markering i en månad med kontroll enligt loggen, låg i en månad där en kontroll gav en notering; "
    "utan datum betyder att datum inte framgår av underlaget."
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment as it is drawn: `low` controls shown performed, and whether it is known that there were no more."""

    id: str
    title: str
    planned: int
    frequency: str
    low: int
    is_exact: bool
    performed: str
    logged: tuple[str, ...]
    remarked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """An area with its moments."""

    name: str
    moments: tuple[Moment, ...]


def control(report: Report) -> tuple[Figure, ...]:
    """The figure in its parts."""
    areas = list(_areas(report))
    is_dated = any(_months(report.year, moment.logged + moment.remarked) for area in areas for moment in area.moments)
    parts = list(_parts(areas))
    return tuple(_part(report.year, part, (at, len(parts)), is_dated) for at, part in enumerate(parts, 1))


# --- what is drawn --------------------------------------------------------------------------------------------------


def _areas(report: Report) -> Iterator[Area]:
    facts = _by_moment(report)
    mine: list[Moment] = []
    name = ""
    for rating in with_members(rating for rating in report.ratings if rating.area == "intern_kontroll"):
        if rating.level == "control_area":
            if mine:
                yield Area(name, tuple(mine))
            name, mine = f"{rating.id} {rating.title}", []
        elif rating.id in facts:
            mine.append(_moment(rating, facts[rating.id]))
    if mine:
        yield Area(name, tuple(mine))


Facts = dict[str, list[dict[str, object]]]


def _by_moment(report: Report) -> dict[str, Facts]:
    """Each moment's facts by kind; only what the plan holds as a moment is drawn."""
    found: dict[str, Facts] = {}
    for _, fact in sorted(report.facts.items()):
        if fact.get("kind") in {"moment", "visat", "logg", "avvikelse"} and fact.get("moment"):
            found.setdefault(str(fact["moment"]), {}).setdefault(str(fact["kind"]), []).append(fact)
    return {moment: facts for moment, facts in found.items() if "moment" in facts}


def _moment(rating: Rating, facts: Facts) -> Moment:
    planned = _whole(facts["moment"][0].get("plan"))
    low, is_exact, performed = _performed(facts, planned)
    logged = tuple(day for fact in facts.get("logg", ()) for day in str(fact.get("dagar", "")).split(", ") if day)
    remarked = tuple(str(fact["kontrolldatum"]) for fact in facts.get("avvikelse", ()) if fact.get("kontrolldatum"))
    return Moment(rating.id, rating.title, planned, str(facts["moment"][0].get("frekvens", "")), low, is_exact, performed, logged, remarked)


def _performed(facts: Facts, planned: int) -> tuple[int, bool, str]:
    """The log before the report's own words: at least so many, whether exactly, and in words."""
    for fact in facts.get("logg", ()):
        count = _whole(fact.get("antal"))
        return count, True, f"{count} enligt kontrolloggen"
    for fact in facts.get("visat", ()):
        low = planned if fact.get("slag") == "enligt_plan" else _whole(fact.get("lo"))
        return low, "slag" in fact and "hi" in fact, str(fact.get("text", ""))
    return 0, False, "framgår inte av underlaget"


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _months(year: int, days: Iterable[str]) -> tuple[int, ...]:
    """The months of the year, from 0, that the days fall in."""
    return tuple(sorted({int(day[5:7]) - 1 for day in days if day.startswith(f"{year}-")}))


# --- the drawing ----------------------------------------------------------------------------------------------------


def _parts(areas: Sequence[Area]) -> Iterator[tuple[Area, ...]]:
    """The areas in parts of at most so many rows; an area that is longer than a part is told in several."""
    part: list[Area] = []
    used = 0
    for area in chain.from_iterable(map(_pieces, areas)):
        rows = 1 + len(area.moments)
        if part and used + rows > MOST:
            yield tuple(part)
            part, used = [], 0
        part.append(area)
        used += rows
    if part:
        yield tuple(part)


def _pieces(area: Area) -> Iterator[Area]:
    for start in range(0, len(area.moments), MOST - 1):
        yield Area(area.name, area.moments[start : start + MOST - 1])


def _part(year: int, areas: Sequence[Area], number: tuple[int, int], is_dated: bool) -> Figure:
    bars: list[Bar] = []
    words: list[tuple[int, int, str]] = [(BOXES, LINE, "Utfört (planerat)"), *(_heads(is_dated))]
    top = TOP
    for area in areas:
        words.append((0, top + LINE, _short(area.name)))
        for at, moment in enumerate(area.moments, 1):
            y = top + at * ROW
            words += [(0, y + LINE, moment.id), (WORDS, y + LINE, _count(moment)), *_undated(year, moment, y, is_dated)]
            bars += [*_boxes(moment, y), *_marks(year, moment, y)]
        top += (1 + len(area.moments)) * ROW
    at, of = number
    title = f"Intern kontroll {year}: planerat och utfört genom året" + (f", del {at} av {of}" if of > 1 else "")
    rows = tuple(_row(moment) for area in areas for moment in area.moments)
    says = f"{SAYS} {DATED if is_dated else UNDATED.capitalize() + ' för någon kontroll.'}"
    grid = tuple(MONTHS + month * STEP - 1 for month in (0, 3, 6, 9, 12)) if is_dated else ()
    return Figure(f"kontroll-{at}", title, says, top, tuple(bars), tuple(words), -1, "", COLUMNS, rows, grid)


def _heads(is_dated: bool) -> Iterator[tuple[int, int, str]]:
    """The months' names over their axis; where no control is dated there is none, and that is said."""
    if is_dated:
        yield from ((MONTHS + month * STEP, LINE, name) for month, name in QUARTERS)
    else:
        yield MONTHS - LEFT_OF_MONTHS, LINE, "datum framgår inte"


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def _count(moment: Moment) -> str:
    """What is shown of what is planned: "2 (planerat 2)", "minst 1 (planerat 2)", "? (planerat 1)"."""
    shown = "?" if not moment.low and not moment.is_exact else f"{'' if moment.is_exact else 'minst '}{moment.low}"
    return f"{shown} (planerat {moment.planned or 'framgår inte'})"


def _undated(year: int, moment: Moment, y: int, is_dated: bool) -> Iterator[tuple[int, int, str]]:
    if is_dated and (moment.low or not moment.is_exact) and not _months(year, moment.logged + moment.remarked):
        yield MONTHS + 2, y + LINE, "utan datum"


def _boxes(moment: Moment, y: int) -> Iterator[Bar]:
    """A box for each control that is planned or shown, as high as it is shown."""
    rest = MISSING if moment.is_exact else OPEN
    for at in range(min(max(moment.planned, moment.low), MOST_BOXES)):
        yield _mark(BOXES + at * STEP, y, PERFORMED if at < moment.low else rest)


def _marks(year: int, moment: Moment, y: int) -> Iterator[Bar]:
    for kind, days in ((PERFORMED, moment.logged), (REMARK, moment.remarked)):
        for month in _months(year, days):
            yield _mark(MONTHS + month * STEP, y, kind)


def _mark(x: int, y: int, kind: Mark) -> Bar:
    height = HEIGHTS[kind.code]
    return Bar(x, y + LINE + 2 - height, BOX, kind, height)


def _row(moment: Moment) -> tuple[str, ...]:
    days = [*moment.logged, *(f"{day} (notering)" for day in moment.remarked)]
    dated = listed(days) if days else UNDATED if moment.low or not moment.is_exact else "ingen kontroll"
    return moment.id, moment.title, moment.frequency, moment.performed, dated
