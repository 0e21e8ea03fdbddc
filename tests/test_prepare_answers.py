"""Which whole counts of answers a printed share can be of."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.prepare_answers import counts_that_round_to


@pytest.mark.parametrize(
    ("value", "answers", "counts"),
    [
        ("0", 34, [0]),
        ("85", 34, [29]),
        ("100", 34, [34]),
        ("33", 3, [1]),
        ("33.3", 3, [1]),
        ("50", 7, []),
        ("-1", 34, []),
        ("101", 34, []),
        ("0", 1000, [0, 1, 2, 3, 4]),
        ("1", 1000, list(range(5, 15))),
    ],
)
def test_the_counts_are_those_whose_share_is_printed_so(value: str, answers: int, counts: list[int]) -> None:
    assert list(counts_that_round_to(Decimal(value), answers)) == counts


@given(st.integers(1, 400), st.integers(0, 1000))
def test_every_count_is_among_those_that_its_own_share_is_printed_as(answers: int, permille: int) -> None:
    printed = Decimal(f"{permille // 10}.{permille % 10}")
    own = [count for count in range(answers + 1) if (Decimal(100 * count) / answers).quantize(Decimal("0.1"), ROUND_HALF_UP) == printed]
    assert list(counts_that_round_to(printed, answers)) == own
