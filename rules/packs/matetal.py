"""Mätetal: what a figure or a statement shows of a decided criterion.

A figure decides, also where the text beside it says something else; a statement that the thing itself was done or
not done decides where there is no figure; words about the goal are claims and decide nothing. A rating that is not
decided keeps the ratings that it can still turn out to be.
"""

from rules.basis import GOALS
from rules.language import Rule
from rules.leaves import NO_FIGURE, matetal_bedomt
from rules.levels import MET, NOT_MET, OPEN, REACH, REACH_NOT

_JMF = "jamforelse krit=k.krit utfall=o.utfall slag=- villkor=k.villkor lo=o.lo-n.varde hi=o.hi-n.varde"

COMPARE = (
    *(
        Rule(
            id=f"MT-JAMFOR-{name}",
            title="Utfallet ställs mot målnivån",
            basis=GOALS,
            phase="jamforelse",
            when=(f"k: aktiv typ=niva forandring=- arsbasis={yearly}", "n: niva krit=k.krit", f"o: utfall krit=k.krit{part}"),
            then=_JMF,
            says="Utfallet för {k.krit} är {o.text} ({o.kalla}); målnivån är {k.krit.nivatext} ({k.krit.kalla}).",
        )
        for name, yearly, part in (("NIVA", "nej", ""), ("ARSNIVA", "ja", " del_av_aret=nej"))
    ),
    Rule(
        id="MT-DEL-AV-ARET",
        title="Årets siffra saknas: utfallet gäller en del av året",
        basis=GOALS,
        phase="jamforelse",
        when=("k: aktiv typ=niva arsbasis=ja", "o: utfall krit=k.krit del_av_aret=ja"),
        then="sifferoppen krit=k.krit utfall=o.utfall orsak=siffra_saknas rang=2",
        says="Målnivån {k.krit.nivatext} gäller årets siffra ({k.krit.kalla}); utfallet {o.text} gäller en del av året ({o.kalla}).",
    ),
    Rule(
        id="MT-OJAMFORBAR",
        title="Utfallet kan inte ställas mot målnivån",
        basis=GOALS,
        phase="jamforelse",
        when=("k: aktiv typ=niva", "o: ojamforbar krit=k.krit"),
        then="sifferoppen krit=k.krit utfall=o.utfall orsak=o.orsak rang=o.rang",
        says="Utfallet för {k.krit} ({o.text}, {o.kalla}) kan inte ställas mot målnivån {k.krit.nivatext}: {o.hinder}.",
    ),
)

_CLEAR = " slag!=oklar_relativ slag!=oklar_procentenheter"
SHOW = (
    *(
        Rule(
            id=f"MT-{op.upper().replace('_', '-')}-NATT",
            title="Utfallet når målnivån",
            basis=GOALS,
            phase="visar",
            when=(f"j: jamforelse villkor={op} {test}" + _CLEAR,),
            then="siffervisar krit=j.krit utfall=j.utfall kod=U rating=uppfyllt",
            says="Utfallet {j.utfall.text} " + REACH[op] + " målnivån {j.krit.nivatext} ({j.utfall.kalla}).",
        )
        for op, test in MET.items()
    ),
    *(
        Rule(
            id=f"MT-{op.upper().replace('_', '-')}-EJ-NATT" + (f"-{number}" if len(tests) > 1 else ""),
            title="Utfallet når inte målnivån",
            basis=GOALS,
            phase="visar",
            when=(f"j: jamforelse villkor={op} {test}" + _CLEAR,),
            then="siffervisar krit=j.krit utfall=j.utfall kod=E rating=ej",
            says="Utfallet {j.utfall.text} " + REACH_NOT[op] + " målnivån {j.krit.nivatext} ({j.utfall.kalla}).",
        )
        for op, tests in NOT_MET.items()
        for number, test in enumerate(tests, 1)
    ),
    *(
        Rule(
            id=f"MT-{op.upper().replace('_', '-')}-VID-GRANSEN" + (f"-{number}" if len(tests) > 1 else ""),
            title="Utfallet är ungefärligt och målnivån ligger inom det",
            basis=GOALS,
            phase="visar",
            when=(f"j: jamforelse villkor={op} {test}" + _CLEAR,),
            then="sifferoppen krit=j.krit utfall=j.utfall orsak=ungefarlig_vid_gransen rang=1",
            says="Utfallet {j.utfall.text} är ungefärligt vid gränsen {j.krit.nivatext} ({j.utfall.kalla}) och avgör inte.",
        )
        for op, tests in OPEN.items()
        for number, test in enumerate(tests, 1)
    ),
    Rule(
        id="MT-UTSAGA",
        title="Vad en uppgift om att saken gjorts eller inte gjorts visar",
        basis=GOALS,
        phase="visar",
        when=("k: aktiv", "u: utsaga krit=k.krit", "t: statustabell typ=u.typ status=u.status"),
        then="utsagevisar krit=k.krit utsaga=u.utsaga kod=t.kod rating=t.rating sager=t.sager orsak=t.orsak rang=t.rang",
        says="Uppgiften om {k.krit}: {u.uppgift} ({u.kalla}). {t.innebord}",
        why="Tabellen statustabell anger för nivå, åsikt, produkt och aktivitet vad varje slags uppgift visar.",
    ),
)

DECIDE = (
    *(
        Rule(
            id=f"MT-SIFFRA-{kod}{name}",
            title=f"Siffran avgör: mätetalet är {word}",
            basis=GOALS,
            phase="matetal",
            when=(f"k: aktiv typ=niva {operators}", f"s: siffervisar krit=k.krit kod={kod}", f"!e: siffervisar krit=k.krit kod={other}"),
            then=matetal_bedomt(kod, rating, "-"),
            says="Utfallet {s.utfall.text} " + verb + " målnivån {k.krit.nivatext} ({s.utfall.kalla}).",
        )
        for name, operators, met, missed in (
            ("", "villkor!=hogst villkor!=mindre_an", "når", "når inte"),
            ("-TAK", "villkor!=minst villkor!=mer_an villkor!=exakt", "är inom", "är inte inom"),
        )
        for kod, other, rating, word, verb in (("U", "E", "uppfyllt", "uppfyllt", met), ("E", "U", "ej", "ej uppfyllt", missed))
    ),
    Rule(
        id="MT-SIFFROR-MOTSTRIDIGA",
        title="Två siffror visar olika",
        basis=GOALS,
        phase="matetal",
        when=("k: aktiv typ=niva", "s: siffervisar krit=k.krit kod=U", "e: siffervisar krit=k.krit kod=E"),
        then=matetal_bedomt("UE", "underlag_saknas", "motstridigt"),
        says="Utfallet {s.utfall.text} ({s.utfall.kalla}) uppfyller målnivån {k.krit.nivatext} men {e.utfall.text} ({e.utfall.kalla}) gör det inte; uppgifterna är motstridiga och avgör inte frågan.",
    ),
    Rule(
        id="MT-UTSAGA-AVGOR",
        title="Uppgiften om saken avgör, där ingen siffra finns och ingen uppgift motsäger den",
        basis=GOALS,
        phase="matetal",
        when=(
            "k: aktiv typ!=utan",
            "u: utsagevisar krit=k.krit rating!=underlag_saknas",
            NO_FIGURE,
            "!v: utsagevisar krit=k.krit sager!=- sager!=u.sager",
        ),
        then="bedomning nod=k.krit niva=criterion area=k.area kod=u.kod rating=u.rating orsak=-",
        says="Uppgift: {u.utsaga.uppgift} ({u.utsaga.kalla}). {u.utsaga.innebord} Mätetalet är {u.rating|ord}.",
    ),
    *(
        Rule(
            id=f"MT-UTSAGOR-MOTSTRIDIGA-{typ.upper()}",
            title="Uppgifterna motsäger varandra och avgör inte",
            basis=GOALS,
            phase="matetal",
            when=(
                f"k: aktiv typ={typ}",
                "u: utsagevisar krit=k.krit sager!=-",
                "v: utsagevisar krit=k.krit sager!=- sager!=u.sager",
                NO_FIGURE,
            ),
            then=matetal_bedomt(kod, "underlag_saknas", "motstridigt"),
            says="Uppgifterna om {k.krit} är motstridiga: {u.utsaga.uppgift} ({u.utsaga.kalla}); {v.utsaga.uppgift} ({v.utsaga.kalla}). De avgör inte frågan.",
        )
        for typ, kod in (("niva", "UE"), ("leverans", "UDE"))
    ),
)

EVIDENCE = (
    Rule(
        id="MT-BELAGG-SIFFRA",
        title="Belägget för siffran",
        basis=GOALS,
        phase="kan",
        when=(
            "b: bedomning niva=criterion",
            "s: siffervisar krit=b.nod rating=b.rating",
            "o: utfall utfall=s.utfall",
            "t: belaggtabell slag=o.belagg",
        ),
        then="belagg nod=b.nod slag=o.belagg rang=t.rang",
        says="Bedömningen av {b.nod} bygger på {o.belagg|belagg} ({o.kalla}).",
    ),
    Rule(
        id="MT-BELAGG-UTSAGA",
        title="Belägget för uppgiften",
        basis=GOALS,
        phase="kan",
        when=(
            "b: bedomning niva=criterion",
            "u: utsagevisar krit=b.nod rating=b.rating rating!=underlag_saknas",
            "o: utsaga utsaga=u.utsaga",
            "t: belaggtabell slag=o.belagg",
            "!s: siffervisar krit=b.nod",
        ),
        then="belagg nod=b.nod slag=o.belagg rang=t.rang",
        says="Bedömningen av {b.nod} bygger på {o.belagg|belagg} ({o.kalla}).",
    ),
)

RULES = (*COMPARE, *SHOW, *DECIDE, *EVIDENCE)
