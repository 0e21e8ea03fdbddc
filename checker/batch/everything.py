"""`check alla`: every organisation and year, told on standard error as it goes, and the overview on standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from checker.batch import overviews, telling
from checker.batch.finding import every_job
from checker.batch.folder import held
from checker.batch.interrupting import stoppable
from checker.batch.run import Batch, Work
from checker.batch.store import Store
from checker.usage import NAME, WrongUsage
from facts.loading import bundled_root


def check_all(facts: Path | None, organisations: Sequence[str], years: range, target: Path, work: Work, afresh: bool) -> int:
    """Check them all and write what they give. Raises WrongUsage where nothing can be found or written, KeyboardInterrupt when asked to stop."""
    root = facts or bundled_root()
    found = list(every_job(root, organisations, years))
    if not found:
        raise WrongUsage(f"inga år från {years[0]} till {years[-1]} i {root}", "minst ett år med uppgifter", "välj andra år efter --ar")
    with held(target, root) as folder, stoppable() as stopping, closing(Store()) as store:
        batch = Batch(folder, stopping, store)
        try:
            batch.run(found, work, afresh)
        finally:
            _tell([*batch.warnings, *telling.errors(batch.tally)])
        overviews.deliver(store.read(), folder.path)
        _tell([telling.summary(batch.tally, folder.path)])
        return batch.tally.exit_code


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stderr.write(f"{NAME}: {line}\n")
