"""Checks that end the process they run in, for the tests of the pool; a new process must be able to import them."""

from __future__ import annotations

import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path

from checker.batch.job import Job, Result


def ends_its_process(job: Job) -> Result:
    """One organisation's year ends every process that tries it; the others are well."""
    if job.organisation == "dödar":
        os.kill(os.getpid(), signal.SIGKILL)
    return Result(0, job.input, content=str(job.year).encode())


def ends_its_first_process(job: Job) -> Result:
    """One organisation's year ends the first process that tries it, and is well in the next."""
    sign = Path(job.root) / "prövad"
    if job.organisation == "dödar" and not sign.exists():
        sign.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Result(0, job.input, content=str(job.year).encode())


def ends_its_process_half_told(job: Job) -> Result:
    """One organisation's year ends every process while it tells its result, of which half is then sent."""
    if job.organisation == "dödar":
        Connection._send = _half  # type: ignore[attr-defined]
    return Result(0, job.input, content=str(job.year).encode())


def _half(told: Connection, raw: bytes, *_: object) -> None:
    os.write(told.fileno(), bytes(raw)[: len(raw) // 2])
    os.kill(os.getpid(), signal.SIGKILL)


def raises(job: Job) -> Result:
    """Something that no check may raise, for one organisation."""
    if job.organisation == "dödar":
        raise MemoryError
    return Result(0, job.input, content=str(job.year).encode())
