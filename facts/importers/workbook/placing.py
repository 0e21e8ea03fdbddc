"""Which of the year's files a new row belongs in: where the others of its kind stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from facts.importers.importer import FILE_NAME, KEPT, LEDGER_FILE


class Usual:
    """The files that the rows of a sheet stand in, by the file of what each is about ("" where it is about nothing)."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self._about: dict[str, Counter[str]] = defaultdict(Counter)
        self._all: Counter[str] = Counter()
        for about, file in rows:
            if FILE_NAME.fullmatch(file) and file not in (*KEPT, LEDGER_FILE):  # the next ledger replaces its file whole
                self._about[about][file] += 1
                self._all[file] += 1

    def file(self, about: str, otherwise: str) -> str:
        """The file that most rows about the same file's facts stand in, or else most rows; another where there are none."""
        counts = self._about.get(about) or self._all
        return min(counts, key=lambda name: (-counts[name], name), default=otherwise)
