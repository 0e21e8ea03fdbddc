"""The reader of SIE: what any program may write is read back as it was meant, in every encoding, and no letter becomes another."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sie_example import LEDGER, large_ledger

from facts.errors import BadInput
from facts.importers.sie.ledger import Ledger
from facts.importers.sie.reading import read_ledger
from facts.importers.sie.spans import Span, Spans, doubles, listed, span

ENCODINGS = {"cp437": "PC8", "cp1252": "PC8", "utf-8": "PC8", "utf-8-sig": "UTF-8"}


def read(raw: bytes) -> Ledger:
    """The ledger in the bytes."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "a.se"
        path.write_bytes(raw)
        return read_ledger(path)


# --- ledgers as programs write them ---------------------------------------------------------------------------------

NAMES = st.text(alphabet='abcxyzåäöÅÄÖé0189 -.,/&()"{}#\'', max_size=20).map(lambda text: " ".join(text.split()))
NUMBERS = st.sampled_from(["19", "193", "1930", "2010", "304", "3010", "3040", "40100"])
AMOUNTS = st.integers(-(10**12), 10**12).map(lambda ore: Decimal(ore).scaleb(-2))
DAYS = st.tuples(st.integers(1, 12), st.integers(1, 28)).map(lambda day: f"2021{day[0]:02}{day[1]:02}")
OBJECTS = st.lists(st.tuples(st.sampled_from(["1", "6"]), st.sampled_from(["100", "P1", "Ö 7", "a}b"])), max_size=2, unique_by=lambda pair: pair[0])


@dataclass(frozen=True)
class Row:
    """A transaction: counted, added or removed."""

    account: str
    objects: tuple[tuple[str, str], ...]
    amount: Decimal
    day: str | None
    kind: str = "#TRANS"


ROWS = st.builds(Row, NUMBERS, OBJECTS.map(tuple), AMOUNTS, st.none() | DAYS, st.sampled_from(["#TRANS", "#TRANS", "#RTRANS", "#BTRANS"]))
VOUCHERS = st.lists(st.tuples(DAYS, NAMES, st.lists(ROWS, max_size=4)), max_size=5)


@dataclass(frozen=True)
class Style:
    """How a program writes: quotes everywhere or only where they are needed, tabs, line ends, zeros, a sign at the end."""

    quoted: bool
    space: str
    newline: str
    decimals: bool
    end: str

    def field(self, text: str) -> str:
        """A text as a field."""
        escaped = text.replace('"', '\\"')
        return f'"{escaped}"' if self.quoted or not text or any(sign in text for sign in ' "{}#') else text

    def amount(self, amount: Decimal) -> str:
        """An amount, with two decimals or as few as it needs."""
        return f"{amount:.2f}" if self.decimals else f"{amount.normalize():f}"

    def line(self, *parts: str) -> str:
        """A post."""
        return self.space.join(parts)


STYLES = st.builds(
    Style, st.booleans(), st.sampled_from([" ", "\t", "   "]), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans(), st.sampled_from(["", "\x1a"])
)


def rows_of(row: Row, style: Style) -> list[str]:
    objects = "{" + " ".join(style.field(part) for pair in row.objects for part in pair) + "}"
    written = [style.field(row.account), objects, style.amount(row.amount), *([row.day, style.field("text")] if row.day else [])]
    return [style.line(kind, *written) for kind in ([row.kind, "#TRANS"] if row.kind == "#RTRANS" else [row.kind])]


def balanced(rows: list[Row]) -> list[Row]:
    """The rows, and one that makes them sum to zero."""
    rest = sum((row.amount for row in rows if row.kind != "#BTRANS"), Decimal(0))
    return [*rows, Row("1930", (), -rest, None)]


def written(names: dict[str, str], vouchers: list[tuple[str, str, list[Row]]], style: Style, said: str) -> str:
    lines = ["#FLAGGA 0", f"#FORMAT {said}", "#SIETYP 4", "#RAR 0 20210101 20211231", style.line("#FNAMN", style.field("Åby ö"))]
    lines += [style.line("#KONTO", number, style.field(name)) for number, name in names.items()]
    for i, (day, text, rows) in enumerate(vouchers):
        lines += [style.line("#VER", "A", str(i), day, style.field(text)), "{", *(one for row in rows for one in rows_of(row, style)), "}", ""]
    return style.newline.join(lines) + style.newline + style.end


def summed(vouchers: list[tuple[str, str, list[Row]]]) -> dict[tuple[str, tuple[tuple[str, str], ...], str], Decimal]:
    found: dict[tuple[str, tuple[tuple[str, str], ...], str], Decimal] = defaultdict(Decimal)
    for day, _, rows in vouchers:
        for row in rows:
            if row.kind != "#BTRANS":
                found[row.account, row.objects, (row.day or day)[:6]] += row.amount
    return found


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(ENCODINGS)), st.lists(NAMES, min_size=8, max_size=8), VOUCHERS, STYLES)
def test_what_is_written_is_read_back(encoding: str, names: list[str], vouchers: list[tuple[str, str, list[Row]]], style: Style) -> None:
    """In every encoding and style: the plan, the names, and each account's movements by objects and month, to the öre."""
    plan = dict(zip(["19", "193", "1930", "2010", "304", "3010", "3040", "40100"], names, strict=True))
    vouchers = [(day, text, balanced(rows)) for day, text, rows in vouchers]
    ledger = read(written(plan, vouchers, style, ENCODINGS[encoding]).encode(encoding))
    assert {number: account.name for number, account in ledger.accounts.items()} == plan
    assert ledger.company == "Åby ö"
    assert ledger.movements == summed(vouchers)
    assert ledger.verifications == len(vouchers)
    assert ledger.removed == sum(row.kind == "#BTRANS" for _, _, rows in vouchers for row in rows)


# --- encodings ------------------------------------------------------------------------------------------------------


def named(name: bytes, said: bytes = b"#FORMAT PC8\n") -> bytes:
    return b"#FLAGGA 0\n" + said + b'#SIETYP 1\n#GEN 20220101\n#RAR 0 20210101 20211231\n#KONTO 3010 "' + name + b'"\n'


@pytest.mark.parametrize("name", ["Åtgärder för öppenvård", "é", "Ö", "ü", "Löner – övrigt", "50 % §"])
@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "utf-8"])
def test_every_letter_is_read_as_it_was_written(name: str, encoding: str) -> None:
    """Where it can be written at all."""
    try:
        raw = name.encode(encoding)
    except UnicodeEncodeError:
        return
    assert read(named(raw)).accounts["3010"].name == name


def test_a_file_that_is_what_it_says_is_told_nothing_of() -> None:
    assert read(named("Löner".encode("cp437"))).told == ()
    assert read(named(b"Arvoden", b"")).told == ()


@pytest.mark.parametrize(
    ("name", "said", "told"),
    [
        ("Löner".encode("cp1252"), b"#FORMAT PC8\n", "#FORMAT anger PC8, men filen är läst som Windows-1252 (svenska bokstäver: 1, som PC8: 0)."),
        ("Löner".encode(), b"#FORMAT PC8\n", "#FORMAT anger PC8, men filen är läst som UTF-8 (alla tecken är giltig UTF-8)."),
        ("Löner".encode("cp437"), b"", "Posten #FORMAT saknas; filen är läst som PC8 (svenska bokstäver: 1, som Windows-1252: 0)."),
        ("Löner".encode("cp437"), b"#FORMAT ANSI\n", "#FORMAT anger ANSI, men filen är läst som PC8 (svenska bokstäver: 1, som Windows-1252: 0)."),
    ],
)
def test_an_encoding_that_was_found_out_is_told(name: bytes, said: bytes, told: str) -> None:
    ledger = read(named(name, said))
    assert ledger.accounts["3010"].name == "Löner"
    assert ledger.told == (told,)


def test_bytes_that_fit_two_encodings_are_what_the_file_says() -> None:
    """0xA0 is á in PC8 and a hard space in Windows-1252: both are possible, and #FORMAT decides."""
    assert read(named(b"Matn\xa0 25")).accounts["3010"].name == "Matná 25"
    assert read(named(b"Matn\xa0 25", b"#FORMAT ANSI\n")).accounts["3010"].name == "Matn\xa0 25"


@pytest.mark.parametrize("said", [b"", b"#FORMAT X\n"])
def test_bytes_that_nothing_decides_are_refused(said: bytes) -> None:
    with pytest.raises(BadInput) as raised:
        read(named(b"Matn\xa0 25", said))
    (error,) = raised.value.errors
    assert error.found == 'tecken som kan läsas på två sätt: "Matná 25" (PC8) eller "Matn 25" (Windows-1252)'
    assert error.action == "spara filen som UTF-8, eller exportera den på nytt"


def test_a_few_odd_signs_in_a_clear_file_are_told() -> None:
    """A frame of a table in PC8 beside many letters: 0xB3 is │ there, and no letter in Windows-1252 either."""
    ledger = read(named(("åäö" * 20 + " │").encode("cp437")))
    assert ledger.accounts["3010"].name.startswith("åäöåäö")
    assert ledger.told == ("Tecken som är ovanliga i svensk text: 1, det första på rad 6.",)


def test_a_file_of_two_encodings_is_refused() -> None:
    """Swedish letters of PC8 in one place and of Windows-1252 in another."""
    with pytest.raises(BadInput, match="kan läsas på två sätt"):
        read(named("Åäö".encode("cp437") + b" " + "åäö".encode("cp1252")))
    with pytest.raises(BadInput, match="tecken som inte är UTF-8 i en fil som inleds som UTF-8"):
        read(b"\xef\xbb\xbf" + named("åäö".encode("cp437")))


# --- forms ----------------------------------------------------------------------------------------------------------


def test_a_field_may_hold_quotes_braces_and_backslashes() -> None:
    ledger = read(LEDGER.replace('"Löner"', '"C:\\lön {1} \\"a\\""').encode("cp437"))
    assert ledger.accounts["5010"].name == 'C:\\lön {1} "a"'
    assert ledger.accounts["4010"].name == 'Inköp åt "Navet"'


def test_the_accounts_are_texts() -> None:
    """304 and 3040 are two accounts, and 0304 a third."""
    lines = '#KONTO 0304 "a"\n#KONTO 3040 "b"\n#DIM 1'
    assert {"304", "0304", "3040"} <= set(read(LEDGER.replace("#DIM 1", lines).encode("cp437")).accounts)


def test_a_transaction_without_day_is_of_the_verifications_day() -> None:
    months = {(account, month) for account, _, month in read(LEDGER.encode("cp437")).movements}
    assert ("3010", "202101") in months
    assert ("2440", "202112") in months


def test_labels_may_be_written_small() -> None:
    assert read(LEDGER.replace("#KONTO", "#konto").replace("#VER", "#ver").replace("#TRANS 1930", "#trans 1930").encode("cp437")).transactions == 8


# --- spans ----------------------------------------------------------------------------------------------------------

DIGITS = st.text("0123456789", min_size=1, max_size=4)
RANGES = st.tuples(DIGITS, DIGITS).filter(lambda two: len(two[0]) == len(two[1])).map(lambda two: f"{min(two)}-{max(two)}")
WRITTEN = st.lists(DIGITS | RANGES, max_size=6)


@given(WRITTEN, DIGITS)
def test_a_span_holds_texts_of_its_own_length_alone(texts: list[str], account: str) -> None:
    """Finding at once gives what looking at each span gives, and doubles are the spans that share a text."""
    spans = [span(text) for text in texts]
    assert (Spans((text, text) for text in texts).name(account) is not None) == any(one.holds(account) for one in spans)
    met = any(one.meets(other) for i, one in enumerate(spans) for other in spans[:i])
    assert bool(list(doubles([(text, text) for text in texts]))) == met


def test_spans_are_told_as_they_are_meant() -> None:
    assert span("P1-2") == Span("P1-2", "P1-2")
    assert listed(["3000-3999", "304", "31"]) == "3000–3999, 304 och 31"


# --- speed ----------------------------------------------------------------------------------------------------------


def test_fifty_thousand_verifications_are_read_in_seconds(tmp_path: Path) -> None:
    path = tmp_path / "stor.se"
    path.write_bytes(large_ledger(50_000))
    begun = process_time()
    ledger = read_ledger(path)
    took = process_time() - begun
    assert (ledger.verifications, ledger.transactions) == (50_000, 150_000)
    assert took < 5  # it takes about 2.3
