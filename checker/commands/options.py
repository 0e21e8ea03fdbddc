"""The arguments and options that several commands share, and the check that they ask for."""

from __future__ import annotations

import datetime as dt
import re
import shlex
from pathlib import Path
from typing import Annotated

import typer

from checker.usage import WrongUsage
from reports.plaintext import visible
from reports.report import Report

FIRST_YEAR, LAST_YEAR = 1992, 2200
HELP = {"help_option_names": ["--help", "-h"]}
EXAMPLE = "exempel"
_YEAR = re.compile("[0-9]{4}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def facts_folder(text: str) -> Path:
    """The folder that was pointed out. The word exempel is the bundled example wherever one stands; a folder of that name is ./exempel."""
    from facts.loading import example_root  # noqa: PLC0415 - the loader: most of the start

    return example_root() if text == EXAMPLE else Path(text)


Year = Annotated[str, typer.Argument(metavar="ÅR", help="året som bedöms, som i 2020", show_default=False)]
_FACTS = "mappen med <organisation>/<år>/, eller exempel för det påhittade förbundet; annars medföljande uppgifter"
Facts = Annotated[Path | None, typer.Option("--fakta", metavar="MAPP", parser=facts_folder, help=_FACTS)]
Organisation = Annotated[str | None, typer.Option("--organisation", metavar="ID", help="vilken organisation, när mappen har flera")]
Notes = Annotated[Path | None, typer.Option("--noteringar", metavar="FIL", help="revisorns noteringar; annars noteringar.yaml i årets mapp")]


def as_asked(facts: Path | None, organisation: str | None, notes: Path | None = None) -> str:
    """The options of a run as a command that it suggests must have them to find the same facts: " --fakta exempel --organisation arkiv"."""
    given = (("--fakta", _written(facts)), ("--organisation", organisation), ("--noteringar", notes))
    return "".join(f" {option} {visible(shlex.quote(str(value)))}" for option, value in given if value is not None)


def _written(facts: Path | None) -> str | Path | None:
    """The folder as facts_folder reads it."""
    if facts is None or facts_folder(EXAMPLE) == facts:
        return facts and EXAMPLE
    return f"./{EXAMPLE}" if facts == Path(EXAMPLE) else facts


def year_of(text: str) -> int:
    """The year that was written. Raises WrongUsage for anything else."""
    if not (_YEAR.fullmatch(text) and FIRST_YEAR <= int(text) <= LAST_YEAR):
        raise WrongUsage(f'"{text}" som årtal', "ett årtal som 2020", "skriv årtalet med fyra siffror")
    return int(text)


def date_of(text: str, expected: str = "en dag skriven år-månad-dag", year: int = 2021) -> dt.date:
    """The day that was written after --per. Raises WrongUsage for what is no day; `year` is that of the example it gives."""
    try:
        day = dt.date.fromisoformat(text) if text.isascii() and _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise WrongUsage(f'"{text}" efter --per', expected, f"skriv dagen som i: --per {year}-11-30")
    return day


def checked(year: str, facts: Path | None, organisation: str | None, notes: Path | None, doubly: bool = False) -> Report:
    """The Report of the year, rated once or doubly. Raises BadInput for facts that cannot be read."""
    wanted = year_of(year)
    from checker.pipeline import run_check  # noqa: PLC0415 - the engine and the loader: most of the start

    return run_check(facts, organisation, wanted, notes, doubly)
