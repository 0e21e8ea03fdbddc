"""The built wheel, alone in an empty folder: it holds what it needs and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from checker.version import VERSION

ROOT = Path(__file__).parents[1]
ROOMS = ("facts", "rules", "reports", "checker")
KINDS_OF_FILE = {".py", ".yaml", ".json", ".jinja", ".css", ".js", ".typ", ".se", ".csv"}
OUTSIDE = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}


def run(*command: object, folder: Path) -> subprocess.CompletedProcess[str]:
    words = [str(word) for word in command]
    return subprocess.run(words, capture_output=True, text=True, encoding="utf-8", cwd=folder, env=OUTSIDE, timeout=300, check=False)


def pip(*arguments: object, folder: Path) -> None:
    done = run(sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments, folder=folder)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built without network, by the build tools of the environment that runs the tests."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", folder, ROOT, folder=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of a fresh environment that holds the wheel, and sees the libraries of this one."""
    folder = tmp_path_factory.mktemp("mapp med mellanslag")
    assert run(sys.executable, "-m", "venv", "--without-pip", "env", folder=folder).returncode == 0
    commands = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    pip("--python", commands / "python", "install", "--no-deps", "--no-index", wheel, folder=folder)
    # after the installation, so that pip does not find the project that is being developed here
    libraries = run(commands / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=folder).stdout.strip()
    paths = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (Path(libraries) / "libraries.pth").write_text("\n".join(sorted(paths)) + "\n", encoding="utf-8")
    return commands


def test_the_wheel_holds_the_four_rooms_with_their_data_and_nothing_else(wheel: Path) -> None:
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    files = (path for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    wanted = {path.relative_to(ROOT).as_posix() for path in files}
    assert inside == wanted
    assert {Path(name).suffix for name in inside} == KINDS_OF_FILE
    assert wheel.name == f"regelspar-{VERSION}-py3-none-any.whl"


def test_the_wheel_belongs_on_no_public_index(wheel: Path) -> None:
    metadata = zipfile.ZipFile(wheel).read(f"regelspar-{VERSION}.dist-info/METADATA").decode()
    assert "Classifier: Private :: Do Not Upload\n" in metadata


def test_the_installed_command_rates_the_year_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "check", "2020", "--format", "json", folder=tmp_path)
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    assert report["schema"] == "regelspar/1"
    assert {"F-4.3.3-2", "E-1", "BK-2", "GEH", "IK-1"} <= {rating["id"] for rating in report["ratings"]}
    assert list(tmp_path.iterdir()) == []


def test_the_installed_command_gives_the_same_bytes_as_the_source(installed: Path, tmp_path: Path) -> None:
    from_source = run(sys.executable, "-c", "from checker.cli import main; main()", "2020", "--format", "json", folder=ROOT)
    assert run(installed / "check", "2020", "--format", "json", folder=tmp_path).stdout == from_source.stdout


def test_the_installed_modules_are_the_wheels(installed: Path, tmp_path: Path) -> None:
    code = f"import importlib; [print(importlib.import_module(name).__file__) for name in {ROOMS}]"
    places = run(installed / "python", "-c", code, folder=tmp_path).stdout.split("\n")[: len(ROOMS)]
    assert all(Path(place).is_relative_to(installed.parent) for place in places), places
