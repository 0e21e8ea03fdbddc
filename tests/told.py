"""What the product says of a year, as rows to hold against the evaluator: from a report, or from the results of `check alla`."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from reports.report import Report

Key = tuple[str, int]


class ToldRating(NamedTuple):
    """What is told of a rated node."""

    id: str
    rating: str
    possible: tuple[str, ...]
    claimed: str | None
    verdict: str | None
    direction: str | None
    evidence: str | None
    own_word_only: bool
    reason: str | None


class ToldTie(NamedTuple):
    """What is told of a tie."""

    id: str
    status: str
    material: str | None


class ToldFinding(NamedTuple):
    """What is told of a finding."""

    kind: str
    about: tuple[str, ...]


class Told(NamedTuple):
    """All that is compared of a year."""

    ratings: tuple[ToldRating, ...]
    ties: tuple[ToldTie, ...]
    findings: tuple[ToldFinding, ...]


def of_report(report: Report) -> Told:
    """The rows of a report."""
    return Told(
        tuple(ToldRating(*(getattr(row, name) for name in ToldRating._fields)) for row in report.ratings),
        tuple(ToldTie(tie.id, tie.status, tie.material) for tie in report.ties),
        tuple(ToldFinding(found.kind, found.about) for found in report.findings),
    )


def of_form(form: dict[str, Any]) -> Told:
    """The rows of a JSON form."""
    return Told(
        tuple(ToldRating(**{name: _listed(row[name]) for name in ToldRating._fields}) for row in form["ratings"]),
        tuple(ToldTie(tie["id"], tie["status"], tie.get("material")) for tie in form["ties"]),
        tuple(ToldFinding(found["kind"], tuple(found["about"])) for found in form["findings"]),
    )


def _listed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def of_results(folder: Path) -> Iterator[tuple[Key, Told | str]]:
    """Every check that `check alla` kept in the folder, or what is wrong with it: its error, or a file that says something else."""
    store = sqlite3.connect(f"file:{folder / 'resultat.sqlite'}?mode=ro", uri=True)
    try:
        runs = store.execute("SELECT organisation, year, error, file, sha256 FROM runs ORDER BY 1, 2").fetchall()
        for organisation, year, error, file, digest in runs:
            key = (str(organisation), int(year))
            told = _kept(store, key) if error is None else f"check alla: {error}"
            yield key, told if isinstance(told, str) else _as_in_file(folder / str(file), str(digest), told)
    finally:
        store.close()


def _kept(store: sqlite3.Connection, key: Key) -> Told:
    where = "WHERE organisation = ? AND year = ?"
    rated = store.execute(f"SELECT {', '.join(ToldRating._fields)} FROM ratings {where}", key)
    ratings = (ToldRating(*row)._replace(possible=tuple(json.loads(row[2])), own_word_only=bool(row[7])) for row in rated)
    ties = (ToldTie(*row) for row in store.execute(f"SELECT id, status, material FROM ties {where}", key))
    findings = (ToldFinding(kind, tuple(json.loads(about))) for kind, about in store.execute(f"SELECT kind, about FROM findings {where}", key))
    return Told(tuple(ratings), tuple(ties), tuple(findings))


def _as_in_file(path: Path, digest: str, told: Told) -> Told | str:
    """What the store tells, where the file of the same check has the checksum that the store gives and tells the same."""
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != digest.removeprefix("sha256:"):
        return f"{path.name} har en annan kontrollsumma än resultat.sqlite"
    same = [sorted(map(repr, rows)) for rows in told] == [sorted(map(repr, rows)) for rows in of_form(json.loads(content))]
    return told if same else f"{path.name} säger något annat än resultat.sqlite"
