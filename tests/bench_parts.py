"""How long a check takes: the parts of one run, the whole process beside a bare import, the annex, an import, the engine as goals grow."""

from __future__ import annotations

import gc
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import perf_counter

from bench_goals import YEAR, Fact, Goals, Watch, load, say
from sie_example import large_ledger

from checker.assemble import assemble
from checker.counting import count_members
from checker.narrate import Narrator
from checker.nearest import Nearest
from checker.parting import Parted
from checker.pipeline import PHASE_NAMES, SCHEDULE, prepare
from checker.session import Firing, Session
from checker.trace import narrated, ordered
from facts.importers.sie.reading import read_ledger
from reports.formats import FORMATS, written
from rules.catalogue import rules_of

REPEATS = 9
LIBRARIES = (
    "from pydantic import BaseModel, BeforeValidator, ValidationError, model_validator; "
    "import typer, yaml, durable_rules_engine; from rich.console import Console"
)
SIZES = (100, 1_000, 5_000, 20_000)
LIMIT_OF_ENGINE = 150  # milliseconds for the year: assert and fire, with the trace
LIMIT_OF_PROCESS = 2.5  # times the bare import
LIMIT_OF_CHANGES = 10  # seconds for all ratings
VERIFICATIONS = 50_000
LIMIT_OF_LEDGER = 5  # seconds


class Timed:
    """Counts between the phases as the product does, and tells assert, the phases and the counting apart."""

    def __init__(self, watch: Watch) -> None:
        self._watch, self._running = watch, "assert"

    def __call__(self, parents: Mapping[str, str], name: str, step: str, session: Session) -> Iterator[tuple[Fact, Firing]]:
        self._watch.note(self._running)
        counted = list(count_members(parents, name, step, session))
        self._watch.note("count")
        self._running = "assert" if (name, step) == SCHEDULE[-1] else "fire"
        yield from counted


def one_run() -> dict[str, float]:
    """One check of the year, part by part."""
    watch = Watch()
    year, others = load()
    watch.note("load")
    given = prepare(year, others)
    watch.note("prepare")
    rules = rules_of(YEAR)
    engine = Parted(rules)
    watch.note("compile")
    session = engine.run(given.engine, SCHEDULE, given.parents, Timed(watch))
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
    say(f"Delarna i en körning av {YEAR}, millisekunder ({REPEATS} varma körningar)\n")
    say(f"{'':16}{'första':>9}{'median':>9}{'högst':>9}")
    median = {part: statistics.median(run[part] for run in warm) for part in first}
    for part in first:
        say(f"{part:16}{first[part]:9.1f}{median[part]:9.1f}{max(run[part] for run in warm):9.1f}")
    engine = [sum(run[part] for part in ("assert", "count", "fire", "trace")) for run in (first, median)]
    say(f"\nassert + count + fire + trace: första {engine[0]:.0f} ms, median {engine[1]:.0f} ms (högst {LIMIT_OF_ENGINE} ms)\n")


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
    say(f"Hela processen, sekunder ({len(pairs)} av varje, i tur och ordning)\n")
    for told, took in ((LIBRARIES, bares), (f"check {YEAR}", checks)):
        say(f"{told:76} median {statistics.median(took):.3f}  min {min(took):.3f}  max {max(took):.3f}")
    ratio = statistics.median(check / bare for bare, check in pairs)
    say(f"\nkvoten i paren: median {ratio:.2f} (högst {LIMIT_OF_PROCESS})\n")


def annex() -> None:
    """The annex as PDF beside the JSON report, each a whole process, in turn; and the verification of that annex."""
    command = str(Path(sys.executable).parent / "check")
    with tempfile.TemporaryDirectory() as place:
        paper, form = (str(Path(place) / f"{YEAR}.{ending}") for ending in ("pdf", "json"))
        commands = ([command, str(YEAR), "--format", "json", "-o", form], [command, "bilaga", str(YEAR), "-o", paper], [command, "verifiera", paper])
        rows = [[seconds(*one) for one in commands] for _ in range(REPEATS + 1)][1:]
    forms, papers, verified = (statistics.median(row[at] for row in rows) for at in range(3))
    say(f"Bilagan för {YEAR}, hela processer, median i sekunder ({len(rows)} av varje, i tur och ordning)\n")
    say(f"json {forms:.3f}   pdf {papers:.3f} (högst {2 * forms + 1:.3f} = 2 x json + 1)   verifiera pdf {verified:.3f}\n")


def what_would_change() -> None:
    """The nearest change of a single fact for every rating: the search part by part, and the whole process beside the check."""
    rows = [_searched() for _ in range(3)]
    parts = {part: statistics.median(row[part] for row in rows) for part in rows[0]}
    check = str(Path(sys.executable).parent / "check")
    pairs = [(seconds(check, str(YEAR)), seconds(check, "om", str(YEAR))) for _ in range(4)][1:]
    checks, whole = (statistics.median(pair[at] for pair in pairs) for at in range(2))
    say(f"Vad som skulle ändra varje bedömning av {YEAR}, median i millisekunder: {'   '.join(f'{part} {took:.0f}' for part, took in parts.items())}")
    say(f"hela processen, median i sekunder: check {checks:.3f}   check om {whole:.3f} (högst {LIMIT_OF_CHANGES})\n")


def before_closing() -> None:
    """The check before the close beside the check of the year, each a whole process, in turn."""
    check = str(Path(sys.executable).parent / "check")
    pairs = [(seconds(check, str(YEAR)), seconds(check, "forkontroll", str(YEAR), "--per", f"{YEAR}-11-30")) for _ in range(REPEATS + 1)][1:]
    checks, before = (statistics.median(pair[at] for pair in pairs) for at in range(2))
    say(f"Före bokslutet, hela processer, median i sekunder: check {YEAR} {checks:.3f}   check forkontroll {YEAR} {before:.3f}\n")


def importing() -> None:
    """A year as a workbook, written and read back; and a large ledger, read and summed."""
    check = str(Path(sys.executable).parent / "check")
    with tempfile.TemporaryDirectory() as place:
        book, ledger = Path(place) / "mall.xlsx", Path(place) / "bokslut.se"
        rows = [(seconds(check, "mall", str(YEAR), "-o", str(book)), seconds(check, "importera", str(book), "--torr")) for _ in range(REPEATS + 1)][
            1:
        ]
        ledger.write_bytes(large_ledger(VERIFICATIONS))
        began = perf_counter()
        read_ledger(ledger)
        took = perf_counter() - began
    written_in, read_in = (statistics.median(row[at] for row in rows) for at in range(2))
    say(f"Arbetsboken för {YEAR}, hela processer, median i sekunder: mall {written_in:.3f}   importera --torr {read_in:.3f}")
    say(f"En huvudbok med {VERIFICATIONS} verifikationer, läst och summerad: {took:.2f} s (högst {LIMIT_OF_LEDGER} s)\n")


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


def growth() -> None:
    """The engine on more and more goals, with every rule of the year."""
    goals, engine = Goals(prepare(*load())), Parted(rules_of(YEAR))
    say(f"Regelmotorn med alla regler för {YEAR}; varje mål har {len(goals.pattern)} uppgifter\n")
    say(f"{'mål':>7}{'fakta':>9}{'härledda':>9}{'steg':>9}{'lämna s':>10}{'köra s':>9}{'allt s':>9}{'ms/mål':>9}{'MB':>9}")
    for size in SIZES:
        facts, parents = goals.year_of(size)
        gc.collect()
        watch = Watch()
        session = engine.run(facts, SCHEDULE, parents, Timed(watch))
        watch.note("fire")
        took = {part: spent / 1000 for part, spent in watch.parts.items()}
        whole = sum(took.values())
        say(
            f"{size:7}{len(facts):9}{len(session.derived):9}{len(session.firings):9}{took['assert']:10.2f}{took['fire'] + took['count']:9.2f}"
            f"{whole:9.2f}{whole * 1000 / size:9.2f}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:9}",
        )
    say("\nSamma ms/mål på varje rad är linjär växt.\n")
