"""The checksums that seal a report: over its facts, its rules and its trace, each as canonical JSON."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from reports.notes import notes_form
from reports.report import Report


def sha256_of(value: Any) -> str:
    """The checksum of a value's canonical JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def digest_of(report: Report) -> dict[str, str]:
    """The checksums of facts, rules and trace; of the auditors' notes too, where there are any."""
    trace = [[step.step, step.phase, step.rule, step.because, step.therefore, step.says] for step in report.trace]
    sealed = {"facts": sha256_of(dict(report.facts)), "rules": sha256_of({rule.id: rule.sha256 for rule in report.rules}), "trace": sha256_of(trace)}
    return sealed | notes_digest(report)


def notes_digest(report: Report) -> dict[str, str]:
    """The checksum of the auditors' notes, a part of its own that no other part depends on; nothing where there are none."""
    return {"notes": sha256_of(notes_form(report))} if report.notes else {}
