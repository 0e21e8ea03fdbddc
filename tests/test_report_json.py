"""The JSON form: as its schema says, complete, exact and the same every time."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import rfc8785
from reports_sample import sample

import reports
from reports.json_form import form
from reports.report import RATINGS, Cite, Report
from reports.seal import digest_of, to_json

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


def test_every_key_of_the_form_is_there(told: dict[str, Any]) -> None:
    assert set(KEYS) <= set(told)


def test_the_text_is_the_form_in_canonical_bytes(report: Report) -> None:
    text = to_json(report)
    assert json.loads(text) == {**form(report), "digest": digest_of(report)}
    assert text.encode() == rfc8785.dumps(json.loads(text))
    assert text == to_json(sample())


@pytest.mark.parametrize("part", ["facts", "rules", "trace"])
def test_a_checksum_can_be_worked_out_from_the_part_alone(part: str, told: dict[str, Any]) -> None:
    assert told["digest"][part] == "sha256:" + hashlib.sha256(rfc8785.dumps(told[part])).hexdigest()


def test_the_result_is_all_that_was_judged(told: dict[str, Any]) -> None:
    others = ("facts", "rules", "trace", "digest", "files", "fact_files")
    result = {key: value for key, value in told.items() if key not in others}
    assert {"ratings", "ties", "findings", "missing", "summary", "ledger"} <= set(result)
    assert told["digest"]["result"] == "sha256:" + hashlib.sha256(rfc8785.dumps(result)).hexdigest()


def test_each_fact_file_stands_whole_beside_its_checksum(told: dict[str, Any]) -> None:
    assert told["fact_files"] == {"2021/mal.yaml": "mål: []\n"}
    assert told["files"] == {path: "sha256:" + hashlib.sha256(text.encode()).hexdigest() for path, text in told["fact_files"].items()}


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
    assert set(told["summary"]) == {"mal", "ekonomi", "balanskrav", "intern_kontroll"}


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
