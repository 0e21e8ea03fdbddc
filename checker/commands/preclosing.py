"""The commands that check a year before it is closed.

What a command needs is imported when the command runs, so that none pays for another.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

import typer

from checker import output
from checker.commands.options import HELP, Facts, Organisation, Year, year_of
from checker.usage import Command, Group, WrongUsage

app = typer.Typer(cls=Group, context_settings=HELP)

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
Per = Annotated[str, typer.Option("--per", metavar="DATUM", help="dagen som året prövas på, som i 2021-11-30", show_default=False)]


def day_of(text: str, year: int) -> dt.date:
    """The day that was written. Raises WrongUsage for what is no day, and for a day of another year."""
    expected = f"en dag under {year}, skriven år-månad-dag"
    try:
        day = dt.date.fromisoformat(text) if text.isascii() and _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise WrongUsage(f'"{text}" efter --per', expected, f"skriv dagen som i: --per {year}-11-30")
    if day.year != year:
        raise WrongUsage(f"dagen {text} efter --per, som inte är under {year}", expected, f"välj en dag från {year}-01-01 till {year}-12-31")
    return day


@app.command("forkontroll", cls=Command, context_settings=HELP, help="Prövar året på en dag innan det är slut: vad som återstår, vem, sista dag.")
def _before_closing(year: Year, per: Per, facts: Facts = None, organisation: Organisation = None) -> int:
    """Check the year before the books are closed."""
    return _check("forkontroll", year, per, facts, organisation)


@app.command("delar", cls=Command, context_settings=HELP, help="Prövar delårsrapporten: utfall till och med dagen och prognos till årets slut.")
def _interim(year: Year, per: Per, facts: Facts = None, organisation: Organisation = None) -> int:
    """Check the interim report."""
    return _check("delarsrapport", year, per, facts, organisation)


def _check(kind: str, year: str, per: str, facts: Facts, organisation: Organisation) -> int:
    wanted = year_of(year)
    day = day_of(per, wanted)
    from checker.preclose import run_preclose  # noqa: PLC0415 - the engine and the loader: most of the start
    from checker.preclose_outcome import exit_code  # noqa: PLC0415 - the same
    from checker.preclose_text import to_text  # noqa: PLC0415 - the same

    found = run_preclose(facts, organisation, wanted, day, kind)
    output.say(to_text(found))
    return exit_code(found)
