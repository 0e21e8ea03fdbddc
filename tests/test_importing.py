"""check importera: the kind is recognised, the whole year checked, what is the same left alone, the rest written at once or shown."""

from __future__ import annotations

import importlib
import os
import pkgutil
import shutil
import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest
from test_import_log import HEAD, LINES, in_bytes, laid_out

from checker.importing import Wanted, import_file
from checker.usage import WrongUsage
from checker.yearfiles import changes
from facts import importers
from facts.errors import BadInput, InputError, Place
from facts.factfile import MadeFile
from facts.importers import catalogue, kontrollogg
from facts.importers.importer import Asked, BadImport, Imported
from facts.yamltree import parse_yaml
from facts.yamlwriting import to_yaml

ROOT = Path(__file__).parents[1]
RUN = [sys.executable, "-W", "error", "-c", "from checker.cli import main; main()"]

Done = subprocess.CompletedProcess[str]


def run(*args: str | Path, cwd: Path) -> Done:
    """The command in a process of its own, in a folder of its own."""
    env = {name: value for name, value in os.environ.items() if name != "COLUMNS"} | {"PYTHONPATH": str(ROOT)}
    return subprocess.run([*RUN, *map(str, args)], capture_output=True, text=True, encoding="utf-8", cwd=cwd, env=env, check=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with the good example, in which the log is a document, and a log beside it."""
    laid_out(tmp_path)
    (tmp_path / "logg.csv").write_bytes(in_bytes(LINES))
    return tmp_path


def whole(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# --- the importers --------------------------------------------------------------------------------------------------


MODULES = [importlib.import_module(f"facts.importers.{info.name}") for info in pkgutil.iter_modules(importers.__path__)]


def test_every_module_with_a_name_is_an_importer_and_none_is_missed() -> None:
    named = [module for module in MODULES if hasattr(module, "NAME")]
    assert {one.NAME for one in catalogue.all_importers()} == {module.NAME for module in named}
    assert len({module.NAME for module in named}) == len(named) >= 1


@pytest.mark.parametrize("module", [module for module in MODULES if hasattr(module, "NAME")], ids=lambda module: str(module.NAME))
def test_an_importer_is_whole(module: ModuleType) -> None:
    assert module.NAME.isidentifier()
    assert module.NAME.casefold() == module.NAME
    assert module.SAYS
    assert not module.SAYS.endswith(".")
    assert callable(module.recognises)
    assert callable(module.read)


def test_no_two_importers_take_the_same_file(tmp_path: Path) -> None:
    for name, head in {"logg.csv": b"moment;datum\n", "mall.xlsx": b"PK\x03\x04", "bokslut.se": b"#FLAGGA 0\n", "x.txt": b"moment;datum"}.items():
        assert len(catalogue.recognised(tmp_path / name, head)) <= 1


# --- the command ----------------------------------------------------------------------------------------------------


def test_a_file_is_read_into_its_year_and_told(root: Path) -> None:
    done = run("importera", "logg.csv", "--fakta", ".", cwd=root)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "2020/kontrollogg.yaml: ny\n2 kontroller av 1 moment, från 2020-05-04 till 2020-11-30.\n"
    assert (root / "exempel/2020/kontrollogg.yaml").read_text(encoding="utf-8").startswith("# Inläst med check importera.")


def test_the_same_file_again_changes_nothing(root: Path) -> None:
    import_file(Wanted(root / "logg.csv", facts=root))
    before = whole(root)
    assert import_file(Wanted(root / "logg.csv", facts=root)).startswith("2020/kontrollogg.yaml: oförändrad\n")
    assert whole(root) == before


def test_a_log_that_has_grown_replaces_the_earlier_one(root: Path) -> None:
    import_file(Wanted(root / "logg.csv", facts=root))
    (root / "logg.csv").write_bytes(in_bytes([*LINES, "IK-1b;2020-12-01;Arkivarien;bra;;;"]))
    told = import_file(Wanted(root / "logg.csv", facts=root))
    assert told == "2020/kontrollogg.yaml: ändrad\n3 kontroller av 2 moment, från 2020-05-04 till 2020-12-01.\n"
    grown = (root / "exempel/2020/kontrollogg.yaml").read_text(encoding="utf-8")
    assert grown.count("- moment: ") == 3


def test_a_dry_run_shows_the_difference_and_writes_nothing(root: Path) -> None:
    before = whole(root)
    told = import_file(Wanted(root / "logg.csv", facts=root, dry=True))
    assert told.startswith("--- 2020/kontrollogg.yaml (ingen fil)\n+++ 2020/kontrollogg.yaml (efter inläsningen)\n@@ -0,0 +1,15 @@\n+# Inläst")
    assert told.endswith(
        "2020/kontrollogg.yaml: ny\n2 kontroller av 1 moment, från 2020-05-04 till 2020-11-30.\nIngenting är skrivet, eftersom --torr är angivet.\n"
    )
    assert whole(root) == before
    import_file(Wanted(root / "logg.csv", facts=root))
    assert import_file(Wanted(root / "logg.csv", facts=root, dry=True)).endswith("\nDet finns inget att skriva.\n")


def test_a_difference_is_told_line_by_line(root: Path) -> None:
    import_file(Wanted(root / "logg.csv", facts=root))
    (root / "logg.csv").write_bytes(in_bytes([line.replace("utan anmärkning", "bra") for line in LINES]))
    told = import_file(Wanted(root / "logg.csv", facts=root, dry=True)).splitlines()
    assert told[0] == "--- 2020/kontrollogg.yaml (nu)"
    assert [line for line in told if line.startswith(("+ ", "- "))] == ["-    resultat: utan anmärkning", "+    resultat: bra"]


def test_the_whole_year_is_checked_with_the_places_of_the_list(root: Path) -> None:
    """A mistake in a file of the year and one in the list are told together, each where it stands."""
    path = root / "exempel/2020/mal.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("titel: Nöjda medlemmar", "tittel: Nöjda medlemmar"), encoding="utf-8")
    (root / "logg.csv").write_bytes(in_bytes([HEAD, "IK-9;2020-03-02;å;bra;;;", "IK-1a;30/2 2020;å;bra;;;"]))
    before = whole(root)
    with pytest.raises(BadInput) as raised:
        import_file(Wanted(root / "logg.csv", facts=root))
    assert [str(error.place) for error in raised.value.errors] == ["2020/mal.yaml:7:5", "logg.csv:2:1", "logg.csv:3:7"]
    assert whole(root) == before


USAGE = {
    ("importera",): 'hittade inget FIL; väntade FIL; gör så här: läs check importera --help',
    ("importera", "finns-inte.csv"): 'hittade "finns-inte.csv" efter importera, som inte finns; väntade en fil som finns; gör så här: rätta sökvägen',
    ("importera", "exempel"): 'hittade "exempel" efter importera, som inte är en fil; väntade en fil; gör så här: skriv filens namn',
    ("importera", "logg.csv", "--slag", "kontrolllogg"): 'hittade det okända slaget "kontrolllogg"; väntade ett av KINDS; '
    "gör så här: välj ett av dem, eller skriv kontrollogg om det var det som avsågs",
    ("importera", "logg.csv", "--ar", "20"): 'hittade "20" som årtal; väntade ett årtal som 2020; gör så här: skriv årtalet med fyra siffror',
    ("importera", "logg.csv", "--konton", "k.yaml"): 'hittade "k.yaml" efter --konton, som inte finns; väntade en fil som finns; '
    "gör så här: rätta sökvägen",
    ("importera", "logg.csv", "--tor"): 'hittade den okända flaggan "--tor"; väntade någon av FLAGS; '
    "gör så här: läs check importera --help, eller skriv --torr om det var det som avsågs",
    ("importera", "logg.csv", "--organisation", "exempl"): '.: hittade ingen organisation "exempl"; väntade en av exempel; '
    "gör så här: välj en av dem med --organisation, eller skriv exempel om det var det som avsågs",
}  # fmt: skip


@pytest.mark.parametrize(("args", "message"), USAGE.items(), ids=" ".join)
def test_wrong_usage_is_told_and_nothing_written(args: tuple[str, ...], message: str, root: Path) -> None:
    before = whole(root)
    done = run(*args, *(["--fakta", "."] if len(args) > 1 else []), cwd=root)
    kinds = ", ".join(one.NAME for one in catalogue.all_importers())
    flags = "--slag, --ar, --konton, --per, --torr, --fakta, --organisation, -h, --help"
    assert done.stderr == f"check: {message}\n".replace("KINDS", kinds).replace("FLAGS", flags)
    assert (done.returncode, done.stdout) == (2, "")
    assert whole(root) == before


def test_a_file_of_no_known_kind_is_told_with_the_kinds(root: Path) -> None:
    (root / "brev.docx").write_bytes(b"hej")
    with pytest.raises(WrongUsage, match=r'hittade filen ".*brev.docx", vars slag inte känns igen; väntade en fil av något av slagen .*kontrollogg'):
        import_file(Wanted(root / "brev.docx", facts=root))
    with pytest.raises(BadInput, match=r"brev\.docx:1:1: hittade"):
        import_file(Wanted(root / "brev.docx", kind="kontrollogg", facts=root))


# --- what an importer gives -----------------------------------------------------------------------------------------


def made(name: str, data: Mapping[str, object]) -> MadeFile:
    return MadeFile(name, to_yaml(data), parse_yaml(to_yaml(data), name).data, {(): Place("x.csv", 1, 1)})


def given(monkeypatch: pytest.MonkeyPatch, *files: MadeFile, year: int = 2020, errors: tuple[InputError, ...] = ()) -> None:
    """Let the log's importer give these files."""
    imported = Imported(year, {file.name: file for file in files})

    def read(path: Path, asked: Asked) -> Imported:
        if errors:
            raise BadImport(errors, imported)
        return imported

    monkeypatch.setattr(kontrollogg, "read", read)


def written(root: Path, name: str) -> MadeFile:
    data = parse_yaml((root / "exempel/2020" / name).read_bytes(), name).data
    return made(name, data)


def test_a_file_that_says_the_same_in_another_layout_is_left_with_its_comments(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / "exempel/2020/mal.yaml"
    path.write_text("# min kommentar\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    file = written(root, "mal.yaml")
    shuffled = made("mal.yaml", {key: list(reversed(part)) if key == "utfall" else part for key, part in reversed(file.data.items())})
    given(monkeypatch, shuffled)
    before = whole(root)
    assert import_file(Wanted(root / "logg.csv", facts=root)) == "2020/mal.yaml: oförändrad\n"
    assert whole(root) == before


def test_comments_that_a_new_file_does_not_have_are_counted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / "exempel/2020/mal.yaml"
    path.write_text("# en\n# två\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    file = written(root, "mal.yaml")
    file.data["mål"][0]["titel"] = "Nöjdare medlemmar"
    given(monkeypatch, made("mal.yaml", file.data))
    assert import_file(Wanted(root / "logg.csv", facts=root, dry=True)).splitlines()[-2] == "2020/mal.yaml: ändrad (2 kommentarer försvinner)"


@pytest.mark.parametrize(("amount", "state"), [("1200", "oförändrad"), ("1200.0", "ändrad"), ("1200.01", "ändrad")])
def test_an_amount_that_differs_is_a_difference_and_so_is_how_many_decimals_it_is_printed_with(amount: str, state: str, root: Path) -> None:
    name = "bokslut.yaml"
    file = written(root, name)
    assert file.data["tabeller"]["resultat"]["rader"]["intäkter"][0] == Decimal(1200)
    file.data["tabeller"]["resultat"]["rader"]["intäkter"][0] = Decimal(amount)
    (change,) = changes(root / "exempel", 2020, {name: made(name, file.data)})
    assert change.state == state


def test_the_order_of_a_tables_words_is_no_difference(root: Path) -> None:
    file = written(root, "bokslut.yaml")
    tables = file.data["tabeller"]
    for key, table in tables.items():
        tables[key] = {word: table[word] for word in sorted(table, reverse=True)}
    (change,) = changes(root / "exempel", 2020, {"bokslut.yaml": made("bokslut.yaml", file.data)})
    assert change.state == "oförändrad"


def test_the_order_of_printed_rows_is_a_difference(root: Path) -> None:
    file = written(root, "bokslut.yaml")
    table = file.data["tabeller"]["not_1"]
    table["rader"] = dict(reversed(table["rader"].items()))
    (change,) = changes(root / "exempel", 2020, {"bokslut.yaml": made("bokslut.yaml", file.data)})
    assert change.state == "ändrad"


def test_a_broken_file_can_be_replaced(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(root, "mal.yaml")
    (root / "exempel/2020/mal.yaml").write_bytes(b"\xff: [")
    given(monkeypatch, file)
    told = "2020/mal.yaml: ändrad\n2020/mal.yaml kan inte läsas som den är: vad som försvinner ur den framgår inte.\n"
    assert import_file(Wanted(root / "logg.csv", facts=root)) == told
    assert (root / "exempel/2020/mal.yaml").read_bytes() == file.raw


def test_a_new_year_has_its_folder_made(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [written(root, name) for name in ("mal.yaml", "bokslut.yaml", "intern-kontroll.yaml", "medlemsbidrag.yaml")]
    (root / "exempel/organisation.yaml").write_bytes((root / "exempel/organisation.yaml").read_bytes())
    shutil.rmtree(root / "exempel/2020")
    shutil.rmtree(root / "exempel/2019")
    given(monkeypatch, *files)
    told = import_file(Wanted(root / "logg.csv", facts=root))
    assert told.splitlines() == [f"2020/{name}: ny" for name in ("bokslut.yaml", "intern-kontroll.yaml", "mal.yaml", "medlemsbidrag.yaml")]


def test_a_fact_that_another_file_has_already_is_refused_at_the_imported_place(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, made("egna-mal.yaml", {"mål": [written(root, "mal.yaml").data["mål"][0]]}))
    before = whole(root)
    with pytest.raises(BadInput) as raised:
        import_file(Wanted(root / "logg.csv", facts=root))
    assert 'x.csv:1:1: hittade id:t "F-1" en andra gång; väntade varje id en gång; det står också på 2020/mal.yaml:5:9' in str(raised.value)
    assert whole(root) == before


@pytest.mark.parametrize(
    "name", ["../mal.yaml", "/tmp/mal.yaml", "..", ".yaml", "mal.yml", "a/b.yaml", "noteringar.yaml", "organisation.yaml", "M\n.yaml"]
)
def test_a_file_name_that_leads_out_of_the_year_or_is_not_for_importing_is_refused(name: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, made(name, {"mål": []}))
    before = whole(root)
    with pytest.raises(WrongUsage, match="väntade en faktafil i årets mapp, med små bokstäver och ändelsen"):
        import_file(Wanted(root / "logg.csv", facts=root))
    assert whole(root) == before


def test_links_are_never_written_through(root: Path) -> None:
    outside = root / "annat.yaml"
    outside.write_text("viktigt\n", encoding="utf-8")
    link = root / "exempel/2020/kontrollogg.yaml"
    link.symlink_to(outside)
    with pytest.raises(WrongUsage, match="som inte är en vanlig fil; väntade en fil som kan ersättas"):
        import_file(Wanted(root / "logg.csv", facts=root))
    link.unlink()
    (root / "exempel/2020").rename(root / "annat")
    (root / "exempel/2020").symlink_to(root / "annat")
    with pytest.raises(WrongUsage, match="som inte är en vanlig mapp; väntade en mapp för året"):
        import_file(Wanted(root / "logg.csv", facts=root))
    assert outside.read_text(encoding="utf-8") == "viktigt\n"
    assert not (root / "annat/kontrollogg.yaml").exists()


def test_what_can_be_read_beside_a_mistake_is_checked_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    error = InputError("x.csv", 9, 1, "a", "b", "c")
    given(
        monkeypatch,
        made("egna.yaml", {"utfall": [{"mätetal": "F-9.9", "uppgift": "x", "källa": "ar2020, 1", "status": "genomfört"}]}),
        errors=(error,),
    )
    with pytest.raises(BadInput) as raised:
        import_file(Wanted(root / "logg.csv", facts=root))
    assert len(raised.value.errors) == 2


def test_nothing_is_written_when_one_file_cannot_be(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr("checker.storing.write_new", full)
    before = whole(root)
    with pytest.raises(WrongUsage, match="som inte kunde skrivas"):
        import_file(Wanted(root / "logg.csv", facts=root))
    assert whole(root) == before


def test_notes_are_never_touched(root: Path) -> None:
    notes = root / "exempel/2020/noteringar.yaml"
    notes.write_text("noteringar: []\n", encoding="utf-8")
    before = notes.read_bytes()
    import_file(Wanted(root / "logg.csv", facts=root))
    assert notes.read_bytes() == before


def test_signs_that_a_terminal_would_obey_are_shown_as_their_numbers(root: Path) -> None:
    (root / "exempel/2020/kontrollogg.yaml").write_bytes(b"# \x1b[31mrod\nkontrollogg: []\n")
    told = import_file(Wanted(root / "logg.csv", facts=root, dry=True))
    assert "\x1b" not in told
    assert "[31mrod" in told
