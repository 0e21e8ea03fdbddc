"""Ids: each stands for one fact, also when å, ä and ö are written a, a and o, and begins as its group's does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from facts.accounts import Table
from facts.control import LogEntry
from facts.errors import InputError, Place
from facts.ids import WHOLE_IDS, ascii_id, column_sum_id, sum_id, tie_ids
from facts.lookup import Lookup
from facts.year import Entry

Located = tuple[str, Callable[[], Place]]

_SINGLE = {"restoration": "återställande", "guideline": "riktlinje", "materiality": "väsentlighetstal", "follow_up_rule": "uppföljningsregel"}
_OWN_ID = ("goals", "control_areas", "count_claims", "statements", "decisions", "ties", "text_figures")


def check(look: Lookup) -> Iterator[InputError]:
    """Ids used twice, ids that differ only in å, ä and ö, ids that do not begin as their goal's or area's."""
    reserved = dict.fromkeys(look.units, "en enhet i organisation.yaml")
    reserved |= dict.fromkeys(WHOLE_IDS, "programmets egen bedömning")
    yield from _unique(_named(look), reserved)
    yield from _unique(_tables(look), {})
    yield from _unique(_relations(look), {})
    yield from _rows_and_columns(look)
    yield from _one_each(look)
    yield from _single_sections(look)
    yield from _beginnings(look)
    yield from _logged_once(look)


def _named(look: Lookup) -> Iterator[Located]:
    for section in _OWN_ID:
        for entry in look[section]:
            yield entry.key, partial(entry.place, "id")
    for entry, criterion, path in look.all_criteria():
        yield criterion.id, partial(entry.place, *path, "id")
    for entry, moment, path in look.all_moments():
        yield moment.id, partial(entry.place, *path, "id")


def _tables(look: Lookup) -> Iterator[Located]:
    for entry in look["tables"]:
        yield entry.key, partial(entry.place, key=True)


def _relations(look: Lookup) -> Iterator[Located]:
    """The ids of all relations: ties in each of their columns, and the sums of tables."""
    for entry in look["ties"]:
        for relation in tie_ids(entry.item) if entry.item.columns else ():
            yield relation, partial(entry.place, "id")
        yield entry.key, partial(entry.place, "id")
    for entry in look["tables"]:
        yield from _sums(entry)


def _sums(entry: Entry) -> Iterator[Located]:
    table: Table = entry.item
    for row in table.sums:
        for column in table.columns:
            yield sum_id(entry.key, row, column), partial(entry.place, "summor", row, key=True)
    for column in table.column_sums:
        for row in table.rows:
            yield column_sum_id(entry.key, column, row), partial(entry.place, "kolumnsummor", column, key=True)


def _unique(named: Iterable[Located], reserved: dict[str, str]) -> Iterator[InputError]:
    seen: dict[str, Located] = {}
    for fact_id, place in named:
        plain = ascii_id(fact_id)
        if plain in reserved:
            words = (f'id:t "{fact_id}"', f"ett annat id; {fact_id} är {reserved[plain]}", "ge det ett annat id")
            yield InputError.at(place(), *words)
        elif plain in seen:
            yield _twice(*sorted([(seen[plain][1](), seen[plain][0]), (place(), fact_id)]))
        seen.setdefault(plain, (fact_id, place))


def _twice(first: tuple[Place, str], second: tuple[Place, str]) -> InputError:
    (there, one), (here, other) = first, second
    expected = f"varje id en gång; det står också på {there}"
    if one != other:
        expected = f'ett id som skiljer sig från "{one}" ({there}) även utan å, ä och ö'
    return InputError.at(here, f'id:t "{other}" en andra gång' if one == other else f'id:t "{other}"', expected, _RENAME)


_RENAME = "ge det ena ett annat id, eller ta bort det"


def _rows_and_columns(look: Lookup) -> Iterator[InputError]:
    for entry in look["tables"]:
        rows, columns = entry.item.rows, entry.item.columns
        if len({ascii_id(row) for row in rows}) != len(rows):
            yield from _unique([(row, partial(entry.place, "rader", row, key=True)) for row in rows], {})
        if len({ascii_id(column) for column in columns}) != len(columns):
            yield from _unique([(column, partial(entry.place, "kolumner")) for column in columns], {})


def _one_each(look: Lookup) -> Iterator[InputError]:
    for section, key, what, action in _ONE_EACH:
        seen: dict[str, Callable[..., Place]] = {}
        for entry in look[section]:
            if entry.key in seen:
                there, here = sorted([seen[entry.key](key), entry.place(key)])
                yield InputError.at(here, f'{what[0]} "{entry.key}"', f"{what[1]}; {what[2]} står på {there}", action)
            seen.setdefault(entry.key, entry.place)


_ONE_EACH = (
    ("claims", "om", ("ett andra påstående om", "ett påstående om varje", "det första"), "behåll ett, eller skriv båda som utsagor på samma sak"),
    ("follow_ups", "mål", ("en andra uppföljning av", "en uppföljning av varje mål", "den första"), "behåll en av dem"),
)  # fmt: skip


def _single_sections(look: Lookup) -> Iterator[InputError]:
    for section, alias in _SINGLE.items():
        entries = sorted(look[section], key=lambda entry: entry.file.name)
        for entry in entries[1:]:
            expected = f"{alias}: en gång; det står också på {entries[0].place(key=True)}"
            yield InputError.at(entry.place(key=True), f"{alias}: en andra gång", expected, "behåll ett av dem")


def _beginnings(look: Lookup) -> Iterator[InputError]:
    for entry, criterion, path in look.all_criteria():
        if not criterion.id.startswith(f"{entry.key}."):
            words = (f"ett id som börjar med målets: {entry.key}.", "rätta id:t, eller flytta mätetalet till sitt mål")
            yield InputError.at(entry.place(*path, "id"), f'mätetalet "{criterion.id}"', *words)
    for entry, moment, path in look.all_moments():
        ending = moment.id.removeprefix(entry.key)
        if ending in ("", moment.id) or ending[0].isdigit():
            words = (
                f"ett id som börjar med områdets: {entry.key}",
                "rätta id:t, eller flytta momentet till sitt område",
            )
            yield InputError.at(entry.place(*path, "id"), f'momentet "{moment.id}"', *words)


def _logged_once(look: Lookup) -> Iterator[InputError]:
    """A performed control that stands twice, perhaps in two files, would be counted twice."""
    seen: dict[LogEntry, Entry] = {}
    for entry in look["log"]:
        first = seen.setdefault(entry.item.model_copy(update={"source": None}), entry)
        if first is not entry:
            there, here = sorted([first.place(), entry.place()])
            found = f"kontrollen av {entry.key} {entry.item.date} en andra gång"
            expected = f"varje gjord kontroll en gång; den står också på {there}"
            yield InputError.at(here, found, expected, "ta bort den ena, eller skriv vad som skiljer dem åt")
