"""What is wrong with a question in SQL, in Swedish: SQLite's own words are English."""

from __future__ import annotations

import re
from collections.abc import Callable

from checker.batch.meanings import MEANINGS
from checker.batch.questions import QUESTIONS
from checker.usage import NAME, WrongUsage
from facts.errors import advice
from reports.plaintext import visible

_LONGEST = 60
_SEE = f"se tabeller, kolumner och färdiga frågor med {NAME} fraga"
_TABLES = tuple(MEANINGS)
_COLUMNS = tuple(sorted({column for _, columns in MEANINGS.values() for column in columns}))
_SMALLER = "gör frågan mindre, till exempel med WHERE eller LIMIT"

Words = tuple[str, str, str]


def wrong_question(sql: str, error: Exception) -> WrongUsage:
    """What was found, what was expected and what to do."""
    if isinstance(error, MemoryError | OverflowError):
        return WrongUsage(*_too_much(""))
    if isinstance(error, UnicodeError):
        return WrongUsage("en fråga med tecken som inte är text", "text i UTF-8", "skriv om frågan")
    if not sql.strip(" \t\n;"):
        return WrongUsage("en tom fråga", "en fråga i SQL, eller en fråga med namn", _SEE)
    if sql.isidentifier() and sql.islower():
        return WrongUsage(*_no_question(sql))
    for pattern, words in _WORDS:
        if found := re.search(pattern, str(error)):
            return WrongUsage(*words(visible(found[found.lastindex or 0], _LONGEST)))
    return WrongUsage(f"en fråga som SQLite inte kan utföra ({visible(str(error), _LONGEST * 2)})", "en fråga i SQL", f"rätta den; {_SEE}")


def _no_question(name: str) -> Words:
    return f'den okända frågan "{name}"', f"en fråga i SQL, eller någon av {', '.join(QUESTIONS)}", advice(name, QUESTIONS, _SEE)


def _no_table(name: str) -> Words:
    return f'den okända tabellen "{name}"', f"någon av {', '.join(_TABLES)}", advice(name, _TABLES, _SEE)


def _no_column(name: str) -> Words:
    bare = name.rpartition(".")[2]
    return f'den okända kolumnen "{name}"', "en kolumn i frågans tabeller", advice(bare, _COLUMNS, _SEE)


def _ambiguous(name: str) -> Words:
    return f'kolumnen "{name}", som finns i flera av tabellerna', "tabellen före kolumnen", f"skriv som i: ratings.{name}"


def _syntax(near: str) -> Words:
    return f'"{near}" där det inte kan stå', "en fråga i SQL, som SELECT id, rating FROM ratings", f"rätta frågan; {_SEE}"


def _unfinished(_: str) -> Words:
    return "en fråga som inte är slut", "en hel fråga i SQL", "skriv resten, och avsluta varje parentes och citat"


def _no_function(name: str) -> Words:
    return f'den okända funktionen "{name}"', "en av SQLites egna funktioner", "rätta namnet"


def _writing(_: str) -> Words:
    return "en fråga som gör annat än att läsa tabellerna", "SELECT, eller WITH och SELECT", f"skriv frågan så; {_SEE}"


def _several(_: str) -> Words:
    return "flera frågor på en gång", "en fråga", "ställ dem var för sig"


def _too_much(_: str) -> Words:
    return "en fråga som tar mer arbete eller minne än den får", "en fråga som tar slut", _SMALLER


def _parameters(_: str) -> Words:
    return "en fråga med platser att fylla i (? eller :namn)", "en fråga där värdena står utskrivna", "skriv värdena i frågan"


_WORDS: tuple[tuple[str, Callable[[str], Words]], ...] = (
    (r"no such table: (.+)", _no_table),
    (r"no such column: \"?([^\" ]+)", _no_column),
    (r"ambiguous column name: (.+)", _ambiguous),
    (r"no such function: (.+)", _no_function),
    (r"near \"(.*)\": syntax error", _syntax),
    (r"unrecognized token: \"(.*)\"", _syntax),
    (r"incomplete input", _unfinished),
    (r"not authorized|authorization denied|prohibited|attempt to write|readonly|cannot (?:start|commit|VACUUM)|no transaction", _writing),
    (r"one statement at a time", _several),
    (r"interrupted|too big|out of memory|too (?:many|deep|complex)|parser stack overflow", _too_much),
    (r"[Ii]ncorrect number of bindings|did not supply a value for binding", _parameters),
)
