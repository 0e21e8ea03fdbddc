"""What a check costs, beside what others would pick and beside what it is to cost at most.

All of it, or what is named as arguments: engines, apart, process, batch, many, memory, parts, annex, om, before, importing, growth.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import bench_parts
from bench_apart import apart
from bench_batch import by_command, memory, throughput
from bench_engines import engines
from bench_goals import say


def lines(of: Callable[[], Iterator[str]]) -> Callable[[], None]:
    """A measure that gives lines, told a line at a time."""

    def tell() -> None:
        for line in of():
            say(line)

    return tell


MEASURES: dict[str, Callable[[], None]] = {
    "engines": lines(engines),
    "apart": lines(apart),
    "process": bench_parts.process,
    "batch": lines(throughput),
    "many": lines(by_command),
    "memory": lines(memory),
    "parts": bench_parts.parts,
    "annex": bench_parts.annex,
    "om": bench_parts.what_would_change,
    "before": bench_parts.before_closing,
    "importing": bench_parts.importing,
    "growth": bench_parts.growth,
}

if __name__ == "__main__":
    for wanted in sys.argv[1:] or [name for name in MEASURES if name != "growth"]:  # the engines' table tells how it grows
        MEASURES[wanted]()
