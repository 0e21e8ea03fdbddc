"""konton.yaml as it is read for an import: found, checked against the organisation, and the version of the year picked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from facts.check_references import DOCUMENT, unknown
from facts.errors import BadInput, InputError, Path, advice
from facts.importers.importer import Asked
from facts.importers.sie.mapping import AccountsFile, Version
from facts.swedish import translate
from facts.yamltree import YamlFile, read_yaml
from facts.year import Organisation

FILE = "konton.yaml"


def read_chart(asked: Asked) -> tuple[YamlFile, AccountsFile]:
    """The mapping that was asked for, or the organisation's own. Raises BadInput with every mistake in it."""
    path = asked.accounts or asked.organisation.folder / FILE
    if asked.accounts is None and not path.is_file():
        action = f"ange filen med --konton, eller lägg {FILE} bredvid organisation.yaml"
        raise BadInput([InputError(FILE, 0, 0, "ingen sådan fil", "en fil om vilka konton som står bakom räkningarnas rader", action)])
    file = read_yaml(path, path.name)
    try:
        return file, AccountsFile.model_validate(file.data)
    except ValidationError as error:
        raise BadInput(translate(error, file, AccountsFile)) from None


@dataclass(frozen=True)
class Versioned:
    """The version of the mapping for a year, and where it stands in the file."""

    written: Version
    at: Path


def version_of(mapping: AccountsFile, file: YamlFile, organisation: Organisation, year: int) -> Versioned:
    """The year's version. Raises BadInput if there is none, or if the organisation does not have its document."""
    found = next(((i, version) for i, version in enumerate(mapping.versions) if version.covers(year)), None)
    if found is None:
        spans = ", ".join(f"{version.first}–{version.last or ''}" for version in mapping.versions)
        words = (f"versioner för {spans}", f"en version för {year}", "lägg till en version, eller ändra från: eller till:")
        raise BadInput([InputError.at(file.place(("versioner",), key=True), *words)])
    at, version = ("versioner", found[0]), found[1]
    document = version.document.replace("{år}", str(year))
    if document not in organisation.documents:
        raise BadInput([unknown(file.place((*at, "dokument")), "dokumentet", document, DOCUMENT, organisation.documents)])
    return Versioned(version, at)


def units(mapping: AccountsFile, file: YamlFile, organisation: Organisation) -> Iterator[InputError]:
    """Units with objects that the organisation does not have."""
    known = organisation.accounting_units
    for i, version in enumerate(mapping.versions):
        for unit in version.units.objects if version.units else ():
            if unit not in known:
                words = ("en redovisningsenhet i organisation.yaml", advice(unit, known, "lägg till den under redovisningsenheter:"))
                place = file.place(("versioner", i, "enheter", "objekt", unit), key=True)
                yield InputError.at(place, f'enheten "{unit}"', *words)
