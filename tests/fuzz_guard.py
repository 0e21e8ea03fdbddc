"""One hostile case in a process that is watched: what it answered, how long and how much memory it took, and what it touched."""

from __future__ import annotations

import io
import os
import re
import resource
import sys
import tempfile
import time
import traceback
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checker import cli

MOST_SECONDS = 5  # of processor time for a case
KILLED_AFTER = 20  # seconds: what C code alone is busy with is not stopped in any other way
MORE_MEMORY = 1 << 30  # bytes beside what the process had
ACCEPTED, REFUSED = frozenset({0, 1, 3}), 2

ACCEPTED_AS, REFUSED_AS, SLOW, CRASHED = "lästa", "nekade", "över tiden", "krascher"

_TOLD = re.compile(r"(?:check: )?(?:.*: |--satt .*: )?hittade .+; väntade .+; gör så här: .+|(?:check: )?\.\.\. .+", re.DOTALL)
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_TRACEBACK = re.compile(r'Traceback|File ".*", line \d|[a-z]Error\b')
_MIB = 1 << 20
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
# which argument is the path, and which the open folder that it is counted from
_CHANGES = {
    "os.mkdir": (0, 2), "os.rename": (1, 3), "os.remove": (0, 1), "os.rmdir": (0, 1), "os.link": (1, 3), "os.symlink": (1, 2), "os.chmod": (0, 2),
    "os.truncate": (0, None),
}  # fmt: skip
_NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.bind", "urllib.Request")


@dataclass
class Answer:
    """What became of a case."""

    outcome: str
    seconds: float = 0
    megabytes: int = 0
    faults: list[str] = field(default_factory=list)
    said: str = ""


class Watch:
    """Notes what the process changes outside the folders it was given, and whatever it asks of a network."""

    def __init__(self) -> None:
        self.place: Path | None = None
        self.faults: list[str] = []
        sys.addaudithook(self._heard)

    def _heard(self, event: str, args: tuple[Any, ...]) -> None:
        if self.place is None:
            return
        if event in _NETWORK:
            self.faults.append(f"nätverk: {event}")
        elif event == "open" and _writes(args[1], args[2]):
            self._changed(args[0])
        elif event in _CHANGES:
            path, folder = _CHANGES[event]
            self._changed(args[path], -1 if folder is None else args[folder])

    def _changed(self, path: Any, folder: int = -1) -> None:
        if not isinstance(path, (str, bytes, os.PathLike)):
            return
        at = os.path.realpath(Path(f"/proc/self/fd/{folder}" if folder >= 0 else "") / os.fsdecode(path))
        if not at.startswith((str(self.place), f"{tempfile.gettempdir()}/regelspar-", "/dev/null")):
            self.faults.append(f"skriver utanför mappen: {at}")


def _writes(mode: Any, flags: Any) -> bool:
    return bool(set(mode or "") & set("wax+")) or bool(isinstance(flags, int) and flags & _WRITING)


def tried(watch: Watch, place: Path, args: list[str]) -> Answer:
    """The command carried out on the case, in the folder; every promise that it broke is a fault."""
    out, err = _stream(), _stream()
    _reset_peak()
    with _limits():
        before, watch.place, watch.faults = _spent(), place, []
        with redirect_stdout(out), redirect_stderr(err):
            code, broke = _code(args)
        watch.place, spent = None, _spent() - before
    answer = Answer(ACCEPTED_AS if code in ACCEPTED else REFUSED_AS, spent, _peak())
    answer.faults = [*broke, *watch.faults, *_faults(code, _text(out), _text(err))]
    answer.said = _text(err)[:400]
    answer.outcome = CRASHED if answer.faults else SLOW if spent > MOST_SECONDS else answer.outcome
    return answer


def _spent() -> float:
    """Seconds of processor time, with those of processes that were started and have ended."""
    return sum(os.times()[:4])


def _code(args: list[str]) -> tuple[int, list[str]]:
    """The exit code, and what was raised through the command line if anything was."""
    try:
        return cli._guarded(lambda: cli._carried_out(args)), []
    except BaseException:  # noqa: BLE001 - whatever it is, it is what is looked for
        return 70, [traceback.format_exc()[-600:]]


def _faults(code: int, out: str, err: str) -> list[str]:
    # as a CSV begins and as its lines end; and JSON carries a fact file sign by sign, also the one that some begin with
    found, out = [], out.removeprefix("\ufeff").replace("\r\n", "\n").replace('"\ufeff', '"')
    if code not in ACCEPTED and code != REFUSED:
        found.append(f"slutkod {code}: {err[:300]}")
    if code == REFUSED and (odd := [line for line in err.strip("\n").split("\n") if not _TOLD.fullmatch(line)]):
        found.append(f"felet säger inte vad som hittades, väntades och görs: {odd[0][:200]!r}")
    if _TRACEBACK.search(err) and code != REFUSED:
        found.append(f"spår från Python: {err[:200]!r}")
    streams = (("standard ut", out), ("standard fel", err))
    found += [f"styrtecken på {name}: {hit.group()!r}" for name, text in streams if (hit := _CONTROL.search(text))]
    if code == REFUSED and out:
        found.append(f"något på standard ut trots slutkod 2: {out[:100]!r}")
    return found


def _stream() -> io.TextIOWrapper:
    """As checker.output makes the real ones."""
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace", newline="\n")


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode("utf-8") if isinstance(stream.buffer, io.BytesIO) else ""


class _limits:  # noqa: N801 - reads as the word it is
    """No more memory than the process has and MORE_MEMORY; the system ends it when the time is far past."""

    def __enter__(self) -> None:
        self.memory = resource.getrlimit(resource.RLIMIT_AS)
        held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (held + MORE_MEMORY, self.memory[1]))
        self.time = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + KILLED_AFTER, self.time[1]))

    def __exit__(self, *_: object) -> None:
        resource.setrlimit(resource.RLIMIT_AS, self.memory)
        resource.setrlimit(resource.RLIMIT_CPU, self.time)


def _reset_peak() -> None:
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak() -> int:
    """The most memory since the peak was reset, in MiB; since the process began where the system does not reset it."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 // _MIB
