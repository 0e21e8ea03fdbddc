"""The commands that check a year before it is closed.

What a command needs is imported when the command runs, so that none pays for another.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from checker import output
from checker.commands.options import HELP, Facts, Organisation, Year, date_of, year_of
from checker.usage import Command, Group, WrongUsage
from facts.errors import advice
from reports.formats import DEFAULT
from reports.preclose import PreClose
from reports.preclose_formats import FORMATS, as_text, written

app = typer.Typer(cls=Group, context_settings=HELP)

_FORMATS = "; ".join(f"{name}: {one.says}" for name, one in FORMATS.items())
Form = Annotated[str, typer.Option("--format", metavar="FORMAT", help=_FORMATS)]
File = Annotated[Path | None, typer.Option("-o", metavar="FIL", help="skriver till filen i stället för standard ut; hel eller inte alls")]
Everything = Annotated[bool, typer.Option("--alla", help="visar också det som kan visas uppfyllt och det som stämmer")]
Per = Annotated[str, typer.Option("--per", metavar="DATUM", help="dagen som året prövas på, som i 2021-11-30", show_default=False)]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the check is to be told: in which format, to which file, and whether with everything."""

    form: str
    file: Path | None
    everything: bool


def day_of(text: str, year: int) -> dt.date:
    """The day that was written. Raises WrongUsage for what is no day, and for a day of another year."""
    expected = f"en dag under {year}, skriven år-månad-dag"
    day = date_of(text, expected, year)
    if day.year != year:
        raise WrongUsage(f"dagen {text} efter --per, som inte är under {year}", expected, f"välj en dag från {year}-01-01 till {year}-12-31")
    return day


@app.command("forkontroll", cls=Command, context_settings=HELP, help="Prövar året på en dag innan det är slut: vad som återstår, vem, sista dag.")
def _before_closing(
    year: Year,
    per: Per,
    form: Form = DEFAULT,
    file: File = None,
    everything: Everything = False,
    facts: Facts = None,
    organisation: Organisation = None,
) -> int:
    """Check the year before the books are closed."""
    return _check("forkontroll", year, per, Wanted(form, file, everything), facts, organisation)


@app.command("delar", cls=Command, context_settings=HELP, help="Prövar delårsrapporten: utfall till och med dagen och prognos till årets slut.")
def _interim(
    year: Year,
    per: Per,
    form: Form = DEFAULT,
    file: File = None,
    everything: Everything = False,
    facts: Facts = None,
    organisation: Organisation = None,
) -> int:
    """Check the interim report."""
    return _check("delarsrapport", year, per, Wanted(form, file, everything), facts, organisation)


def _check(kind: str, year: str, per: str, told: Wanted, facts: Facts, organisation: Organisation) -> int:
    wanted = year_of(year)
    day = day_of(per, wanted)
    _refuse_unfit(told)
    from checker.preclose import run_preclose  # noqa: PLC0415 - the engine and the loader: most of the start
    from checker.preclose_outcome import exit_code  # noqa: PLC0415 - the same

    found = run_preclose(facts, organisation, wanted, day, kind)
    _deliver(found, told)
    return exit_code(found)


def _refuse_unfit(told: Wanted) -> None:
    """Raises WrongUsage for a format that there is none of, and for a file that cannot become one."""
    if told.form not in FORMATS:
        action = advice(told.form, FORMATS, "välj ett av dem")
        raise WrongUsage(f'det okända formatet "{told.form}"', f"ett av {', '.join(FORMATS)}", action)
    if FORMATS[told.form].binary and not told.file:
        action = f"skriv som i: --format {told.form} -o forkontroll.{told.form}"
        raise WrongUsage(f"--format {told.form} utan -o", "-o FIL, för formatet är inte text", action)
    if told.file:
        output.refuse_unwritable(told.file)


def _deliver(found: PreClose, told: Wanted) -> None:
    if told.file:
        output.write_file(told.file, written(found, told.form, told.everything, output.FILE_WIDTH))
    elif told.form == DEFAULT and output.wants_colour():
        from reports.preclosing.terminal import render  # noqa: PLC0415 - only a terminal needs it

        output.show(lambda console: render(found, console, told.everything))
    else:
        output.say(as_text(found, told.form, told.everything, output.width()))
