"""Balanskravet: the year's balanskravsresultat (BK-1) and a budget in balance (BK-3); BK-2 stands in aterstallande."""

from rules.basis import (
    BALANCE,
    BALANCE_1991,
    BALANCE_2018,
    BALANCE_2019,
    BALANCE_2024,
    BUDGET_1991,
    BUDGET_2018,
)
from rules.language import Rule
from rules.leaves import bedomd

_BALANCE = (
    (None, 2017, "1991", BALANCE_1991),
    (2018, 2018, "2018", BALANCE_2018),
    (2019, 2023, "2019", BALANCE_2019),
    (2024, None, "2024", BALANCE_2024),
)
_BUDGET = ((None, 2017, "1991", BUDGET_1991), (2018, None, "2018", BUDGET_2018))


def _result(name: str, when: tuple[str, ...], then: str, title: str, says: str) -> tuple[Rule, ...]:
    return tuple(
        Rule(id=f"BK-1-{law}-{name}", title=title, basis=basis, phase="matetal", when=when, then=then, says=says, first=first, last=last)
        for first, last, law, basis in _BALANCE
    )


RESULT = (
    *_result(
        "UPPFYLLT", ("y: ar", "b: balanskravsresultat ar=y.ar varde>=0"), bedomd("BK-1", "U", "uppfyllt"),
        "Balanskravsresultatet är noll eller positivt",
        "Balanskravsresultatet {y.ar} är {b.varde|pengar} ({b.kalla}){b.klumpsumma}. Det ska vara noll eller mer; balanskravet är uppfyllt för året.",
    ),
    *_result(
        "EJ", ("y: ar", "b: balanskravsresultat ar=y.ar varde<0"), bedomd("BK-1", "E", "ej"),
        "Balanskravsresultatet är negativt",
        "Balanskravsresultatet {y.ar} är {b.varde|pengar} ({b.kalla}){b.klumpsumma}. Det ska vara noll eller mer; balanskravet är ej uppfyllt för året.",
    ),
    *_result(
        "UTREDNING-SAKNAS", ("y: ar", "r: arsresultat ar=y.ar", "!b: balanskravsresultat ar=y.ar"),
        bedomd("BK-1", "UE", "underlag_saknas", "balanskravsutredning_saknas"),
        "Balanskravsutredningen saknas",
        "Årets resultat {y.ar} är {r.varde|pengar} ({r.kalla}) men balanskravsutredningen framgår inte av underlaget; balanskravsresultatet kan inte avgöras.",
    ),
    *_result(
        "AR-SAKNAS", ("y: ar", "!r: arsresultat ar=y.ar", "!b: balanskravsresultat ar=y.ar"),
        bedomd("BK-1", "UE", "underlag_saknas", "ar_saknas"),
        "Årets resultat och balanskravsutredningen saknas",
        "Varken årets resultat {y.ar} eller balanskravsutredningen framgår av underlaget; balanskravsresultatet kan inte avgöras.",
    ),
)  # fmt: skip


def _budget(name: str, title: str, when: tuple[str, ...], then: str, says: str) -> tuple[Rule, ...]:
    return tuple(
        Rule(id=f"BK-3-{law}-{name}", title=title, basis=basis, phase="matetal", when=when, then=then, says=says, first=first, last=last)
        for first, last, law, basis in _BUDGET
    )


_BUDGETED = "Budgeterade intäkter {y.ar} är {b.intakter} och kostnader {b.kostnader} ({b.kalla}). Intäkterna ska överstiga kostnaderna; "
BUDGET = (
    *_budget(
        "UPPFYLLT", "Budgetens intäkter överstiger dess kostnader", ("y: ar", "b: budget ar=y.ar overskott>0"), bedomd("BK-3", "U", "uppfyllt"),
        _BUDGETED + "kravet är uppfyllt.",
    ),
    *_budget(
        "EJ", "Budgetens intäkter överstiger inte dess kostnader", ("y: ar", "b: budget ar=y.ar overskott<=0"), bedomd("BK-3", "E", "ej"),
        _BUDGETED + "kravet är ej uppfyllt.",
    ),
    *_budget(
        "SAKNAS", "Den beslutade budgeten saknas", ("y: ar", "!b: budget ar=y.ar"), bedomd("BK-3", "UE", "underlag_saknas", "ej_redovisat"),
        "Den beslutade budgetens intäkter och kostnader {y.ar} framgår inte av underlaget; kravet kan inte avgöras.",
    ),
)  # fmt: skip

EVIDENCE = tuple(
    Rule(
        id=f"BK-{number}-BELAGG",
        title="Bedömningen bygger på räkenskapernas siffror",
        basis=BALANCE,
        phase="kan",
        when=(f"b: bedomning nod=BK-{number} rating!=underlag_saknas",),
        then="belagg nod=b.nod slag=siffra rang=1",
        says="Bedömningen av {b.nod} bygger på siffror i räkenskaperna.",
    )
    for number in (1, 2, 3)
)

RULES = (*RESULT, *BUDGET, *EVIDENCE)
