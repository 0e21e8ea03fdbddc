"""Mätetal that cannot be decided: what was told shows nothing, the figure leaves it open, nothing is told, or no level is stated."""

from rules.basis import GOALS
from rules.language import Rule
from rules.leaves import NO_DECISIVE, NO_FIGURE, matetal_bedomt

RULES = (
    *(
        Rule(
            id=f"MT-UTSAGA-VISAR-INTE{ending}",
            title=f"Uppgiften visar inte om {what}",
            basis=GOALS,
            phase="matetal",
            when=(
                f"k: aktiv typ={typ}",
                "u: utsagevisar krit=k.krit rating=underlag_saknas",
                NO_FIGURE,
                "!o: sifferoppen krit=k.krit",
                NO_DECISIVE,
                "!x: utsagevisar krit=k.krit rang<u.rang",
            ),
            then="bedomning nod=k.krit niva=criterion area=k.area kod=u.kod rating=underlag_saknas orsak=u.orsak",
            says="Uppgift: {u.utsaga.uppgift} ({u.utsaga.kalla}). {u.utsaga.innebord} " + wanted,
        )
        for ending, typ, what, wanted in (
            ("", "niva", "nivån nåtts", "Målnivån är {k.krit.nivatext} ({k.krit.kalla})."),
            ("-LEVERANS", "leverans", "leveransen är gjord", "Leveransen: {k.krit.text} ({k.krit.kalla})."),
        )
    ),
    *(
        Rule(
            id=name,
            title=title,
            basis=GOALS,
            phase="matetal",
            when=("k: aktiv typ=niva", "o: sifferoppen krit=k.krit", *held, NO_FIGURE, NO_DECISIVE, "!p: sifferoppen krit=k.krit rang<o.rang"),
            then="bedomning nod=k.krit niva=criterion area=k.area kod=UE rating=underlag_saknas orsak=o.orsak",
            says=says + " avgör inte om målnivån {k.krit.nivatext} är nådd: " + why,
        )
        for name, title, held, says, why in (
            ("MT-SIFFRA-OPPEN", "Siffran avgör inte", ("!j: ojamforbar utfall=o.utfall",), "Utfallet {o.utfall.text} ({o.utfall.kalla})", "{o.orsak|hinder}."),
            ("MT-SIFFRA-OJAMFORBAR", "Siffran går inte att jämföra", ("j: ojamforbar utfall=o.utfall",), "Utfallet {j.text} ({j.kalla})", "{j.hinder}."),
        )
    ),
    *(
        Rule(
            id=f"MT-EJ-REDOVISAT-{typ.upper()}",
            title="Utfallet är inte redovisat",
            basis=GOALS,
            phase="matetal",
            when=(f"k: aktiv typ={typ}", NO_FIGURE, "!o: sifferoppen krit=k.krit", "!u: utsagevisar krit=k.krit"),
            then=matetal_bedomt(kod, "underlag_saknas", "ej_redovisat"),
            says="Utfallet för {k.krit} framgår inte av underlaget ({k.krit.kalla}: {k.krit.text}).",
        )
        for typ, kod in (("niva", "UE"), ("leverans", "UDE"))
    ),
    *(
        Rule(
            id=f"MT-UTAN-NIVA-{flaw.upper()}",
            title=f"Mätetalets nivå {told}",
            basis=GOALS,
            phase="matetal",
            when=(f"k: aktiv typ=utan brist={flaw}",),
            then=matetal_bedomt("UDE", "underlag_saknas", f"malniva_{flaw}"),
            says="Måttet anges men målnivån " + told + " ({k.krit.kalla}: {k.krit.text}). Mätetalet kan inte avgöras.",
        )
        for flaw, told in (("saknas", "saknas"), ("oklar", "är oklar"))
    ),
)
