"""Hittills: what is known of a day before the year's end, of a figure that can but grow and of performed controls.

Such a figure is the least that the year's can be. It shows a floor reached, or a ceiling passed, for good; everything else
is open until the year is over. A log of controls to date is likewise the least number of the year's controls.
"""

from rules.basis import CONTROL, GOALS
from rules.language import Rule
from rules.levels import REACH, REACH_NOT

_ONLY = "hittills"
# when the least that the year's figure can be, less the level, shows the level met or not met for good, or shows nothing yet
_MET = {"minst": "lo>=0", "mer_an": "lo>0"}
_PASSED = {"hogst": "lo>0", "mindre_an": "lo>=0", "exakt": "lo>0"}
_OPEN = {"minst": "lo<0", "mer_an": "lo<=0", "hogst": "lo<=0", "mindre_an": "lo<0", "exakt": "lo<=0"}


def _figure(name: str, title: str, phase: str, when: tuple[str, ...], then: str, says: str) -> Rule:
    return Rule(id=f"MT-HITTILLS-{name}", title=title, basis=GOALS, phase=phase, when=when, then=then, says=says, only=_ONLY)


COMPARE = (
    _figure(
        "JAMFOR", "Utfallet hittills ställs mot målnivån", "jamforelse", ("k: aktiv typ=niva forandring=-", "n: niva krit=k.krit", "o: lopande krit=k.krit"),
        "lopandejamforelse krit=k.krit utfall=o.utfall villkor=k.villkor lo=o.lo-n.varde",
        "Utfallet för {k.krit} är {o.text} ({o.kalla}) och kan bara växa; målnivån är {k.krit.nivatext} ({k.krit.kalla}).",
    ),
    _figure(
        "JAMFOR-FORANDRING", "Förändringen hittills ställs mot målnivån", "jamforelse",
        ("k: aktiv typ=niva forandring!=-", "o: lopande_forandring krit=k.krit"),
        "lopandejamforelse krit=k.krit utfall=o.utfall villkor=k.villkor lo=o.lo",
        "Förändringen för {k.krit} är {o.text} ({o.kalla}) och kan bara växa; målnivån är {k.krit.nivatext} ({k.krit.kalla}).",
    ),
)  # fmt: skip

SHOW = (
    *(
        _figure(
            f"{op.upper().replace('_', '-')}-NATT", "Utfallet hittills når målnivån", "visar", (f"j: lopandejamforelse villkor={op} {test}",),
            "siffervisar krit=j.krit utfall=j.utfall kod=U rating=uppfyllt",
            "Utfallet {j.utfall.text} " + REACH[op] + " målnivån {j.krit.nivatext} ({j.utfall.kalla}); det kan bara växa.",
        )
        for op, test in _MET.items()
    ),
    *(
        _figure(
            f"{op.upper().replace('_', '-')}-EJ-NATT", "Utfallet hittills har passerat målnivån", "visar", (f"j: lopandejamforelse villkor={op} {test}",),
            "siffervisar krit=j.krit utfall=j.utfall kod=E rating=ej",
            "Utfallet {j.utfall.text} " + REACH_NOT[op] + " målnivån {j.krit.nivatext} ({j.utfall.kalla}); det kan bara växa.",
        )
        for op, test in _PASSED.items()
    ),
    *(
        _figure(
            f"{op.upper().replace('_', '-')}-OPPEN", "Utfallet hittills avgör inte målnivån", "visar", (f"j: lopandejamforelse villkor={op} {test}",),
            "sifferoppen krit=j.krit utfall=j.utfall orsak=siffra_saknas rang=2",
            "Utfallet {j.utfall.text} ({j.utfall.kalla}) avgör inte målnivån {j.krit.nivatext}; mer kan tillkomma till årets slut.",
        )
        for op, test in _OPEN.items()
    ),
)  # fmt: skip

EVIDENCE = (
    _figure(
        "BELAGG", "Belägget för siffran hittills", "kan",
        ("b: bedomning niva=criterion", "s: siffervisar krit=b.nod rating=b.rating", "o: lopande utfall=s.utfall", "t: belaggtabell slag=o.belagg"),
        "belagg nod=b.nod slag=o.belagg rang=t.rang", "Bedömningen av {b.nod} bygger på {o.belagg|belagg} ({o.kalla}).",
    ),
)  # fmt: skip

CONTROLS = (
    Rule(
        id="IK-HITTILLS-JAMFOR", title="Antalet kontroller i loggen hittills ställs mot planen", basis=CONTROL, phase="jamforelse",
        when=("m: moment plan>=1", "v: logg_hittills moment=m.moment"),
        then="kontrolljamforelse moment=m.moment lo=v.antal-m.plan hi=v.hi-m.plan antal=v.antal",
        says="Planerat: {m.frekvens}. Loggen visar {v.kontroller} hittills ({v.kalla}); fler kan utföras till årets slut.", only=_ONLY,
    ),
    Rule(
        id="IK-HITTILLS-OPPEN", title="Texten visar ingen utförd kontroll hittills", basis=CONTROL, phase="matetal",
        when=("m: moment plan>=1", "v: visat moment=m.moment slag=hittills"),
        then="bedomning nod=m.moment niva=moment area=intern_kontroll kod=UDE rating=underlag_saknas orsak=antal_kontroller_framgar_inte",
        says="Planerat: {m.frekvens}. Visat: {m.visat}. Det gäller den dagen; kontroller kan utföras till årets slut.", only=_ONLY,
    ),
    Rule(
        id="IK-HITTILLS-BELAGG", title="Bedömningen bygger på kontrolloggen hittills", basis=CONTROL, phase="kan",
        when=("b: bedomning niva=moment rating!=underlag_saknas", "l: logg_hittills moment=b.nod"),
        then="belagg nod=b.nod slag=logg rang=2", says="Bedömningen av {b.nod} bygger på kontrolloggen ({l.kalla}).", only=_ONLY,
    ),
)  # fmt: skip

RULES = (*COMPARE, *SHOW, *EVIDENCE, *CONTROLS)
