"""Many organisations of the bundled facts under other names, and the command line over them."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from facts.loading import bundled_root

ROOT = Path(__file__).parents[1]
RUN = [sys.executable, "-c", "from checker.cli import program; program()"]
BUNDLED = bundled_root() / "sjuharad"

Done = subprocess.CompletedProcess[str]


def environment() -> dict[str, str]:
    """What a command is to have around it: nothing of the terminal that the tests are run from."""
    return {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "NO_COLOR", "FORCE_COLOR"}} | {"PYTHONPATH": str(ROOT)}


def run(*args: object, env: Mapping[str, str] | None = None, cwd: Path | None = None, seconds: int = 120) -> Done:
    """One command in a process of its own, without a terminal."""
    words, variables = [*RUN, *map(str, args)], environment() | dict(env or {})
    return subprocess.run(words, capture_output=True, text=True, encoding="utf-8", cwd=cwd, env=variables, timeout=seconds, check=False)


def started(*args: object) -> subprocess.Popen[str]:
    """A command that is left to run, in a session of its own."""
    words, pipe = [*RUN, *map(str, args)], subprocess.PIPE
    return subprocess.Popen(words, stdout=pipe, stderr=pipe, text=True, encoding="utf-8", env=environment(), start_new_session=True)


def organisation(root: Path, name: str, years: Iterable[int] = (2016, 2017)) -> Path:
    """The bundled organisation under another name, with some of its years."""
    folder = root / name
    folder.mkdir(parents=True)
    text = (BUNDLED / "organisation.yaml").read_text(encoding="utf-8").replace("id: sjuharad", f"id: {name}", 1)
    (folder / "organisation.yaml").write_text(text, encoding="utf-8")
    for year in years:
        shutil.copytree(BUNDLED / str(year), folder / str(year))
    return folder


def results(folder: Path) -> dict[str, bytes]:
    """Every file under the folder by its name, hidden ones too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "resultat.sqlite")) as connection:
        return connection.execute(query).fetchall()


def until(condition: Callable[[], Any], seconds: int = 60) -> Any:
    """What the condition gives when it first gives something."""
    for _ in range(seconds * 50):
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError("it never came")


def parent_of(pid: int) -> int:
    """The process that a process came from; 0 where there is no such process any more."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def descendants(pid: int) -> dict[int, str]:
    """The processes under a process with their command lines, as the system tells them."""
    parents: dict[int, int] = {}
    told: dict[int, str] = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(place.name)] = parent_of(int(place.name))
            told[int(place.name)] = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
    found, left = set[int](), {pid}
    while left:
        left = {one for one, parent in parents.items() if parent in left} - found
        found |= left
    return {one: told[one] for one in found if one in told}


def end_all(pid: int) -> None:
    """Whatever a session that a test started has left."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def alive(pid: int) -> bool:
    """Whether the process is there and not only waiting to be taken note of."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
