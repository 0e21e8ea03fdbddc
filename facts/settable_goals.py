"""What can be set of goals, claims and the internal control: how a written value is read, and what the change is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

from pydantic import ValidationError

from facts.changes import ClaimSet, CriterionSet, FrequencySet, MomentSet, OutcomeSet, figure_fields, status_fields
from facts.control import FREQUENCIES, Moment
from facts.errors import shown
from facts.goals import Criterion, Operator, Outcome, Status
from facts.importers.written import Unreadable, amount, one_of, yes_no
from facts.settable import Setting, Target, printed, read_amount

MOST_TIMES = 366
OUTCOME_FIELDS = {
    "värde": "value", "status": "status", "antal_svar": "answers", "gruppens_storlek": "group", "föregående": "previous", "gräns": "bound",
    "del_av_året": "part_of_year",
}  # fmt: skip
CRITERION_FIELDS = {"nivå": "level", "villkor": "operator"}
CLAIMS = "påstår"
_RATINGS = ("uppfyllt", "delvis", "ej")
_LONGEST = 60


def told(outcome: Outcome) -> str:
    """An outcome as people read it."""
    if outcome.status:
        return outcome.status
    words = printed(outcome.value, outcome.unit or "") or f"summan av {', '.join(outcome.value_of)}"
    part = f" till och med {outcome.as_of}" if outcome.is_figure_to_date else " för en del av året" if outcome.part_of_year else ""
    return f"{words if outcome.bound == 'exakt' else f'{outcome.bound} {words}'}{part}"


def _validated(outcome: Outcome) -> None:
    """Raises Unreadable where the outcome's parts do not go together."""
    fields = {info.alias or name: getattr(outcome, name) for name, info in Outcome.model_fields.items() if getattr(outcome, name) is not None}
    try:
        Outcome.model_validate(fields)
    except ValidationError as error:
        raise Unreadable(f"{error.errors()[0]['input']!s}"[:_LONGEST], "ett värde som uppgiften kan ha", "rätta värdet") from None


@dataclass(frozen=True, slots=True)
class OutcomeOf(Target):
    """A criterion's outcome: one of them by its number, or all of them made one."""

    criterion: Criterion
    own: tuple[Outcome, ...]
    number: int | None

    def read(self, value: str) -> list[Setting]:
        """The setting of a written value. Raises Unreadable."""
        fields, becomes = self._fields(value)
        about = self.own if self.number is None else self.own[self.number - 1 : self.number]
        was = "; ".join(map(told, about)) or None
        fact = self.criterion.id if self.number is None else f"{self.criterion.id}:utfall-{self.number}"
        return [Setting(fact, self.criterion.title, was, becomes, (OutcomeSet(self.criterion.id, fields, self.number),))]

    def _fields(self, value: str) -> tuple[tuple[tuple[str, Any], ...], str]:
        if not any(sign.isdecimal() for sign in value):
            status = one_of(value, get_args(Status), "läget")
            return status_fields(status), status
        unit = next((outcome.unit for outcome in self.own if outcome.unit), self.criterion.unit)
        if unit is None:
            found = f"en siffra för {self.criterion.id}, som är {self.criterion.kind}"
            raise Unreadable(found, f"ett läge: {', '.join(get_args(Status))}", "skriv ett av dem")
        figure = read_amount(value, unit)
        return figure_fields(figure, unit), printed(figure, unit) or ""


@dataclass(frozen=True, slots=True)
class OutcomeField(Target):
    """A field of a criterion's outcome that is a figure."""

    criterion: Criterion
    own: tuple[Outcome, ...]
    alias: str

    def read(self, value: str) -> list[Setting]:
        """The setting of a written value. Raises Unreadable."""
        if self.alias in ("värde", "status"):
            return OutcomeOf(self.criterion, self.own, None).read(value)
        name = OUTCOME_FIELDS[self.alias]
        number = next((at for at, outcome in enumerate(self.own, 1) if outcome.status is None), None)
        if number is None:
            action = f"sätt {self.criterion.id} till en siffra först, med --satt eller i uppgifterna"
            raise Unreadable(f"{self.alias} för {self.criterion.id}, som inte har någon siffra", "ett utfall med en siffra", action)
        outcome = self.own[number - 1]
        found = self._value(value, outcome.unit)
        _validated(outcome.model_copy(update={name: found}))
        was = getattr(outcome, name)
        change = OutcomeSet(self.criterion.id, ((name, found),), number)
        return [Setting(f"{self.criterion.id}.{self.alias}", self.criterion.title, None if was is None else _plain(was), _plain(found), (change,))]

    def _value(self, value: str, unit: str | None) -> Any:
        match self.alias:
            case "antal_svar" | "gruppens_storlek":
                return _whole(value, 1, 10**9)
            case "föregående":
                return read_amount(value, unit)
            case "gräns":
                return one_of(value, get_args(Outcome.model_fields["bound"].annotation), "gränsen")
        return yes_no(value)


@dataclass(frozen=True, slots=True)
class CriterionField(Target):
    """What a criterion asks for."""

    criterion: Criterion
    alias: str

    def read(self, value: str) -> list[Setting]:
        """The setting of a written value. Raises Unreadable."""
        one = self.criterion
        if one.kind != "nivå":
            raise Unreadable(f"{self.alias} för {one.id}, som är {one.kind}", "ett mätetal med slag: nivå", "sätt dess utfall i stället")
        if self.alias == "villkor":
            operator = one_of(value, get_args(Operator), "villkoret")
            return [self._of("operator", operator, one.operator, operator)]
        found = read_amount(value, one.unit)
        was = printed(one.level, one.unit or "") if one.level is not None else f"summan av {', '.join(one.level_of)}"
        return [self._of("level", found, was, printed(found, one.unit or "") or "")]

    def _of(self, name: str, found: Any, was: str | None, becomes: str) -> Setting:
        fields: tuple[tuple[str, Any], ...] = ((name, found), ("level_of", ())) if name == "level" else ((name, found),)
        return Setting(f"{self.criterion.id}.{self.alias}", self.criterion.title, was, becomes, (CriterionSet(self.criterion.id, fields),))


@dataclass(frozen=True, slots=True)
class Claimed(Target):
    """What the report claims of something that is rated."""

    about: str
    claimed: str | None

    def read(self, value: str) -> list[Setting]:
        """The setting of a written value. Raises Unreadable."""
        found = one_of(value.replace("delvis uppfyllt", "delvis").replace("ej uppfyllt", "ej"), (*_RATINGS, "inget"), "påståendet")
        change = ClaimSet(self.about, None if found == "inget" else found)
        return [Setting(f"{self.about}.{CLAIMS}", "vad redovisningen påstår", self.claimed, found, (change,))]


# --- internal control -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Performed(Target):
    """How many times a kontrollmoment was performed."""

    moment: Moment
    logged: int | None

    def read(self, value: str) -> list[Setting]:
        """The setting of a written value. Raises Unreadable."""
        found = _whole(value, 0, MOST_TIMES)
        result = self.moment.result
        shows = f"{result.shows} {result.count if result.count is not None else ''}".strip() if result else None
        was = f"{self.logged} i kontrolloggen" if self.logged is not None else shows
        return [Setting(self.moment.id, self.moment.title, was, f"{found} utförda", (MomentSet(self.moment.id, found),))]


@dataclass(frozen=True, slots=True)
class Frequency(Target):
    """How often a kontrollmoment is planned."""

    moment: Moment

    def read(self, value: str) -> list[Setting]:
        """The setting of a written value. Raises Unreadable."""
        found = one_of(value, FREQUENCIES, "frekvensen")
        words = (self.moment.frequency, found)
        return [Setting(f"{self.moment.id}.frekvens", self.moment.title, *words, (FrequencySet(self.moment.id, found),))]


def _whole(value: str, least: int, most: int) -> int:
    found = amount(value)
    if found != found.to_integral_value() or not least <= found <= most:
        raise Unreadable(shown(value), f"ett helt tal från {least} till {most}", "rätta talet")
    return int(found)


def _plain(value: Any) -> str:
    return {True: "ja", False: "nej"}[value] if isinstance(value, bool) else str(value).replace(".", ",")
