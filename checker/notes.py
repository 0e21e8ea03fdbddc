"""The auditors' notes beside a finished report: after the rules have run, so that no rating can depend on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from facts.errors import BadInput, InputError, nearest
from facts.ids import folded, natural
from facts.notes import Note as Written
from facts.year import Entry, Year
from reports.report import Note, Report
from reports.swedish import STANCE


def beside(report: Report, year: Year) -> Report:
    """The report with the year's notes and nothing else changed. Raises BadInput with each note about an id that it does not rate."""
    entries = year.entries.get("notes", ())
    known = {folded(one.id): one.id for part in (report.ties, report.ratings) for one in part}
    unknown = [_unknown(entry, known, report.year) for entry in entries if folded(entry.item.about) not in known]
    if unknown:
        raise BadInput(unknown)
    told = (_note(known[folded(entry.item.about)], entry.item) for entry in entries)
    return replace(report, notes=tuple(sorted(told, key=lambda note: (natural(note.about), note.about, note.date, note.name))))


def _note(about: str, written: Written) -> Note:
    stance = next(code for code, word in STANCE.items() if word == written.stance)
    return Note(about, stance, written.reason, written.name, written.date.isoformat())


def _unknown(entry: Entry, known: Mapping[str, str], year: int) -> InputError:
    wanted = entry.item.about
    by_case = {one.casefold(): told for one, told in known.items()}
    near = nearest(folded(wanted).casefold(), by_case)
    likest = f"närmast ligger {by_case[near]}" if near else "inget id liknar det"
    expected = f"ett id för en bedömning eller avstämning i {year} års rapport; {likest}"
    action = "skriv det, eller ta bort noteringen" if near else f"se id:n med check {year} --alla, eller ta bort noteringen"
    return InputError.at(entry.place("om"), f'det okända id:t "{wanted}"', expected, action)
