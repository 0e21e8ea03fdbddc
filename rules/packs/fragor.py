"""Frågor: for each rating that lacks evidence a question to the organisation, ready to send: what, for which rating, who."""

from rules.basis import GOALS
from rules.language import Rule

_CRIT = "{k.krit.fraga_till}: {k.krit} ({k.krit.text}, {k.krit.kalla}). "


def _question(name: str, title: str, when: tuple[str, ...], about: str, says: str) -> Rule:
    return Rule(
        id=f"FR-{name}", title=title, basis=GOALS, phase="fraga", when=when, then=f"fraga om={about} slag={name.lower().replace('-', '_')}", says=says,
    )  # fmt: skip


_REASONS = (
    ("EJ-REDOVISAT", "Vad blev utfallet? Ange siffra eller vad som gjorts, och var det framgår."),
    ("SIFFRA-SAKNAS", "Vilken är årets siffra mot målnivån {k.krit.nivatext}, och var framgår den?"),
    ("EJ-MATT", "Mättes detta under året? Ange i så fall utfallet, hur det mättes och var det framgår."),
    ("ANNAT-MATT", "Vad blev utfallet med det mått som beslutats? Redovisningen anger ett annat mått."),
    ("MOTSTRIDIGT", "Vilken uppgift gäller? Redovisningens uppgifter avviker från varandra."),
    ("UNGEFARLIG-VID-GRANSEN", "Vilken är den exakta siffran? Den redovisade är ungefärlig vid målnivån {k.krit.nivatext}."),
    ("MALNIVA-SAKNAS", "Vilken målnivå beslutades, och var framgår beslutet?"),
    ("MALNIVA-OKLAR", "Hur ska målnivån räknas (riktning, bas, relativt eller i procentenheter), och var framgår beslutet?"),
)

RULES = (
    *(
        _question(
            name, "Fråga om ett mätetal",
            (f"b: bedomning niva=criterion rating=underlag_saknas orsak={name.lower().replace('-', '_')}", "k: krit krit=b.nod"), "b.nod", _CRIT + asked,
        )
        for name, asked in _REASONS
    ),
    _question(
        "MAL-UTAN-MATETAL", "Fråga om ett mål utan mätetal",
        ("b: bedomning niva=goal rating=underlag_saknas orsak=malniva_saknas", "g: nod nod=b.nod"), "b.nod",
        "{g.fraga_till}: {g.nod} ({g.titel}, {g.kalla}). Hur mäts målet, och vilken målnivå beslutades?",
    ),
    _question(
        "DEL-UTAN-MAL", "Fråga om en del utan mål",
        ("b: bedomning niva=part rating=underlag_saknas orsak=malniva_saknas", "g: nod nod=b.nod", "y: ar"), "b.nod",
        "{g.fraga_till}: {g.nod} ({g.titel}). Vilka mål för verksamheten beslutades för {y.ar}, och var framgår de?",
    ),
    *(
        _question(
            name, "Fråga om ett kontrollmoment",
            (f"b: bedomning niva=moment rating=underlag_saknas orsak={name.lower().replace('-', '_')}", "m: moment moment=b.nod"), "b.nod",
            "{m.fraga_till}: {m.moment} ({m.titel_utan_punkt}, {m.kalla}). " + asked,
        )
        for name, asked in (
            ("ANTAL-KONTROLLER-FRAMGAR-INTE", "Hur många gånger utfördes kontrollen under året, vilka dagar och av vem? Planerat: {m.frekvens}."),
            ("SVARAR-INTE-PA-MOMENTET", "Utfördes kontrollen av momentet i dess helhet, vilka dagar, av vem och med vilket resultat? Planerat: {m.frekvens}."),
            ("FREKVENS-SAKNAS", "Hur ofta skulle kontrollen utföras, och vilka dagar utfördes den?"),
        )
    ),
    _question(
        "BALANSKRAVSUTREDNING", "Fråga om balanskravsutredningen", ("y: ar", "b: bedomning nod=BK-1 rating=underlag_saknas"), "b.nod",
        "{y.fraga_till}: Balanskravsutredningen för {y.ar} behövs för BK-1. Var framgår den?",
    ),
    _question(
        "LIGGARE", "Fråga om tidigare års balanskravsutredningar", ("y: ar", "b: bedomning nod=BK-2 rating=underlag_saknas"), "b.nod",
        "{y.fraga_till}: För BK-2 behövs {y.saknat}. Var framgår det?",
    ),
    _question(
        "BUDGET", "Fråga om den beslutade budgeten", ("y: ar", "b: bedomning nod=BK-3 rating=underlag_saknas"), "b.nod",
        "{y.fraga_till}: Den beslutade budgetens intäkter och kostnader för {y.ar} behövs för BK-3. Var framgår de?",
    ),
)  # fmt: skip
