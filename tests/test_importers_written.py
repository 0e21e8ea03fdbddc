"""What people write in cells and lists: understood in one way, or refused with the reason and never guessed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.importers.written import MONTHS, Unreadable, amount, day, one_of, text, yes_no
from facts.yamlscalars import UNWANTED

NB, THIN, MINUS = "\u00a0", "\u202f", "\u2212"

AMOUNTS = {
    "0": "0", "12": "12", " 12 ": "12", "1234": "1234", "1 234": "1234", "1 234 567": "1234567", f"1{NB}234,5": "1234.5", f"1{THIN}234,50": "1234.50",
    "12,5": "12.5", "12.5": "12.5", "12.50": "12.50", "1,234": "1.234", "0.125": "0.125", "1234.567": "1234.567", "0,10": "0.10",
    "-12": "-12", f"{MINUS}12": "-12", "–12": "-12", "- 12": "-12", f"{MINUS}{NB}1 234,5": "-1234.5", "+12": "12", "-0": "0", "-0,0": "0.0",
    "15 %": "15", "15%": "15", f"15,5{NB}%": "15.5", "900000000000": "900000000000",
}  # fmt: skip

REFUSED_AMOUNTS = {
    "": 'hittade ""; väntade ett tal; gör så här: fyll i talet',
    "1.234": 'hittade "1.234"; väntade ett tal som kan läsas på ett sätt; '
    "gör så här: skriv 1 234 om punkten skiljer tusental, 1,234 om den är decimaltecken",
    "-12.500": 'hittade "-12.500"; väntade ett tal som kan läsas på ett sätt; '
    "gör så här: skriv -12 500 om punkten skiljer tusental, -12,500 om den är decimaltecken",
    "1.234,5": 'hittade "1.234,5"; väntade ett tal med högst ett decimaltecken; '
    "gör så här: skriv blanksteg mellan tusental och decimalkomma, som i 1 234,5",
    "1,234.5": 'hittade "1,234.5"; väntade ett tal med högst ett decimaltecken; '
    "gör så här: skriv blanksteg mellan tusental och decimalkomma, som i 1 234,5",
    "12 34": 'hittade "12 34"; väntade blanksteg bara mellan grupper av tre siffror; '
    "gör så här: skriv talet som i 1 234 567, eller utan blanksteg",
    "1234 567": 'hittade "1234 567"; väntade blanksteg bara mellan grupper av tre siffror; '
    "gör så här: skriv talet som i 1 234 567, eller utan blanksteg",
    "(12)": 'hittade "(12)"; väntade ett tal som 1 234,5 eller −12; gör så här: skriv minustecken före talet i stället för parentes',
    "12-": 'hittade "12-"; väntade ett tal som 1 234,5 eller −12; gör så här: skriv minustecknet före talet',
    "1e3": 'hittade "1e3"; väntade ett tal som 1 234,5 eller −12; gör så här: skriv talet utan tiopotens',
    "1'234": "hittade \"1'234\"; väntade ett tal som 1 234,5 eller −12; gör så här: skriv blanksteg mellan tusental",
    ",5": 'hittade ",5"; väntade ett tal som 1 234,5 eller −12; gör så här: skriv en siffra före decimaltecknet, som i 0,5',
    "5,": 'hittade "5,"; väntade ett tal som 1 234,5 eller −12; gör så här: skriv decimaler efter decimaltecknet, eller ta bort det',
    "0012": 'hittade "0012"; väntade ett tal som 1 234,5 eller −12; gör så här: skriv talet utan inledande nollor',
    "ca 15": 'hittade "ca 15"; väntade ett tal utan ord före; gör så här: skriv talet ensamt',
    "~80": 'hittade "~80"; väntade ett tal utan ord före; gör så här: skriv talet ensamt',
    "=A1+1": 'hittade "=A1+1"; väntade ett tal; gör så här: skriv talet i stället för formeln',
    "#REF!": 'hittade "#REF!"; väntade ett tal; gör så här: skriv talet i stället för formeln',
    "tolv": 'hittade "tolv"; väntade ett tal som 1 234,5 eller −12; gör så här: skriv talet med siffror',
    "½": 'hittade "½"; väntade ett tal som 1 234,5 eller −12; gör så här: skriv talet med siffror',
    "١٢": 'hittade "١٢"; väntade ett tal som 1 234,5 eller −12; gör så här: skriv talet med siffror',
    "--12": 'hittade "--12"; väntade ett tal som 1 234,5 eller −12; gör så här: skriv talet med siffror',
    "12 tkr": 'hittade "12 tkr"; väntade ett tal utan enhet, eller med %; gör så här: skriv talet utan enhet',
}

DAYS = [
    "2021-11-30", " 2021-11-30 ", "2021-11-30 00:00", "2021-11-30T00:00:00", "2021/11/30", "2021.11.30", "20211130", "30/11 2021",
    f"30/11{NB}2021", "30/11-2021", "30.11.2021", "30.11 2021", "30/11/2021", "30 nov 2021", "30 nov. 2021", "30 november 2021",
    "30 NOVEMBER 2021", "den 30 november 2021", "30:e november 2021",
]  # fmt: skip

FORM = "ett datum som 2021-11-30, 30/11 2021, 30.11.2021 eller 30 november 2021"
REFUSED_DAYS = {
    "": f'hittade ""; väntade {FORM}; gör så här: fyll i datumet',
    "03/04/2021": 'hittade "03/04/2021"; väntade ett datum som kan läsas på ett sätt; gör så här: skriv 2021-04-03 eller 2021-03-04',
    "03/04/21": 'hittade "03/04/21"; väntade ett år med fyra siffror; '
    "gör så här: skriv datumet som i: 2021-11-30, för två siffror kan läsas på flera sätt",
    "211130": 'hittade "211130"; väntade ett år med fyra siffror; '
    "gör så här: skriv datumet som i: 2021-11-30, för två siffror kan läsas på flera sätt",
    "30 nov 21": 'hittade "30 nov 21"; väntade ett år med fyra siffror; '
    "gör så här: skriv datumet som i: 2021-11-30, för två siffror kan läsas på flera sätt",
    "30/11": 'hittade "30/11"; väntade ett datum med år; gör så här: skriv ut året, som i: 2021-11-30',
    "30 november": 'hittade "30 november"; väntade ett datum med år; gör så här: skriv ut året, som i: 2021-11-30',
    "31 november 2021": 'hittade "31 november 2021"; väntade ett datum som finns i kalendern; gör så här: rätta dagen, månaden eller året',
    "2021-02-29": 'hittade "2021-02-29"; väntade ett datum som finns i kalendern; gör så här: rätta dagen, månaden eller året',
    "2021-30-11": 'hittade "2021-30-11"; väntade ett datum som finns i kalendern; gör så här: rätta dagen, månaden eller året',
    "0021-11-30": 'hittade "0021-11-30"; väntade ett år mellan 1900 och 2200; gör så här: rätta året',
    "30 novmber 2021": 'hittade månaden "novmber" i "30 novmber 2021"; väntade en svensk månad; '
    "gör så här: skriv datumet som i: 2021-11-30, eller skriv november om det var det som avsågs",
    "44530": f'hittade "44530"; väntade {FORM}; gör så här: skriv datumet som i: 2021-11-30, för ett ensamt tal är inget datum',
    "2021-11-30 14:05": f'hittade "2021-11-30 14:05"; väntade {FORM}; gör så här: skriv datumet som i: 2021-11-30',
    "i november": f'hittade "i november"; väntade {FORM}; gör så här: skriv datumet som i: 2021-11-30',
    "v. 48": f'hittade "v. 48"; väntade {FORM}; gör så här: skriv datumet som i: 2021-11-30',
    "30.11/2021": f'hittade "30.11/2021"; väntade {FORM}; gör så här: skriv datumet som i: 2021-11-30',
}


@pytest.mark.parametrize(("written", "meant"), AMOUNTS.items())
def test_an_amount_is_understood_with_its_printed_decimals(written: str, meant: str) -> None:
    assert str(amount(written)) == meant


@pytest.mark.parametrize(("written", "message"), REFUSED_AMOUNTS.items())
def test_an_amount_that_is_none_or_could_be_two_is_refused_with_the_reason(written: str, message: str) -> None:
    with pytest.raises(Unreadable) as raised:
        amount(written)
    assert str(raised.value) == message


def test_a_unit_beside_the_amount_must_be_the_expected_one() -> None:
    given = {"12 tkr": "tkr", "1 234,5 KR": "kr", "90 %": "%", "90": "%"}
    assert [str(amount(written, unit)) for written, unit in given.items()] == ["12", "1234.5", "90", "90"]
    for written, unit in (("12 mnkr", "tkr"), ("15 %", "st"), ("3 st", "%")):
        with pytest.raises(Unreadable, match=f"väntade ett tal i {unit}; gör så här: räkna om talet till {unit}"):
            amount(written, unit)


@given(st.decimals(min_value=-(10**11), max_value=10**11, places=2))
def test_every_amount_written_as_swedes_write_it_is_read_back(value: Decimal) -> None:
    written = f"{value:,f}".replace(",", NB).replace(".", ",").replace("-", MINUS)
    assert amount(written) == value


@pytest.mark.parametrize("written", DAYS)
def test_a_day_is_understood(written: str) -> None:
    assert day(written) == dt.date(2021, 11, 30)


@pytest.mark.parametrize(("written", "message"), REFUSED_DAYS.items())
def test_a_day_that_is_none_or_could_be_two_is_refused_with_the_reason(written: str, message: str) -> None:
    with pytest.raises(Unreadable) as raised:
        day(written)
    assert str(raised.value) == message


@given(st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31)))
def test_every_day_is_read_in_each_of_its_forms(one: dt.date) -> None:
    month = MONTHS[one.month - 1]
    forms = [one.isoformat(), f"{one:%Y%m%d}", f"{one.day}/{one.month} {one.year}", f"{one:%d.%m.%Y}", f"{one.day} {month} {one.year}"]
    assert {day(form) for form in forms} == {one}


@pytest.mark.parametrize("month", range(1, 13))
def test_the_first_letters_of_a_month_are_enough(month: int) -> None:
    assert day(f"1 {MONTHS[month - 1][:3]} 2021") == dt.date(2021, month, 1)


def test_a_day_with_slashes_is_read_where_only_one_reading_is_a_day() -> None:
    assert (day("04/04/2021"), day("13/04/2021")) == (dt.date(2021, 4, 4), dt.date(2021, 4, 13))
    assert day("03/04 2021") == dt.date(2021, 4, 3)


def test_yes_and_no_are_read_whatever_their_capitals() -> None:
    assert [yes_no(word) for word in ("ja", "Ja ", "JA", "SANT", "nej", "Nej", "FALSKT")] == [True] * 4 + [False] * 3
    for word in ("", "j", "x", "yes", "1"):
        with pytest.raises(Unreadable, match="väntade ja eller nej; gör så här: skriv ja eller nej"):
            yes_no(word)


def test_a_word_of_a_list_is_found_and_a_misspelt_one_names_the_nearest() -> None:
    assert one_of(" Moment", ["moment", "datum"], "kolumnen") == "moment"
    with pytest.raises(Unreadable) as raised:
        one_of("Monent", ["moment", "datum"], "kolumnen")
    assert str(raised.value) == 'hittade kolumnen "Monent"; väntade en av moment, datum; gör så här: skriv moment om det var det som avsågs'


def test_a_text_is_put_on_one_line_with_composed_letters_and_hidden_signs_are_refused() -> None:
    assert text(f"  Ra\u030ad{NB}och\n  rön\t ") == "Råd och rön"
    with pytest.raises(Unreadable) as raised:
        text("a\u200bb")
    assert str(raised.value) == 'hittade styrtecknet U+200B i "ab"; väntade synliga tecken; gör så här: ta bort tecknet, eller skriv om texten'


@given(st.text(max_size=30))
@pytest.mark.parametrize("read", [amount, day, yes_no, text])
def test_whatever_is_written_is_read_or_refused_and_what_is_told_can_be_shown(read: Callable[[str], object], written: str) -> None:
    told = [""]
    try:
        read(written)
    except Unreadable as refused:
        told += refused.words
    assert not any(map(UNWANTED.search, told))
