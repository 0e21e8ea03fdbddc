"""What became of the changes: counted by module, told as a table, with the survivors that are not known."""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOMS = ("rules", "checker", "facts")
STEP = 50  # so many are tried between two lines of progress
WANTED = {"rules": 90, "checker": 90}  # percent
SAMPLE = {"rules": 1500, "checker": 260, "facts": 160}  # ends within an hour and a half on two cores


@dataclass
class Tally:
    """What became of the changes of one module."""

    possible: int = 0
    seconds: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)

    @property
    def tried(self) -> int:
        return sum(self.outcomes[name] for name in ("vägrad", "dödad", "överlevde", "känd", "ej prövad"))

    @property
    def killed(self) -> int:
        return self.outcomes["vägrad"] + self.outcomes["dödad"]

    def share(self) -> str:
        """The killed of those tried, in percent with a decimal, rounded down."""
        permille = 1000 * self.killed // self.tried if self.tried else 0
        return f"{permille // 10},{permille % 10} %" if self.tried else "–"

    def add(self, other: Tally) -> None:
        self.possible, self.seconds = self.possible + other.possible, self.seconds + other.seconds
        self.outcomes.update(other.outcomes)


class Known:
    """The survivors that have been read, each with the reason why it is left."""

    def __init__(self, path: Path) -> None:
        listed = yaml.safe_load(path.read_text(encoding="utf-8")) or []
        self.reasons = {change: group["skäl"] for group in listed for change in group["ändringar"]}
        self._patterns = [re.compile(re.escape(change).replace(r"\*", ".*")) for change in self.reasons if "*" in change]

    def __contains__(self, key: str) -> bool:
        return key in self.reasons or any(pattern.fullmatch(key) for pattern in self._patterns)


def survivors_in(log: Path) -> set[str]:
    """What survived, or was not run by any test, according to a log."""
    rows = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    return {row["key"] for row in rows if row["outcome"] in ("överlevde", "ej prövad", "känd")}


class Session:
    """One run of the command: the tallies, the survivors, and what is written while it goes."""

    def __init__(self, log: Path | None) -> None:
        self.tallies: dict[str, Tally] = {}
        self.survivors: list[str] = []
        self.known = Known(Path(__file__).parent / "mutation_survivors.yaml")
        self._log, self._start, self._told = log, time.monotonic(), 0

    def of(self, module: str) -> Tally:
        return self.tallies.setdefault(module, Tally())

    def hear(self, row: Mapping[str, Any]) -> None:
        """Take down one row of a worker: how many changes a module has, or what became of one of them."""
        tally = self.of(row["module"])
        if "possible" in row:
            tally.possible += row["possible"]
        else:
            self._note(tally, row["key"], row["outcome"], row["by"])

    def _note(self, tally: Tally, key: str, outcome: str, by: str) -> None:
        if outcome in ("överlevde", "ej prövad") and key in self.known:
            outcome = "känd"
        now = time.monotonic()
        tally.outcomes[outcome] += 1
        tally.seconds += int((now - self._start) * 1000)
        self._start = now
        if outcome in ("överlevde", "ej prövad"):
            self.survivors.append(f"{key} ({outcome})")
        self._told += 1
        if self._told % STEP == 0:
            sys.stderr.write(f"{self._told} prövade, {sum(one.killed for one in self.tallies.values())} dödade\n")
        if self._log:
            with self._log.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"key": key, "outcome": outcome, "by": by}, ensure_ascii=False) + "\n")


def table(session: Session) -> Iterator[str]:
    """The table, and the survivors that are not known."""
    yield f"{'modul':<42}{'möjliga':>9}{'prövade':>9}{'dödade':>9}{'överlevde':>11}{'kända':>7}{'ej körda':>10}{'sekunder':>10}{'andel':>10}"
    for room in ROOMS:
        modules = {name: tally for name, tally in sorted(session.tallies.items()) if name.partition("/")[0] == room}
        yield from (_row(name, tally) for name, tally in modules.items() if tally.tried)
        if modules:
            yield _row(room, _sum(modules.values()))
    yield from ("", f"Överlevande som inte står i tests/mutation_survivors.yaml: {len(session.survivors)}", *sorted(session.survivors))
    yield from (f"{room}: under {WANTED[room]} % dödade" for room in below(session))


def _row(name: str, tally: Tally) -> str:
    told = (tally.possible, tally.tried, tally.killed, tally.outcomes["överlevde"])
    rest = f"{tally.outcomes['känd']:>7}{tally.outcomes['ej prövad']:>10}{tally.seconds // 1000:>10}{tally.share():>10}"
    return f"{name:<42}{told[0]:>9}{told[1]:>9}{told[2]:>9}{told[3]:>11}{rest}"


def _sum(tallies: Iterable[Tally]) -> Tally:
    whole = Tally()
    for tally in tallies:
        whole.add(tally)
    return whole


def below(session: Session) -> Iterator[str]:
    for room, percent in WANTED.items():
        whole = _sum(tally for name, tally in session.tallies.items() if name.partition("/")[0] == room)
        if whole.tried and 100 * whole.killed < percent * whole.tried:
            yield room
