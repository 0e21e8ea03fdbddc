"""Setting up from nothing: what is installed when, and what a user is told when something is missing.

A stand-in takes Python's place and writes down what it is asked to do; nothing is fetched or built.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = ("pyproject.toml", "requirements.lock", "requirements-dev.lock", "Makefile", ".ci/setup")

# Answers as Python does to what .ci/setup asks. VERSION: its version; FAIL: a word in the call that fails, with TEXT as its last word.
STAND_IN = r"""#!/bin/sh
echo "$*" | tr '\n' ' ' >>"$CALLS"; echo >>"$CALLS"
case "$*" in *"${FAIL:-nothing fails}"*) echo "$TEXT" >&2; exit 1;; esac
case "$*" in
    *base_prefix*) printf '%s\n/usr\n' "${VERSION:-3.12.1}";;
    "-m venv .venv") mkdir -p .venv/bin; cp "$0" .venv/bin/python;;
    *sysconfig*) echo "$MISSING";;
esac
"""


class Project:
    """A copy of the files that set-up reads, in a folder with a space in its name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "en mapp"
        self.calls = folder / "calls"
        self.python = folder / "stand-in"
        for name in FILES:
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, self.folder / name)
        self.python.write_text(STAND_IN, encoding="utf-8")
        self.python.chmod(0o755)

    def set_up(self, wanted: str = "run", **environment: str) -> subprocess.CompletedProcess[str]:
        self.calls.write_text("", encoding="utf-8")
        kept = {name: value for name, value in os.environ.items() if name not in ("CC", "CPPFLAGS")}
        surroundings = {**kept, "PYTHON": str(self.python), "CALLS": str(self.calls), **environment}
        command = ["sh", ".ci/setup", wanted]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=self.folder, env=surroundings, timeout=60, check=False)

    def asked(self, word: str) -> list[str]:
        """The calls that hold a word."""
        return [call for call in self.calls.read_text(encoding="utf-8").splitlines() if word in call]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_the_first_time_everything_is_installed_from_the_lock_by_hash(project: Project) -> None:
    done = project.set_up()
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Ställer i ordning .venv med Python 3.12.1 …\n")
    wheels, engine, own = project.asked(" install ")
    assert "--require-hashes --no-deps --only-binary :all: -r .venv/wheels.lock" in wheels
    assert "--require-hashes --no-deps --no-build-isolation --no-cache-dir -r .venv/engine.lock" in engine
    assert "--no-deps --no-index --no-build-isolation --editable ." in own


def test_the_engine_is_built_apart_from_what_comes_built(project: Project) -> None:
    project.set_up()
    names = ("requirements.lock", ".venv/wheels.lock", ".venv/engine.lock")
    lock, wheels, engine = (project.folder.joinpath(name).read_text(encoding="utf-8") for name in names)
    assert "durable-rules" not in wheels
    assert engine.startswith("durable-rules==2.0.28 \\\n")
    assert sorted((wheels + engine).splitlines()) == sorted(lock.splitlines())


def test_the_second_time_nothing_is_done(project: Project) -> None:
    project.set_up()
    done = project.set_up()
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert len(project.calls.read_text(encoding="utf-8").splitlines()) == 1, "only the version is asked for"


def test_an_environment_for_running_is_added_to_for_developing_and_then_serves_both(project: Project) -> None:
    project.set_up("run")
    project.set_up("dev")
    assert project.asked("-m venv") == []
    assert len(project.asked(" install ")) == 1
    assert project.set_up("run").stderr == ""
    assert project.set_up("dev").stderr == ""


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements.lock", "requirements-dev.lock", ".ci/setup"])
def test_a_change_of_what_is_installed_sets_up_anew(project: Project, name: str) -> None:
    project.set_up()
    with (project.folder / name).open("a", encoding="utf-8") as file:
        file.write("\n# ändrad\n")
    project.set_up()
    assert len(project.asked(" install ")) == 3


def test_another_python_sets_up_anew(project: Project) -> None:
    project.set_up()
    done = project.set_up(VERSION="3.13.0")
    assert done.stderr == "Ställer i ordning .venv med Python 3.13.0 …\n"
    assert len(project.asked(" install ")) == 3


def test_a_moved_folder_sets_up_anew(project: Project) -> None:
    project.set_up()
    project.folder = project.folder.rename(project.folder.with_name("flyttad"))
    project.set_up()
    assert len(project.asked(" install ")) == 3


def test_a_failed_set_up_is_begun_anew(project: Project) -> None:
    assert project.set_up(FAIL="engine.lock", TEXT="error").returncode == 1
    assert project.set_up().returncode == 0
    assert len(project.asked(" install ")) == 3


def test_the_users_own_environment_is_neither_read_nor_touched(project: Project, tmp_path: Path) -> None:
    kept = {"VIRTUAL_ENV": "/min", "PYTHONPATH": "/min", "PYTHONHOME": "/min", "PIP_USER": "1", "PIP_TARGET": "/min", "PIP_PREFIX": "/min"}
    written = tmp_path / "environment"
    project.python.write_text(f'{STAND_IN}env >>"{written}"\n', encoding="utf-8")
    project.set_up(**kept)
    seen = {line.partition("=")[0] for line in written.read_text(encoding="utf-8").splitlines()}
    assert seen.isdisjoint(kept)
    assert "PYTHONNOUSERSITE" in seen


def test_the_users_own_compiler_flags_are_added_to(project: Project, tmp_path: Path) -> None:
    written = tmp_path / "flags"
    project.python.write_text(f'{STAND_IN}case "$*" in *engine.lock*) echo "$CPPFLAGS" >"{written}";; esac\n', encoding="utf-8")
    project.set_up(CPPFLAGS="-I/min")
    assert written.read_text(encoding="utf-8") == "-I/min -DPyEval_CallObject=PyObject_CallObject -O2 -fno-strict-aliasing -fwrapv\n"


def test_a_folder_named_venv_that_is_not_ours_is_left_alone(project: Project) -> None:
    (project.folder / ".venv").mkdir()
    (project.folder / ".venv" / "min.txt").touch()
    done = project.set_up()
    assert done.returncode == 1
    assert done.stderr == "Mappen .venv finns men är inte projektets egen. Flytta eller ta bort den och kör samma kommando igen.\n"
    assert (project.folder / ".venv" / "min.txt").exists()


# --- what is said when something is missing -------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["2.7.18", "3.6.15", "3.9.18", "3.10.13"])
def test_an_older_python_is_named_with_its_version_and_what_to_install(project: Project, version: str) -> None:
    done = project.set_up(VERSION=version)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Python 3.11 eller senare behövs. Hittade Python {version} ({project.python}).\n")
    for advice in ("apt install python3.11 python3.11-venv python3.11-dev", "dnf install python3.12", "brew install python@3.13", "PYTHON="):
        assert advice in done.stderr
    assert not (project.folder / ".venv").exists()


@pytest.mark.parametrize("version", ["3.11.0", "3.12.1", "3.13.0", "3.14.2"])
def test_a_newer_python_is_taken(project: Project, version: str) -> None:
    assert project.set_up(VERSION=version).returncode == 0


def test_a_python_that_cannot_be_run_is_named(project: Project) -> None:
    done = project.set_up(PYTHON="python-finns-inte")
    assert done.returncode == 1
    assert done.stderr.startswith("Python 3.11 eller senare behövs. Hittade ingen Python: python-finns-inte kan inte köras.\n")


def test_without_venv_the_package_to_install_is_named(project: Project) -> None:
    done = project.set_up(FAIL="ensurepip", TEXT="No module named ensurepip")
    assert done.returncode == 1
    assert "saknar venv och ensurepip" in done.stderr
    assert "apt install python3-venv, eller python3.12-venv" in done.stderr


def missing_tools(project: Project, before: str = "", **environment: str) -> str:
    """What is said with this Python, that asks for its own compiler and headers."""
    asking = f'case "$*" in *sysconfig*) shift; exec "{sys.executable}" -c "{before}$1";; esac\n'
    project.python.write_text(STAND_IN.replace("case", asking + "case", 1), encoding="utf-8")
    done = project.set_up(**environment)
    assert done.returncode == 1
    assert not (project.folder / ".venv" / "bin").exists()
    return done.stderr


def test_without_a_compiler_it_is_said_what_to_install(project: Project) -> None:
    said = missing_tools(project, CC="cc-finns-inte -pthread")
    assert "byggs från källkod. Det som saknas är en C-kompilator (cc-finns-inte).\n" in said
    for advice in ("apt install build-essential python3-dev, eller python3.12-dev", "dnf install gcc python3-devel", "xcode-select --install"):
        assert advice in said


def test_without_headers_it_is_said_what_to_install(project: Project) -> None:
    said = missing_tools(project, before="import sysconfig; sysconfig.get_path = lambda name: '/finns-inte'\n", CC="sh")
    assert "Det som saknas är Pythons header-filer (/finns-inte/Python.h).\n" in said
    assert "python3-dev" in said


def test_without_both_both_are_named(project: Project) -> None:
    said = missing_tools(project, before="import sysconfig; sysconfig.get_path = lambda name: '/finns-inte'\n", CC="cc-finns-inte")
    assert "en C-kompilator (cc-finns-inte) och Pythons header-filer (/finns-inte/Python.h)" in said


@pytest.mark.parametrize(
    "text",
    [
        "Failed to establish a new connection: [Errno 101] Network is unreachable",
        "Temporary failure in name resolution",
        "ERROR: No matching distribution found for pydantic==2.14.3",
        "Read timed out.",
    ],
)
def test_without_network_it_is_said_that_nothing_could_be_fetched(project: Project, text: str) -> None:
    done = project.set_up(FAIL="wheels.lock", TEXT=text)
    assert done.returncode == 1
    assert "Paketen i requirements.lock kunde inte hämtas. Kontrollera nätverket" in done.stderr
    assert text in done.stderr


def test_another_fault_of_installation_is_shown_as_it_was_told(project: Project) -> None:
    done = project.set_up(FAIL="wheels.lock", TEXT="THESE PACKAGES DO NOT MATCH THE HASHES")
    assert done.returncode == 1
    assert done.stderr.endswith("Paketen i requirements.lock kunde inte installeras.\n")
    assert "    THESE PACKAGES DO NOT MATCH THE HASHES\n" in done.stderr


def test_an_engine_that_cannot_be_built_is_told_with_what_to_install(project: Project) -> None:
    done = project.set_up(FAIL="engine.lock", TEXT="error: command 'gcc' failed")
    assert done.returncode == 1
    assert "error: command 'gcc' failed" in done.stderr
    assert "Regelmotorn durable-rules kunde inte byggas med Python 3.12.1." in done.stderr
    assert "build-essential" in done.stderr


def test_an_engine_that_was_built_but_cannot_be_imported_is_told(project: Project) -> None:
    done = project.set_up(FAIL="import durable", TEXT="undefined symbol: PyEval_CallObject", VERSION="3.14.0")
    assert done.returncode == 1
    assert "undefined symbol: PyEval_CallObject" in done.stderr
    assert "byggdes men kan inte läsas in med Python 3.14.0. Prövat är Python 3.11, 3.12 och 3.13." in done.stderr
    assert "PYTHON=python3.13 make check" in done.stderr


# --- make -----------------------------------------------------------------------------------------------------------


def make(target: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """As from a terminal, also when the tests themselves are run by make."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    surroundings = {**kept, **environment}
    return subprocess.run(["make", target], capture_output=True, text=True, encoding="utf-8", cwd=folder, env=surroundings, timeout=60, check=False)


@pytest.mark.parametrize(("code", "succeeds"), [(0, True), (1, True), (3, True), (2, False), (70, False)])
def test_make_check_succeeds_when_the_check_was_carried_out_and_says_its_code(project: Project, code: int, succeeds: bool) -> None:
    project.set_up()
    command = project.folder / ".venv" / "bin" / "check"
    command.write_text(f'#!/bin/sh\necho "rapport för $1"\nexit {code}\n', encoding="utf-8")
    command.chmod(0o755)
    done = make("check", project.folder, PYTHON=str(project.python), CALLS=str(project.calls))
    assert (done.returncode == 0) is succeeds
    assert done.stdout == "rapport för 2020\n"
    assert f"check 2020 gav slutkod {code}: " in done.stderr


def test_make_names_every_target_that_a_user_may_want() -> None:
    told = make("help", ROOT).stdout
    wanted = ["help", "check", "signera", "kluster", "test", "test-browser", "bench", "prov", "fuzz", "mutation", "tackning", "granska"]
    wanted += ["golden", "schema", "docs", "lock"]
    assert [line.split()[1] for line in told.splitlines()] == wanted


@pytest.mark.parametrize("name", sorted(path.name for path in ROOT.glob("requirements*.lock")))
def test_a_lock_holds_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    packages = [line for line in text.splitlines() if not line.startswith(" ")]
    assert all("==" in line and line.endswith("\\") for line in packages)
    assert "://" not in text
    assert "--index-url" not in text
    assert text.count("--hash=sha256:") >= len(packages)


def test_what_runs_is_locked_alike_for_developing() -> None:
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in ("requirements.lock", "requirements-dev.lock")]
    run, dev = ({line.split()[0] for line in text.splitlines() if "==" in line} for text in texts)
    assert run < dev
