"""Commands that the program suggests work as they are written: they find the same facts as the run that suggests them."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from test_cli import run

from checker.commands.options import EXAMPLE, as_asked, facts_folder
from facts.loading import example_root
from reports.layout import broken
from reports.swedish import NBSP

WIDE = {"COLUMNS": "200"}
ASKED = ("--fakta", "exempel")


def told(*args: str, cwd: Path | None = None) -> str:
    done = run(*args, env=WIDE, cwd=cwd)
    assert done.stderr == b""
    return done.stdout.decode()


def follow(command: str) -> None:
    """The command does what it says, without a word of complaint."""
    name, *args = shlex.split(command)
    assert name == "check"
    assert told(*args)


def test_the_way_further_from_a_unit_finds_the_same_facts() -> None:
    command = re.findall("Vidare: (check .+)", told("forklara", "2021", "GEH-V", *ASKED))[0]
    assert command == "check forklara 2021 IT --fakta exempel"
    follow(command)


def test_the_change_that_om_suggests_finds_the_same_facts() -> None:
    (command, *_) = re.findall("Uppfyllt med: (check .+)", told("om", "2021", "E-1", *ASKED, "--organisation", "exempelforbundet"))
    assert command == "check om 2021 --satt 'E-1.1=0' --fakta exempel --organisation exempelforbundet"
    follow(command)


def test_the_legend_suggests_what_finds_the_same_facts_and_none_of_a_document_for_others() -> None:
    assert "check forklara 2021 ID --fakta exempel. Reglerna: check regler." in " ".join(told("2021", *ASKED).split())
    assert "check forklara 2021 ID. Reglerna: check regler." in " ".join(told("2021", *ASKED, "--format", "markdown").split())


def test_a_run_on_the_bundled_facts_suggests_no_options() -> None:
    assert "check forklara 2020 ID. " in told("2020")
    assert as_asked(None, None) == ""


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("forklara", "2021", "ÅÅÅÅ", *ASKED), "se id:n med check 2021 --fakta exempel --alla"),
        (("om", "2021", "ÅÅÅÅ", *ASKED), "se id:n med check 2021 --fakta exempel --alla"),
        (("om", "2021", "rr.arets_resultat.2020", *ASKED), "läs check forklara 2021 rr.arets_resultat.2020 --fakta exempel"),
    ],
)
def test_what_a_mistyped_id_is_told_finds_the_same_facts(args: tuple[str, ...], said: str) -> None:
    assert said in run(*args).stderr.decode()


def test_a_new_year_is_tried_where_it_is_laid_out(tmp_path: Path) -> None:
    shutil.copytree(example_root(), tmp_path / "mina")
    assert "Kör check 2022 --fakta mina för" in told("nytt-ar", "2022", "--fran", "2021", "--torr", "--fakta", "mina", cwd=tmp_path)
    made = told("mall", "2025", "-o", "mall.xlsx", "--fakta", "mina", cwd=tmp_path)
    assert "check nytt-ar 2025 --fakta mina lägger upp året" in made


@pytest.mark.parametrize("folder", ["exempel", "./exempel", "mina uppgifter", "it's"])
def test_a_folder_is_suggested_as_the_command_line_reads_it(folder: str) -> None:
    _, written = shlex.split(as_asked(facts_folder(folder), None))
    assert facts_folder(written) == facts_folder(folder)
    assert (written == EXAMPLE) is (folder == EXAMPLE)


def test_the_auditors_notes_go_with_it() -> None:
    assert as_asked(None, "a", Path("n.yaml")) == " --organisation a --noteringar n.yaml"


def test_what_is_held_together_and_longer_than_a_line_is_parted_between_its_words() -> None:
    assert list(broken(f"se aaaa{NBSP}bbbb{NBSP}cccc", 10, 10)) == ["se", f"aaaa{NBSP}bbbb", "cccc"]
