"""All sheets of the workbook in their order, and the words that its drop-downs offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from facts.accounts import Role
from facts.control import FREQUENCIES
from facts.importers.workbook import layout_accounts as accounts
from facts.importers.workbook import layout_control as control
from facts.importers.workbook import layout_goals as goals
from facts.importers.workbook.columns import Sheet
from facts.importers.workbook.layout_tables import ACCOUNTS, BUDGET, TableSheet
from facts.year import Organisation

FORM = "1"
GUIDE, LISTS = "Läs mig", "Listor"
FILES = "Filer"
YES_NO = "Ja och nej"
ORGANISATION, YEAR, FORM_WORD = "Organisation", "År", "Arbetsbokens form"
UNITS = ("tkr", "kr", "mnkr", "%", "procentenheter", "st", "åa")


@dataclass(frozen=True)
class Layout:
    """The sheets of an organisation's workbook, and the lists that its drop-downs are taken from, by name."""

    sheets: tuple[Sheet | TableSheet, ...]
    lists: Mapping[str, tuple[str, ...]]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all sheets, also those without facts."""
        return (GUIDE, *(sheet.name for sheet in self.sheets), LISTS)

    @property
    def of_rows(self) -> tuple[Sheet, ...]:
        """The sheets with a fact on each row."""
        return tuple(sheet for sheet in self.sheets if isinstance(sheet, Sheet))


def layout(organisation: Organisation, files: tuple[str, ...] = ()) -> Layout:
    """The layout for an organisation; `files` are the names of the year's files."""
    return Layout(_sheets(organisation), _lists(organisation, files))


def _sheets(organisation: Organisation) -> tuple[Sheet | TableSheet, ...]:
    return (
        goals.GOALS, goals.CRITERIA, goals.OUTCOMES, ACCOUNTS, BUDGET, control.AREAS, control.MOMENTS, control.DEVIATIONS,
        control.LOG, control.DECISIONS, accounts.TIES, goals.FOLLOW_UPS, goals.CLAIMS, goals.COUNT_CLAIMS, goals.STATEMENTS,
        goals.FORECASTS, goals.MEASUREMENTS, control.CALENDAR, accounts.TEXT_FIGURES,
        accounts.contributions(organisation.members), accounts.CARRY_OVERS, accounts.OTHER,
    )  # fmt: skip


def _lists(organisation: Organisation, files: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {
        FILES: files,
        "Enheter": tuple(organisation.units),
        "Redovisningsenheter": tuple(organisation.accounting_units),
        "Måttenheter": UNITS,
        "Frekvenser": tuple(FREQUENCIES),
        "Roller": get_args(Role),
        YES_NO: ("ja", "nej"),
    }
