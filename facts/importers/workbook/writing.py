"""Facts as a workbook: the same facts give the same bytes, and nothing in it is a formula."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from facts.importers.workbook.columns import Column, Kind, Sheet
from facts.importers.workbook.facts_of import Fact, Trees, facts_of, part, titles_of, waiting
from facts.importers.workbook.guide import write_guide
from facts.importers.workbook.layout import GUIDE, LISTS, YES_NO, Layout, layout
from facts.importers.workbook.layout_tables import TableSheet
from facts.importers.workbook.notes import LAST_ROW, list_range, note, write_note
from facts.importers.workbook.styles import A4, WRAPPED, Styles, as_text, height, style_of, styles, write, write_text
from facts.importers.workbook.writing_tables import write_tables
from facts.year import Organisation


class Making(NamedTuple):
    """A workbook being made."""

    book: Any
    look: Styles
    layout: Layout
    trees: Trees
    titles: Mapping[str, str]

    @property
    def sheets(self) -> Mapping[str, Sheet]:
        """The sheets of rows by name."""
        return {sheet.name: sheet for sheet in self.layout.of_rows}


def to_workbook(organisation: Organisation, year: int, trees: Trees) -> bytes:
    """The workbook of a year; `trees` are its fact files by name, without mistakes."""
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True})
    book.set_properties(_properties(organisation, year))
    book.set_size(2400, 1500)
    plan = layout(organisation, tuple(sorted(trees)))
    titles = {unit: one.name for unit, one in organisation.units.items()} | titles_of({one.name: one for one in plan.of_rows}, trees)
    making = Making(book, styles(book), plan, trees, titles)
    guide = book.add_worksheet(GUIDE)
    counts = {sheet.name: _sheet(making, sheet) for sheet in making.layout.sheets}
    _lists(making)
    write_guide(guide, making.look, making.layout, organisation, year, counts)
    book.close()
    return file.getvalue()


def _properties(organisation: Organisation, year: int) -> dict[str, Any]:
    """What the workbook says of itself; the day is the year's last, whenever it is made."""
    return {"title": f"Uppgifter {year}", "company": organisation.name, "author": "Regelspår", "created": datetime(year, 12, 31, tzinfo=UTC)}


def _sheet(making: Making, sheet: Sheet | TableSheet) -> int:
    """Write a sheet; how many facts it holds."""
    page = making.book.add_worksheet(sheet.name)
    _page(page)
    if isinstance(sheet, TableSheet):
        return write_tables(page, making.look, sheet, making.trees, making.layout)
    facts = list(facts_of(sheet, making.sheets, making.trees))
    _heads(making, page, sheet)
    rows = [*facts, *waiting(sheet, making.sheets, making.trees)]
    for line, fact in enumerate(rows, 1):
        _row(page, making, sheet, line, fact)
    page.freeze_panes(1, 2 if sheet.parent or sheet.titled else 1)
    page.autofilter(0, 0, max(len(rows), 1), len(sheet.shown) - 1)
    return len(facts)


def _page(page: Any) -> None:
    """How a sheet is printed, and that numbers in texts are no mistake."""
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _heads(making: Making, page: Any, sheet: Sheet) -> None:
    for place, column in enumerate(sheet.shown):
        style = making.look.help if column.help else style_of(making.look, column.kind, column.width)
        page.set_column(place, place, column.width, style)
        must = column.needed and len(column.path) == 1
        write_text(page, (0, place), column.header, making.look.needed if must else making.look.head)
        write_note(page, (0, place), note(column))
        _drop_down(making, page, place, column)
    page.set_row(0, 32)


def _row(page: Any, making: Making, sheet: Sheet, line: int, fact: Fact) -> None:
    outside = fact.parent if sheet.parent else fact.file
    values = {column: part(column, fact.tree) for column in sheet.columns}
    first = outside if sheet.parent else values[sheet.columns[0]]
    title = making.titles.get(str(first), "")
    for place, column in enumerate(sheet.shown):
        if column.help:
            write_text(page, (line, place), title, making.look.help)
        else:
            write(page, making.look, (line, place), values.get(column, outside), column.kind, column.width)
    wide = [(as_text(value, column.kind), column.width) for column, value in values.items() if value and column.width >= WRAPPED]
    wide += [(title, column.width) for column in sheet.shown if column.help]
    if (high := height(wide)) > height(()):
        page.set_row(line, high)


def _drop_down(making: Making, page: Any, place: int, column: Column) -> None:
    only = column.choices or ((YES_NO,) if column.kind is Kind.YES_NO else ())
    if source := _source(making, column):
        told = {"error_title": "Okänt ord", "error_message": "Välj ett av orden i listan."} if only else {"show_error": False}
        page.data_validation(1, place, LAST_ROW, place, {"validate": "list", "source": source, **told})


def _source(making: Making, column: Column) -> Any:
    """Where a drop-down has its words: in itself, on the sheet of lists, or in the ids of another sheet."""
    if column.choices:
        return list(column.choices)
    name = YES_NO if column.kind is Kind.YES_NO else column.offers
    if other := making.sheets.get(name):
        ids = xl_col_to_name([one.path for one in other.shown].index(("id",), 1 if other.parent else 0))
        return f"='{name}'!${ids}$2:${ids}${LAST_ROW}"
    return list_range(making.layout, name)


def _lists(making: Making) -> None:
    page = making.book.add_worksheet(LISTS)
    for place, (name, words) in enumerate(making.layout.lists.items()):
        page.set_column(place, place, 24)
        write_text(page, (0, place), name, making.look.head)
        for line, word in enumerate(words, 1):
            write_text(page, (line, place), word, making.look.text)
    page.freeze_panes(1, 0)
