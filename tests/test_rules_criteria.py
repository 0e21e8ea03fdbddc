"""Mätetal: what a figure or a statement shows of a level, a delivery or a measure without level, on each side of each limit."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import pytest
from year_builder import ACTIVITY, AT_LEAST_90, NO_LEVEL, PRODUCT, Case, check, goal, measured, outcome, percent, status, table, verify, waiver

from checker.figures import interval

FAMILY = ("MT-",)
APPLIES = "MT-GALLER"


def level(operator: str, more: str = "") -> str:
    return f"slag: nivå, villkor: {operator}, nivå: 90, enhet: '%'" + more


# --- a figure against a level -------------------------------------------------------------

MET, BELOW, OPEN = "U", "E", "UE ungefarlig_vid_gransen"
DECIDED = {MET: "MT-SIFFRA-U MT-BELAGG-SIFFRA", BELOW: "MT-SIFFRA-E MT-BELAGG-SIFFRA", OPEN: "MT-SIFFRA-OPPEN"}
CEILING = {MET: "MT-SIFFRA-U-TAK MT-BELAGG-SIFFRA", BELOW: "MT-SIFFRA-E-TAK MT-BELAGG-SIFFRA", OPEN: "MT-SIFFRA-OPPEN"}
DECIDED_BY = {"max": CEILING, "högst": CEILING, "mindre än": CEILING}  # the others are reached from below
RULE_NAME = {"minst": "MINST", "lägst": "MINST", "max": "HOGST", "högst": "HOGST", "exakt": "EXAKT", "mer än": "MER-AN", "mindre än": "MINDRE-AN"}


def figure_case(operator: str, value: str, bound: str, shown: str, show_rule: str) -> Case:
    more = f"gräns: {bound}" if bound != "exakt" else ""
    word = f"{bound} " if more else ""
    fires = f"{APPLIES} MT-JAMFOR-NIVA MT-{RULE_NAME[operator]}-{show_rule} {DECIDED_BY.get(operator, DECIDED)[shown]}"
    return Case(f"{word}{value} against {operator} 90: {shown}", measured(level(operator), percent(value, more)), fires, f"F-1.1: {shown}")


FIGURES = tuple(
    figure_case(operator, value, bound, shown, rule)
    for operator, value, bound, shown, rule in (
        # the limit and one unit in the sixth decimal on each side of it
        ("minst", "90.0", "exakt", MET, "NATT"),
        ("minst", "90", "exakt", MET, "NATT"),
        ("minst", "89.99", "exakt", BELOW, "EJ-NATT"),
        ("minst", "89.999999", "exakt", BELOW, "EJ-NATT"),
        ("minst", "90.000001", "exakt", MET, "NATT"),
        ("lägst", "90.0", "exakt", MET, "NATT"),
        ("lägst", "89.999999", "exakt", BELOW, "EJ-NATT"),
        ("max", "90.00", "exakt", MET, "NATT"),
        ("max", "90.01", "exakt", BELOW, "EJ-NATT"),
        ("max", "90.000001", "exakt", BELOW, "EJ-NATT"),
        ("högst", "90", "exakt", MET, "NATT"),
        ("högst", "90.000001", "exakt", BELOW, "EJ-NATT"),
        ("högst", "89.999999", "exakt", MET, "NATT"),
        ("exakt", "90.000", "exakt", MET, "NATT"),
        ("exakt", "90.000001", "exakt", BELOW, "EJ-NATT-1"),
        ("exakt", "89.999999", "exakt", BELOW, "EJ-NATT-2"),
        ("mer än", "90", "exakt", BELOW, "EJ-NATT"),
        ("mer än", "90.000001", "exakt", MET, "NATT"),
        ("mindre än", "90", "exakt", BELOW, "EJ-NATT"),
        ("mindre än", "89.999999", "exakt", MET, "NATT"),
        ("minst", "-90", "exakt", BELOW, "EJ-NATT"),
        # bounds: they decide unless the level lies where they leave it open
        ("minst", "90", "mer än", MET, "NATT"),
        ("minst", "89", "mer än", OPEN, "VID-GRANSEN"),
        ("minst", "90", "mindre än", BELOW, "EJ-NATT"),
        ("minst", "91", "mindre än", OPEN, "VID-GRANSEN"),
        ("minst", "90", "minst", MET, "NATT"),
        ("minst", "89", "minst", OPEN, "VID-GRANSEN"),
        ("minst", "89", "högst", BELOW, "EJ-NATT"),
        ("minst", "90", "högst", OPEN, "VID-GRANSEN"),
        ("högst", "90", "mer än", BELOW, "EJ-NATT"),
        ("högst", "90", "mindre än", MET, "NATT"),
        ("högst", "90", "minst", OPEN, "VID-GRANSEN"),
        ("mer än", "90", "mer än", MET, "NATT"),
        ("mer än", "90", "minst", OPEN, "VID-GRANSEN"),
        ("mer än", "90", "högst", BELOW, "EJ-NATT"),
        ("mindre än", "90", "mindre än", MET, "NATT"),
        ("mindre än", "90", "högst", OPEN, "VID-GRANSEN"),
        ("mindre än", "90", "minst", BELOW, "EJ-NATT"),
        ("exakt", "90", "mer än", BELOW, "EJ-NATT-1"),
        ("exakt", "90", "mindre än", BELOW, "EJ-NATT-2"),
        ("exakt", "90", "minst", OPEN, "VID-GRANSEN-2"),
        ("exakt", "90", "högst", OPEN, "VID-GRANSEN-1"),
        # approximate: half a unit in the last significant digit, the upper end excluded
        ("minst", "90", "ungefär", OPEN, "VID-GRANSEN"),
        ("minst", "95", "ungefär", MET, "NATT"),
        ("minst", "100", "ungefär", OPEN, "VID-GRANSEN"),
        ("minst", "90.5", "ungefär", MET, "NATT"),
        ("minst", "89.5", "ungefär", BELOW, "EJ-NATT"),
        ("minst", "80", "ungefär", BELOW, "EJ-NATT"),
        ("minst", "90", "drygt", MET, "NATT"),
        ("minst", "80", "drygt", BELOW, "EJ-NATT"),
        ("minst", "89", "drygt", BELOW, "EJ-NATT"),
        ("minst", "89.9", "drygt", BELOW, "EJ-NATT"),
        ("minst", "90", "knappt", BELOW, "EJ-NATT"),
        ("minst", "91", "knappt", MET, "NATT"),
        ("minst", "100", "knappt", OPEN, "VID-GRANSEN"),
        ("högst", "90", "ungefär", OPEN, "VID-GRANSEN"),
        ("högst", "90", "knappt", MET, "NATT"),
        ("högst", "90", "drygt", BELOW, "EJ-NATT"),
        ("mer än", "90", "drygt", MET, "NATT"),
        ("mer än", "90", "ungefär", OPEN, "VID-GRANSEN"),
        ("mindre än", "90", "knappt", MET, "NATT"),
        ("mindre än", "90", "ungefär", OPEN, "VID-GRANSEN"),
        ("exakt", "90", "ungefär", OPEN, "VID-GRANSEN-1"),
        ("exakt", "90", "drygt", BELOW, "EJ-NATT-1"),
        ("exakt", "90", "knappt", BELOW, "EJ-NATT-2"),
    )
)

# --- a change, a yearly level, a level or a figure that is another figure -------------------


def change(kind: str, operator: str = "minst") -> str:
    return f"slag: nivå, villkor: {operator}, nivå: 5, enhet: '%', förändring: {kind}"


RELATIVE, POINTS = "MT-JAMFOR-RELATIV", "MT-JAMFOR-PROCENTENHETER"
REACHED, MISSED = f"MT-MINST-NATT {DECIDED[MET]}", f"MT-MINST-EJ-NATT {DECIDED[BELOW]}"
YEAR = ", årsbasis: ja"
YEARLY = AT_LEAST_90 + YEAR
INCOMPARABLE = "MT-OJAMFORBAR MT-SIFFRA-OJAMFORBAR"
EQUITY = "slag: nivå, villkor: minst, nivå_av: [t.mål], enhet: mnkr"
FOUR_MILLION = "texttal: {t.mål: {värde: 4, enhet: mnkr, anger: målet, källa: 'plan, 2'}}"


def figure_of(value: str) -> str:
    return f"texttal: {{t.utfall: {{värde: {value}, enhet: kr, anger: eget kapital, källa: 'ar, 3'}}}}"


def shown_by_terms(terms: str, *more: str) -> tuple[str, ...]:
    return (goal("F-1", EQUITY), outcome("F-1.1", f"värde_av: [{terms}], enhet: kr"), FOUR_MILLION, *more)


OTHER_FIGURES = (
    Case("a relative change on the limit", measured(change("relativ"), percent("105", "föregående: 100")), f"{APPLIES} {RELATIVE} {REACHED}",
         "F-1.1: U"),
    Case("a relative change one unit below it", measured(change("relativ"), percent("104.999999", "föregående: 100")),
         f"{APPLIES} {RELATIVE} {MISSED}",
         "F-1.1: E"),
    Case("a relative change is counted on last year's figure", measured(change("relativ"), percent("52.5", "föregående: 50")),
         f"{APPLIES} {RELATIVE} {REACHED}", "F-1.1: U"),
    Case("a change that the report itself states", measured(change("relativ"), percent("5")), f"{APPLIES} {RELATIVE} {REACHED}", "F-1.1: U"),
    Case("no relative change from nothing", measured(change("relativ"), percent("5", "föregående: 0")), f"{APPLIES} {INCOMPARABLE}",
         "F-1.1: UE siffra_saknas"),
    Case("a statement decides beside a figure that cannot be compared",
         measured(change("relativ"), percent("5", "föregående: 0"), status("nivån ej nådd")),
         f"{APPLIES} MT-OJAMFORBAR MT-UTSAGA MT-UTSAGA-AVGOR MT-BELAGG-UTSAGA", "F-1.1: E"),
    Case("a yearly relative change", measured(change("relativ") + YEAR, percent("105", "föregående: 100")), f"{APPLIES} {RELATIVE}-AR {REACHED}",
         "F-1.1: U"),
    Case("a yearly change in percentage points", measured(change("procentenheter") + YEAR, percent("54", "föregående: 50")),
         f"{APPLIES} {POINTS}-AR {MISSED}", "F-1.1: E"),
    Case("a yearly change and the figure of a part of the year", measured(change("relativ") + YEAR, percent("60", "föregående: 50, del_av_året: ja")),
         f"{APPLIES} MT-DEL-AV-ARET MT-SIFFRA-OPPEN", "F-1.1: UE siffra_saknas"),
    Case("an approximate change, clear of the limit", measured(change("relativ"), percent("120", "föregående: 100, gräns: ungefär")),
         f"{APPLIES} {RELATIVE} {REACHED}", "F-1.1: U"),
    Case("an approximate change at the limit", measured(change("relativ"), percent("105", "föregående: 100, gräns: ungefär")),
         f"{APPLIES} {RELATIVE} MT-MINST-VID-GRANSEN MT-SIFFRA-OPPEN", "F-1.1: UE ungefarlig_vid_gransen"),
    Case("a bounded change", measured(change("relativ"), percent("105", "föregående: 100, gräns: mer än")), f"{APPLIES} {RELATIVE} {REACHED}",
         "F-1.1: U"),
    Case("a change in percentage points on the limit", measured(change("procentenheter"), percent("55", "föregående: 50")),
         f"{APPLIES} {POINTS} {REACHED}", "F-1.1: U"),
    Case("a change in percentage points one unit below it", measured(change("procentenheter"), percent("54.999999", "föregående: 50")),
         f"{APPLIES} {POINTS} {MISSED}", "F-1.1: E"),
    Case("a yearly level and the year's figure", measured(YEARLY, percent("90")), f"{APPLIES} MT-JAMFOR-ARSNIVA {REACHED}", "F-1.1: U"),
    Case("a yearly level and the figure of a part of the year", measured(YEARLY, percent("95", "del_av_året: ja")),
         f"{APPLIES} MT-DEL-AV-ARET MT-SIFFRA-OPPEN", "F-1.1: UE siffra_saknas"),
    Case("a level of no stated time and the figure of a part of the year", measured(AT_LEAST_90, percent("90", "del_av_året: ja")),
         f"{APPLIES} MT-JAMFOR-NIVA {REACHED}", "F-1.1: U"),
    Case("a level and a figure that are figures of the accounts, in other units", shown_by_terms("t.utfall", figure_of("4000000")),
         f"{APPLIES} MT-JAMFOR-NIVA {REACHED}", "F-1.1: U"),
    Case("one ten-thousandth of an öre below a level of four million", shown_by_terms("t.utfall", figure_of("3999999.999999")),
         f"{APPLIES} MT-JAMFOR-NIVA {MISSED}", "F-1.1: E"),
    Case("a figure is the signed sum of its terms", shown_by_terms("t.utfall, -t.mål", figure_of("8000000")), f"{APPLIES} MT-JAMFOR-NIVA {REACHED}",
         "F-1.1: U"),
    Case("a sum with an empty term is no figure",
         shown_by_terms("rr.eget.2020", "tabeller: {rr: {titel: R, källa: 'ar, 3', enhet: kr, kolumner: [2020], rader: {eget: [~]}}}"),
         f"{APPLIES} {INCOMPARABLE}", "F-1.1: UE siffra_saknas"),
    Case("a level with an empty term is no level, whatever the figure",
         (goal("F-1", "slag: nivå, villkor: minst, nivå_av: [rr.eget.2020], enhet: kr"), outcome("F-1.1", "värde: 1, enhet: kr"),
          "tabeller: {rr: {titel: R, källa: 'ar, 3', enhet: kr, kolumner: [2020], rader: {eget: [~]}}}"),
         f"{APPLIES} {INCOMPARABLE}", "F-1.1: UE siffra_saknas"),
)  # fmt: skip

# --- a change of which the plan does not say whether it is relative or in percentage points ------

UNSTATED = change("oklar")
UNSTATED_YEARLY = UNSTATED + YEAR
BOTH = "MT-JAMFOR-OKLAR-RELATIV MT-JAMFOR-OKLAR-PROCENTENHETER"
BOTH_YEARLY = "MT-JAMFOR-OKLAR-RELATIV-AR MT-JAMFOR-OKLAR-PROCENTENHETER-AR"
UNCLEAR, EITHER = "UE malniva_oklar", "open"
DIFFERENT = {
    ("U", "E"): "MT-OKLAR-OLIKA-RELATIV",
    ("E", "U"): "MT-OKLAR-OLIKA-PROCENTENHETER",
    (EITHER, "U"): "MT-OKLAR-OPPEN-RELATIV",
    (EITHER, "E"): "MT-OKLAR-OPPEN-RELATIV",
    ("U", EITHER): "MT-OKLAR-OPPEN-PROCENTENHETER",
    ("E", EITHER): "MT-OKLAR-OPPEN-PROCENTENHETER",
}


def tried(operator: str, relative: str, points: str) -> str:
    """The rules by which the change is tried each way, and the one that holds the two against each other."""
    shown = " ".join(
        f"MT-OKLAR-{way}-{RULE_NAME[operator]}-{result}" for way, result in (("RELATIV", relative), ("PROCENTENHETER", points)) if result != EITHER
    )
    one, other = relative.partition("-")[0], points.partition("-")[0]
    if one != other:
        return f"{shown} {DIFFERENT[one, other]}"
    return "MT-OKLAR-VID-GRANSEN" if one == EITHER else f"{shown} MT-OKLAR-LIKA"


def unstated_case(operator: str, previous: str, value: str, relative: str, points: str) -> Case:
    bound, _, number = value.rpartition(" ")
    told = percent(number, f"föregående: {previous}" + (f", gräns: {bound}" if bound else ""))
    one, other = relative.partition("-")[0], points.partition("-")[0]
    shown = UNCLEAR if one != other else OPEN if one == EITHER else one
    decided = DECIDED_BY.get(operator, DECIDED)
    fires = f"{APPLIES} {BOTH} {tried(operator, relative, points)} {decided.get(shown, decided[OPEN])}"
    says = f"from {previous} to {value} against {operator} 5: {relative} relatively, {points} in points"
    return Case(says, measured(change("oklar", operator), told), fires, f"F-1.1: {shown}")


UNSTATED_FIGURES = tuple(
    unstated_case(operator, previous, value, relative, points)
    for operator, previous, value, relative, points in (
        # from 50 the level lies at 52.5 counted relatively and at 55 in points; from 200 at 210 and 205; from 100 at 105 both ways
        ("minst", "50", "55", "U-1", "U-1"),
        ("minst", "50", "54.999999", "U-1", "E-1"),
        ("minst", "50", "52.5", "U-1", "E-1"),
        ("minst", "50", "52.499999", "E-1", "E-1"),
        ("minst", "200", "205", "E-1", "U-1"),
        ("minst", "200", "204.999999", "E-1", "E-1"),
        ("minst", "100", "105", "U-1", "U-1"),
        ("minst", "100", "104.999999", "E-1", "E-1"),
        ("lägst", "50", "52.5", "U-1", "E-1"),
        ("högst", "50", "52.5", "U-1", "U-1"),
        ("högst", "50", "52.500001", "E-1", "U-1"),
        ("högst", "50", "55", "E-1", "U-1"),
        ("högst", "50", "55.000001", "E-1", "E-1"),
        ("högst", "200", "205.000001", "U-1", "E-1"),
        ("max", "50", "55", "E-1", "U-1"),
        ("mer än", "50", "52.5", "E-1", "E-1"),
        ("mer än", "50", "55", "U-1", "E-1"),
        ("mer än", "50", "55.000001", "U-1", "U-1"),
        ("mer än", "200", "205.000001", "E-1", "U-1"),
        ("mindre än", "50", "52.499999", "U-1", "U-1"),
        ("mindre än", "50", "52.5", "E-1", "U-1"),
        ("mindre än", "50", "55", "E-1", "E-1"),
        ("mindre än", "200", "205", "U-1", "E-1"),
        ("exakt", "100", "105", "U-1", "U-1"),
        ("exakt", "50", "52.5", "U-1", "E-2"),
        ("exakt", "50", "55", "E-1", "U-1"),
        ("exakt", "200", "205", "E-2", "U-1"),
        ("exakt", "50", "52", "E-2", "E-2"),
        ("exakt", "50", "56", "E-1", "E-1"),
        # above the one and below the other: missed both ways
        ("exakt", "50", "53", "E-1", "E-2"),
        ("exakt", "200", "207", "E-2", "E-1"),
        # inexact: clear of the level both ways, open one way, open both ways
        ("minst", "50", "ungefär 60", "U-1", "U-1"),
        ("minst", "50", "ungefär 53", "U-1", "E-1"),
        ("minst", "50", "mer än 55", "U-1", "U-1"),
        ("minst", "50", "mindre än 52.5", "E-1", "E-1"),
        ("minst", "50", "ungefär 50", EITHER, "E-1"),
        ("minst", "50", "ungefär 55", "U-1", EITHER),
        ("minst", "200", "ungefär 210", EITHER, "U-1"),
        ("minst", "200", "ungefär 205", "E-1", EITHER),
        ("minst", "50", "mindre än 55", EITHER, "E-1"),
        ("minst", "50", "mer än 52.5", "U-1", EITHER),
        ("minst", "100", "ungefär 105", EITHER, EITHER),
        ("minst", "50", "ungefär 100", EITHER, EITHER),
        ("minst", "50", "mer än 52", EITHER, EITHER),
        ("högst", "50", "högst 55", EITHER, "U-1"),
        ("högst", "50", "högst 55.000001", EITHER, EITHER),
        ("mer än", "50", "minst 55", "U-1", EITHER),
        ("mindre än", "50", "minst 52.5", "E-1", EITHER),
        ("mindre än", "50", "högst 52.5", EITHER, "U-1"),
        ("exakt", "50", "minst 52.5", EITHER, EITHER),
        ("exakt", "50", "minst 55", "E-1", EITHER),
        ("exakt", "50", "mer än 52.5", "E-1", EITHER),
        ("exakt", "50", "ungefär 50", EITHER, "E-2"),
        ("exakt", "100", "ungefär 105", EITHER, EITHER),
    )
)

FROM_50 = "föregående: 50"
UP, STILL, ONE_WAY = percent("60", FROM_50), percent("50", FROM_50), percent("53", FROM_50)
ABOUT_52 = percent("52", f"{FROM_50}, gräns: mer än")
ON_LIMIT = "MT-OKLAR-VID-GRANSEN"
MET_BOTH, MISSED_BOTH, DIFFER = tried("minst", "U-1", "U-1"), tried("minst", "E-1", "E-1"), tried("minst", "U-1", "E-1")
TOLD_DECIDES = "MT-UTSAGA MT-UTSAGA-AVGOR MT-BELAGG-UTSAGA"
TOLD_CONTRADICTS = "MT-UTSAGA MT-UTSAGOR-MOTSTRIDIGA-NIVA"
MET_YEARLY = f"{APPLIES} {BOTH_YEARLY} {MET_BOTH} {DECIDED[MET]}"
REACHED_NOT, REACHED_SO = status("nivån ej nådd"), status("nivån nådd")
UNSTATED_CHANGES = (
    Case("a change of an unstated kind that the report itself states", measured(UNSTATED, percent("5")),
         f"{APPLIES} {BOTH} {MET_BOTH} {DECIDED[MET]}", "F-1.1: U"),
    Case("one that the report itself states, one unit below", measured(UNSTATED, percent("4.999999")),
         f"{APPLIES} {BOTH} {MISSED_BOTH} {DECIDED[BELOW]}", "F-1.1: E"),
    Case("a change of an unstated kind from nothing", measured(UNSTATED, percent("5", "föregående: 0")), f"{APPLIES} {INCOMPARABLE}",
         f"F-1.1: {UNCLEAR}"),
    Case("a change of an unstated kind from below nothing", measured(UNSTATED, percent("5", "föregående: -5")), f"{APPLIES} {INCOMPARABLE}",
         f"F-1.1: {UNCLEAR}"),
    Case("a change in percentage points from nothing", measured(change("procentenheter"), percent("5", "föregående: 0")),
         f"{APPLIES} {POINTS} {REACHED}", "F-1.1: U"),
    Case("a yearly change of an unstated kind", measured(UNSTATED_YEARLY, UP), MET_YEARLY, "F-1.1: U"),
    Case("a yearly change that is met only one way", measured(UNSTATED_YEARLY, ONE_WAY), f"{APPLIES} {BOTH_YEARLY} {DIFFER} MT-SIFFRA-OPPEN",
         f"F-1.1: {UNCLEAR}"),
    Case("a yearly change of an unstated kind and the figure of a part of the year", measured(UNSTATED_YEARLY, f"{UP}, del_av_året: ja"),
         f"{APPLIES} MT-DEL-AV-ARET MT-SIFFRA-OPPEN", "F-1.1: UE siffra_saknas"),
    Case("the year's change decides beside a part of the year", measured(UNSTATED_YEARLY, UP, f"{STILL}, del_av_året: ja"),
         f"{MET_YEARLY} MT-DEL-AV-ARET", "F-1.1: U"),
    Case("a level of an unstated kind and time, and the change of a part of the year", measured(UNSTATED, f"{UP}, del_av_året: ja"),
         f"{APPLIES} {BOTH} {MET_BOTH} {DECIDED[MET]}", "F-1.1: U"),
    Case("a statement decides beside a change that is met only one way", measured(UNSTATED, ONE_WAY, REACHED_NOT),
         f"{APPLIES} {BOTH} {DIFFER} {TOLD_DECIDES}", "F-1.1: E"),
    Case("a statement decides beside a change that is open both ways", measured(UNSTATED, ABOUT_52, REACHED_NOT),
         f"{APPLIES} {BOTH} {ON_LIMIT} {TOLD_DECIDES}", "F-1.1: E"),
    Case("a statement decides beside a change of an unstated kind from nothing", measured(UNSTATED, percent("5", "föregående: 0"), REACHED_NOT),
         f"{APPLIES} MT-OJAMFORBAR {TOLD_DECIDES}", "F-1.1: E"),
    Case("a change that is met only one way goes before a statement that shows nothing", measured(UNSTATED, ONE_WAY, REACHED_SO),
         f"{APPLIES} {BOTH} {DIFFER} MT-UTSAGA MT-SIFFRA-OPPEN", f"F-1.1: {UNCLEAR}"),
    Case("contradictory statements beside a change that is met only one way", measured(UNSTATED, ONE_WAY, REACHED_NOT, REACHED_SO),
         f"{APPLIES} {BOTH} {DIFFER} {TOLD_CONTRADICTS}", "F-1.1: UE motstridigt", finds="motsagelse"),
    Case("contradictory statements beside a change that is open both ways", measured(UNSTATED, ABOUT_52, REACHED_NOT, REACHED_SO),
         f"{APPLIES} {BOTH} {ON_LIMIT} {TOLD_CONTRADICTS}", "F-1.1: UE motstridigt", finds="motsagelse"),
    Case("contradictory statements do not matter beside a change that is met both ways", measured(UNSTATED, UP, REACHED_NOT, REACHED_SO),
         f"{APPLIES} {BOTH} {MET_BOTH} MT-UTSAGA {DECIDED[MET]}", "F-1.1: U"),
    Case("a change that is met both ways decides against the words that it was not reached", measured(UNSTATED, UP, REACHED_NOT),
         f"{APPLIES} {BOTH} {MET_BOTH} MT-UTSAGA {DECIDED[MET]}", "F-1.1: U"),
    Case("one change is met both ways, another neither way", measured(UNSTATED, UP, STILL),
         f"{APPLIES} {BOTH} {MET_BOTH} {MISSED_BOTH} MT-SIFFROR-MOTSTRIDIGA", "F-1.1: UE motstridigt", finds="motsagelse"),
    Case("a change that is met only one way beside one that decides changes nothing", measured(UNSTATED, UP, ONE_WAY),
         f"{APPLIES} {BOTH} {MET_BOTH} {DIFFER} {DECIDED[MET]}", "F-1.1: U"),
    Case("two changes that are met only one way each, and not the same", measured(UNSTATED, ONE_WAY, percent("205", "föregående: 200")),
         f"{APPLIES} {BOTH} {DIFFER} {tried('minst', 'E-1', 'U-1')} MT-SIFFRA-OPPEN", f"F-1.1: {UNCLEAR}"),
    Case("an unclear level goes before approximate at the limit", measured(UNSTATED, ABOUT_52, ONE_WAY),
         f"{APPLIES} {BOTH} {ON_LIMIT} {DIFFER} MT-SIFFRA-OPPEN", f"F-1.1: {UNCLEAR}"),
)  # fmt: skip

# --- several figures, statements beside them ------------------------------------------------

SEVERAL = (
    Case("two figures that show the same", measured(AT_LEAST_90, percent("91"), percent("93")), f"{APPLIES} MT-JAMFOR-NIVA {REACHED}", "F-1.1: U"),
    Case("two figures on each side of the level", measured(AT_LEAST_90, percent("90"), percent("89.99")),
         f"{APPLIES} MT-JAMFOR-NIVA MT-MINST-NATT MT-MINST-EJ-NATT MT-SIFFROR-MOTSTRIDIGA", "F-1.1: UE motstridigt", finds="motsagelse"),
    Case("an open figure beside a deciding one changes nothing", measured(AT_LEAST_90, percent("91"), percent("90", "gräns: ungefär")),
         f"{APPLIES} MT-JAMFOR-NIVA MT-MINST-VID-GRANSEN {REACHED}", "F-1.1: U"),
    Case("a figure decides against the words that it was not reached", measured(AT_LEAST_90, percent("91"), status("nivån ej nådd")),
         f"{APPLIES} MT-JAMFOR-NIVA MT-UTSAGA {REACHED}", "F-1.1: U"),
    Case("a figure decides against the words that it was done", measured(AT_LEAST_90, percent("89"), status("genomfört")),
         f"{APPLIES} MT-JAMFOR-NIVA MT-UTSAGA {MISSED}", "F-1.1: E"),
    Case("contradictory statements do not matter beside a figure", measured(AT_LEAST_90, percent("91"), status("genomfört"), status("ej genomfört")),
         f"{APPLIES} MT-JAMFOR-NIVA MT-UTSAGA {REACHED}", "F-1.1: U"),
    Case("a statement decides beside an open figure", measured(AT_LEAST_90, percent("90", "gräns: ungefär"), status("nivån ej nådd")),
         f"{APPLIES} MT-JAMFOR-NIVA MT-MINST-VID-GRANSEN MT-UTSAGA MT-UTSAGA-AVGOR MT-BELAGG-UTSAGA", "F-1.1: E"),
    Case("an open figure goes before a statement that shows nothing", measured(AT_LEAST_90, percent("90", "gräns: ungefär"), status("nivån nådd")),
         f"{APPLIES} MT-JAMFOR-NIVA MT-MINST-VID-GRANSEN MT-UTSAGA MT-SIFFRA-OPPEN", "F-1.1: UE ungefarlig_vid_gransen"),
    Case("approximate at the limit goes before a part of the year",
         measured(YEARLY, percent("90", "gräns: ungefär"), percent("95", "del_av_året: ja")),
         f"{APPLIES} MT-JAMFOR-ARSNIVA MT-MINST-VID-GRANSEN MT-DEL-AV-ARET MT-SIFFRA-OPPEN", "F-1.1: UE ungefarlig_vid_gransen"),
    Case("of statements that show nothing, a missing figure goes before another measure", measured(AT_LEAST_90, status("annat mått"),
         status("pågår")),
         f"{APPLIES} MT-UTSAGA MT-UTSAGA-VISAR-INTE", "F-1.1: UE siffra_saknas"),
    Case("a delivery that is not told of is told without a level", measured(PRODUCT, status("ej mätt")),
         f"{APPLIES} MT-UTSAGA MT-UTSAGA-VISAR-INTE-LEVERANS", "F-1.1: UDE ej_matt"),
    Case("and another measure goes before not measured", measured(AT_LEAST_90, status("ej mätt"), status("annat mått")),
         f"{APPLIES} MT-UTSAGA MT-UTSAGA-VISAR-INTE", "F-1.1: UE annat_matt"),
    Case("done and not done decide nothing of a level", measured(AT_LEAST_90, status("genomfört"), status("inställt")),
         f"{APPLIES} MT-UTSAGA MT-UTSAGOR-MOTSTRIDIGA-NIVA", "F-1.1: UE motstridigt", finds="motsagelse"),
    Case("done and not done decide nothing of a delivery", measured(PRODUCT, status("framtagen"), status("framflyttat")),
         f"{APPLIES} MT-UTSAGA MT-UTSAGOR-MOTSTRIDIGA-LEVERANS", "F-1.1: UDE motstridigt", finds="motsagelse"),
    Case("two statements that agree", measured(PRODUCT, status("framtagen"), status("beslutad")),
         f"{APPLIES} MT-UTSAGA MT-UTSAGA-AVGOR MT-BELAGG-UTSAGA", "F-1.1: U"),
    Case("nothing told of a level", measured(AT_LEAST_90), f"{APPLIES} MT-EJ-REDOVISAT-NIVA", "F-1.1: UE ej_redovisat"),
    Case("nothing told of a product", measured(PRODUCT), f"{APPLIES} MT-EJ-REDOVISAT-LEVERANS", "F-1.1: UDE ej_redovisat"),
    Case("nothing told of an activity", measured(ACTIVITY), f"{APPLIES} MT-EJ-REDOVISAT-LEVERANS", "F-1.1: UDE ej_redovisat"),
    Case("a measure without level is never decided, whatever was done", measured(NO_LEVEL, percent("100")), f"{APPLIES} MT-UTAN-NIVA-SAKNAS",
         "F-1.1: UDE malniva_saknas", finds="malniva_saknas"),
    Case("nor by a statement", measured(NO_LEVEL, status("genomfört")), f"{APPLIES} MT-UTSAGA MT-UTAN-NIVA-SAKNAS", "F-1.1: UDE malniva_saknas"),
    Case("nor is a level whose direction or base is not stated", measured("slag: utan nivå, brist: oklar, skäl: basen saknas", percent("10")),
         f"{APPLIES} MT-UTAN-NIVA-OKLAR", "F-1.1: UDE malniva_oklar", finds="malniva_oklar"),
)  # fmt: skip

# --- decisions that waive -------------------------------------------------------------------

WAIVED = "MT-UNDANTAG-MATETAL MT-EJ-TILLAMPLIGT"
RATED = f"{APPLIES} MT-JAMFOR-NIVA {MISSED}"
BELOW_90 = measured(AT_LEAST_90, percent("10"))
WAIVERS = (
    Case("a decision waives the mätetal", (*BELOW_90, waiver("F-1.1")), WAIVED, "F-1.1: X; F-1: X; A: X"),
    Case("a decision waives the goal and its mätetal", (*BELOW_90, waiver("F-1")), "MT-UNDANTAG-MAL MT-EJ-TILLAMPLIGT", "F-1.1: X; F-1: X"),
    Case("both are waived", (*BELOW_90, waiver("F-1.1"), waiver("F-1")), f"{WAIVED} MT-UNDANTAG-MAL", "F-1.1: X; F-1: X"),
    Case("decided on the year's last day", (*BELOW_90, waiver("F-1.1", "2020-12-31")), WAIVED, "F-1.1: X"),
    Case("decided on the day after", (*BELOW_90, waiver("F-1.1", "2021-01-01")), RATED, "F-1.1: E"),
    Case("its last day is the year's", (*BELOW_90, waiver("F-1.1", last_day="2020-12-31")), WAIVED, "F-1.1: X"),
    Case("its last day is the day before", (*BELOW_90, waiver("F-1.1", last_day="2020-12-30")), RATED, "F-1.1: E"),
    Case("a goal's waiver that has run out", (*BELOW_90, waiver("F-1", last_day="2020-12-30")), RATED, "F-1.1: E"),
    Case("another mätetal is waived", (goal("F-1", AT_LEAST_90, PRODUCT), outcome("F-1.1", percent("10")), waiver("F-1.2")), f"{RATED} {WAIVED}",
         "F-1.1: E; F-1.2: X; F-1: E"),
    Case("without a decision nothing is waived", BELOW_90, RATED, "F-1.1: E"),
)  # fmt: skip

CASES = (*FIGURES, *OTHER_FIGURES, *UNSTATED_FIGURES, *UNSTATED_CHANGES, *SEVERAL, *WAIVERS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.says)
def test_a_criterion(case: Case) -> None:
    verify(case, FAMILY)


# --- every status for every kind --------------------------------------------------------------

OPINION = AT_LEAST_90 + ", åsikt: ja"
KINDS = {"level": AT_LEAST_90, "opinion": OPINION, "product": PRODUCT, "activity": ACTIVITY}
NO_FIGURE, UNMEASURED, OTHER = "UE siffra_saknas", "UE ej_matt", "UE annat_matt"
STATUSES = {
    #                        level      opinion     product          activity
    "genomfört":         (NO_FIGURE, NO_FIGURE,  "U",              "U"),
    "framtagen":         (NO_FIGURE, NO_FIGURE,  "U",              "U"),
    "beslutad":          (NO_FIGURE, NO_FIGURE,  "U",              "U"),
    "nivån nådd":        (NO_FIGURE, NO_FIGURE,  "U",              "U"),
    "nivån ej nådd":     ("E",       "E",        "E",              "E"),
    "ej genomfört":      ("E",       UNMEASURED, "E",              "E"),
    "framflyttat":       ("E",       UNMEASURED, "E",              "E"),
    "inställt":          ("E",       UNMEASURED, "E",              "E"),
    "annat sammanhang":  ("E",       UNMEASURED, "E",              "E"),
    "delvis genomfört":  ("E",       UNMEASURED, "D",              "D"),
    "del färdig":        ("E",       UNMEASURED, "D",              "D"),
    "påbörjat":          (NO_FIGURE, UNMEASURED, "E",              "D"),
    "pågår":             (NO_FIGURE, UNMEASURED, "E",              "D"),
    "ej mätt":           (UNMEASURED, UNMEASURED, "UDE ej_matt",   "UDE ej_matt"),
    "annat mått":        (OTHER,     OTHER,      "UDE annat_matt", "UDE annat_matt"),
}  # fmt: skip
SILENT = {"påbörjat", "pågår", "ej mätt", "annat mått"}  # of a level: they say nothing of whether it was reached
DONE = {"genomfört", "framtagen", "beslutad", "nivån nådd"}


@pytest.mark.parametrize("kind", KINDS)
def test_what_each_status_shows_of_each_kind(kind: str) -> None:
    place = list(KINDS).index(kind)
    outcomes = ", ".join(f"{{mätetal: F-1.{n}, uppgift: så, källa: 'ar, 1', status: {word}}}" for n, word in enumerate(STATUSES, 1))
    checked = check(goal("F-1", *[KINDS[kind]] * len(STATUSES)), f"utfall: [{outcomes}]")
    shown = {word: checked.code(f"F-1.{number}") for number, word in enumerate(STATUSES, 1)}
    assert shown == {word: codes[place] for word, codes in STATUSES.items()}


def direction(kind: str, word: str) -> str:
    """Which way a statement speaks, for contradictions: "-" for one that says nothing."""
    if kind == "level":
        return "-" if word in SILENT else "U" if word in DONE else "E"
    if kind == "opinion":
        return "U" if word in DONE else "E" if word == "nivån ej nådd" else "-"
    shown = STATUSES[word][list(KINDS).index(kind)]
    return shown if len(shown) == 1 else "-"


@pytest.mark.parametrize("kind", KINDS)
def test_every_pair_of_statuses_contradicts_only_when_they_speak_different_ways(kind: str) -> None:
    pairs = list(combinations(STATUSES, 2))
    outcomes = ", ".join(f"{{mätetal: F-1.{n}, uppgift: så, källa: 'ar, 1', status: {word}}}" for n, pair in enumerate(pairs, 1) for word in pair)
    checked = check(goal("F-1", *[KINDS[kind]] * len(pairs)), f"utfall: [{outcomes}]")
    told = {pair: checked.ratings[f"F-1.{number}"].reason == "motstridigt" for number, pair in enumerate(pairs, 1)}
    assert told == {pair: {"-"}.isdisjoint(ways) and len(ways) == 2 for pair in pairs if (ways := {direction(kind, word) for word in pair})}


# --- evidence and sentences -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "evidence"),
    [
        (percent("95"), "siffra"),
        (percent("95", "belägg: logg"), "logg"),
        (percent("95", "belägg: egen uppgift"), "egen_uppgift"),
        (status("nivån ej nådd"), "egen_uppgift"),
        (status("nivån ej nådd, belägg: beslut"), "beslut"),
        (status("nivån nådd, belägg: beslut"), None),
    ],
)
def test_a_decided_rating_tells_its_evidence(told: str, evidence: str | None) -> None:
    assert check(*measured(AT_LEAST_90, told)).ratings["F-1.1"].evidence == evidence


def test_the_strongest_evidence_is_told() -> None:
    checked = check(*measured(PRODUCT, status("framtagen"), status("beslutad, belägg: beslut")))
    assert checked.ratings["F-1.1"].evidence == "beslut"


def test_a_figure_of_the_accounts_names_where_its_parts_stand() -> None:
    checked = check(*shown_by_terms("t.utfall", figure_of("4000000")))
    assert {str(cite) for cite in checked.ratings["F-1.1"].sources} >= {"Plan 2020, 3", "Årsredovisning, 1", "Årsredovisning, 3"}


def test_drygt_and_knappt_tell_how_large_a_figure_is_whatever_its_sign() -> None:
    for bound in ("drygt", "knappt"):
        low, high = interval(Decimal(10), "%", bound)
        assert interval(Decimal(-10), "%", bound) == (-high, -low)
    assert interval(Decimal(0), "%", "drygt")[0] > 0


@pytest.mark.parametrize("bound", ["ungefär", "drygt", "knappt", "mer än", "mindre än", "minst", "högst"])
def test_the_word_that_makes_a_figure_inexact_stands_in_the_sentence(bound: str) -> None:
    checked = check(*measured(AT_LEAST_90, percent("20", f"gräns: {bound}")))
    assert f"{bound} 20" in checked.ratings["F-1.1"].because


@pytest.mark.parametrize(
    ("operator", "met", "missed"),
    [
        *((operator, "når", "når inte") for operator in ("minst", "mer än", "exakt")),
        *((operator, "är inom", "är inte inom") for operator in ("högst", "mindre än")),
    ],
)
def test_a_floor_is_reached_and_a_ceiling_is_kept_within(operator: str, met: str, missed: str) -> None:
    figures = {"minst": ("91", "89"), "mer än": ("91", "89"), "exakt": ("90", "89"), "högst": ("89", "91"), "mindre än": ("89", "91")}[operator]
    for value, verb in zip(figures, (met, missed), strict=True):
        because = check(*measured(level(operator), percent(value))).ratings["F-1.1"].because
        assert because == f"Utfallet {value} % {verb} målnivån {operator} 90 % (Årsredovisning, 1)."


@pytest.mark.parametrize(("flaw", "told"), [("saknas", "saknas"), ("oklar", "är oklar")])
def test_a_measure_without_level_says_that_the_level_is_what_lacks(flaw: str, told: str) -> None:
    (said,) = check(*measured(NO_LEVEL.replace("saknas", flaw))).said(f"MT-UTAN-NIVA-{flaw.upper()}")
    assert said == f"Måttet anges men målnivån {told} (Plan 2020, 3: Mätetal 1). Mätetalet kan inte avgöras."


def test_not_reached_says_fact_rule_and_source() -> None:
    checked = check(*measured(AT_LEAST_90, percent("88")))
    assert checked.ratings["F-1.1"].because == "Utfallet 88 % når inte målnivån minst 90 % (Årsredovisning, 1)."


def test_a_waiver_is_told_with_body_day_paragraph_and_reason() -> None:
    assert check(*BELOW_90, waiver("F-1.1")).said("MT-UNDANTAG-MATETAL") == [
        "F-1.1 är undantaget genom beslut av Direktionen 2020-03-01, § 7 (Årsredovisning, 9): pandemin."
    ]


def test_a_level_taken_from_an_empty_cell_is_told_as_what_is_missing() -> None:
    levelled = goal("F-1", "slag: nivå, villkor: minst, nivå_av: [a.x.2020], enhet: tkr")
    checked = check(table("a", [2020], {"x": [None], "y": [3]}), levelled, outcome("F-1.1", "värde: 5, enhet: tkr"))
    (rating,) = [one for one in checked.report.ratings if one.id == "F-1.1"]
    assert (rating.rating, rating.reason) == ("underlag_saknas", "siffra_saknas")
    assert rating.because.endswith(": uppgiften som målnivån är tagen ur framgår inte av underlaget.")
