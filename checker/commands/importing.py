"""The commands that bring facts in: a new year, a workbook to fill in, a file to import.

What a command needs is imported when the command runs, so that none pays for another.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from checker import output
from checker.commands.options import HELP, Facts, Organisation, Year, as_asked, date_of, year_of
from checker.outcome import MET
from checker.usage import NAME, Command, Group, WrongUsage

app = typer.Typer(cls=Group, context_settings=HELP)

Dry = Annotated[bool, typer.Option("--torr", help="visar vad som skulle skrivas, och skriver ingenting")]


@app.command("importera", cls=Command, context_settings=HELP, help="Läser in en fil av annat slag, prövar den med årets uppgifter och skriver dem.")
def _import(
    file: Annotated[Path, typer.Argument(metavar="FIL", help="filen som läses in", show_default=False)],
    kind: Annotated[str | None, typer.Option("--slag", metavar="SLAG", help="filens slag, när det inte framgår av filen")] = None,
    year: Annotated[str | None, typer.Option("--ar", metavar="ÅR", help="året som uppgifterna gäller, när det inte framgår av filen")] = None,
    accounts: Annotated[Path | None, typer.Option("--konton", metavar="FIL", help="vilka konton som bildar vilka rader, för en SIE-fil")] = None,
    per: Annotated[str | None, typer.Option("--per", metavar="DATUM", help="sista dag för en SIE-fils belopp, en månads sista")] = None,
    dry: Dry = False,
    facts: Facts = None,
    organisation: Organisation = None,
) -> int:
    """Import a file."""
    from checker.importing import Wanted, import_file  # noqa: PLC0415 - only this command needs the importers

    asked = year_of(year) if year is not None else None
    output.say(import_file(Wanted(file, kind, facts, organisation, asked, accounts, dry, date_of(per) if per else None)))
    return MET


@app.command("nytt-ar", cls=Command, context_settings=HELP, help="Lägger upp ett nytt års filer ur ett tidigare års, som utkast att besluta om.")
def _new_year(
    year: Annotated[str, typer.Argument(metavar="ÅR", help="året som läggs upp, som i 2021", show_default=False)],
    source: Annotated[str | None, typer.Option("--fran", metavar="ÅR", help="året som det läggs upp ur; annars året före")] = None,
    dry: Dry = False,
    facts: Facts = None,
    organisation: Organisation = None,
) -> int:
    """Lay out a year."""
    wanted = year_of(year)
    before = year_of(source) if source is not None else wanted - 1
    from checker.newyear import WantedYear, new_year  # noqa: PLC0415 - only this command needs it

    output.say(new_year(WantedYear(wanted, before, facts, organisation, dry, as_asked(facts, organisation)), output.width()))
    return MET


@app.command("mall", cls=Command, context_settings=HELP, help="Skriver årets uppgifter som en arbetsbok att fylla i och läsa in igen med importera.")
def _template(
    year: Year,
    file: Annotated[Path | None, typer.Option("-o", metavar="FIL", help="arbetsbokens fil, som mall.xlsx; hel eller inte alls")] = None,
    facts: Facts = None,
    organisation: Organisation = None,
) -> int:
    """Write the workbook of a year."""
    if file is None:
        raise WrongUsage("check mall utan -o", "en fil att skriva arbetsboken till", f"skriv som i: {NAME} mall {year} -o mall.xlsx")
    if file.suffix.lower() != ".xlsx":
        raise WrongUsage(f'"{file}" efter -o', "en fil med ändelsen .xlsx", "skriv som i: -o mall.xlsx")
    output.refuse_unwritable(file)
    wanted = year_of(year)
    from checker.template import template  # noqa: PLC0415 - only this command needs the workbook

    content, files = template(facts, organisation, wanted)
    output.write_file(file, content)
    if not files:
        command = f"{NAME} nytt-ar {wanted}{as_asked(facts, organisation)}"
        output.say(f"{wanted} har inga uppgifter ännu: arbetsboken är tom. {command} lägger upp året från ett tidigare.\n")
    return MET
