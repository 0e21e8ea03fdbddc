"""All rules, found by folder: every module of `rules.packs` has a tuple RULES. Nothing registers itself.

A rule that is marked is taken only by the runs that ask for its mark: `utkast` where there are drafts, `hittills` where
something is known only to a day before the year's end, `forkontroll` in a check before the books are closed, and
`prognos` where forecasts stand for outcomes.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Set
from functools import cache

from rules import packs
from rules.language import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every declared rule, by id."""
    modules = sorted(info.name for info in pkgutil.iter_modules(packs.__path__))
    found = [rule for name in modules for rule in importlib.import_module(f"rules.packs.{name}").RULES]
    return tuple(sorted(found, key=lambda rule: rule.id))


RUNNING = frozenset({"utkast", "hittills"})
MARKS = RUNNING | {"forkontroll", "prognos"}


def rules_of(year: int, marks: Set[str] = frozenset()) -> tuple[Rule, ...]:
    """The rules that are valid for a year: those of every check, and those with one of the marks."""
    return tuple(rule for rule in all_rules() if rule.valid_in(year) and (not rule.only or rule.only in marks))
