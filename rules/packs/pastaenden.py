"""Påståenden: what the report says of a goal, unit, part or the whole, set beside what the facts show.

Equal to the decided rating: bekräftat. Not among the possible ratings: motsagt, with the direction. One of several
possible: obestyrkt. The same rules serve every level; a waived node has no verdict.
"""

from rules.basis import GOALS
from rules.language import Rule

_SAID = "Redovisningen anger {c.rating|ord} för {c.om} (”{c.ord}”, {c.kalla})"
_SHOWN = "Prövningen visar: {b.visar}"
_ABOUT = "b: bedomning nod=c.om rating!=ej_tillampligt"


def _verdict(name: str, title: str, when: tuple[str, ...], verdict: str, direction: str, says: str) -> Rule:
    return Rule(
        id=f"PA-{name}", title=title, basis=GOALS, phase="omdome", when=when,
        then=f"omdome nod=c.om omdome={verdict} riktning={direction}", says=says,
    )  # fmt: skip


VERDICTS = (
    _verdict(
        "BEKRAFTAT", "Påståendet är det som visas", ("c: pastaende", "b: bedomning nod=c.om rating=c.rating"), "bekraftat", "-",
        _SAID + ". " + _SHOWN + " Påståendet är bekräftat.",
    ),
    _verdict(
        "MOTSAGT-BATTRE", "Påståendet är bättre än allt som är möjligt", ("c: pastaende", _ABOUT, "!k: ratingtabell kod=b.kod rang>=c.rang"), "motsagt", "battre",
        _SAID + ". " + _SHOWN + " Påståendet är bättre än vad som visas.",
    ),
    _verdict(
        "MOTSAGT-SAMRE", "Påståendet är sämre än allt som är möjligt", ("c: pastaende", _ABOUT, "!k: ratingtabell kod=b.kod rang<=c.rang"), "motsagt", "samre",
        _SAID + ". " + _SHOWN + " Påståendet är sämre än vad som visas.",
    ),
    _verdict(
        "MOTSAGT", "Påståendet är inte möjligt, men varken bättre eller sämre än allt som är det",
        ("c: pastaende", _ABOUT, "o: ratingtabell kod=b.kod rang>c.rang", "u: ratingtabell kod=b.kod rang<c.rang", "!k: ratingtabell kod=b.kod rating=c.rating"), "motsagt", "-",
        _SAID + ". " + _SHOWN + " Påståendet är inte bland de möjliga utfallen.",
    ),
    _verdict(
        "OBESTYRKT", "Påståendet är möjligt men inte visat",
        ("c: pastaende", "b: bedomning nod=c.om rating=underlag_saknas", "k: ratingtabell kod=b.kod rating=c.rating"), "obestyrkt", "-",
        _SAID + ". " + _SHOWN + " Påståendet är obestyrkt.",
    ),
)  # fmt: skip

_COUNTED = (
    "Redovisningen anger att {c.antal} av {c.av} mål ({c.enhet.titel}) är {c.rating|flertal} ({c.kalla}). "
    "Prövningen visar att {a.%s} är {c.rating|flertal} och att högst {a.%s} kan vara det."
)


def _count(rating: str, shown: str, possible: str, above: str, below: str) -> tuple[Rule, ...]:
    says = _COUNTED % (shown, possible)
    c = f"c: antalspastaende rating={rating}"
    return tuple(
        Rule(
            id=f"PA-ANTAL-{rating.upper()}-{name}", title=f"Antal {rating}: {title}", basis=GOALS, phase="omdome",
            when=(c, f"a: antal nod=c.enhet {tests}"), then=f"omdome nod=c.pastaende omdome={verdict} riktning={direction}", says=says + f" {told}.",
        )
        for name, title, tests, verdict, direction, told in (
            ("BEKRAFTAT", "det antal som visas", f"{shown}>=c.antal {possible}<=c.antal", "bekraftat", "-", "Antalet är bekräftat"),
            ("FOR-MANGA", "fler än möjligt", f"{possible}<c.antal", "motsagt", above, "Antalet är större än vad som är möjligt"),
            ("FOR-FA", "färre än visat", f"{shown}>c.antal", "motsagt", below, "Antalet är mindre än vad som visas"),
            ("OBESTYRKT-UNDER", "möjligt men inte visat", f"{shown}<c.antal {possible}>=c.antal", "obestyrkt", "-", "Antalet är obestyrkt"),
            ("OBESTYRKT-LIKA", "visat, men fler är möjliga", f"{shown}>=c.antal {shown}<=c.antal {possible}>c.antal", "obestyrkt", "-", "Antalet är obestyrkt"),
        )
    )  # fmt: skip


COUNTS = (
    *_count("uppfyllt", "uppfyllt", "kan_u", "battre", "samre"),
    *_count("delvis", "delvis", "kan_d", "-", "-"),
    *_count("ej", "ej", "kan_e", "samre", "battre"),
)

WITHOUT_GOALS = tuple(
    Rule(
        id=f"PA-ANTAL-{rating.upper()}-UTAN-MAL-{name}", title="Antal mål i en enhet som inga mål har", basis=GOALS, phase="omdome",
        when=(f"c: antalspastaende rating={rating} antal{test}", "!a: antal nod=c.enhet"),
        then=f"omdome nod=c.pastaende omdome={verdict} riktning={direction}",
        says="Redovisningen anger {c.antal} av {c.av} mål som {c.rating|flertal} ({c.kalla}). Enheten har inga mål bland underlagen. " + told + ".",
    )
    for rating, above in (("uppfyllt", "battre"), ("delvis", "-"), ("ej", "samre"))
    for name, test, verdict, direction, told in (
        ("FLER", ">=1", "motsagt", above, "Antalet är större än vad som är möjligt"), ("INGA", "<=0", "bekraftat", "-", "Antalet är bekräftat"),
    )
)  # fmt: skip

MARKS = (
    Rule(
        id="PA-ENDAST-EGEN-UPPGIFT", title="Bekräftat endast av redovisningens egen uppgift", basis=GOALS, phase="fynd",
        when=("o: omdome omdome=bekraftat", "e: belagg nod=o.nod slag=egen_uppgift", "!f: belagg nod=o.nod rang<4"),
        then="egen_uppgift nod=o.nod", says="{o.nod} är bekräftat endast av redovisningens egen uppgift.",
    ),
    Rule(
        id="PA-ARLIGT-DELVIS-MATETAL", title="Målnivån nås inte; redovisat som delvis", basis=GOALS, phase="fynd",
        when=("o: omdome omdome=motsagt", "c: pastaende om=o.nod rating=delvis", "b: bedomning nod=o.nod rating=ej", "k: krit krit=o.nod typ=niva"),
        then="arligt_delvis nod=o.nod", says="Målnivån för {o.nod} nås inte; redovisat som delvis.",
    ),
    Rule(
        id="PA-ARLIGT-DELVIS-MAL", title="Målets nivåer nås inte; redovisat som delvis", basis=GOALS, phase="fynd",
        when=("o: omdome omdome=motsagt", "c: pastaende om=o.nod rating=delvis", "b: bedomning nod=o.nod rating=ej", "a: antal nod=o.nod niva=goal leveranser<=0"),
        then="arligt_delvis nod=o.nod", says="Målnivån för {o.nod} nås inte; redovisat som delvis.",
    ),
)  # fmt: skip

RULES = (*VERDICTS, *COUNTS, *WITHOUT_GOALS, *MARKS)
