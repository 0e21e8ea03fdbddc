"""Years that a killed run left half-way are put right, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.usage import WrongUsage
from checker.yearfiles import put_right
from facts.unfinished import MARK

LEFT = ".regelspar-0123456789abcdef.utkast"


def test_only_a_year_that_is_marked_is_put_right(tmp_path: Path) -> None:
    for name in ("2019", "2020-gammal", "dokument"):
        (tmp_path / name).mkdir()
        (tmp_path / name / LEFT).write_bytes(b"x")
        if name != "2019":
            (tmp_path / name / MARK).write_bytes(b"x")  # which would be refused
    (tmp_path / "2021").symlink_to(tmp_path / "dokument")
    put_right(tmp_path)
    assert all((tmp_path / name / LEFT).exists() for name in ("2019", "2020-gammal", "dokument"))
    (tmp_path / "2019" / MARK).write_bytes(b"x")
    with pytest.raises(WrongUsage):
        put_right(tmp_path)
