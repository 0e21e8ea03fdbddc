"""What would change a rating, as sections: the list over all ratings, one rating with its traces, and a year before and after settings."""

from __future__ import annotations

from collections.abc import Iterable

from reports.blocks import Block, Entry, Line, Paragraph, Section
from reports.layout import unbroken
from reports.sectioned import Told
from reports.swedish import DIRECTION, FINDING, LEVEL, RATING, TIE_STATUS, VERDICT, counted, listed, possible, sentence, word
from reports.whatif import Altered, Move, Sensitivity, WhatIf
from reports.whatifwords import none_of, said_move
from rules.packs.sammanvagning import COUNTED

ALONE = (
    "Varje ändring gäller en enda uppgift; allt annat står kvar, också summor som dokumenten anger. Den är funnen genom att reglerna körts på "
    "ändrade uppgifter. Målnivåer, beslut och påståenden ändras inte. Ingenting är skrivet."
)
SET = "Bara de satta uppgifterna är ändrade: summor och andra uppgifter som dokumenten anger följer inte med. Ingenting är skrivet."
_GROUPS = (
    ("Helheten och dess delar", ("whole", "part"), ("ekonomi", "mal")),
    ("Finansiella mål och balanskrav", ("goal", "criterion"), ("ekonomi", "balanskrav")),
    ("Enheter", ("unit",), ("mal",)),
    ("Mål", ("goal",), ("mal",)),
    ("Mätetal", ("criterion",), ("mal",)),
    ("Intern kontroll", ("control_area", "moment"), ("intern_kontroll",)),
)


def _title(report_name: str, year: int, what: str) -> str:
    return f"{report_name}: {what} {year}"


def all_told(name: str, year: int, rows: tuple[Sensitivity, ...]) -> Told:
    """Every rating with its nearest changes."""
    sections = tuple(
        Section(title, tuple(map(entry, found)))
        for title, levels, areas in _GROUPS
        if (found := [row for row in rows if row.level in levels and row.area in areas])
    )
    return Told(_title(name, year, "vad som skulle ändra en bedömning"), ALONE, sections)


def entry(row: Sensitivity) -> Entry:
    """A rating, and a line for each that it could become."""
    now = Line("Nu", f"{_open(row)}.", word(RATING, row.rating), row.rating)
    moves = [Line("Blir", f": {said_move(move)}.", _becomes(move), move.to) for move in row.moves]
    return Entry(row.id, row.title, (now, *(moves or [Line("", none_of(row))])))


def _open(row: Sensitivity) -> str:
    return f" (möjligt: {possible(row.possible)})" if len(row.possible) > 1 else ""


def _becomes(move: Move) -> str:
    told = word(RATING, move.to)
    return f"{told} (möjligt: {possible(move.possible)})" if len(move.possible) > 1 else told


def one_told(name: str, year: int, row: Sensitivity, runs: Iterable[tuple[Move, WhatIf]], options: str) -> Told:
    """One rating, with what each of its nearest changes does to the whole year; `options` are those of the command that makes the change."""
    kind = "krav" if row.area == "balanskrav" else word(LEVEL, row.level)
    first = Section(f"{kind.capitalize()} {row.id}", (entry(row),))
    rest = [_run(number, move, run, options) for number, (move, run) in enumerate(runs, 1)]
    return Told(_title(name, year, "vad som skulle ändra en bedömning"), ALONE, (first, *rest))


def _run(number: int, move: Move, run: WhatIf, options: str) -> Section:
    command = unbroken(f"check om {run.after.year} --satt '{move.change.setting}'{options}")
    made = Paragraph(f"{word(RATING, move.to).capitalize()} med: {command}")
    ties = [Paragraph(f"Avstämningar som ändras: {listed(one.id for one in run.ties)}.")] if run.ties else []
    return Section(f"Ändring {number}", (made, *map(_altered, run.ratings), *ties))


# --- settings -------------------------------------------------------------------------------------------------------


def set_told(run: WhatIf) -> Told:
    """The settings, and all that they altered."""
    parts: tuple[tuple[str, list[Block]], ...] = (
        ("Satta uppgifter", [_setting(one.fact, one.title, one.was, one.becomes, one.rests) for one in run.settings]),
        ("Ändrade bedömningar", [*map(_altered, run.ratings)] or [Paragraph("Ingen bedömning är ändrad.")]),
        ("Oförändrade bedömningar som vilar på satta uppgifter", [*map(_altered, run.kept)]),
        ("Ändrade omdömen om påståenden", [*map(_verdict, run.verdicts)]),
        ("Ändrade avstämningar", [*map(_tie, run.ties)]),
        ("Iakttagelser och frågor som tillkommer", [*map(_finding, run.came)]),
        ("Iakttagelser och frågor som utgår", [*map(_finding, run.went)]),
    )
    sections = tuple(Section(title, tuple(blocks)) for title, blocks in parts if blocks)
    return Told(_title(run.after.organisation, run.after.year, "prövning med satta uppgifter"), SET, sections)


def _setting(fact: str, title: str, was: str | None, becomes: str, rests: tuple[str, ...]) -> Entry:
    on = f"{counted(len(rests), 'bedömning', 'bedömningar')} vilar på den: {listed(rests)}." if rests else "Ingen bedömning vilar på den."
    return Entry(fact, title, (Line("Före", f"{was or 'framgår inte av underlaget'}."), Line("Satt", f"{becomes}."), Line("", on)))


def _altered(one: Altered) -> Entry:
    before = Line("Före", f". {sentence(one.said_before)}", word(RATING, one.before or ""), one.before or "")
    still = f" (möjligt: {possible(one.possible)})" if len(one.possible) > 1 else ""
    after = Line("Efter", f"{still}. {sentence(one.said_after)}", word(RATING, one.after or ""), one.after or "")
    steps = [
        Line(f"Spår {at}", f"{sentence(step.says)} [{step.rule}]") for at, step in enumerate((step for step in one.steps if step.rule != COUNTED), 1)
    ]
    return Entry(one.id, one.title, (before, after, *steps))


def _verdict(one: Altered) -> Entry:
    lines = [
        Line(label, f"{_verdict_word(code)}{f', {word(DIRECTION, direction)}' if direction else ''}.")
        for label, code, direction in (("Före", one.before, one.said_before), ("Efter", one.after, one.said_after))
    ]
    return Entry(one.id, one.title, tuple(lines))


def _verdict_word(code: str | None) -> str:
    return word(VERDICT, code) if code else "inget omdöme"


def _tie(one: Altered) -> Entry:
    before = (
        Line("Före", f": {one.said_before}.", word(TIE_STATUS, one.before or ""), one.before or "") if one.before else Line("Före", "fanns inte.")
    )
    return Entry(one.id, one.title, (before, Line("Efter", f": {one.said_after}.", word(TIE_STATUS, one.after or ""), one.after or "")))


def _finding(one: Altered) -> Entry:
    return Entry(one.id, word(FINDING, one.title), (Line("", sentence(one.said_after)),))
