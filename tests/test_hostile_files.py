"""What is no file, in the place of each file that is read, is refused in Swedish, at once and within the memory of a small machine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fuzz_guard import Watch, tried
from fuzz_readers import Bench
from hostile_files import KINDS
from sie_example import LEDGER

Args = Callable[[Bench, Path], list[str | Path]]


@pytest.fixture(scope="module")
def watch() -> Watch:
    return Watch()


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("fientligt").resolve())


def _in_year(name: str) -> Args:
    def args(bench: Bench, file: Path) -> list[str | Path]:
        target = bench.spoiled(bench.good, bench.good / "exempel" / name, b"") / "exempel" / name
        target.unlink()
        file.rename(target)
        return ["2020", "--fakta", bench.place / "trasig"]

    return args


def _ledger(bench: Bench) -> Path:
    return bench.written("bokslut.se", LEDGER.encode("cp437"))


PLACES: dict[str, tuple[str, Args]] = {
    "organisationen": ("x", _in_year("organisation.yaml")),
    "en faktafil": ("x", _in_year("2020/mal.yaml")),
    "en faktafil till": ("x", _in_year("2020/ny.yaml")),
    "ett tidigare år": ("x", _in_year("2019/ar.yaml")),
    "årets noteringar": ("x", _in_year("2020/noteringar.yaml")),
    "noteringar": ("n.yaml", lambda bench, file: ["2020", "--fakta", bench.good, "--noteringar", file]),
    "konton": ("k.yaml", lambda bench, file: ["importera", _ledger(bench), "--torr", "--fakta", bench.books, "--konton", file]),
    "SIE": ("b.se", lambda bench, file: ["importera", file, "--torr", "--fakta", bench.books]),
    "SIE av angivet slag": ("b.txt", lambda bench, file: ["importera", file, "--slag", "sie", "--torr", "--fakta", bench.books]),
    "arbetsbok": ("m.xlsx", lambda bench, file: ["importera", file, "--torr", "--fakta", bench.good]),
    "kontrollogg": ("l.csv", lambda bench, file: ["importera", file, "--torr", "--fakta", bench.good]),
    "bilaga": ("b.pdf", lambda bench, file: ["verifiera", file]),
    "körning": ("b.json", lambda bench, file: ["jamfor", file, "2020", "--fakta", bench.good]),
    "öppen nyckel": ("n.pem", lambda bench, file: ["verifiera", bench.written("kor.json", bench.forms["json"]), "--nyckel", file]),
    "privat nyckel": ("n.pem", lambda bench, file: ["signera", bench.written("kor.json", bench.forms["json"]), "--nyckel", file]),
    "mapp med fakta": ("m", lambda bench, file: ["2020", "--fakta", file]),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", PLACES)
def test_what_is_no_file_is_refused(place: str, kind: str, bench: Bench, watch: Watch, tmp_path: Path) -> None:
    name, args = PLACES[place]
    file = tmp_path.resolve() / name
    KINDS[kind](file)
    bench.keys  # noqa: B018 - made before anything is watched
    answer = tried(watch, bench.place, [str(part) for part in args(bench, file)])
    assert not answer.faults
    assert answer.outcome == "nekade" or (place, kind) in HARMLESS, answer
    assert answer.seconds < 3


HARMLESS = {("ett tidigare år", "en enda lång rad")}  # a file that says nothing of accounts is not read for an earlier year
