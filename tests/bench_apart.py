"""What it costs that the engine runs in a process of its own, and that every run is held together afterwards.

The whole command, beside the same one with the engine in its own process; and one warm run, part by part.
"""

from __future__ import annotations

import mmap
import os
import statistics
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from bench_goals import YEAR, load

from checker.cli import program
from checker.hosting import asking, server
from checker.inference import inferred
from checker.pipeline import SCHEDULE, marks_of, prepare

TIMES, WHOLE_TIMES = 41, 61
APART, WITHIN = "egen", "samma"


def apart() -> Iterator[str]:
    """Both measures, in milliseconds."""
    yield from _whole()
    yield from _warm()


def _whole() -> Iterator[str]:
    took: dict[str, list[float]] = {APART: [], WITHIN: []}
    for number in range(WHOLE_TIMES + 1):
        for where in (APART, WITHIN) if number % 2 else (WITHIN, APART):
            took[where].append(_command(where))
    pairs = list(zip(took[APART], took[WITHIN], strict=True))[1:]
    own, here = (statistics.median(pair[at] for pair in pairs) for at in range(2))
    more = statistics.median(own - here for own, here in pairs)
    yield f"Hela check {YEAR}, millisekunder, median av {WHOLE_TIMES}, omväxlande"
    yield f"  med regelmotorn i en egen process {own:.0f}   i samma process {here:.0f}   skillnad {more:+.1f}"
    yield ""


def _command(where: str) -> float:
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = perf_counter()
    done = subprocess.run([sys.executable, __file__, where], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=own, check=False)
    if done.returncode not in (0, 1, 3):
        sys.exit(done.stderr.decode())
    return (perf_counter() - began) * 1000


def _warm() -> Iterator[str]:
    """One run that is asked for: what it takes in the engine's process, until it is answered, and until it is held together."""
    given = prepare(*load())
    request = asking.Request(YEAR, marks_of(given), SCHEDULE, given.engine, given.parents)
    clock = mmap.mmap(-1, 8)  # shared with the engine's process, which is forked from this one
    _time_runs(clock)
    process, rows = asking.EngineProcess(), []
    for _ in range(TIMES):
        began = perf_counter()
        process.ask(request)
        answered = perf_counter()
        (inside,) = struct.unpack("d", clock[:])
        inferred(request, process)
        (again,) = struct.unpack("d", clock[:])
        rows.append((inside * 1000, (answered - began - inside) * 1000, (perf_counter() - answered - again) * 1000))
    process.end()
    run, sent, held = (statistics.median(row[at] for row in rows[1:]) for at in range(3))
    yield f"En varm körning av reglerna för {YEAR}, millisekunder, median av {TIMES - 1}"
    yield f"  i regelmotorns process {run:.0f}   att fråga den {sent:+.1f}   att pröva svaret därtill {held - sent:+.1f}"
    yield ""


def _time_runs(clock: mmap.mmap) -> None:
    """Have the engine's process write what a run took in it, in seconds."""
    untimed = server.run

    def timed(*asked: Any) -> Any:
        began = perf_counter()
        answer = untimed(*asked)
        clock[:] = struct.pack("d", perf_counter() - began)
        return answer

    server.run = timed  # type: ignore[assignment]


def _ask_here(_: asking.EngineProcess, request: asking.Request) -> asking.Answer:
    return asking.Answer(*server.run(*request.values))


if __name__ == "__main__":
    if sys.argv[1] == WITHIN:  # nothing is started and nothing sent; the rules are compiled when they are first asked for
        asking.EngineProcess.prepare = lambda *_: None  # type: ignore[method-assign]
        asking.EngineProcess.ask = _ask_here  # type: ignore[method-assign, assignment]
    sys.argv = [str(Path(__file__)), str(YEAR)]
    program()
