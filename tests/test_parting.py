"""Facts that are run in parts give just what they give together; where they cannot be told apart they are run together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from bench_goals import Goals, load
from generator import case

from checker import parting
from checker.counting import count_members
from checker.groups import Groups
from checker.parting import COMMON, Parted, hangs_together
from checker.pipeline import PHASE_NAMES, SCHEDULE, SCHEDULE_BEFORE_CLOSING, Earlier, marks_of, prepare
from checker.session import RunFailed, Session, by_id
from checker.trace import ordered
from facts.loading import bundled_root, example_root, find_organisation, load_year
from rules.catalogue import MARKS, all_rules, rules_of
from rules.kinds import KINDS, PHASES
from rules.language import Rule

Fact = dict[str, Any]


@cache
def goals() -> Goals:
    return Goals(prepare(*load()))


@cache
def engine(year: int = 2020, marks: frozenset[str] = frozenset()) -> Parted:
    return Parted(rules_of(year, marks))


def in_parts(facts: list[Fact], parents: Mapping[str, str], of: Parted | None = None, schedule: tuple[tuple[str, str], ...] = SCHEDULE) -> Session:
    """The run in parts, which must not fall back on the whole."""
    return (of or engine())._in_parts(sorted(facts, key=by_id), schedule, parents, count_members)


def together(facts: list[Fact], parents: Mapping[str, str], of: Parted | None = None, schedule: tuple[tuple[str, str], ...] = SCHEDULE) -> Session:
    return (of or engine())._whole.run(facts, schedule, partial(count_members, parents))


def assert_same(one: Session, other: Session, of: Parted | None = None) -> None:
    """The same of a run in parts, and of one together that was made after it."""
    of = of or engine()
    assert sorted(of.held) == sorted(of._whole.held)
    assert one.facts == other.facts
    assert [name for name in one.facts if name not in one.derived] == [name for name in other.facts if name not in other.derived]
    assert one.derived == other.derived
    assert ordered(one, PHASE_NAMES) == ordered(other, PHASE_NAMES)
    assert one.phase == other.phase


@pytest.mark.parametrize("size", [1, 40, 10**6], ids=["each group", "a few groups", "one part"])
@pytest.mark.parametrize("count", [3, 60])
def test_goals_in_parts_give_what_they_give_together(count: int, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parting, "PART", size)
    facts, parents = goals().year_of(count)
    assert_same(in_parts(facts, parents), together(facts, parents))


@pytest.mark.parametrize("seed", range(40))
def test_generated_organisations_in_parts_give_what_they_give_together(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each group in a part of its own, whatever the organisation looks like; those that are not apart say so."""
    monkeypatch.setattr(parting, "PART", 1)
    made = case(seed)
    given = prepare(made.year, made.others)
    schedule = SCHEDULE_BEFORE_CLOSING if given.marks & {"forkontroll", "prognos"} else SCHEDULE
    of = engine(given.year, marks_of(given))
    assert_same(in_parts(given.engine, given.parents, of, schedule), together(given.engine, given.parents, of, schedule), of)


@pytest.mark.parametrize("size", [1, 10, 100])
@pytest.mark.parametrize(("root", "year"), [(bundled_root(), 2017), (bundled_root(), 2020), (example_root(), 2020)])
def test_the_bundled_years_in_parts_give_what_they_give_together(root: Path, year: int, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parting, "PART", size)
    folder = find_organisation(root, None)
    loaded = load_year(folder, year)
    given, of = prepare(loaded, Earlier(folder, loaded)), engine(year)
    assert_same(in_parts(given.engine, given.parents, of), together(given.engine, given.parents, of), of)


def test_many_facts_are_run_in_parts_and_few_together(monkeypatch: pytest.MonkeyPatch) -> None:
    took: list[str] = []
    monkeypatch.setattr(Parted, "_in_parts", noting(took, "parts", Parted._in_parts))
    facts, parents = goals().year_of(20)
    engine().run(facts, SCHEDULE, parents)
    assert took == []
    monkeypatch.setattr(parting, "WORTH_PARTING", len(facts))
    assert_same(engine().run(facts, SCHEDULE, parents), together(facts, parents))
    assert took == ["parts"]


def noting(took: list[str], word: str, does: Callable[..., Session]) -> Callable[..., Session]:
    def noted(*given: Any) -> Session:
        took.append(word)
        return does(*given)

    return noted


@pytest.mark.parametrize("moved", ["B-3", "B-3.1", "GEH-E", "BK-1"])
def test_facts_that_are_not_apart_are_run_together(moved: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thing laid in another part than what it belongs with is found out, and nothing of the parts is used."""
    monkeypatch.setattr(parting, "WORTH_PARTING", 0)
    facts, parents = goals().year_of(5)
    plain = together(facts, parents)
    laid = Groups.parts
    monkeypatch.setattr(Groups, "parts", lambda groups, size: laid(groups, size) | {moved: 7})
    with pytest.raises(RunFailed):
        in_parts(facts, parents)
    assert_same(engine().run(facts, SCHEDULE, parents), plain)


@pytest.mark.parametrize("kind", ["rest", "kvar", "liggarkod", "arsresultat"])
def test_a_fact_that_only_the_whole_may_take_is_found_out_in_a_part(kind: str) -> None:
    fact = {"kind": kind, "id": "x", **{name: 1 if is_ == "i" else "a" for name, is_ in KINDS[kind].fields.items()}}
    with pytest.raises(RunFailed, match="x kan inte prövas för sig"):
        engine()._watch(1, {"a": 1}, fact)
    engine()._watch(parting.FIRST, {}, fact)


def rule(*when: str, then: str = "fynd slag=prov om=a om2=-") -> Rule:
    return Rule(id="R", title="R", basis="prov", phase=PHASES[-1], when=when, then=then, says="")


@pytest.mark.parametrize(
    ("when", "hangs"),
    [
        (["k: aktiv", "o: utfall krit=k.krit"], True),
        (["k: aktiv", "c: pastaende om=k.mal", "y: ar"], True),
        (["y: ar", "k: krit", "!u: undantag om=k.krit fran<=y.dag"], True),
        (["k: aktiv", "t: statustabell typ=k.typ"], True),
        (["a: utsagevisar", "!b: utsagevisar krit=a.krit sager!=a.sager"], True),
        (["k: aktiv", "o: utfall"], False),
        (["k: aktiv", "o: utfall krit!=k.krit"], False),
        (["k: aktiv", "o: siffervisar rating=k.area"], False),
        (["k: aktiv", "!o: utfall gransord=k.typ"], False),
        (["k: aktiv", "!o: utfall"], False),
        (["k: aktiv", "o: pastaende om=k.krit", "l: liggarar"], False),
        (["k: aktiv", "t: statustabell typ=k.typ", "u: utsaga status=t.status"], False),
        (["y: ar", "!k: aktiv"], False),
        (["y: ar"], False),
        (["k: aktiv", "l: niva", "!o: utfall krit=k.krit utfall=l.krit"], False),
    ],
)
def test_a_rule_hangs_together_when_all_it_takes_and_all_that_denies_it_is_about_the_same(when: list[str], hangs: bool) -> None:
    assert hangs_together(rule(*when)) is hangs


def test_what_is_given_to_every_part_is_never_derived_nor_counted() -> None:
    assert all(not KINDS[kind].derived for kind in COMMON)
    assert "antal" not in COMMON


def test_every_rule_about_goals_hangs_together() -> None:
    apart = {rule.id.partition("-")[0] for rule in all_rules() if not rule.only and not hangs_together(rule)}
    assert apart == {"BK", "FY", "SV"}, "the balance requirement, whether it is mentioned, and the whole"
    assert MARKS


def test_groups_are_laid_whole_in_parts_and_what_is_kept_is_in_the_first() -> None:
    groups = Groups()
    for values in (["a", "b"], ["c"], ["d", "e"], ["e", "b"], ["f"], ["g", "h"]):
        groups.join(values)
    groups.keep(["h"])
    assert groups.are_one("a", "d")
    assert groups.is_kept("g")
    assert not groups.is_kept("a")
    parts = groups.parts(3)
    assert [parts[value] for value in "abdecfgh"] == [1, 1, 1, 1, 2, 2, 0, 0]
