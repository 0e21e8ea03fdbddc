"""An action as it is told: what the rule says and what the evidence says, each from the facts and the step that derived them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from checker.structure import BALANCE_TITLES
from reports.preclose import Action
from rules.basis import in_year

if TYPE_CHECKING:
    from checker.preclose_rows import Rows

Fact = dict[str, Any]
Words = tuple[str, str, str, str]  # title, what the rule says, what the evidence says, who


def action(rows: Rows, fact: Fact) -> Action:
    """The row of an action."""
    about, kind = fact["om"], fact["slag"]
    title, rule, evidence, who = _told(rows, about, kind, fact)
    last = dt.date.fromordinal(fact["sista"]).isoformat() if fact["sista"] else None
    return Action(about, kind, title, rule, evidence, who, last, fact["forsenad"] == "ja", rows.meeting(about, kind), rows.behind.steps(fact["id"]),
                  fact["forsenad"] == "oviss")  # fmt: skip


def _told(rows: Rows, about: str, kind: str, fact: Fact) -> Words:
    tellers = {"kontroll": _control, "avvikelse": _remark, "avstamning": _tie, "ej_beslutat": _draft, "beslut": _decision, "prognos": _forecast}
    if kind in tellers:
        return tellers[kind](rows, about, fact)
    return _demand(rows, about) if about in BALANCE_TITLES else _criterion(rows, about)


def _because(rows: Rows, node: str) -> str:
    return rows.says(f"bedomning:{node}")


def _criterion(rows: Rows, about: str) -> Words:
    shown = rows.shown(about)
    is_level = rows.session.facts[about]["typ"] == "niva"
    wanted = f"Målnivån är {shown['nivatext']}" if is_level else shown["text"]
    return shown["text"], f"{wanted} ({shown['kalla']}).", _because(rows, about), rows.shown(f"{about}:frist")["ansvarig"]


def _forecast(rows: Rows, about: str, fact: Fact) -> Words:
    title, _, _, who = _criterion(rows, about)
    del fact
    return title, "Delårsrapporten ska ange prognos till årets slut.", "Prognos framgår inte av underlaget.", who


def _demand(rows: Rows, about: str) -> Words:
    return BALANCE_TITLES[about], f"{BALANCE_TITLES[about]}.", _because(rows, about), rows.view.year.organisation.contact


def _control(rows: Rows, about: str, fact: Fact) -> Words:
    moment = rows.shown(about)
    made = rows.behind.making(fact["id"])[0]
    occasion = rows.shown(dict(made.because)["t"])
    number = rows.session.facts[dict(made.because)["t"]]["nr"]
    evidence = f"Visat till och med {rows.view.day}: {moment['visat']}."
    rule = f"{moment['frekvens']}; kontroll {number} senast {occasion['datum']} ({occasion['kalla']})."
    return moment["titel"], rule, evidence, moment["ansvarig"]


def _remark(rows: Rows, about: str, fact: Fact) -> Words:
    shown, moment = rows.shown(about), rows.session.facts[about]["moment"]
    del fact
    rule = f"Avvikelsen ska vara åtgärdad {shown['sista_dag']}."
    evidence = f"{moment}: {shown['uppgift']} ({shown['kalla']}); avvikelsen är öppen."
    return shown["uppgift"], rule, evidence, rows.shown(moment)["ansvarig"]


def _tie(rows: Rows, about: str, fact: Fact) -> Words:
    del fact
    return rows.shown(about)["titel"], "Sidorna ska stämma överens.", rows.says(f"avstamningsutfall:{about}"), rows.view.year.organisation.contact


def _draft(rows: Rows, about: str, fact: Fact) -> Words:
    shown = rows.shown(f"utkastpost:{about}")
    wanted = {"mål": "målet", "kontrollområde": "kontrollplanen"}[shown["slagord"]]
    del fact
    return (
        shown["titel"],
        f"Beslut om {wanted}; ett utkast prövas inte förrän det är beslutat.",
        f"Märkt som utkast ({shown['slagord']}, {shown['kalla']}).",
        shown["ansvarig"],
    )


def _decision(rows: Rows, about: str, fact: Fact) -> Words:
    made = dict(rows.behind.making(fact["id"])[0].because)["n"]
    basis = {rule.id: rule.basis for rule in rows.now.rules}[rows.behind.making(made)[0].rule]
    unit = rows.shown(about).get("enhetsnamn")
    title = f"Beslut om ändrad budget: {unit}" if unit else "Beslut om återställande av ett negativt balanskravsresultat"
    return title, f"{in_year(basis, rows.view.year.year)}.", rows.says(made), rows.view.year.organisation.contact
