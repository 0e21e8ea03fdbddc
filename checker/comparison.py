"""Two runs held against each other: which goals came, went or changed, which ratings moved and what moved them, and the figures.

What moved a rating is tried, not guessed: where no rule behind it differs it was the facts; where the law or the rules differ too,
the facts of each year are run under the rules of the other. What both could have done is told as not to be told apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from checker.amounts import Amount, Total, in_unit
from checker.prepare_economy import Accounts
from checker.probing import Codes, rating_of
from checker.runs import Rating, Run, codes_under
from checker.usage import WrongUsage
from checker.views import CLOSING
from facts.accounts import Role
from facts.ids import natural
from facts.settable import printed
from facts.units import unit_class
from reports.comparison import Comparison, Figure, GoalChange, Moved
from reports.report import LEVELS

_FIGURES: tuple[tuple[str, Role, str], ...] = (
    ("Årets resultat", "årets_resultat", ""),
    ("Eget kapital", "eget_kapital", ""),
    ("Budgeterade intäkter", "budget_intäkter", "budget"),
    ("Budgeterade kostnader", "budget_kostnader", "budget"),
    ("Investeringar", "investering_utfall", ""),
    ("Investeringar enligt budget", "investering_budget", ""),
)
_BALANCE = "Balanskravsresultat"
_WHY = {
    "uppgifter": "uppgifterna är andra; den andra sidans regler ger samma bedömning av dem",
    "lag": "lagen eller årets regler är andra; samma uppgifter ger den andra bedömningen under dem",
    "regler": "programmets regler är andra; samma uppgifter ger den andra bedömningen med dem",
    "dagen": "uppgifterna är desamma, men prövade på en annan dag eller som ett annat slag av prövning",
    "dag_och_mer": "både dagen eller slaget av prövning och uppgifterna eller reglerna är andra, och vad som ändrade den kan inte skiljas åt",
    "kan_inte_skiljas": "både uppgifterna och reglerna bakom den är andra, och vad som ändrade den kan inte skiljas åt",
}


def compared(one: Run, other: Run) -> Comparison:
    """The comparison. Raises WrongUsage for runs of two organisations: an id is set within one."""
    if one.form.organisation.id != other.form.organisation.id:
        found = f"två organisationer: {one.form.organisation.name} och {other.form.organisation.name}"
        raise WrongUsage(found, "två år eller körningar av samma organisation, för ett id gäller inom en", "välj två av samma organisation")
    pair = _Pair(one, other)
    shared = [(one.ratings[name], rating) for name, rating in other.ratings.items() if name in one.ratings]
    moved = sorted(
        (pair for pair in shared if pair[0].rating != pair[1].rating), key=lambda pair: (-LEVELS.index(pair[1].level), natural(pair[1].id))
    )
    return Comparison(
        one.side, other.side, tuple(_figures(one, other)), len(shared), tuple(pair.moved(*rated) for rated in moved),
        tuple(_only(other, one)), tuple(_only(one, other)), tuple(_changed(shared)),
    )  # fmt: skip


# --- goals ----------------------------------------------------------------------------------------------------------


def _only(there: Run, not_there: Run) -> Iterator[GoalChange]:
    """Goals of one run alone, and mätetal of one alone where their goal is on both."""
    for rating in sorted(there.ratings.values(), key=lambda rating: natural(rating.id)):
        if rating.id in not_there.ratings or rating.level not in ("goal", "criterion"):
            continue
        if rating.level == "goal" or rating.parent in not_there.ratings:
            yield GoalChange(rating.id, rating.level, rating.title, None, rating.target)


def _changed(shared: list[tuple[Rating, Rating]]) -> Iterator[GoalChange]:
    for one, other in sorted(shared, key=lambda pair: natural(pair[1].id)):
        if one.level in ("goal", "criterion") and (one.title, one.target) != (other.title, other.target):
            yield GoalChange(other.id, other.level, one.title, other.title, one.target, other.target)


# --- what moved a rating --------------------------------------------------------------------------------------------


class _Pair:
    """The two runs, with what the facts of each give under the rules of the other when that is asked for."""

    def __init__(self, one: Run, other: Run) -> None:
        self._one, self._other = one, other

    def moved(self, one: Rating, other: Rating) -> Moved:
        """A moved rating with what moved it."""
        cause = self._cause(one, other)
        why = _WHY["dag_och_mer" if cause == "kan_inte_skiljas" and self._is_of_another_day else cause]
        return Moved(other.id, other.title, other.level, one.rating, other.rating, one.because, other.because, cause, why)

    @cached_property
    def _is_of_another_day(self) -> bool:
        """Whether the runs look at their years on different days of the year, or as different kinds of report."""
        mine, its = ((run.form.kind, run.form.as_of.removeprefix(f"{run.form.year}-")) for run in (self._one, self._other))
        return mine != its

    def _by_day(self, one: Rating, other: Rating) -> str:
        """The day alone where the fact files are the same and no rule behind either is worded in two ways."""
        same = self._one.form.files == self._other.form.files and not self._is_worded_in_two_ways(one, other)
        return "dagen" if same else "kan_inte_skiljas"

    def _cause(self, one: Rating, other: Rating) -> str:
        if self._is_of_another_day:
            return self._by_day(one, other)
        if self._one.form.rules == self._other.form.rules:
            return "uppgifter"
        kind = "regler" if self._reworded(one, other) else "lag"
        if self._one.form.facts == self._other.form.facts:
            return kind
        return self._tried(one, other, kind)

    def _tried(self, one: Rating, other: Rating, kind: str) -> str:
        """By the facts of each run under the rules of the other, as far as this program has them."""
        pairs = ((self._one_under_other, one, other), (self._other_under_one, other, one))
        given = [(rating_of(codes[own.id]), own.rating, its.rating) for codes, own, its in pairs if own.id in codes]
        if not given:
            return "kan_inte_skiljas" if self._rules_differ(one, other) else "uppgifter"
        if all(found == own for found, own, _ in given):
            return "uppgifter"
        return kind if all(found == its for found, _, its in given) else "kan_inte_skiljas"

    @cached_property
    def _one_under_other(self) -> Codes:
        return _under(self._one, self._other)

    @cached_property
    def _other_under_one(self) -> Codes:
        return _under(self._other, self._one)

    def _rules_differ(self, one: Rating, other: Rating) -> bool:
        """Whether a rule behind either is another on the other side, or not there."""
        return any(self._sha(self._one, rule) != self._sha(self._other, rule) for rule in self._rules(one, other))

    def _reworded(self, one: Rating, other: Rating) -> bool:
        """Whether a rule that both sides have is worded in two ways, or the law is that of one year."""
        return self._is_worded_in_two_ways(one, other) or self._one.form.year == self._other.form.year

    def _is_worded_in_two_ways(self, one: Rating, other: Rating) -> bool:
        known = [(self._sha(self._one, rule), self._sha(self._other, rule)) for rule in self._rules(one, other)]
        return any(mine and theirs and mine != theirs for mine, theirs in known)

    def _rules(self, one: Rating, other: Rating) -> set[str]:
        return {step.rule for run, rating in ((self._one, one), (self._other, other)) for step in run.behind(rating)}

    @staticmethod
    def _sha(run: Run, rule: str) -> str | None:
        info = run.form.rules.get(rule)
        return info.sha256 if info else None


def _under(facts: Run, rules: Run) -> Codes:
    """What one run's facts give under the rules of the other.

    Nothing where this program lacks the facts or those rules, or where the run was of a day before the year's end.
    """
    if facts.year is None or not rules.is_current or facts.form.kind != CLOSING:
        return {}
    return codes_under(facts.year, facts.others, rules.form.year)


# --- figures --------------------------------------------------------------------------------------------------------


def _figures(one: Run, other: Run) -> Iterator[Figure]:
    accounts = [(Accounts(run.year, run.others), run.form.year) if run.year else None for run in (one, other)]
    for name, role, kind in _FIGURES:
        yield from _figure(name, *(known and known[0].role(role, known[1], kind) for known in accounts))
    yield from _figure(_BALANCE, *(_amount(known[0].balanced(known[1])) if known else None for known in accounts))


def _amount(total: Total | None) -> Amount | None:
    """A sum as one amount, in its printed unit."""
    return Amount("", in_unit(total.value, total.unit), total.unit, "exakt", total.parts[0].source) if total else None


def _figure(name: str, one: Amount | None, other: Amount | None) -> Iterator[Figure]:
    """The two amounts with their difference; nothing where neither side has one."""
    unit = other.unit if other else one.unit if one else None
    if unit is None:
        return
    first, second = (printed(amount.value, amount.unit) if amount else None for amount in (one, other))
    difference = in_unit(other.base - one.base, unit) if one and other and unit_class(one.unit) == unit_class(other.unit) else None
    yield Figure(name, first, second, _signed(difference, unit), unit)


def _signed(difference: Decimal | None, unit: str) -> str | None:
    words = printed(difference, unit)
    return f"+{words}" if words and difference is not None and difference > 0 else words
