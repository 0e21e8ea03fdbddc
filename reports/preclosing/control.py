"""The control plan to date: planned by the day against performed, what is next and what is overdue, and the open remarks."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Entry, Line, Paragraph, Section, Subheading
from reports.preclose import Control, PreClose, Remark
from reports.preclosing.words import LATE, REMARK, UNKNOWN, days
from reports.swedish import NBSP, counted, number, sentence, word


def control(preclose: PreClose, everything: bool) -> Section:  # noqa: ARG001 - every section is asked alike
    """Kontrollplanen till och med dagen."""
    heading = f"Kontrollplanen till och med {preclose.as_of}"
    if not preclose.controls and not preclose.remarks:
        return Section(heading, (Paragraph("Ingen kontrollplan finns bland uppgifterna."),), "kontroll")
    return Section(heading, (*_summed(preclose), *_moments(preclose), *_remarks(preclose)), "kontroll", dense=True)


def _summed(preclose: PreClose) -> Iterator[Block]:
    planned, due = (sum(getattr(one, name) for one in preclose.controls) for name in ("planned", "due"))
    performed = sum(one.performed or 0 for one in preclose.controls)
    unknown = sum(one.performed is None for one in preclose.controls)
    late = sum(one.overdue for one in preclose.controls)
    open_ones = f"; för {counted(unknown, 'moment', 'moment')} framgår inte antalet" if unknown else ""
    told = [
        f"Planerade kontroller på året:{NBSP}{number(str(planned))}, till och med dagen {number(str(due))}.",
        f"Utförda:{NBSP}{number(str(performed))}{open_ones}.",
        f"Försenade:{NBSP}{number(str(late))}.",
    ]
    untold = sum(one.untold for one in preclose.controls)
    passed = f"Sista dagen har passerat för {counted(untold, 'kontroll till', 'kontroller till')}; om de är utförda framgår inte av underlaget."
    yield Paragraph(" ".join([*told, *([passed] if untold else [])]))


def _moments(preclose: PreClose) -> Iterator[Block]:
    titles = {one.id: f"{one.id} {one.title}" for one in preclose.now.ratings if one.level == "control_area"}
    area = ""
    for one in preclose.controls:
        if one.area != area:
            area = one.area
            yield Subheading(titles.get(area, area))
        yield _moment(one)


def _moment(one: Control) -> Entry:
    who = f" {sentence(one.responsible)}" if one.responsible else ""
    planned = f"{number(str(one.planned))} på året ({one.frequency}), {number(str(one.due))} till och med dagen.{who}"
    return Entry(one.about, one.title, (Line("Planerat", planned), Line("Utfört", _performed(one)), *_late(one)), one.trace)


def _performed(one: Control) -> str:
    """How many, when, and what is next where nothing is overdue."""
    told = UNKNOWN if one.performed is None else number(str(one.performed))
    dates = f": {days(one.dates)}" if one.dates else ""
    return f"{told}{dates}.{'' if one.overdue or not one.next_due else f' Nästa {one.next_due}.'}"


def _late(one: Control) -> Iterator[Line]:
    if one.overdue:
        upcoming = f"; nästa {one.next_due}." if one.next_due else "."
        yield Line("Läget", upcoming, counted(one.overdue, *LATE), "ej")
    if one.untold:
        yield Line("Sista dagen har passerat", f"för {counted(one.untold, 'kontroll', 'kontroller')}; om utförd framgår inte av underlaget.")


def _remarks(preclose: PreClose) -> Iterator[Block]:
    yield Subheading("Öppna noteringar")
    yield from map(_remark, preclose.remarks)
    if not preclose.remarks:
        yield Paragraph("Ingen notering är öppen.")


def _remark(one: Remark) -> Entry:
    found = f"; funnen {one.found}" if one.found else ""
    told = f"; {one.who}; kontrollmoment {one.moment}{found}."
    return Entry(one.about, one.text, (Line(one.last_day, told, word(REMARK, one.state), "ej" if one.state == "forsenad" else ""),), one.trace)
