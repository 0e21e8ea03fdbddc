"""Findings about goals and claims: consistency of judgement, contradictions, coverage, small base, wording, levels.

A finding never changes a rating. Its text names both sides where there are two.
"""

from rules.basis import GOALS
from rules.language import Rule
from rules.levels import OPEN


def _finding(name: str, title: str, when: tuple[str, ...], kind: str, about: str, says: str, other: str = "-", phase: str = "fynd") -> Rule:
    return Rule(
        id=f"FY-{name}", title=title, basis=GOALS, phase=phase, when=when, then=f"fynd slag={kind} om={about} om2={other}", says=says,
    )  # fmt: skip


CLAIMS = tuple(
    _finding(
        f"{verdict.upper()}", f"Påståendet är {word}", (f"o: omdome omdome={verdict}",), verdict, "o.nod", "{o.visar}",
    )
    for verdict, word in (("motsagt", "motsagt"), ("obestyrkt", "obestyrkt"))
)  # fmt: skip

UNRATED = (
    _finding(
        "PASTAENDE-UTAN-PROVNING", "Redovisningen anger något om en nod som inget kan pröva", ("c: pastaende", "!b: bedomning nod=c.om"), "obestyrkt",
        "c.faktaid", "Redovisningen anger {c.rating|ord} för {c.om} (”{c.ord}”, {c.kalla}) men inget mål eller mätetal finns att pröva det mot.",
    ),
)  # fmt: skip

_JUDGED = "bedomt_utfall krit=g.krit utfall=o.utfall grupp=g.grupp riktning=g.riktning varde=o.lo rang=c.rang mal=k.mal"
_FIGURE = ("g: jamforgrupp", "k: aktiv krit=g.krit", "o: utfall krit=g.krit gransord=exakt")
_OPEN = "!d: sifferoppen krit=g.krit utfall=o.utfall"  # on a yearly level the figure of a part of the year is no outcome that others share
CONSISTENCY = (
    Rule(
        id="FY-BEDOMT-MATETAL", title="Mätetalets egen bedömning i redovisningen", basis=GOALS, phase="omdome",
        when=(*_FIGURE, "c: pastaende om=g.krit", _OPEN), then=_JUDGED, says="{g.krit}: utfallet {o.text} är redovisat som {c.rating|ord} ({c.kalla}).",
    ),
    Rule(
        id="FY-BEDOMT-MAL", title="Mätetal utan egen bedömning tar målets", basis=GOALS, phase="omdome",
        when=(*_FIGURE, "c: pastaende om=k.mal", "!e: pastaende om=g.krit", _OPEN), then=_JUDGED,
        says="{g.krit}: utfallet {o.text} hör till {k.mal} som är redovisat som {c.rating|ord} ({c.kalla}).",
    ),
    *(
        _finding(
            f"INKONSEKVENT-{name}", "Ett sämre utfall är redovisat som bättre än ett bättre utfall på samma nivå",
            (f"a: bedomt_utfall riktning={direction}", f"b: bedomt_utfall grupp=a.grupp riktning=a.riktning krit!=a.krit varde{worse}a.varde rang>a.rang"),
            "inkonsekvent_bedomning", "a.krit",
            "{b.visar} {a.visar} Målnivån, skalan och basen är desamma ({a.krit.nivatext}); det sämre utfallet är redovisat som bättre.", "b.krit",
        )
        for name, direction, worse in (("LAGST", "upp", "<"), ("HOGST", "ned", ">"))
    ),
)  # fmt: skip

CONTRADICTIONS = (
    _finding(
        "MOTSAGELSE-UTSAGOR", "Samma sak anges olika på två ställen",
        ("a: sakuppgift", "b: sakuppgift sak=a.sak sager!=a.sager ordning>a.ordning"), "motsagelse", "a.uppgift",
        "{a.sak}: {a.sager} ({a.kalla}) och {b.sager} ({b.kalla}). Uppgifterna avviker från varandra.", "b.uppgift",
    ),
    _finding(
        "MOTSAGELSE-SIFFROR", "Två siffror för samma mätetal visar olika",
        ("k: aktiv", "a: siffervisar krit=k.krit kod=U", "b: siffervisar krit=k.krit kod=E"), "motsagelse", "k.krit",
        "{k.krit}: {a.utfall.text} ({a.utfall.kalla}) och {b.utfall.text} ({b.utfall.kalla}). Uppgifterna avviker från varandra.",
    ),
    _finding(
        "MOTSAGELSE-TVA-VARDEN", "Samma mätetal är angivet med två värden",
        ("a: utfall gransord=exakt del_av_aret=nej", "b: utfall krit=a.krit gransord=exakt del_av_aret=nej lo>a.lo", "k: aktiv krit=a.krit"), "motsagelse", "a.krit",
        "{a.krit}: {a.text} ({a.kalla}) och {b.text} ({b.kalla}). Uppgifterna avviker från varandra.",
    ),
    _finding(
        "MOTSAGELSE-UPPGIFTER", "Samma sak är redovisad som gjord och som inte gjord",
        ("a: utsagevisar sager!=-", "b: utsagevisar krit=a.krit sager!=- sager!=a.sager"), "motsagelse", "a.krit",
        "{a.krit}: {a.utsaga.uppgift} ({a.utsaga.kalla}) och {b.utsaga.uppgift} ({b.utsaga.kalla}). Uppgifterna avviker från varandra.",
    ),
    _finding(
        "MOTSAGELSE-BELOPP", "Samma sak är angiven med två värden",
        ("u: avstamningsutfall status=avvikelse samma_sak=ja", "t: avstamning avst=u.avst"), "motsagelse", "u.avst",
        "{t.titel}: {t.vanster_text} ({t.vanster_kalla}) och {t.hoger_text} ({t.hoger_kalla}). Uppgifterna avviker från varandra.",
    ),
)  # fmt: skip

COVERAGE = (
    _finding(
        "PLAN-SAKNAS", "Ingen plan för året finns bland underlagen", ("y: ar", "g: nod niva=goal area=mal enhet!=-", "!p: plan"), "plan_saknas", "GEH-V",
        "Ingen beslutad plan för {y.ar} finns bland underlagen; målen är lästa ur redovisningen.",
    ),
    _finding(
        "EJ-FOLJT-UPP", "Ett beslutat mål är inte följt upp",
        ("g: nod niva=goal planerad=ja enhet!=-", "!u: uppfoljning mal=g.nod", "!o: redovisat_mal mal=g.nod"), "ej_foljt_upp", "g.nod",
        "{g.nod} är beslutat ({g.kalla}) men uppföljning framgår inte av redovisningen.",
    ),
    _finding(
        "EJ-BESLUTAT", "Ett uppföljt mål finns inte i planen", ("p: plan", "g: nod niva=goal planerad=nej"), "ej_beslutat", "g.nod",
        "{g.nod} är uppföljt ({g.kalla}) men finns inte i planen ({p.titel}).",
    ),
    _finding(
        "ANDRAD-LYDELSE", "Målets lydelse är ändrad i sak", ("u: uppfoljning andrad=saklig",), "andrad_lydelse", "u.mal",
        "{u.mal}: planen anger ”{u.planens_ord}”, redovisningen ”{u.redovisningens_ord}” ({u.kalla}). Lydelsen är ändrad i sak.",
    ),
    _finding(
        "FLERARIGT", "Planen ger på ett annat ställe en längre period", ("k: krit flerarig=ja",), "flerarigt_mal", "k.krit",
        "{k.krit}: planen anger på ett annat ställe perioden {k.period} ({k.periodkalla}); prövningen följer årets mätetal.",
    ),
    *(
        _finding(
            f"MALNIVA-{flaw.upper()}", f"Målnivån {told}", (f"b: bedomning orsak=malniva_{flaw}",), f"malniva_{flaw}", "b.nod", "{b.visar}",
        )
        for flaw, told in (("saknas", "saknas"), ("oklar", "är oklar"))
    ),
)  # fmt: skip

WEAK = (
    *(
        _finding(
            f"FA-SVAR-{slag.upper()}", "Utfallet bygger på färre än tio svar" if slag == "svar" else "Utfallet bygger på en grupp som är mindre än tio", (f"s: svarsbas slag={slag} n<10", "o: utfall utfall=s.utfall", "k: aktiv krit=o.krit"), "svagt_underlag", "o.krit",
            "{o.krit}: utfallet {o.text} bygger på " + told + " ({o.kalla}), färre än 10.", "s.utfall",
        )
        for slag, told in (("svar", "{s.n} svar"), ("grupp", "en grupp om {s.n}, antalet svar framgår inte"))
    ),
    *(
        _finding(
            f"SVAR-BADA-SIDOR{name}", "Antal svar som ger den tryckta andelen ligger på båda sidor om nivån",
            (f"s: svarsspann traffar>=1 {test}", "o: utfall utfall=s.utfall", f"k: aktiv krit=o.krit villkor={op}"), "svagt_underlag", "o.krit",
            "{o.krit}: utfallet {o.text} ({o.kalla}) kan på {s.n} svar vara {s.fran} eller {s.till}; målnivån {o.krit.nivatext} ligger däremellan.", "s.utfall",
        )
        for name, op, test in (
            ("", "minst", OPEN["minst"][0]), ("-HOGST", "hogst", OPEN["hogst"][0]), ("-MER-AN", "mer_an", OPEN["mer_an"][0]),
            ("-MINDRE-AN", "mindre_an", OPEN["mindre_an"][0]), ("-EXAKT", "exakt", "traffar>=2 pa>=1"),
        )
    ),
    _finding(
        "SVAR-INGET", "Inget helt antal svar ger den tryckta andelen", ("s: svarsspann traffar<=0", "o: utfall utfall=s.utfall", "k: aktiv krit=o.krit"), "svagt_underlag", "o.krit",
        "{o.krit}: inget helt antal av {s.n} svar ger {o.text} ({o.kalla}).", "s.utfall",
    ),
    _finding(
        "UNGEFARLIG-VID-GRANSEN", "Ungefärligt utfall vid målnivån", ("s: sifferoppen orsak=ungefarlig_vid_gransen", "o: utfall utfall=s.utfall", "k: aktiv krit=o.krit"),
        "svagt_underlag", "o.krit", "{o.krit}: utfallet {o.text} ({o.kalla}) är ungefärligt vid målnivån {o.krit.nivatext}.", "s.utfall",
    ),
    _finding(
        "ANNAN-LYDELSE", "Redovisningen mäter med andra ord än planen", ("r: redovisat_ord", "k: aktiv krit=r.krit", "p: ordval krit=r.krit vad=r.vad ord!=r.ord"),
        "svagt_underlag", "r.krit", "{r.krit}: {r.vadord} är i målet {p.ordtext}, i redovisningen {r.ord} ({r.kalla}).", "r.ordid",
    ),
)  # fmt: skip

RULES = (*CLAIMS, *UNRATED, *CONSISTENCY, *CONTRADICTIONS, *COVERAGE, *WEAK)
