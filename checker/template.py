"""The workbook of a year, to be filled in: what its fact files say, or nothing yet."""

from __future__ import annotations

from pathlib import Path

from facts.comparatives import year_files
from facts.importers.workbook.writing import to_workbook
from facts.loading import bundled_root, find_organisation, load_organisation, load_year
from facts.yamltree import read_yaml


def template(facts: Path | None, organisation: str | None, year: int) -> tuple[bytes, int]:
    """The workbook, and how many fact files it was filled in from. Raises BadInput with every mistake in them."""
    folder = find_organisation(facts or bundled_root(), organisation)
    paths = year_files(folder, year)
    loaded = load_year(folder, year).organisation if paths else load_organisation(folder)
    trees = {path.name: read_yaml(path, f"{year}/{path.name}").data for path in paths}
    return to_workbook(loaded, year, trees), len(paths)
