"""Every organisation and year under a facts folder, as jobs; what cannot be one is told, and never left out unseen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from checker.batch.inputs import OrganisationInputs
from checker.batch.job import Job, Result
from checker.batch.program import program_digest
from checker.commands.options import FIRST_YEAR, LAST_YEAR
from checker.outcome import BAD_INPUT
from checker.stops import shown, stopped
from checker.usage import WrongUsage
from facts.errors import InputError
from facts.loading import ORGANISATION, find_organisation
from facts.misnamed import MEANT

RESERVED = ("resultat.", "oversikt.", ".regelspar-")  # so begin the names of what lies beside the organisations' folders

_YEAR_IN = re.compile(r"\d{4}", re.ASCII)
_NO_YEARS = str(WrongUsage("inga år", "minst en mapp som heter som sitt år, med faktafiler", "lägg filerna i mappar som 2020, eller flytta mappen"))
_ALIKE = str(WrongUsage("flera mappar som visas med samma namn", "namn som går att skilja åt", "byt namn på mapparna"))
_DOUBLY = " dubbelkoll"  # a result that was rated once is not one that was rated twice


@dataclass(frozen=True)
class Found:
    """A year of an organisation: the job, or the result where it cannot even be tried."""

    organisation: str
    year: int
    job: Job | None
    result: Result | None = None


@dataclass(frozen=True)
class Trouble:
    """Something in the facts folder that is no organisation's year, where one was meant to be."""

    place: str
    text: str


def every_job(root: Path, wanted: Collection[str], years: range, doubly: bool = False) -> Iterator[Found | Trouble]:
    """Every organisation's years, by organisation and year. Raises BadInput for a wanted organisation that is not there, or where there is none."""
    for one in wanted:
        find_organisation(root, one)
    folders = [path for path in _folders(root) if not wanted or path.name in wanted]
    if not any((path / ORGANISATION).exists() for path in folders):
        find_organisation(root, "")
    names = Counter(shown(folder.name) for folder in folders)
    for folder in folders:
        if names[shown(folder.name)] > 1:
            yield Trouble(shown(folder.name), _ALIKE)
        else:
            yield from _years_of(root, folder, years, doubly)


def _folders(root: Path) -> list[Path]:
    """The folders that are organisations, or hold a year or fact files as if they were."""
    there = [path for path in _inside(root) if path.is_dir()]
    return [path for path in there if (path / ORGANISATION).exists() or any(_is_year(inner) for inner in _inside(path)) or _has_facts(path, 3)]


def _has_facts(folder: Path, depth: int) -> bool:
    """Whether there are fact files in the folder, or so deep below it, hidden folders and links apart."""
    return any(
        MEANT.search(path.name) if path.is_file() else depth > 1 and path.is_dir() and not path.is_symlink() and _has_facts(path, depth - 1)
        for path in _inside(folder)
        if not path.name.startswith(".")
    )


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _is_year(path: Path) -> bool:
    return path.is_dir() and path.name.isdecimal()


def _years_of(root: Path, folder: Path, years: range, doubly: bool) -> Iterator[Found | Trouble]:
    reason = _unfit(root, folder)
    if reason and folder.is_symlink():
        yield Trouble(folder.name, reason)  # nothing of what lies outside is even listed
        return
    odd = [path.name for path in _inside(folder) if path.is_dir() and (_is_year(path) or _is_like_a_year(path)) and not _can_be_checked(path.name)]
    yield from (Trouble(f"{folder.name}/{name}", _no_year(name)) for name in odd)
    try:
        inputs = OrganisationInputs(root, folder.name)
    except OSError as error:
        yield Trouble(folder.name, stopped(error)[1])
        return
    if not inputs.years and not odd:
        yield Trouble(folder.name, reason or _NO_YEARS)
    for year in inputs.years:
        if year in years:
            yield Found(folder.name, year, None, Result(BAD_INPUT, "", error=reason)) if reason else _found(root, inputs, year, doubly)


def _found(root: Path, inputs: OrganisationInputs, year: int, doubly: bool) -> Found:
    organisation = inputs.organisation
    try:
        once, twice = (inputs.of(year, program_digest() + mark) for mark in ("", _DOUBLY))
    except Exception as error:  # noqa: BLE001 - what stops one year stops no other
        code, text = stopped(error)
        return Found(organisation, year, None, Result(code, "", error=text))
    read = twice if doubly else once
    return Found(organisation, year, Job(root, organisation, year, read.digest, read.names, doubly, twice.digest))


def _unfit(root: Path, folder: Path) -> str | None:
    """Why nothing in the folder can be checked, if so it is."""
    if not folder.resolve().is_relative_to(root.resolve()):
        words = ("en länk som leder ut ur mappen med uppgifter", "en mapp i den", "ersätt länken med mappen som den leder till")
    elif folder.name.startswith(RESERVED):
        words = (f'mappen "{folder.name}", som kan heta som en av filerna med resultat', "ett annat id", "byt namn på mappen, och id: i den")
    elif not (folder / ORGANISATION).exists():
        words = (f"en mapp med faktafiler men utan {ORGANISATION}", "en fil om organisationen", "skriv filen, eller flytta mappen")
    else:
        return None
    return shown(str(InputError(folder.name, 0, 0, *words)))


def _is_like_a_year(path: Path) -> bool:
    """Whether the folder holds facts under a name with a year in it: that of a copy, or of a year that is written in another way."""
    return _YEAR_IN.search(path.name) is not None and not path.name.startswith(".") and _has_facts(path, 1)


def _can_be_checked(name: str) -> bool:
    return name.isascii() and name.isdecimal() and str(int(name)) == name and FIRST_YEAR <= int(name) <= LAST_YEAR


def _no_year(name: str) -> str:
    return shown(str(WrongUsage(f'mappen "{name}"', f"ett årtal från {FIRST_YEAR} till {LAST_YEAR}", "byt namn på mappen, eller flytta den")))
