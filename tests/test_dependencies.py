"""What the program stands on: every locked package has a licence that an organisation may hand on, and README tells them as they are."""

from __future__ import annotations

import importlib.metadata
import json
import stat
import sys
from pathlib import Path
from typing import Any

import dependencies
import pytest
from dependencies import COMPATIBLE, ELSEWHERE, LOCKS, ROOT, TABLE, Package, audited, locked, packages, spdx, summed, table, unfit, with_licences

README = (ROOT / "README.md").read_text(encoding="utf-8")


def absent(*_: object) -> Any:
    raise importlib.metadata.PackageNotFoundError


def test_readme_tells_the_licences_of_what_is_locked() -> None:
    """Made anew with python tests/dependencies.py --skriv."""
    assert TABLE.search(README)
    assert with_licences(README) == README


def test_every_locked_package_has_a_licence_that_may_be_handed_on() -> None:
    found = packages()
    assert unfit(found) == []
    assert {(one.name, one.version) for one in found} == {pair for lock in LOCKS for pair in locked(lock).items()}


def test_each_lock_agrees_with_the_others_on_a_version() -> None:
    every = [locked(lock) for lock in (*LOCKS, "requirements-dev.lock")]
    for name in {name for one in every for name in one}:
        assert len({one[name] for one in every if name in one}) == 1, name


def test_the_licences_are_those_of_the_versions_that_are_locked() -> None:
    for one in packages():
        try:
            assert importlib.metadata.version(one.name) == one.version
        except importlib.metadata.PackageNotFoundError:
            assert one.name in ELSEWHERE


def test_what_is_not_installed_everywhere_has_the_licence_and_needs_it_has_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the table is the same whatever Python and system it is made on."""
    whole = packages()
    metadata, requires = importlib.metadata.metadata, importlib.metadata.requires
    monkeypatch.setattr(importlib.metadata, "metadata", lambda name: absent() if name in ELSEWHERE else metadata(name))
    monkeypatch.setattr(importlib.metadata, "requires", lambda name: absent() if name in ELSEWHERE else requires(name))
    assert packages() == whole


def test_a_package_says_what_it_is_needed_for() -> None:
    needed = {one.name: one.needed for one in packages()}
    for name, use in (("pikepdf", "körning"), ("lxml", "körning"), ("cryptography", "signera"), ("tornado", "kluster"), ("hatchling", "bygge")):
        assert needed[name] == use


@pytest.mark.parametrize(
    ("licence", "fits"),
    [
        ("MIT", True),
        ("Apache-2.0 OR GPL-3.0-only", True),
        ("MIT AND BSD-3-Clause", True),
        ("MIT AND GPL-3.0-only", False),
        ("GPL-3.0-only OR AGPL-3.0-only", False),
        ("(MIT OR GPL-3.0-only) AND GPL-2.0-only", False),
        ("okänd", False),
        ("", False),
    ],
)
def test_a_licence_is_fit_if_one_that_may_be_chosen_is_and_one_that_is_not_understood_is_not(licence: str, fits: bool) -> None:
    told = unfit([Package("x", "1", "körning", licence)])
    assert (told == []) is fits
    assert fits or told == [f"x 1: licensen är {licence}, som inte är bland de godtagna"]


def test_the_words_that_packages_use_become_short_names() -> None:
    words = ("MIT License", "Apache 2.0", "ISC License (ISCL)\nCopyright", "Mozilla Public License 2.0 (MPL 2.0)", "GNU General Public License")
    assert [spdx(word) for word in words] == ["MIT", "Apache-2.0", "ISC", "MPL-2.0", "GNU General Public License"]
    assert not any("GPL" in name for name in COMPATIBLE)


def test_a_package_that_states_no_licence_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    from email.message import Message  # noqa: PLC0415 - what the metadata of a package is

    monkeypatch.setattr(importlib.metadata, "metadata", lambda _: Message())
    assert dependencies.licence_of("x") == "okänd"
    monkeypatch.setattr(importlib.metadata, "metadata", absent)
    assert (dependencies.licence_of("x"), dependencies.licence_of("zipp")) == ("okänd", "MIT")


def test_the_table_is_put_between_its_marks_and_nothing_else_is_touched() -> None:
    text = "före\n<!-- licenser -->\ngammal\n<!-- /licenser -->\nefter\n"
    made = with_licences(text)
    assert made.startswith("före\n<!-- licenser -->\n\n| paket | version | licens | behövs för |\n|---|")
    assert made.endswith("|\n\n<!-- /licenser -->\nefter\n")
    assert "| cryptography | " in made
    assert "| Apache-2.0 eller BSD-3-Clause | signera |" in table(packages())
    assert with_licences(made) == made


# --- vulnerabilities


def one(name: str, *faults: str) -> dict[str, Any]:
    return {"name": name, "version": "1", "vulns": [{"id": fault} for fault in faults]}


def test_only_packages_that_were_looked_up_count_as_tried() -> None:
    skipped = {"name": "b", "skip_reason": "not found"}
    assert summed([one("a"), skipped]) == (["Sårbarheter: 1 av 2 paket prövade, 0 kända sårbarheter.", "Inte prövade: b."], 0)
    assert summed([one("a", "X-1", "X-2")]) == (["Sårbarheter: 1 av 1 paket prövade, 2 kända sårbarheter.", "a 1: X-1", "a 1: X-2"], 2)
    told, many = summed([skipped, skipped])
    assert (told[0].startswith("Sårbarheter: inte prövade. Källan svarar, men känner inget av de 2 paketen"), many) == (True, 0)


def program(folder: Path, answer: str, told: str = "") -> str:
    """A pip-audit that gives that answer."""
    path = folder / "pip-audit"
    answers = folder / "answers.py"
    answers.write_text(f"import sys\nprint({answer!r})\nprint({told!r}, file=sys.stderr)\n", encoding="utf-8")
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{answers}"\n', encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_a_source_that_cannot_be_reached_is_told_with_its_last_words(tmp_path: Path) -> None:
    told = "Sårbarheter: inte prövade. Källan för kända sårbarheter kan inte nås härifrån (no route)."
    assert audited(program(tmp_path, "", "Traceback\nno route")) == ([told], 0)
    assert audited(None)[0][0].startswith("Sårbarheter: inte prövade. pip-audit är inte installerat")
    assert "kan inte köras" in audited(str(tmp_path / "saknas"))[0][0]


def test_the_answers_for_all_locks_are_told_together(tmp_path: Path) -> None:
    answer = json.dumps({"dependencies": [one("a", "X-1"), one("b")]})
    assert audited(program(tmp_path, answer)) == (["Sårbarheter: 2 av 2 paket prövade, 1 kända sårbarheter.", "a 1: X-1"], 1)


@pytest.mark.parametrize(("answer", "code"), [({"dependencies": [one("a", "X-1")]}, 1), ({"dependencies": [one("a")]}, 0), ({}, 0)])
def test_the_command_fails_for_a_vulnerability_and_goes_on_without_an_answer(
    answer: dict[str, Any], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PIP_AUDIT", program(tmp_path, json.dumps(answer)))
    monkeypatch.setattr(sys, "argv", ["dependencies.py"])
    assert dependencies.main() == code
    told = capsys.readouterr().out
    assert told.startswith("Sårbarheter: ")
    assert told.endswith("Varje licens är bland de godtagna.\n")


def test_the_command_fails_for_a_licence_that_is_not_compatible(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(dependencies, "auditor", lambda: None)
    monkeypatch.setattr(dependencies, "packages", lambda: [Package("x", "1", "körning", "GPL-3.0-only")])
    monkeypatch.setattr(sys, "argv", ["dependencies.py"])
    assert dependencies.main() == 1
    assert "x 1: licensen är GPL-3.0-only, som inte är bland de godtagna" in capsys.readouterr().out
