"""Mätetal about a change: the change is held against the level relatively or in percentage points, as the plan states.

Where the plan does not say which, both are tried; they decide only if they show the same.
"""

from rules.basis import GOALS
from rules.language import Rule
from rules.levels import MET, NOT_MET

_WAYS = (("RELATIV", "relativ", "relativt"), ("PROCENTENHETER", "procentenheter", "i procentenheter"))

COMPARE = (
    *(
        Rule(
            id=f"MT-JAMFOR-{name}" + ("-AR" if yearly == "ja" else ""),
            title=f"Förändringen ställs mot målnivån: {told}",
            basis=GOALS,
            phase="jamforelse",
            when=(f"k: aktiv typ=niva forandring={stated} arsbasis={yearly}", f"d: andring krit=k.krit slag={slag}{part}"),
            then=f"jamforelse krit=k.krit utfall=d.utfall slag={'oklar_' * (stated == 'oklar')}{slag} villkor=k.villkor lo=d.lo hi=d.hi",
            says="Förändringen för {k.krit} är {d.text} (" + told + ", {d.kalla}); målnivån är {k.krit.nivatext} ({k.krit.kalla}).",
            why="Anger målet inte om förändringen är relativ eller i procentenheter prövas båda; de avgör bara om de ger samma utfall.",
        )
        for yearly, part in (("nej", ""), ("ja", " del_av_aret=nej"))
        for name, stated, slag, told in (
            ("RELATIV", "relativ", "relativ", "relativt"),
            ("PROCENTENHETER", "procentenheter", "procentenheter", "i procentenheter"),
            ("OKLAR-RELATIV", "oklar", "relativ", "räknat relativt"),
            ("OKLAR-PROCENTENHETER", "oklar", "procentenheter", "räknat i procentenheter"),
        )
    ),
)

UNCLEAR = (
    *(
        Rule(
            id=f"MT-OKLAR-{way}-{op.upper().replace('_', '-')}-{kod}-{number}",
            title=f"Förändringen räknad {told} {'når' if kod == 'U' else 'når inte'} målnivån",
            basis=GOALS,
            phase="visar",
            when=(f"j: jamforelse villkor={op} slag=oklar_{slag} {test}",),
            then=f"slagvisar krit=j.krit utfall=j.utfall slag={slag} kod={kod} rating={rating}",
            says="Räknad "
            + told
            + (" når" if kod == "U" else " når inte")
            + " förändringen {j.utfall.text} målnivån {j.krit.nivatext} ({j.utfall.kalla}).",
        )
        for way, slag, told in _WAYS
        for kod, rating, shown in (("U", "uppfyllt", {op: (test,) for op, test in MET.items()}), ("E", "ej", NOT_MET))
        for op, tests in shown.items()
        for number, test in enumerate(tests, 1)
    ),
    Rule(
        id="MT-OKLAR-LIKA",
        title="Förändringen visar detsamma på båda sätten att räkna",
        basis=GOALS,
        phase="forandring",
        when=("a: slagvisar slag=relativ", "b: slagvisar utfall=a.utfall slag=procentenheter kod=a.kod"),
        then="siffervisar krit=a.krit utfall=a.utfall kod=a.kod rating=a.rating",
        says="Förändringen {a.utfall.text} visar detsamma räknad relativt och i procentenheter ({a.utfall.kalla}): {a.rating|ord}.",
    ),
    *(
        Rule(
            id=f"MT-OKLAR-OLIKA-{name}",
            title="Förändringen når nivån på ett sätt att räkna men inte på det andra",
            basis=GOALS,
            phase="forandring",
            when=(f"a: slagvisar slag=relativ kod={one}", f"b: slagvisar utfall=a.utfall slag=procentenheter kod={other}"),
            then="sifferoppen krit=a.krit utfall=a.utfall orsak=malniva_oklar rang=0",
            says="Förändringen {a.utfall.text} ({a.utfall.kalla}) når målnivån {a.krit.nivatext} på ett sätt att räkna men inte på det andra.",
        )
        for name, one, other in (("RELATIV", "U", "E"), ("PROCENTENHETER", "E", "U"))
    ),
    *(
        Rule(
            id=f"MT-OKLAR-OPPEN-{way}",
            title=f"Förändringen räknad {told} avgör inte, men räknad på det andra sättet gör den det",
            basis=GOALS,
            phase="forandring",
            when=(f"a: slagvisar slag!={slag}", f"!b: slagvisar utfall=a.utfall slag={slag}"),
            then="sifferoppen krit=a.krit utfall=a.utfall orsak=malniva_oklar rang=0",
            says="Räknad " + told + " avgör förändringen {a.utfall.text} ({a.utfall.kalla}) inte om målnivån {a.krit.nivatext} är nådd.",
        )
        for way, slag, told in _WAYS
    ),
    Rule(
        id="MT-OKLAR-VID-GRANSEN",
        title="Förändringen är ungefärlig vid målnivån på båda sätten att räkna",
        basis=GOALS,
        phase="forandring",
        when=("j: jamforelse slag=oklar_relativ", "!a: slagvisar utfall=j.utfall"),
        then="sifferoppen krit=j.krit utfall=j.utfall orsak=ungefarlig_vid_gransen rang=1",
        says="Förändringen {j.utfall.text} är ungefärlig vid gränsen {j.krit.nivatext} ({j.utfall.kalla}) och avgör inte.",
    ),
)

RULES = (*COMPARE, *UNCLEAR)
