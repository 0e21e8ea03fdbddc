"""Ties for the engine: each relation with its two sides, both rounded half away from zero to the coarser printed step."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from checker.amounts import Amount, Amounts, Total, in_unit, row_cite, show_parts, summed
from checker.given import Given, cite, fixed, fixed_base, plain, printed
from checker.relation import Relation, label
from checker.ties_by_role import last_years_by_role, utredning_against_result
from facts.accounts import Table, Tie
from facts.ids import ascii_id, column_sum_id, sum_id, term_name
from facts.models import units_fit
from facts.units import is_counted, unit_class
from facts.year import Year
from reports.report import Cite

_WORDS = {"exakt": "-", "ca": "ca", "knappt": "knappt", "drygt": "drygt", "mer än": "mer_an", "mindre än": "mindre_an"}
_MIRRORED = {"knappt": "drygt", "drygt": "knappt", "mer_an": "mindre_an", "mindre_an": "mer_an", "ca": "ca", "-": "-"}
_MICRO = Decimal("0.000001")


def relations(year: Year, amounts: Amounts) -> Iterator[Relation]:
    """Every relation of the year: sums inside tables, then the declared ties and those that follow from roles."""
    for key, table in year.tables.items():
        yield from _sums(year, amounts, key, table)
    for tie in year.ties:
        for column in tie.columns or (None,):
            yield _declared(year, amounts, tie, column)
    yield from utredning_against_result(year, amounts)


def last_years(year: Year, before: Year | None, amounts: Amounts) -> Iterator[Relation]:
    """Last year's column against last year's own report, where both are there: same table, row and column, or the same role."""
    if before is None:
        return
    column, theirs = str(before.year), Amounts(before, f"{before.year}/")
    reported = frozenset(entry.key for entry in before.entries["tables"] if entry.file.name.startswith(f"{before.year}/"))
    for key, table in year.tables.items():
        other = before.tables.get(key) if key in reported else None
        if not other or table.draft or column not in table.columns or column not in other.columns:
            continue
        for row in table.rows:
            ours, printed_then = amounts.cell(key, row, column), theirs.cell(key, row, column) if row in other.rows else None
            if ours and printed_then and units_fit(ours.unit, printed_then.unit):
                title = f"{table.title}: {label(row)}, {column} mot förra årets redovisning"
                yield Relation(f"AV-fjolår.{key}.{row}", title, summed([row], [ours]), summed([row], [printed_then]), ())
    yield from last_years_by_role(before, amounts, reported)


def _sums(year: Year, amounts: Amounts, key: str, table: Table) -> Iterator[Relation]:
    source = (cite(year.organisation, table.source),)
    for row, terms in table.sums.items():
        for column in table.columns:
            named = {term: amounts.cell(key, _row(term, table), column) for term in terms}
            yield from _printed_sum(
                sum_id(key, row, column), f"{table.title}: {label(row)}, {label(column)}", amounts.cell(key, row, column), named, source
            )
    for column, parts in table.column_sums.items():
        for row in table.rows:
            named = {part: amounts.cell(key, row, part) for part in parts}
            yield from _printed_sum(
                column_sum_id(key, column, row), f"{table.title}: {label(row)}, {label(column)}", amounts.cell(key, row, column), named, source
            )


def _row(term: str, table: Table) -> str:
    return term if term in table.rows else term_name(term)


def _printed_sum(tie: str, title: str, total: Amount | None, named: dict[str, Amount | None], source: tuple[Cite, ...]) -> Iterator[Relation]:
    """A printed total against the printed terms; empty cells count for nothing, and without a total or terms there is no relation."""
    there = {term: amount for term, amount in named.items() if amount}
    if total and there:
        yield Relation(tie, title, summed([tie], [total]), summed(list(there), list(there.values())), source)


def _declared(year: Year, amounts: Amounts, tie: Tie, column: str | None) -> Relation:
    left = amounts.total(tie.left, column)
    right = _right(year, amounts, tie, column)
    terms = [term_name(term) for side in (tie.left, tie.right, tie.right_change, tie.right_share) for term in side or ()]
    empty = [term for term in terms if amounts.get(term, column) is None]
    sources = dict.fromkeys(_source(year, term) for term in terms)
    title, missing = f"{tie.title}, {column}" if column else tie.title, ", ".join(_named(year, term) for term in empty)
    return Relation(
        f"{tie.id}.{column}" if column else tie.id, title, left, right, tuple(sources), tie.same_matter, missing
    )


def _named(year: Year, term: str) -> str:
    """A missing term as it is named; of a draft table, which nothing is taken from, that it is one."""
    table = year.tables.get(term.partition(".")[0])
    return label(term) + (" (utkast)" if table and table.draft else "")


def _source(year: Year, term: str) -> Cite:
    figure = year.text_figures.get(term)
    if figure:
        return cite(year.organisation, figure.source)
    table, row, *_ = term.split(".")
    return row_cite(year, year.tables[table], row)


def _right(year: Year, amounts: Amounts, tie: Tie, column: str | None) -> Total | None:
    if tie.right_change:
        return _quotient(amounts, tie.right_change, column, change=True)
    if tie.right_share:
        return _quotient(amounts, tie.right_share, column, change=False)
    if tie.right_count:
        goals = {goal.id for goal in year.goals if goal.org_unit == tie.right_count.org_unit}
        claims = [claim for claim in year.claims if claim.about in goals and claim.claims == tie.right_count.rating]
        parts = tuple(
            Amount(ascii_id(f"{claim.about}:pastaende"), Decimal(1), "st", "exakt", cite(year.organisation, claim.source)) for claim in claims
        )
        return Total(Decimal(len(claims)), Decimal(1), "mål", "exakt", parts)
    return amounts.total(tie.right, column)


def _quotient(amounts: Amounts, pair: tuple[str, str], column: str | None, *, change: bool) -> Total | None:
    """A change or a share in percent, six decimals; None where a term is empty or the denominator is zero."""
    part, whole = (amounts.total([term], column) for term in pair)
    if not part or not whole or not whole.value:
        return None
    percent = (part.value - (whole.value if change else 0)) / whole.value * 100
    return Total(percent.quantize(_MICRO, ROUND_HALF_UP), _MICRO, "%", "exakt", (*part.parts, *whole.parts))


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    """Half away from zero to a whole number of steps."""
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def give_ties(given: Given, year: Year, amounts: Amounts, before: Year | None) -> None:
    """Assert every relation of the year with its sides, and the väsentlighetstal; `before` is the year before, with its own accounts."""
    _give_materiality(given, year)
    for relation in (*relations(year, amounts), *last_years(year, before, amounts)):
        for side in (relation.left, relation.right):
            show_parts(given, side)
        _give(given, relation)


def _give_materiality(given: Given, year: Year) -> None:
    stated = year.materiality
    if stated:
        given.give(
            "vasentlighetstal", f"vasentlighetstal:{year.year}", [cite(given.organisation, stated.source)],
            {"ar": year.year, "varde": fixed_base(stated.amount, stated.unit)},
            text=printed(stated.amount, stated.unit), uppgift=stated.told, value=plain(stated.amount), unit=stated.unit,
        )  # fmt: skip


def _give(given: Given, relation: Relation) -> None:
    left, right = relation.left, relation.right
    step = max((side.step for side in (left, right) if side), default=Decimal(1))
    unit = left.unit if left else right.unit if right else "-"
    word = _MIRRORED[_WORDS[right.word]] if right and right.word != "exakt" else _WORDS[left.word] if left else "-"
    difference = None
    if left and right:
        difference = _rounded(left.value, step) - _rounded(right.value, step) if word == "-" else left.value - right.value
    told: dict[str, object] = {"titel": relation.title, "unit": unit, "saknas": relation.missing}
    for name, side in (("vanster", left), ("hoger", right)):
        told[name] = side and plain(in_unit(side.value, unit))
        told[f"{name}_text"] = side and side.text()
        told[f"{name}_av"] = side.ids if side else []
        told[f"{name}_kalla"] = "; ".join(map(str, side.sources)) if side else ""
    told["skillnad"] = None if difference is None else plain(in_unit(difference, unit))
    told["skillnad_text"] = None if difference is None else _difference(in_unit(difference, unit), unit)
    sides = "bada" if left and right else "vanster" if left else "hoger" if right else "ingen"
    fields = {
        "avst": relation.id, "ord": word, "avrundas": "nej" if is_counted(unit) else "ja", "samma_sak": "ja" if relation.same_matter else "nej",
        "sidor": sides, "pengar": "ja" if unit_class(unit) == "pengar" else "nej", **_differences(left, right, step, word),
        "storlek": fixed(abs(difference or Decimal(0))),
    }  # fmt: skip
    given.give("avstamning", relation.id, [*_sources(left), *_sources(right), *relation.sources], fields, **told)


def _differences(left: Total | None, right: Total | None, step: Decimal, word: str) -> dict[str, int]:
    """Left less right, rounded to the coarser step (d), with one step taken off (over) and added (under), and exactly (x).

    Zeros where a side is missing: the tie says which sides there are. Drygt and knappt tell how large an amount is, whatever its
    sign (drygt −0,9 mnkr is a deficit of somewhat more), so with them both sides are taken without the minus of the text.
    """
    if not left or not right:
        return dict.fromkeys(("d", "over", "under", "x"), 0)
    text = left if left.word != "exakt" else right
    sign = -1 if word in ("knappt", "drygt") and text.value < 0 else 1
    rounded = sign * (_rounded(left.value, step) - _rounded(right.value, step))
    return {"d": fixed(rounded), "over": fixed(rounded - step), "under": fixed(rounded + step), "x": fixed(sign * (left.value - right.value))}


def _sources(total: Total | None) -> list[Cite]:
    return total.sources if total else []


def _difference(value: Decimal, unit: str) -> str:
    """A difference as a sentence says it; between two shares it is in percentage points."""
    points = "procentenhet" if abs(value) == 1 else "procentenheter"
    return printed(value, points if unit == "%" else unit)
