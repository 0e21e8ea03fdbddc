"""The same facts and rules give the same bytes: whatever the hash seed, locale, time zone, folder, order or split of files."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rows import in_rows

from checker.pipeline import run_check
from facts.loading import bundled_root
from facts.yamltree import read_yaml
from reports.formats import FORMATS
from reports.seal import digest_of, to_json

HERE = Path(__file__).parent.parent
RUN = """
import sys
from checker.pipeline import run_check
from reports.seal import to_json
sys.stdout.buffer.write(to_json(run_check(None, None, 2020)).encode())
"""


@cache
def expected(year: int) -> str:
    return to_json(run_check(None, None, year))


@pytest.mark.parametrize(
    ("variables", "folder"),
    [
        ({"PYTHONHASHSEED": "0"}, HERE),
        ({"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Asia/Tokyo"}, Path("/")),
        ({"PYTHONHASHSEED": "4294967295", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "America/Los_Angeles", "PYTHONUTF8": "0"}, None),
    ],
    ids=["seed 0", "seed 1, C, Tokyo, the root folder", "another seed, Turkish, Los Angeles, a temporary folder"],
)
def test_the_same_bytes_in_another_process(variables: dict[str, str], folder: Path | None, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(HERE), **variables}
    done = subprocess.run([sys.executable, "-c", RUN], env=environment, cwd=folder or tmp_path, capture_output=True, check=True)
    assert done.stdout == expected(2020).encode()


def test_the_same_bytes_twice_in_one_process_with_another_year_between() -> None:
    before = expected(2020)
    run_check(None, None, 2017)
    assert to_json(run_check(None, None, 2020)) == before


EVERY = """
import hashlib, sys
from pathlib import Path
from checker.pipeline import run_check
from reports.formats import FORMATS, written

listed = Path.glob
if sys.argv[1] == "reversed":
    Path.glob = lambda self, *args, **options: reversed(sorted(listed(self, *args, **options)))
report = run_check(None, None, 2017)
for name in FORMATS:
    made = written(report, name, everything=True, width=80)
    print(name, hashlib.sha256(made.encode() if isinstance(made, str) else made).hexdigest())
"""


def test_every_format_has_the_same_bytes_whatever_the_locale_time_zone_seed_and_order_of_the_folder(tmp_path: Path) -> None:
    told = []
    for variables, order in (
        ({"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}, "as it is"),
        ({"PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "LC_ALL": "tr_TR.UTF-8", "SOURCE_DATE_EPOCH": "1"}, "reversed"),
    ):
        environment = {**os.environ, "PYTHONPATH": str(HERE), **variables}
        done = subprocess.run([sys.executable, "-c", EVERY, order], env=environment, cwd=tmp_path, capture_output=True, check=True, text=True)
        told.append(done.stdout)
    assert told[0] == told[1]
    assert len(told[0].splitlines()) == len(FORMATS)


# --- order and split of files ---------------------------------------------------------------------


def flow(value: Any) -> str:
    """A value as YAML on one line, its numbers with the decimals they were written with."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return json.dumps(value, ensure_ascii=False)


Parts = list[tuple[str, Any]]


def parts_of(folder: Path) -> Parts:
    """Every fact of a year's files by its section; a section that is one thing stays whole."""
    found: Parts = []
    for path in sorted(folder.glob("*.yaml")):
        for section, content in read_yaml(path, path.name).data.items():
            if isinstance(content, list):
                found += [(section, [entry]) for entry in content]
            elif section in ("tabeller", "texttal"):
                found += [(section, {key: entry}) for key, entry in content.items()]
            else:
                found.append((section, content))
    return found


def written(parts: Parts) -> str:
    """One file of the parts, each section once."""
    sections: dict[str, Any] = {}
    for section, content in parts:
        if isinstance(content, list):
            sections[section] = [*sections.get(section, []), *content]
        else:
            sections[section] = {**sections.get(section, {}), **content}
    return "".join(f"{section}: {flow(content)}\n" for section, content in sections.items())


def in_one_file(parts: Parts, shuffle: random.Random) -> list[Parts]:
    return [parts]


def shuffled_in_one_file(parts: Parts, shuffle: random.Random) -> list[Parts]:
    return [shuffle.sample(parts, len(parts))]


def dealt_over_seven_files(parts: Parts, shuffle: random.Random) -> list[Parts]:
    mixed = shuffle.sample(parts, len(parts))
    return [mixed[start::7] for start in range(7)]


def arranged(place: Path, arrange: Callable[[Parts, random.Random], list[Parts]]) -> Path:
    """A copy of the data with the facts of every year in other files and another order."""
    root = Path(shutil.copytree(bundled_root(), place / "data"))
    shuffle = random.Random(20201231)
    for folder in sorted(path for path in root.glob("*/*") if path.is_dir()):
        files = arrange(parts_of(folder), shuffle)
        for path in folder.glob("*.yaml"):
            path.unlink()
        for number, parts in enumerate(shuffle.sample(files, len(files))):
            if parts:
                (folder / f"{number}.yaml").write_text(written(parts), encoding="utf-8")
    return root


def but_files(report: str) -> list[str]:
    """The report's rows without the files themselves and their checksums."""
    return in_rows(report, ("files", "fact_files")).splitlines()


@pytest.mark.parametrize("year", [2020, 2017, 2019])
@pytest.mark.parametrize("arrange", [in_one_file, shuffled_in_one_file, dealt_over_seven_files], ids=lambda arrange: arrange.__name__)
def test_neither_the_split_nor_the_order_of_files_and_facts_matters(
    arrange: Callable[[Parts, random.Random], list[Parts]], year: int, tmp_path: Path
) -> None:
    found = but_files(to_json(run_check(arranged(tmp_path, arrange), None, year)))
    assert next(((one, other) for one, other in zip(but_files(expected(year)), found, strict=True) if one != other), None) is None


def test_the_checksum_of_a_file_is_of_its_bytes_and_the_facts_checksum_is_not(tmp_path: Path) -> None:
    root = Path(shutil.copytree(bundled_root(), tmp_path / "data"))
    path = root / "sjuharad" / "2020" / "mal-mc.yaml"
    path.write_bytes(path.read_bytes() + b"# a note\n")
    before, after = run_check(None, None, 2020), run_check(root, None, 2020)
    assert digest_of(before) == digest_of(after)
    assert {name for name in before.files if before.files[name] != after.files[name]} == {"2020/mal-mc.yaml"}
