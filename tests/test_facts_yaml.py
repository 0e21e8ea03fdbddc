"""The file reader: YAML 1.2 as plain values with exact numbers, and nothing that people misread."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from facts.errors import BadInput, Place
from facts.yamltree import SIZE_LIMIT, parse_yaml, read_yaml


def value_of(text: str) -> object:
    """The value of one plain scalar."""
    return parse_yaml(f"a: {text}\n".encode(), "f.yaml").data["a"]


def refusal(raw: bytes) -> str:
    """The only message about a text that is refused."""
    with pytest.raises(BadInput) as raised:
        parse_yaml(raw, "f.yaml")
    (error,) = raised.value.errors
    return str(error)


@pytest.mark.parametrize("text", ["0", "12", "-12", "42.20", "0.10", "-0.5", "900000000000"])
def test_numbers_keep_their_own_text(text: str) -> None:
    """A number is the decimal that was written, trailing zeros and all."""
    value = value_of(text)
    assert isinstance(value, Decimal)
    assert str(value) == text


TEXTS = ["ja", "nej", "no", "yes", "on", "2020-12-31", "1:30", "12 345", "1_000", "-rad", "1,5", "=", "NaN"]


@pytest.mark.parametrize("text", TEXTS)
def test_words_and_dates_stay_text(text: str) -> None:
    """YAML 1.2 has no Norway problem: what is no number, true, false or null is text."""
    assert value_of(text) == text


@pytest.mark.parametrize("text", ["1e3", "1.5E-2", "0x1F", "0o17", ".5", "5.", "+5", "007", ".inf", "-.INF", ".nan"])
def test_number_forms_that_people_misread_are_refused(text: str) -> None:
    """Exponents, other bases, leading zeros and non-numbers are told with the form that is expected."""
    assert refusal(f"a: {text}\n".encode()) == (
        f'f.yaml:1:4: hittade talet "{text}"; väntade ett tal som 12, -12 eller 12.50; '
        "gör så här: skriv talet så, eller sätt citattecken om det är text"
    )


NOTHING = ["", "~", "null", "Null", "NULL"]
TRUTHS = ["true", "True", "TRUE", "false", "False", "FALSE"]
NEARLY = ["nul", "tRUE", "y", "n", "--1", "1-2", "1.2.3", ".", "e5", "0b1", "1:00", "''", '"1"', "'true'", '"~"']


@pytest.mark.parametrize(
    ("texts", "kind"), [(NOTHING, type(None)), (TRUTHS, bool), (NEARLY, str)], ids=["null", "bool", "text"]
)
def test_scalars_are_of_the_kind_that_the_core_schema_says(texts: list[str], kind: type) -> None:
    """The words for null, true and false are those of YAML 1.2; what only resembles one, or is quoted, is text."""
    assert {type(value_of(text)) for text in texts} == {kind}


def test_every_part_has_its_line_and_column() -> None:
    """Keys, values, list items and parts of flow lists are placed; a part that is not there at what is around it."""
    file = parse_yaml("a:\n  b: [1, två]\n  c:\n  - d: x\n".encode(), "f.yaml")
    assert file.place(("a", "b", 1)) == Place("f.yaml", 2, 10)
    assert file.place(("a", "b"), key=True) == Place("f.yaml", 2, 3)
    assert file.place(("a", "c", 0, "d")) == Place("f.yaml", 4, 8)
    assert file.place(("a", "c", 0, "saknas")) == Place("f.yaml", 4, 5)
    assert file.place(()) == Place("f.yaml", 1, 1)


def test_windows_files_read_the_same() -> None:
    """A byte order mark, CRLF and decomposed letters change neither values nor places."""
    raw = "\ufeffmål: 1\r\npa\u030a: två\r\n".encode()
    file = parse_yaml(raw, "f.yaml")
    assert file.data == {"mål": Decimal(1), "på": "två"}
    assert file.place(("på",)) == Place("f.yaml", 2, 5)


def test_text_that_is_not_utf8_is_told_at_its_byte() -> None:
    """A file saved in Latin 1 names the first such letter's line and column."""
    assert refusal("a: 1\nmål: 2\n".encode("latin-1")) == (
        "f.yaml:2:2: hittade tecken som inte är UTF-8; väntade text i UTF-8; "
        "gör så här: spara filen med teckenkodningen UTF-8"
    )


def test_control_characters_are_told() -> None:
    """An invisible character is told by its number."""
    assert refusal(b"a: x\x00y\n").startswith("f.yaml:1:5: hittade styrtecknet U+0000; väntade synliga tecken")


def test_a_file_over_the_size_limit_is_refused_unread() -> None:
    """Five million bytes are enough for any year."""
    assert refusal(b"a" * (SIZE_LIMIT + 1)).startswith("f.yaml: hittade en fil på 5000001 byte; väntade högst 5000000")


@pytest.mark.parametrize("raw", [b"a: " + b"[" * 400_000, b"- " * 400_000, b"? " * 400_000, b"{a: " * 100_000])
def test_depth_is_limited_without_recursion(raw: bytes) -> None:
    """A file of nothing but nesting is refused, not a crash."""
    assert refusal(raw).startswith("f.yaml:1:")


MISREAD = [
    b"? [a]\n: 1\n", b"{[a]: 1}\n", b"a: *b\n", b"a: &b 1\n", b"a: !x 1\n", b"<<: {a: 1}\n", b"a: ]\n", b": 1\n",
    b"a: 1\na: 2\n", b"a: 'x\n", b'a: "\\q"\n', b"a: [1\n", b"--- 1\n--- 2\n", b"@a: 1\n", b"a: `x`\n",
    b"a: 1\n b: 2\n", b"- a\nb: 1\n", b"a: |x\n  y\n", b"a: {b: 1\n", b"a: b: c\n", b"a: - 1\n", b"a: &b 1\nc: &b 2\n",
]  # fmt: skip


@pytest.mark.parametrize("raw", MISREAD)
def test_what_people_misread_is_refused_in_swedish(raw: bytes) -> None:
    """Whatever YAML construct or broken syntax: a place and Swedish words."""
    with pytest.raises(BadInput) as raised:
        parse_yaml(raw, "f.yaml")
    for error in raised.value.errors:
        assert error.line >= 1
        assert not re.search("found|expected|allowed", str(error))


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("a:\n  - b\n  c: 1\n", '3:3: hittade "c: 1"; väntade {LIST}; gör så här: rätta indraget i listan (det som inte går ihop börjar på rad 2)'),
        ("a: b: c\n", '1:5: hittade ": c"; väntade {COLON}; gör så här: sätt citattecken om hela värdet, eller rätta indraget'),
        ("a: 'x", "1:6: hittade radens eller filens slut; väntade ett avslutande citattecken; gör så här: {QUOTE}"),
        ("a: ]\n", '1:4: hittade "]"; väntade ett värde; gör så här: fyll i värdet eller ta bort tecknet'),
    ],
)  # fmt: skip
def test_broken_syntax_is_told_with_what_stands_there_and_where_the_broken_part_began(raw: str, told: str) -> None:
    words = {
        "LIST": "ett bindestreck i samma kolumn som de andra",
        "COLON": "högst ett kolon med blanksteg efter på raden",
        "QUOTE": "avsluta texten med samma citattecken som den börjar med",
    }
    assert refusal(raw.encode()) == f"f.yaml:{told.format_map(words)}"


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """A folder named like a fact file is told as such."""
    (tmp_path / "x.yaml").mkdir()
    with pytest.raises(BadInput, match="hittade en fil som inte kan läsas"):
        read_yaml(tmp_path / "x.yaml", "2020/x.yaml")


@pytest.mark.parametrize("code", ["\\e", "\\0", "\\x9b", "\\u202e", "\\u200b", "\\L", "\\t"])
def test_a_code_for_a_sign_that_may_not_stand_is_refused_too(code: str) -> None:
    with pytest.raises(BadInput) as error:
        parse_yaml(f'namn: "a{code}b"\n'.encode(), "x.yaml")
    assert "som kod; väntade synliga tecken" in str(error.value)


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200b", "\u2060"])
def test_a_sign_that_is_not_seen_or_turns_the_text_is_refused(sign: str) -> None:
    with pytest.raises(BadInput, match="styrtecknet"):
        parse_yaml(f"namn: a{sign}b\n".encode(), "x.yaml")


def test_a_file_of_a_million_tabs_is_refused_at_once() -> None:
    with pytest.raises(BadInput) as error:
        parse_yaml(b"\t" * 1_000_000, "x.yaml")
    assert len(error.value.errors) == 20
