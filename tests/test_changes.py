"""Settings as people write them: which fact each is about, what is refused and how, and that a changed year leaves the loaded one alone."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from year_builder import written

from checker.pipeline import Earlier, check_facts
from facts.changes import CellSet, changed
from facts.errors import BadInput
from facts.loading import bundled_root, find_organisation, load_year
from facts.settings import settings_of
from facts.year import Year
from reports.report import Report

GOALS = """
mål:
  - id: F-1
    enhet: A
    titel: nöjda
    källa: plan, 1
    mätetal:
      - {id: F-1.1, titel: nöjda, slag: nivå, villkor: minst, nivå: 90, enhet: "%"}
      - {id: F-1.2, titel: plan, slag: leverans, art: produkt, skäl: ett dokument}
      - {id: F-1.3, titel: besök, slag: nivå, villkor: minst, nivå: 5, enhet: besök}
utfall:
  - {mätetal: F-1.1, uppgift: enkät, värde: 85, enhet: "%", antal_svar: 34, källa: "ar, 4"}
  - {mätetal: F-1.3, uppgift: a, status: genomfört, källa: "ar, 4"}
  - {mätetal: F-1.3, uppgift: b, status: inställt, källa: "ar, 5"}
påståenden:
  - {om: F-1.1, påstår: uppfyllt, ord: nått, källa: "ar, 4"}
"""
TABLES = """
tabeller:
  rr:
    titel: Resultaträkning
    källa: ar, 3
    enhet: tkr
    kolumner: [2020, 2019]
    rader: {intäkter: [100, 90], årets_resultat: [10, 5], tomt: [~, 1]}
    summor: {årets_resultat: [intäkter]}
    roller: {årets_resultat: årets_resultat}
  bku:
    titel: Balanskrav
    källa: ar, 3
    enhet: kr
    kolumner: [2020]
    rader: {årets_resultat: [10000], balanskravsresultat: [10000]}
    summor: {balanskravsresultat: [årets_resultat]}
    roller: {bk_årets_resultat: årets_resultat, bk_resultat: balanskravsresultat}
texttal:
  t.resultat: {värde: 10, enhet: tkr, anger: årets resultat, källa: "ar, 2"}
avstämningar:
  - {id: AV-text, titel: texten, vänster: [t.resultat], höger: [rr.årets_resultat.2020]}
"""
CONTROL = """
kontrollområden:
  - id: IK-1
    område: Redovisning
    källa: plan, 9
    moment:
      - {id: IK-1a, moment: bokförda poster, frekvens: 2 ggr/år, ansvarig: Chefen}
      - {id: IK-1b, moment: fakturor, frekvens: kvartalsvis, ansvarig: Chefen}
kontrollogg:
  - {moment: IK-1b, datum: 2020-02-01, av: A, resultat: utan notering, källa: "ar, 9"}
  - {moment: IK-1b, datum: 2020-05-01, av: A, resultat: utan notering, källa: "ar, 9"}
"""


@pytest.fixture(scope="module")
def year() -> Year:
    with written([GOALS, TABLES, CONTROL]) as root:
        return load_year(root / "exempel", 2020)


def checked(year: Year, *settings: str) -> Report:
    return check_facts(changed(year, [change for one in settings_of(year, settings) for change in one.changes]), {})


def rating(report: Report, node: str) -> str:
    return next(one.rating for one in report.ratings if one.id == node)


def refusal(year: Year, *settings: str) -> list[str]:
    with pytest.raises(BadInput) as refused:
        settings_of(year, settings)
    return [str(error) for error in refused.value.errors]


@pytest.mark.parametrize("name", ["rr.årets_resultat.2020", "rr.arets_resultat.2020", "RR.ÅRETS_RESULTAT", "rr.årets_resultat"])
def test_an_id_is_known_with_and_without_its_letters_and_a_row_is_the_years(year: Year, name: str) -> None:
    (one,) = settings_of(year, [f"{name}=-200"])
    assert (one.fact, one.was, one.becomes) == ("rr.årets_resultat.2020", "10 tkr", "−200 tkr")
    assert one.changes == (CellSet("rr", "årets_resultat", "2020", Decimal(-200)),)


@pytest.mark.parametrize("name", ["arets_resultat", "aretsresultat", "årets_resultat", "ÅRETSRESULTAT", "årets_resultat.2020"])
def test_a_role_is_set_wherever_the_same_amount_stands_each_in_its_unit(year: Year, name: str) -> None:
    found = settings_of(year, [f"{name}=−1 234,5"])
    assert [(one.fact, one.becomes) for one in found] == [("rr.årets_resultat.2020", "−1 234,5 tkr"), ("bku.årets_resultat.2020", "−1 234 500 kr")]


def test_an_amount_that_no_table_has_is_made(year: Year) -> None:
    (one,) = settings_of(year, ["bk_resultat.2018=-5"])
    assert (one.fact, one.was, one.becomes) == ("bk_resultat.2018", None, "−5 tkr")
    assert {step.rule for step in checked(year, "bk_resultat.2018=-5").trace} >= {"BK-2-UNDERSKOTT"}


def test_an_outcome_is_changed_made_and_made_another_kind(year: Year) -> None:
    assert rating(checked(year), "F-1.1") == "ej"
    assert rating(checked(year, "F-1.1=90"), "F-1.1") == "uppfyllt"
    assert rating(checked(year, "F-1.1=ej mätt"), "F-1.1") == "underlag_saknas"
    assert rating(checked(year), "F-1.2") == "underlag_saknas"
    assert rating(checked(year, "F-1.2=del färdig"), "F-1.2") == "delvis"


def test_an_outcome_of_several_is_set_alone_by_its_number_and_all_of_them_by_the_id(year: Year) -> None:
    report = checked(year)
    assert next(one.reason for one in report.ratings if one.id == "F-1.3") == "motstridigt"
    assert rating(checked(year, "F-1.3:utfall-1=inställt"), "F-1.3") == "ej"
    assert rating(checked(year, "F-1.3=5"), "F-1.3") == "uppfyllt"


def test_other_fields_levels_and_claims_are_set(year: Year) -> None:
    assert rating(checked(year, "F-1.1.nivå=85"), "F-1.1") == "uppfyllt"
    assert rating(checked(year, "F-1.1.villkor=högst"), "F-1.1") == "uppfyllt"
    assert next(one.verdict for one in checked(year, "F-1.1.pastar=ej").ratings if one.id == "F-1.1") == "bekraftat"
    assert any(fact.get("n") == 35 for fact in checked(year, "F-1.1.antal_svar=35").facts.values())


def test_a_control_is_set_by_how_many_times_it_was_performed_with_and_without_a_log(year: Year) -> None:
    assert [rating(checked(year, f"IK-1a={count}"), "IK-1a") for count in (0, 1, 2)] == ["ej", "delvis", "uppfyllt"]
    assert [rating(checked(year, f"IK-1b={count}"), "IK-1b") for count in (0, 1, 4)] == ["ej", "delvis", "uppfyllt"]
    assert rating(checked(year, "IK-1b.frekvens=2 ggr/år"), "IK-1b") == "uppfyllt"


def test_a_total_does_not_follow_its_parts_and_the_tie_tells_it(year: Year) -> None:
    ties = {tie.id: tie.status for tie in checked(year, "rr.årets_resultat=-200").ties}
    assert (ties["AV-text"], ties["AV-rr.arets_resultat.2020"]) == ("avvikelse", "avvikelse")
    assert rating(checked(year, "rr.årets_resultat=-200"), "BK-1") == "uppfyllt"
    assert rating(checked(year, "årets_resultat=-200"), "BK-1") == "ej"


def test_what_was_set_is_cited_as_set_and_what_stands_beside_it_as_before(year: Year) -> None:
    facts = checked(year, "rr.intäkter=1", "F-1.1=95").facts
    assert facts["rr.intakter.2020"]["source"] == {"document": "Årsredovisning", "section": "3, satt värde"}
    assert facts["rr.intakter.2019"]["source"] == {"document": "Årsredovisning", "section": "3"}
    assert facts["F-1.1:utfall-1"]["source"] == {"document": "Satt värde", "section": "--satt"}
    level, before = (checked(year, *settings).facts["F-1.1"] for settings in (["F-1.1.nivå=85"], []))
    assert level["source"] == {"document": "Satt värde", "section": "--satt"} != before["source"]


def test_the_loaded_year_is_left_as_it_was(year: Year) -> None:
    before = repr(year), {key: table.rows for key, table in year.tables.items()}
    checked(year, "årets_resultat=-200", "F-1.1=95", "IK-1a=1", "t.resultat=3", "F-1.påstår=ej")
    assert (repr(year), {key: table.rows for key, table in year.tables.items()}) == before


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("", "en uppgift utan id eller värde"),
        ("rr.intäkter", "en uppgift utan id eller värde"),
        ("rr.intäkter=", "en uppgift utan id eller värde"),
        ("=5", "en uppgift utan id eller värde"),
        ("rr.intäkt=5", "skriv rr.intäkter"),
        ("F-1.4=5", "närmast ligger F-1."),
        ("xyz=5", "check 2020 --alla"),
        ("BK-1=5", "som inte är en uppgift utan följer av uppgifter"),
        ("F-1=uppfyllt", "som inte är en uppgift utan följer av uppgifter"),
        ("AV-text=5", "som inte är en uppgift utan följer av uppgifter"),
        ("rr.intäkter=1.234", "skriv 1 234 om punkten skiljer tusental"),
        ("rr.intäkter=1 234 kr", "ett tal i tkr"),
        ("rr.intäkter=mycket", "ett tal"),
        ("rr.intäkter=1e9", "utan tiopotens"),
        ("rr.intäkter=900000000001", "ett tal inom ±900 miljarder"),
        ("rr.intäkter=0,0000001", "högst sex decimaler"),
        ("F-1.1=genomförd", "skriv genomfört"),
        ("F-1.2=5", "ett läge"),
        ("F-1.1.antal_svar=0", "ett helt tal från 1"),
        ("F-1.1.antal_svar=3,5", "ett helt tal"),
        ("F-1.2.antal_svar=5", "som inte har någon siffra; väntade ett utfall med en siffra; gör så här: sätt F-1.2 till en siffra"),
        ("aretsresulta=5", "närmast ligger årets_resultat; gör så här: skriv årets_resultat"),
        ("F-1.2.nivå=5", "slag: nivå"),
        ("F-1.1.villkor=ungefär", "en av minst, lägst"),
        ("F-1.1.påstår=kanske", "en av uppfyllt, delvis, ej, inget"),
        ("IK-1a=-1", "ett helt tal från 0"),
        ("IK-1a=ofta", "ett tal"),
        ("IK-1a.frekvens=ibland", 'hittade frekvensen "ibland"; väntade en av 1 gång/år'),
        ("F-1.1=5\x1b[2J", "styrtecknet"),
    ],
)
def test_what_cannot_be_set_is_refused_with_what_to_do(year: Year, setting: str, words: str) -> None:
    (line,) = refusal(year, setting)
    assert words in line
    assert re.match(r"--satt .*: hittade .+; väntade .+; gör så här: .+", line)


def test_all_mistakes_are_told_at_once(year: Year) -> None:
    assert len(refusal(year, "x=1", "rr.intäkter=a", "IK-1a=1,5", "F-1.1=95")) == 3


def test_a_fact_is_set_once(year: Year) -> None:
    (line,) = refusal(year, "årets_resultat=1", "rr.årets_resultat=2")
    assert 'varje uppgift en gång; den första är "årets_resultat=1"' in line


def test_the_bundled_year_knows_every_fact_of_its_report_that_is_an_amount() -> None:
    folder = find_organisation(bundled_root(), None)
    loaded = load_year(folder, 2020)
    report = check_facts(loaded, Earlier(folder, loaded))
    own = [fact for fact, told in report.facts.items() if told["kind"] == "belopp" and "/" not in fact]
    assert len(own) > 700
    assert len(settings_of(loaded, [f"{fact}=1" for fact in own])) == len(own)
