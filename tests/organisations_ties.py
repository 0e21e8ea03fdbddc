"""The ties that an invented report states between its tables, each with the cells that it holds."""

from __future__ import annotations

from decimal import Decimal

from generator_years import Data, Draw
from organisations_books import BookYear, dec
from organisations_sheets import AGREES, DEVIATES, ROUNDED, Cell, Sheet, Workbook


class Report:
    """What a year's report prints of the books: the books by year, the year, and whether last year's figures stand beside."""

    def __init__(self, books: dict[int, BookYear], year: int, beside: bool, kind: str, members: list[str]) -> None:
        self.books = books
        self.year = year
        self.years = [year, year - 1] if beside and year - 1 in books else [year]
        self.kind = kind
        self.members = members
        self.columns = [str(y) for y in self.years]
        self.planned = f"budget{year}"
        self.ties: list[Data] = []

    @property
    def own(self) -> BookYear:
        """The year's own books."""
        return self.books[self.year]

    def of(self, *parts: str) -> list[Decimal | None]:
        """The closing balance of the parts in each column."""
        return dec(*(sum(self.books[y].closing[part] for part in parts) for y in self.years))

    def each(self, attribute: str, sign: int = 1) -> list[Decimal | None]:
        """An amount of the books in each column."""
        return dec(*(sign * int(getattr(self.books[y], attribute)) for y in self.years))


def tie_statements(book: Workbook, report: Report, has_inquiry: bool) -> None:
    now, both = [report.columns[0]], report.columns
    tie(book, report, "balansräkning", ["br.summa_tillgångar"], ["br.summa_skulder_och_eget_kapital"], both)
    tie(book, report, "årets-resultat", ["br.därav_årets_resultat"], ["rr.årets_resultat"], both)
    tie(book, report, "kassaflöde-resultat", ["kf.årets_resultat"], ["rr.årets_resultat"], both)
    tie(book, report, "kassaflöde-avskrivningar", ["kf.justering_för_avskrivningar"], ["-rr.avskrivningar"], both)
    tie(book, report, "likvida-medel", ["kf.likvida_medel_vid_årets_slut"], ["br.kassa_och_bank"], both)
    tie(book, report, "eget-kapital", ["ek.utgående"], ["br.eget_kapital"], both)
    tie(book, report, "investeringar", ["investering.utfall"], ["-kf.investeringar"], now)
    tie(book, report, "extraordinärt", ["rr.extraordinära_poster"], ["rr.årets_resultat", "-rr.resultat_efter_finansiella_poster"], now)
    tie(book, report, "budget", ["b_total.intäkter"], ["rr.verksamhetens_intäkter", f"rr.{report.kind}"], [report.planned])
    if has_inquiry and "årets_resultat" in book.sheets[report.year, "bku"].rows:
        tie(book, report, "balanskravsutredning", ["bku.årets_resultat"], ["rr.årets_resultat"], both)
    if len(both) > 1:
        last = [f"br.eget_kapital.{both[0]}"], [f"br.eget_kapital.{both[1]}", f"rr.årets_resultat.{both[0]}"]
        tie(book, report, "eget-kapital-över-året", *last, [])
        last = [f"kf.förändring_av_lån.{both[0]}"], [f"br.långfristiga_skulder.{both[0]}", f"-br.långfristiga_skulder.{both[1]}"]
        tie(book, report, "lån", *last, [])
    if (report.year, "interna") in book.sheets:
        units = [f"rr_{unit.lower()}" for unit in report.own.units]
        for part, sign in (("intäkter", "-"), ("kostnader", "")):
            row = f"verksamhetens_{part}"
            tie(book, report, f"enheter-{part}", [f"rr.{row}"], [*(f"{unit}.{row}" for unit in units), f"{sign}interna.intäkter"], now)


def tie(book: Workbook, report: Report, name: str, left: list[str], right: list[str], columns: list[str]) -> None:
    """Declare a tie, once for all its columns, and relate the cells that it holds in each."""
    written: Data = {"id": f"AV-{name}", "titel": name.replace("-", " ").capitalize(), "vänster": left, "höger": right}
    report.ties.append(written | ({"kolumner": [int(c) if c.isdecimal() else c for c in columns]} if columns else {}))
    for column in columns or (None,):
        sides = [[_cell(report.year, term, column) for term in side] for side in (left, right)]
        book.relate(report.year, f"AV-{name}.{column}" if column else f"AV-{name}", "declared", sides[0], sides[1])


def _cell(year: int, term: str, column: str | None) -> Cell:
    table, row, *own = term.removeprefix("-").split(".")
    return Cell(year, table, row, own[0] if own else str(column))


def in_kronor(draw: Draw, book: Workbook, report: Report) -> None:
    """The income statement in kronor and öre as well: lines that round to the thousands printed, whose sum may round to another."""
    own, lines = str(report.year), ("verksamhetens_intäkter", "verksamhetens_kostnader", "avskrivningar", report.kind)
    printed = [book.value(Cell(report.year, "rr", row, own)) for row in (*lines, "verksamhetens_resultat")]
    *thousands, result = [amount for amount in printed if amount is not None] or [Decimal(0)]
    if len(thousands) < len(lines):
        return
    kronor = [1000 * amount + draw.pick(-499, -250, 0, 250, 499) + draw.pick(Decimal("0.00"), Decimal("0.49")) for amount in thousands]
    whole = sum(kronor, Decimal(0))
    rows: dict[str, list[Decimal | None]] = {row: [amount] for row, amount in zip((*lines, "verksamhetens_resultat"), [*kronor, whole], strict=True)}
    sums = {"verksamhetens_resultat": list(lines)}
    book.add(Sheet(report.year, "rr_kr", "Resultaträkning i kronor", "1", [own], rows, "kr", sums=sums, document="bokslut"))
    tie(book, report, "kronor-intäkter", ["rr.verksamhetens_intäkter"], ["rr_kr.verksamhetens_intäkter"], [own])
    tie(book, report, "kronor-resultat", ["rr.verksamhetens_resultat"], ["rr_kr.verksamhetens_resultat"], [own])
    steps = abs(_half_up(whole) - result)
    book.relations[-1].status = AGREES if steps == 0 else ROUNDED if steps == 1 else DEVIATES


def _half_up(kronor: Decimal) -> int:
    """Whole thousands, half a thousand away from zero."""
    thousands = (2 * abs(kronor) + 1000) // 2000
    return int(-thousands if kronor < 0 else thousands)
