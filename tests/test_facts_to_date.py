"""What a year's facts may say before it is over: columns, days and figures that pass, on the limit of those that are refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from facts.errors import BadInput
from facts.loading import load_year

GOOD = Path(__file__).parent / "cases" / "god" / "exempel"
TABLE = """tabeller:
  delår:
    titel: Delårsbokslut
    källa: ar2020, 3.1
    enhet: tkr
    kolumner: [2020-11, utfall2020-08, utfall2019-11, prognos2020]
    rader:
      intäkter: [1, 2, 3, 4]
"""


def errors(tmp_path: Path, written: str) -> list[str]:
    """What loading says of the good example with one more file."""
    folder = Path(shutil.copytree(GOOD, tmp_path / GOOD.name))
    (folder / "2020" / "extra.yaml").write_text(written, encoding="utf-8")
    try:
        load_year(folder, 2020)
    except BadInput as bad:
        return [str(error) for error in bad.errors]
    return []


def summed(terms: str, more: str, section: str = "utfall") -> str:
    """A file with one outcome or forecast that is a sum of the terms."""
    return f"{section}:\n  - {{mätetal: F-2.1, uppgift: intäkter, källa: 'ar2020, 3', värde_av: [{terms}], enhet: tkr{more}}}\n{TABLE}"


@pytest.mark.parametrize(
    ("terms", "more"),
    [
        ("delår.intäkter.2020-11", ", per: 2020-11-01"),
        ("delår.intäkter.2020-11", ", per: 2020-11-30"),
        ("delår.intäkter.utfall2020-08", ", per: 2020-08-31"),
        ("delår.intäkter.2020-11, -delår.intäkter.utfall2019-11", ", per: 2020-11-30"),
        ("resultat.intäkter.2020, -resultat.intäkter.budget2020", ""),
        ("-delår.intäkter.2020-11, resultat.intäkter.budget2020", ", per: 2020-11-30"),
    ],
)
def test_an_outcome_takes_the_years_figure_one_of_its_own_month_or_a_deviation_from_budget(tmp_path: Path, terms: str, more: str) -> None:
    assert errors(tmp_path, summed(terms, more)) == []


FORESEEN = ["delår.intäkter.prognos2020", "resultat.intäkter.2020", "delår.intäkter.prognos2020, -resultat.intäkter.budget2020"]


@pytest.mark.parametrize("terms", FORESEEN)
def test_a_forecast_takes_the_forecast_the_years_figure_or_a_deviation_from_budget(tmp_path: Path, terms: str) -> None:
    assert errors(tmp_path, summed(terms, ", gjord: 2020-11-30", "prognoser")) == []


@pytest.mark.parametrize("day", ["2020-10-31", "2020-12-01"])
def test_an_outcome_of_the_day_beside_its_columns_month_is_refused(tmp_path: Path, day: str) -> None:
    (told,) = errors(tmp_path, summed("delår.intäkter.2020-11", f", per: {day}"))
    assert f'kolumnen "2020-11" per: {day}; väntade per: med en dag i 2020-11' in told


def test_a_tie_takes_any_column(tmp_path: Path) -> None:
    tie = "avstämningar:\n  - {id: AV-1, titel: intäkter, vänster: [delår.intäkter.prognos2020], höger: [resultat.intäkter.budget2020]}\n"
    assert errors(tmp_path, tie + TABLE) == []


def visits(*figures: str, criterion: str = "räknas_upp: ja", unit: str = "st") -> str:
    """A file with a count and what is known of it."""
    rows = [f"  - {{mätetal: F-3.1, uppgift: besök, källa: 'ar2020, 4', enhet: {unit}, {figure}}}\n" for figure in figures]
    level = f"{{id: F-3.1, titel: Besök, slag: nivå, villkor: minst, nivå: 9, enhet: {unit}, {criterion}}}"
    goal = f"mål:\n  - {{id: F-3, enhet: FORBUNDET, titel: Besök, källa: 'plan2020, 1', mätetal: [{level}]}}\n"
    return goal + "utfall:\n" + "".join(rows)


AUGUST, NOVEMBER = "per: 2020-08-31", "per: 2020-11-30"


@pytest.mark.parametrize(
    "figures",
    [
        (f"värde: 5, {AUGUST}", f"värde: 5, {NOVEMBER}"),  # on the limit
        (f"värde: 0, {AUGUST}", f"värde: 7, {NOVEMBER}", "värde: 9"),
        (f"värde: 5, gräns: ungefär, {AUGUST}", f"värde: 4, {NOVEMBER}"),
        (f"värde: 5, {AUGUST}", f"värde: 4, gräns: minst, {NOVEMBER}"),
        (f"värde: 5, {AUGUST}", f"värde: 4, bas: de som bokat, {NOVEMBER}"),
        (f"värde: 5, {AUGUST}", "värde: 6, del_av_året: ja, per: 2020-12-01"),
        (f"värde: 5, {AUGUST}", f"värde: 5, {AUGUST}"),
        (f"värde: 5, {AUGUST}", f"värde: 4, gräns: minst, {AUGUST}"),
    ],
)
def test_a_count_that_grows_or_may_have_grown_passes(tmp_path: Path, figures: tuple[str, ...]) -> None:
    assert errors(tmp_path, visits(*figures)) == []


def test_a_count_of_a_part_of_the_year_states_its_day(tmp_path: Path) -> None:
    """Without it the figure would be held against the year's level as the year's own."""
    (told,) = errors(tmp_path, visits("värde: 5, del_av_året: ja"))
    assert "hittade del_av_året: ja utan per:; väntade per: med dagen som siffran gäller till" in str(told)
    assert errors(tmp_path / "b", visits("värde: 5, del_av_året: ja", criterion="räknas_upp: ja, årsbasis: ja")) == []
    assert errors(tmp_path / "c", visits("värde: 5, del_av_året: ja", criterion="räknas_upp: nej")) == []


def test_what_does_not_count_up_may_shrink_and_be_below_zero(tmp_path: Path) -> None:
    assert errors(tmp_path, visits(f"värde: 5, {AUGUST}", f"värde: -1, {NOVEMBER}", criterion="räknas_upp: nej")) == []


def test_a_change_told_in_percent_may_be_below_zero_though_what_is_counted_grows(tmp_path: Path) -> None:
    assert errors(tmp_path, visits(f"värde: -5, {AUGUST}", criterion="räknas_upp: ja, förändring: relativ", unit="'%'")) == []
    folder = tmp_path / "antal"
    (told,) = errors(folder, visits(f"värde: -5, föregående: 3, {AUGUST}", criterion="räknas_upp: ja, förändring: relativ", unit="'%'"))
    assert "värde: -5; väntade minst 0" in told


@pytest.mark.parametrize("lower", ["värde: 4", "värde: 4, gräns: högst", "värde: 5, gräns: mindre än, per: 2020-12-30"])
def test_a_count_that_has_shrunk_is_refused_with_both_places(tmp_path: Path, lower: str) -> None:
    told = errors(tmp_path, visits(f"värde: 5.5, gräns: minst, {AUGUST}", lower))
    assert len(told) == 1
    assert "väntade minst 5.5 st per 2020-08-31 (2020/extra.yaml:4:" in told[0]


def test_two_exact_figures_of_the_years_last_day_are_for_the_rules(tmp_path: Path) -> None:
    assert errors(tmp_path, visits("värde: 5", "värde: 4, per: 2020-12-31", criterion="räknas_upp: nej")) == []


@pytest.mark.parametrize("figure", ["värde: 0", "värde: 100", "värde: 100.0, gräns: högst"])
def test_a_share_of_opinions_is_from_none_to_all(tmp_path: Path, figure: str) -> None:
    assert errors(tmp_path, visits(figure, criterion="åsikt: ja", unit="'%'")) == []


@pytest.mark.parametrize("figure", ["värde: 100.01", "värde: -0.01"])
def test_a_share_of_opinions_beyond_that_is_refused_and_any_other_share_is_not(tmp_path: Path, figure: str) -> None:
    (told,) = errors(tmp_path / "ja", visits(figure, criterion="åsikt: ja", unit="'%'"))
    assert "väntade en andel från 0 till 100 % för ett mätetal med åsikt: ja" in told
    assert errors(tmp_path / "nej", visits(figure, criterion="åsikt: nej", unit="'%'")) == []


@pytest.mark.parametrize(("year", "number"), [(2019, 0), (2020, 0), (2021, 1)])
def test_a_plan_restores_the_deficit_of_the_year_or_an_earlier_one(tmp_path: Path, year: int, number: int) -> None:
    decided = "organ: Direktionen, datum: 2020-12-01, paragraf: § 1, skäl: skäl, källa: 'ar2020, 2'"
    plan = f"beslut:\n  - {{id: B-9, slag: återställandeplan, underskott_år: {year}, {decided}}}\n"
    assert len(errors(tmp_path, plan)) == number
