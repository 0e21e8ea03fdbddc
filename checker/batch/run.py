"""Many checks in a straight line: find, keep what is unchanged, check the rest, write each result, the store, and what they give together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field

from checker.batch import overviews, progress
from checker.batch.finding import Found, Trouble
from checker.batch.folder import Folder
from checker.batch.interrupting import Stopping
from checker.batch.job import Job, Result
from checker.batch.store import DAMAGED, STORE, Key, OldStore, OtherForm, Recorded, Store, opened, result_name
from checker.outcome import BAD_INPUT, INTERNAL, MET, SHORT, UNDECIDED
from checker.stops import shown
from checker.version import VERSION
from facts.errors import BadInput
from facts.loading import load_organisation

Work = Callable[[Iterable[Job], Stopping], Iterator[tuple[Job, Result]]]
_WORST = (INTERNAL, BAD_INPUT, SHORT, UNDECIDED, MET)


@dataclass
class Tally:
    """What has come of the checks so far."""

    codes: set[int] = field(default_factory=set)
    errors: dict[Key, str] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    planned: int = 0
    kept: int = 0
    done: int = 0
    removed: int = 0
    stored: bool = False
    left: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """The worst: an internal error, facts that cannot be read, and then as of one check."""
        codes = self.codes | ({BAD_INPUT} if self.troubles else set())
        return next(code for code in _WORST if code in {*codes, MET})


class Batch:
    """One run over a folder of results."""

    def __init__(self, folder: Folder, stopping: Stopping, store: Store) -> None:
        self._folder, self._stopping, self._store = folder, stopping, store
        self._old: OldStore | None = None
        self.tally = Tally()
        self.warnings: list[str] = []

    def run(self, found: Iterable[Found | Trouble], work: Work, afresh: bool) -> None:
        """Check everything that was found. Raises KeyboardInterrupt, with what was done until then written."""
        with ExitStack() as stack:
            self._folder.refuse_other_files([STORE, *overviews.FILES])
            self._folder.refuse_strange(overviews.FILES)
            self._old = self._opened(stack)
            years, jobs = self._planned(found)
            self.tally.planned = len(years)
            self._folder.refuse_other_folders(sorted({job.organisation for job in jobs}))
            left = [job for job in jobs if afresh or not self._kept(job)]
            try:
                self._carry_out(left, work)
                self._finish(years)
            finally:
                self._store.write(self._folder.path / STORE, len(years))
                self.tally.stored = True

    def _opened(self, stack: ExitStack) -> OldStore | None:
        path = self._folder.path / STORE
        if not path.exists():
            return None
        try:
            return OldStore(stack.enter_context(closing(opened(path))))
        except OtherForm as other:
            self.warnings.append(f"{other}; alla prövningar görs om")
        except DAMAGED:
            self.warnings.append(f'"{path}" är skadad; alla prövningar görs om')
        return None

    def _planned(self, found: Iterable[Found | Trouble]) -> tuple[set[Key], list[Job]]:
        years, jobs = set[Key](), list[Job]()
        for one in found:
            self._stopping.look()
            if isinstance(one, Trouble):
                self.tally.troubles.append(one)
                continue
            years.add((one.organisation, one.year))
            if one.job:
                jobs.append(one.job)
            elif one.result:
                self._add((one.organisation, one.year), one.organisation, one.result)
        return years, jobs

    def _kept(self, job: Job) -> bool:
        """Whether the result that is there is of the same input, and as it was written; then it is taken over."""
        self._stopping.look()
        key = (job.organisation, job.year)
        recorded = self._old.recorded.get(key) if self._old else None
        if not self._old or not recorded or recorded.input not in {job.input, job.enough} or not self._folder.has(recorded):
            return False
        try:
            code = self._store.keep(self._old, key)
        except (*DAMAGED, ValueError):  # what is damaged is made again
            code = None
        if code is None:
            return False
        self.tally.kept += 1
        self.tally.codes.add(code)
        return True

    def _carry_out(self, jobs: list[Job], work: Work) -> None:
        with progress.shown(len(jobs)) as advance:
            for job, result in work(jobs, self._stopping):
                self.tally.done += 1
                self._add((job.organisation, job.year), _name(job), result)
                advance(len(self.tally.errors))
                self._stopping.look()

    def _add(self, key: Key, name: str, result: Result) -> None:
        """Write a result's file, and have it in the store; one without a result is in the store with its error."""
        organisation, year = key
        known = {"exit_code": result.exit_code, "version": VERSION, "input": result.input}
        run = {"organisation": shown(organisation), "year": year, "name": name, **known}
        if result.content is None:
            self.tally.errors[key] = result.error or ""
            self._store.add(run | {"error": result.error}, None)
        else:
            file = result_name(organisation, year)
            self._store.add(run | {"file": file, "sha256": self._folder.write(file, result.content)}, result.rows)
        self.tally.codes.add(result.exit_code)

    def _finish(self, years: set[Key]) -> None:
        """Take away the results of the last run that there is no longer a check or a result of."""
        recorded: dict[Key, Recorded] = self._old.recorded if self._old else {}
        gone = [recorded[key] for key in sorted(recorded) if key not in years or key in self.tally.errors]
        self.tally.removed = sum(self._folder.remove(one) for one in gone)
        made = {result_name(*key) for key in years if key not in self.tally.errors}
        self.tally.left = [name for name in self._folder.results() if name not in made]


def _name(job: Job) -> str:
    """The organisation's name where it can be read, else its id."""
    try:
        return load_organisation(job.root / job.organisation).name
    except BadInput:
        return shown(job.organisation)
