"""A fact in words: the printed fields that a reader knows it by, with document and section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reports.swedish import sentence

Fact = Mapping[str, Any]

# The printed fields in the order they are told, each with the word before it. What the engine compares is left out.
_TOLD = {
    "enhetsnamn": "",
    "titel": "",
    "sak": "",
    "sager": "",
    "ar": "år",
    "dag": "dag",
    "text": "",
    "nivatext": "målnivå",
    "uppgift": "",
    "frekvens": "planerat",
    "notering": "notering",
    "metod": "metod",
    "visat": "visat",
    "antal_svar": "antal svar",
    "n": "antal svar",
    "grupp": "antal i gruppen",
    "fran": "från",
    "till": "till",
    "ordtext": "ord",
    "ratingord": "påstår",
    "ord": "ord",
    "planens_ord": "planens ord",
    "redovisningens_ord": "redovisningens ord",
    "statusord": "läge",
    "innebord": "",
    "slag": "",
    "sista_dag": "",
    "stangd_dag": "stängd",
    "grundtext": "",
    "antagande": "antagande",
    "intakter": "intäkter",
    "kostnader": "kostnader",
    "budget": "budget",
    "belopp": "belopp",
    "vanster_text": "vänster",
    "hoger_text": "höger",
    "skillnad_text": "skillnad",
    "organ": "",
    "datum": "",
    "paragraf": "",
    "skal": "",
    "antal": "antal",
    "av": "av",
    "ansvarig": "ansvarig",
}
_UNTOLD = frozenset({"source", "sources", "kalla", "kind", "id"})
_UNTIL_FURTHER_NOTICE = ("till", "9999-12-31")
_PARTS = ("summed_from", "vanster_av", "hoger_av")


def fact_text(fact: Fact) -> str:
    """The fact's printed fields; where none is known by name, all it has. Then document and section."""
    parts = list(_known(fact)) or [f"{name} {_value(value)}" for name, value in fact.items() if name not in _UNTOLD and _says(value)]
    source = fact.get("source")
    return f"{'; '.join(parts)} ({_source(source)})".strip() if source else "; ".join(parts)


def told(fact: Fact) -> str:
    """The fact's text as a sentence."""
    return sentence(fact_text(fact))


def summed_from(fact: Fact) -> list[str]:
    """The ids of the facts that a number was summed from."""
    return list(dict.fromkeys(str(part) for name in _PARTS for part in fact.get(name) or ()))


def _known(fact: Fact) -> Iterator[str]:
    """Each known field once; a text that an earlier one already holds is left out."""
    before: list[str] = []
    for name, label in _TOLD.items():
        value = fact.get(name)
        if _says(value) and not _is_without_level(fact, name) and not any(_value(value) in text for text in before):
            before.append("tills vidare" if (name, value) == _UNTIL_FURTHER_NOTICE else f"{label} {_value(value)}".strip())
    yield from before


def _is_without_level(fact: Fact, name: str) -> bool:
    """Whether the field is the level of something that is to be delivered, which has none."""
    return name == "nivatext" and fact.get("typ") == "leverans"


def _says(value: Any) -> bool:
    return value not in (None, "", "-", [], {}, ())


def _source(source: Any) -> str:
    return f"{source['document']}, {source['section']}" if isinstance(source, Mapping) else str(source)


def _value(value: Any) -> str:
    return ", ".join(map(_value, value)) if isinstance(value, list | tuple) else str(value)
