"""One fact file as entries: every fact of it that is sound, and every mistake in those that are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from facts.errors import BadInput, InputError, Path
from facts.factfile import FactFile
from facts.models import YearFile
from facts.notes import NotesFile, repeated
from facts.swedish import translate
from facts.yamltree import YamlFile, read_yaml
from facts.year import Entry

SECTIONS: dict[str, str] = {name: info.alias or name for name, info in YearFile.model_fields.items()}
MOST_BYTES = 20_000_000  # of a year's files; those of a large organisation are a few hundred thousand
KEYS = {
    "follow_ups": "goal",
    "outcomes": "criterion",
    "claims": "about",
    "log": "moment",
    "carry_overs": "accounting_unit",
    "contributions": "what",
    "forecasts": "criterion",
    "measurements": "criterion",
    "calendar": "kind",
}


@dataclass
class Gathered:
    """The facts of one or more files as they stand, before anything is checked across them.

    `broken` holds the ids that stand in facts that were refused: a reference to one of them is no second mistake;
    `refused` holds those facts as they were written, whose ids and references are still checked.
    `unread` tells that a file could not be read at all, so that nobody knows what it would have held.
    """

    entries: dict[str, list[Entry]] = field(default_factory=lambda: {name: [] for name in SECTIONS})
    files: dict[str, bytes] = field(default_factory=dict)
    errors: list[InputError] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    refused: list[Entry] = field(default_factory=list)
    unread: bool = False

    def add_file(self, path: FilePath, name: str, sections: Iterable[str] = SECTIONS) -> None:
        """Read a file and add the named sections of it."""
        file = self._read(path, name, name, path.parent.parent)
        if file is None:
            self.unread = True
            return
        aliases = {SECTIONS[section] for section in sections}
        whole = len(aliases) == len(SECTIONS)
        self._add(file, file.data if whole else {key: part for key, part in file.data.items() if key in aliases})

    def add_made(self, file: FactFile, name: str) -> None:
        """Add a file that an importer made, as if it had been read."""
        self.files[name] = file.raw
        self._add(file, file.data)

    def add_notes(self, path: FilePath, name: str, shown: str, within: FilePath | None = None) -> None:
        """Read the auditors' notes, called `shown` in messages; they are entries beside the sections of facts."""
        file = self._read(path, name, shown, within)
        if file is None:
            return
        try:
            read = NotesFile.model_validate(file.data)
            self.entries["notes"] = [Entry(note, file, ("noteringar", i), note.about) for i, note in enumerate(read.notes)]
        except ValidationError as error:
            self.errors += translate(error, file, NotesFile)
        self.errors += repeated(file)

    def _read(self, path: FilePath, name: str, shown: str, within: FilePath | None) -> YamlFile | None:
        try:
            file = read_yaml(path, shown, within)
        except BadInput as error:
            self.errors += error.errors
            return None
        self.files[name] = file.raw
        if sum(map(len, self.files.values())) > MOST_BYTES:
            expected = f"högst {MOST_BYTES} byte för ett år"
            words = (f"faktafiler på mer än {MOST_BYTES} byte tillsammans", expected, "ta bort det som inte hör till året")
            self.errors.append(InputError(shown, 0, 0, *words))
            return None
        return file

    def _add(self, file: FactFile, data: dict[str, Any]) -> None:
        empty = [alias for alias, part in data.items() if part is None and alias in SECTIONS.values()]
        for alias in empty:
            words = (f"{alias}: utan innehåll", "minst en uppgift", "fyll i, eller ta bort nyckeln")
            self.errors.append(InputError.at(file.place((alias,), key=True), *words))
        data = {alias: part for alias, part in data.items() if alias not in empty}
        try:
            self._enter(file, YearFile.model_validate(data), {})
        except ValidationError as error:
            self.errors += translate(error, file, YearFile)
            sound, kept = self._sound(file, data, {detail["loc"][:2] for detail in error.errors(include_url=False)})
            self._enter(file, YearFile.model_validate(sound), kept)

    def _sound(self, file: FactFile, data: dict[str, Any], faulty: set[Path]) -> tuple[dict[str, Any], dict[str, list[int]]]:
        """The data without what is faulty, and which indices are left of each list that lost some."""
        sound: dict[str, Any] = {}
        kept: dict[str, list[int]] = {}
        inside: dict[str | int, set[str | int]] = {}
        for loc in faulty:
            inside.setdefault(loc[0], set()).update(loc[1:2])
        for alias, part in data.items():
            wrong = inside.get(alias, set())
            if (alias,) in faulty or (wrong and not isinstance(part, list) and alias not in _KEYED):
                self.broken |= _ids(part)
            elif isinstance(part, list):
                kept[alias] = [i for i in range(len(part)) if i not in wrong]
                sound[alias] = [part[i] for i in kept[alias]]
                refused = [i for i in range(len(part)) if i in wrong]
                self.broken |= _ids([part[i] for i in refused])
                self.refused += [Entry(part[i], file, (alias, i), alias) for i in refused]
            elif isinstance(part, dict):
                sound[alias] = {key: value for key, value in part.items() if key not in wrong}
                self.broken |= {str(key) for key in wrong}
        return sound, kept

    def _enter(self, file: FactFile, read: YearFile, kept: dict[str, list[int]]) -> None:
        for section, alias in SECTIONS.items():
            part = getattr(read, section)
            if isinstance(part, dict):
                self.entries[section] += [Entry(item, file, (alias, key), key) for key, item in part.items()]
            elif isinstance(part, tuple):
                places = kept.get(alias) or range(len(part))
                name = KEYS.get(section, "id")
                self.entries[section] += [Entry(item, file, (alias, i), str(getattr(item, name, item))) for i, item in zip(places, part, strict=True)]
            elif part is not None:
                self.entries[section].append(Entry(part, file, (alias,), alias))


_KEYED = {SECTIONS["tables"], SECTIONS["text_figures"]}


def _ids(part: Any) -> set[str]:
    """Every id written anywhere inside a part that was refused."""
    return set(_written_ids(part))


def _written_ids(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("id"), str):
            yield part["id"]
        for inner in part.values():
            yield from _written_ids(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _written_ids(inner)
