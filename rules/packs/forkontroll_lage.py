"""Förkontroll, läget: what is settled on the day, which control occasions are due, and what is lacking.

A day is met when it has come: what is due on the day itself is due, and overdue from the day after.
"""

from rules.basis import ACCOUNTS, CONTROL, GOALS
from rules.language import Rule

_TODAY = "d: dag"
ENDLESS = 9 * 10**17  # a figure that is only known to be less than something has no least


def _rule(name: str, title: str, basis: str, when: tuple[str, ...], then: str, says: str) -> Rule:
    return Rule(id=f"FK-{name}", title=title, basis=basis, phase="forfall", when=when, then=then, says=says, only="forkontroll")


def _standing(name: str, title: str, when: tuple[str, ...], says: str, state: str = "") -> Rule:
    then = f"dagslage nod=b.nod niva=b.niva lage={state or name.lower().replace('-', '_')}"
    return _rule(f"LAGE-{name}", title, GOALS, (_TODAY, *when), then, "{b.visar} " + says)


STANDING = (
    _standing("NADD", "Det är redan visat uppfyllt", ("b: bedomning rating=uppfyllt",), "Det är visat uppfyllt den {d.datum}."),
    _standing(
        "KAN-INTE-NAS", "Det kan inte längre bli uppfyllt",
        ("b: bedomning nod!=BK-2 rating!=ej_tillampligt", "!u: ratingtabell kod=b.kod rating=uppfyllt"), "Det kan den {d.datum} inte längre bli uppfyllt.",
    ),
    _standing(
        "FOR-SENT", "Ett underskott är inte återställt i tid", ("b: bedomning nod=BK-2 rating=ej",), "Det kan den {d.datum} inte längre bli uppfyllt.",
        "kan_inte_nas",
    ),
    _standing(
        "INOM-TIDEN", "Ett underskott återstår, och tiden att återställa det går inte ut med året", ("b: bedomning nod=BK-2 kod=D",),
        "Tiden att återställa det har den {d.datum} inte gått ut.",
    ),
    _standing(
        "OVISST-I-TID", "Ett underskott återstår; om tiden att återställa det går ut framgår inte", ("b: bedomning nod=BK-2 kod=DE",),
        "Om tiden att återställa det går ut med året framgår inte den {d.datum}.", "oppen",
    ),
    _standing(
        "OPPEN", "Det kan bli uppfyllt, men underlag saknas", ("b: bedomning rating=underlag_saknas", "u: ratingtabell kod=b.kod rating=uppfyllt"),
        "Det kan bli uppfyllt; underlag saknas den {d.datum}.",
    ),
    _standing("UNDANTAGEN", "Det är undantaget genom beslut", ("b: bedomning rating=ej_tillampligt",), "Det är undantaget den {d.datum}."),
)  # fmt: skip

_OCCASION = "Kontroll {t.nr} av {t.moment} ska vara utförd senast {t.datum} ({t.kalla}). Visat till och med {d.datum}: {k.visat}. "
_PERFORMED = "k: kontroller moment=t.moment"


def _occasion(name: str, title: str, state: str, when: tuple[str, ...], says: str) -> Rule:
    then = f"tillfallelage tillfalle=t.tillfalle moment=t.moment nr=t.nr lage={state} dag=t.dag"
    return _rule(f"TILLFALLE-{name}", title, CONTROL, (_TODAY, *when), then, _OCCASION + says)


OCCASIONS = (
    _occasion("UTFORT", "Kontrolltillfället är utfört", "utfort", ("t: tillfalle", _PERFORMED + " antal>=t.nr"), "Tillfället är utfört."),
    _occasion(
        "FORSENAT", "Kontrolltillfällets sista dag har passerat", "forsenat", ("t: tillfalle dag<d.dag", _PERFORMED + " hogst<t.nr"), "Tillfället är försenat.",
    ),
    _occasion(
        "SAKNAS", "Sista dagen har passerat; om kontrolltillfället är utfört framgår inte", "saknas",
        ("t: tillfalle dag<d.dag", _PERFORMED + " antal<t.nr hogst>=t.nr"), "Om tillfället är utfört framgår inte av underlaget.",
    ),
    _occasion(
        "KOMMANDE", "Kontrolltillfället förfaller på dagen eller senare", "kommande", ("t: tillfalle dag>=d.dag", _PERFORMED + " antal<t.nr"),
        "Tillfället återstår.",
    ),
)  # fmt: skip

_OPEN = "b: bedomning niva=criterion rating=underlag_saknas"
_SURVEY = (_OPEN, "f: frist krit=b.nod enkat=ja")


def _lack(name: str, title: str, when: tuple[str, ...], says: str) -> Rule:
    return _rule(f"BRIST-{name}", title, GOALS, when, f"brist krit=b.nod slag={name.lower().replace('-', '_')}", "{b.nod}: " + says)


LACKS = (
    _lack("MATNING", "Ingen mätning är redovisad för enkätmålet", (*_SURVEY, "!m: matning krit=b.nod"), "mätning framgår inte av underlaget."),
    *(
        _lack(
            name, title, (*_SURVEY, f"m: matning krit=b.nod {field}=nej", f"!o: matning krit=b.nod {field}=ja"), told + " ({m.kalla}).",
        )
        for name, field, title, told in (
            ("FRAGA", "fraga", "Ingen fråga är ställd", "ingen fråga är ställd"),
            ("MALGRUPP", "malgrupp", "Målgruppen framgår inte", "målgruppen framgår inte"),
            ("SVAR", "svar", "Antalet svar framgår inte", "inga svar framgår"),
        )
    ),
    _lack(
        "SVAR-FA", "Färre än tio svar", (*_SURVEY, "m: matning krit=b.nod antal>=1 antal<10", "!o: matning krit=b.nod antal>=10"),
        "färre än tio svar: {m.antal} ({m.kalla}).",
    ),
    *(
        _lack(
            f"NIVA-{flaw.upper()}", f"Målnivån {told}", ("b: bedomning niva=criterion orsak=malniva_" + flaw,), f"målnivån {told} ({{b.nod.kalla}}).",
        )
        for flaw, told in (("saknas", "saknas"), ("oklar", "är oklar"))
    ),
    _lack(
        "ANNAT-MATT", "Ett annat mått än det beslutade är redovisat", (_OPEN, "u: utsaga krit=b.nod status=annat_matt"),
        "ett annat mått än det beslutade är redovisat: {u.uppgift} ({u.kalla}).",
    ),
    _lack(
        "FOR-SENT", "Svaret finns först efter årsredovisningens sista dag", (_OPEN, "k: kalenderdag slag=arsredovisning", "m: svarsdag krit=b.nod dag>k.dag"),
        "svaret finns {m.datum} ({m.kalla}), efter årsredovisningens sista dag {k.datum} ({k.kalla}).",
    ),
)  # fmt: skip

LEFT = tuple(
    _rule(
        f"KVARSTAR-{op.upper().replace('_', '-')}", "Det som återstår till målnivån", GOALS,
        (_OPEN, f"k: aktiv krit=b.nod forandring=- villkor={op}", f"o: lopande krit=b.nod lo>{-ENDLESS}", f"n: niva krit=b.nod varde{test}o.lo", "!p: lopande krit=b.nod dag>o.dag"),
        "kvarstar krit=b.nod utfall=o.utfall kvar=n.varde-o.lo",
        "{b.nod}: utfallet är {o.text} ({o.kalla}); målnivån är {b.nod.nivatext} ({b.nod.kalla}).",
    )
    for op, test in (("minst", ">"), ("mer_an", ">="))
)  # fmt: skip

GAPS = (
    _rule(
        "LUCKA-BEDOMNING", "Ett belopp saknas som en bedömning behöver", ACCOUNTS, ("t: tomt", "h: kraver belopp=t.belopp", "b: bedomning nod=h.om rating=underlag_saknas"),
        "lucka belopp=t.belopp om=h.om", "{t.titel} framgår inte av underlaget ({t.kalla}); {h.om} kan inte avgöras utan det.",
    ),
    _rule(
        "LUCKA-AVSTAMNING", "Ett belopp saknas som en avstämning behöver", ACCOUNTS,
        ("t: tomt", "h: kraver belopp=t.belopp", "u: avstamningsutfall avst=h.om status=underlag_saknas"),
        "lucka belopp=t.belopp om=h.om", "{t.titel} framgår inte av underlaget ({t.kalla}); {h.om} kan inte prövas utan det.",
    ),
    _rule(
        "LUCKA-ENSAM-BEDOMNING", "Ett belopp är det enda som en bedömning saknar", ACCOUNTS,
        ("t: tomt", "h: kraver belopp=t.belopp", "s: saknade om=h.om antal=1",
         "b: bedomning nod=h.om rating=underlag_saknas orsak!=malniva_saknas orsak!=malniva_oklar"),
        "ensam_lucka belopp=t.belopp om=h.om", "{t.titel} ({t.kalla}) är det enda belopp som {h.om} saknar.",
    ),
    _rule(
        "LUCKA-ENSAM-AVSTAMNING", "Ett belopp är det enda som en avstämning saknar", ACCOUNTS,
        ("t: tomt", "h: kraver belopp=t.belopp", "s: saknade om=h.om antal=1", "u: avstamningsutfall avst=h.om status=underlag_saknas"),
        "ensam_lucka belopp=t.belopp om=h.om", "{t.titel} ({t.kalla}) är det enda belopp som {h.om} saknar.",
    ),
)  # fmt: skip

RULES = (*STANDING, *OCCASIONS, *LACKS, *LEFT, *GAPS)
