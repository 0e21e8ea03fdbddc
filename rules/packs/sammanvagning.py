"""Sammanvägning: goals from their mätetal, units from their goals, parts, the whole, and control areas from their moments.

One principle for every level: a node can be uppfyllt if every member can, ej if every member can, delvis if some
member can be, or if one can be uppfyllt and another ej. Members that are ej tillämpliga are left out. One possible
rating decides; several mean that evidence is missing. Members are counted between the phases (rule SV-RAKNA).
"""

from rules.basis import ECONOMY, WEIGHING
from rules.language import Rule

COUNTED = "SV-RAKNA"
COUNTED_TITLE = "Medlemmarna räknas efter vad de visar och kan visa"

_LIKA = "a: antal niva=ph.fas vagning=lika"
_SUM = "{a.fordelning}"


def _kan(rule: str, title: str, rating: str, rang: int, *tests: str, says: str) -> Rule:
    return Rule(
        id=f"SV-KAN-{rule}",
        title=title,
        basis=WEIGHING,
        phase="niva1",
        when=(f"{_LIKA} {' '.join(tests)}",),
        then=f"kan nod=a.nod rating={rating} rang={rang}",
        says=says,
    )


POSSIBLE = (
    _kan("UPPFYLLT", "Kan vara uppfyllt: varje medlem kan vara det", "uppfyllt", 3, "aktiva>=1", "utan_u<=0",
         says="{a.nod} kan vara uppfyllt: {a.kan_u} av {a.aktiva} {a.medlemsord} kan vara det."),
    _kan("EJ", "Kan vara ej uppfyllt: varje medlem kan vara det", "ej", 1, "aktiva>=1", "utan_e<=0",
         says="{a.nod} kan vara ej uppfyllt: {a.kan_e} av {a.aktiva} {a.medlemsord} kan vara det."),
    _kan("DELVIS-MEDLEM", "Kan vara delvis uppfyllt: någon medlem kan vara det", "delvis", 2, "kan_d>=1",
         says="{a.nod} kan vara delvis uppfyllt: {a.kan_d} av {a.aktiva} {a.medlemsord} kan vara delvis uppfyllda."),
    _kan("DELVIS-BLANDAT", "Kan vara delvis uppfyllt: en medlem kan vara uppfyllt och en annan ej", "delvis", 2,
         "aktiva>=2", "kan_u>=1", "kan_e>=1",
         says="{a.nod} kan vara delvis uppfyllt: {a.kan_u} av {a.aktiva} {a.medlemsord} kan vara uppfyllda och {a.kan_e} ej uppfyllda."),
    *(
        _kan(f"UTAN-MEDLEM-{rating.upper()}", "Utan medlemmar är alla utfall möjliga", rating, rang, "medlemmar<=0",
             says="{a.nod} har inga {a.medlemsord}; det kan inte avgöras.")
        for rating, rang in (("uppfyllt", 3), ("delvis", 2), ("ej", 1))
    ),
)  # fmt: skip

_SV = "bedomning nod=a.nod niva=a.niva area=a.area"
_BASE = "a: antal niva=ph.fas"
_ALL = (("U", "uppfyllt"), ("D", "delvis"), ("E", "ej"))


def _conditions(kod: str) -> tuple[str, ...]:
    """These ratings are possible, and no others."""
    found = [f"{letter.lower()}: kan nod=a.nod rating={rating}" for letter, rating in _ALL if letter in kod]
    return (*found, *(f"!{letter.lower()}: kan nod=a.nod rating={rating}" for letter, rating in _ALL if letter not in kod))


DECIDE = (
    *(
        Rule(
            id=f"SV-{rating.upper()}",
            title=f"Endast {word} är möjligt",
            basis=WEIGHING,
            phase="niva2",
            when=(_BASE, *_conditions(kod)),
            then=f"{_SV} kod={kod} rating={rating} orsak=-",
            says=_SUM + "; {a.nod} är " + word + ".",
        )
        for kod, rating, word in (("U", "uppfyllt", "uppfyllt"), ("D", "delvis", "delvis uppfyllt"), ("E", "ej", "ej uppfyllt"))
    ),
    *(
        Rule(
            id=f"SV-OAVGJORT-{kod}",
            title=f"Flera utfall är möjliga: {words}",
            basis=WEIGHING,
            phase="niva2",
            when=(_BASE + " medlemmar>=1", *_conditions(kod)),
            then=f"{_SV} kod={kod} rating=underlag_saknas orsak=medlem_oavgjord",
            says=_SUM + "; möjligt för {a.nod} är " + words + ".",
        )
        for kod, words in (
            ("UD", "uppfyllt eller delvis uppfyllt"),
            ("UE", "uppfyllt eller ej uppfyllt"),
            ("DE", "delvis uppfyllt eller ej uppfyllt"),
            ("UDE", "uppfyllt, delvis uppfyllt eller ej uppfyllt"),
        )
    ),
    Rule(
        id="SV-UTAN-MEDLEMMAR",
        title="Utan mätetal eller mål kan inget avgöras",
        basis=WEIGHING,
        phase="niva2",
        when=("y: ar", _BASE + " medlemmar<=0", "!u: undantag om=a.nod fran<=y.dag till>=y.dag"),
        then=f"{_SV} kod=UDE rating=underlag_saknas orsak=malniva_saknas",
        says="{a.nod} har inga {a.medlemsord} att pröva ({a.nod.kalla}); det kan inte avgöras.",
    ),
    Rule(
        id="SV-UNDANTAGET",
        title="Ett undantaget mål utan mätetal är ej tillämpligt",
        basis=WEIGHING,
        phase="niva2",
        when=("y: ar", _BASE + " medlemmar<=0", "u: undantag om=a.nod fran<=y.dag till>=y.dag"),
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

RULES = (*POSSIBLE, *DECIDE, *WHOLE, *EVIDENCE)
