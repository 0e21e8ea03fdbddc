"""The legal bases that rules cite, written once.

Confirmed in text (today's wording): KL (2017:725) 11 kap. 1, 5, 6, 12 and 13 §§ and 12 kap. 1–2 §§, LKBR (2018:597)
11 kap. 10 and 12 §§, KRL (1997:614) 4 kap. 3 a and 4 §§. KL (1991:900) is cited from memory: unchecked.
"""

import re

_EARLIER = " (till och med 2017 KL (1991:900) 8 kap. och 9 kap., ej kontrollerad mot lagtext)"
_UNTIL = re.compile(r" \(till och med (\d{4}) (.+?), (ej kontrollerade? mot lagtext)\)")

GOALS = "KL (2017:725) 11 kap. 6 § och 12 kap. 1–2 §§: är resultaten förenliga med de mål som beslutats" + _EARLIER
ECONOMY = "KL (2017:725) 11 kap. 1 och 6 §§: god ekonomisk hushållning" + _EARLIER
ACCOUNTS = "KL (2017:725) 12 kap. 1 §: är räkenskaperna rättvisande" + _EARLIER
CONTROL = "KL (2017:725) 12 kap. 1 §: är den interna kontrollen tillräcklig" + _EARLIER
PLAN_CONTROL = "Internkontrollplanens egen regel: avvikelser följs upp inom sex månader"
BALANCE_1991 = "KL (1991:900) 8 kap. 5 a § (ej kontrollerad mot lagtext) med KRL (1997:614) 4 kap. 3 a och 4 §§"
BALANCE_2018 = "KL (2017:725) 11 kap. 12 § (2018:600) med KRL (1997:614) 4 kap. 3 a och 4 §§"
BALANCE_2019 = "KL (2017:725) 11 kap. 12 § (2018:600) med LKBR (2018:597) 11 kap. 10 §"
BALANCE_2024 = "KL (2017:725) 11 kap. 12 § med LKBR (2018:597) 11 kap. 10 och 12 §§ i lydelse från och med 2024 (2023:643)"
RESTORE_1991 = "KL (1991:900) 8 kap. 5 a och 5 b §§ (ej kontrollerade mot lagtext)"
RESTORE_2018 = "KL (2017:725) 11 kap. 12 § (2018:600) och 13 §"
RESTORE = f"{RESTORE_2018} (till och med 2017 KL (1991:900) 8 kap. 5 a och 5 b §§, ej kontrollerade mot lagtext)"
BALANCE = "KL (2017:725) 11 kap. 12 § (till och med 2017 KL (1991:900) 8 kap. 5 a §, ej kontrollerad mot lagtext)"
BUDGET_1991 = "KL (1991:900) 8 kap. 4 § (ej kontrollerad mot lagtext)"
BUDGET_2018 = "KL (2017:725) 11 kap. 5 §"
WEIGHING = f"{GOALS}; {CONTROL}"


def in_year(basis: str, year: int) -> str:
    """The basis in the wording of one year: of two laws that followed each other, the one that was in force."""
    return "; ".join(_in_force(part, year) for part in basis.split("; "))


def _in_force(basis: str, year: int) -> str:
    found = _UNTIL.search(basis)
    if not found or year > int(found[1]):
        return basis.replace(found[0], "") if found else basis
    _, asked, question = basis.replace(found[0], "").partition(": ")
    return f"{found[2]} ({found[3]}){asked}{question}"
