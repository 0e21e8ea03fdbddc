"""Prognos, marginaler: how far the forecast amounts of the financial goals and the balanskrav lie from their limits.

These rules are taken only where forecasts stand for outcomes; every amount they tell is a forecast.
"""

from rules.basis import BALANCE, ECONOMY, RESTORE
from rules.language import Rule


def _margin(name: str, title: str, basis: str, when: tuple[str, ...], then: str, says: str, last: str = "0") -> Rule:
    """`last` is the year by which what remains is to be restored; none (0) where the year's end is the limit."""
    return Rule(id=f"PM-{name}", title=title, basis=basis, phase="forfall", when=when, then=f"marginal {then} senast={last}", says=says, only="prognos")


_COMPARED = ("y: ar", "k: krit area=ekonomi typ=niva forandring=- villkor={op}", "o: utfall krit=k.krit gransord=exakt", "n: niva krit=k.krit")
LEVELS = tuple(
    _margin(
        f"MAL-{op.upper().replace('_', '-')}", "Prognosens marginal till det finansiella målets nivå", ECONOMY,
        tuple(line.format(op=op) for line in _COMPARED), f"om=k.krit slag=mal ar=y.ar utfall=o.utfall belopp=o.lo grans=n.varde marginal={margin}",
        "{k.krit}: enligt prognos {o.text} ({o.kalla}); målnivån är {n.text} ({k.kalla}).",
    )
    for op, margin in (("minst", "o.lo-n.varde"), ("mer_an", "o.lo-n.varde"), ("hogst", "n.varde-o.hi"), ("mindre_an", "n.varde-o.hi"))
)  # fmt: skip


def _remaining(within: bool, examined: bool) -> Rule:
    """What remains of a deficit: within its time or not, of a year with a balanskravsutredning or without."""
    name = f"ATERSTALLANDE{'' if within else '-SISTA-AR'}{'' if examined else '-UTAN-UTREDNING'}"
    title = "Det som återstår att återställa enligt prognos" + ("" if within else " när tiden har gått ut") + ("" if examined else ", om inget justerades")
    when = ("y: ar", f"r: rest sc=redovisat t=y.ar varde>0 frist{'>' if within else '<='}y.ar", f"{'' if examined else '!'}b: balanskravsresultat ar=r.d")
    told = "återstår {r.varde|pengar} av underskottet {r.d} vid utgången av {y.ar}, att återställa senast {r.frist}."
    told = f"Enligt prognos {told}" if examined else "Balanskravsutredning för {r.d} framgår inte av underlaget; om inget justerades " + told[:-1] + " (prognos)."
    then = "om=BK-2 slag=aterstallande ar=r.d utfall=- belopp=r.varde grans=0 marginal=0-r.varde"
    return _margin(name, title, RESTORE, when, then, told, "r.frist" if within else "0")


BALANCED = (
    _margin(
        "BALANSKRAV", "Prognosens marginal till balanskravet", BALANCE, ("y: ar", "b: balanskravsresultat ar=y.ar"),
        "om=BK-1 slag=balanskrav ar=y.ar utfall=b.faktaid belopp=b.varde grans=0 marginal=b.varde",
        "Balanskravsresultatet {y.ar} är enligt prognos {b.varde|pengar} ({b.kalla}); gränsen är noll.",
    ),
    _margin(
        "RESULTAT", "Prognosens årsresultat, utan balanskravsutredning", BALANCE, ("y: ar", "r: arsresultat ar=y.ar", "!b: balanskravsresultat ar=y.ar"),
        "om=BK-1 slag=resultat ar=y.ar utfall=r.faktaid belopp=r.varde grans=0 marginal=r.varde",
        "Årets resultat {y.ar} är enligt prognos {r.varde|pengar} ({r.kalla}); om inget justeras är gränsen noll.",
    ),
    *(_remaining(within, examined) for within in (True, False) for examined in (True, False)),
    _margin(
        "ATERSTALLT", "Inget återstår att återställa enligt prognos", RESTORE, ("y: ar", "b: bedomning nod=BK-2 rating=uppfyllt"),
        "om=BK-2 slag=aterstallt ar=y.ar utfall=- belopp=0 grans=0 marginal=0", "Enligt prognos återstår inget underskott att återställa vid utgången av {y.ar}.",
    ),
)  # fmt: skip

RULES = (*LEVELS, *BALANCED)
