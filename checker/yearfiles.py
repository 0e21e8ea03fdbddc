"""The fact files of a year as a command would leave them: what is new, what differs, the difference itself, and the writing."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker import output
from checker.storing import tidy
from checker.usage import WrongUsage
from facts.accounts import Table
from facts.errors import BadInput
from facts.factfile import FactFile
from facts.fields import Model
from facts.order import order_of
from facts.reading import SECTIONS, Gathered
from facts.unfinished import MARK
from facts.yamltree import read_yaml


@dataclass(frozen=True)
class Change:
    """A file as it is and as it is to be; `before` is None for a new one. `same_facts`: the file there already says all of it."""

    name: str
    path: Path
    before: bytes | None
    after: bytes
    same_facts: bool

    @property
    def differs(self) -> bool:
        """Whether the file is to be written."""
        return not self.same_facts

    @property
    def state(self) -> str:
        """What the file is, in one word."""
        return "oförändrad" if self.same_facts else "ny" if self.before is None else "ändrad"


def refuse_links(folder: Path, year: int, names: Iterable[str]) -> None:
    """Raises WrongUsage if the year's folder or one of the files leads somewhere else, or is not what its name says."""
    place = folder / str(year)
    if place.is_symlink() or (place.exists() and not place.is_dir()):
        raise WrongUsage(f'"{place}", som inte är en vanlig mapp', "en mapp för året", "ersätt den med en mapp")
    for name in names:
        path = place / name
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise WrongUsage(f'"{path}", som inte är en vanlig fil', "en fil som kan ersättas", "ersätt den med en fil, eller ta bort den")


def put_right(folder: Path) -> None:
    """Finish off what a killed run left half-way in any year: the files that stood there before stand there again."""
    for place in sorted(folder.iterdir()):
        if place.name.isdecimal() and not place.is_symlink() and (place / MARK).exists():
            tidy(place)


def changes(folder: Path, year: int, files: Mapping[str, FactFile]) -> list[Change]:
    """Each file with what is there now, by name."""
    return [_change(folder / str(year) / name, f"{year}/{name}", file) for name, file in sorted(files.items())]


def _change(path: Path, name: str, file: FactFile) -> Change:
    if not path.exists():
        return Change(name, path, None, file.raw, same_facts=False)
    before = path.read_bytes()
    return Change(name, path, before, file.raw, same_facts=before == file.raw or _says_the_same(path, name, file))


def _says_the_same(path: Path, name: str, file: FactFile) -> bool:
    try:
        there = _facts(read_yaml(path, name), name)
    except BadInput:
        return False
    return there == _facts(file, name)


def _facts(file: FactFile, name: str) -> list[tuple[str, str, list[str]]]:
    """The facts of the file in the order of a year, whatever the order and layout they were written in; rows keep their printed one.

    Each is compared as text: 42 and 42.0 are one number, but how many decimals a document prints is a fact.
    """
    facts = Gathered()
    facts.add_made(file, name)
    if facts.errors:
        raise BadInput(facts.errors)
    entries = {section: sorted(facts.entries[section], key=order_of(section)) for section in SECTIONS}
    return [(entry.key, _as_text(entry.item), _rows(entry.item)) for found in entries.values() for entry in found]


def _as_text(item: Any) -> str:
    return json.dumps(item.model_dump(mode="json"), sort_keys=True) if isinstance(item, Model) else repr(item)


def _rows(item: object) -> list[str]:
    return list(item.rows) if isinstance(item, Table) else []


def write(folder: Path, year: int, made: Sequence[Change]) -> None:
    """Write what differs, all of it or nothing. Raises WrongUsage if it cannot be written."""
    files: list[tuple[Path, str | bytes]] = [(one.path, one.after) for one in made if one.differs]
    if files:
        output.write_folder(folder / str(year), files)


# --- telling --------------------------------------------------------------------------------------------------------


def told(made: Sequence[Change], dry: bool) -> Iterator[str]:
    """What was written, file by file; before it is written also line by line."""
    for one in made:
        if dry and one.differs:
            yield from _difference(one)
    for one in made:
        yield f"{one.name}: {one.state}{_lost(one)}"


def _difference(one: Change) -> Iterator[str]:
    before, after = (_lines(raw) for raw in (one.before or b"", one.after))
    names = (f"{one.name} (ingen fil)" if one.before is None else f"{one.name} (nu)", f"{one.name} (efter inläsningen)")
    yield from difflib.unified_diff(before, after, *names, lineterm="")


def _lines(raw: bytes) -> list[str]:
    return raw.decode("utf-8", "replace").splitlines()


def _lost(one: Change) -> str:
    """What the new file does not have of the old: comments, which are no facts."""
    comments = [line.strip() for line in _lines(one.before or b"") if line.lstrip().startswith("#")]
    lost = [line for line in comments if line not in _lines(one.after)] if one.differs else []
    return f" ({len(lost)} {'kommentar' if len(lost) == 1 else 'kommentarer'} försvinner)" if lost else ""
