"""The commands that rate a year, tell why, and seal what they tell.

What a command needs is imported when the command runs, so that none pays for another.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from checker import output, sealing
from checker.commands.options import HELP, Facts, Notes, Organisation, Year, as_asked, checked, facts_folder
from checker.outcome import MET, exit_code
from checker.usage import NAME, Command, Group, WrongUsage, unknown_id
from facts.errors import advice
from reports.formats import DEFAULT, FORMATS, as_text, written
from reports.report import Report

app = typer.Typer(cls=Group, context_settings=HELP)

_MEMBER = "lägger ett följeblad till medlemmens fullmäktige först i bilagan; alla: en fil för varje medlem i mappen efter -o"
_DOUBLY = "bedömer en gång till, skilt från reglerna; skiljer sig något skrivs ingenting (slutkod 70); bilaga gör det alltid"
_COMPARED = "egna uppgifter att jämföra med, i <organisation>/<år>/"
_FORMATS = "; ".join(f"{name}: {one.says}" for name, one in FORMATS.items())


@app.callback(help=f"Bedömer ett års mål, ekonomi och interna kontroll ur dokumentens egna uppgifter. {NAME} 2020 är detsamma som {NAME} kor 2020.")
def _common(version: Annotated[bool, typer.Option("--version", help="visar versionen")] = False) -> None:
    """The options before a command; --version is answered before typer is asked."""


@app.command("kor", cls=Command, context_settings=HELP, help="Bedömer året och skriver rapporten. Ordet kor kan utelämnas.")
def _run(
    year: Year,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help=_FORMATS)] = DEFAULT,
    file: Annotated[Path | None, typer.Option("-o", metavar="FIL", help="skriver till filen i stället för standard ut; hel eller inte alls")] = None,
    everything: Annotated[bool, typer.Option("--alla", help="visar också det som är uppfyllt och det som stämmer")] = False,
    member: Annotated[str | None, typer.Option("--medlem", metavar="NAMN", help=_MEMBER)] = None,
    doubly: Annotated[bool, typer.Option("--dubbelkoll", help=_DOUBLY)] = False,
    facts: Facts = None,
    organisation: Organisation = None,
    notes: Notes = None,
) -> int:
    """Rate the year and write the report."""
    if form not in FORMATS:
        action = advice(form, FORMATS, "välj ett av dem")
        raise WrongUsage(f'det okända formatet "{form}"', f"ett av {', '.join(FORMATS)}", action)
    if FORMATS[form].binary and not file:
        raise WrongUsage(f"--format {form} utan -o", "-o FIL, för formatet är inte text", f"skriv som i: --format {form} -o rapport.{form}")
    check = partial(checked, year, facts, organisation, notes, doubly)
    if member is not None:
        return _run_with_cover(form, file, everything, member, check)
    if file:
        output.refuse_unwritable(file)
    report = check()
    _deliver(report, form, file, everything, as_asked(facts, organisation, notes))
    return exit_code(report)


def _run_with_cover(form: str, file: Path | None, everything: bool, member: str, check: Callable[[], Report]) -> int:
    from checker import covers  # noqa: PLC0415 - only cover pages need it

    covers.refuse_unfit(form, member, file)
    report = check()
    covers.deliver(report, form, member, file, everything)
    return exit_code(report)


@app.command("bilaga", cls=Command, context_settings=HELP, help="Bedömer året två gånger och skriver bilagan till årsredovisningen, med regelspår.")
def _annex(
    year: Year,
    file: Annotated[Path | None, typer.Option("-o", metavar="FIL", help="bilagans fil, som bilaga-2020.pdf eller bilaga-2020.html")] = None,
    form: Annotated[str | None, typer.Option("--format", metavar="FORMAT", help="pdf eller html; annars efter filens ändelse")] = None,
    member: Annotated[str | None, typer.Option("--medlem", metavar="NAMN", help=_MEMBER)] = None,
    notes: Notes = None,
    facts: Facts = None,
    organisation: Organisation = None,
) -> int:
    """Rate the year and write the annex."""
    if file is None:
        action = f"skriv som i: {NAME} bilaga {year} -o bilaga-{year}.pdf"
        raise WrongUsage("check bilaga utan -o", "en fil att skriva bilagan till", action)
    wanted = sealing.annex_format(form, file)
    return _run(year, wanted, file, everything=False, member=member, doubly=True, notes=notes, facts=facts, organisation=organisation)


Sealed = Annotated[Path, typer.Argument(metavar="FIL", help="bilagan som PDF eller HTML, eller rapporten i JSON", show_default=False)]


@app.command("verifiera", cls=Command, context_settings=HELP, help="Prövar en fil: räknar om kontrollsummorna, prövar uppgifterna igen och jämför.")
def _verify(
    file: Sealed,
    facts: Annotated[Path | None, typer.Option("--fakta", metavar="MAPP", parser=facts_folder, help=_COMPARED)] = None,
    notes: Annotated[Path | None, typer.Option("--noteringar", metavar="FIL", help="egna noteringar att jämföra med, utanför den mappen")] = None,
    key: Annotated[Path | None, typer.Option("--nyckel", metavar="FIL", help="avsändarens öppna nyckel; prövar underskriften")] = None,
    signature: Annotated[Path | None, typer.Option("--underskrift", metavar="FIL", help="underskriften, om den inte är FIL.sig")] = None,
) -> int:
    """Verify a file."""
    return sealing.verify(file, facts, notes, key, signature)


@app.command("signera", cls=Command, context_settings=HELP, help="Skriver under en fil med en egen nyckel; underskriften läggs i FIL.sig.")
def _sign(
    file: Sealed,
    key: Annotated[Path, typer.Option("--nyckel", metavar="FIL", help="den egna privata nyckeln, från check nyckel", show_default=False)],
    target: Annotated[Path | None, typer.Option("-o", metavar="FIL", help="underskriftens fil; annars FIL.sig")] = None,
) -> int:
    """Sign a file."""
    return sealing.sign(file, key, target)


@app.command("nyckel", cls=Command, context_settings=HELP, help="Gör ett par av nycklar att skriva under med.")
def _make_key(
    name: Annotated[Path, typer.Option("-o", metavar="NAMN", help="nycklarnas namn: NAMN.pem, som är hemlig, och NAMN.pub.pem", show_default=False)],
) -> int:
    """Make a pair of keys."""
    return sealing.make_key(name)


@app.command("forklara", cls=Command, context_settings=HELP, help="Visar varför, och varför inte: hela kedjan bakom ett id ned till källorna.")
def _explain(
    year: Year,
    wanted: Annotated[str, typer.Argument(metavar="ID", help="mätetal, mål, enhet, kontrollmoment, avstämning, iakttagelse eller uppgift")],
    facts: Facts = None,
    organisation: Organisation = None,
    notes: Notes = None,
) -> int:
    """Explain one id."""
    report = checked(year, facts, organisation, notes)
    from reports import explain  # noqa: PLC0415 - only this command needs it

    known, options = explain.resolved(report, wanted), as_asked(facts, organisation, notes)
    if known is None:
        raise unknown_id(wanted, report.year, explain.nearest(report, wanted), options)
    if output.wants_colour():
        output.show(lambda console: explain.render(report, known, console, options))
    else:
        output.say(explain.to_text(report, known, output.width(), options))
    return MET


@app.command("regler", cls=Command, context_settings=HELP, help="Visar alla regler, eller en: lydelse, grund, år och villkor.")
def _rules(wanted: Annotated[str | None, typer.Argument(metavar="ID", help="regelns id", show_default=False)] = None) -> int:
    """List the rules, or tell one."""
    from checker import ruletext  # noqa: PLC0415 - only this command needs it

    output.say(ruletext.one(wanted, output.width()) if wanted else ruletext.every(output.width()))
    return MET


def _deliver(report: Report, form: str, file: Path | None, everything: bool, options: str) -> None:
    if file:
        output.write_file(file, written(report, form, everything, output.FILE_WIDTH))  # whoever reads a file has other folders
    elif form == DEFAULT and output.wants_colour():
        from reports.terminal import render  # noqa: PLC0415 - only a terminal needs it

        output.show(lambda console: render(report, console, everything, options))
    else:
        output.say(as_text(report, form, everything, output.width(), options=options))
