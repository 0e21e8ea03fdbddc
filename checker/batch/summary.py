"""What the kept results of many checks say together: rows are read and counted, and nothing is judged.

Ids belong to their organisation, so what many have in common is found in two ways. By sort: the level and, of a contradicted claim,
what is claimed against what is shown; of missing evidence the reason, to which the question asked is one to one. These are the same
everywhere, and add up to all there is. By title: the level and the title, word for word, since laws, parts and many controls have the
same title in every organisation and a goal keeps its own over the years.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from reports.overview import BY_SORT, BY_TITLE, RATINGS, Checked, Frequent, Overview
from reports.swedish import AREA, LEVEL, RATING, REASON, word

_LAWS = ("BK-1", "BK-2", "BK-3")
_RESTORED = "uppfyllt"
_COUNTS = {
    "confirmed": "ratings WHERE verdict = 'bekraftat'",
    "confirmed_own_word": "ratings WHERE verdict = 'bekraftat' AND own_word_only",
    "contradicted": "ratings WHERE verdict = 'motsagt'",
    "unsupported": "ratings WHERE verdict = 'obestyrkt'",
    "ties": "ties WHERE true",
    "ties_deviating": "ties WHERE status = 'avvikelse'",
    "ties_missing": "ties WHERE status = 'underlag_saknas'",
    "missing": "missing WHERE true",
    "overdue": "findings WHERE kind = 'forsenad_atgard'",
    # a CROSS JOIN is made in the order written: each id once by the key, not each rating of the check by each id
    "contradicted_counts": """findings AS f WHERE kind = 'motsagt' AND NOT EXISTS (
        SELECT 1 FROM json_each(f.about) AS a CROSS JOIN ratings AS r
        ON r.organisation = f.organisation AND r.year = f.year AND r.id = a.value AND r.verdict = 'motsagt')""",
}
_COUNTED = "antal: det redovisade antalet avviker från vad underlaget visar"
_MISSING = """
SELECT m.organisation, m.year, r.level, r.area, r.reason, r.title FROM missing AS m LEFT JOIN ratings AS r
ON r.organisation = m.organisation AND r.year = m.year AND r.id = substr(m.fact, length('underlag:') + 1)
"""
_CONTRADICTED = "SELECT organisation, year, level, area, claimed, rating, title FROM ratings WHERE verdict = 'motsagt'"
_FOUND = "SELECT organisation, year, text FROM findings WHERE kind = 'aterstallande' ORDER BY organisation, year, id"
_RUNS = "SELECT organisation, year, name, exit_code, error, file FROM runs ORDER BY organisation, year"

Check = tuple[str, int]
Told = tuple[str, str, Check]  # kind, text, where


def overview_of(connection: sqlite3.Connection, version: str) -> Overview:
    """The overview of every check that is kept, by organisation and year."""
    runs = {(organisation, year): Checked(organisation, name, year, *rest) for organisation, year, name, *rest in connection.execute(_RUNS)}
    counts = {what: _numbers(connection, rows) for what, rows in _COUNTS.items()}
    goals, laws, found = _goals(connection), _laws(connection), _found(connection)
    checked = tuple(
        _with_counts(_with_laws(run, laws[check], found[check]), goals[check], {what: number[check] for what, number in counts.items()})
        for check, run in runs.items()
    )
    contradicted = [*_contradicted(connection), *_contradicted_counts(checked)]
    return Overview(version, checked, _frequent(contradicted), _frequent(_missing(connection)))


def _numbers(connection: sqlite3.Connection, rows: str) -> Counter[Check]:
    """How many of these rows each check has; the rows are named in this module alone."""
    asked = f"SELECT organisation, year, count(*) FROM {rows} GROUP BY organisation, year"  # noqa: S608
    return Counter({(organisation, year): number for organisation, year, number in connection.execute(asked)})


def _goals(connection: sqlite3.Connection) -> defaultdict[Check, tuple[int, int, int, int, int]]:
    """The goals of the activities, as the report counts them: the financial ones and the laws are told apart."""
    asked = """SELECT organisation, year, rating, count(*) FROM ratings WHERE level = 'goal' AND area = 'mal'
        GROUP BY organisation, year, rating"""
    counts: defaultdict[Check, dict[str, int]] = defaultdict(dict)
    for organisation, year, rating, number in connection.execute(asked):
        counts[organisation, year][rating] = number
    found = {check: tuple(mine.get(rating, 0) for rating in RATINGS) for check, mine in counts.items()}
    return defaultdict(lambda: (0, 0, 0, 0, 0), found)  # type: ignore[arg-type]  # as many as RATINGS


Laws = dict[str, tuple[str, str]]  # what GEH and the laws are rated, and why


def _laws(connection: sqlite3.Connection) -> defaultdict[Check, Laws]:
    asked = "SELECT organisation, year, id, rating, because FROM ratings WHERE id IN ('GEH', 'BK-1', 'BK-2', 'BK-3')"
    laws: defaultdict[Check, Laws] = defaultdict(dict)
    for organisation, year, name, rating, because in connection.execute(asked):
        laws[organisation, year][name] = (rating, because)
    return laws


def _found(connection: sqlite3.Connection) -> defaultdict[Check, list[str]]:
    """What is said of deficits, whether restored or not."""
    found: defaultdict[Check, list[str]] = defaultdict(list)
    for organisation, year, text in connection.execute(_FOUND):
        found[organisation, year].append(text)
    return found


def _with_laws(run: Checked, laws: Laws, found: list[str]) -> Checked:
    """The check with its whole, its balanskrav, and what remains to restore: what BK-2 does not rate as met."""
    whole, first, second, third = (laws.get(name, (None, ""))[0] for name in ("GEH", *_LAWS))
    rated, because = laws.get("BK-2", (_RESTORED, ""))
    remains = rated in {"delvis", "ej"} or (rated != _RESTORED and bool(found))
    return replace(
        run, whole=whole, balance=(first, second, third), restoration=because if remains else None, unrestored=tuple(found) if remains else ()
    )


def _with_counts(run: Checked, goals: tuple[int, int, int, int, int], counts: dict[str, Any]) -> Checked:
    return replace(run, goals=goals, **counts)


# --- what comes up in many checks


def _contradicted(connection: sqlite3.Connection) -> Iterator[Told]:
    for organisation, year, level, area, claimed, rating, title in connection.execute(_CONTRADICTED):
        level_word, check = _level(level, area), (organisation, year)
        yield BY_SORT, f"{level_word}: redovisat {word(RATING, claimed or '')}{_against(rating)}", check
        yield BY_TITLE, f"{level_word}: {title}", check


def _against(rating: str) -> str:
    """What the evidence says of a claim that it excludes; it may do so without settling what holds."""
    if rating == "underlag_saknas":
        return "; underlaget utesluter det men avgör inte vad som gäller"
    return f", underlaget visar {word(RATING, rating)}"


def _contradicted_counts(checked: Iterable[Checked]) -> Iterator[Told]:
    """The counts that no rating tells ("14 av 21"), so that the sorts add up to all that is contradicted."""
    for one in checked:
        yield from [(BY_SORT, _COUNTED, (one.organisation, one.year))] * one.contradicted_counts


def _missing(connection: sqlite3.Connection) -> Iterator[Told]:
    for organisation, year, level, area, reason, title in connection.execute(_MISSING):
        level_word, check = _level(level, area), (organisation, year)
        yield BY_SORT, f"{level_word}: {word(REASON, reason) if reason else 'skälet anges inte'}", check
        if title:
            yield BY_TITLE, f"{level_word}: {title}", check


def _level(level: str | None, area: str | None) -> str:
    """The word for a level; the balanskrav and the financial goals are told from the goals of the activities."""
    if level == "goal" and area == "ekonomi":
        return "finansiellt mål"
    return AREA["balanskrav"] if area == "balanskrav" else word(LEVEL, level or "övrigt")


def _frequent(told: Iterable[Told]) -> tuple[Frequent, ...]:
    groups: defaultdict[tuple[str, str], list[Check]] = defaultdict(list)
    for kind, text, check in told:
        groups[kind, text].append(check)
    found = (Frequent(kind, text, len(set(checks)), tuple(sorted(set(checks))), len(checks)) for (kind, text), checks in groups.items())
    return tuple(sorted(found, key=lambda one: (-one.number, -one.times, one.text)))
