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

from checker.commands.options import FIRST_YEAR, HELP, LAST_YEAR, Facts, year_of
from checker.usage import Command, Group, WrongUsage

if TYPE_CHECKING:
    from checker.batch.run import Work

app = typer.Typer(cls=Group, context_settings=HELP)

_ALL = (
    "Bedömer alla organisationer och år i en mapp, på alla kärnor. Skriver MAPP/<organisation>/<år>.json, resultat.sqlite och en översikt; "
    "det som inte ändrats sedan förra körningen görs inte om, och resultat som inte längre hör till urvalet tas bort."
)
_CLUSTER = "lokal, eller adressen till ett kluster som ni litar på, som tcp://10.0.0.5:8786; kräver make kluster"
_YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?", re.ASCII)


@app.command("alla", cls=Command, context_settings=HELP, help=_ALL)
def _all(
    target: Annotated[Path, typer.Option("-o", metavar="MAPP", help="mappen för resultaten; görs om den inte finns", show_default=False)],
    facts: Facts = None,
    years: Annotated[str | None, typer.Option("--ar", metavar="ÅR-ÅR", help="åren som bedöms, som i 2015-2024; annars alla som finns")] = None,
    organisations: Annotated[list[str] | None, typer.Option("--organisation", metavar="ID", help="en organisation; kan anges flera gånger")] = None,
    processes: Annotated[str | None, typer.Option("--processer", metavar="N", help="antal samtidiga prövningar; annars en för varje kärna")] = None,
    afresh: Annotated[bool, typer.Option("--om-fran-borjan", help="gör om också det som inte ändrats")] = False,
    cluster: Annotated[str | None, typer.Option("--kluster", metavar="ADRESS", help=_CLUSTER)] = None,
) -> int:
    """Check every organisation and year."""
    wanted, number = years_of(years), processes_of(processes)
    from checker.batch.everything import check_all  # noqa: PLC0415 - only this command needs it

    gc.enable()  # the run is long, and its memory is to stay the same
    return check_all(facts, organisations or [], wanted, target, _work(cluster, number), afresh)


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
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= MOST_PROCESSES):
        raise WrongUsage(f'"{text}" efter --processer', f"ett antal från 1 till {MOST_PROCESSES}", "skriv som i: --processer 2")
    return int(text)


MOST_PROCESSES = 61  # as many as one pool can have on every system


def _work(cluster: str | None, processes: int | None) -> Work:
    if cluster is None:
        from checker.batch.pool import cores, on_this_machine  # noqa: PLC0415 - only without a cluster

        return partial(on_this_machine, processes=processes or cores())
    from checker.batch.cluster import on_a_cluster  # noqa: PLC0415 - only with a cluster

    return partial(on_a_cluster, address=cluster, processes=processes)
