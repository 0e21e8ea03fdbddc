"""The control log as people keep it: a list from a spreadsheet, read into the year or refused with every mistake at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.importing import Wanted, import_file
from facts.errors import BadInput
from facts.importers import kontrollogg
from facts.importers.csvtext import decoded, records
from facts.importers.importer import Asked
from facts.loading import load_organisation, load_year
from facts.yamltree import parse_yaml

CASES = Path(__file__).parent / "cases"
MISTAKES: list[dict[str, Any]] = yaml.safe_load((CASES / "misstag-csv.yaml").read_text(encoding="utf-8"))
LOG = "logg2020:\n    titel: Kontrollogg 2020\n    slag: övrigt"
HEAD = "moment;datum;av;resultat;notering;åtgärd;stängd"
LINES = [HEAD, "IK-1a;30/11 2020;Ekonomichefen;utan anmärkning;;;", "IK-1a;2020-05-04;Åsa Öberg;attest saknas;attest saknas;ny rutin;1 juni 2020"]

Read = Callable[..., dict[str, Any]]


def laid_out(root: Path, document: str = LOG) -> Path:
    """A copy of the good example in which the log is a document."""
    folder = Path(shutil.copytree(CASES / "god" / "exempel", root / "exempel"))
    path = folder / "organisation.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("\ndokument:\n", f"\ndokument:\n  {document}\n"), encoding="utf-8")
    return folder


def in_bytes(lines: list[str], coding: str = "utf-8", end: str = "\r\n") -> bytes:
    if coding == "blandad":
        return b"".join(f"{line}{end}".encode("cp1252" if i % 2 else "utf-8") for i, line in enumerate(lines))
    return "".join(f"{line}{end}" for line in lines).encode(coding)


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake["fall"] for mistake in MISTAKES])
def test_a_mistake_in_the_list_is_told_with_its_place_and_what_to_do(mistake: dict[str, Any], tmp_path: Path) -> None:
    """One list gives exactly the messages that the case states, word for word, and nothing is written."""
    folder = laid_out(tmp_path, mistake.get("dokument", LOG))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    path = tmp_path / "logg.csv"
    path.write_bytes(in_bytes(mistake["rader"], mistake.get("kodning", "utf-8")))
    with pytest.raises(BadInput) as raised:
        import_file(Wanted(path, facts=tmp_path, year=mistake.get("år")))
    assert [str(error) for error in raised.value.errors] == mistake.get("fel")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_there_is_a_case_for_each_of_many_mistakes() -> None:
    assert len(MISTAKES) >= 30
    assert len({mistake["fall"] for mistake in MISTAKES}) == len(MISTAKES)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """What a list of these bytes becomes."""
    folder = laid_out(tmp_path)

    def reading(raw: bytes, year: int | None = None, name: str = "logg.csv") -> dict[str, Any]:
        path = tmp_path / name
        path.write_bytes(raw)
        imported = kontrollogg.read(path, Asked(load_organisation(folder), year))
        (made,) = imported.files.values()
        assert parse_yaml(made.raw, made.name).data == made.data
        told: dict[str, Any] = {"år": imported.year, "rå": made.raw, "sagt": imported.told, "fil": made} | made.data
        return told

    return reading


def test_a_list_becomes_the_log_of_its_year_with_the_list_as_source(read: Read) -> None:
    told = read(in_bytes(LINES))
    assert told["år"] == 2020
    assert told["kontrollogg"] == [
        {
            "moment": "IK-1a", "datum": "2020-05-04", "av": "Åsa Öberg", "resultat": "attest saknas", "notering": "attest saknas",
            "åtgärd": "ny rutin", "stängd": "2020-06-01", "källa": "logg2020, IK-1a 2020-05-04",
        },
        {"moment": "IK-1a", "datum": "2020-11-30", "av": "Ekonomichefen", "resultat": "utan anmärkning", "källa": "logg2020, IK-1a 2020-11-30"},
    ]  # fmt: skip
    assert told["sagt"] == ("2 kontroller av 1 moment, från 2020-05-04 till 2020-11-30.",)


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [";", ","])
def test_the_same_list_gives_the_same_file_however_it_was_saved(read: Read, coding: str, end: str, separator: str) -> None:
    lines = [line.replace(";", separator) for line in LINES]
    assert read(in_bytes(lines, coding, end))["rå"] == read(in_bytes(LINES))["rå"]


def test_neither_the_order_of_rows_and_columns_nor_capitals_and_blank_rows_matter(read: Read) -> None:
    other = ["sep=;", "", 'STÄNGD; Åtgärd ;Notering;Resultat;AV;"Datum";Moment;;', ";;;;;;;;"]
    other += [";".join(reversed(line.split(";"))) for line in reversed(LINES[1:])]
    assert read(in_bytes(other))["rå"] == read(in_bytes(LINES))["rå"]


def test_a_quoted_field_may_hold_separators_quotes_and_line_ends(read: Read) -> None:
    lines = [HEAD, 'IK-1a;2020-03-02;"Ek, A; ""Anna""";"rad ett', 'rad två";;;']
    (fact,) = read(in_bytes(lines))["kontrollogg"]
    assert (fact["av"], fact["resultat"]) == ('Ek, A; "Anna"', "rad ett rad två")


def test_every_field_has_its_line_and_column(read: Read) -> None:
    lines = ["moment;datum;av;resultat", 'IK-1b;2020-03-02;"en', 'rad";bra', "", "IK-1a;2020-03-03;å;bra"]
    file = read(in_bytes(lines))["fil"]
    assert str(file.place(("kontrollogg", 1, "av"))) == "logg.csv:2:18"
    assert str(file.place(("kontrollogg", 1, "resultat"))) == "logg.csv:3:6"
    assert str(file.place(("kontrollogg", 0, "datum"))) == "logg.csv:5:7"
    assert str(file.place(("kontrollogg", 0, "källa"))) == "logg.csv:5:1"
    assert str(file.place(())) == "logg.csv"


def test_an_own_source_stands_and_open_remarks_are_counted(read: Read) -> None:
    lines = [
        "moment;datum;av;resultat;notering;källa;stängd",
        "IK-1a;2020-03-02;å;se notering;fel belopp;ar2020, 9.2;",
        "IK-1b;2020-03-02;å;b;c;;Datum framgår inte",
    ]
    told = read(in_bytes(lines))
    assert [(fact["källa"], fact.get("stängd")) for fact in told["kontrollogg"]] == [
        ("ar2020, 9.2", None),
        ("logg2020, IK-1b 2020-03-02", "datum framgår inte"),
    ]
    assert told["sagt"][1:] == ("1 notering utan dag i kolumnen stängd: öppen.",)


def test_controls_made_after_the_year_belong_to_it_when_it_is_named(read: Read) -> None:
    told = read(in_bytes([HEAD, "IK-1a;2020-12-30;å;b;;;", "IK-1a;2021-01-12;å;b;;;"]), 2020)
    assert told["sagt"][1:] == ("1 kontroll är gjord efter 2020 och räknas inte bland årets kontroller.",)
    assert (told["år"], len(told["kontrollogg"])) == (2020, 2)


@pytest.mark.parametrize(
    ("documents", "source"),
    [
        ("logg2020:\n    titel: Kontrollogg 2020\n    slag: övrigt\n  logg2021:\n    titel: Kontrollogg 2021\n    slag: övrigt", "logg2020"),
        ("ik:\n    titel: Kontrollogg\n    slag: övrigt", "ik"),
        (
            "kontrollogg:\n    titel: Bilaga\n    slag: övrigt\n    år: 2020\n  k2:\n    titel: Kontrollogg\n    slag: övrigt\n    år: 2019",
            "kontrollogg",
        ),
    ],
)
def test_the_years_log_among_the_documents_is_the_source(documents: str, source: str, tmp_path: Path) -> None:
    laid_out(tmp_path, documents)
    path = tmp_path / "logg.csv"
    path.write_bytes(in_bytes(LINES))
    import_file(Wanted(path, facts=tmp_path))
    log = load_year(tmp_path / "exempel", 2020).log
    assert {entry.source.document for entry in log if entry.moment == "IK-1a"} == {source}


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8), min_size=1, max_size=4),
        min_size=1,
        max_size=5,
    )
)
def test_what_is_quoted_comes_back_whatever_signs_it_holds(table: list[list[str]]) -> None:
    written = "\n".join(";".join('"' + text.replace('"', '""') + '"' for text in row) for row in table)
    assert [[cell.text for cell in row] for row in records(written, "f.csv", ";")] == table


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200) | st.text(st.sampled_from('moment;datum,av"resultat\n\r IK-1a2020'), max_size=120).map(str.encode))
def test_no_bytes_are_read_halfway_or_crash(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    """Whatever is in the file, it is a list or it is refused as input."""
    root = tmp_path_factory.mktemp("f")
    path = root / "logg.csv"
    path.write_bytes(b"moment;datum;av;resultat\n" + raw)
    folder = laid_out(root)
    told: list[str] = []
    try:
        kontrollogg.read(path, Asked(load_organisation(folder)))
    except BadInput as error:
        told += map(str, error.errors)
        assert told


def test_a_file_over_the_limits_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "logg.csv"
    path.write_bytes(b"x" * 5_000_001)
    with pytest.raises(BadInput, match="hittade en fil på mer än 5000000 byte; väntade högst 5000000 byte"):
        decoded(path)
    folder = laid_out(tmp_path)
    path.write_bytes(in_bytes([HEAD, *(["IK-1a;2020-03-02;å;b;;;"] * 10_001)]))
    with pytest.raises(BadInput, match="hittade 10001 rader; väntade högst 10000 rader"):
        kontrollogg.read(path, Asked(load_organisation(folder)))


@pytest.mark.parametrize(
    ("name", "head", "known"),
    [
        ("logg.csv", b"", True), ("LOGG.CSV", b"x", True), ("logg.txt", b"Moment;Datum;av\n", True), ("logg.txt", b"hej\nmoment datum", False),
        ("logg.xlsx", b"moment;datum", False), ("bokslut.se", b"#FLAGGA 0", False),
    ],
)  # fmt: skip
def test_a_list_is_known_by_its_name_or_its_first_line(name: str, head: bytes, known: bool) -> None:
    assert kontrollogg.recognises(Path(name), head) is known
