"""What of a year's facts a command would leave nowhere: told by kind, with what each is known by, before and after the writing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from checker.yearfiles import Change
from facts.errors import BadInput
from facts.yamltree import parse_yaml

_MOST_NAMED = 8  # of each kind; the files have the rest
_LONGEST = 60  # signs of a name
_TABLE, _ROW, _COLUMN, _CELL, _LOG = "tabeller", "rader", "kolumner", "rutor", "kontrollogg"

# what tells facts without an id apart; what is known by in words comes first
_KNOWN_BY: Mapping[str, tuple[str, ...]] = {
    "uppföljningar": ("mål", "källa"), "utfall": ("mätetal", "per", "källa"), "prognoser": ("mätetal", "gjord", "källa"),
    "påståenden": ("om", "källa"), "antalspåståenden": ("enhet", "påstår", "källa"), "utsagor": ("sak", "källa"),
    "kontrollogg": ("moment", "datum"), "mätningar": ("mätetal", "fråga"), "kalender": ("slag", "datum", "organ"),
}  # fmt: skip
_NOT_NAMED = ("källa", "fråga", "organ")
_MARKS = ("utkast",)  # says something of the fact, and is no fact
_WORDS: Mapping[str, tuple[str, str]] = {
    "tabeller": ("tabell", "tabeller"), "rader": ("rad", "rader"), "kolumner": ("kolumn", "kolumner"), "rutor": ("belopp", "belopp"),
    "texttal": ("texttal", "texttal"), "avstämningar": ("avstämning", "avstämningar"), "överföringar": ("överföring", "överföringar"),
    "uppföljningar": ("uppföljning", "uppföljningar"), "påståenden": ("påstående", "påståenden"), "utsagor": ("utsaga", "utsagor"),
    "antalspåståenden": ("påstående om antal", "påståenden om antal"), "kontrollområden": ("kontrollområde", "kontrollområden"),
    "kontrollogg": ("kontroll", "kontroller"), "prognoser": ("prognos", "prognoser"), "mätningar": ("mätning", "mätningar"),
    "kalender": ("dag i kalendern", "dagar i kalendern"), "avvikelser": ("avvikelse", "avvikelser"), "jämförelsetal_ur": ("år", "år"),
}  # fmt: skip


class Part(NamedTuple):
    """Something that a file says: its kind, what it is known by (the words of that first), and the field of it, if it is one."""

    kind: str
    known_by: tuple[str, ...]
    field: str = ""

    @property
    def name(self) -> str:
        """What it is called in a list."""
        return " ".join(word for word in self.known_by if word and not word.startswith("\0"))[:_LONGEST]


class Read(NamedTuple):
    """What a file says, how many times, which part each is of, and which controls have an open remark."""

    parts: Counter[Part]
    within: dict[Part, tuple[Part, ...]]
    still_open: set[Part]


def disappearing(made: Sequence[Change]) -> Iterator[str]:
    """Everything that stands in a file now and in none afterwards, file by file."""
    after = {one.name: _parts(one.after, one.name) for one in made}
    before = {one.name: _parts(one.before, one.name) for one in made if one.before is not None}
    gained: Counter[Part] = Counter()
    for name, there in after.items():
        old = before.get(name)
        gained += (there.parts if there else Counter()) - (old.parts if old else Counter())
    for one in made:
        there, now = before.get(one.name), after[one.name]
        if there is None and one.differs and one.before is not None:
            yield f"{one.name} kan inte läsas som den är: vad som försvinner ur den framgår inte."
        elif there is not None and now is not None and (lost := _lost(there, now, gained)):
            yield f"Försvinner ur {one.name}: {'; '.join(_told(lost, there))}."


def _lost(there: Read, now: Read, gained: Counter[Part]) -> Counter[Part]:
    """What is in no file afterwards; a part of a fact that is lost is not told beside it. What is found elsewhere is taken from `gained`."""
    gone = there.parts - now.parts
    moved = gone & gained
    gained.subtract(moved)
    gone -= moved
    return Counter({part: count for part, count in gone.items() if not any(of in gone or of in moved for of in there.within.get(part, ()))})


# --- reading --------------------------------------------------------------------------------------------------------


def _parts(raw: bytes | None, name: str) -> Read | None:
    """What the file says; None if it cannot be read."""
    try:
        tree = parse_yaml(raw or b"", name).data
    except BadInput:
        return None
    read = Read(Counter(), {}, set())
    for section, group in tree.items() if isinstance(tree, dict) else ():
        for part, holder in _of_section(section, group):
            read.parts[part] += 1
            if holder:
                read.within[part] = holder
    read.still_open.update(_still_open(tree.get(_LOG) if isinstance(tree, dict) else None))
    return read


def _of_section(section: str, group: Any) -> Iterator[tuple[Part, tuple[Part, ...]]]:
    if isinstance(group, list):
        yield from _of_list(section, group, "")
    elif section in (_TABLE, "texttal") and isinstance(group, dict):
        for key, fact in group.items():
            part = Part(section, (str(key),))
            yield part, ()
            yield from _of_table(part, fact) if section == _TABLE else _of_fact(part, fact)
    else:
        yield Part(section, ()), ()
        yield from _of_fact(Part(section, ()), group)


def _of_list(kind: str, group: list[Any], owner: str) -> Iterator[tuple[Part, tuple[Part, ...]]]:
    for fact in group:
        part = Part(kind, _known_by(kind, fact, owner))
        yield part, ()
        yield from _of_fact(part, fact)


def _known_by(kind: str, fact: Any, owner: str) -> tuple[str, ...]:
    if not isinstance(fact, dict):
        return (owner, str(fact))
    if "id" in fact:
        return (str(fact["id"]),)
    keys = _KNOWN_BY.get(kind) or tuple(key for key, value in fact.items() if isinstance(value, str))
    return (owner, *(f"\0{fact.get(key)}" if key in _NOT_NAMED else str(fact.get(key) or "") for key in keys))


def _of_fact(part: Part, fact: Any) -> Iterator[tuple[Part, tuple[Part, ...]]]:
    """The facts inside a fact, and its fields that say something; one that tells it from others changes with it."""
    for key, value in fact.items() if isinstance(fact, dict) else ():
        if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            yield from _of_list(key, value, part.name)
        elif isinstance(value, dict):
            yield from ((Part(part.kind, part.known_by, f"{key} {inner}"), (part,)) for inner, said in value.items() if said is not None)
        elif value is not None and key not in _MARKS:
            yield Part(part.kind, part.known_by, key), (part,)


def _of_table(part: Part, table: Any) -> Iterator[tuple[Part, tuple[Part, ...]]]:
    if not isinstance(table, dict):
        return
    columns = [Part(_COLUMN, (f"{part.name}.{column}",)) for column in _listed(table.get(_COLUMN))]
    yield from ((column, (part,)) for column in columns)
    for name, amounts in table[_ROW].items() if isinstance(table.get(_ROW), dict) else ():
        row = Part(_ROW, (f"{part.name}.{name}",))
        yield row, (part,)
        cells = zip(columns, _listed(amounts), strict=False)
        yield from ((Part(_CELL, (row.name, column.name.rpartition(".")[2])), (part, row, column)) for column, said in cells if said is not None)
    yield from _of_fact(part, {key: value for key, value in table.items() if key not in (_ROW, _COLUMN)})


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _still_open(log: Any) -> Iterator[Part]:
    for entry in _listed(log):
        if isinstance(entry, dict) and entry.get("notering") and not entry.get("stängd"):
            yield Part(_LOG, _known_by(_LOG, entry, ""))


# --- telling --------------------------------------------------------------------------------------------------------


def _told(lost: Counter[Part], there: Read) -> Iterator[str]:
    """Each kind, in the order of the file: how many, and which."""
    for kind, field in dict.fromkeys((part.kind, part.field) for part in lost):
        parts = [part for part in lost.elements() if (part.kind, part.field) == (kind, field)]
        if not any(part.name for part in parts):
            yield f"{field} i {kind}" if field else kind
            continue
        one, many = _WORDS.get(kind, (kind, kind))
        count = f"{len(parts)} {one if len(parts) == 1 else many}"
        names = ", ".join(part.name for part in parts[:_MOST_NAMED])
        rest = f" och {len(parts) - _MOST_NAMED} till" if len(parts) > _MOST_NAMED else ""
        yield f"{f'{field} i ' if field else ''}{count} ({names}{rest}){_with_remark(parts, field, there)}"


def _with_remark(parts: Sequence[Part], field: str, there: Read) -> str:
    found = sum(part in there.still_open for part in parts) if not field else 0
    return f", {found} av dem med öppen notering" if found else ""
