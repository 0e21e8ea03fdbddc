"""Many checks: how many a second in one process and in two, and whether the memory stays where it is over thousands of them."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from bench_engines import number, told
from bench_goals import YEAR
from bench_worker import with_engine
from organisations import organisation
from prov_parts import COMMAND, JUDGED

import facts
from checker.pipeline import run_check

EXAMPLE = Path(facts.__file__).parent / "exempel"
CHECKS = 40  # a round
ROUNDS = 5
ORGANISATIONS, COMMAND_YEARS, COMMAND_ROUNDS = 12, range(2015, 2020), 3
MANY, LARGE = 4_000, 20  # checks of the small example's year, and every so often one of the large year
MOST_GROWTH = 3  # megabytes from the first tenth to the last


def one_check(_: int = 0) -> int:
    """One check of the year, from files to report; how many ratings it gave."""
    return len(run_check(None, None, YEAR).ratings)


def small_check() -> int:
    """One check of the example's first year."""
    return len(run_check(EXAMPLE, None, YEAR - 1).ratings)


def seconds(pool: ProcessPoolExecutor, processes: int) -> float:
    """How long a round takes in a pool that is warm."""
    list(pool.map(one_check, range(2 * processes)))
    began = perf_counter()
    list(pool.map(one_check, range(CHECKS), chunksize=2))
    return perf_counter() - began


def throughput() -> Iterator[str]:
    """Checks in a second at one process and at two, in turn."""
    pools = {n: ProcessPoolExecutor(n, mp_context=get_context("forkserver")) for n in (1, 2)}
    pairs = [(seconds(pools[1], 1), seconds(pools[2], 2)) for _ in range(ROUNDS)]
    for pool in pools.values():
        pool.shutdown()
    yield f"Många kontroller av {YEAR}, {CHECKS} i varje omgång, {ROUNDS} omgångar i tur och ordning, på {os.cpu_count()} kärnor"
    yield ""
    yield from _rates(pairs, CHECKS)


def by_command() -> Iterator[str]:
    """The same of the command itself, start and results written and all: `check alla` over invented organisations."""
    with tempfile.TemporaryDirectory(prefix="regelspar-bench-") as place:
        root, many = Path(place) / "fakta", ORGANISATIONS * len(COMMAND_YEARS)
        for seed in range(ORGANISATIONS):
            organisation(seed, COMMAND_YEARS).write(root)
        pairs = [tuple(_command(root, Path(place) / f"{at}-{n}", n) for n in (1, 2)) for at in range(COMMAND_ROUNDS)]
    yield f"check alla över {ORGANISATIONS} påhittade organisationer i {len(COMMAND_YEARS)} år, {COMMAND_ROUNDS} omgångar i tur och ordning"
    yield ""
    yield from _rates(pairs, many)


def _command(root: Path, out: Path, processes: int) -> float:
    """How long the command takes, in seconds."""
    flags = ["alla", "--fakta", str(root), "-o", str(out), "--processer", str(processes)]
    began = perf_counter()
    done = subprocess.run([sys.executable, "-c", COMMAND, *flags], capture_output=True, check=False)
    if done.returncode not in JUDGED:
        raise RuntimeError(done.stderr.decode())
    return perf_counter() - began


def _rates(pairs: Sequence[tuple[float, ...]], checks: int) -> Iterator[str]:
    for at, words in ((0, "en process"), (1, "två processer")):
        found = [checks / pair[at] for pair in pairs]
        yield f"  {words:14} median {number(statistics.median(found))} kontroller/s   lägst {number(min(found))}   högst {number(max(found))}"
    gain = statistics.median(one / two for one, two in pairs)
    yield told("två processer mot en, minst 1,7", f"{number(gain)} gånger", gain >= 1.7)
    yield ""


def memory() -> Iterator[str]:
    """The memory of a process that makes thousands of checks, and of the engine's."""
    done = subprocess.run([sys.executable, __file__], stdout=subprocess.PIPE, check=True, text=True)
    rows = [[int(part) for part in line.split()] for line in done.stdout.splitlines()]
    yield f"Minnet över {number(MANY)} kontroller, var {LARGE}:e av {YEAR} och de andra av exemplets {YEAR - 1}, MB efter var tionde del"
    for words, found in zip(("kommandots process", "regelmotorns process"), zip(*rows, strict=True), strict=True):
        early, late = statistics.median(found[1:3]), statistics.median(found[-2:])
        yield f"  {words:22} {' '.join(map(str, found))}"
        yield told(f"oförändrat: högst {MOST_GROWTH} MB mer", f"{late - early:+.0f} MB", late - early <= MOST_GROWTH)
    yield ""


if __name__ == "__main__":
    for number_of in range(1, MANY + 1):
        _ = small_check() if number_of % LARGE else one_check()
        if number_of % (MANY // 10) == 0:
            sys.stdout.write(" ".join(map(str, with_engine())) + "\n")
