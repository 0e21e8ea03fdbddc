"""What the program stands on: the packages of the locks, their licences, and whether any is known to be vulnerable (make granska).

Licences are read from the packages' own metadata and need no network. Vulnerabilities are asked of the package index by pip-audit, where that is
installed and the index can be reached; where not, that is what is said: a package that nobody could look up is not told to be free of them.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-signera.lock", "requirements-kluster.lock")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
TABLE = re.compile(r"(<!-- licenser -->\n).*?(<!-- /licenser -->)", re.DOTALL)
SECONDS = 180

# What an organisation may use and hand on within itself without giving anything in return but the notices in the packages.
# MPL-2.0 asks for changed files of the package itself to be given on; none are changed.
COMPATIBLE = frozenset({
    "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0",
})  # fmt: skip
# How a package without an expression names its licence; BSD without a number is one of the two.
NAMES = {
    "apache 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd license": "BSD",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
}
# Packages that another Python or system needs, and that are not installed on all: their licences, and what they need in turn.
ELSEWHERE: dict[str, tuple[str, tuple[str, ...]]] = {
    "cffi": ("MIT-0", ("pycparser",)),
    "colorama": ("BSD-3-Clause", ()),
    "importlib-metadata": ("Apache-2.0", ("lazy-importer", "zipp")),
    "lazy-importer": ("Apache-2.0", ()),
    "pycparser": ("BSD-3-Clause", ()),
    "zipp": ("MIT", ()),
}
UNKNOWN = "okänd"


class Package(NamedTuple):
    """A locked package: what it is needed for, and the licence that it states."""

    name: str
    version: str
    needed: str
    licence: str

    @property
    def is_compatible(self) -> bool:
        """Whether one of the licences that may be chosen among is compatible, with every part of it."""
        return any(set(choice.split(" AND ")) <= COMPATIBLE for choice in self.licence.split(" OR "))


# --- the packages ---------------------------------------------------------------------------------------------------


def packages() -> list[Package]:
    """Every package of the locks that are for using the program, by name."""
    pinned = {name: version for lock in LOCKS for name, version in locked(lock).items()}
    needs = {name: needed for needed, names in reversed(closures().items()) for name in names}
    return [Package(name, version, needs.get(name, "bygge"), licence_of(name)) for name, version in sorted(pinned.items())]


def locked(lock: str) -> dict[str, str]:
    """The names and versions of a lock."""
    return {canonicalize_name(name): version for name, version in PINNED.findall((ROOT / lock).read_text(encoding="utf-8"))}


def closures() -> dict[str, set[str]]:
    """What each use of the program needs, in the order that a package is told to be needed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = {"körning": project["dependencies"], "signera": extras["signera"], "kluster": extras["kluster"]}
    return {needed: reached(map(Requirement, those)) for needed, those in wanted.items()}


def reached(wanted: Iterable[Requirement]) -> set[str]:
    """Those and all that they need, on any system: a condition is for what is installed, not for what is named."""
    found: set[str] = set()
    left = [(canonicalize_name(one.name), frozenset(one.extras)) for one in wanted]
    while left:
        name, extras = left.pop()
        if name not in found:
            found.add(name)
            left += [(canonicalize_name(one.name), frozenset(one.extras)) for one in needed_by(name, extras)]
    return found


def needed_by(name: str, extras: frozenset[str]) -> Iterator[Requirement]:
    """What a package says that it needs, with those extras; little is known of one that is not installed."""
    try:
        told = importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:
        told = list(ELSEWHERE.get(name, (UNKNOWN, ()))[1])
    for one in map(Requirement, told):
        asked = re.findall(r"extra\s*==\s*['\"]([^'\"]+)['\"]", str(one.marker or ""))
        if not asked or extras & set(asked):
            yield one


def licence_of(name: str) -> str:
    """The licence that the package states: as an expression, in words, or among its classifiers."""
    try:
        told = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return ELSEWHERE.get(name, (UNKNOWN, ()))[0]
    if expression := told.get_all("License-Expression"):
        return str(expression[0])
    classes = [one.rpartition("::")[2].strip() for one in told.get_all("Classifier") or [] if one.startswith("License")]
    words = [*(told.get_all("License") or []), *classes]
    return next((licence for word in words if (licence := spdx(word)) in COMPATIBLE), spdx(words[0]) if words else UNKNOWN)


def spdx(word: str) -> str:
    """The short name of a licence, where the word is one of those that packages use for it."""
    line = word.strip().partition("\n")[0]
    return NAMES.get(line.lower(), line)


# --- the table ------------------------------------------------------------------------------------------------------


def table(found: Iterable[Package]) -> str:
    """The packages as README has them."""
    rows = [f"| {one.name} | {one.version} | {one.licence.replace(' OR ', ' eller ')} | {one.needed} |" for one in found]
    return "\n".join(["| paket | version | licens | behövs för |", "|---|---|---|---|", *rows, ""])


def with_licences(text: str) -> str:
    """A text with the table between its marks made anew."""
    return TABLE.sub(lambda part: part[1] + "\n" + table(packages()) + "\n" + part[2], text)


def unfit(found: Iterable[Package]) -> list[str]:
    """Why a package cannot be handed on."""
    return [f"{one.name} {one.version}: licensen är {one.licence}, som inte är bland de godtagna" for one in found if not one.is_compatible]


# --- vulnerabilities ------------------------------------------------------------------------------------------------


def auditor() -> str | None:
    """pip-audit: the one that PIP_AUDIT points out, that of this environment, or that of the system."""
    beside = Path(sys.executable).with_name("pip-audit")
    return os.environ.get("PIP_AUDIT") or (str(beside) if beside.exists() else shutil.which("pip-audit"))


def audited(program: str | None) -> tuple[list[str], int]:
    """What to tell of known vulnerabilities, and how many there are."""
    if program is None:
        return ["Sårbarheter: inte prövade. pip-audit är inte installerat; peka ut det med PIP_AUDIT=/sökväg/till/pip-audit."], 0
    told: dict[str, dict[str, Any]] = {}
    for lock in LOCKS:
        answer = asked(program, lock)
        if isinstance(answer, str):
            return [f"Sårbarheter: inte prövade. Källan för kända sårbarheter kan inte nås härifrån ({answer})."], 0
        told |= {one["name"]: one for one in answer}
    return summed(list(told.values()))


def asked(program: str, lock: str) -> list[dict[str, Any]] | str:
    """What pip-audit answers of each package of a lock, or why it does not."""
    command = [program, "--require-hashes", "--disable-pip", "--progress-spinner", "off", "-f", "json", "-r", str(ROOT / lock)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=SECONDS, check=False)
        return list(json.loads(done.stdout)["dependencies"])
    except subprocess.TimeoutExpired:
        return f"inget svar på {SECONDS} sekunder"
    except OSError:
        return f"{program} kan inte köras"
    except (ValueError, KeyError, TypeError):
        return (done.stderr.strip().splitlines() or ["inget svar"])[-1][:200]


def summed(told: list[dict[str, Any]]) -> tuple[list[str], int]:
    """Only a package that was looked up counts as tried."""
    tried = [one for one in told if "vulns" in one]
    skipped = sorted(one["name"] for one in told if "vulns" not in one)
    found = [f"{one['name']} {one['version']}: {fault['id']}" for one in tried for fault in one["vulns"]]
    if not tried:
        return [
            f"Sårbarheter: inte prövade. Källan svarar, men känner inget av de {len(told)} paketen; den kan vara en spegel utan sårbarhetsdata."
        ], 0
    lines = [f"Sårbarheter: {len(tried)} av {len(told)} paket prövade, {len(found)} kända sårbarheter.", *found]
    return [*lines, *([f"Inte prövade: {', '.join(skipped)}."] if skipped else [])], len(found)


def main() -> int:
    """Tell both; the code is 1 if anything is to be done."""
    if sys.argv[1:] == ["--skriv"]:
        readme = ROOT / "README.md"
        readme.write_text(with_licences(readme.read_text(encoding="utf-8")), encoding="utf-8")
        return 0
    found = packages()
    lines, many = audited(auditor())
    faults = unfit(found)
    lines += ["", f"Licenser: {len(found)} paket ur {', '.join(LOCKS)}, ur paketens egna uppgifter.", "", table(found)]
    lines += faults or ["Varje licens är bland de godtagna."]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if many or faults else 0


if __name__ == "__main__":
    sys.exit(main())
