"""The facts of a year's files as the sheets list them: which rows a sheet has, in the order of the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from facts.importers.workbook.columns import ID_KEY, Column, Keys, Sheet
from facts.importers.workbook.placing import Usual

Trees = Mapping[str, Mapping[str, Any]]


class Fact(NamedTuple):
    """One fact for a row: the file it stands in, its tree, and the id of the fact it belongs to, if it belongs to one."""

    file: str
    tree: Mapping[str, Any]
    parent: str


def facts_of(sheet: Sheet, sheets: Mapping[str, Sheet], trees: Trees) -> Iterator[Fact]:
    """The facts of a sheet, file by file."""
    if sheet.parent:
        for file, tree, _ in facts_of(sheets[sheet.parent.sheet], sheets, trees):
            for child in tree.get(sheet.parent.key) or ():
                yield Fact(file, child, tree[ID_KEY])
        return
    for file in sorted(trees):
        yield from (Fact(file, tree, "") for tree in _own(sheet, trees[file]))


def waiting(sheet: Sheet, sheets: Mapping[str, Sheet], trees: Trees) -> Iterator[Fact]:
    """For a sheet whose rows wait: what the other sheet has and this has no row for, as the id alone."""
    of = next((column for column in sheet.columns if column.offers in sheets), None) if sheet.waits else None
    if of:
        there = [(part(of, fact.tree), fact.file) for fact in facts_of(sheet, sheets, trees)]
        others = {fact.tree[ID_KEY]: fact.file for fact in facts_of(sheets[of.offers], sheets, trees)}
        usual = Usual((others.get(about, ""), file) for about, file in there)
        known = {about for about, _ in there}
        yield from (Fact(usual.file(file, file), {of.path[0]: about}, "") for about, file in others.items() if about not in known)


def titles_of(sheets: Mapping[str, Sheet], trees: Trees) -> dict[str, str]:
    """What each id of a goal, a mätetal, an area or a moment stands for, in its own words."""
    named = (("Mål", "titel"), ("Mätetal", "titel"), ("Kontrollområden", "område"), ("Internkontrollplan", "moment"))
    return {fact.tree[ID_KEY]: fact.tree[key] for name, key in named for fact in facts_of(sheets[name], sheets, trees)}


def _own(sheet: Sheet, tree: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if sheet.whole:
        if any(tree.get(column.path[0]) for column in sheet.columns):
            yield tree
        return
    section = tree.get(sheet.section) or ()
    if sheet.keyed:
        yield from ({ID_KEY: key, **section[key]} for key in section)
    else:
        yield from section


def part(column: Column, tree: Mapping[str, Any]) -> Any:
    """What stands at the column's path; None where nothing does."""
    return dig(tree, column.path)


def dig(tree: Any, keys: Keys) -> Any:
    """The part of a tree at the keys; None where it ends before."""
    for key in keys:
        tree = tree.get(key) if isinstance(tree, Mapping) else None
    return tree


def tables_of(trees: Trees, budget: bool) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """File, id and tree of each table: those with columns of the budget alone, or the others."""
    for file in sorted(trees):
        for key, table in (trees[file].get("tabeller") or {}).items():
            if all(str(column).startswith("budget") for column in table["kolumner"]) == budget:
                yield file, key, table
