"""The commands around the annex: write it, verify a file, make keys and sign. Each is flags → work → text → exit code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker import output
from checker.outcome import MET
from checker.usage import WrongUsage
from facts.errors import advice
from reports.formats import WITH_COVER

if TYPE_CHECKING:
    from checker.verify import Check

File = Annotated[Path, typer.Argument(metavar="FIL", help="bilagan som PDF eller HTML, eller rapporten i JSON", show_default=False)]


def annex_format(wanted: str | None, target: Path | None) -> str:
    """The format of an annex: the wanted one, else that of the file's ending, else PDF. Raises WrongUsage for one that is no annex."""
    ending = target.suffix.removeprefix(".").lower() if target else ""
    form = wanted or (ending if ending in WITH_COVER else "pdf")
    if form not in WITH_COVER:
        action = advice(form, WITH_COVER, "välj ett av dem; andra format skrivs med check kor")
        raise WrongUsage(f'formatet "{form}" för bilagan', f"ett av {', '.join(WITH_COVER)}", action)
    return form


def verify(
    file: File,
    facts: Annotated[Path | None, typer.Option("--fakta", metavar="MAPP", help="egna uppgifter att jämföra med, i <organisation>/<år>/")] = None,
    key: Annotated[Path | None, typer.Option("--nyckel", metavar="FIL", help="avsändarens öppna nyckel; prövar underskriften")] = None,
    signature: Annotated[Path | None, typer.Option("--underskrift", metavar="FIL", help="underskriften, om den inte är FIL.sig")] = None,
) -> int:
    """Verify a file."""
    from checker import verdict  # noqa: PLC0415 - the engine and every format
    from checker.envelope import opened  # noqa: PLC0415
    from checker.verify import verify as tried  # noqa: PLC0415

    if signature and not key:
        raise WrongUsage("--underskrift utan --nyckel", "avsändarens öppna nyckel", "lägg till --nyckel FIL")
    carried = opened(file)
    attested = _attested(file, carried.raw, key, signature)
    found = tried(carried, facts, attested)
    output.say(verdict.to_text(found, file.name, output.width()))
    return verdict.exit_code(found)


def _attested(file: Path, raw: bytes, key: Path | None, signature: Path | None) -> Sequence[Check]:
    from checker import signing  # noqa: PLC0415 - an extra

    return () if key is None else (signing.signed(raw, signature or file.with_name(file.name + signing.SUFFIX), key),)


def sign(
    file: File,
    key: Annotated[Path, typer.Option("--nyckel", metavar="FIL", help="den egna privata nyckeln, från check nyckel", show_default=False)],
    target: Annotated[Path | None, typer.Option("-o", metavar="FIL", help="underskriftens fil; annars FIL.sig")] = None,
) -> int:
    """Sign a file that agrees with itself."""
    from checker import signing  # noqa: PLC0415 - an extra
    from checker.envelope import opened  # noqa: PLC0415
    from checker.verify import verify as tried  # noqa: PLC0415

    place = target or file.with_name(file.name + signing.SUFFIX)
    output.refuse_unwritable(place)
    carried = opened(file)
    made = signing.signature_of(carried.raw, key)
    if differences := tried(carried).differences:
        found = f'"{file}", som avviker: {differences[0].told}'
        raise WrongUsage(found, "en fil som stämmer med sina uppgifter", "läs check verifiera, och skriv bilagan på nytt")
    output.write_file(place, made)
    output.say(f"{place}: underskrift av {file.name}\n")
    return MET


def make_key(
    name: Annotated[Path, typer.Option("-o", metavar="NAMN", help="nycklarnas namn: NAMN.pem, som är hemlig, och NAMN.pub.pem", show_default=False)],
) -> int:
    """Make a pair of keys."""
    from checker import signing  # noqa: PLC0415 - an extra

    private, public = signing.make_keys(name)
    output.say(f"{private}: privat nyckel, som bara ägaren kan läsa; lämna den inte ifrån dig\n{public}: öppen nyckel, att lämna till mottagaren\n")
    return MET
