"""Legal constants: facts of the law, each with its law as document, its paragraph as section and the years it is in force."""

from __future__ import annotations

import functools
import importlib.resources
from pathlib import Path

from pydantic import Field

from facts.fields import Code, Model, Text
from facts.yamltree import read_yaml


class LegalConstant(Model):
    """A number that the law sets, with its unit, law, paragraph, and first and last year (None: no limit)."""

    id: Code
    value: int = Field(alias="värde")
    unit: Text = Field(alias="enhet")
    law: Text = Field(alias="lag")
    paragraph: Text = Field(alias="paragraf")
    first: int | None = Field(default=None, alias="från")
    last: int | None = Field(default=None, alias="till")
    checked: bool = Field(default=True, alias="kontrollerad", description="false: paragrafen är inte kontrollerad mot lagtext")

    def in_force(self, year: int) -> bool:
        """Whether the constant is in force in the year."""
        return (self.first or year) <= year <= (self.last or year)


@functools.cache
def constants() -> tuple[LegalConstant, ...]:
    """Every legal constant that comes with the program."""
    path = Path(str(importlib.resources.files("facts"))) / "law.yaml"
    return tuple(LegalConstant.model_validate(entry) for entry in read_yaml(path, path.name).data["konstanter"])


def constant(name: str, year: int) -> LegalConstant:
    """The constant in force in the year. Raises LookupError if the law sets none."""
    for one in constants():
        if one.id == name and one.in_force(year):
            return one
    raise LookupError(f"{name} {year}")
