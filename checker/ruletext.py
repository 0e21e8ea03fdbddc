"""The rules as `check regler` tells them: text, basis, years and conditions."""

from __future__ import annotations

import difflib

from checker.usage import WrongUsage
from reports.blocks import Column, Entry, Line, Table
from reports.layout import plain, table_lines
from reports.swedish import sentence
from reports.terminal import entry_lines
from rules.catalogue import all_rules
from rules.language import Rule

NEAREST = 5


def every(width: int) -> str:
    """All rules, one row each."""
    rows = tuple((rule.id, rule.title, rule.years) for rule in all_rules())
    return plain(table_lines(Table((Column("Regel"), Column("Lydelse"), Column("År")), rows), width))


def one(wanted: str, width: int) -> str:
    """One rule in full. Raises WrongUsage with the nearest ids when there is none."""
    known = {rule.id: rule for rule in all_rules()}
    if wanted.upper() not in known:
        near = ", ".join(difflib.get_close_matches(wanted.upper(), known, NEAREST, 0.4)) or "inget som liknar det"
        raise WrongUsage(f'det okända regel-id:t "{wanted}"', f"en regels id; närmast ligger {near}", "läs alla med check regler")
    return plain(entry_lines(_entry(known[wanted.upper()]), width))


def _entry(rule: Rule) -> Entry:
    conditions = [Line(" " if at else "Villkor", line) for at, line in enumerate(rule.when)]
    why = [Line("Förklaring", sentence(" ".join(rule.why.split())))] if rule.why else []
    lines = (
        Line("Grund", sentence(rule.basis)),
        Line("År", sentence(rule.years)),
        *why,
        Line("Fas", rule.phase),
        *conditions,
        Line("Slutsats", rule.then),
        Line("Mening", rule.says),
        Line("", f"sha256:{rule.sha256}"),
    )
    return Entry(rule.id, rule.title, lines)
