"""What goes wrong around many checks: processes that die, someone who interrupts, two runs at once, a full disk."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from many import RUN, alive, descendants, end_all, environment, organisation, parent_of, results, rows, run, started, until
from many_faulty import ends_its_first_process, ends_its_process, ends_its_process_half_told, raises

from checker.batch.interrupting import Stopping
from checker.batch.job import Job, Result
from checker.batch.overviews import FILES
from checker.batch.pool import KILLED, on_this_machine

NAMES = ("alfa", "beta", "cesar", "david", "erik")


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("fakta")
    for name in NAMES:
        organisation(root, name)
    return root


@pytest.fixture(scope="module")
def whole(facts: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The results of a run that nothing went wrong with."""
    folder = tmp_path_factory.mktemp("hel") / "resultat"
    assert run("alla", "--fakta", facts, "-o", folder).returncode == 1
    return results(folder)


def workers(pid: int) -> list[int]:
    """The processes that check: children of the one that they are forked from; the engines' own are children of theirs."""
    under = descendants(pid)
    servers = [one for one, words in under.items() if "forkserver" in words and parent_of(one) == pid]
    return sorted(one for one in under if parent_of(one) in servers)


def done_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/*.json"))


# --- a process that dies


def job(name: str, year: int, root: Path) -> Job:
    return Job(root, name, year, f"{name} {year}", {})


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize(("check", "code"), [(ends_its_process, 70), (ends_its_process_half_told, 70), (ends_its_first_process, 0), (raises, 70)])
def test_a_job_that_ends_its_process_twice_is_an_internal_error_of_its_own(
    check: Callable[[Job], Result], code: int, processes: int, tmp_path: Path
) -> None:
    jobs = [job(name, year, tmp_path) for name in ("alfa", "dödar", "beta") for year in (2018, 2019, 2020) if name != "dödar" or year == 2019]
    found = {(one.organisation, one.year): result for one, result in on_this_machine(iter(jobs), Stopping(), processes, check)}
    assert set(found) == {(one.organisation, one.year) for one in jobs}
    assert {key: result.exit_code for key, result in found.items()} == {key: code if key[0] == "dödar" else 0 for key in found}
    if check in (ends_its_process, ends_its_process_half_told):
        assert found["dödar", 2019] == Result(70, "", error=KILLED)


def test_no_more_jobs_are_taken_up_than_can_soon_be_done(tmp_path: Path) -> None:
    taken = []

    def jobs() -> object:
        for year in range(1992, 2092):
            taken.append(year)
            yield job("alfa", year, tmp_path)

    most = 0
    for number, _ in enumerate(on_this_machine(jobs(), Stopping(), 2, raises)):  # type: ignore[arg-type]
        most = max(most, len(taken) - number)
    assert most <= 8


def test_a_worker_that_is_killed_loses_no_result(facts: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    process = started("alla", "--fakta", facts, "-o", tmp_path / "ut", "--processer", 2)
    try:
        until(lambda: done_in(tmp_path / "ut"))
        os.kill(until(lambda: workers(process.pid))[0], signal.SIGKILL)
        _, errors = process.communicate(timeout=120)
    finally:
        end_all(process.pid)
    assert process.returncode == 1, errors
    assert results(tmp_path / "ut") == whole


def test_no_process_outlives_one_that_was_killed(facts: Path, tmp_path: Path) -> None:
    process = started("alla", "--fakta", facts, "-o", tmp_path / "ut", "--processer", 2)
    try:
        until(lambda: done_in(tmp_path / "ut"))
        under = set(descendants(process.pid))
        assert under
        process.kill()
        process.communicate(timeout=20)
        until(lambda: not any(alive(one) for one in under), 20)
    finally:
        end_all(process.pid)


def test_modules_where_the_user_stands_are_not_taken_for_ours(facts: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    for name in ("facts", "checker", "rules", "sqlite3", "signal", "yaml"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('fel modul')\n", encoding="utf-8")
    words = [sys.executable, "-P", "-c", RUN[2], "alla", "--fakta", str(facts), "-o", "ut"]
    done = subprocess.run(words, cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1, done.stderr
    assert results(tmp_path / "ut") == whole


def test_the_facts_and_the_results_are_found_from_where_the_user_stands(facts: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    shutil.copytree(facts, tmp_path / "uppgifter")
    assert run("alla", "--fakta", "uppgifter", "-o", "ut", cwd=tmp_path).returncode == 1
    assert results(tmp_path / "ut") == whole


# --- someone who interrupts


@pytest.mark.parametrize(("number", "everyone"), [(signal.SIGINT, True), (signal.SIGINT, False), (signal.SIGTERM, False)])
def test_an_interruption_leaves_whole_results_and_the_next_run_goes_on(
    number: int, everyone: bool, facts: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    """Ctrl-C in a terminal reaches every process of the group; a signal to the command reaches it alone."""
    folder = tmp_path / "ut"
    process = started("alla", "--fakta", facts, "-o", folder, "--processer", 2)
    try:
        until(lambda: len(done_in(folder)) > 1)
        under = set(descendants(process.pid))
        (os.killpg if everyone else os.kill)(process.pid, number)
        told, errors = process.communicate(timeout=60)
        until(lambda: not any(alive(one) for one in under), 20)
    finally:
        end_all(process.pid)
    assert (process.returncode, told, errors.splitlines()[-1]) == (130, "", "check: avbrutet")
    assert "Traceback" not in errors
    left = results(folder)
    finished = {name for name in left if name.endswith(".json")}
    assert 1 < len(finished) < len(NAMES) * 2
    assert {name: left[name] for name in finished} == {name: whole[name] for name in finished}
    assert set(left) == {*finished, "resultat.sqlite", *FILES}
    assert f"check: {len(finished)} av 10 prövningar är gjorda; översikten visar dem. Kör kommandot igen för resten" in errors
    assert f"Arbetet avbröts; {10 - len(finished)}\N{NO-BREAK SPACE}prövning" in left["oversikt.html"].decode()
    assert rows(folder, "SELECT planned, done FROM batch") == [(10, len(finished))]
    asked = run("fraga", "SELECT count(*) FROM runs", "--i", folder)
    assert f"körningen avbröts: {len(finished)} av 10 prövningar finns här" in asked.stderr
    again = run("alla", "--fakta", facts, "-o", folder)
    assert f"{10 - len(finished)} gjorda nu, {len(finished)} oförändrade" in again.stderr
    assert results(folder) == whole


def test_a_run_that_is_killed_leaves_whole_results_and_the_old_store(facts: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    folder = tmp_path / "ut"
    run("alla", "--fakta", facts, "-o", folder, "--organisation", "alfa")
    before = results(folder)
    process = started("alla", "--fakta", facts, "-o", folder, "--processer", 2)
    try:
        until(lambda: len(done_in(folder)) > 3)
    finally:
        end_all(process.pid)
        process.communicate(timeout=20)
    left = results(folder)
    assert left["resultat.sqlite"] == before["resultat.sqlite"]
    assert {name: left[name] for name in left if name in whole and name.endswith(".json")}.items() <= whole.items()
    run("alla", "--fakta", facts, "-o", folder)
    assert {name: raw for name, raw in results(folder).items() if name in whole} == whole


# --- the folder


def test_two_runs_at_once_do_not_write_in_the_same_folder(facts: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    folder = tmp_path / "ut"
    process = started("alla", "--fakta", facts, "-o", folder, "--processer", 1)
    try:
        until(folder.exists)
        until(lambda: done_in(folder))
        second = run("alla", "--fakta", facts, "-o", folder)
        process.communicate(timeout=120)
    finally:
        end_all(process.pid)
    assert (second.returncode, second.stdout) == (2, "")
    assert "som en annan körning skriver i" in second.stderr
    assert process.returncode == 1
    assert results(folder) == whole


def small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


def test_a_disk_without_room_leaves_the_old_results_as_they_were(facts: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ut"
    run("alla", "--fakta", facts, "-o", folder, "--organisation", "alfa")
    before = results(folder)
    words = [*RUN, "alla", "--fakta", str(facts), "-o", str(folder), "--om-fran-borjan"]
    done = subprocess.run(words, env=environment(), capture_output=True, text=True, preexec_fn=small_files, timeout=120, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "inte kunde skrivas" in done.stderr
    assert "Traceback" not in done.stderr
    assert results(folder) == before
    assert sorted(path.name for path in folder.iterdir() if path.is_dir()) == ["alfa"]
