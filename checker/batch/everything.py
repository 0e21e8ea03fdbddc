"""`check alla`: every organisation and year, told on standard error as it goes, and the overview on standard output."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from checker import output
from checker.batch import overviews, telling
from checker.batch.finding import every_job
from checker.batch.folder import held
from checker.batch.interrupting import stoppable
from checker.batch.run import Batch, Work
from checker.batch.store import Store
from checker.batch.summary import overview_of
from checker.stops import shown
from checker.usage import NAME, WrongUsage
from checker.version import VERSION
from reports.overview import Outside, Overview


@dataclass(frozen=True)
class Wanted:
    """What is to be checked: in which folder of facts, of which organisations and years, and whether rated doubly and all of it afresh."""

    root: Path
    organisations: Sequence[str]
    years: range
    doubly: bool
    afresh: bool


def check_all(wanted: Wanted, target: Path, work: Work) -> int:
    """Check them all and write what they give. Raises WrongUsage where nothing can be found or written, KeyboardInterrupt when asked to stop."""
    root, years = wanted.root, wanted.years
    found = list(every_job(root, wanted.organisations, years, wanted.doubly))
    if not found:
        raise WrongUsage(f"inga år från {years[0]} till {years[-1]} i {root}", "minst ett år med uppgifter", "välj andra år efter --ar")
    with held(target, root) as folder, stoppable() as stopping, closing(Store()) as store:
        batch = Batch(folder, stopping, store)
        try:
            batch.run(found, work, wanted.afresh)
        except KeyboardInterrupt:
            if batch.tally.stored:  # else nothing has come of it, and what was there still holds
                overviews.write(_overview(store, batch, wanted.doubly), folder.path)
                _tell([telling.interrupted(batch.tally)])
            raise
        finally:
            _tell([*batch.warnings, *telling.errors(batch.tally)])
        overview = _overview(store, batch, wanted.doubly)
        overviews.write(overview, folder.path)
        overviews.tell(overview)
        _tell([telling.summary(batch.tally, folder.path)])
        return batch.tally.exit_code


def _overview(store: Store, batch: Batch, doubly: bool) -> Overview:
    """What the results say together, with how many there were to be and what could not be tried."""
    outside = tuple(Outside(shown(one.place), one.text) for one in batch.tally.troubles)
    return replace(overview_of(store.read(), VERSION), planned=batch.tally.planned, outside=outside, doubly=doubly)


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        output.tell(f"{NAME}: {line}\n")
