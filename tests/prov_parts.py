"""The work of `make prov`, each part in processes of its own: write an organisation, rate a year by the product, judge it by the evaluator."""

from __future__ import annotations

import datetime as dt
import importlib.util
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from agreement import differing
from generator_years import Case
from organisations import organisation
from told import Key, Told, of_report, of_results

from checker.evaluator.evaluate import Evaluation, evaluate
from facts.loading import load_accounts, load_year, with_open_remarks

COMMAND = "from checker.cli import program; program()"
JUDGED = (0, 1, 3)  # exit codes of a run that was whole


class Written(NamedTuple):
    """An organisation that is written: its seed, id and years, with the statuses and ratings known from how it was made."""

    seed: int
    id: str
    years: range
    ties: Mapping[int, Mapping[str, str]]
    ratings: Mapping[int, Mapping[str, str]]


class Judged(NamedTuple):
    """A year held against the evaluator: the lines that differ, how much was compared, and what came up how many times."""

    differences: list[str]
    compared: Counter[str]
    seen: Counter[tuple[str, str]]


class NotRated(Exception):
    """The product gave no results."""


def pool(processes: int) -> ProcessPoolExecutor:
    """Processes that share nothing with this one; an interruption is heard here alone."""
    return ProcessPoolExecutor(processes, get_context("spawn"), signal.signal, (signal.SIGINT, signal.SIG_IGN))


def write(root: Path, seed: int, years: range) -> Written:
    """Write the organisation of a seed below the root."""
    made = organisation(seed, years)
    made.write(root)
    return Written(seed, made.id, years, made.ties, made.ratings)


# --- the product --------------------------------------------------------------------------


def rated(root: Path, out: Path, written: Iterable[Written], processes: int) -> dict[Key, Told | str]:
    """What the product says of every year: by its own command over many organisations, or year by year where it has none."""
    if importlib.util.find_spec("checker.batch.everything"):
        return _by_command(root, out, processes)
    with pool(processes) as workers:
        keys = [(one.id, year) for one in written for year in one.years]
        return dict(zip(keys, workers.map(_checked, [root] * len(keys), keys, chunksize=5), strict=True))


def _by_command(root: Path, out: Path, processes: int) -> dict[Key, Told | str]:
    flags = ["alla", "--fakta", str(root), "-o", str(out), "--processer", str(processes)]
    command = subprocess.Popen([sys.executable, "-c", COMMAND, *flags], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        _, said = command.communicate()
    except BaseException:
        command.terminate()
        command.communicate()  # it ends what it is writing
        raise
    if command.returncode not in JUDGED:
        raise NotRated(f"check alla gav slutkod {command.returncode}: {said.strip()[-2000:]}")
    return dict(of_results(out))


def _checked(root: Path, key: Key) -> Told | str:
    from checker.pipeline import run_check  # noqa: PLC0415 - only these processes need the engine

    try:
        return of_report(run_check(root, *key))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a result to tell
        return f"{type(error).__name__}: {error}"


# --- the evaluator ------------------------------------------------------------------------


def judged(root: Path, one: Written, year: int, told: Told | str | None) -> Judged:
    """What the evaluator, and what is known from how the year was made, say otherwise than the product."""
    if told is None or isinstance(told, str):
        return Judged([told or "bedömdes inte"], Counter(), Counter())
    loaded = with_open_remarks(root / one.id, load_year(root / one.id, year), dt.date(year, 12, 31))
    before = {other: load_accounts(root / one.id, other, loaded.organisation, year) for other in one.years if other < year}
    evaluation = evaluate(loaded, before)
    lines = [*differing(evaluation, told, Case(loaded, before, {})), *_as_made(one, year, told)]
    return Judged(lines, _compared(evaluation), _seen(evaluation))


def _as_made(one: Written, year: int, told: Told) -> Iterator[str]:
    ties, ratings = {tie.id: tie.status for tie in told.ties}, {row.id: row.rating for row in told.ratings}
    made = one.ties[year]
    for name in sorted(made.keys() | ties):
        if made.get(name) != ties.get(name):
            yield f"avstämningen {name}: gjord som {made.get(name, 'ingen')}; produkten {ties.get(name, 'ingen')}"
    for name, rating in one.ratings[year].items():
        if ratings.get(name) != rating:
            yield f"bedömningen {name}: gjord som {rating}; produkten {ratings.get(name, 'ingen')}"


def _compared(evaluation: Evaluation) -> Counter[str]:
    return Counter({"år": 1, "bedömningar": len(evaluation.ratings), "avstämningar": len(evaluation.ties), "iakttagelser": len(evaluation.findings)})


def _seen(evaluation: Evaluation) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for row in evaluation.ratings.values():
        told = (("bedömning", row.rating), ("skäl", row.reason), ("påstående", row.verdict), ("riktning", row.direction))
        found.update((kind, code) for kind, code in told if code)
        found["påstående", "bekraftat, egen uppgift"] += row.own_word_only
    found.update(("avstämning", status) for status in evaluation.ties.values())
    found.update(("väsentlighet", size) for size in evaluation.material.values() if size)
    found.update(("iakttagelse", one.kind) for one in evaluation.findings)
    found.update(("avvikelse i kontroll", state) for state in evaluation.deviations.values())
    found.update(("antalspåstående", verdict) for verdict, _ in evaluation.counts.values())
    return found


def known(written: Iterable[Written]) -> Counter[str]:
    """How many statuses and ratings are known from how the organisations were made."""
    counted: Counter[str] = Counter()
    for one in written:
        counted["avstämningar"] += sum(map(len, one.ties.values()))
        counted["bedömningar"] += sum(map(len, one.ratings.values()))
    return counted
