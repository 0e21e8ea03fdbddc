"""Undantag: which mätetal are tried this year, and which a recorded decision waives.

Without a decision (body, date, paragraph, reason) nothing is waived, whatever a text says about a mätetal. A decision waives the
year if it is taken by the checked day and is valid on the year's last: one that ends before that waives no day of it either.
"""

from rules.basis import GOALS
from rules.language import Rule

_AKTIV = "krit=k.krit mal=k.mal area=k.area typ=k.typ villkor=k.villkor forandring=k.forandring arsbasis=k.arsbasis brist=k.brist"

RULES = (
    Rule(
        id="MT-GALLER",
        title="Mätetalet gäller: inget beslut undantar det eller dess mål",
        basis=GOALS,
        phase="urval",
        when=(
            "y: ar",
            "k: krit",
            "!u: undantag om=k.krit fran<=y.dag till>=y.sista",
            "!m: undantag om=k.mal fran<=y.dag till>=y.sista",
        ),
        then="aktiv " + _AKTIV,
        says="{k.krit} gäller för året ({k.kalla}); inget beslut undantar det.",
        why="Utan ett beslut (organ, datum, paragraf, skäl) är inget mätetal undantaget, vad en text än säger.",
    ),
    *(
        Rule(
            id=f"MT-UNDANTAG-{name}",
            title=f"{what} är undantaget genom beslut",
            basis=GOALS,
            phase="urval",
            when=("y: ar", "k: krit", f"u: undantag om={ref} fran<=y.dag till>=y.sista"),
            then="undantagen nod=k.krit",
            says="{k.krit} är undantaget genom beslut av {u.organ} {u.datum}, {u.paragraf} ({u.kalla}): {u.skal}.",
        )
        for name, what, ref in (("MATETAL", "Mätetalet", "k.krit"), ("MAL", "Mätetalets mål", "k.mal"))
    ),
    Rule(
        id="MT-EJ-TILLAMPLIGT",
        title="Ett undantaget mätetal är ej tillämpligt",
        basis=GOALS,
        phase="matetal",
        when=("k: krit", "u: undantagen nod=k.krit"),
        then="bedomning nod=k.krit niva=criterion area=k.area kod=X rating=ej_tillampligt orsak=-",
        says="{u.visar} Mätetalet är ej tillämpligt.",
    ),
)
