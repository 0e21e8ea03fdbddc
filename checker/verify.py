"""Verification: the checksums of what a file carries worked out again, the rules run again on its facts, and its pages set again.

Each check tells one thing and finds at most one difference, the first. Nothing is judged here: what the rules give is compared with what stands.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.engine import RunFailed
from checker.envelope import Carried
from checker.pipeline import run_check
from checker.version import VERSION
from facts.errors import BadInput
from reports.canonical import checksum
from reports.facttext import fact_text
from reports.formats import written
from reports.json_form import form as form_of
from reports.pdf import attachment_name
from reports.report import Report
from reports.seal import digest_of_form
from reports.swedish import DIGEST, number, word

SAME, DIFFERS, UNTRIED = "stämmer", "avviker", "inte prövat"

# The parts of the form in the order in which a difference is looked for, with the word for one of each and the key it is known by.
_PARTS = (
    ("facts", "uppgiften", ""), ("rules", "regeln", ""), ("ratings", "bedömningen", "id"), ("ties", "avstämningen", "id"),
    ("findings", "iakttagelsen", "id"), ("missing", "frågan om", "fact"), ("trace", "steg", "step"),
)  # fmt: skip
_UNTRIED_KEYS = frozenset({"version", "digest", "files", "fact_files"})


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


def verify(carried: Carried, facts: Path | None = None, attested: Sequence[Check] = ()) -> Verification:
    """Try a file; `facts` are local ones to hold it against, `attested` what a signature has shown. Raises BadInput for local facts with mistakes."""
    again, ran = _run_again(carried)
    local = [_local(carried, facts)] if facts else []
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


def _run_again(carried: Carried) -> tuple[Report | None, Check]:
    name = "Omprövning"
    with tempfile.TemporaryDirectory(prefix="regelspar-") as place:
        _lay_out(carried, Path(place))
        try:
            report = run_check(Path(place), carried.form.organisation.id, carried.form.year)
        except BadInput as error:
            return None, Check(name, DIFFERS, f"de inbäddade uppgifterna kan inte läsas: {error.errors[0]}")
        except RunFailed as error:
            return None, Check(name, DIFFERS, f"de inbäddade uppgifterna kan inte prövas: {error}")
    return report, _compared(name, carried, form_of(report))


def _lay_out(carried: Carried, place: Path) -> None:
    """The fact files in a folder of their own; the envelope has let no path through that leads out of it."""
    for path, text in carried.form.fact_files.items():
        file = place / carried.form.organisation.id / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())


def _compared(name: str, carried: Carried, again: Mapping[str, Any]) -> Check:
    difference = first_difference(carried.values, again)
    ruled = "" if carried.form.version == VERSION else _other_version(carried, again)
    if difference:
        return Check(name, DIFFERS, f"{difference}{ruled}")
    ratings, ties = number(str(len(carried.form.ratings))), number(str(len(again["ties"])))
    return Check(name, SAME, f"{ratings} bedömningar och {ties} avstämningar blir desamma{ruled}")


def _other_version(carried: Carried, again: Mapping[str, Any]) -> str:
    changed = next(_unlike(carried.form.rules, again["rules"]), None)
    rules = f'reglerna är andra, först "{changed}"' if changed else "reglerna är desamma"
    return f". Filen är gjord med Regelspår {carried.form.version} och omprövad med {VERSION}; {rules}"


def first_difference(one: Mapping[str, Any], other: Mapping[str, Any]) -> str | None:
    """The first difference between a form and the form that the rules give again, in words; None where they agree.

    Between two versions of the program the rules themselves are not compared: that they differ is told apart.
    """
    same_version = one.get("version") == other.get("version")
    for part, noun, key in _PARTS:
        if part != "rules" or same_version:
            mine, theirs = _by_key(one.get(part), key), _by_key(other.get(part), key)
            for found in _unlike(mine, theirs):
                return f"{noun} {found}: {_fields(mine.get(found), theirs.get(found))}"
    rest = ({*one, *other} - {part for part, _, _ in _PARTS}) - _UNTRIED_KEYS
    return next((f'fältet "{key}" är ett annat' for key in sorted(rest) if one.get(key) != other.get(key)), None)


def _by_key(part: Any, key: str) -> dict[str, Any]:
    if isinstance(part, dict):
        return part
    rows = part if isinstance(part, list) else []
    return {str(row.get(key)) if isinstance(row, dict) else str(at): row for at, row in enumerate(rows)} | {"antal": len(rows)}


def _unlike(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[str]:
    return (key for key in dict.fromkeys([*one, *other]) if one.get(key) != other.get(key))


_FIELDS = {
    "rating": "bedömningen", "possible": "möjliga utfall", "claimed": "påståendet", "verdict": "omdömet", "because": "meningen", "says": "meningen",
    "title": "titeln", "status": "utfallet", "left": "vänster sida", "right": "höger sida", "difference": "skillnaden", "text": "texten",
    "evidence": "belägget", "reason": "skälet", "source": "källan", "trace": "stegen", "rule": "regeln",
    "sha256": "kontrollsumman", "basis": "grunden",
}  # fmt: skip


def _fields(one: Any, other: Any, there: str = "omprövningen") -> str:
    """What two values of one thing say where they differ: in the file, and there. A fact is told in its own words, if they differ."""
    if one is None or other is None:
        return f"finns inte i {there if other is None else 'filen'}"
    if isinstance(one, dict) and isinstance(other, dict):
        field = next(_unlike(one, other))
        if "kind" in other and (mine := _in_words(one)) != (theirs := _in_words(other)):
            return f"{_told(mine)} i filen och {_told(theirs)} i {there}"
        return f"{_FIELDS.get(field, field)} är {_told(one.get(field))} i filen och {_told(other.get(field))} i {there}"
    return f"{_told(one)} i filen och {_told(other)} i {there}"


def _in_words(fact: Mapping[str, Any]) -> str:
    """A fact as people read it; one that was altered may lack what makes it readable."""
    try:
        return fact_text(fact)
    except (KeyError, TypeError):
        return str(dict(fact))


def _told(value: Any) -> str:
    text = " ".join(str(value).split())
    return f'"{text}"' if len(text) <= 80 else f'"{text[:79]}…"'  # noqa: PLR2004 - as wide as a line


# --- the pages, set again -------------------------------------------------------------------------------------------


def _pages(carried: Carried, again: Report | None) -> Check:
    name = "Filens sidor" if carried.kind != "json" else "Filens form"
    if again is None or carried.form.version != VERSION:
        why = "uppgifterna kan inte prövas" if again is None else f"filen är skriven av Regelspår {carried.form.version}, det här är {VERSION}"
        return Check(name, UNTRIED, why)
    if carried.member and carried.member not in {member.id for member in again.members}:
        return Check(name, DIFFERS, f'följebladet gäller "{carried.member}", som inte är en medlem bland uppgifterna')
    made = _written(carried, again)
    if made == carried.raw:
        return Check(name, SAME, "filen är byte för byte den som uppgifterna ger")
    if made and carried.raw.startswith(made):
        many = number(str(len(carried.raw) - len(made)))
        return Check(name, DIFFERS, f"filen har fått ett tillägg på {many} byte efter att den skrevs, till exempel en elektronisk underskrift")
    at = next((place for place, pair in enumerate(zip(made, carried.raw, strict=False)) if pair[0] != pair[1]), min(len(made), len(carried.raw)))
    return Check(name, DIFFERS, f"filen är en annan än den som uppgifterna ger, från byte {number(str(at + 1))}")


def _written(carried: Carried, again: Report) -> bytes:
    made = written(again, carried.kind, everything=False, width=80, member=carried.member)
    return made.encode() if isinstance(made, str) else made


# --- local facts ----------------------------------------------------------------------------------------------------


def _local(carried: Carried, root: Path) -> Check:
    name, form = "Lokala uppgifter", carried.form
    values = form_of(run_check(root, form.organisation.id, form.year))
    for fact in _unlike(form.facts, values["facts"]):
        return Check(name, DIFFERS, f"uppgiften {fact}: {_fields(form.facts.get(fact), values['facts'].get(fact), str(root))}")
    also = _other_file(form.files, values["files"], root)
    return Check(name, SAME, f"samma {number(str(len(form.facts)))} uppgifter i {root}{also}")


def _other_file(mine: Mapping[str, str], theirs: Mapping[str, str], root: Path) -> str:
    """The first file that differs where the facts do not: one written another way, or one that holds no facts."""
    path = next(_unlike(mine, theirs), None)
    if path is None:
        return ""
    if path in mine and path in theirs:
        return f"; {path} är skriven på annat sätt, med samma uppgifter"
    return f"; {path} finns bara i {'filen' if path in mine else root}"
