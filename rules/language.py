"""The language that rules are declared in: conditions and conclusions as one line of text each, parsed to frozen values.

A condition is `alias: kind field=value field>=other.field !=…`, with `!` before the alias when no such fact may exist.
A conclusion is `kind field=value field=alias.field`. An operand is a word, an integer, `alias.field`, or a sum
or difference of two operands (`a.v-b.v`, `a.year+3`). Nothing else: no functions, no alternatives, no choice.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cached_property

_HEAD = re.compile(r"^(!?)([a-z]\w*):\s*([a-z_]+)\s*(.*)$")
_TEST = re.compile(r"^([a-z_0-9]+)(!=|>=|<=|=|>|<)(\S+)$")
_OPERAND = re.compile(r"^(?:([a-z]\w*)\.([a-z_0-9]+)|(-?\d+)|(-|[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*))$")


class RuleError(Exception):
    """A rule whose declaration breaks the language or its discipline; the message names the rule and the place."""


@dataclass(frozen=True, slots=True)
class Ref:
    """The value of a field of the fact that an alias matched."""

    alias: str
    field: str


@dataclass(frozen=True, slots=True)
class Calc:
    """A sum or a difference of two operands."""

    left: Operand
    op: str
    right: Operand


Operand = Ref | Calc | str | int


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison of one field of the matched fact with an operand."""

    field: str
    op: str
    operand: Operand

    @property
    def is_join(self) -> bool:
        """Whether it compares with a fact matched before."""
        return isinstance(self.operand, Ref | Calc)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A fact that must exist (or, negated, must not), with its tests."""

    alias: str
    kind: str
    tests: tuple[Test, ...]
    negated: bool

    @property
    def is_guarded(self) -> bool:
        """Whether the engine joins it with facts matched before: it compares with one, or must not exist beside them."""
        return self.negated or any(test.is_join for test in self.tests)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The one fact a rule derives."""

    kind: str
    fields: tuple[tuple[str, Operand], ...]


def _operand(text: str) -> Operand:
    for op in ("+", "-"):
        left, found, right = text.rpartition(op)
        if found and left and (re.match(r"^[a-z]\w*\.", left) or re.match(r"^[a-z]\w*\.", right)):
            return Calc(_operand(left), op, _operand(right))
    match = _OPERAND.match(text)
    if not match:
        raise ValueError(f"cannot read the operand {text!r}")
    alias, name, number, word = match.groups()
    if alias:
        return Ref(alias, name)
    return int(number) if number else word


def parse_pattern(text: str) -> Pattern:
    """Read one condition line."""
    head = _HEAD.match(text.strip())
    if not head:
        raise ValueError(f"cannot read the condition {text!r}")
    tests = []
    for part in head[4].split():
        test = _TEST.match(part)
        if not test:
            raise ValueError(f"cannot read {part!r} in the condition {text!r}")
        tests.append(Test(test[1], test[2], _operand(test[3])))
    return Pattern(head[2], head[3], tuple(tests), bool(head[1]))


def parse_conclusion(text: str) -> Conclusion:
    """Read the conclusion line."""
    kind, *parts = text.split() or [""]
    if not kind:
        raise ValueError(f"cannot read the conclusion {text!r}")
    fields = []
    for part in parts:
        name, equals, value = part.partition("=")
        if not equals or not value:
            raise ValueError(f"cannot read {part!r} in the conclusion {text!r}")
        fields.append((name, _operand(value)))
    return Conclusion(kind, tuple(fields))


@dataclass(frozen=True)
class Rule:
    """One rule: what must hold (when), what follows (then), and how it is said.

    `first` and `last` are the years it is valid for (None: no limit). `why` is its manual page: what it means, why it is so.
    `only` names the runs that take it, for a rule that not every check does (see rules.catalogue).
    """

    id: str
    title: str
    basis: str
    phase: str
    when: tuple[str, ...]
    then: str
    says: str
    why: str = ""
    first: int | None = None
    last: int | None = None
    only: str = ""

    @cached_property
    def patterns(self) -> tuple[Pattern, ...]:
        """The conditions, parsed. Raises RuleError naming the rule and the line."""
        try:
            return tuple(parse_pattern(line) for line in self.when)
        except ValueError as error:
            raise RuleError(f"{self.id}: {error}") from None

    @cached_property
    def conclusion(self) -> Conclusion:
        """The conclusion, parsed. Raises RuleError naming the rule."""
        try:
            return parse_conclusion(self.then)
        except ValueError as error:
            raise RuleError(f"{self.id}: {error}") from None

    def valid_in(self, year: int) -> bool:
        """Whether the rule is valid in the year."""
        return (self.first or year) <= year <= (self.last or year)

    @property
    def years(self) -> str:
        """The years of validity in Swedish."""
        if self.first and self.last:
            return f"{self.first}–{self.last}" if self.first != self.last else str(self.first)
        if self.first:
            return f"från och med {self.first}"
        return f"till och med {self.last}" if self.last else "alla år"

    @property
    def sha256(self) -> str:
        """The checksum of the declaration: it changes when anything the rule says or does changes."""
        told = [self.id, self.title, self.basis, self.phase, list(self.when), self.then, self.says, self.first, self.last]
        told += [self.only] if self.only else []
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
