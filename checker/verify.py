"""Verification: the checksums of what a file carries worked out again, the rules run again on its facts, and its pages set again.

Each check tells one thing and finds at most one difference, the first. Nothing is judged here: what the rules give is compared with what stands.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.again import KEY, Again, NotADay, of_day, of_year
from checker.differences import first_difference, same, unlike
from checker.envelope import Carried
from checker.pipeline import run_check
from checker.session import EngineFault, RunFailed
from checker.version import VERSION
from facts.errors import BadInput
from reports.canonical import checksum
from reports.pdf import attachment_name
from reports.seal import digest_of_form
from reports.swedish import DIGEST, number, word

SAME, DIFFERS, UNTRIED = "stämmer", "avviker", "inte prövat"
AGAIN = "Omprövning"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried: its name, how it came out, and what is told of it; for a difference that is the first one."""

    name: str
    outcome: str
    told: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What was tried, in order, and whether the sender is shown by something outside the file."""

    carried: Carried
    checks: tuple[Check, ...]
    is_attested: bool

    @property
    def differences(self) -> tuple[Check, ...]:
        """The checks that found a difference."""
        return tuple(check for check in self.checks if check.outcome == DIFFERS)

    @property
    def first_difference(self) -> Check | None:
        """The difference that names most: the fact, the rule or the rating where the rules give another, else the first one."""
        return next((check for check in self.differences if check.name == AGAIN), None) or next(iter(self.differences), None)

    @property
    def untried(self) -> tuple[Check, ...]:
        """The checks that could not be made."""
        return tuple(check for check in self.checks if check.outcome == UNTRIED)


def verify(carried: Carried, facts: Path | None = None, notes: Path | None = None, attested: Sequence[Check] = ()) -> Verification:
    """Try a file; `facts` and `notes` are local ones to hold it against, `attested` what a signature has shown.

    Raises BadInput for local facts or notes with mistakes.
    """
    again, ran = _run_again(carried)
    local = [_local(carried, facts, notes)] if facts else []
    checks = [_checksums(carried), _fact_files(carried), ran, _pages(carried, again), *local, *attested]
    shown = any(check.outcome == SAME for check in (*local, *attested))
    return Verification(carried, tuple(checks), shown)


# --- checksums ------------------------------------------------------------------------------------------------------


def _checksums(carried: Carried) -> Check:
    found, declared = digest_of_form(carried.values), carried.form.digest
    name = "Kontrollsummor"
    for part in (*declared, *found):
        if declared.get(part) != found.get(part):
            told = f"{word(DIGEST, part)}: filen anger {_short(declared.get(part))}, innehållet ger {_short(found.get(part))}"
            return Check(name, DIFFERS, told)
    if not carried.is_canonical:
        return Check(name, DIFFERS, "JSON-formen är omskriven: samma värden, men inte i den kanoniska formen (RFC 8785)")
    return Check(name, SAME, ", ".join(word(DIGEST, part) for part in declared))


def _short(value: str | None) -> str:
    return "ingen" if value is None else value[:19] + "…"


def _fact_files(carried: Carried) -> Check:
    name, form = "Faktafiler", carried.form
    for path in sorted({*form.files, *form.fact_files}):
        text, declared = form.fact_files.get(path), form.files.get(path)
        if text is None or declared != checksum(text.encode()):
            return Check(name, DIFFERS, f"{path}: filens innehåll har inte den kontrollsumma som anges")
    if carried.kind == "pdf":
        expected = {attachment_name(path): text.encode() for path, text in form.fact_files.items()}
        for path in sorted({*expected, *carried.attached}):
            if expected.get(path) != carried.attached.get(path):
                return Check(name, DIFFERS, f"{path}: den bilagda filen är inte den som regelspåret gjordes ur")
    return Check(name, SAME, f"{number(str(len(form.fact_files)))} filer")


# --- the rules, run again -------------------------------------------------------------------------------------------


def _run_again(carried: Carried) -> tuple[Again | None, Check]:
    name = AGAIN
    with tempfile.TemporaryDirectory(prefix="regelspar-") as place:
        lay_out(carried, Path(place))
        try:
            again = _again(Path(place), carried)
        except BadInput as error:
            return None, Check(name, DIFFERS, f"de inbäddade uppgifterna kan inte läsas: {error.errors[0]}")
        except EngineFault:
            raise  # it is the engine that broke, which says nothing of the file
        except RunFailed as error:
            return None, Check(name, DIFFERS, f"de inbäddade uppgifterna kan inte prövas: {error}")
        except NotADay as error:
            return None, Check(name, DIFFERS, f"filen anger en dag som inte kan prövas: {error}")
    return again, _compared(name, carried, again.form)


def _again(root: Path, carried: Carried, notes: Path | None = None) -> Again:
    """The same check on facts: of the year, or of the day that the file is of."""
    form = carried.form
    if KEY in carried.values:
        return of_day(root, form.organisation.id, form.year, carried.values[KEY])
    return of_year(run_check(root, form.organisation.id, form.year, notes))


def lay_out(carried: Carried, place: Path) -> None:
    """The fact files in a folder of their own; the envelope has let no path through that leads out of it."""
    for path, text in carried.form.fact_files.items():
        file = place / carried.form.organisation.id / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())


def _compared(name: str, carried: Carried, again: Mapping[str, Any]) -> Check:
    other = "" if carried.form.version == VERSION else _other_version(carried, again)
    if difference := first_difference(carried.values, again, without=_of_version(carried)):
        return Check(name, DIFFERS, f"{difference}{other}")
    ratings, ties = number(str(len(carried.form.ratings))), number(str(len(again["ties"])))
    told = f"{ratings} bedömningar och {ties} avstämningar blir desamma{other}"
    return Check(name, UNTRIED if other and not same(carried.form.rules, again["rules"]) else SAME, told)


def _of_version(carried: Carried) -> frozenset[str]:
    """What may be another in a file of another version: the version itself, and the rules, which are then told apart."""
    return frozenset() if carried.form.version == VERSION else frozenset({"version", "rules"})


def _other_version(carried: Carried, again: Mapping[str, Any]) -> str:
    changed = next(unlike(carried.form.rules, again["rules"]), None)
    rules = f'reglerna är andra, först "{changed}", och kan inte prövas' if changed else "reglerna är desamma"
    return f". Filen är gjord med Regelspår {carried.form.version} och omprövad med {VERSION}; {rules}"


# --- the pages, set again -------------------------------------------------------------------------------------------


def _pages(carried: Carried, again: Again | None) -> Check:
    name = "Filens sidor" if carried.kind != "json" else "Filens form"
    if again and carried.kind == "json" and carried.form.version != VERSION:
        return Check(name, SAME if carried.is_canonical else DIFFERS, "formen är den kanoniska")
    if again is None or carried.form.version != VERSION:
        why = "uppgifterna kan inte prövas" if again is None else f"filen är skriven av Regelspår {carried.form.version}, det här är {VERSION}"
        return Check(name, UNTRIED, why)
    if carried.member and carried.member not in again.members:
        return Check(name, DIFFERS, f'följebladet gäller "{carried.member}", som inte är en medlem bland uppgifterna')
    ways = again.written(carried.kind, carried.member)
    made = next(ways)
    if carried.raw in (made, *ways):
        return Check(name, SAME, "filen är byte för byte den som uppgifterna ger")
    if made and carried.raw.startswith(made):
        many = number(str(len(carried.raw) - len(made)))
        return Check(name, DIFFERS, f"filen har fått ett tillägg på {many} byte efter att den skrevs, till exempel en elektronisk underskrift")
    at = next((place for place, pair in enumerate(zip(made, carried.raw, strict=False)) if pair[0] != pair[1]), min(len(made), len(carried.raw)))
    return Check(name, DIFFERS, f"filen är en annan än den som uppgifterna ger, från byte {number(str(at + 1))}")


# --- local facts ----------------------------------------------------------------------------------------------------


_NOTES_APART = ". Noteringar i en egen fil jämförs med --noteringar FIL"


def _local(carried: Carried, root: Path, notes: Path | None) -> Check:
    name, form = "Lokala uppgifter", carried.form
    values = _again(root, carried, notes).form
    beside = {*_of_version(carried), "files"}
    if difference := first_difference(carried.values, values, str(root), beside):
        of_notes = difference != first_difference(carried.values, values, str(root), {*beside, "notes"})
        return Check(name, DIFFERS, f"{difference}{_NOTES_APART}" if of_notes and not notes and KEY not in carried.values else difference)
    also = _other_file(form.files, values["files"], root)
    return Check(name, SAME, f"samma {number(str(len(form.facts)))} uppgifter i {root}{also}")


def _other_file(mine: Mapping[str, str], theirs: Mapping[str, str], root: Path) -> str:
    """The first file that differs where the facts do not: one written another way, or one that holds no facts."""
    path = next(unlike(mine, theirs), None)
    if path is None:
        return ""
    if path in mine and path in theirs:
        return f"; {path} är skriven på annat sätt, med samma uppgifter"
    return f"; {path} finns bara i {'filen' if path in mine else root}"
