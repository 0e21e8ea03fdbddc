"""Our engine layer beside what others would pick: one table, all in the same run, in turn, round after round."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterator

from bench_peers import PEERS
from bench_worker import in_own_process

SIZES = {0: 21, 100: 21, 1_000: 15, 5_000: 7, 20_000: 2}  # goals (0: the year as it is), and how many rounds: the shorter, the more it varies
MOST_BESIDE_CLIPS = 5_000  # up to so many goals we are to be at or ahead of CLIPS
MOST_GROWTH = 1.43  # n·log n: times the time for each goal at 1,000 that each may take at 20,000

Rows = dict[tuple[int, str], list[dict[str, float]]]


def rounds() -> Rows:
    """Every peer at every size, in turn and every other time in turn backwards, each run in a process of its own."""
    rows: Rows = defaultdict(list)
    for size, times in SIZES.items():
        for turn in range(times):
            for name in list(PEERS)[:: -1 if turn % 2 else 1]:
                if size <= PEERS[name].most:
                    rows[size, name].append(in_own_process(name, size))
    return rows


def number(value: float, unit: str = "") -> str:
    """A number as it is printed in Swedish, with three figures that tell something."""
    places = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{places}f}".replace(",", " ").replace(".", ",") + unit


def median(rows: Rows, size: int, name: str, what: str = "seconds") -> float:
    """The middle of the rounds."""
    return statistics.median(row[what] for row in rows[size, name])


def table(rows: Rows) -> Iterator[str]:
    """The table, a line at a time: milliseconds of assert, fire and trace, and the memory that it came to."""
    yield f"{'mål':>7}  {'':12}{'median ms':>11}{'lägst':>9}{'högst':>9}{'CPU ms':>9}{'MB':>7}{'mot oss':>9}"
    for size in SIZES:
        for name, peer in PEERS.items():
            if size > peer.most:
                yield f"{size or 'år 2020':>7}  {name:12}{'mäts till ' + number(peer.most) + ' mål':>25}"
                continue
            took = [row["seconds"] * 1000 for row in rows[size, name]]
            middle, ratio = statistics.median(took), median(rows, size, name) / median(rows, size, "regelspår")
            yield (
                f"{size or 'år 2020':>7}  {name:12}{number(middle):>11}{number(min(took)):>9}{number(max(took)):>9}"
                f"{number(median(rows, size, name, 'cpu') * 1000):>9}{median(rows, size, name, 'memory'):>7.0f}{number(ratio):>9}"
            )
        yield ""


def goals(rows: Rows) -> Iterator[str]:
    """What was aimed at, with the figure, and whether it is reached."""
    for size in (size for size in SIZES if size <= MOST_BESIDE_CLIPS):
        ratio = statistics.median(
            ours["seconds"] / theirs["seconds"] for ours, theirs in zip(rows[size, "regelspår"], rows[size, "clips"], strict=True)
        )
        yield told(f"{size or 'år 2020'}{' mål' if size else ''}: högst CLIPS tid", f"{number(ratio)} gånger", ratio <= 1)
    per_goal = {size: median(rows, size, "regelspår") / size for size in (1_000, 20_000)}
    growth = per_goal[20_000] / per_goal[1_000]
    yield told("tid per mål vid 20 000 mot 1 000, högst 1,43 (n·log n)", f"{number(growth)} gånger", growth <= MOST_GROWTH)


def told(aim: str, found: str, is_met: bool) -> str:
    """A goal, what was found, and whether that reaches it."""
    return f"  {aim:58}{found:>16}   {'nått' if is_met else 'INTE nått'}"


def engines() -> Iterator[str]:
    """The table with what each can do, and the goals."""
    yield "Regelmotorn bredvid det andra skulle välja: lämna fakta, köra, spår (2020 med spåret i ord)"
    yield ""
    for name, peer in PEERS.items():
        yield f"  {name:12} {peer.says}{' – ' + peer.cannot if peer.cannot else ''}"
    yield ""
    rows = rounds()
    yield from table(rows)
    yield from goals(rows)
    yield ""
