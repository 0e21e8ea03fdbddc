"""What the commands around the annex do: verify a file, make keys and sign. Each gives its text and its exit code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from checker import output
from checker.limits import LONGEST_TOLD, within_time
from checker.outcome import MET
from checker.usage import WrongUsage
from facts.errors import advice
from reports.formats import WITH_COVER
from reports.plaintext import visible

if TYPE_CHECKING:
    from checker.verify import Check


def annex_format(wanted: str | None, target: Path | None) -> str:
    """The format of an annex: the wanted one, else that of the file's ending, else PDF. Raises WrongUsage for one that is no annex."""
    ending = target.suffix.removeprefix(".").lower() if target else ""
    form = wanted or (ending if ending in WITH_COVER else "pdf")
    if form not in WITH_COVER:
        action = advice(form, WITH_COVER, "välj ett av dem; andra format skrivs med check kor")
        raise WrongUsage(f'formatet "{form}" för bilagan', f"ett av {', '.join(WITH_COVER)}", action)
    return form


def verify(file: Path, facts: Path | None, notes: Path | None, key: Path | None, signature: Path | None) -> int:
    """Say how a file stands to what it carries, and to local facts and a signature where they are given. Raises WrongUsage for one not ours."""
    from checker import verdict  # noqa: PLC0415 - the engine and every format
    from checker.envelope import opened  # noqa: PLC0415
    from checker.verify import verify as tried  # noqa: PLC0415

    for flag, given, needed, other in (("--underskrift", signature, key, "--nyckel FIL"), ("--noteringar", notes, facts, "--fakta MAPP")):
        if given and not needed:
            raise WrongUsage(f"{flag} utan {other.partition(' ')[0]}", other, f"lägg till {other}")
    with within_time():
        carried = opened(file)
        found = tried(carried, facts, notes, _attested(file, carried.raw, key, signature))
        text = verdict.to_text(found, file.name, output.width())
    output.say(text)
    return verdict.exit_code(found)


def _attested(file: Path, raw: bytes, key: Path | None, signature: Path | None) -> Sequence[Check]:
    from checker import signing  # noqa: PLC0415 - an extra

    return () if key is None else (signing.signed(raw, signature or file.with_name(file.name + signing.SUFFIX), key),)


def sign(file: Path, key: Path, target: Path | None) -> int:
    """Sign a file. Raises WrongUsage for one that does not agree with itself, and for a key that cannot sign."""
    from checker import signing  # noqa: PLC0415 - an extra
    from checker.envelope import opened  # noqa: PLC0415
    from checker.verify import verify as tried  # noqa: PLC0415

    with within_time():
        carried = opened(file)
        place = target or file.with_name(file.name + signing.SUFFIX)
        output.refuse_unwritable(place)
        signing.refuse_taken(place)
        made = signing.signature_of(carried.raw, key)
        found = tried(carried)
    if fault := found.first_difference or next(iter(found.untried), None):
        told = f'"{file}", som inte stämmer eller inte kan prövas helt: {visible(fault.told, LONGEST_TOLD)}'
        raise WrongUsage(told, "en fil som stämmer med sina uppgifter", "läs check verifiera, och skriv bilagan på nytt")
    output.write_file(place, made)
    output.say(f"{place}: underskrift av {file.name}\n")
    return MET


def make_key(name: Path) -> int:
    """Make a pair of keys."""
    from checker import signing  # noqa: PLC0415 - an extra

    private, public = signing.make_keys(name)
    output.say(f"{private}: privat nyckel, som bara ägaren kan läsa; lämna den inte ifrån dig\n{public}: öppen nyckel, att lämna till mottagaren\n")
    return MET
