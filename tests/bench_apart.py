"""What it costs that the engine runs in a process of its own, and that every run is held together afterwards: beside the engine in this process."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from time import perf_counter

from bench_goals import YEAR, load

from checker.hosting.asking import Request, engine_process
from checker.inference import inferred
from checker.parting import Parted
from checker.pipeline import SCHEDULE, marks_of, prepare
from rules.catalogue import rules_of

TIMES = 41


def apart() -> Iterator[str]:
    """Both in turn, warm, in milliseconds."""
    given = prepare(*load())
    here, request = Parted(rules_of(YEAR)), Request(YEAR, marks_of(given), SCHEDULE, given.engine, given.parents)
    pairs = []
    for _ in range(TIMES):
        began = perf_counter()
        here.run(given.engine, SCHEDULE, given.parents)
        between = perf_counter()
        inferred(request)
        pairs.append(((between - began) * 1000, (perf_counter() - between) * 1000))
    engine_process().end()
    own, other = (statistics.median(pair[at] for pair in pairs[1:]) for at in range(2))
    more = statistics.median(other - own for own, other in pairs[1:])
    yield f"Reglerna för {YEAR}, millisekunder, median av {TIMES - 1}, i tur och ordning"
    yield f"  i samma process {own:.0f}   i en process för sig, med prövningen av körningen {other:.0f}   skillnad {more:+.1f}"
    yield ""
