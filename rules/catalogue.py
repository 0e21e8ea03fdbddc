"""All rules, found by folder: every module of `rules.packs` has a tuple RULES. Nothing registers itself."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from rules import packs
from rules.language import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every declared rule, by id."""
    modules = sorted(info.name for info in pkgutil.iter_modules(packs.__path__))
    found = [rule for name in modules for rule in importlib.import_module(f"rules.packs.{name}").RULES]
    return tuple(sorted(found, key=lambda rule: rule.id))


def rules_of(year: int) -> tuple[Rule, ...]:
    """The rules that are valid for a year."""
    return tuple(rule for rule in all_rules() if rule.valid_in(year))
