"""What stopped a command, as an exit code and a text in Swedish: no error ever shows a traceback."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from checker.outcome import BAD_INPUT, INTERNAL
from checker.session import RunFailed
from checker.usage import UsageError, WrongUsage, cause, told
from facts.errors import BadInput
from reports.plaintext import visible


def stopped(error: Exception) -> tuple[int, str]:
    """The exit code and the text of whatever stopped the work; what a terminal would obey is shown as its code."""
    return next((code, say(error)) for kinds, say, code in _STOPS if isinstance(error, kinds))


def shown(text: str) -> str:
    """A text of lines in which every sign is seen: a file may hold what a terminal would obey."""
    return "\n".join(map(visible, text.split("\n")))


def _every(error: BadInput) -> str:
    """Each mistake on a line of its own, also where what was found holds line breaks."""
    return "\n".join(visible(str(one)) for one in error.errors)


def _one_line(say: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda error: visible(say(error))


def _failed(error: RunFailed) -> str:
    """Why the run was not whole: a second rating that differs is told on a line for each difference."""
    return shown(f"internt fel, ingenting har bedömts: {error}")


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
    (BadInput, _every, BAD_INPUT),
    (WrongUsage, _one_line(str), BAD_INPUT),
    (UsageError, _one_line(told), BAD_INPUT),
    (ImportError, _one_line(_not_installed), INTERNAL),
    (OSError, _one_line(_out_of_reach), BAD_INPUT),
    (RunFailed, _failed, INTERNAL),
    (Exception, _one_line(_internal), INTERNAL),
)
