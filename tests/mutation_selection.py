"""Which of the tests that run a changed line it is tried by: there is not time for all of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mutation_forks import turns_of

if TYPE_CHECKING:
    from mutation_code import CodeMutant

LONGEST, SHARED = "test_nearest", 12  # so many of its tests share a search, which each is measured with
_REPORTS = "test_golden.py::test_the_report_is_as_it_was"
_IN_ENGINE = (_REPORTS, "test_parting", "test_engine_faults", "test_rules_composites", "test_rules_claims")
# the tests that are of a module beside those named as it; what is forked, as the engine's process is, or started by a pool is not measured
OWN_TESTS = {
    "checker/": (_REPORTS,),
    **dict.fromkeys((f"checker/{module}.py" for module in ("compiling", "counting", "engine", "groups", "parting", "session")), _IN_ENGINE),
    **dict.fromkeys((f"checker/batch/{module}.py" for module in ("apart", "asking", "mistakes", "meanings", "questions")), ("test_many_questions",)),
    "checker/batch/": ("test_many", "test_many_faults", "test_many_questions", "test_overview_summary"),
    "checker/hosting/": ("test_engine_process", "test_engine_faults"),
    "checker/evaluator/": ("test_evaluator", "test_evaluator_accounts", "test_doublecheck", "test_agreement"),
    "checker/prepare_": ("test_agreement", "test_running_agreement", _REPORTS),
    "checker/prepare_preclose": ("test_rules_preclose", "test_example_preclose"),
    **dict.fromkeys((f"checker/{module}.py" for module in ("drafts", "holding", "output", "storing", "undoing")), ("test_output_faults",)),
    **dict.fromkeys((f"checker/{module}.py" for module in ("differences", "envelope", "verdict", "verify")), ("test_verify",)),
    "checker/newyear": ("test_newyear",),
    "checker/preclose": ("test_preclose", "test_example_preclose", "test_rules_preclose"),
    **dict.fromkeys(
        ("checker/candidate", "checker/found", "checker/nearest", "checker/probing", "checker/searching", "checker/sensitivity", "checker/so_far"),
        ("test_nearest", "test_sensitivity"),
    ),
    "facts/": ("test_facts_errors", "test_facts_yaml", "test_facts_loading", "test_facts_roles", "test_facts_log", "test_members", "test_notes"),
    "facts/loading": ("test_facts_loading", "test_facts_errors", "test_last_years_remarks"),
    "facts/newyear": ("test_newyear",),
    **dict.fromkeys(("facts/changes", "facts/set_tables", "facts/settable", "facts/settings"), ("test_changes", "test_whatif")),
    "facts/yaml": ("test_facts_yaml", "test_facts_yamlwriting", "test_facts_errors"),
    "facts/importers/": ("test_importing", "test_import_log", "test_importers_written"),
    "facts/importers/sie/": ("test_importers_sie", "test_importers_sie_errors", "test_importers_sie_reading"),
    "facts/importers/workbook/": ("test_import_workbook", "test_import_workbook_files", "test_import_workbook_mistakes"),
    "facts/importers/arbetsbok": ("test_import_workbook", "test_import_workbook_files", "test_import_workbook_mistakes"),
}
MOST_OWN, MOST_OTHERS, MOST_LONG = 200_000, 30_000, 60_000  # milliseconds of a first run, which takes three times a later one
MOST_TESTS, MOST_LONG_TESTS = 200, 20


@dataclass
class Covered:
    """The tests that run each line of each file, how long each takes, and those that failed before anything was changed."""

    by_line: dict[str, dict[int, set[str]]]
    milliseconds: dict[str, int]
    failed: set[str]
    killers: Counter[str] = field(default_factory=Counter)

    def write(self, to: Path) -> None:
        """In a file, so that the tests need not be run once more to try other changes; they are told by their numbers, for the lines are many."""
        tests = {name: number for number, name in enumerate(sorted(self.milliseconds))}
        lines = {file: {line: sorted(map(tests.__getitem__, names)) for line, names in rows.items()} for file, rows in self.by_line.items()}
        to.write_text(json.dumps([[*tests], lines, self.milliseconds, sorted(self.failed)], ensure_ascii=False), encoding="utf-8")

    @classmethod
    def read(cls, file: Path) -> Covered:
        tests, lines, milliseconds, failed = json.loads(file.read_text(encoding="utf-8"))
        by_line = {name: {int(line): {tests[one] for one in numbers} for line, numbers in rows.items()} for name, rows in lines.items()}
        return cls(by_line, milliseconds, set(failed))

    def tests_for(self, mutant: CodeMutant) -> tuple[list[str], list[str]]:
        """The tests to try it by, first those that end soon and then the long ones, which hold much.

        First those that have killed before, then those that are of the module, then some of each file.
        """
        lines, of_module = self.by_line.get(mutant.file, {}), self._own_tests(mutant.file)
        seen = {name for line in mutant.lines for name in lines.get(line, ())} - self.failed
        turns = turns_of(sorted({*seen, *of_module}, key=lambda name: (self._length(name), name)))
        ordered = sorted(turns, key=lambda name: (not of_module.get(name), name not in seen, turns[name], self._length(name), name))
        own = self._within(MOST_OWN, [name for name in ordered if name in of_module])
        short = list(dict.fromkeys([*own, *self._within(MOST_OTHERS, ordered)]))[:MOST_TESTS]
        short.sort(key=lambda name: -self.killers[name])
        longest = sorted(seen - set(short), key=lambda name: (-self._length(name), name))
        return short, self._within(MOST_LONG, longest)[:MOST_LONG_TESTS]

    def _own_tests(self, file: str) -> dict[str, bool]:
        """The tests of the module: those named as it (true), and those that are told to be."""
        start = max((start for start in OWN_TESTS if file.startswith(start)), key=len, default="")
        named = f"tests/test_{Path(file).stem}.py::"
        told = tuple(f"tests/{one if '::' in one else f'{one}.py::'}" for one in OWN_TESTS.get(start, ()))
        return {name: name.startswith(named) for name in self.milliseconds if name.startswith((named, *told)) and name not in self.failed}

    def _length(self, name: str) -> int:
        length = self.milliseconds.get(name, 0)
        return length // SHARED if name.startswith(f"tests/{LONGEST}.py") else length

    def _within(self, milliseconds: int, names: Sequence[str]) -> list[str]:
        """Those of the tests that there is time for, in their order; the first in any case."""
        found = [*names[:1]]
        left = milliseconds - sum(map(self._length, found))
        for name in names[1:]:
            if self._length(name) <= left:
                found.append(name)
                left -= self._length(name)
        return found
