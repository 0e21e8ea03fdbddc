"""The run as the frozen Report: nothing is judged here, only gathered, ordered and named."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from checker.amounts import Amounts, in_unit, show_year
from checker.given import ENDLESS, SCALE, Given, plain
from checker.ledger import ledger
from checker.members import members
from checker.prepare_economy import Accounts
from checker.session import Session
from checker.structure import BALANCE_TITLES
from checker.trace import Behind
from checker.version import VERSION
from checker.views import FORECAST
from facts.ids import natural
from facts.year import Year
from reports.report import LEVELS, Cite, Finding, Materiality, Missing, Rating, Report, RuleInfo, Step, Tie
from rules.basis import WEIGHING, in_year
from rules.kinds import KINDS
from rules.language import Rule
from rules.packs.sammanvagning import COUNTED, COUNTED_TITLE

_POSSIBLE = {"U": "uppfyllt", "D": "delvis", "E": "ej", "X": "ej_tillampligt"}


def _none(code: str) -> str | None:
    return None if code == "-" else code


class Assembly:
    """One run's session, trace and facts, indexed to be told."""

    def __init__(self, year: Year, others: Mapping[int, Year], given: Given, session: Session, steps: Sequence[Step]) -> None:
        self.year, self.given, self.session, self.steps = year, given, session, tuple(steps)
        self.accounts = Accounts(year, others, given.kind == FORECAST)
        self.behind = Behind(self.steps)

    def _kind(self, kind: str) -> list[dict[str, Any]]:
        return self.session.of_kind(kind)

    @cached_property
    def _evidence(self) -> dict[str, str]:
        strongest = sorted(self._kind("belagg"), key=lambda fact: -fact["rang"])
        return {fact["nod"]: fact["slag"] for fact in strongest}

    # --- ratings --------------------------------------------------------------------------

    def ratings(self) -> tuple[Rating, ...]:
        """Every rated node, by level and id."""
        rows = [self._rating(fact) for fact in self._kind("bedomning")]
        return tuple(sorted(rows, key=lambda row: (LEVELS.index(row.level), natural(row.id))))

    def _rating(self, fact: dict[str, Any]) -> Rating:
        node = fact["nod"]
        claim = self.given.shown.get(f"{node}:pastaende", {})
        verdict = self.session.facts.get(f"omdome:{node}")
        outcomes = self._outcomes[node]
        decided = fact["rating"] not in ("underlag_saknas", "ej_tillampligt")
        cause = f"bedomning:{node}"
        extra = [f"omdome:{node}"] if verdict else []
        return Rating(
            id=node, level=fact["niva"], area=fact["area"], org_unit=self._unit(node), title=self._title(node), rating=fact["rating"],
            possible=tuple(_POSSIBLE[letter] for letter in fact["kod"]), because=self.behind.making(cause)[0].says,
            trace=self.behind.steps(cause, *extra),
            claimed=self._claimed(node),
            claim_words=claim.get("ord"), claim_source=self._claim_source(node), verdict=verdict["omdome"] if verdict else None,
            direction=_none(verdict["riktning"]) if verdict else None, own_word_only=f"egen_uppgift:{node}" in self.session.facts,
            honest_partly=f"arligt_delvis:{node}" in self.session.facts, evidence=self._evidence.get(node) if decided else None,
            reason=_none(fact["orsak"]), parent=self.given.parents.get(node), target=self._target(node), outcomes=tuple(text for text, _ in outcomes),
            sources=tuple(dict.fromkeys([*self.given.sources.get(node, ()), *(cite for _, cites in outcomes for cite in cites)])),
        )  # fmt: skip

    def _claimed(self, node: str) -> str | None:
        fact = self.session.facts.get(f"{node}:pastaende")
        return fact["rating"] if fact else None

    def _claim_source(self, node: str) -> Cite | None:
        return next(iter(self.given.sources.get(f"{node}:pastaende", ())), None)

    def _unit(self, node: str) -> str | None:
        fact = self.session.facts.get(node, {})
        unit = fact.get("enhet") or self.session.facts.get(fact.get("mal", ""), {}).get("enhet")
        return _none(unit) if unit else None

    def _title(self, node: str) -> str:
        shown = self.given.shown.get(node, {})
        return str(shown.get("titel") or shown.get("text") or BALANCE_TITLES[node])

    def _target(self, node: str) -> str | None:
        shown = self.given.shown.get(node, {})
        if shown.get("kind") == "moment":
            return str(shown["frekvens"])
        level = self.session.facts.get(node, {}).get("typ") == "niva"
        return str(shown["nivatext"]) if level else None

    @cached_property
    def _outcomes(self) -> dict[str, list[tuple[str, tuple[Cite, ...]]]]:
        found: dict[str, list[tuple[str, tuple[Cite, ...]]]] = defaultdict(list)
        for kind in ("utfall", "lopande", "ojamforbar", "utsaga"):
            for fact in self._told_of(kind):
                found[fact["krit"]].append((self.given.shown[fact["id"]]["text"], self.given.sources[fact["id"]]))
        for fact in self._kind("moment"):
            found[fact["moment"]].append((self.given.shown[fact["id"]]["visat"], ()))
        return found

    def _told_of(self, kind: str) -> list[dict[str, Any]]:
        """The facts of a kind that tell an outcome: of those that cannot be held against a level, the ones of a day before the year's end."""
        return [fact for fact in self._kind(kind) if kind != "ojamforbar" or "per" in self.given.shown[fact["id"]]]

    # --- ties, findings, questions --------------------------------------------------------

    def ties(self) -> tuple[Tie, ...]:
        """Every relation, by id."""
        found = [self._tie(fact) for fact in self._kind("avstamning")]
        return tuple(sorted(found, key=lambda tie: natural(tie.id)))

    def _tie(self, fact: dict[str, Any]) -> Tie:
        shown, outcome, held = self.given.shown[fact["avst"]], f"avstamningsutfall:{fact['avst']}", f"vasentlighet:{fact['avst']}"
        material = self.session.facts.get(held)
        return Tie(
            fact["avst"], shown["titel"], shown["vanster"], shown["hoger"], shown["skillnad"], shown["unit"], self.session.facts[outcome]["status"],
            self.given.sources[fact["avst"]], self.behind.steps(outcome, held), shown["vanster_text"], shown["hoger_text"], shown["skillnad_text"],
            material["utfall"] if material else None,
        )  # fmt: skip

    def findings(self) -> tuple[Finding, ...]:
        """Every finding, by kind and what it is about; a question stands among them too."""
        found = [self._finding(fact["slag"], (fact["om"], fact["om2"]), fact["id"]) for fact in self._kind("fynd")]
        found += [self._finding("fraga", (fact["om"],), fact["id"]) for fact in self._kind("fraga")]
        numbered: dict[str, int] = defaultdict(int)
        told = []
        for finding in sorted(found, key=lambda finding: (finding.kind, natural(finding.about[0]), finding.id)):
            name = f"{finding.kind}-{finding.about[0]}"
            numbered[name] += 1
            told.append(replace(finding, id=name if numbered[name] == 1 else f"{name}-{numbered[name]}"))
        return tuple(told)

    def _finding(self, kind: str, about: tuple[str, ...], fact: str) -> Finding:
        named = tuple(dict.fromkeys(name for name in about if name != "-"))
        return Finding("-".join((kind, *named)), kind, self.behind.making(fact)[0].says, named, self.behind.steps(fact))

    def missing(self) -> tuple[Missing, ...]:
        """Each missing fact with its question and the undecided ratings that wait for it."""
        found = [
            Missing(f"underlag:{fact['om']}", self.behind.making(fact["id"])[0].says, tuple(self._waiting(fact["om"])))
            for fact in self._kind("fraga")
        ]
        return tuple(sorted(found, key=lambda row: natural(row.fact)))

    def _waiting(self, node: str | None) -> list[str]:
        waiting = []
        while node and self.session.facts[f"bedomning:{node}"]["rating"] == "underlag_saknas":
            waiting.append(node)
            node = self.given.parents.get(node)
        return waiting

    def materiality(self) -> Materiality | None:
        """The väsentlighetstal that deviations in money were held against."""
        for fact in self._kind("vasentlighetstal"):
            shown, sources = self.given.shown[fact["id"]], self.given.sources[fact["id"]]
            return Materiality(shown["value"], shown["unit"], shown["uppgift"], sources[0])
        return None

    # --- the rest -------------------------------------------------------------------------

    def facts(self) -> dict[str, dict[str, Any]]:
        """The input facts by id, as printed, each with its source; every amount of the year is among them."""
        show_year(self.given, self.year, Amounts(self.year))
        return {fact: self._fact(fact) for fact in sorted(self.given.shown, key=natural)}

    def _fact(self, fact: str) -> dict[str, Any]:
        sources = self.given.sources[fact]
        told = {**_readable(self.session.facts.get(fact, {})), **self.given.shown[fact]}
        rest = {name: value for name, value in told.items() if name not in ("id", "kalla") and value not in (None, "", [])}
        also = {"sources": [_cited(source) for source in sources]} if len(sources) > 1 else {}
        return {**rest, "source": _cited(sources[0]), **also}


class Facts(Mapping[str, dict[str, Any]]):
    """The report's facts, written out when one is first asked for: a report that is only read as text needs none."""

    def __init__(self, told: Assembly) -> None:
        self._told = told

    @cached_property
    def _written(self) -> dict[str, dict[str, Any]]:
        return self._told.facts()

    def __getitem__(self, fact: str) -> dict[str, Any]:
        return self._written[fact]

    def __iter__(self) -> Iterator[str]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)


def _readable(fields: dict[str, Any]) -> dict[str, Any]:
    """The engine's fields as people write them: exact numbers as text, days as dates, no bound where there is none."""
    integers = KINDS[fields["kind"]].integers if fields else {}
    return {name: _written(value, integers.get(name)) for name, value in fields.items()}


def _written(value: Any, integer: str | None) -> Any:
    if integer == "d":
        return dt.date.fromordinal(value).isoformat()
    if integer and abs(value) == ENDLESS:
        return None
    return plain(in_unit(Decimal(value) / SCALE, "-")) if integer == "f" else value


def _cited(source: Cite) -> dict[str, str]:
    return {"document": source.document, "section": source.section}


def rule_infos(rules: Sequence[Rule], year: int) -> tuple[RuleInfo, ...]:
    """The rules of the run as the report names them, with the law as it was worded that year; the counting rule among them."""
    counted = RuleInfo(COUNTED, COUNTED_TITLE, in_year(WEIGHING, year), "alla år", hashlib.sha256(f"{COUNTED} {COUNTED_TITLE}".encode()).hexdigest())
    found = [RuleInfo(rule.id, rule.title, in_year(rule.basis, year), rule.years, rule.sha256) for rule in rules]
    return tuple(sorted([counted, *found], key=lambda rule: rule.id))


def assemble(
    year: Year, others: Mapping[int, Year], given: Given, session: Session, steps: Sequence[Step], rules: Sequence[Rule], files: Mapping[str, bytes]
) -> Report:
    """The Report of one run; `files` are the fact files it was made from."""
    told = Assembly(year, others, given, session, steps)
    return Report(
        organisation_id=year.organisation.id, organisation=year.organisation.name, year=year.year, kind=given.kind, as_of=given.day.isoformat(),
        version=VERSION, units=tuple((unit, written.name) for unit, written in year.organisation.units.items()),
        ratings=told.ratings(), ties=told.ties(),
        findings=told.findings(), missing=told.missing(), trace=tuple(steps), ledger=ledger(told.accounts, session), facts=Facts(told),
        rules=rule_infos(rules, year.year), files=dict(sorted(files.items())), members=members(year), materiality=told.materiality(),
    )  # fmt: skip
