"""What would change a rating as JSON, `regelspar-om/1`: keys and codes in ASCII, texts in Swedish, numbers as text in their printed unit."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from reports.canonical import canonical
from reports.report import Report
from reports.whatif import Altered, Sensitivity, WhatIf
from reports.whatifwords import change

SCHEMA = "regelspar-om/1"

Fields = dict[str, Any]


def nearest_json(organisation: tuple[str, str], year: int, rows: tuple[Sensitivity, ...]) -> str:
    """Every rating with its nearest changes, on one line."""
    return _text({**_head(*organisation, year), "ratings": [_row(row) for row in rows]})


def set_json(run: WhatIf) -> str:
    """The settings and all that they altered, on one line."""
    report: Report = run.after
    parts = ("ratings", "kept", "verdicts", "ties", "came", "went")
    form = {**_head(report.organisation_id, report.organisation, report.year), "set": [_plain(asdict(one)) for one in run.settings]}
    return _text(form | {part: [_altered(one) for one in getattr(run, part)] for part in parts})


def _text(form: Fields) -> str:
    return canonical(form).decode() + "\n"


def _head(organisation: str, name: str, year: int) -> Fields:
    return {"schema": SCHEMA, "organisation": {"id": organisation, "name": name}, "year": year}


def _row(row: Sensitivity) -> Fields:
    told = _plain(asdict(row))
    for move, one in zip(told["moves"], row.moves, strict=True):
        move["says"] = change(one.change)
    return dict(told)


def _altered(one: Altered) -> Fields:
    steps = [
        {"phase": step.phase, "rule": step.rule, "because": dict(step.because), "therefore": step.therefore, "says": step.says} for step in one.steps
    ]
    return {**{name: value for name, value in _plain(asdict(one)).items() if name != "steps"}, "trace": steps}


def _plain(value: Any) -> Any:
    """The value as JSON has it: tuples are lists."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, tuple | list) else value
