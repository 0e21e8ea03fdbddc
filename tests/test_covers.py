"""`--medlem`: one member's cover page, or every member's in a folder, and what is refused before anything is written."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from reports_sample import sample

from checker import covers, drafts, output
from checker.cli import whole
from checker.pipeline import run_check
from checker.usage import WrongUsage
from reports.html_form import to_html
from reports.report import Member, Report

GOOD = Path(__file__).parent / "cases" / "god"
NAMES = ("bilaga-2021-ostby.html", "bilaga-2021-vastby.html")


@pytest.fixture(scope="module")
def report() -> Report:
    return replace(sample(), members=(Member("OSTBY", "Östby"), Member("VASTBY", "Västby")))


def command(*args: str) -> int:
    """The exit code of `kor` on the good example, in this process."""
    from typer.main import get_command  # noqa: PLC0415 - as the entry point does it

    given = ["kor", "2020", "--fakta", str(GOOD), *args]
    return int(get_command(whole()).main(given, prog_name="check", standalone_mode=False))


# --- which member


@pytest.mark.parametrize("wanted", ["OSTBY", "ostby", "Östby", "ÖSTBY", "östby", unicodedata.normalize("NFD", "Östby")])
def test_a_member_is_known_by_id_or_name_in_any_letters(report: Report, wanted: str) -> None:
    assert covers.member_of(report, wanted) == "OSTBY"


@pytest.mark.parametrize(("wanted", "action"), [("västbyn", "eller skriv Västby om det"), ("Varberg", "gör så här: skriv en"), ("", "skriv en")])
def test_an_unknown_member_is_told_with_those_that_are_and_the_nearest(report: Report, wanted: str, action: str) -> None:
    with pytest.raises(WrongUsage) as told:
        covers.member_of(report, wanted)
    assert f'den okända medlemmen "{wanted}"; väntade en av Östby, Västby, eller alla' in str(told.value)
    assert action in str(told.value)


@pytest.mark.parametrize("wanted", ["Östby", "alla"])
def test_an_organisation_without_members_has_no_cover_page(wanted: str) -> None:
    with pytest.raises(WrongUsage, match=r"som inte har några medlemmar; väntade medlemmar: i organisation\.yaml"):
        covers.member_files(sample(), wanted, Path("x"), "html")


def test_one_member_goes_into_the_file_and_all_into_the_folder(report: Report) -> None:
    assert covers.member_files(report, "västby", Path("b.html"), "html") == [(Path("b.html"), "VASTBY")]
    assert covers.member_files(report, "Alla", Path("ut"), "html") == [(Path("ut") / NAMES[0], "OSTBY"), (Path("ut") / NAMES[1], "VASTBY")]


# --- what is refused


@pytest.mark.parametrize("form", ["text", "json", "markdown", "csv", "junit", "xlsx"])
def test_a_format_without_a_cover_names_those_that_have_one(form: str) -> None:
    with pytest.raises(WrongUsage, match=f"--medlem med formatet {form}; väntade ett format med följeblad: pdf, html"):
        covers.refuse_unfit(form, "Östby", None)


def test_all_need_a_folder_and_one_needs_a_file(tmp_path: Path) -> None:
    file = tmp_path / "fil"
    file.write_text("", encoding="utf-8")
    refused: Sequence[tuple[str, Path | None, str]] = [
        ("alla", None, "--medlem alla utan -o"),
        ("alla", file, "inte är en mapp"),
        ("alla", tmp_path / "finns" / "inte", "ingen mapp"),
        ("Östby", tmp_path, "väntade en fil"),
        ("Östby", tmp_path / "finns" / "inte", "ingen mapp"),
    ]
    for wanted, target, words in refused:
        with pytest.raises(WrongUsage, match=words):
            covers.refuse_unfit("html", wanted, target)
    for wanted, sound in (("alla", tmp_path), ("alla", tmp_path / "ny"), ("Östby", tmp_path / "ny"), ("Östby", None)):
        covers.refuse_unfit("html", wanted, sound)


# --- what is written


def test_all_are_written_whole_into_a_folder_that_is_made(report: Report, tmp_path: Path) -> None:
    folder = tmp_path / "bilagor"
    covers.deliver(report, "html", "alla", folder, everything=False)
    assert sorted(path.name for path in folder.iterdir()) == list(NAMES)
    for name, member in zip(NAMES, report.members, strict=True):
        assert (folder / name).read_text(encoding="utf-8") == to_html(report, member.id)


def test_none_is_written_when_one_cannot_be_made(report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_: Report, member: str | None = None) -> str:
        if member == "VASTBY":
            raise ZeroDivisionError
        return "x"

    monkeypatch.setattr("reports.html_form.to_html", failing)
    with pytest.raises(ZeroDivisionError):
        covers.deliver(report, "html", "alla", tmp_path / "ny", everything=False)
    assert list(tmp_path.iterdir()) == []


def test_none_is_written_when_one_cannot_be_stored(report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disc is full at the second: the first is not there either, nor the folder that was made, and an old file stands as it was."""
    whole, second = drafts.write_new, to_html(report, "VASTBY").encode()

    def full(draft: Path, content: bytes, *rest: Any, **named: Any) -> None:
        if content == second:
            raise OSError(28, "enheten är full")
        whole(draft, content, *rest, **named)

    old = tmp_path / "gammal"
    old.mkdir()
    (old / NAMES[0]).write_text("gammal", encoding="utf-8")
    monkeypatch.setattr("checker.storing.write_new", full)
    for folder in (tmp_path / "ny", old):
        with pytest.raises(WrongUsage, match=r'filen ".*bilaga-2021-vastby.html", som inte kunde skrivas'):
            covers.deliver(report, "html", "alla", folder, everything=False)
    assert [path.name for path in tmp_path.iterdir()] == ["gammal"]
    assert [(path.name, path.read_text(encoding="utf-8")) for path in old.iterdir()] == [(NAMES[0], "gammal")]


def test_a_folder_that_cannot_be_made_is_told(report: Report, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("", encoding="utf-8")
    with pytest.raises(WrongUsage, match=r'mappen ".*fil", som inte kunde skrivas'):
        output.write_folder(tmp_path / "fil", [])


def test_the_command_writes_one_to_a_file_or_to_standard_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checked, target = run_check(GOOD, "exempel", 2020), tmp_path / "b.html"
    assert command("--format", "html", "--medlem", "Östby", "-o", str(target)) == 1
    assert command("--format", "html", "--medlem", "ostby") == 1
    assert target.read_text(encoding="utf-8") == capsys.readouterr().out == to_html(checked, "OSTBY")


def test_the_command_writes_all_into_a_folder(tmp_path: Path) -> None:
    assert command("--format", "html", "--medlem", "ALLA", "-o", str(tmp_path)) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bilaga-2020-ostby.html", "bilaga-2020-vastby.html"]


def test_the_command_refuses_before_it_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.pipeline.run_check", lambda *_: pytest.fail("checked"))
    with pytest.raises(WrongUsage, match="ett format med följeblad"):
        command("--medlem", "Östby")


def test_a_link_laid_where_a_draft_goes_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other, target = tmp_path / "annan", tmp_path / "bilaga.html"
    other.write_text("min", encoding="utf-8")
    monkeypatch.setattr("checker.storing.own_name", lambda kind: f".gissat.{kind}")
    (tmp_path / ".gissat.utkast").symlink_to(other)
    with pytest.raises(WrongUsage, match="EEXIST"):
        output.write_file(target, "ny")
    assert (target.exists(), other.read_text(encoding="utf-8")) == (False, "min")
