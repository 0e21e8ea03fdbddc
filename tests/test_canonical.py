"""What is written as canonical JSON is what RFC 8785 says of it, letter for letter, whatever the texts hold."""

from __future__ import annotations

from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from checker.pipeline import run_check
from facts.loading import example_root
from reports.canonical import own
from reports.json_form import form

EXACT = 2**53 - 1
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-EXACT, EXACT) | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=30,
)


@given(VALUES)
def test_any_value_of_texts_whole_numbers_lists_and_objects_is_written_as_the_standard_says(value: Any) -> None:
    assert own(value) == rfc8785.dumps(value)


def test_names_past_the_first_plane_are_ordered_as_the_standard_says() -> None:
    value = {"\U0001f4c4.yaml": 1, "\uff5e.yaml": 2, "\x7f\u2028\"\\\b\x00": 3}
    assert own(value) == rfc8785.dumps(value)


@pytest.mark.parametrize(("root", "year"), [(None, 2020), (None, 2017), (example_root(), 2020)])
def test_so_is_a_whole_report_which_holds_nothing_else(root: Any, year: int) -> None:
    values = form(run_check(root, None, year))
    assert own(values) == rfc8785.dumps(values)
    assert {str, int, bool, type(None)} >= set(_kinds(values))


def _kinds(value: Any) -> list[type]:
    if isinstance(value, dict):
        return [kind for inner in value.values() for kind in _kinds(inner)] + [type(key) for key in value]
    if isinstance(value, list | tuple):
        return [kind for inner in value for kind in _kinds(inner)]
    return [type(value)]
