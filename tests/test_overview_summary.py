"""What many kept checks say together: each count is the one that the check's own report has, and nothing falls between the groups."""

from __future__ import annotations

import functools
from collections import Counter
from dataclasses import replace

import pytest
from reports_sample import sample
from store_sample import add_error, renamed, store

from checker.batch.summary import overview_of
from checker.pipeline import run_check
from reports.json_form import form
from reports.overview import BY_SORT, BY_TITLE, Checked, Overview
from reports.report import Finding, Missing, Rating, Report


@functools.cache
def real(year: int) -> Report:
    return run_check(None, None, year)


def of(*reports: Report) -> Overview:
    return overview_of(store(*reports), "1.0.0")


def one(report: Report) -> Checked:
    (found,) = of(report).checked
    return found


def summed(report: Report, count: str) -> int:
    return sum(counts[count] for levels in form(report)["summary"].values() for counts in levels.values())


def restated(*, rating: str, findings: bool) -> Report:
    """The sample with BK-2 so rated, with or without a known deficit."""
    made = sample()
    rated = Rating("BK-2", "goal", "balanskrav", None, "Återställande", rating, (rating,), "759 tkr återstår.", ())
    said = (Finding("aterstallande-BK-2", "aterstallande", "Årets resultat 2019 är −866 tkr.", ("BK-2",), ()),) if findings else ()
    others = tuple(found for found in made.findings if found.kind != "aterstallande")
    return replace(made, ratings=(*made.ratings, rated), findings=(*others, *said))


# --- one check


@pytest.mark.parametrize("year", [2017, 2020])
def test_the_counts_of_a_check_are_those_of_its_own_report(year: int) -> None:
    report, found = real(year), one(real(year))
    assert found.confirmed == summed(report, "bekraftat") + found.confirmed_own_word
    assert found.confirmed_own_word == summed(report, "bekraftat_egen_uppgift")
    assert found.contradicted == summed(report, "motsagt")
    assert found.unsupported == summed(report, "obestyrkt")
    ties = Counter(tie.status for tie in report.ties)
    assert (found.ties, found.ties_deviating, found.ties_missing) == (len(report.ties), ties["avvikelse"], ties["underlag_saknas"])
    assert found.missing == len(report.missing)
    assert found.overdue == sum(finding.kind == "forsenad_atgard" for finding in report.findings)
    goals = Counter(rating.rating for rating in report.ratings if rating.level == "goal" and rating.area == "mal")
    assert found.goals == tuple(goals[code] for code in ("uppfyllt", "delvis", "ej", "underlag_saknas", "ej_tillampligt"))


def test_the_year_2020_is_told_as_its_report_tells_it() -> None:
    found = one(real(2020))
    assert (found.name, found.exit_code, found.error) == ("Boråsregionen Sjuhärads kommunalförbund", 1, None)
    assert found.file == f"{found.organisation}/2020.json"
    assert (found.whole, found.balance) == ("delvis", ("uppfyllt", "underlag_saknas", "uppfyllt"))
    assert (found.contradicted, found.contradicted_counts) == (19, 2)
    assert found.restoration == (
        "Om inget justerades återstår 759 tkr av underskottet 2019 vid utgången av 2020, att återställa senast 2022. "
        "Balanskravsutredning saknas för 2018 och 2019; utfallet kan inte avgöras."
    )
    assert [text[:37] for text in found.unrestored] == ["Årets resultat 2019 är −866 tkr (Årsr"]


@pytest.mark.parametrize(
    ("rating", "findings", "restoring"),
    [
        ("ej", True, True),
        ("delvis", True, True),
        ("delvis", False, True),
        ("underlag_saknas", True, True),
        ("underlag_saknas", False, False),
        ("uppfyllt", True, False),
        ("uppfyllt", False, False),
    ],
)
def test_a_deficit_remains_where_bk_2_does_not_rate_it_as_restored_and_it_is_known(rating: str, findings: bool, restoring: bool) -> None:
    found = one(restated(rating=rating, findings=findings))
    assert found.is_restoring is restoring
    assert found.restoration == ("759 tkr återstår." if restoring else None)
    assert found.unrestored == (("Årets resultat 2019 är −866 tkr.",) if restoring and findings else ())


def test_a_check_without_result_has_its_error_and_nothing_else() -> None:
    connection = store(sample())
    add_error(connection, "annan", 2019, 2, "fil.yaml:1:1: fel\nfil.yaml:2:1: fel")
    first, second = overview_of(connection, "1.0.0").checked
    assert first == Checked("annan", "annan", 2019, 2, "fil.yaml:1:1: fel\nfil.yaml:2:1: fel")
    assert second.error is None


def test_checks_stand_by_organisation_and_year() -> None:
    found = of(renamed(sample(), "b", 2020), renamed(sample(), "a", 2021), renamed(sample(), "a", 2019))
    assert [(each.organisation, each.year) for each in found.checked] == [("a", 2019), ("a", 2021), ("b", 2020)]


def test_an_empty_store_gives_an_empty_overview() -> None:
    assert of() == Overview("1.0.0", ())


# --- what many have in common


def test_every_contradicted_claim_is_in_one_sort_and_one_title() -> None:
    found = of(real(2017), real(2020))
    claims = sum(each.contradicted for each in found.checked)
    counts = sum(each.contradicted_counts for each in found.checked)
    assert sum(each.times for each in found.contradicted if each.kind == BY_SORT) == claims + counts
    assert sum(each.times for each in found.contradicted if each.kind == BY_TITLE) == claims


def test_every_missing_fact_is_in_one_sort_and_one_title() -> None:
    found = of(real(2017), real(2020))
    for kind in (BY_SORT, BY_TITLE):
        assert sum(each.times for each in found.missing if each.kind == kind) == sum(each.missing for each in found.checked)


def test_the_sorts_of_2020_are_told_in_words_that_any_organisation_has() -> None:
    sorts = [(each.text, each.times) for each in of(real(2020)).contradicted if each.kind == BY_SORT]
    assert sorts[:2] == [
        ("mätetal: redovisat uppfyllt, underlaget visar ej uppfyllt", 6),
        ("mål: redovisat delvis uppfyllt, underlaget visar ej uppfyllt", 4),
    ]
    assert ("antal: det redovisade antalet avviker från vad underlaget visar", 2) in sorts
    missing = {each.text: each.times for each in of(real(2020)).missing if each.kind == BY_SORT}
    assert missing["mätetal: siffra saknas"] == 17
    assert missing["kontrollmoment: antal kontroller framgår inte"] == 9
    assert missing["balanskrav: balanskravsutredning saknas"] == 1


def test_a_claim_that_is_excluded_where_nothing_is_settled_is_told_so() -> None:
    made = sample()
    rated = Rating("T-1", "goal", "mal", None, "Titel", "underlag_saknas", ("delvis", "ej"), "", (), claimed="uppfyllt", verdict="motsagt")
    sorts = [each.text for each in of(replace(made, ratings=(rated,))).contradicted if each.kind == BY_SORT]
    assert "mål: redovisat uppfyllt; underlaget utesluter det men avgör inte vad som gäller" in sorts


def test_the_most_frequent_is_what_most_checks_have_then_what_is_there_most_times_then_by_text() -> None:
    found = of(renamed(real(2020), "a", 2020), renamed(real(2020), "b", 2020), renamed(sample(), "c", 2020))
    order = [(-each.number, -each.times, each.text) for each in found.contradicted]
    assert order == sorted(order)
    (whole,) = (each for each in found.contradicted if each.text == "helhet: God ekonomisk hushållning")
    assert (whole.kind, whole.number, whole.times, whole.where, whole.organisations) == (BY_TITLE, 2, 2, (("a", 2020), ("b", 2020)), 2)


def test_the_same_title_at_two_levels_is_two_things() -> None:
    made = sample()
    alike = tuple(replace(rating, title="Samma rubrik") for rating in made.ratings)
    found = {each.text for each in of(replace(made, ratings=alike)).contradicted if each.kind == BY_TITLE}
    assert found == {"mätetal: Samma rubrik", "mål: Samma rubrik"}


def test_a_missing_fact_that_belongs_to_no_rating_is_counted_all_the_same() -> None:
    made = replace(sample(), missing=(Missing("underlag:ingen", "Vad framgår?", ("ingen",)),))
    assert [(each.kind, each.text, each.times) for each in of(made).missing] == [(BY_SORT, "övrigt: skälet anges inte", 1)]


def test_reading_changes_nothing() -> None:
    connection = store(sample())
    connection.execute("PRAGMA query_only = ON")
    assert overview_of(connection, "1.0.0") == of(sample())
