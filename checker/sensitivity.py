"""The nearest changes as the frozen values that are told: for every rating the nearest to each other rating.

Facts of one unit are held against each other by how far they move, facts of different units by how large a part of themselves that is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from checker.candidates import Candidate, Choice
from checker.found import Followed, Found, joined
from checker.nearest import Nearest as Searched
from checker.probing import Codes, rating_of
from checker.structure import BALANCE_TITLES
from facts.ids import ascii_id, natural
from facts.units import in_base, unit_class
from facts.year import Year
from reports.report import LEVELS, RATINGS
from reports.whatif import Move, Nearest, Sensitivity, Through

_POSSIBLE = {"U": "uppfyllt", "D": "delvis", "E": "ej", "X": "ej_tillampligt"}
_LEAVES = ("criterion", "moment")


def sensitivities(year: Year, others: Mapping[int, Year], wanted: str | None = None) -> tuple[Sensitivity, ...]:
    """Every rating of the year, or one by its id, with the nearest changes that would move it, by level and id."""
    search = Searched(year, others)
    found = search.found()
    followed = list(zip(found, search.effects(found), strict=True))
    rated = {fact["nod"]: fact for fact in search.session.of_kind("bedomning")}
    by_node: dict[str, list[Followed]] = defaultdict(list)
    for one, codes in followed:
        for node, code in codes.items():
            if rating_of(code) != rating_of(search.base[node]):
                by_node[node].append((one, codes))
    nodes = sorted(rated, key=lambda node: (LEVELS.index(rated[node]["niva"]), natural(node)))
    return tuple(_sensitivity(search, rated[node], by_node[node]) for node in nodes if wanted in (None, node))


def _sensitivity(search: Searched, fact: dict[str, Any], followed: Sequence[Followed]) -> Sensitivity:
    node = fact["nod"]
    shown = search.given.shown.get(node, {})
    leaves = set(search.cone(node))
    reason = None if fact["orsak"] == "-" else fact["orsak"]
    return Sensitivity(
        node, str(shown.get("titel") or shown.get("text") or BALANCE_TITLES[node]), fact["niva"], fact["area"], fact["rating"],
        tuple(_POSSIBLE[letter] for letter in fact["kod"]), reason, _moves(search, node, fact["niva"], followed),
        sum(1 for one in search.candidates if ascii_id(one.leaf) in leaves),
    )  # fmt: skip


def _moves(search: Searched, node: str, level: str, followed: Sequence[Followed]) -> tuple[Move, ...]:
    """The nearest for each rating, of a criterion or a moment each way; what only opens a rating is told where nothing decides it."""
    kinds: dict[tuple[str, str], list[Followed]] = defaultdict(list)
    for one, codes in joined(node, followed):
        kinds[rating_of(codes[node]), one.direction if level in _LEAVES else "-"].append((one, codes))
    best = {kind: _best(several) for kind, several in kinds.items()}
    decided = {kind: one for kind, one in best.items() if kind[0] != "underlag_saknas"} or best
    ordered = sorted(
        decided.items(), key=lambda pair: (pair[1][0][0].nearness, natural(pair[1][0][0].what.fact), RATINGS.index(pair[0][0]), pair[0][1])
    )
    return tuple(_move(search, node, one, also) for _, (one, also) in ordered)


def _best(followed: Iterable[Followed]) -> tuple[Followed, tuple[str, ...]]:
    """The nearest, and the other facts that do the same when they move as far."""
    by_unit: dict[str, list[Followed]] = defaultdict(list)
    for one in followed:
        by_unit[_unit(one[0])].append(one)
    nearest = {unit: min(several, key=_far) for unit, several in by_unit.items()}
    unit = min(nearest, key=lambda unit: (nearest[unit][0].nearness, natural(nearest[unit][0].what.fact)))
    best = nearest[unit]
    same = [one for one in by_unit[unit] if _distance(one[0]) == _distance(best[0]) and one[0].what.fact != best[0].what.fact]
    facts = [one.what.fact for one, _ in same if isinstance(one.what, Candidate) and one.what.kind in ("belopp", "resultat")]
    return best, tuple(sorted(set(facts), key=natural))


def _unit(found: Found) -> str:
    what = found.what
    return "status" if isinstance(what, Choice) else f"{what.where.start is None} {unit_class(what.unit)}"


def _distance(found: Found) -> Any:
    """How far the fact moves in its base unit."""
    what = found.what
    if isinstance(what, Choice) or what.where.start is None or not isinstance(found.at, int):
        return found.nearness
    return in_base(abs(found.at - what.where.start) * what.step, what.unit)


def _far(followed: Followed) -> tuple[Any, ...]:
    found = followed[0]
    is_result = isinstance(found.what, Candidate) and found.what.kind == "resultat"
    return _distance(found), not is_result, found.nearness, natural(found.what.fact), str(found.at)


def _move(search: Searched, node: str, followed: Followed, also: tuple[str, ...]) -> Move:
    found, codes = followed
    code = codes[node]
    return Move(rating_of(code), tuple(_POSSIBLE[letter] for letter in code), told(found, also), _through(search, node, codes))


def _through(search: Searched, node: str, codes: Codes) -> tuple[Through, ...]:
    """What is changed below the node, nearest the facts first."""
    below = [one for one in codes if one != node and _is_below(search, one, node)]
    levels = {fact["nod"]: LEVELS.index(fact["niva"]) for fact in search.session.of_kind("bedomning")}
    ordered = sorted(below, key=lambda one: (levels[one], natural(one)))
    return tuple(Through(one, search.base[one], codes[one]) for one in ordered)


def _is_below(search: Searched, one: str, node: str) -> bool:
    parents = search.given.parents
    above = parents.get(one)
    while above and above != node:
        above = parents.get(above)
    return above == node


def told(found: Found, also: tuple[str, ...] = ()) -> Nearest:
    """A found change as it is told."""
    what = found.what
    if isinstance(what, Choice):
        return Nearest("status" if what.was else "saknas", what.fact, what.title, "", what.was, str(found.at), None, "-", f"{what.fact}={found.at}")
    at = int(found.at)
    edge, until = _edge(found, what)
    start = what.where.start
    distance = None if start is None else f"{abs(at - start) * what.step:f}"
    return Nearest(
        what.kind, what.fact, what.title, what.unit, what.was, what.shown(at), distance, found.direction, f"{what.fact}={what.written(at)}",
        edge, until, what.of, also, what.so_far,
    )  # fmt: skip


def _edge(found: Found, what: Candidate) -> tuple[str, str | None]:
    """On which side of the number a missing fact may lie."""
    part = found.segment
    if part is None:
        return "-", None
    if part.first == what.where.low and part.last == what.where.high:
        return "varje", None
    if part.first == part.last:
        return "exakt", None
    if part.last == what.where.high:
        return "minst", None
    return ("hogst", None) if part.first == what.where.low else ("mellan", what.shown(part.last))
