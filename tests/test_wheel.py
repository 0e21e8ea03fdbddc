"""The built wheel, alone in an empty folder: it holds what it needs and nothing else."""

from __future__ import annotations

import base64
import csv
import email
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

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


# What may lie in the wheel, and how much of each there is at least: a file that no line lets in is a file too many.
PLACES = {
    r"(facts|rules|reports|checker)/([a-z_]+/)*[a-z0-9_]+\.py": 200,
    r"facts/law\.yaml": 1,
    r"facts/data/sjuharad/(organisation|(2016|2017|2019|2020)/[a-z-]+)\.yaml": 20,
    r"facts/exempel/exempelforbundet/(organisation|konton|(2019|2020|2021)/[a-z-]+)\.yaml": 20,
    r"facts/exempel/exempelforbundet/underlag/[a-z0-9-]+\.(se|csv)": 3,
    r"facts/schema/[a-z.]+\.schema\.json": 2,
    r"reports/[a-z0-9-]+\.schema\.json": 1,
    r"reports/templates/[a-z.]+\.(jinja|css|js|typ)": 10,
    r"(facts|rules|reports|checker)/py\.typed": 0,
}


def test_every_file_of_the_wheel_has_its_place_there(wheel: Path) -> None:
    """No tests, no caches, no drafts, no facts but those that are told of, of the two organisations and their years."""
    inside = [name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name]
    assert [name for name in inside if not any(re.fullmatch(place, name) for place in PLACES)] == []
    for place, least in PLACES.items():
        assert len([name for name in inside if re.fullmatch(place, name)]) >= least, place
    assert len(set(inside)) == len(inside)


def test_the_wheel_says_what_it_is_and_needs_and_nothing_of_where_it_was_built(wheel: Path) -> None:
    archive, about = zipfile.ZipFile(wheel), f"regelspar-{VERSION}.dist-info"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    told = {name.partition("/")[2] for name in archive.namelist() if name.startswith(about)}
    assert told == {"METADATA", "RECORD", "WHEEL", "entry_points.txt"}
    assert archive.read(f"{about}/entry_points.txt").decode() == "[console_scripts]\ncheck = checker.cli:program\n"
    metadata = email.message_from_bytes(archive.read(f"{about}/METADATA"))
    assert (metadata["Name"], metadata["Version"], metadata["Requires-Python"]) == ("regelspar", VERSION, project["requires-python"])
    needed = [Requirement(line) for line in metadata.get_all("Requires-Dist") or []]
    assert {canonicalize_name(one.name) for one in needed if not one.marker} == {
        canonicalize_name(Requirement(x).name) for x in project["dependencies"]
    }
    assert set(metadata.get_all("Provides-Extra") or []) == set(project["optional-dependencies"])
    assert [name for name in archive.namelist() if str(ROOT).encode() in archive.read(name)] == []


def test_the_record_of_the_wheel_holds_each_file_with_its_digest(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    record = archive.read(f"regelspar-{VERSION}.dist-info/RECORD").decode().splitlines()
    listed = {name: (digest, size) for name, digest, size in csv.reader(record)}
    assert set(listed) == set(archive.namelist())
    for name, (digest, size) in listed.items():
        if not name.endswith("/RECORD"):
            content = archive.read(name)
            made = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            assert (digest, size) == (f"sha256={made}", str(len(content))), name


def test_the_wheel_is_the_same_bytes_wherever_and_whenever_it_is_built(wheel: Path, tmp_path: Path) -> None:
    """From a copy in another folder, its files laid there in another order, now, with other rights, and run from once already."""
    copy = tmp_path / "annan mapp"
    copy.mkdir()
    for name in (*reversed(ROOMS), "README.md", "pyproject.toml", ".gitignore"):
        place = ROOT / name
        if place.is_dir():
            shutil.copytree(place, copy / name, ignore=shutil.ignore_patterns("__pycache__"), copy_function=shutil.copyfile)
        else:
            shutil.copyfile(place, copy / name)
    for path in copy.rglob("*.py"):
        path.chmod(0o600)
    (copy / "checker" / "__pycache__").mkdir()
    (copy / "checker" / "__pycache__" / "cli.cpython-311.pyc").write_bytes(b"x")
    pip("wheel", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", tmp_path, copy, folder=tmp_path)
    (other,) = tmp_path.glob("*.whl")
    assert other.read_bytes() == wheel.read_bytes()


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
