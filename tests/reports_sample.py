"""A small report made by hand, with one of each thing that a format has to tell. Organisation and figures are made up."""

from __future__ import annotations

from dataclasses import replace

from reports.report import Cite, Finding, LedgerRow, Missing, Note, Rating, Report, RuleInfo, Step, Tie

AR, PLAN = "Årsredovisning 2021", "Verksamhetsplan och budget 2021"
ANY, EITHER = ("uppfyllt", "delvis", "ej"), ("uppfyllt", "ej")


def _ratings() -> tuple[Rating, ...]:
    return (
        Rating(
            "K-1.1", "criterion", "mal", "KULTUR", "Minst 90 % av besökarna är nöjda", "ej", ("ej",),
            "Utfallet 88 % når inte målnivån minst 90 % (Årsredovisning 2021, 4.2).", (1, 2), "uppfyllt", "nöjda | besökare", Cite(AR, "4.2"),
            "motsagt", "battre", evidence="siffra", parent="K-1", target="minst 90 %", outcomes=("utfall:K-1.1",), sources=(Cite(AR, "4.2"),),
        ),
        Rating(
            "K-1.2", "criterion", "mal", "KULTUR", "En vandringsutställning", "uppfyllt", ("uppfyllt",),
            "Utställningen är genomförd (Årsredovisning 2021, 4.2).", (3,), "uppfyllt", "visas i två kommuner", Cite(AR, "4.2"),
            "bekraftat", own_word_only=True, evidence="egen_uppgift", parent="K-1",
        ),
        Rating(
            "K-1.3", "criterion", "mal", "KULTUR", "Minst 16956 elever tar del av programmet", "underlag_saknas", EITHER,
            "K-1.3 tas inte upp i redovisningen; av 16 956 elever framgår inget utfall.", (4,), reason="ej_redovisat", parent="K-1",
        ),
        Rating(
            "K-1", "goal", "mal", "KULTUR", "Fler ska nås av utställningarna", "delvis", ("delvis",),
            "Av 3 mätetal är 1 uppfyllda, 0 delvis uppfyllda, 1 ej uppfyllda och 1 oavgjorda.", (5,), "uppfyllt", "målet är uppnått", Cite(AR, "4.2"),
            "motsagt", "battre",
        ),
        Rating(
            "K-2.1", "criterion", "mal", "KULTUR", "Minst 45 företag", "ej", ("ej",), "Utfallet 40 företag når inte målnivån minst 45 företag.", (6,),
            "delvis", "delvis", Cite(AR, "4.3"), "motsagt", "battre", honest_partly=True, evidence="siffra", parent="K-2", sources=(Cite(AR, "4.3"),),
        ),
        Rating(
            "K-2", "goal", "mal", "KULTUR", "Fler företag deltar", "underlag_saknas", ANY, "Medlemmar är oavgjorda.", (7,), "uppfyllt", "klarat",
            Cite(AR, "4.3"), "obestyrkt", reason="medlem_oavgjord",
        ),
        Rating("K-3", "goal", "mal", "KULTUR", "Ett mål som inte nås", "ej", ("ej",), "Målet nås inte.", (8,),
               "ej", "nås inte", Cite(AR, "4.4"), "bekraftat"),
        Rating("K-4", "goal", "mal", "KULTUR", "Undantaget mål", "ej_tillampligt", ("ej_tillampligt",), "K-4 är undantaget genom beslut.", (9,)),
        Rating("S-1", "goal", "mal", None, "Ett mål för alla", "underlag_saknas", ANY,
               "S-1 har inga mätetal att pröva.", (9,), reason="malniva_saknas"),
        Rating("KULTUR", "unit", "mal", "KULTUR", "Kulturverksamheten", "delvis", ("delvis",), "Av 3 mål är 1 delvis uppfyllda.", (10,)),
        Rating("E-1", "goal", "ekonomi", None, "Kostnaderna överstiger inte intäkterna", "uppfyllt", ("uppfyllt",), "Intäkterna överstiger.", (11,)),
        Rating("BK-1", "goal", "balanskrav", None, "Balanskravsresultat", "ej", ("ej",), "Balanskravsresultatet är -866 tkr.", (11,)),
        Rating("GEH-E", "part", "ekonomi", None, "Finansiell del", "delvis", ("delvis",), "Av 2 är 1 uppfyllda.", (12,)),
        Rating("GEH", "whole", "ekonomi", None, "God ekonomisk hushållning", "underlag_saknas", ANY,
               "Delarna är oavgjorda.", (12,), reason="medlem_oavgjord"),
        Rating("IK-1a", "moment", "intern_kontroll", None, "Handkassan ska stämma", "delvis", ("delvis",),
               "1 kontroll av 2 planerade.", (13,), evidence="logg"),
        Rating("IK-1b", "moment", "intern_kontroll", None, "Attest", "underlag_saknas", ("uppfyllt", "delvis"), "Antal framgår inte.", (13,),
               reason="antal_kontroller_framgar_inte"),
        Rating("IK-1", "control_area", "intern_kontroll", None, "Handkassa", "delvis", ("delvis",), "Av 2 moment är 1 delvis uppfyllt.", (13,)),
    )  # fmt: skip


def _ties() -> tuple[Tie, ...]:
    sources = (Cite(AR, "2.1"), Cite(AR, "5.1"))
    return (
        Tie("AV-text-årets-resultat", "årets resultat i text mot resultaträkningen", "9784.5", "9780", "4.5", "tkr", "avvikelse", sources, (14,)),
        Tie("AV-noter-avrundat", "not 3 mot resultaträkningen", "-29283", "-29284", "1", "tkr", "avrundning", sources),
        Tie("AV-en-sida", "not 4 mot balansräkningen", "5", None, None, "tkr", "underlag_saknas", sources),
        _approximate(sources),
        Tie("AV-lika", "summan av tillgångar", "107", "107", "0", "tkr", "stammer", sources),
    )


def _approximate(sources: tuple[Cite, ...]) -> Tie:
    tie = Tie("AV-ca", "bidraget i text mot not 5", "2.2", "2.280694", "-0.080694", "mkr", "avvikelse", sources)
    return replace(tie, left_text="ca 2,2 mkr", right_text="2,280694 mkr", difference_text="−0,080694 mkr")


def _findings() -> tuple[Finding, ...]:
    return (
        Finding("motsagt:A-1", "motsagt", "Redovisningen anger 3 uppnådda mål; underlaget visar 1 (Årsredovisning 2021, 4.1).", ("A-1",), (10,)),
        Finding("motsagt:K-1.1", "motsagt", "Samma sak som bedömningen visar.", ("K-1.1",), (2,)),
        Finding("svagt:K-1.1", "svagt_underlag", "88 % av 8 svar.", ("K-1.1",), (2,)),
        Finding("oppen:IK-1a", "oppen_avvikelse", "Ett kvitto saknas; senast 2021-12-14 ska det vara åtgärdat.", ("IK-1a",), (13,)),
        Finding("stangd:IK-1a", "stangd_avvikelse", "Ett kvitto saknades; stängd 2021-09-01, i tid.", ("IK-1a",), (13,)),
        Finding("rest", "aterstallande", "Underskottet -866 tkr ska vara återställt senast 2024; redovisningen omnämner det inte.", ("BK-2",), (11,)),
    )


def _trace() -> tuple[Step, ...]:
    last = 14
    steps = {
        1: Step(1, "jamforelse", "MT-JAMFOR", (("k", "krit:K-1.1"), ("o", "utfall:K-1.1")), "jamforelse:K-1.1", "Utfallet är 88 %."),
        2: Step(2, "matetal", "MT-EJ", (("j", "jamforelse:K-1.1"), ("k", "krit:K-1.1")), "bedomning:K-1.1", _ratings()[0].because),
        5: Step(5, "niva1", "SV-DELVIS", (("a", "bedomning:K-1.1"), ("b", "bedomning:K-1.2")), "bedomning:K-1", _ratings()[3].because),
        10: Step(10, "niva2", "SV-DELVIS", (("a", "bedomning:K-1"), ("b", "bedomning:K-1.1")), "bedomning:KULTUR", "Av 3 mål är 1 delvis uppfyllda."),
        14: Step(14, "avst", "AV-AVVIKER", (("v", "t.2.1.resultat"),), "avst:1", "Skillnaden är 4,5 tkr."),
    }  # fmt: skip
    plain = {n: Step(n, "fas", "REGEL", (("k", f"uppgift:{n}"),), f"slutsats:{n}", f"Steg {n}.") for n in range(1, last + 1)}
    plain[3] = Step(3, "matetal", "MT-SAGT", (("u", "utsaga:K-1.2"),), "bedomning:K-1.2", "Utställningen är genomförd.")
    return tuple((plain | steps)[n] for n in range(1, last + 1))


def _facts() -> dict[str, dict[str, object]]:
    source = {"document": AR, "section": "4.2"}
    named: dict[str, dict[str, object]] = {
        "krit:K-1.1": {"titel": "Minst 90 % av besökarna är nöjda", "nivå": "90", "source": {"document": PLAN, "section": "3.2"}},
        "utfall:K-1.1": {"värde": "88", "enhet": "%", "source": source},
        "utsaga:K-1.2": {"status": "genomfört", "source": source},
        "t.2.1.resultat": {"värde": "9784.5", "enhet": "tkr", "source": source},
    }
    return named | {f"uppgift:{n}": {"värde": str(n), "source": source} for n in (4, 6, 7, 8, 9, 11, 12, 13)}


def sample() -> Report:
    """The report of Exempelförbundet for 2021."""
    return Report(
        organisation_id="exempel", organisation="Exempelförbundet", year=2021, kind="arsbokslut", as_of="2021-12-31", version="1.0.0",
        units=(("KULTUR", "Kulturverksamheten och samverkan i Södra Exempelbygden"), ("TOM", "Enhet utan mål")),
        ratings=_ratings(), ties=_ties(), findings=_findings(),
        missing=(
            Missing("utfall:K-1.3", "Kulturchefen: K-1.3. Vad blev utfallet?", ("K-1.3", "K-2", "GEH")),
            Missing("kontroller:IK-1b", "Ekonomichefen: IK-1b. Hur många gånger utfördes kontrollen?", ("IK-1b",)),
        ),
        trace=_trace(),
        ledger=(
            LedgerRow(2019, "12", "balanskravsresultat", 2022, None, ()),
            LedgerRow(2020, None, "årets resultat saknas", 2023, None, ()),
            LedgerRow(2021, "-866", "balanskravsresultat", 2024, "866", (Cite(AR, "2.6"), Cite(AR, "3.1"))),
        ),
        facts=_facts(), rules=(RuleInfo("MT-EJ", "Utfallet når inte målnivån", "KL 11 kap. 6 §", "alla år", "0" * 64),),
        files={"2021/mal.yaml": "mål: []\n".encode()},
    )  # fmt: skip


def noted_sample() -> Report:
    """The same report with auditors' notes: two on a goal, one on a tie, on a moment and on a rating that is met."""
    return replace(
        sample(),
        notes=(
            Note("AV-lika", "instammer", None, "Anna Ek", "2022-03-01"),
            Note("E-1", "instammer", None, "Anna Ek", "2022-03-01"),
            Note("IK-1a", "instammer_inte", "kvittot 2021-05-03 finns", "Bo Alm", "2022-03-02"),
            Note("K-1", "instammer", "egen enkät visar samma", "Anna Ek", "2022-03-01"),
            Note("K-1", "instammer_inte", "utställningen räknas två gånger", "Bo Alm", "2022-03-04"),
        ),
    )
