"""Återställande (BK-2): a negative balanskravsresultat is to be restored within the time that the law gives.

A ledger over the checked year and the years before it: a later surplus restores older deficits, oldest first. A year
without balanskravsutredning is unknown in both directions; the ledger is therefore kept once for each scenario (all
unknown years good, all bad, one bad at a time), and the rating is what every scenario agrees on.
"""

from rules.basis import RESTORE, RESTORE_1991, RESTORE_2018
from rules.language import Rule
from rules.leaves import bedomd

GOOD = 10**17  # +10^11 kr in six decimals: better than any unknown year can be
BAD = -8 * 10**17  # worse than three good years can restore

_RESTORE = ((None, 2017, "1991", RESTORE_1991), (2018, None, "2018", RESTORE_2018))


def _ledger(name: str, title: str, phase: str, when: tuple[str, ...], then: str, says: str) -> Rule:
    return Rule(id=f"BK-2-{name}", title=title, basis=RESTORE, phase=phase, when=when, then=then, says=says)


ASSUME = (
    _ledger(
        "ANTA-KANT", "Årets balanskravsresultat är känt", "urval",
        ("s: scenario", "b: balanskravsresultat ar=s.ar", "!x: synnerliga_skal ar=s.ar"), "antagande sc=s.sc ar=s.ar varde=b.varde",
        "Balanskravsresultatet {s.ar} är {b.varde|pengar} ({b.kalla}).",
    ),
    _ledger(
        "ANTA-SYNNERLIGA-SKAL", "Ett underskott med beslut om synnerliga skäl återställs inte", "urval",
        ("s: scenario", "b: balanskravsresultat ar=s.ar varde<0", "x: synnerliga_skal ar=s.ar"), "antagande sc=s.sc ar=s.ar varde=0",
        "Underskottet {s.ar} ({b.varde|pengar}, {b.kalla}) återställs inte enligt beslut om synnerliga skäl ({x.kalla}).",
    ),
    _ledger(
        "ANTA-OVERSKOTT-TROTS-BESLUT", "Ett överskott räknas även det år ett beslut om synnerliga skäl gäller", "urval",
        ("s: scenario", "b: balanskravsresultat ar=s.ar varde>=0", "x: synnerliga_skal ar=s.ar"), "antagande sc=s.sc ar=s.ar varde=b.varde",
        "Balanskravsresultatet {s.ar} är {b.varde|pengar} ({b.kalla}).",
    ),
    _ledger(
        "ANTA-BASTA", "Ett år utan utredning kan ha haft överskott", "urval",
        ("s: scenario antagande=basta", "!b: balanskravsresultat ar=s.ar"), f"antagande sc=s.sc ar=s.ar varde={GOOD}",
        "Balanskravsutredning för {s.ar} framgår inte av underlaget; i detta fall antas ett överskott.",
    ),
    _ledger(
        "ANTA-SAMSTA", "Ett år utan utredning kan ha haft underskott", "urval",
        ("s: scenario antagande=samsta", "!b: balanskravsresultat ar=s.ar", "!x: synnerliga_skal ar=s.ar"), f"antagande sc=s.sc ar=s.ar varde={BAD}",
        "Balanskravsutredning för {s.ar} framgår inte av underlaget; i detta fall antas ett underskott.",
    ),
    _ledger(
        "ANTA-SAMSTA-MED-BESLUT", "Ett underskott med beslut om synnerliga skäl återställs inte, även när dess storlek är okänd", "urval",
        ("s: scenario antagande=samsta", "x: synnerliga_skal ar=s.ar", "!b: balanskravsresultat ar=s.ar"), "antagande sc=s.sc ar=s.ar varde=0",
        "Ett underskott {s.ar} återställs inte enligt beslut om synnerliga skäl ({x.kalla}).",
    ),
    _ledger(
        "ANTA-REDOVISAT", "Årets resultat utan justering", "urval",
        ("s: scenario antagande=redovisat", "r: arsresultat ar=s.ar", "!b: balanskravsresultat ar=s.ar"), "antagande sc=s.sc ar=s.ar varde=r.varde",
        "Årets resultat {s.ar} är {r.varde|pengar} ({r.grundtext}, {r.kalla}); i detta fall antas att inget justerades.",
    ),
    _ledger(
        "LUCKA", "Ett år i liggaren saknar både resultat och utredning", "urval",
        ("l: liggarar", "!r: arsresultat ar=l.ar", "!b: balanskravsresultat ar=l.ar"), "arlucka ar=l.ar",
        "Varken årets resultat eller balanskravsutredning för {l.ar} framgår av underlaget.",
    ),
)  # fmt: skip

_TIME = "l: lagkonstant namn=aterstallningstid"
_CELL = ("k: kvar", "r: rest sc=k.sc d=k.d nt=k.t")
CELLS = (
    _ledger(
        "UNDERSKOTT", "Ett negativt resultat ska återställas inom tre år", "jamforelse", ("b: antagande varde<0", _TIME),
        "rest sc=b.sc d=b.ar t=b.ar nt=b.ar+1 frist=b.ar+l.varde varde=0-b.varde",
        "Underskottet {b.ar} ska vara återställt inom {l.varde} år ({l.kalla}), senast {b.ar+l.varde}.",
    ),
    _ledger(
        "INGET-UNDERSKOTT", "Inget att återställa för året", "jamforelse", ("b: antagande varde>=0", _TIME),
        "rest sc=b.sc d=b.ar t=b.ar nt=b.ar+1 frist=b.ar+l.varde varde=0", "Året {b.ar} har inget underskott att återställa.",
    ),
    _ledger(
        "OVERSKOTT", "Ett positivt resultat återställer äldre underskott, äldst först", "jamforelse",
        ("b: antagande varde>=0", "f: forsta sc=b.sc"), "kvar sc=b.sc t=b.ar d=f.ar varde=b.varde", "Överskottet {b.ar} kan återställa äldre underskott.",
    ),
    _ledger(
        "INGET-OVERSKOTT", "Ett negativt resultat återställer inget", "jamforelse",
        ("b: antagande varde<0", "f: forsta sc=b.sc"), "kvar sc=b.sc t=b.ar d=f.ar varde=0", "Året {b.ar} har inget överskott att återställa med.",
    ),
    _ledger(
        "ATERSTALLT", "Underskottet är återställt", "jamforelse", (_CELL[0], _CELL[1] + " varde<=k.varde"),
        "rest sc=k.sc d=k.d t=k.t nt=k.t+1 frist=r.frist varde=0", "Efter {k.t} återstår inget att återställa från {k.d}.",
    ),
    _ledger(
        "KVAR-EFTER", "Det som är kvar av överskottet går till nästa underskott", "jamforelse", (_CELL[0], _CELL[1] + " varde<=k.varde"),
        "kvar sc=k.sc t=k.t d=k.d+1 varde=k.varde-r.varde", "Av överskottet {k.t} finns {k.varde-r.varde|pengar} kvar när {k.d} är återställt.",
    ),
    _ledger(
        "DELVIS-ATERSTALLT", "Överskottet räcker inte", "jamforelse", (_CELL[0], _CELL[1] + " varde>k.varde"),
        "rest sc=k.sc d=k.d t=k.t nt=k.t+1 frist=r.frist varde=r.varde-k.varde",
        "Efter {k.t} återstår {r.varde-k.varde|pengar} av underskottet {k.d}, att återställa senast {r.frist}.",
    ),
    _ledger(
        "INGET-KVAR", "Inget är kvar av överskottet", "jamforelse", (_CELL[0], _CELL[1] + " varde>k.varde"),
        "kvar sc=k.sc t=k.t d=k.d+1 varde=0", "Av överskottet {k.t} finns inget kvar; {k.d} är inte återställt.",
    ),
)  # fmt: skip

_REST = "r: rest sc!=redovisat t=y.ar varde>0"
_LATE = "e: rest sc={sc} t=y.ar varde>0 frist<=y.ar"
SCENARIOS = (
    _ledger(
        "FALL-EJ", "Något återstår efter det tredje året", "visar", ("y: ar", _REST + " frist<=y.ar"), "liggarutfall sc=r.sc kod=E",
        "I fallet {r.sc|fall} återstår underskottet {r.d} efter sitt sista år {r.frist}.",
    ),
    _ledger(
        "FALL-DELVIS", "Något återstår, inom tiden", "visar", ("y: ar", _REST + " frist>y.ar", "!" + _LATE.format(sc="r.sc")),
        "liggarutfall sc=r.sc kod=D", "I fallet {r.sc|fall} återstår av underskottet {r.d}, inom tiden till {r.frist}.",
    ),
    _ledger(
        "FALL-UPPFYLLT", "Inget återstår", "visar",
        ("y: ar", "r: rest sc!=redovisat t=y.ar d=y.ar", "!e: rest sc=r.sc t=y.ar varde>0"), "liggarutfall sc=r.sc kod=U",
        "I fallet {r.sc|fall} återstår inget underskott att återställa.",
    ),
)  # fmt: skip


def _codes(kod: str) -> tuple[str, ...]:
    """One witness for each possible outcome, and none for the others."""
    found = [f"{letter.lower()}: liggarutfall kod={letter}" for letter in kod]
    return ("y: ar", *found, *(f"!{letter.lower()}: liggarutfall kod={letter}" for letter in "UDE" if letter not in kod))


OUTCOME = tuple(
    _ledger(
        f"MOJLIGT-{kod}", "Vad liggaren kan visa", "matetal", _codes(kod), f"liggarkod kod={kod}",
        "Liggaren över {y.liggare} kan visa: " + ", ".join({"U": "uppfyllt", "D": "delvis uppfyllt", "E": "ej uppfyllt"}[letter] for letter in kod) + ".",
    )
    for kod in ("U", "D", "E", "UD", "UE", "DE", "UDE")
)  # fmt: skip

_OPEN = "l: liggarkod kod!=U kod!=D kod!=E"
_NOMINAL = "r: rest sc=redovisat t=y.ar varde>0"
_LEFT = "Om inget justerades återstår {r.varde|pengar} av underskottet {r.d} vid utgången av {y.ar}, att återställa senast {r.frist}"


_EXCUSED = "{y.enligt_beslut}"  # the decisions of synnerliga skäl that the ledger rests on, if any


def _restored(name: str, title: str, when: tuple[str, ...], then: str, says: str) -> tuple[Rule, ...]:
    return tuple(
        Rule(id=f"BK-2-{law}-{name}", title=title, basis=basis, phase="balanskrav", when=when, then=then, says=says + _EXCUSED, first=first, last=last)
        for first, last, law, basis in _RESTORE
    )


RESTORATION = (
    *_restored(
        "UPPFYLLT", "Inget underskott återstår", ("y: ar", "l: liggarkod kod=U"), bedomd("BK-2", "U", "uppfyllt"),
        "Liggaren över {y.liggare} visar inget underskott som återstår; kravet på återställande är uppfyllt.",
    ),
    *_restored(
        "DELVIS", "Ett underskott återstår, inom tiden", ("y: ar", "l: liggarkod kod=D", "r: rest sc=basta t=y.ar varde>0"), bedomd("BK-2", "D", "delvis"),
        "Av underskottet {r.d} återstår {r.varde|pengar} vid utgången av {y.ar}; det ska vara återställt senast {r.frist}. Kravet är delvis uppfyllt.",
    ),
    *_restored(
        "EJ", "Ett underskott återstår efter sitt tredje år",
        ("y: ar", "l: liggarkod kod=E", "r: rest sc=basta t=y.ar varde>0 frist<=y.ar"), bedomd("BK-2", "E", "ej"),
        "Av underskottet {r.d} återstår {r.varde|pengar} vid utgången av {r.frist}, det tredje året efter; kravet på återställande är ej uppfyllt.",
    ),
    *_restored(
        "OAVGJORT-MED-REST", "Balanskravsutredning saknas för ett år; resultaten visar ett underskott",
        ("y: ar", _OPEN, _NOMINAL, "!a: arlucka ar<=y.ar"), bedomd("BK-2", "l.kod", "underlag_saknas", "balanskravsutredning_saknas"),
        _LEFT + ". Balanskravsutredning saknas för {y.utan_utredning}; utfallet kan inte avgöras.",
    ),
    *_restored(
        "OAVGJORT-UTAN-REST", "Balanskravsutredning saknas för ett år; resultaten visar inget underskott",
        ("y: ar", _OPEN, "!r: rest sc=redovisat t=y.ar varde>0", "!a: arlucka ar<=y.ar"),
        bedomd("BK-2", "l.kod", "underlag_saknas", "balanskravsutredning_saknas"),
        "Om inget justerades återstår inget underskott vid utgången av {y.ar}. Balanskravsutredning saknas för {y.utan_utredning}; utfallet kan inte avgöras.",
    ),
    *_restored(
        "AR-SAKNAS", "Ett år i liggaren saknar resultat", ("y: ar", _OPEN, "a: arlucka ar<=y.ar"),
        bedomd("BK-2", "l.kod", "underlag_saknas", "ar_saknas"),
        "Liggaren över {y.liggare} är inte hel: varken resultat eller balanskravsutredning för {a.ar} framgår av underlaget; utfallet kan inte avgöras.",
    ),
)  # fmt: skip

RULES = (*ASSUME, *CELLS, *SCENARIOS, *OUTCOME, *RESTORATION)
