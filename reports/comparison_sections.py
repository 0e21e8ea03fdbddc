"""The comparison of two years or runs as sections, and as JSON (`regelspar-jamfor/1`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from reports.blocks import Block, Column, Entry, Line, Paragraph, Section, Table
from reports.canonical import canonical
from reports.comparison import CAUSES, Comparison, Figure, GoalChange, Moved, Side
from reports.plaintext import visible
from reports.sectioned import Told
from reports.swedish import LEVEL, RATING, REPORT_KIND, counted, listed, sentence, word

SCHEMA = "regelspar-jamfor/1"
_CAUSE = {"uppgifter": "uppgifter", "dagen": "prövad dag eller slag", "lag": "lag", "regler": "regler", "kan_inte_skiljas": "kan inte skiljas åt"}
_MISSING = "framgår inte"


def told(found: Comparison) -> Told:
    """The comparison in its order: figures, ratings, goals."""
    one, other = found.one.label, found.other.label
    parts: tuple[tuple[str, list[Block]], ...] = (
        ("Räkenskaper sida vid sida", [_figures(found)] if found.figures else []),
        ("Bedömningar som ändrats", [Paragraph(_counted(found)), *map(_moved, found.moved)]),
        (f"Mål och mätetal som kom: bara i {other}", [_alone(found.came)] if found.came else []),
        (f"Mål och mätetal som gick: bara i {one}", [_alone(found.went)] if found.went else []),
        ("Mål och mätetal med annan nivå eller lydelse", [*map(_changed, found.changed)]),
    )
    sections = tuple(Section(title, tuple(blocks)) for title, blocks in parts if blocks)
    return Told(f"{found.other.organisation}: jämförelse av {one} och {other}", f"{_side(found.one)} {_side(found.other)}", sections)


def _side(side: Side) -> str:
    return f"{side.label}: {word(REPORT_KIND, side.kind)} {side.year} per {side.as_of}, Regelspår {side.version}."


def _figures(found: Comparison) -> Table:
    columns = (Column("Belopp"), Column(found.one.label, right=True), Column(found.other.label, right=True), Column("Skillnad", right=True))
    return Table(columns, tuple(map(_row, found.figures)))


def _row(one: Figure) -> tuple[str, ...]:
    return tuple(map(visible, (one.name, one.amount or _MISSING, one.other_amount or _MISSING, one.difference or "–")))


def _counted(found: Comparison) -> str:
    total = counted(found.shared, "bedömning finns", "bedömningar finns")
    if not found.moved:
        return f"{total} i båda; ingen har ändrats."
    causes = Counter(one.cause for one in found.moved)
    by = listed(f"{causes[cause]} {_BY[cause]}" for cause in CAUSES if causes[cause])
    return f"{total} i båda; {counted(len(found.moved), 'har ändrats', 'har ändrats')}: {by}."


_BY = {
    "uppgifter": "genom uppgifterna", "dagen": "genom dagen eller slaget av prövning", "lag": "genom lagen eller årets regler",
    "regler": "genom programmets regler", "kan_inte_skiljas": "där det inte kan skiljas åt",
}  # fmt: skip


def _moved(one: Moved) -> Entry:
    before = Line("Före", f". {sentence(one.said)}", word(RATING, one.rating), one.rating)
    after = Line("Efter", f". {sentence(one.other_said)}", word(RATING, one.other_rating), one.other_rating)
    return Entry(one.id, one.title, (before, after, Line("Orsak", f": {one.why}.", _CAUSE[one.cause])))


def _alone(goals: Iterable[GoalChange]) -> Table:
    columns = (Column("Id"), Column("Slag"), Column("Lydelse"), Column("Målnivå"))
    return Table(columns, tuple((one.id, word(LEVEL, one.level), one.title or "", one.target or "–") for one in goals))


def _changed(one: GoalChange) -> Entry:
    pairs = (("Lydelse", one.title, one.other_title), ("Målnivå", one.target, one.other_target))
    lines = [Line(label, f"{before or 'ingen'} → {after or 'ingen'}.") for label, before, after in pairs if before != after]
    return Entry(one.id, one.other_title or "", tuple(lines))


def to_json(found: Comparison) -> str:
    """The comparison on one line."""
    return canonical({"schema": SCHEMA, **_plain(asdict(found))}).decode() + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return _listed(value) if isinstance(value, tuple | list) else value


def _listed(values: Iterable[Any]) -> list[Any]:
    return [_plain(one) for one in values]
