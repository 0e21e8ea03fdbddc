"""Amounts by the terms that name them: which cell, which table, which step, and what is said of each."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from checker.amounts import Amounts, forecast_age, in_unit
from facts.accounts import Table, TextFigure
from facts.loading import example_root, find_organisation, load_year
from facts.year import Year

OCTOBER = "bku_prognos.balanskravsresultat"


@cache
def running() -> Year:
    return load_year(find_organisation(example_root(), None), 2021)


def with_tables(**tables: Table) -> Year:
    return replace(running(), tables={**running().tables, **tables})


def by_forecast(year: Year | None = None) -> Amounts:
    return Amounts(year or running(), by_forecast=True)


def stating(**columns: int | None) -> Table:
    """A table of the organisation's balanskravsresultat by column."""
    row = tuple(None if value is None else Decimal(value) for value in columns.values())
    return running().tables["bku_prognos"].model_copy(
        update={
            "columns": tuple(name.removeprefix("år") for name in columns),
            "rows": {"resultat": row},
            "roles": {"bk_resultat": "resultat"},
            "sums": {},
        }
    )


def found(year: Year, column: str = "2021") -> list[str]:
    return [key for key, _, _ in by_forecast(year).roles("bk_resultat", column)]


# --- which amount ---------------------------------------------------------------------------------------------------


def test_the_latest_forecast_goes_before_an_older_one_whatever_the_tables_are_called() -> None:
    august, october = (running().tables[name] for name in ("bku_delår", "bku_prognos"))
    assert found(running()) == ["bku_prognos", "bku_delår", "bku"]
    assert found(with_tables(bku_delår=october, bku_prognos=august)) == ["bku_delår", "bku_prognos", "bku"]


def test_the_years_own_amount_goes_before_any_forecast() -> None:
    assert found(with_tables(zz=stating(år2021=5)))[0] == "zz"
    amount = by_forecast(with_tables(zz=stating(år2021=5))).role("bk_resultat", "2021")
    assert amount
    assert (amount.id, str(amount.value), amount.forecast) == ("zz.resultat.2021", "5", False)


def test_an_empty_cell_of_the_year_is_no_amount_and_the_forecast_stands() -> None:
    assert found(with_tables(zz=stating(år2021=None)))[0] == "bku_prognos"
    assert found(with_tables(zz=stating(år2021=None, prognos2021=7)))[0] == "bku_prognos"
    amounts = by_forecast(with_tables(zz=stating(år2021=None, prognos2021=7)))
    assert amounts.cell("zz", "resultat", "2021") == amounts.cell("zz", "resultat", "prognos2021")


def test_a_forecast_is_told_as_one_in_its_source_with_its_day() -> None:
    amount = by_forecast().role("bk_resultat", "2021")
    assert amount
    assert (amount.id, str(amount.value), amount.unit, amount.forecast) == (f"{OCTOBER}.prognos2021", "410", "tkr", True)
    assert amount.source.section == "2.2, prognos 2021-10-31"
    assert amount.title == "Balanskravsutredning, helårsprognos i oktober: balanskravsresultat, prognos2021"
    undated = with_tables(bku_prognos=running().tables["bku_prognos"].model_copy(update={"made": None}))
    older = by_forecast(undated).get(f"{OCTOBER}.2021")
    assert older
    assert older.source.section == "2.2, prognos"


def test_a_forecast_stands_for_nothing_where_forecasts_are_not_asked_for() -> None:
    assert Amounts(running()).role("bk_resultat", "2021") is None
    amount = Amounts(running()).get(f"{OCTOBER}.prognos2021")
    assert amount
    assert (amount.forecast, amount.source.section) == (False, "2.2")
    before = by_forecast().role("bk_resultat", "2020")
    assert before
    assert (before.id, before.forecast) == ("bku.balanskravsresultat.2020", False)


def test_a_table_of_a_unit_or_a_draft_has_no_role_of_the_whole() -> None:
    own = stating(år2021=5)
    for change in ({"accounting_unit": "KANSLI"}, {"draft": True}):
        assert "zz" not in found(with_tables(zz=own.model_copy(update=change)))


def test_a_draft_gives_no_amount_and_a_text_says_so() -> None:
    amounts = by_forecast(with_tables(zz=stating(år2021=5).model_copy(update={"draft": True})))
    assert amounts.cell("zz", "resultat", "2021") is None
    assert amounts.why_missing(["-zz.resultat.2021"]) == "står i en tabell som är utkast"
    assert amounts.why_missing([f"{OCTOBER}.2021", "t.text"]) == "framgår inte av underlaget"


@pytest.mark.parametrize(("made", "age"), [(dt.date(2021, 10, 31), -738094), (None, 0)])
def test_a_forecast_without_a_day_is_the_oldest(made: dt.date | None, age: int) -> None:
    assert forecast_age(running().tables["bku_prognos"].model_copy(update={"made": made})) == age


# --- sums -----------------------------------------------------------------------------------------------------------


def test_a_sum_takes_away_what_has_a_minus_and_keeps_the_unit_and_the_finest_step() -> None:
    row = {"resultat": (Decimal("7.5"), Decimal(2))}
    table = stating(år2021=0, år2020=0).model_copy(update={"rows": row, "units": {"resultat": "mnkr"}})
    total = by_forecast(with_tables(zz=table)).total(["-zz.resultat.2021", f"{OCTOBER}.2021", "zz.resultat.2020"])
    assert total
    assert (int(total.value), int(total.step), total.unit) == (-7_500_000 + 410_000 + 2_000_000, 1_000, "mnkr")
    assert total.text() == "−5,09 mnkr"
    assert total.ids == ["zz.resultat.2021", f"{OCTOBER}.prognos2021", "zz.resultat.2020"]
    assert by_forecast(with_tables(zz=table)).total(["zz.resultat"], "2020") == by_forecast(with_tables(zz=table)).total(["zz.resultat.2020"])


def test_a_sum_with_an_empty_cell_is_none() -> None:
    assert by_forecast(with_tables(zz=stating(år2020=None))).total(["zz.resultat.2020", f"{OCTOBER}.2021"]) is None


def test_an_approximate_term_makes_the_sum_approximate_and_its_step_that_of_its_last_significant_digit() -> None:
    about = TextFigure.model_validate({"värde": Decimal(1200), "enhet": "tkr", "ord": "ca", "anger": "x", "källa": "del2021, 3"})
    year = replace(running(), text_figures={"t.x": about})
    total = by_forecast(year).total(["t.x"])
    assert total
    assert (total.text(), int(total.step)) == ("ca 1 200 tkr", 100_000)
    exact = by_forecast(replace(year, text_figures={"t.x": about.model_copy(update={"word": "exakt"})})).total(["t.x"])
    assert exact
    assert (exact.text(), int(exact.step)) == ("1 200 tkr", 1_000)


@pytest.mark.parametrize(
    ("base", "unit", "value"), [("1234000", "tkr", "1234"), ("1234500", "tkr", "1234.5"), ("0", "mnkr", "0"), ("10", "st", "10")]
)
def test_a_value_in_its_printed_unit_has_no_needless_decimals(base: str, unit: str, value: str) -> None:
    assert str(in_unit(Decimal(base), unit)) == value
