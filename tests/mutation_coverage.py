"""Which tests run which lines, from one run of them under coverage; a changed line is tried by the tests that run it."""

from __future__ import annotations

import gc
import os
import sys
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from io import StringIO
from itertools import chain
from pathlib import Path
from typing import Any

import coverage
import pytest
from coverage.exceptions import CoverageWarning
from mutation_code import ROOMS, CodeMutant, Loaded
from mutation_forks import DIED, PLAIN, failing, in_forks, name_of
from mutation_selection import LONGEST, Covered
from mutation_started import TEST, lines_of, lines_run, measuring

# what they look at is not what functions do (text of files, the environment, the wheel), or takes minutes a time
LEFT_OUT = frozenset({
    "test_architecture", "test_browser", "test_browser_overview", "test_ci", "test_dependencies",
    "test_determinism", "test_documentation", "test_engine_fault_list",
    "test_killed", "test_mutation", "test_report_pdf", "test_preclose_pdf", "test_setup", "test_wheel",
})  # fmt: skip
ONCE_A_FILE = "rules.catalogue", "checker.pipeline"  # to compile the rules before each test would take longer than the tests
EVERY = "::*"
TOO_LONG = 600  # seconds for the tests of a changed line
TOO_LONG_ONCE = 2400  # seconds for a file of tests under coverage


class _Listener:
    def __init__(self, measured: coverage.Coverage, root: Path) -> None:
        self.measured, self.file, self.root, self.caches = measured, "", root, list[Any]()
        self.milliseconds: defaultdict[str, int] = defaultdict(int)
        self.failed: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[Any]:
        file = item.nodeid.partition("::")[0]
        self.caches = self.caches or Loaded(self.root).caches
        for cached in self.caches:
            if file != self.file or cached.__module__ not in ONCE_A_FILE:
                cached.cache_clear()
        self.file = file
        self._of_test(name_of(item.nodeid))
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> Iterator[Any]:
        """What is made once for many tests, each of them rests on."""
        before = os.environ[TEST]
        if fixturedef.scope != "function":
            self._of_test(f"{self.file}{EVERY}")
        try:
            return (yield)
        finally:
            self._of_test(before)

    def _of_test(self, name: str) -> None:
        os.environ[TEST] = name
        self.measured.switch_context(name)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.milliseconds[name_of(report.nodeid)] += int(1000 * report.duration)
        if report.failed:
            self.failed.add(name_of(report.nodeid))


def test_files(root: Path) -> list[str]:
    """The files of tests that changes are tried by, the one that takes longest first."""
    found = sorted((root / "tests").glob("test_*.py"), key=lambda path: (path.stem != LONGEST, path.name))
    return [f"tests/{path.name}" for path in found if path.stem not in LEFT_OUT]


@dataclass
class _OfFile:
    """What one file of tests ran: the lines of each file by test, how long each took, and what failed."""

    by_line: dict[str, dict[int, set[str]]]
    milliseconds: dict[str, int]
    failed: set[str]


def covered(root: Path, rooms: Iterable[str], files: Sequence[str]) -> Covered:
    """Run the tests once, each file in a process of its own; one that does not end it is told, and takes no part."""
    import_all(root)
    gc.collect()
    gc.freeze()
    every = Covered({}, {}, set())
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for file, found in zip(files, pool.map(partial(_in_a_fork, root, tuple(rooms)), files), strict=True):
            if found is None:
                sys.stderr.write(f"{file}: {DIED}\n")
                continue
            for name, lines in found.by_line.items():
                mine = every.by_line.setdefault(name, {})
                for line, tests in lines.items():
                    mine.setdefault(line, set()).update(tests)
            every.milliseconds.update(found.milliseconds)
            every.failed |= found.failed
    again = sorted(every.failed)  # what failed may have been the measuring
    every.failed = {name for name, failed in zip(again, in_forks(failing, [[name] for name in again], TOO_LONG), strict=True) if failed != ""}
    return every


def _in_a_fork(root: Path, rooms: Sequence[str], file: str) -> _OfFile | None:
    return next(iter(in_forks(partial(_of_file, root, rooms), [file], TOO_LONG_ONCE)))


def import_all(root: Path) -> None:
    """Import the project, so that a fork has all of it at once."""
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            name = ".".join(path.relative_to(root).with_suffix("").parts)
            import_module(name.removesuffix(".__init__"))


def import_tests(root: Path) -> None:
    """Import the tests, so that a fork need not."""
    for file in test_files(root):
        import_module(Path(file).stem)


def _of_file(root: Path, rooms: Sequence[str], file: str) -> _OfFile:
    os.environ["COVERAGE_CORE"] = "ctrace"
    warnings.simplefilter("ignore", CoverageWarning)  # a file of tests of commands alone runs no line here
    measured = coverage.Coverage(data_file=None, source=[str(root / room) for room in rooms], config_file=False, messages=False)
    listener = _Listener(measured, root)
    with measuring(root, rooms) as place:
        measured.start()
        try:
            with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
                pytest.main([*PLAIN, file], plugins=[listener])
        finally:
            measured.stop()
        by_line: dict[str, dict[int, set[str]]] = {}
        for name, line, test in chain(lines_of(measured.get_data(), root), lines_run(place, root)):
            tests = listener.milliseconds if test.endswith(EVERY) else [test]
            by_line.setdefault(name, {}).setdefault(line, set()).update(tests)
    return _OfFile(by_line, dict(listener.milliseconds), listener.failed)


def verdict(mutant: CodeMutant, ran: Covered, root: Path, loaded: Loaded) -> tuple[str, str]:
    """What becomes of a change: "dödad", "överlevde" or "ej prövad" (no test runs it), and by what.

    A test that kills for the first time is run on the unchanged code too: one that fails there has noticed nothing, and takes no part.
    """
    tests = ran.tests_for(mutant)
    if not tests[0]:
        return "ej prövad", ""
    for some in filter(None, tests):
        by = _tried(mutant, some, root, loaded)
        if by == "":
            continue
        if by is None or ran.killers[by] or _tried(mutant, [by], root, loaded, unchanged=True) == "":
            ran.killers[by or DIED] += 1
            return "dödad", by or DIED
        ran.failed.add(by)
        return verdict(mutant, ran, root, loaded)
    return "överlevde", ""


def _tried(mutant: CodeMutant, tests: Sequence[str], root: Path, loaded: Loaded, unchanged: bool = False) -> str | None:
    """The first test that fails, or nothing; None where the process died or took too long."""
    path = root / mutant.file
    as_it_was, written = path.stat(), path.read_bytes()
    source = written.decode() if unchanged else mutant.source
    path.write_text(source, encoding="utf-8")  # for the tests that start a process of their own
    try:
        return next(iter(in_forks(partial(_by_test, tests, root, loaded, written.decode()), [replace(mutant, source=source)], TOO_LONG)))
    finally:
        path.write_bytes(written)
        os.utime(path, ns=(as_it_was.st_atime_ns, as_it_was.st_mtime_ns))


def _by_test(tests: Sequence[str], root: Path, loaded: Loaded, original: str, mutant: CodeMutant) -> str:
    loaded.put_in_place(mutant, root, original)
    return failing(tests)
