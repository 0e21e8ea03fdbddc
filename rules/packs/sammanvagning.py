"""Sammanvägning: goals from their mätetal, units from their goals, parts, the whole, and control areas from their moments.

One principle for every level: a node can be uppfyllt if every member can, ej if every member can, delvis if some
member can be, or if one can be uppfyllt and another ej. Members that are ej tillämpliga are left out. One possible
rating decides; several mean that evidence is missing. Members are counted between the phases (rule SV-RAKNA).
"""

from rules.basis import ECONOMY, WEIGHING
from rules.language import Rule

COUNTED = "SV-RAKNA"
COUNTED_TITLE = "Medlemmarna räknas efter vad de visar och kan visa"

_SUM = "{a.fordelning}"
_SV = "bedomning nod=a.nod niva=a.niva area=a.area"
_BASE = "a: antal niva=ph.fas"
_LIKA = _BASE + " vagning=lika aktiva>=1"
_WORDS = {"U": "uppfyllt", "D": "delvis uppfyllt", "E": "ej uppfyllt"}
_RATINGS = {"U": "uppfyllt", "D": "delvis", "E": "ej"}

# what is counted of the members, for each code of what the node can be; two ways where delvis has two causes
_COUNTS = (
    ("U", "", "varje medlem kan bara vara uppfylld", "utan_u<=0 kan_d<=0 kan_e<=0"),
    ("E", "", "varje medlem kan bara vara ej uppfylld", "utan_e<=0 kan_d<=0 kan_u<=0"),
    ("D", "", "någon medlem kan inte vara uppfylld och någon kan inte vara ej uppfylld", "utan_u>=1 utan_e>=1"),
    ("UD", "-MEDLEM", "alla kan vara uppfyllda, någon delvis", "utan_u<=0 utan_e>=1 kan_d>=1"),
    ("UD", "-BLANDAT", "alla kan vara uppfyllda, någon ej", "utan_u<=0 utan_e>=1 kan_d<=0 kan_e>=1"),
    ("DE", "-MEDLEM", "alla kan vara ej uppfyllda, någon delvis", "utan_e<=0 utan_u>=1 kan_d>=1"),
    ("DE", "-BLANDAT", "alla kan vara ej uppfyllda, någon uppfylld", "utan_e<=0 utan_u>=1 kan_d<=0 kan_u>=1"),
    ("UE", "", "en enda medlem som kan vara uppfylld eller ej", "utan_u<=0 utan_e<=0 kan_d<=0 aktiva<=1"),
    ("UDE", "-MEDLEM", "alla kan vara uppfyllda och alla ej, någon delvis", "utan_u<=0 utan_e<=0 kan_d>=1"),
    ("UDE", "-BLANDAT", "flera medlemmar som var och en kan vara uppfylld eller ej", "utan_u<=0 utan_e<=0 kan_d<=0 aktiva>=2"),
)


_UNDECIDED = {
    "UD": "uppfyllt eller delvis uppfyllt", "UE": "uppfyllt eller ej uppfyllt", "DE": "delvis uppfyllt eller ej uppfyllt",
    "UDE": "uppfyllt, delvis uppfyllt eller ej uppfyllt",
}  # fmt: skip

# the conclusion and the sentence's end for each code
_RATED = {
    **{kod: (f"{_SV} kod={kod} rating={_RATINGS[kod]} orsak=-", "; {a.nod} är " + word + ".") for kod, word in _WORDS.items()},
    **{
        kod: (f"{_SV} kod={kod} rating=underlag_saknas orsak=medlem_oavgjord", "; möjligt för {a.nod} är " + words + ".")
        for kod, words in _UNDECIDED.items()
    },
}

DECIDE = (
    *(
        Rule(
            id=f"SV-{kod}{way}",
            title=f"Sammanvägt {' eller '.join(_WORDS[letter] for letter in kod)}: {cause}",
            basis=WEIGHING,
            phase="niva2",
            when=(f"{_LIKA} {tests}",),
            then=_RATED[kod][0],
            says=_SUM + _RATED[kod][1],
        )
        for kod, way, cause, tests in _COUNTS
    ),
    Rule(
        id="SV-UTAN-MEDLEMMAR",
        title="Utan mätetal eller mål kan inget avgöras",
        basis=WEIGHING,
        phase="niva2",
        when=("y: ar", _BASE + " medlemmar<=0", "!u: undantag om=a.nod fran<=y.dag till>=y.sista"),
        then=f"{_SV} kod=UDE rating=underlag_saknas orsak=malniva_saknas",
        says="{a.nod} har inga {a.medlemsord} att pröva ({a.nod.kalla}); det kan inte avgöras.",
    ),
    Rule(
        id="SV-UNDANTAGET",
        title="Ett undantaget mål utan mätetal är ej tillämpligt",
        basis=WEIGHING,
        phase="niva2",
        when=("y: ar", _BASE + " medlemmar<=0", "u: undantag om=a.nod fran<=y.dag till>=y.sista"),
        then=f"{_SV} kod=X rating=ej_tillampligt orsak=-",
        says="{a.nod} är undantaget genom beslut av {u.organ} {u.datum}, {u.paragraf} ({u.kalla}): {u.skal}.",
    ),
    Rule(
        id="SV-EJ-TILLAMPLIGT",
        title="Alla medlemmar är undantagna",
        basis=WEIGHING,
        phase="niva2",
        when=(_BASE + " aktiva<=0 medlemmar>=1",),
        then=f"{_SV} kod=X rating=ej_tillampligt orsak=-",
        says="Alla {a.undantagna} {a.medlemsord} är undantagna genom beslut; {a.nod} är ej tillämpligt.",
    ),
)


def _possible(kod: str) -> tuple[str, ...]:
    """These outcomes of the whole are possible, and no others."""
    found = [f"{letter.lower()}: kan nod=a.nod rating={_RATINGS[letter]}" for letter in kod]
    return (*found, *(f"!{letter.lower()}: kan nod=a.nod rating={_RATINGS[letter]}" for letter in "UDE" if letter not in kod))


WHOLE = (
    Rule(
        id="SV-GEH",
        title="God ekonomisk hushållning där ekonomin är överordnad verksamhetens mål",
        basis=ECONOMY,
        phase="niva1",
        when=(
            "a: antal niva=ph.fas vagning=ekonomi_overordnad",
            "x: bedomning nod=GEH-E",
            "f: ratingtabell kod=x.kod",
            "z: bedomning nod=GEH-V",
            "o: ratingtabell kod=z.kod",
            "t: gehtabell e=f.rating v=o.rating",
            "r: ratingtabell rating=t.rating kod=UDE",
        ),
        then="kan nod=a.nod rating=t.rating rang=r.rang",
        says="Är den finansiella delen {f.rating|ord} och verksamhetsdelen {o.rating|ord} är god ekonomisk hushållning {t.rating|ord} ({a.nod.riktlinje}).",
        why="Organisationens egna riktlinjer sätter ekonomin över målen: en finansiell del som är ej uppfylld avgör ensam.",
    ),
    *(
        Rule(
            id=f"SV-GEH-UTAN-{name}",
            title=f"God ekonomisk hushållning när {what} är ej tillämplig",
            basis=ECONOMY,
            phase="niva1",
            when=(
                "a: antal niva=ph.fas vagning=ekonomi_overordnad",
                f"x: bedomning nod={missing} rating=ej_tillampligt",
                f"z: bedomning nod={left}",
                "k: ratingtabell kod=z.kod",
            ),
            then="kan nod=a.nod rating=k.rating rang=k.rang",
            says="Delen {x.nod} är ej tillämplig; den andra delen kan vara {k.rating|ord}.",
        )
        for name, what, missing, left in (
            ("E", "den finansiella delen", "GEH-E", "GEH-V"),
            ("V", "verksamhetsdelen", "GEH-V", "GEH-E"),
        )
    ),
    *(
        Rule(
            id=f"SV-GEH-{kod}",
            title=f"God ekonomisk hushållning kan vara {' eller '.join(_WORDS[letter] for letter in kod)}",
            basis=ECONOMY,
            phase="niva2",
            when=(_BASE + " vagning=ekonomi_overordnad aktiva>=1", *_possible(kod)),
            then=_RATED[kod][0],
            says=_SUM + _RATED[kod][1],
        )
        for kod in ("U", "D", "E", "UD", "UE", "DE", "UDE")
    ),
)

EVIDENCE = tuple(
    Rule(
        id=f"SV-BELAGG-{slag.upper().replace('_', '-')}",
        title=f"Något avgjort underliggande utfall bygger på {word}",
        basis=WEIGHING,
        phase="omdome",
        when=(f"a: antal {field}>=1", "b: bedomning nod=a.nod rating!=underlag_saknas rating!=ej_tillampligt"),
        then=f"belagg nod=a.nod slag={slag} rang={rang}",
        says="Bedömningen av {a.nod} bygger på " + word + " för {a." + field + "} av {a.aktiva} {a.medlemsord}.",
    )
    for slag, field, rang, word in (
        ("siffra", "siffra", 1, "siffra"),
        ("logg", "logg", 2, "kontrollogg"),
        ("beslut", "beslut", 3, "beslut"),
        ("egen_uppgift", "egen", 4, "redovisningens egen uppgift"),
    )
)

RULES = (*DECIDE, *WHOLE, *EVIDENCE)
