"""A pre-close check made by hand, with one of each thing that a format has to tell. Organisation and figures are made up."""

from __future__ import annotations

from dataclasses import replace

from reports_sample import sample

from reports.preclose import Action, Control, Gap, Margin, Need, Outlook, PreClose, Remaining, Remark, Standing, Survey
from reports.report import Cite, Rating, Report

DAY = "2021-11-30"
INTERIM = "Delårsrapport 2021"


def _known() -> Report:
    return replace(sample(), kind="forkontroll", as_of=DAY)


def _forecast() -> Report:
    """The same goals on the forecasts: one that is not met is forecast met."""
    return replace(sample(), kind="prognos", as_of=DAY, ratings=tuple(map(_expected, sample().ratings)), ties=())


def _expected(rating: Rating) -> Rating:
    if rating.id not in {"K-1.3", "K-2"}:
        return rating
    return replace(rating, rating="uppfyllt", possible=("uppfyllt",), because="Enligt prognosen nås målnivån.", reason=None)


def _actions() -> tuple[Action, ...]:
    return (
        Action(
            "K-1.3", "utfall_saknas", "Minst 16956 elever tar del av programmet", "Målnivån är minst 16956 elever för hela året.",
            "Utfall till och med 2021-10-31 är 12040 elever.", "Kulturchefen", "2022-01-31", overdue=False, trace=(4,),
        ),
        Action(
            "IK-1b", "kontroll", "Attest av leverantörsfakturor", "Kontrollen ska utföras kvartalsvis, 3 gånger till och med 2021-11-30.",
            "Kontrolloggen visar 2 kontroller.", "Ekonomichefen", "2021-09-30", overdue=True, trace=(13,),
        ),
        Action(
            "K-2", "beslut", "Fler företag deltar", "Ett undantag kräver beslut av Direktionen före årets slut.",
            "Inget beslut finns bland uppgifterna.", "Direktionen", "2021-12-31", overdue=False, meeting="2021-12-10", trace=(7,),
        ),
        Action(
            "S-1", "niva", "Ett mål för alla", "Ett mätetal utan målnivå kan inte avgöras.", "Ingen målnivå är beslutad.", "Förbundsdirektören",
            None, overdue=False, trace=(9,),
        ),
        Action(
            "IK-1a", "avvikelse", "Handkassan ska stämma", "En notering ska vara åtgärdad inom sex månader.",
            "Ett kvitto saknas; ingen åtgärd framgår.", "Ekonomichefen", "2021-12-14", overdue=False, trace=(13,),
        ),
        Action("BK-1", "prognos", "Balanskravsresultat", "Ett underskott ska återställas.", "Prognosen är ett underskott på 866 tkr.", "Direktionen",
               "2021-12-31", overdue=False, meeting="2021-12-10", trace=(11,)),
    )  # fmt: skip


def _controls() -> tuple[Control, ...]:
    quarters = ("2021-03-31", "2021-06-30", "2021-09-30", "2021-12-31")
    months = tuple(f"2021-{month:02}-{day}" for month, day in zip(range(1, 13), (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), strict=True))
    monthly = tuple(f"2021-{month:02}-15" for month in range(1, 12))
    return (
        Control("IK-1a", "IK-1 Handkassa", "Handkassan ska stämma", "2 ggr/år", "Ekonomichefen", 2, 1, 1, ("2021-06-14",),
                ("2021-06-30", "2021-12-31"), "2021-12-31", 0, (13,)),
        Control("IK-1b", "IK-1 Handkassa", "Attest av leverantörsfakturor", "kvartalsvis", "Ekonomichefen", 4, 3, 2, ("2021-03-30", "2021-06-29"),
                quarters, "2021-12-31", 1, (13,)),
        Control("IK-2a", "IK-2 Löner", "Utbetalningar stäms av mot anställningsavtal", "månadsvis", "Personalchefen", 12, 11, 11, monthly, months,
                "2021-12-31", 0, (13,)),
        Control("IK-2b", "IK-2 Löner", "Behörigheter i lönesystemet", "1 gång/år", "Personalchefen", 1, 0, None, (), ("2021-12-31",), "2021-12-31",
                0, (13,)),
    )  # fmt: skip


def preclosing() -> PreClose:
    """The check of Exempelförbundet before its accounts for 2021 are closed."""
    return PreClose(
        kind="forkontroll", as_of=DAY, now=_known(), forecast=_forecast(),
        standings=(
            Standing("KULTUR", "Kulturverksamheten och samverkan i Södra Exempelbygden", 12, 3, 6, 1),
            Standing("TOM", "Enhet utan mål", 0, 0, 0),
        ),
        actions=_actions(),
        settled=("K-3",),
        remaining=(
            Remaining("K-1.3", "Minst 16956 elever tar del av programmet", "minst 16956 elever", "12040 elever", "2021-10-31", "4916 elever", "1204",
                      "2458", "2021-12-31", (4,)),
            Remaining("K-2.2", "Fler besök", "minst 90 %", "framgår inte", "2021-11-30", None, None, None, "2021-12-31", (6,)),
            Remaining("K-2.3", "Fler möten", "minst 4 möten", "70 % (hittills)", "2021-10-31", None, None, None, "2021-12-31", (6,)),
            Remaining("K-2.1", "Minst 45 företag", "45", "40", "2021-11-30", "5", None, None, "2021-12-31", (6,)),
        ),
        surveys=(
            Survey("K-1.1", "Minst 90 % av besökarna är nöjda", None, None, None, "2022-04-15", "2022-02-28",
                   ("ingen fråga ställd", "målgrupp", "svaret kommer efter att årsredovisningen ska lämnas"), (2,)),
            Survey("K-5.1", "Minst 80 % rekommenderar oss", "Hur troligt är det att du rekommenderar oss?", "alla medlemmar", 35, "2021-11-01",
                   "2022-02-28", (), (2,)),
        ),
        controls=_controls(),
        remarks=(
            Remark("oppen:IK-1a", "IK-1a", "Ett kvitto saknas", "2021-06-14", "2021-12-14", "Ekonomichefen", "oppen", (13,)),
            Remark("forsenad:IK-1b", "IK-1b", "Två fakturor utan attest", None, "2021-09-29", "Ekonomichefen", "forsenad", (13,)),
        ),
        gaps=(
            Gap("t.not7", "Not 7, avskrivningar: beloppet för 2021 framgår inte.", ("AV-en-sida",)),
            Gap("t.2.1.resultat", "Resultaträkningen, årets resultat: beloppet för 2021 framgår inte.",
                ("E-1", "BK-1", "BK-2", "GEH-E", "GEH", "AV-1", "AV-2", "AV-3", "AV-4", "AV-5")),
        ),
        outlooks=(
            Outlook("K-1", "Fler ska nås av utställningarna", "delvis", "delvis", "88 %", "91 %", (Cite(INTERIM, "3.1"),), (5,)),
            Outlook("K-1.3", "Minst 16956 elever tar del av programmet", "underlag_saknas", "uppfyllt", "12040 elever", "17000 elever",
                    (Cite(INTERIM, "3.2"),), (4,)),
            Outlook("K-2", "Fler företag deltar", "underlag_saknas", "underlag_saknas", None, None, (), (7,)),
            Outlook("E-1", "Kostnaderna överstiger inte intäkterna", "uppfyllt", "ej", "120 tkr", "-866 tkr", (Cite(INTERIM, "2.1"),), (11,)),
        ),
        margins=(
            Margin("E-1", "Kostnaderna överstiger inte intäkterna", "-866", "0", "-866", "tkr", "Enligt prognosen överstiger kostnaderna intäkterna.",
                   (Cite(INTERIM, "2.1"),), (11,)),
            Margin("E-2", "Eget kapital om lägst 4 mnkr", "9784", "4000", "5784", "tkr", "", (Cite(INTERIM, "2.2"),), (11,)),
        ),
        needs=(
            Need("K-2", "undantag", "Målet kan inte mätas under året; utan beslut bedöms det.", "Budget 2021, 2.1", "2021-12-31", "2021-12-10", (7,)),
            Need("BK-2", "aterstallandeplan", "Underskottet för 2020 ska återställas.", "KL (2017:725) 11 kap. 12 §", None, None, (11,)),
        ),
    )  # fmt: skip


def interim() -> PreClose:
    """The same, in its shape for the interim report."""
    return replace(preclosing(), kind="delarsrapport", as_of="2021-08-31", now=replace(_known(), kind="delarsrapport", as_of="2021-08-31"))


def bare() -> PreClose:
    """A check that has nothing to tell."""
    made = preclosing()
    return PreClose(made.kind, made.as_of, replace(made.now, ties=()), None, (), (), (), (), (), (), (), (), (), (), ())
