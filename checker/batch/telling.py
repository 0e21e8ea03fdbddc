"""What a run over many is told with on standard error: what stood in the way of each, and one line of what was done."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from checker.batch.run import Tally
from checker.stops import shown
from reports.swedish import NBSP, counted


def errors(tally: Tally) -> Iterator[str]:
    """Each organisation's errors with the years that have them, worded as a single check has them."""
    for trouble in tally.troubles:
        yield f"{shown(trouble.place)}: {trouble.text}"
    told = sorted(tally.errors.items())
    for (organisation, text), found in groupby(told, lambda one: (one[0][0], one[1])):
        years = ", ".join(str(year) for (_, year), _ in found)
        yield f"{shown(organisation)} {years}:\n{text}"
    for file in tally.left:
        yield f'filen "{file}" hör inte till någon prövning i urvalet men kan inte visas vara oförändrad, och ligger kvar'


def summary(tally: Tally, folder: Path) -> str:
    """One line of what was done."""
    done, kept, without = counted(tally.done, "gjord nu", "gjorda nu"), counted(tally.kept, "oförändrad", "oförändrade"), len(tally.errors)
    parts = [counted(tally.planned, "prövning", "prövningar"), done, kept, *([f"{without} utan resultat"] if without else [])]
    told = [", ".join(parts)]
    if tally.troubles:
        told.append(f"{counted(len(tally.troubles), 'mapp', 'mappar')} kunde inte prövas")
    if tally.removed:
        told.append(f"{counted(tally.removed, 'tidigare resultat', 'tidigare resultat')} som inte hör till urvalet togs bort")
    return "; ".join([*told, f"resultaten ligger i {shown(str(folder))}"]).replace(NBSP, " ")


def interrupted(tally: Tally) -> str:
    """One line of how far a run came that was interrupted."""
    done = tally.done + tally.kept
    return f"{done} av {tally.planned} prövningar är gjorda; översikten visar dem. Kör kommandot igen för resten"
