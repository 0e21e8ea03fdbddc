"""What a run of the rules is made of, as plain values: its facts, its firings, and that it was not whole.

These stand apart from the engine, so that whoever reads a run brings no engine into its process.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, NamedTuple

from rules.kinds import Kind

Fields = dict[str, Any]


class RunFailed(Exception):
    """The run was not whole: no rating from it may be shown (exit code 70)."""


class EngineFault(RunFailed):
    """The engine itself broke: it died, hung, or gave a run that does not hold together. Nothing in the facts is to blame."""


class Firing(NamedTuple):
    """One rule fired: alias to fact id, and the id of the fact it derived."""

    phase: str
    rule: str
    because: tuple[tuple[str, str], ...]
    therefore: str


@dataclass(slots=True)
class Session:
    """The facts of one run by id, given and derived, and the firings in the order they happened."""

    facts: dict[str, Fields] = field(default_factory=dict)
    derived: set[str] = field(default_factory=set)
    firings: list[Firing] = field(default_factory=list)
    phase: str = ""

    def of_kind(self, kind: str) -> list[Fields]:
        """All facts of a kind, sorted by id."""
        return sorted((fact for fact in self.facts.values() if fact["kind"] == kind), key=by_id)


by_id: Callable[[Fields], str] = itemgetter("id")  # the order that facts are asserted and told in


def fact_id(kind: Kind, fields: Mapping[str, Any]) -> str:
    """The id of a derived fact: its kind and the fields that identify it."""
    return f"{kind.name}:{'|'.join([str(fields[name]) for name in kind.key])}"


def phase_name(name: str, step: str) -> str:
    """A phase as the trace names it: with the level that it is open for, where it opens once for each."""
    return step if name == step else f"{name}:{step}"
