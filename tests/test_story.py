"""The controller's year, command by command as a user gives them: from a new year's drafts to the annex of the closed year.

The organisation is the invented one. Its 2021 is taken away at first; what the commands and the typing between them leave
in November is held against the facts that come with the program.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from story_close import closed, plan_decided
from story_workbook import Typing, typed_over

from checker.cli import main
from facts.loading import example_root, load_year

NAME = "exempelforbundet"
LATER = ("utfall", "prognoser", "delarsbokslut", "matningar", "beslut", "kontrollogg", "bokslut-sie")  # not known in January
LISTED = ("kontrollogg", "bokslut-sie")  # not typed, but kept in lists and books
NOT_KEPT = ("bokslut-kronor.yaml",)  # a draft of accounts that the new year's books will give
BESIDE_FACTS = {"organisation", "files", "entries"}


@dataclass
class Desk:
    """The controller's desk: a folder of facts, files beside it, and the command."""

    folder: Path
    patch: pytest.MonkeyPatch
    captured: pytest.CaptureFixture[str]

    @property
    def facts(self) -> Path:
        """The folder that --fakta points at."""
        return self.folder / "fakta"

    @property
    def year(self) -> Path:
        """The folder of 2021."""
        return self.facts / NAME / "2021"

    def check(self, *words: str, gives: int, says: tuple[str, ...] = (), tells: tuple[str, ...] = (), facts: str = "fakta") -> str:
        """Give the command; it ends with the code, and says on standard output and tells on standard error what is named."""
        self.patch.setattr(sys, "argv", ["check", *words, "--fakta", facts])
        with pytest.raises(SystemExit) as ended:
            main()
        said, told = self.captured.readouterr()
        assert ended.value.code == gives, f"{words}: {ended.value.code}\n{said[-3000:]}{told}"
        assert [part for part in says if part not in " ".join(said.split())] == [], said[-6000:]
        assert [part for part in tells if part not in " ".join(told.split())] == [], told
        return said

    def typed_from_the_example(self, book: str, without: tuple[str, ...]) -> None:
        """Type what the example's 2021 holds into the workbook, but for some of its files."""
        known = Path(shutil.copytree(example_root(), self.folder / f"till-{book}"))
        for name in without:
            (known / NAME / "2021" / f"{name}.yaml").unlink()
        self.check("mall", "2021", "-o", f"avskrift-{book}", facts=known.name, gives=0)
        typed_over(self.folder / book, self.folder / f"avskrift-{book}")

    def typed(self, book: str, *works: Callable[[Typing], None]) -> None:
        """Write the year's workbook anew and type into it."""
        self.check("mall", "2021", "-o", book, gives=0)
        with Typing(self.folder / book) as typing:
            for work in works:
                work(typing)

    def state(self) -> dict[str, bytes]:
        """Every fact file of the year."""
        return {path.name: path.read_bytes() for path in sorted(self.year.glob("*.yaml"))}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    shutil.copytree(example_root(), tmp_path / "fakta")
    shutil.rmtree(tmp_path / "fakta" / NAME / "2021")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return Desk(tmp_path, monkeypatch, capsys)


def test_the_controllers_year_from_the_empty_workbook_to_the_annex(desk: Desk) -> None:
    january(desk)
    november(desk)
    assert differing(desk) == []
    before_closing(desk)
    december(desk)
    annex(desk)


def january(desk: Desk) -> None:
    """The new year's drafts, and the decided plan typed over them."""
    desk.check("nytt-ar", "2021", "--fran", "2020", gives=0, says=("2021 är upplagt som utkast ur 2020", "12 mål, 20 mätetal"))
    for name in NOT_KEPT:
        (desk.year / name).unlink()
    desk.check("mall", "2021", "-o", "plan.xlsx", gives=0)
    desk.typed_from_the_example("plan.xlsx", without=LATER)
    before = desk.state()
    desk.check("importera", "plan.xlsx", "--torr", gives=0, says=("Ingenting är skrivet",))
    a_mistake(desk)
    assert desk.state() == before
    desk.check("importera", "plan.xlsx", gives=0, says=("2021/mal.yaml: ändrad",))


def a_mistake(desk: Desk) -> None:
    """What is mistyped is told by sheet and cell, and nothing is written."""
    shutil.copy(desk.folder / "plan.xlsx", desk.folder / "slarv.xlsx")
    with Typing(desk.folder / "slarv.xlsx") as typing:
        typing.over("Mätetal", "Id", "K-3.1", Nivå="tio eller så")
        typing.over("Mål", "Id", "V-1", Enhet="VUXEN")
    desk.check("importera", "slarv.xlsx", gives=2, tells=("slarv.xlsx:Mätetal!", "tio eller så", "slarv.xlsx:Mål!", "VUXEN"))


def november(desk: Desk) -> None:
    """What has happened through November: typed, and brought in from the books and the control log."""
    desk.check("mall", "2021", "-o", "november.xlsx", gives=0)
    desk.typed_from_the_example("november.xlsx", without=LISTED)
    desk.check("importera", "november.xlsx", gives=0, says=("2021/utfall.yaml: ny",))
    beside = f"fakta/{NAME}/underlag"
    desk.check("importera", f"{beside}/bokslut-2021.se", gives=0, says=("2021/bokslut-sie.yaml: ny", "till och med 2021-11-30"))
    desk.check("importera", f"{beside}/pahittad-kontrollogg-2021.csv", gives=0, says=("2021/kontrollogg.yaml: ny", "18 kontroller"))
    desk.check("importera", f"{beside}/pahittad-kontrollogg-2021.csv", gives=0, says=("2021/kontrollogg.yaml: oförändrad",))


def differing(desk: Desk) -> list[str]:
    """What of the year differs from the example's own."""
    here, there = (load_year(root / NAME, 2021) for root in (desk.facts, example_root()))
    return [name for name in here.__dataclass_fields__ if name not in BESIDE_FACTS and getattr(here, name) != getattr(there, name)]


def before_closing(desk: Desk) -> None:
    """The interim check, the check before the books are closed, and what would change a rating."""
    desk.check("delar", "2021", "--per", "2021-08-31", gives=3, says=("Exempelförbundet (påhittat)", "2021-08-31", "prognos"))
    said = desk.check("forkontroll", "2021", "--per", "2021-11-30", gives=1, says=("I-1", "I-4", "K-3.1", "IK-3a", "V-3.1", "2021-12-10", "830 tkr"))
    assert said.count("Exempelförbundet (påhittat)") == 1
    desk.check("om", "2021", "--satt", "K-3.1=10", gives=0, says=("K-3.1",))


def december(desk: Desk) -> None:
    """The last meeting decides the plan for the restoration; the books are closed, and the year is rated."""
    desk.typed("beslut.xlsx", plan_decided)
    desk.check("importera", "beslut.xlsx", gives=0, says=("2021/beslut.yaml: ändrad",))
    desk.typed("bokslut.xlsx", closed)
    desk.check("importera", "bokslut.xlsx", gives=0, says=("2021/bokslut.yaml: ändrad", "2021/utfall.yaml: ändrad"))
    shown = ("påståenden: 15. Bekräftade: 11", "Motsagda: 1. Obestyrkta: 3", "418 tkr", "kontrollområden 5 (uppfyllt 5)")
    desk.check("2021", gives=1, says=shown)
    desk.check("forklara", "2021", "V-1.3", gives=0, says=("61,9",))


def annex(desk: Desk) -> None:
    """The years side by side, and the annex sealed and tried."""
    desk.check("jamfor", "2020", "2021", gives=0, says=("I-4", "IK-3b", "412 tkr"))
    desk.check("bilaga", "2021", "-o", "bilaga-2021.pdf", gives=1)
    desk.check("verifiera", "bilaga-2021.pdf", gives=0)
