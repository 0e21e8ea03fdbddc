"""The checks on other machines, by dask.distributed: the same pure function, with the facts' files sent along with each job.

The workers need not share a disk with this machine, and write nothing; a worker that dies has its jobs done again by another. Only a
cluster that is trusted can be used: what travels is pickled, and whoever can reach its scheduler can run code on every machine in it.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from checker.batch.inputs import OrganisationInputs
from checker.batch.interrupting import Stopping
from checker.batch.job import Job, OtherProgram, Result, checked
from checker.batch.pool import KILLED, WAITING, Done, cores, deaf_to_interruption, finding_this_program
from checker.batch.program import program_digest
from checker.outcome import INTERNAL
from checker.stops import stopped
from checker.usage import WrongUsage

if TYPE_CHECKING:
    from distributed import Client

LOCAL = "lokal"
RETRIES = 2
_ANSWERS_WITHIN = 10  # seconds until a scheduler that does not answer is told


def on_a_cluster(jobs: Iterable[Job], stopping: Stopping, address: str, processes: int | None) -> Iterator[Done]:
    """Each job with its result, as they are done. Raises WrongUsage where there is no such cluster, or it is of another program."""
    with finding_this_program(), _client(address, processes) as client:
        yield from _results(client, _carrying(jobs), stopping)


def _results(client: Client, jobs: Iterator[Job], stopping: Stopping) -> Iterator[Done]:
    import distributed  # noqa: PLC0415 - the extra package

    under_way: dict[Any, Job] = {}
    done: Any = distributed.as_completed()  # type: ignore[no-untyped-call] # the library has few types
    while True:
        for job in islice(jobs, max(WAITING * _width(client) - len(under_way), 0)):
            with _reached():
                future = client.submit(checked, job, pure=False, retries=RETRIES)
            under_way[future.key] = job
            done.add(future)
        if not under_way:
            return
        with stopping.waiting():
            future = next(done)
        job = under_way.pop(future.key)
        yield replace(job, carried=None), _result_of(future)


def _width(client: Client) -> int:
    with _reached():
        threads: dict[str, int] = client.nthreads()  # type: ignore[no-untyped-call]
    return max(sum(threads.values()), 1)


def _result_of(future: Any) -> Result:
    """The job's result; a job that ends its workers is an internal error of its own. Raises WrongUsage for workers of another program."""
    from distributed import KilledWorker  # noqa: PLC0415 - the extra package

    if future.cancelled():
        raise _lost()
    try:
        result: Result = future.result()
        return result
    except OtherProgram:
        expected = f"samma program på alla datorer ({program_digest()})"
        raise WrongUsage("ett kluster med en annan version av Regelspår", expected, "installera samma version överallt") from None
    except KilledWorker:
        return Result(INTERNAL, "", error=KILLED)
    except Exception as error:  # noqa: BLE001 - whatever it is, this year was not judged, and the others are
        return Result(INTERNAL, "", error=stopped(error)[1])


@contextmanager
def _reached() -> Iterator[None]:
    """Raises WrongUsage where the scheduler can no longer be reached."""
    try:
        yield
    except OSError:
        raise _lost() from None


def _lost() -> WrongUsage:
    found = "ett kluster som inte längre svarar"
    return WrongUsage(found, "samma kluster tills allt är prövat", "starta det och kör samma kommando igen; det som är klart görs inte om")


@contextmanager
def _client(address: str, processes: int | None) -> Iterator[Client]:
    """A client of the cluster, or of one of its own on this machine."""
    try:
        import distributed  # noqa: F401, PLC0415 - the extra package
    except ImportError:
        found = "--kluster utan paketet distributed"
        raise WrongUsage(found, "tillägget kluster installerat", "kör make kluster, eller pip install 'regelspar[kluster]'") from None
    with _quiet(), _local(processes) if address == LOCAL else _joined(address) as client:
        yield client


@contextmanager
def _local(processes: int | None) -> Iterator[Client]:
    """A client of a cluster of processes on this machine, which no other machine can reach."""
    from distributed import Client, LocalCluster  # noqa: PLC0415 - the extra package

    with tempfile.TemporaryDirectory(prefix="regelspar-") as place:
        with deaf_to_interruption():
            cluster = LocalCluster(  # type: ignore[no-untyped-call]
                n_workers=processes or cores(),
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                dashboard_address=None,
                silence_logs=logging.CRITICAL,
                local_directory=place,
            )
        with cluster, Client(cluster) as client:  # type: ignore[no-untyped-call]
            yield client


@contextmanager
def _joined(address: str) -> Iterator[Client]:
    """A client of a cluster that is there. Raises WrongUsage where none answers."""
    from distributed import Client  # noqa: PLC0415 - the extra package

    try:
        client = Client(address, timeout=_ANSWERS_WITHIN)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        found = f'inget kluster på "{address}" efter --kluster ({type(error).__name__})'
        expected = f"{LOCAL}, eller adressen till ett kluster, som tcp://10.0.0.5:8786"
        raise WrongUsage(found, expected, "starta klustret, eller rätta adressen") from None
    with client:
        yield client


@contextmanager
def _quiet() -> Iterator[None]:
    """What the library logs is in another language; what it means for a job is told as its result."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def _carrying(jobs: Iterable[Job]) -> Iterator[Job]:
    """The jobs with their files, and the digest of the program that is to do them."""
    for organisation, its in groupby(jobs, lambda job: (job.root, job.organisation)):
        inputs = OrganisationInputs(*organisation)
        for job in its:
            yield replace(job, carried=inputs.carried(job.names), program=program_digest())
