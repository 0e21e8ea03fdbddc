"""Runs that kill themselves (SIGKILL) at the k-th step of writing: as a script, it carries out a real command for each line that it is given.

The command runs in a process of its own until it begins to write; there it is forked once for each wanted step, each going on in a folder of
its own to its end or to that step. A step is a line of Python in the modules that write, and each part of a file: contents are written in
small parts, so that steps fall before, within and after writing, waiting for the disc and giving names. Step 0 is none: the steps are counted.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

import checker.commands.rating
import checker.importing
import checker.newyear
import checker.pipeline
import reports.json_form
from checker import cli, drafts, holding, output, sealing, signing, storing, undoing

BROUGHT_IN = (checker.commands.rating, checker.importing, checker.newyear, checker.pipeline, reports.json_form, sealing, signing)
WRITING = {module.__file__ for module in (drafts, holding, storing, undoing)}
PARTS = 5
TOLD = os.dup(1)


class Steps:
    """Counts the steps, and ends the process at the one that is wanted."""

    def __init__(self, last: int, pause: int) -> None:
        self.taken, self.last, self.pause = 0, last, pause

    def take(self) -> None:
        self.taken += 1
        if self.taken == self.last:
            os.kill(os.getpid(), signal.SIGKILL)
        if self.pause:
            time.sleep(self.pause / 1000)

    def within(self, frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            self.take()
        return self.within

    def entered(self, frame: FrameType, event: str, _: Any) -> Any:
        return self.within if frame.f_code.co_filename in WRITING else None


class Wanted(NamedTuple):
    """A line of input: where the command begins, its arguments, steps with the folder of each, and how it is done.

    `pause`: milliseconds at each step; `meet`: what this run and another are called, who begin to write in each
    folder at the same time.
    """

    folder: str
    arguments: list[str]
    points: list[tuple[int, str]]
    pause: int = 0
    meet: tuple[str, str] | None = None


def told(*values: object) -> None:
    os.write(TOLD, json.dumps(values).encode() + b"\n")


def carried_out(wanted: Wanted) -> None:
    """The command, in this process, which it ends."""
    silent = os.open(os.devnull, os.O_RDWR)
    for number in (1, 2):
        os.dup2(silent, number)
    os.chdir(wanted.folder)
    sys.argv = ["check", *wanted.arguments]
    for module in (output, signing):
        for name in ("store", "store_folder"):
            if hasattr(module, name):
                setattr(module, name, lambda *given, name=name: forked(getattr(storing, name), given, wanted))
    cli.program()


def forked(write: Callable[..., None], given: tuple[object, ...], wanted: Wanted) -> None:
    """Go on in a process for each point; this one ends when they have."""
    for last, folder in wanted.points:
        read, counting = os.pipe()
        if not (child := os.fork()):
            os.chdir(folder)
            if wanted.meet:
                meet(*(Path(f"{folder}-{name}") for name in wanted.meet))
            watch(Steps(last, wanted.pause), counting)
            write(*given)
            return
        os.close(counting)
        told("began", child)
        _, status = os.waitpid(child, 0)
        with os.fdopen(read, "rb") as counted:
            told(int(counted.read() or 0), os.waitstatus_to_exitcode(status))
    os._exit(0)


def meet(mine: Path, other: Path) -> None:
    """Wait until the other run is about to write too."""
    mine.touch()
    while not other.exists():
        time.sleep(0.001)


def watch(steps: Steps, counting: int) -> None:
    """Count from here on, and tell how many it was when the process ends."""
    write, leave = os.write, os._exit

    def in_parts(handle: int, content: Any) -> int:
        return write(handle, content[: max(1, len(content) // PARTS)])

    def ended(code: int) -> None:
        sys.settrace(None)
        write(counting, str(steps.taken).encode())
        leave(code)

    os.write, os._exit = in_parts, ended  # type: ignore[assignment]
    sys.settrace(steps.entered)


def main() -> None:
    """A process of its own for each line: forked, so that what it needs is brought in once."""
    for line in sys.stdin:
        if not (child := os.fork()):
            carried_out(Wanted(*json.loads(line)))
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
