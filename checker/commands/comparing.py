"""The commands that ask what would change a rating, and compare two years or runs.

What a command needs is imported when the command runs, so that none pays for another.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker import output
from checker.commands.options import HELP, Facts, Organisation, Year, as_asked, year_of
from checker.outcome import MET
from checker.usage import Command, Group, WrongUsage, unknown_id
from facts.errors import advice

if TYPE_CHECKING:
    from checker.pipeline import Earlier
    from checker.runs import Run
    from facts.year import Year as Loaded
    from reports.sectioned import Told
    from reports.whatif import Sensitivity

app = typer.Typer(cls=Group, context_settings=HELP)

_TEXT, _JSON = "text", "json"
_SET = "sätter en uppgift i minnet, som i --satt 'årets_resultat=-200'; kan anges flera gånger"
_OM = "Visar vad som skulle ändra en bedömning: den närmaste ändringen av en enda uppgift, eller med --satt allt som då ändras. Skriver ingenting."


@app.command("om", cls=Command, context_settings=HELP, help=_OM)
def _what_if(
    year: Year,
    wanted: Annotated[str | None, typer.Argument(metavar="ID", help="en enda bedömning; annars alla", show_default=False)] = None,
    settings: Annotated[list[str] | None, typer.Option("--satt", metavar="ID=VÄRDE", help=_SET)] = None,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text: för terminalen; json: regelspar-om/1")] = _TEXT,
    facts: Facts = None,
    organisation: Organisation = None,
) -> int:
    """Tell what would change a rating."""
    _refuse_other(form, (_TEXT, _JSON))
    if settings and wanted:
        raise WrongUsage(f'både ID "{wanted}" och --satt', "en av dem", "utelämna id:t; med --satt visas alla bedömningar som ändras")
    number = year_of(year)
    from checker.whatif import loaded  # noqa: PLC0415 - the engine and the loader: most of the start

    read = loaded(facts, organisation, number)
    if settings:
        _tell_settings(read, settings, form)
    else:
        _tell_nearest(read, wanted, form, as_asked(facts, organisation))
    return MET


def _refuse_other(form: str, known: Sequence[str]) -> None:
    if form not in known:
        raise WrongUsage(f'det okända formatet "{form}"', f"ett av {', '.join(known)}", advice(form, known, "välj ett av dem"))


def _tell_settings(read: tuple[Loaded, Earlier], settings: Sequence[str], form: str) -> None:
    from checker.whatif import set_and_check  # noqa: PLC0415 - only this command needs them
    from reports.whatif_form import set_json  # noqa: PLC0415
    from reports.whatif_sections import set_told  # noqa: PLC0415

    run = set_and_check(*read, settings)
    if form == _JSON:
        output.say(set_json(run))
    else:
        _show(set_told(run))


def _tell_nearest(read: tuple[Loaded, Earlier], wanted: str | None, form: str, options: str) -> None:
    from checker.sensitivity import sensitivities  # noqa: PLC0415 - only this command needs them
    from reports.whatif_form import nearest_json  # noqa: PLC0415
    from reports.whatif_sections import all_told  # noqa: PLC0415

    year = read[0]
    known = _rated(read, wanted, options) if wanted else None
    rows = sensitivities(*read, known)
    if form == _JSON:
        output.say(nearest_json((year.organisation.id, year.organisation.name), year.year, rows))
    elif known:
        _show(_with_runs(read, rows[0], options))
    else:
        _show(all_told(year.organisation.name, year.year, rows))


def _rated(read: tuple[Loaded, Earlier], wanted: str, options: str) -> str:
    """The rating's id. Raises WrongUsage with the nearest ones for an id that nothing rated has."""
    from checker.pipeline import check_facts  # noqa: PLC0415 - only this command needs them
    from reports import explain  # noqa: PLC0415

    report = check_facts(*read)
    known = explain.resolved(report, wanted)
    if known is None:
        raise unknown_id(wanted, report.year, explain.nearest(report, wanted), options)
    if known not in {rating.id for rating in report.ratings}:
        action = f"pröva en ändrad uppgift med --satt, eller läs check forklara {report.year} {known}{options}"
        raise WrongUsage(f'"{known}", som inte är en bedömning', "id för ett mätetal, mål, kontrollmoment, område, en enhet, del eller krav", action)
    return known


def _with_runs(read: tuple[Loaded, Earlier], row: Sensitivity, options: str) -> Told:
    """The rating with a whole run for each of its changes. Raises RunFailed for a change that does not do what was found."""
    from checker.whatif import runs_of  # noqa: PLC0415 - only this command needs them
    from reports.whatif_sections import one_told  # noqa: PLC0415

    year = read[0]
    return one_told(year.organisation.name, year.year, row, runs_of(*read, row), options)


def _show(told: Told) -> None:
    from reports.sectioned import render, to_text  # noqa: PLC0415 - only what is read as text needs it

    if output.wants_colour():
        output.show(lambda console: render(told, console))
    else:
        output.say(to_text(told, output.width()))


Compared = Annotated[str, typer.Argument(metavar="ÅR|FIL", help="ett år, eller en sparad körning (JSON, PDF eller HTML)", show_default=False)]
_FORMS = (_TEXT, _JSON, "markdown", "html")
_FORM_HELP = "text: för terminalen; json: regelspar-jamfor/1; markdown: för handlingar; html: en sida"
_JAMFOR = "Jämför två år eller två sparade körningar: mål som kom och gick, bedömningar som ändrats och varför, räkenskaper sida vid sida."


@app.command("jamfor", cls=Command, context_settings=HELP, help=_JAMFOR)
def _compare(
    one: Compared,
    other: Compared,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help=_FORM_HELP)] = _TEXT,
    file: Annotated[Path | None, typer.Option("-o", metavar="FIL", help="skriver till filen i stället för standard ut; hel eller inte alls")] = None,
    facts: Facts = None,
    organisation: Organisation = None,
) -> int:
    """Compare two years or saved runs."""
    _refuse_other(form, _FORMS)
    if file:
        output.refuse_unwritable(file)
    from checker.comparison import compared  # noqa: PLC0415 - the engine and the loader: most of the start
    from checker.limits import within_time  # noqa: PLC0415
    from reports.comparison_sections import to_json, told  # noqa: PLC0415

    with within_time():
        found = compared(_run(one, facts, organisation), _run(other, facts, organisation))
    if form == _JSON:
        _deliver(to_json(found), file)
    else:
        _deliver_told(told(found), form, file)
    return MET


def _run(wanted: str, facts: Facts, organisation: Organisation) -> Run:
    """A year, or the run saved in a file."""
    from checker.runs import run_of_file, run_of_year  # noqa: PLC0415 - the engine and the loader: most of the start

    return run_of_year(year_of(wanted), facts, organisation) if wanted.isdecimal() else run_of_file(Path(wanted))


def _deliver_told(found: Told, form: str, file: Path | None) -> None:
    from reports.sectioned import to_html, to_markdown, to_text  # noqa: PLC0415 - only this command needs them

    if form == _TEXT and not file:
        _show(found)
    else:
        text = {"markdown": to_markdown, "html": to_html}.get(form, lambda one: to_text(one, output.FILE_WIDTH))(found)
        _deliver(text, file)


def _deliver(text: str, file: Path | None) -> None:
    if file:
        output.write_file(file, text)
    else:
        output.say(text)
