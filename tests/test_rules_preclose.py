"""Before the books are closed: what is settled, due, lacking and needed on a day; each day on both sides and on the day itself."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from year_builder import (
    AT_LEAST_90,
    EMPTY,
    LETTERS,
    NO_LEVEL,
    PRODUCT,
    Case,
    budget,
    goal,
    measured,
    outcome,
    percent,
    results,
    status,
    table,
    utredning,
    waiver,
    written,
)

from checker.outcome import MET, SHORT, UNDECIDED
from checker.preclose import run_preclose
from checker.preclose_outcome import exit_code
from facts.errors import BadInput
from reports.preclose import PreClose
from reports.report import Report

DAY = "2020-11-30"


@dataclass(frozen=True)
class Due(Case):
    """A case seen on a day: the rules of the check before closing that derive something of the node's own."""

    node: str = "F-1.1"
    day: str = DAY
    kind: str = "forkontroll"
    earlier: Mapping[int, str] | None = None


def seen(*facts: str, day: str = DAY, kind: str = "forkontroll", earlier: Mapping[int, str] | None = None, year: int = 2020) -> PreClose:
    with written(facts or (EMPTY,), year, earlier) as root:
        return run_preclose(root, "exempel", year, dt.date.fromisoformat(day), kind)


def fired(report: Report, node: str, family: str = "FK-") -> set[str]:
    return {step.rule for step in report.trace if step.rule.startswith(family) and re.split(r"[:|]", step.therefore)[1] == node}


def due(says: str, facts: tuple[str, ...], fires: str, node: str = "F-1.1", day: str = DAY, kind: str = "forkontroll") -> Due:
    return Due(says, facts, fires, node=node, day=day, kind=kind)


def dates(*kinds: str) -> str:
    """The calendar, of "sammanträde 2020-12-14" and the like."""
    entries = [f"{{slag: {kind}, datum: {day}, organ: Direktionen, källa: 'plan, 1'}}" for kind, _, day in (one.partition(" ") for one in kinds)]
    return f"kalender: [{', '.join(entries)}]"


# --- standings, pace ----------------------------------------------------------------------------------

OPEN_GOAL = measured(AT_LEAST_90)
GROWING = "slag: nivå, villkor: {}, nivå: 20, enhet: st, räknas_upp: ja"
STANDINGS = (
    due("shown met", measured(PRODUCT, status("genomfört")), "FK-LAGE-NADD"),
    due("can no longer be met", measured(PRODUCT, f"{status('inställt')}, per: 2020-10-31"), "FK-LAGE-KAN-INTE-NAS"),
    due("waived", (*OPEN_GOAL, waiver("F-1.1")), "FK-LAGE-UNDANTAGEN"),
    due("a waiver of the day after is not known", (*OPEN_GOAL, waiver("F-1.1", "2020-12-01")), "FK-LAGE-OPPEN FK-UTFALL"),
    due("what is left of a floor", measured(GROWING.format("minst"), "värde: 18, enhet: st, per: 2020-10-31"),
        "FK-LAGE-OPPEN FK-UTFALL FK-KVARSTAR-MINST"),
    due("what is left of more than", measured(GROWING.format("mer än"), "värde: 20, enhet: st, per: 2020-10-31"),
        "FK-LAGE-OPPEN FK-UTFALL FK-KVARSTAR-MER-AN"),
    due("nothing is told to be left of less than something",
        measured(GROWING.format("minst"), "värde: 18, enhet: st, gräns: mindre än, per: 2020-10-31"), "FK-LAGE-OPPEN FK-UTFALL"),
    due("nothing is left when it is reached", measured(GROWING.format("minst"), "värde: 20, enhet: st, per: 2020-10-31"), "FK-LAGE-NADD"),
)  # fmt: skip

# --- mätetal and their last days ----------------------------------------------------------------------


def last(criterion: str, day: str) -> tuple[str, ...]:
    return measured(f"{criterion}, sista_dag: {day}")


SURVEY = AT_LEAST_90 + ", åsikt: ja, enkät: ja"
FINANCIAL = (goal("E-1", "slag: nivå, villkor: lägst, nivå: 4, enhet: mnkr", more="område: ekonomi"), table("br", [2020], {"eget_kapital": [None]}),
             outcome("E-1.1", "värde_av: [br.eget_kapital.2020], enhet: tkr"))  # fmt: skip
NO_MEASUREMENT = "FK-LAGE-OPPEN FK-BRIST-MATNING"
MEASURES = "mätningar: [{{mätetal: F-1.1, {}, källa: 'plan, 9'}}]"
ALL_TOLD = "fråga: Är du nöjd?, målgrupp: kommunerna, antal_svar: 30"
DEADLINES = (
    due("due on the day is not overdue", last(AT_LEAST_90, DAY), "FK-LAGE-OPPEN FK-UTFALL"),
    due("overdue from the day after", last(AT_LEAST_90, "2020-11-29"), "FK-LAGE-OPPEN FK-UTFALL-FORSENAD"),
    due("a delivery due on the day", last(PRODUCT, DAY), "FK-LAGE-OPPEN FK-LEVERANS"),
    due("a delivery that is overdue", last(PRODUCT, "2020-11-29"), "FK-LAGE-OPPEN FK-LEVERANS-FORSENAD"),
    due("a delivery that is made", (*last(PRODUCT, DAY), outcome("F-1.1", status("framtagen"))), "FK-LAGE-NADD"),
    due("a financial goal waits for the closing of the books", (*FINANCIAL, dates("bokslut 2021-01-20")), "FK-LAGE-OPPEN FK-UTFALL-EKONOMI", "E-1.1"),
    due("and is overdue after it", (*FINANCIAL, dates("bokslut 2020-11-29")), "FK-LAGE-OPPEN FK-UTFALL-EKONOMI-FORSENAD", "E-1.1"),
    due("a survey without a measurement", measured(SURVEY), f"{NO_MEASUREMENT} FK-ENKAT"),
    due("a survey that is overdue", last(SURVEY, "2020-11-29"), f"{NO_MEASUREMENT} FK-ENKAT-FORSENAD"),
    due("a survey whose measurement tells all", (*measured(SURVEY), MEASURES.format(ALL_TOLD)), "FK-LAGE-OPPEN FK-ENKAT"),
    due("a survey without a question", (*measured(SURVEY), MEASURES.format("målgrupp: kommunerna, antal_svar: 30")),
        "FK-LAGE-OPPEN FK-ENKAT FK-BRIST-FRAGA"),
    due("a survey without a target group", (*measured(SURVEY), MEASURES.format("fråga: Nöjd?, antal_svar: 30")),
        "FK-LAGE-OPPEN FK-ENKAT FK-BRIST-MALGRUPP"),
    due("a survey that nobody has answered", (*measured(SURVEY), MEASURES.format("fråga: Nöjd?, målgrupp: alla, antal_svar: 0")),
        "FK-LAGE-OPPEN FK-ENKAT FK-BRIST-SVAR"),
    due("a survey with nine answers", (*measured(SURVEY), MEASURES.format(ALL_TOLD.replace("30", "9"))), "FK-LAGE-OPPEN FK-ENKAT FK-BRIST-SVAR-FA"),
    due("a survey with ten answers", (*measured(SURVEY), MEASURES.format(ALL_TOLD.replace("30", "10"))), "FK-LAGE-OPPEN FK-ENKAT"),
    due("an answer on the annual report's last day comes in time",
        (*measured(SURVEY), MEASURES.format(f"{ALL_TOLD}, klar: 2021-04-15"), dates("årsredovisning 2021-04-15")), "FK-LAGE-OPPEN FK-ENKAT"),
    due("and the day after it is too late",
        (*measured(SURVEY), MEASURES.format(f"{ALL_TOLD}, klar: 2021-04-16"), dates("årsredovisning 2021-04-15")),
        "FK-LAGE-OPPEN FK-ENKAT FK-BRIST-FOR-SENT"),
    due("a question asked after the day is not asked", (*measured(SURVEY), MEASURES.format(f"{ALL_TOLD}, ställd: 2020-12-01")),
        f"{NO_MEASUREMENT} FK-ENKAT"),
    due("a level that is missing", measured(NO_LEVEL), "FK-LAGE-OPPEN FK-BRIST-NIVA-SAKNAS FK-NIVA-SAKNAS"),
    due("a level that is missing, overdue", last(NO_LEVEL, "2020-11-29"), "FK-LAGE-OPPEN FK-BRIST-NIVA-SAKNAS FK-NIVA-SAKNAS-FORSENAD"),
    due("a level that is unclear", measured(NO_LEVEL.replace("saknas", "oklar")), "FK-LAGE-OPPEN FK-BRIST-NIVA-OKLAR FK-NIVA-OKLAR"),
    due("a level that is unclear, overdue", last(NO_LEVEL.replace("saknas", "oklar"), "2020-11-29"),
        "FK-LAGE-OPPEN FK-BRIST-NIVA-OKLAR FK-NIVA-OKLAR-FORSENAD"),
    due("another measure than the decided one", measured(AT_LEAST_90, status("annat mått")), "FK-LAGE-OPPEN FK-UTFALL FK-BRIST-ANNAT-MATT"),
)  # fmt: skip

# --- control occasions and remarks --------------------------------------------------------------------


def moment(frequency: str = "kvartalsvis", more: str = "") -> str:
    told = f"id: IK-1a, moment: Kassan stämmer, frekvens: {frequency}, ansvarig: Ekonomichef{more}"
    return f"kontrollområden: [{{id: IK-1, område: Kassa, källa: 'plan, 8', moment: [{{{told}}}]}}]"


def log(*entries: str, of: str = "IK-1a") -> str:
    told = [f"{{moment: {of}, datum: {entry}, av: Ekonom, resultat: så funnet, källa: 'ar, logg'}}" for entry in entries]
    return f"kontrollogg: [{', '.join(told)}]"


DONE, LATE, COMING, UNKNOWN = "FK-TILLFALLE-UTFORT", "FK-TILLFALLE-FORSENAT", "FK-TILLFALLE-KOMMANDE", "FK-TILLFALLE-SAKNAS"
OPEN, NEXT = "FK-LAGE-OPPEN", "FK-KONTROLL"
SHOWS = ", resultat: {{visar: {}, uppgift: u, källa: 'ar, 8'}}"
CHECKED = f"FK-LAGE-NADD {DONE}"
CONTROLS = (
    due("two of four quarters by November", (moment(), log("2020-03-31", "2020-07-01")), f"{OPEN} {DONE} {LATE} {COMING} {NEXT}-FORSENAD", "IK-1a"),
    due("three of four are all that is due", (moment(), log("2020-03-31", "2020-06-30", "2020-09-30")), f"{OPEN} {DONE} {COMING} {NEXT}", "IK-1a"),
    due("a log of a later day is kept from the year's start", (moment("2 ggr/år"), log("2020-12-01")),
        f"{OPEN} {LATE} {COMING} {NEXT}-FORSENAD", "IK-1a"),
    due("a day of the plan, on the day", (moment("1 gång/år", f", tillfällen: [{DAY}]"),), f"{OPEN} {COMING} {NEXT}", "IK-1a"),
    due("a day of the plan, the day after it", (moment("1 gång/år", ", tillfällen: [2020-11-29]"),), f"{OPEN} {UNKNOWN} {NEXT}-OVISS", "IK-1a"),
    due("a text that says at least once leaves the second unknown", (moment("2 ggr/år", SHOWS.format("minst, antal: 1")),),
        f"{OPEN} {DONE} {COMING} {NEXT}", "IK-1a"),
    due("once a year and all along is once", (moment("1 gång/år samt löpande"), log("2020-01-02")), CHECKED, "IK-1a"),
    due("a remark of six months and a day", (moment("1 gång/år"), log("2020-05-29, notering: kvitto saknas")), f"{CHECKED} FK-AVVIKELSE-FORSENAD",
        "IK-1a"),
    due("a remark of six months to the day", (moment("1 gång/år"), log("2020-05-30, notering: kvitto saknas")), f"{CHECKED} FK-AVVIKELSE", "IK-1a"),
    due("a remark closed on the day", (moment("1 gång/år"), log(f"2020-05-29, notering: kvitto saknas, stängd: {DAY}")), CHECKED, "IK-1a"),
    due("a remark closed the day after is open on the day", (moment("1 gång/år"), log("2020-06-29, notering: kvitto saknas, stängd: 2020-12-01")),
        f"{CHECKED} FK-AVVIKELSE", "IK-1a"),
)  # fmt: skip

COUNTED = "IK-HITTILLS-JAMFOR"
LOGGED = (
    due("fewer than planned so far", (moment("2 ggr/år"), log("2020-03-01")), COUNTED, "IK-1a"),
    due("as many as planned already", (moment("2 ggr/år"), log("2020-03-01", DAY)), f"{COUNTED} IK-HITTILLS-BELAGG", "IK-1a"),
    due("the second is of the day after", (moment("2 ggr/år"), log("2020-03-01", "2020-12-01")), COUNTED, "IK-1a"),
    due("none so far", (moment("2 ggr/år"), log("2020-12-01")), "", "IK-1a"),
    due("a text that none is performed so far", (moment("2 ggr/år", SHOWS.format("ej utfört")),), "IK-HITTILLS-OPPEN", "IK-1a"),
)  # fmt: skip


LEFT = ("UD", "U", "UD", "UDE", "UDE")


@pytest.mark.parametrize(("case", "possible"), list(zip(LOGGED, LEFT, strict=True)), ids=lambda one: getattr(one, "says", one))
def test_the_log_to_date_is_the_least_of_the_years_controls(case: Due, possible: str) -> None:
    found = seen(*case.facts)
    assert fired(found.now, case.node, "IK-HITTILLS") == case.rules
    (rating,) = [one for one in found.now.ratings if one.id == "IK-1a"]
    assert "".join(LETTERS[one] for one in rating.possible) == possible


TEXTS = (  # a result text of a day before the year's end: the least of the year's controls, or open; what it leaves, and how many are performed
    ("2 ggr/år", "antal, antal: 1", DAY, "UD", 1),
    ("2 ggr/år", "antal, antal: 2", DAY, "U", 2),
    ("2 ggr/år", "antal, antal: 0", DAY, "UDE", 0),
    ("2 ggr/år", "minst, antal: 1", DAY, "UD", 1),
    ("2 ggr/år", "ej utfört", DAY, "UDE", 0),
    ("2 ggr/år", "saknas", DAY, "UDE", 0),
    ("månadsvis", "månadsvis", "2020-02-15", "UD", 1),
    ("månadsvis", "enligt plan", "2020-02-29", "UD", 2),
    ("månadsvis", "månadsvis", "2020-01-30", "UDE", 0),
    ("2 ggr/år", "enligt plan", "2020-06-29", "UDE", 0),
    ("2 ggr/år", "enligt plan", "2020-06-30", "UD", 1),
    ("månadsvis", "månadsvis", "2020-12-30", "UD", 11),
    ("2 ggr/år", "antal, antal: 1", "2020-12-31", "D", 1),
    ("2 ggr/år", "ej utfört", "2020-12-31", "E", 0),
    ("månadsvis", "månadsvis", "2020-12-31", "U", 12),
)  # fmt: skip


@pytest.mark.parametrize(("frequency", "shows", "day", "possible", "performed"), TEXTS)
def test_a_result_text_is_to_date_before_the_years_last_day(frequency: str, shows: str, day: str, possible: str, performed: int) -> None:
    found = seen(moment(frequency, SHOWS.format(shows)), day=day)
    (rating,) = [one for one in found.now.ratings if one.id == "IK-1a"]
    assert "".join(LETTERS[one] for one in rating.possible) == possible
    assert found.controls[0].performed == performed
    assert fired(found.now, "IK-1a", "IK-HITTILLS") == ({"IK-HITTILLS-OPPEN"} if possible == "UDE" else set())


# --- accounts, ties, drafts, forecasts ------------------------------------------------------------------

INCOME = table("rr", [2020], {"årets_resultat": [None]}, "roller: {årets_resultat: årets_resultat}")
DEVIATING = (
    table("a", [2020, 2019], {"rad": ["5", "5"], "annan": ["9", "9"]}),
    "avstämningar: [{id: AV-x, titel: t, vänster: [a.rad.2019], höger: [a.annan.2019]}]",
)
HALF = (table("a", [2020], {"rad": ["5"], "annan": [None]}), "avstämningar: [{id: AV-x, titel: t, vänster: [a.rad.2020], höger: [a.annan.2020]}]")
DRAFT = goal("F-1", AT_LEAST_90, more="enhet: A, utkast: ja")
FORECAST = "prognoser: [{mätetal: F-1.1, uppgift: väntat, värde: 95, enhet: '%', gjord: 2020-10-31, källa: 'ar, 4'}]"
INTERIM = "delarsrapport"
ACCOUNTS = (
    due("an empty cell that a mätetal waits for", FINANCIAL, "FK-LUCKA-BEDOMNING FK-LUCKA-ENSAM-BEDOMNING", "br.eget_kapital.2020"),
    due("an empty cell that nothing waits for", (table("br", [2020], {"eget_kapital": [None]}),), "", "br.eget_kapital.2020"),
    due("a cell that a tie waits for", HALF, "FK-LUCKA-AVSTAMNING FK-LUCKA-ENSAM-AVSTAMNING", "a.annan.2020", day="2020-12-31"),
    due("amounts of the balanskrav, no day told", (INCOME,), "FK-LAGE-OPPEN FK-BELOPP-UTAN-DAG", "BK-1"),
    due("amounts of the balanskrav by the closing of the books", (INCOME, dates(f"bokslut {DAY}")), "FK-LAGE-OPPEN FK-BELOPP", "BK-1"),
    due("amounts of the balanskrav after it", (INCOME, dates("bokslut 2020-11-29")), "FK-LAGE-OPPEN FK-BELOPP-FORSENAD", "BK-1"),
    due("the budget is decided before the year", (INCOME,), "FK-LAGE-OPPEN FK-BELOPP-FORSENAD", "BK-3"),
    due("the budget is there", (budget(2020, 10, 9),), "FK-LAGE-NADD", "BK-3"),
    due("a tie that deviates, no day told", DEVIATING, "FK-AVSTAMNING-UTAN-DAG", "AV-x"),
    due("a tie that deviates, on the last day", (*DEVIATING, dates(f"bokslut {DAY}")), "FK-AVSTAMNING", "AV-x"),
    due("a tie that deviates, after the last day", (*DEVIATING, dates("bokslut 2020-11-29")), "FK-AVSTAMNING-FORSENAD", "AV-x"),
    due("a draft", (DRAFT,), "FK-UTKAST", "F-1"),
    due("a draft of a control area", (moment().replace("område: Kassa", "område: Kassa, utkast: ja"),), "FK-UTKAST-KONTROLLPLAN", "IK-1"),
    due("a draft table is no action", (table("br", [2020], {"rad": [1]}, "utkast: ja"),), "", "br"),
    due("a draft with a meeting left", (DRAFT, dates("sammanträde 2020-12-14")), "FK-UTKAST FK-MOTE-UTKAST", "F-1"),
    due("a draft with no meeting left", (DRAFT, dates("sammanträde 2020-11-29")), "FK-UTKAST FK-MOTE-SAKNAS-UTKAST", "F-1"),
    due("an interim report without a forecast, no day told", OPEN_GOAL, "FK-LAGE-OPPEN FK-UTFALL FK-PROGNOS-UTAN-DAG", kind=INTERIM),
    due("an interim report without a forecast, on its day", (*OPEN_GOAL, dates(f"delårsrapport {DAY}")),
        "FK-LAGE-OPPEN FK-UTFALL FK-PROGNOS", kind=INTERIM),
    due("an interim report without a forecast, after its day", (*OPEN_GOAL, dates("delårsrapport 2020-11-29")),
        "FK-LAGE-OPPEN FK-UTFALL FK-PROGNOS-FORSENAD", kind=INTERIM),
    due("an interim report with a forecast", (*OPEN_GOAL, FORECAST), "FK-LAGE-OPPEN FK-UTFALL", kind=INTERIM),
    due("only an interim report asks for forecasts", OPEN_GOAL, "FK-LAGE-OPPEN FK-UTFALL"),
)  # fmt: skip

# --- decisions ----------------------------------------------------------------------------------------



def unit(forecast: int) -> str:
    """A unit's budget of ten and its forecast."""
    roles = ("roller: {årets_resultat: årets_resultat}", "redovisar: KANSLI", "gjord: 2020-10-31")
    return table("k", ["budget2020", "prognos2020"], {"årets_resultat": [10, forecast]}, *roles)


DECIDED = "beslut: [{{id: B-1, slag: {}, organ: Direktionen, datum: {}, paragraf: § 1, skäl: s, källa: 'ar, 2'}}]"
NEEDS_DECISION = PRODUCT + ", kräver_beslut: ja, sista_dag: 2020-12-15"
NOT_MET = measured(PRODUCT, status("inställt"))
PLAN = "återställandeplan, underskott_år: 2019"
KNOWN = table("senare", [2019, 2020], {"balanskravsresultat": [0, 0]}, "roller: {bk_resultat: balanskravsresultat}")
DECISIONS = (
    due("a goal that cannot be met", NOT_MET, "FK-LAGE-KAN-INTE-NAS FK-BEHOV-UNDANTAG", "F-1"),
    due("a decision on the last day's meeting", (*measured(NEEDS_DECISION), dates("sammanträde 2020-12-15", "sammanträde 2020-12-16")),
        "FK-LAGE-OPPEN FK-LEVERANS FK-BEHOV-MALBESLUT FK-MOTE-BEHOV"),
    due("a decision on the day's own meeting", (*measured(NEEDS_DECISION), dates(f"sammanträde {DAY}")),
        "FK-LAGE-OPPEN FK-LEVERANS FK-BEHOV-MALBESLUT FK-MOTE-BEHOV"),
    due("a decision with no meeting left", (*measured(NEEDS_DECISION), dates("sammanträde 2020-11-29", "sammanträde 2020-12-16")),
        "FK-LAGE-OPPEN FK-LEVERANS FK-BEHOV-MALBESLUT FK-MOTE-SAKNAS-BEHOV"),
    due("a decision where no meetings are known", measured(NEEDS_DECISION), "FK-LAGE-OPPEN FK-LEVERANS FK-BEHOV-MALBESLUT"),
    due("a level to decide, with a meeting left", (*measured(NO_LEVEL), dates("sammanträde 2020-12-14")),
        "FK-LAGE-OPPEN FK-BRIST-NIVA-SAKNAS FK-NIVA-SAKNAS FK-MOTE-NIVA"),
    due("a level to decide, with none left", (*measured(NO_LEVEL), dates("sammanträde 2020-11-29")),
        "FK-LAGE-OPPEN FK-BRIST-NIVA-SAKNAS FK-NIVA-SAKNAS FK-MOTE-SAKNAS-NIVA"),
    due("a forecast below the budget", (unit(9),), "FK-BEHOV-BUDGETANDRING FK-BESLUT", "enhetsprognos"),
    due("a forecast as the budget", (unit(10),), "", "enhetsprognos"),
    due("a budget changed on the forecast's day", (unit(9), DECIDED.format("budgetändring, gäller: [KANSLI]", "2020-10-31")), "", "enhetsprognos"),
    due("a budget of another unit that is changed", (unit(9), DECIDED.format("budgetändring, gäller: [KULTUR]", "2020-10-31")),
        "FK-BEHOV-BUDGETANDRING FK-BESLUT", "enhetsprognos"),
    due("a budget changed of no named unit", (unit(9), DECIDED.format("budgetändring", "2020-10-31")), "FK-BEHOV-BUDGETANDRING-UTAN-ENHET FK-BESLUT",
        "enhetsprognos"),
    due("a budget changed the day before it", (unit(9), DECIDED.format("budgetändring, gäller: [KANSLI]", "2020-10-30")),
        "FK-BEHOV-BUDGETANDRING FK-BESLUT",
        "enhetsprognos"),
    due("a deficit to restore", (utredning({2017: 0, 2018: 0, 2019: -5}),), "FK-BEHOV-ATERSTALLANDEPLAN FK-BESLUT", "balanskravsresultat"),
    due("a deficit with a year of which nothing is known", (utredning({2019: -5}),), "FK-BEHOV-ATERSTALLANDEPLAN-OVISST FK-BESLUT",
        "balanskravsresultat"),
    due("a deficit whose plan is late", (utredning({2017: -5, 2018: 0, 2019: 0}),), "FK-BEHOV-ATERSTALLANDEPLAN FK-BESLUT-FORSENAD",
        "balanskravsresultat"),
    due("a deficit with a plan", (utredning({2019: -5}), DECIDED.format(PLAN, DAY)), "", "balanskravsresultat"),
    due("a deficit with a plan of the day after", (utredning({2017: 0, 2018: 0, 2019: -5}), DECIDED.format(PLAN, "2020-12-01")),
        "FK-BEHOV-ATERSTALLANDEPLAN FK-BESLUT", "balanskravsresultat"),
    due("a deficit that is restored", (utredning({2017: 0, 2018: -5, 2019: 5}),), "", "balanskravsresultat"),
    due("a deficit that is restored but for one", (utredning({2017: 0, 2018: -5, 2019: 4}),),
        "FK-BEHOV-ATERSTALLANDEPLAN FK-BESLUT", "balanskravsresultat"),
    due("zero is no deficit", (utredning({2019: 0}),), "", "balanskravsresultat"),
    due("a negative result without utredning, if nothing was adjusted", (results({2017: 0, 2018: 0, 2019: -7}),),
        "FK-BEHOV-ATERSTALLANDEPLAN-VILLKORAD", "arsresultat"),
    due("the same with a year of which nothing is known", (results({2019: -7}),), "FK-BEHOV-ATERSTALLANDEPLAN-VILLKORAD-OVISST", "arsresultat"),
    due("the same with a plan", (results({2019: -7}), DECIDED.format(PLAN, DAY)), "", "arsresultat"),
    due("the same, restored by the result of the next year", (results({2017: 0, 2018: -7, 2019: 7}),), "", "arsresultat"),
    due("the same, but for one", (results({2017: 0, 2018: -7, 2019: 6}),), "FK-BEHOV-ATERSTALLANDEPLAN-VILLKORAD", "arsresultat"),
    due("a result of zero is no deficit", (results({2019: 0}),), "", "arsresultat"),
    due("a deficit within its time is not lost", (KNOWN, utredning({2017: 0, 2018: -5})), "FK-LAGE-INOM-TIDEN", "BK-2", day="2020-12-31"),
    due("a deficit whose third year is the year is", (utredning({2017: -5, 2018: 0, 2019: 0, 2020: 0}),),
        "FK-LAGE-FOR-SENT", "BK-2", day="2020-12-31"),
    due("a deficit within its time beside one of an unknown year", (utredning({2018: -5, 2019: 0, 2020: 0}),),
        "FK-LAGE-OVISST-I-TID FK-BELOPP-UTAN-DAG", "BK-2", day="2020-12-31"),
)  # fmt: skip


@pytest.mark.parametrize(("decided", "last_day", "rating"), [
    (DAY, "", "ej_tillampligt"), ("2020-12-01", "", "underlag_saknas"), (DAY, "2020-12-31", "ej_tillampligt"), (DAY, "2020-12-30", "underlag_saknas"),
])  # fmt: skip
def test_a_decision_of_the_day_waives_if_it_is_valid_on_the_years_last_day(decided: str, last_day: str, rating: str) -> None:
    found = seen(*OPEN_GOAL, waiver("F-1", decided, last_day))
    assert {one.rating for one in found.now.ratings if one.id in ("F-1", "F-1.1")} == {rating}
    over = seen(*OPEN_GOAL, waiver("F-1", decided, last_day), day="2020-12-31")
    assert (last_day == "2020-12-30") == ("ej_tillampligt" not in {one.rating for one in over.now.ratings})


@pytest.mark.parametrize(("decided", "possible"), [(DAY, "U"), ("2020-12-01", "D")])
def test_a_decision_in_an_earlier_years_file_counts_from_its_day(decided: str, possible: str) -> None:
    told = DECIDED.format("synnerliga skäl, underskott_år: 2019", decided)
    balanced = utredning({2017: 0, 2018: 0, 2019: -5})
    forecast = table("pr", ["prognos2020"], {"resultat": [0]}, "roller: {bk_resultat: resultat}", "gjord: 2020-10-31")
    found = seen(balanced, forecast, earlier={2019: told})
    (rating,) = [one for one in (found.forecast or found.now).ratings if one.id == "BK-2"]
    assert "".join(LETTERS[one] for one in rating.possible) == possible


@pytest.mark.parametrize("case", [*STANDINGS, *DEADLINES, *CONTROLS, *ACCOUNTS, *DECISIONS], ids=lambda case: case.says)
def test_what_is_due_on_the_day(case: Due) -> None:
    found = seen(*case.facts, day=case.day, kind=case.kind)
    assert fired(found.now, case.node) == case.rules


# --- forecasts ----------------------------------------------------------------------------------------


def forecast_of(operator: str) -> tuple[str, ...]:
    return (goal("E-1", f"slag: nivå, villkor: {operator}, nivå: 4, enhet: mnkr", more="område: ekonomi"),
            outcome("E-1.1", "värde_av: [br.eget_kapital.2020], enhet: tkr"),
            table("br", [2020, "prognos2020"], {"eget_kapital": [None, "4241"]}, "gjord: 2020-10-31"))  # fmt: skip


def expected(results: Mapping[str, object], role: str) -> str:
    row = "balanskravsresultat" if role == "bk_resultat" else role
    return table("p", results, {row: [str(value) for value in results.values()]}, f"roller: {{{role}: {row}}}", "gjord: 2020-10-31")


FORECASTS = (
    due("a sum that the forecast column makes whole is forecast", forecast_of("lägst"), "FK-LAGE-OPPEN FK-UTFALL-EKONOMI", "E-1.1", kind=INTERIM),
    due("a sum that no forecast makes whole is not", FINANCIAL, "FK-LAGE-OPPEN FK-UTFALL-EKONOMI FK-PROGNOS-UTAN-DAG", "E-1.1", kind=INTERIM),
)


@pytest.mark.parametrize("case", FORECASTS, ids=lambda case: case.says)
def test_an_interim_report_asks_for_the_forecasts_that_are_lacking(case: Due) -> None:
    assert fired(seen(*case.facts, kind=case.kind).now, case.node) == case.rules


LEFT_OF_2018 = table("p", [2018, "2019", "prognos2020"], {"årets_resultat": [-5, 1, 1]}, "roller: {årets_resultat: årets_resultat}",
                     "gjord: 2020-10-31")  # fmt: skip
OUT_OF_TIME = table("p", [2017, 2018, 2019, "prognos2020"], {"årets_resultat": [-5, 1, 1, 1]}, "roller: {årets_resultat: årets_resultat}",
                    "gjord: 2020-10-31")  # fmt: skip
MARGINS = (
    due("a floor", forecast_of("lägst"), "PM-MAL-MINST", "E-1.1"),
    due("more than", forecast_of("mer än"), "PM-MAL-MER-AN", "E-1.1"),
    due("a ceiling", forecast_of("högst"), "PM-MAL-HOGST", "E-1.1"),
    due("less than", forecast_of("mindre än"), "PM-MAL-MINDRE-AN", "E-1.1"),
    due("the balanskravsresultat", (expected({"prognos2020": -866}, "bk_resultat"),), "PM-BALANSKRAV", "BK-1"),
    due("årets resultat alone", (expected({"prognos2020": 59}, "årets_resultat"),), "PM-RESULTAT", "BK-1"),
    due("what remains to restore", (expected({"2019": -5, "prognos2020": 4}, "bk_resultat"), utredning({2017: 0, 2018: 0})),
        "PM-ATERSTALLANDE", "BK-2"),
    due("what remains when its time is out", (expected({"2019": 0, "prognos2020": 4}, "bk_resultat"), utredning({2017: -5, 2018: 0})),
        "PM-ATERSTALLANDE-SISTA-AR", "BK-2"),
    due("what remains of a year without utredning", (LEFT_OF_2018, utredning({2017: 0})), "PM-ATERSTALLANDE-UTAN-UTREDNING", "BK-2"),
    due("and when its time is out", (OUT_OF_TIME,), "PM-ATERSTALLANDE-SISTA-AR-UTAN-UTREDNING", "BK-2"),
    due("and when there is an utredning of another year", (OUT_OF_TIME, utredning({2018: 1})), "PM-ATERSTALLANDE-SISTA-AR-UTAN-UTREDNING", "BK-2"),
    due("nothing is said to remain of nothing where a year is unknown", (expected({"2019": 5, "prognos2020": 5}, "bk_resultat"),), "", "BK-2"),
    due("nothing remains", (expected({"2019": -5, "prognos2020": 5}, "bk_resultat"), utredning({2017: 0, 2018: 0})), "PM-ATERSTALLT", "BK-2"),
)  # fmt: skip


@pytest.mark.parametrize("case", MARGINS, ids=lambda case: case.says)
def test_a_margin(case: Due) -> None:
    found = seen(*case.facts)
    assert found.forecast
    assert fired(found.forecast, case.node, "PM-") == case.rules
    assert all("prognos" in f"{margin.text}" for margin in found.margins)


@pytest.mark.parametrize(("deficit", "by"), [(2017, None), (2018, "2021")])
def test_what_is_to_be_restored_later_has_its_last_year_and_is_short_of_no_limit(deficit: int, by: str | None) -> None:
    others = dict.fromkeys((2017, 2018, 2019), 0) | {deficit: -5}
    (margin,) = [one for one in seen(utredning(others), expected({"prognos2020": 4}, "bk_resultat")).margins if one.about == "BK-2"]
    assert (margin.amount, margin.restored_by) == ("1", by)


def test_a_need_of_a_year_without_meetings_rests_on_the_step_that_says_it() -> None:
    found = seen(goal("F-1", "slag: leverans, art: produkt, skäl: en plan, kräver_beslut: ja", more="enhet: A"))
    (need,) = [one for one in found.needs if one.about == "F-1.1"]
    assert (need.meeting, need.last_day) == (None, "2020-12-31")
    assert need.text in {step.says for step in found.now.trace if step.step in need.trace}


def test_what_remains_of_a_year_without_utredning_has_its_last_year_too() -> None:
    left = table("p", ["2019", "prognos2020"], {"årets_resultat": [-5, 1]}, "roller: {årets_resultat: årets_resultat}", "gjord: 2020-10-31")
    (margin,) = [one for one in seen(left, utredning({2017: 0, 2018: 0})).margins if one.about == "BK-2"]
    assert (margin.amount, margin.restored_by) == ("4", "2022")


@pytest.mark.parametrize("operator", ["minst", "mer än", "högst", "mindre än"])
def test_a_level_that_is_a_change_has_no_margin_in_the_figures_own_unit(operator: str) -> None:
    change = goal("E-1", f'slag: nivå, villkor: {operator}, nivå: 4, enhet: "%", förändring: relativ', more="område: ekonomi")
    told = "prognoser: [{mätetal: E-1.1, uppgift: väntat, värde: 105, enhet: '%', föregående: 100, gjord: 2020-10-31, källa: 'ar, 4'}]"
    found = seen(change, told, expected({"prognos2020": 59}, "årets_resultat"))
    assert found.forecast
    assert fired(found.forecast, "E-1.1", "MT-")
    assert fired(found.forecast, "E-1.1", "PM-") == set()


@pytest.mark.parametrize(("last", "settled"), [(2017, True), (2018, False)])
def test_a_deficit_within_its_time_is_not_settled(last: int, settled: bool) -> None:
    plan = DECIDED.format(f"återställandeplan, underskott_år: {last}", DAY)
    found = seen(utredning(dict.fromkeys(range(2017, 2021), 0) | {last: -5}), budget(2020, 10, 9), plan, day="2020-12-31")
    assert ("BK-2" in found.settled, exit_code(found)) == (settled, SHORT if settled else MET)
    (part,) = [one for one in found.standings if one.id == "GEH-E"]
    assert (part.short, part.within) == (int(settled), int(not settled))


def test_a_changed_budget_names_accounting_units_and_nothing_else() -> None:
    with pytest.raises(BadInput, match="en redovisningsenhet"):
        seen(*measured(AT_LEAST_90), DECIDED.format("budgetändring, gäller: [F-1]", DAY))


def test_a_year_is_read_in_the_comparatives_of_any_later_year() -> None:
    """2018 stands in the accounts of 2020 alone, and its surplus is no gap in the ledger of 2021."""
    (need,) = seen(EMPTY, year=2021, day="2021-01-31", earlier={2020: utredning({2018: 0, 2019: -1450, 2020: 620})}).needs
    assert "830 tkr återstår" in need.text.replace("\xa0", " ")


def test_a_margin_is_told_in_its_unit() -> None:
    (margin,) = [one for one in seen(*forecast_of("lägst")).margins if one.about == "E-1.1"]
    assert (margin.amount, margin.limit, margin.margin, margin.unit) == ("4.241", "4", "0.241", "mnkr")


def test_a_forecast_stands_beside_what_is_known_and_never_for_it() -> None:
    found = seen(*measured(AT_LEAST_90, percent("80", "per: 2020-10-31")), FORECAST)
    (row,) = [one for one in found.outlooks if one.about == "F-1"]
    assert (row.now, row.forecast, row.so_far, row.expected) == ("underlag_saknas", "uppfyllt", "80 % (till och med 2020-10-31)", "95 % (prognos)")
    assert [str(cite) for cite in row.basis] == ["Årsredovisning, 4, prognos 2020-10-31"]
    assert found.forecast
    assert found.forecast.kind == "prognos"


STATUSES = ("ej mätt", "genomfört", "nivån nådd", "påbörjat", "annat mått", "nivån ej nådd")


@pytest.mark.parametrize("told", [f"{status(word)}{more}" for word in STATUSES for more in ("", ", per: 2020-10-31")])
def test_a_status_that_does_not_decide_gives_way_to_the_forecast_of_a_level(told: str) -> None:
    found = seen(*measured(AT_LEAST_90, told), FORECAST)
    assert found.forecast
    assert {rating.id: rating.rating for rating in found.forecast.ratings}["F-1.1"] == "uppfyllt"


def test_a_delivery_that_is_done_stands_against_a_forecast() -> None:
    forecast = "prognoser: [{mätetal: F-1.1, uppgift: väntat, status: ej genomfört, gjord: 2020-10-31, källa: 'ar, 4'}]"
    for told, rating in (("genomfört", "uppfyllt"), ("påbörjat", "ej")):
        found = seen(*measured(PRODUCT, status(told)), forecast)
        assert found.forecast
        assert {one.id: one.rating for one in found.forecast.ratings}["F-1.1"] == rating


# --- what is not known to be the year's ----------------------------------------------------------------

UNDATED = (  # an outcome without a day: what it leaves on the day, on the day before the last, and on the last
    (AT_LEAST_90, percent("95"), "UE", "U"),
    (AT_LEAST_90, percent("80"), "UE", "E"),
    (GROWING.format("minst"), "värde: 20, enhet: st", "U", "U"),
    (GROWING.format("minst"), "värde: 19, enhet: st", "UE", "E"),
    (GROWING.format("högst"), "värde: 20, enhet: st", "UE", "U"),
    (GROWING.format("högst"), "värde: 21, enhet: st", "E", "E"),
    (PRODUCT, status("genomfört"), "U", "U"),
    (PRODUCT, status("inställt"), "E", "E"),
    (PRODUCT, status("påbörjat"), "UDE", "E"),
    (PRODUCT, status("del färdig"), "UD", "D"),
    (AT_LEAST_90, status("nivån ej nådd"), "UE", "E"),
)  # fmt: skip


@pytest.mark.parametrize(("criterion", "told", "before", "last_day"), UNDATED)
def test_an_outcome_without_a_day_is_of_the_year_so_far_until_its_last_day(criterion: str, told: str, before: str, last_day: str) -> None:
    for day, possible in ((DAY, before), ("2020-12-30", before), ("2020-12-31", last_day)):
        (rating,) = [one for one in seen(*measured(criterion, told), day=day).now.ratings if one.id == "F-1.1"]
        assert "".join(LETTERS[one] for one in rating.possible) == possible
        assert any("(dag framgår inte)" in text for text in rating.outcomes) == (day != "2020-12-31")


def test_the_years_own_column_is_not_known_before_its_last_day() -> None:
    facts = (utredning({2020: 5, 2019: 5, 2018: 5, 2017: 5}), budget(2020, 10, 9))
    told = [{one.id: one.rating for one in seen(*facts, day=day).now.ratings} for day in ("2020-12-30", "2020-12-31")]
    assert [(one["BK-1"], one["BK-3"]) for one in told] == [("underlag_saknas", "uppfyllt"), ("uppfyllt", "uppfyllt")]


def test_a_sum_of_the_years_own_column_is_by_forecast_the_forecast_columns() -> None:
    facts = (
        goal("E-1", "slag: nivå, villkor: lägst, nivå: 0, enhet: tkr", more="område: ekonomi"),
        "utfall: [{mätetal: E-1.1, uppgift: u, värde_av: [a.rad.2020], enhet: tkr, källa: 'ar, 1'}]",
        table("a", ["2020", "prognos2020"], {"rad": ["5", "-5"]}, "gjord: 2020-10-31"),
    )
    found = seen(*facts)
    assert found.forecast
    told = [{one.id: one.rating for one in run.ratings}["E-1.1"] for run in (found.now, found.forecast)]
    assert told == ["underlag_saknas", "ej"]


# --- what is told anew ---------------------------------------------------------------------------------

SECOND = "per: 2020-10-31"
ANEW = (  # a status of August, what is told next of it, and the rating on a day after both
    ("framflyttat", f"{status('genomfört')}, {SECOND}", "U"),
    ("inställt", f"{status('påbörjat')}, {SECOND}", "UDE"),
    ("annat sammanhang", f"{status('framflyttat')}, {SECOND}", "E"),
    ("framflyttat", f"{status('genomfört')}, per: 2020-08-31", "UDE"),
    ("genomfört", f"{status('ej genomfört')}, {SECOND}", "U"),
    ("genomfört", f"{status('inställt')}, {SECOND}", "UDE"),
)


@pytest.mark.parametrize(("first", "then", "possible"), ANEW)
def test_what_was_moved_or_called_off_gives_way_to_a_later_status(first: str, then: str, possible: str) -> None:
    facts = measured(PRODUCT, f"{status(first)}, per: 2020-08-31", then)
    (rating,) = [one for one in seen(*facts).now.ratings if one.id == "F-1.1"]
    assert "".join(LETTERS[one] for one in rating.possible) == possible
    (close,) = [one for one in seen(*facts, day="2020-12-31").now.ratings if one.id == "F-1.1"]
    assert close.possible == rating.possible


def test_a_final_outcome_is_kept_where_a_forecast_says_another_thing() -> None:
    found = seen(*measured(AT_LEAST_90, status("inställt")), FORECAST)
    assert found.forecast
    assert {rating.id: rating.rating for rating in found.forecast.ratings}["F-1.1"] == "ej"


@pytest.mark.parametrize(("made", "there"), [(DAY, True), ("2020-12-01", False)])
def test_a_forecast_of_a_later_day_is_not_known(made: str, there: bool) -> None:
    found = seen(*OPEN_GOAL, FORECAST.replace("2020-10-31", made))
    assert (found.forecast is not None) == there


# --- pace, order, exit code -----------------------------------------------------------------------------


def test_the_pace_is_exact_and_rounded_only_in_print() -> None:
    """18 in ten months is 1,8 a month; 7 in the month that is left is 7,0."""
    (row,) = seen(*measured("slag: nivå, villkor: minst, nivå: 25, enhet: st, räknas_upp: ja", "värde: 18, enhet: st, per: 2020-10-31")).remaining
    assert (row.left, row.pace_so_far, row.pace_needed, row.as_of, row.last_day) == ("7 st", "1,8 st", "7,0 st", "2020-10-31", "2020-12-31")


def test_a_ceiling_is_told_with_the_latest_figure_and_its_pace() -> None:
    told = ("värde: 5, enhet: st, per: 2020-06-30", "värde: 12, enhet: st, per: 2020-10-31")
    (row,) = seen(*measured(GROWING.format("högst"), *told)).remaining
    assert (row.so_far, row.as_of, row.left, row.pace_so_far) == ("12 st (till och med 2020-10-31)", "2020-10-31", None, "1,2 st")


@pytest.mark.parametrize(("operator", "so_far", "room"), [("högst", "18", "2 st"), ("högst", "20", "0 st"), ("mindre än", "18", "1 st")])
def test_a_ceiling_tells_how_many_may_still_come(operator: str, so_far: str, room: str) -> None:
    (row,) = seen(*measured(GROWING.format(operator), f"värde: {so_far}, enhet: st, per: 2020-10-31")).remaining
    assert row.room == room


@pytest.mark.parametrize(("unit", "left"), [("st", "1 st"), ("kr", "mer än 0 kr")])
def test_more_than_the_level_itself_is_one_more_of_what_is_counted(unit: str, left: str) -> None:
    facts = measured(GROWING.format("mer än").replace("st", unit), f"värde: 20, enhet: {unit}, per: 2020-10-31")
    assert [row.left for row in seen(*facts).remaining] == [left]


def test_a_share_is_told_as_it_stands_and_has_no_pace() -> None:
    (row,) = seen(*measured(AT_LEAST_90, percent("80", "per: 2020-10-31"))).remaining
    assert (row.so_far, row.left, row.pace_so_far, row.pace_needed) == ("80 % (till och med 2020-10-31)", None, None, None)


def test_no_pace_is_told_when_no_time_is_left() -> None:
    facts = measured("slag: nivå, villkor: minst, nivå: 25, enhet: st, räknas_upp: ja", "värde: 18, enhet: st, per: 2020-10-31")
    (row,) = seen(*facts, day="2020-12-31").remaining
    assert row.pace_needed is None


def test_actions_stand_by_their_last_day_and_those_without_one_last() -> None:
    found = seen(*last(AT_LEAST_90, "2020-12-20"), moment(), INCOME)
    days = [action.last_day or "9" for action in found.actions]
    assert days == sorted(days)
    assert days[-1] == "9"


def test_a_control_of_which_nothing_is_told_is_not_late_but_counted_apart() -> None:
    found = seen(moment("2 ggr/år"))
    (action,) = [one for one in found.actions if one.kind == "kontroll"]
    assert (action.overdue, action.untold) == (False, True)
    assert [(one.overdue, one.untold, one.performed) for one in found.controls] == [(0, 1, None)]
    with_log = seen(moment("2 ggr/år"), log("2020-12-01"))
    assert [(one.overdue, one.untold, one.performed) for one in with_log.controls] == [(1, 0, 0)]


GOOD = (budget(2020, 10, 9), *measured(AT_LEAST_90))


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (GOOD, MET),
        ((*GOOD[:1], *last(AT_LEAST_90, "2020-12-01")), MET),
        ((*GOOD[:1], *last(AT_LEAST_90, DAY)), UNDECIDED),
        (GOOD[1:], UNDECIDED),
        ((*GOOD, moment("1 gång/år", f", tillfällen: [{DAY}]")), UNDECIDED),
        ((*GOOD, moment("1 gång/år", ", tillfällen: [2020-11-29]")), UNDECIDED),
        ((*GOOD, moment("1 gång/år", ", tillfällen: [2020-11-29]"), log("2020-12-01")), SHORT),
        ((*GOOD, moment("2 ggr/år", SHOWS.format("antal, antal: 0"))), SHORT),
        ((*GOOD, moment("1 gång/år"), log("2020-05-29, notering: kvitto saknas")), SHORT),
        ((*GOOD, moment("1 gång/år"), log("2020-05-30, notering: kvitto saknas")), MET),
        ((budget(2020, 10, 9), *NOT_MET), SHORT),
        ((budget(2020, 9, 9), *measured(AT_LEAST_90)), SHORT),
        ((*GOOD, *DEVIATING), SHORT),
        ((*GOOD, utredning({2017: -5})), SHORT),
        ((*GOOD, utredning({2019: -5})), MET),
    ],
)
def test_the_exit_code_is_of_what_is_due_by_the_day(facts: tuple[str, ...], code: int) -> None:
    assert exit_code(seen(*facts)) == code


CASES = (*STANDINGS, *DEADLINES, *CONTROLS, *LOGGED, *ACCOUNTS, *DECISIONS, *FORECASTS, *MARGINS)
