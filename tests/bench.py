"""How long a check takes: the parts of one run, the whole process beside a bare import, the annex, and the engine as the goals grow.

All of them, or those named as arguments: parts, process, annex, om, before, importing, growth.
"""

from __future__ import annotations

import gc
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

from sie_example import large_ledger

from checker.assemble import assemble
from checker.counting import count_members
from checker.engine import Engine
from checker.given import Given
from checker.narrate import Narrator
from checker.nearest import Nearest
from checker.pipeline import PHASE_NAMES, SCHEDULE, Earlier, prepare
from checker.session import Firing, Session
from checker.trace import narrated, ordered
from facts.importers.sie.reading import read_ledger
from facts.loading import bundled_root, find_organisation, load_year
from facts.year import Year
from reports.formats import FORMATS, written
from rules.catalogue import rules_of

YEAR = 2020
REPEATS = 9
LIBRARIES = (
    "from pydantic import BaseModel, BeforeValidator, ValidationError, model_validator; "
    "import typer, yaml, durable.engine; from rich.console import Console"
)
SIZES = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000)
LIMIT_OF_ENGINE = 150  # milliseconds for the year: assert and fire, with the trace
LIMIT_OF_PROCESS = 3.5  # times the bare import
LIMIT_OF_CHANGES = 10  # seconds for all ratings
VERIFICATIONS = 50_000
LIMIT_OF_LEDGER = 5  # seconds
PATTERN = ("nod", "krit", "niva", "utfall", "uppfoljning", "pastaende", "jamforgrupp")  # of one goal
GROUP = 10  # goals of one level, scale and basis, which the rules hold against each other

Fact = dict[str, Any]


class Watch:
    """Notes how long each named part of a run took, in milliseconds."""

    def __init__(self) -> None:
        self.parts: dict[str, float] = {}
        self._since = perf_counter()

    def note(self, part: str) -> None:
        now = perf_counter()
        self.parts[part] = self.parts.get(part, 0) + (now - self._since) * 1000
        self._since = now


class Timed:
    """Counts between the phases as the product does, and tells assert, the phases and the counting apart."""

    def __init__(self, watch: Watch, parents: Mapping[str, str]) -> None:
        self._watch, self._parents, self._running = watch, parents, "assert"

    def __call__(self, name: str, step: str, session: Session) -> Iterator[tuple[Fact, Firing]]:
        self._watch.note(self._running)
        counted = list(count_members(self._parents, name, step, session))
        self._watch.note("count")
        self._running = "fire"
        yield from counted


def load() -> tuple[Year, Earlier]:
    folder = find_organisation(bundled_root(), None)
    year = load_year(folder, YEAR)
    return year, Earlier(folder, year)


def one_run() -> dict[str, float]:
    """One check of the year, part by part."""
    watch = Watch()
    year, others = load()
    watch.note("load")
    given = prepare(year, others)
    watch.note("prepare")
    rules = rules_of(YEAR)
    engine = Engine(rules)
    watch.note("compile")
    session = engine.run(given.engine, SCHEDULE, Timed(watch, given.parents))
    watch.note("fire")
    steps = narrated(ordered(session, PHASE_NAMES), Narrator(session, given, {rule.id: rule for rule in rules}))
    watch.note("trace")
    report = assemble(year, others, given, session, steps, rules, year.files)
    watch.note("assemble")
    for name in FORMATS:
        written(report, name, everything=False, width=80)
        watch.note(f"render {name}")
    return watch.parts


def parts() -> None:
    """The parts of one run, the first in the process and the median of those that follow."""
    first, *warm = [one_run() for _ in range(REPEATS + 1)]
    print(f"Parts of one run for {YEAR}, milliseconds ({REPEATS} warm runs)\n")
    print(f"{'':16}{'first':>9}{'median':>9}{'worst':>9}")
    median = {part: statistics.median(run[part] for run in warm) for part in first}
    for part in first:
        print(f"{part:16}{first[part]:9.1f}{median[part]:9.1f}{max(run[part] for run in warm):9.1f}")
    engine = [sum(run[part] for part in ("assert", "count", "fire", "trace")) for run in (first, median)]
    print(f"\nassert + count + fire + trace: first {engine[0]:.0f} ms, median {engine[1]:.0f} ms (limit {LIMIT_OF_ENGINE} ms)\n")


def seconds(*command: str) -> float:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment, check=False)
    if done.returncode not in (0, 1, 3):
        sys.exit(done.stderr.decode())
    return perf_counter() - began


def process() -> None:
    """The whole process beside one that only imports the same libraries, in turn."""
    check = [str(Path(sys.executable).parent / "check"), str(YEAR)]
    bare = [sys.executable, "-c", LIBRARIES]
    seconds(*check)
    seconds(*bare)
    pairs = [(seconds(*bare), seconds(*check)) for _ in range(2 * REPEATS + 1)]
    bares, checks = zip(*pairs, strict=True)
    print(f"Whole process, seconds ({len(pairs)} of each, in turn)\n")
    for told, took in ((LIBRARIES, bares), (f"check {YEAR}", checks)):
        print(f"{told:76} median {statistics.median(took):.3f}  min {min(took):.3f}  max {max(took):.3f}")
    ratio = statistics.median(check / bare for bare, check in pairs)
    print(f"\nratio of the pairs: median {ratio:.2f} (limit {LIMIT_OF_PROCESS})\n")


def annex() -> None:
    """The annex as PDF beside the JSON report, each a whole process, in turn; and the verification of that annex."""
    command = str(Path(sys.executable).parent / "check")
    with tempfile.TemporaryDirectory() as place:
        paper, form = (str(Path(place) / f"{YEAR}.{ending}") for ending in ("pdf", "json"))
        commands = ([command, str(YEAR), "--format", "json", "-o", form], [command, "bilaga", str(YEAR), "-o", paper], [command, "verifiera", paper])
        rows = [[seconds(*one) for one in commands] for _ in range(REPEATS + 1)][1:]
    forms, papers, verified = (statistics.median(row[at] for row in rows) for at in range(3))
    print(f"The annex of {YEAR}, whole processes, median seconds ({len(rows)} of each, in turn)\n")
    print(f"json {forms:.3f}   pdf {papers:.3f} (limit {2 * forms + 1:.3f} = 2 x json + 1)   verifiera pdf {verified:.3f}\n")


def what_would_change() -> None:
    """The nearest change of a single fact for every rating: the search part by part, and the whole process beside the check."""
    rows = [_searched() for _ in range(3)]
    parts = {part: statistics.median(row[part] for row in rows) for part in rows[0]}
    check = str(Path(sys.executable).parent / "check")
    pairs = [(seconds(check, str(YEAR)), seconds(check, "om", str(YEAR))) for _ in range(4)][1:]
    checks, whole = (statistics.median(pair[at] for pair in pairs) for at in range(2))
    print(f"What would change every rating of {YEAR}, median milliseconds: {'   '.join(f'{part} {took:.0f}' for part, took in parts.items())}")
    print(f"whole process, median seconds: check {checks:.3f}   check om {whole:.3f} (limit {LIMIT_OF_CHANGES})\n")


def before_closing() -> None:
    """The check before the close beside the check of the year, each a whole process, in turn."""
    check = str(Path(sys.executable).parent / "check")
    pairs = [(seconds(check, str(YEAR)), seconds(check, "forkontroll", str(YEAR), "--per", f"{YEAR}-11-30")) for _ in range(REPEATS + 1)][1:]
    checks, before = (statistics.median(pair[at] for pair in pairs) for at in range(2))
    print(f"Before the close, whole processes, median seconds: check {YEAR} {checks:.3f}   check forkontroll {YEAR} {before:.3f}\n")


def importing() -> None:
    """A year as a workbook, written and read back; and a large ledger, read and summed."""
    check = str(Path(sys.executable).parent / "check")
    with tempfile.TemporaryDirectory() as place:
        book, ledger = Path(place) / "mall.xlsx", Path(place) / "bokslut.se"
        rows = [
            (seconds(check, "mall", str(YEAR), "-o", str(book)), seconds(check, "importera", str(book), "--torr")) for _ in range(REPEATS + 1)
        ][1:]
        ledger.write_bytes(large_ledger(VERIFICATIONS))
        began = perf_counter()
        read_ledger(ledger)
        took = perf_counter() - began
    written_in, read_in = (statistics.median(row[at] for row in rows) for at in range(2))
    print(f"The workbook of {YEAR}, whole processes, median seconds: mall {written_in:.3f}   importera --torr {read_in:.3f}")
    print(f"A ledger of {VERIFICATIONS} verifications, read and summed: {took:.2f} s (limit {LIMIT_OF_LEDGER} s)\n")


def _searched() -> dict[str, float]:
    watch = Watch()
    read = load()
    watch.note("load")
    search = Nearest(*read)
    watch.note("check")
    found = search.found()
    watch.note("search")
    search.effects(found)
    watch.note("above")
    return watch.parts


def belongs(name: object, goal: str) -> bool:
    return isinstance(name, str) and (name == goal or name.startswith((f"{goal}.", f"{goal}:")))


class Goals:
    """A year of any number of goals: one real goal with a criterion, a level, a figure and a claim, again and again."""

    def __init__(self, given: Given) -> None:
        goals = [fact["nod"] for fact in given.engine if fact["kind"] == "nod" and fact["niva"] == "goal" and fact["area"] == "mal"]
        of_goal = {goal: [fact for fact in given.engine if any(belongs(value, goal) for value in fact.values())] for goal in goals}
        kinds = {goal: sorted(fact["kind"] for fact in belonging if fact["kind"] in PATTERN) for goal, belonging in of_goal.items()}
        self._one = next(goal for goal in goals if kinds[goal] == sorted(PATTERN))
        self.pattern = [fact for fact in of_goal[self._one] if fact["kind"] in PATTERN]
        taken = {fact["id"] for belonging in of_goal.values() for fact in belonging}
        self._rest = [fact for fact in given.engine if fact["id"] not in taken]
        self._links = {child: parent for child, parent in given.parents.items() if belongs(child, self._one)}
        self._other_links = {child: parent for child, parent in given.parents.items() if child not in taken}

    def year_of(self, count: int) -> tuple[list[Fact], dict[str, str]]:
        """The facts of a year with so many goals, and which node is a member of which."""
        names = [f"B-{number}" for number in range(count)]
        links = {child.replace(self._one, name): parent.replace(self._one, name) for name in names for child, parent in self._links.items()}
        return [*self._rest, *(fact for number in range(count) for fact in self._goal(number))], self._other_links | links

    def _goal(self, number: int) -> Iterator[Fact]:
        """Figures below, on and above the level, in groups of a few goals that the rules hold against each other."""
        off = (number * 7919 % 41 - 20) * 10**6
        for fact in self.pattern:
            new: Fact = {name: value.replace(self._one, f"B-{number}") if isinstance(value, str) else value for name, value in fact.items()}
            if new["kind"] == "utfall":
                new |= {"lo": new["lo"] + off, "hi": new["hi"] + off}
            elif new["kind"] == "jamforgrupp":
                new["grupp"] = f"{new['grupp']}|{number // GROUP}"
            yield new


def growth() -> None:
    """The engine on more and more goals, with every rule of the year."""
    goals, engine = Goals(prepare(*load())), Engine(rules_of(YEAR))
    print(f"The engine with every rule of {YEAR}; each goal has {len(goals.pattern)} facts\n")
    print(f"{'goals':>7}{'facts':>9}{'derived':>9}{'steps':>9}{'assert s':>10}{'fire s':>9}{'all s':>9}{'ms/goal':>9}{'peak MB':>9}")
    for size in SIZES:
        facts, parents = goals.year_of(size)
        gc.collect()
        watch = Watch()
        session = engine.run(facts, SCHEDULE, Timed(watch, parents))
        watch.note("fire")
        took = {part: spent / 1000 for part, spent in watch.parts.items()}
        whole = sum(took.values())
        print(
            f"{size:7}{len(facts):9}{len(session.derived):9}{len(session.firings):9}{took['assert']:10.2f}{took['fire'] + took['count']:9.2f}"
            f"{whole:9.2f}{whole * 1000 / size:9.2f}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:9}",
            flush=True,
        )
    print("\nThe same ms/goal on every row is linear growth.\n")


MEASURES: dict[str, Callable[[], None]] = {
    "parts": parts, "process": process, "annex": annex, "om": what_would_change, "before": before_closing, "importing": importing, "growth": growth,
}  # fmt: skip

if __name__ == "__main__":
    for wanted in sys.argv[1:] or MEASURES:
        MEASURES[wanted]()
