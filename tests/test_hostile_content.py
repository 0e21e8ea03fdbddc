"""Content made to stop a careless reader is refused where it stands, in Swedish, within a few seconds and a gigabyte."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from fuzz_guard import REFUSED_AS, Answer, Watch, tried
from fuzz_readers import Bench
from sie_example import LEDGER

DEEP = 100_000
MANY = "9" * 1_000_000
ACCOUNTS = (Path(__file__).parent / "cases" / "god" / "exempel" / "2020" / "mal.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def watch() -> Watch:
    return Watch()


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    made = Bench(tmp_path_factory.mktemp("fientligt").resolve())
    assert made.workbook
    assert made.forms
    return made


@pytest.fixture
def answered(watch: Watch, bench: Bench) -> Callable[..., Answer]:
    """What the command says; every promise kept."""

    def run(*args: str | Path) -> Answer:
        answer = tried(watch, bench.place, [str(part) for part in args])
        assert not answer.faults
        assert answer.seconds < 5
        return answer

    return run


def _bomb(levels: int = 9) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]", *(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, levels))]
    return "\n".join(lines) + "\n"


def _goals(*more: str) -> str:
    return ACCOUNTS.replace("titel: Antal besök", "\n        ".join(more))


YAML: dict[str, tuple[str | bytes, str]] = {
    "en alias-bomb": (_bomb(), 'ankaret "&a0"'),
    "sammanslagna nycklar": ("a: &a {b: 1}\nc:\n  <<: *a\n", 'ankaret "&a"'),
    "sig själv": ("a: &a [*a]\n", 'ankaret "&a"'),
    "hundratusen nivåer av listor": ("mål: " + "[" * DEEP + "]" * DEEP, "fler än 20 nivåer"),
    "hundratusen nivåer av grupper": ("mål: " + "{a: " * DEEP, "fler än 20 nivåer"),
    "hundratusen indrag": ("".join(f"{' ' * (i % 3000)}a:\n" for i in range(3000)), "fler än 20 nivåer"),
    "hundratusen streck": ("- " * DEEP, "fler än 20 nivåer"),
    "ett tal på en miljon siffror": (_goals("titel: x", f"nivå: {MANY}"), '"9'),
    "en miljon decimaler": (ACCOUNTS.replace("nivå: 90.0", f"nivå: 0.{'9' * 30_000}"), "hittade 0.999"),
    "en tiopotens": (ACCOUNTS.replace("nivå: 90.0", "nivå: 1e999999999"), 'talet "1e999999999"'),
    "ett nolltecken": ("a: \0\n", "styrtecknet U+0000"),
    "ett nolltecken som kod": ('mål: "\\0"\n', "styrtecknet U+0000 som kod"),
    "ett halvt tecken": ('mål: "\\ud800"\n', ""),
    "en styrsekvens": ("mål: \x1b[2J\n", "styrtecknet U+001B"),
    "omvänd skrivriktning": ("mål: \u202egpj\n", "styrtecknet U+202E"),
    "latin-1": ("mål: å\n".encode("latin-1"), "tecken som inte är UTF-8"),
    "utf-16": ("mål: a\n".encode("utf-16"), ""),
    "tusentals fel": ("okänd: 1\n" + "".join(f"nyckel{i}: 1\n" for i in range(20_000)), "fler än 500 fel"),
    "samma nyckel hundratusen gånger": ("a: 1\n" * 100_000, 'nyckeln "a" en andra gång'),
    "en halv miljon tomma listor": ("mål: [" + "[]," * 250_000 + "]", "fler än 400000 uppgifter"),
    "en text på fyra miljoner tecken": (_goals(f"titel: {'o' * 4_000_000}"), "ooo"),
    "ett id på en miljon tecken": (ACCOUNTS.replace("F-1.3", "F-1.3" + "x" * 1_000_000), "F-1.3xxx"),
    "fem hundra utfall för ett mätetal": (
        ACCOUNTS.replace(
            "utfall:\n",
            "utfall:\n" + "".join(f"  - {{mätetal: F-1.1, uppgift: u{i}, källa: 'ar2020, 1', värde: {i % 100}, enhet: '%'}}\n" for i in range(500)),
        ),
        'fler än 100 utfall för mätetalet "F-1.1"',
    ),
    "ett mål som följs upp två gånger": (
        ACCOUNTS.replace("utfall:\n", "  - {mål: F-1, källa: 'ar2020, 4.2'}\nutfall:\n", 1),
        'en andra uppföljning av "F-1"',
    ),
    "en python-klass": ("mål: !!python/object/apply:os.system [id]\n", "en YAML-tagg"),
}  # fmt: skip


@pytest.mark.parametrize("name", YAML)
def test_hostile_yaml_is_refused(name: str, bench: Bench, answered: Callable[..., Answer]) -> None:
    text, found = YAML[name]
    file = bench.good / "exempel" / "2020" / "mal.yaml"
    root = bench.spoiled(bench.good, file, text.encode() if isinstance(text, str) else text)
    answer = answered("2020", "--fakta", root)
    assert answer.outcome == REFUSED_AS
    assert found in answer.said


def test_a_huge_number_of_answers_takes_no_time(bench: Bench, answered: Callable[..., Answer]) -> None:
    file = bench.good / "exempel" / "2020" / "mal.yaml"
    for count, share in (("900000000000", "88"), ("8000000000", "88"), ("99999999", "0.000001")):
        text = ACCOUNTS.replace("antal_svar: 125", f"antal_svar: {count}").replace("värde: 88\n", f"värde: {share}\n")
        answered("2020", "--fakta", bench.spoiled(bench.good, file, text.encode()))


def test_names_that_nothing_has_are_told_within_seconds_however_many(bench: Bench, answered: Callable[..., Answer]) -> None:
    goals = "".join(f"  - {{id: G-{i}, enhet: FORBUNDET, titel: M, källa: 'plan2020, 1'}}\n" for i in range(4000))
    outcomes = "".join(f"  - {{mätetal: G-{i}.2, uppgift: u, källa: 'ar2020, 1', värde: 1, enhet: st}}\n" for i in range(4000))
    file = bench.good / "exempel" / "2020" / "ny.yaml"
    answer = answered("2020", "--fakta", bench.spoiled(bench.good, file, f"mål:\n{goals}utfall:\n{outcomes}".encode()))
    assert "fler än 500 fel" in answer.said


def test_thousands_of_files_of_a_year_are_refused(bench: Bench, answered: Callable[..., Answer]) -> None:
    root = bench.spoiled(bench.good, bench.good / "exempel" / "2020" / "ny.yaml", b"")
    for i in range(1001):
        (root / "exempel" / "2020" / f"f{i}.yaml").write_bytes(b"")
    assert "högst 1000 filer för ett år" in answered("2020", "--fakta", root).said


@pytest.mark.parametrize("name", ["rad\nbrytning.yaml", "\x1b[31mröd.yaml", "\u202eomvänd.yaml", "a" * 240 + ".yaml", "=cmd.yaml", "<b>.yaml"])
def test_the_name_of_a_file_is_shown_as_it_is_read(name: str, bench: Bench, answered: Callable[..., Answer]) -> None:
    """Its line break, control codes and direction are told by their numbers."""
    root = bench.spoiled(bench.good, bench.good / "exempel" / "2020" / "ny.yaml", b"")
    (root / "exempel" / "2020" / "ny.yaml").rename(root / "exempel" / "2020" / name)
    assert answered("2020", "--fakta", root).outcome == REFUSED_AS


def test_a_name_of_a_file_in_other_letters_than_utf_8_is_shown(bench: Bench, answered: Callable[..., Answer]) -> None:
    root = bench.spoiled(bench.good, bench.good / "exempel" / "2020" / "ny.yaml", b"")
    (Path(str(root)) / "exempel" / "2020" / "ny.yaml").rename(root / "exempel" / "2020" / b"\xff\xe5.yaml".decode("utf-8", "surrogateescape"))
    assert "[U+DCFF]" in answered("2020", "--fakta", root).said


# --- links that lead out --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["organisation.yaml", "2020/mal.yaml", "2020/noteringar.yaml", "2019/ar.yaml", "2020", "."])
def test_a_link_out_of_the_folder_is_not_followed(place: str, bench: Bench, answered: Callable[..., Answer], tmp_path: Path) -> None:
    root = bench.spoiled(bench.good, bench.good / "exempel" / "2020" / "ny.yaml", b"")
    (root / "exempel" / "2020" / "ny.yaml").unlink()
    outside = tmp_path / "ute"
    inside = root / "exempel" / place
    (inside.rename(outside) if inside.exists() else outside.write_text("hemligt: 1\nroller: 1\n", encoding="utf-8"))
    inside.symlink_to(outside)
    answer = answered("2020", "--fakta", root)
    assert answer.outcome == REFUSED_AS
    assert "en länk som leder ut ur mappen" in answer.said
    assert "hemligt" not in answer.said
    inside.unlink()


def test_a_file_outside_is_never_told_of(bench: Bench, answered: Callable[..., Answer]) -> None:
    file = bench.good / "exempel" / "2020" / "mal.yaml"
    root = bench.spoiled(bench.good, file, b"")
    (root / "exempel" / "2020" / "mal.yaml").unlink()
    (root / "exempel" / "2020" / "mal.yaml").symlink_to("../../../../../../../../../../etc/passwd")
    assert "root:" not in answered("2020", "--fakta", root).said


# --- workbooks ------------------------------------------------------------------------------------------------------


def _parts(raw: bytes) -> dict[str, bytes]:
    packed = zipfile.ZipFile(io.BytesIO(raw))
    return {name: packed.read(name) for name in packed.namelist()}


def _packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


def _with(raw: bytes, name: str, content: bytes) -> bytes:
    return _packed(_parts(raw) | {name: content})


def _in_sheet(raw: bytes, before: bytes, after: bytes) -> bytes:
    parts = _parts(raw)
    sheet = "xl/worksheets/sheet3.xml"
    assert before in parts[sheet]
    return _packed(parts | {sheet: parts[sheet].replace(before, after, 1)})


def _cell(number: str) -> bytes:
    return f'<row r="900"><c r="A900"><v>{number}</v></c></row></sheetData>'.encode()


def _lying(raw: bytes) -> bytes:
    """A part of a hundred megabytes that says it has ten bytes, everywhere where it says anything."""
    packed = _packed({"xl/stor.xml": b" " * 100_000_000, **_parts(raw)})
    return packed.replace((100_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))


MERGED = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><a>&b;</a>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>'
WORKBOOKS: dict[str, Callable[[bytes], bytes]] = {
    "en packad bomb": lambda raw: _with(raw, "xl/stor.xml", b" " * 60_000_000),
    "en packad bomb som ljuger": _lying,
    "packad på annat sätt": lambda raw: _packed(_parts(raw), zipfile.ZIP_LZMA),
    "packad på ett tredje sätt": lambda raw: _packed(_parts(raw), zipfile.ZIP_BZIP2),
    "egna entiteter": lambda raw: _with(raw, "xl/sharedStrings.xml", ENTITIES),
    "entiteter utifrån": lambda raw: _with(raw, "xl/workbook.xml", OUTSIDE),
    "djup markering": lambda raw: _with(raw, "xl/workbook.xml", b"<a>" * 100_000),
    "sammanslagna rutor över allt": lambda raw: _in_sheet(raw, b"</sheetData>", b"</sheetData>" + MERGED),
    "ett tal på en miljon siffror": lambda raw: _in_sheet(raw, b"</sheetData>", _cell(MANY)),
    "en tiopotens": lambda raw: _in_sheet(raw, b"</sheetData>", _cell("1e999999999")),
    "inget tal": lambda raw: _in_sheet(raw, b"</sheetData>", _cell("NaN")),
    "tiotusentals delar": lambda raw: _packed(_parts(raw) | {f"xl/d{i}.xml": b"<a/>" for i in range(30_000)}),
    "halv": lambda raw: raw[: len(raw) // 2],
}  # fmt: skip


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_hostile_workbook_is_refused(name: str, bench: Bench, answered: Callable[..., Answer]) -> None:
    file = bench.written("mall.xlsx", WORKBOOKS[name](bench.workbook))
    answer = answered("importera", file, "--torr", "--fakta", bench.good)
    assert answer.outcome == REFUSED_AS
    assert "root:" not in answer.said


def test_a_sheet_that_says_it_is_huge_takes_no_more_than_it_holds(bench: Bench, answered: Callable[..., Answer]) -> None:
    far = b'<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row></sheetData>'
    answered("importera", bench.written("mall.xlsx", _in_sheet(bench.workbook, b"</sheetData>", far)), "--torr", "--fakta", bench.good)


# --- the others -----------------------------------------------------------------------------------------------------

FORMS = {
    "hundratusen nivåer": b'{"a":' * DEEP,
    "hundratusen listor": b'{"schema":"regelspar/1","facts":' + b"[" * DEEP + b"]" * DEEP + b"}",
    "ett tal på en miljon siffror": b'{"schema":"regelspar/1","year":' + MANY.encode() + b"}",
    "en tiopotens": b'{"schema":"regelspar/1","year":1e999999999}',
    "oändligt": b'{"schema":"regelspar/1","year":Infinity}',
    "ett halvt tecken": b'{"schema":"regelspar/1","year":"\\ud800"}',
    "utf-16": '{"schema":"regelspar/1"}'.encode("utf-16"),
    "bom": b"\xef\xbb\xbf{}",
}


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("command", ["verifiera", "jamfor"])
def test_a_hostile_form_is_refused(command: str, name: str, bench: Bench, answered: Callable[..., Answer]) -> None:
    file = bench.written("kor.json", FORMS[name])
    assert answered(command, file, *(["2020", "--fakta", bench.good] if command == "jamfor" else [])).outcome == REFUSED_AS


WORDS = ("1e999999999", "9" * 100_000, "0." + "9" * 5000, "NaN", "Infinity", "\ud800", "\x1b[2J", "a\nb", "=1", "١٢", "²", "-" * 5000)


@pytest.mark.parametrize("text", WORDS)
def test_hostile_words_on_the_command_line_are_refused(text: str, bench: Bench, answered: Callable[..., Answer]) -> None:
    word = text.encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape")
    good = ("--fakta", bench.good)
    for line in (
        [word], ["om", "2020", "--satt", f"årets_resultat={word}", *good], ["om", "2020", "--satt", f"{word}=1", *good],
        ["forklara", "2020", word, *good],
        ["forkontroll", "2020", "--per", word, *good], ["2020", "--format", word, *good], ["2020", "--organisation", word, *good], ["regler", word],
        ["jamfor", word, "2020", *good], ["nytt-ar", word, "--torr", *good], ["importera", word, *good], ["verifiera", word],
    ):  # fmt: skip
        assert answered(*line).outcome == REFUSED_AS, line


@pytest.mark.parametrize("amount", ["1e999999999", "9" * 5000, "0." + "9" * 500, "NaN", "--1", "1,5", "0x10"])
def test_a_hostile_amount_in_a_ledger_is_refused(amount: str, bench: Bench, answered: Callable[..., Answer]) -> None:
    file = bench.written("bokslut.se", LEDGER.replace("#UB 0 1930 1400500.50", f"#UB 0 1930 {amount}").encode("cp437"))
    assert answered("importera", file, "--torr", "--fakta", bench.books).outcome == REFUSED_AS


def test_tens_of_megabytes_of_line_ends_are_counted_and_not_gathered(bench: Bench, answered: Callable[..., Answer]) -> None:
    file = bench.written("bokslut.se", b"#FLAGGA 0\n" + b"\n" * 20_000_000 + b"\x01\n.")
    assert "styrtecknet U+0001" in answered("importera", file, "--torr", "--fakta", bench.books).said
