"""Keys and signatures: made once, readable by their owner alone, checked by openssl as well, and worth nothing on another file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from checker.pipeline import run_check
from checker.signing import make_keys, signature_of, signed
from checker.usage import WrongUsage
from checker.verify import DIFFERS, SAME
from reports.seal import to_json

ROOT = Path(__file__).parent.parent
GOOD = Path(__file__).parent / "cases" / "god"


@pytest.fixture
def keys(tmp_path: Path) -> tuple[Path, Path]:
    return make_keys(tmp_path / "revisor")


def check(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from checker.cli import main; main()", *args]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "80"}, check=False)


def test_a_private_key_is_its_owners_alone(keys: tuple[Path, Path]) -> None:
    private, public = keys
    assert (private.name, public.name) == ("revisor.pem", "revisor.pub.pem")
    assert private.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("taken", ["revisor.pem", "revisor.pub.pem"])
def test_a_key_is_never_written_over_another_file(taken: str, tmp_path: Path) -> None:
    (tmp_path / taken).write_text("min", encoding="utf-8")
    with pytest.raises(WrongUsage, match="redan finns"):
        make_keys(tmp_path / "revisor")
    assert (tmp_path / taken).read_text(encoding="utf-8") == "min"
    assert [path.name for path in tmp_path.iterdir()] == [taken]


def test_a_key_is_not_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "revisor.pem").symlink_to(tmp_path / "annan")
    with pytest.raises(WrongUsage):
        make_keys(tmp_path / "revisor")
    assert not (tmp_path / "annan").exists()


def test_a_signature_is_of_these_bytes_by_this_key(keys: tuple[Path, Path], tmp_path: Path) -> None:
    private, public = keys
    signature = tmp_path / "a.sig"
    signature.write_bytes(signature_of(b"innehall", private))
    assert len(signature.read_bytes()) == 64
    assert signed(b"innehall", signature, public).outcome == SAME
    assert signed(b"Innehall", signature, public).outcome == DIFFERS
    _, other = make_keys(tmp_path / "annan")
    assert signed(b"innehall", signature, other).outcome == DIFFERS
    signature.write_bytes(b"")
    assert signed(b"innehall", signature, public).outcome == DIFFERS


def test_openssl_agrees(keys: tuple[Path, Path], tmp_path: Path) -> None:
    if not shutil.which("openssl"):
        pytest.skip("openssl saknas")
    private, public = keys
    (tmp_path / "a").write_bytes(b"innehall")
    (tmp_path / "a.sig").write_bytes(signature_of(b"innehall", private))
    command = ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", public.name, "-in", "a", "-sigfile", "a.sig"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0


def test_a_key_that_others_can_read_signs_nothing(keys: tuple[Path, Path]) -> None:
    keys[0].chmod(0o644)
    with pytest.raises(WrongUsage, match="chmod 600"):
        signature_of(b"x", keys[0])


def test_what_is_no_key_is_told(keys: tuple[Path, Path], tmp_path: Path) -> None:
    odd = tmp_path / "x.pem"
    odd.write_text("hej", encoding="utf-8")
    odd.chmod(0o600)
    keys[1].chmod(0o600)
    for key in (odd, keys[1]):
        with pytest.raises(WrongUsage, match="inte är en privat nyckel"):
            signature_of(b"x", key)
    for key in (odd, keys[0]):
        with pytest.raises(WrongUsage, match="inte är en öppen nyckel"):
            signed(b"x", odd, key)
    with pytest.raises(WrongUsage, match="inte kan läsas"):
        signature_of(b"x", tmp_path / "ingen")
    with pytest.raises(WrongUsage, match="ingen underskrift"):
        signed(b"x", tmp_path / "ingen", keys[1])


def test_without_the_extra_the_commands_say_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    with pytest.raises(WrongUsage, match="tillägget signera"):
        make_keys(tmp_path / "revisor")
    assert list(tmp_path.iterdir()) == []


def test_the_story_from_key_to_verified_signature(tmp_path: Path) -> None:
    """Key, annex, signature, verification; and one letter changed after it was signed."""
    annex = tmp_path / "rapport.json"
    annex.write_text(to_json(run_check(GOOD, "exempel", 2020)), encoding="utf-8")
    assert check("nyckel", "-o", "revisor", cwd=tmp_path).returncode == 0
    done = check("signera", "rapport.json", "--nyckel", "revisor.pem", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "rapport.json.sig: underskrift av rapport.json\n")
    done = check("verifiera", "rapport.json", "--nyckel", "revisor.pub.pem", cwd=tmp_path)
    assert (done.returncode, done.stdout.splitlines()[-1].split()) == (0, ["Svar", "stämmer"])
    annex.write_bytes(annex.read_bytes().replace(b"uppfyllt", b"uppfyllT", 1))
    done = check("verifiera", "rapport.json", "--nyckel", "revisor.pub.pem", cwd=tmp_path)
    assert done.returncode == 1
    assert "Underskrift       avviker" in done.stdout
    done = check("signera", "rapport.json", "--nyckel", "revisor.pem", "-o", "ny.sig", cwd=tmp_path)
    assert done.returncode == 2
    assert "som inte stämmer" in done.stderr
    assert not (tmp_path / "ny.sig").exists()


def test_a_signature_is_asked_for_with_its_key(tmp_path: Path) -> None:
    done = check("verifiera", "x.pdf", "--underskrift", "x.sig", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--nyckel FIL" in done.stderr


@pytest.mark.parametrize("target", ["rapport.json", "revisor.pem"])
def test_a_signature_is_written_over_no_other_file(target: str, tmp_path: Path) -> None:
    (tmp_path / "rapport.json").write_text(to_json(run_check(GOOD, "exempel", 2020)), encoding="utf-8")
    make_keys(tmp_path / "revisor")
    before = (tmp_path / target).read_bytes()
    done = check("signera", "rapport.json", "--nyckel", "revisor.pem", "-o", target, cwd=tmp_path)
    assert done.returncode == 2
    assert "inte är en underskrift" in done.stderr
    assert (tmp_path / target).read_bytes() == before


@pytest.mark.parametrize(
    "args",
    [
        ("nyckel", "-o", "."), ("nyckel", "-o", "/"), ("nyckel", "-o", ""), ("nyckel", "-o", "x" * 300), ("nyckel", "-o", ".."),
        ("signera", ".", "--nyckel", "k"), ("signera", "", "--nyckel", "k"), ("verifiera", "."), ("verifiera", "x" * 300),
        ("verifiera", "ror"), ("2020", "--fakta", "x" * 300), ("verifiera", "x.pdf", "--noteringar", "n.yaml"),
    ],
)  # fmt: skip
def test_odd_names_are_wrong_usage_and_no_internal_error(args: tuple[str, ...], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ror")
    done = check(*args, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("check: ")
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["ror"]


def test_a_pipe_is_no_key(keys: tuple[Path, Path], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ror")
    for trial in (lambda: signature_of(b"x", tmp_path / "ror"), lambda: signed(b"x", keys[0], tmp_path / "ror")):
        with pytest.raises(WrongUsage, match="inte är en vanlig fil"):
            trial()
