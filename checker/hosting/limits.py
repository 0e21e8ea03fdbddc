"""How long one run may take and how much memory it may use: generous, growing with its facts, and never endless.

The year 2020, with 1,258 facts, takes a fifth of a second, in a process of 90 MB; each fact takes about 12 kB.
"""

from __future__ import annotations

from dataclasses import dataclass

SECONDS = 60  # for any run, with the start of the process
FACTS_A_SECOND = 100  # each such number of facts gives one second more
MEMORY = 1 << 30  # bytes beside what the process holds when the run begins
MEMORY_OF_FACT = 1 << 16  # and for each fact: five times what was measured
AFTERWARDS = 5  # seconds after which the engine's process ends by itself, where no one is left to end it


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a run; other numbers than these are for tests."""

    seconds: int = SECONDS
    memory: int = MEMORY

    def time_for(self, facts: int) -> int:
        """The seconds that a run of so many facts may take."""
        return self.seconds + facts // FACTS_A_SECOND

    def memory_for(self, facts: int) -> int:
        """The bytes that a run of so many facts may use."""
        return self.memory + facts * MEMORY_OF_FACT
