"""What stops the writing of a file: a full disc, a folder or file that may not be written, another run. The old files stand as they were."""

from __future__ import annotations

import errno
import io
import json
import os
import resource
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from checker import holding, output, storing, undoing
from checker.drafts import OURS
from checker.storing import Stored, store
from checker.usage import WrongUsage
from facts.unfinished import MARK

ROOT = Path(__file__).parents[1]
GOOD = Path(__file__).parent / "cases" / "god"
NOBODY = 65534
OLD, NEW = b"gammal\n" * 200, b"ny\n" * 400
NAMES = ("a.yaml", "b.yaml", "c.yaml")


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two old files, and one yet to come."""
    place = tmp_path / "mapp"
    place.mkdir()
    for name in NAMES[:2]:
        (place / name).write_bytes(OLD)
    return place


def one(place: Path) -> None:
    output.write_file(place / NAMES[0], NEW)


def several(place: Path) -> None:
    output.write_files([(place / name, NEW) for name in NAMES])


def in_a_new_folder(place: Path) -> None:
    output.write_folder(place / "ny", [(place / "ny" / name, NEW) for name in NAMES])


# --- the system says no ---------------------------------------------------------------------------------------------

CALLS: dict[str, tuple[Any, str]] = {
    "open": (os, "open"),
    "write": (os, "write"),
    "fsync": (os, "fsync"),
    "close": (os, "close"),
    "chmod": (os, "fchmod"),
    "replace": (Path, "replace"),
    "rename": (Path, "rename"),
    "link": (Path, "hardlink_to"),
    "mkdir": (Path, "mkdir"),
    "unlink": (Path, "unlink"),
}
MAY_FAIL = {"link": "a copy serves where a file can have no second name", "unlink": "the next run removes what is left"}


class Faulty:
    """A call of the system that fails the n-th time it is made, and counts how often that was."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, call: str, code: int) -> None:
        self.made, self.failing, self.code = 0, 0, code
        owner, name = CALLS[call]
        self.true: Callable[..., Any] = getattr(owner, name)
        monkeypatch.setattr(owner, name, lambda *given, **named: self.tried(*given, **named))  # noqa: PLW0108 - a method of Path gets its path

    def tried(self, *given: Any, **named: Any) -> Any:
        self.made += 1
        if self.made == self.failing:
            if self.true is os.close:
                self.true(*given)  # it is closed, and tells what could not be kept
            raise OSError(self.code, "stopped")
        return self.true(*given, **named)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS], ids=errno.errorcode.get)
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("write", [one, several, in_a_new_folder])
def test_whichever_call_of_the_system_fails_the_old_files_stand(
    write: Callable[[Path], None], call: str, code: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each call of each kind in turn: the error is told, every file is as it was, and nothing lies beside them."""
    before = files(folder)
    with monkeypatch.context() as patched:
        fault = Faulty(patched, call, code)
        write(folder)
        made = fault.made
    after = files(folder)
    for number in range(1, made + 1):
        restore(folder, before)
        with monkeypatch.context() as patched:
            fault = Faulty(patched, call, code)
            fault.failing = number
            told = refused(write, folder)
        found = files(folder)
        if told is None:
            assert call in MAY_FAIL or number in passed_over(call, write, made), number
            assert {name: content for name, content in found.items() if call != "unlink" or not OURS.fullmatch(name)} == after
        elif "kanske inte finns kvar efter ett strömavbrott" in told:
            assert call in ("open", "fsync")
            assert found == after
        else:
            assert f"({errno.errorcode[code]})" in told, number
            output_settled(folder)
            assert files(folder) == before, number


def passed_over(call: str, write: Callable[[Path], None], made: int) -> Sequence[int]:
    """What is no error: that a folder is closed with one, when what it holds is on the disc."""
    return range(1, made + 1) if call == "close" else ()


def output_settled(folder: Path) -> None:
    """What was left when a mark could not be taken away is put right by the next run; nothing else is ever left."""
    if any(OURS.fullmatch(name) or name == MARK for name in files(folder)):
        assert (folder / MARK).exists()
        storing.tidy(folder)


def restore(folder: Path, before: dict[str, bytes]) -> None:
    shutil.rmtree(folder)
    folder.mkdir()
    for name, content in before.items():
        (folder / name).write_bytes(content)


def refused(write: Callable[[Path], None], folder: Path) -> str | None:
    try:
        write(folder)
    except WrongUsage as error:
        return str(error)
    return None


# --- real discs -----------------------------------------------------------------------------------------------------


@contextmanager
def mounted(folder: Path, size: str) -> Iterator[None]:
    """A disc of that size in the folder, where the one who runs the test may have one."""
    if os.name != "posix" or os.geteuid() or not shutil.which("mount"):
        pytest.skip("bara root kan lägga till en disk")
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("ingen disk kan läggas till här")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def command(*arguments: object, limit: int | None = None, **how: Any) -> subprocess.CompletedProcess[str]:
    """The command as anyone gives it, with a limit on how large a file may be."""
    words = [sys.executable, "-c", "from checker.cli import program; program()", *map(str, arguments)]
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    ready = (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))) if limit else None
    return subprocess.run(words, env=env, capture_output=True, text=True, encoding="utf-8", preexec_fn=ready, check=False, **how)


REPORT = ("2020", "--fakta", GOOD, "-o")


def test_a_full_disc_leaves_the_old_report(tmp_path: Path) -> None:
    disc = tmp_path / "disk"
    disc.mkdir()
    with mounted(disc, "64k"):
        report = disc / "rapport.html"
        report.write_bytes(OLD)
        (disc / "annat").write_bytes(b"x" * 40_000)
        done = command(*REPORT, report, "--format", "html")
        assert (done.returncode, done.stdout) == (2, "")
        found = f'hittade filen "{report}", som inte kunde skrivas (ENOSPC); väntade en plats som går att skriva på'
        assert done.stderr == f"check: {found}; gör så här: välj en annan fil eller frigör utrymme\n"
        assert {path.name: path.read_bytes()[:7] for path in disc.iterdir()} == {"rapport.html": OLD[:7], "annat": b"xxxxxxx"}


def test_a_disc_too_full_for_all_of_several_leaves_all_of_the_old(tmp_path: Path) -> None:
    disc = tmp_path / "disk"
    disc.mkdir()
    with mounted(disc, "32k"):
        output.write_files([(disc / name, OLD) for name in NAMES])
        with pytest.raises(WrongUsage, match=r'c\.yaml", som inte kunde skrivas \(ENOSPC\)'):
            output.write_files([(disc / NAMES[0], NEW), (disc / NAMES[1], NEW), (disc / NAMES[2], NEW * 100)])
        assert files(disc) == dict.fromkeys(NAMES, OLD)


def test_a_file_larger_than_it_may_be_is_not_written(tmp_path: Path) -> None:
    report = tmp_path / "rapport.json"
    report.write_bytes(OLD)
    done = command(*REPORT, report, "--format", "json", limit=10_000)
    assert done.returncode == 2
    assert "som inte kunde skrivas (EFBIG)" in done.stderr
    assert files(tmp_path) == {"rapport.json": OLD}


def test_a_disc_that_is_only_for_reading_keeps_its_files(tmp_path: Path) -> None:
    disc = tmp_path / "disk"
    disc.mkdir()
    with mounted(disc, "64k"):
        output.write_files([(disc / name, OLD) for name in NAMES])
        subprocess.run(["mount", "-o", "remount,ro", disc], check=True)
        for write in (one, several, in_a_new_folder):
            with pytest.raises(WrongUsage, match="EROFS"):
                write(disc)
        assert files(disc) == dict.fromkeys(NAMES, OLD)


def test_what_is_mounted_on_its_own_is_not_replaced(tmp_path: Path) -> None:
    """A file that is a disc of its own, as a container may have it, cannot get another in its place: that is told."""
    disc, target = tmp_path / "disk", tmp_path / "rapport.txt"
    disc.mkdir()
    target.write_bytes(OLD)
    with mounted(disc, "64k"):
        (disc / "fil").write_bytes(OLD)
        subprocess.run(["mount", "--bind", disc / "fil", target], check=True)
        try:
            with pytest.raises(WrongUsage, match="EBUSY"):
                output.write_file(target, NEW)
            assert files(tmp_path) == {"disk/fil": OLD, "rapport.txt": OLD}
        finally:
            subprocess.run(["umount", target], check=True)


def test_a_link_to_another_disc_is_followed_there(tmp_path: Path) -> None:
    disc = tmp_path / "disk"
    disc.mkdir()
    with mounted(disc, "64k"):
        (tmp_path / "rapport.txt").symlink_to(disc / "rapport.txt")
        output.write_file(tmp_path / "rapport.txt", NEW)
        assert (tmp_path / "rapport.txt").is_symlink()
        assert files(disc) == {"rapport.txt": NEW}


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user can reach."""
    with tempfile.TemporaryDirectory(prefix="regelspar-prov-") as place:
        Path(place).chmod(0o755)
        (Path(place) / "mapp").mkdir()
        yield Path(place) / "mapp"


@contextmanager
def without_rights() -> Iterator[None]:
    """As a user who owns nothing, where the one who runs the test owns all."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_that_may_not_be_written_in_keeps_its_files(open_folder: Path) -> None:
    output.write_files([(open_folder / name, OLD) for name in NAMES])
    open_folder.chmod(0o555)
    with without_rights():
        for write in (one, several, in_a_new_folder):
            with pytest.raises(WrongUsage, match="EACCES"):
                write(open_folder)
    open_folder.chmod(0o755)
    assert files(open_folder) == dict.fromkeys(NAMES, OLD)


def test_a_file_that_is_protected_against_writing_is_not_replaced(open_folder: Path) -> None:
    """Though the folder would let it be: who protected the file meant it."""
    for name in NAMES:
        (open_folder / name).write_bytes(OLD)
    (open_folder / NAMES[1]).chmod(0o444)
    open_folder.chmod(0o777)
    with without_rights(), pytest.raises(WrongUsage, match=r'b\.yaml", som inte kunde skrivas \(EACCES\)'):
        output.write_files([(open_folder / NAMES[1], NEW), (open_folder / "ny.txt", NEW)])
    assert files(open_folder) == dict.fromkeys(NAMES, OLD)


def test_a_folder_that_may_be_written_in_but_not_read_is_written_in(open_folder: Path) -> None:
    open_folder.chmod(0o733)
    with without_rights():
        output.write_files([(open_folder / name, NEW) for name in NAMES])
    assert files(open_folder) == dict.fromkeys(NAMES, NEW)


# --- rights and names -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o444 | 0o200])
def test_a_replaced_file_keeps_its_rights_and_owner_and_is_never_open_to_more(mode: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target, seen = tmp_path / "rapport", []
    target.write_bytes(OLD)
    target.chmod(mode)
    if not os.geteuid():
        os.chown(target, NOBODY, NOBODY)
    before, write = target.stat(), os.write

    def watched(handle: int, content: Any) -> int:
        seen.append(stat.S_IMODE(os.fstat(handle).st_mode))
        return write(handle, content)

    monkeypatch.setattr(os, "write", watched)
    output.write_file(target, NEW)
    after = target.stat()
    assert set(seen) == {0o600}
    assert (after.st_mode, after.st_uid, after.st_gid, target.read_bytes()) == (before.st_mode, before.st_uid, before.st_gid, NEW)


def test_a_file_that_is_made_in_place_keeps_the_rights_of_the_one_it_replaces(tmp_path: Path) -> None:
    target = tmp_path / "resultat.sqlite"
    target.write_bytes(OLD)
    target.chmod(0o600)

    def make(draft: Path) -> None:
        draft.write_bytes(NEW)

    output.put_made(target, make)
    assert (oct(stat.S_IMODE(target.stat().st_mode)), target.read_bytes(), files(tmp_path)) == ("0o600", NEW, {target.name: NEW})


def test_where_the_group_cannot_be_kept_it_gets_no_more_than_everyone(open_folder: Path) -> None:
    if os.geteuid():
        pytest.skip("bara root kan lägga en fil hos en annan grupp")
    for name, mode in (("hemlig", 0o660), ("öppen", 0o664)):
        (open_folder / name).write_bytes(OLD)
        os.chown(open_folder / name, NOBODY, 0)
        (open_folder / name).chmod(mode)
    open_folder.chmod(0o777)
    groups = os.getgroups()
    os.setgroups([])
    os.setegid(NOBODY)
    try:
        with without_rights():
            output.write_files([(open_folder / "hemlig", NEW), (open_folder / "öppen", NEW)])
    finally:
        os.setegid(0)
        os.setgroups(groups)
    assert [oct(stat.S_IMODE((open_folder / name).stat().st_mode)) for name in ("hemlig", "öppen")] == ["0o600", "0o644"]


def test_the_longest_name_that_a_file_can_have_is_written(tmp_path: Path) -> None:
    target = tmp_path / ("å" * 125 + ".html")
    output.write_file(target, OLD)
    output.write_files([(target, NEW), (tmp_path / "annan", NEW)])
    assert files(tmp_path) == {target.name: NEW, "annan": NEW}
    done = command(*REPORT, tmp_path / ("å" * 126 + ".html"))
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "ENAMETOOLONG" in done.stderr


def test_links_in_a_ring_are_refused(tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / name).symlink_to(tmp_path / other)
    with pytest.raises(WrongUsage, match="ELOOP"):
        output.write_file(tmp_path / "a", NEW)
    done = command(*REPORT, tmp_path / "a")
    assert (done.returncode, "som inte kunde skrivas (ELOOP)" in done.stderr or "inte kan nås (ELOOP)" in done.stderr) == (2, True)
    assert all(path.is_symlink() for path in tmp_path.iterdir())


def test_a_link_to_a_file_that_is_not_there_gives_that_file(tmp_path: Path) -> None:
    (tmp_path / "länk").symlink_to(tmp_path / "fil")
    output.write_file(tmp_path / "länk", NEW)
    assert (tmp_path / "länk").is_symlink()
    assert (tmp_path / "fil").read_bytes() == NEW


def test_a_name_that_is_taken_is_left_to_who_took_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that must be new is not put over one, nor over a link that leads nowhere, whenever that was laid."""
    (tmp_path / "tagen").write_bytes(OLD)
    (tmp_path / "länk").symlink_to(tmp_path / "ingenstans")
    for name in ("tagen", "länk"):
        with pytest.raises(WrongUsage, match="EEXIST"):
            store([Stored(tmp_path / "först", NEW, only_new=True), Stored(tmp_path / name, NEW, only_new=True)])
        monkeypatch.setattr("checker.storing._refuse", lambda *_: None)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["länk", "tagen"]
    assert (tmp_path / "tagen").read_bytes() == OLD


# --- other runs -----------------------------------------------------------------------------------------------------


def test_many_threads_write_the_same_files_and_one_of_them_is_left_whole(folder: Path) -> None:
    contents = [b"%d\n" % number * 5000 for number in range(8)]
    threads = [threading.Thread(target=output.write_files, args=([(folder / name, content) for name in NAMES],)) for content in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = files(folder)
    assert found == dict.fromkeys(NAMES, found[NAMES[0]])
    assert found[NAMES[0]] in contents


def test_a_folder_that_another_run_holds_is_waited_for_and_then_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "LONGEST_WAIT", 0)
    before = files(folder)
    with holding.held([folder]) as alone:
        assert alone
        for write in (one, several):
            with pytest.raises(WrongUsage, match="som en annan körning skriver i sedan mer än 0 sekunder; väntade"):
                write(folder)
    assert files(folder) == before
    several(folder)


def test_very_many_files_are_written_beside_each_other_without_waiting(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those who write one of many share the folder; whoever puts it right waits for them."""
    monkeypatch.setattr(holding, "LONGEST_WAIT", 0)
    monkeypatch.setattr(os, "fsync", lambda _: pytest.fail("waited for the disc"))
    with holding.held([folder], shared=True):
        output.write_file(folder / NAMES[0], NEW, durable=False)
        with pytest.raises(WrongUsage, match="som en annan körning skriver i"):
            storing.tidy(folder)
    assert files(folder) == {NAMES[0]: NEW, NAMES[1]: OLD}


def test_all_but_one_of_very_many_are_waited_for_until_they_are_on_the_disc(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited = list[str]()
    monkeypatch.setattr(os, "fsync", lambda handle: waited.append(Path(f"/proc/self/fd/{handle}").readlink().name))
    output.write_folder(folder / "ny", [(folder / "ny" / name, NEW) for name in NAMES])
    drafts = [name for name in waited if name in NAMES]
    assert sorted(drafts) == sorted(NAMES)
    waited.clear()
    output.write_file(folder / NAMES[0], NEW)
    assert len([name for name in waited if OURS.fullmatch(name)]) == 1


def test_where_folders_have_no_locks_files_are_written_and_nothing_is_swept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl  # noqa: PLC0415 - not on every system

    def unlockable(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    left = folder / ".regelspar-0123456789abcdef.utkast"
    left.write_bytes(b"")
    monkeypatch.setattr(fcntl, "flock", unlockable)
    several(folder)
    assert files(folder) == {left.name: b""} | dict.fromkeys(NAMES, NEW)
    (folder / MARK).write_bytes(b"[]")
    with pytest.raises(WrongUsage, match="EEXIST"):
        several(folder)


# --- what killed runs have left -------------------------------------------------------------------------------------


def test_what_a_killed_run_left_is_removed_and_nothing_that_resembles_it(folder: Path) -> None:
    kept = [".regelspar-0123456789abcdef.txt", ".regelspar-xyz.utkast", "regelspar-0123456789abcdef.utkast", ".a.yaml.1234"]
    left = [".regelspar-0123456789abcdef.utkast", ".regelspar-fedcba9876543210.forra"]
    for name in (*kept, *left):
        (folder / name).write_bytes(b"x")
    (folder / ".regelspar-00000000aaaaaaaa.utkast").mkdir()
    (folder / ".regelspar-00000000aaaaaaaa.utkast" / "a.yaml").write_bytes(b"x")
    (folder / ".regelspar-00000000bbbbbbbb.utkast").symlink_to(folder.parent)
    one(folder)
    assert sorted(files(folder)) == sorted([*kept, *NAMES[:2]])
    assert not any(path.is_symlink() for path in folder.iterdir())


def left_half_way(folder: Path) -> None:
    """As a run that was killed when it had put the first of three in place."""
    (folder / ".regelspar-0123456789abcdef.forra").write_bytes(OLD)
    (folder / NAMES[0]).write_bytes(NEW)
    steps = [(NAMES[0], ".regelspar-0123456789abcdef.forra", undoing.digest_of(NEW)), (NAMES[2], None, undoing.digest_of(NEW))]
    (folder / MARK).write_text(json.dumps(steps), encoding="utf-8")


def test_a_file_that_somebody_changed_since_the_run_was_killed_is_theirs(folder: Path) -> None:
    left_half_way(folder)
    (folder / NAMES[0]).write_bytes(b"min egen\n")
    (folder / NAMES[2]).write_bytes(b"min nya\n")
    storing.tidy(folder)
    assert files(folder) == {NAMES[0]: b"min egen\n", NAMES[1]: OLD, NAMES[2]: b"min nya\n"}


def test_a_file_that_the_killed_run_put_where_there_was_none_is_taken_away(folder: Path) -> None:
    left_half_way(folder)
    (folder / NAMES[2]).write_bytes(NEW)
    storing.tidy(folder)
    assert files(folder) == {NAMES[0]: OLD, NAMES[1]: OLD}


STEPS: tuple[Any, ...] = (
    b"",
    b"\xff",
    b"[" * 100_000,
    b'{"a": 1}',
    b"[1]",
    b'[["a.yaml", null]]',
    json.dumps([["../utanför", None, "0"]]).encode(),
    json.dumps([["/etc/passwd", None, "0"]]).encode(),
    json.dumps([["..", None, "0"]]).encode(),
    json.dumps([["a\0", None, "0"]]).encode(),
    json.dumps([[MARK, None, "0"]]).encode(),
    json.dumps([["a.yaml", "../utanför", "0"]]).encode(),
    json.dumps([["a.yaml", 7, "0"]]).encode(),
    json.dumps([[7, None, "0"]]).encode(),
)


@pytest.mark.parametrize("told", STEPS, ids=range(len(STEPS)))
def test_a_mark_that_is_not_ours_is_told_and_leads_nowhere(told: bytes, folder: Path) -> None:
    (folder.parent / "utanför").write_bytes(OLD)
    (folder / MARK).write_bytes(told)
    before = files(folder.parent)
    with pytest.raises(WrongUsage, match="där de tidigare filerna inte kan ställas tillbaka"):
        one(folder)
    assert files(folder.parent) == before


def test_a_mark_that_is_a_link_is_not_followed(folder: Path) -> None:
    (folder.parent / "utanför").write_bytes(b"[]")
    (folder / MARK).symlink_to(folder.parent / "utanför")
    with pytest.raises(WrongUsage, match="ELOOP"):
        one(folder)
    assert (folder.parent / "utanför").read_bytes() == b"[]"


def test_what_stood_there_before_and_is_gone_cannot_be_put_back_and_that_is_told(folder: Path) -> None:
    left_half_way(folder)
    (folder / ".regelspar-0123456789abcdef.forra").unlink()
    for _ in range(2):
        with pytest.raises(WrongUsage, match=r"inte kan ställas tillbaka \(ENOENT\); .* ta sedan bort den"):
            one(folder)
    (folder / MARK).unlink()
    one(folder)
    assert files(folder) == {NAMES[0]: NEW, NAMES[1]: OLD}


# --- closed and full streams ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("streams", "code", "told"),
    [
        (">&-", 2, "check: hittade standard ut, som inte kunde skrivas (EBADF)"),
        ("2>&-", 1, ""),
        ("<&- >&- 2>&-", 2, ""),
        (">/dev/full", 2, "check: hittade standard ut, som inte kunde skrivas (ENOSPC)"),
        (">/dev/full 2>/dev/full", 2, ""),
    ],
)
@pytest.mark.parametrize("entry", ["program", "main"])
def test_a_stream_that_is_closed_or_full_gives_the_code_of_an_error_and_no_traceback(streams: str, code: int, told: str, entry: str) -> None:
    done = shell(f"2020 --fakta '{GOOD}' {streams}", entry)
    assert done.returncode == code
    assert done.stderr.startswith(told)
    assert done.stderr.count("\n") == (1 if told else 0)


@pytest.mark.parametrize("streams", ["2>&-", "2>/dev/full"])
def test_an_error_that_cannot_be_told_still_gives_its_code(streams: str) -> None:
    assert shell(f"1066 {streams}", "main").returncode == shell(f"1066 {streams}", "program").returncode == 2


@pytest.mark.parametrize("streams", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_gets_nothing_of_the_report_and_the_report_nothing_of_it(streams: str, tmp_path: Path) -> None:
    whole = command(*REPORT, tmp_path / "hel.txt")
    done = shell(f"2020 --fakta '{GOOD}' -o '{tmp_path}/rapport.txt' {streams}", "program")
    assert (whole.returncode, done.returncode) == (1, 1)
    assert (tmp_path / "rapport.txt").read_bytes() == (tmp_path / "hel.txt").read_bytes()


def test_the_numbers_of_closed_streams_stay_taken_until_the_process_ends(tmp_path: Path) -> None:
    told = tmp_path / "öppna"
    look = "from checker import output; import gc, os\nwith output.open_streams(): pass\ngc.collect(); [os.fstat(number) for number in (0, 1, 2)]"
    script = f"{look}; open('{told}', 'w').write('alla')"
    line = f"""'{sys.executable}' -c "{script}" <&- >&- 2>&-"""
    subprocess.run(["bash", "-c", line], env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True)
    assert told.read_text(encoding="utf-8") == "alla"


def shell(command: str, entry: str) -> subprocess.CompletedProcess[str]:
    line = f"'{sys.executable}' -c 'from checker.cli import {entry}; {entry}()' {command}"
    return subprocess.run(["bash", "-c", line], env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False)


# --- systems that can do less ---------------------------------------------------------------------------------------


def test_where_a_file_can_have_no_second_name_a_new_one_is_still_put_over_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    pair = [Stored(tmp_path / name, NEW, 0o600, only_new=True) for name in NAMES[:2]]
    store(pair)
    assert files(tmp_path) == dict.fromkeys(NAMES[:2], NEW)
    with pytest.raises(WrongUsage, match="EEXIST"):
        store([Stored(tmp_path / NAMES[2], NEW, only_new=True), pair[0]])
    several(tmp_path)
    assert files(tmp_path) == dict.fromkeys(NAMES, NEW)


@pytest.mark.parametrize("missing", ["locks", "signals"])
def test_a_system_without_locks_or_without_holding_signals_back_writes_all_the_same(
    missing: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if missing == "locks":
        monkeypatch.setitem(sys.modules, "fcntl", None)
    else:
        monkeypatch.delattr("signal.pthread_sigmask")
    for write in (several, in_a_new_folder):
        write(folder)
    assert files(folder) == dict.fromkeys(NAMES, NEW) | {f"ny/{name}": NEW for name in NAMES}


def test_a_disc_that_cannot_be_waited_for_gets_the_file_all_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unable(_: int) -> None:
        raise OSError(errno.EINVAL, "not here")

    monkeypatch.setattr(os, "fsync", unable)
    several(folder)
    assert files(folder) == dict.fromkeys(NAMES, NEW)


def test_a_run_that_is_interrupted_between_two_files_puts_back_the_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it is that stops it, as ctrl-C that another thread was sent."""
    made: list[Any] = []
    before, put = files(folder), storing._put

    def interrupted(one: Any) -> None:
        if made:
            raise KeyboardInterrupt
        made.append(one)
        put(one)

    monkeypatch.setattr(storing, "_put", interrupted)
    with pytest.raises(KeyboardInterrupt):
        several(folder)
    assert len(made) == 1
    assert files(folder) == before


def test_files_for_several_folders_change_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ett", "två"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "fil").write_bytes(OLD)
    before, put = files(tmp_path), storing._put

    def stopped(one: Any) -> None:
        if one.place.parent.name == "två":
            raise OSError(errno.EIO, "stopped")
        put(one)

    with monkeypatch.context() as patched:
        patched.setattr(storing, "_put", stopped)
        with pytest.raises(WrongUsage, match=r"två/fil"):
            output.write_files([(tmp_path / name / "fil", NEW) for name in ("ett", "två")])
    assert files(tmp_path) == before
    output.write_files([(tmp_path / name / "fil", NEW) for name in ("ett", "två")])
    assert files(tmp_path) == {"ett/fil": NEW, "två/fil": NEW}


def test_what_is_no_character_is_shown_as_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdout", "stderr"):
        written = io.BytesIO()
        monkeypatch.setattr(sys, name, io.TextIOWrapper(written, encoding="ascii", newline="\r\n"))
        output.speak_utf8()
        getattr(sys, name).write("å\udc80\n")
        getattr(sys, name).flush()
        assert written.getvalue() == "å\\udc80\n".encode()
