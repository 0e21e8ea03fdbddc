"""The first sheet: counts per unit, area, tie and finding, the whole, the ledger of years, and the checksums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from reports import ledgerwords
from reports.blocks import Entry, Paragraph
from reports.content import preamble, title
from reports.notes import CHANGES_NOTHING, counts
from reports.ratingwords import verdict
from reports.report import AREAS, LEVELS, RATINGS, VERDICTS, LedgerRow, Rating, Report
from reports.seal import digest_of
from reports.sections import outcome
from reports.selection import by_unit
from reports.swedish import AREA, DIGEST, FINDING, LEVEL, RATING, TIE_STATUS, VERDICT, bind, cites, word
from reports.workpaper.tables import Column, Row, Summary, Table, number

NAME = "Sammanfattning"
_PURPOSE = (
    "Bedömningen i årsredovisningen är Direktionens; arbetspapperet ändrar den inte utan visar var prövningen ger ett annat utfall. "
)
_NO_NOTES = "Kolumnerna Revisorns notering, Sign och Datum är tomma för revisorn."
_NOTES = "Kolumnerna Revisorns notering, Sign och Datum är ifyllda där revisorn har lämnat en notering, och annars tomma."
_COUNTED = (
    Column("Antal", 9),
    *(Column(f"Visat: {word(RATING, code)}", 11) for code in RATINGS),
    *(Column(f"Redovisat: {word(RATING, code)}", 11) for code in outcome.CLAIMED),
    *(Column("bekräftat av egen uppgift" if code == "bekraftat_egen_uppgift" else word(VERDICT, code), 11) for code in VERDICTS),
)
_FIRST, _SECOND = 44, 16


def summary(report: Report) -> Summary:
    """The sheet that the others are read from."""
    tables = (_units(report), _areas(report), _ties(report), _findings(report), _ledger(report))
    return Summary(NAME, title(report), tuple(_paragraphs(report)), tuple(table for table in tables if table.rows))


def _paragraphs(report: Report) -> Iterator[str]:
    yield preamble(report)
    yield _PURPOSE + (f"{_NOTES} {counts(report)} {CHANGES_NOTHING}" if report.notes else _NO_NOTES)
    for block in outcome.section(report, everything=True).blocks:
        if isinstance(block, Paragraph):
            yield bind(block.text)
        elif isinstance(block, Entry):
            yield bind(f"{block.id} {block.title}: " + " ".join(f"{line.strong}{line.text}" for line in block.lines))
    digests = digest_of(report)
    yield f"Kontrollsummor: {'; '.join(f'{word(DIGEST, part)} {found}' for part, found in digests.items())}."


def _units(report: Report) -> Table:
    rows: list[Row] = []
    for level in ("goal", "criterion"):
        of_level = [rating for rating in report.ratings if rating.level == level and rating.area == "mal"]
        mine = [_row(name, level, found) for name, found in by_unit(report, of_level)]
        rows += [*mine, *([_row("Summa", level, of_level, strong=True)] if len(mine) > 1 else ())]
    return Table((Column("Enhet", _FIRST), Column("Nivå", _SECOND), *_COUNTED), tuple(rows))


def _areas(report: Report) -> Table:
    groups = {(area, level): [one for one in report.ratings if (one.area, one.level) == (area, level)] for area in AREAS for level in LEVELS}
    rows = [_row(word(AREA, area), level, found) for (area, level), found in groups.items() if found]
    return Table((Column("Område", _FIRST), Column("Nivå", _SECOND), *_COUNTED), tuple(rows))


def _row(name: str, level: str, ratings: Sequence[Rating], strong: bool = False) -> Row:
    shown = Counter(rating.rating for rating in ratings)
    claimed = Counter(rating.claimed for rating in ratings)
    verdicts = Counter(verdict(rating) for rating in ratings)
    counts = [len(ratings), *(shown[code] for code in RATINGS), *(claimed[code] for code in outcome.CLAIMED)]
    return Row((name, word(LEVEL, level), *counts, *(verdicts[word(VERDICT, code)] for code in VERDICTS)), strong)


def _ties(report: Report) -> Table:
    return _kinds("Avstämningar", TIE_STATUS, (tie.status for tie in report.ties))


def _findings(report: Report) -> Table:
    return _kinds("Iakttagelser", FINDING, (finding.kind for finding in report.findings))


def _kinds(head: str, words: dict[str, str], codes: Iterable[str]) -> Table:
    counts = Counter(codes)
    known = [code for code in words if counts[code]]
    rows = [Row((word(words, code), counts[code])) for code in (*known, *sorted(set(counts) - set(words)))]
    total = [Row(("Summa", counts.total()), strong=True)] if rows else []
    return Table((Column(head, _FIRST), Column("Antal", _SECOND)), (*rows, *total))


def _ledger(report: Report) -> Table:
    columns = (
        Column("Återställande av underskott (BK-2): år och underlag", _FIRST),
        Column("Resultat, tkr", _SECOND),
        Column("Sista år", 9, plain=True),
        Column("Återstår, tkr", 11),
    )
    return Table(columns, tuple(_ledger_row(row) for row in report.ledger))


def _ledger_row(row: LedgerRow) -> Row:
    source = f" ({bind(cites(row.sources))})" if row.sources else ""
    last, remaining = ledgerwords.last_year(row), row.remaining or ledgerwords.remaining(row)
    return Row((f"{row.year}: {row.basis}{source}", number(row.result or ledgerwords.UNKNOWN), number(last), number(remaining)))
