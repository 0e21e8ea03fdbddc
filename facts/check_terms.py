"""Terms and units: what a tie, an outcome, a level or a carry-over refers to is there and measures the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from facts.accounts import Tie
from facts.errors import InputError, Path, advice
from facts.goals import Criterion, Outcome
from facts.ids import is_text_figure, term_name
from facts.lookup import Lookup
from facts.units import is_counted, unit_class
from facts.year import Entry

Words = tuple[str, str, str]
PERCENT = ("%", "procentenheter")
WHOLE = 100  # percent


class Term(NamedTuple):
    """A term where it is written: the entry, the path from there, its text, the columns it is taken in."""

    entry: Entry
    path: Path
    text: str
    columns: tuple[str, ...] = ()

    def error(self, words: Words) -> InputError:
        """The mistake at the term's place."""
        return InputError.at(self.entry.place(*self.path), *words)


def check(look: Lookup) -> Iterator[InputError]:
    """Terms that name no fact, and units that do not fit."""
    for entry in look["ties"]:
        yield from _tie(look, entry)
    for entry in (*look["outcomes"], *look["forecasts"]):
        yield from _outcome(look, entry)
    for entry, criterion, path in look.all_criteria():
        yield from _criterion(look, entry, criterion, path)
    for entry in look["carry_overs"]:
        yield from _carry_over(look, entry)


# --- terms --------------------------------------------------------------------------------


def fault(look: Lookup, term: Term) -> Words | None:
    """What is wrong with a term, if anything: a table, row, column or text figure that is not there."""
    name = term_name(term.text)
    if is_text_figure(name):
        return None if name in look.text_figures or name in look.broken else _no("texttalet", name, look.text_figures)
    table, *rest = name.split(".")
    if table in look.broken:
        return None
    if table not in look.tables:
        return _no("tabellen", table, look.tables)
    there = look.tables[table]
    if rest[0] not in there.rows:
        return _no(f'raden "{rest[0]}" i tabellen', table, (), _near(rest[0], there.rows))
    columns = rest[1:] or term.columns
    if rest[2:] or not columns:
        return f'"{term.text}"', "tabell.rad.kolumn", "ange kolumnen sist, eller kolumner: i avstämningen"
    absent = [column for column in columns if column not in there.columns]
    return _no(f'kolumnen "{absent[0]}" i tabellen', table, (), f"välj bland {', '.join(there.columns)}") if absent else None


def _no(what: str, name: str, known: object, action: str = "") -> Words:
    names = list(known) if isinstance(known, dict) else []
    return f'{what} "{name}", som inte finns', "en uppgift som finns bland årets fakta", action or _near(name, names)


def _near(name: str, known: object) -> str:
    names = list(known) if isinstance(known, dict | list) else []
    return advice(name, names, "rätta namnet, eller lägg till uppgiften")


def unit_of(look: Lookup, term: Term) -> str | None:
    """The printed unit of the fact that a sound term names; None where the fact itself was refused."""
    name = term_name(term.text)
    if is_text_figure(name):
        return look.text_figures[name].unit if name in look.text_figures else None
    table, row, *_ = name.split(".")
    there = look.tables.get(table)
    return there.units.get(row, there.unit) if there else None


def _misfits(look: Lookup, terms: list[Term], unit: str | None) -> Iterator[InputError]:
    """Terms that are not there; if all are, those that measure another thing than the unit."""
    faults = [(term, words) for term in terms if (words := fault(look, term))]
    yield from (term.error(words) for term, words in faults)
    if faults or unit is None:
        return
    for term in terms:
        own = unit_of(look, term)
        if own is not None and unit_class(own) != unit_class(unit):
            expected = f"samma slags enhet som {unit}"
            yield term.error((f'"{term.text}" i {own}', expected, "rätta uppgiften eller enheten"))


# --- where terms stand --------------------------------------------------------------------


def _terms(entry: Entry, path: Path, texts: tuple[str, ...] | None, columns: tuple[str, ...] = ()) -> list[Term]:
    return [Term(entry, (*path, i), text, columns) for i, text in enumerate(texts or ())]


def _tie(look: Lookup, entry: Entry) -> Iterator[InputError]:
    tie: Tie = entry.item
    left = _terms(entry, ("vänster",), tie.left, tie.columns)
    alike = left + _terms(entry, ("höger",), tie.right, tie.columns)
    parts = _terms(entry, ("höger_förändring",), tie.right_change, tie.columns)
    parts += _terms(entry, ("höger_andel",), tie.right_share, tie.columns)
    first = _first_unit(look, alike)
    yield from _misfits(look, alike, first)
    yield from _misfits(look, parts, _first_unit(look, parts))
    if tie.columns and not any(_is_open(term) for term in alike + parts):
        words = (
            "kolumner: utan någon term tabell.rad",
            "en term utan kolumn",
            "ta bort kolumner:, eller kolumnen i termen",
        )
        yield InputError.at(entry.place("kolumner"), *words)
    right = _terms(entry, ("höger",), tie.right, tie.columns)
    if _approximate(look, left) and _approximate(look, right):
        yield left[0].error(("ungefärliga tal på båda sidor", "högst en sida med ord: annat än exakt", "ställ vart och ett mot en tabell"))
    if first is not None and parts and first not in PERCENT:
        yield left[0].error((f'"{tie.left[0]}" i {first}', "procent, som höger sida", "rätta termen eller enheten"))
    if first is not None and tie.right_count and not is_counted(first):
        yield left[0].error((f'"{tie.left[0]}" i {first}', "ett antal, som höger sida", "rätta termen eller enheten"))


def _approximate(look: Lookup, terms: list[Term]) -> bool:
    figures = (look.text_figures.get(term_name(term.text)) for term in terms)
    return any(figure is not None and figure.word != "exakt" for figure in figures)


def _is_open(term: Term) -> bool:
    name = term_name(term.text)
    return name.count(".") == 1 and not is_text_figure(name)


def _first_unit(look: Lookup, terms: list[Term]) -> str | None:
    return None if not terms or fault(look, terms[0]) else unit_of(look, terms[0])


def _outcome(look: Lookup, entry: Entry) -> Iterator[InputError]:
    outcome: Outcome = entry.item
    yield from _misfits(look, _terms(entry, ("värde_av",), outcome.value_of), outcome.unit)
    criterion = look.criteria.get(entry.key)
    if criterion and criterion.kind == "leverans" and outcome.status is None:
        at = "värde_av" if outcome.value_of else "värde"
        action = "ange status: för leveransen, eller ge mätetalet slag: nivå"
        yield InputError.at(entry.place(at, key=True), f"ett värde för leveransen {criterion.id}", "status: för en leverans", action)
    if criterion and outcome.value is not None and _is_no_share(criterion, outcome, outcome.value):
        action = "rätta värdet, eller ta bort åsikt: om mätetalet inte är en andel"
        yield InputError.at(entry.place("värde"), f"{outcome.value} %", "en andel från 0 till 100 % för ett mätetal med åsikt: ja", action)
    if criterion and criterion.unit and outcome.unit and not _measures(outcome, outcome.unit, criterion, criterion.unit):
        found, action = f'enheten "{outcome.unit}"', 'rätta enheten, eller ange status: "annat mått"'
        expected = f"samma slags enhet som målnivån för {criterion.id}: {criterion.unit}"
        if criterion.change:
            points = "procentenheter" if criterion.change == "procentenheter" else "%"
            found += " utan föregående:"
            expected = f"föregående års värde, eller själva förändringen i {points}, för {criterion.id}"
            action = f"ange föregående:, eller skriv förändringen i {points}"
        yield InputError.at(entry.place("enhet"), found, expected, action)


def _is_no_share(criterion: Criterion, outcome: Outcome, value: Decimal) -> bool:
    """Whether a share of opinions is less than none or more than all; a change that is told as such can be either."""
    is_share = criterion.opinion and outcome.unit == "%" and not (criterion.change and outcome.previous is None)
    return is_share and not 0 <= value <= WHOLE


def _measures(outcome: Outcome, unit: str, criterion: Criterion, level: str) -> bool:
    """Whether the outcome's unit fits the level's. A change may be shown by this year's and last year's figures.

    A share in % without last year's is no change in percentage points: it may be the year's own share.
    """
    if criterion.change and outcome.previous is not None:
        return True
    if criterion.change and unit in PERCENT and level in PERCENT:
        return not (criterion.change == "procentenheter" and unit == "%")
    return unit_class(unit) == unit_class(level)


def _criterion(look: Lookup, entry: Entry, criterion: Criterion, path: Path) -> Iterator[InputError]:
    yield from _misfits(look, _terms(entry, (*path, "nivå_av"), criterion.level_of), criterion.unit)
    if criterion.change and criterion.kind == "nivå" and criterion.unit not in PERCENT:
        words = (
            f'enheten "{criterion.unit}" för en förändring',
            "% eller procentenheter",
            "rätta enheten, eller ta bort förändring:",
        )
        yield InputError.at(entry.place(*path, "enhet"), *words)
    if criterion.opinion and criterion.unit == "%" and criterion.level is not None and not 0 <= criterion.level <= WHOLE:
        words = (str(criterion.level), "en andel från 0 till 100", "rätta nivån")
        yield InputError.at(entry.place(*path, "nivå"), *words)


def _carry_over(look: Lookup, entry: Entry) -> Iterator[InputError]:
    named = {"till_nästa_år": entry.item.out, "resultat": entry.item.result, "från_förra_året": entry.item.brought_in}
    terms = [Term(entry, (alias,), text) for alias, text in named.items() if text]
    yield from _misfits(look, terms, "tkr")
