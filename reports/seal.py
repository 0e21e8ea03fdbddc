"""The seal of a report: its JSON form in canonical bytes (RFC 8785), and a checksum over each part that can be altered apart.

Anyone can work the checksums out again from the JSON alone: `digest.facts` is the SHA-256 of the canonical bytes of `facts`,
`rules`, `trace` and `notes` likewise, and `digest.result` that of all else that was judged; `files` is over each fact file's own bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reports.canonical import canonical, checksum, own
from reports.json_form import form
from reports.report import Report

PARTS = ("facts", "rules", "trace", "notes")
CARRIED = ("digest", "files", "fact_files")  # what the checksums stand in, and the files that have their own


@dataclass(frozen=True, slots=True)
class Sealed:
    """The whole JSON form as canonical text, and its checksums by part."""

    text: str
    digest: dict[str, str]


def to_json(report: Report) -> str:
    """The whole report in canonical JSON, on one line without a newline at its end."""
    return sealed(report).text


def sealed(report: Report) -> Sealed:
    """The report under seal."""
    return sealed_form(form(report))


def sealed_form(values: Mapping[str, Any]) -> Sealed:
    """A JSON form under seal; each part is written once and hashed as it stands."""
    written = {key: own(value) for key, value in values.items()}
    digest = _digest(written)
    return Sealed(_object(written | {"digest": own(digest)}).decode(), digest)


def digest_of_form(values: Mapping[str, Any]) -> dict[str, str]:
    """The checksums of a JSON form that was read, worked out again. Raises rfc8785.CanonicalizationError for what has no canonical form."""
    return _digest({key: canonical(value) for key, value in values.items() if key not in CARRIED})


def digest_of(report: Report) -> dict[str, str]:
    """The checksums of a report by part."""
    return sealed(report).digest


def _digest(written: Mapping[str, bytes]) -> dict[str, str]:
    result = {key: part for key, part in written.items() if key not in {*PARTS, *CARRIED}}
    return {key: checksum(written[key]) for key in PARTS if key in written} | {"result": checksum(_object(result))}


def _object(written: Mapping[str, bytes]) -> bytes:
    """An object of parts that are written already; the form's own keys are ASCII, so plain order is the canonical one."""
    return b"{" + b",".join(canonical(key) + b":" + written[key] for key in sorted(written)) + b"}"
