"""The overview as a workbook: each check a row, organisations by year, what many have in common, deficits, and what gave no result.

Same overview, same bytes: what a workbook says of its making is the last day of the last year in it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from xlsxwriter import Workbook

from reports.overview import Checked, Frequent, Overview
from reports.overviews import content
from reports.overviews.rows import FREQUENT_HEADS, HEADS, LAWS, Cells, frequent_cells, row_cells
from reports.plaintext import printable
from reports.ratingwords import worded
from reports.swedish import RATING, counted
from reports.workbook import Printed, add_sheet, add_summary, styles_of
from reports.workpaper.tables import Column, Row, Sheet, Summary, Table

MOST = 100_000  # checks in a sheet; a spreadsheet's own limit is ten times as many rows
MOST_FREQUENT = 5_000  # what is there once or twice has little to say of many, and takes its time
_WHO = (Column("Organisation", 16), Column("Namn", 44), Column("År", 7, plain=True))
_WIDE = {content.WHOLE: 15, "Resultat": 22, "Slutkod": 8} | dict.fromkeys(LAWS, 14)
_ELSEWHERE = (content.RESTORATION, "Innebär", "Hinder")  # heads of what has a sheet of its own, or is said by another cell
_YEARS = (
    Column("År", 10, plain=True), Column("Prövningar", 11), *(Column(f"GEH: {worded(RATING, code)}", 11) for code in content.LETTER),
    Column("GEH inte bedömd", 11), Column("Utan resultat", 11), Column("Motsagt påstående", 12), Column("Underlag saknas", 11),
    Column("Avvikande avstämning", 13), Column("Underskott att återställa", 13),
)  # fmt: skip
_FIRST_DAY, _LAST_YEAR = datetime(1980, 1, 1, tzinfo=UTC), 9999
_FREQUENT_WIDTHS = (10, 70, 14, 11, 9, 60)


def to_xlsx(overview: Overview, width: int) -> bytes:  # noqa: ARG001 - every format is asked alike
    """The whole overview."""
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True})
    title, made = content.title(overview), f"Regelspår {overview.version}"
    book.set_properties({"title": title, "author": printable(made), "comments": printable(content.preamble(overview)), "created": _day(overview)})
    printed, styles = Printed(title, made), styles_of(book)
    add_summary(book, printed, styles, _summary(overview))
    for sheet in _sheets(overview):
        add_sheet(book, printed, styles, sheet)
    book.close()
    return file.getvalue()


def _day(overview: Overview) -> datetime:
    last = max(content.years(overview), default=0)
    return datetime(last, 12, 31, tzinfo=UTC) if _FIRST_DAY.year <= last <= _LAST_YEAR else _FIRST_DAY


def _summary(overview: Overview) -> Summary:
    told = (
        content.preamble(overview),
        f"{content.WHOLE} är helheten. En prövning räknas under varje rubrik som den har något av.",
        f"I bladet Organisationer och år: {'; '.join(f'{sign} {said}' for sign, said in content.MARKS)}.",
        "Under Motsagt och Underlag saknas är raderna grupperade på två sätt, efter slag och efter rubrik; filtrera på det ena.",
    )
    rows = tuple(
        Row(
            (
                int(one.year) if one.year.isdecimal() else one.year, one.checks, *one.wholes, one.no_whole, one.no_result, one.contradicted,
                one.missing, one.deviating, one.restoring,
            ),
            strong=not one.year.isdecimal(),
        )
        for one in content.by_year(overview)
    )  # fmt: skip
    return Summary("Sammanfattning", content.title(overview), told, (Table(_YEARS, rows),) if rows else ())


def _sheets(overview: Overview) -> Iterator[Sheet]:
    kept = [at for at, head in enumerate(HEADS) if head not in _ELSEWHERE]
    checks = (*_WHO, *(Column(HEADS[at], _WIDE.get(HEADS[at], 10)) for at in kept[len(_WHO) :]))
    yield _sheet("Prövningar", checks, (_some(row_cells(one), kept) for one in overview.checked), "Ingenting är prövat.")
    yield _by_year(overview)
    yield _frequent("Motsagt", overview.contradicted, content.NOTHING[content.MOST_CONTRADICTED])
    yield _frequent("Underlag saknas", overview.missing, content.NOTHING[content.MOST_MISSING])
    said = (*_WHO, Column("BK-2", 16), Column("Bedömningen", 60), Column("Iakttagelser", 80))
    yield _sheet("Återställande", said, map(_restoring, content.restoring(overview)), content.none_restoring(overview.checked))
    errors = (*_WHO, Column("Slutkod", 9), Column("Innebär", 26), Column("Hinder", 100))
    outside = ((one.place, None, None, None, None, one.text) for one in overview.outside)
    yield _sheet("Utan resultat", errors, [*map(_unread, content.without_result(overview)), *outside], content.NOTHING[content.NO_RESULT])


def _some(cells: Cells, kept: Iterable[int]) -> Cells:
    return tuple(cells[at] for at in kept)


def _sheet(name: str, columns: tuple[Column, ...], cells: Iterable[Cells], empty: str, held: int = len(_WHO), most: int | None = None) -> Sheet:
    """A sheet with these rows; where they are more than it takes, the last row says how many are left out."""
    rows, room = [Row(one) for one in cells], MOST if most is None else most
    more = len(rows) - room
    told = (Row((f"Ytterligare {counted(more, 'rad', 'rader')} ryms inte här; alla står i CSV.",)),) if more > 0 else ()
    return Sheet(name, Table(columns, (*rows[:room], *told)), noted=False, empty=empty, held=held)


def _by_year(overview: Overview) -> Sheet:
    columns = (*_WHO[:2], *(Column(str(year), 15) for year in content.years(overview)))
    rows = ((one.organisation, one.name, *(_marked(each) if each else None for each in one.checks)) for one in content.lines(overview))
    return _sheet("Organisationer och år", columns, rows, "Ingenting är prövat.", held=2)


def _marked(one: Checked) -> str:
    """What the whole is rated, with the signs beside it."""
    return " ".join(filter(None, (content.whole(one), content.marks(one))))


def _frequent(name: str, found: Iterable[Frequent], empty: str) -> Sheet:
    columns = tuple(Column(head, width) for head, width in zip(FREQUENT_HEADS, _FREQUENT_WIDTHS, strict=True))
    return _sheet(name, columns, map(frequent_cells, found), empty, held=2, most=MOST_FREQUENT)


def _restoring(one: Checked) -> Cells:
    return one.organisation, one.name, one.year, worded(RATING, one.balance[1]) or None, one.restoration, " ".join(one.unrestored) or None


def _unread(one: Checked) -> Cells:
    return one.organisation, one.name, one.year, one.exit_code, content.word_of_exit(one.exit_code), one.error
