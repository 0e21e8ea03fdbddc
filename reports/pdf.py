"""The annex as PDF: A4 for print and screen readers, declaring PDF/A-3a and PDF/UA-1, with the JSON form and every fact file attached."""

from __future__ import annotations

import datetime as dt
import importlib.resources
import json
import re
from collections.abc import Mapping
from typing import Any, Literal

import typst

from reports.annex import texts
from reports.annex.annex import Annex, annex_of
from reports.annex.cover import Cover, cover_of
from reports.annex.summary import bullets
from reports.printed import closing, economy, goals, opening
from reports.printed.blocks import resolved
from reports.printed.cover import cover_leaf
from reports.printed.glyphs import printable
from reports.report import Report

STANDARDS: list[Literal["a-3a", "ua-1"]] = ["a-3a", "ua-1"]
SHORT = 12
TRACE = re.compile(r"regelsparet-.+-\d{4}\.json")
_LEAVES = (
    opening.summary, opening.rules, opening.sums, goals.goal_table, goals.differences, goals.undecided,
    economy.economy, economy.ties, closing.control, closing.control_figures, closing.findings, closing.basis, closing.signatures,
)  # fmt: skip


def to_pdf(report: Report, member: str | None = None) -> bytes:
    """The whole annex, after a cover page where a member is given by its id; the same report gives the same bytes, dated the day it is as of.

    Raises KeyError for an id that is no member's.
    """
    annex = annex_of(report)
    cover = cover_of(report, member) if member is not None else None
    attached, carried = attachments(report, annex.seal.text)
    return compiled(_document(annex, attached, cover), carried, report.as_of)


def compiled(document: dict[str, Any], carried: dict[str, str], as_of: str) -> bytes:
    """The pages set, with what they carry, dated the day they are as of."""
    day = dt.datetime.fromisoformat(as_of).replace(tzinfo=dt.UTC)
    values = {"annex": json.dumps(printable(document), ensure_ascii=False), **carried}
    return typst.compile(_template(), format="pdf", sys_inputs=values, pdf_standards=[*STANDARDS], ignore_system_fonts=True, timestamp=day)


def attachment_name(path: str) -> str:
    """The name that a fact file is attached under: its path with the folder before a hyphen, for a name in a PDF holds no folder."""
    return path.replace("/", "-")


def trace_name(report: Report) -> str:
    """The name that the JSON form is attached under."""
    return f"regelsparet-{report.organisation_id}-{report.year}.json"


def _template() -> bytes:
    return importlib.resources.files("reports").joinpath("templates", "annex.typ").read_bytes()


def _document(annex: Annex, attached: list[dict[str, str]], cover: Cover | None) -> dict[str, Any]:
    report, digest = annex.report, annex.seal.digest
    first = [cover_leaf(report, cover, bullets(annex))] if cover else []
    return {
        "title": texts.title(report.year) + (f", {cover.name}" if cover else ""),
        "short-title": f"Regelprövning {report.year}",
        "organisation": report.organisation,
        "description": texts.belongs_to(annex.judged, report.year, report.version, report.as_of),
        "keywords": [f"regelspår {report.version}", *([f"medlem: {cover.id}"] if cover else ())],
        "footer": footer(digest),
        "attachments": attached,
        "leaves": resolved([*first, *(leaf(annex) for leaf in _LEAVES)]),
    }


def footer(digest: Mapping[str, str]) -> str:
    """The beginning of each checksum, for every page."""
    short = {part: found.removeprefix("sha256:")[:SHORT] for part, found in digest.items()}
    return f"Uppgifter {short['facts']}… · regler {short['rules']}… · spår {short['trace']}…"


def attachments(report: Report, form: str) -> tuple[list[dict[str, str]], dict[str, str]]:
    """What is attached, the JSON form and each fact file, and the text of each under the key that the template reads it by."""
    trace = {
        "key": "trace", "name": trace_name(report), "relationship": "data", "mime": "application/json",
        "description": "Regelspåret: uppgifter, regler, bedömningar och varje steg",
    }  # fmt: skip
    texts_by_key = {"trace": form}
    attached = [trace]
    for at, path in enumerate(sorted(report.files)):
        texts_by_key[f"file{at}"] = report.files[path].decode()
        name, says = attachment_name(path), f"Faktafil: {path}"
        attached.append({"key": f"file{at}", "name": name, "relationship": "source", "mime": "application/yaml", "description": says})
    return attached, texts_by_key
