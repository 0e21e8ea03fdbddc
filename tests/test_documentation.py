"""What the documents say is so: every command in them runs, help text is generated, every code and kind is described.

Run as a script it writes the generated help text into README (make docs).
"""

from __future__ import annotations

import functools
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from dependencies import with_licences

from checker.version import VERSION
from checker.whatif import loaded, set_and_check
from facts.importers.sie.mapping import AccountsFile
from facts.loading import bundled_root
from facts.yamltree import parse_yaml
from reports.swedish import FINDING, LEVEL, REASON, word
from rules.catalogue import all_rules

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
HELP = re.compile(r"(<!-- hjälp:(check[^>]*?) -->\n).*?(<!-- /hjälp -->)", re.DOTALL)
CARRIED_OUT = {0, 1, 3}

# The codes of form 1, which others read the output by; README describes each.
KINDS = (
    "motsagt",
    "obestyrkt",
    "inkonsekvent_bedomning",
    "motsagelse",
    "ej_foljt_upp",
    "ej_beslutat",
    "plan_saknas",
    "andrad_lydelse",
    "svagt_underlag",
    "flerarigt_mal",
    "malniva_saknas",
    "malniva_oklar",
    "fraga",
    "budgetavvikelse",
    "overfort_overskott",
    "aterstallande",
    "tie_avvikelse",
    "tie_avrundning",
    "oppen_avvikelse",
    "forsenad_atgard",
    "ansvarskoncentration",
)
REASONS = (
    "malniva_saknas",
    "malniva_oklar",
    "siffra_saknas",
    "ej_redovisat",
    "ej_matt",
    "annat_matt",
    "motstridigt",
    "ungefarlig_vid_gransen",
    "antal_kontroller_framgar_inte",
    "svarar_inte_pa_momentet",
    "balanskravsutredning_saknas",
    "ar_saknas",
    "frekvens_saknas",
    "medlem_oavgjord",
)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def check(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The command as a user without colour and with 80 columns sees it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", "from checker.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, cwd=folder, timeout=120, check=False)


# --- commands -------------------------------------------------------------------------------------------------------


def commands() -> list[str]:
    """Every line of a code block that is a command of ours, without what is said beside it."""
    lines = [line.strip().removeprefix(".venv/bin/") for line in text_of("README.md").splitlines() if line.startswith("    ")]
    told = [re.split(r"\s{2,}", line)[0] for line in lines if re.match(r"check (\d{4}|kor|forklara|regler|--)", line)]
    return list(dict.fromkeys(told))


def filled(command: str, folder: Path) -> list[str]:
    """The command with its placeholders (ID, FIL, MAPP) filled in and its brackets dropped; after --noteringar stands a file of none."""
    notes = folder / "noteringar.yaml"
    notes.write_text("noteringar: []\n", encoding="utf-8")
    command = command.replace("--noteringar FIL", f"--noteringar {notes}")
    wanted = {"regler": all_rules()[0].id, "forklara": "F-4.3.3-2"}
    words = command.replace("[", "").replace("]", "").split()[1:]
    here = {"FIL": str(folder / "rapport.json"), "MAPP": str(bundled_root()), "ID": wanted.get(words[0], "sjuharad")}
    return [here.get(word, word) for word in words]


def test_readme_holds_the_commands() -> None:
    assert {"check 2020", "check 2017", "check forklara 2020 F-4.3.3-2", "check regler", "check --version"} <= set(commands())


@pytest.mark.parametrize("command", [command for command in commands() if "mina-uppgifter" not in command])
def test_a_command_in_readme_runs_and_gives_the_code_that_is_stated(command: str, tmp_path: Path) -> None:
    arguments = filled(command, tmp_path)
    done = check(*arguments, folder=tmp_path)
    assert done.stderr == ""
    assert done.stdout or [path for path in tmp_path.rglob("*.*") if path.stat().st_size]
    if arguments[0].isdecimal():
        assert done.returncode == stated_code(arguments[0])
    else:
        assert done.returncode == 0


@functools.cache
def stated_code(year: str) -> int:
    """The exit code of a year by README's table, read from the JSON form."""
    report = json.loads(check(year, "--format", "json").stdout)
    rated = {rating["rating"] for rating in report["ratings"]}
    ties = {tie["status"] for tie in report["ties"]}
    contradicted = any(rating["verdict"] == "motsagt" for rating in report["ratings"])
    overdue = any(finding["kind"] == "forsenad_atgard" for finding in report["findings"])
    if rated & {"ej", "delvis"} or "avvikelse" in ties or contradicted or overdue:
        return 1
    return 3 if "underlag_saknas" in rated | ties else 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("2020", "--formatt", "json"), 2), (("1066",), 2), (("2020", "--fakta", "finns-inte"), 2), (("forklara", "2020", "F-0"), 2), (("--help",), 0)],
)
def test_a_wrong_command_gives_the_code_that_readme_states(arguments: tuple[str, ...], code: int) -> None:
    done = check(*arguments)
    assert done.returncode == code
    assert (done.stdout == "") is (code == 2)


def described_in(heading: str) -> str:
    """The text under a heading of README, to the next."""
    rest = text_of("README.md").split(f"\n## {heading}\n", 1)[1]
    return rest.split("\n## ", 1)[0]


def test_readme_describes_each_exit_code_that_help_states() -> None:
    in_readme = re.findall(r"^\| (\d+) \|", described_in("Slutkoder"), re.MULTILINE)
    in_help = re.findall(r"^  (\d+) ", check("--help").stdout, re.MULTILINE)
    assert in_readme == in_help == ["0", "1", "3", "2", "70"]


# --- what is generated and what is listed ---------------------------------------------------------------------------


def with_help(text: str) -> str:
    """The document with each generated help text as the program says it now."""
    return HELP.sub(lambda found: f"{found[1]}\n```text\n{check(*found[2].split()[1:], '--help').stdout.rstrip()}\n```\n\n{found[3]}", text)


def test_the_help_text_in_readme_is_what_the_program_says() -> None:
    assert HELP.search(text_of("README.md"))
    assert text_of("README.md") == with_help(text_of("README.md")), "make docs writes it anew"


def test_the_help_text_fits_in_80_columns_without_colour() -> None:
    told = check("--help").stdout
    assert "\x1b" not in told
    assert max(map(len, told.splitlines())) <= 80


@pytest.mark.parametrize("kind", sorted({*KINDS, *FINDING}))
def test_readme_describes_every_kind_of_finding(kind: str) -> None:
    assert f"\n| `{kind}` | " in described_in("Iakttagelser")


@pytest.mark.parametrize("reason", sorted({*REASONS, *REASON}))
def test_readme_describes_every_reason(reason: str) -> None:
    assert f"\n| `{reason}` | " in described_in("Så läses en bedömning")


def test_the_changelog_names_the_version_first_with_its_years_and_rules() -> None:
    newest = re.split(r"^## ", text_of("CHANGELOG.md"), flags=re.MULTILINE)[1]
    assert newest.startswith(f"{VERSION}\n")
    assert "**Berörda år**" in newest
    assert "**Berörda regler**" in newest


def anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_somewhere(name: str) -> None:
    text = text_of(name)
    anchors = {anchor(heading) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
    links = re.findall(r"\]\(([^)]+)\)", text)
    lost = [link for link in links if not (link[1:] in anchors if link.startswith("#") else (ROOT / link.partition("#")[0]).exists())]
    assert lost == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_and_folder_that_a_document_names_is_there(name: str) -> None:
    named = re.findall(r"`((?:facts|rules|reports|checker|tests)/[\w./-]*)`", text_of(name))
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_control_area_has_one_name(name: str) -> None:
    assert word(LEVEL, "control_area") == "kontrollområde"
    assert "granskningsområde" not in text_of(name).lower()


def test_readme_says_how_what_is_set_is_cited() -> None:
    run = set_and_check(*loaded(None, None, 2020), ["årets_resultat=-200", "D-1.1=80"])
    said = " ".join(one.said_after for one in run.ratings)
    for cited in ("(Årsredovisning 2020, 2.5, satt värde", "(Satt värde, --satt)"):
        assert cited in said
        assert cited in text_of("README.md")


# --- the example for a new organisation -----------------------------------------------------------------------------


def yaml_blocks() -> list[str]:
    """README's examples in order: notes, konton.yaml, goals, accounts, väsentlighetstal, control, running, organisation, members, contributions."""
    return re.findall(r"```yaml\n(.*?)```", text_of("README.md"), re.DOTALL)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    folder = tmp_path / "mina-uppgifter" / "exempel"
    (folder / "2021").mkdir(parents=True)
    _, _, goals, accounts, materiality, control, _, organisation, members, contributions = yaml_blocks()
    files = {"2021/mal.yaml": goals, "2021/bokslut.yaml": accounts, "2021/intern-kontroll.yaml": control, "organisation.yaml": organisation + members}
    files |= {"2021/medlemsbidrag.yaml": contributions, "2021/vasentlighetstal.yaml": materiality}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return tmp_path


def reported(folder: Path) -> dict[str, Any]:
    command = next(command for command in commands() if "mina-uppgifter --organisation" in command)
    done = check(*command.split()[1:], "--format", "json", folder=folder)
    assert done.returncode in CARRIED_OUT, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def rated(folder: Path) -> dict[str, dict[str, Any]]:
    report = reported(folder)
    return {one["id"]: one for one in (*report["ratings"], *report["ties"])}


def test_the_example_in_readme_is_rated_as_the_text_beside_it_says(example: Path) -> None:
    ratings = rated(example)
    told = ("K-1.1", "K-1.2", "K-1.3", "K-1", "IK-1a")
    assert [ratings[one]["rating"] for one in told] == ["ej", "uppfyllt", "ej_tillampligt", "delvis", "delvis"]
    assert ratings["K-1.2"]["evidence"] == "egen_uppgift"
    assert (ratings["K-1"]["verdict"], ratings["K-1"]["direction"]) == ("motsagt", "battre")
    assert ratings["AV-text-arets-resultat"]["status"] == "stammer"


def test_the_members_of_the_example_have_the_contributions_of_its_table(example: Path) -> None:
    done = check("2021", "--fakta", "mina-uppgifter", "--format", "json", folder=example)
    assert [(one["id"], one["assembly"], one["total"], one["unit"]) for one in json.loads(done.stdout)["members"]] == [
        ("NORDBY", None, "3100", "tkr"), ("ASEN", "Åsens kommunfullmäktige", "5200", "tkr"),
    ]  # fmt: skip


def test_without_the_decision_the_example_leaves_one_criterion_open_and_the_goal_as_it_was(example: Path) -> None:
    (example / "mina-uppgifter" / "exempel" / "2021" / "intern-kontroll.yaml").unlink()
    ratings = rated(example)
    assert (ratings["K-1.3"]["rating"], ratings["K-1.3"]["reason"]) == ("underlag_saknas", "ej_redovisat")
    assert (ratings["K-1"]["rating"], ratings["K-1"]["possible"]) == ("delvis", ["delvis"])


MORE_DOCUMENTS = """  uppf2021: {titel: Uppföljning, slag: övrigt}
  logg2021: {titel: Kontrollogg, slag: övrigt}
"""


def test_the_running_year_in_readme_is_told_as_its_table_says(example: Path) -> None:
    folder = example / "mina-uppgifter" / "exempel"
    running, organisation, members = yaml_blocks()[6:9]
    (folder / "2021" / "pagaende.yaml").write_text(running, encoding="utf-8")
    (folder / "organisation.yaml").write_text(organisation + MORE_DOCUMENTS + members, encoding="utf-8")
    done = check("forkontroll", "2021", "--per", "2021-11-30", "--fakta", "mina-uppgifter", "--format", "json", folder=example)
    assert done.returncode in CARRIED_OUT, done.stderr
    told = json.loads(done.stdout)
    ratings = {one["id"]: one for one in told["ratings"]}
    assert (ratings["K-2.1"]["rating"], ratings["K-2.1"]["possible"]) == ("underlag_saknas", ["uppfyllt", "ej"])
    assert {one["id"]: one["rating"] for one in told["prognos"]["ratings"]}["K-2.1"] == "uppfyllt"
    assert "5 visningar" in json.dumps(told["forkontroll"], ensure_ascii=False).replace("\u00a0", " ")


def test_the_accounts_in_readme_are_a_sound_mapping() -> None:
    AccountsFile.model_validate(parse_yaml(yaml_blocks()[1].encode(), "konton.yaml").data)


def test_the_notes_in_readme_stand_beside_the_example_and_alter_nothing_in_it(example: Path) -> None:
    plain = reported(example)
    (example / "mina-uppgifter" / "exempel" / "2021" / "noteringar.yaml").write_text(yaml_blocks()[0], encoding="utf-8")
    noted = reported(example)
    assert [(one["about"], one["stance"]) for one in noted["notes"]] == [
        ("AV-text-arets-resultat", "instammer"), ("IK-1a", "instammer_inte"), ("K-1", "instammer"),
    ]  # fmt: skip
    assert {key for key in plain if plain[key] != noted[key]} == {"digest", "files", "fact_files"}
    assert {part: noted["digest"][part] for part in plain["digest"]} == plain["digest"]


def main() -> None:
    """Write what is generated in README anew: the help text and the table of licences."""
    README.write_text(with_licences(with_help(text_of("README.md"))), encoding="utf-8")


if __name__ == "__main__":
    main()
