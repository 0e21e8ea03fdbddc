"""SIE, types 1–4: the year's statements summed from the ledger, by a mapping from accounts and objects to their lines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path as FilePath
from typing import Any, TypeVar

from facts.errors import BadInput, InputError, Place, shown
from facts.factfile import MadeFile
from facts.importers.importer import LEDGER_FILE, Asked, Imported
from facts.importers.sie import chart, checking, coverage, telling
from facts.importers.sie.books import Books
from facts.importers.sie.chart import Versioned
from facts.importers.sie.ledger import Ledger
from facts.importers.sie.mapping import AccountsFile
from facts.importers.sie.period import period, year_of
from facts.importers.sie.printed import printed_tables
from facts.importers.sie.reading import read_ledger
from facts.importers.sie.statements import Maker
from facts.yamltree import YamlFile
from facts.yamlwriting import to_yaml, year_schema

T = TypeVar("T")

NAME = "sie"
SAYS = "bokföringen som SIE 1–4, med --konton: en fil om vilka konton som står bakom räkningarnas rader"
FILE = LEDGER_FILE
SECTIONS = ("tabeller", "avstämningar")

_ENDINGS = (".se", ".si", ".sie")


def recognises(path: FilePath, head: bytes) -> bool:
    """Whether the file is SIE: by its first post, or by its name's ending."""
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return first[:7].upper() == b"#FLAGGA" or (path.suffix.lower() in _ENDINGS and first[:1] in (b"#", b""))


def read(path: FilePath, asked: Asked) -> Imported:
    """The year's statements from the ledger. Raises BadInput with every mistake in the file, in the mapping, and between them."""
    errors: list[InputError] = []
    ledger, chart_read = _tried(errors, read_ledger, path), _tried(errors, chart.read_chart, asked)
    if ledger is None or chart_read is None:
        raise BadInput(errors)
    file, mapping = chart_read
    errors += [*checking.disagreements(ledger), *_organisation(ledger, mapping), *chart.units(mapping, file, asked.organisation)]
    year = _tried(errors, year_of, ledger, asked.year)
    version = _tried(errors, chart.version_of, mapping, file, asked.organisation, year) if year else None
    if errors or year is None or version is None:
        raise BadInput(errors)
    return _imported(ledger, file, version, asked)


def _tried(errors: list[InputError], made: Callable[..., T], *given: Any) -> T | None:
    """What the function makes of what it is given; None where it cannot, with its mistakes among the errors."""
    try:
        return made(*given)
    except BadInput as error:
        errors += error.errors
        return None


def _organisation(ledger: Ledger, mapping: AccountsFile) -> list[InputError]:
    wanted, there = (_digits(text) for text in (mapping.organisation_number or "", ledger.organisation_number))
    if not wanted or not there or wanted == there:
        return []
    found, expected = f"#ORGNR {shown(ledger.organisation_number)}", f'organisationsnumret "{mapping.organisation_number}"'
    return [InputError.at(ledger.organisation_place or Place(ledger.name, 0, 0), found, expected, "välj rätt fil, eller rätt konton.yaml")]


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdecimal())


def _imported(ledger: Ledger, file: YamlFile, version: Versioned, asked: Asked) -> Imported:
    year, organisation = year_of(ledger, asked.year), asked.organisation
    books = Books(ledger, period(ledger, year, asked.day), version.written.units)
    made = Maker(books, version, file, printed_tables(organisation.folder, year, FILE), organisation.accounting_units).made()
    errors = [*made.errors, *coverage.uncovered(books, version, file)]
    if errors:
        raise BadInput(errors)
    tree = {key: part for key, part in (("tabeller", made.tables), ("avstämningar", made.ties)) if part}
    told = (*telling.summary(ledger), books.period.told, *telling.left_out(books), *coverage.untried(books, version.written), *made.told)
    file_made = MadeFile(FILE, to_yaml(tree, year_schema(organisation.folder)), tree, {(): Place(ledger.name, 0, 0), **made.places})
    return Imported(year, {FILE: file_made}, told, SECTIONS)
