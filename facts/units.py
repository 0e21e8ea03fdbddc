"""Printed units: which measure the same kind of thing, and how one converts to the kind's base unit, exactly."""

from __future__ import annotations

from decimal import Decimal

MONEY = {"kr": Decimal(1), "tkr": Decimal(1000), "mnkr": Decimal(1_000_000), "mkr": Decimal(1_000_000)}
ROUNDED = {"pengar", "%", "procentenheter", "åa"}


def unit_class(unit: str) -> str:
    """The kind of thing a unit measures: "pengar" for kr, tkr, mnkr and mkr, else the unit itself."""
    return "pengar" if unit in MONEY else unit


def in_base(value: Decimal, unit: str) -> Decimal:
    """The value in the base unit of its kind: kronor for money, unchanged for all else."""
    return value * MONEY.get(unit, Decimal(1))


def _exponent(value: Decimal) -> int:
    return int(value.as_tuple().exponent)  # a fact's number is finite: the reader refuses all else


def printed_step(value: Decimal, unit: str) -> Decimal:
    """One unit in the last printed digit, in the base unit: 9 784 tkr → 1000 kr, 42,20 åa → 0,01."""
    return in_base(Decimal(1).scaleb(min(_exponent(value), 0)), unit)


def last_significant_step(value: Decimal) -> Decimal:
    """One unit in the last significant digit: 3000 → 1000, 2,2 → 0,1, 15 → 1. Zero has step one."""
    return Decimal(1).scaleb(_exponent(value.normalize())) if value else Decimal(1)


def is_counted(unit: str) -> bool:
    """Whether the unit is a count of things, which no document rounds."""
    return unit_class(unit) not in ROUNDED and not unit.startswith("kr/")
