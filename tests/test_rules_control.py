"""Intern kontroll: performed against planned frequency, the log before the text, deviations by their last day."""

from __future__ import annotations

import pytest
from year_builder import EMPTY, Case, Checked, check, verify, written

from checker.pipeline import run_check

FAMILY = ("IK-",)


def moment(frequency: str = "2 ggr/år", result: str = "", deviations: str = "", more: str = "", name: str = "IK-1a") -> str:
    """One moment with its planned frequency, what its result text shows, and deviations."""
    parts = [f"id: {name}, moment: Kassan stämmer, frekvens: {frequency}, ansvarig: Ekonomichef"]
    parts += [f"resultat: {{{result}, uppgift: så skrivet, källa: 'ar, 8'}}"] if result else []
    parts += [f"avvikelser: [{{{deviations}, uppgift: kvitto saknas}}]"] if deviations else []
    return "{" + ", ".join([*parts, more] if more else parts) + "}"


def area(*moments: str, rule: str = "uppföljningsregel: {månader: 6, källa: 'plan, 8'}") -> str:
    return f"{rule}\nkontrollområden: [{{id: IK-1, område: Kassa, källa: 'plan, 8', moment: [{', '.join(moments)}]}}]\n"


def log(*days: str) -> str:
    entries = [f"{{moment: IK-1a, datum: {day}, av: Ekonom, resultat: utan avvikelse, källa: 'ar, logg'}}" for day in days]
    return f"kontrollogg: [{', '.join(entries)}]\n"


TEXT, LOGGED = "IK-BELAGG-TEXT", "IK-BELAGG-LOGG"
COUNTED, BY_LOG = "IK-JAMFOR-TEXT", "IK-JAMFOR-LOGG"
UNCLEAR = "UD antal_kontroller_framgar_inte"
SILENT = "UDE svarar_inte_pa_momentet"


def shown(says: str, frequency: str, result: str, fires: str, code: str, *entries: str) -> Case:
    return Case(says, (area(moment(frequency, result)), *((log(*entries),) if entries else ())), fires, f"IK-1a: {code}")


MOMENTS = (
    shown("controlled as planned", "kvartalsvis", "visar: enligt plan", f"IK-ENLIGT-PLAN {TEXT}", "U"),
    shown("as often as planned", "2 ggr/år", "visar: antal, antal: 2", f"{COUNTED} IK-UPPFYLLT {TEXT}", "U"),
    shown("more often than planned", "2 ggr/år", "visar: antal, antal: 3", f"{COUNTED} IK-UPPFYLLT {TEXT}", "U"),
    shown("once too few", "2 ggr/år", "visar: antal, antal: 1", f"{COUNTED} IK-DELVIS {TEXT}", "D"),
    shown("three of four quarters", "kvartalsvis", "visar: antal, antal: 3", f"{COUNTED} IK-DELVIS {TEXT}", "D"),
    shown("four of four quarters", "kvartalsvis", "visar: antal, antal: 4", f"{COUNTED} IK-UPPFYLLT {TEXT}", "U"),
    shown("eleven of twelve months", "månadsvis", "visar: antal, antal: 11", f"{COUNTED} IK-DELVIS {TEXT}", "D"),
    shown("each month", "månadsvis", "visar: månadsvis", f"{COUNTED} IK-UPPFYLLT {TEXT}", "U"),
    shown("each month where quarterly was planned", "kvartalsvis", "visar: månadsvis", f"{COUNTED} IK-UPPFYLLT {TEXT}", "U"),
    shown("no time at all", "1 gång/år", "visar: antal, antal: 0", f"{COUNTED} IK-EJ {TEXT}", "E"),
    shown("not performed", "1 gång/år", "visar: ej utfört", f"IK-EJ-UTFORT {TEXT}", "E"),
    shown("reported missing", "1 gång/år", "visar: saknas", f"IK-SAKNAS {TEXT}", "E"),
    shown("at least once, once planned", "1 gång/år", "visar: minst, antal: 1", f"{COUNTED} IK-UPPFYLLT {TEXT}", "U"),
    shown("at least once, once planned and all along", "1 gång/år samt löpande", "visar: minst, antal: 1", f"{COUNTED} IK-UPPFYLLT {TEXT}", "U"),
    shown("at least once, twice planned", "2 ggr/år", "visar: minst, antal: 1", f"{COUNTED} IK-ANTAL-FRAMGAR-INTE", UNCLEAR),
    shown("at least eleven, twelve planned", "månadsvis", "visar: minst, antal: 11", f"{COUNTED} IK-ANTAL-FRAMGAR-INTE", UNCLEAR),
    shown("at least nothing", "1 gång/år", "visar: minst, antal: 0", "IK-SVARAR-INTE", SILENT),
    shown("a text that does not answer", "1 gång/år", "visar: inget", "IK-SVARAR-INTE", SILENT),
    shown("no text", "1 gång/år", "", "IK-SVARAR-INTE", SILENT),
    shown("a log goes before the text", "2 ggr/år", "visar: enligt plan", f"{BY_LOG} IK-DELVIS {LOGGED}", "D", "2020-03-01"),
    shown("a log goes before a text of a number", "2 ggr/år", "visar: antal, antal: 2", f"{BY_LOG} IK-DELVIS {LOGGED}", "D", "2020-03-01"),
    shown("a log goes before a text that it was missing", "1 gång/år", "visar: saknas", f"{BY_LOG} IK-UPPFYLLT {LOGGED}", "U", "2020-03-01"),
    shown("a log as often as planned, first and last day of the year", "2 ggr/år", "", f"{BY_LOG} IK-UPPFYLLT {LOGGED}", "U", "2020-01-01",
        "2020-12-31"),
    shown("a log of the days before and after the year", "2 ggr/år", "visar: enligt plan", f"IK-ENLIGT-PLAN {TEXT}", "U", "2019-12-31", "2021-01-01"),
    shown("no frequency, whatever the text", "~", "visar: enligt plan", "IK-FREKVENS-SAKNAS", "UDE frekvens_saknas"),
    shown("no frequency, and a log", "~", "", "IK-FREKVENS-SAKNAS", "UDE frekvens_saknas", "2020-03-01"),
)


@pytest.mark.parametrize("case", MOMENTS, ids=lambda case: case.says)
def test_a_moment(case: Case) -> None:
    verify(case, FAMILY)


@pytest.mark.parametrize(
    ("results", "shown_of_area"),
    [
        (("enligt plan", "enligt plan"), "U"),
        (("enligt plan", "saknas"), "D"),
        (("saknas", "ej utfört"), "E"),
        (("enligt plan", "inget"), "UD medlem_oavgjord"),
        (("saknas", "inget"), "DE medlem_oavgjord"),
    ],
)
def test_an_area_is_weighed_from_its_moments(results: tuple[str, str], shown_of_area: str) -> None:
    moments = [moment("1 gång/år", f"visar: {shows}", name=f"IK-1{letter}") for shows, letter in zip(results, "ab", strict=True)]
    assert check(area(*moments)).code("IK-1") == shown_of_area


@pytest.mark.parametrize(("entries", "evidence"), [(("2020-05-01",), "logg"), ((), "egen_uppgift")])
def test_a_moment_tells_whether_a_log_or_the_reports_own_word_shows_it(entries: tuple[str, ...], evidence: str) -> None:
    checked = check(area(moment("1 gång/år", "visar: enligt plan")), *([log(*entries)] if entries else []))
    assert checked.ratings["IK-1a"].evidence == evidence


# --- deviations -----------------------------------------------------------------------------------

REMARK = "slag: notering utan avslutad åtgärd"
OPEN, LATE, IN_TIME, TOO_LATE, UNDATED = "OPPEN", "FORSENAD", "STANGD", "STANGD-FOR-SENT", "STANGD-UTAN-DATUM"
CLOSED = "stangd_avvikelse"
STATE_OF = {OPEN: "oppen_avvikelse", LATE: "forsenad_atgard", TOO_LATE: "forsenad_atgard", IN_TIME: CLOSED, UNDATED: CLOSED}
DEVIATIONS = tuple(
    Case(says, (area(moment("1 gång/år", "visar: enligt plan", text)),), f"IK-ENLIGT-PLAN {TEXT} IK-AVVIKELSE-{state}", "IK-1a: U",
         finds=STATE_OF[state])
    for says, text, state in (
        ("six months from 30 June end on 30 December, the day before the check", f"{REMARK}, kontrolldatum: 2020-06-30", LATE),
        ("six months from 1 July end on 1 January", f"{REMARK}, kontrolldatum: 2020-07-01", OPEN),
        ("six months from 31 August end on 28 February", f"{REMARK}, kontrolldatum: 2020-08-31, stängd: 2021-02-28", IN_TIME),
        ("and 1 March is one day late", f"{REMARK}, kontrolldatum: 2020-08-31, stängd: 2021-03-01", TOO_LATE),
        ("from 31 August 2019 they end on 29 February, a leap day", f"{REMARK}, kontrolldatum: 2019-08-31, stängd: 2020-02-29", IN_TIME),
        ("open since the year before", f"{REMARK}, kontrolldatum: 2019-12-01", LATE),
        ("the control's day is not stated: until 30 June the year after", REMARK, OPEN),
        ("closed on 30 June the year after", f"{REMARK}, stängd: 2021-06-30", IN_TIME),
        ("closed on 1 July the year after", f"{REMARK}, stängd: 2021-07-01", TOO_LATE),
        ("closed on the last day", f"{REMARK}, kontrolldatum: 2020-03-15, stängd: 2020-09-15", IN_TIME),
        ("closed on the day after", f"{REMARK}, kontrolldatum: 2020-03-15, stängd: 2020-09-16", TOO_LATE),
        ("closed, the day not stated", f"{REMARK}, kontrolldatum: 2020-03-15, stängd: datum framgår inte", UNDATED),
        ("a remark that was acted on", "slag: åtgärdad notering, kontrolldatum: 2020-03-15", UNDATED),
        ("a thing reported missing", "slag: saknas", OPEN),
        ("a document under revision", "slag: under revidering", OPEN),
    )
)


@pytest.mark.parametrize("case", DEVIATIONS, ids=lambda case: case.says)
def test_a_deviation(case: Case) -> None:
    checked = verify(case, FAMILY)
    about = {finding.kind for finding in checked.report.findings if finding.kind in set(STATE_OF.values())}
    assert about == set(case.finds.split())


@pytest.mark.parametrize(("found", "kind"), [("2020-07-31", "oppen_avvikelse"), ("2020-07-30", "forsenad_atgard"), ("2020-08-01", "oppen_avvikelse")])
def test_an_open_deviation_is_late_from_the_day_after_its_last(found: str, kind: str) -> None:
    """The day of the check is 31 December; with a rule of five months a control on 31 July has it as its last day."""
    text = moment("1 gång/år", "visar: enligt plan", f"{REMARK}, kontrolldatum: {found}")
    checked = check(area(text, rule="uppföljningsregel: {månader: 5, källa: 'plan, 8'}"))
    assert [len(checked.findings(one)) for one in ("oppen_avvikelse", "forsenad_atgard")] == ([1, 0] if kind == "oppen_avvikelse" else [0, 1])


def test_a_deviation_leaves_the_rating_of_frequency_alone() -> None:
    checked = check(area(moment("1 gång/år", "visar: saknas", "slag: saknas")))
    assert checked.code("IK-1a") == "E"
    assert checked.findings("oppen_avvikelse")


def test_the_plans_own_months_are_used_and_six_where_it_has_no_rule() -> None:
    text = moment("1 gång/år", "visar: enligt plan", f"{REMARK}, kontrolldatum: 2020-10-15")
    assert "senast 2021-01-15" in last_day(check(area(text, rule="uppföljningsregel: {månader: 3, källa: 'plan, 8'}")))
    assert "senast 2021-04-15" in last_day(check(area(text, rule=EMPTY)))


def last_day(checked: Checked) -> str:
    (finding,) = checked.findings("oppen_avvikelse")
    return finding.text


def test_the_last_day_is_told_with_what_is_not_known_of_it() -> None:
    text = last_day(check(area(moment("1 gång/år", "visar: enligt plan", REMARK))))
    assert "senast 2021-06-30 (kontrollens datum framgår inte)" in text


# --- what the report tells otherwise than the log ------------------------------------------------------

TWICE, ONCE = ("2020-02-01", "2020-08-01"), ("2020-02-01",)
TOLD_OTHERWISE = (  # what the text shows, the days of the log, the rule that names both
    ("visar: enligt plan", ONCE, "PLAN"),
    ("visar: enligt plan", TWICE, ""),
    ("visar: antal, antal: 3", TWICE, "FARRE"),
    ("visar: antal, antal: 2", TWICE, ""),
    ("visar: antal, antal: 1", TWICE, "FLER"),
    ("visar: minst, antal: 3", TWICE, "FARRE"),
    ("visar: minst, antal: 2", TWICE, ""),
    ("visar: minst, antal: 1", TWICE, ""),
    ("visar: månadsvis", ONCE, "FARRE"),
    ("visar: ej utfört", ONCE, "EJ-UTFORT"),
    ("visar: saknas", ONCE, "SAKNAS"),
    ("visar: inget", ONCE, ""),
    ("visar: ej utfört", ("2021-01-04",), ""),
    ("visar: enligt plan", (), ""),
)


OTHERWISE = tuple(
    Case(f"{result}, and a log of {len(days)}", (area(moment("2 ggr/år", result)), *((log(*days),) if days else ())),
         f"FY-MOTSAGELSE-LOGG-{rule}" if rule else "", finds="motsagelse" if rule else "")
    for result, days, rule in TOLD_OTHERWISE
)  # fmt: skip


@pytest.mark.parametrize("case", OTHERWISE, ids=lambda case: case.says)
def test_a_report_that_tells_otherwise_than_the_log_is_named_beside_it(case: Case) -> None:
    """Also as the evaluator has it; the log decides the rating all the same."""
    verify(case, ("FY-MOTSAGELSE",))
    with written(case.facts, 2020) as root:
        report = run_check(root, "exempel", 2020, None, doubly=True)
    assert {one.about for one in report.findings if one.kind == "motsagelse"} == ({("IK-1a",)} if case.fires else set())
    if case.fires:
        (said,) = [one.text for one in report.findings if one.kind == "motsagelse"]
        assert said.startswith("IK-1a: så skrivet (Årsredovisning, 8), ")
        assert said.endswith(" (Årsredovisning, logg). Uppgifterna avviker från varandra.")


CASES = (*MOMENTS, *DEVIATIONS, *OTHERWISE)
