"""Files that were meant to be read and would not be: a year's facts stand in its own folder, in files whose names end with .yaml."""

from __future__ import annotations

import re
from pathlib import Path

from facts.errors import BadInput, InputError

MEANT = re.compile(r"\.ya?ml", re.IGNORECASE)  # in the name of what was meant as a fact file


def overlooked(place: Path) -> list[Path]:
    """The files in a year's folder, or in a folder in it, that look like fact files and are not read.

    A file beside the one that it is a copy of ("mal.yaml.bak" beside "mal.yaml") is none of them, nor is a hidden one.
    """
    inside = _inside(place)
    folders = [path for path in inside if path.is_dir() and not path.is_symlink()]
    nested = [path for folder in folders for path in _inside(folder) if MEANT.search(path.name) and path.is_file()]
    return [*(path for path in inside if path.is_file() and _is_misnamed(path)), *nested]


def refuse_overlooked(place: Path) -> None:
    """Raises BadInput for files in the year's folder that would not be read: what they say would be missed without a word."""
    if found := [_error(place, path) for path in overlooked(place)]:
        raise BadInput(found)


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []


def _is_misnamed(path: Path) -> bool:
    hit = MEANT.search(path.name)
    if hit is None or path.name.endswith(".yaml"):
        return False
    return hit.end() == len(path.name) or not path.with_name(f"{path.name[: hit.start()]}.yaml").exists()


def _error(place: Path, path: Path) -> InputError:
    name = f"{place.name}/{path.relative_to(place).as_posix()}"
    if path.parent != place:
        words = (f"en faktafil i mappen {path.parent.name}", f"faktafiler direkt i mappen {place.name}", "flytta filen dit, annars läses den inte")
        return InputError(name, 0, 0, *words)
    suffix = path.name[len(MEANT.split(path.name, maxsplit=1)[0]) :]
    return InputError(name, 0, 0, f"filändelsen {suffix}", ".yaml", "byt filens ändelse, annars läses den inte")
