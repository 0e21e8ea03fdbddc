"""One check of many: what it is made of, what it gives, and the pure function between them.

A job reads the facts where they lie; one that is to be done on another machine carries its files with it, and gives the same bytes.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from checker.batch.rows import Rows, rows_of
from checker.stops import shown, stopped

PLACE = ".plats"  # keeps a year's folder, whatever else is in it, one of the years that there are facts of

Carried = bytes | int | None  # a file's bytes, the size of one too large to read, or one that cannot be read


@dataclass(frozen=True)
class Job:
    """An organisation's year to check; `names` are the files that it may read, with the digest of each.

    `carried` are those files with what they hold, where the job has them with it.
    `root` is the facts folder as the user named it: messages tell it. `doubly`: rate a second time with the independent evaluator.
    `enough` is the input of a result that says no less, where there is another: one that was rated a second time too.
    """

    root: Path
    organisation: str
    year: int
    input: str
    names: Mapping[str, str] = field(repr=False)
    doubly: bool = False
    enough: str = ""
    program: str = ""
    carried: Mapping[str, Carried] | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Result:
    """What a check gave: its exit code with the JSON form as bytes and as rows, or the text of what stopped it.

    `input` is the job's, and empty where the check read another file than the job named, or other bytes: then nothing is known of when it changes.
    """

    exit_code: int
    input: str
    content: bytes | None = field(default=None, repr=False)
    rows: Rows | None = field(default=None, repr=False)
    error: str | None = None


class OtherProgram(Exception):
    """The one that was to do the work is another program than the one that asked for it."""


def checked(job: Job) -> Result:
    """Check the year. Never raises for what the facts hold; raises OtherProgram where the job is another program's."""
    _refuse_other(job.program)
    with _facts_of(job) as root:
        try:
            return _result(job, root)
        except Exception as error:  # noqa: BLE001 - whatever it is, this year was not judged, and the others are
            code, text = stopped(error)
            return Result(code, job.input, error=text if job.carried is None else text.replace(str(root), shown(str(job.root))))


def _result(job: Job, root: Path) -> Result:
    from checker.outcome import exit_code  # noqa: PLC0415 - the engine and the loader: only the one that checks needs them
    from checker.pipeline import run_check  # noqa: PLC0415
    from reports.json_form import form  # noqa: PLC0415
    from reports.seal import sealed_form  # noqa: PLC0415

    report = run_check(root, job.organisation, job.year, doubly=job.doubly)
    values = form(report)
    sealed = sealed_form(values)
    known = job.input if all(job.names.get(name) == sha256(raw).hexdigest() for name, raw in report.files.items()) else ""
    return Result(exit_code(report), known, sealed.text.encode(), rows_of(values | {"digest": sealed.digest}))


def _refuse_other(program: str) -> None:
    from checker.batch.program import program_digest  # noqa: PLC0415 - only a job from elsewhere asks

    if program and program != program_digest():
        raise OtherProgram


@contextmanager
def _facts_of(job: Job) -> Iterator[Path]:
    """The facts folder, or one made of the files that the job carries."""
    if job.carried is None:
        yield job.root
        return
    with tempfile.TemporaryDirectory(prefix="regelspar-") as place:
        for name, what in job.carried.items():
            _lay_out(Path(place) / job.organisation / name, what)
        yield Path(place)


def _lay_out(path: Path, what: Carried) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if what is None:
        path.mkdir()  # no file at all, which cannot be read either
    elif isinstance(what, bytes):
        path.write_bytes(what)
    else:
        path.touch()
        os.truncate(path, what)
