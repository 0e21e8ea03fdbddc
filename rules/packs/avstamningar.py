"""Avstämningar: every arithmetic relation that the documents assert, both sides rounded to the coarser side's last digit.

No difference: stämmer. One unit in that digit: avrundning (counts are not rounded: any difference is an avvikelse).
More: avvikelse. An approximate text agrees when the table rounds to its last significant digit ("knappt" from below,
"drygt" from above); otherwise it is an avvikelse.

Where the facts state a väsentlighetstal, each avvikelse in money is held against it by its size, whatever its sign:
the limit itself counts as over, as auditors speak of deviations of so much and more. It ranks deviations only: no
rating, no status and no exit code changes, and without a väsentlighetstal no rule says anything.
"""

from rules.basis import ACCOUNTS
from rules.language import Rule

_RANKS = """
Skillnaden räknas utan tecken, i kronor, och en skillnad som är lika stor som väsentlighetstalet når det. Detta ordnar
avvikelserna; ingen bedömning, ingen avstämnings status och ingen slutkod ändras av det.
"""
_TOLD = "{t.titel}: {t.vanster_text} ({t.vanster_kalla}) mot {t.hoger_text} ({t.hoger_kalla})"


def _status(name: str, title: str, tests: str, status: str, says: str) -> Rule:
    return Rule(
        id=f"AV-{name}",
        title=title,
        basis=ACCOUNTS,
        phase="visar",
        when=(f"t: avstamning sidor=bada {tests}",),
        then=f"avstamningsutfall avst=t.avst status={status} samma_sak=t.samma_sak",
        says=f"{_TOLD}; {says}.",
    )


def _material(name: str, title: str, test: str, outcome: str, says: str) -> Rule:
    return Rule(
        id=f"AV-VASENTLIG-{name}",
        title=title,
        basis=ACCOUNTS,
        phase="fynd",
        when=("u: avstamningsutfall status=avvikelse", "t: avstamning avst=u.avst pengar=ja", f"v: vasentlighetstal varde{test}t.storlek"),
        then=f"vasentlighet avst=t.avst utfall={outcome}",
        says=f"{{t.titel}}: skillnaden {{t.skillnad_text}}, räknad utan tecken, {says} väsentlighetstalet {{v.text}} ({{v.uppgift}}; {{v.kalla}}).",
        why=_RANKS,
    )


_AGREES = "sidorna stämmer överens"
_ROUNDED = "skillnaden {t.skillnad_text} är högst en enhet i sista siffran"
_DEVIATES = "skillnaden är {t.skillnad_text}; sidorna avviker från varandra"

RULES = (
    _status("STAMMER", "Sidorna är lika", "ord=- d>=0 d<=0", "stammer", _AGREES),
    _status("STAMMER-CA", "Ca: tabellen avrundas till textens tal", "ord=ca d>=0 d<=0", "stammer", _AGREES),
    _status("STAMMER-KNAPPT", "Knappt: tabellen avrundas till textens tal, underifrån", "ord=knappt d>=0 d<=0 x>=0", "stammer", _AGREES),
    _status("STAMMER-DRYGT", "Drygt: tabellen avrundas till textens tal, ovanifrån", "ord=drygt d>=0 d<=0 x<=0", "stammer", _AGREES),
    _status("STAMMER-MER", "Mer än: tabellen är större", "ord=mer_an x<0", "stammer", _AGREES),
    _status("STAMMER-MINDRE", "Mindre än: tabellen är mindre", "ord=mindre_an x>0", "stammer", _AGREES),
    _status("KNAPPT-FRAN-FEL-HALL", "Knappt, men tabellen är större", "ord=knappt d>=0 d<=0 x<0", "avvikelse", _DEVIATES),
    _status("DRYGT-FRAN-FEL-HALL", "Drygt, men tabellen är mindre", "ord=drygt d>=0 d<=0 x>0", "avvikelse", _DEVIATES),
    _status("MER-AVVIKER", "Mer än, men tabellen är inte större", "ord=mer_an x>=0", "avvikelse", _DEVIATES),
    _status("MINDRE-AVVIKER", "Mindre än, men tabellen är inte mindre", "ord=mindre_an x<=0", "avvikelse", _DEVIATES),
    *(
        _status(f"{word.upper()}-AVVIKER-{name}", f"{word.capitalize()}, men tabellen avrundas till ett annat tal", f"ord={word} d{test}", "avvikelse", _DEVIATES)
        for word in ("ca", "knappt", "drygt")
        for name, test in (("OVER", ">0"), ("UNDER", "<0"))
    ),
    _status("AVRUNDNING-OVER", "En enhet över", "ord=- avrundas=ja d>0 over<=0", "avrundning", _ROUNDED),
    _status("AVRUNDNING-UNDER", "En enhet under", "ord=- avrundas=ja d<0 under>=0", "avrundning", _ROUNDED),
    _status("AVVIKELSE-OVER", "Mer än en enhet över", "ord=- avrundas=ja d>0 over>0", "avvikelse", _DEVIATES),
    _status("AVVIKELSE-UNDER", "Mer än en enhet under", "ord=- avrundas=ja d<0 under<0", "avvikelse", _DEVIATES),
    _status("AVVIKELSE-ANTAL-OVER", "Antal avrundas inte: större", "ord=- avrundas=nej d>0", "avvikelse", _DEVIATES),
    _status("AVVIKELSE-ANTAL-UNDER", "Antal avrundas inte: mindre", "ord=- avrundas=nej d<0", "avvikelse", _DEVIATES),
    Rule(
        id="AV-SAKNAS",
        title="En sida saknas",
        basis=ACCOUNTS,
        phase="visar",
        when=("t: avstamning sidor!=bada",),
        then="avstamningsutfall avst=t.avst status=underlag_saknas samma_sak=nej",
        says="{t.titel}: {t.saknas} framgår inte av underlaget; relationen kan inte prövas.",
    ),
    _material("OVER", "En avvikelse i belopp når väsentlighetstalet", "<=", "over", "når"),
    _material("UNDER", "En avvikelse i belopp når inte väsentlighetstalet", ">", "under", "når inte"),
)  # fmt: skip
