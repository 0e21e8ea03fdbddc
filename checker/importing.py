"""A file of another kind brought into a year: read, checked with the whole year, compared with what is there, written at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from checker.disappearing import disappearing
from checker.usage import WrongUsage, cause
from checker.yearfiles import Change, changes, put_right, refuse_links, told, write
from facts.errors import BadInput, InputError, Place, advice, shown
from facts.importers.catalogue import HEAD, Importer, all_importers, recognised
from facts.importers.importer import FILE_NAME, KEPT, Asked, BadImport, Imported
from facts.loading import bundled_root, find_organisation, load_organisation, load_year
from facts.yamltree import read_yaml
from reports.plaintext import visible


@dataclass(frozen=True)
class Wanted:
    """What the command was told: the file, its kind if not to be found out, whose facts it goes into, and whether only to tell."""

    file: Path
    kind: str | None = None
    facts: Path | None = None
    organisation: str | None = None
    year: int | None = None
    accounts: Path | None = None
    dry: bool = False
    day: dt.date | None = None


def import_file(wanted: Wanted) -> str:
    """Import the file, and what to tell of it. Raises BadInput or WrongUsage, with nothing written, for anything that is wrong."""
    importer = _importer(wanted.file, wanted.kind)
    folder = find_organisation(wanted.facts or bundled_root(), wanted.organisation)
    if not wanted.dry:
        put_right(folder)
    accounts = _readable(wanted.accounts, "--konton") if wanted.accounts else None
    asked = Asked(load_organisation(folder), wanted.year, accounts, wanted.day)
    imported = _read(importer, wanted.file, asked, folder)
    _refuse_names(imported)
    _refuse_other_sections(folder, imported)
    load_year(folder, imported.year, made=imported.files)
    refuse_links(folder, imported.year, imported.files)
    made = changes(folder, imported.year, imported.files)
    if not wanted.dry:
        write(folder, imported.year, made)
    return "".join(f"{visible(line)}\n" for line in _said(made, imported, wanted.dry))  # a file may hold what a terminal would obey


# --- reading --------------------------------------------------------------------------------------------------------


def _importer(file: Path, kind: str | None) -> Importer:
    """The importer of the kind that was named, or of the only kind that the file can be."""
    known = {one.NAME: one for one in all_importers()}
    if kind is not None and kind not in known:
        raise WrongUsage(f'det okända slaget "{kind}"', f"ett av {', '.join(known)}", advice(kind, known, "välj ett av dem"))
    head = _head(file)
    if kind is not None:
        return known[kind]
    found = recognised(file, head)
    if len(found) == 1:
        return found[0]
    kinds = "; ".join(f"{one.NAME}: {one.SAYS}" for one in found or known.values())
    what = f'filen "{file}", som kan vara av flera slag' if found else f'filen "{file}", vars slag inte känns igen'
    raise WrongUsage(what, f"en fil av något av slagen ({kinds})", "ange slaget med --slag, eller välj en annan fil")


def _head(file: Path) -> bytes:
    with _readable(file, "importera").open("rb") as stream:
        return stream.read(HEAD)


def _readable(file: Path, after: str) -> Path:
    """The file, if it is one that can be opened. Raises WrongUsage."""
    found = f'"{file}" efter {after}'
    if not file.exists():
        raise WrongUsage(f"{found}, som inte finns", "en fil som finns", "rätta sökvägen")
    if not file.is_file():
        raise WrongUsage(f"{found}, som inte är en fil", "en fil", "skriv filens namn")
    try:
        file.open("rb").close()
    except OSError as error:
        raise WrongUsage(f"{found}, som inte kan läsas ({cause(error)})", "en läsbar fil", "kontrollera filens rättigheter") from None
    return file


def _read(importer: Importer, file: Path, asked: Asked, folder: Path) -> Imported:
    """What the file holds. Raises BadInput with every mistake in it, and with those that the year's own checks see in the rest."""
    try:
        return importer.read(file, asked)
    except BadImport as error:
        rest, told = error.rest, {one.place for one in error.errors}
        others = _mistakes(lambda: load_year(folder, rest.year, made=rest.files))
        raise BadInput([*error.errors, *(one for one in others if one.place not in told)]) from None


def _mistakes(work: Callable[[], object]) -> Iterator[InputError]:
    try:
        work()
    except BadInput as error:
        yield from error.errors


def _refuse_names(imported: Imported) -> None:
    """Raises WrongUsage for a file that would not lie in the year's folder, would not be read there, or is not for importing."""
    for name in imported.files:
        if not FILE_NAME.fullmatch(name) or name in KEPT:
            expected = "en faktafil i årets mapp, med små bokstäver och ändelsen .yaml"
            raise WrongUsage(f"filnamnet {shown(name)} i det som lästs in", expected, "ge filen ett sådant namn")


def _refuse_other_sections(folder: Path, imported: Imported) -> None:
    """Raises BadInput if a file that is to be replaced whole holds what the importer never makes: it would be lost."""
    errors = [
        InputError.at(place, f"filen innehåller också {section}: ({count})", expected, f"flytta {section}: till en annan fil")
        for name in imported.files
        if imported.sections is not None
        for expected in [f"bara {' och '.join(f'{one}:' for one in imported.sections)} i {name}, som inläsningen ersätter i sin helhet"]
        for section, count, place in _sections(folder / str(imported.year) / name, f"{imported.year}/{name}")
        if section not in imported.sections
    ]
    if errors:
        raise BadInput(errors)


def _sections(path: Path, name: str) -> Iterator[tuple[str, int, Place]]:
    """The sections of the file there, if it can be read: how much each holds, and where it stands."""
    try:
        file = read_yaml(path, name)
    except BadInput:
        return  # nothing in it is a fact as it stands; that is told
    for section, group in file.data.items():
        yield section, len(group) if isinstance(group, (list, dict)) else 1, file.place((section,), key=True)


# --- telling --------------------------------------------------------------------------------------------------------


def _said(made: list[Change], imported: Imported, dry: bool) -> Iterator[str]:
    yield from told(made, dry)
    yield from disappearing(made)
    yield from imported.told
    if dry:
        yield "Ingenting är skrivet, eftersom --torr är angivet." if any(one.differs for one in made) else "Det finns inget att skriva."
