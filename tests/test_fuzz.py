"""The first cases of make fuzz, for each reader, on every run of the tests; and that what is made hostile was sound before."""

from __future__ import annotations

from pathlib import Path
from random import Random

import fuzz_files
import fuzz_readers
import pytest
from fuzz import one_case
from fuzz_guard import ACCEPTED_AS, SLOW, Watch, tried
from fuzz_readers import READERS, Bench

CASES = 12
FOUND = {"fakta": (383, 1007), "fraga": (11, 23, 157, 708)}  # cases that have failed once


@pytest.fixture(scope="module")
def watch() -> Watch:
    return Watch()


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("fuzz").resolve() / "fall")


@pytest.mark.parametrize("reader", READERS)
def test_a_hostile_file_is_read_or_refused_and_nothing_else(reader: str, bench: Bench, watch: Watch) -> None:
    for number in (*range(CASES), *FOUND.get(reader, ())):
        answer = one_case(watch, bench, reader, number, 2020)
        assert not answer.faults, number
        assert answer.outcome != SLOW, number


@pytest.mark.parametrize("reader", [name for name in READERS if name != "kommandorad"])
def test_what_is_not_changed_is_accepted(reader: str, bench: Bench, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fuzz of files that were never sound would try nothing but the first check."""
    for module in (fuzz_files, fuzz_readers):
        for name in [name for name in vars(module) if name.startswith("changed_")]:
            monkeypatch.setattr(module, name, lambda _, same: same)
    answer = tried(watch, bench.place, [str(part) for part in READERS[reader][1](Random(1), bench)])
    assert answer.outcome == ACCEPTED_AS, answer


def test_every_case_is_made_from_its_number_alone(bench: Bench) -> None:
    def made(reader: str) -> list[str]:
        line = [str(part) for part in READERS[reader][1](Random(f"1:{reader}:5"), bench)]
        return [*line, *(repr(Path(part).read_bytes()) for part in line if len(part) < 200 and "\0" not in part and Path(part).is_file())]

    for reader in ("sie", "arbetsbok", "spar", "kontrollogg", "konton"):
        assert made(reader) == made(reader)
