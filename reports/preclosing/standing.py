"""The first screen: three numbers for each unit, what is to be done in the order of its last day, and the ties that do not agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reports.blocks import Column, Entry, Line, Paragraph, Section, Table
from reports.preclose import Action, PreClose, Standing
from reports.preclosing.words import ACTION, LATE, NO_DAY, UNTOLD
from reports.sections import ties
from reports.swedish import counted, number, sentence, word

_COLUMNS = (
    Column("Mål per enhet"),
    Column("visas uppf.", right=True, full="kan visas uppfyllt"),
    Column("avgjort ej", right=True, full="avgjort ej uppfyllt"),
    Column("saknas", right=True, full="underlag saknas"),
)
_WAIVED = Column("undantag", right=True, full="undantag genom beslut")
_WITHIN = Column("inom tid", right=True, full="återstår, inom tiden")


def standings(preclose: PreClose, everything: bool) -> Section:  # noqa: ARG001 - every section is asked alike
    """Läget: what can be shown met, what is settled not (wholly) met, and what lacks evidence."""
    if not preclose.standings:
        return Section("Läget", (Paragraph("Inga mål finns bland uppgifterna."),), "laget")
    seldom = {name: column for name, column in (("waived", _WAIVED), ("within", _WITHIN)) if any(getattr(one, name) for one in preclose.standings)}
    rows = [_row(one.name, (one,), seldom) for one in preclose.standings]
    if len(rows) > 1:
        rows.append(_row("Summa", preclose.standings, seldom))
    columns = (*_COLUMNS, *seldom.values())
    return Section("Läget", (Table(columns, tuple(rows), summed=len(rows) > 1),), "laget")


def _row(name: str, mine: Sequence[Standing], seldom: Iterable[str]) -> tuple[str, ...]:
    return (name, *(number(str(sum(getattr(one, count) for one in mine))) for count in ("met", "short", "missing", *seldom)))


def actions(preclose: PreClose, everything: bool) -> Section:  # noqa: ARG001 - every section is asked alike
    """Att göra: overdue first, then by last day, then what has none."""
    ordered = by_last_day(preclose)
    late = sum(one.overdue for one in ordered)
    told = f" ({number(str(len(ordered)))}{f', varav {counted(late, *LATE)}' if late else ''})" if ordered else ""
    entries = tuple(map(_action, ordered)) or (Paragraph("Inget återstår att göra enligt uppgifterna."),)
    return Section(f"Att göra{told}", entries, "att-gora", dense=True)


def by_last_day(preclose: PreClose) -> list[Action]:
    """The actions in the order that they are to be done."""
    return sorted(preclose.actions, key=lambda one: (not one.overdue, not one.untold, one.last_day is None, one.last_day or ""))


def _action(one: Action) -> Entry:
    lines = (last_day(one), Line("Regeln", sentence(one.rule_says)), Line("Underlaget", sentence(one.evidence_says)))
    return Entry(one.about, one.title, lines, one.trace)


def last_day(one: Action) -> Line:
    """The last day, whether it has passed, what kind of thing is wanted, of whom, and the last meeting that can decide it."""
    told = f"{word(ACTION, one.kind)}{f'; {one.who}' if one.who else ''}{f'; sista sammanträde {one.meeting}' if one.meeting else ''}."
    if one.untold:
        return Line(one.last_day or NO_DAY, f"; {told}", UNTOLD)
    if one.overdue:
        return Line(one.last_day or NO_DAY, f"; {told}", LATE[0], "ej")
    return Line(one.last_day or NO_DAY, sentence(told))


def failing_ties(preclose: PreClose, everything: bool) -> Section:
    """The ties that do not agree; with everything, also those that differ by rounding and those that agree."""
    shown = ("avvikelse", "avrundning", "stammer") if everything else ("avvikelse",)
    found = [ties.entry(one) for status in shown for one in preclose.now.ties if one.status == status]
    failing = sum(one.status == "avvikelse" for one in preclose.now.ties)
    heading = f"Avstämningar som avviker ({number(str(failing))})" if failing else "Avstämningar som avviker"
    none = Paragraph("Ingen avstämning avviker." if preclose.now.ties else "Inga avstämningar finns bland uppgifterna.")
    return Section(heading, (*(() if failing else (none,)), *found), "avstamningar")
