"""Section 5 in plain Python: every arithmetic relation that the documents assert, and how its sides agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from checker.evaluator.values import Cell, Finding, cell, finding, nearest
from facts.accounts import CountOf, Role, Table, Tie
from facts.ids import cell_id, column_sum_id, sum_id
from facts.models import units_fit
from facts.units import MONEY, in_base, is_counted, last_significant_step, printed_step
from facts.year import Year

FINE = Fraction(1, 1_000_000)
BALANCED: tuple[Role, ...] = ("årets_resultat", "bk_resultat", "eget_kapital")


@dataclass(frozen=True)
class Side:
    """One side of a relation: its exact amount, its finest printed step, its unit, its approximate word if any."""

    amount: Fraction
    step: Fraction
    unit: str
    word: str = "exakt"


@dataclass(frozen=True)
class Relation:
    """A tie in one column with its outcome."""

    id: str
    status: str
    same_matter: bool = False
    unit: str = "-"
    off: Fraction = Fraction(0)
    material: str | None = None


def relations(year: Year, others: Mapping[int, Year]) -> Iterator[Relation]:
    """Every tie of the year: its tables' sums, the ties beside the facts, last year's column against last year's report."""
    limit = Fraction(in_base(year.materiality.amount, year.materiality.unit)) if year.materiality else None
    for tie in _all(year, others):
        yield replace(tie, material=_material(tie, limit))


def _material(tie: Relation, limit: Fraction | None) -> str | None:
    """A deviation in money against the väsentlighetstal; as much as it counts as over."""
    if limit is None or tie.status != "avvikelse" or tie.unit not in MONEY:
        return None
    return "over" if abs(tie.off) >= limit else "under"


def _all(year: Year, others: Mapping[int, Year]) -> Iterator[Relation]:
    for name, table in year.tables.items():
        yield from _row_sums(name, table)
        yield from _column_sums(name, table)
    for tie in year.ties:
        yield from _declared(year, tie)
    yield from _result_of_utredning(year)
    if year.year - 1 in others:
        yield from _last_year(year, others[year.year - 1])


def _row_sums(name: str, table: Table) -> Iterator[Relation]:
    for row, terms in table.sums.items():
        for column in table.columns:
            right = [(term.startswith("-"), cell_id(name, term.removeprefix("-"), column)) for term in terms]
            yield from _sum({name: table}, sum_id(name, row, column), cell_id(name, row, column), right)


def _column_sums(name: str, table: Table) -> Iterator[Relation]:
    for column, terms in table.column_sums.items():
        for row in table.rows:
            right = [(False, cell_id(name, row, term)) for term in terms]
            yield from _sum({name: table}, column_sum_id(name, column, row), cell_id(name, row, column), right)


def _sum(tables: dict[str, Table], tie_id: str, left: str, right: list[tuple[bool, str]]) -> Iterator[Relation]:
    """A sum inside a table, where its total and at least one of its terms are printed; empty terms are left out."""
    printed_total = cell(tables, {}, left)
    terms = [(minus, found) for minus, name in right if (found := cell(tables, {}, name))]
    if printed_total is not None and terms:
        yield _held(tie_id, _side([(False, printed_total)]), _side(terms))


def _declared(year: Year, tie: Tie) -> Iterator[Relation]:
    for column in tie.columns or (None,):
        left, right = _terms(year, tie.left, column), _right(year, tie, column)
        name = f"{tie.id}.{column}" if column else tie.id
        missing = Relation(name, "underlag_saknas", tie.same_matter)
        yield missing if left is None or right is None else _held(name, left, right, tie.same_matter)


def _last_year(year: Year, before: Year) -> Iterator[Relation]:
    """Each row's amount of last year here and in last year's own report, where both are printed."""
    own = {entry.key for entry in before.entries["tables"] if entry.file.name.startswith(f"{before.year}/")}
    reported = {key: table for key, table in before.tables.items() if key in own}
    for name, table in year.tables.items():
        for row in () if table.draft else table.rows:
            here, there = (cell(tables, {}, f"{name}.{row}.{before.year}") for tables in (year.tables, reported))
            if here is not None and there is not None and units_fit(here.unit, there.unit):
                yield _held(f"AV-fjolår.{name}.{row}", _side([(False, here)]), _side([(False, there)]))


    yield from _last_year_by_role(year, before, reported)


def _holders(tables: Mapping[str, Table], role: Role, column: str) -> list[str]:
    """The cells of the whole organisation that have the role in the column."""
    whole = ((name, table) for name, table in sorted(tables.items()) if table.accounting_unit is None and not table.draft)
    return [cell_id(name, table.roles[role], column) for name, table in whole if role in table.roles and column in table.columns]


def _result_of_utredning(year: Year) -> Iterator[Relation]:
    """The result that the balanskravsutredning begins with and the one of the accounts, where no tie of the facts holds both."""
    own = str(year.year)
    for one in _holders(year.tables, "bk_årets_resultat", own):
        for other in _holders(year.tables, "årets_resultat", own):
            here, there = (cell(year.tables, {}, name) for name in (one, other))
            if one != other and here and there and units_fit(here.unit, there.unit) and not any(_holds(tie, one, other) for tie in year.ties):
                yield _held(f"AV-roll.{one}", _side([(False, here)]), _side([(False, there)]))


def _holds(tie: Tie, *names: str) -> bool:
    terms = {term.removeprefix("-") for term in (*tie.left, *(tie.right or ()))}
    open_ = {name.rpartition(".")[0] for name in names if name.rpartition(".")[2] in tie.columns}
    return all(name in terms or (name.rpartition(".")[0] in open_ and name.rpartition(".")[0] in terms) for name in names)


def _last_year_by_role(year: Year, before: Year, reported: Mapping[str, Table]) -> Iterator[Relation]:
    """What the balanskrav rests on of last year, where its table had another name then."""
    own, told = str(before.year), set[str]()
    for role in BALANCED:
        theirs = _holders(reported, role, own)
        for here in [name for name in _holders(year.tables, role, own) if name not in (*theirs, *told) and _is_absent(reported, name)]:
            ours, then = cell(year.tables, {}, here), cell(reported, {}, theirs[0]) if theirs else None
            if ours and then and units_fit(ours.unit, then.unit):
                told.add(here)
                yield _held(f"AV-fjolår.{here.rpartition('.')[0]}", _side([(False, ours)]), _side([(False, then)]))


def _is_absent(tables: Mapping[str, Table], name: str) -> bool:
    """Whether no table has the row and the column, whatever is printed there."""
    table, row, column = name.split(".")
    return table not in tables or row not in tables[table].rows or column not in tables[table].columns


def _terms(year: Year, terms: Iterable[str], column: str | None) -> Side | None:
    """The side that the terms sum to; None if any of them is missing."""
    found = [(term.startswith("-"), _term(year, term.removeprefix("-"), column)) for term in terms]
    whole = [(minus, one) for minus, one in found if one is not None]
    return _side(whole) if len(whole) == len(found) else None


def _term(year: Year, name: str, column: str | None) -> Cell | None:
    open_term = column and name not in year.text_figures and name.count(".") == 1
    return cell(year.tables, year.text_figures, f"{name}.{column}" if open_term else name)


def _side(terms: list[tuple[bool, Cell]]) -> Side:
    amount = sum((-found.base if minus else found.base for minus, found in terms), Fraction(0))
    words = [found.word for _, found in terms if found.word != "exakt"]
    return Side(amount, min(_step(found) for _, found in terms), terms[0][1].unit, words[0] if words else "exakt")


def _step(found: Cell) -> Fraction:
    """One unit in the last printed digit, or for an approximate figure in its last significant digit."""
    if found.word == "exakt":
        return Fraction(printed_step(found.value, found.unit))
    return Fraction(in_base(last_significant_step(found.value), found.unit))


def _right(year: Year, tie: Tie, column: str | None) -> Side | None:
    if tie.right_count:
        return _counted(year, tie.right_count)
    if tie.right_change:
        return _quotient(year, tie.right_change, column, lambda new, old: 100 * (new - old) / old)
    if tie.right_share:
        return _quotient(year, tie.right_share, column, lambda part, whole: 100 * part / whole)
    return _terms(year, tie.right, column)


def _counted(year: Year, count: CountOf) -> Side:
    """How many goals of the unit the report itself gives the rating."""
    goals = {goal.id for goal in year.goals if goal.org_unit == count.org_unit}
    claims = [claim for claim in year.claims if claim.about in goals and claim.claims == count.rating]
    return Side(Fraction(len(claims)), Fraction(1), "st")


def _quotient(year: Year, terms: tuple[str, str], column: str | None, formula: Callable[[Fraction, Fraction], Fraction]) -> Side | None:
    first, second = (_terms(year, [term], column) for term in terms)
    if first is None or second is None or second.amount == 0:
        return None
    return Side(nearest(formula(first.amount, second.amount), FINE), FINE, "%")


def _held(tie_id: str, left: Side, right: Side, same_matter: bool = False) -> Relation:
    """Both sides compared, and how far apart they are: rounded as they are compared, or exactly where one is approximate."""
    step = max(left.step, right.step)
    exact = left.word == right.word == "exakt"
    off = nearest(left.amount, step) - nearest(right.amount, step) if exact else left.amount - right.amount
    return Relation(tie_id, compare(left, right), same_matter, left.unit, off)


def compare(left: Side, right: Side) -> str:
    """How two sides agree when the finer one is rounded to the coarser one's last printed digit."""
    if "mer än" in (left.word, right.word) or "mindre än" in (left.word, right.word):
        return _bounded(left, right)
    step = max(left.step, right.step)
    difference = abs(nearest(left.amount, step) - nearest(right.amount, step))
    if left.word != "exakt" or right.word != "exakt":
        return "avvikelse" if difference or _wrong_side(left, right) or _wrong_side(right, left) else "stammer"
    if difference == 0:
        return "stammer"
    return "avrundning" if difference <= step and not is_counted(left.unit) else "avvikelse"


def _bounded(left: Side, right: Side) -> str:
    text, table = (left, right) if left.word != "exakt" else (right, left)
    agrees = table.amount > text.amount if text.word == "mer än" else table.amount < text.amount
    return "stammer" if agrees else "avvikelse"


def _wrong_side(text: Side, table: Side) -> bool:
    """Knappt is to be reached from nearer zero, drygt from further away: the words tell the size of a deficit too."""
    less = text.amount > table.amount if text.amount < 0 else text.amount < table.amount
    more = text.amount < table.amount if text.amount < 0 else text.amount > table.amount
    return (text.word == "knappt" and less) or (text.word == "drygt" and more)


def tie_findings(ties: Iterable[Relation]) -> Iterator[Finding]:
    """Every avvikelse and avrundning; an avvikelse between two tellings of one matter is a contradiction too."""
    for tie in ties:
        if tie.status in ("avvikelse", "avrundning"):
            yield finding(f"tie_{tie.status}", tie.id)
        if tie.status == "avvikelse" and tie.same_matter:
            yield finding("motsagelse", tie.id)
