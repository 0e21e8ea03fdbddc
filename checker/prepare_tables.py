"""The rules' own tables as facts of the run, so that what they say stands in the trace."""

from __future__ import annotations

from collections.abc import Iterable

from checker.given import Given
from facts.ids import ascii_id
from reports.report import Cite
from rules import tables

_OWN = (Cite("Regelspår", "regler"),)


def status_code(status: str) -> str:
    """The status word as a code: "ej genomfört" → ej_genomfort."""
    return ascii_id(status).replace(" ", "_")


def give_tables(given: Given, statuses: Iterable[str], to_date: Iterable[str] = ()) -> None:
    """Assert the tables that rules join; of the statuses, those that occur, and those that occur of a day before the year's end."""
    _give_to_date(given, frozenset(to_date))
    occurring = frozenset(statuses)
    for kind, rows in tables.STATUS.items():
        for status, (code, says, reason, meaning) in rows.items():
            if status in occurring:
                _give_status(given, kind, status, code, says, reason, meaning)
    for code in tables.CODES:
        for letter in code:
            rating, rank = tables.RATING[letter]
            fields = {"kod": code, "rating": rating, "rang": rank}
            given.give("ratingtabell", f"tabell:mojligt-{code}-{letter}", _OWN, fields)
    for evidence, rank in tables.EVIDENCE.items():
        given.give("belaggtabell", f"tabell:belagg-{evidence}", _OWN, {"slag": evidence, "rang": rank})
    for (economy, operation), whole in tables.WHOLE.items():
        fields = {"vagning": "ekonomi_overordnad", "e": economy, "v": operation, "rating": whole}
        given.give("gehtabell", f"tabell:geh-{economy}-{operation}", _OWN, fields)


def _give_to_date(given: Given, occurring: frozenset[str]) -> None:
    for kind, rows in tables.TO_DATE.items():
        for status, (code, says, reason, meaning) in rows.items():
            if status in occurring:
                word = to_date_code(status)
                fields = {"typ": kind, "status": word, "kod": code, "rating": "underlag_saknas", "sager": says, "orsak": reason}
                given.give("statustabell", f"tabell:status-{kind}-{word}", _OWN, {**fields, "rang": tables.TO_DATE_RANK[code]},
                           status=f"{status}, den dagen", innebord=meaning)  # fmt: skip


def to_date_code(status: str) -> str:
    """The code of a status word of a day before the year's end: "pågår" → pagar_hittills."""
    return f"{status_code(status)}_hittills"


def _give_status(given: Given, kind: str, status: str, code: str, says: str, reason: str, meaning: str) -> None:
    rating = tables.RATING[code][0] if code in tables.RATING else "underlag_saknas"
    word = status_code(status)
    fields = {"typ": kind, "status": word, "kod": code, "rating": rating, "sager": says, "orsak": reason, "rang": tables.REASON_RANK[reason]}
    given.give("statustabell", f"tabell:status-{kind}-{word}", _OWN, fields, status=status, innebord=meaning)
