"""The engine's own process: whatever becomes of it, a run is whole or refused, and the next one gets a new process.

Deaths are real: the process kills itself by the signal, hangs, takes too much memory, or writes what is no answer.
"""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from checker import engine as host
from checker import inference
from checker.hosting import child, server, wire
from checker.hosting.asking import EngineProcess, Request, engine_process
from checker.hosting.limits import FACTS_A_SECOND, MEMORY, MEMORY_OF_FACT, SECONDS, Limits
from checker.pipeline import SCHEDULE
from checker.session import EngineFault, RunFailed, Session
from rules.language import RuleError

ROOT = Path(__file__).parents[1]
YEAR = 2020
GIVEN = [
    {"id": "ar", "kind": "ar", "ar": YEAR, "dag": 737_790, "sista": 737_790},
    {"id": "belaggtabell:siffra", "kind": "belaggtabell", "slag": "siffra", "rang": 1},
]
SHORT = SCHEDULE[:2]


def asked(**changes: Any) -> Request:
    return Request(**{"year": YEAR, "marks": frozenset(), "schedule": SHORT, "facts": GIVEN, "parents": {}, **changes})


def is_whole(process: EngineProcess) -> bool:
    """Whether a run succeeds, with all its facts."""
    return set(inference.inferred(asked(), process).facts) >= {"ar", "belaggtabell:siffra"}


@pytest.fixture
def process() -> Iterator[EngineProcess]:
    """An engine process forked from this one, so that it does what the test has made of the server."""
    made = EngineProcess(Limits(seconds=20), child.forked)
    yield made
    made.end()


def serving(monkeypatch: pytest.MonkeyPatch, run: Callable[..., Any]) -> None:
    monkeypatch.setattr(server, "run", run)


def refused(process: EngineProcess) -> str:
    """What is said of a run that the process did not live through."""
    with pytest.raises(EngineFault) as fault:
        process.ask(asked())
    return str(fault.value)


# --- it serves ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", [child.forked, child.new], ids=["forked", "new"])
def test_a_run_is_answered_and_the_process_is_kept(start: Callable[[], child.Child]) -> None:
    process = EngineProcess(start=start)
    first = process.ask(asked())
    assert set(first.held) >= {"ar", "belaggtabell:siffra", "session:1", "fas:urval:urval"}
    assert first.is_empty
    pid = process._running().pid
    assert process.ask(asked()) == first
    assert process._running().pid == pid
    process.end()


def test_the_asking_process_runs_no_engine() -> None:
    code = """
    import sys
    from checker.pipeline import run_check
    report = run_check(None, None, 2020)
    assert report.ratings
    assert not {"durable", "durable_rules_engine", "checker.engine"} & set(sys.modules)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_run_that_fails_is_told_and_the_process_lives_on(process: EngineProcess) -> None:
    with pytest.raises(RunFailed, match="två fakta har samma id: ar") as failed:
        process.ask(asked(facts=[*GIVEN, GIVEN[0]]))
    assert not isinstance(failed.value, EngineFault)
    pid = process._running().pid
    assert is_whole(process)
    assert process._running().pid == pid


@pytest.mark.parametrize("error", [RuleError("R: någon regel är fel"), ValueError("något annat")])
def test_an_error_in_the_process_is_told_with_its_name(error: Exception, process: EngineProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    serving(monkeypatch, raising(error))
    with pytest.raises(RunFailed, match=f"{type(error).__name__}: {error}"):
        process.ask(asked())


def raising(error: Exception) -> Callable[..., Any]:
    def run(*_: object) -> Any:
        raise error

    return run


def test_an_engine_that_is_not_installed_is_the_same_error_as_without_a_process(process: EngineProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    serving(monkeypatch, raising(ImportError("undefined symbol: PyEval_CallObject")))
    with pytest.raises(ImportError, match="PyEval_CallObject"):
        process.ask(asked())


def test_what_is_no_plain_value_is_never_sent(process: EngineProcess) -> None:
    with pytest.raises(ValueError, match="unmarshallable"):
        process.ask(asked(facts=[{"id": Path()}]))
    assert is_whole(process)


def test_threads_take_turns(process: EngineProcess) -> None:
    done: list[bool] = []
    threads = [threading.Thread(target=lambda: done.append(is_whole(process))) for _ in range(8)]
    process.prepare(YEAR)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == [True] * 8


def test_a_process_with_several_threads_is_not_forked() -> None:
    held = threading.Event()
    thread = threading.Thread(target=held.wait)
    thread.start()
    try:
        assert not child.is_alone()
    finally:
        held.set()
        thread.join()


# --- it dies --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["SIGKILL", "SIGSEGV", "SIGABRT", "SIGFPE", "SIGBUS", "SIGTERM"])
def test_a_death_by_signal_refuses_the_run_and_the_next_gets_a_new_process(
    name: str, process: EngineProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(host.Engine, "_verify", lambda *_: os.kill(os.getpid(), signal.Signals[name]))  # when all has fired, and nothing is told
        said = refused(process)
    why = "; systemet gör så när datorns minne tar slut" if name == "SIGKILL" else ""
    again = "kör kommandot igen; upprepas det, spara uppgifterna och anmäl felet"
    assert said == f"regelmotorn avslutades av signalen {name} innan körningen var klar{why}; gör så här: {again}"
    assert is_whole(process)


def test_a_process_that_ends_by_itself_refuses_the_run(process: EngineProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        serving(patched, lambda *_: os._exit(3))
        assert refused(process).startswith("regelmotorns process slutade med kod 3 innan körningen var klar")
    assert is_whole(process)


def test_a_hang_is_ended_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    process = EngineProcess(Limits(seconds=1), child.forked)
    with monkeypatch.context() as patched:
        serving(patched, lambda *_: time.sleep(60))
        began = time.monotonic()
        assert refused(process).startswith("regelmotorn blev inte klar inom 1 sekunder")
        assert time.monotonic() - began < 20
    process._limits = Limits()
    assert is_whole(process)
    process.end()


def test_a_run_whose_asker_is_gone_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python code that hangs in the process, as C code would, is stopped by the system's own clock."""
    monkeypatch.setattr(server, "AFTERWARDS", 0)
    serving(monkeypatch, lambda *_: time.sleep(60))
    made = child.forked()
    wire.send(made.requests, wire.framed(1, (1, MEMORY, asked().values)))
    assert made.wait(True) == -signal.SIGALRM
    made.close()


def test_running_out_of_memory_refuses_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    process = EngineProcess(Limits(memory=1 << 26), child.forked)
    with monkeypatch.context() as patched:
        serving(patched, lambda *_: bytearray(1 << 28))
        said = refused(process)
    assert said == "regelmotorn behövde mer minne än gränsen, 64 MB; gör så här: frigör minne och kör kommandot igen"
    assert is_whole(process)
    process.end()


def test_an_engine_that_runs_out_of_memory_never_answers_with_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine itself, given more than it has room for: whichever way it ends, the run is refused."""
    process = EngineProcess(Limits(memory=1 << 20), child.forked)
    monkeypatch.setattr("checker.hosting.limits.MEMORY_OF_FACT", 0)
    many = [{"id": f"belaggtabell:{n}", "kind": "belaggtabell", "slag": f"s{n}", "rang": n} for n in range(20_000)]
    with pytest.raises(RunFailed):
        process.ask(asked(facts=many))
    process._limits = Limits()
    assert is_whole(process)
    process.end()


def answer_of(number: int) -> bytes:
    return wire.framed(number, (server.WHOLE, [], True, [], []))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"", "regelmotorns process slutade med kod 0"),
        (answer_of(1)[:20], "regelmotorns process slutade med kod 0"),
        (answer_of(1)[:-3], "regelmotorns process slutade med kod 0"),
        (b"Segmentation fault (core dumped)" * 4, "regelmotorns svar kan inte läsas: det börjar inte som ett svar"),
        (answer_of(1)[:16] + (1 << 40).to_bytes(8, "little") + answer_of(1)[24:], "regelmotorns svar kan inte läsas: det börjar inte som ett svar"),
        (answer_of(1)[:16] + (9).to_bytes(8, "little") + answer_of(1)[24:], "regelmotorns svar kan inte läsas: det har en annan kontrollsumma"),
        (answer_of(1)[:-1] + b"\xff", "regelmotorns svar kan inte läsas: det har en annan kontrollsumma"),
        (answer_of(7), "regelmotorn svarade på en annan fråga än den som ställdes"),
        (wire.framed(1, (server.WHOLE, [])), "regelmotorns svar kan inte läsas: det har en annan form"),
        (wire.framed(1, ("annat",)), "regelmotorns svar kan inte läsas: det har en annan form"),
        (wire.framed(1, 5), "regelmotorns svar kan inte läsas: det har en annan form"),
    ],
    ids=["nothing", "half a head", "cut off", "noise", "endless", "shorter", "altered", "another request", "too little", "unknown", "no tuple"],
)
def test_what_is_no_answer_to_the_request_refuses_the_run(written: bytes, said: str, process: EngineProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    def serve(requests: int, answers: int) -> None:
        wire.receive(requests)
        os.write(answers, written)

    with monkeypatch.context() as patched:
        patched.setattr(server, "serve", serve)
        assert refused(process).startswith(said)
    assert is_whole(process)


def test_a_message_that_agrees_with_its_checksum_and_still_is_none_is_garbled() -> None:
    inward, outward = os.pipe()
    body = b"?" * 5
    os.write(outward, wire._HEAD.pack(wire._SIGN, 1, len(body), wire.zlib.crc32(body)) + body)  # type: ignore[attr-defined]
    os.close(outward)
    with pytest.raises(wire.Garbled, match="det kan inte tolkas"):
        wire.receive(inward)
    os.close(inward)


def test_a_process_that_died_unasked_is_replaced_before_the_next_run(process: EngineProcess) -> None:
    process.prepare(YEAR)
    first = process._running()
    first.kill()
    os.waitid(os.P_PID, first.pid, os.WEXITED | os.WNOWAIT)
    assert is_whole(process)
    assert process._running().pid != first.pid


def test_a_process_that_cannot_be_started_refuses_the_run() -> None:
    def start() -> child.Child:
        raise BlockingIOError(11, "resource temporarily unavailable")

    assert refused(EngineProcess(start=start)).startswith("regelmotorns process kan inte startas (EAGAIN)")


def test_a_run_that_does_not_hold_together_ends_the_process(process: EngineProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    real = server.run
    process.prepare(YEAR)
    process.end()
    with monkeypatch.context() as patched:
        serving(patched, lambda *given: (*real(*given)[:1], False, *real(*given)[2:]))
        with pytest.raises(EngineFault, match="regelmotorn höll uppgifter efter körningen"):
            inference.inferred(asked(), process)
    assert process._child is None
    assert is_whole(process)


# --- it leaves nothing behind ---------------------------------------------------------------------------------------


def files_held() -> list[str]:
    return sorted(path.name for path in Path("/proc/self/fd").iterdir())


@pytest.mark.parametrize("start", [child.forked, child.new], ids=["forked", "new"])
def test_an_ended_process_is_gone_and_its_pipes_are_closed(start: Callable[[], child.Child]) -> None:
    before = files_held()
    process = EngineProcess(start=start)
    assert is_whole(process)
    pid = process._running().pid
    process.end()
    process.end()
    assert not Path(f"/proc/{pid}").exists()
    gc.collect()
    assert files_held() == before


def test_a_process_whose_asker_dies_ends() -> None:
    code = """
    import os
    from checker.hosting.asking import engine_process
    engine_process().prepare(2020)
    print(engine_process()._running().pid, flush=True)
    os.kill(os.getpid(), 9)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE, text=True, cwd=ROOT, check=False, timeout=60)
    pid = int(done.stdout)
    until = time.monotonic() + 30
    while Path(f"/proc/{pid}").exists() and _is_running(pid) and time.monotonic() < until:
        time.sleep(0)
    assert not (Path(f"/proc/{pid}").exists() and _is_running(pid))


def _is_running(pid: int) -> bool:
    """Whether it is more than a name that no one has read the end of."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_fork_of_the_asker_gets_a_process_of_its_own(process: EngineProcess) -> None:
    assert is_whole(process)
    pid = os.fork()
    if pid == 0:
        os._exit(0 if is_whole(process) else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert is_whole(process)


def test_the_process_holds_no_file_of_the_asker_and_prints_nothing(capfd: pytest.CaptureFixture[str], process: EngineProcess) -> None:
    inward, outward = os.pipe()
    is_whole(process)
    os.close(outward)
    assert os.read(inward, 1) == b""  # at its end: the other process does not hold it open
    os.close(inward)
    held = {Path(f"/proc/{process._running().pid}/fd/{standard}").readlink() for standard in (0, 1, 2)}
    assert held == {Path(os.devnull)}
    assert capfd.readouterr() == ("", "")


def test_an_interrupted_run_ends_the_process(process: EngineProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(file: int) -> None:
        raise KeyboardInterrupt

    assert is_whole(process)
    with monkeypatch.context() as patched:
        patched.setattr("checker.hosting.asking.receive", stop)
        with pytest.raises(KeyboardInterrupt):
            process.ask(asked())
    assert process._child is None
    assert is_whole(process)


def test_many_runs_leave_the_process_as_large_as_it_was(process: EngineProcess) -> None:
    def size() -> int:
        return int(Path(f"/proc/{process._running().pid}/statm").read_text(encoding="ascii").split()[1]) >> 8

    for _ in range(100):
        process.ask(asked())
    before = size()
    for _ in range(400):
        process.ask(asked())
    assert size() - before <= 4  # megabytes


def test_the_limits_grow_with_the_facts() -> None:
    limits = Limits()
    assert limits.time_for(0) == SECONDS
    assert limits.time_for(20 * FACTS_A_SECOND) == SECONDS + 20
    assert limits.memory_for(10) == MEMORY + 10 * MEMORY_OF_FACT


def test_there_is_one_for_the_whole_program() -> None:
    assert engine_process() is engine_process()
    assert isinstance(inference.inferred(asked()), Session)


# --- the command line -----------------------------------------------------------------------------------------------


def command(change: str, *args: str) -> subprocess.CompletedProcess[str]:
    """The command with something changed in the engine's process, as an engine that fails would have it."""
    code = f"""
    import os, signal, sys, time
    from checker.hosting import server
    real = server.run
    def run(*given):
        {change}
    server.run = run
    from checker.cli import program
    sys.argv = ["check", *{args!r}]
    program()
    """
    return subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, cwd=ROOT, check=False, timeout=120)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "regelmotorn avslutades av signalen SIGSEGV innan körningen var klar; gör så här: "),
        ("os.kill(os.getpid(), signal.SIGKILL)", "SIGKILL innan körningen var klar; systemet gör så när datorns minne tar slut; gör så här: "),
        ("import ctypes; ctypes.string_at(0)", "regelmotorn avslutades av signalen SIGSEGV"),
        ("return bytearray(1 << 40)", "regelmotorn behövde mer minne än gränsen, "),
        ("held, _, derived, firings = real(*given); return held, False, derived, firings", "regelmotorn höll uppgifter efter körningen"),
        ("held, empty, derived, firings = real(*given); return held, empty, derived[:-1], firings", "körningen håller inte ihop: "),
    ],
)
@pytest.mark.parametrize("args", [("2020", "-o"), ("bilaga", "2020", "-o"), ("forkontroll", "2020", "--per", "2020-11-30", "-o")])
def test_a_broken_engine_is_code_70_and_no_file(change: str, said: str, args: tuple[str, ...], tmp_path: Path) -> None:
    old, new = tmp_path / "gammal.html", tmp_path / "ny.html"
    old.write_text("orörd", encoding="utf-8")
    form = ("--format", "html") if args[0] == "forkontroll" else ()
    for target in (old, new) if args[0] == "2020" else (old,):
        done = command(change, *args, str(target), *form)
        assert (done.returncode, done.stdout) == (70, "")
        assert done.stderr.startswith("check: internt fel, ingenting har bedömts: ")
        assert said in done.stderr
        assert "Traceback" not in done.stderr
        assert done.stderr.count("\n") == 1
    assert old.read_text(encoding="utf-8") == "orörd"
    assert [path.name for path in tmp_path.iterdir()] == ["gammal.html"]


def test_a_file_is_not_said_to_differ_when_it_is_the_engine_that_broke(tmp_path: Path) -> None:
    report = tmp_path / "rapport.json"
    assert command("return real(*given)", "2020", "--format", "json", "-o", str(report)).returncode in (0, 1, 3)
    done = command("os.kill(os.getpid(), signal.SIGABRT)", "verifiera", str(report))
    assert (done.returncode, done.stdout) == (70, "")
    assert "SIGABRT" in done.stderr


def test_ctrl_c_is_told_once_and_leaves_no_process() -> None:
    code = """
    import sys, time
    from checker.hosting import server
    server.run = lambda *given: time.sleep(60)
    from checker.cli import program
    from checker.hosting.asking import EngineProcess
    kept = EngineProcess._send
    def send(self, child, raw):
        kept(self, child, raw)
        print(child.pid, flush=True)
    EngineProcess._send = send
    sys.argv = ["check", "2020"]
    program()
    """
    running = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True
    )
    assert running.stdout is not None
    prepared, asked_of = int(running.stdout.readline()), int(running.stdout.readline())
    assert prepared == asked_of
    os.killpg(running.pid, signal.SIGINT)
    _, errors = running.communicate(timeout=30)
    assert (running.returncode, errors) == (130, "check: avbrutet\n")
    assert not Path(f"/proc/{asked_of}").exists()


def test_a_command_leaves_no_process_behind() -> None:
    code = """
    import sys
    from checker import cli
    from checker.hosting.asking import engine_process
    kept = cli.os._exit
    def ended(code):
        print(engine_process()._child, file=sys.stderr, flush=True)
        kept(code)
    cli.os._exit = ended
    sys.argv = ["check", "2020"]
    cli.program()
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, cwd=ROOT, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (1, "None\n")
