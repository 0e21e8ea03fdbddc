"""Help and errors of the command line in Swedish: typer's own words are English, so ours replace them here."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable
from typing import Any

from typer import BadParameter, Context
from typer.core import TyperCommand, TyperGroup

from facts.errors import advice
from reports.layout import filled, plain

WIDTH = 80
NAME = "check"
SHORTCUT = "kor"

UsageError: type[Any] = BadParameter.__mro__[1]  # the common base of every error of usage, wherever typer keeps it

EXIT_CODES = (
    ("0", "allt som bedöms är uppfyllt, inget påstående är motsagt, varje avstämning stämmer eller skiljer sig bara genom avrundning"),
    ("1", "minst en bedömning är ej eller delvis, minst ett påstående är motsagt, en avstämning avviker eller en åtgärd är försenad"),
    ("3", "inget av det under 1, men underlag saknas"),
    ("2", "kommandot är felskrivet eller uppgifterna kan inte läsas"),
    ("70", "internt fel; ingenting har bedömts"),
)
SHOWN_CODES = (("0", "det som efterfrågades är visat"), *EXIT_CODES[-2:])
VERIFIED_CODES = (
    ("0", "filen stämmer med sina uppgifter och regler, och med det som den jämförs med"),
    ("1", "filen avviker; den första skillnaden anges"),
    ("3", "det som kan prövas stämmer; filen är gjord med en annan version, och allt kan inte prövas"),
    ("2", "filen är inte en av våra, är skadad eller för stor, eller kommandot är felskrivet"),
    EXIT_CODES[-1],
)
DONE_CODES = (("0", "filen är skriven"), *EXIT_CODES[-2:])
WRITTEN_CODES = (("0", "filerna är skrivna, eller med --torr visade"), *EXIT_CODES[-2:])
BEFORE_CLOSING_CODES = (
    ("0", "inget av det som förfallit till och med dagen saknas, avviker eller är försenat"),
    (
        "1",
        "ett mål kan inte längre nås, ett påstående är motsagt, en avstämning avviker, eller kontroll, åtgärd eller återställandebeslut är försenat",
    ),
    ("3", "inget av det under 1, men underlag saknas för något som förfallit till och med dagen"),
    *EXIT_CODES[-2:],
)
ALL_CODES = (
    ("0", "varje prövning gav 0"),
    ("1", "minst en prövning gav 1, och ingen 2 eller 70"),
    ("3", "minst en prövning gav 3, och ingen 1, 2 eller 70"),
    ("2", "minst en organisations uppgifter kan inte läsas, och de andra är prövade; eller kommandot är felskrivet, och inget är prövat"),
    ("70", "internt fel; minst en prövning blev inte hel, och de andra är prövade"),
    ("130", "avbrutet; de resultat som är skrivna är hela, och nästa körning fortsätter där"),
)
_CODES = {
    SHORTCUT: EXIT_CODES, "bilaga": EXIT_CODES, "forkontroll": BEFORE_CLOSING_CODES, "delar": BEFORE_CLOSING_CODES,
    "alla": ALL_CODES, "verifiera": VERIFIED_CODES, "signera": DONE_CODES, "nyckel": DONE_CODES,
    "importera": WRITTEN_CODES, "nytt-ar": WRITTEN_CODES, "mall": DONE_CODES,
}  # fmt: skip


class WrongUsage(Exception):
    """The command cannot be carried out as written: what was found, what was expected, what to do."""

    def __init__(self, found: str, expected: str, action: str) -> None:
        self._words = (found, expected, action)
        super().__init__(f"hittade {found}; väntade {expected}; gör så här: {action}")

    def __reduce__(self) -> tuple[type[WrongUsage], tuple[str, str, str]]:
        """How it comes from one process to another."""
        return type(self), self._words


def cause(error: OSError) -> str:
    """What the system says stopped it, as its code: the sentence that goes with it is in another language."""
    return errno.errorcode.get(error.errno or 0, type(error).__name__)


def unknown_id(wanted: str, year: int, near: Iterable[str], options: str = "") -> WrongUsage:
    """An id that the year's report does not have, with the nearest ones, or how to see them all with the options of the run."""
    named = ", ".join(near)
    expected = f"ett id ur {year} års rapport; {f'närmast ligger {named}' if named else 'inget id liknar det'}"
    return WrongUsage(f'det okända id:t "{wanted}"', expected, "skriv ett av dem" if named else f"se id:n med {NAME} {year}{options} --alla")


class _SwedishHelp:
    """Help laid out from the declared parameters, at a fixed width and in Swedish."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Usage, what the command does, its arguments and options, and the exit codes."""
        formatter.write(help_text(self, ctx))


class Command(_SwedishHelp, TyperCommand):
    """A command whose help is in Swedish."""


class Group(_SwedishHelp, TyperGroup):
    """The commands; what begins with a year or an option of `kor` is `kor`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments with `kor` put first where it was left out. Raises WrongUsage where there are none."""
        if not args:
            raise WrongUsage("inget årtal eller kommando", "ett årtal eller ett kommando", f"skriv som i: {NAME} 2020, eller läs {NAME} --help")
        own = {name for param in self.get_params(ctx) for name in param.opts}
        is_short = args[0].isdecimal() or (args[0].startswith("-") and args[0] not in own)
        return super().parse_args(ctx, [SHORTCUT, *args] if is_short else args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that was asked for. Raises WrongUsage with the nearest one when there is none."""
        if args[0] not in self.commands:
            action = advice(args[0], self.commands, f"läs {NAME} --help")
            raise WrongUsage(f'det okända kommandot "{args[0]}"', f"ett årtal eller något av {', '.join(self.commands)}", action)
        return super().resolve_command(ctx, args)


def help_text(command: Any, ctx: Context) -> str:
    """The help of a command or of the group."""
    parts = [f"Användning: {usage(command, ctx)}\n", _paragraph(command.help or "")]
    params = command.get_params(ctx)
    parts += _rows("Argument", ((param.metavar, param.help) for param in params if param.param_type_name == "argument"))
    parts += _rows("Flaggor", ((_option(param), _option_help(param)) for param in params if param.param_type_name == "option"))
    commands = getattr(command, "commands", {})
    parts += _rows("Kommandon", ((f"{name} {_arguments(one)}", one.help) for name, one in commands.items()))
    return "\n".join([*parts, *_rows("Slutkoder", EXIT_CODES if commands else _CODES.get(command.name, SHOWN_CODES))])


def usage(command: Any, ctx: Context) -> str:
    """How the command is written, on one line."""
    arguments = _arguments(command) if not hasattr(command, "commands") else "ÅR | KOMMANDO"
    return f"{ctx.command_path} [FLAGGOR] {arguments}"


def _arguments(command: Any) -> str:
    params = [param for param in command.params if param.param_type_name == "argument"]
    return " ".join(param.metavar if param.required else f"[{param.metavar}]" for param in params)


def _option(param: Any) -> str:
    return ", ".join(sorted(param.opts, key=len)) + (f" {param.metavar}" if param.metavar else "")


def _option_help(param: Any) -> str:
    return "visar den här texten" if "--help" in param.opts else param.help


def _paragraph(text: str) -> str:
    return plain(line for part in text.split("\n") for line in filled(part.strip(), WIDTH, [], ""))


def _rows(title: str, rows: Iterable[tuple[str, str]]) -> list[str]:
    told = list(rows)
    wide = max((len(name) for name, _ in told), default=0)
    lines = [line for name, says in told for line in filled(says, WIDTH, [(f"  {name:{wide}}  ", "")], " " * (wide + 4))]
    return [f"{title}:\n{plain(lines)}"] if told else []


def told(error: Any) -> str:
    """An error of usage in our words."""
    ctx = getattr(error, "ctx", None)
    where = f"läs {ctx.command_path} --help" if ctx else f"läs {NAME} --help"
    return str(WrongUsage(*_TOLD.get(type(error).__name__, _other)(error, where)))


def _missing(error: Any, where: str) -> tuple[str, str, str]:
    param = error.param
    name = "ett argument" if param is None else _option(param) if param.param_type_name == "option" else param.metavar
    return f"inget {name}", name, where


def _no_option(error: Any, where: str) -> tuple[str, str, str]:
    params = error.ctx.command.get_params(error.ctx) if error.ctx else ()
    known = [name for param in params if param.param_type_name == "option" for name in sorted(param.opts, key=len)]
    return f'den okända flaggan "{error.option_name}"', f"någon av {', '.join(known)}", advice(error.option_name, known, where)


def _bad_option(error: Any, where: str) -> tuple[str, str, str]:
    if "not take" in error.message:
        return f"ett värde efter {error.option_name}", f"{error.option_name} utan värde", f"ta bort värdet, eller {where}"
    return f"inget värde efter {error.option_name}", "ett värde", f"skriv ett värde efter {error.option_name}, eller {where}"


def _other(error: Any, where: str) -> tuple[str, str, str]:
    extra = re.search(r"argument(?:s|\(s\))? \((.*)\)$", getattr(error, "message", ""))
    found = f'"{extra[1]}", som är för mycket' if extra else "ett kommando som inte kan tolkas"
    return found, "inget mer" if extra else "ett kommando som i hjälpen", where


_TOLD = {"MissingParameter": _missing, "NoSuchOption": _no_option, "BadOptionUsage": _bad_option}
