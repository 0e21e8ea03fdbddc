"""The report in the terminal: its order, its words, and that no line is broken badly or wider than the terminal."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from reports_sample import noted_sample, sample
from rich.console import Console

import reports
from reports import content, swedish
from reports.blocks import Column, Table
from reports.formats import FORMATS, as_text
from reports.layout import broken, filled, plain, table_lines
from reports.report import Cite, Report
from reports.swedish import NBSP
from reports.terminal import render


@pytest.fixture(scope="module")
def report() -> Report:
    return sample()


def text(report: Report, width: int = 80, everything: bool = False) -> str:
    return as_text(report, "text", everything, width)


def section(report: Report, title: str, everything: bool = False) -> str:
    """The lines of one section, as one string without line breaks."""
    after = text(report, everything=everything).split(f"\n{title.upper()}\n")[1]
    return " ".join(re.split(r"\n\n[A-ZÅÄÖ ]{6,}\n─", after)[0].split())


@pytest.mark.parametrize("width", [64, 80, 100, 120])
@pytest.mark.parametrize("everything", [False, True])
def test_no_line_is_wider_than_the_terminal(report: Report, width: int, everything: bool) -> None:
    assert max(map(len, text(report, width, everything).split("\n"))) <= width


def test_a_number_is_never_parted_from_its_unit(report: Report) -> None:
    for width in range(64, 121):
        told = text(report, width, everything=True)
        assert "16 956 elever" in told
        assert not re.search(r"\d\n\s*(%|tkr|elever|företag)", told)


def test_plain_text_has_no_control_codes_and_no_trailing_space(report: Report) -> None:
    told = text(report, everything=True)
    assert all(sign.isprintable() or sign == "\n" for sign in told)
    assert not re.search(r"[ \u00a0]\n", told)
    assert NBSP not in told


def test_the_sections_come_in_the_order_of_what_matters(report: Report) -> None:
    titles = [part.title for part in content.sections(report, everything=True)]
    assert titles == [
        "Utfallet i korthet",
        "Motsagda påståenden",
        "Obestyrkta påståenden",
        "Underlag saknas",
        "Delvis eller ej uppfyllt utan motsagt påstående",
        "Undantag genom beslut",
        "Finansiella mål och balanskrav",
        "Intern kontroll",
        "Avstämningar",
        "Övriga iakttagelser",
        "Uppfyllt",
        "Läsanvisning",
    ]


def test_readme_tells_the_sections_in_their_order() -> None:
    readme = (Path(str(reports.__path__[0])).parent / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\d+\. \*\*(.+)\.\*\*", readme, re.MULTILINE)
    assert listed == [part.title for part in content.sections(noted_sample(), everything=True)]


def test_the_title_names_the_year_that_was_checked(report: Report) -> None:
    assert text(report).startswith("Exempelförbundet: prövning av år 2021\n")
    assert content.title(replace(report, kind="delarsrapport")) == "Exempelförbundet: delårsrapport 2021"


def test_a_report_without_claims_says_so_and_counts_none(report: Report) -> None:
    silent = replace(report, ratings=tuple(replace(rating, claimed=None, verdict=None) for rating in report.ratings))
    told = section(silent, "Utfallet i korthet")
    assert "Redovisningen anger inga utfall. Antal som redovisningen anger: motsagt 2." in told
    assert "varav" not in told


def test_what_there_is_none_of_is_not_counted(report: Report) -> None:
    plain_words = replace(report, ratings=tuple(replace(rating, honest_partly=False, own_word_only=False) for rating in report.ratings))
    assert "Bekräftade: 2. Motsagda: 3. Obestyrkta: 1." in section(plain_words, "Utfallet i korthet")


def test_what_is_waived_is_always_told_with_its_decision(report: Report) -> None:
    told = section(report, "Undantag genom beslut")
    assert told.endswith("K-4 Undantaget mål Visat ej tillämpligt. K-4 är undantaget genom beslut.")
    assert "K-4" not in section(report, "Uppfyllt", everything=True)


def test_the_outcome_counts_what_is_shown_beside_what_is_claimed(report: Report) -> None:
    told = section(report, "Utfallet i korthet")
    assert "Kulturverksamheten och 4 0 1 1 1 2 0 1" in told
    assert "Hela organisationen 1 0 0 0 1 0 0 0 Summa 5 0 1 1 2 2 0 1" in told
    assert "Kulturverksamheten och 4 1 0 2 1 2 1 0" in told
    assert "GEH God ekonomisk hushållning underlag saknas." in told
    assert "Bekräftade: 2, varav 1 endast av redovisningens egen uppgift. Motsagda: 3, varav 1 där målnivån inte nås" in told
    assert "och målet är redovisat som delvis uppfyllt. Obestyrkta: 1." in told
    assert "Enhet utan mål" not in told


def test_a_contradicted_claim_shows_both_sides_with_their_sources(report: Report) -> None:
    told = section(report, "Motsagda påståenden")
    assert "Redovisat uppfyllt, bättre än underlaget visar: ”nöjda | besökare” (Årsredovisning 2021, 4.2)." in told
    assert "Visat ej uppfyllt. Utfallet 88 % når inte målnivån minst 90 % (Årsredovisning 2021, 4.2)." in told


def test_an_honest_partly_is_told_last_among_the_goals_and_in_its_own_words(report: Report) -> None:
    told = section(report, "Motsagda påståenden")
    assert told.index("K-1 Fler ska nås") < told.index("Målnivån nås inte; redovisat som delvis.")
    assert "Redovisat delvis uppfyllt: ”delvis”" in told


def test_a_contradicted_count_is_told_once_and_a_finding_of_a_rating_is_not_repeated(report: Report) -> None:
    told = section(report, "Motsagda påståenden")
    assert told.count("Redovisningen anger 3 uppnådda mål") == 1
    assert "Samma sak som bedömningen visar" not in text(report, everything=True)


def test_the_unsupported_stand_apart_from_the_contradicted(report: Report) -> None:
    assert "K-2 Fler företag deltar" in section(report, "Obestyrkta påståenden")
    assert "K-2 Fler företag deltar" not in section(report, "Motsagda påståenden")


def test_missing_evidence_is_told_with_the_question_that_would_settle_it(report: Report) -> None:
    told = section(report, "Underlag saknas")
    assert "K-1.3 ej redovisat; möjligt: uppfyllt eller ej uppfyllt. Fråga Kulturchefen: K-1.3. Vad blev utfallet?" in told
    assert "— Avgörs när medlemmarna är avgjorda — K-2, GEH." in told


def test_the_ledger_tells_each_year_with_a_real_minus(report: Report) -> None:
    told = section(report, "Finansiella mål och balanskrav")
    assert "2019 12 balanskravsresultat – 0" in told
    assert "2020 framgår inte årets resultat saknas 2023 framgår inte" in told
    assert "2021 −866 balanskravsresultat (Årsredovisning 2024 866 2021, 2.6 och 3.1)" in told
    assert "Underskottet −866 tkr ska vara återställt senast 2024" in told


def test_internal_control_tells_what_is_short_and_the_last_day(report: Report) -> None:
    told = section(report, "Intern kontroll")
    assert "Kontrollområden: delvis uppfyllt IK-1." in told
    assert "IK-1b Attest antal kontroller framgår inte" in told
    assert "senast 2021-12-14" in told
    assert "Kontrollmoment som är delvis eller ej uppfyllda" in told
    assert told.index("Öppna avvikelser") < told.index("— Stängda avvikelser —")
    assert "stängd 2021-09-01" not in section(report, "Övriga iakttagelser")


def test_a_tie_that_deviates_is_told_with_both_sides_difference_and_sources(report: Report) -> None:
    told = section(report, "Avstämningar")
    assert "Antal: 5. Stämmer: 1; avrundning: 1; avvikelse: 2; underlag saknas: 1." in told
    assert "avvikelse: 9 784,5 tkr mot 9 780 tkr; skillnad 4,5 tkr. Källa Årsredovisning 2021, 2.1 och 5.1." in told
    assert "avrundning: −29 283 tkr mot −29 284 tkr" in told
    assert "avvikelse: ca 2,2 mkr mot 2,280694 mkr; skillnad −0,080694 mkr." in told
    assert "AV-lika" not in told


def test_what_is_met_and_what_agrees_is_told_only_on_request(report: Report) -> None:
    assert "AV-lika" in section(report, "Avstämningar", everything=True)
    assert "K-1.2 En vandringsutställning" in section(report, "Uppfyllt", everything=True)
    assert "K-1.2" not in text(report)


def test_what_is_honestly_not_met_is_always_told(report: Report) -> None:
    told = section(report, "Delvis eller ej uppfyllt utan motsagt påstående")
    assert "K-3 Ett mål som inte nås Visat ej uppfyllt. Målet nås inte." in told
    assert "Redovisat ej uppfyllt: ”nås inte” (Årsredovisning 2021, 4.4), bekräftat." in told


def test_the_legend_tells_the_codes_and_how_to_ask(report: Report) -> None:
    told = section(report, "Läsanvisning")
    assert "Slutkod 0:" in told
    assert "check forklara 2021 ID" in told
    assert "check 2021 --alla" in told


def test_a_report_without_anything_to_remark_says_so(report: Report) -> None:
    met = tuple(rating for rating in report.ratings if rating.id == "K-1.2")
    bare = replace(report, ratings=met, ties=(), findings=(), missing=(), ledger=())
    told = text(bare)
    assert "Inget påstående är motsagt." in told
    assert "Alla bedömningar är avgjorda." in told
    assert "AVSTÄMNINGAR" not in told


def test_the_same_words_come_in_colour_on_a_terminal(report: Report) -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=80, color_system="standard", legacy_windows=False)
    render(report, console, everything=True)
    assert isinstance(console.file, io.StringIO)
    coloured = console.file.getvalue()
    assert "\x1b[" in coloured
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in bare.split("\n")] == text(report, everything=True).split("\n")


def test_every_format_module_is_listed_with_its_function() -> None:
    found = set()
    for path in Path(str(reports.__path__[0])).glob("*.py"):
        module = import_module(f"reports.{path.stem}")
        found |= {(module.__name__, name) for name, one in vars(module).items() if name.startswith("to_") and one.__module__ == module.__name__}
    found -= {("reports.explain", "to_text"), ("reports.comparison_sections", "to_json")}
    found -= {("reports.sectioned", f"to_{name}") for name in ("text", "markdown", "html")}  # of what is told in sections, not of the Report
    found -= {("reports.answer", f"to_{name}") for name in ("text", "csv", "json")}  # of an answer to a question to the store
    assert found == {(one.module, f"to_{name}") for name, one in FORMATS.items()}


@pytest.mark.parametrize(
    ("number", "told"),
    [("9784", "9 784"), ("-9784.50", "−9 784,50"), ("0", "0"), ("1000000", "1 000 000"), ("0.04", "0,04"), ("-0.5", "−0,5"), ("107", "107")],
)
def test_numbers_are_set_as_swedish_sets_them(number: str, told: str) -> None:
    assert swedish.number(number) == told.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("av 16 956 elever", "av 16_956_elever"),
        ("minst 90 % av 125 svar", "minst 90_% av 125_svar"),
        ("KL 11 kap. 12 § och 13 §", "KL 11_kap._12_§ och 13_§"),
        ("14 av 21 mål", "14 av_21_mål"),
        ("under 2020 ska 3 mål nås", "under 2020 ska 3_mål nås"),
        ("resultatet är -866 tkr, id F-4.3.3-2, 2021-12-31", "resultatet är −866_tkr, id F-4.3.3-2, 2021-12-31"),
        ("bilaga 2 p. 12", "bilaga_2_p._12"),
        ("ca 4 mnkr och 5 och 6", "ca_4_mnkr och 5 och 6"),
    ],
)
def test_numbers_are_bound_to_their_units(text: str, bound: str) -> None:
    assert swedish.bind(text).replace(NBSP, "_") == bound


def test_sources_name_each_document_once() -> None:
    sources = [Cite("A", "1"), Cite("B", "2"), Cite("A", "3"), Cite("A", "1")]
    assert swedish.cites(sources) == "A, 1 och 3; B, 2"
    assert swedish.cites([Cite("KL", "11 kap. 1, 6 §§"), Cite("KL", "12 kap.")]) == "KL, 11 kap. 1, 6 §§; 12 kap."


def test_a_code_without_a_word_is_told_as_it_is() -> None:
    assert swedish.word(swedish.REASON, "nytt_slags_skal") == "nytt slags skal"


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert list(broken("a " + "b" * 25, 10, 10)) == ["a", "b" * 10, "b" * 10, "b" * 5]


def test_an_id_longer_than_the_line_is_cut_after_a_mark() -> None:
    assert list(broken("AV-not_13.utgaende_eget", 10, 10)) == ["AV-not_13.", "utgaende_", "eget"]
    assert list(broken("-" + "b" * 12, 10, 10)) == ["-" + "b" * 9, "bbb"]


def test_a_column_that_has_words_to_spare_is_narrowed_before_one_that_would_break_a_word() -> None:
    table = Table((Column("organisation"), Column("titel")), (("sjuharad", "a b c d"),))
    assert plain(table_lines(table, 20)).splitlines()[2:] == ["sjuharad      a b c", "              d"]


def test_a_strong_beginning_keeps_its_tone_over_the_line_break() -> None:
    lines = filled("ej uppfyllt. Mer text", 11, [], "  ", strong=11, tone="ej")
    assert plain(lines) == "ej\n  uppfyllt.\n  Mer text\n"
    assert [piece for line in lines for piece, tone in line if tone == "ej" and piece] == ["ej", "uppfyllt"]
