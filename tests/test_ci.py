"""What .ci/run does before the tests themselves: chromium is installed where it can be, and told of where it cannot."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BASH = shutil.which("bash") or "/bin/bash"
APT = 'case "$1" in install) printf "#!/bin/sh\\n" >"$HERE/chromium"; chmod +x "$HERE/chromium";; esac'
NO_NETWORK = 'echo "Temporary failure resolving" >&2; exit 100'


class Machine:
    """A project with .ci/run, on a machine that has only the commands that are put there; each writes down how it was called."""

    def __init__(self, folder: Path) -> None:
        self.project, self.commands, self.calls = folder / "en mapp", folder / "bin", folder / "calls"
        (self.project / ".ci").mkdir(parents=True)
        self.commands.mkdir()
        shutil.copy(ROOT / ".ci" / "run", self.project / ".ci" / "run")
        for name in ("dirname", "tail", "cat", "sh", "chmod"):
            (self.commands / name).symlink_to(shutil.which(name) or "")
        self.has("make")

    def has(self, name: str, does: str = "") -> None:
        command = self.commands / name
        command.write_text(f'#!/bin/sh\necho "{name} $*${{PYTEST_ADDOPTS:+ $PYTEST_ADDOPTS}}" >>"$CALLS"\n{does}\n', encoding="utf-8")
        command.chmod(0o755)

    def run(self, **environment: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("CHROMIUM", "PYTEST", "MAKE"))}
        surroundings = {**kept, "PATH": str(self.commands), "HERE": str(self.commands), "CALLS": str(self.calls), **environment}
        command = [BASH, str(self.project / ".ci" / "run")]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=surroundings, timeout=60, check=False)

    def called(self) -> list[str]:
        return [call.strip() for call in self.calls.read_text(encoding="utf-8").splitlines() if not call.startswith("id")]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


TESTS = ["make test-browser", 'make test -m "not browser"']


def test_with_chromium_the_annex_is_tried_in_it_first_and_all_else_last(machine: Machine) -> None:
    machine.has("chromium")
    done = machine.run()
    assert (done.returncode, done.stderr, machine.called()) == (0, "", TESTS)


def test_without_chromium_root_installs_it_in_debian(machine: Machine) -> None:
    machine.has("id", "echo 0")
    machine.has("apt-get", APT)
    done = machine.run()
    assert (done.returncode, done.stderr) == (0, "Chromium saknas och installeras …\n")
    assert machine.called() == ["apt-get update", "apt-get install -y chromium", *TESTS]


@pytest.mark.parametrize(
    ("user", "apt", "said"),
    [("1000", APT, ""), ("0", "", ""), ("0", NO_NETWORK, "Temporary failure resolving\n")],
    ids=["not root", "no Debian", "no network"],
)
def test_where_it_cannot_be_installed_that_is_said_and_the_rest_is_tried(machine: Machine, user: str, apt: str, said: str) -> None:
    machine.has("id", f"echo {user}")
    if apt:
        machine.has("apt-get", apt)
    done = machine.run()
    assert done.returncode == 0
    assert said in done.stderr
    assert "Chromium saknas (chromium) och kunde inte installeras här: bilagan prövas inte i webbläsaren." in done.stderr
    assert machine.called()[-1] == "make test"
    assert "make test-browser" not in machine.called()


def test_a_chromium_that_is_pointed_out_is_not_replaced_by_another(machine: Machine) -> None:
    machine.has("id", "echo 0")
    machine.has("apt-get", APT)
    done = machine.run(CHROMIUM="/finns/inte")
    assert "Chromium saknas (/finns/inte)" in done.stderr
    assert machine.called() == ["make test"]


@pytest.mark.parametrize("fails", ["test", "test-browser"])
def test_a_test_that_fails_fails_the_whole_and_hides_no_other(machine: Machine, fails: str) -> None:
    machine.has("chromium")
    machine.has("make", f'[ "$1" != {fails} ] || exit 2')
    done = machine.run()
    assert (done.returncode, machine.called()) == (2, TESTS)


def test_no_address_of_a_registry_stands_in_it() -> None:
    assert "://" not in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
