"""The commands over many organisations and years: check them all, and ask of the results.

What a command needs is imported when the command runs, so that none pays for another.
"""

from __future__ import annotations

import gc
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker import output
from checker.commands.options import FIRST_YEAR, HELP, LAST_YEAR, Facts, year_of
from checker.usage import Command, Group, WrongUsage
from facts.errors import advice
from reports.answer import FORMATS

if TYPE_CHECKING:
    from checker.batch.run import Work

app = typer.Typer(cls=Group, context_settings=HELP)

_ALL = (
    "Bedömer alla organisationer och år i en mapp, på alla kärnor. Skriver MAPP/<organisation>/<år>.json, resultat.sqlite och en översikt; "
    "det som inte ändrats sedan förra körningen görs inte om, och resultat som inte längre hör till urvalet tas bort."
)
_DOUBLY = "bedömer varje år en andra gång, oberoende av regelmotorn; skiljer de sig ges inget resultat för det året"
_CLUSTER = "lokal, eller adressen till ett kluster som ni litar på, som tcp://10.0.0.5:8786; kräver make kluster"
HERE, TEXT = Path(), "text"
MOST_IN_TEXT, MOST_ELSEWHERE, MOST_ROWS = 1_000, 100_000, 1_000_000
MOST_PROCESSES = 61  # as many as one pool can have on every system
_YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?", re.ASCII)


@app.command("alla", cls=Command, context_settings=HELP, help=_ALL)
def _all(
    target: Annotated[Path, typer.Option("-o", metavar="MAPP", help="mappen för resultaten; görs om den inte finns", show_default=False)],
    facts: Facts = None,
    years: Annotated[str | None, typer.Option("--ar", metavar="ÅR-ÅR", help="åren som bedöms, som i 2015-2024; annars alla som finns")] = None,
    organisations: Annotated[list[str] | None, typer.Option("--organisation", metavar="ID", help="en organisation; kan anges flera gånger")] = None,
    processes: Annotated[str | None, typer.Option("--processer", metavar="N", help="antal samtidiga prövningar; annars en för varje kärna")] = None,
    afresh: Annotated[bool, typer.Option("--om-fran-borjan", help="gör om också det som inte ändrats")] = False,
    doubly: Annotated[bool, typer.Option("--dubbelkoll", help=_DOUBLY)] = False,
    cluster: Annotated[str | None, typer.Option("--kluster", metavar="ADRESS", help=_CLUSTER)] = None,
) -> int:
    """Check every organisation and year."""
    chosen, number = years_of(years), processes_of(processes)
    from checker.batch.everything import Wanted, check_all  # noqa: PLC0415 - only this command needs it
    from facts.loading import bundled_root  # noqa: PLC0415

    gc.enable()  # the run is long, and its memory is to stay the same
    wanted = Wanted(facts or bundled_root(), organisations or (), chosen, doubly, afresh)
    return check_all(wanted, target, _work(cluster, number))


def years_of(text: str | None) -> range:
    """The years that were written. Raises WrongUsage for anything but a year or two, the first first."""
    if text is None:
        return range(FIRST_YEAR, LAST_YEAR + 1)
    found = _YEARS.fullmatch(text)
    if not found:
        raise WrongUsage(f'"{text}" efter --ar', "ett årtal, eller det första och det sista", "skriv som i: --ar 2015-2024")
    first, last = year_of(found[1]), year_of(found[2] or found[1])
    if last < first:
        raise WrongUsage(f'"{text}" efter --ar', "det första året först", f"skriv --ar {last}-{first}")
    return range(first, last + 1)


def processes_of(text: str | None) -> int | None:
    """The number of processes that was written, or None for as many as there are cores. Raises WrongUsage for anything else."""
    if text is None:
        return None
    if not _is_between(text, MOST_PROCESSES):
        raise WrongUsage(f'"{text}" efter --processer', f"ett antal från 1 till {MOST_PROCESSES}", "skriv som i: --processer 2")
    return int(text)


def _is_between(text: str, most: int) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and 1 <= int(text) <= most


def _work(cluster: str | None, processes: int | None) -> Work:
    if cluster is None:
        from checker.batch.pool import cores, on_this_machine  # noqa: PLC0415 - only without a cluster

        return partial(on_this_machine, processes=processes or cores())
    from checker.batch.cluster import on_a_cluster  # noqa: PLC0415 - only with a cluster

    return partial(on_a_cluster, address=cluster, processes=processes)


_ASK = (
    "Svarar på en fråga över resultaten av check alla: en färdig fråga med namn, eller SQL som bara läser. "
    "Utan fråga visas tabellerna och de färdiga frågorna."
)
_PLACE = "mappen efter -o i check alla, eller dess resultat.sqlite; annars den här mappen"
_ROWS = "högsta antal rader; annars 1000 som text och 100000 som csv och json. Det sägs när det finns fler"


@app.command("fraga", cls=Command, context_settings=HELP, help=_ASK)
def _ask(
    question: Annotated[str | None, typer.Argument(metavar="FRÅGA", help='som motsagda, eller "SELECT …"', show_default=False)] = None,
    place: Annotated[Path, typer.Option("--i", metavar="MAPP", help=_PLACE)] = HERE,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text: som tabell; csv; json: regelspar-fraga/1")] = TEXT,
    rows: Annotated[str | None, typer.Option("--rader", metavar="N", help=_ROWS)] = None,
    file: Annotated[Path | None, typer.Option("-o", metavar="FIL", help="skriver till filen i stället för standard ut; hel eller inte alls")] = None,
) -> int:
    """Answer a question to the results."""
    from checker.batch.answering import answer, tables  # noqa: PLC0415 - only this command needs it

    if form not in FORMATS:
        raise WrongUsage(f'det okända formatet "{form}"', f"ett av {', '.join(FORMATS)}", advice(form, FORMATS, "välj ett av dem"))
    if question is None:
        return tables()
    if file:
        output.refuse_unwritable(file)
    return answer(question, place, form, rows_of(rows, form), file)


def rows_of(text: str | None, form: str) -> int:
    """The number of rows that was written, or the format's own. Raises WrongUsage for anything else."""
    if text is None:
        return MOST_IN_TEXT if form == TEXT else MOST_ELSEWHERE
    if not _is_between(text, MOST_ROWS):
        raise WrongUsage(f'"{text}" efter --rader', f"ett antal från 1 till {MOST_ROWS}", "skriv som i: --rader 5000")
    return int(text)
