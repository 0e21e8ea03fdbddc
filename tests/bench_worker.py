"""One measurement in a process of its own: how long, how much CPU, how much memory it came to. Told as one line of JSON."""

from __future__ import annotations

import gc
import json
import resource
import subprocess
import sys
from pathlib import Path
from time import perf_counter, process_time

from bench_peers import PEERS

MEGABYTE = 1024  # of the kilobytes that the system counts in


def resident(process: str = "self") -> int:
    """The megabytes that a process holds at the moment, this one if none is named."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) // MEGABYTE
    return 0


def with_engine() -> tuple[int, int]:
    """The megabytes that this process holds, and those of the engine's own process."""
    started = Path("/proc/self/task").glob("*/children")
    return resident(), sum(resident(child) for file in started for child in file.read_text(encoding="ascii").split())


def peak() -> int:
    """The megabytes that this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE


def measured(peer: str, count: int) -> dict[str, float]:
    """One run, measured; what it made is kept until the clock has stopped."""
    run = PEERS[peer].ready(count)
    gc.collect()
    gc.freeze()
    before, began, used = resident(), perf_counter(), process_time()
    made = run()
    took = {"seconds": perf_counter() - began, "cpu": process_time() - used, "memory": max(peak() - before, 0)}
    del made
    return took


def in_own_process(peer: str, count: int) -> dict[str, float]:
    """The same, in a process that ends with it."""
    done = subprocess.run([sys.executable, __file__, peer, str(count)], stdout=subprocess.PIPE, check=True)
    return dict(json.loads(done.stdout))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measured(sys.argv[1], int(sys.argv[2]))))
