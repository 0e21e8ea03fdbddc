"""The command line as its user meets it: exit codes, standard output and error, files, pipes, and Swedish throughout."""

from __future__ import annotations

import json
import os
import pty
import re
import shlex
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from reports_sample import sample

import reports
from checker import cli, output
from checker.outcome import exit_code
from checker.ruletext import in_words
from checker.session import RunFailed
from checker.usage import WrongUsage, unknown_id
from facts.loading import bundled_root
from reports.report import Report
from rules.catalogue import all_rules

ROOT = Path(cli.__file__).parents[1]
RUN = [sys.executable, "-W", "error", "-c", "from checker.cli import main; main()"]
ENGLISH = re.compile(r"\b(usage|options?|arguments|commands?|error|missing|invalid|try|show|exit|no such|required|default)\b", re.IGNORECASE)

Done = subprocess.CompletedProcess[bytes]


def run(*args: str, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> Done:
    """One command in a process of its own, without a terminal."""
    bare = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "NO_COLOR", "FORCE_COLOR"}}
    return subprocess.run([*RUN, *args], capture_output=True, cwd=cwd, env=bare | {"PYTHONPATH": str(ROOT)} | dict(env or {}), check=False)


@pytest.fixture(scope="module")
def whole() -> Done:
    """`check 2020` as it comes."""
    return run("2020")


def test_a_year_alone_is_the_command_kor(whole: Done) -> None:
    named = run("kor", "2020")
    assert (named.returncode, named.stdout) == (whole.returncode, whole.stdout)
    assert whole.returncode in {0, 1, 3}


def test_standard_output_holds_the_report_alone(whole: Done) -> None:
    assert whole.stdout.decode().startswith("Boråsregionen Sjuhärads kommunalförbund: prövning av år 2020\n")
    assert whole.stderr == b""


def test_piped_output_has_no_control_codes_and_no_line_over_80(whole: Done) -> None:
    told = whole.stdout.decode()
    assert all(sign.isprintable() or sign == "\n" for sign in told)
    assert max(map(len, told.split("\n"))) <= 80
    assert not re.search(r"\d\n\s*(%|tkr|elever|kommuner)\b", told)


def test_wider_is_wider_and_still_within(whole: Done) -> None:
    for columns, widest in (("100", 100), ("120", 120), ("400", 120), ("0", 80), ("många", 80)):
        told = run("2020", env={"COLUMNS": columns}).stdout.decode()
        assert max(map(len, told.split("\n"))) == widest


@pytest.mark.parametrize(
    "env",
    [
        {"LANG": "C", "LC_ALL": "C"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7", "FORCE_COLOR": "1"},
    ],
)
def test_the_bytes_are_the_same_whatever_the_locale(whole: Done, env: Mapping[str, str], tmp_path: Path) -> None:
    other = run("2020", env=env, cwd=tmp_path)
    assert (other.returncode, other.stdout, other.stderr) == (whole.returncode, whole.stdout, b"")


def test_json_is_the_published_form_with_the_same_code(whole: Done) -> None:
    done = run("--format", "json", "2020")
    schema = json.loads((Path(str(reports.__path__[0])) / "regelspar-1.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(json.loads(done.stdout))
    assert done.returncode == whole.returncode


def test_markdown_and_everything(whole: Done) -> None:
    done = run("2020", "--format", "markdown", "--alla")
    assert done.stdout.decode().startswith("# Boråsregionen")
    assert b"## Uppfyllt" in done.stdout
    assert done.returncode == whole.returncode


def test_another_year_is_rated_too() -> None:
    assert run("2017").returncode in {0, 1, 3}


# --- files


def test_o_writes_the_file_and_nothing_else(whole: Done, tmp_path: Path) -> None:
    target = tmp_path / "rapport.txt"
    done = run("2020", "-o", str(target), env={"COLUMNS": "120"})
    assert (done.returncode, done.stdout) == (whole.returncode, b"")
    assert target.read_bytes() == whole.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["rapport.txt"]
    assert stat.S_IMODE(target.stat().st_mode) & 0o400


def test_o_replaces_what_was_there_and_follows_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "rapport.txt", tmp_path / "länk"
    target.write_text("gammal", encoding="utf-8")
    target.chmod(0o640)
    link.symlink_to(target)
    output.write_file(link, "ny")
    assert (target.read_text(encoding="utf-8"), link.is_symlink(), stat.S_IMODE(target.stat().st_mode)) == ("ny", True, 0o640)


def test_o_leaves_the_old_file_and_nothing_beside_it_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "rapport.txt"
    target.write_text("gammal", encoding="utf-8")

    def full(self: Path, other: Path) -> Path:
        raise OSError(28, "enheten är full")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(WrongUsage, match="inte kunde skrivas"):
        output.write_file(target, "ny")
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("rapport.txt", "gammal")]


@pytest.mark.parametrize(
    ("target", "words"),
    [(".", "mappen"), ("saknas/rapport.txt", "ingen mapp"), ("/dev/null", "inte är en vanlig fil")],
)
def test_o_refuses_what_cannot_become_a_file(tmp_path: Path, target: str, words: str) -> None:
    done = run("2020", "-o", target, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert words in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []


def test_o_writes_the_working_paper_as_a_workbook(whole: Done, tmp_path: Path) -> None:
    target = tmp_path / "arbetspapper.xlsx"
    done = run("2020", "--format", "xlsx", "-o", str(target))
    assert (done.returncode, done.stdout, done.stderr) == (whole.returncode, b"", b"")
    assert zipfile.is_zipfile(target)
    assert [path.name for path in tmp_path.iterdir()] == ["arbetspapper.xlsx"]


def test_bytes_are_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "papper"
    output.write_file(target, b"\r\n\x00\xff")
    assert target.read_bytes() == b"\r\n\x00\xff"
    assert [path.name for path in tmp_path.iterdir()] == ["papper"]


@pytest.mark.parametrize(("form", "starts"), [("csv", b"\xef\xbb\xbfId;"), ("junit", b"<?xml ")])
def test_other_formats_of_text_are_the_same_in_a_file_and_on_standard_output(form: str, starts: bytes, whole: Done, tmp_path: Path) -> None:
    target = tmp_path / "rapport"
    piped, filed = run("2020", "--format", form), run("2020", "--format", form, "-o", str(target))
    assert piped.returncode == filed.returncode == whole.returncode
    assert piped.stdout.startswith(starts)
    assert piped.stdout == target.read_bytes()
    assert filed.stdout == piped.stderr == filed.stderr == b""


def test_bad_facts_leave_no_file(tmp_path: Path) -> None:
    done = run("2020", "--fakta", str(tmp_path), "-o", str(tmp_path / "ut"))
    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []


# --- pipes and terminals


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"{shlex.quote(RUN[0])} -c 'from checker.cli import main; main()' 2020 --format json | head -c 9; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False)
    assert done.stderr == b""
    assert re.fullmatch(r'\{"as_of":[013]\n', done.stdout.decode())


def test_a_full_device_is_told_without_a_traceback() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run([*RUN, "2020"], stdout=full, stderr=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == 2
    assert "inte kunde skrivas" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def on_terminal(*args: str, env: Mapping[str, str]) -> str:
    """What a terminal of 80 columns is sent."""
    leader, follower = pty.openpty()
    process = subprocess.Popen([*RUN, *args], stdout=follower, stdin=follower, env=os.environ | {"PYTHONPATH": str(ROOT)} | dict(env))
    os.close(follower)
    told = b""
    try:
        while part := os.read(leader, 65536):
            told += part
    except OSError:
        pass  # the terminal closes when its last writer does
    process.wait()
    os.close(leader)
    return told.decode().replace("\r\n", "\n")


def test_a_terminal_gets_the_same_words_in_colour(whole: Done) -> None:
    told = on_terminal("2020", env={"TERM": "xterm-256color", "COLUMNS": "80"})
    assert "\x1b[" in told
    bare = re.sub(r"\x1b\[[0-9;]*m", "", told)
    assert [line.rstrip() for line in bare.split("\n")] == whole.stdout.decode().split("\n")


@pytest.mark.parametrize("env", [{"NO_COLOR": "1", "TERM": "xterm"}, {"TERM": "dumb"}])
def test_a_terminal_that_wants_no_colour_gets_none(env: Mapping[str, str]) -> None:
    assert "\x1b" not in on_terminal("forklara", "2020", "BK-1", env={**env, "COLUMNS": "80"})


# --- explanations and rules


@pytest.mark.parametrize("wanted", ["F-4.3.3-2", "f-4.3.3-2", "GEH", "BK-2", "IK-21a", "N-7.3.2-2"])
def test_forklara_explains_down_to_a_source(wanted: str) -> None:
    done = run("forklara", "2020", wanted)
    assert done.returncode == 0
    assert "Spåret" in done.stdout.decode()
    assert "Årsredovisning 2020" in done.stdout.decode()


def test_forklara_names_the_nearest_ids() -> None:
    done = run("forklara", "2020", "F-4.3.3-22")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "F-4.3.3-2" in done.stderr.decode()


def test_regler_lists_all_and_tells_one() -> None:
    every = run("regler").stdout.decode()
    first = next(line.split(" ")[0] for line in every.split("\n") if line.startswith("MT-"))
    told = run("regler", first.lower()).stdout.decode()
    assert told.startswith(f"{first}  ")
    assert all(label in told for label in ("Mening", "Grund", "År", "Villkor i regelmotorns form", "Slutsats", "sha256:"))
    assert told.index("Mening") < told.index("Villkor i regelmotorns form") < told.index("Slutsats")
    assert "{" not in told
    assert max(map(len, (every + told).split("\n"))) <= 80


def test_regler_tells_the_counting_that_a_trace_names() -> None:
    assert "SV-RAKNA " in run("regler").stdout.decode()
    told = run("regler", "sv-rakna")
    assert told.returncode == 0
    assert told.stdout.decode().startswith("SV-RAKNA  Medlemmarna räknas")


def test_a_rules_sentence_tells_its_places_in_words() -> None:
    rules = {rule.id: rule for rule in all_rules()}
    assert in_words(rules["MT-JAMFOR-NIVA"]).startswith("Utfallet för ‹mätetalets id› är ‹utfallets text› (‹utfallets källa›);")
    places = {place for rule in rules.values() for place in re.findall(r"‹([^›]*)›", in_words(rule))}
    assert "året + lagens värde" in places
    assert not [place for place in places if re.search(r"[_.{}|]|^\s|\b[a-z]$", place)]


def test_every_field_in_a_rules_sentence_has_its_word() -> None:
    places = {place for rule in all_rules() for place in re.findall(r"‹([^›]*)›", in_words(rule))}
    assert not [place for place in places if " " not in place and place not in {"året", "fallet"}]


def test_regler_sends_the_id_of_a_rating_to_forklara() -> None:
    done = run("regler", "GEH")
    assert done.returncode == 2
    assert "check forklara ÅR GEH" in done.stderr.decode()


def test_an_unknown_id_is_told_with_the_nearest_or_with_how_to_see_them() -> None:
    assert str(unknown_id("K-11", 2020, ["K-1.1", "K-1"])).endswith("närmast ligger K-1.1, K-1; gör så här: skriv ett av dem")
    assert str(unknown_id("NOPE", 2020, [])).endswith("inget id liknar det; gör så här: se id:n med check 2020 --alla")


def test_forklara_of_the_whole_is_short_and_leads_further() -> None:
    told = run("forklara", "2020", "GEH").stdout.decode()
    assert len(told.split("\n")) < 80
    assert re.search("Vidare:[ │\\n]+check forklara 2020 GEH-V\n", told)
    assert not re.search(r"(tabell|scenario|liggare):", told)


def test_forklara_tells_a_count_that_the_report_states() -> None:
    told = run("forklara", "2020", "A-1").stdout.decode()
    assert told.startswith("A-1  Antal mål som redovisningen anger som uppfyllda\n")
    assert "Spåret" in told


def test_regler_names_the_nearest_rules() -> None:
    done = run("regler", "BK-1-2019-UPFYLLT")
    assert done.returncode == 2
    assert "BK-1-2019-UPPFYLLT" in done.stderr.decode()


# --- wrong usage, in Swedish


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), "inget årtal eller kommando"),
        (("kor",), "inget ÅR"),
        (("forklara",), "inget ÅR"),
        (("forkontroll", "2021"), "inget --per DATUM; väntade --per DATUM"),
        (("forklara", "2020"), "inget ID"),
        (("2020", "2017"), '"2017", som är för mycket'),
        (("2020", "a", "b"), '"a b", som är för mycket'),
        (("20200",), '"20200" som årtal'),
        (("kor", "²0²0"), "som årtal"),
        (("2020", "--format"), "inget värde efter --format"),
        (("2020", "--format", "jsn"), "skriv json"),
        (("2020", "--format", "xlsx"), "--format xlsx -o rapport.xlsx"),
        (("2020", "--fromat", "json"), "skriv --format"),
        (("2020", "--alla=3"), "ett värde efter --alla"),
        (("forklar", "2020"), "skriv forklara"),
        (("2018",), "inga faktafiler för året"),
        (("2020", "--organisation", "sjuharat"), "sjuharad"),
        (("2020", "--fakta", "/finns/inte"), "ingen organisation"),
    ],
)
def test_wrong_usage_is_told_in_swedish_with_code_2(args: tuple[str, ...], words: str) -> None:
    done = run(*args)
    told = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert words in told
    assert told.startswith("check: ")
    assert "gör så här:" in told
    assert not ENGLISH.search(re.sub(r"--\w+|check \w+", "", told))


@pytest.mark.parametrize("args", [(), ("kor",), ("forklara",), ("regler",)])
def test_help_is_swedish_and_states_the_exit_codes(args: tuple[str, ...]) -> None:
    done = run(*args, "--help")
    told = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert told.startswith("Användning: check")
    assert "70  internt fel; ingenting har bedömts" in told
    assert not ENGLISH.search(told)
    assert max(map(len, told.split("\n"))) <= 80
    assert run(*args, "-h", env={"COLUMNS": "200", "PYTHONHASHSEED": "3"}).stdout == done.stdout


def test_version_names_the_program() -> None:
    done = run("--version")
    assert re.fullmatch(r"Regelspår \d+\.\d+\.\d+\n", done.stdout.decode())


# --- the codes


@pytest.fixture(scope="module")
def met() -> Report:
    """A report in which all is met, agreed and confirmed."""
    report = sample()
    kept = tuple(rating for rating in report.ratings if rating.id in {"K-1.2", "K-4", "E-1"})
    return replace(report, ratings=kept, ties=tuple(tie for tie in report.ties if tie.status in {"stammer", "avrundning"}), findings=())


def test_all_met_is_0(met: Report) -> None:
    assert exit_code(met) == 0


@pytest.mark.parametrize(("rating", "code"), [("ej", 1), ("delvis", 1), ("underlag_saknas", 3), ("ej_tillampligt", 0)])
def test_one_rating_decides_the_code(met: Report, rating: str, code: int) -> None:
    assert exit_code(replace(met, ratings=(*met.ratings, replace(met.ratings[0], rating=rating, verdict=None)))) == code


def test_a_contradicted_claim_is_1_also_where_the_evidence_shows_better(met: Report) -> None:
    assert exit_code(replace(met, ratings=(replace(met.ratings[0], verdict="motsagt", direction="samre"),))) == 1


@pytest.mark.parametrize(("status", "code"), [("avvikelse", 1), ("underlag_saknas", 3), ("avrundning", 0)])
def test_a_tie_decides_the_code(met: Report, status: str, code: int) -> None:
    assert exit_code(replace(met, ties=(replace(met.ties[0], status=status),))) == code


@pytest.mark.parametrize(("kind", "code"), [("motsagt", 1), ("forsenad_atgard", 1), ("oppen_avvikelse", 0), ("svagt_underlag", 0), ("fraga", 0)])
def test_of_the_findings_only_contradiction_and_delay_count(met: Report, kind: str, code: int) -> None:
    assert exit_code(replace(met, findings=(replace(sample().findings[0], kind=kind),))) == code


def test_what_is_shown_comes_before_what_is_missing() -> None:
    assert exit_code(sample()) == 1


# --- what must not happen


def stopped(error: BaseException) -> Callable[..., Report]:
    """A check that ends in an error."""

    def check(*_: object) -> Report:
        raise error

    return check


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (RunFailed("antalet stämmer inte"), 70, "ingenting har bedömts"),
        (ZeroDivisionError("oväntat"), 70, "ingenting har bedömts"),
        (KeyboardInterrupt(), 130, "avbrutet"),
        (ImportError("undefined symbol: PyEval_CallObject"), 70, "C-kompilator"),
        (RecursionError(), 70, "ingenting har bedömts"),
    ],
)
def test_what_stops_a_check_is_told_without_a_traceback(
    error: BaseException, code: int, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("checker.pipeline.run_check", stopped(error))
    monkeypatch.setattr(sys, "argv", ["check", "2020"])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    told = capsys.readouterr()
    assert (stop.value.code, told.out) == (code, "")
    assert words in told.err
    assert "Traceback" not in told.err


def test_every_mistake_in_the_facts_is_told_at_once(tmp_path: Path) -> None:
    shutil.copytree(bundled_root(), tmp_path / "fakta")
    year = next((tmp_path / "fakta").glob("*/2020"))
    (year / "fel.yaml").write_text("mol: []\nutfall:\n  - mätetal: X\n", encoding="utf-8")
    done = run("2020", "--fakta", str(tmp_path / "fakta"))
    told = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert "2020/fel.yaml:1:1" in told
    assert "2020/fel.yaml:3:" in told
