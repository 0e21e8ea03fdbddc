"""The pre-close check in the JSON form `regelspar/1`: the ordinary form of what is known on the day, with the keys `prognos` and `forkontroll`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from reports.json_form import form
from reports.preclose import PreClose
from reports.seal import Sealed, sealed_form

PARTS = ("standings", "actions", "settled", "remaining", "surveys", "controls", "remarks", "gaps", "outlooks", "margins", "needs")
CARRIED = ("files", "fact_files")  # they are those of the check itself

Fields = dict[str, Any]


def to_json(preclose: PreClose, everything: bool, width: int) -> str:  # noqa: ARG001 - every format is asked alike; the form always tells all
    """The whole check in canonical JSON, on one line without a newline at its end."""
    return sealed_check(preclose).text


def sealed_check(preclose: PreClose) -> Sealed:
    """The check under seal: the checksum of its result covers the forecast and everything that is told beside the ratings."""
    return sealed_form(check_form(preclose))


def check_form(preclose: PreClose) -> Fields:
    """The check as the values of the form, all but `digest`."""
    beside = {"kind": preclose.kind, "as_of": preclose.as_of} | {part: _part(preclose, part) for part in PARTS}
    return {**form(preclose.now), "prognos": _forecast(preclose), "forkontroll": beside}


def _forecast(preclose: PreClose) -> Fields | None:
    """The form of the forecast without the files, which are the same."""
    if preclose.forecast is None:
        return None
    return {key: value for key, value in form(preclose.forecast).items() if key not in CARRIED}


def _part(preclose: PreClose, part: str) -> list[Any]:
    return [one if isinstance(one, str) else asdict(one) for one in getattr(preclose, part)]
