"""The cover page of the annex: one member's own, before what is the same for all, and nothing where no member is given."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from reports_sample import sample
from test_report_html import HOSTILE, SECTIONS, Page

from checker.pipeline import run_check
from reports.formats import FORMATS, WITH_COVER, written
from reports.html_form import to_html
from reports.report import Cite, Contribution, Member, Report

NOTE = Cite("Årsredovisning 2021", "not 3")


def paid(what: str, amount: str, unit: str = "tkr") -> Contribution:
    return Contribution(what, amount, unit, (NOTE,), "t.2.1.resultat")


def with_member(*contributions: Contribution, total: str | None = None, unit: str | None = None, assembly: str | None = None) -> Report:
    return replace(sample(), members=(Member("OSTBY", "Östby", contributions, total, unit, assembly), Member("VASTBY", "Västby")))


def cover(report: Report, member: str = "OSTBY") -> str:
    """The text of the cover page alone."""
    return Page(to_html(report, member)).text.partition("Exempelförbundet Bilaga")[2].partition("Sammanfattning Bilagan")[0]


@pytest.fixture(scope="module")
def year() -> Report:
    return run_check(None, None, 2020)


def test_the_cover_comes_first_and_the_rest_is_the_annex_as_it_is(year: Report) -> None:
    plain, told = to_html(year), to_html(year, "BORAS")
    assert [title for level, title in Page(told).headings if level == 2] == ["Till fullmäktige i Borås", *SECTIONS]
    without = re.sub(r'<section class="page" aria-labelledby="foljeblad">.*?</section>', "", told, flags=re.DOTALL)
    without = without.replace('<meta name="regelspar-medlem" content="BORAS">\n', "").replace("2020, Borås</title>", "2020</title>")
    assert without == plain


def test_the_cover_names_the_member_the_law_the_organisation_and_the_year(year: Report) -> None:
    page = Page(to_html(year, "BORAS"))
    assert "Borås är medlem i Boråsregionen Sjuhärads kommunalförbund." in page.text
    assert "enligt KL (2017:725) 9 kap. 13 § till fullmäktige i varje medlem" in page.text
    assert "Bidrag från Borås 2020" in page.text
    assert ("meta", {"name": "regelspar-medlem", "content": "BORAS"}) in page.tags


def test_the_member_is_in_the_head_only_where_one_is_given(year: Report) -> None:
    assert "regelspar-medlem" not in to_html(year)
    assert "foljeblad" not in to_html(year)


def test_each_contribution_has_its_printed_amount_and_both_of_its_links(year: Report) -> None:
    told = to_html(year, "BORAS")
    row = "<tr><th scope=\"row\">Förbundsbidrag, Kansli</th><td class=\"n\"><a href=\"#u-not_5f_3.boras.2020\">4\u00a0615</a></td>"
    assert row in told
    assert '<tr class="sum"><th scope="row">Summa</th><td class="n">18\u00a0611</td>' in told
    assert '<th scope="col" class="n">Belopp, tkr</th>' in told
    page = Page(told)
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {link for link in page.values("href") if link[1:] not in ids} == set()


def test_a_printed_zero_is_a_contribution(year: Report) -> None:
    """Ulricehamn's fee to Navet is printed 0 in 2020; Mark has no row for DSO at all."""
    assert "Medlemsavgifter, Navet 0 Årsredovisning" in Page(to_html(year, "ULRICEHAMN")).text
    assert "Medfinansiering, Dataskyddsombud" not in Page(to_html(year, "MARK")).text.partition("Sammanfattning Bilagan")[0]


def test_the_assembly_is_named_as_the_document_names_it() -> None:
    assert "Till Östby kommunfullmäktige" in cover(with_member(assembly="Östby kommunfullmäktige"))
    assert "Till fullmäktige i Västby" in cover(with_member(), "VASTBY")


def test_what_the_evidence_does_not_tell_is_said() -> None:
    told = cover(with_member())
    assert "Bidraget framgår inte av underlaget." in told
    assert "Summa" not in told


def test_different_units_stand_at_each_amount_and_are_not_summed() -> None:
    told = cover(with_member(paid("Arkiv", "-1200.50"), paid("Drift", "3", "mnkr")))
    assert "Avser Belopp Källa Arkiv −1 200,50 tkr" in told
    assert "3 mnkr" in told
    assert "olika enheter och summeras inte" in told
    assert "Summa " not in told


def test_a_source_that_no_fact_has_is_still_linked() -> None:
    page = Page(to_html(with_member(paid("Arkiv", "12"), total="12", unit="tkr"), "OSTBY"))
    assert {link for link in page.values("href") if link[1:] not in page.values("id")} == set()


def test_a_hostile_name_is_only_a_text() -> None:
    odd = Contribution(HOSTILE, "1", HOSTILE, (Cite(HOSTILE, HOSTILE),), HOSTILE)
    report = replace(sample(), members=(Member(HOSTILE, HOSTILE, (odd,), "1", HOSTILE, HOSTILE), Member("B", HOSTILE, (odd, paid("x", "1")))))
    for member in (HOSTILE, "B"):
        page = Page(to_html(report, member))
        assert page.open == []
        assert {tag for tag, _ in page.tags} == {tag for tag, _ in Page(to_html(with_member(), "OSTBY")).tags}
        assert "onerror" not in {name for _, attributes in page.tags for name in attributes}
        assert ("meta", {"name": "regelspar-medlem", "content": member}) in page.tags
        assert "{{ 7*7 }}" in page.text


def test_an_id_that_is_no_members_is_an_error() -> None:
    with pytest.raises(KeyError):
        to_html(with_member(), "NORDBY")


def test_the_formats_with_a_cover_take_the_member_and_the_others_do_not() -> None:
    report = with_member()
    assert "html" in WITH_COVER
    for name, one in FORMATS.items():
        same = written(report, name, False, 80, "OSTBY") == written(report, name, False, 80)
        assert same == (name not in WITH_COVER) == ("member" not in one.choices), name
