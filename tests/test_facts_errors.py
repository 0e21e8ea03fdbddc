"""Each mistake that people make in fact files is told with its place, what was expected and what to do."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from facts.errors import MOST_ERRORS, BadInput, InputError
from facts.loading import load_year
from facts.reading import Gathered

CASES = Path(__file__).parent / "cases"
GOOD = CASES / "god" / "exempel"
MISTAKES: list[dict[str, Any]] = yaml.safe_load((CASES / "misstag.yaml").read_text(encoding="utf-8"))
ENGLISH = re.compile(r"\b(should|input|valid|value|field|expected|found|must|string|type|error|while)\b", re.IGNORECASE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the good example that a test may spoil."""
    return Path(shutil.copytree(GOOD, tmp_path / GOOD.name))


def spoil(folder: Path, mistake: dict[str, Any]) -> None:
    """Put one mistake into the copy."""
    path = folder / mistake["fil"]
    text = path.read_text(encoding="utf-8")
    assert mistake["står"] in text
    path.write_text(text.replace(mistake["står"], mistake["ändras_till"], 1), encoding="utf-8")


def errors_of(folder: Path, year: int = 2020) -> list[str]:
    """What loading says of the year."""
    with pytest.raises(BadInput) as raised:
        load_year(folder, year)
    return [str(error) for error in raised.value.errors]


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake["fall"] for mistake in MISTAKES])
def test_a_mistake_is_told_with_its_place_and_what_to_do(folder: Path, mistake: dict[str, Any]) -> None:
    """One changed line gives exactly the messages that the case states, word for word."""
    spoil(folder, mistake)
    assert errors_of(folder, 2019 if mistake["fil"].startswith("2019") else 2020) == mistake["fel"]


def test_there_is_a_case_for_each_of_many_mistakes() -> None:
    """The table of mistakes does not shrink unseen."""
    assert len(MISTAKES) >= 80
    assert len({mistake["fall"] for mistake in MISTAKES}) == len(MISTAKES)


def test_all_mistakes_are_told_at_once(folder: Path) -> None:
    """Mistakes of every kind, in every file, come together and in the order of the files."""
    chosen = [
        "ett okänt dokument", "en summa av en rad som inte finns", "en okänd frekvens", "en leverans utan skäl",
        "ett påstående om något okänt", "ett dokument av okänt slag", "en loggad kontroll av ett okänt moment",
    ]  # fmt: skip
    mistakes = [next(m for m in MISTAKES if m["fall"] == name) for name in chosen]
    for mistake in mistakes:
        spoil(folder, mistake)
    told = errors_of(folder)
    organisation = next(m["fel"] for m in mistakes if m["fil"] == "organisation.yaml")
    assert organisation[0] in told
    assert len(told) == 4  # what needs organisation.yaml is not checked while it is wrong
    spoil(folder, {"fil": "organisation.yaml", "står": "slag: planen", "ändras_till": "slag: plan"})
    told = errors_of(folder)
    assert len(told) == len(mistakes) - 1
    assert told == sorted(told, key=lambda text: (text.split(":")[0], int(text.split(":")[1])))


def test_a_reference_to_a_refused_fact_is_no_second_mistake(folder: Path) -> None:
    """A goal refused for its title is still known to outcomes, claims and decisions."""
    spoil(folder, {"fil": "2020/mal.yaml", "står": "titel: Nöjda medlemmar", "ändras_till": "titel: 1"})
    assert len(errors_of(folder)) == 1


def test_an_unreadable_file_does_not_hide_mistakes_in_the_others(folder: Path) -> None:
    """A syntax error stands beside the other files' own mistakes, without false alarms about what it held."""
    spoil(folder, {"fil": "2020/mal.yaml", "står": "titel: Nöjda medlemmar", "ändras_till": "titel: %"})
    spoil(folder, {"fil": "2020/bokslut.yaml", "står": "omnämns: nej", "ändras_till": "omnämns: kanske"})
    assert [text.split(": ")[0] for text in errors_of(folder)] == ["2020/bokslut.yaml:78:12", "2020/mal.yaml:7:12"]


def test_a_file_ending_that_would_not_be_read_is_refused(folder: Path) -> None:
    """A .yml file beside the .yaml files is told, not silently left out."""
    (folder / "2020" / "extra.yml").write_text("mål: []\n", encoding="utf-8")
    assert errors_of(folder) == [
        "2020/extra.yml: hittade filändelsen .yml; väntade .yaml; gör så här: byt filens ändelse, annars läses den inte"
    ]


@pytest.mark.parametrize(("name", "ending"), [("beslut.yaml.txt", ".yaml.txt"), ("beslut.YAML", ".YAML"), ("beslut.yaml.bak", ".yaml.bak")])
def test_a_fact_file_under_another_name_is_refused(folder: Path, name: str, ending: str) -> None:
    """A decision that is not read would be missed, and a rating with it."""
    (folder / "2020" / name).write_text("beslut: []\n", encoding="utf-8")
    assert errors_of(folder) == [f"2020/{name}: hittade filändelsen {ending}; väntade .yaml; gör så här: byt filens ändelse, annars läses den inte"]


def test_a_fact_file_in_a_folder_of_its_own_is_refused(folder: Path) -> None:
    (folder / "2020" / "mer").mkdir()
    (folder / "2020" / "mer" / "beslut.yaml").write_text("beslut: []\n", encoding="utf-8")
    words = "hittade en faktafil i mappen mer; väntade faktafiler direkt i mappen 2020; gör så här: flytta filen dit, annars läses den inte"
    assert errors_of(folder) == [f"2020/mer/beslut.yaml: {words}"]


def test_a_copy_beside_its_file_and_what_is_no_fact_file_are_left_alone(folder: Path) -> None:
    (folder / "2020" / "underlag").mkdir()
    for name in ("mal.yaml.bak", "mal.yaml~", ".mal.yaml.swp", "arsredovisning.pdf", "underlag/bilaga.pdf"):
        (folder / "2020" / name).write_text("mål: []\n", encoding="utf-8")
    load_year(folder, 2020)


def test_a_file_that_would_not_be_read_of_a_year_that_figures_are_taken_from_is_refused(folder: Path) -> None:
    """Last year's figures stand in this year's files; without them a deficit of last year would be missed."""
    (folder / "2020" / "bokslut.yaml").rename(folder / "2020" / "bokslut.yml")
    (told,) = errors_of(folder, 2019)
    assert told.startswith("2020/bokslut.yml: hittade filändelsen .yml")


def test_a_reference_to_a_table_in_an_unreadable_file_of_a_later_year_is_no_second_mistake(folder: Path) -> None:
    tie = "avstämningar:\n  - {id: AV-1, titel: A, vänster: [resultat.intäkter.2019], höger: [not_1.summa.2019]}\n"
    (folder / "2019" / "ar.yaml").write_text(f"jämförelsetal_ur: [2020]\n{tie}", encoding="utf-8")
    assert load_year(folder, 2019)
    (folder / "2020" / "bokslut.yaml").write_bytes(b"\xff")
    (told,) = errors_of(folder, 2019)
    assert told.startswith("2020/bokslut.yaml:1:1: hittade tecken som inte är UTF-8")


def test_a_year_that_is_not_there_names_those_that_are(folder: Path) -> None:
    """Asking for a year without facts lists the organisation's years."""
    (told,) = errors_of(folder, 2018)
    assert told.startswith("2018: hittade inga faktafiler för året; väntade ett av åren 2019, 2020; gör så här: välj")


def test_errors_are_values_in_the_order_of_their_places() -> None:
    """The exception holds each mistake once, sorted by file, line and column as numbers."""
    late, early = InputError("a.yaml", 10, 1, "x", "y", "z"), InputError("a.yaml", 9, 20, "x", "y", "z")
    assert BadInput([late, early, late]).errors == (early, late)


def test_more_mistakes_than_anyone_reads_end_with_one_that_says_so(folder: Path) -> None:
    (folder / "2020" / "mal.yaml").write_text("".join(f"nyckel{i}: 1\n" for i in range(MOST_ERRORS + 1)), encoding="utf-8")
    told = errors_of(folder)
    assert told[-1].endswith("hittade fler än 500 fel; väntade färre fel; gör så här: rätta de fel som står här och pröva igen; då visas resten")


def test_statements_that_may_contradict_each_other_are_counted_together_whatever_they_are_about(folder: Path) -> None:
    def stated(number: int) -> str:
        rows = "".join(f"  - {{id: UT-{i}, sak: sak {i % 100}, säger: ja, om: [F-1.2], källa: 'ar2020, 1'}}\n" for i in range(number))
        return f"utsagor:\n{rows}"

    there = len(load_year(folder, 2020).statements)
    (folder / "2020" / "utsagor.yaml").write_text(stated(500 - there), encoding="utf-8")
    assert len(load_year(folder, 2020).statements) == 500
    (folder / "2020" / "utsagor.yaml").write_text(stated(501 - there), encoding="utf-8")
    (told,) = errors_of(folder)
    assert "hittade fler än 500 utsagor; väntade högst 500" in told


WRONG_VALUES = ["", "null", "ord med blanksteg", "17.5", "-3", "[1, två]", "{a: 1}", "true", '""', "[]", "2020-13-01"]


def spoilt_lines() -> list[tuple[str, str]]:
    """Every line of the good example with each wrong value in place of its own."""
    found = []
    for path in sorted(GOOD.glob("2020/*.yaml")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for i, line in enumerate(lines):
            key, colon, _ = line.partition(":")
            changed = [f"{key}{colon} {value}" for value in WRONG_VALUES] + [line.replace(":", "x:", 1), f" {line}"]
            found += [(f"{path.name}:{i + 1}", "\n".join([*lines[:i], new, *lines[i + 1 :]])) for new in changed]
    return found


def test_no_wrong_value_gives_english_or_a_traceback(tmp_path: Path) -> None:
    """Any value put anywhere is accepted or refused in Swedish, with a line, and never by a general phrase."""
    path = tmp_path / "fil.yaml"
    for where, text in spoilt_lines():
        path.write_text(text, encoding="utf-8")
        facts = Gathered()
        facts.add_file(path, "fil.yaml")
        for error in facts.errors:
            told = re.sub(r'"[^"]*"', "", f"{error.found} {error.expected} {error.action}")
            assert not ENGLISH.search(told), (where, str(error))
            assert "annat slag" not in told, (where, str(error))
            assert error.line > 0, (where, str(error))


def test_a_refused_fact_hides_no_other_mistake_in_it(tmp_path: Path) -> None:
    """Form, unit, document, a second id and an outcome for no mätetal: five mistakes, told together."""
    told = errors_in(
        tmp_path,
        """\
mål:
  - id: K-1
    enhet: KULTR
    titel: Ett
    källa: plan2022, 1
    mätetal:
      - {id: K-1.1, titel: Minst nittio, slag: nivå, villkor: minst, nivå: nittio, enhet: st}
  - {id: K-1, enhet: KULT, titel: Två, källa: "plan2023, 1"}
utfall:
  - {mätetal: K-9.1, uppgift: x, källa: "plan2023, 2", värde: 3, enhet: st}
""",
    )
    assert [line.split(";")[0].partition(": hittade ")[2] for line in told] == [
        'id:t "K-1" en andra gång', 'enheten "KULTR"', 'dokumentet "plan2022"', '"nittio"', 'mätetalet "K-9.1"',
    ]  # fmt: skip


def test_a_figure_for_a_delivery_is_refused(tmp_path: Path) -> None:
    told = errors_in(
        tmp_path,
        """\
mål:
  - id: K-1
    enhet: KULT
    titel: Ett
    källa: plan2023, 1
    mätetal: [{id: K-1.1, titel: En plan, slag: leverans, art: produkt, skäl: en plan}]
utfall:
  - {mätetal: K-1.1, uppgift: x, källa: "plan2023, 2", värde: 3, enhet: st}
""",
    )
    words = "hittade ett värde för leveransen K-1.1; väntade status: för en leverans"
    assert told == [f"2023/a.yaml:8:56: {words}; gör så här: ange status: för leveransen, eller ge mätetalet slag: nivå"]


def errors_in(tmp_path: Path, written: str) -> list[str]:
    """What is told of a year with this one file."""
    place = tmp_path / "kultur"
    (place / "2023").mkdir(parents=True)
    units, documents = "enheter: {KULT: {namn: Kultur, frågor_till: Kulturchef}}", "dokument: {plan2023: {titel: Plan, slag: plan, år: 2023}}"
    (place / "organisation.yaml").write_text(f"id: kultur\nnamn: Kulturförbundet\nfrågor_till: Chef\n{units}\n{documents}\n", encoding="utf-8")
    (place / "2023" / "a.yaml").write_text(written, encoding="utf-8")
    return errors_of(place, 2023)
