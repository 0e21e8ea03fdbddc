"""The legal bases that rules cite, written once.

Confirmed in text (today's wording): KL (2017:725) 11 kap. 1, 5, 6, 12 and 13 §§ and 12 kap. 1–2 §§, LKBR (2018:597)
11 kap. 10 and 12 §§, KRL (1997:614) 4 kap. 3 a and 4 §§. KL (1991:900) is cited from memory: unchecked.
"""

_EARLIER = " (till och med 2017 KL (1991:900) 8 kap. och 9 kap., ej kontrollerad mot lagtext)"

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
BUDGET_1991 = "KL (1991:900) 8 kap. 4 § (ej kontrollerad mot lagtext)"
BUDGET_2018 = "KL (2017:725) 11 kap. 5 §"
WEIGHING = f"{GOALS}; {CONTROL}"
