"""For every rating the nearest change of a single fact that would move it, found by the rules being run on changed facts.

All searches go on side by side, so that one run answers for all of them. What moves a criterion, a moment or a balanskrav is then
tried on what stands above it. A missing fact is nearest, for nothing known is altered; then the smallest change in proportion.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from checker.amounts import Amounts
from checker.candidate_amounts import of_balance, of_terms
from checker.candidates import Candidate, Choice, of_criterion, of_moment
from checker.found import Found, of_known, of_missing
from checker.pipeline import infer, prepare
from checker.probing import Codes, Copies, Slice, Try, codes_of
from checker.probing_above import Above
from checker.searching import Search, Segment, segments
from checker.views import at_close
from facts.changes import CellSet, Change, FigureSet
from facts.ids import ascii_id, term_name
from facts.year import Year

Cone = tuple[Candidate | Choice, ...]
_WHOLE = Fraction(1)


class Nearest:
    """The search over one year."""

    def __init__(self, loaded: Year, others: Mapping[int, Year]) -> None:
        year = at_close(loaded).year
        self.year, self.others, self._loaded = year, others, loaded
        self.given = prepare(year, others)
        self.session = infer(self.given)
        self.base = codes_of(self.session)
        self._copies, self._slice = Copies(year), Slice(year, others)
        self._above = Above(self.given, self.base, year.year)
        self._sliced: dict[Change, Codes] = {}

    # --- what can be changed --------------------------------------------------------------

    @cached_property
    def candidates(self) -> Cone:
        """Every fact that can be another, of every criterion, moment and balanskrav."""
        return tuple(self._candidates())

    def _candidates(self) -> Iterator[Candidate | Choice]:
        amounts = Amounts(self.year)
        for criterion in (criterion for goal in self.year.goals for criterion in goal.criteria):
            yield from of_criterion(self.year, amounts, criterion, self._loaded)
            yield from of_terms(self.year, amounts, criterion)
        for moment in (moment for area in self.year.control_areas for moment in area.moments):
            if found := of_moment(self.year, moment):
                yield found
        yield from self._of_balance

    @cached_property
    def _of_balance(self) -> tuple[Candidate, ...]:
        return tuple(of_balance(self.year, self.others))

    @cached_property
    def _balanced(self) -> frozenset[str]:
        """The facts that the balanskrav rests on: their changes are tried on all that rests on amounts at once."""
        return frozenset(one.fact for one in self._of_balance)

    # --- what they give -------------------------------------------------------------------

    def found(self) -> list[Found]:
        """Every nearest change of a leaf, for each fact, direction and outcome."""
        lines = [one for one in self.candidates if isinstance(one, Candidate)]
        choices = [one for one in self.candidates if isinstance(one, Choice)]
        answered = self._searched(lines)
        return [
            *(found for one, parts in zip(lines, answered, strict=True) for found in of_known(one, parts, self.base[ascii_id(one.leaf)])),
            *of_missing(zip(lines, answered, strict=True), self.base),
            *self._chosen(choices),
        ]

    def _chosen(self, choices: Sequence[Choice]) -> list[Found]:
        tries = [(one, word, Try(one.leaf, one.make(word))) for one in choices for word in one.words]
        codes = self._copies.codes([tried for _, _, tried in tries])
        changed = [(one, word, tried) for (one, word, tried), code in zip(tries, codes, strict=True) if code != self.base[ascii_id(one.leaf)]]
        return [Found(one, word, tried.change, Fraction(0) if one.was is None else _WHOLE) for one, word, tried in changed]

    def _searched(self, lines: Sequence[Candidate]) -> list[list[Segment]]:
        """Each line's segments, all searches answered together round by round."""
        searches = [segments(one.where) for one in lines]
        done: dict[int, list[Segment]] = {}
        asked = {at: next(search) for at, search in enumerate(searches)}
        while asked:
            answers = self._answers([(lines[at], k) for at, ks in asked.items() for k in ks])
            asked = dict(_resumed(searches, asked, answers, done))
        return [done[at] for at in range(len(lines))]

    def _answers(self, asked: Sequence[tuple[Candidate, int]]) -> Iterator[str]:
        tries = [Try(one.leaf, one.make(k)) for one, k in asked]
        apart = [one.fact in self._balanced for one, _ in asked]
        copied = iter(self._copies.codes([tried for tried, is_apart in zip(tries, apart, strict=True) if not is_apart]))
        for tried, is_apart in zip(tries, apart, strict=True):
            yield self._on_slice(tried.change)[ascii_id(tried.leaf)] if is_apart else next(copied)

    def _on_slice(self, change: Change) -> Codes:
        if change not in self._sliced:
            self._sliced[change] = self._slice.codes((change,))
        return self._sliced[change]

    # --- what follows above ---------------------------------------------------------------

    def effects(self, found: Sequence[Found]) -> list[Codes]:
        """All that each change alters, from the leaves up."""
        leaves = self._leaves(found)
        return self._above.propagate([{node: code for node, code in codes.items() if code != self.base[node]} for codes in leaves])

    def _leaves(self, found: Sequence[Found]) -> list[Codes]:
        """The codes of every leaf that a change may alter: an amount may stand behind several."""
        known: list[Codes] = [{} for _ in found]
        tries: list[tuple[int, Try]] = []
        for at, one in enumerate(found):
            if one.what.fact in self._balanced:
                known[at] = self._on_slice(one.change)
            else:
                tries += [(at, Try(leaf, one.change)) for leaf in self._resting(one)]
        for (at, tried), code in zip(tries, self._copies.codes([tried for _, tried in tries]), strict=True):
            known[at][ascii_id(tried.leaf)] = code
        return known

    def _resting(self, found: Found) -> Iterable[str]:
        if isinstance(found.change, CellSet | FigureSet):
            return self._named.get(found.what.fact, ())
        return (found.what.leaf,)

    @cached_property
    def _named(self) -> dict[str, list[str]]:
        """The criteria that each amount is named by."""
        by_term: dict[str, dict[str, None]] = defaultdict(dict)
        for outcome in self.year.outcomes:
            for term in outcome.value_of:
                by_term[term_name(term)][outcome.criterion] = None
        for criterion in (criterion for goal in self.year.goals for criterion in goal.criteria):
            for term in criterion.level_of:
                by_term[term_name(term)][criterion.id] = None
        return {term: list(criteria) for term, criteria in by_term.items()}

    def cone(self, node: str) -> list[str]:
        """The leaf itself, or all leaves below a node."""
        below = [child for child, parent in self.given.parents.items() if parent == node]
        return [leaf for child in below for leaf in self.cone(child)] if below else [node]


def _resumed(
    searches: Sequence[Search], asked: Mapping[int, Sequence[int]], answers: Iterator[str], done: dict[int, list[Segment]]
) -> Iterator[tuple[int, list[int]]]:
    """What each search asks next; one that is finished leaves its segments."""
    for at, ks in asked.items():
        try:
            yield at, searches[at].send([next(answers) for _ in ks])
        except StopIteration as finished:
            done[at] = finished.value
