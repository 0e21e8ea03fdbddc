"""An auditor's own notes beside the ratings: the file `noteringar.yaml`, which is no fact and never reaches the rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import ConfigDict, Field, model_validator

from facts.errors import InputError, Problem, Refused
from facts.fields import Day, Model, Text
from facts.ids import folded
from facts.yamltree import YamlFile

NOTES_FILE = "noteringar.yaml"
DISAGREES = "instämmer inte"

_REASON_WHERE_DISAGREED: dict[str, Any] = {
    "if": {"properties": {"ståndpunkt": {"const": DISAGREES}}, "required": ["ståndpunkt"]},
    "then": {"properties": {"skäl": {"type": "string"}}, "required": ["skäl"]},
}


class Note(Model):
    """What one auditor says of one rating or tie; who disagrees says why."""

    model_config = ConfigDict(json_schema_extra=_REASON_WHERE_DISAGREED)

    about: Text = Field(alias="om", description="id för en bedömning eller en avstämning i årets rapport")
    stance: Literal["instämmer", "instämmer inte"] = Field(alias="ståndpunkt")
    reason: Text | None = Field(default=None, alias="skäl", description="krävs när revisorn inte instämmer")
    name: Text = Field(alias="namn", description="revisorns namn")
    date: Day = Field(alias="datum")

    @model_validator(mode="after")
    def _reason(self) -> Note:
        if self.stance == DISAGREES and self.reason is None:
            raise Refused(Problem(("ståndpunkt",), f'"{DISAGREES}" utan skäl', "skäl:", "lägg till skäl: med varför"))
        return self


class NotesFile(Model):
    """noteringar.yaml: one note for each rating and name."""

    notes: tuple[Note, ...] = Field(alias="noteringar")


def repeated(file: YamlFile) -> Iterator[InputError]:
    """A second note by the same name about the same id, seen also where the notes have other mistakes."""
    seen: dict[tuple[str, str], int] = {}
    for at, note in _written(file.data.get("noteringar")):
        first = seen.setdefault((folded(note["om"].strip()), note["namn"].strip()), at)
        if first != at:
            found = f'en andra notering om "{note["om"]}" av {note["namn"]}'
            there = file.place(("noteringar", first))
            yield InputError.at(file.place(("noteringar", at)), found, f"en för varje id och namn; den första står på {there}", "behåll en av dem")


def _written(notes: Any) -> Iterator[tuple[int, dict[str, str]]]:
    for at, note in enumerate(notes if isinstance(notes, list) else ()):
        if isinstance(note, dict) and all(isinstance(note.get(key), str) for key in ("om", "namn")):
            yield at, note
