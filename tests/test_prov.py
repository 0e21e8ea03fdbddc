"""`make prov` in little: invented organisations rated by the product and by the evaluator alike, and every difference told."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import prov
import pytest
from generator_control import FREQUENCIES
from organisations import organisation
from prov_parts import COMMAND, JUDGED, Judged, NotRated, Written, judged, write
from told import Told, of_form, of_report, of_results

from checker.batch.schema import TABLES
from checker.pipeline import run_check
from facts.loading import load_year
from reports.json_form import form

TESTS = Path(__file__).parent
SEEDS, YEARS = range(6), range(2015, 2025)


@pytest.fixture(scope="module")
def proved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[prov.Outcome, Path]]:
    """What six organisations in ten years give, with a folder of its own for what is written meanwhile."""
    place = tmp_path_factory.mktemp("prov")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tempfile.tempdir", str(place))
        yield prov.prove(SEEDS, YEARS, processes=2, portion=3), place


def test_the_product_the_evaluator_and_what_is_known_agree_on_every_rating(proved: tuple[prov.Outcome, Path]) -> None:
    outcome, _ = proved
    assert not outcome.differences, "\n".join(prov.first_differences(outcome))
    assert (outcome.organisations, outcome.compared["år"]) == (len(SEEDS), len(SEEDS) * len(YEARS))
    assert outcome.compared["bedömningar"] > outcome.known["bedömningar"] > 1000
    assert outcome.known["avstämningar"] == outcome.compared["avstämningar"] > 1000


def test_every_rating_reason_verdict_tie_finding_and_deviation_comes_up(proved: tuple[prov.Outcome, Path]) -> None:
    assert prov.lacking(proved[0]) == []


def test_nothing_is_left_on_disk(proved: tuple[prov.Outcome, Path]) -> None:
    assert list(proved[1].iterdir()) == []


def test_the_table_tells_what_was_compared_and_each_code(proved: tuple[prov.Outcome, Path]) -> None:
    told = prov.table(proved[0], 61)
    assert "organisationer                                             6" in told
    assert "skillnader                                                 0" in told
    assert "1 min 1 s" in told
    assert all(code in told for codes in prov.EXPECTED.values() for code in codes)


def test_every_frequency_comes_up(tmp_path: Path) -> None:
    found = {organisation(seed, range(2015, 2016)).write(tmp_path) for seed in SEEDS}
    areas = [area for folder in found for area in load_year(folder, 2015).control_areas]
    seen = {moment.frequency and moment.frequency.lower() for area in areas for moment in area.moments}
    assert seen == {frequency and frequency.lower() for frequency in FREQUENCIES}


COMMANDS = (
    ("om", "2018", "LÖ-2.1"), ("om", "2018", "--satt", "LÖ-2.1=3"), ("forklara", "2018", "LÖ-2.1"), ("forkontroll", "2018", "--per", "2018-10-31"),
    ("delar", "2018", "--per", "2018-08-31"), ("jamfor", "2018", "2019"), ("2018", "--format", "html"),
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_other_commands_do_their_work_on_an_invented_organisation_too(command: tuple[str, ...], tmp_path: Path) -> None:
    write(tmp_path, 0, YEARS)
    line = [sys.executable, "-c", COMMAND, *command, "--fakta", str(tmp_path)]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert (done.returncode in JUDGED, done.stderr) == (True, "")
    assert done.stdout


# --- differences --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Written, Told, dict[str, Any]]:
    """One organisation's first year with what the product says of it."""
    root = tmp_path_factory.mktemp("ett")
    one = write(root, 0, range(2015, 2016))
    report = run_check(root, one.id, 2015)
    return root, one, of_report(report), form(report)


def test_a_year_that_agrees_has_no_lines(year: tuple[Path, Written, Told, dict[str, Any]]) -> None:
    root, one, told, _ = year
    assert judged(root, one, 2015, told).differences == []


def test_each_thing_that_differs_is_told(year: tuple[Path, Written, Told, dict[str, Any]]) -> None:
    root, one, told, _ = year
    rating, tie, finding = told.ratings[0], told.ties[0], next(found for found in told.findings if found.kind != "fraga")
    other = "ej" if rating.rating == "uppfyllt" else "uppfyllt"
    wrong = Told(
        (rating._replace(rating=other), *told.ratings[1:]),
        (tie._replace(status="-"), *told.ties[1:]),
        tuple(found for found in told.findings if found != finding),
    )
    lines = judged(root, one, 2015, wrong).differences
    assert {line.split(":")[0] for line in lines} >= {f"bedömningen {rating.id}", f"avstämningen {tie.id}"}
    assert [line for line in lines if line.startswith(f"iakttagelsen {finding.kind}")]
    assert [line for line in lines if line.startswith(f"avstämningen {tie.id}: gjord som ")], "what is known by construction is held too"


@pytest.mark.parametrize("told", ["RunFailed: för många fakta", None])
def test_a_year_that_the_product_did_not_rate_is_a_difference(told: str | None, year: tuple[Path, Written, Told, dict[str, Any]]) -> None:
    root, one, _, _ = year
    assert judged(root, one, 2015, told).differences == [told or "bedömdes inte"]


def test_a_difference_is_told_with_its_seed_and_gives_1(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    found = prov.Outcome(1)
    found.add(17, 2019, Judged(["bedömningen X: regelmotorn ej; den andra bedömningen delvis"] * 7, Counter(), Counter()))
    monkeypatch.setattr(prov, "prove", lambda *_: found)
    assert prov.main(["--organisationer", "1", "--fro", "17"]) == 1
    told = capsys.readouterr().out
    assert "frö 17, år 2019 (python tests/prov.py --organisationer 1 --fro 17):\n" in told
    assert "    bedömningen X: regelmotorn ej; den andra bedömningen delvis" in told
    assert "och 2 till" in told
    assert "kom inte upp: bedömning uppfyllt" in told


def test_no_difference_gives_0(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prov, "prove", lambda *_: prov.Outcome(1))
    assert prov.main([]) == 0


def test_a_product_that_gives_no_results_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def none(*_: object) -> prov.Outcome:
        raise NotRated("check alla gav slutkod 70: internt fel")

    monkeypatch.setattr(prov, "prove", none)
    assert prov.main([]) == 1
    assert capsys.readouterr().err == "prov: check alla gav slutkod 70: internt fel\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_that_is_stopped_leaves_nothing(number: signal.Signals, tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    command = [sys.executable, str(TESTS / "prov.py"), "--organisationer", "3", "--ar", "2"]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=TESTS.parent, start_new_session=True)
    limit = time.monotonic() + 60
    while not list(tmp_path.glob("*/fakta/*")) and time.monotonic() < limit:
        time.sleep(0.01)
    os.killpg(running.pid, number) if number == signal.SIGINT else running.terminate()
    _, said = running.communicate(timeout=60)
    assert said.decode().endswith("prov: avbrutet\n")
    assert running.returncode == prov.INTERRUPTED
    assert list(tmp_path.glob("regelspar-prov-*")) == []


# --- results of the command over many organisations ---------------------------------------


def kept(folder: Path, told: dict[str, Any], error: str | None = None, content: bytes | None = None) -> None:
    """A folder of results with one check in it, as the command over many organisations keeps it."""
    content = content or json.dumps(told).encode()
    path = folder / "a" / "2015.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(json.dumps(told).encode())
    store = sqlite3.connect(folder / "resultat.sqlite")
    store.executescript(TABLES)
    run = {"organisation": "a", "year": 2015, "name": "A", "exit_code": 1, "error": error, "version": "1", "input": "-", "file": "a/2015.json"}
    _insert(store, "runs", run | {"sha256": hashlib.sha256(content).hexdigest()})
    for table in ("ratings", "ties", "findings"):
        for row in told[table] if error is None else ():
            _insert(store, table, {"organisation": "a", "year": 2015, **row})
    store.commit()
    store.close()


def _insert(store: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    described = store.execute(f"PRAGMA table_info({table})").fetchall()
    written = {name: row.get(name, "-" if needed and default is None else None) for _, name, _, needed, default, _ in described}
    values = [json.dumps(value) if isinstance(value, list) else value for value in written.values()]
    quoted = ", ".join(f'"{name}"' for name in written)
    store.execute(f"INSERT INTO {table} ({quoted}) VALUES ({', '.join('?' * len(values))})", values)


def test_what_the_command_kept_is_read_as_the_report_told_it(year: tuple[Path, Written, Told, dict[str, Any]], tmp_path: Path) -> None:
    _, _, told, written = year
    kept(tmp_path, written)
    ((key, found),) = of_results(tmp_path)
    assert key == ("a", 2015)
    assert isinstance(found, Told)
    assert [sorted(map(repr, rows)) for rows in found] == [sorted(map(repr, rows)) for rows in told]
    assert of_form(written) == told


def test_an_error_that_was_kept_is_told(year: tuple[Path, Written, Told, dict[str, Any]], tmp_path: Path) -> None:
    kept(tmp_path, year[3], error="2015/mal.yaml:4:1: hittade en okänd nyckel")
    assert list(of_results(tmp_path)) == [(("a", 2015), "check alla: 2015/mal.yaml:4:1: hittade en okänd nyckel")]


def test_a_file_with_another_checksum_is_told(year: tuple[Path, Written, Told, dict[str, Any]], tmp_path: Path) -> None:
    kept(tmp_path, year[3], content=b"{}")
    assert list(of_results(tmp_path)) == [(("a", 2015), "2015.json har en annan kontrollsumma än resultat.sqlite")]


def test_a_store_that_tells_something_else_than_the_file_is_told(year: tuple[Path, Written, Told, dict[str, Any]], tmp_path: Path) -> None:
    kept(tmp_path, year[3])
    store = sqlite3.connect(tmp_path / "resultat.sqlite")
    store.execute("UPDATE ratings SET rating = 'uppfyllt' WHERE id = (SELECT min(id) FROM ratings WHERE rating != 'uppfyllt')")
    store.commit()
    store.close()
    assert list(of_results(tmp_path)) == [(("a", 2015), "2015.json säger något annat än resultat.sqlite")]
