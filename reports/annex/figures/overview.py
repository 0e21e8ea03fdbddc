"""The figures of sections 3, 4 and 7: goals of each unit, shares against their level, the years of the ledger, equity against its floor."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from reports import ledgerwords
from reports.annex.figures.drawing import WIDTH, Bar, Figure
from reports.annex.figures.equity import equity
from reports.annex.goals import Sum
from reports.annex.items import Mark, mark
from reports.report import RATINGS, LedgerRow, Rating, Report
from reports.swedish import NBSP, number

ROW = 50
UNIT, LEFT, TEXT = 76, 76, 236  # the height of a unit, where its bars begin, and where what they say begins
ZERO = 200
_LEVEL = re.compile(r"minst (\d+(?:,\d+)?) %$")
_SHARE = re.compile(r"(?:ungefär )?(\d+(?:,\d+)?) %$")
NOTHING = Mark("ingen", "inget påstående", "·")


def figures(report: Report, sums: Sequence[Sum]) -> dict[str, Figure]:
    """Those that the report has something to draw of."""
    found = (_units(sums), _survey(report), _ledger(report.ledger), equity(report.equity))
    return {figure.id: figure for figure in found if figure}


def _units(sums: Sequence[Sum]) -> Figure | None:
    if not sums:
        return None
    units = sums[:-1]
    most = max(one.total for one in units)
    bars: list[Bar] = []
    words: list[tuple[int, int, str]] = []
    for at, one in enumerate(units):
        top = at * UNIT
        words.append((0, top + 14, f"{one.name}: {one.total}"))
        for y, name, counts in ((top + 20, "Redovisat", one.claimed), (top + 42, "Visat", one.shown)):
            words += [(0, y + 14, name), (TEXT, y + 14, _signs(counts))]
            bars += _stack(counts, most, y)
    rows = tuple((one.name, kind, *_counted(counts)) for one in units for kind, counts in (("redovisat", one.claimed), ("visat", one.shown)))
    signs = ", ".join(f"{one.sign} {one.word}" for one in (*map(mark, RATINGS), NOTHING))
    says = f"För varje enhet antal mål efter vad redovisningen anger och efter vad underlaget visar: {signs}."
    columns = ("Enhet", "Vad", *(mark(code).word for code in RATINGS), NOTHING.word)
    title = "Mål per enhet: redovisat och visat"
    return Figure("enheter", title, says, len(units) * UNIT, tuple(bars), tuple(words), -1, "", columns, rows)


def _counted(counts: dict[str, int]) -> Iterable[str]:
    return (number(str(counts.get(code, 0))) for code in (*RATINGS, ""))


def _of(code: str) -> Mark:
    return mark(code) if code else NOTHING


def _signs(counts: dict[str, int]) -> str:
    return "  ".join(f"{_of(code).sign} {number(str(count))}" for code, count in counts.items() if count)


def _stack(counts: dict[str, int], most: int, y: int) -> list[Bar]:
    """Bars side by side, as long as their counts, between the words and the signs."""
    room = TEXT - 8 - LEFT
    bars, before = [], 0
    for code, count in counts.items():
        if count:
            start, end = LEFT + before * room // most, LEFT + (before + count) * room // most
            bars.append(Bar(start, y, end - start, _of(code)))
            before += count
    return bars


def _survey(report: Report) -> Figure | None:
    shares = [(rating, share) for rating in report.ratings if (share := _share(rating)) is not None]
    levels = Counter(_level(rating) for rating, _ in shares)
    if not levels:
        return None
    level = levels.most_common(1)[0][0]
    drawn = [(rating, share) for rating, share in shares if _level(rating) == level]
    bars = tuple(Bar(0, at * ROW + 22, int(share * WIDTH / 100), mark(rating.rating)) for at, (rating, share) in enumerate(drawn))
    told = (f"{one.id}: {one.outcomes[0]} {mark(one.rating).sign} {mark(one.rating).word}" for one, _ in drawn)
    words = tuple((0, at * ROW + 16, text) for at, text in enumerate(told))
    rows = tuple((rating.id, rating.title, rating.outcomes[0], mark(rating.rating).word) for rating, _ in drawn)
    says = f"Utfall i procent för varje mätetal med målnivån minst {level} %, mot en lodrät linje vid {level} %."
    title = f"Andelar mot målnivån {level} %"
    line = int(Decimal(level.replace(",", ".")) * WIDTH / 100)
    return Figure("andelar", title, says, len(drawn) * ROW + 18, bars, words, line, f"{level} %", ("Id", "Mätetal", "Utfall", "Prövning"), rows)


def _level(rating: Rating) -> str:
    found = _LEVEL.fullmatch(rating.target or "")
    return found[1] if found else ""


def _share(rating: Rating) -> Decimal | None:
    """The one outcome in percent of a mätetal with a level in percent."""
    found = _SHARE.fullmatch(rating.outcomes[0]) if len(rating.outcomes) == 1 and _level(rating) else None
    share = Decimal(found[1].replace(",", ".")) if found else None
    return share if share is not None and share <= 100 else None  # noqa: PLR2004 - the whole of what is drawn


def _ledger(ledger: Sequence[LedgerRow]) -> Figure | None:
    known = [abs(Decimal(row.result)) for row in ledger if row.result is not None]
    if not known:
        return None
    most = max(*known, Decimal(1))
    bars: list[Bar] = []
    for at, row in enumerate(ledger):
        if row.result is not None:
            wide = int(abs(Decimal(row.result)) * (ZERO - 4) / most)
            is_below = row.result.startswith("-")
            kind = Mark("under", "underskott", "") if is_below else Mark("over", "överskott", "")
            bars.append(Bar(ZERO - wide if is_below else ZERO, at * ROW + 22, max(wide, 1), kind))
    told = (f"{row.year}: {_tkr(ledgerwords.result(row))}; återstår {_tkr(ledgerwords.remaining(row))}" for row in ledger)
    words = tuple((0, at * ROW + 16, text) for at, text in enumerate(told))
    rows = tuple(
        (str(row.year), _tkr(ledgerwords.result(row)), row.basis, ledgerwords.last_year(row), _tkr(ledgerwords.remaining(row))) for row in ledger
    )
    says = "Årens resultat i tusental kronor: överskott till höger och underskott till vänster om nollinjen, och vad som återstår att återställa."
    columns = ("År", "Resultat", "Underlag", "Sista år", "Återstår")
    title = "Återställande av underskott år för år"
    beside = tuple(bar.y for bar in bars)
    return Figure("aterstallande", title, says, len(ledger) * ROW + 18, tuple(bars), words, ZERO, "0", columns, rows, beside=beside)


def _tkr(told: str) -> str:
    return told if told == ledgerwords.UNKNOWN else f"{told}{NBSP}tkr"
