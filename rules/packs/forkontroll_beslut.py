"""Förkontroll, beslut: which decisions are needed, and the last meeting that can take each, or that none is left.

A waiver is nothing that the law asks for: it is needed only if the goal is not to be judged. A negative balanskravsresultat
is to be restored by a decision no later than in the budget of the third year, which is decided before that year begins.
"""

from rules.basis import BUDGET_2018, GOALS, RESTORE_2018
from rules.language import Rule

_TODAY = "d: dag"


_WHOLE = ("y: ar", "!l: arlucka ar<y.ar")  # each year before the checked one is known, so what remains is
_BROKEN = ("y: ar", "l: arlucka ar<y.ar", "!g: arlucka ar<l.ar")
_UNTOLD = "hur mycket som återstår framgår inte, eftersom varken resultat eller balanskravsutredning för {l.ar} framgår av underlaget"
_IN_BUDGET = "senast i budgeten för {r.frist}, det vill säga senast {p.datum} ({p.kalla}); inget sådant beslut framgår av underlaget."


_CHANGED = "!x: budgetandring enhet=e.enhet dag>=e.dag"
_BELOW = (
    "{e.enhetsnamn}: prognosen är {e.prognos} mot budgeterat {e.budget} ({e.kalla}). "
    "Beslut om ändrad budget behövs om budgeten ska följa prognosen."
)


def _restored(year: str) -> tuple[str, ...]:
    """What remains of the year's deficit as far as the ledger goes, with the last day to decide of it, and no decision."""
    rest = f"rest sc=redovisat d={year}.ar"
    return f"p: planfrist ar={year}.ar", f"r: {rest} varde>0", f"!s: aterstallandebeslut ar={year}.ar", f"!x: {rest} t>r.t"


def _need(name: str, title: str, basis: str, when: tuple[str, ...], about: str, last: str, says: str, ending: str = "") -> Rule:
    return Rule(
        id=f"FK-BEHOV-{name}{ending}", title=title, basis=basis, phase="atgard", when=when,
        then=f"beslutsbehov om={about} slag={name.lower().replace('-', '_')} sista={last}", says=says, only="forkontroll",
    )  # fmt: skip


NEEDS = (
    _need(
        "UNDANTAG", "Ett mål kan inte längre bli uppfyllt", "Ingen lag kräver ett beslut om undantag; utan beslut bedöms målet",
        (_TODAY, "l: dagslage niva=goal lage=kan_inte_nas", "g: nod nod=l.nod"), "l.nod", "d.sista",
        "{g.nod} ({g.titel}, {g.kalla}) kan inte längre bli uppfyllt. Beslut om undantag behövs om målet inte ska bedömas.",
    ),
    *(
        _need(
            "ATERSTALLANDEPLAN", "Ett negativt balanskravsresultat saknar beslut om återställande" + told, RESTORE_2018,
            (*known[:-1], "b: balanskravsresultat varde<0", *_restored("b"), *known[-1:]), "b.faktaid", "p.dag",
            "Balanskravsresultatet {b.ar} är {b.varde|pengar} ({b.kalla})" + left + " Beslut om återställande ska fattas " + _IN_BUDGET, ending,
        )
        for ending, told, known, left in (
            ("", "", _WHOLE, " och {r.varde|pengar} återstår."),
            ("-OVISST", "; ett år i liggaren saknas", _BROKEN, "; " + _UNTOLD + "."),
        )
    ),
    *(
        _need(
            "ATERSTALLANDEPLAN-VILLKORAD", "Ett negativt årsresultat utan balanskravsutredning saknar beslut om återställande" + told, RESTORE_2018,
            (*known[:-1], "a: arsresultat varde<0", *_restored("a"), "!b: balanskravsresultat ar=a.ar", *known[-1:]), "a.faktaid", "p.dag",
            "Årets resultat {a.ar} är {a.varde|pengar} ({a.grundtext}, {a.kalla}); balanskravsutredning för året framgår inte av underlaget. "
            "Om inget justerades " + left + " beslut om återställande ska då fattas " + _IN_BUDGET, ending,
        )
        for ending, told, known, left in (
            ("", "", _WHOLE, "återstår {r.varde|pengar}, och"),
            ("-OVISST", "; ett år i liggaren saknas", _BROKEN, "återstår ett underskott;"),
        )
    ),
    _need(
        "BUDGETANDRING", "En enhets prognos är sämre än dess budget", BUDGET_2018,
        (_TODAY, "e: enhetsprognos avvikelse<0", _CHANGED, "!o: budgetandring enhet=- dag>=e.dag"), "e.faktaid", "d.sista", _BELOW,
    ),
    _need(
        "BUDGETANDRING", "En enhets prognos är sämre än dess budget, och ett beslut om ändrad budget anger ingen enhet", BUDGET_2018,
        (_TODAY, "e: enhetsprognos avvikelse<0", "o: budgetandring enhet=- dag>=e.dag", _CHANGED), "e.faktaid", "d.sista",
        _BELOW + " Ett beslut om budgetändring den {o.datum} anger ingen enhet ({o.kalla}).", "-UTAN-ENHET",
    ),
    _need(
        "MALBESLUT", "Målet nås genom ett beslut som inte är fattat", GOALS,
        ("b: bedomning niva=criterion rating=underlag_saknas", "f: frist krit=b.nod beslut=ja", "k: krit krit=b.nod"), "b.nod", "f.dag",
        "{k.krit} ({k.text}, {k.kalla}) kräver beslut senast {f.datum}; beslutet framgår inte av underlaget.",
    ),
)  # fmt: skip

_MEETING = "m: kalenderdag slag=sammantrade dag>=d.dag dag<={a}.sista"
_LATER = "!n: kalenderdag slag=sammantrade dag>m.dag dag<={a}.sista"


def _meetings(name: str, needed: str) -> tuple[Rule, ...]:
    """The last meeting from the day to the last day; that none is left, where meetings are known at all."""
    return (
        Rule(
            id=f"FK-MOTE-{name}", title="Det sista sammanträde som kan besluta", basis=GOALS, phase="sammantrade",
            when=(_TODAY, f"a: {needed} sista<=d.sista", _MEETING.format(a="a"), _LATER.format(a="a")), then="mote om=a.om slag=a.slag dag=m.dag",
            says="{a.visar} Sista sammanträde som kan besluta: {m.organ} {m.datum} ({m.kalla}).", only="forkontroll",
        ),
        Rule(
            id=f"FK-MOTE-SAKNAS-{name}", title="Inget sammanträde återstår före sista dagen", basis=GOALS, phase="sammantrade",
            when=(_TODAY, f"a: {needed} sista<=d.sista", "k: kalenderdag slag=sammantrade", "!" + _MEETING.format(a="a")), then="sent om=a.om slag=a.slag",
            says="{a.visar} Inget sammanträde återstår före sista dagen.", only="forkontroll",
        ),
    )  # fmt: skip


MEETINGS = (*_meetings("BEHOV", "beslutsbehov"), *_meetings("NIVA", "atgard slag=niva"), *_meetings("UTKAST", "atgard slag=ej_beslutat"))

RULES = (*NEEDS, *MEETINGS)
