"""`check alla --kluster`: the same results by workers that share no disk, also when one of them is killed half-way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from many import alive, descendants, end_all, environment, organisation, results, run, started, until

from checker.batch.inputs import OrganisationInputs
from checker.batch.job import Job, OtherProgram, checked
from checker.batch.program import program_digest

NAMES = ("alfa", "beta")
CLUSTER = """
import sys, time
from distributed import LocalCluster

if __name__ == "__main__":
    how = dict(n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None, local_directory=sys.argv[1])
    with LocalCluster(**how) as one:
        print(one.scheduler_address, *[worker.process.pid for worker in one.workers.values()], flush=True)
        sys.stdin.read()
"""


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("fakta")
    for name in NAMES:
        organisation(root, name)
    broken = organisation(root, "david", [2017])
    (broken / "2017" / "stor.yaml").write_bytes(b"#" * 6_000_000)
    (broken / "2017" / "fel.yml").write_text("mål: []\n", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def whole(facts: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The results of this machine's own processes; test_many holds them against single checks."""
    folder = tmp_path_factory.mktemp("hel") / "resultat"
    assert run("alla", "--fakta", facts, "-o", folder).returncode == 2
    return results(folder)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[int]]]:
    """The address of a cluster of two workers, and their processes; its workers stand in another folder and share no files with us."""
    (tmp_path / "annan dator").mkdir()
    (tmp_path / "kluster.py").write_text(CLUSTER, encoding="utf-8")
    words = [sys.executable, str(tmp_path / "kluster.py"), str(tmp_path / "annan dator")]
    process = subprocess.Popen(
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=tmp_path / "annan dator",
        env=environment(),
        start_new_session=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        address, *workers = process.stdout.readline().split()
        yield address, [int(worker) for worker in workers]
        under = set(descendants(process.pid))
        process.stdin.close()
        process.wait(timeout=20)
        until(lambda: not any(alive(one) for one in under), 20)
    finally:
        process.stdin.close()
        process.stdout.close()
        end_all(process.pid)
        process.wait(timeout=20)


def test_a_worker_that_is_killed_half_way_has_its_work_done_again_elsewhere(
    facts: Path, whole: dict[str, bytes], cluster: tuple[str, list[int]], tmp_path: Path
) -> None:
    address, workers = cluster
    assert len(workers) == 2
    folder = tmp_path / "ut"
    process = started("alla", "--fakta", facts, "-o", folder, "--kluster", address)
    try:
        until(lambda: list(folder.glob("*/*.json")))
        os.kill(workers[0], signal.SIGKILL)
        _, errors = process.communicate(timeout=100)
    finally:
        end_all(process.pid)
    assert process.returncode == 2, errors
    assert results(folder) == whole
    assert "5 prövningar, 5 gjorda nu" in errors
    assert "distributed" not in errors


def test_a_cluster_of_its_own_on_this_machine_gives_the_same_and_leaves_nothing(facts: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    process = started("alla", "--fakta", facts, "-o", tmp_path / "ut", "--kluster", "lokal", "--processer", 2)
    try:
        under = until(lambda: list((tmp_path / "ut").glob("*/*.json")) and set(descendants(process.pid)))
        _, errors = process.communicate(timeout=100)
        until(lambda: not any(alive(one) for one in under), 20)
    finally:
        end_all(process.pid)
    assert process.returncode == 2, errors
    assert results(tmp_path / "ut") == whole
    assert "Traceback" not in errors
    assert "distributed" not in errors


def test_an_interruption_ends_the_workers_quietly(facts: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    folder = tmp_path / "ut"
    process = started("alla", "--fakta", facts, "-o", folder, "--kluster", "lokal", "--processer", 1)
    try:
        until(lambda: list(folder.glob("*/*.json")))
        under = set(descendants(process.pid))
        os.killpg(process.pid, signal.SIGINT)
        told, errors = process.communicate(timeout=60)
        until(lambda: not any(alive(one) for one in under), 20)
    finally:
        end_all(process.pid)
    assert (process.returncode, told, errors.splitlines()[-1]) == (130, "", "check: avbrutet")
    assert "Traceback" not in errors
    left = results(folder)
    assert {name: raw for name, raw in left.items() if name.endswith(".json")}.items() <= whole.items()


def test_no_cluster_at_the_address_is_wrong_usage(facts: Path, tmp_path: Path) -> None:
    for address in ("ingen plats", "tcp://127.0.0.1:9"):
        done = run("alla", "--fakta", facts, "-o", tmp_path / "ut", "--kluster", address)
        assert (done.returncode, done.stdout) == (2, "")
        assert f'inget kluster på "{address}"' in done.stderr
        assert "Traceback" not in done.stderr
        assert not (tmp_path / "ut" / "alfa").exists()


def test_without_the_package_it_is_told_how_to_install_it(facts: Path, tmp_path: Path) -> None:
    (tmp_path / "utan").mkdir()
    (tmp_path / "utan" / "distributed.py").write_text("raise ModuleNotFoundError(name='distributed')\n", encoding="utf-8")
    path = os.pathsep.join([str(tmp_path / "utan"), environment()["PYTHONPATH"]])
    done = run("alla", "--fakta", facts, "-o", tmp_path / "ut", "--kluster", "lokal", env={"PYTHONPATH": path})
    assert (done.returncode, done.stdout) == (2, "")
    assert "make kluster" in done.stderr


# --- the job that travels


def travelling(root: Path, organisation: str, year: int) -> Job:
    """The job with its files, and a root that is not there."""
    inputs = OrganisationInputs(root, organisation)
    read = inputs.of(year, program_digest())
    job = Job(root, organisation, year, read.digest, read.names, program=program_digest(), carried=inputs.carried(read.names))
    return replace(job, root=Path("/finns/inte/här"))


@pytest.mark.parametrize(("name", "year"), [("alfa", 2016), ("alfa", 2017), ("david", 2017)])
def test_a_job_that_carries_its_files_gives_what_one_that_reads_them_gives(name: str, year: int, facts: Path) -> None:
    far = travelling(facts, name, year)
    near = replace(far, root=facts, carried=None)
    assert checked(far) == checked(near)


def test_a_job_without_facts_tells_the_folder_that_the_user_named(facts: Path) -> None:
    far = replace(travelling(facts, "alfa", 2017), year=2031)
    assert "lägg faktafiler i /finns/inte/här/alfa/2031" in str(checked(far).error)


def test_a_job_of_another_program_is_refused(facts: Path) -> None:
    with pytest.raises(OtherProgram):
        checked(replace(travelling(facts, "alfa", 2017), program="sha256:annat"))
