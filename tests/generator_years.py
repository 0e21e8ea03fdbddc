"""Generated facts as years: the written form (keys as people write them) through the models and the loader's checks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from facts.check_years import check_year
from facts.errors import InputError
from facts.models import OrganisationFile, YearFile
from facts.order import order_of
from facts.reading import KEYS, SECTIONS, Gathered
from facts.yamltree import YamlFile
from facts.year import Entry, Organisation, Year

T = TypeVar("T")
Data = dict[str, Any]
TINY = Decimal("0.000001")
BESIDE = (Decimal(0), Decimal(0), TINY, -TINY, Decimal(1), Decimal(-1))


class Draw:
    """Random choices, from a seeded generator or from one that hypothesis steers and shrinks.

    In a case that is `sure` most things are told, so that much is decided up to the whole.
    """

    def __init__(self, random: Random) -> None:
        self.random = random
        self.sure = self.chance(35)

    def pick(self, *choices: T) -> T:
        """One of the choices; a choice given twice is twice as likely."""
        return choices[self.random.randrange(len(choices))]

    def chance(self, percent: int) -> bool:
        """True in so many cases of a hundred."""
        return self.random.randrange(100) < percent

    def likely(self, percent: int) -> bool:
        """True in so many cases of a hundred, and always in a case that is sure."""
        return self.chance(percent) or self.sure

    def upto(self, most: int) -> int:
        """A number from zero to the most."""
        return self.random.randrange(most + 1)

    def shuffled(self, items: list[T]) -> list[T]:
        """The items in some order."""
        return self.random.sample(items, len(items))


class Case:
    """A generated organisation: the year to be rated, its other years, and all of them as they would be written."""

    def __init__(self, year: Year, others: Mapping[int, Year], written: Mapping[int, Data]) -> None:
        self.year = year
        self.others = others
        self.written = written

    def __repr__(self) -> str:  # hypothesis would print every field of a dataclass, thousands of lines
        return f"<{self.year.year} of {sorted(self.written)}>"


def make_case(organisation: Data, year: int, written: Mapping[int, Data]) -> Case:
    """The case in which the year is rated."""
    known = make_organisation(organisation)
    years = {number: make_year(known, number, data) for number, data in written.items()}
    return Case(years.pop(year), years, written)


def make_organisation(data: Data) -> Organisation:
    """The organisation as the loader would give it."""
    file = YamlFile("organisation.yaml", "", b"", data)
    return Organisation(Path(data["id"]), OrganisationFile.model_validate(data), file)


def make_year(organisation: Organisation, year: int, data: Data) -> Year:
    """The year as the loader would give it from one file."""
    entries = gathered(year, data).entries
    sections = {section: tuple(sorted(found, key=order_of(section))) for section, found in entries.items()}
    items: dict[str, Any] = {section: tuple(entry.item for entry in found) for section, found in sections.items()}
    for section in ("tables", "text_figures"):
        items[section] = {entry.key: entry.item for entry in sections[section]}
    for section in ("restoration", "guideline", "materiality", "follow_up_rule"):
        items[section] = items[section][0] if items[section] else None
    return Year(organisation, year, **items, files={}, entries=sections)


def gathered(year: int, data: Data) -> Gathered:
    """The facts of one written year before they are checked across."""
    file = YamlFile(f"{year}/fakta.yaml", "", b"", data)
    read, found = YearFile.model_validate(data), Gathered()
    for section, alias in SECTIONS.items():
        part = getattr(read, section)
        if isinstance(part, dict):
            found.entries[section] += [Entry(item, file, (alias, key), key) for key, item in part.items()]
        elif isinstance(part, tuple):
            named = ((i, item, str(getattr(item, KEYS.get(section, "id"), item))) for i, item in enumerate(part))
            found.entries[section] += [Entry(item, file, (alias, i), key) for i, item, key in named]
        elif part is not None:
            found.entries[section].append(Entry(part, file, (alias,), alias))
    return found


def lettered(case: Case) -> Case:
    """The same case with other signs in the ids of goals, moments, statements, decisions, ties, figures in text and units."""
    written = {year: _lettered(data) for year, data in case.written.items()}
    return make_case(_lettered(case.year.organisation.file.data), case.year.year, written)


def _lettered(part: Any) -> Any:
    if isinstance(part, Mapping):
        return {_lettered(key): _lettered(value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_lettered(value) for value in part]
    return _PLAIN.sub(lambda found: _LETTERED.get(found[0], found[0] + "åäö"), part) if isinstance(part, str) else part


# å, ä and ö, and the signs that the program's own ids have between their parts
_LETTERED = {"G": "AV-Gå", "A": "A_å-1", "B": "B-ä-1", "C": "C.ö-1"}
_PLAIN = re.compile(r"^(G|IK)(?=-\d)|^-?(t\.(?=a\d)|AV-|UT-|B-)|^[ABC]$")  # what an id begins with, and the units


def problems(case: Case) -> list[InputError]:
    """What the loader's checks across facts say of the rated year."""
    year, years = case.year.year, sorted(case.written)
    return list(check_year(gathered(year, case.written[year]), case.year.organisation, year, years))
