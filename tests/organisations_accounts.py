"""The statements of an invented organisation's report: its books as tables that agree."""

from __future__ import annotations

from decimal import Decimal

from generator_years import Draw
from organisations_books import dec
from organisations_sheets import Sheet, Workbook
from organisations_ties import Report, tie_statements

BUDGET_UNITS = {"tkr": 0, "kr": -3, "mnkr": 3}  # how many places the point moves


def accounts(draw: Draw, book: Workbook, report: Report, has_inquiry: bool) -> None:
    """All the statements of the report, and their ties."""
    for sheet in (_income(report), _balance(report), _cash(report), _equity(report), _budget(draw, report), _investment(report)):
        book.add(sheet)
    if book.sheets[report.year, "b_total"].unit == "kr":
        book.locked |= set(book.sheets[report.year, "b_total"].cells())  # one krona more is none in the thousands it is held against
    if has_inquiry:
        book.add(_inquiry(draw, report))
    for unit in report.own.units:
        book.add(_unit(report, unit))
    if report.own.internal or draw.chance(50):
        book.add(Sheet(report.year, "interna", "Interna poster", "3.1", [report.columns[0]], {"intäkter": dec(report.own.internal)}))
    tie_statements(book, report, has_inquiry)


def _sheet(report: Report, name: str, title: str, section: str, rows: dict[str, list[Decimal | None]], **more: object) -> Sheet:
    columns = [*report.columns, report.planned] if name == "rr" else list(report.columns)
    return Sheet(report.year, name, title, section, columns, rows, **more)  # type: ignore[arg-type] # what a sheet has beside


def _planned(report: Report) -> tuple[int, int, int, int]:
    income, _, depreciation, contribution = (sum(unit.budget[i] for unit in report.own.units.values()) for i in range(4))
    return income, report.own.budget_result - income - depreciation - contribution, depreciation, contribution


def _income(report: Report) -> Sheet:
    parts = ("income", "costs", "depreciation", "contribution")
    planned = _planned(report)
    lines = {part: [*dec(*(report.books[y].total(part) for y in report.years)), Decimal(planned[i])] for i, part in enumerate(parts)}
    income, costs, depreciation, contribution = lines.values()
    zero = Decimal(0)
    rows = {
        "verksamhetens_intäkter": income,
        "verksamhetens_kostnader": costs,
        "avskrivningar": depreciation,
        "verksamhetens_nettokostnader": _added(income, costs, depreciation),
        report.kind: contribution,
        "verksamhetens_resultat": _added(income, costs, depreciation, contribution),
        "finansiella_intäkter": [*report.each("financial_income"), zero],
        "finansiella_kostnader": [*report.each("financial_costs"), zero],
        "resultat_efter_finansiella_poster": [*report.each("result"), Decimal(report.own.budget_result)],
        "extraordinära_poster": [*dec(*(0 for _ in report.years)), zero],
        "årets_resultat": [*report.each("result"), Decimal(report.own.budget_result)],
    }
    sums = {
        "verksamhetens_nettokostnader": ["verksamhetens_intäkter", "verksamhetens_kostnader", "avskrivningar"],
        "verksamhetens_resultat": ["verksamhetens_nettokostnader", report.kind],
        "resultat_efter_finansiella_poster": ["verksamhetens_resultat", "finansiella_intäkter", "finansiella_kostnader"],
        "årets_resultat": ["resultat_efter_finansiella_poster", "extraordinära_poster"],
    }
    return _sheet(report, "rr", "Resultaträkning", "3.1", rows, sums=sums, roles={"årets_resultat": "årets_resultat"})


def _added(*rows: list[Decimal | None]) -> list[Decimal | None]:
    return [sum((amount or Decimal(0) for amount in column), Decimal(0)) for column in zip(*rows, strict=True)]


def _balance(report: Report) -> Sheet:
    rows = {
        "anläggningstillgångar": report.of("fixed"),
        "kortfristiga_fordringar": report.of("receivables"),
        "kassa_och_bank": report.of("cash"),
        "summa_tillgångar": report.of("fixed", "receivables", "cash"),
        "eget_kapital": report.of("equity"),
        "därav_årets_resultat": report.each("result"),
        "avsättningar": report.of("provisions"),
        "långfristiga_skulder": report.of("debt"),
        "kortfristiga_skulder": report.of("short"),
        "summa_skulder_och_eget_kapital": report.of("equity", "provisions", "debt", "short"),
    }
    sums = {
        "summa_tillgångar": ["anläggningstillgångar", "kortfristiga_fordringar", "kassa_och_bank"],
        "summa_skulder_och_eget_kapital": ["eget_kapital", "avsättningar", "långfristiga_skulder", "kortfristiga_skulder"],
    }
    return _sheet(report, "br", "Balansräkning", "3.2", rows, sums=sums, roles={"eget_kapital": "eget_kapital"})


def _moved(report: Report, part: str, sign: int = 1) -> list[Decimal | None]:
    return dec(*(sign * (report.books[y].closing[part] - report.books[y].opening[part]) for y in report.years))


def _cash(report: Report) -> Sheet:
    depreciation = dec(*(-report.books[y].total("depreciation") for y in report.years))
    parts = {
        "årets_resultat": report.each("result"),
        "justering_för_avskrivningar": depreciation,
        "justering_för_avsättningar": _moved(report, "provisions"),
        "förändring_av_fordringar": _moved(report, "receivables", -1),
        "förändring_av_kortfristiga_skulder": _moved(report, "short"),
    }
    invested = {"investeringar": report.each("investment", -1), "försäljningar": report.each("sold")}
    financed = {"förändring_av_lån": _moved(report, "debt")}
    start = dec(*(report.books[y].opening["cash"] for y in report.years))
    rows = {
        **parts, "löpande_verksamhet": _added(*parts.values()), **invested, "investeringsverksamhet": _added(*invested.values()), **financed,
        "årets_kassaflöde": _moved(report, "cash"), "likvida_medel_vid_årets_början": start, "likvida_medel_vid_årets_slut": report.of("cash"),
    }  # fmt: skip
    sums = {
        "löpande_verksamhet": list(parts), "investeringsverksamhet": list(invested),
        "årets_kassaflöde": ["löpande_verksamhet", "investeringsverksamhet", "förändring_av_lån"],
        "likvida_medel_vid_årets_slut": ["likvida_medel_vid_årets_början", "årets_kassaflöde"],
    }  # fmt: skip
    return _sheet(report, "kf", "Kassaflödesanalys", "3.3", rows, sums=sums)


def _equity(report: Report) -> Sheet:
    start = dec(*(report.books[y].opening["equity"] for y in report.years))
    rows = {"ingående": start, "årets_resultat": report.each("result"), "utgående": report.of("equity")}
    sums = {"utgående": ["ingående", "årets_resultat"]}
    return _sheet(report, "ek", "Not 5 Eget kapital", "3.4 not 5", rows, sums=sums, roles={"ingående_eget_kapital": "ingående"})


def _budget(draw: Draw, report: Report) -> Sheet:
    """The decided budget, costs without minus, at times in kronor or millions."""
    income, costs, depreciation, contribution = _planned(report)
    unit = draw.pick(*BUDGET_UNITS)
    amounts = [Decimal(amount).scaleb(-BUDGET_UNITS[unit]) for amount in (income + contribution, -costs - depreciation)]
    printed: dict[str, list[Decimal | None]] = {"intäkter": [Decimal(f"{amounts[0]:f}")], "kostnader": [Decimal(f"{amounts[1]:f}")]}
    roles = {"budget_intäkter": "intäkter", "budget_kostnader": "kostnader"}
    return Sheet(report.year, "b_total", "Budget", "2.1", [report.planned], printed, unit, roles=roles, document="budget")


def _investment(report: Report) -> Sheet:
    rows = {"budget": dec(report.own.invested_budget), "utfall": dec(report.own.investment)}
    roles = {"investering_budget": "budget", "investering_utfall": "utfall"}
    return Sheet(report.year, "investering", "Investeringar", "2.6", [report.columns[0]], rows, roles=roles)


def _inquiry(draw: Draw, report: Report) -> Sheet:
    """The balanskravsutredning: by its lines, as one lump, or with the result alone."""
    form = draw.pick("rader", "rader", "klumpsumma", "enbart resultat")
    result, balanced = report.each("result"), report.each("balanced")
    if form == "enbart resultat":
        rows, sums, roles = {"balanskravsresultat": balanced}, {}, {"bk_resultat": "balanskravsresultat"}
    elif form == "klumpsumma":
        lump = dec(*(report.books[y].balanced - report.books[y].result for y in report.years))
        rows = {"årets_resultat": result, "reduceringar_och_justeringar": lump, "balanskravsresultat": balanced}
        sums = {"balanskravsresultat": ["årets_resultat", "reduceringar_och_justeringar"]}
        roles = {"bk_årets_resultat": "årets_resultat", "bk_klumpsumma": "reduceringar_och_justeringar", "bk_resultat": "balanskravsresultat"}
    else:
        rows = {
            "årets_resultat": result, "realisationsvinster": report.each("gain"), "enligt_undantag": report.each("gain_excepted"),
            "orealiserade_vinster": report.each("unrealised"), "efter_justeringar": report.each("adjusted"),
            "till_reserv": report.each("to_reserve"), "från_reserv": report.each("from_reserve"), "balanskravsresultat": balanced,
        }  # fmt: skip
        sums = {
            "efter_justeringar": ["årets_resultat", "-realisationsvinster", "enligt_undantag", "-orealiserade_vinster"],
            "balanskravsresultat": ["efter_justeringar", "-till_reserv", "från_reserv"],
        }
        roles = {
            "bk_årets_resultat": "årets_resultat", "bk_realisationsvinster": "realisationsvinster", "bk_resultat": "balanskravsresultat",
            "bk_realisationsvinster_undantag": "enligt_undantag", "bk_orealiserade_vinster": "orealiserade_vinster",
            "bk_till_reserv": "till_reserv", "bk_från_reserv": "från_reserv",
        }  # fmt: skip
    return _sheet(report, "bku", "Balanskravsutredning", "2.5", rows, sums=sums, roles=roles)


def _unit(report: Report, unit: str) -> Sheet:
    own = report.own.units[unit]
    names = ("verksamhetens_intäkter", "verksamhetens_kostnader", "avskrivningar", report.kind)
    amounts = (own.income, own.costs, own.depreciation, own.contribution)
    rows = {name: dec(amount, planned) for name, amount, planned in zip(names, amounts, own.budget, strict=True)}
    rows["årets_resultat"] = dec(own.result, sum(own.budget))
    columns = [report.columns[0], report.planned]
    return Sheet(
        report.year, f"rr_{unit.lower()}", f"Resultaträkning {unit}", "3.1.1", columns, rows,
        sums={"årets_resultat": list(names)}, roles={"årets_resultat": "årets_resultat"}, accounting_unit=unit,
    )  # fmt: skip
