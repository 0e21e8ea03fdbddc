"""make fuzz: every reader tried with hostile files, the same ones each time, and a table of how it went.

    python tests/fuzz.py                         all readers, the fixed budget
    python tests/fuzz.py --lasare sie --antal 200 --fro 7
    python tests/fuzz.py --lasare sie --fall 113  one case again, its files left in place

A case is made from its reader, its number and the seed alone. It is carried out as the command itself, in a process that is
watched (tests/fuzz_guard.py): a case fails if it ends in anything but the documented codes, tells an error in another form than
hittade … väntade … gör så här, sends a control code to the terminal, takes more time or memory than the limits, writes outside
its folder or asks a network.
"""

from __future__ import annotations

import argparse
import multiprocessing as mp
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from fuzz_guard import ACCEPTED_AS, CRASHED, MORE_MEMORY, MOST_SECONDS, REFUSED_AS, SLOW, Answer, Watch, tried  # noqa: E402 - found beside this file
from fuzz_readers import READERS, Bench  # noqa: E402 - the same

CASES_A_PROCESS = 150  # a new process now and then: what one case leaves behind must not decide another
LONGEST_WAIT = 90  # seconds for an answer, on a machine that does other things too
_TOLD = 40  # faults that are told


@dataclass
class Row:
    """A reader's line of the table."""

    name: str
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys((ACCEPTED_AS, REFUSED_AS, SLOW, CRASHED), 0))
    seconds: float = 0
    megabytes: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, number: int, answer: Answer) -> None:
        """Count a case."""
        self.counts[answer.outcome] += 1
        self.seconds, self.megabytes = max(self.seconds, answer.seconds), max(self.megabytes, answer.megabytes)
        told = answer.faults or ([f"{answer.seconds:.1f} s"] if answer.outcome == SLOW else [])
        self.faults += [f"{self.name} {number}: {fault}" for fault in told]


def one_case(watch: Watch, bench: Bench, reader: str, number: int, seed: int) -> Answer:
    """The case of the number, made and tried."""
    random = Random(f"{seed}:{reader}:{number}")
    return tried(watch, bench.place, [str(part) for part in READERS[reader][1](random, bench)])


def _work(pipe: Connection, reader: str, numbers: range, seed: int) -> None:
    """What a process does: its cases in turn, each answer sent as it comes."""
    os.environ["COLUMNS"] = "80"
    with tempfile.TemporaryDirectory(prefix="fuzz-regelspar-") as place:
        os.chdir(place)
        watch, bench = Watch(), Bench(Path(place).resolve() / "fall")
        for number in numbers:
            pipe.send((number, one_case(watch, bench, reader, number, seed)))


def batch(reader: str, numbers: range, seed: int) -> list[tuple[int, Answer]]:
    """The answers of the cases; one that ended its process is answered for, and the rest go on in another."""
    found: list[tuple[int, Answer]] = []
    while len(found) < len(numbers):
        left = numbers[len(found) :]
        mine, its = mp.Pipe(duplex=False)
        process = mp.get_context("forkserver").Process(target=_work, args=(its, reader, left, seed))
        process.start()
        its.close()
        found += _answers(mine)
        if len(found) < len(numbers):
            process.kill()
            process.join()
            outcome = SLOW if process.exitcode in (-9, -24) else CRASHED
            found.append((numbers[len(found)], Answer(outcome, MOST_SECONDS, 0, [f"processen avslutades ({process.exitcode})"])))
        process.join()
    return found


def _answers(pipe: Connection) -> Iterator[tuple[int, Answer]]:
    try:
        while pipe.poll(LONGEST_WAIT):
            yield pipe.recv()
    except EOFError:
        return


def run(readers: Sequence[str], share: float, seed: int, processes: int) -> list[Row]:
    """The rows of the readers, so large a share of each one's budget tried."""
    jobs = [
        (reader, range(first, min(first + CASES_A_PROCESS, count)))
        for reader in readers
        for count in [max(1, round(READERS[reader][2] * share))]
        for first in range(0, count, CASES_A_PROCESS)
    ]
    mp.get_context("forkserver").set_forkserver_preload(["fuzz_readers", "fuzz_guard"])
    rows = {reader: Row(reader) for reader in readers}
    with ThreadPoolExecutor(processes) as pool:
        for (reader, _), answers in zip(jobs, pool.map(lambda job: batch(job[0], job[1], seed), jobs), strict=True):
            for number, answer in answers:
                rows[reader].add(number, answer)
            sys.stderr.write(f"{reader}: {sum(rows[reader].counts.values())} fall, {len(rows[reader].faults)} fel\n")
    return list(rows.values())


def table(rows: Sequence[Row]) -> str:
    """The rows as a table in Swedish."""
    head = ("läsare", "fall", ACCEPTED_AS, REFUSED_AS, SLOW, CRASHED, "längsta tid, s", "mest minne, MiB")
    lines = [head, *((READERS[row.name][0], str(sum(row.counts.values())), *map(str, row.counts.values()), *_worst(row)) for row in rows)]
    wide = [max(len(line[i]) for line in lines) for i in range(len(head))]
    return "\n".join("  ".join(f"{cell:{'<' if i == 0 else '>'}{wide[i]}}" for i, cell in enumerate(line)) for line in lines) + "\n"


def _worst(row: Row) -> tuple[str, str]:
    return f"{row.seconds:.1f}".replace(".", ","), str(row.megabytes)


def again(reader: str, number: int, seed: int) -> int:
    """One case once more, with its files left to look at."""
    place = Path(tempfile.mkdtemp(prefix="fuzz-regelspar-")).resolve()
    os.chdir(place)
    answer = one_case(Watch(), Bench(place / "fall"), reader, number, seed)
    told = [f"{answer.outcome}, {answer.seconds:.2f} s, {answer.megabytes} MiB", answer.said, *answer.faults, f"filerna ligger i {place}"]
    sys.stdout.write("".join(f"{line}\n" for line in told))
    return int(bool(answer.faults))


def main() -> int:
    """Try the readers that were asked for; 1 if any case failed."""
    asked = argparse.ArgumentParser(description="Prövar varje läsare med trasiga och fientliga filer.")
    asked.add_argument("--lasare", choices=READERS, action="append", help="bara den läsaren; kan anges flera gånger")
    asked.add_argument("--andel", type=float, default=1.0, help="andel av den bestämda mängden; 0.1 är en tiondel")
    asked.add_argument("--antal", type=int, help="så många fall av varje läsare")
    asked.add_argument("--fro", type=int, default=2020, help="fröet som fallen görs ur")
    asked.add_argument("--processer", type=int, default=os.cpu_count() or 1)
    asked.add_argument("--fall", type=int, help="ett enda fall av den läsare som anges, med filerna kvar")
    given = asked.parse_args()
    readers = given.lasare or list(READERS)
    if given.fall is not None:
        return again(readers[0], given.fall, given.fro)
    rows = [row for reader in readers for row in run([reader], given.antal / READERS[reader][2], given.fro, given.processer)] if given.antal else None
    rows = rows or run(readers, given.andel, given.fro, given.processer)
    sys.stdout.write(table(rows))
    faults = [fault for row in rows for fault in row.faults]
    sys.stdout.write("".join(f"{fault}\n" for fault in faults[:_TOLD]))
    memory = f"{MORE_MEMORY >> 20} MiB utöver processens eget"
    sys.stdout.write(f"Frö {given.fro}. Gränser för ett fall: {MOST_SECONDS} s räknetid, {memory}. {len(faults)} fel.\n")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
