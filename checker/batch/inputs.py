"""What a check may read, and the digest of it: the same digest, the same result.

A check of a year reads organisation.yaml, the year's own files, those of the years before in the balanskrav ledger, and those of any
year that one of these files names after `jämförelsetal_ur`. Whether a file names one is seen in its bytes; where escapes could hide it,
every year is taken.
"""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from checker.batch.job import PLACE, Carried
from facts.errors import BadInput, InputError
from facts.law import constant
from facts.loading import ORGANISATION, available_years
from facts.misnamed import overlooked
from facts.unfinished import MARK
from facts.yamltree import SIZE_LIMIT

_NAMES_YEARS = re.compile(rb"relsetal_ur|\\")  # the end of jämförelsetal_ur, however its ä and ö are coded, or an escape that may hide it
_LINK = ("en länk som leder ut ur mappen med uppgifter", "en fil eller mapp i den", "ersätt länken med det som den leder till")


@dataclass(frozen=True)
class _File:
    """A file as a check meets it: what stands for its bytes in a digest, and the years whose tables it may ask for."""

    digest: str
    years: frozenset[int]


@dataclass(frozen=True)
class Inputs:
    """The files in the organisation's folder that a year's check may read, each with what stands for its bytes, and the digest over all."""

    names: Mapping[str, str] = field(repr=False)
    digest: str


class OrganisationInputs:
    """The files of one organisation, each read once however many years' checks may read it."""

    def __init__(self, root: Path, organisation: str) -> None:
        self.organisation = organisation
        self._root, self._folder = root.resolve(), root / organisation
        self._seen: dict[str, _File] = {}
        self.years = sorted(set(available_years(self._folder)))  # 2020 and 02020 are one year

    def of(self, year: int, program: str) -> Inputs:
        """What the check of the year may read. Raises BadInput for a link that leads out of the facts folder."""
        read = [other for other in self.years if _first(year) <= other <= year]
        names = [ORGANISATION, *(name for other in read for name in self._names(other))]
        asked = set().union(*(self._file(name).years for name in names)) - set(read)
        names = sorted({*names, *(name for other in asked for name in self._names(other))})
        told = [program, self.organisation, f"{year}", f"{self.years}", *(f"{name}\0{self._file(name).digest}" for name in names)]
        whole = hashlib.sha256("\0".join(told).encode("utf-8", "surrogateescape"))
        return Inputs({name: self._file(name).digest for name in names}, f"sha256:{whole.hexdigest()}")

    def carried(self, names: Iterable[str]) -> dict[str, Carried]:
        """The files with what they hold, for a check on another machine, and a sign for each year that there are facts of."""
        signs: dict[str, Carried] = {f"{year}/{PLACE}": b"" for year in self.years}
        return signs | {name: _held(self._folder / name) for name in sorted(names)}

    def _names(self, year: int) -> Iterator[str]:
        place = self._folder / str(year)
        self._refuse_leading_out(place, str(year))
        mark = place / MARK
        found = [*place.glob("*.yaml"), *([mark] if mark.is_symlink() or mark.exists() else []), *overlooked(place)]
        yield from sorted(f"{year}/{path.relative_to(place).as_posix()}" for path in found)

    def _file(self, name: str) -> _File:
        if name not in self._seen:
            path = self._folder / name
            self._refuse_leading_out(path, name)
            self._seen[name] = self._looked_at(_held(path))
        return self._seen[name]

    def _looked_at(self, held: Carried) -> _File:
        if not isinstance(held, bytes):
            return _File(f"{held}", frozenset())  # refused by its size, or because it cannot be read
        found = {hit[0] for hit in _NAMES_YEARS.finditer(held)}
        every = self.years if b"\\" in found else [year for year in self.years if found and str(year).encode() in held]
        return _File(hashlib.sha256(held).hexdigest(), frozenset(every))

    def _refuse_leading_out(self, path: Path, name: str) -> None:
        if not path.resolve().is_relative_to(self._root):
            raise BadInput([InputError(name, 0, 0, *_LINK)])


def _first(year: int) -> int:
    """The first year whose accounts the ledger may read."""
    try:
        return year - constant("aterstallningstid", year).value - 1
    except LookupError:
        return 0


def _held(path: Path) -> Carried:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            return None
        return found.st_size if found.st_size > SIZE_LIMIT else path.read_bytes()
    except OSError:
        return None
