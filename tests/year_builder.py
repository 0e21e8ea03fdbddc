"""Years made from short Swedish YAML snippets that stand in the test, as legal examples: read by the real loader, rated by the real check.

Each snippet is a fact file of its own, so that a case can be put together from parts. The helpers below write the parts that recur.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from checker.pipeline import run_check
from reports.report import Finding, Rating, Report, Tie

ORGANISATION = """
id: exempel
namn: Exempelförbundet
frågor_till: Ekonomichef
enheter:
  A: {namn: Enhet A, frågor_till: Chef A}
  B: {namn: Enhet B, frågor_till: Chef B}
redovisningsenheter:
  KANSLI: Kansli
  KULTUR: Kultur
dokument:
  plan: {titel: Plan 2020, slag: plan, år: 2020}
  ar: {titel: Årsredovisning, slag: redovisning}
"""
EMPTY = "avstämningar: []"
LETTERS = {"uppfyllt": "U", "delvis": "D", "ej": "E", "ej_tillampligt": "X"}

Facts = tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """A legal example: the facts, the rules of the tested family that fire (no others), and what follows.

    `shows` and `verdicts` are "id: what" with semicolons between: the possible ratings as letters with the reason
    ("F-1.1: UE ej_redovisat"), the verdict with its direction ("F-1: motsagt battre"). `finds` names kinds of finding.
    """

    says: str
    facts: Facts
    fires: str
    shows: str = ""
    verdicts: str = ""
    finds: str = ""
    year: int = 2020

    @property
    def rules(self) -> set[str]:
        return set(self.fires.split())


@dataclass(frozen=True)
class Checked:
    """The report of a case, with what tests ask of it."""

    report: Report = field(repr=False)

    @cached_property
    def ratings(self) -> dict[str, Rating]:
        return {rating.id: rating for rating in self.report.ratings}

    @cached_property
    def ties(self) -> dict[str, Tie]:
        return {tie.id: tie for tie in self.report.ties}

    @cached_property
    def fired(self) -> set[str]:
        return {step.rule for step in self.report.trace}

    def code(self, node: str) -> str:
        """The possible ratings as letters, with the reason where there is one: "UE ej_redovisat"."""
        rating = self.ratings[node]
        decided = len(rating.possible) == 1
        assert rating.rating == (rating.possible[0] if decided else "underlag_saknas")
        letters = "".join(LETTERS[possible] for possible in rating.possible)
        return f"{letters} {rating.reason}" if rating.reason else letters

    def verdict(self, node: str) -> str:
        """The verdict with its direction: "motsagt battre", "bekraftat", or "-" where there is none."""
        rating = self.ratings[node]
        return " ".join(word for word in (rating.verdict, rating.direction) if word) or "-"

    def fired_for(self, node: str) -> set[str]:
        """The rules that derived a fact of the node's own."""
        return {step.rule for step in self.report.trace if re.split(r"[:|]", step.therefore)[1] == node}

    def findings(self, kind: str) -> list[Finding]:
        return [finding for finding in self.report.findings if finding.kind == kind]

    def said(self, rule: str) -> list[str]:
        """The sentences of a rule's steps."""
        return [step.says for step in self.report.trace if step.rule == rule]


@contextmanager
def written(facts: Iterable[str], year: int = 2020, earlier: Mapping[int, str] | None = None) -> Iterator[Path]:
    """A root with the organisation, the checked year (one file a snippet) and the years before it."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "exempel"
        files = {year: list(facts), **{other: [text] for other, text in (earlier or {}).items()}}
        for of_year, texts in files.items():
            (folder / str(of_year)).mkdir(parents=True)
            for number, text in enumerate(texts or [EMPTY], 1):
                (folder / str(of_year) / f"{number:02}.yaml").write_text(text, encoding="utf-8")
        (folder / "organisation.yaml").write_text(ORGANISATION, encoding="utf-8")
        yield Path(place)


def check(*facts: str, year: int = 2020, earlier: Mapping[int, str] | None = None) -> Checked:
    """The check of the facts."""
    with written(facts, year, earlier) as root:
        return Checked(run_check(root, "exempel", year))


def verify(case: Case, family: tuple[str, ...], background: Iterable[str] = (), node: str = "") -> Checked:
    """Check the case: just its rules of the family fire (`background` apart; for the node alone, if named), and what it shows follows."""
    checked = check(*case.facts, year=case.year)
    fired = checked.fired_for(node) if node else checked.fired
    assert {rule for rule in fired if rule.startswith(family)} - set(background) == case.rules
    for name, code in _pairs(case.shows):
        assert checked.code(name) == code, name
    for name, verdict in _pairs(case.verdicts):
        assert checked.verdict(name) == verdict, name
    assert set(case.finds.split()) <= {finding.kind for finding in checked.report.findings}
    return checked


def _pairs(text: str) -> list[tuple[str, str]]:
    pairs = [part.strip().partition(": ") for part in text.split(";") if part.strip()]
    return [(name, told) for name, _, told in pairs]


# --- goals --------------------------------------------------------------------------------

PRODUCT = "slag: leverans, art: produkt, skäl: en plan tas fram"
ACTIVITY = "slag: leverans, art: aktivitet, skäl: ett löpande arbete"
AT_LEAST_90 = "slag: nivå, villkor: minst, nivå: 90, enhet: '%'"
NO_LEVEL = "slag: utan nivå, brist: saknas, skäl: bara måttet är namngivet"


def goal(name: str, *criteria: str, more: str = "enhet: A") -> str:
    """A goal with its mätetal, numbered in order."""
    written = ", ".join(f"{{id: {name}.{number}, titel: Mätetal {number}, {text}}}" for number, text in enumerate(criteria, 1))
    return f"mål: [{{id: {name}, titel: Ett mål, {more}, källa: 'plan, 3', mätetal: [{written}]}}]"


def outcome(criterion: str, *told: str) -> str:
    """What the report establishes of a mätetal, an entry for each."""
    entries = [f"{{mätetal: {criterion}, uppgift: så redovisat, källa: 'ar, {number}', {text}}}" for number, text in enumerate(told, 1)]
    return f"utfall: [{', '.join(entries)}]"


def measured(criterion: str, *told: str) -> Facts:
    """The goal F-1 with one mätetal, F-1.1, and what is established of it."""
    return (goal("F-1", criterion), outcome("F-1.1", *told)) if told else (goal("F-1", criterion),)


def status(word: str) -> str:
    return f"status: {word}"


def percent(value: str, more: str = "") -> str:
    """A figure in percent."""
    return f"värde: {value}, enhet: '%'" + (f", {more}" if more else "")


def claim(about: str, rating: str) -> str:
    return f"påståenden: [{{om: {about}, påstår: {rating}, ord: så sagt, källa: 'ar, 2'}}]"


def waiver(about: str, decided: str = "2020-03-01", last_day: str = "") -> str:
    """A decision that waives, with its last day where it has one."""
    until = f", till_och_med: {last_day}" if last_day else ""
    return f"""
beslut:
  - {{id: B-{about}, slag: undantag, gäller: [{about}], organ: Direktionen, datum: {decided}{until}, paragraf: § 7, skäl: pandemin, källa: 'ar, 9'}}
"""


# --- accounts -----------------------------------------------------------------------------


def table(key: str, columns: Iterable[str | int], rows: Mapping[str, Iterable[str | int | None]], *more: str, unit: str = "tkr") -> str:
    """A table; an empty cell is None."""
    lines = [f"      {row}: [{', '.join('~' if cell is None else str(cell) for cell in cells)}]" for row, cells in rows.items()]
    head = [f"  {key}:", f"    titel: Tabell {key}", "    källa: ar, 3", f"    enhet: {unit}"]
    head += [f"    kolumner: [{', '.join(map(str, columns))}]", "    rader:"]
    return "\n".join(["tabeller:", *head, *lines, *(f"    {line}" for line in more)]) + "\n"


def utredning(balanced: Mapping[int, str | int]) -> str:
    """A balanskravsutredning with a column for each year."""
    return table("bku", balanced, {"balanskravsresultat": balanced.values()}, "roller: {bk_resultat: balanskravsresultat}")


def results(of: Mapping[int, str | int]) -> str:
    """An income statement with årets resultat alone."""
    return table("rr", of, {"årets_resultat": of.values()}, "roller: {årets_resultat: årets_resultat}")


def budget(year: int, income: str | int, costs: str | int) -> str:
    """The decided budget's income and costs."""
    rows = {"intäkter": [income], "kostnader": [costs]}
    return table("budget", [f"budget{year}"], rows, "roller: {budget_intäkter: intäkter, budget_kostnader: kostnader}", unit="kr")
