"""Ties that follow from what rows are, whoever wrote the facts: what the balanskrav rests on is held against where else it is printed.

Årets resultat in the balanskravsutredning against the resultaträkning, unless the facts declare that tie; and last year's result,
balanskravsresultat and equity against last year's own report, also where the table has another name in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.amounts import Amounts, summed
from checker.relation import Relation, label
from facts.accounts import Role, Tie
from facts.ids import cell_id, term_name
from facts.models import units_fit
from facts.year import Year

_LAST_YEARS: tuple[Role, ...] = ("årets_resultat", "bk_resultat", "eget_kapital")


def utredning_against_result(year: Year, amounts: Amounts) -> Iterator[Relation]:
    """The year's result that the utredning begins with, against the one that the accounts end with."""
    column = str(year.year)
    declared = [_cells(tie) for tie in year.ties]
    for key, table, row in amounts.roles("bk_årets_resultat", column):
        for other, result_table, result in amounts.roles("årets_resultat", column):
            names = {cell_id(key, row, column), cell_id(other, result, column)}
            ours, theirs = amounts.cell(key, row, column), amounts.cell(other, result, column)
            if len(names) == 1 or any(names <= cells for cells in declared) or not (ours and theirs and units_fit(ours.unit, theirs.unit)):
                continue
            title = f"{table.title}: {label(row)} mot {result_table.title}, {column}"
            yield Relation(f"AV-roll.{key}.{row}.{column}", title, summed([row], [ours]), summed([result], [theirs]), ())


def _cells(tie: Tie) -> set[str]:
    """Every cell that the tie holds, in each of its columns."""
    terms = [term_name(term) for term in (*tie.left, *(tie.right or ()))]
    return {f"{term}.{column}" if column and term.count(".") == 1 else term for column in tie.columns or (None,) for term in terms}


def last_years_by_role(before: Year, amounts: Amounts, reported: frozenset[str]) -> Iterator[Relation]:
    """Last year's amount here and in last year's own report where the role stands in tables of different names; `reported` are its own."""
    column, then, held = str(before.year), Amounts(before, f"{before.year}/"), set[tuple[str, str]]()
    for role in _LAST_YEARS:
        theirs = [(key, row) for key, _, row in then.roles(role, column) if key in reported]
        for key, table, row in amounts.roles(role, column):
            for other, printed_row in [] if (key, row) in (*theirs, *held) else theirs[:1]:
                ours, printed_then = amounts.cell(key, row, column), then.cell(other, printed_row, column)
                if ours and printed_then and units_fit(ours.unit, printed_then.unit) and not _is_held(before, key, row, column, reported):
                    held.add((key, row))  # a row with two of the roles is held once
                    title = f"{table.title}: {label(row)}, {column} mot förra årets redovisning"
                    yield Relation(f"AV-fjolår.{key}.{row}", title, summed([row], [ours]), summed([printed_row], [printed_then]), ())


def _is_held(before: Year, key: str, row: str, column: str, reported: frozenset[str]) -> bool:
    """Whether the row is held against the same row of the same table already."""
    table = before.tables.get(key) if key in reported else None
    return table is not None and row in table.rows and column in table.columns
