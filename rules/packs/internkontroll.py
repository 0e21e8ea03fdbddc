"""Intern kontroll: each kontrollmoment by performed against planned frequency; deviations by their last day.

A log of performed controls goes before a result text; where the text tells otherwise, a finding names both. Deviations stand apart
from frequency.
"""

from rules.basis import CONTROL, PLAN_CONTROL
from rules.language import Rule

_LOGGED = "!l: logg moment=m.moment"
_PLANNED = "m: moment plan>=1"


def _moment(kod: str, rating: str, orsak: str = "-") -> str:
    return f"bedomning nod=m.moment niva=moment area=intern_kontroll kod={kod} rating={rating} orsak={orsak}"


def _rule(name: str, title: str, phase: str, when: tuple[str, ...], then: str, says: str, basis: str = CONTROL) -> Rule:
    return Rule(id=f"IK-{name}", title=title, basis=basis, phase=phase, when=when, then=then, says=says)


COMPARE = (
    _rule(
        "JAMFOR-TEXT", "Antalet kontroller som texten visar ställs mot planen", "jamforelse",
        (_PLANNED, "v: visat moment=m.moment slag=antal", _LOGGED),
        "kontrolljamforelse moment=m.moment lo=v.lo-m.plan hi=v.hi-m.plan antal=v.lo",
        "Planerat: {m.frekvens}. Visat: {v.text}, {v.uppgift} ({v.kalla}).",
    ),
    _rule(
        "JAMFOR-LOGG", "Antalet kontroller i loggen ställs mot planen", "jamforelse", (_PLANNED, "v: logg moment=m.moment"),
        "kontrolljamforelse moment=m.moment lo=v.antal-m.plan hi=v.antal-m.plan antal=v.antal",
        "Planerat: {m.frekvens}. {v.sagt} {v.kontroller} ({v.kalla}).",
    ),
)  # fmt: skip

_TOLD = "Planerat: {m.frekvens}. Visat: {m.visat}."
DECIDE = (
    _rule(
        "UPPFYLLT", "Utfört minst så ofta som planerat", "matetal", (_PLANNED, "j: kontrolljamforelse moment=m.moment lo>=0"),
        _moment("U", "uppfyllt"), _TOLD + " Kontrollen är utförd så ofta som planerat.",
    ),
    _rule(
        "ENLIGT-PLAN", "Kontrollerat enligt plan", "matetal", (_PLANNED, "v: visat moment=m.moment slag=enligt_plan", _LOGGED),
        _moment("U", "uppfyllt"), _TOLD + " Kontrollen är utförd så ofta som planerat.",
    ),
    _rule(
        "DELVIS", "Utfört, men färre gånger än planerat", "matetal", (_PLANNED, "j: kontrolljamforelse moment=m.moment hi<0 antal>=1"),
        _moment("D", "delvis"), _TOLD + " Kontrollen är utförd färre gånger än planerat.",
    ),
    _rule(
        "EJ", "Inte utfört", "matetal", (_PLANNED, "j: kontrolljamforelse moment=m.moment hi<0 antal<=0"),
        _moment("E", "ej"), _TOLD + " Kontrollen är inte utförd.",
    ),
    *(
        _rule(
            f"{name}", title, "matetal", (_PLANNED, f"v: visat moment=m.moment slag={slag}", _LOGGED), _moment("E", "ej"), _TOLD + f" {told}.",
        )
        for name, slag, title, told in (
            ("EJ-UTFORT", "ej_utfort", "Inte utfört enligt texten", "Kontrollen är inte utförd"),
            ("SAKNAS", "saknas", "Det som ska kontrolleras är redovisat som saknat", "Det som ska kontrolleras saknas enligt redovisningen"),
        )
    ),
    _rule(
        "ANTAL-FRAMGAR-INTE", "Antalet kontroller framgår inte", "matetal", (_PLANNED, "j: kontrolljamforelse moment=m.moment lo<0 hi>=0 antal>=1"),
        _moment("UD", "underlag_saknas", "antal_kontroller_framgar_inte"), _TOLD + " Antalet kontroller framgår inte av underlaget.",
    ),
    _rule(
        "SVARAR-INTE", "Texten svarar inte på momentet", "matetal",
        (_PLANNED, "!j: kontrolljamforelse moment=m.moment", "!v: visat moment=m.moment"),
        _moment("UDE", "underlag_saknas", "svarar_inte_pa_momentet"), _TOLD + " Underlaget svarar inte på momentet.",
    ),
    _rule(
        "FREKVENS-SAKNAS", "Planen anger ingen frekvens", "matetal", ("m: moment plan<=0",),
        _moment("UDE", "underlag_saknas", "frekvens_saknas"), "Planerad frekvens för {m.moment} framgår inte av underlaget ({m.kalla}). Visat: {m.visat}.",
    ),
)  # fmt: skip

_OPEN = "a: avvikelse lage=oppen"
DEVIATIONS = (
    _rule(
        "AVVIKELSE-OPPEN", "Öppen avvikelse inom tiden", "matetal", ("y: ar", _OPEN + " frist>=y.dag"),
        "avvikelselage avvikelse=a.avvikelse moment=a.moment lage=oppen",
        "{a.moment}: {a.uppgift} ({a.kalla}). Åtgärden ska vara klar {a.sista_dag}; avvikelsen är öppen.", PLAN_CONTROL,
    ),
    _rule(
        "AVVIKELSE-FORSENAD", "Öppen avvikelse efter sista dagen", "matetal", ("y: ar", _OPEN + " frist<y.dag"),
        "avvikelselage avvikelse=a.avvikelse moment=a.moment lage=forsenad",
        "{a.moment}: {a.uppgift} ({a.kalla}). Åtgärden skulle vara klar {a.sista_dag}; avvikelsen är försenad.", PLAN_CONTROL,
    ),
    _rule(
        "AVVIKELSE-STANGD", "Avvikelsen stängdes i tid", "matetal", ("a: avvikelse lage=stangd stangd<=0",),
        "avvikelselage avvikelse=a.avvikelse moment=a.moment lage=stangd_i_tid",
        "{a.moment}: {a.uppgift} ({a.kalla}). Åtgärdad {a.stangd_dag}; det skulle ske {a.sista_dag}; stängd i tid.", PLAN_CONTROL,
    ),
    _rule(
        "AVVIKELSE-STANGD-FOR-SENT", "Avvikelsen stängdes efter sista dagen", "matetal", ("a: avvikelse lage=stangd stangd>0",),
        "avvikelselage avvikelse=a.avvikelse moment=a.moment lage=stangd_for_sent",
        "{a.moment}: {a.uppgift} ({a.kalla}). Åtgärdad {a.stangd_dag}; det skulle ske {a.sista_dag}; stängd efter sista dagen.", PLAN_CONTROL,
    ),
    _rule(
        "AVVIKELSE-STANGD-UTAN-DATUM", "Avvikelsen är stängd, dagen framgår inte", "matetal", ("a: avvikelse lage=utan_datum",),
        "avvikelselage avvikelse=a.avvikelse moment=a.moment lage=stangd_utan_datum",
        "{a.moment}: {a.uppgift} ({a.kalla}). Åtgärdad; datum framgår inte.", PLAN_CONTROL,
    ),
)  # fmt: skip

EVIDENCE = (
    _rule(
        "BELAGG-LOGG", "Bedömningen bygger på kontrolloggen", "kan", ("b: bedomning niva=moment rating!=underlag_saknas", "l: logg moment=b.nod"),
        "belagg nod=b.nod slag=logg rang=2", "Bedömningen av {b.nod} bygger på kontrolloggen ({l.kalla}).",
    ),
    _rule(
        "BELAGG-TEXT", "Bedömningen bygger på redovisningens egen uppgift", "kan",
        ("b: bedomning niva=moment rating!=underlag_saknas", "v: visat moment=b.nod", "!l: logg moment=b.nod"),
        "belagg nod=b.nod slag=egen_uppgift rang=4", "Bedömningen av {b.nod} bygger på redovisningens egen uppgift ({v.kalla}).",
    ),
)  # fmt: skip

CONTRADICTIONS = tuple(
    Rule(
        id=f"FY-MOTSAGELSE-LOGG-{name}", title=title, basis=CONTROL, phase="fynd",
        when=(f"v: visat {shown}", f"l: logg moment=v.moment {logged}", *planned), then="fynd slag=motsagelse om=v.moment om2=-",
        says="{v.moment}: {v.uppgift} ({v.kalla}), " + told + ". {l.sagt} {l.kontroller} ({l.kalla}). Uppgifterna avviker från varandra.",
    )
    for name, title, shown, logged, told, *planned in (
        ("PLAN", "Redovisat enligt plan, men loggen visar färre kontroller", "slag=enligt_plan", "antal>=0",
         "redovisat som kontrollerat enligt plan", "m: moment moment=v.moment plan>l.antal"),
        ("FARRE", "Loggen visar färre kontroller än redovisningen", "slag=antal", "antal<v.lo", "som visar {v.text}"),
        ("FLER", "Loggen visar fler kontroller än redovisningen", "slag=antal", "antal>v.hi", "som visar {v.text}"),
        ("EJ-UTFORT", "Redovisat som inte utfört, men loggen visar kontroller", "slag=ej_utfort", "antal>=1", "redovisat som inte utfört"),
        ("SAKNAS", "Det som kontrolleras är redovisat som saknat, men loggen visar kontroller", "slag=saknas", "antal>=1", "redovisat som saknat"),
    )
)  # fmt: skip

RULES = (*COMPARE, *DECIDE, *DEVIATIONS, *EVIDENCE, *CONTRADICTIONS)
