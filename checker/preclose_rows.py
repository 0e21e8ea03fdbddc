"""What a check before the books are closed has derived, gathered into rows: nothing is judged here, only named and ordered."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from checker.pipeline import Told
from checker.preclose_actions import action
from checker.preclose_forecast import margins, outlooks
from checker.preclose_pace import remaining
from checker.trace import Behind
from checker.views import View
from facts.ids import natural
from reports.preclose import Action, Control, Gap, Need, PreClose, Remark, Standing, Survey
from rules.basis import in_year

Fact = dict[str, Any]
_NO_DAY = "9999-12-31"
_LACKS = {
    "matning": "ingen mätning är redovisad", "fraga": "ingen fråga ställd", "malgrupp": "målgrupp saknas", "svar": "antal svar saknas",
    "svar_fa": "färre än tio svar",
    "niva_saknas": "målnivå saknas", "niva_oklar": "målnivån är oklar", "annat_matt": "annat mått än det beslutade",
    "for_sent": "svaret finns efter årsredovisningens sista dag",
}  # fmt: skip


class Rows:
    """The derived facts of a run on a day, with the trace behind them."""

    def __init__(self, view: View, now: Told, forecast: Told | None) -> None:
        self.view, self.now, self.forecast = view, now, forecast
        self.given, self.session = now.given, now.session
        self.behind = Behind(now.report.trace)

    def gathered(self, kind: str) -> PreClose:
        """All rows."""
        return PreClose(
            kind=kind, as_of=self.view.day.isoformat(), now=self.now.report, forecast=self.forecast.report if self.forecast else None,
            standings=tuple(self.standings()), actions=self.actions(), settled=self.settled(), remaining=tuple(remaining(self)),
            surveys=tuple(self.surveys()), controls=tuple(self.controls()), remarks=self.remarks(), gaps=self.gaps(),
            outlooks=tuple(outlooks(self)), margins=tuple(margins(self)), needs=self.needs(),
        )  # fmt: skip

    def kind(self, kind: str) -> list[Fact]:
        """All facts of a kind, in natural order of their ids."""
        return sorted(self.session.of_kind(kind), key=lambda fact: natural(str(fact["id"])))

    def shown(self, fact: str) -> Fact:
        """What is printed of a fact."""
        return self.given.shown.get(fact, {})

    def says(self, fact: str) -> str:
        """The sentence of the step that derived the fact."""
        return self.behind.making(fact)[0].says

    # --- standings ----------------------------------------------------------------------------

    def standings(self) -> Iterator[Standing]:
        """Each unit's goals, and the financial part's, by what is settled on the day."""
        counted: dict[str, Counter[str]] = defaultdict(Counter)
        for fact in self.session.of_kind("dagslage"):
            if fact["niva"] == "goal":
                counted[self.given.parents.get(fact["nod"], "")][fact["lage"]] += 1
        for name in (*self.view.year.organisation.units, "GEH-E"):
            found = counted.get(name)
            if found:
                yield Standing(name, self.shown(name)["titel"], found["nadd"], found["kan_inte_nas"], found["oppen"],
                               found["undantagen"], found["inom_tiden"])  # fmt: skip

    def settled(self) -> tuple[str, ...]:
        """Ids of goals that can no longer be met."""
        return tuple(fact["nod"] for fact in self.kind("dagslage") if fact["niva"] == "goal" and fact["lage"] == "kan_inte_nas")

    # --- actions and decisions ----------------------------------------------------------------

    def actions(self) -> tuple[Action, ...]:
        """Every action, by its last day; those that no fact gives a day come last."""
        found = [action(self, fact) for fact in self.kind("atgard")]
        return tuple(sorted(found, key=lambda row: (row.last_day or _NO_DAY, natural(row.about), row.kind)))

    @cached_property
    def _meetings(self) -> dict[tuple[str, str], str]:
        return {(fact["om"], fact["slag"]): iso(fact["dag"]) or "" for fact in self.session.of_kind("mote")}

    def meeting(self, about: str, kind: str) -> str | None:
        """The last meeting that can decide, for an action or the need behind it."""
        kinds = (kind, "aterstallandeplan", "budgetandring", "malbeslut")
        return next((self._meetings[about, one] for one in kinds if (about, one) in self._meetings), None)

    def needs(self) -> tuple[Need, ...]:
        """Every decision that is needed, by its last day."""
        rows = [self._need(fact) for fact in self.kind("beslutsbehov")]
        return tuple(sorted(rows, key=lambda row: (row.last_day or _NO_DAY, natural(row.about), row.kind)))

    def _need(self, fact: Fact) -> Need:
        about, kind, late = fact["om"], fact["slag"], f"sent:{fact['om']}|{fact['slag']}"
        text = self.says(late if late in self.session.facts else fact["id"])
        basis = {rule.id: rule.basis for rule in self.now.rules}[self.behind.making(fact["id"])[0].rule]
        steps = self.behind.steps(fact["id"], late, f"mote:{about}|{kind}")
        return Need(about, kind, text, in_year(basis, self.view.year.year), iso(fact["sista"]), self._meetings.get((about, kind)), steps)

    # --- surveys ------------------------------------------------------------------------------

    def surveys(self) -> Iterator[Survey]:
        """Each survey goal, and each criterion whose measure lacks something."""
        lacks: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.kind("brist"):
            lacks[fact["krit"]].append(fact)
        asked = [fact["krit"] for fact in self.kind("frist") if fact["enkat"] == "ja"]
        for criterion in sorted({*asked, *lacks}, key=natural):
            yield self._survey(criterion, sorted(lacks[criterion], key=lambda fact: list(_LACKS).index(fact["slag"])))

    def _survey(self, criterion: str, lacks: list[Fact]) -> Survey:
        told = [self.shown(fact["id"]) for fact in self.kind("matning") if fact["krit"] == criterion]
        known: Fact = {name: next((one[name] for one in told if one.get(name) is not None), None) for name in _MEASURED}
        needed = next((self.shown(fact["id"])["datum"] for fact in self.kind("kalenderdag") if fact["slag"] == "arsredovisning"), None)
        return Survey(
            criterion, self.shown(criterion)["text"], known["frageord"], known["malgruppsord"], known["antal_svar"],
            known["klar"], needed, tuple(_LACKS[fact["slag"]] for fact in lacks),
            self.behind.steps(*(fact["id"] for fact in lacks)),
        )  # fmt: skip

    # --- controls -----------------------------------------------------------------------------

    def controls(self) -> Iterator[Control]:
        """Every kontrollmoment to date."""
        states: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.kind("tillfallelage"):
            states[fact["moment"]].append(fact)
        for moment in self.kind("moment"):
            yield self._control(moment, sorted(states[moment["moment"]], key=lambda fact: int(fact["nr"])))

    def _control(self, moment: Fact, occasions: list[Fact]) -> Control:
        name, shown, today = moment["moment"], self.shown(moment["id"]), self.view.day.toordinal()
        performed = self.session.facts[f"{name}:kontroller"]
        coming = [fact for fact in occasions if fact["lage"] == "kommande"]
        return Control(
            name, moment["omrade"], shown["titel"], shown["frekvens"], shown["ansvarig"], len(occasions),
            sum(1 for fact in occasions if fact["dag"] <= today), performed["antal"] if performed["antal"] or not performed["hogst"] else None,
            tuple(self.shown(f"{name}:logg")["dagar"].split(", ")) if f"{name}:logg" in self.given.shown else (),
            tuple(str(iso(fact["dag"])) for fact in occasions), iso(coming[0]["dag"]) if coming else None,
            sum(1 for fact in occasions if fact["lage"] == "forsenat"), self.behind.steps(*(fact["id"] for fact in occasions)),
            sum(1 for fact in occasions if fact["lage"] == "saknas"),
        )  # fmt: skip

    def remarks(self) -> tuple[Remark, ...]:
        """Every open remark, by its last day."""
        found = [self._remark(fact) for fact in self.kind("avvikelselage") if fact["lage"] in {"oppen", "forsenad"}]
        return tuple(sorted(found, key=lambda row: (row.last_day, natural(row.about))))

    def _remark(self, state: Fact) -> Remark:
        fact, shown = self.session.facts[state["avvikelse"]], self.shown(state["avvikelse"])
        who = self.shown(state["moment"])["ansvarig"]
        last = str(iso(fact["frist"]))
        steps = self.behind.steps(state["id"])
        return Remark(state["avvikelse"], state["moment"], shown["uppgift"], shown["kontrolldatum"] or None, last, who, state["lage"], steps)

    # --- gaps ---------------------------------------------------------------------------------

    def gaps(self) -> tuple[Gap, ...]:
        """Every amount that is lacking, with what waits for it: first what would decide most by itself, then what most wait for."""
        waiting, alone = self._waiting("lucka"), self._waiting("ensam_lucka")
        rows = [self._gap(fact, waiting[fact["belopp"]], alone[fact["belopp"]]) for fact in self.session.of_kind("tomt")]
        return tuple(sorted(rows, key=lambda row: (-len(row.alone), -len(row.unlocks), natural(row.fact))))

    def _waiting(self, kind: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for fact in self.kind(kind):
            found[fact["belopp"]].append(fact["om"])
        return found

    def _gap(self, fact: Fact, direct: list[str], alone: list[str]) -> Gap:
        unlocked = dict.fromkeys(node for about in direct for node in self._upwards(about))
        return Gap(fact["belopp"], self.shown(fact["id"])["titel"], tuple(sorted(unlocked, key=natural)), tuple(sorted(alone, key=natural)))

    def _upwards(self, node: str | None) -> Iterator[str]:
        """The node and those above it that cannot be decided either."""
        while node:
            yield node
            above = self.given.parents.get(node)
            rated = self.session.facts.get(f"bedomning:{above}")
            node = above if rated and rated["rating"] == "underlag_saknas" else None


_MEASURED = ("frageord", "malgruppsord", "antal_svar", "klar")


def iso(ordinal: int) -> str | None:
    """The day; None where no fact tells one."""
    return dt.date.fromordinal(ordinal).isoformat() if ordinal else None
