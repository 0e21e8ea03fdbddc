"""What an importer is given and what it gives; every module of this folder with a `NAME` is one.

An importer has `NAME` (one word), `SAYS` (what it reads, in Swedish), `recognises(path, head)` (whether a file is its kind,
by its name and its first 4,096 bytes) and `read(path, asked)`, which raises BadInput with every mistake that it sees.
It reads and translates; it judges nothing, writes nothing, and looks at nothing but the file and what it was asked.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from facts.errors import BadInput, InputError
from facts.factfile import MadeFile
from facts.notes import NOTES_FILE
from facts.year import Organisation

FILE_NAME = re.compile(r"[a-z0-9_åäö][a-z0-9_åäö-]*\.yaml")
LEDGER_FILE = "bokslut-sie.yaml"  # what the books give; each import of them replaces it whole
KEPT = ("organisation.yaml", NOTES_FILE)  # written by people alone


@dataclass(frozen=True)
class Asked:
    """What the person who imports has said: the organisation, the year (None where the file itself tells it), and other files.

    `accounts` is the mapping from accounts to statement lines (`--konton`). `day` is the last day that a ledger's amounts
    are to hold (`--per`), where that is not the last day that the file reaches.
    """

    organisation: Organisation
    year: int | None = None
    accounts: Path | None = None
    day: dt.date | None = None


@dataclass(frozen=True)
class Imported:
    """What a file held: the year, the fact files to put in its folder by name, and what to tell of the reading.

    A made file replaces the file of that name in the year's folder whole: one that holds other sections than the importer's
    `sections` is not replaced. None is for an importer that makes all there are. `told` are sentences in Swedish
    ("12 okända poster hoppades över: #XYZ 12").
    """

    year: int
    files: Mapping[str, MadeFile]
    told: tuple[str, ...] = ()
    sections: tuple[str, ...] | None = None


class BadImport(BadInput):
    """Mistakes in a file whose rest can be read: `rest` is checked against the year too, so that all mistakes are told at once.

    What could not be read stands in `rest` as something harmless, or as it was written, to be refused at the same place;
    nothing of it is ever written.
    """

    def __init__(self, errors: Iterable[InputError], rest: Imported) -> None:
        super().__init__(errors)
        self.rest = rest
