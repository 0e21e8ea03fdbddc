"""make mutation: changes one thing at a time in the rules and in the code, and sees whether a test notices.

Everything runs in copies of the project in a temporary folder. The rules are all changed but for a sample's sake; of the code
a sample is drawn, the same for the same seed. Survivors that are known, with the reason, stand in mutation_survivors.yaml.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from compileall import compile_dir
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from mutation_told import SAMPLE, Session, below, survivors_in, table

ROOT = Path(__file__).parents[1]
COPIED = ("checker", "facts", "reports", "rules", "tests", "pyproject.toml", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Makefile")


def main() -> int:
    """The command."""
    asked = _asked()
    session = Session(asked.logg)
    if "rules" in asked.rum:
        with _copies(1) as copies:
            _hear(session, copies, ["regler"], asked)
    if {"checker", "facts"} & set(asked.rum):
        with _copies(os.cpu_count() or 1) as copies:
            lines = asked.karta or copies[0] / "rader.json"
            if not lines.exists():
                _hear(session, copies[:1], [f"karta {lines}"], asked)
            _hear(session, copies, [f"kod {lines} {part} {len(copies)}" for part in range(len(copies))], asked)
    sys.stdout.write("".join(f"{line}\n" for line in table(session)))
    return 1 if list(below(session)) else 0


def _asked() -> argparse.Namespace:
    reader = argparse.ArgumentParser(description="Ändrar en sak i taget i regler och kod och ser om ett prov märker det.")
    reader.add_argument(
        "--modul", action="append", help="bara dessa: rules, checker, facts, rules/packs/matetal.py, checker/engine.py (kan upprepas)"
    )
    reader.add_argument(
        "--urval", type=int, help="så många ändringar ur varje mapp; annars " + ", ".join(f"{n} i {room}" for room, n in SAMPLE.items())
    )
    reader.add_argument("--alla", action="store_true", help="alla ändringar (många timmar)")
    reader.add_argument(
        "--om",
        type=lambda text: Path(text).resolve(),
        help="prövar det som överlevde enligt en tidigare logg, och ett urval därtill om --urval anges",
    )
    reader.add_argument("--prov", action="append", help="bara dessa filer med prov, för koden (kan upprepas)")
    reader.add_argument(
        "--karta", type=lambda text: Path(text).resolve(), help="vilka rader proven kör: skrivs i filen, eller läses ur den om den finns"
    )
    reader.add_argument("--frö", dest="fro", type=int, default=1, help="urvalets frö (1)")
    reader.add_argument("--logg", type=lambda text: Path(text).resolve(), help="skriver varje utfall i filen, en JSON-rad var")
    asked = reader.parse_args()
    wanted = asked.modul or list(SAMPLE)
    asked.rum = [room for room in SAMPLE if any(module.partition("/")[0] == room for module in wanted)]
    asked.valda = tuple(wanted)
    asked.nycklar = sorted(survivors_in(asked.om)) if asked.om else None
    return asked


@contextmanager
def _copies(number: int) -> Iterator[list[Path]]:
    """Copies of the project: in each one thing at a time is changed, also on disk."""
    with tempfile.TemporaryDirectory(prefix="regelspar-mutation-") as place:
        copies = [Path(place) / str(one) for one in range(number)]
        for copy in copies:
            copy.mkdir()
            for name in COPIED:
                source, ignored = ROOT / name, shutil.ignore_patterns("__pycache__")
                shutil.copytree(source, copy / name, ignore=ignored) if source.is_dir() else shutil.copy2(source, copy / name)
            compile_dir(copy, quiet=1)  # or every command that a test starts would
        yield copies


def _hear(session: Session, copies: Sequence[Path], works: Sequence[str], asked: argparse.Namespace) -> None:
    """Have each work done in a copy of its own, all at once, and take down what they tell."""
    rows: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
    plain = {name: value for name, value in vars(asked).items() if not isinstance(value, Path)}
    with ThreadPoolExecutor(len(works)) as pool:
        done = [pool.submit(_work, copy, work, plain, rows) for copy, work in zip(copies, works, strict=False)]
        left = len(done)
        while left:
            row = rows.get()
            if row is None:
                left -= 1
            else:
                session.hear(row)
        for one in done:
            one.result()


def _work(copy: Path, work: str, asked: dict[str, Any], rows: SimpleQueue[dict[str, Any] | None]) -> None:
    """One work in a process of its own; its last row is empty, for what it started may hold the pipe open."""
    reading, writing = os.pipe()
    own = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1", "REGELSPAR_CASES": "120"}
    command = [sys.executable, "tests/mutation_worker.py", str(writing), json.dumps(asked), *work.split(" ")]
    try:
        with subprocess.Popen(command, cwd=copy, env=own, pass_fds=[writing]) as process:
            os.close(writing)
            with os.fdopen(reading, encoding="utf-8") as told:
                for line in told:
                    if not (row := json.loads(line)):
                        break
                    rows.put(row)
        if process.returncode:
            raise SystemExit(f"{work}: avslutades med {process.returncode}")
    finally:
        rows.put(None)


if __name__ == "__main__":
    sys.exit(main())
