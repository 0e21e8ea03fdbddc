"""What a file carries with it: the JSON form and the fact files, taken out of PDF, HTML or JSON within fixed limits.

Nothing in the file is believed here and nothing of it is written anywhere: a file that is not one of ours, is damaged or
claims more than the limits is refused with what was found, what was expected and what to do.
"""

from __future__ import annotations

import io
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import rfc8785
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from checker.limits import little_memory, refused
from checker.usage import WrongUsage, cause
from reports.canonical import canonical
from reports.html_form import BLOCK, inert
from reports.json_form import SCHEMA
from reports.pdf import TRACE

LARGEST_FILE = 50_000_000
LARGEST_PART = 25_000_000
MOST_PARTS = 200
LONGEST_NAME = 100

_FACT_FILE = re.compile(r"organisation\.yaml|[12]\d{3}/[^./\\][^/\\]*\.yaml")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_MEMBER_IN_HTML = re.compile(rb'<meta name="regelspar-medlem" content="([^"<>]{1,100})">')
_MEMBER_IN_PDF = re.compile(r"medlem: ([^,]{1,100})")


class _Organisation(BaseModel):
    id: str = Field(pattern=r"^[a-z0-9_-][a-z0-9_.-]*$", max_length=LONGEST_NAME)
    name: str


class Form(BaseModel):
    """The parts of the JSON form that must be there before anything can be compared; the rest is compared as it stands."""

    model_config = ConfigDict(extra="allow", strict=True)

    organisation: _Organisation
    year: int = Field(ge=1992, le=2200)
    version: str
    facts: dict[str, Any]
    rules: dict[str, Any]
    trace: list[dict[str, Any]]
    ratings: list[dict[str, Any]]
    digest: dict[str, str]
    files: dict[str, str]
    fact_files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Carried:
    """A file of ours: its kind and bytes, the JSON form as written and as values, what is attached beside it, and the member of its cover page.

    `is_canonical` tells whether the form stands in its one way of writing.
    """

    kind: str
    raw: bytes
    written: bytes
    values: dict[str, Any]
    is_canonical: bool
    form: Form
    attached: dict[str, bytes]
    member: str | None = None


def opened(file: Path) -> Carried:
    """What the file carries. Raises WrongUsage for a file that cannot be read, is not one of ours, is damaged or exceeds a limit."""
    raw = _read(file)
    if raw.startswith(b"%PDF-"):
        return _from_pdf(raw)
    if raw.startswith(b"<!DOCTYPE html"):
        return _from_html(raw)
    if raw.startswith(b"{"):
        return _carried("json", raw, raw, {}, None)
    raise refused("en fil som varken är PDF, HTML eller JSON", "en bilaga eller en rapport som Regelspår har skrivit")


def _read(file: Path) -> bytes:
    try:
        if not file.is_file():
            raise WrongUsage(f'ingen fil "{file}"', "en bilaga (PDF eller HTML) eller en rapport i JSON", "rätta sökvägen")
        if (size := file.stat().st_size) > LARGEST_FILE:
            raise refused(f"en fil på {size} byte", f"högst {LARGEST_FILE} byte")
        with file.open("rb") as stream:
            return stream.read(LARGEST_FILE + 1)[:LARGEST_FILE]
    except OSError as error:
        raise WrongUsage(f'filen "{file}", som inte kan läsas ({cause(error)})', "en läsbar fil", "kontrollera filens rättigheter") from None


def _carried(kind: str, raw: bytes, written: bytes, attached: dict[str, bytes], member: str | None) -> Carried:
    if len(written) > LARGEST_PART:
        raise refused(f"en JSON-form på {len(written)} byte", f"högst {LARGEST_PART} byte")
    values, one_way = _values(written)
    try:
        form = Form.model_validate(values)
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        raise refused(f'en JSON-form där "{where[:60]}" saknas eller är av annat slag', f"formen {SCHEMA}, med faktafilerna i") from None
    _refuse_paths(form.fact_files)
    only = inert(one_way.decode()).encode() if kind == "html" else one_way
    return Carried(kind, raw, written, values, written == only, form, attached, member)


def _values(written: bytes) -> tuple[dict[str, Any], bytes]:
    """The form, and its one canonical way of writing."""
    try:
        values = json.loads(written.decode(), parse_constant=_no_constant)
        if isinstance(values, dict) and values.get("schema") == SCHEMA:
            return values, canonical(values)
    except RecursionError:
        raise refused("en JSON-form med för många nivåer", f"formen {SCHEMA}") from None
    except (ValueError, rfc8785.CanonicalizationError):
        raise refused("en skadad JSON-form", f"formen {SCHEMA}") from None
    raise refused("JSON som inte är regelspårets form", f"formen {SCHEMA}")


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _refuse_paths(files: dict[str, str]) -> None:
    if len(files) > MOST_PARTS:
        raise refused(f"{len(files)} faktafiler", f"högst {MOST_PARTS}")
    for path in files:
        if not _FACT_FILE.fullmatch(path) or _CONTROL.search(path) or len(path.encode()) > 2 * LONGEST_NAME:
            raise refused(f'faktafilen "{path[:60]}"', "organisation.yaml eller <år>/<namn>.yaml, inom organisationens mapp")


# --- HTML -----------------------------------------------------------------------------------------------------------


def _from_html(raw: bytes) -> Carried:
    before, found, after = raw.partition(BLOCK.encode())
    block, ended, rest = after.partition(b"</script>")
    if not found or not ended or BLOCK.encode() in rest:
        raise refused("en HTML-fil utan regelspår, eller med flera", "bilagan som Regelspår har skrivit, med regelspåret i")
    member = _MEMBER_IN_HTML.search(before)
    return _carried("html", raw, block, {}, member[1].decode(errors="replace") if member else None)


# --- PDF ------------------------------------------------------------------------------------------------------------


def _from_pdf(raw: bytes) -> Carried:
    import pikepdf  # noqa: PLC0415 - only a PDF needs it

    try:
        with little_memory(), pikepdf.open(io.BytesIO(raw), attempt_recovery=False, suppress_warnings=True) as document:
            attached = dict(_attached(document))
            member = _MEMBER_IN_PDF.search(str(document.docinfo.get("/Keywords", "")))
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, AttributeError, KeyError, zlib.error):
        raise refused("en PDF-fil som inte kan läsas", "en hel PDF-fil") from None
    except (MemoryError, RecursionError):
        raise refused("en PDF-fil som tar mer minne än den får", "en bilaga som Regelspår har skrivit") from None
    traces = [name for name in attached if TRACE.fullmatch(name)]
    if len(traces) != 1:
        raise refused(f"en PDF-fil med {len(traces)} bilagda regelspår", "en, bilagd när Regelspår skrev filen")
    return _carried("pdf", raw, attached.pop(traces[0]), attached, member[1] if member else None)


def _attached(document: Any) -> Iterator[tuple[str, bytes]]:
    room = LARGEST_FILE
    for count, (name, told) in enumerate(document.attachments.items()):
        if count >= MOST_PARTS:
            raise refused(f"fler än {MOST_PARTS} bilagda filer", f"högst {MOST_PARTS}")
        if "/" in name or "\\" in name or name in {".", ".."} or _CONTROL.search(name):
            raise refused(f'en sökväg som namn på en bilagd fil: "{_CONTROL.sub("?", name)[:60]}"', "ett filnamn utan mapp")
        part = _inflated(told.get_file().obj, min(room, LARGEST_PART))
        room -= len(part)
        yield name, part


def _inflated(stream: Any, most: int) -> bytes:
    """The bytes of a stream, unpacked no further than `most` bytes."""
    packed: bytes = stream.read_raw_bytes()
    filters = stream.get("/Filter")
    if filters is None:
        found = packed
    elif str(filters) == "/FlateDecode":
        found = zlib.decompressobj().decompress(packed, most + 1)
    else:
        raise refused(f"en bilagd fil packad med {str(filters)[:40]}", "FlateDecode")
    if len(found) > most:
        raise refused("en bilagd fil som är för stor", f"högst {LARGEST_PART} byte, och {LARGEST_FILE} tillsammans")
    return found
