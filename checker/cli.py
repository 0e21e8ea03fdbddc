"""The command line: flags → check → report → exit code, and nothing else."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from types import ModuleType

import typer

from checker import output
from checker.commands import rating
from checker.commands.options import HELP
from checker.outcome import MET
from checker.stops import stopped
from checker.usage import NAME, Group
from checker.version import VERSION

INTERRUPTED = 130


def whole() -> typer.Typer:
    """All commands together, in the order that the help tells them."""
    from checker.commands import comparing, importing, many, preclosing  # noqa: PLC0415 - a check of a year needs none of them

    return _together(rating, preclosing, importing, comparing, many)


def _together(*parts: ModuleType) -> typer.Typer:
    app = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, context_settings=HELP)
    app.registered_callback = rating.app.registered_callback
    app.registered_commands = [one for part in parts for one in part.app.registered_commands]
    return app


def main() -> None:
    """The entry point: carry out the command and exit with its code. No error ever shows a traceback."""
    output.speak_utf8()
    with output.open_streams():
        sys.exit(_guarded(lambda: _carried_out(sys.argv[1:])))


def program() -> None:
    """The installed command: main in a process of its own, whose facts live until it ends.

    Looking for rubbish among them, and taking them apart at the end, would each cost a tenth of the time.
    """
    gc.disable()
    try:
        main()
    except SystemExit as ended:
        output.flush()
        _end_engine()
        os._exit(int(ended.code or 0))


def _end_engine() -> None:
    """End the engine's process, where a command has started one: those that have not pay nothing for it."""
    asking = sys.modules.get("checker.hosting.asking")
    if asking:
        asking.engine_process().end()


def _carried_out(args: list[str]) -> int:
    if args[:1] == ["--version"]:
        output.say(f"Regelspår {VERSION}\n")
        return MET
    is_check = bool(args) and args[0].isdigit()  # `check 2020`: no other command can be meant
    command = typer.main.get_command(_together(rating) if is_check else whole())
    code = int(command.main(args, prog_name=NAME, standalone_mode=False) or MET)
    return _tell("avbrutet", code) if code == INTERRUPTED else code


def _guarded(work: Callable[[], int]) -> int:
    """The code of the work, or of what stopped it, told on standard error."""
    try:
        return work()
    except KeyboardInterrupt:
        return _tell("avbrutet", INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - whatever it is, nothing was judged, and that is what is said
        code, text = stopped(error)
        return _tell(text, code)


def _tell(text: str, code: int) -> int:
    output.tell(f"{NAME}: {text}\n")
    return code
