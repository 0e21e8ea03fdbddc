"""References between facts: documents, units, criteria, goals, moments and years that are named are there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from facts.errors import InputError, Path, Place, advice
from facts.lookup import Lookup
from facts.year import Entry, Organisation


def check(look: Lookup, organisation: Organisation) -> Iterator[InputError]:
    """Every reference to something that is not there, and statements that contradict nothing."""
    yield from _documents(look, organisation)
    yield from _units(look, organisation)
    yield from _outcomes(look)
    yield from _about(look, organisation)
    yield from _stated(look)
    yield from _log(look)
    yield from _statements(look)
    yield from _years(look)


def _documents(look: Lookup, organisation: Organisation) -> Iterator[InputError]:
    for entry, path, item in _cited(look):
        document = item.source.document if item.source else None
        if document and document not in organisation.documents:
            yield unknown(entry.place(*path, "källa"), "dokumentet", document, DOCUMENT, organisation.documents)


def _cited(look: Lookup) -> Iterator[tuple[Entry, Path, Any]]:
    """Everything that has a source, with the entry it stands in and the path to it from there."""
    for section in _WITH_SOURCE:
        for entry in look[section]:
            yield entry, (), entry.item
    for entry, criterion, path in look.all_criteria():
        yield entry, path, criterion
        if criterion.longer_period:
            yield entry, (*path, "längre_period"), criterion.longer_period
    for entry, moment, path in look.all_moments():
        if moment.result:
            yield entry, (*path, "resultat"), moment.result


_WITH_SOURCE = (
    "tables", "text_figures", "carry_overs", "restoration", "guideline", "materiality", "follow_up_rule", "goals", "follow_ups", "outcomes", "claims",
    "count_claims", "statements", "control_areas", "log", "decisions", "forecasts", "measurements", "calendar",
)  # fmt: skip
DOCUMENT = ("ett dokument i organisation.yaml", "lägg till det under dokument:")
UNIT = ("en enhet i organisation.yaml", "lägg till den under enheter:")
_ACCOUNTING_UNIT = ("en redovisningsenhet i organisation.yaml", "lägg till den under redovisningsenheter:")
_RATED = ("ett mål, ett mätetal, en enhet, GEH, GEH-E, GEH-V, BK-1 till BK-3 eller E-n", "rätta id:t")
_STATED = ("en bedömning (som för påståenden), ett kontrollmoment, en avstämning eller en uppgift", "rätta id:t")
_GOAL = ("ett mål i planen eller redovisningen", "rätta id:t, eller lägg till målet")
_CRITERION = ("ett mätetal bland målen", "rätta id:t, eller lägg till mätetalet under sitt mål")
_WAIVED = ("ett mål eller mätetal", "rätta id:t")
_MOMENT = ("ett kontrollmoment", "rätta id:t, eller lägg till momentet under sitt område")


def unknown(place: Place, what: str, name: str, words: tuple[str, str], known: Collection[str]) -> InputError:
    """The mistake of naming something that is not there, with the nearest that is."""
    expected, action = words
    return InputError.at(place, f'{what} "{name}"', expected, advice(name, known, action))


def _units(look: Lookup, organisation: Organisation) -> Iterator[InputError]:
    units, accounting_units = organisation.units, organisation.accounting_units
    for section in ("goals", "count_claims"):
        for entry in look[section]:
            if entry.item.org_unit is not None and entry.item.org_unit not in units:
                yield unknown(entry.place("enhet"), "enheten", entry.item.org_unit, UNIT, units)
    for entry in look["ties"]:
        count = entry.item.right_count
        if count and count.org_unit not in units:
            yield unknown(entry.place("höger_antal", "enhet"), "enheten", count.org_unit, UNIT, units)
    for section in ("tables", "carry_overs"):
        for entry in look[section]:
            unit = entry.item.accounting_unit
            if unit is not None and unit not in accounting_units:
                yield unknown(entry.place("redovisar"), "enheten", unit, _ACCOUNTING_UNIT, accounting_units)


def _outcomes(look: Lookup) -> Iterator[InputError]:
    for entry in (*look["outcomes"], *look["forecasts"], *look["measurements"]):
        if entry.key not in look.criteria and entry.key not in look.broken:
            yield unknown(entry.place("mätetal"), "mätetalet", entry.key, _CRITERION, look.criteria)


def _about(look: Lookup, organisation: Organisation) -> Iterator[InputError]:
    for entry in look["claims"]:
        if not look.is_rated(entry.key):
            yield unknown(entry.place("om"), "ett påstående om", entry.key, _RATED, look.rated)
    for entry in look["follow_ups"]:
        if entry.key not in look.goals | look.broken:
            yield unknown(entry.place("mål"), "en uppföljning av", entry.key, _GOAL, look.goals)
    waivable = look.goals | set(look.criteria)
    for entry in look["decisions"]:
        is_budget = entry.item.kind == "budgetändring"
        known, words = (set(organisation.accounting_units), _ACCOUNTING_UNIT) if is_budget else (waivable, _WAIVED)
        for i, name in enumerate(entry.item.about):
            if name not in known | (set() if is_budget else look.broken):
                yield unknown(entry.place("gäller", i), "ett beslut om", name, words, known)


def _stated(look: Lookup) -> Iterator[InputError]:
    others = look.moments | {e.key for s in ("control_areas", "count_claims", "text_figures", "ties") for e in look[s]}
    for entry in look["statements"]:
        for i, name in enumerate(entry.item.about):
            if not look.is_rated(name) and name not in others and not look.is_cell(name):
                yield unknown(entry.place("om", i), "en utsaga om", name, _STATED, look.rated | others)


def _log(look: Lookup) -> Iterator[InputError]:
    for entry in look["log"]:
        if entry.key not in look.moments | look.broken:
            yield unknown(entry.place("moment"), "momentet", entry.key, _MOMENT, look.moments)


def _statements(look: Lookup) -> Iterator[InputError]:
    by_matter: dict[str, list[Entry]] = defaultdict(list)
    for entry in look["statements"]:
        by_matter[entry.item.matter].append(entry)
    for matter, entries in by_matter.items():
        if len(entries) == 1 and not any(name.startswith("UT-") for name in look.broken):
            others = [other for other in by_matter if other != matter]
            action = advice(matter, others, "lägg till den andra utsagan, eller ta bort denna")
            expected = "minst två utsagor på samma sak"
            yield InputError.at(entries[0].place("sak"), f'en ensam utsaga på saken "{matter}"', expected, action)


def _years(look: Lookup) -> Iterator[InputError]:
    known = [year for year in look.years if year != look.year]
    for entry in look["comparatives_from"]:
        if entry.item not in known:
            expected = f"ett annat av organisationens år: {', '.join(map(str, known)) or 'inget finns'}"
            action = "rätta året, eller lägg in det årets fakta"
            yield InputError.at(entry.place(), str(entry.item), expected, action)
