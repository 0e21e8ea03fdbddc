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
        yield f'filen "{file}" hör inte längre till någon prövning men är ändrad sedan den skrevs, och ligger kvar'


def summary(tally: Tally, folder: Path) -> str:
    """One line of what was done."""
    parts = [counted(tally.done + tally.kept, "prövning", "prövningar").replace(NBSP, " "), f"{tally.done} gjorda nu", f"{tally.kept} oförändrade"]
    stopped = len(tally.errors) + len(tally.troubles)
    return f"{', '.join([*parts, *([f'{stopped} gav inget resultat'] if stopped else [])])}; resultaten ligger i {shown(str(folder))}"
