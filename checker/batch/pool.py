"""The checks on this machine: a process for each core, each with its engine warm, and a few jobs waiting for each.

A process that dies takes no other job with it: those that were under way are done again, one at a time in a process of its own,
and one that ends its process there twice is told as an internal error of that job alone.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing import connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from checker.batch.interrupting import Stopping
from checker.batch.job import Job, Result, checked
from checker.outcome import INTERNAL
from checker.stops import stopped

WAITING = 2  # jobs under way for each process, so that none has to wait for its next
PATIENCE = 2  # seconds
TRIES = 2
KILLED = "internt fel, ingenting har bedömts: processen som prövade året avslutades av systemet"
_PRELOADED = ["checker.batch.job", "checker.pipeline", "checker.outcome", "reports.seal"]

Done = tuple[Job, Result]
Check = Callable[[Job], Result]


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def on_this_machine(jobs: Iterable[Job], stopping: Stopping, processes: int, check: Check = checked) -> Iterator[Done]:
    """Each job with its result, as they are done. Raises KeyboardInterrupt when the work is asked to stop; the processes are then ended."""
    left = iter(jobs)
    with finding_this_program():
        while True:
            broken: list[Job] = []
            yield from _until_broken(left, processes, stopping, check, broken)
            if not broken:
                return
            for job in broken:
                yield job, _alone(job, stopping, check)


def _until_broken(jobs: Iterator[Job], processes: int, stopping: Stopping, check: Check, broken: list[Job]) -> Iterator[Done]:
    """The results of the jobs until none is left or a process has died; the jobs that were under way then are put in `broken`."""
    with _pool(processes) as pool:
        under_way: dict[Future[Result], Job] = {}
        while not broken:
            for job in islice(jobs, processes * WAITING - len(under_way)):
                _submit(pool, check, job, under_way, broken)
            if not under_way:
                return
            with stopping.waiting():
                done = _some_done(pool, under_way)
            for future in done:
                job = under_way.pop(future)
                if isinstance(future.exception(), BrokenProcessPool):
                    broken.append(job)
                else:
                    yield job, _result_of(future)
        broken += under_way.values()


def _some_done(pool: ProcessPoolExecutor, under_way: Collection[Future[Result]]) -> set[Future[Result]]:
    """Wait until some are done. A process that died while it wrote its result left half of it, and the rest would be waited for without end."""
    while True:
        has_died = bool(connection.wait([process.sentinel for process in _processes(pool)], 0))
        done, _ = wait(under_way, PATIENCE, FIRST_COMPLETED)
        if done:
            return done
        if has_died:
            _let_go(pool)


def _processes(pool: ProcessPoolExecutor) -> list[BaseProcess]:
    return list((getattr(pool, "_processes", None) or {}).values())


def _let_go(pool: ProcessPoolExecutor) -> None:
    """End the processes, and let go of our own end of what they write in: only then is it known that nothing more comes."""
    for process in _processes(pool):
        process.terminate()
    writer = getattr(getattr(pool, "_result_queue", None), "_writer", None)
    if writer:
        with suppress(OSError):
            writer.close()


def _submit(pool: ProcessPoolExecutor, check: Check, job: Job, under_way: dict[Future[Result], Job], broken: list[Job]) -> None:
    try:
        under_way[pool.submit(check, job)] = job
    except BrokenProcessPool:
        broken.append(job)


def _alone(job: Job, stopping: Stopping, check: Check) -> Result:
    """The result of a job in a process of its own, or that it ends the processes that try it."""
    for _ in range(TRIES):
        with _pool(1) as pool:
            future = pool.submit(check, job)
            with stopping.waiting():
                _some_done(pool, [future])
            if not isinstance(future.exception(), BrokenProcessPool):
                return _result_of(future)
    return Result(INTERNAL, "", error=KILLED)


def _result_of(future: Future[Result]) -> Result:
    error = future.exception()
    return Result(INTERNAL, "", error=stopped(error)[1]) if isinstance(error, Exception) else future.result()


@contextmanager
def _pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    """The processes; where the work is broken off they are ended at once, for none of them writes anything."""
    pool = ProcessPoolExecutor(processes, mp_context=_context(), initializer=_start)
    try:
        yield pool
    except BaseException:
        _let_go(pool)
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _context() -> BaseContext:
    """Processes that hold nothing of this one's but the modules that every job needs, read in once for all of them."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    from multiprocessing import forkserver  # noqa: PLC0415 - not on every system

    with deaf_to_interruption():
        forkserver.ensure_running()
    return context


@contextmanager
def deaf_to_interruption() -> Iterator[None]:
    """Processes and threads that are started here never hear ctrl-C: it is for this process alone to answer."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker  # noqa: PLC0415 - not on every system

    resource_tracker.ensure_running()  # first: to start it lets the signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start() -> None:
    """In the new process: ctrl-C is for the one that gave the work, and when that one is gone there is nobody to work for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    with suppress(ImportError, AttributeError, OSError):
        import fcntl  # noqa: PLC0415 - not on every system

        sentinel = int(parent.sentinel) if parent else -1
        fcntl.fcntl(sentinel, fcntl.F_SETOWN, os.getpid())  # the system then ends this process by a signal, without a thread that waits
        fcntl.fcntl(sentinel, fcntl.F_SETFL, fcntl.fcntl(sentinel, fcntl.F_GETFL) | os.O_ASYNC)


@contextmanager
def finding_this_program() -> Iterator[None]:
    """New processes read in this program and no module that happens to lie in the folder where the user stands."""
    root = str(Path(__file__).parents[2])
    mine = {"PYTHONSAFEPATH": "1", "PYTHONPATH": os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))}
    before = {name: os.environ.get(name) for name in mine}
    _set(mine)
    try:
        yield
    finally:
        _set(before)


def _set(variables: Mapping[str, str | None]) -> None:
    """Set what new processes find in their environment; this one's own view of it is left as it is."""
    for name, value in variables.items():
        if value is None:
            os.unsetenv(name)
        else:
            os.putenv(name, value)
