"""Facts whose form was refused: their ids, units and documents are still checked, so that every mistake is told at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from facts.check_references import DOCUMENT, UNIT, unknown
from facts.errors import InputError, Path
from facts.lookup import Lookup
from facts.reading import SECTIONS
from facts.year import Entry, Organisation

_OWN_ID = {SECTIONS[section]: section for section in ("goals", "control_areas", "count_claims", "statements", "decisions", "ties")}


def check(look: Lookup, refused: list[Entry], organisation: Organisation) -> Iterator[InputError]:
    """Mistakes in what the refused facts name: a document or a unit that is not there, an id that another fact has."""
    for entry in refused:
        for path, written in _inside(entry.item, ()):
            yield from _named(entry, path, written, organisation)
        yield from _taken(look, entry)


def _inside(part: Any, path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every group of keys in the part, with the path to it."""
    if isinstance(part, dict):
        yield path, part
        for key, inner in part.items():
            yield from _inside(inner, (*path, key))
    elif isinstance(part, list):
        for i, inner in enumerate(part):
            yield from _inside(inner, (*path, i))


def _named(entry: Entry, path: Path, written: dict[str, Any], organisation: Organisation) -> Iterator[InputError]:
    source = written.get("källa")
    document, comma, _ = source.partition(",") if isinstance(source, str) else ("", "", "")
    if comma and document.strip() not in organisation.documents:
        yield unknown(entry.place(*path, "källa"), "dokumentet", document.strip(), DOCUMENT, organisation.documents)
    unit = written.get("enhet")
    if not path and entry.key == SECTIONS["goals"] and isinstance(unit, str) and unit not in organisation.units:
        yield unknown(entry.place("enhet"), "enheten", unit, UNIT, organisation.units)


def _taken(look: Lookup, entry: Entry) -> Iterator[InputError]:
    section, own = _OWN_ID.get(entry.key), entry.item.get("id") if isinstance(entry.item, dict) else None
    for other in look[section] if section and isinstance(own, str) else ():
        if other.key == own:
            there = other.place("id")
            words = (f'id:t "{own}" en andra gång', f"varje id en gång; det står också på {there}", "ge det ena ett annat id, eller ta bort det")
            yield InputError.at(entry.place("id"), *words)
