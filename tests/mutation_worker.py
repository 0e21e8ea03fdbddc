"""One part of make mutation, in a copy of the project and a process of its own; what becomes of each change goes down a pipe."""

from __future__ import annotations

import gc
import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from mutation_told import SAMPLE

ROOT = Path(__file__).parents[1]
WHOLE, RUNNING = 1500, 400  # generated cases
# the tests whose checks of small legal examples the rules are also held against
EXAMPLES = (
    "test_golden", "test_example", "test_example_preclose", "test_preclose", "test_sensitivity", "test_members", "test_last_years_remarks",
    "test_facts_to_date",
)  # fmt: skip
Tell = Callable[[dict[str, Any]], None]


def main() -> None:
    """A descriptor to tell on, what is asked as JSON, the work, and what that takes."""
    descriptor, asked, work, *rest = sys.argv[1:]
    with os.fdopen(int(descriptor), "w", encoding="utf-8") as pipe:

        def tell(row: dict[str, Any]) -> None:
            pipe.write(json.dumps(row, ensure_ascii=False) + "\n")
            pipe.flush()

        works: dict[str, Callable[..., None]] = {"regler": try_rules, "karta": see_lines, "kod": try_code}
        works[work](tell, Namespace(**json.loads(asked)), *rest)
        tell({})


def _sample(asked: Namespace, room: str) -> int | None:
    return None if asked.alla else asked.urval or SAMPLE[room]


# --- rules --------------------------------------------------------------------------------


def try_rules(tell: Tell, asked: Namespace) -> None:
    """Change the declared rules, and hold each against generated cases and small examples."""
    from mutation_cases import heard, trials  # noqa: PLC0415 - what the other works do without
    from mutation_rules import mutants_of, packs  # noqa: PLC0415
    from mutation_trial import Bench, tried  # noqa: PLC0415

    files = {rule.id: f"rules/packs/{pack}.py" for pack, rules in packs().items() for rule in rules}
    wanted = tuple(asked.valda)
    every = [mutant for rules in packs().values() for rule in rules for mutant in mutants_of(rule) if files[rule.id].startswith(wanted)]
    for mutant in every:
        tell({"module": files[mutant.rule.id], "possible": 1})
    most = _sample(asked, "rules")
    taken = every if most is None else Random(asked.fro).sample(every, min(most, len(every)))
    if asked.nycklar is not None:
        taken = [*(taken if asked.urval else ()), *(mutant for mutant in every if mutant.key in asked.nycklar and mutant not in taken)]
    own = sorted(path for pattern in ("test_rules_*.py", "test_apart_*.py") for path in (ROOT / "tests").glob(pattern))
    examples = [*(f"tests/{path.name}" for path in own), *(f"tests/{name}.py" for name in EXAMPLES)]
    _say(f"rules: {len(taken)} av {len(every)} ändringar; bedömer genererade fall och kör exemplens prov en gång")
    bench = Bench(trials(WHOLE, RUNNING), heard([*examples, "tests/test_agreement.py::test_engine_and_evaluator_agree_on_the_bundled_years"]))
    _settle()
    for verdict in tried(bench, taken):
        tell({"module": files[verdict.mutant.rule.id], "key": verdict.mutant.key, "outcome": verdict.outcome, "by": verdict.by})


# --- code ---------------------------------------------------------------------------------


def see_lines(_tell: Tell, asked: Namespace, to: str) -> None:
    """Run the tests once, and write down which lines each of them runs."""
    from mutation_coverage import covered, test_files  # noqa: PLC0415

    _say("kör proven en gång för att se vilka rader vart och ett kör")
    ran = covered(ROOT, ("checker", "facts"), asked.prov or test_files(ROOT))
    _say(f"{len(ran.milliseconds)} prov körda en gång; {len(ran.failed)} av dem gick inte igenom och används inte", *sorted(ran.failed))
    ran.write(Path(to))


def try_code(tell: Tell, asked: Namespace, lines: str, part: str, parts: str) -> None:
    """Change functions, and run the tests that run the changed line."""
    from mutation_code import Loaded, Mutable, chosen  # noqa: PLC0415
    from mutation_coverage import import_all, import_tests, verdict  # noqa: PLC0415
    from mutation_selection import Covered  # noqa: PLC0415

    taken = []
    for room in (room for room in asked.rum if room != "rules"):
        mutable = [Mutable(ROOT, file) for file in _files(room, tuple(asked.valda))]
        for one in mutable if part == "0" else ():
            tell({"module": one.file, "possible": len(one)})
        again = set(asked.nycklar or ())
        named = [one for one in mutable if any(key.startswith(f"{one.file}:") for key in again)]
        found = [mutant for mutant in chosen(named, None, Random(asked.fro)) if mutant.key in again]
        if not again or asked.urval:
            found += [mutant for mutant in chosen(mutable, _sample(asked, room), Random(asked.fro)) if mutant.key not in again]
        if part == "0":
            _say(f"{room}: {len(found)} av {sum(map(len, mutable))} ändringar")
        taken += found
    import_all(ROOT)
    import_tests(ROOT)
    ran, loaded = Covered.read(Path(lines)), Loaded(ROOT)
    _settle()
    for mutant in taken[int(part) :: int(parts)]:
        outcome, by = verdict(mutant, ran, ROOT, loaded)
        tell({"module": mutant.file, "key": mutant.key, "outcome": outcome, "by": by})


def _files(room: str, wanted: tuple[str, ...]) -> list[str]:
    found = (path.relative_to(ROOT).as_posix() for path in sorted((ROOT / room).rglob("*.py")))
    return [file for file in found if file.startswith(wanted)]


def _settle() -> None:
    """What is there is shared with the processes that are forked, and no longer looked through."""
    gc.collect()
    gc.freeze()


def _say(*lines: str) -> None:
    sys.stderr.write("".join(f"{line}\n" for line in lines))


if __name__ == "__main__":
    main()
