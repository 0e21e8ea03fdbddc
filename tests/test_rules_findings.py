"""Findings and questions: each kind where it shall be, where it shall not, on its limit; and that no declared rule goes untested."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from year_builder import (
    ACTIVITY,
    AT_LEAST_90,
    NO_LEVEL,
    PRODUCT,
    Case,
    Facts,
    budget,
    check,
    claim,
    goal,
    measured,
    outcome,
    percent,
    results,
    status,
    table,
    utredning,
    verify,
)

from rules.catalogue import all_rules

FAMILY = ("FY-", "FR-")
# what the small years of these cases lack besides what they are about
LACKING = ("FR-BALANSKRAVSUTREDNING", "FR-LIGGARE", "FR-BUDGET", "FR-DEL-UTAN-MAL", "FY-MALNIVA-SAKNAS")
FOLLOWED = "uppföljningar: [{mål: F-1, källa: 'ar, 4'}]"


def survey(level: str, value: str, more: str = "") -> Facts:
    return measured(level, percent(value, more))


# --- small base and other words -------------------------------------------------------------------

AT_MOST_5 = "slag: nivå, villkor: högst, nivå: 5, enhet: '%'"
LESS_THAN = "slag: nivå, villkor: mindre än, nivå: {}, enhet: '%'"
MORE_THAN_83 = "slag: nivå, villkor: mer än, nivå: 83, enhet: '%'"
WORDED = AT_LEAST_90 + ", bas: kommuner, skala: 4–5 av 5, fråga: nöjd med stödet"
BASES = (
    Case("nine answers", survey(AT_LEAST_90, "100", "antal_svar: 9"), "FY-FA-SVAR-SVAR", finds="svagt_underlag"),
    Case("ten answers", survey(AT_LEAST_90, "100", "antal_svar: 10"), ""),
    Case("a group of nine", survey(AT_LEAST_90, "100", "gruppens_storlek: 9"), "FY-FA-SVAR-GRUPP", finds="svagt_underlag"),
    Case("a group of ten", survey(AT_LEAST_90, "100", "gruppens_storlek: 10"), ""),
    Case("the answers go before the group's size", survey(AT_LEAST_90, "100", "antal_svar: 10, gruppens_storlek: 9"), ""),
    Case("no number of answers", survey(AT_LEAST_90, "100"), ""),
    Case("few answers to what is no percentage",
         measured("slag: nivå, villkor: minst, nivå: 4, enhet: st", "värde: 5, enhet: st, antal_svar: 9"), ""),
    Case("90 % of 125: 112 is 89,6 and 113 is 90,4", survey(AT_LEAST_90, "90", "antal_svar: 125"), "FY-SVAR-BADA-SIDOR", finds="svagt_underlag"),
    Case("90 % of 100 is 90 and nothing else", survey(AT_LEAST_90, "90", "antal_svar: 100"), ""),
    Case("90 % of 10 is exactly the level", survey(AT_LEAST_90, "90", "antal_svar: 10"), ""),
    Case("89 % of 125 is 111 alone, below", survey(AT_LEAST_90, "89", "antal_svar: 125"), ""),
    Case("91 % of 1000 is above in every case", survey(AT_LEAST_90, "91", "antal_svar: 1000"), ""),
    Case("90 % of 1000: 895 to 904", survey(AT_LEAST_90, "90", "antal_svar: 1000"), "FY-SVAR-BADA-SIDOR"),
    Case("82,5 % is not more than 83 %, nor is 83,0 %", survey(MORE_THAN_83, "83", "antal_svar: 200"), ""),
    Case("83,0 % is not more than 83 %, but 83,3 % is", survey(MORE_THAN_83, "83", "antal_svar: 300"), "FY-SVAR-BADA-SIDOR-MER-AN",
         finds="svagt_underlag"),
    Case("högst: 5,0 % is within, 5,3 % is not", survey(AT_MOST_5, "5", "antal_svar: 300"), "FY-SVAR-BADA-SIDOR-HOGST", finds="svagt_underlag"),
    Case("högst: 4,8 % is within, 5,2 % is not", survey(AT_MOST_5, "5", "antal_svar: 210"), "FY-SVAR-BADA-SIDOR-HOGST"),
    Case("högst: 4,5 % and 5,0 % are within", survey(AT_MOST_5, "5", "antal_svar: 200"), ""),
    Case("mindre än: 4,5 % is less than 5 %, 5,0 % is not", survey(AT_MOST_5.replace("högst", "mindre än"), "5", "antal_svar: 200"),
         "FY-SVAR-BADA-SIDOR-MINDRE-AN"),
    Case("4,5 % is less than 4,501 %, 5,0 % is not", survey(LESS_THAN.format("4.501"), "5", "antal_svar: 200"), "FY-SVAR-BADA-SIDOR-MINDRE-AN"),
    Case("4,5 % is not less than 4,5 %", survey(LESS_THAN.format("4.5"), "5", "antal_svar: 200"), ""),
    Case("nor than 4,499 %", survey(LESS_THAN.format("4.499"), "5", "antal_svar: 200"), ""),
    Case("4,5 % is below 4,999 %, 5,0 % just above", survey("slag: nivå, villkor: minst, nivå: 4.999, enhet: '%'", "5", "antal_svar: 200"),
         "FY-SVAR-BADA-SIDOR"),
    Case("exakt: 82,5 % is not 83 %, 83,0 % is", survey(MORE_THAN_83.replace("mer än", "exakt"), "83", "antal_svar: 200"),
         "FY-SVAR-BADA-SIDOR-EXAKT"),
    Case("exakt: neither 82,7 % nor 83,3 % is 83 %", survey(MORE_THAN_83.replace("mer än", "exakt"), "83", "antal_svar: 150"), ""),
    Case("a change is not held against its level", survey("slag: nivå, villkor: minst, nivå: 5, enhet: '%', förändring: procentenheter", "5",
         "antal_svar: 200, föregående: 0"), ""),
    Case("few answers to what has no level", measured(NO_LEVEL, percent("30", "antal_svar: 7")), "FY-FA-SVAR-SVAR FY-SVAR-INGET FR-MALNIVA-SAKNAS"),
    Case("90,0 % of 1000 is 900 alone", survey(AT_LEAST_90, "90.0", "antal_svar: 1000"), ""),
    Case("91 % of 10 is no whole number of answers", survey(AT_LEAST_90, "91", "antal_svar: 10"), "FY-SVAR-INGET", finds="svagt_underlag"),
    Case("33,3 % of 3 is one answer", survey("slag: nivå, villkor: minst, nivå: 30, enhet: '%'", "33.3", "antal_svar: 3"), "FY-FA-SVAR-SVAR"),
    Case("no whole number of a group", survey(AT_LEAST_90, "91", "gruppens_storlek: 10"), "FY-SVAR-INGET"),
    Case("an approximate share is not counted in answers", survey(AT_LEAST_90, "91", "antal_svar: 10, gräns: drygt"), ""),
    Case("approximate at the limit", survey(AT_LEAST_90, "90", "gräns: ungefär"), "FY-UNGEFARLIG-VID-GRANSEN FR-UNGEFARLIG-VID-GRANSEN",
         finds="svagt_underlag"),
    Case("approximate beside the limit", survey(AT_LEAST_90, "80", "gräns: ungefär"), ""),
    Case("another base", survey(WORDED, "95", "bas: svarande"), "FY-ANNAN-LYDELSE", finds="svagt_underlag"),
    Case("another scale", survey(WORDED, "95", "skala: 3–5 av 5"), "FY-ANNAN-LYDELSE"),
    Case("another wording", survey(WORDED, "95", "fråga: nöjd med kontakten"), "FY-ANNAN-LYDELSE"),
    Case("a base that the plan does not name", survey(AT_LEAST_90, "95", "bas: svarande"), "FY-ANNAN-LYDELSE"),
    Case("the same words", survey(WORDED, "95", "bas: kommuner, skala: 4–5 av 5, fråga: nöjd med stödet"), ""),
)  # fmt: skip

# --- consistency and contradictions ----------------------------------------------------------------


def two(level: str, first: str, second: str, *claims: str, other: str = "") -> Facts:
    """Two goals, each with one mätetal on a level and its figure; what the report claims of them."""
    return (goal("F-1", level), goal("F-2", other or level), outcome("F-1.1", percent(first)), outcome("F-2.1", percent(second)), *claims)


TAKEN = "slag: nivå, villkor: minst, nivå_av: [m.nivå.2020], enhet: '%'"
NINETY, EMPTY = table("m", [2020], {"nivå": [90]}, unit="'%'"), table("m", [2020], {"nivå": [None]}, unit="'%'")
MET_HERE, PARTLY_THERE = claim("F-1.1", "uppfyllt"), claim("F-2.1", "delvis")
OWN_CLAIM, GOALS_CLAIM, CLAIMS = "FY-BEDOMT-MATETAL", "FY-BEDOMT-MAL", "FY-MOTSAGT"
CONSISTENCY = (
    Case("the worse outcome is claimed better", two(AT_LEAST_90, "80", "85", MET_HERE, PARTLY_THERE), f"{OWN_CLAIM} FY-INKONSEKVENT-LAGST {CLAIMS}",
         finds="inkonsekvent_bedomning"),
    Case("the better outcome is claimed better", two(AT_LEAST_90, "85", "80", MET_HERE, PARTLY_THERE), f"{OWN_CLAIM} {CLAIMS}"),
    Case("equal outcomes", two(AT_LEAST_90, "80", "80", MET_HERE, PARTLY_THERE), f"{OWN_CLAIM} {CLAIMS}"),
    Case("one unit in the sixth decimal worse", two(AT_LEAST_90, "80", "80.000001", MET_HERE, PARTLY_THERE),
         f"{OWN_CLAIM} FY-INKONSEKVENT-LAGST {CLAIMS}"),
    Case("equal claims", two(AT_LEAST_90, "80", "85", MET_HERE, claim("F-2.1", "uppfyllt")), f"{OWN_CLAIM} {CLAIMS}"),
    Case("högst: the higher outcome is the worse", two(AT_MOST_5, "9", "7", MET_HERE, PARTLY_THERE), f"{OWN_CLAIM} FY-INKONSEKVENT-HOGST {CLAIMS}",
         finds="inkonsekvent_bedomning"),
    Case("högst: the lower outcome is the better", two(AT_MOST_5, "7", "9", MET_HERE, PARTLY_THERE), f"{OWN_CLAIM} {CLAIMS}"),
    Case("a goal's claim stands for its mätetal", two(AT_LEAST_90, "80", "85", claim("F-1", "uppfyllt"), claim("F-2", "delvis")),
         f"{GOALS_CLAIM} FY-INKONSEKVENT-LAGST {CLAIMS}"),
    Case("its own claim goes before the goal's", two(AT_LEAST_90, "80", "85", claim("F-1", "uppfyllt"), claim("F-1.1", "delvis"), PARTLY_THERE),
         f"{OWN_CLAIM} {CLAIMS}"),
    Case("another level", two(AT_LEAST_90, "80", "85", MET_HERE, PARTLY_THERE, other=AT_LEAST_90.replace("90", "91")), f"{OWN_CLAIM} {CLAIMS}"),
    Case("another operator", two(AT_LEAST_90, "80", "85", MET_HERE, PARTLY_THERE, other=AT_LEAST_90.replace("minst", "mer än")),
         f"{OWN_CLAIM} {CLAIMS}"),
    Case("minst and lägst are the same", two(AT_LEAST_90, "80", "85", MET_HERE, PARTLY_THERE, other=AT_LEAST_90.replace("minst", "lägst")),
         f"{OWN_CLAIM} FY-INKONSEKVENT-LAGST {CLAIMS}"),
    Case("another scale of the plan", two(AT_LEAST_90, "80", "85", MET_HERE, PARTLY_THERE, other=AT_LEAST_90 + ", skala: 3–5"),
         f"{OWN_CLAIM} {CLAIMS}"),
    Case("another base of the plan", two(AT_LEAST_90, "80", "85", MET_HERE, PARTLY_THERE, other=AT_LEAST_90 + ", bas: kommuner"),
         f"{OWN_CLAIM} {CLAIMS}"),
    Case("no claim", two(AT_LEAST_90, "80", "85", MET_HERE), f"{OWN_CLAIM} {CLAIMS}"),
    Case("an approximate figure is not compared", (*two(AT_LEAST_90, "80", "85", MET_HERE, PARTLY_THERE)[:2], outcome("F-1.1", percent("80",
         "gräns: ungefär")),
         outcome("F-2.1", percent("85")), MET_HERE, PARTLY_THERE), f"{OWN_CLAIM} {CLAIMS}"),
    Case("a figure of a part of the year is none on a yearly level", (goal("F-1", f"{AT_LEAST_90}, årsbasis: ja"), goal("F-2", AT_LEAST_90),
         outcome("F-1.1", percent("80", "del_av_året: ja")), outcome("F-2.1", percent("85")), MET_HERE, PARTLY_THERE),
         f"{OWN_CLAIM} {CLAIMS} FY-OBESTYRKT FR-SIFFRA-SAKNAS"),
    Case("a figure of a part of the year is one on another level", (goal("F-1", AT_LEAST_90), goal("F-2", AT_LEAST_90),
         outcome("F-1.1", percent("80", "del_av_året: ja")), outcome("F-2.1", percent("85")), MET_HERE, PARTLY_THERE),
         f"{OWN_CLAIM} FY-INKONSEKVENT-LAGST {CLAIMS}", finds="inkonsekvent_bedomning"),
    Case("90 and 90.0 are the same level", two(AT_LEAST_90, "80", "85", MET_HERE, PARTLY_THERE, other=AT_LEAST_90.replace("90", "90.0")),
         f"{OWN_CLAIM} FY-INKONSEKVENT-LAGST {CLAIMS}"),
    Case("a level taken from a figure is the same as one that is stated",
         (*two(AT_LEAST_90, "80", "85", MET_HERE, PARTLY_THERE, other=TAKEN), NINETY),
         f"{OWN_CLAIM} FY-INKONSEKVENT-LAGST {CLAIMS}", finds="inkonsekvent_bedomning"),
    Case("levels taken from a figure that is not there", (*two(TAKEN, "80", "85", MET_HERE, PARTLY_THERE), EMPTY),
         "FY-OBESTYRKT FY-MOTSAGT FR-SIFFRA-SAKNAS"),
)  # fmt: skip


def stated(number: int, says: str) -> str:
    return f"{{id: UT-{number}, sak: planen, säger: {says}, om: [F-1], källa: 'ar, {number}'}}"


ADOPTED, DELAYED, AGAIN = stated(1, "antagen"), stated(2, "framflyttad"), stated(3, "antagen")
TWICE = "FY-MOTSAGELSE-TVA-VARDEN"
HERE: Facts = measured(PRODUCT, status("framtagen"))
CONTRADICTIONS = (
    Case("two places say different things of one matter", (*HERE, f"utsagor: [{ADOPTED}, {DELAYED}]"), "FY-MOTSAGELSE-UTSAGOR", finds="motsagelse"),
    Case("two places say the same", (*HERE, f"utsagor: [{ADOPTED}, {AGAIN}]"), ""),
    Case("two figures on each side of the level", measured(AT_LEAST_90, percent("91"), percent("89")),
         f"FY-MOTSAGELSE-SIFFROR {TWICE} FR-MOTSTRIDIGT",
         finds="motsagelse fraga"),
    Case("two figures on the same side are still two values", measured(AT_LEAST_90, percent("91"), percent("90")), TWICE, finds="motsagelse"),
    Case("the same figure in two places", measured(AT_LEAST_90, percent("91"), percent("91.0")), ""),
    Case("an approximate figure beside an exact one", measured(AT_LEAST_90, percent("93"), percent("95", "gräns: ungefär")), ""),
    Case("the figure of a part of the year beside the year's", measured(AT_LEAST_90, percent("93"), percent("95", "del_av_året: ja")), ""),
    Case("a change that is met one way alone is no contradiction",
         survey("slag: nivå, villkor: minst, nivå: 5, enhet: '%', förändring: oklar", "53", "föregående: 50"), "FY-MALNIVA-OKLAR FR-MALNIVA-OKLAR"),
    Case("done and not done", measured(PRODUCT, status("framtagen"), status("inställt")), "FY-MOTSAGELSE-UPPGIFTER FR-MOTSTRIDIGT",
         finds="motsagelse"),
    Case("done twice", measured(PRODUCT, status("framtagen"), status("beslutad")), ""),
    Case("done and not done beside a figure are told, and decide nothing", measured(AT_LEAST_90, percent("95"), status("genomfört"),
         status("inställt")),
         "FY-MOTSAGELSE-UPPGIFTER"),
)  # fmt: skip

# --- coverage ---------------------------------------------------------------------------------------

TOLD = measured(PRODUCT, status("framtagen"))


def reworded(how: str) -> str:
    return f"uppföljningar: [{{mål: F-1, källa: 'ar, 4', ändrad_lydelse: {how}, planens_ord: minst, redovisningens_ord: cirka}}]"


COVERAGE = (
    Case("a planned goal that nothing is told of", (goal("F-1", PRODUCT),), "FY-EJ-FOLJT-UPP FR-EJ-REDOVISAT", finds="ej_foljt_upp"),
    Case("a goal that is followed up", (goal("F-1", PRODUCT), FOLLOWED), "FR-EJ-REDOVISAT"),
    Case("a goal with an outcome", TOLD, ""),
    Case("a goal that is claimed", (goal("F-1", PRODUCT), claim("F-1", "uppfyllt")), "FY-OBESTYRKT FR-EJ-REDOVISAT"),
    Case("a goal with a claim on its mätetal", (goal("F-1", PRODUCT), claim("F-1.1", "uppfyllt")), "FY-OBESTYRKT FR-EJ-REDOVISAT"),
    Case("a strategic goal need not be followed up", (*TOLD, goal("S-1", more="område: mål")), "FR-MAL-UTAN-MATETAL"),
    Case("a goal that only the report holds", (goal("F-1", PRODUCT, more="enhet: A, beslutat_i_plan: nej"), outcome("F-1.1", status("framtagen"))),
         "FY-EJ-BESLUTAT", finds="ej_beslutat"),
    Case("no plan among the facts: one finding", (goal("F-1", PRODUCT, more="enhet: A, beslutat_i_plan: nej"), outcome("F-1.1", status("framtagen"))),
         "FY-PLAN-SAKNAS", finds="plan_saknas", year=2019),
    Case("no plan and no goals of a unit", (goal("E-1", PRODUCT, more="område: ekonomi"), outcome("E-1.1", status("framtagen"))), "", year=2019),
    Case("another wording in substance", (*TOLD, reworded("saklig")),
         "FY-ANDRAD-LYDELSE", finds="andrad_lydelse"),
    Case("another wording in form", (*TOLD, reworded("redaktionell")), ""),
    Case("a longer period elsewhere in the plan", measured(PRODUCT + ", längre_period: {period: 2020–2022, källa: 'plan, 5'}", status("framtagen")),
         "FY-FLERARIGT",
         finds="flerarigt_mal"),
    Case("a level that is missing", measured(NO_LEVEL, percent("5")), "FR-MALNIVA-SAKNAS", finds="malniva_saknas"),
    Case("a level that is unclear", measured("slag: utan nivå, brist: oklar, skäl: basen saknas", percent("5")), "FY-MALNIVA-OKLAR FR-MALNIVA-OKLAR",
         finds="malniva_oklar"),
    Case("a claim of a financial goal that no plan holds", (*TOLD, claim("E-1", "uppfyllt")), "FY-PASTAENDE-UTAN-PROVNING", finds="obestyrkt"),
    Case("a claim of a unit without goals", (*TOLD, claim("B", "uppfyllt")), "FY-PASTAENDE-UTAN-PROVNING", finds="obestyrkt"),
    Case("a claim that is contradicted", (*TOLD, claim("F-1.1", "ej")), "FY-MOTSAGT", finds="motsagt"),
    Case("a claim that is confirmed", (*TOLD, claim("F-1.1", "uppfyllt")), ""),
)  # fmt: skip

# --- questions --------------------------------------------------------------------------------------

QUESTIONS = (
    Case("nothing told of an activity", (goal("F-1", ACTIVITY), FOLLOWED), "FR-EJ-REDOVISAT", finds="fraga"),
    Case("told reached, without a figure", measured(AT_LEAST_90, status("nivån nådd")), "FR-SIFFRA-SAKNAS", finds="fraga"),
    Case("not measured", measured(AT_LEAST_90, status("ej mätt")), "FR-EJ-MATT", finds="fraga"),
    Case("another measure", measured(AT_LEAST_90, status("annat mått")), "FR-ANNAT-MATT", finds="fraga"),
    Case("decided", measured(AT_LEAST_90, percent("1")), ""),
)

# --- accounts ---------------------------------------------------------------------------------------


def unit_result(outcome_of_year: str | int | None, planned: str | int | None) -> Facts:
    more = ("redovisar: KANSLI", "roller: {årets_resultat: resultat}")
    return (table("rr_kansli", [2020, "budget2020"], {"resultat": [outcome_of_year, planned]}, *more),)


def investment(spent: int, planned: int) -> Facts:
    more = "roller: {investering_utfall: utfall, investering_budget: plan}"
    return (table("inv", [2020], {"plan": [planned], "utfall": [spent]}, more),)


def carried(out: int) -> Facts:
    rows = table("n", [2020], {"till_nästa": [out], "resultat": [5], "från": [3]})
    terms = "till_nästa_år: n.till_nästa.2020, resultat: n.resultat.2020, från_förra_året: n.från.2020"
    return (rows, f"överföringar: [{{redovisar: KANSLI, {terms}, källa: 'ar, 6'}}]")


def mentioned(word: str) -> str:
    return f"återställande: {{omnämns: {word}, källa: 'ar, 2.8'}}"


ZERO = {2017: 0, 2018: 0, 2019: 0, 2020: 0}
ACCOUNTS = (
    Case("a unit better than budget", unit_result(5, 0), "FY-BUDGETAVVIKELSE-BATTRE", finds="budgetavvikelse"),
    Case("a unit worse than budget", unit_result(1, 2), "FY-BUDGETAVVIKELSE-SAMRE", finds="budgetavvikelse"),
    Case("a unit as budgeted", unit_result(2, 2), ""),
    Case("a unit without budget", unit_result(2, None), ""),
    Case("a unit with the smallest deficit, as budgeted", unit_result("-0.001", "-0.001"), "FY-UNDERSKOTT", finds="budgetavvikelse"),
    Case("a unit with a deficit, worse than budget", unit_result(-1, 0), "FY-UNDERSKOTT FY-BUDGETAVVIKELSE-SAMRE", finds="budgetavvikelse"),
    Case("a unit at zero", unit_result(0, 0), ""),
    Case("investments above budget", investment(11, 10), "FY-INVESTERING-OVER", finds="budgetavvikelse"),
    Case("investments below budget", investment(9, 10), "FY-INVESTERING-UNDER", finds="budgetavvikelse"),
    Case("investments as budgeted", investment(10, 10), ""),
    Case("a surplus moved to the next year", carried(4), "FY-OVERFORT", finds="overfort_overskott"),
    Case("nothing moved", carried(0), ""),
    Case("a deficit by utredning, not mentioned", (utredning({**ZERO, 2019: -1}), mentioned("nej")), "FY-ATERSTALLANDE-UTREDNING-NEJ",
         finds="aterstallande"),
    Case("a deficit by utredning, mentioned", (utredning({**ZERO, 2017: -1}), mentioned("ja")), "FY-ATERSTALLANDE-UTREDNING-JA",
         finds="aterstallande"),
    Case("a deficit by årets resultat, not mentioned", (results({**ZERO, 2019: -1}), mentioned("nej")), "FY-ATERSTALLANDE-RESULTAT-NEJ",
         finds="aterstallande"),
    Case("a deficit by årets resultat, mentioned", (results({**ZERO, 2019: -1}), mentioned("ja")), "FY-ATERSTALLANDE-RESULTAT-JA",
         finds="aterstallande"),
    Case("an utredning without deficit goes before årets resultat", (utredning(ZERO), results({2019: -1}), mentioned("nej")), ""),
    Case("no deficit", (utredning(ZERO), mentioned("nej")), ""),
    Case("a deficit of the year before the ledger", (utredning({2016: -1, **ZERO}), mentioned("nej")), ""),
    Case("nothing said of whether a deficit by utredning is mentioned", (utredning({**ZERO, 2019: -1}),), "FY-ATERSTALLANDE-UTREDNING-OKANT",
         finds="aterstallande"),
    Case("nothing said of whether a deficit by årets resultat is", (results({**ZERO, 2020: -1}),), "FY-ATERSTALLANDE-RESULTAT-OKANT",
         finds="aterstallande"),
    Case("nothing said, and no deficit", (utredning(ZERO), results({2019: -1})), ""),
    Case("nothing said of a deficit before the ledger", (results({2016: -1, **ZERO}),), ""),
    Case("a tie that deviates", (table("a", [2020], {"in": [5], "netto": [7]}, "summor: {netto: [in]}"),), "FY-AVSTAMNING-AVVIKELSE",
         finds="tie_avvikelse"),
    Case("a tie that rounds", (table("a", [2020], {"in": [6], "netto": [7]}, "summor: {netto: [in]}"),), "FY-AVSTAMNING-AVRUNDNING",
         finds="tie_avrundning"),
    Case("a tie that agrees", (table("a", [2020], {"in": [7], "netto": [7]}, "summor: {netto: [in]}"),), ""),
    Case("the same thing with two values", (table("a", [2020], {"in": [5], "netto": [7]}),
         "avstämningar: [{id: AV-x, titel: Samma, vänster: [a.in.2020], höger: [a.netto.2020], samma_sak: ja}]"),
         "FY-AVSTAMNING-AVVIKELSE FY-MOTSAGELSE-BELOPP", finds="tie_avvikelse motsagelse"),
)  # fmt: skip

# --- internal control -------------------------------------------------------------------------------


def moments(*written: str) -> Facts:
    parts = [f"{{id: IK-1{letter}, moment: Moment {letter}, {text}}}" for letter, text in zip("abcdef", written, strict=False)]
    rule = "uppföljningsregel: {månader: 6, källa: 'plan, 8'}"
    return (rule, f"kontrollområden: [{{id: IK-1, område: Kassa, källa: 'plan, 8', moment: [{', '.join(parts)}]}}]")


def kept_by(who: str, more: str = "") -> str:
    return f"frekvens: 1 gång/år, ansvarig: {who}, resultat: {{visar: enligt plan, uppgift: så, källa: 'ar, 8'}}{more}"


def remark(text: str) -> Facts:
    return moments(kept_by("Ekonom", f", avvikelser: [{{slag: notering utan avslutad åtgärd, uppgift: kvitto saknas{text}}}]"))


CONTROL = (
    Case("one keeps four of five moments: 80 %", moments(*[kept_by("Ekonom")] * 4, kept_by("Chef")), "FY-ANSVAR-KONCENTRERAT",
         finds="ansvarskoncentration"),
    Case("one keeps three of five", moments(*[kept_by("Ekonom")] * 3, *[kept_by("Chef")] * 2), ""),
    Case("one keeps all of four: too few to tell", moments(*[kept_by("Ekonom")] * 4), ""),
    Case("a moment kept by the one it concerns", moments(kept_by("Ekonom", ", rör_ansvarig: ja")), "FY-ANSVAR-EGET", finds="ansvarskoncentration"),
    Case("an open deviation in time", remark(", kontrolldatum: 2020-07-01"), "FY-AVVIKELSE-OPPEN", finds="oppen_avvikelse"),
    Case("an open deviation after its last day", remark(", kontrolldatum: 2020-06-30"), "FY-AVVIKELSE-FORSENAD", finds="forsenad_atgard"),
    Case("closed too late", remark(", kontrolldatum: 2020-01-10, stängd: 2020-07-11"), "FY-AVVIKELSE-STANGD_FOR_SENT", finds="forsenad_atgard"),
    Case("closed on the last day", remark(", kontrolldatum: 2020-01-10, stängd: 2020-07-10"), "FY-AVVIKELSE-STANGD_I_TID", finds="stangd_avvikelse"),
    Case("closed, the day not stated", remark(", stängd: datum framgår inte"), "FY-AVVIKELSE-STANGD_UTAN_DATUM", finds="stangd_avvikelse"),
    Case("the number of controls is not shown",
         moments("frekvens: 2 ggr/år, ansvarig: Ekonom, resultat: {visar: minst, antal: 1, uppgift: så, källa: 'ar, 8'}"),
         "FR-ANTAL-KONTROLLER-FRAMGAR-INTE", finds="fraga"),
    Case("the text does not answer", moments("frekvens: 2 ggr/år, ansvarig: Ekonom"), "FR-SVARAR-INTE-PA-MOMENTET", finds="fraga"),
    Case("no frequency", moments("frekvens: ~, ansvarig: Ekonom"), "FR-FREKVENS-SAKNAS", finds="fraga"),
)  # fmt: skip

CASES = (*BASES, *CONSISTENCY, *CONTRADICTIONS, *COVERAGE, *QUESTIONS, *ACCOUNTS, *CONTROL)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.says)
def test_a_finding(case: Case) -> None:
    verify(case, FAMILY, LACKING)


# --- what a year lacks ------------------------------------------------------------------------------

WHOLE: Facts = (utredning(ZERO), budget(2020, 11, 10), *TOLD)
MISSING = (
    Case("a year that lacks nothing", WHOLE, ""),
    Case("without utredning for the year", (utredning({2017: 0, 2018: 0, 2019: 0}), *WHOLE[1:]), "FR-BALANSKRAVSUTREDNING FR-LIGGARE", finds="fraga"),
    Case("without utredning for an earlier year", (utredning({2017: 0, 2018: 0, 2020: 0}), *WHOLE[1:]), "FR-LIGGARE", finds="fraga"),
    Case("without budget", (WHOLE[0], *TOLD), "FR-BUDGET", finds="fraga"),
    Case("without goals", WHOLE[:2], "FR-DEL-UTAN-MAL FY-MALNIVA-SAKNAS", finds="fraga malniva_saknas"),
)


@pytest.mark.parametrize("case", MISSING, ids=lambda case: case.says)
def test_what_a_year_lacks(case: Case) -> None:
    verify(case, FAMILY)


def test_a_question_says_to_whom_what_and_for_which_rating_and_the_ratings_that_wait() -> None:
    checked = check(*measured(AT_LEAST_90, status("nivån nådd")))
    (missing,) = (row for row in checked.report.missing if row.fact == "underlag:F-1.1")
    assert missing.text == (
        "Chef A: F-1.1 (Mätetal 1, Plan 2020, 3). Vilken är årets siffra mot målnivån minst 90 %, och var framgår den?"
    )
    assert missing.needed_by == ("F-1.1", "F-1", "A", "GEH-V", "GEH")


def test_each_undecided_leaf_has_one_question_and_no_decided_one_has() -> None:
    checked = check(goal("F-1", AT_LEAST_90, PRODUCT, NO_LEVEL), outcome("F-1.2", status("framtagen")), *moments("frekvens: ~, ansvarig: Ekonom"))
    asked = [finding.about[0] for finding in checked.findings("fraga")]
    assert sorted(asked) == ["BK-1", "BK-2", "BK-3", "F-1.1", "F-1.3", "IK-1a"]


def test_each_pair_that_is_judged_inconsistently_is_named() -> None:
    facts = (goal("F-1", AT_LEAST_90, AT_LEAST_90, AT_LEAST_90), outcome("F-1.1", percent("70")), outcome("F-1.2", percent("80")), outcome("F-1.3",
        percent("85")),
             claim("F-1.1", "uppfyllt"), claim("F-1.2", "delvis"), claim("F-1.3", "delvis"))  # fmt: skip
    assert [set(finding.about) for finding in check(*facts).findings("inkonsekvent_bedomning")] == [{"F-1.1", "F-1.2"}, {"F-1.1", "F-1.3"}]


def test_every_pair_of_statements_that_differ_is_named_once() -> None:
    said = ", ".join(stated(number, word) for number, word in enumerate(("ja", "nej", "ja", "kanske"), 1))
    pairs = [frozenset(finding.about) for finding in check(*TOLD, f"utsagor: [{said}]").findings("motsagelse")]
    assert len(pairs) == len(set(pairs)) == 5


def test_no_finding_changes_a_rating() -> None:
    plain = check(*survey(WORDED, "91")).report.ratings
    weak = check(*survey(WORDED, "91", "antal_svar: 5, bas: svarande"), f"utsagor: [{ADOPTED}, {DELAYED}]").report.ratings
    assert [(row.id, row.possible) for row in weak] == [(row.id, row.possible) for row in plain]


@pytest.mark.parametrize(
    ("level", "more", "told"),
    [
        (WORDED, "bas: svarande", "basen är i målet kommuner, i redovisningen svarande"),
        (WORDED, "skala: 3–5 av 5", "skalan är i målet 4–5 av 5, i redovisningen 3–5 av 5"),
        (WORDED, "fråga: nöjd med kontakten", "det som mäts är i målet nöjd med stödet, i redovisningen nöjd med kontakten"),
        (AT_LEAST_90, "skala: 3–5 av 5", "skalan är i målet inte angiven, i redovisningen 3–5 av 5"),
    ],
)
def test_another_wording_is_told_with_the_words_of_both(level: str, more: str, told: str) -> None:
    assert check(*survey(level, "95", more)).said("FY-ANNAN-LYDELSE") == [f"F-1.1: {told} (Årsredovisning, 1)."]


def test_a_moved_surplus_is_told_with_the_result_as_it_would_be_without() -> None:
    (finding,) = check(*carried(4)).findings("overfort_overskott")
    assert "Redovisat resultat är 5 tkr; utan överföringen 9 tkr." in finding.text
    assert "utan båda överföringarna 6 tkr" in finding.text


# --- every rule is seen -----------------------------------------------------------------------------

PACKS = ("criteria", "composites", "balance", "ties", "control", "claims", "findings", "running", "preclose")


def all_cases() -> list[Case]:
    """Every case of every pack; each is run by its own test, which fails unless just these rules of its family fire."""
    modules = [importlib.import_module(f"test_rules_{name}") for name in PACKS]
    return [case for module in modules for case in (*module.CASES, *getattr(module, "MISSING", ()))]


def test_every_declared_rule_fires_in_some_case() -> None:
    fired = {rule for case in all_cases() for rule in case.rules}
    declared = {rule.id for rule in all_rules()}
    assert not declared - fired, f"rules that no case fires: {sorted(declared - fired)}"
    assert not fired - declared, f"cases that name a rule that is not declared: {sorted(fired - declared)}"


def test_every_kind_of_finding_is_found_in_some_case() -> None:
    kinds = {dict(rule.conclusion.fields)["slag"] for rule in all_rules() if rule.conclusion.kind == "fynd"} | {"fraga"}
    assert kinds == {kind for case in all_cases() for kind in case.finds.split()}


def test_every_reason_is_shown_in_some_case() -> None:
    shown = {word for case in all_cases() for word in case.shows.replace(";", " ").split() if "_" in word}
    stated = {str(dict(rule.conclusion.fields)["orsak"]) for rule in all_rules() if rule.conclusion.kind == "bedomning"}
    reasons = {reason for reason in stated if "_" in reason}
    assert {reason for reason in reasons if "Ref" not in reason} <= shown | {"annat_matt", "ej_matt", "siffra_saknas"}


def test_every_pack_has_its_cases() -> None:
    assert {path.stem for path in Path(__file__).parent.glob("test_rules_*.py")} == {f"test_rules_{name}" for name in (*PACKS, "language")}
