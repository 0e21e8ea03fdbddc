"""Between the phases the host counts a node's members (the engine has no aggregate); what counts decide stays in the rules.

Each count is a fact of its own, and its step in the trace names every member it was counted from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from checker.session import Firing, Session
from rules.packs.sammanvagning import COUNTED

_EVIDENCE = {"siffra": "siffra", "logg": "logg", "beslut": "beslut", "egen_uppgift": "egen"}
_RATINGS = ("uppfyllt", "delvis", "ej")


def count_members(parents: Mapping[str, str], level: str, step: str, session: Session) -> Iterator[tuple[dict[str, Any], Firing]]:
    """Before a level is rated: for each of its nodes the count of its members, and what it was counted from."""
    nodes = [node for node in session.of_kind("nod") if node["niva"] == level] if step == "niva1" else []
    nodes = [node for node in nodes if f"antal:{node['nod']}" not in session.facts]  # of a part that is run before this one
    if not nodes:
        return
    members = defaultdict(list)
    for child, parent in sorted(parents.items()):
        members[parent].append(child)
    strongest = _strongest(session)
    for node in nodes:
        yield _count(node, members[node["nod"]], session, strongest)


def _strongest(session: Session) -> dict[str, str]:
    """The strongest evidence behind each decided node that rests on evidence of its own."""
    best: dict[str, dict[str, Any]] = {}
    for fact in session.of_kind("belagg"):
        if fact["nod"] not in best or fact["rang"] < best[fact["nod"]]["rang"]:
            best[fact["nod"]] = fact
    return {node: fact["slag"] for node, fact in best.items()}


def _count(node: dict[str, Any], members: list[str], session: Session, strongest: dict[str, str]) -> tuple[dict[str, Any], Firing]:
    rated = [session.facts[f"bedomning:{member}"] for member in members]
    active = [fact for fact in rated if fact["rating"] != "ej_tillampligt"]
    can = {letter: sum(1 for fact in active if letter in fact["kod"]) for letter in "UDE"}
    shown = {rating: sum(1 for fact in active if fact["rating"] == rating) for rating in _RATINGS}
    evidence = _evidence(active, session, strongest)
    counted = {
        "id": f"antal:{node['nod']}", "kind": "antal", "nod": node["nod"], "niva": node["niva"], "area": node["area"], "vagning": node["vagning"],
        "medlemmar": len(rated), "aktiva": len(active), "undantagna": len(rated) - len(active),
        "kan_u": can["U"], "kan_d": can["D"], "kan_e": can["E"],
        "utan_u": len(active) - can["U"], "utan_e": len(active) - can["E"], **shown, "oavgjorda": len(active) - sum(shown.values()),
        **evidence, "leveranser": sum(1 for fact in active if _is_delivery(fact["nod"], session)),
    }  # fmt: skip
    because = (("nod", node["id"]), *((f"m{number}", fact["id"]) for number, fact in enumerate(rated, 1)))
    return counted, Firing(f"{node['niva']}:niva1", COUNTED, because, counted["id"])


def _evidence(active: list[dict[str, Any]], session: Session, strongest: dict[str, str]) -> dict[str, int]:
    """How many decided members rest on each kind of evidence; a composite member passes on what its own members rest on."""
    totals = dict.fromkeys(_EVIDENCE.values(), 0)
    for fact in active:
        below = session.facts.get(f"antal:{fact['nod']}")
        if below:
            for name in totals:
                totals[name] += 1 if below[name] else 0
        elif fact["nod"] in strongest:
            totals[_EVIDENCE[strongest[fact["nod"]]]] += 1
    return totals


def _is_delivery(node: str, session: Session) -> bool:
    criterion = session.facts.get(node)
    return criterion is not None and criterion["kind"] == "krit" and criterion["typ"] != "niva"
