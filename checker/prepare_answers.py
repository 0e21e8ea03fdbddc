"""Survey answers for the engine: how many, and which whole counts of answers round to the printed share."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from checker.figures import Level
from checker.given import Given, fixed
from facts.goals import Outcome


def counts_that_round_to(value: Decimal, answers: int) -> range:
    """The whole counts of answers whose share in percent rounds half-up to the printed value at its printed decimals.

    They are those from half a printed step below the value up to, and not including, half a step above it.
    """
    steps = 10 ** max(-int(value.as_tuple().exponent), 0)
    halves, whole = int(2 * value * steps), 200 * steps
    least, after = (-(-answers * edge // whole) for edge in (halves - 1, halves + 1))
    return range(max(least, 0), max(min(after, answers + 1), 0))


def give_answers(given: Given, name: str, outcome: Outcome, level: Level, value: Decimal) -> None:
    """Assert the number of answers (or, where only that is stated, the group's size) behind a figure, and where its counts lie about the level.

    A change is no share that answers could be counted of: of its figures it is only told whether any count gives them.
    """
    answers = outcome.answers or outcome.group
    if not answers or outcome.unit != "%":
        return
    kind = "svar" if outcome.answers else "grupp"
    given.give("svarsbas", f"{name}:svarsbas", given.cites(name), {"utfall": name, "slag": kind, "n": answers})
    if len(outcome.value_of) > 1 or outcome.bound != "exakt":  # a sum of printed figures is no printed share
        return
    counts = counts_that_round_to(value, answers)
    least, most = (counts[0], counts[-1]) if counts else (0, 0)
    lo, hi, on = (Decimal(0), Decimal(0), 0) if level.value is None or level.criterion.change else _about(level.value * answers, counts)
    fields = {"utfall": name, "lo": fixed(lo), "hi": fixed(hi), "traffar": len(counts), "pa": on}
    given.give(
        "svarsspann", f"{name}:svarsspann", given.cites(name), fields, n=answers, fran=_share(least, answers), till=_share(most, answers),
    )  # fmt: skip


def _about(limit: Decimal, counts: range) -> tuple[Decimal, Decimal, int]:
    """How far the hundredfold of the counts lies from the limit: at least (or 0), at most (or 0), and how many lie on it."""
    if not counts:
        return Decimal(0), Decimal(0), 0
    on = int(limit % 100 == 0 and int(limit // 100) in counts)
    return 100 * counts[0] - limit, 100 * counts[-1] - limit, on


def _share(count: int, answers: int) -> str:
    share = (Decimal(100 * count) / answers).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{count} ({str(share).replace('.', ',')} %)"
