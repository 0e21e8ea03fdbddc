"""A run to compare: a year that is checked now, or a saved one, taken out of its file within the limits of a verification.

Nothing in a file is believed: its checksums are worked out again, its parts are of the right kind, and no sign of it reaches a
terminal but as a visible one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from checker.envelope import Carried, opened
from checker.limits import refused
from checker.pipeline import SCHEDULE, check_facts, engine_of, prepare
from checker.probing import Codes, codes_of
from checker.usage import WrongUsage
from checker.verify import lay_out
from checker.whatif import loaded
from facts.errors import BadInput
from facts.year import Year
from reports.canonical import checksum
from reports.comparison import Side
from reports.json_form import form as form_of
from reports.plaintext import visible
from reports.seal import digest_of_form
from reports.swedish import DIGEST, word
from rules.catalogue import all_rules

LONGEST = 2_000


def _shown(text: str) -> str:
    return visible(text, LONGEST)


Shown = Annotated[str, AfterValidator(_shown)]
Level = Literal["criterion", "goal", "moment", "control_area", "unit", "part", "whole"]
Rated = Literal["uppfyllt", "delvis", "ej", "underlag_saknas", "ej_tillampligt"]


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class Rating(_Part):
    """A rating as a run has it."""

    id: Shown
    level: Level
    title: Shown
    rating: Rated
    because: Shown
    trace: list[int]
    target: Shown | None = None
    parent: Shown | None = None


class Step(_Part):
    """A step of the trace."""

    step: int
    rule: Shown
    because: dict[str, str]
    therefore: str


class RuleInfo(_Part):
    """A rule as a run names it."""

    sha256: str


class _Organisation(_Part):
    id: Shown
    name: Shown


class Form(_Part):
    """The parts of the JSON form that are compared."""

    organisation: _Organisation
    year: int = Field(ge=1992, le=2200)
    kind: Shown
    as_of: Shown
    version: Shown
    ratings: list[Rating]
    trace: list[Step]
    rules: dict[str, RuleInfo]
    facts: dict[str, dict[str, Any]]
    files: dict[str, str]


@dataclass(frozen=True)
class Run:
    """A run with the facts it was made of, where they can be read by this program (else None)."""

    label: str
    form: Form
    year: Year | None = field(repr=False)
    others: Mapping[int, Year] = field(repr=False)

    @property
    def side(self) -> Side:
        """The run as it is told of."""
        form = self.form
        return Side(self.label, form.organisation.id, form.organisation.name, form.year, form.kind, form.as_of, form.version)

    @cached_property
    def ratings(self) -> dict[str, Rating]:
        """The ratings by id."""
        return {rating.id: rating for rating in self.form.ratings}

    @cached_property
    def _steps(self) -> dict[int, Step]:
        return {step.step: step for step in self.form.trace}

    def behind(self, rating: Rating) -> list[Step]:
        """The steps behind a rating."""
        return [self._steps[number] for number in rating.trace if number in self._steps]

    @cached_property
    def is_current(self) -> bool:
        """Whether its rules are this program's own."""
        own = {rule.id: rule.sha256 for rule in all_rules()}
        return all(own.get(name, info.sha256) == info.sha256 for name, info in self.form.rules.items())


def run_of_year(year: int, root: Path | None, organisation: str | None) -> Run:
    """The check of a year. Raises BadInput for facts that cannot be read."""
    read, others = loaded(root, organisation, year)
    return Run(str(year), Form.model_validate(form_of(check_facts(read, others))), read, others)


def run_of_file(file: Path) -> Run:
    """A saved run. Raises WrongUsage for a file that is not ours, is damaged, altered or too large."""
    carried = opened(file)
    _refuse_altered(carried)
    try:
        form = Form.model_validate(carried.values)
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        raise refused(f'en körning där "{where[:60]}" saknas eller är av annat slag', "en rapport som Regelspår har skrivit") from None
    return Run(visible(file.name, 60), form, *_facts(carried))


def _refuse_altered(carried: Carried) -> None:
    found, declared = digest_of_form(carried.values), carried.form.digest
    other = next((part for part in (*declared, *found) if declared.get(part) != found.get(part)), None)
    path = next((path for path, text in carried.form.fact_files.items() if carried.form.files.get(path) != checksum(text.encode())), None)
    if other is None and path is None:
        return
    what = word(DIGEST, other) if other else path
    expected = "en körning som stämmer med sina kontrollsummor"
    raise WrongUsage(visible(f"en fil som är ändrad sedan den skrevs ({what})", 160), expected, "pröva filen med check verifiera")


def _facts(carried: Carried) -> tuple[Year | None, Mapping[int, Year]]:
    """The year of the fact files that the run carries, and those before it; none where this program cannot read them."""
    with tempfile.TemporaryDirectory(prefix="regelspar-") as place:
        lay_out(carried, Path(place))
        try:
            year, others = loaded(Path(place), carried.form.organisation.id, carried.form.year)
            return year, {other: others[other] for other in others}
        except BadInput:
            return None, {}


def codes_under(year: Year, others: Mapping[int, Year], law_of: int) -> Codes:
    """What the year's facts give under the rules of another year."""
    given = prepare(year, others)
    return codes_of(engine_of(law_of, frozenset(given.marks)).run(given.engine, SCHEDULE, given.parents))
