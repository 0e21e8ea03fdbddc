"""JSON Schemas of the fact files, for editors: `python -m facts.schema` writes them to facts/schema/."""

from __future__ import annotations

import json
from pathlib import Path as FilePath
from typing import Any

from facts.fields import Model
from facts.importers.sie.mapping import AccountsFile
from facts.models import OrganisationFile, YearFile
from facts.notes import NotesFile

FOLDER = FilePath(__file__).parent / "schema"
FILES: dict[str, tuple[type[Model], str]] = {
    "year.schema.json": (YearFile, "Fakta för ett år"),
    "organisation.schema.json": (OrganisationFile, "Organisation, enheter och dokument"),
    "konton.schema.json": (AccountsFile, "Konton och objekt bakom räkningarnas rader"),
    "noteringar.schema.json": (NotesFile, "Revisorns noteringar till ett år"),
}


def schema_text(name: str) -> str:
    """The schema file's whole text."""
    model, title = FILES[name]
    schema = _for_readers(model.model_json_schema(by_alias=True, mode="validation"))
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **schema}
    return json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _for_readers(part: Any, model: bool = True) -> Any:
    """The schema without what pydantic takes from the code: English class names, docstrings and derived titles."""
    if isinstance(part, list):
        return [_for_readers(inner, False) for inner in part]
    if not isinstance(part, dict):
        return part
    kept = {key: value for key, value in part.items() if key != "title" and not (model and key == "description")}
    return {key: _group(value, key == "$defs") if key in ("$defs", "properties") else _for_readers(value, False) for key, value in kept.items()}


def _group(parts: dict[str, Any], models: bool) -> dict[str, Any]:
    return {name: _for_readers(part, models) for name, part in parts.items()}


def main() -> None:
    """Write every schema file anew."""
    FOLDER.mkdir(exist_ok=True)
    for name in FILES:
        (FOLDER / name).write_text(schema_text(name), encoding="utf-8")


if __name__ == "__main__":
    main()
