"""`resultat.sqlite`: written whole in the order of its keys, so that the same results are the same bytes, and read again by the next run."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker import output
from checker.batch.rows import Row, Rows
from checker.batch.schema import APPLICATION, COLUMNS, FORM, TABLES
from checker.usage import WrongUsage

STORE = "resultat.sqlite"
DAMAGED = (sqlite3.Error, UnicodeError, TypeError)  # what a store raises whose bytes were changed: SQLite's own words can hold them too
_EXPECTED = f"en {STORE} som check alla har skrivit"
_PAGE = 4096
_OTHERS = tuple(table for table in COLUMNS if table != "runs")
_BATCH = ("planned", "done")
_RUN = (*COLUMNS["runs"], "row_digest")

_ID = re.compile(r"[a-z0-9_-][a-z0-9_.-]*")  # not "..", nor any other name that leads elsewhere

Key = tuple[str, int]


def result_name(organisation: str, year: int) -> str:
    """The name of a result's file in the folder: of an id, so that it cannot lead out of it."""
    return f"{organisation}/{year:d}.json"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the store has of a check that gave a result: of what input it is, and where its file lies with which checksum."""

    input: str
    file: str
    sha256: str


class Store:
    """The results of a run as they come, in a database of its own that no other sees and that is gone with the process."""

    def __init__(self) -> None:
        self._made = sqlite3.connect("", isolation_level=None)
        _prepare(self._made)

    def close(self) -> None:
        """Let go of what was not written."""
        self._made.close()

    def add(self, run: Mapping[str, Any], rows: Rows | None) -> None:
        """Add a check: what is known of it, and what the result told where there is one."""
        told = dict[str, Any](dict.fromkeys(_RUN)) | dict(run) | dict(rows.run if rows else {})
        tables = {table: rows.tables[table] if rows else () for table in _OTHERS}
        line = tuple(told[column] for column in COLUMNS["runs"])
        self._insert(line, tables)

    def keep(self, old: OldStore, key: Key) -> int | None:
        """Take over a check from the last run's store, and give its exit code; None where its rows are not those that were written."""
        line, tables, digest = old.rows_of(key)
        if digest != _digest(line, tables):
            return None
        self._insert(line, tables)
        return int(line[COLUMNS["runs"].index("exit_code")] or 0)

    def write(self, target: Path, planned: int) -> None:
        """Write the store, complete or not at all."""
        with _room_for(target.name):
            self._made.execute("INSERT INTO batch SELECT ?, count(*) FROM runs", (planned,))
            output.put_made(target, self._copy_to)

    def read(self) -> sqlite3.Connection:
        """The results so far, to be told of."""
        return self._made

    def _insert(self, line: Row, tables: Mapping[str, tuple[Row, ...]]) -> None:
        with _room_for(STORE):
            self._made.execute("BEGIN")
            self._made.execute(_inserting("runs", _RUN), (*line, _digest(line, tables)))
            for table, rows in tables.items():
                self._made.executemany(_inserting(table, COLUMNS[table]), rows)
            self._made.execute("COMMIT")

    def _copy_to(self, draft: Path) -> None:
        with closing(sqlite3.connect(draft, isolation_level=None)) as whole:
            _prepare(whole)
            whole.execute("BEGIN")
            for table, columns in (("batch", _BATCH), ("runs", _RUN), *((other, COLUMNS[other]) for other in _OTHERS)):
                order = ", ".join(("organisation", "year", columns[2]) if table in _OTHERS else columns[:2])
                rows = self._made.execute(f"SELECT {_listed(columns)} FROM {table} ORDER BY {order}")  # noqa: S608 - our own names
                whole.executemany(_inserting(table, columns), rows)
            whole.execute("COMMIT")


class OldStore:
    """The store that the last run left. Nothing in it is believed that does not agree with its own digest."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        found = connection.execute("SELECT organisation, year, input, file, sha256 FROM runs WHERE exit_code IN (0, 1, 3)").fetchall()
        types = [str, int, str, str, str]
        recorded = {(row[0], row[1]): Recorded(*row[2:]) for row in found if [*map(type, row)] == types and _ID.fullmatch(row[0])}
        self.recorded = {key: one for key, one in recorded.items() if one.file == result_name(*key)}

    def rows_of(self, key: Key) -> tuple[Row, dict[str, tuple[Row, ...]], str]:
        """The run, its rows in the other tables, and the digest that they were written with."""
        (*line, digest), *_ = self._selected("runs", _RUN, key)
        return tuple(line), {table: tuple(self._selected(table, COLUMNS[table], key)) for table in _OTHERS}, str(digest)

    def _selected(self, table: str, columns: tuple[str, ...], key: Key) -> Iterator[Row]:
        query = f"SELECT {_listed(columns)} FROM {table} WHERE organisation = ? AND year = ? ORDER BY 1, 2, 3"  # noqa: S608 - our own names
        return iter(self._connection.execute(query, key).fetchall())


def opened(file: Path) -> sqlite3.Connection:
    """The store opened to be read and no more. Raises WrongUsage for a file that is none, or of another form."""
    connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    try:
        application, form = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
        for table, columns in (("batch", _BATCH), ("runs", _RUN), *COLUMNS.items()) if (application, form) == (APPLICATION, FORM) else ():
            connection.execute(f"SELECT {_listed(columns)} FROM {table} LIMIT 0")  # noqa: S608 - our own names
    except DAMAGED:
        connection.close()
        raise damaged(file) from None
    if (application, form) == (APPLICATION, FORM):
        return connection
    connection.close()
    if application == APPLICATION:
        raise OtherForm(f'"{file}" i form {form}', f"form {FORM}", "kör check alla igen, så skrivs den i den här versionens form")
    raise WrongUsage(f'"{file}", som inte är en sådan fil', _EXPECTED, "välj en annan mapp, eller flytta filen")


def damaged(file: Path) -> WrongUsage:
    """That the file cannot be read as a store."""
    return WrongUsage(f'"{file}", som inte är en sådan fil eller är skadad', _EXPECTED, "välj en annan mapp, eller ta bort filen")


class OtherForm(WrongUsage):
    """The store is ours, but of another version's form."""


@contextmanager
def _room_for(name: str) -> Iterator[None]:
    """Raises WrongUsage where the disk has no room, for the file or for what it is made of."""
    try:
        yield
    except sqlite3.OperationalError as error:
        found = f'filen "{name}", som inte kunde skrivas ({error.sqlite_errorname})'
        raise WrongUsage(found, "en plats som går att skriva på", "välj en annan mapp eller frigör utrymme") from None


def _prepare(connection: sqlite3.Connection) -> None:
    """An empty store whose bytes depend on its rows alone."""
    for pragma in (f"page_size = {_PAGE}", "journal_mode = OFF", "synchronous = OFF", f"application_id = {APPLICATION}", f"user_version = {FORM}"):
        connection.execute(f"PRAGMA {pragma}")
    connection.executescript(TABLES)


def _inserting(table: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({_listed(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - our own names


def _listed(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _digest(line: Row, tables: Mapping[str, tuple[Row, ...]]) -> str:
    told = json.dumps([line, *([table, tables[table]] for table in _OTHERS)], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()
