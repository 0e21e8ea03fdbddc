"""The JSON Schemas that editors use: generated, current, and of the same mind as the models."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from facts.loading import bundled_root
from facts.notes import NOTES_FILE
from facts.schema import FILES, FOLDER, schema_text
from facts.yamltree import read_yaml

GOOD = Path(__file__).parent / "cases" / "god" / "exempel"


def plain(part: Any) -> Any:
    """The tree as an editor sees it: numbers are numbers."""
    if isinstance(part, dict):
        return {key: plain(value) for key, value in part.items()}
    if isinstance(part, list):
        return [plain(value) for value in part]
    if isinstance(part, Decimal):
        return int(part) if part == part.to_integral_value() else float(part)
    return part


def validator(name: str) -> Any:
    """The committed schema."""
    schema = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("name", FILES)
def test_the_committed_schema_is_the_generated_one(name: str) -> None:
    """After a change of the models: python -m facts.schema."""
    assert (FOLDER / name).read_text(encoding="utf-8") == schema_text(name)


@pytest.mark.parametrize("root", [GOOD.parent, bundled_root()], ids=["exempel", "medföljande"])
def test_the_schemas_accept_every_good_file(root: Path) -> None:
    """What loads is valid in the editor: "ar2020, 4.3.8" as källa, ja and nej, 2020 as a column."""
    own = {"organisation.yaml": "organisation.schema.json", NOTES_FILE: "noteringar.schema.json"}
    for path in sorted(root.glob("*/**/*.yaml")):
        found = validator(own.get(path.name, "year.schema.json")).iter_errors(plain(read_yaml(path, path.name).data))
        assert [f"{path.name}: {error.json_path} {error.message}" for error in found] == []


@pytest.mark.parametrize(
    "part",
    [{"mål": [{"id": "F-1"}]}, {"mal": []}, {"riktlinje": {"ekonomi_överordnad": "yes", "källa": "a, 1"}},
     {"riktlinje": {"ekonomi_överordnad": "ja", "källa": "a"}}, {"texttal": {"t.a": {"värde": "1"}}}],
)  # fmt: skip
def test_the_schema_refuses_what_the_models_refuse(part: dict[str, Any]) -> None:
    """A missing or unknown key, yes for ja, a källa without section and a quoted number show in the editor."""
    assert not validator("year.schema.json").is_valid(part)


@pytest.mark.parametrize("name", FILES)
def test_readers_of_the_schema_see_swedish_only(name: str) -> None:
    """English docstrings and titles of the code are left out."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert " the " not in text.lower()
    assert " of " not in text.lower()
