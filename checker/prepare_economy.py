"""The balanskrav, the budget, unit results, carried-forward surpluses and the whole's structure for the engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.amounts import Amount, Amounts, Total, in_unit, show_parts, summed
from checker.given import Given, cite, cited, fixed, printed
from checker.known import last_day
from checker.prepare_carry_overs import give_carry_overs
from checker.views import CLOSING, FORECAST
from facts.law import constant
from facts.year import Year
from reports.report import Cite
from reports.swedish import listed

GROUND = {"redovisat": "redovisat årets resultat", "eget kapital": "beräknat ur ingående och utgående eget kapital"}


class Accounts:
    """The accounts of the checked year and of the years about it: the checked year's own tables go first."""

    def __init__(self, year: Year, others: Mapping[int, Year], by_forecast: bool = False) -> None:
        self.year = year
        self.others = others
        self._own = Amounts(year, by_forecast=by_forecast)

    def _sources(self, year: int) -> Iterator[Amounts]:
        """Where a year's amounts may stand: the checked year's tables, the year's own, and the comparatives of each year after it."""
        yield self._own
        for other in range(year, max(year + 2, self.year.year)):
            if other in self.others:
                yield Amounts(self.others[other], f"{other}/")

    def role(self, role: str, year: int, kind: str = "") -> Amount | None:
        """The printed amount with the role in the year's column (or its budget column), wherever it is first found."""
        found = (amounts.role(role, f"{kind}{year}") for amounts in self._sources(year))
        return next((amount for amount in found if amount), None)

    def balanced(self, year: int) -> Total | None:
        """The balanskravsresultat: the sum that the utredning itself declares; as printed when it declares none, or has gaps."""
        for amounts in self._sources(year):
            for key, table, row in amounts.roles("bk_resultat", str(year)):
                named = {
                    term: amounts.cell(key, term if term in table.rows else term.removeprefix("-"), str(year)) for term in table.sums.get(row, ())
                }
                terms = {term: amount for term, amount in named.items() if amount}
                total = amounts.cell(key, row, str(year))
                if named and len(terms) == len(named):
                    return summed(list(terms), list(terms.values()))
                if total:
                    return summed([row], [total])
        return None

    def result(self, year: int) -> tuple[Total, str] | None:
        """Årets resultat, or else the change of equity over the year between known balances, and which it is."""
        printed_result = self.role("årets_resultat", year)
        if printed_result:
            return summed(["resultat"], [printed_result]), "redovisat"
        closing = self.role("eget_kapital", year) or self.role("ingående_eget_kapital", year + 1)
        opening = self.role("eget_kapital", year - 1) or self.role("ingående_eget_kapital", year)
        if closing and opening:
            return summed(["utgående", "-ingående"], [closing, opening]), "eget kapital"
        return None


def give_economy(given: Given, year: Year, others: Mapping[int, Year], amounts: Amounts) -> None:
    """Assert all that the balanskrav and the financial findings rest on."""
    accounts = Accounts(year, others, given.kind == FORECAST)
    years = ledger_years(year.year)
    _give_law(given, year.year)
    _give_ledger(given, accounts, years)
    _give_year(given, accounts, years)
    _give_budget(given, accounts)
    _give_unit_results(given, year, amounts)
    give_carry_overs(given, year, amounts)


def ledger_years(year: int) -> range:
    """The checked year and as many before it as the law gives for restoration."""
    return range(year - constant("aterstallningstid", year).value, year + 1)


def _restoration_law(year: int) -> Cite:
    law = constant("aterstallningstid", year)
    return Cite(law.law, law.paragraph)


def _give_law(given: Given, year: int) -> None:
    law = constant("aterstallningstid", year)
    given.give("lagkonstant", f"lag:{law.id}", [_restoration_law(year)], {"namn": law.id, "varde": law.value}, text=f"{law.value} {law.unit}")


def _give_ledger(given: Given, accounts: Accounts, years: range) -> None:
    for ledger_year in years:
        balanced, result = accounts.balanced(ledger_year), accounts.result(ledger_year)
        lump = accounts.role("bk_klumpsumma", ledger_year)
        if balanced:
            name = f"balanskravsresultat:{ledger_year}"
            note = " (reduceringar och justeringar är redovisade som en summa)" if lump else ""
            given.give("balanskravsresultat", name, balanced.sources, {"ar": ledger_year, "varde": fixed(balanced.value), "faktaid": name},
                       text=balanced.text(), klumpsumma=note, summed_from=balanced.ids)  # fmt: skip
            show_parts(given, balanced)
        if result:
            name, ground = f"arsresultat:{ledger_year}", result[1]
            given.give("arsresultat", name, result[0].sources,
                       {"ar": ledger_year, "varde": fixed(result[0].value), "grund": ground.replace(" ", "_"), "faktaid": name},
                       text=result[0].text(), grundtext=GROUND[ground], summed_from=result[0].ids)  # fmt: skip
            show_parts(given, result[0])
    _give_scenarios(given, years, [year for year in years if not accounts.balanced(year)])
    for source in (accounts.year, *(accounts.others[other] for other in years[:-1] if other in accounts.others)):
        _give_extraordinary(given, source)


def _give_extraordinary(given: Given, source: Year) -> None:
    """Decisions of synnerliga skäl: the deficit of the year they name is not to be restored."""
    for decision in source.decisions:
        name = f"synnerliga_skal:{decision.deficit_year}"
        is_known = given.kind == CLOSING or decision.date <= given.day
        if decision.kind == "synnerliga skäl" and decision.deficit_year and is_known and not given.has(name):
            cites = [cite(given.organisation, decision.source)]
            given.give("synnerliga_skal", name, cites, {"ar": decision.deficit_year}, organ=decision.body, paragraf=decision.paragraph)


def _scenarios(years: range, unknown: Sequence[int]) -> Iterator[tuple[str, int, str]]:
    """Each scenario's assumption about each year without balanskravsutredning: all good, all bad, one of the unknown bad."""
    for year in years:
        yield "redovisat", year, "redovisat"
        yield "basta", year, "basta"
        yield "samsta", year, "samsta"
        for worst in unknown:
            yield f"samsta-{worst}", year, "samsta" if year == worst else "basta"


def _give_scenarios(given: Given, years: range, unknown: Sequence[int]) -> None:
    law = [_restoration_law(years[-1])]
    for year in years:
        given.give("liggarar", f"liggare:{year}", law, {"ar": year})
    for name, year, assumed in _scenarios(years, unknown):
        given.give("scenario", f"scenario:{name}:{year}", law, {"sc": name, "ar": year, "antagande": assumed})
    for name in dict.fromkeys(name for name, _, _ in _scenarios(years, unknown)):
        given.give("forsta", f"scenario:{name}", law, {"sc": name, "ar": years[0]})


def _give_year(given: Given, accounts: Accounts, years: range) -> None:
    year = accounts.year
    without = [str(y) for y in years if not accounts.balanced(y)]
    unknown = [str(y) for y in years if not accounts.balanced(y) and not accounts.result(y)]
    given.give(
        "ar", f"ar:{year.year}", [Cite(given.organisation.name, "årets fakta")],
        {"ar": year.year, "dag": given.day.toordinal(), "sista": last_day(year).toordinal()},
        dag=given.day.isoformat(),
        liggare=f"{years[0]}–{years[-1]}", utan_utredning=listed(without) if without else "inget år",
        saknat=_lacking(without, unknown), fraga_till=year.organisation.contact, enligt_beslut=_excused(given, accounts, years),
    )  # fmt: skip
    if year.restoration:
        told = "ja" if year.restoration.mentioned else "nej"
        given.give("omnamnande", f"omnamnande:{year.year}", [cite(given.organisation, year.restoration.source)], {"ar": year.year, "omnamns": told})


def _excused(given: Given, accounts: Accounts, years: range) -> str:
    """What is said of deficits in the ledger that are not to be restored: each with its decision; nothing where there is none."""
    said = ""
    for year in years:
        balanced, name = accounts.balanced(year), f"synnerliga_skal:{year}"
        if given.has(name) and (balanced is None or balanced.value < 0):
            deficit = f"Underskottet {year} ({balanced.text()})" if balanced else f"Ett underskott {year}"
            said += f" {deficit} återställs inte enligt beslut om synnerliga skäl ({cited(given.cites(name))})."
    return said


def _lacking(without: list[str], unknown: list[str]) -> str:
    """What the ledger lacks, as a question names it."""
    accounts = f"balanskravsutredning för {listed(without)}" if without else "inget"
    return f"{accounts} och årets resultat för {listed(unknown)}" if unknown else accounts


def _give_budget(given: Given, accounts: Accounts) -> None:
    year = accounts.year.year
    income, costs = accounts.role("budget_intäkter", year, "budget"), accounts.role("budget_kostnader", year, "budget")
    if income and costs:
        sign = "" if costs.value < 0 else "-"  # as in an income statement, where costs are negative, or as in a budget
        surplus = summed(["intäkter", f"{sign}kostnader"], [income, costs])
        given.give("budget", f"budget:{accounts.year.year}", surplus.sources, {"ar": accounts.year.year, "overskott": fixed(surplus.value)},
                   intakter=printed(income.value, income.unit), kostnader=printed(abs(costs.value), costs.unit), summed_from=surplus.ids)  # fmt: skip
        show_parts(given, surplus)


def _give_unit_results(given: Given, year: Year, amounts: Amounts) -> None:
    for key, table in year.tables.items():
        row, unit = table.roles.get("årets_resultat"), table.accounting_unit
        if not row or not unit:
            continue
        result = amounts.cell(key, row, str(year.year))
        budget = amounts.cell(key, row, f"budget{year.year}")
        name = year.organisation.accounting_units[unit]
        if result:
            given.give("enhetsresultat", f"enhetsresultat:{unit}", [result.source],
                       {"enhet": unit, "utfall": fixed(result.base), "faktaid": f"enhetsresultat:{unit}"},
                       enhetsnamn=name, text=printed(result.value, result.unit), summed_from=[result.id])  # fmt: skip
        if result and budget:
            _give_unit_budget(given, unit, name, result, budget)
    _give_investments(given, year, amounts)


def _give_unit_budget(given: Given, unit: str, name: str, result: Amount, budget: Amount) -> None:
    difference = result.base - budget.base
    given.give(
        "enhetsbudget", f"enhetsbudget:{unit}", [result.source, budget.source],
        {"enhet": unit, "avvikelse": fixed(difference), "budgetfakta": f"enhetsbudget:{unit}"},
        enhetsnamn=name, utfall=printed(result.value, result.unit),
        budget=printed(budget.value, budget.unit), skillnad=printed(in_unit(abs(difference), result.unit), result.unit),
        summed_from=[result.id, budget.id],
    )  # fmt: skip


def _give_investments(given: Given, year: Year, amounts: Amounts) -> None:
    spent, budget = (amounts.role(role, str(year.year)) for role in ("investering_utfall", "investering_budget"))
    if spent and budget:
        given.give(
            "investering", f"investering:{year.year}", [spent.source, budget.source],
            {"ar": year.year, "avvikelse": fixed(spent.base - budget.base), "faktaid": f"investering:{year.year}"},
            utfall=printed(spent.value, spent.unit), budget=printed(budget.value, budget.unit), summed_from=[spent.id, budget.id],
        )  # fmt: skip
