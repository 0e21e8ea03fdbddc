"""Each mistake in a SIE file or in konton.yaml is told with its place, what was expected and what to do; hostile files in one sentence."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from sie_example import LEDGER, MAPPING, imported, organisation_at

from facts.errors import BadInput
from facts.importers import sie
from facts.importers.importer import Asked
from facts.importers.sie.mistakes import MOST_MISTAKES
from facts.loading import load_organisation

MISTAKES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases" / "misstag-sie.yaml").read_text(encoding="utf-8"))


def errors_of(place: Path, **given: Any) -> list[str]:
    """What the import says."""
    with pytest.raises(BadInput) as raised:
        imported(place, **given)
    return [str(error) for error in raised.value.errors]


def spoilt(mistake: dict[str, Any]) -> dict[str, str]:
    """The example's file with one mistake in it."""
    name, text = ("ledger", LEDGER) if mistake["fil"] == "sie" else ("mapping", MAPPING)
    assert mistake["står"] in text
    return {name: text.replace(mistake["står"], mistake["ändras_till"], 1)}


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake["fall"] for mistake in MISTAKES])
def test_a_mistake_is_told_with_its_place_and_what_to_do(tmp_path: Path, mistake: dict[str, Any]) -> None:
    assert errors_of(tmp_path, **spoilt(mistake)) == mistake["fel"]


def test_there_is_a_case_for_each_of_many_mistakes() -> None:
    assert len(MISTAKES) >= 60
    assert len({mistake["fall"] for mistake in MISTAKES}) == len(MISTAKES)


def test_mistakes_of_the_ledger_and_of_the_mapping_are_told_together(tmp_path: Path) -> None:
    given = {"ledger": LEDGER.replace("#RES 0 304 -300.00", "#RES 0 304 tio"), "mapping": MAPPING.replace("slag: balans", "slag: saldo")}
    assert [error.partition(": hittade ")[0] for error in errors_of(tmp_path, **given)] == ["bokslut.se:39:12", "konton.yaml:40:15"]


def test_a_mapping_without_versions_is_told_so(tmp_path: Path) -> None:
    told = errors_of(tmp_path, mapping="organisationsnummer: 222000-9999\nversioner: []\n")
    assert told == ["konton.yaml:2:12: hittade en tom lista; väntade minst en version; gör så här: lägg till en version"]


def test_all_mistakes_of_a_file_are_told_together(tmp_path: Path) -> None:
    """Every mistake that leaves the rest readable, put into one file: each is told, in the order of the lines."""
    chosen = ["ett belopp med decimalkomma", "en post med för få fält", "en felskriven period", "en verifikation utan klamrar",
              "ett konto två gånger med olika namn", "en objektlista med ett halvt par", "en balans två gånger"]  # fmt: skip
    ledger = LEDGER
    for mistake in (mistake for mistake in MISTAKES if mistake["fall"] in chosen):
        ledger = ledger.replace(mistake["står"], mistake["ändras_till"], 1)
    told = errors_of(tmp_path, ledger=ledger)
    assert len(told) == len(chosen)
    assert told == sorted(told, key=lambda text: int(text.split(":")[1]))


def test_the_wanted_year_is_the_files_year(tmp_path: Path) -> None:
    words = "hittade räkenskapsåret 2021-01-01 till 2021-12-31; väntade räkenskapsåret 2020; gör så här: välj rätt fil eller rätt år"
    assert errors_of(tmp_path, year=2020) == [f"bokslut.se:8:8: {words}"]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (dt.date(2020, 11, 30), "hittade dagen 2020-11-30; väntade en dag i 2021; gör så här: rätta dagen, eller välj en fil för det året"),
        (dt.date(2021, 11, 29), "hittade dagen 2021-11-29; väntade en månads sista dag, som filens belopp gäller; gör så här: ange 2021-11-30"),
    ],
)
def test_a_wanted_day_that_the_file_cannot_give_is_refused(tmp_path: Path, day: dt.date, told: str) -> None:
    assert errors_of(tmp_path, day=day) == [f"bokslut.se: {told}"]


def test_a_wanted_day_after_the_file_is_refused(tmp_path: Path) -> None:
    ledger = LEDGER.replace("#GEN 20220210", "#GEN 20210305").replace("20211230", "20210228").replace("20211229", "20210227")
    told = "hittade transaktioner till och med 2021-03-05; väntade transaktioner till och med 2021-04-30"
    assert errors_of(tmp_path, ledger=ledger, day=dt.date(2021, 4, 30)) == [
        f"bokslut.se: {told}; gör så här: exportera filen på nytt för hela perioden"
    ]


def test_without_a_mapping_it_is_told_how_to_give_one(tmp_path: Path) -> None:
    folder = organisation_at(tmp_path)
    (folder / "konton.yaml").unlink()
    (tmp_path / "a.se").write_text("#FLAGGA 0\n", encoding="ascii")
    with pytest.raises(BadInput) as raised:
        sie.read(tmp_path / "a.se", Asked(load_organisation(folder)))
    told = "hittade ingen sådan fil; väntade en fil om vilka konton som står bakom räkningarnas rader"
    assert str(raised.value) == f"konton.yaml: {told}; gör så här: ange filen med --konton, eller lägg konton.yaml bredvid organisation.yaml"


# --- hostile files --------------------------------------------------------------------------------------------------

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "en tom fil": (bytes, "en tom fil"),
    "en arkivfil": (lambda: b"PK\x03\x04" + bytes(100), "styrtecknet U+0003"),
    "en text": (lambda: b"Dear reader\n", 'en fil som börjar med "Dear"'),
    "ett nolltecken": (lambda: b"#FLAGGA 0\n#FNAMN \"A\0B\"\n", "styrtecknet U+0000"),
    "ett tecken som vänder texten": ("#FLAGGA 0\n#FNAMN \"A\u202eB\"\n".encode, "styrtecknet U+202E"),
    "en rad på 100 MB": (lambda: b"#FLAGGA 0\n#FNAMN \"" + b"x" * 100_000_000, "en rad på 100000008 tecken"),
    "en fil över gränsen": (lambda: b"#FLAGGA 0\n" + b" " * 200_000_000, "en fil på 200000010 byte"),
    "en miljon konton": (lambda: b"#FLAGGA 0\n" + b"\n".join(b"#KONTO %d A" % i for i in range(1_000_000)), "fler än 100000 konton"),
    "en miljon objekt": (lambda: b"#FLAGGA 0\n" + b"\n".join(b"#OBJEKT 1 %d A" % i for i in range(1_000_000)), "fler än 100000 objekt"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    made, found = HOSTILE[name]
    begun = time.monotonic()
    told = errors_of(tmp_path, ledger=made())
    assert [error.partition("; väntade")[0].partition("hittade ")[2] for error in told] == [found]
    assert time.monotonic() - begun < 20


def test_an_amount_of_a_million_digits_is_refused_without_being_reckoned(tmp_path: Path) -> None:
    told = errors_of(tmp_path, ledger=LEDGER.replace("#UB 0 1930 1400500.50", f"#UB 0 1930 {'9' * 1_000_000}"))
    assert [error.partition(";")[0] for error in told] == ["bokslut.se:31:1: hittade en rad på 1000012 tecken"]
    told = errors_of(tmp_path, ledger=LEDGER.replace("#UB 0 1930 1400500.50", f"#UB 0 1930 {'9' * 5_000}"))
    assert [error.partition(";")[0] for error in told] == [f'bokslut.se:31:12: hittade "{"9" * 59}…"']


@pytest.mark.parametrize("line", ["#TRANS x", "}", "x", '"', "{ {", "#VER", "#IB 0 1930 x", "#KONTO"])
def test_a_file_of_mistakes_alone_is_read_no_further_than_people_read(tmp_path: Path, line: str) -> None:
    begun = time.monotonic()
    told = errors_of(tmp_path, ledger="#FLAGGA 0\n#SIETYP 4\n" + f"{line}\n" * 300_000)
    assert len(told) <= MOST_MISTAKES + 1
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize("part", ['"\\"', "{", '{"', "{a", '" {', "\\", "} "])
def test_no_line_takes_longer_than_its_length(tmp_path: Path, part: str) -> None:
    line = "#X " + part * (9_000 // len(part))
    begun = time.monotonic()
    errors_of(tmp_path, ledger="#FLAGGA 0\n#SIETYP 4\n#RAR 0 20210101 20211231\n" + f"{line}\n" * 200 + "#RES 0 3010 x\n")
    assert time.monotonic() - begun < 10


# --- hostile mappings -----------------------------------------------------------------------------------------------


def of_rows(rows: str) -> str:
    """A mapping of one table with the rows."""
    table = "      a:\n        titel: A\n        avsnitt: a\n        slag: balans\n        rader:\n"
    return f"versioner:\n  - från: 2021\n    dokument: bokforing2021\n    tabeller:\n{table}{rows}"


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("tjugo tusen konton som går i varandra", f"          x: {{konton: [{', '.join(['1-9'] * 20_000)}]}}\n"),
        ("tio tusen summor av varandra", "".join(f"          r{i}: {{summa: [r{(i + 1) % 10_000}]}}\n" for i in range(10_000))),
        ("ett konto av tusen siffror", f"          x: {{konton: [{'9' * 1000}]}}\n"),
    ],
)
def test_a_hostile_mapping_is_refused_in_bounded_time(tmp_path: Path, name: str, rows: str) -> None:
    begun = time.process_time()
    assert errors_of(tmp_path, mapping=of_rows(rows))
    assert time.process_time() - begun < 30
