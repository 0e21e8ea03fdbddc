"""Fact files that the program writes: the reader gives back what was written, in the style of the files that people write."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from facts.yamlscalars import UNWANTED
from facts.yamltree import LONGEST_KEY, parse_yaml
from facts.yamlwriting import LINE, YEAR_SCHEMA, to_yaml

ROOT = Path(__file__).parents[1]
FILES = sorted([*(ROOT / "facts" / "data").rglob("*.yaml"), *(ROOT / "tests" / "cases" / "god").rglob("*.yaml")])

HARD = [
    "", " ", "ja", "nej", "null", "~", "true", "1.0", "0x1", "1e3", "007", "-1", "+5", ".5", ".inf", "-", "- a", "--", "---", "...", "-rr.x.2020",
    "#", "a #b", "a#b", "a: b", "a:", "a:b", ": a", "?", "? a", "a?", "[a]", "{a", "a]", "a, b", "&a", "*a", "!a", "|", ">", "'", "''", '"', '"a"',
    "it's", "%", "@a", "`a`", "=", "<<", " före", "efter ", "två  blanksteg", "rad\nrad", "\n", "a\r\nb", "\r", "\\", "\\n", "a\\'b\"",
    "åäö ÅÄÖ é", "a\u0301", "\u0301", "\u212b", "\u00a0", "a\u00a0", "x" * 2000, "ord " * 500 + "slut", "1 234,5", "2020-12-31", "12:30", "§ 42",
    "e\u0301\n\"'", "\U0001f600", ",", "a,b", "a:,b", "a ,", "x:]",
]  # fmt: skip

texts = st.sampled_from(HARD) | st.text(st.characters(exclude_categories=["Cs"]), max_size=40).filter(lambda text: not UNWANTED.search(text))
keys = texts.filter(lambda text: 0 < len(text) <= LONGEST_KEY)
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=3) | st.integers(-(10**15), 10**15).map(Decimal)
scalars = texts | numbers | st.none() | st.booleans()
trees = st.dictionaries(
    keys,
    st.recursive(scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4), max_leaves=12),
    max_size=5,
)


def read_back(data: dict[str, Any]) -> Any:
    return parse_yaml(to_yaml(data), "f.yaml").data


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_of_facts_is_given_back_when_it_is_written_anew(path: Path) -> None:
    data = parse_yaml(path.read_bytes(), path.name).data
    written = to_yaml(data)
    again = parse_yaml(written, path.name).data
    assert again == data
    assert repr(again) == repr(data)
    assert to_yaml(again) == written


@settings(max_examples=300, deadline=None)
@given(trees)
@example({text[:LONGEST_KEY] or "tom": text for text in HARD})
@example({"lista": list(HARD), "rader": {"x": list(HARD)}})
@example({"djup": [[["a", {"b": [{"c": []}, {}]}]], []]})
def test_whatever_is_written_is_read_as_the_same(data: dict[str, Any]) -> None:
    """Keys that look like numbers, texts with colons, quotes, line ends, decomposed letters: all come back."""
    assert read_back(data) == data
    assert repr(read_back(data)) == repr(data)


@pytest.mark.parametrize("text", HARD)
def test_a_hard_text_is_read_back_wherever_it_stands(text: str) -> None:
    data = {"a": text, "b": [text, text], "c": [{"d": text}], "rader": {"e": [text]}, text[:LONGEST_KEY] or "f": Decimal(1)}
    assert read_back(data) == data


def test_the_first_line_tells_editors_the_schema_and_comments_follow() -> None:
    assert to_yaml({"mål": []}, YEAR_SCHEMA, ["Ur planen."]).decode() == (
        "# yaml-language-server: $schema=../../../schema/year.schema.json\n# Ur planen.\nmål: []\n"
    )


def test_a_table_is_written_as_the_printed_one_looks() -> None:
    columns = [Decimal(2020), Decimal(2019), "budget2020"]
    rows = {"intäkter": [Decimal(29283), Decimal("31614.50"), None], "1-14_dgr": [Decimal(0), None, Decimal("-0.10")]}
    table = {"titel": "Not 1: intäkter", "källa": "ar2020, 3.4 not 1", "enhet": "%", "kolumner": columns, "rader": rows, "summor": {"a": ["b", "-c"]}}
    assert to_yaml({"tabeller": {"rr": table}}).decode() == (
        "tabeller:\n"
        "  rr:\n"
        '    titel: "Not 1: intäkter"\n'
        "    källa: ar2020, 3.4 not 1\n"
        '    enhet: "%"\n'
        "    kolumner: [2020, 2019, budget2020]\n"
        "    rader:\n"
        "      intäkter: [29283, 31614.50, ~]\n"
        "      1-14_dgr: [0, ~, -0.10]\n"
        "    summor:\n"
        "      a: [b, -c]\n"
    )


def test_goals_stand_one_key_per_line() -> None:
    goals = [{"id": "F-1", "källa": "plan2020, 4.1", "mätetal": [{"id": "F-1.1", "nivå": Decimal("90.0"), "åsikt": "ja", "påstår": None}]}]
    assert to_yaml({"mål": goals}).decode() == (
        "mål:\n"
        "  - id: F-1\n"
        "    källa: plan2020, 4.1\n"
        "    mätetal:\n"
        "      - id: F-1.1\n"
        "        nivå: 90.0\n"
        "        åsikt: ja\n"
        "        påstår: ~\n"
    )


def test_a_list_that_does_not_fit_its_line_has_a_line_for_each_part_but_a_tables_row_never() -> None:
    long = ["ganska_långt_radnamn"] * 7
    written = to_yaml({"summor": {"a": long}, "rader": {"b": [Decimal(10**11)] * 12}}).decode().splitlines()
    assert written[2] == "    - ganska_långt_radnamn"
    assert written[-1].startswith("  b: [100000000000, ")


def test_a_list_within_a_list_has_so_much_less_room_as_it_is_indented() -> None:
    """It stays on the line of its dash while that is shorter than a line."""
    for width, lines in ((LINE - 5, 1), (LINE - 4, 2)):
        written = to_yaml({"a": [["x" * (width - 5), "y"]]}).decode().splitlines()
        assert (len(written), max(map(len, written)) < LINE + 1) == (1 + lines, True)


@pytest.mark.parametrize("bad", [0.5, object(), "a\x00b", "a\tb", "\u202e", Decimal("NaN"), Decimal("Infinity"), Decimal("1e999999"), b"x"])
def test_what_no_fact_file_can_hold_is_refused(bad: object) -> None:
    with pytest.raises(ValueError, match="cannot stand in a fact file"):
        to_yaml({"a": bad})


def test_an_empty_key_and_too_many_levels_are_refused() -> None:
    deep: Any = "a"
    for _ in range(25):
        deep = {"a": deep}
    for bad in ({"": "a"}, deep):
        with pytest.raises(ValueError, match=r"key|levels"):
            to_yaml(bad)


def test_the_reader_and_the_writer_agree_on_the_signs_that_may_stand() -> None:
    assert UNWANTED.search("a\u200bb")
    assert not UNWANTED.search("å § – 😀")
    assert UNWANTED.search("\x07")
