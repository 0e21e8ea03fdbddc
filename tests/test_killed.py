"""Killed at any moment of writing: every file is the old one or the new one, and the next run removes what the killed one left."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from checker.drafts import OURS
from checker.storing import tidy
from facts.errors import BadInput
from facts.loading import load_year
from facts.unfinished import MARK

ROOT = Path(__file__).parents[1]
GOOD = Path(__file__).parent / "cases" / "god"
POINTS = 50
ROUNDS = 20
OTHER_WORDS = {
    "bokslut.yaml": ("titel: Resultaträkning", "titel: Räkning av resultatet"),
    "intern-kontroll.yaml": ("område: Ekonomi", "område: Ekonomin"),
    "mal.yaml": ("titel: Nöjda medlemmar", "titel: Medlemmarnas nöjdhet"),
}

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processer förgrenas inte på det här systemet")


class Runs:
    """Commands in processes of their own, each killed at the step that is asked for."""

    def __init__(self) -> None:
        environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, str(ROOT / "tests" / "killing.py")]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)

    def answer(self) -> tuple[Any, int]:
        assert self.process.stdout
        first, second = json.loads(self.process.stdout.readline())
        return first, second

    def ask(self, folder: Path, arguments: Sequence[str], points: Sequence[tuple[int, Path]], pause: int = 0, meet: Sequence[str] = ()) -> None:
        """Begin the command; at each point the process is told, and then how it ended."""
        assert self.process.stdin
        wanted = [str(folder), arguments, [(last, str(place)) for last, place in points], pause, [*meet] or None]
        self.process.stdin.write(json.dumps(wanted) + "\n")
        self.process.stdin.flush()

    def ended(self) -> tuple[int, int]:
        """How many steps the next point took (0: it was killed), and its exit code, negative for a signal."""
        assert self.answer()[0] == "began"
        return self.answer()

    def run(self, folder: Path, *arguments: str) -> tuple[int, int]:
        """The command from its beginning to its end."""
        self.ask(folder, arguments, [(0, folder)])
        return self.ended()

    def close(self) -> None:
        self.process.communicate(timeout=60)


@pytest.fixture(scope="module")
def runs() -> Iterator[Runs]:
    made = Runs()
    yield made
    made.close()


Files = Mapping[str, bytes]


def files(folder: Path) -> Files:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def of_ours(name: str) -> bool:
    return any(OURS.fullmatch(part) or part == MARK for part in Path(name).parts)


@dataclass(frozen=True)
class Case:
    """A command, how its folder is laid out, and the folder that it writes in."""

    arguments: tuple[str, ...]
    lay_out: Callable[[Path], None]
    place: str = "."


def old_report(folder: Path) -> None:
    shutil.copytree(GOOD, folder / "fakta")
    (folder / "rapporter").mkdir()
    (folder / "rapporter" / "rapport.json").write_bytes(b"den gamla rapporten\n" * 3000)
    (folder / "rapporter" / "annan.txt").write_bytes(b"en annan fil\n")


def old_annexes(folder: Path) -> None:
    shutil.copytree(GOOD, folder / "fakta")
    (folder / "bilagor").mkdir()
    (folder / "bilagor" / "bilaga-2020-ostby.html").write_bytes(b"den gamla bilagan\n")
    (folder / "bilagor" / "annan.txt").write_bytes(b"en annan fil\n")


def facts_to_import(folder: Path) -> None:
    """Facts that the workbook beside them will change in three files."""
    shutil.copytree(GOOD, folder / "fakta")
    shutil.copy(WORKBOOK[0], folder / "mall.xlsx")
    for name, (before, after) in OTHER_WORDS.items():
        path = folder / "fakta" / "exempel" / "2020" / name
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")


def facts_alone(folder: Path) -> None:
    shutil.copytree(GOOD, folder / "fakta")


def nothing(folder: Path) -> None:
    """A folder for keys."""


REPORT = Case(("2020", "--fakta", "fakta", "--format", "json", "-o", "rapporter/rapport.json"), old_report, "rapporter")
ANNEXES = Case(("2020", "--fakta", "fakta", "--format", "html", "--medlem", "alla", "-o", "bilagor"), old_annexes, "bilagor")
NEW_ANNEXES = Case((*ANNEXES.arguments[:-1], "nya"), facts_alone)
IMPORT = Case(("importera", "mall.xlsx", "--fakta", "fakta"), facts_to_import, "fakta/exempel/2020")
NEW_YEAR = Case(("nytt-ar", "2021", "--fakta", "fakta"), facts_alone, "fakta/exempel")
KEYS = Case(("nyckel", "-o", "revisor"), nothing)
WORKBOOK: list[Path] = []


@pytest.fixture(scope="module", autouse=True)
def workbook(runs: Runs, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mall")
    shutil.copytree(GOOD, folder / "fakta")
    assert runs.run(folder, "mall", "2020", "--fakta", "fakta", "-o", "mall.xlsx")[1] == 0
    WORKBOOK[:] = [folder / "mall.xlsx"]
    return WORKBOOK[0]


def laid_out(case: Case, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    case.lay_out(folder)
    return folder


def counted(runs: Runs, case: Case, folder: Path) -> tuple[Files, Files, int]:
    """What there is before the command and after it, and the steps it takes; nothing of ours is left."""
    place = laid_out(case, folder)
    before = files(place)
    steps, code = runs.run(place, *case.arguments)
    assert code in {0, 1, 3}
    after = files(place)
    assert [name for name in after if of_ours(name)] == []
    return before, after, steps


def points(steps: int, many: int, seed: int) -> list[int]:
    return sorted(random.Random(seed).sample(range(1, steps + 1), many))


def points_with_more_late(steps: int) -> list[int]:
    """Those, and as many among the last, where files that change together get their names."""
    return sorted({*points(steps, POINTS, seed=2), *random.Random(2).sample(range(steps * 2 // 3, steps + 1), min(POINTS, steps // 3))})


def killed(runs: Runs, case: Case, folder: Path, lasts: Sequence[int]) -> Iterator[tuple[Path, Files]]:
    """The folder of each run, killed at its step, and what is left there under the names that people know."""
    folders = [laid_out(case, folder / str(last)) for last in lasts]
    runs.ask(folders[0], case.arguments, list(zip(lasts, folders, strict=True)))
    assert [runs.ended()[1] for _ in lasts] == [-signal.SIGKILL] * len(lasts)
    for place in folders:
        yield place, known(place)


def known(place: Path) -> Files:
    return {name: content for name, content in files(place).items() if not of_ours(name)}


@pytest.mark.parametrize("case", [REPORT, NEW_ANNEXES, NEW_YEAR], ids=["a report", "a new folder of annexes", "a new year"])
def test_what_is_written_under_one_name_is_the_old_or_the_new_at_every_moment(case: Case, runs: Runs, tmp_path: Path) -> None:
    """Also when several files come in a folder that was not there: they come with it. What is left else is recognised and removed."""
    before, after, steps = counted(runs, case, tmp_path / "hel")
    lasts = points(steps, POINTS, seed=1)
    seen = []
    for place, found in killed(runs, case, tmp_path, [*lasts, steps]):
        assert found in (before, after), place.name
        seen.append(found == after)
        tidy(place / case.place)
        assert files(place) == found, place.name
    assert set(seen) == {False, True}


@pytest.mark.parametrize("case", [IMPORT, ANNEXES], ids=["fact files", "annexes"])
def test_of_several_files_each_is_the_old_or_the_new_and_the_next_run_makes_them_agree(case: Case, runs: Runs, tmp_path: Path) -> None:
    """Where old and new stand beside each other a mark says so, and the next run that writes there puts back the old ones."""
    before, after, steps = counted(runs, case, tmp_path / "hel")
    assert len([name for name in after if before.get(name) != after[name]]) > 1
    mixed = 0
    for place, found in killed(runs, case, tmp_path, points_with_more_late(steps)):
        assert all(content in (before.get(name), after[name]) for name, content in found.items()), place.name
        assert found.keys() >= before.keys()
        marked = (place / case.place / MARK).exists()
        assert marked or found in (before, after), place.name
        mixed += found not in (before, after)
        tidy(place / case.place)
        assert files(place) == (before if marked else found), place.name
    assert mixed > 0


def test_facts_are_not_read_while_some_are_old_and_some_new(runs: Runs, tmp_path: Path) -> None:
    before, after, steps = counted(runs, IMPORT, tmp_path / "hel")
    every = killed(runs, IMPORT, tmp_path, points_with_more_late(steps))
    place = next(place for place, found in every if found not in (before, after))
    with pytest.raises(BadInput, match=r"2020/\.regelspar-ofullbordat: hittade en skrivning av flera filer som pågår, eller som avbröts"):
        load_year(place / "fakta" / "exempel", 2020)
    for arguments in (["2020", "-o", "rapport.txt"], ["importera", "mall.xlsx", "--torr"]):
        assert command(place, *arguments, "--fakta", "fakta") == 2
    assert (place / IMPORT.place / MARK).exists()
    assert command(place, *IMPORT.arguments) == 0
    assert files(place) == after


def command(folder: Path, *arguments: str) -> int:
    """The command as anyone gives it."""
    words = [sys.executable, "-c", "from checker.cli import program; program()", *arguments]
    return subprocess.run(words, cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, check=False).returncode


@pytest.mark.parametrize("case", [REPORT, IMPORT, ANNEXES, NEW_YEAR], ids=["a report", "fact files", "annexes", "a new year"])
def test_the_next_run_of_the_same_command_removes_what_the_killed_one_left(case: Case, runs: Runs, tmp_path: Path) -> None:
    """Killed in the middle, before the new ones stand there: a year that is laid out is not laid out again."""
    _, after, steps = counted(runs, case, tmp_path / "hel")
    left = 0
    for place, _ in killed(runs, case, tmp_path, [steps * share // 20 for share in (8, 9, 10)]):
        left += files(place) != known(place)
        assert runs.run(place, *case.arguments)[1] in {0, 1, 3}
        assert files(place) == after
    assert left > 0


def test_a_private_key_is_never_half_nor_readable_by_others_nor_without_its_public_one(runs: Runs, tmp_path: Path) -> None:
    _, _, steps = counted(runs, KEYS, tmp_path / "hel")
    for place, found in killed(runs, KEYS, tmp_path, points(steps, POINTS, seed=4)):
        assert all(content.startswith(b"-----BEGIN ") and content.endswith(b" KEY-----\n") for content in found.values()), place.name
        secrets = [path for path in place.iterdir() if b"PRIVATE" in path.read_bytes()]
        assert [oct(path.stat().st_mode & 0o777) for path in secrets] == ["0o600"] * len(secrets), place.name
        tidy(place)
        assert set(files(place)) in (set(), {"revisor.pem", "revisor.pub.pem"}), place.name


def test_killed_at_any_time_by_the_clock_the_old_or_the_new_stands(runs: Runs, tmp_path: Path) -> None:
    """Writing is slowed down, the process killed from outside at a time that it knows nothing of."""
    before, after, steps = counted(runs, REPORT, tmp_path / "hel")
    times, folders = random.Random(5), [laid_out(REPORT, tmp_path / str(number)) for number in range(10)]
    runs.ask(folders[0], REPORT.arguments, [(0, folder) for folder in folders], pause=2)
    for place in folders:
        process = runs.answer()[1]
        wait_until_it_writes(place / REPORT.place)
        time.sleep(times.uniform(0, steps * 0.001))
        os.kill(process, signal.SIGKILL)
        assert runs.answer()[1] == -signal.SIGKILL
        found = known(place)
        assert found in (before, after)
        tidy(place / REPORT.place)
        assert files(place) == found


def wait_until_it_writes(folder: Path) -> None:
    for _ in range(6000):
        if any(of_ours(path.name) for path in folder.iterdir()):
            return
        time.sleep(0.005)
    pytest.fail("nothing was written")


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_asked_to_end_while_it_writes_the_run_finishes_that_and_ends(ending: signal.Signals, runs: Runs, tmp_path: Path) -> None:
    before, after, _ = counted(runs, IMPORT, tmp_path / "hel")
    place = laid_out(IMPORT, tmp_path / "avbruten")
    runs.ask(place, IMPORT.arguments, [(0, place)], pause=2)
    process = runs.answer()[1]
    wait_until_it_writes(place / IMPORT.place)
    os.kill(process, ending)
    assert runs.answer()[1] == (130 if ending is signal.SIGINT else -ending)
    assert files(place) == after != before


# --- two runs at once -----------------------------------------------------------------------------------------------

OTHER_FACTS = ("--fakta", "andra")
TWICE = {
    "annexes": (ANNEXES, Case((*ANNEXES.arguments[:1], *OTHER_FACTS, *ANNEXES.arguments[3:]), nothing)),
    "a new folder of annexes": (NEW_ANNEXES, Case((*NEW_ANNEXES.arguments[:1], *OTHER_FACTS, *NEW_ANNEXES.arguments[3:]), nothing)),
    "a report": (REPORT, Case((*REPORT.arguments[:1], *OTHER_FACTS, *REPORT.arguments[3:]), nothing)),
}


def with_other_facts(case: Case, folder: Path) -> Path:
    place = laid_out(case, folder)
    shutil.copytree(place / "fakta", place / "andra")
    path = place / "andra" / "exempel" / "2020" / "mal.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(*OTHER_WORDS["mal.yaml"]), encoding="utf-8")
    return place


@pytest.mark.parametrize("pair", TWICE)
def test_two_runs_at_once_on_the_same_files_leave_those_of_one(pair: str, runs: Runs, tmp_path: Path) -> None:
    """Twenty rounds, both about to write before either does: all files of one run or all of the other, and nothing else."""
    cases, other = TWICE[pair], Runs()
    results = []
    for number, case in enumerate(cases):
        place = with_other_facts(cases[0], tmp_path / f"ensam-{number}")
        assert runs.run(place, *case.arguments)[1] in {0, 1, 3}
        results.append(files(place))
    assert results[0] != results[1]
    folders = [with_other_facts(cases[0], tmp_path / str(number)) for number in range(ROUNDS)]
    for process, case, names in ((runs, cases[0], ("ett", "två")), (other, cases[1], ("två", "ett"))):
        process.ask(folders[0], case.arguments, [(0, folder) for folder in folders], meet=names)
    for folder in folders:
        assert {process.ended()[1] for process in (runs, other)} <= {0, 1, 3}
        assert files(folder) in results
    other.close()
