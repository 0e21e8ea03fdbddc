"""The control log kept as a list: one line for each control that was performed, saved as CSV.

The first line names the columns, in any order: moment, datum, av and resultat, and where they are kept notering, åtgärd,
stängd and källa. Semicolon or comma parts them, whichever the first line shows. A control without källa is sourced in the
organisation's one document of the year that has kontrollogg in its id or title, at the control's own moment and day, so
that the same controls give the same file however the list is sorted and wherever it grows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from facts.errors import BadInput, InputError, Place
from facts.factfile import MadeFile
from facts.fields import UNDATED
from facts.ids import natural
from facts.importers.csvrows import Columns, Row, rows
from facts.importers.importer import Asked, BadImport, Imported
from facts.importers.written import Unreadable, day, text
from facts.yamlwriting import to_yaml, year_schema
from facts.year import Organisation

NAME = "kontrollogg"
SAYS = "kontrollogg i CSV, en rad för varje gjord kontroll"
FILE = "kontrollogg.yaml"
SECTION = "kontrollogg"
COMMENT = "Inläst med check importera. Nästa inläsning av loggen ersätter filen."

REQUIRED = {
    "moment": "kontrollmomentets id, som IK-1a",
    "datum": "dagen då kontrollen gjordes",
    "av": "den som gjorde kontrollen",
    "resultat": "vad kontrollen visade",
}
KNOWN = (*REQUIRED, "notering", "åtgärd", "stängd", "källa")
COLUMNS = Columns(KNOWN, tuple(REQUIRED), "moment;datum;av;resultat;notering;åtgärd;stängd")

_ANY_DAY = "1900-01-01"  # for a day that could not be read, while the rest of the list is checked
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")

Fact = dict[str, str]


def recognises(path: Path, head: bytes) -> bool:
    """Any CSV file is taken for a log; a text file only if its first line names the columns of one."""
    first = head.decode("cp1252", "replace").casefold().partition("\n")[0]
    return path.suffix.casefold() == ".csv" or (path.suffix.casefold() == ".txt" and "moment" in first and "datum" in first)


def read(path: Path, asked: Asked) -> Imported:
    """The log as the year's kontrollogg.yaml. Raises BadInput with every mistake in the list."""
    found, errors = rows(path, COLUMNS)
    controls = [_control(row) for row in found]
    year, faults = _year(controls, asked.year, path.name)
    errors += faults
    errors += [error for control in controls for error in control.errors]
    if year is None:
        raise BadInput(errors)
    source, missing = _source(asked.organisation, year, path.name)
    if missing and any("källa" not in control.fact for control in controls):
        errors.append(missing)
    imported = _imported([one for one in controls if "moment" in one.fact], year, source, asked.organisation, path.name)
    if errors:
        raise BadImport(errors, imported)
    return imported


@dataclass(frozen=True)
class _Control:
    """One performed control: its row as written, as the facts have it, and what could not be understood."""

    row: Row
    fact: Fact
    errors: tuple[InputError, ...]

    @property
    def place(self) -> Place:
        """Where its row begins."""
        return next(iter(self.row.values())).place

    @property
    def order(self) -> Any:
        """By moment, then day, then whatever tells it apart."""
        return natural(self.fact["moment"]), tuple(self.fact.get(name, "") for name in KNOWN)


def _control(row: Row) -> _Control:
    fact: Fact = {}
    faults: dict[str, InputError] = {}
    for name in KNOWN:
        try:
            if value := _value(name, row):
                fact[name] = value
        except Unreadable as odd:
            faults[name] = InputError.at(row[name].place, f"{name}: {odd.found}", odd.expected, odd.action)
    lacking = {*faults, *REQUIRED} - {*fact, "moment", "källa"}
    line = next(iter(row.values())).place.line
    harmless = {name: _ANY_DAY if name in ("datum", "stängd") else f"rad {line}" for name in lacking}
    return _Control(row, fact | harmless, tuple(faults.values()))


def _value(name: str, row: Row) -> str:
    """The field as a fact holds it. Raises Unreadable if it must be there and is not, or cannot be understood."""
    value = text(row[name].text) if name in row else ""
    if not value and name in REQUIRED and name in row:
        raise Unreadable("inget värde", REQUIRED[name], "fyll i fältet, eller ta bort raden om den inte är en kontroll")
    if not value or name not in ("datum", "stängd"):
        return value
    return UNDATED if name == "stängd" and value.casefold() == UNDATED else day(value).isoformat()


# --- the year, and the document that the log is ---------------------------------------------------------------------


def _year(controls: Sequence[_Control], asked: int | None, name: str) -> tuple[int | None, list[InputError]]:
    """The year of the log: the one that was asked for, or the one that all days lie in; None where that cannot be told."""
    days = [(control, int(control.fact["datum"][:4])) for control in controls if control.fact["datum"] != _ANY_DAY]
    years = sorted({year for _, year in days})
    if asked is not None:
        words = (f"ett datum under {asked}, eller under {asked + 1} för en kontroll efter årets slut", "rätta datumet, eller --ar")
        wrong = [control for control, year in days if not asked <= year <= asked + 1]
        return asked, [InputError.at(one.row["datum"].place, f"datum: {one.fact['datum']}", *words) for one in wrong]
    if len(years) > 1:
        found = f"datum under {_listed(years)}"
        return None, [InputError(name, 0, 0, found, "datum under ett enda år", "ange vilket år loggen gäller med --ar")]
    return (years[0], []) if years else (None, [])  # no day is no second mistake: each was told where it stands


def _listed(years: Sequence[int]) -> str:
    return f"{', '.join(map(str, years[:-1]))} och {years[-1]}"


def _source(organisation: Organisation, year: int, name: str) -> tuple[str, InputError | None]:
    """The document that the log is; if there is none, or several, another that can stand for it until that is mended."""
    found = [one for one in organisation.documents if _is_log(organisation, one, year)]
    if len(found) == 1:
        return found[0], None
    what = f"flera dokument med kontrollogg i namnet ({', '.join(found)}) och kontroller utan källa"
    action = f"lägg till kolumnen källa, som i: {next(iter(found), '')}, rad 2"
    if not found:
        what = "kontroller utan källa, och inget dokument med kontrollogg i namnet"
        action = f"lägg till logg{year}: under dokument: i organisation.yaml, med titel: Kontrollogg {year} och slag: övrigt, eller ange källa"
    error = InputError(name, 0, 0, what, f"ett dokument i organisation.yaml som är loggen för {year}", action)
    return next(iter([*found, *organisation.documents]), "logg"), error


def _is_log(organisation: Organisation, document: str, year: int) -> bool:
    """Whether the document is the year's log: by its name, and by its year or the years in its name if it has any."""
    one = organisation.documents[document]
    words = f"{document} {one.title}".casefold()
    years = {one.year} if one.year else set(map(int, _YEAR.findall(words)))
    return "kontrollogg" in words and (not years or year in years)


# --- as a fact file -------------------------------------------------------------------------------------------------


def _imported(controls: Sequence[_Control], year: int, source: str, organisation: Organisation, name: str) -> Imported:
    ordered = sorted(controls, key=lambda control: control.order)
    facts = [_fact(control, source) for control in ordered]
    raw = to_yaml({SECTION: facts}, year_schema(organisation.folder), [COMMENT])
    places = dict(_places(ordered)) | {(): Place(name, 0, 0)}
    return Imported(year, {FILE: MadeFile(FILE, raw, {SECTION: facts}, places)}, tuple(_told(facts, year)), (SECTION,))


def _fact(control: _Control, source: str) -> Fact:
    """The fact as the log's file has it: its own source, or the document and what the control is found by there."""
    fact = control.fact
    own = {"källa": fact.get("källa", f"{source}, {fact['moment']} {fact['datum']}")}
    by = {"av": f"rad {control.place.line}"} if control.errors else {}  # two unreadable days are not the same control twice
    return {name: value for name in KNOWN if (value := {**fact, **own, **by}.get(name))}


def _places(controls: Sequence[_Control]) -> Iterator[tuple[tuple[str | int, ...], Place]]:
    for i, control in enumerate(controls):
        yield (SECTION, i), control.place
        for name, cell in control.row.items():
            yield (SECTION, i, name), cell.place


def _told(facts: Sequence[Fact], year: int) -> Iterator[str]:
    moments, days = {fact["moment"] for fact in facts}, sorted(fact["datum"] for fact in facts) or [_ANY_DAY]
    controls = "1 kontroll" if len(facts) == 1 else f"{len(facts)} kontroller"
    yield f"{controls} av {len(moments)} moment, från {days[0]} till {days[-1]}."
    if after := sum(1 for day in days if day[:4] > str(year)):
        made = "1 kontroll är gjord" if after == 1 else f"{after} kontroller är gjorda"
        yield f"{made} efter {year} och räknas inte bland årets kontroller."
    if still_open := [fact for fact in facts if "notering" in fact and "stängd" not in fact]:
        one = len(still_open) == 1
        yield f"{len(still_open)} {'notering' if one else 'noteringar'} utan dag i kolumnen stängd: {'öppen' if one else 'öppna'}."
