"""Outcomes for the engine: figures as intervals, changes, statuses, and what cannot be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_UP, Decimal

from checker.amounts import Amounts, Total
from checker.given import ENDLESS, SCALE, Given, cite, fixed, fixed_base, printed
from checker.prepare_answers import give_answers
from checker.prepare_tables import status_code
from facts.fields import AMOUNT_LIMIT
from facts.goals import Criterion, Outcome
from facts.units import in_base, last_significant_step
from facts.year import Year
from rules import tables

OPERATOR = {"minst": "minst", "lägst": "minst", "max": "hogst", "högst": "hogst", "exakt": "exakt", "mer än": "mer_an", "mindre än": "mindre_an"}
_DIRECTION = {"minst": "upp", "mer_an": "upp", "hogst": "ned", "mindre_an": "ned", "exakt": "-"}
_YES = {True: "ja", False: "nej"}
_MICRO = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Level:
    """A criterion with its level in its unit (None where a figure that the level is taken from is missing)."""

    criterion: Criterion
    value: Decimal | None

    @property
    def group(self) -> str:
        """What criteria must share to be judged alike: operator, level, unit, scale and base."""
        told = self.criterion
        parts = (
            OPERATOR[told.operator or "exakt"],
            str(fixed_base(self.value, told.unit or "-")) if self.value is not None else "-",
            told.unit,
            told.scale,
            told.base,
        )
        return "|".join(part or "-" for part in parts)


def interval(value: Decimal, unit: str, bound: str) -> tuple[int, int]:
    """The exact integers that a figure leaves possible, both ends included (see the words for bounds in README)."""
    exact, half = fixed_base(value, unit), max(fixed(in_base(last_significant_step(value), unit)) // 2, 1)
    ends = {
        "exakt": (exact, exact), "ungefär": (exact - half, exact + half - 1), "drygt": (exact + 1, exact + half - 1),
        "knappt": (exact - half + 1, exact - 1), "mer än": (exact + 1, ENDLESS), "mindre än": (-ENDLESS, exact - 1),
        "minst": (exact, ENDLESS), "högst": (-ENDLESS, exact),
    }  # fmt: skip
    return ends[bound]


def give_outcomes(given: Given, year: Year, amounts: Amounts, levels: Mapping[str, Level]) -> None:
    """Assert what the year's documents establish about each criterion."""
    numbered: dict[str, int] = defaultdict(int)
    for outcome in year.outcomes:
        numbered[outcome.criterion] += 1
        name = f"{outcome.criterion}:utfall-{numbered[outcome.criterion]}"
        level = levels[outcome.criterion]
        if outcome.status:
            _give_statement(given, name, outcome, level.criterion)
        else:
            _give_figure(given, amounts, name, outcome, level)
        _give_wordings(given, name, outcome, level.criterion)


def _give_statement(given: Given, name: str, outcome: Outcome, criterion: Criterion) -> None:
    kind = criterion.delivery or ("asikt" if criterion.opinion else "niva")
    evidence = status_code(outcome.evidence or "egen uppgift")
    fields = {"utsaga": name, "krit": outcome.criterion, "typ": kind, "status": status_code(outcome.status or ""), "belagg": evidence}
    meaning = tables.STATUS[kind][outcome.status or ""][3]
    sources = [cite(given.organisation, outcome.source)]
    given.give("utsaga", name, sources, fields, uppgift=outcome.told, statusord=outcome.status, innebord=meaning, text=outcome.told)


def _give_figure(given: Given, amounts: Amounts, name: str, outcome: Outcome, level: Level) -> None:
    total = amounts.total(outcome.value_of) if outcome.value_of else None
    unit = outcome.unit or "-"
    value = outcome.value if outcome.value is not None else (total.value / in_base(Decimal(1), unit) if total else None)
    if value is None:
        _give_incomparable(given, name, outcome, "siffra_saknas", "uppgiften som utfallet är taget ur framgår inte av underlaget")
        return
    _give_interval(given, name, outcome, value, total)
    if level.criterion.kind != "nivå":
        return
    if level.value is None:
        _give_incomparable(given, name, outcome, "siffra_saknas", "uppgiften som målnivån är tagen ur framgår inte av underlaget")
    elif level.criterion.change:
        _give_changes(given, name, outcome, level, value)
    group = f"{outcome.criterion}:jamforgrupp"
    if level.value is not None and not level.criterion.change and outcome.bound == "exakt" and group not in given.shown:
        fields = {"krit": outcome.criterion, "grupp": level.group, "riktning": _DIRECTION[OPERATOR[level.criterion.operator or "exakt"]]}
        given.give("jamforgrupp", group, given.sources[outcome.criterion], fields)
    give_answers(given, name, outcome, level.criterion, value)


def _give_interval(given: Given, name: str, outcome: Outcome, value: Decimal, total: Total | None) -> None:
    unit = outcome.unit or "-"
    low, high = interval(value, unit, outcome.bound)
    fields = {
        "utfall": name, "krit": outcome.criterion, "lo": low, "hi": high, "del_av_aret": _YES[outcome.part_of_year],
        "gransord": status_code(outcome.bound), "belagg": status_code(outcome.evidence or "siffra"),
    }  # fmt: skip
    text = printed(value, unit) if outcome.bound == "exakt" else f"{outcome.bound} {printed(value, unit)}"
    if outcome.previous is not None:
        text = f"från {printed(outcome.previous, unit)} till {text}"
    given.give(
        "utfall", name, [cite(given.organisation, outcome.source), *(total.sources if total else [])], fields, text=text, uppgift=outcome.told,
        summed_from=total.ids if total else [], antal_svar=outcome.answers, grupp=outcome.group,
    )  # fmt: skip


def _give_incomparable(given: Given, name: str, outcome: Outcome, reason: str, why: str) -> None:
    """A figure that cannot be held against the level, and why."""
    fields = {"utfall": f"{name}:ojamforbar", "krit": outcome.criterion, "orsak": reason, "rang": tables.FIGURE_RANK[reason]}
    given.give("ojamforbar", f"{name}:ojamforbar", [cite(given.organisation, outcome.source)], fields, text=outcome.told, hinder=why)


# --- changes ------------------------------------------------------------------------------


def _give_changes(given: Given, name: str, outcome: Outcome, level: Level, value: Decimal) -> None:
    """The change less the level, in each way that the level may mean; only its sign is compared."""
    if outcome.part_of_year and level.criterion.yearly:
        return
    ways, stated = _ways(outcome), level.criterion.change
    if not ways >= ({"relativ", "procentenheter"} if stated == "oklar" else {stated}):
        reason = "malniva_oklar" if stated == "oklar" else "siffra_saknas"
        _give_incomparable(given, name, outcome, reason, "förändringen kan inte räknas så som nivån kräver")
        return
    ends = [Decimal(end) / SCALE if abs(end) < ENDLESS else None for end in interval(value, outcome.unit or "-", outcome.bound)]
    for kind in sorted(ways):
        low, high = (_change(kind, end, outcome.previous, level) for end in ends)
        fields = {
            "utfall": name, "krit": outcome.criterion, "slag": kind, "del_av_aret": _YES[outcome.part_of_year],
            "lo": -ENDLESS if low is None else fixed(low), "hi": ENDLESS if high is None else fixed(high),
        }  # fmt: skip
        given.give("andring", f"{name}:{kind}", given.sources[name], fields, text=given.shown[name]["text"])


def _ways(outcome: Outcome) -> set[str]:
    """How the change can be told from the report's figures: points only of a share, relative only to a positive figure."""
    share = outcome.unit in ("%", "procentenheter")
    if outcome.previous is None:
        return {"procentenheter", "relativ"} if outcome.unit == "%" else {"procentenheter"}
    return ({"procentenheter"} if share else set()) | ({"relativ"} if outcome.previous > 0 else set())


def _change(kind: str, value: Decimal | None, previous: Decimal | None, level: Level) -> Decimal | None:
    """One end of the change less the level (times the previous value where it is relative), or None where it is unbounded."""
    if value is None:
        return None
    wanted = level.value or Decimal(0)
    if previous is None:
        return _same_sign(value - wanted)
    if kind == "procentenheter":
        return _same_sign(value - previous - wanted)
    return _same_sign(100 * (value - previous) - wanted * previous)


def _same_sign(change: Decimal) -> Decimal:
    """A number with the sign of the change that fits the engine: rounded away from zero, at most the limit."""
    return max(min(change, AMOUNT_LIMIT), -AMOUNT_LIMIT).quantize(_MICRO, ROUND_UP)


def _give_wordings(given: Given, name: str, outcome: Outcome, criterion: Criterion) -> None:
    """Where the report names another base, scale or wording than the plan: its words, and the plan's beside them."""
    for what, word, words, planned in (
        ("bas", "basen", outcome.base, criterion.base), ("skala", "skalan", outcome.scale, criterion.scale),
        ("fråga", "det som mäts", outcome.item, criterion.item),
    ):  # fmt: skip
        if not words:
            continue
        code, source = status_code(what), [cite(given.organisation, outcome.source)]
        fields = {"ordid": f"{name}:{code}", "utfall": name, "krit": outcome.criterion, "vad": code, "ord": words}
        given.give("redovisat_ord", f"{name}:{code}", source, fields, vadord=word)
        plan = f"{criterion.id}:ordval-{code}"
        if plan not in given.shown:
            told = planned or "inte angiven"
            given.give("ordval", plan, given.sources[criterion.id], {"krit": criterion.id, "vad": code, "ord": planned or "-"}, ordtext=told)
