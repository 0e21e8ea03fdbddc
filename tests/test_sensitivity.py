"""One level or figure of the real years changed: just the ratings, ties and claims that depend on it change, and nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from year_builder import LETTERS

from checker.pipeline import run_check
from facts.loading import bundled_root
from reports.report import Rating, Report
from reports.seal import digest_of

ORIGINS = ("summed_from", "vanster_av", "hoger_av")


@dataclass(frozen=True)
class Change:
    """A value changed in a file, after a line that stands there, and all that follows: whole rows before and after."""

    says: str
    file: str
    after: str
    old: str
    new: str
    ratings: Mapping[str, str] = field(default_factory=dict)
    ties: Mapping[str, str] = field(default_factory=dict)
    gone: str = ""
    come: str = ""

    @property
    def year(self) -> int:
        return int(self.file[:4])


MET_CLAIM = "E motsagt battre > U bekraftat"
PART_E = "UD medlem_oavgjord obestyrkt > D motsagt battre"  # the financial part is claimed to be met
NOW_OFF = "stammer > avvikelse"
WAS_ROUNDED = "avrundning > avvikelse"
CHANGES = (
    Change("an outcome reaches its level", "2020/mal-forbundet.yaml", "  - mätetal: F-4.3.8-1.1\n", "värde: 88\n", "värde: 90\n",
           {"F-4.3.8-1.1": "E > U", "F-4.3.8-1": MET_CLAIM}, gone="motsagt F-4.3.8-1"),
    Change("an outcome one unit in the second decimal below it", "2020/mal-forbundet.yaml", "  - mätetal: F-4.3.8-1.1\n", "värde: 88\n",
           "värde: 89.99\n"),
    Change("a level is lowered to the outcome", "2020/mal-forbundet.yaml", "      - id: F-4.3.8-1.1\n", "nivå: 90", "nivå: 88",
           {"F-4.3.8-1.1": "E > U", "F-4.3.8-1": MET_CLAIM}, gone="motsagt F-4.3.8-1"),
    Change("Navet's level is lowered to the outcome", "2020/mal-navet.yaml", "      - id: N-7.3.2-1.2\n", "nivå: 20000", "nivå: 16956",
           {"N-7.3.2-1.2": MET_CLAIM}, gone="motsagt N-7.3.2-1.2"),
    Change("Navet's level is lowered to one above it", "2020/mal-navet.yaml", "      - id: N-7.3.2-1.2\n", "nivå: 20000", "nivå: 16957"),
    Change("a level of 2017", "2017/mal-navet.yaml", "      - id: N17-3.1\n", "nivå: 2000", "nivå: 1925", {"N17-3.1": "E > U", "N17-3": MET_CLAIM},
           gone="motsagt N17-3"),
    Change("a term of the balanskravsutredning", "2020/bokslut.yaml", "  bku:\n", "resultaträkningen: [107]", "resultaträkningen: [-1]",
           {"BK-1": "U > E", "BK-2": "UD balanskravsutredning_saknas > D", "GEH-E": PART_E},
           dict.fromkeys(("AV-balanskrav-arets-resultat", "AV-bku.balanskravsresultat.2020", "AV-text-2.5-balanskravsutredning"), NOW_OFF),
           gone="fraga BK-2, obestyrkt GEH-E", come="aterstallande BK-2+balanskravsresultat:2020, motsagt GEH-E"),
    Change("equity just below four million", "2020/bokslut.yaml", "  br:\n", "eget_kapital: [9784", "eget_kapital: [3999",
           {"E-2.1": "U > E", "E-2": "U bekraftat > E motsagt battre", "GEH-E": PART_E},
           dict.fromkeys(("AV-br-eget-kapital-not-16.2020", "AV-br.summa_eget_kapital_avsattningar_och_skulder.2020", "AV-eget-kapital-forandring",
                          "AV-text-2.9-eget-kapital"), NOW_OFF),
           gone="obestyrkt GEH-E", come="motsagt E-2, motsagt GEH-E, motsagelse AV-br-eget-kapital-not-16.2020"),
    Change("a level of equity just above the outcome", "2020/mal-ekonomi.yaml", "      - id: E-2.1\n", "nivå: 4\n", "nivå: 9.785\n",
           {"E-2.1": "U > E", "E-2": "U bekraftat > E motsagt battre", "GEH-E": PART_E}, gone="obestyrkt GEH-E", come="motsagt E-2, motsagt GEH-E"),
    Change("a level of equity that is the outcome", "2020/mal-ekonomi.yaml", "      - id: E-2.1\n", "nivå: 4\n", "nivå: 9.784\n"),
    Change("a budgeted cost that takes the surplus", "2020/budget.yaml", "  b_total:\n", "summa_kostnader: [80163812", "summa_kostnader: [80193252",
           {"BK-3": "U > E", "GEH-E": PART_E},
           dict.fromkeys(("AV-b_total.resultat.budget2020", "AV-b_total.summa_kostnader.budget2020", "AV-budget2020-enheter-summa-kostnader"),
               NOW_OFF),
           gone="obestyrkt GEH-E", come="motsagt GEH-E"),
    Change("last year's deficit", "2020/bokslut.yaml", "  rr:\n", "årets_resultat: [107, -866", "årets_resultat: [107, 0", {},
           dict.fromkeys(("AV-balansrakning-darav-arets-resultat.2019", "AV-rr-arets-resultat-not-16.2019", "AV-rr.arets_resultat.2019",
                          "AV-text-2.4-okning"), NOW_OFF),
           gone="aterstallande BK-2+arsresultat:2019", come="motsagelse AV-rr-arets-resultat-not-16.2019"),
    Change("a planned frequency", "2020/intern-kontroll.yaml", "      - id: IK-2a\n", "frekvens: 2 ggr/år", "frekvens: 1 gång/år",
           {"IK-2a": "UD antal_kontroller_framgar_inte > U", "IK-2": "UD medlem_oavgjord > U"}, gone="fraga IK-2a"),
    Change("the controls that a result text shows", "2020/intern-kontroll.yaml", "      - id: IK-2a\n", "antal: 1", "antal: 2",
           {"IK-2a": "UD antal_kontroller_framgar_inte > U", "IK-2": "UD medlem_oavgjord > U"}, gone="fraga IK-2a"),
    Change("a claim", "2020/mal-dso.yaml", "  - om: D-4\n", "påstår: delvis", "påstår: uppfyllt", {"D-4": "D bekraftat > D motsagt battre"},
           come="motsagt D-4"),
    Change("a claimed count", "2020/mal-forbundet.yaml", "  - id: A-1\n", "antal: 14", "antal: 7",
           gone="motsagt A-1", come="obestyrkt A-1"),
    Change("a figure in running text", "2020/texttal.yaml", "  t.2.4.resultat:\n", "värde: 107", "värde: 109", {},
           dict.fromkeys(("AV-text-2.4-resultat", "AV-text-resultat-2.4-2.5"), NOW_OFF), come="motsagelse AV-text-resultat-2.4-2.5"),
)  # fmt: skip


def copied(place: Path, change: Change) -> Path:
    """A copy of the data with the one change."""
    root = Path(shutil.copytree(bundled_root(), place / "data"))
    path = next(root.iterdir()) / change.file
    before, line, after = path.read_text(encoding="utf-8").partition(change.after)
    assert line, f"{change.after.strip()} is no longer there"
    assert change.old in after, f"{change.old} is no longer there"
    path.write_text(before + line + after.replace(change.old, change.new, 1), encoding="utf-8")
    return root


@cache
def unchanged(year: int) -> Report:
    return run_check(None, None, year)


def told(row: Rating) -> str:
    """The whole row: what is possible, why not decided, the verdict and its direction."""
    letters = "".join(LETTERS[rating] for rating in row.possible)
    assert (row.rating == "underlag_saknas") == (len(letters) > 1)
    return " ".join(word for word in (letters, row.reason, row.verdict, row.direction) if word)


def differing(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    return {name: f"{before.get(name)} > {after.get(name)}" for name in {*before, *after} if before.get(name) != after.get(name)}


def found(report: Report) -> set[str]:
    """Findings by kind and what they are about; those of ties, which `ties` tells, apart."""
    return {f"{row.kind} {'+'.join(row.about)}" for row in report.findings if not row.kind.startswith("tie_")}


def proof(report: Report, row: Rating) -> set[str]:
    """The input facts that a rating rests on, with the amounts that they were counted from."""
    facts = {cause for number in row.trace for _, cause in report.trace[number - 1].because if cause in report.facts}
    facts |= {row.id} & set(report.facts)
    return facts | {part for fact in facts for origin in ORIGINS for part in report.facts[fact].get(origin, ())}


def listed(text: str) -> set[str]:
    return {part.strip() for part in text.split(",") if part.strip()}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.says)
def test_a_change_changes_just_what_depends_on_it(change: Change, tmp_path: Path) -> None:
    before, after = unchanged(change.year), run_check(copied(tmp_path, change), None, change.year)
    ratings = differing({row.id: told(row) for row in before.ratings}, {row.id: told(row) for row in after.ratings})
    ties = differing({row.id: row.status for row in before.ties}, {row.id: row.status for row in after.ties})
    assert ratings == dict(change.ratings)
    assert ties == dict(change.ties)
    assert found(before) - found(after) == listed(change.gone)
    assert found(after) - found(before) == listed(change.come)
    assert_proven(before, after, ratings)


def assert_proven(before: Report, after: Report, changed: Iterable[str]) -> None:
    """Every rating that changed rests on a fact that changed; the digest tells that facts did."""
    facts = {name for name in {*before.facts, *after.facts} if before.facts.get(name) != after.facts.get(name)}
    assert facts
    assert digest_of(before)["facts"] != digest_of(after)["facts"]
    assert digest_of(before)["rules"] == digest_of(after)["rules"]
    rests_on = {row.id for report in (before, after) for row in report.ratings if proof(report, row) & facts}
    assert set(changed) <= rests_on


def test_a_cost_that_brings_the_year_into_deficit_changes_its_goal_and_its_ties(tmp_path: Path) -> None:
    """Depreciation of 539 instead of 431 makes costs exceed income by one: E-1 is not met, and each tie of that figure deviates."""
    change = Change("", "2020/bokslut.yaml", "  rr:\n", "avskrivningar: [-431", "avskrivningar: [-539")
    before, after = unchanged(2020), run_check(copied(tmp_path, change), None, 2020)
    ratings = differing({row.id: told(row) for row in before.ratings}, {row.id: told(row) for row in after.ratings})
    assert ratings == {"E-1.1": "U > E", "E-1": "U > E", "GEH-E": PART_E}
    ties = differing({row.id: row.status for row in before.ties}, {row.id: row.status for row in after.ties})
    assert set(ties.values()) <= {NOW_OFF, WAS_ROUNDED}
    assert set(ties) == {
        name for name, tie in ((row.id, row) for row in after.ties) if "rr.avskrivningar.2020" in parts(after, name) and tie.status == "avvikelse"
    }
    assert_proven(before, after, ratings)


def parts(report: Report, tie: str) -> set[str]:
    fact = report.facts[tie]
    return {part for origin in ORIGINS for part in fact.get(origin, ())}


def test_a_decision_that_waives_a_goal_takes_it_and_its_criteria_out(tmp_path: Path) -> None:
    root = Path(shutil.copytree(bundled_root(), tmp_path / "data"))
    (root / "sjuharad" / "2020" / "beslut.yaml").write_text(
        "beslut: [{id: B-1, slag: undantag, gäller: [D-1], organ: Direktionen, datum: 2020-05-01, paragraf: § 30, skäl: pandemin, "
        "källa: 'ar2020, 5.3'}]\n",
        encoding="utf-8",
    )
    before, after = unchanged(2020), run_check(root, None, 2020)
    ratings = differing({row.id: told(row) for row in before.ratings}, {row.id: told(row) for row in after.ratings})
    assert set(ratings) == {"D-1", "D-1.1", "D-1.2"}
    assert all(row.endswith("> X") for row in ratings.values())
