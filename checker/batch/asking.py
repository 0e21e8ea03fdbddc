"""A question to the store: one that reads and no more, within fixed limits of work and memory."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from functools import partial
from pathlib import Path

from checker.batch.apart import Ended, Expired, in_time
from checker.batch.mistakes import wrong_question
from checker.batch.questions import QUESTIONS
from checker.batch.schema import COLUMNS
from checker.batch.store import DAMAGED, STORE, damaged, opened
from checker.limits import little_memory
from checker.usage import NAME, WrongUsage
from reports.answer import Answer

MOST_STEPS = 100_000_000  # of SQLite's own machine: some seconds of work
MOST_SECONDS = 60
MOST_MEMORY = 256 << 20  # bytes that SQLite may hold
LONGEST = 1_000_000  # bytes of one value
LARGEST = 50_000_000  # signs of all values of an answer together
_STRIDE = 100_000
_READING = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
AMOUNTS = frozenset({"left", "right", "difference"})  # of ties
_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?", re.ASCII)
_UNSAFE = frozenset({"load_extension", "fts3_tokenizer"})


def store_of(place: Path) -> Path:
    """The store in the folder, or the file itself. Raises WrongUsage where there is none."""
    file = place / STORE if place.is_dir() else place
    if not file.is_file():
        expected = f"mappen efter -o i check alla, eller dess {STORE}"
        raise WrongUsage(f'ingen fil "{file}"', expected, f"kör {NAME} alla först, eller peka ut en annan med --i")
    return file


def missing_checks(connection: sqlite3.Connection) -> tuple[int, int] | None:
    """How many checks there are of how many that were to be made, where the run was interrupted. Raises TypeError for what are no numbers."""
    planned, done = connection.execute("SELECT planned, done FROM batch").fetchone() or (0, 0)
    if not (type(planned) is type(done) is int):
        raise TypeError
    return (done, planned) if done < planned else None


def answered(file: Path, question: str, most: int) -> tuple[Answer, tuple[int, int] | None]:
    """The answer to a question, in SQL or by name, with what is missing of an interrupted run. Raises WrongUsage for one that cannot be answered."""
    sql = QUESTIONS[question].sql if question in QUESTIONS else question
    try:
        return in_time(partial(_answered, file, sql, most), MOST_SECONDS)
    except Expired:
        raise wrong_question(sql, OverflowError()) from None
    except Ended:
        raise wrong_question(sql, MemoryError()) from None


def _answered(file: Path, sql: str, most: int) -> tuple[Answer, tuple[int, int] | None]:
    with closing(opened(file)) as connection:
        try:
            _compare_amounts(connection)
            lacking = missing_checks(connection)
        except DAMAGED:
            raise damaged(file) from None
        with _guarded(connection), little_memory():
            try:
                return _answer(connection, sql, most), lacking
            except (sqlite3.Error, sqlite3.Warning, MemoryError, OverflowError, UnicodeError) as error:
                raise wrong_question(sql, error) from None


def _compare_amounts(connection: sqlite3.Connection) -> None:
    """Amounts are exact text in the store: in a question they are compared and ordered as the numbers that they are, without rounding."""
    connection.execute("PRAGMA temp_store = FILE")  # before there is a view: it takes them all away
    connection.create_collation("belopp", _compared)
    columns = ", ".join(f'"{name}" COLLATE belopp AS "{name}"' if name in AMOUNTS else f'"{name}"' for name in COLUMNS["ties"])
    connection.execute(f"CREATE TEMP VIEW ties AS SELECT {columns} FROM main.ties")  # noqa: S608 - our own names


def _compared(one: str, other: str) -> int:
    first, second = _rank(one), _rank(other)
    return (first > second) - (first < second)


def _rank(text: str) -> tuple[int, Decimal, str]:
    """Numbers by size, before any other text."""
    return (0, Decimal(text), "") if _NUMBER.fullmatch(text) else (1, Decimal(0), text)


def _answer(connection: sqlite3.Connection, sql: str, most: int) -> Answer:
    cursor = connection.execute(sql)
    if cursor.description is None:
        raise sqlite3.DatabaseError("not authorized")
    columns = tuple(str(one[0]) for one in cursor.description)
    rows, size = list[tuple[object, ...]](), 0
    for row in cursor:
        rows.append(row)
        size += sum(len(value) for value in row if isinstance(value, str | bytes))
        if size > LARGEST:
            raise OverflowError
        if len(rows) > most:
            break
    return Answer(columns, tuple(rows[:most]), whole=len(rows) <= most)


@contextmanager
def _guarded(connection: sqlite3.Connection) -> Iterator[None]:
    """Nothing but reading, and an end to it."""
    for pragma in ("query_only = ON", "trusted_schema = OFF", f"hard_heap_limit = {MOST_MEMORY}"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.set_authorizer(_allowed)
    steps = iter(range(MOST_STEPS // _STRIDE))
    connection.set_progress_handler(lambda: next(steps, None) is None, _STRIDE)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


def _allowed(action: int, _first: str | None, second: str | None, _database: str | None, _trigger: str | None) -> int:
    is_function = action == sqlite3.SQLITE_FUNCTION and (second or "").lower() not in _UNSAFE
    return sqlite3.SQLITE_OK if action in _READING or is_function else sqlite3.SQLITE_DENY
