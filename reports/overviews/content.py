"""What every format of the overview tells alike: its words, its counts by year, and its rows by organisation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports.overview import BY_SORT, BY_TITLE, RATINGS, Checked, Frequent, Overview
from reports.ratingwords import worded
from reports.swedish import RATING, counted, number, word

LETTER = {"uppfyllt": "U", "delvis": "D", "ej": "E", "underlag_saknas": "S", "ej_tillampligt": "T"}
UNREAD, STOPPED = 2, 70
EXIT = {
    0: "uppfyllt och stämmer",
    1: "ej, delvis, motsagt, avvikelse eller försenat",
    3: "underlag saknas",
    UNREAD: "uppgifterna kan inte läsas",
    STOPPED: "prövningen avbröts",
}
NO_WHOLE, NOT_READ, WAS_STOPPED = "·", "F", "A"
CONTRADICTED, RESTORING = "!", "*"
WHOLE = "God ekonomisk hushållning (GEH)"
LEGEND = (
    *((letter, word(RATING, code)) for code, letter in LETTER.items()),
    (NO_WHOLE, "helheten är inte bedömd"),
    (NOT_READ, EXIT[UNREAD]),
    (WAS_STOPPED, EXIT[STOPPED]),
    ("tomt", "inte prövat"),
)
MARKS = ((CONTRADICTED, "minst ett påstående är motsagt"), (RESTORING, "ett känt underskott återstår, eller kan återstå, att återställa"))
SORTS = {BY_SORT: "Efter slag", BY_TITLE: "Efter rubrik"}
MOST_CONTRADICTED = "Vanligast motsagt"
MOST_MISSING = "Underlag som oftast saknas"
RESTORATION = "Underskott att återställa"
NO_RESULT = "Utan resultat"
NOTHING = {
    MOST_CONTRADICTED: "Inget påstående är motsagt.",
    MOST_MISSING: "Inget underlag saknas.",
    NO_RESULT: "Alla prövningar gav resultat.",
}


@dataclass(frozen=True, slots=True)
class Line:
    """An organisation and its checks, one for each year of the overview; None where the year is not checked."""

    organisation: str
    name: str
    checks: tuple[Checked | None, ...]


@dataclass(frozen=True, slots=True)
class YearCounts:
    """The checks of a year: how many, the wholes (in the order of RATINGS), and how many of the checks have something of a kind."""

    year: str
    checks: int
    wholes: tuple[int, ...]
    no_whole: int
    no_result: int
    contradicted: int
    missing: int
    deviating: int
    restoring: int


def title(overview: Overview) -> str:
    """How many organisations, and from which year to which."""
    return f"Översikt: {organisations(overview)}{_span(overview)}"


def organisations(overview: Overview) -> str:
    """How many organisations there are, in words."""
    return counted(len({one.organisation for one in overview.checked}), "organisation", "organisationer")


def _span(overview: Overview) -> str:
    found = years(overview)
    if not found:
        return ""
    return f", {found[0]}" if len(found) == 1 else f", {found[0]}–{found[-1]}"


def preamble(overview: Overview) -> str:
    """By what, how many checks, how many of them that gave no result, and how many that are not made."""
    failed = sum(one.error is not None for one in overview.checked)
    checks = counted(len(overview.checked), "prövning", "prövningar")
    told = f"{checks}, {f'varav {failed} utan resultat' if failed else 'alla med resultat'}" if overview.checked else "Ingenting är prövat"
    left = (overview.planned or 0) - len(overview.checked)
    rest = f" Arbetet avbröts; {counted(left, 'prövning', 'prövningar')} återstår." if left > 0 else ""
    beside = f" {counted(len(overview.outside), 'mapp', 'mappar')} kunde inte prövas." if overview.outside else ""
    twice = " Varje resultat är bedömt två gånger, utan skillnad." if overview.doubly else ""
    return f"Prövat av Regelspår {overview.version}. {told}.{beside}{twice}{rest}"


def years(overview: Overview) -> list[int]:
    """Every year from the first that some organisation is checked for to the last."""
    found = {one.year for one in overview.checked}
    return list(range(min(found), max(found) + 1)) if found else []


def lines(overview: Overview) -> Iterator[Line]:
    """The organisations in the overview's order, each under its latest name."""
    mine: defaultdict[str, dict[int, Checked]] = defaultdict(dict)
    for one in overview.checked:
        mine[one.organisation][one.year] = one
    every = years(overview)
    for organisation, found in mine.items():
        yield Line(organisation, _latest_name(found.values()), tuple(found.get(year) for year in every))


def _latest_name(checks: Iterable[Checked]) -> str:
    """The latest name of the organisation; of a check that gave a result before one that did not."""
    return max(checks, key=lambda one: (one.error is None, one.year)).name


def by_year(overview: Overview) -> list[YearCounts]:
    """The counts of each year, and of all together where there are more years than one."""
    found = [_counts(str(year), [one for one in overview.checked if one.year == year]) for year in sorted({one.year for one in overview.checked})]
    return [*found, _counts("Summa", list(overview.checked))] if len(found) > 1 else found


def _counts(year: str, checks: list[Checked]) -> YearCounts:
    told = [one for one in checks if one.error is None]
    return YearCounts(
        year,
        len(checks),
        tuple(sum(one.whole == rating for one in told) for rating in RATINGS),
        sum(one.whole not in RATINGS for one in told),
        len(checks) - len(told),
        sum(one.is_contradicted for one in told),
        sum(one.missing > 0 for one in told),
        sum(one.ties_deviating > 0 for one in told),
        sum(one.is_restoring for one in told),
    )


def letter(one: Checked) -> str:
    """The sign of a check in a row of years: its whole, or why there is none."""
    if one.error is not None:
        return NOT_READ if one.exit_code == UNREAD else WAS_STOPPED
    return LETTER.get(one.whole or "", NO_WHOLE)


def marks(one: Checked) -> str:
    """The signs beside it."""
    return (CONTRADICTED if one.is_contradicted else "") + (RESTORING if one.is_restoring else "")


def whole(one: Checked) -> str:
    """What the whole is rated, in words; what stood in the way where it is not."""
    if one.error is not None:
        return word_of_exit(one.exit_code)
    return worded(RATING, one.whole) or "inte bedömd"


def word_of_exit(code: int) -> str:
    """What an exit code means."""
    return EXIT.get(code, f"slutkod {code}")


def restoring(overview: Overview) -> list[Checked]:
    """The checks where a deficit remains, or may remain, to restore."""
    return [one for one in overview.checked if one.is_restoring]


def latest(overview: Overview) -> list[Checked]:
    """Of each organisation the latest year with a result; the latest without, where it has none."""
    found = {one.organisation: one for one in sorted(overview.checked, key=lambda one: (one.error is None, one.year))}
    return [found[name] for name in sorted(found)]


def latest_restoring(overview: Overview) -> list[Checked]:
    """Of each organisation the latest year with a result, where a deficit then remains, or may remain."""
    return [one for one in latest(overview) if one.is_restoring]


def none_restoring(checks: Iterable[Checked]) -> str:
    """What is said where none of the checks is known to have a deficit left: that there is none only where BK-2 is met in each of them."""
    undecided = Counter(_undecided(one) for one in checks if one.balance[1] != "uppfyllt")
    if not undecided:
        return "Inget underskott återstår att återställa."
    why = ", ".join(f"{ground}: {number(str(times))}" if len(undecided) > 1 else ground for ground, times in sorted(undecided.items()))
    return f"Inget känt underskott återstår; för {counted(undecided.total(), 'prövning', 'prövningar')} är det inte avgjort ({why})."


def _undecided(one: Checked) -> str:
    if one.error is not None:
        return "utan resultat"
    return f"BK-2 {worded(RATING, one.balance[1]) or 'inte bedömt'}"


def names(overview: Overview) -> dict[str, str]:
    """The name of each organisation, with its id where several have the same."""
    latest = {line.organisation: line.name for line in lines(overview)}
    times = Counter(latest.values())
    return {organisation: name if times[name] == 1 else f"{name} ({organisation})" for organisation, name in latest.items()}


def said_of_restoration(one: Checked) -> tuple[str, ...]:
    """What BK-2 says, and then what the findings say."""
    return (*([one.restoration] if one.restoration else ()), *one.unrestored)


def without_result(overview: Overview) -> list[Checked]:
    """The checks that gave none."""
    return [one for one in overview.checked if one.error is not None]


def of_kind(found: Iterable[Frequent], kind: str) -> list[Frequent]:
    """Those by sort, or those by title."""
    return [one for one in found if one.kind == kind]
