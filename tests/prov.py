"""Invented organisations in ten years each, rated by the product and by the evaluator: every rating, tie and finding is compared.

`make prov`, or `python tests/prov.py --organisationer 20 --ar 10 --fro 400`. Ends with 1 on any difference, and tells the seed that gives it again.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from organisations import YEARS
from prov_parts import Judged, NotRated, judged, known, pool, rated, write

PORTION = 20  # organisations on disk at a time
SHOWN, SHOWN_LINES = 10, 5
INTERRUPTED = 130
EXPECTED = {
    "bedömning": ("uppfyllt", "delvis", "ej", "underlag_saknas", "ej_tillampligt"),
    "skäl": (
        "malniva_saknas", "malniva_oklar", "siffra_saknas", "ej_redovisat", "ej_matt", "annat_matt", "motstridigt",
        "ungefarlig_vid_gransen", "antal_kontroller_framgar_inte", "svarar_inte_pa_momentet", "balanskravsutredning_saknas",
        "ar_saknas", "frekvens_saknas", "medlem_oavgjord",
    ),
    "påstående": ("bekraftat", "bekraftat, egen uppgift", "motsagt", "obestyrkt"),
    "riktning": ("battre", "samre"),
    "antalspåstående": ("bekraftat", "motsagt", "obestyrkt"),
    "avstämning": ("stammer", "avrundning", "avvikelse", "underlag_saknas"),
    "väsentlighet": ("over", "under"),
    "avvikelse i kontroll": ("closed_in_time", "open", "overdue", "closed_undated"),
    "iakttagelse": (
        "motsagt", "obestyrkt", "inkonsekvent_bedomning", "motsagelse", "ej_foljt_upp", "ej_beslutat", "plan_saknas", "andrad_lydelse",
        "svagt_underlag", "flerarigt_mal", "malniva_saknas", "malniva_oklar", "budgetavvikelse", "overfort_overskott", "aterstallande",
        "tie_avvikelse", "tie_avrundning", "oppen_avvikelse", "forsenad_atgard", "stangd_avvikelse", "ansvarskoncentration",
    ),
}  # fmt: skip


@dataclass
class Outcome:
    """What a prov gave: how much was compared, what came up, and the differences by organisation and year."""

    organisations: int = 0
    compared: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)
    differences: list[tuple[int, int, list[str]]] = field(default_factory=list)

    @property
    def number(self) -> int:
        """How many differences there are."""
        return sum(len(lines) for _, _, lines in self.differences)

    def add(self, seed: int, year: int, one: Judged) -> None:
        """Add a year."""
        self.compared += one.compared
        self.seen += one.seen
        if one.differences:
            self.differences.append((seed, year, one.differences))


def prove(seeds: range, years: range, processes: int, portion: int = PORTION) -> Outcome:
    """Write, rate and compare the organisations of the seeds, a portion at a time; nothing is left on disk."""
    outcome, start = Outcome(), time.monotonic()
    with pool(processes) as workers:
        for first in range(seeds.start, seeds.stop, portion):
            part = range(first, min(first + portion, seeds.stop))
            with tempfile.TemporaryDirectory(prefix="regelspar-prov-") as folder:
                try:
                    _portion(workers, Path(folder), part, years, processes, outcome)
                except BaseException:
                    workers.shutdown(cancel_futures=True)  # none of them writes in the folder when it is taken away
                    raise
            _progress(outcome, len(seeds), time.monotonic() - start)
    return outcome


def _portion(workers: ProcessPoolExecutor, folder: Path, seeds: range, years: range, processes: int, outcome: Outcome) -> None:
    root = folder / "fakta"
    written = list(workers.map(write, [root] * len(seeds), seeds, [years] * len(seeds)))
    told = rated(root, folder / "resultat", written, processes)
    jobs = [(one, year, told.pop((one.id, year), None)) for one in written for year in one.years]
    for (one, year, _), found in zip(jobs, workers.map(judged, [root] * len(jobs), *zip(*jobs, strict=True), chunksize=5), strict=True):
        outcome.add(one.seed, year, found)
    if told:
        outcome.differences.append((seeds.start, years.start, [f"bedömdes utan att vara skrivna: {sorted(told)[:5]}"]))
    outcome.known += known(written)
    outcome.organisations += len(written)


def _progress(outcome: Outcome, of: int, spent: float) -> None:
    done = outcome.organisations
    left = round(spent / done * (of - done))
    told = f"{done} av {of} organisationer jämförda, {_number(outcome.number)} skillnader"
    sys.stderr.write(f"prov: {told}, omkring {left // 60} min {left % 60} s kvar\n")
    sys.stderr.flush()


# --- telling ------------------------------------------------------------------------------


def table(outcome: Outcome, spent: float) -> str:
    """What was compared and what came up, as a table."""
    rows = [("organisationer", outcome.organisations)]
    rows += [(name, outcome.compared[name]) for name in ("år", "bedömningar", "avstämningar", "iakttagelser")]
    rows += [(f"varav {name} kända ur hur de gjordes", outcome.known[name]) for name in ("bedömningar", "avstämningar")]
    lines = [f"{name:48}{_number(number):>12}" for name, number in [*rows, ("skillnader", outcome.number)]]
    lines += [f"{'tid':48}{f'{round(spent) // 60} min {round(spent) % 60} s':>12}"]
    for kind, codes in EXPECTED.items():
        extra = sorted(code for group, code in outcome.seen if group == kind and code not in codes)
        lines += ["", kind, *(f"  {code:46}{_number(outcome.seen[kind, code]):>12}" for code in (*codes, *extra))]
    return "\n".join(lines) + "\n"


def _number(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def first_differences(outcome: Outcome) -> Iterator[str]:
    """The first differences, each with the command that gives it again."""
    for seed, year, lines in outcome.differences[:SHOWN]:
        yield f"frö {seed}, år {year} (python tests/prov.py --organisationer 1 --fro {seed}):"
        yield from (f"    {line}" for line in lines[:SHOWN_LINES])
        if len(lines) > SHOWN_LINES:
            yield f"    och {len(lines) - SHOWN_LINES} till"


def lacking(outcome: Outcome) -> list[str]:
    """What never came up."""
    return [f"{kind} {code}" for kind, codes in EXPECTED.items() for code in codes if not outcome.seen[kind, code]]


def main(args: Sequence[str] | None = None) -> int:
    """Prove and tell; 1 where anything differs."""
    parser = argparse.ArgumentParser(description="Bedömer påhittade organisationer på två oberoende sätt och jämför varje bedömning.")
    parser.add_argument("--organisationer", type=int, default=400, help="hur många, 400 om inget anges")
    parser.add_argument("--ar", type=int, default=len(YEARS), help="hur många år från 2015, 10 om inget anges")
    parser.add_argument("--fro", type=int, default=0, help="det första fröet, 0 om inget anges")
    parser.add_argument("--processer", type=int, default=2, help="processer för vardera sidan, 2 om inget anges")
    asked = parser.parse_args(args)
    start = time.monotonic()
    try:
        outcome = prove(range(asked.fro, asked.fro + asked.organisationer), range(YEARS.start, YEARS.start + asked.ar), asked.processer)
    except NotRated as error:
        sys.stderr.write(f"prov: {error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("prov: avbrutet\n")
        return INTERRUPTED
    sys.stdout.write(table(outcome, time.monotonic() - start))
    sys.stdout.writelines(f"\n{line}" for line in first_differences(outcome))
    if missing := lacking(outcome):
        sys.stdout.write(f"\nkom inte upp: {', '.join(missing)}\n")
    return 1 if outcome.number else 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what is on disk is taken away then too
    sys.exit(main())
