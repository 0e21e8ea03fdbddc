"""Findings about the accounts and the internal control; none changes a rating.

Budget deviations, carried-forward surpluses, a deficit under restoration, ties that deviate, open and late
deviations, concentration of responsibility.
"""

from rules.basis import ACCOUNTS, CONTROL, ECONOMY, PLAN_CONTROL, RESTORE
from rules.language import Rule


def _finding(name: str, title: str, when: tuple[str, ...], kind: str, about: str, says: str, basis: str = ECONOMY, other: str = "-") -> Rule:
    return Rule(
        id=f"FY-{name}", title=title, basis=basis, phase="fynd", when=when, then=f"fynd slag={kind} om={about} om2={other}", says=says,
    )  # fmt: skip


_UNIT = "{e.enhetsnamn}: resultatet är {e.utfall} mot budgeterat {e.budget} ({e.kalla}); "
BUDGET = (
    *(
        _finding(
            f"BUDGETAVVIKELSE-{name}", f"Enhetens resultat är {told} än budget", (f"e: enhetsbudget avvikelse{test}",), "budgetavvikelse", "e.budgetfakta",
            _UNIT + "resultatet är {e.skillnad} " + told + " än budget.",
        )
        for name, test, told in (("BATTRE", ">0", "bättre"), ("SAMRE", "<0", "sämre"))
    ),
    _finding(
        "UNDERSKOTT", "En enhet redovisar underskott", ("e: enhetsresultat utfall<0",), "budgetavvikelse", "e.faktaid",
        "{e.enhetsnamn} redovisar ett underskott: {e.text} ({e.kalla}).",
    ),
    *(
        _finding(
            f"INVESTERING-{name}", f"Investeringarna är {told} än budget", (f"i: investering avvikelse{test}",), "budgetavvikelse", "i.faktaid",
            "Investeringar: utfall {i.utfall} mot budget {i.budget} ({i.kalla}).",
        )
        for name, test, told in (("OVER", ">0", "större"), ("UNDER", "<0", "mindre"))
    ),
    _finding(
        "OVERFORT", "Ett överskott är fört till nästa år", ("o: overforing ut>0",), "overfort_overskott", "o.overforing",
        "{o.enhetsnamn}: {o.belopp} är fört till nästa år genom att årets intäkter minskats eller kostnader ökats ({o.kalla}). "
        "Redovisat resultat är {o.resultat}; utan överföringen {o.utan}.{o.infort}",
    ),
)  # fmt: skip

_DEFICITS = (
    ("UTREDNING", "Balanskravsresultatet", ("b: balanskravsresultat varde<0", "l: liggarar ar=b.ar")),
    ("RESULTAT", "Årets resultat", ("b: arsresultat varde<0", "l: liggarar ar=b.ar", "!u: balanskravsresultat ar=b.ar")),
)
RESTORATION = (
    *(
        _finding(
            f"ATERSTALLANDE-{name}-{mentioned.upper()}", f"Ett underskott finns i liggaren; redovisningen omnämner det {told}",
            ("y: ar", f"o: omnamnande ar=y.ar omnamns={mentioned}", *source), "aterstallande", "BK-2",
            what + " {b.ar} är {b.varde|pengar} ({b.kalla}). Redovisningen för {y.ar} omnämner det " + told + " ({o.kalla}).", RESTORE, "b.faktaid",
        )
        for name, what, source in _DEFICITS
        for mentioned, told in (("nej", "inte som ett underskott att återställa"), ("ja", "som ett underskott att återställa"))
    ),
    *(
        _finding(
            f"ATERSTALLANDE-{name}-OKANT", "Ett underskott finns i liggaren; om redovisningen omnämner det framgår inte",
            ("y: ar", *source, "!o: omnamnande ar=y.ar"), "aterstallande", "BK-2",
            what + " {b.ar} är {b.varde|pengar} ({b.kalla}). Om redovisningen för {y.ar} omnämner det framgår inte av underlaget.", RESTORE, "b.faktaid",
        )
        for name, what, source in _DEFICITS
    ),
)  # fmt: skip

TIES = tuple(
    _finding(
        f"AVSTAMNING-{status.upper()}",
        f"En avstämning visar {word}",
        (f"u: avstamningsutfall status={status}",),
        f"tie_{status}",
        "u.avst",
        "{u.visar}",
        ACCOUNTS,
    )
    for status, word in (("avvikelse", "avvikelse"), ("avrundning", "avrundning"))
)

CONTROL_FINDINGS = (
    *(
        _finding(f"AVVIKELSE-{lage.upper()}", title, (f"a: avvikelselage lage={lage}",), kind, "a.moment", "{a.visar}", PLAN_CONTROL, "a.avvikelse")
        for lage, kind, title in (
            ("oppen", "oppen_avvikelse", "Öppen avvikelse inom tiden"),
            ("forsenad", "forsenad_atgard", "Öppen avvikelse efter sista dagen"),
            ("stangd_for_sent", "forsenad_atgard", "Avvikelsen stängdes efter sista dagen"),
            ("stangd_i_tid", "stangd_avvikelse", "Avvikelsen stängdes i tid"),
            ("stangd_utan_datum", "stangd_avvikelse", "Avvikelsen är stängd, dagen framgår inte"),
        )
    ),
    _finding(
        "ANSVAR-KONCENTRERAT", "En ansvarig för nästan alla kontrollmoment", ("a: ansvar over>=0 antal>=5",), "ansvarskoncentration", "a.faktaid",
        "{a.ansvarig} ansvarar för {a.egna} av {a.antal} kontrollmoment ({a.kalla}). Iakttagelse: ansvaret är samlat hos en funktion.", CONTROL,
    ),
    _finding(
        "ANSVAR-EGET", "Ett moment kontrolleras av den som det gäller", ("m: moment eget=ja",), "ansvarskoncentration", "m.moment",
        "{m.moment} kontrolleras av {m.ansvarig}, som momentet gäller ({m.kalla}). Iakttagelse.", CONTROL,
    ),
)  # fmt: skip

RULES = (*BUDGET, *RESTORATION, *TIES, *CONTROL_FINDINGS)
