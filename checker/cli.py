"""The command line: flags → check → report → exit code, and nothing else."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import typer

from checker import output
from checker.commands import rating
from checker.commands.options import HELP
from checker.outcome import BAD_INPUT, INTERNAL, MET
from checker.usage import NAME, Group, UsageError, WrongUsage, cause, told
from checker.version import VERSION
from facts.errors import BadInput
from reports.plaintext import visible

INTERRUPTED = 130


def whole() -> typer.Typer:
    """All commands together, in the order that the help tells them."""
    from checker.commands import comparing, importing, preclosing  # noqa: PLC0415 - a check of a year needs none of them

    return _together(rating, preclosing, importing, comparing)


def _together(*parts: ModuleType) -> typer.Typer:
    app = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, context_settings=HELP)
    app.registered_callback = rating.app.registered_callback
    app.registered_commands = [one for part in parts for one in part.app.registered_commands]
    return app


def main() -> None:
    """The entry point: carry out the command and exit with its code. No error ever shows a traceback."""
    output.speak_utf8()
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
        os._exit(int(ended.code or 0))


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
        return next(_tell(say(error), code) for kinds, say, code in _STOPS if isinstance(error, kinds))


def _out_of_reach(error: OSError) -> str:
    found = f"en fil eller mapp som inte kan nås ({cause(error)})"
    return str(WrongUsage(found, "sökvägar som finns och kan läsas", "rätta sökvägen eller rättigheterna"))


def _not_installed(error: ImportError) -> str:
    found = f"ett paket som inte kan läsas in ({error})"
    action = (
        "installera en C-kompilator och Pythons header-filer (build-essential och python3-dev i Debian) och kör make; "
        "på Python 3.13 byggs durable-rules med CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject"
    )
    return f"ingenting har bedömts: hittade {found}; väntade en hel installation; gör så här: {action}"


def _internal(error: Exception) -> str:
    return f"internt fel, ingenting har bedömts: {type(error).__name__}: {error}"


_STOPS: tuple[tuple[Any, Callable[[Any], str], int], ...] = (
    ((BadInput, WrongUsage), str, BAD_INPUT),
    (UsageError, told, BAD_INPUT),
    (ImportError, _not_installed, INTERNAL),
    (OSError, _out_of_reach, BAD_INPUT),
    (Exception, _internal, INTERNAL),
)


def _tell(text: str, code: int) -> int:
    lines = "\n".join(map(visible, text.split("\n")))  # a file may hold what a terminal would obey
    sys.stderr.write(f"{NAME}: {lines}\n")
    return code
