"""The rows of the store that a JSON form gives."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from checker.batch.schema import COLUMNS

Row = tuple[str | int | None, ...]


@dataclass(frozen=True)
class Rows:
    """What is told of the run itself, by column, and the rows of each other table."""

    run: Mapping[str, str]
    tables: Mapping[str, tuple[Row, ...]] = field(repr=False)


def rows_of(values: Mapping[str, Any]) -> Rows:
    """The rows of one check; `values` is the whole form with its digests."""
    organisation, digest = values["organisation"], values["digest"]
    run = {
        "name": organisation["name"],
        "kind": values["kind"],
        "as_of": values["as_of"],
        "version": values["version"],
        "rules": digest["rules"],
        "facts": digest["facts"],
        "trace": digest["trace"],
    }
    whose = {"organisation": organisation["id"], "year": values["year"]}
    return Rows(run, {table: _table(table, values[table], whose) for table in COLUMNS if table != "runs"})


def _table(table: str, entries: Iterable[Mapping[str, Any]], whose: Mapping[str, Any]) -> tuple[Row, ...]:
    return tuple(sorted(tuple(_cell({**whose, **entry}[column]) for column in COLUMNS[table]) for entry in entries))


def _cell(value: Any) -> str | int | None:
    """A list as JSON, a truth as 0 or 1, all else as it is."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return int(value) if isinstance(value, bool) else value
