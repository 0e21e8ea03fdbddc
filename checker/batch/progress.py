"""How far the work has come, on standard error: a bar with the time left on a terminal, elsewhere nothing until the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

TITLE = "Prövar"


@contextmanager
def shown(number: int) -> Iterator[Callable[[int], None]]:
    """Gives a function to call when a check is done, with how many could not be read or were not whole so far."""
    if not number or not sys.stderr.isatty():
        yield _nothing
        return
    with _bar(number) as advance:
        yield advance


@contextmanager
def _bar(number: int) -> Iterator[Callable[[int], None]]:
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it, and it is a fifth of the start
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(separator=" av "), TimeRemainingColumn(), TextColumn("kvar"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(TITLE, total=number)

        def advance(stopped: int) -> None:
            progress.update(task, advance=1, description=f"{TITLE}, {stopped} gav inget resultat" if stopped else TITLE)

        yield advance


def _nothing(stopped: int) -> None:
    """A pipe or a file is told at the end."""
