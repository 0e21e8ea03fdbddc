"""`check jamfor`: goals that came, went and changed, what moved a rating, figures side by side, and files that are not to be believed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_whatif import run

from checker import comparison
from checker.comparison import compared
from checker.runs import Rating, Run, run_of_file, run_of_year
from checker.usage import WrongUsage
from facts.loading import bundled_root
from reports.canonical import canonical, checksum
from reports.comparison import Comparison
from reports.comparison_sections import told
from reports.seal import digest_of_form
from reports.sectioned import to_html, to_markdown, to_text

Change = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def years() -> Comparison:
    return compared(run_of_year(2017, None, None), run_of_year(2020, None, None))


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The saved run of 2020."""
    place = tmp_path_factory.mktemp("korning") / "2020.json"
    assert run("2020", "--format", "json", "-o", str(place))[0] in {0, 1, 3}
    return place


def resealed(saved: Path, place: Path, change: Change) -> Path:
    """The saved run with something changed in its form, under checksums that agree with it."""
    form = json.loads(saved.read_text(encoding="utf-8"))
    change(form)
    form["digest"] = digest_of_form(form)
    place.write_bytes(canonical(form))
    return place


def test_goals_that_came_and_went_are_told_once_without_their_own_matetal(years: Comparison) -> None:
    came, went = {one.id for one in years.came}, {one.id for one in years.went}
    assert {"E-1", "D-1", "N-7.3.2-1"} <= came
    assert {f"N17-{number}" for number in range(1, 11)} <= went
    assert "D-1.1" not in came
    assert "E-2.2" in went  # its goal is on both sides


def test_a_goal_with_another_level_or_wording_is_told_with_both(years: Comparison) -> None:
    one = next(one for one in years.changed if one.id == "E-2.1")
    assert (one.target, one.other_target) == (None, "lägst 4 mnkr")
    assert one.title == "Eget kapital för förbundskansliet om cirka 4 miljoner kronor"


def test_ratings_that_moved_are_told_with_both_sentences_and_what_moved_them(years: Comparison) -> None:
    assert [(one.id, one.rating, one.other_rating, one.cause) for one in years.moved] == [
        ("BK-3", "underlag_saknas", "uppfyllt", "uppgifter"),
        ("E-2", "underlag_saknas", "uppfyllt", "uppgifter"),
        ("E-2.1", "underlag_saknas", "uppfyllt", "uppgifter"),
    ]
    assert years.shared == 9


def test_figures_stand_side_by_side_with_their_difference(years: Comparison) -> None:
    figures = {one.name: (one.amount, one.other_amount, one.difference) for one in years.figures}
    assert figures["Årets resultat"] == ("1 952 tkr", "107 tkr", "−1 845 tkr")
    assert figures["Eget kapital"] == ("9 727 tkr", "9 784 tkr", "+57 tkr")
    assert figures["Budgeterade intäkter"] == (None, "80 193 252 kr", None)


def test_every_format_tells_the_same_comparison(years: Comparison) -> None:
    text, markdown, page = to_text(told(years), 80), to_markdown(told(years)), to_html(told(years))
    for form in (text, markdown, page):
        assert "Räkenskaper" in form or "RÄKENSKAPER" in form
        assert "BK-3" in form.replace("\\", "")
    assert max(map(len, text.split("\n"))) <= 80
    assert "<script" not in page
    assert "//" not in page.split("</style>")[1]


# --- saved runs -----------------------------------------------------------------------------------------------------


def test_a_saved_run_of_the_same_facts_differs_in_nothing(saved: Path) -> None:
    same = compared(run_of_file(saved), run_of_year(2020, None, None))
    assert (same.moved, same.came, same.went, same.changed) == ((), (), (), ())
    assert {one.difference for one in same.figures} == {"0 tkr", "0 kr"}
    assert "246 bedömningar finns i båda; ingen har ändrats." in to_text(told(same), 80)


def test_another_fact_is_what_moved_the_ratings(saved: Path, tmp_path: Path) -> None:
    shutil.copytree(bundled_root(), tmp_path / "fakta")
    file = tmp_path / "fakta" / "sjuharad" / "2020" / "mal-navet.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("värde: 16956", "värde: 20000", 1), encoding="utf-8")
    found = compared(run_of_file(saved), run_of_year(2020, tmp_path / "fakta", None))
    assert [(one.id, one.rating, one.other_rating, one.cause) for one in found.moved] == [("N-7.3.2-1.2", "ej", "uppfyllt", "uppgifter")]


def test_another_rule_on_the_same_facts_is_what_moved_a_rating(saved: Path, tmp_path: Path) -> None:
    def reworded(form: dict[str, Any]) -> None:
        form["rules"]["BK-1-2019-UPPFYLLT"]["sha256"] = "0" * 64
        next(one for one in form["ratings"] if one["id"] == "BK-1")["rating"] = "ej"

    found = compared(run_of_file(resealed(saved, tmp_path / "a.json", reworded)), run_of_year(2020, None, None))
    assert [(one.id, one.cause) for one in found.moved] == [("BK-1", "regler")]


@pytest.mark.parametrize(
    ("crossed", "cause"),
    [(("U", "E"), "uppgifter"), (("E", "U"), "lag"), (("E", "E"), "kan_inte_skiljas"), (("U", "U"), "kan_inte_skiljas")],
)
def test_what_moved_a_rating_is_tried_by_each_years_facts_under_the_rules_of_the_other(
    crossed: tuple[str, str], cause: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """BK-1 as if it were met in 2017 and not in 2020: under the other's rules each year's facts give what the case says."""
    one, other = run_of_year(2017, None, None), run_of_year(2020, None, None)
    rated = {run.form.year: run.ratings["BK-1"] for run in (one, other)}

    def codes(facts: Run, rules: Run) -> dict[str, str]:
        return {"BK-1": crossed[0] if facts is one else crossed[1]}

    monkeypatch.setattr(comparison, "_under", codes)
    before, after = (rated[year].model_copy(update={"rating": rating}) for year, rating in ((2017, "uppfyllt"), (2020, "ej")))
    assert isinstance(before, Rating)
    assert comparison._Pair(one, other).moved(before, after).cause == cause


def test_where_neither_can_be_run_under_the_others_rules_the_rules_behind_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = run_of_year(2017, None, None), run_of_year(2020, None, None)
    monkeypatch.setattr(comparison, "_under", lambda *_: {})
    causes = [comparison._Pair(one, its)._tried(one.ratings["BK-1"], its.ratings["BK-1"], "lag") for its in (one, other)]
    assert causes == ["uppgifter", "kan_inte_skiljas"]


def test_facts_and_rules_of_a_run_that_cannot_be_run_again_are_not_told_apart(saved: Path, tmp_path: Path) -> None:
    def unreadable(form: dict[str, Any]) -> None:
        form["rules"]["BK-1-2019-UPPFYLLT"]["sha256"] = "0" * 64
        form["facts"]["rr.arets_resultat.2020"]["value"] = "1"
        next(one for one in form["ratings"] if one["id"] == "BK-1")["rating"] = "ej"
        for path in form["fact_files"]:
            form["fact_files"][path] = "nix: ["
        from reports.canonical import checksum  # noqa: PLC0415

        form["files"] = {path: checksum(text.encode()) for path, text in form["fact_files"].items()}

    broken = run_of_file(resealed(saved, tmp_path / "a.json", unreadable))
    assert broken.year is None
    found = compared(run_of_year(2020, None, None), broken)
    assert [(one.id, one.cause) for one in found.moved] == [("BK-1", "kan_inte_skiljas")]
    assert found.figures[0].other_amount is None


def test_a_run_of_a_day_before_the_years_end_is_compared_without_being_run_again(saved: Path, tmp_path: Path) -> None:
    early = tmp_path / "november.json"
    run("forkontroll", "2020", "--per", "2020-11-30", "--format", "json", "-o", str(early))
    found = compared(run_of_file(early), run_of_file(saved))
    assert found.one.as_of == "2020-11-30"
    assert {one.cause for one in found.moved} <= {"dagen"}


def of_example(place: Path, *args: str) -> Path:
    assert run(*args, "--fakta", "exempel", "--format", "json", "-o", str(place))[0] in {0, 1, 3}
    return place


def test_the_same_facts_on_another_day_are_moved_by_the_day(tmp_path: Path) -> None:
    august = of_example(tmp_path / "a.json", "forkontroll", "2021", "--per", "2021-08-31")
    november = of_example(tmp_path / "n.json", "forkontroll", "2021", "--per", "2021-11-30")
    close = of_example(tmp_path / "c.json", "2021")
    for one in (august, november):
        found = compared(run_of_file(one), run_of_file(close))
        assert {one.cause for one in found.moved} == {"dagen"}
        assert "genom dagen eller slaget av prövning" in to_text(told(found), 200)
    assert {one.cause for one in compared(run_of_file(august), run_of_file(november)).moved} == {"dagen"}


def test_another_day_and_other_facts_are_not_told_apart(tmp_path: Path) -> None:
    november = of_example(tmp_path / "n.json", "forkontroll", "2021", "--per", "2021-11-30")

    def other(form: dict[str, Any]) -> None:
        path = next(path for path in form["fact_files"] if path.endswith("utfall.yaml"))
        form["fact_files"][path] += "# en rad till\n"
        form["files"][path] = checksum(form["fact_files"][path].encode())

    close = of_example(tmp_path / "c.json", "2021")
    found = compared(run_of_file(november), run_of_file(resealed(close, tmp_path / "d.json", other)))
    assert {one.cause for one in found.moved} == {"kan_inte_skiljas"}
    assert all("både dagen eller slaget" in one.why for one in found.moved)


def test_another_day_and_a_rule_worded_in_two_ways_are_not_told_apart(tmp_path: Path) -> None:
    november = of_example(tmp_path / "n.json", "forkontroll", "2021", "--per", "2021-11-30")
    close = of_example(tmp_path / "c.json", "2021")
    first = compared(run_of_file(november), run_of_file(close)).moved[0].id
    behind = {step.rule for step in run_of_file(close).behind(run_of_file(close).ratings[first])}
    shared = behind & {step.rule for step in run_of_file(november).behind(run_of_file(november).ratings[first])}
    assert shared

    def reworded(form: dict[str, Any]) -> None:
        for rule in shared:
            form["rules"][rule]["sha256"] = "0" * 64

    for one, other in ((november, resealed(close, tmp_path / "d.json", reworded)), (resealed(close, tmp_path / "e.json", reworded), november)):
        causes = {row.id: row.cause for row in compared(run_of_file(one), run_of_file(other)).moved}
        assert causes[first] == "kan_inte_skiljas"


def test_two_organisations_are_refused(saved: Path, tmp_path: Path) -> None:
    other = resealed(saved, tmp_path / "a.json", lambda form: form["organisation"].update(id="annan", name="Annat förbund"))
    with pytest.raises(WrongUsage, match="två organisationer: Annat förbund och Boråsregionen"):
        compared(run_of_file(other), run_of_year(2020, None, None))


def _bad(form: dict[str, Any]) -> dict[str, Any]:
    first: dict[str, Any] = form["ratings"][0]
    return first


@pytest.mark.parametrize(
    "change",
    [
        lambda form: _bad(form).update(rating="bäst"),
        lambda form: _bad(form).update(trace=["ett"]),
        lambda form: _bad(form).pop("because"),
        lambda form: form.update(trace=[{"step": "1"}]),
        lambda form: form.update(rules={"X": 1}),
        lambda form: form.update(year=1),
        lambda form: form.update(facts={"a": 1}),
        lambda form: form.update(fact_files={"../../ut.yaml": "a"}),
    ],
)
def test_a_file_with_parts_of_another_kind_is_refused(saved: Path, tmp_path: Path, change: Change) -> None:
    with pytest.raises(WrongUsage):
        run_of_file(resealed(saved, tmp_path / "a.json", change))


def test_a_file_that_was_altered_is_refused(saved: Path, tmp_path: Path) -> None:
    altered = tmp_path / "a.json"
    altered.write_bytes(saved.read_bytes().replace(b'"rating":"ej"', b'"rating":"uppfyllt"'))
    with pytest.raises(WrongUsage, match="ändrad sedan den skrevs"):
        run_of_file(altered)


def test_no_sign_of_a_file_reaches_the_terminal_but_as_a_visible_one(saved: Path, tmp_path: Path) -> None:
    def obeyed(form: dict[str, Any]) -> None:
        _bad(form).update(title="\x1b[2Jrött\u202e", rating="delvis", because="\x07")

    found = compared(run_of_file(resealed(saved, tmp_path / "a.json", obeyed)), run_of_year(2020, None, None))
    for text in (to_text(told(found), 80), to_markdown(told(found))):
        assert all(sign.isprintable() or sign in "\n\xa0" for sign in text)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["2017"], "inget ÅR|FIL"),
        (["2017", "nix.json"], 'ingen fil "nix.json"'),
        (["2017", "2021"], "ett av åren"),
        (["2017", "20200"], "som årtal"),
        (["2017", "/dev/null"], "ingen fil"),
        (["2017", "pyproject.toml"], "varken är PDF, HTML eller JSON"),
        (["2017", "2020", "--format", "pdf"], "ett av text, json, markdown, html"),
        (["2017", "2020", "-o", "/nix/a.txt"], "en mapp som finns"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_code_2(args: list[str], words: str) -> None:
    code, out, err = run("jamfor", *args, cwd=Path(comparison.__file__).parents[1])
    assert (code, out) == (2, "")
    assert words in err


def test_the_command_writes_a_file_whole(tmp_path: Path, saved: Path) -> None:
    target = tmp_path / "j.json"
    code, out, err = run("jamfor", str(saved), "2017", "--format", "json", "-o", str(target))
    assert (code, out, err) == (0, "", "")
    form = json.loads(target.read_text(encoding="utf-8"))
    assert (form["schema"], form["one"]["year"], form["other"]["year"]) == ("regelspar-jamfor/1", 2020, 2017)
