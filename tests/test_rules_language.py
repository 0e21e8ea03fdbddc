"""The language that rules are declared in: what its lines mean, how it refuses what it cannot read, and what a checksum covers."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from rules.language import Calc, Conclusion, Pattern, Ref, Rule, RuleError, parse_conclusion, parse_pattern
from rules.language import Test as Comparison  # pytest takes a name that begins with Test for tests

A_RULE = Rule(
    id="R-1",
    title="Målnivån nås",
    basis="KL 11 kap. 6 §",
    phase="jamforelse",
    when=("k: krit typ=niva", "o: utfall krit=k.krit lo>=5", "!u: undantag om=k.krit"),
    then="bedomning nod=k.krit rating=uppfyllt",
    says="{k.krit} når målnivån.",
    first=2018,
)


def only_test(condition: str) -> Comparison:
    (test,) = parse_pattern(condition).tests
    return test


def test_a_condition_is_an_alias_a_kind_and_tests() -> None:
    assert parse_pattern("k: krit typ=niva lo>=5") == Pattern("k", "krit", (Comparison("typ", "=", "niva"), Comparison("lo", ">=", 5)), negated=False)


def test_a_condition_may_hold_no_test() -> None:
    assert parse_pattern("k: krit") == Pattern("k", "krit", (), negated=False)


def test_an_exclamation_mark_says_that_no_such_fact_may_exist() -> None:
    assert parse_pattern("!u: undantag om=k.krit") == Pattern("u", "undantag", (Comparison("om", "=", Ref("k", "krit")),), negated=True)


def test_space_around_a_condition_means_nothing() -> None:
    assert parse_pattern("  k:   krit   typ=niva  ") == parse_pattern("k: krit typ=niva")


@pytest.mark.parametrize("op", ["=", "!=", ">=", "<=", ">", "<"])
def test_each_operator_is_read_as_written(op: str) -> None:
    assert only_test(f"k: krit v{op}x.v") == Comparison("v", op, Ref("x", "v"))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("uppfyllt", "uppfyllt"),
        ("-", "-"),
        ("X", "X"),
        ("GEH-E", "GEH-E"),
        ("egen_uppgift", "egen_uppgift"),
        ("0", 0),
        ("-12", -12),
        ("k.v", Ref("k", "v")),
        ("k.v-o.v", Calc(Ref("k", "v"), "-", Ref("o", "v"))),
        ("k.ar+3", Calc(Ref("k", "ar"), "+", 3)),
        ("0-k.v", Calc(0, "-", Ref("k", "v"))),
        ("k.v+-3", Calc(Ref("k", "v"), "+", -3)),
    ],
)
def test_an_operand_is_a_word_an_integer_a_field_or_a_sum_or_difference(text: str, meant: Any) -> None:
    assert only_test(f"t: tal v={text}").operand == meant
    assert parse_conclusion(f"tal v={text}").fields == (("v", meant),)


def worth(operand: Any, values: dict[str, int]) -> int:
    """What an operand comes to, for given values of one field of each alias."""
    if isinstance(operand, Calc):
        left, right = worth(operand.left, values), worth(operand.right, values)
        return left + right if operand.op == "+" else left - right
    return values[operand.alias] if isinstance(operand, Ref) else int(operand)


@pytest.mark.parametrize(
    ("text", "comes_to"),
    [
        ("a.v-b.v-c.v", 100 - 20 - 3),
        ("a.v-b.v+c.v", 100 - 20 + 3),
        ("a.v+b.v-c.v", 100 + 20 - 3),
        ("a.v-b.v+c.v-5", 100 - 20 + 3 - 5),
        ("5-a.v-b.v", 5 - 100 - 20),
    ],
)
def test_sums_and_differences_are_read_from_left_to_right(text: str, comes_to: int) -> None:
    assert worth(only_test(f"t: tal v={text}").operand, {"a": 100, "b": 20, "c": 3}) == comes_to


@pytest.mark.parametrize(
    ("condition", "joined"),
    [("k: krit", False), ("k: krit typ=niva lo>=5", False), ("k: krit krit=o.krit", True), ("k: krit lo>=o.lo-5", True)],
)
def test_a_condition_that_compares_with_another_fact_is_a_join(condition: str, joined: bool) -> None:
    assert any(test.is_join for test in parse_pattern(condition).tests) is joined


def test_a_conclusion_is_a_kind_and_its_fields_in_the_order_written() -> None:
    fields = (("d", Ref("k", "d")), ("nt", Calc(Ref("k", "t"), "+", 1)), ("sc", "-"))
    assert parse_conclusion("rest d=k.d nt=k.t+1 sc=-") == Conclusion("rest", fields)


@pytest.mark.parametrize(
    "condition",
    [
        "",
        "krit",
        "k krit",
        "K: krit",
        "k: ",
        "k: krit typ",
        "k: krit typ=",
        "k: krit =niva",
        "k: krit typ = niva",
        "k: krit typ~niva",
        "k: krit v=k.v+",
        "!!k: krit",
        "any k: krit",
    ],
)
def test_a_condition_that_cannot_be_read_is_refused_with_the_rule_and_the_text(condition: str) -> None:
    rule = dataclasses.replace(A_RULE, when=(condition,))
    with pytest.raises(RuleError) as refused:
        _ = rule.patterns
    assert str(refused.value).startswith("R-1: cannot read ")


@pytest.mark.parametrize("operand", ["a|b", "=5", "k.v.x", "k.v*2", "(k.v", "-k.v", "k.V", "a,b"])
def test_an_operand_that_means_nothing_is_no_word(operand: str) -> None:
    with pytest.raises(ValueError, match="cannot read"):
        parse_pattern(f"t: tal v={operand}")
    with pytest.raises(ValueError, match="cannot read"):
        parse_conclusion(f"tal v={operand}")


@pytest.mark.parametrize("conclusion", ["", "bedomning rating", "bedomning rating=", "bedomning rating=a.b+"])
def test_a_conclusion_that_cannot_be_read_is_refused_with_the_rule_and_the_text(conclusion: str) -> None:
    rule = dataclasses.replace(A_RULE, then=conclusion)
    with pytest.raises(RuleError) as refused:
        _ = rule.conclusion
    assert str(refused.value).startswith("R-1: cannot read ")


def test_a_rule_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        A_RULE.title = "annat"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("first", "last", "said", "valid", "not_valid"),
    [
        (None, None, "alla år", (1992, 2020, 2100), ()),
        (2018, None, "från och med 2018", (2018, 2019), (2017,)),
        (None, 2018, "till och med 2018", (2017, 2018), (2019,)),
        (2018, 2019, "2018–2019", (2018, 2019), (2017, 2020)),
        (2018, 2018, "2018", (2018,), (2017, 2019)),
    ],
)
def test_a_rule_is_valid_in_its_first_and_last_year_and_between(
    first: int | None, last: int | None, said: str, valid: tuple[int, ...], not_valid: tuple[int, ...]
) -> None:
    rule = dataclasses.replace(A_RULE, first=first, last=last)
    assert rule.years == said
    assert all(rule.valid_in(year) for year in valid)
    assert not any(rule.valid_in(year) for year in not_valid)


def test_the_checksum_of_a_declaration_is_the_same_in_every_version() -> None:
    assert A_RULE.sha256 == "d264ef8cf9ef4283800fa117961b889959c59dacd096a6fd29991a298129256a"


CHANGED: dict[str, Any] = {
    "id": "R-2",
    "title": "Målnivån nås inte",
    "basis": "KL 11 kap. 1 §",
    "phase": "matetal",
    "when": A_RULE.when[:2],
    "then": "bedomning nod=k.krit rating=ej",
    "says": "{k.krit} når inte målnivån.",
    "why": "Därför.",
    "first": 2019,
    "last": 2020,
    "only": "forkontroll",
}


def test_the_checksum_covers_all_that_a_rule_says_or_does() -> None:
    checksums = {name: dataclasses.replace(A_RULE, **{name: value}).sha256 for name, value in CHANGED.items()}
    assert set(CHANGED) == {field.name for field in dataclasses.fields(Rule)}
    assert checksums.pop("why") == A_RULE.sha256, "the manual page is no part of what a rule does"
    assert len({A_RULE.sha256, *checksums.values()}) == len(checksums) + 1


def test_moving_a_word_from_one_line_to_the_next_changes_the_checksum() -> None:
    one, other = (dataclasses.replace(A_RULE, when=when) for when in (("k: krit a=b", "o: tal"), ("k: krit", "a=b o: tal")))
    assert one.sha256 != other.sha256
