"""Förkontroll, åtgärder: what is to be done, for what, and the last day; it is overdue from the day after."""

from rules.basis import ACCOUNTS, BALANCE, CONTROL, GOALS, PLAN_CONTROL
from rules.language import Rule

_TODAY = "d: dag"
_LATE = " Sista dagen har passerat den {d.datum}."


def _actions(name: str, title: str, basis: str, kind: str, when: tuple[str, ...], due: str, about: str, says: str) -> tuple[Rule, ...]:
    """The action within time and overdue; `due` is the alias whose day is the last one, on whose condition `{late}` stands."""
    return tuple(
        Rule(
            id=f"FK-{name}{ending}", title=f"{title}{told}", basis=basis, phase="atgard",
            when=(_TODAY, *(line.replace("{late}", test) for line in when)),
            then=f"atgard om={about} slag={kind} sista={due} forsenad={late}", says=says + sentence, only="forkontroll",
        )
        for ending, told, test, late, sentence in (("", "", ">=d.dag", "nej", ""), ("-FORSENAD", "; sista dagen har passerat", "<d.dag", "ja", _LATE))
    )  # fmt: skip


_CRIT = "{k.krit} ({k.text}, {k.kalla}): {b.visar} Sista dag {f.datum}; {f.ansvarig}."
_LEVEL = "orsak!=malniva_saknas orsak!=malniva_oklar"
_OPEN = f"b: bedomning niva=criterion rating=underlag_saknas {_LEVEL}"


def _criterion(name: str, title: str, kind: str, rated: str, tests: str, survey: str) -> tuple[Rule, ...]:
    when = (rated, f"k: krit krit=b.nod {tests}".strip(), f"f: frist krit=b.nod {survey} dag{{late}}".replace("  ", " "))
    return _actions(name, title, GOALS, kind, when, "f.dag", "b.nod", _CRIT)


CRITERIA = (
    *_criterion("UTFALL", "Utfallet saknas", "utfall_saknas", _OPEN, "typ=niva area=mal", "enkat=nej"),
    *_criterion("UTFALL-EKONOMI", "Beloppen för ett finansiellt mål saknas", "belopp", _OPEN, "typ=niva area=ekonomi", "enkat=nej"),
    *_criterion("LEVERANS", "Leveransen återstår", "levereras", _OPEN, "typ=leverans", "enkat=nej"),
    *_criterion("ENKAT", "Enkätens utfall saknas", "enkat", _OPEN, "", "enkat=ja"),
    *(
        rule
        for flaw, told in (("saknas", "saknas"), ("oklar", "är oklar"))
        for rule in _criterion(
            f"NIVA-{flaw.upper()}", f"Målnivån {told}", "niva", f"b: bedomning niva=criterion rating=underlag_saknas orsak=malniva_{flaw}", "", "",
        )
    ),
)  # fmt: skip

_DEMAND = "{b.visar} Sista dag {e.datum} ({e.kalla})."
_UNDATED = "Sista dag framgår inte av underlaget."
_DEMANDED = "b: bedomning niva=goal area=balanskrav rating=underlag_saknas"


def _undated(name: str, title: str, basis: str, kind: str, when: tuple[str, ...], about: str, says: str) -> Rule:
    return Rule(
        id=f"FK-{name}-UTAN-DAG", title=f"{title}; sista dag framgår inte", basis=basis, phase="atgard", when=when,
        then=f"atgard om={about} slag={kind} sista=0 forsenad=nej", says=says, only="forkontroll",
    )  # fmt: skip


ACCOUNTING = (
    *_actions(
        "BELOPP", "Belopp för balanskravet saknas", BALANCE, "belopp", (_DEMANDED, "e: slutdag nod=b.nod dag{late}"), "e.dag", "b.nod", _DEMAND,
    ),
    _undated("BELOPP", "Belopp för balanskravet saknas", BALANCE, "belopp", (_DEMANDED, "!e: slutdag nod=b.nod"), "b.nod", "{b.visar} " + _UNDATED),
    *_actions(
        "AVSTAMNING", "En avstämning avviker", ACCOUNTS, "avstamning",
        ("u: avstamningsutfall status=avvikelse", "e: slutdag nod=avstamning dag{late}"), "e.dag", "u.avst", "{u.visar} Sista dag {e.datum} ({e.kalla}).",
    ),
    _undated(
        "AVSTAMNING", "En avstämning avviker", ACCOUNTS, "avstamning", ("u: avstamningsutfall status=avvikelse", "!e: slutdag nod=avstamning"),
        "u.avst", "{u.visar} " + _UNDATED,
    ),
)  # fmt: skip

_NEXT = "t: tillfalle moment=k.moment nr=k.antal+1"
_CONTROL = "atgard om=t.moment slag=kontroll sista=t.dag forsenad={}"
_NEXT_SAYS = "{t.moment}: kontroll {t.nr} ska vara utförd senast {t.datum} ({t.kalla}); visat: {k.visat}."
CONTROLS = (
    Rule(
        id="FK-KONTROLL", title="Nästa kontroll återstår", basis=CONTROL, phase="atgard",
        when=(_TODAY, "k: kontroller", f"{_NEXT} dag>=d.dag"), then=_CONTROL.format("nej"), says=_NEXT_SAYS, only="forkontroll",
    ),
    Rule(
        id="FK-KONTROLL-FORSENAD", title="Nästa kontroll återstår; sista dagen har passerat", basis=CONTROL, phase="atgard",
        when=(_TODAY, "k: kontroller", f"{_NEXT} nr>k.hogst dag<d.dag"), then=_CONTROL.format("ja"), says=_NEXT_SAYS + _LATE, only="forkontroll",
    ),
    Rule(
        id="FK-KONTROLL-OVISS", title="Kontrollens sista dag har passerat; om den är utförd framgår inte", basis=CONTROL, phase="atgard",
        when=(_TODAY, "k: kontroller", f"{_NEXT} nr<=k.hogst dag<d.dag"), then=_CONTROL.format("oviss"),
        says=_NEXT_SAYS + " Sista dagen har passerat den {d.datum}; om kontrollen är utförd framgår inte av underlaget.", only="forkontroll",
    ),
    *_actions(
        "AVVIKELSE", "En avvikelse är öppen", PLAN_CONTROL, "avvikelse", ("l: avvikelselage lage!=stangd_i_tid lage!=stangd_for_sent lage!=stangd_utan_datum", "a: avvikelse avvikelse=l.avvikelse frist{late}"),
        "a.frist", "a.avvikelse", "{l.visar}",
    ),
)  # fmt: skip

DRAFTS = tuple(
    rule
    for name, kind, wanted in (("UTKAST", "mal", "målet"), ("UTKAST-KONTROLLPLAN", "kontrollomrade", "kontrollplanen"))
    for rule in _actions(
        name, f"Beslut om {wanted}: ett utkast är inte beslutat", GOALS, "ej_beslutat", (f"u: utkastpost slag={kind}", "s: dag sista{late}"),
        "s.sista", "u.om",
        "{u.om} ({u.titel}, {u.kalla}) är ett utkast och prövas inte förrän det är beslutat; sista dag för året är {s.sista_datum}.",
    )[:1]
)  # fmt: skip

_NO_FORECAST = ("t: dag slag=delarsrapport", "b: bedomning niva=criterion rating=underlag_saknas", "k: krit krit=b.nod", "f: frist krit=b.nod")
FORECASTS = (
    *_actions(
        "PROGNOS", "Delårsrapporten saknar prognos för mätetalet", GOALS, "prognos",
        (*_NO_FORECAST, "e: kalenderdag slag=delarsrapport dag{late}", "!p: prognospost krit=b.nod", "!x: kalenderdag slag=delarsrapport dag<e.dag"), "e.dag", "b.nod",
        "{k.krit} ({k.text}, {k.kalla}): prognos till årets slut framgår inte av underlaget; delårsrapporten lämnas senast {e.datum} ({e.kalla}).",
    ),
    _undated(
        "PROGNOS", "Delårsrapporten saknar prognos för mätetalet", GOALS, "prognos",
        (*_NO_FORECAST, "!p: prognospost krit=b.nod", "!e: kalenderdag slag=delarsrapport"), "b.nod",
        "{k.krit} ({k.text}, {k.kalla}): prognos till årets slut framgår inte av underlaget. " + _UNDATED,
    ),
)  # fmt: skip

DECISIONS = _actions(
    "BESLUT", "Ett beslut behövs", GOALS, "beslut", ("n: beslutsbehov slag!=undantag slag!=malbeslut slag!=aterstallandeplan_villkorad sista{late}",), "n.sista", "n.om", "{n.visar}",
)  # fmt: skip

RULES = (*CRITERIA, *ACCOUNTING, *CONTROLS, *DRAFTS, *FORECASTS, *DECISIONS)
