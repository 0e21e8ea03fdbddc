"""`check fraga`: the store is read and no more, within limits, and what is wrong with a question is told in Swedish."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random

import pytest
from many import Done, organisation, results, rows, run

from checker.batch.apart import Ended, Expired, in_time
from checker.batch.asking import answered
from checker.batch.meanings import MEANINGS
from checker.batch.questions import QUESTIONS
from checker.batch.schema import COLUMNS, TABLES
from checker.batch.store import DAMAGED, OldStore, Store, opened
from checker.usage import WrongUsage
from reports.answer import Answer, to_csv, to_json, to_text
from reports.layout import LONGEST_WORD
from reports.swedish import bind


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("fraga")
    organisation(place / "fakta", "alfa")
    organisation(place / "fakta", "beta", [2017])
    assert run("alla", "--fakta", place / "fakta", "-o", place / "ut").returncode == 1
    return place / "ut"


def asked(made: Path, *args: object, env: Mapping[str, str] | None = None) -> Done:
    before = results(made)
    done = run("fraga", *args, "--i", made, env=env)
    assert results(made) == before
    return done


def test_amounts_are_compared_and_ordered_as_numbers(made: Path) -> None:
    told = [row[0] for row in json.loads(asked(made, "SELECT difference FROM ties ORDER BY difference", "--format", "json").stdout)["rows"]]
    numbers = [Decimal(one) for one in told if one is not None]
    assert numbers == sorted(numbers)
    assert len({*map(str, numbers)}) > 3
    more = json.loads(asked(made, "SELECT count(*), max(difference) FROM ties WHERE difference > 9", "--format", "json").stdout)["rows"]
    assert more == [[sum(one > 9 for one in numbers), next(one for one in told if one and Decimal(one) == max(numbers))]]


def test_an_answer_is_not_written_over_what_is_asked(made: Path) -> None:
    done = asked(made, "helhet", "-o", made / "resultat.sqlite")
    assert (done.returncode, done.stdout) == (2, "")
    assert "som frågan läser" in done.stderr


def test_work_that_outlives_its_time_is_ended() -> None:
    with pytest.raises(Expired):
        in_time(partial(time.sleep, 60), 1)


def test_work_in_a_process_of_its_own_gives_what_it_gives_or_raises() -> None:
    assert in_time(partial(sorted, [2, 1]), 60) == [1, 2]
    with pytest.raises(WrongUsage, match="hittade a; väntade b; gör så här: c"):
        in_time(partial(_refuse, "a", "b", "c"), 60)
    with pytest.raises(Ended):
        in_time(partial(os._exit, 1), 60)


def _refuse(*words: str) -> None:
    raise WrongUsage(*words)


def test_an_answer_of_too_many_signs_is_refused(made: Path) -> None:
    done = asked(made, "SELECT printf('%.*c', 900000, 'a') FROM ratings AS a, ratings AS b", "--format", "json")
    assert (done.returncode, done.stdout) == (2, "")


# --- what it answers


def test_the_answer_is_a_table_fitted_to_the_width(made: Path) -> None:
    done = asked(made, "SELECT organisation, year, title, because FROM ratings ORDER BY organisation, year, id")
    assert (done.returncode, done.stderr) == (0, "")
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert done.stdout.splitlines()[2].startswith("alfa          2016")


def test_an_answer_of_many_columns_has_each_row_by_itself(made: Path) -> None:
    done = asked(made, "SELECT * FROM ratings WHERE id = 'GEH' AND year = 2017")
    assert done.stdout.count("organisation   ") == 2
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_csv_and_json_hold_the_same_rows(made: Path) -> None:
    query = "SELECT organisation, year, id, rating, claimed FROM ratings ORDER BY organisation, year, id"
    table = list(csv.reader(io.StringIO(asked(made, query, "--format", "csv").stdout.removeprefix("\ufeff")), delimiter=";"))
    form = json.loads(asked(made, query, "--format", "json").stdout)
    assert form["schema"] == "regelspar-fraga/1"
    assert form["whole"] is True
    assert [tuple(row) for row in form["rows"]] == rows(made, query)
    assert table[0] == form["columns"]
    assert table[1:] == [["" if value is None else str(value) for value in row] for row in form["rows"]]


def test_a_file_is_written_with_o(made: Path, tmp_path: Path) -> None:
    done = asked(made, "motsagda", "--format", "csv", "-o", tmp_path / "svar.csv")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "svar.csv").read_bytes().startswith(b"\xef\xbb\xbforganisation;")


def test_the_store_itself_may_be_pointed_out(made: Path) -> None:
    done = run("fraga", "helhet", "--i", made / "resultat.sqlite")
    assert done.stdout == asked(made, "helhet").stdout
    assert run("fraga", "helhet", cwd=made).stdout == done.stdout


CODE = re.compile(r"\b(?:[a-z]+_[a-z_]+|battre|samre|criterion|goal|moment|unit|part|whole|mal|motsagt)\b")


@pytest.mark.parametrize("name", ["helhet", "motsagda", "balanskrav", "saknas", "andrade"])
def test_a_ready_question_is_read_in_words_and_computed_with_in_codes(name: str, made: Path) -> None:
    assert CODE.findall(asked(made, name).stdout) == []
    assert CODE.findall(asked(made, name, "--format", "csv").stdout) or name == "helhet"
    if name == "motsagda":
        assert "bättre än underlaget visar" in asked(made, name, env={"COLUMNS": "200"}).stdout


def test_a_question_of_ones_own_is_answered_as_the_store_has_it(made: Path) -> None:
    assert "underlag_saknas" in asked(made, "SELECT rating FROM ratings WHERE rating = 'underlag_saknas'").stdout


@pytest.mark.parametrize("width", [64, 80, 100, 160])
@pytest.mark.parametrize("name", QUESTIONS)
def test_no_word_and_no_id_of_a_ready_question_is_broken(name: str, width: int, made: Path) -> None:
    found, _ = answered(made / "resultat.sqlite", name, 1000)
    answer = QUESTIONS[name].in_words(found)
    told = to_text(answer, width).split()
    words = {word for row in (answer.columns, *answer.rows) for cell in row if isinstance(cell, str) for word in bind(cell).split()}
    is_kept = {word: word in told for word in words if len(word) <= LONGEST_WORD and word.isprintable()}
    assert [word for word, kept in is_kept.items() if not kept] == [] or not answer.rows


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_ready_question_is_answered_in_a_known_order(name: str, made: Path) -> None:
    done = asked(made, name)
    assert (done.returncode, done.stderr) == (0, "")
    assert "ORDER BY" in QUESTIONS[name].sql
    told = asked(made, name, "--format", "json").stdout
    assert json.loads(told)["columns"]
    assert json.loads(told)["rows"] or name in {"stopp", "aterstallande", "avvikelser"}


def test_without_a_question_every_table_column_and_ready_question_is_told(made: Path) -> None:
    done = run("fraga")
    assert (done.returncode, done.stderr) == (0, "")
    for word in (*MEANINGS, *(column for _, columns in MEANINGS.values() for column in columns), *QUESTIONS):
        assert word in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_the_tables_that_are_told_are_those_of_the_store() -> None:
    with closing(sqlite3.connect(":memory:")) as store:
        store.executescript(TABLES)
        tables = [name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {table: [row[1] for row in store.execute(f"PRAGMA table_info({table})")] for table in tables}
    assert {table: list(columns) for table, (_, columns) in MEANINGS.items()} == found
    assert {table: [*columns, *(["row_digest"] if table == "runs" else [])] for table, columns in COLUMNS.items()} == {
        table: columns for table, columns in found.items() if table != "batch"
    }


def test_a_cut_answer_is_told(made: Path) -> None:
    done = asked(made, "SELECT id FROM ratings", "--rader", 3)
    assert len(done.stdout.splitlines()) == 5
    assert "svaret är kortat till 3 rader; det finns fler" in done.stderr
    assert json.loads(asked(made, "SELECT id FROM ratings", "--rader", 3, "--format", "json").stdout)["whole"] is False
    exact = asked(made, "SELECT id FROM ratings LIMIT 3", "--rader", 3)
    assert exact.stderr == ""


# --- what it refuses

WRITES = "en fråga som gör annat än att läsa tabellerna"
TOO_MUCH = "en fråga som tar mer arbete eller minne än den får"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT * FROM rating", 'den okända tabellen "rating"; väntade någon av batch, runs, ratings'),
        ("SELECT * FROM rating", "skriv ratings"),
        ("SELECT ratin FROM ratings", "eller skriv rating om"),
        ("SELECT r.ratin FROM ratings AS r", "eller skriv rating om"),
        ("SELECT id FROM ratings JOIN ties USING (year)", 'kolumnen "id", som finns i flera'),
        ("SELECT medel(year) FROM runs", 'den okända funktionen "medel"'),
        ("SELCT id FROM ratings", '"SELCT" där det inte kan stå'),
        ("SELECT 'id FROM ratings", "där det inte kan stå"),
        ("SELECT (id FROM ratings", '"FROM" där det inte kan stå'),
        ("SELECT", "en fråga som inte är slut"),
        ("", "en tom fråga"),
        (" ; ", "en tom fråga"),
        ("mottsagda", 'den okända frågan "mottsagda"'),
        ("mottsagda", "skriv motsagda"),
        ("SELECT 1; SELECT 2", "flera frågor på en gång"),
        ("SELECT 1; DROP TABLE runs", "flera frågor på en gång"),
        ("SELECT ?", "platser att fylla i"),
        ("SELECT :namn", "platser att fylla i"),
        ("DROP TABLE runs", WRITES),
        ("DELETE FROM runs", WRITES),
        ("UPDATE ratings SET rating = 'uppfyllt'", WRITES),
        ("INSERT INTO batch VALUES (1, 1)", WRITES),
        ("CREATE TABLE ny (a)", WRITES),
        ("CREATE TEMP TABLE ny (a)", WRITES),
        ("ATTACH 'annan.sqlite' AS annan", WRITES),
        ("PRAGMA query_only = OFF", WRITES),
        ("PRAGMA user_version = 7", WRITES),
        ("SELECT * FROM pragma_database_list", WRITES),
        ("SELECT load_extension('x')", WRITES),
        ("BEGIN", WRITES),
        ("VACUUM", WRITES),
        ("VACUUM INTO 'kopia.sqlite'", WRITES),
        ("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n", TOO_MUCH),
        ("WITH RECURSIVE n(x) AS (SELECT 'a' UNION ALL SELECT x || x FROM n) SELECT length(x) FROM n", TOO_MUCH),
        ("SELECT zeroblob(100000000)", TOO_MUCH),
        ("SELECT max(count(*)) FROM runs", "en fråga som SQLite inte kan utföra"),
    ],
)
def test_a_question_that_cannot_be_answered_is_told_in_swedish(query: str, words: str, made: Path) -> None:
    done = asked(made, query)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert "gör så här:" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_endless_question_that_gives_rows_is_cut(made: Path) -> None:
    done = asked(made, "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n", "--rader", 10)
    assert done.returncode == 0
    assert "kortat till 10 rader" in done.stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("helhet", "--format", "xml"), "ett av text, csv, json"),
        (("helhet", "--rader", "0"), "från 1 till 1000000"),
        (("helhet", "--rader", "9" * 5000), "från 1 till 1000000"),
    ],
)
def test_wrong_usage_is_told(args: tuple[str, ...], words: str, made: Path) -> None:
    done = asked(made, *args)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr


def test_a_place_without_a_store_and_a_file_that_is_none_are_told(made: Path, tmp_path: Path) -> None:
    assert "ingen fil" in run("fraga", "helhet", "--i", tmp_path).stderr
    for content in (b"", b"annat", (made / "resultat.sqlite").read_bytes()[:5000]):
        (tmp_path / "resultat.sqlite").write_bytes(content)
        done = run("fraga", "helhet", "--i", tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert "som inte är en sådan fil" in done.stderr
        assert "Traceback" not in done.stderr


# --- what is told of the values

HOSTILE = Answer(("=kolumn", "b"), (("=1+1", None), ("\x1b[31mröd\nrad", 5), ("-5", b"\x00\xff"), ("a;b", True)), whole=True)


def test_no_formula_and_no_control_code_of_a_value_is_alive() -> None:
    assert to_csv(HOSTILE, 80) == '\ufeff\'=kolumn;b\r\n\'=1+1;\r\n[31mröd rad;5\r\n-5;00ff\r\n"a;b";True\r\n'
    assert "\x1b" not in to_text(HOSTILE, 80)
    assert "\x1b" not in to_json(HOSTILE, 80)


def test_what_is_not_seen_in_a_value_is_told_by_its_number_or_escaped() -> None:
    answer = Answer(("k\u202e",), (("a\u202eb\x7f\U000e0041\ud800",),))
    assert to_csv(answer, 80) == "\ufeffk[U+202E]\r\na[U+202E]b [U+E0041]\ufffd\r\n"
    assert to_json(answer, 80).isascii()
    assert json.loads(to_json(answer, 80))["rows"] == [list(answer.rows[0])]


@pytest.mark.parametrize("seed", range(60))
def test_a_store_with_changed_bytes_is_asked_and_taken_over_or_refused_as_damaged(seed: int, made: Path, tmp_path: Path) -> None:
    random, file = Random(seed), tmp_path / "resultat.sqlite"
    raw = bytearray((made / "resultat.sqlite").read_bytes())
    for _ in range(random.choice((1, 1, 4, 40))):
        raw[random.randrange(random.choice((100, 9_000, len(raw))))] = random.randrange(256)
    file.write_bytes(raw)
    with suppress(WrongUsage):
        answered(file, "helhet", 100)
    with suppress(WrongUsage, *DAMAGED, ValueError), closing(opened(file)) as connection:
        old = OldStore(connection)
        for key in old.recorded:
            Store().keep(old, key)


def test_a_store_whose_count_of_checks_is_none_is_damaged(made: Path, tmp_path: Path) -> None:
    for value in ("'x'", "NULL", "1.5"):
        file = tmp_path / "resultat.sqlite"
        file.write_bytes((made / "resultat.sqlite").read_bytes())
        with closing(sqlite3.connect(file)) as connection:
            connection.executescript(
                f"DROP TABLE batch; CREATE TABLE batch (planned, done); INSERT INTO batch VALUES (2, {value});",
            )
        with pytest.raises(WrongUsage, match="är skadad"):
            answered(file, "helhet", 100)


def test_a_store_that_there_is_no_room_for_is_told() -> None:
    store = Store()
    store.read().execute("PRAGMA max_page_count = 24")
    run_of = {"organisation": "alfa", "year": 2020, "name": "Alfa", "exit_code": 2, "version": "1", "input": "-"}
    with pytest.raises(WrongUsage) as refused:
        store.add({**run_of, "error": "x" * 200_000}, None)
    found = 'hittade filen "resultat.sqlite", som inte kunde skrivas (SQLITE_FULL); väntade en plats som går att skriva på'
    assert str(refused.value) == f"{found}; gör så här: välj en annan mapp eller frigör utrymme"


def test_a_number_with_decimals_has_a_comma_and_none_without_an_end_is_in_json() -> None:
    with closing(sqlite3.connect(":memory:")) as any_store:
        (row,) = any_store.execute("SELECT 1 / 2.0, 9e999, -9e999, 1e300")
    answer = Answer(("a", "b", "c", "d"), (row,))
    assert to_csv(answer, 80).splitlines()[1] == "0,5;inf;-inf;1e+300"
    assert json.loads(to_json(answer, 80), parse_constant=pytest.fail)["rows"] == [[0.5, "inf", "-inf", 1e300]]


def test_an_answer_without_rows_says_so() -> None:
    assert to_text(Answer(("a",), ()), 80) == "Inga rader.\n"
    assert to_csv(Answer(("a",), ()), 80) == "\ufeffa\r\n"
