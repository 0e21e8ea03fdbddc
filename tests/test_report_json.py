"""The JSON form: as its schema says, complete, exact and the same every time."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from reports_sample import sample

import reports
from reports.json_form import form, to_json
from reports.report import RATINGS, Cite, Report

SCHEMA = Path(str(reports.__path__[0])) / "regelspar-1.schema.json"
KEYS = [
    "schema", "organisation", "year", "kind", "as_of", "summary", "ratings", "ties", "findings", "missing", "trace", "facts", "rules", "digest",
    "files",
]  # fmt: skip


@pytest.fixture(scope="module")
def report() -> Report:
    return sample()


@pytest.fixture(scope="module")
def told(report: Report) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(to_json(report))
    return read


def test_it_fits_its_published_schema(told: dict[str, Any]) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(told)


def test_the_keys_come_in_the_order_of_the_form(told: dict[str, Any]) -> None:
    assert [key for key in told if key in KEYS] == KEYS


def test_the_text_is_the_form_with_one_row_to_a_line(report: Report) -> None:
    text = to_json(report)
    assert json.loads(text) == form(report)
    assert text == to_json(sample())
    rows = [line for line in text.split("\n") if line.startswith('  {"id": "K-')]
    assert len(rows) == sum(rating.id.startswith("K-") for rating in report.ratings)


def test_the_summary_counts_each_rating_and_each_claim_once(told: dict[str, Any], report: Report) -> None:
    goals = told["summary"]["mal"]["goal"]
    assert goals == {
        "uppfyllt": 0, "delvis": 1, "ej": 1, "underlag_saknas": 2, "ej_tillampligt": 1,
        "bekraftat": 1, "bekraftat_egen_uppgift": 0, "motsagt": 1, "obestyrkt": 1,
    }  # fmt: skip
    assert told["summary"]["mal"]["criterion"]["bekraftat_egen_uppgift"] == 1
    assert told["summary"]["mal"]["criterion"]["bekraftat"] == 0
    total = sum(counts[rating] for levels in told["summary"].values() for counts in levels.values() for rating in RATINGS)
    assert total == len(report.ratings)
    assert list(told["summary"]) == ["mal", "ekonomi", "balanskrav", "intern_kontroll"]


def test_what_the_form_asks_of_a_rating_is_there_as_given(told: dict[str, Any]) -> None:
    first = told["ratings"][0]
    assert (first["id"], first["rating"], first["possible"], first["claimed"]) == ("K-1.1", "ej", ["ej"], "uppfyllt")
    assert (first["verdict"], first["direction"], first["evidence"], first["reason"]) == ("motsagt", "battre", "siffra", None)
    assert first["claim"] == {"words": "nöjda | besökare", "source": {"document": "Årsredovisning 2021", "section": "4.2"}}
    assert told["ratings"][2]["claim"] is None


def test_amounts_are_strings_in_their_printed_unit(told: dict[str, Any]) -> None:
    by_id = {tie["id"]: tie for tie in told["ties"]}
    assert (by_id["AV-text-årets-resultat"]["left"], by_id["AV-text-årets-resultat"]["difference"]) == ("9784.5", "4.5")
    assert by_id["AV-en-sida"]["right"] is None


def test_a_year_of_the_ledger_cites_all_its_sources(told: dict[str, Any]) -> None:
    assert [len(row["sources"]) for row in told["ledger"]] == [0, 0, 2]
    assert "source" not in told["ledger"][0]


def test_facts_rules_and_files_are_sorted_by_id(told: dict[str, Any]) -> None:
    for key in ("facts", "rules", "files"):
        assert list(told[key]) == sorted(told[key])


def test_the_order_of_facts_and_rules_changes_no_byte(report: Report) -> None:
    turned = replace(report, facts=dict(reversed(list(report.facts.items()))), rules=tuple(reversed(report.rules)))
    assert to_json(turned) == to_json(report)


def test_a_fact_with_values_of_its_own_kind_is_written_as_text(report: Report) -> None:
    odd = replace(report, facts={"x": {"varde": Decimal("42.20"), "delar": (1, None), "source": Cite("D", "1")}})
    assert form(odd)["facts"]["x"] == {"varde": "42.20", "delar": [1, None], "source": {"document": "D", "section": "1"}}


def test_every_step_named_by_a_rating_is_in_the_trace(told: dict[str, Any]) -> None:
    steps = Counter(step["step"] for step in told["trace"])
    assert max(steps.values()) == 1
    assert {number for rating in told["ratings"] for number in rating["trace"]} <= set(steps)


def test_the_schema_asks_at_least_what_the_shared_form_asks() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert schema["required"] == KEYS
    assert "$id" not in schema
