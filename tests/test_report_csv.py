"""The ratings as CSV: what a Swedish Excel opens rightly, one row to a rating, and no text that becomes a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from reports_sample import sample

from checker.pipeline import run_check
from reports.csv_form import HEADS, cell
from reports.formats import as_text
from reports.report import Rating, Report
from reports.swedish import NBSP


@pytest.fixture(scope="module")
def report() -> Report:
    return sample()


def text(report: Report) -> str:
    return as_text(report, "csv", False, 80)


def rows(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(report).removeprefix("\ufeff"), newline=""), delimiter=";"))


def with_text(report: Report, told: str) -> Report:
    """The report with one rating whose every text is the given one."""
    rating: Rating = replace(report.ratings[0], id=told, title=told, target=told, outcomes=(told,), because=told, sources=())
    return replace(report, ratings=(rating,))


def test_it_begins_with_the_mark_and_the_heads_and_ends_each_row_as_the_standard_says(report: Report) -> None:
    lines = text(report).split("\r\n")
    assert lines[0] == "\ufeff" + ";".join(HEADS)
    assert lines[-1] == ""
    assert "\n" not in "".join(lines)
    assert text(report).encode().startswith(b"\xef\xbb\xbfId;Niv\xc3\xa5;")


def test_there_is_one_row_for_each_rating_in_the_same_order(report: Report) -> None:
    assert [row["Id"] for row in rows(report)] == [rating.id for rating in report.ratings]


def test_a_rating_is_told_in_swedish_words(report: Report) -> None:
    assert rows(report)[0] == {
        "Id": "K-1.1",
        "Nivå": "mätetal",
        "Enhet": "Kulturverksamheten och samverkan i Södra Exempelbygden",
        "Titel": "Minst 90 % av besökarna är nöjda",
        "Målnivå": "minst 90 %",
        "Utfall": "utfall:K-1.1",
        "Bedömning": "ej uppfyllt",
        "Möjliga bedömningar": "ej uppfyllt",
        "Redovisat": "uppfyllt",
        "Påståendet": "motsagt",
        "Riktning": "bättre än underlaget visar",
        "Belägg": "siffra",
        "Skäl": "",
        "Förklaring": "Utfallet 88 % når inte målnivån minst 90 % (Årsredovisning 2021, 4.2).",
        "Källor": "Årsredovisning 2021, 4.2",
    }


def test_what_is_confirmed_by_the_reports_own_word_and_what_is_honestly_partly_is_told_apart(report: Report) -> None:
    told = {row["Id"]: row for row in rows(report)}
    assert told["K-1.2"]["Påståendet"] == "bekräftat endast av redovisningens egen uppgift"
    assert told["K-2.1"]["Riktning"] == "målnivån nås inte; redovisat som delvis"
    assert told["K-2"]["Skäl"] == "vilar på en bedömning som inte är avgjord"
    assert told["K-2"]["Möjliga bedömningar"] == "uppfyllt, delvis uppfyllt eller ej uppfyllt"
    assert [told[one]["Enhet"] for one in ("E-1", "IK-1a", "GEH")] == ["Ekonomi", "Intern kontroll", "Hela organisationen"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "\r=", "\n=", " =", f"{NBSP}=", "\x00=", "＝", "＋", "－", "＠"])
def test_no_text_becomes_a_formula(report: Report, sign: str) -> None:
    (row,) = rows(with_text(report, f"{sign}1+1"))
    told = [row[head] for head in ("Id", "Titel", "Målnivå", "Utfall", "Förklaring")]
    assert [one[0] for one in told] == ["'"] * 5
    assert not any(one.lstrip().startswith(tuple("=+-@＝＋－＠\t\r")) for one in row.values())


def test_a_real_minus_and_a_sign_within_a_text_stay_as_they_are() -> None:
    assert [cell(text) for text in ("−866 tkr", "a = b", "F-4.3", "")] == ["−866 tkr", "a = b", "F-4.3", ""]


@pytest.mark.parametrize("odd", ["a;b \"c\" 'd'", "rad ett\nrad två", "a\r\nb", "flik\thär", "\x00\x07\x1b[31m", "å\u2028ä\u2029ö", "\ud800"])
def test_an_odd_text_stays_in_its_cell_on_its_row(report: Report, odd: str) -> None:
    whole = text(with_text(report, odd))
    assert whole.count("\r\n") == 2
    assert all(sign.isprintable() or sign in "\r\n\ufeff" for sign in whole)
    (row,) = csv.reader(io.StringIO(whole.removeprefix("\ufeff").split("\r\n", 1)[1], newline=""), delimiter=";")
    assert len(row) == len(HEADS)
    assert whole.encode()


def test_the_real_report_has_a_row_for_each_rating() -> None:
    report = run_check(None, None, 2020)
    told = rows(report)
    assert len(told) == len(report.ratings)
    assert all(None not in row and None not in row.values() for row in told)
    assert text(report) == text(run_check(None, None, 2020))
