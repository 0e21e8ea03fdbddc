"""Loading: an organisation's folder and its years as frozen facts, or every mistake in them at once.

A root holds one folder per organisation: `<root>/<organisation>/organisation.yaml` and `<year>/*.yaml`.
"""

from __future__ import annotations

import datetime as dt
import importlib.resources
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from facts.check_years import check_year
from facts.comparatives import add_comparatives, mentions, year_files
from facts.control import LogEntry
from facts.errors import BadInput, InputError, advice, first_of
from facts.factfile import FactFile
from facts.files import LEADS_OUT, leads_out
from facts.models import OrganisationFile
from facts.notes import NOTES_FILE
from facts.order import order_of
from facts.reading import Gathered
from facts.swedish import translate
from facts.unfinished import unchanged
from facts.yamltree import read_yaml
from facts.year import Organisation, Year

ORGANISATION = "organisation.yaml"
MOST_FILES = 1_000  # in a year; one of a large organisation has a dozen
_MOST_NAMED = 20
_YEAR = re.compile(r"[1-9][0-9]{3}")
LEDGER_SECTIONS = ("tables", "decisions", "comparatives_from")
_REMARKS = re.compile(r"\bnotering\b")
LEDGER_WORDS = re.compile(r"\broller\b|jämförelsetal_ur|synnerliga|återställandeplan")
ACCOUNT_WORDS = re.compile(rf"{LEDGER_WORDS.pattern}|\btabeller\b")


def bundled_root() -> FilePath:
    """The folder of the facts that come with the program, also when it is installed from a wheel."""
    return FilePath(str(importlib.resources.files("facts"))) / "data"


def example_root() -> FilePath:
    """The folder of the invented organisation that comes with the program, to try it on."""
    return bundled_root().with_name("exempel")


def find_organisation(root: FilePath, wanted: str | None) -> FilePath:
    """The folder of the wanted organisation, or of the only one. Raises BadInput if it is not one of those there."""
    there = sorted(path.parent.name for path in root.glob(f"*/{ORGANISATION}"))
    found = there[0] if wanted is None and len(there) == 1 else wanted
    if found is None or found not in there:
        raise BadInput([_which_organisation(root, wanted, there)])
    if leads_out(root / found, root):
        raise BadInput([InputError(str(root / found), 0, 0, *LEADS_OUT)])
    return root / found


def _which_organisation(root: FilePath, wanted: str | None, there: list[str]) -> InputError:
    known = ", ".join(there[:_MOST_NAMED]) + (f" och {len(there) - _MOST_NAMED} till" if there[_MOST_NAMED:] else "")
    if not there:
        action = "peka ut mappen som innehåller <organisation>/<år>/ med --fakta"
        return InputError(str(root), 0, 0, "ingen organisation", f"en mapp med {ORGANISATION} i", action)
    if wanted is None:
        return InputError(str(root), 0, 0, f"flera organisationer: {known}", "ett val", "välj en med --organisation")
    action = advice(wanted, there, "välj en av dem med --organisation")
    return InputError(str(root), 0, 0, f'ingen organisation "{wanted}"', f"en av {known}", action)


def available_years(folder: FilePath) -> list[int]:
    """The years that the organisation's folder holds facts of, oldest first; notes alone are none."""
    named = (int(path.name) for path in folder.iterdir() if _YEAR.fullmatch(path.name) and path.is_dir())
    return sorted(year for year in named if not _notes_alone(folder, year))


def _notes_alone(folder: FilePath, year: int) -> bool:
    names = [path.name for path in (folder / str(year)).iterdir()]
    return [name for name in names if not name.startswith(".")] == [NOTES_FILE]  # what a killed run left is no fact


def load_organisation(folder: FilePath) -> Organisation:
    """The organisation in the folder. Raises BadInput with every mistake in organisation.yaml."""
    path = folder / ORGANISATION
    if not path.is_file():
        action = "skriv filen, eller peka ut en annan mapp"
        raise BadInput([InputError(ORGANISATION, 0, 0, f"ingen sådan fil i {folder}", "en fil om organisationen", action)])
    file = read_yaml(path, ORGANISATION, folder)
    try:
        written = OrganisationFile.model_validate(file.data)
    except ValidationError as error:
        raise BadInput(translate(error, file, OrganisationFile)) from None
    if written.id != folder.name:
        words = (f'id:t "{written.id}"', f'mappens namn "{folder.name}"', "ge mappen och id: samma namn")
        raise BadInput([InputError.at(file.place(("id",)), *words)])
    return Organisation(folder, written, file)


def load_year(folder: FilePath, year: int, notes: FilePath | None = None, made: Mapping[str, FactFile] | None = None) -> Year:
    """All facts of the organisation's year, checked against each other. Raises BadInput with every mistake.

    `notes` is the file of the auditors' notes, where it is not the year's own noteringar.yaml. `made` are files that an
    importer made, by their names in the year's folder: they stand for the files of the same names there.
    """
    with unchanged(folder / str(year)):
        return _loaded(folder, year, notes, made or {})


def _loaded(folder: FilePath, year: int, notes: FilePath | None, made: Mapping[str, FactFile]) -> Year:
    facts = Gathered()
    organisation = _organisation(folder, facts)
    if not made:
        _refuse_missing(folder, year, facts)
    for path in year_files(folder, year):
        if path.name not in made:
            facts.add_file(path, f"{year}/{path.name}")
    for name, file in made.items():
        facts.add_made(file, f"{year}/{name}")
    add_comparatives(facts, folder, year)
    _add_notes(facts, folder, year, notes)
    facts.errors += first_of(check_year(facts, organisation, year, sorted({*available_years(folder), year})))
    return _whole(facts, organisation, year)


def _add_notes(facts: Gathered, folder: FilePath, year: int, wanted: FilePath | None) -> None:
    """Add the notes under the same name wherever they lie, so that no report tells whose folder they lay in."""
    name = f"{year}/{NOTES_FILE}"
    place = wanted or folder / name
    if place.exists() or place.is_symlink():
        facts.add_notes(place, name, str(wanted or name), None if wanted else folder)
    elif wanted:
        words = ("ingen sådan fil", "en fil med noteringar", "rätta sökvägen efter --noteringar, eller skriv filen")
        facts.errors.append(InputError(str(wanted), 0, 0, *words))


def load_accounts(folder: FilePath, year: int, organisation: Organisation | None = None, loaded: int | None = None) -> Year:
    """The tables and decisions of an earlier year, for the balanskrav ledger; empty if there is no such year.

    `loaded` is a later year that is loaded already: comparative figures are not taken from its files again, and of the year
    just before it every table is read, since its comparative figures are held against them. Of other years only the files
    are read that speak of roles, comparatives or synnerliga skäl. No references are checked: the year's own check does that.
    """
    facts = Gathered()
    known = organisation or _organisation(folder, facts)
    words = ACCOUNT_WORDS if loaded == year + 1 else LEDGER_WORDS
    for path in year_files(folder, year):
        if mentions(path, words):
            facts.add_file(path, f"{year}/{path.name}", LEDGER_SECTIONS)
    add_comparatives(facts, folder, year, LEDGER_WORDS, loaded)
    return _whole(facts, known, year)


def with_open_remarks(folder: FilePath, year: Year, day: dt.date) -> Year:
    """The year with the remarks of last year's log that are open on the day; one that is carried over in its own log stands as it does there.

    Only controls of last year itself: one that was made later would be counted among this year's.
    """
    facts, before = Gathered(), year.year - 1
    for path in year_files(folder, before):
        if mentions(path, _REMARKS):
            facts.add_file(path, f"{before}/{path.name}", ("log",))
    if facts.errors:
        raise BadInput(facts.errors)
    own = {(entry.moment, entry.date) for entry in year.log}
    still_open = [one for one in facts.entries["log"] if _is_open(one.item, before, day) and (one.item.moment, one.item.date) not in own]
    if not still_open:
        return year
    names = {one.file.name for one in still_open}
    ordered = sorted((*still_open, *year.entries["log"]), key=order_of("log"))
    files = {**year.files, **{name: raw for name, raw in facts.files.items() if name in names}}
    log = tuple(entry.item for entry in ordered)
    return replace(year, log=log, entries={**year.entries, "log": tuple(ordered)}, files=dict(sorted(files.items())))


def _is_open(entry: LogEntry, year: int, day: dt.date) -> bool:
    closed = entry.closed is not None and not (isinstance(entry.closed, dt.date) and entry.closed > day)
    return entry.remark is not None and entry.date.year <= year and not closed


def _organisation(folder: FilePath, facts: Gathered) -> Organisation | None:
    try:
        return load_organisation(folder)
    except BadInput as error:
        facts.errors += error.errors
        return None


def _refuse_missing(folder: FilePath, year: int, facts: Gathered) -> None:
    place = folder / str(year)
    files = year_files(folder, year)
    if len(files) > MOST_FILES:
        words = (f"{len(files)} faktafiler", f"högst {MOST_FILES} filer för ett år", "lägg uppgifterna i färre filer")
        raise BadInput([*facts.errors, InputError(str(year), 0, 0, *words)])
    if not files:
        known = [other for other in available_years(folder) if other != year] if folder.is_dir() else []
        years = ", ".join(map(str, known))
        expected = f"{'ett av åren' if len(known) > 1 else 'året'} {years}" if known else "en mapp per år"
        action = f"välj ett annat år, eller lägg faktafiler i {place}"
        raise BadInput([*facts.errors, InputError(str(year), 0, 0, "inga faktafiler för året", expected, action)])


def _whole(facts: Gathered, organisation: Organisation | None, year: int) -> Year:
    if facts.errors or organisation is None:
        raise BadInput(facts.errors)
    entries = {section: tuple(sorted(found, key=order_of(section))) for section, found in facts.entries.items()}
    items: dict[str, Any] = {section: tuple(entry.item for entry in found) for section, found in entries.items()}
    for section in ("tables", "text_figures"):
        items[section] = {entry.key: entry.item for entry in entries[section]}
    for section in ("restoration", "guideline", "materiality", "follow_up_rule"):
        items[section] = items[section][0] if items[section] else None
    files = {ORGANISATION: organisation.file.raw, **facts.files}
    return Year(organisation, year, **items, files=dict(sorted(files.items())), entries=entries)
