"""make mutation: changes one thing at a time in the rules and in the code, and sees whether a test notices.

Everything runs in a copy of the project in a temporary folder. The rules are all changed but for a sample's sake; of the code
a sample is drawn, the same for the same seed. Survivors that are known, with the reason, stand in mutation_survivors.yaml.
"""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

from mutation_told import Session, below, survivors_in, table

ROOT = Path(__file__).parents[1]
COPIED = ("checker", "facts", "reports", "rules", "tests", "pyproject.toml", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Makefile")
IN_COPY = "REGELSPAR_MUTATION"
SAMPLE = {"rules": 1500, "checker": 240, "facts": 160}  # ends in about an hour on two cores
WHOLE, RUNNING = 1500, 400  # generated cases
# the tests whose checks of small legal examples the rules are also held against
EXAMPLES = (
    "test_golden", "test_example", "test_example_preclose", "test_preclose", "test_sensitivity", "test_members", "test_last_years_remarks",
    "test_facts_to_date",
)  # fmt: skip


def main() -> int:
    """The command."""
    asked = _asked()
    if IN_COPY not in os.environ:
        return _in_a_copy()
    session = Session(asked.logg)
    if "rules" in asked.rum:
        try_rules(session, asked)
    code = [room for room in asked.rum if room != "rules"]
    if code:
        try_code(session, code, asked)
    _say(*table(session))
    return 1 if list(below(session)) else 0


def _asked() -> argparse.Namespace:
    reader = argparse.ArgumentParser(description="Ändrar en sak i taget i regler och kod och ser om ett prov märker det.")
    reader.add_argument(
        "--modul", action="append", help="bara dessa: rules, checker, facts, rules/packs/matetal.py, checker/engine.py (kan upprepas)"
    )
    reader.add_argument(
        "--urval", type=int, help="så många ändringar ur varje mapp; annars " + ", ".join(f"{n} i {room}" for room, n in SAMPLE.items())
    )
    reader.add_argument("--alla", action="store_true", help="alla ändringar (många timmar)")
    reader.add_argument(
        "--om",
        type=lambda text: Path(text).resolve(),
        help="prövar det som överlevde enligt en tidigare logg, och ett urval därtill om --urval anges",
    )
    reader.add_argument("--prov", action="append", help="bara dessa filer med prov, för koden (kan upprepas)")
    reader.add_argument("--frö", dest="fro", type=int, default=1, help="urvalets frö (1)")
    reader.add_argument("--logg", type=lambda text: Path(text).resolve(), help="skriver varje utfall i filen, en JSON-rad var")
    asked = reader.parse_args()
    wanted = asked.modul or list(SAMPLE)
    asked.rum = [room for room in SAMPLE if any(module.partition("/")[0] == room for module in wanted)]
    asked.valda = tuple(wanted)
    asked.nycklar = survivors_in(asked.om) if asked.om else None
    return asked


def _in_a_copy() -> int:
    with tempfile.TemporaryDirectory(prefix="regelspar-mutation-") as place:
        for name in COPIED:
            source = ROOT / name
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, Path(place) / name, ignore=ignored) if source.is_dir() else shutil.copy2(source, Path(place) / name)
        own = {**os.environ, IN_COPY: "1", "PYTHONPATH": place, "PYTHONDONTWRITEBYTECODE": "1", "REGELSPAR_CASES": "120"}
        return subprocess.run([sys.executable, "tests/mutation.py", *sys.argv[1:]], cwd=place, env=own, check=False).returncode


def _sample(asked: argparse.Namespace, room: str) -> int | None:
    return None if asked.alla else asked.urval or SAMPLE[room]


# --- rules --------------------------------------------------------------------------------


def try_rules(session: Session, asked: argparse.Namespace) -> None:
    """Change the declared rules, and hold each against generated cases and small examples."""
    from mutation_cases import heard, trials  # noqa: PLC0415 - only in the copy
    from mutation_rules import mutants_of, packs  # noqa: PLC0415
    from mutation_trial import Bench, tried  # noqa: PLC0415

    files = {rule.id: f"rules/packs/{pack}.py" for pack, rules in packs().items() for rule in rules}
    every = [mutant for rules in packs().values() for rule in rules for mutant in mutants_of(rule) if files[rule.id].startswith(asked.valda)]
    for mutant in every:
        session.of(files[mutant.rule.id]).possible += 1
    most = _sample(asked, "rules")
    taken = every if most is None else Random(asked.fro).sample(every, min(most, len(every)))
    if asked.nycklar is not None:
        taken = [*(taken if asked.urval else ()), *(mutant for mutant in every if mutant.key in asked.nycklar and mutant not in taken)]
    own = sorted(path for pattern in ("test_rules_*.py", "test_apart_*.py") for path in (ROOT / "tests").glob(pattern))
    examples = [*(f"tests/{path.name}" for path in own), *(f"tests/{name}.py" for name in EXAMPLES)]
    _say(f"rules: {len(taken)} av {len(every)} ändringar")
    _say("bedömer genererade fall och kör exemplens prov en gång")
    bench = Bench(trials(WHOLE, RUNNING), heard([*examples, "tests/test_agreement.py::test_engine_and_evaluator_agree_on_the_bundled_years"]))
    _settle()
    for verdict in tried(bench, taken):
        session.note(files[verdict.mutant.rule.id], verdict.mutant.key, verdict.outcome, verdict.by)


# --- code ---------------------------------------------------------------------------------


def try_code(session: Session, rooms: Sequence[str], asked: argparse.Namespace) -> None:
    """Change functions, and run the tests that run the changed line."""
    from mutation_code import Loaded, Mutable, chosen  # noqa: PLC0415 - only in the copy
    from mutation_coverage import covered, test_files, verdict  # noqa: PLC0415

    taken = []
    for room in rooms:
        mutable = [Mutable(ROOT, file) for file in _files(room, asked.valda)]
        for one in mutable:
            session.of(one.file).possible += len(one)
        again = asked.nycklar or set()
        named = [one for one in mutable if any(key.startswith(f"{one.file}:") for key in again)]
        found = [mutant for mutant in chosen(named, None, Random(asked.fro)) if mutant.key in again]
        if not again or asked.urval:
            found += [mutant for mutant in chosen(mutable, _sample(asked, room), Random(asked.fro)) if mutant.key not in again]
        _say(f"{room}: {len(found)} av {sum(map(len, mutable))} ändringar")
        taken += found
    _say("kör proven en gång för att se vilka rader vart och ett kör")
    ran = covered(ROOT, rooms, asked.prov or test_files(ROOT))
    _say(f"{len(ran.milliseconds)} prov körda en gång; {len(ran.failed)} av dem gick inte igenom och används inte")
    loaded = Loaded(ROOT)
    _settle()
    for mutant in taken:
        outcome, by = verdict(mutant, ran.tests_for(mutant), ROOT, loaded)
        ran.killers[by] += 1
        session.note(mutant.file, mutant.key, outcome, by)


def _files(room: str, wanted: tuple[str, ...]) -> list[str]:
    found = (path.relative_to(ROOT).as_posix() for path in sorted((ROOT / room).rglob("*.py")))
    return [file for file in found if file.startswith(wanted)]


def _settle() -> None:
    """What is there is shared with the processes that are forked, and no longer looked through."""
    gc.collect()
    gc.freeze()


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
