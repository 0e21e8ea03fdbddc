"""Which lines the commands that a test starts in processes of their own run: each of them measures itself, under the test's name."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from coverage import CoverageData
from coverage.exceptions import CoverageException

TEST = "REGELSPAR_PROV"  # names the test that runs, to the processes it starts
_CONFIG = """
[run]
core = "ctrace"
parallel = true
sigterm = true
data_file = "{place}/data"
source = {sources}
context = "${{{test}}}"
patch = ["_exit"]
disable_warnings = ["module-not-imported", "no-data-collected", "module-not-measured"]
"""


@contextmanager
def measuring(root: Path, rooms: Iterable[str]) -> Iterator[Path]:
    """Has every Python process that is started measure itself; gives the folder that they write in."""
    with TemporaryDirectory(prefix="regelspar-rader-") as name:
        place = Path(name)
        sources = [str(root / room) for room in rooms]
        config = place / "rader.toml"
        config.write_text(_CONFIG.format(place=place, sources=repr(sources).replace("'", '"'), test=TEST), encoding="utf-8")
        os.environ["COVERAGE_PROCESS_START"] = str(config)  # coverage, where it is installed, reads it as Python starts
        yield place


def lines_run(place: Path, root: Path) -> Iterator[tuple[str, int, str]]:
    """The file, line and test of every line that the started processes ran."""
    for part in sorted(place.glob("data.*")):
        data = CoverageData(str(part))
        with suppress(CoverageException):  # of a process that was killed while it wrote
            data.read()
            yield from lines_of(data, root)


def lines_of(data: CoverageData, root: Path) -> Iterator[tuple[str, int, str]]:
    """The same, of one process."""
    for path in data.measured_files():
        file = Path(path).relative_to(root).as_posix()
        for line, tests in data.contexts_by_lineno(path).items():
            yield from ((file, line, test) for test in tests if test)
