"""What runs in the engine's own process: it answers one request at a time until no one is left to ask.

A request is a year, the marks of its rules, the phases, the facts and who is a member of what; an answer is what the engine
held, what was derived and what fired. Whatever goes wrong and can be told is told; the rest the asking side sees by itself.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from checker.hosting.limits import AFTERWARDS
from checker.hosting.wire import framed, receive, send
from checker.session import Fields, RunFailed

if TYPE_CHECKING:
    from checker.parting import Parted

WHOLE, FAILED, NOT_INSTALLED, NO_MEMORY = "hel", "bruten", "saknas", "minne"
PREPARE = 0  # the number of a request that is not answered: the rules of a year are soon asked for


def main() -> NoReturn:
    """Serve on standard input and output, and end without a word: what is held back is another process's to write."""
    try:
        _own_signals()
        serve(*_own_files())
    except BaseException:  # noqa: BLE001 - it is seen from the other side, where it can be told
        os._exit(1)
    os._exit(0)


def serve(requests: int, answers: int) -> None:
    """Answer until nothing more is asked."""
    while (asked := receive(requests)) is not None:
        number, message = asked
        if number == PREPARE:
            prepare(*message)
            continue
        try:
            raw = framed(number, answered(*message))
        except MemoryError:
            raw = framed(number, (NO_MEMORY,))
        send(answers, raw)


def prepare(year: int, marks: Sequence[str]) -> None:
    """Compile the rules while the facts are being read. What is wrong with them is told when they are asked for."""
    try:
        engine_of(year, frozenset(marks))
    except Exception:  # noqa: BLE001 - no one listens yet
        return


def answered(seconds: int, memory: int, request: tuple[Any, ...]) -> tuple[Any, ...]:
    """The answer to a request within its limits. Raises MemoryError."""
    _limit_memory(memory)
    _limit_time(seconds)
    try:
        return (WHOLE, *run(*request))
    except RunFailed as error:
        return FAILED, str(error)
    except ImportError as error:
        return NOT_INSTALLED, str(error)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the caller shall have it
        return FAILED, f"{type(error).__name__}: {error}"
    finally:
        _limit_time(0)


def run(
    year: int, marks: Sequence[str], schedule: Sequence[tuple[str, str]], facts: Sequence[Fields], parents: Mapping[str, str]
) -> tuple[list[str], bool, list[Fields], list[tuple[Any, ...]]]:
    """The ids that the engine held, whether it is empty afterwards, the derived facts, and the firings. Raises RunFailed."""
    engine = engine_of(year, frozenset(marks))
    session = engine.run(facts, schedule, parents)
    derived = [fact for name, fact in session.facts.items() if name in session.derived]
    firings = [tuple(firing) for firing in session.firings]
    return engine.held, engine.is_empty(), derived, firings


@lru_cache(maxsize=32)
def engine_of(year: int, marks: frozenset[str]) -> Parted:
    """The engine with the rules of a year, compiled once."""
    from checker.parting import Parted  # noqa: PLC0415 - with the engine, which this process alone imports
    from rules.catalogue import rules_of  # noqa: PLC0415

    return Parted(rules_of(year, marks))


# --- the process ----------------------------------------------------------------------------------------------------


def _own_signals() -> None:
    """Ctrl-C is for the asking side to tell, which then ends this one; any other signal does what it does to a process."""
    for number in signal.valid_signals() - {signal.SIGINT}:
        if callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _own_files() -> tuple[int, int]:
    """Where requests come and answers go. What the engine or the system prints goes nowhere: it would end up in an answer or a report."""
    requests, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.close(nothing)
    return requests, answers


def _limit_memory(memory: int) -> None:
    """So much more than is held already, where the system can keep to it."""
    try:
        import resource  # noqa: PLC0415 - not on every system

        held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except (ImportError, OSError):
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    limit = held + memory
    resource.setrlimit(resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def _limit_time(seconds: int) -> None:
    """The end of a run that outlives whoever asked for it; C code stops for nothing less. 0: no run is going on."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds and seconds + AFTERWARDS)
