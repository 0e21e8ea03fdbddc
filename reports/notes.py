"""The auditors' notes as they stand beside what they are about: they add words, and change none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reports.blocks import Entry, Line
from reports.report import Note, Report
from reports.swedish import STANCE, counted, number, sentence, word

Notes = Mapping[str, Sequence[Note]]

CHANGES_NOTHING = "Noteringarna är revisorernas egna. De ändrar ingen bedömning och ingen avstämning."


def notes_form(report: Report) -> list[dict[str, str | None]]:
    """The notes as the values that the JSON form and its checksum are made from."""
    return [{"about": one.about, "stance": one.stance, "reason": one.reason, "name": one.name, "date": one.date} for one in report.notes]


def notes_by_id(report: Report) -> dict[str, list[Note]]:
    """The notes under what they are about."""
    found: dict[str, list[Note]] = {}
    for note in report.notes:
        found.setdefault(note.about, []).append(note)
    return found


def note_line(note: Note) -> Line:
    """A note as a line of an entry: the stance, by whom and when, and why."""
    why = f": {sentence(note.reason)}" if note.reason else "."
    return Line("Revisorn", f" ({note.name}, {note.date}){why}", word(STANCE, note.stance))


def noted(entry: Entry, notes: Notes) -> Entry:
    """The entry with what auditors say of it last."""
    return replace(entry, lines=(*entry.lines, *map(note_line, notes.get(entry.id, ()))))


def counts(report: Report) -> str:
    """How many notes there are, and how many of them disagree."""
    against = sum(note.stance == "instammer_inte" for note in report.notes)
    return f"Antal: {number(str(len(report.notes)))}, varav {number(str(against))} {word(STANCE, 'instammer_inte')}."


def sign(notes: Sequence[Note]) -> str:
    """What auditors say of a rating in a few words: "revisorn instämmer inte", "2 revisorer instämmer"."""
    counted_by = Counter(note.stance for note in notes)
    told = [f"{counted(counted_by[code], 'revisor', 'revisorer')} {word(STANCE, code)}" for code in STANCE if counted_by[code]]
    return f"revisorn {word(STANCE, notes[0].stance)}" if len(notes) == 1 else ", ".join(told)
