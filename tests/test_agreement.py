"""The rule engine and the independent evaluator rate generated organisations alike, whatever the order of the facts.

REGELSPAR_CASES sets how many cases are tried (2000 if it is not set), in parts that pytest-xdist can share out.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from agreement import differences
from generator import case, cases
from generator_years import Case, Data, lettered, make_case, problems
from hypothesis import HealthCheck, given, settings

from checker.evaluator.evaluate import evaluate
from checker.evaluator.ties import relations
from facts.loading import available_years, bundled_root, find_organisation, load_accounts, load_year
from facts.models import OrganisationFile
from facts.units import in_base
from facts.year import Year
from reports.report import Report
from reports.seal import to_json

CASES = int(os.environ.get("REGELSPAR_CASES", "2000"))
PARTS = 20
SHOWN_CASES, SHOWN_DIFFERENCES = 5, 8


def check(year: Year, others: Mapping[int, Year]) -> Report:
    """The engine's report."""
    from checker.pipeline import check_facts  # noqa: PLC0415 - the tests of the generator run without the engine

    return check_facts(year, others)


def disagreement(seeds: range) -> list[str]:
    """The first cases that differ, a few lines each, or nothing."""
    found: list[str] = []
    for seed in seeds:
        lines = differences(case(seed), check)
        found += [f"case({seed}):", *(f"    {line}" for line in lines[:SHOWN_DIFFERENCES])] if lines else []
        if sum(line.startswith("case") for line in found) >= SHOWN_CASES:
            break
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_engine_and_evaluator_agree(part: int) -> None:
    found = disagreement(range(part, CASES, PARTS))
    assert not found, "\n" + "\n".join(found)


@settings(max_examples=max(CASES // 20, 1), deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(cases())
def test_engine_and_evaluator_agree_on_cases_that_hypothesis_seeks(found: Case) -> None:
    lines = differences(found, check)
    assert not lines, "\n".join([*lines, *(f"{year}: {yaml_of(data)}" for year, data in found.written.items())])


@pytest.mark.parametrize("seed", range(0, CASES, 40))
def test_engine_and_evaluator_agree_where_ids_have_letters_that_english_lacks(seed: int) -> None:
    found = lettered(case(seed))
    assert problems(found) == []
    assert differences(found, check) == []


@pytest.mark.parametrize("year", [2020, 2017])
def test_engine_and_evaluator_agree_on_the_bundled_years(year: int) -> None:
    folder = find_organisation(bundled_root(), None)
    others = {other: load_accounts(folder, other) for other in available_years(folder) if other != year}
    bundled = Case(load_year(folder, year), others, {})
    lines = differences(bundled, check)
    assert not lines, "\n".join(lines)


@pytest.mark.parametrize("seed", range(0, CASES, 50))
def test_the_order_of_facts_changes_no_byte(seed: int) -> None:
    given_case = case(seed)
    assert json_of(permuted(given_case, seed)) == json_of(given_case)


def json_of(given_case: Case) -> str:
    """The JSON form of the engine's report."""
    return to_json(check(given_case.year, given_case.others))


def permuted(given_case: Case, seed: int) -> Case:
    """The same facts, written in another order."""
    random = Random(seed)
    written = {year: shuffled(random, data) for year, data in given_case.written.items()}
    organisation = given_case.year.organisation.file.data
    return make_case(organisation, given_case.year.year, dict(random.sample(sorted(written.items()), len(written))))


def shuffled(random: Random, data: Data) -> Data:
    """A year with its sections, and the facts in each, in another order."""
    keys = random.sample(sorted(data), len(data))
    return {key: _part(random, data[key]) for key in keys}


def _part(random: Random, part: Any) -> Any:
    if isinstance(part, list):
        return random.sample(part, len(part))
    return dict(random.sample(sorted(part.items()), len(part))) if isinstance(part, dict) else part


# --- the generator itself -----------------------------------------------------------------


def test_generated_years_pass_the_loaders_checks() -> None:
    assert not [(seed, problem) for seed in range(300) for problem in problems(case(seed))]


@pytest.mark.parametrize("seed", range(12))
def test_a_generated_year_is_what_the_loader_gives_from_files(seed: int, tmp_path: Path) -> None:
    given_case = case(seed)
    folder = tmp_path / given_case.year.organisation.id
    folder.mkdir()
    (folder / "organisation.yaml").write_text(yaml_of(given_case.year.organisation.file.data), encoding="utf-8")
    for year, data in given_case.written.items():
        if data:
            (folder / str(year)).mkdir()
            (folder / str(year) / "fakta.yaml").write_text(yaml_of(data), encoding="utf-8")
    loaded = load_year(folder, given_case.year.year)
    assert OrganisationFile.model_validate(loaded.organisation.file.data) == given_case.year.organisation.written
    assert facts_of(loaded) == facts_of(given_case.year)


def facts_of(year: Any) -> Mapping[str, object]:
    """The facts without where they were read."""
    return {name: value for name, value in vars(year).items() if name not in ("organisation", "files", "entries")}


def yaml_of(value: Any) -> str:
    """Plain data in YAML's flow style, numbers with the decimals they have."""
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}": {yaml_of(inner)}' for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(yaml_of, value)) + "]"
    if value is None:
        return "null"
    return f"{value:f}" if isinstance(value, Decimal) else str(value) if isinstance(value, int) else f'"{value}"'


def test_the_generator_makes_every_kind_of_thing() -> None:
    """Each rating, reason, verdict, direction, tie status, finding and state of a deviation comes up many times."""
    seen: Counter[object] = Counter()
    for seed in range(1500):
        given_case = case(seed)
        seen.update(_kinds_in(given_case))
    assert {kind: number for kind in EVERY_KIND if (number := seen[kind]) < 5} == {}


def _kinds_in(given_case: Case) -> Iterator[object]:
    evaluation = evaluate(given_case.year, given_case.others)
    for judged in evaluation.ratings.values():
        yield from {judged.rating, judged.reason, judged.verdict, judged.direction, tuple(sorted(judged.possible))}
        yield "own word only" if judged.own_word_only else None
    yield from evaluation.ties.values()
    yield from _held_to_materiality(given_case)
    yield from (found.kind for found in evaluation.findings)
    yield from evaluation.deviations.values()
    yield from (f"count {verdict}" for verdict, _ in evaluation.counts.values())


def _held_to_materiality(given_case: Case) -> Iterator[str]:
    """How each deviation in money stands to the väsentlighetstal, on which side, and whether just on it."""
    stated = given_case.year.materiality
    for tie in relations(given_case.year, given_case.others):
        if tie.material and stated:
            side = "left larger" if tie.off > 0 else "left smaller"
            yield f"material {'limit' if abs(tie.off) == in_base(stated.amount, stated.unit) else tie.material}, {side}"


EVERY_KIND = (
    "uppfyllt", "delvis", "ej", "underlag_saknas", "ej_tillampligt",
    ("ej", "uppfyllt"), ("delvis", "uppfyllt"), ("delvis", "ej"), ("delvis", "ej", "uppfyllt"),
    "malniva_saknas", "malniva_oklar", "siffra_saknas", "ej_redovisat", "ej_matt", "annat_matt", "motstridigt",
    "ungefarlig_vid_gransen", "antal_kontroller_framgar_inte", "svarar_inte_pa_momentet",
    "balanskravsutredning_saknas", "ar_saknas", "frekvens_saknas", "medlem_oavgjord",
    "bekraftat", "motsagt", "obestyrkt", "battre", "samre", "own word only", "count bekraftat", "count motsagt", "count obestyrkt",
    "stammer", "avrundning", "avvikelse",
    "inkonsekvent_bedomning", "motsagelse", "ej_foljt_upp", "ej_beslutat", "plan_saknas", "andrad_lydelse", "svagt_underlag",
    "flerarigt_mal", "budgetavvikelse", "overfort_overskott", "aterstallande", "tie_avvikelse", "tie_avrundning",
    "oppen_avvikelse", "forsenad_atgard", "stangd_avvikelse", "ansvarskoncentration",
    *(f"material {size}, left {side}" for size in ("over", "under", "limit") for side in ("larger", "smaller")),
    "closed_in_time", "open", "overdue", "closed_undated",
)  # fmt: skip
