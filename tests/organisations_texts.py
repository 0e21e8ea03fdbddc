"""Figures in the running text of a report, told from a printed cell so that it is known how they stand against it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from generator_years import Data, Draw
from organisations_books import dec
from organisations_sheets import AGREES, DEVIATES, ROUNDED, Cell, Sheet, Workbook
from organisations_ties import Report, tie

RESTATED = (
    "rr.verksamhetens_intäkter", "-rr.verksamhetens_kostnader", "rr.årets_resultat", "br.eget_kapital", "br.kassa_och_bank",
    "br.summa_tillgångar", "-kf.investeringar",
)  # fmt: skip
SHARES = (("br.eget_kapital", "br.summa_tillgångar"), ("-rr.avskrivningar", "-rr.verksamhetens_kostnader"))
# kronor beside the printed thousands, and what half-up rounding makes of them where the figure is positive
BESIDE = (
    (0, AGREES), (499, AGREES), (-500, AGREES), (500, ROUNDED), (-501, ROUNDED), (1499, ROUNDED), (-1500, ROUNDED),
    (1500, DEVIATES), (-1501, DEVIATES),
)  # fmt: skip
OFF = ((0, AGREES), (0, AGREES), (1, ROUNDED), (-1, ROUNDED), (2, DEVIATES), (-3, DEVIATES))
COUNTED_OFF = ((0, AGREES), (0, AGREES), (1, DEVIATES), (-1, DEVIATES))


class Told(NamedTuple):
    """A figure in text with what its tie says: the figure, the right side under its key, and the status."""

    figure: Data
    sides: Data
    status: str


def texts(draw: Draw, book: Workbook, report: Report, known: dict[str, str]) -> Data:
    """Figures in text and their ties; the status of each is put among what is known."""
    found: Data = {"texttal": {}, "avstämningar": []}
    makers: tuple[Callable[[Draw, Workbook, Report], Told | None], ...] = (_exact, _exact, _in_millions, _approximate, _approximate, _share, _counted)
    for number in range(1, draw.pick(3, 5, 8) + 1):
        told = draw.pick(*makers)(draw, book, report)
        if told is None:
            continue
        name = f"t.2.{number}"
        found["texttal"][name] = told.figure
        matter: Data = {"samma_sak": "ja"} if draw.chance(25) else {}
        found["avstämningar"].append({"id": f"AV-text-{number}", "titel": f"Texten {number} mot tabell", "vänster": [name], **told.sides, **matter})
        known[f"AV-text-{number}"] = told.status
    return found


def _printed(book: Workbook, report: Report, term: str) -> Decimal | None:
    """The year's own amount of a term, with the term's sign; none where it is not printed or not above zero."""
    table, row = term.removeprefix("-").split(".")
    if (report.year, table) not in book.sheets:
        return None
    value = book.value(Cell(report.year, table, row, str(report.year)))
    value = None if value is None else -value if term.startswith("-") else value
    return value if value is not None and value > 0 else None


def _figure(report: Report, value: Decimal, unit: str, word: str = "exakt") -> Data:
    words: Data = {} if word == "exakt" else {"ord": word}
    return {"värde": Decimal(f"{value:f}"), "enhet": unit, **words, "anger": "uppgift i texten", "källa": f"ar{report.year}, 2.4"}


def _money(draw: Draw, book: Workbook, report: Report) -> tuple[str, Decimal] | None:
    term = draw.pick(*RESTATED)
    found = _printed(book, report, term)
    return (f"{term}.{report.year}", found) if found else None


def _exact(draw: Draw, book: Workbook, report: Report) -> Told | None:
    """In kronor, just within, on and just past the halves of what the table prints."""
    found = _money(draw, book, report)
    if found is None or found[1] < 10:
        return None
    term, value = found
    beside, status = draw.pick(*BESIDE)
    return Told(_figure(report, 1000 * value + beside, "kr"), {"höger": [term]}, status)


def _in_millions(draw: Draw, book: Workbook, report: Report) -> Told | None:
    """In millions with none, one or two decimals."""
    found = _money(draw, book, report)
    if found is None:
        return None
    term, value = found
    step = Decimal(1).scaleb(-draw.pick(0, 1, 1, 2))
    off, status = draw.pick(*OFF)
    return Told(_figure(report, (value / 1000).quantize(step, ROUND_HALF_UP) + off * step, "mnkr"), {"höger": [term]}, status)


def _approximate(draw: Draw, book: Workbook, report: Report) -> Told | None:
    """In one or two digits with a word: that rounds to it and lies on the word's side, or does not."""
    found = _money(draw, book, report)
    if found is None:
        return None
    term, value = found
    step = Decimal(1).scaleb(value.adjusted() - draw.pick(0, 1))
    rounded = (value / step).quantize(Decimal(1), ROUND_HALF_UP)
    side = "drygt" if value > rounded * step else "knappt"
    wrong = {"drygt": "knappt", "knappt": "drygt"}[side]
    bound = "mer än" if side == "drygt" else "mindre än"
    past = "mindre än" if side == "drygt" else "mer än"
    agreeing, deviating = (("ca", 0), (side, 0), (bound, 0)), (("ca", 2), (wrong, 0), (past, 0))
    status, (word, off) = draw.pick(*((AGREES, one) for one in agreeing), *((DEVIATES, one) for one in deviating))
    told = (rounded + off) * step
    if value == rounded * step or told <= 0 or (rounded + off) % 10 == 0:
        return None
    return Told(_figure(report, Decimal(f"{told:f}"), "tkr", word), {"höger": [term]}, status)


def _share(draw: Draw, book: Workbook, report: Report) -> Told | None:
    """A share, or a change from last year, in percent."""
    if len(report.columns) > 1 and draw.chance(50):
        return _change(draw, book, report)
    terms = draw.pick(*SHARES)
    first, second = (_printed(book, report, term) for term in terms)
    if first is None or second is None:
        return None
    return _percent(draw, report, first / second, "höger_andel", [f"{term}.{report.year}" for term in terms])


def _change(draw: Draw, book: Workbook, report: Report) -> Told | None:
    now, before = (Cell(report.year, "rr", "verksamhetens_intäkter", column) for column in report.columns)
    new, old = book.value(now), book.value(before)
    if new is None or old is None or old <= 0:
        return None
    terms = [f"rr.verksamhetens_intäkter.{column}" for column in report.columns]
    return _percent(draw, report, (new - old) / old, "höger_förändring", terms)


def _percent(draw: Draw, report: Report, share: Decimal, key: str, terms: list[str]) -> Told:
    step = Decimal(1).scaleb(-draw.pick(0, 1))
    off, status = draw.pick(*OFF)
    return Told(_figure(report, (100 * share).quantize(step, ROUND_HALF_UP) + off * step, "%"), {key: terms}, status)


def _counted(draw: Draw, book: Workbook, report: Report) -> Told | None:
    """People are counted, not rounded."""
    if book.sheets[report.year, "personal"].unit != "st":
        return None
    cell = Cell(report.year, "personal", "summa", "totalt")
    value = book.value(cell)
    if value is None or value <= 2:
        return None
    off, status = draw.pick(*COUNTED_OFF)
    return Told(_figure(report, value + off, "st"), {"höger": ["personal.summa.totalt"]}, status)


# --- tables that are summed both ways, and notes ------------------------------------------


def personnel(draw: Draw, book: Workbook, report: Report) -> None:
    """Employees by kind and sex, counted or as årsarbeten."""
    unit, step = draw.pick(("st", Decimal(1)), ("st", Decimal(1)), ("åa", Decimal("0.01")))
    kinds = {kind: [step * draw.upto(400) for _ in range(2)] for kind in ("tillsvidareanställda", "visstidsanställda")}
    kinds["summa"] = [sum((pair[i] for pair in kinds.values()), 0 * step) for i in range(2)]
    rows: dict[str, list[Decimal | None]] = {kind: [*pair, pair[0] + pair[1]] for kind, pair in kinds.items()}
    sums, across = {"summa": ["tillsvidareanställda", "visstidsanställda"]}, {"totalt": ["kvinnor", "män"]}
    columns = ["kvinnor", "män", "totalt"]
    book.add(Sheet(report.year, "personal", "Anställda", "2.7", columns, rows, unit, sums=sums, column_sums=across, own_year=True))


def contributions(book: Workbook, report: Report) -> Data:
    """A note of what each member paid, and the rows that are the members' own."""
    years = [sum(unit.contribution for unit in report.books[y].units.values()) for y in report.years]
    shares = [1 + len(member) % 4 for member in report.members]  # the same every year
    paid = [[total * share // sum(shares) for share in shares] for total in years]
    for one, total in zip(paid, years, strict=True):
        one[-1] += total - sum(one)
    names = [member.lower() for member in report.members]
    rows = {f"medlem-{name}": dec(*(one[i] for one in paid)) for i, name in enumerate(names)}
    sums = {"summa": list(rows)}
    book.add(Sheet(report.year, "not_3", "Not 3 Medlemsbidrag", "3.4 not 3", report.columns, {**rows, "summa": dec(*years)}, sums=sums))
    tie(book, report, "not-3", [f"rr.{report.kind}"], ["not_3.summa"], report.columns)
    own = {member: f"medlem-{member.lower()}" for member in report.members}
    return {"medlemsbidrag": [{"avser": "Verksamheten", "tabell": "not_3", "kolumn": report.year, "rader": own}]}


def overview(book: Workbook, report: Report) -> None:
    """A table over three years, as those that open a report."""
    years = [y for y in range(report.year, report.year - 3, -1) if y in report.books]
    rows = {
        "årets_resultat": dec(*(report.books[y].result for y in years)),
        "eget_kapital": dec(*(report.books[y].closing["equity"] for y in years)),
        "investeringar": dec(*(report.books[y].investment for y in years)),
    }
    book.add(Sheet(report.year, "oversikt", "Översikt", "1.2", [str(y) for y in years], rows))
    for row, there in (("årets_resultat", "rr.årets_resultat"), ("eget_kapital", "br.eget_kapital")):
        tie(book, report, f"översikt-{row.replace('_', '-')}", [f"oversikt.{row}"], [there], report.columns[:1])
