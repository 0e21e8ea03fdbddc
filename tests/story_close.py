"""What is known of the invented organisation's 2021 when the books are closed, as its controller types it into the workbook."""

from __future__ import annotations

import datetime as dt
from typing import Any

from story_workbook import Typing

STATEMENT = (
    "verksamhetens_intäkter", "verksamhetens_kostnader", "avskrivningar", "verksamhetens_nettokostnader", "medlemsbidrag",
    "verksamhetens_resultat", "finansiella_intäkter", "finansiella_kostnader", "resultat_efter_finansiella_poster",
    "extraordinära_poster", "årets_resultat",
)  # fmt: skip
OF_A_UNIT = tuple(row for row in STATEMENT if row not in ("verksamhetens_resultat", "resultat_efter_finansiella_poster", "extraordinära_poster"))
STATEMENTS = {
    "rr": dict(zip(STATEMENT, (15045, -44050, -1548, -30553, 31000, 447, 10, -45, 412, 0, 412), strict=True)),
    "rr_kansli": dict(zip(OF_A_UNIT, (1252, -8090, -60, -6898, 7150, 10, -45, 217), strict=True)),
    "rr_vux": dict(zip(OF_A_UNIT, (10128, -18060, -150, -8082, 8120, 0, 0, 38), strict=True)),
    "rr_it": dict(zip(OF_A_UNIT, (3360, -14560, -1248, -12448, 12590, 0, 0, 142), strict=True)),
    "rr_arkiv": dict(zip(OF_A_UNIT, (305, -3340, -90, -3125, 3140, 0, 0, 15), strict=True)),
    "br": {
        "anläggningstillgångar": 4568, "maskiner_och_inventarier": 4568, "omsättningstillgångar": 16159, "kortfristiga_fordringar": 4010,
        "kassa_och_bank": 12149, "summa_tillgångar": 20727, "eget_kapital": 7212, "därav_årets_resultat": 412, "avsättningar": 3010,
        "skulder": 10505, "långfristiga_skulder": 800, "kortfristiga_skulder": 9705, "summa_eget_kapital_avsättningar_och_skulder": 20727,
    },
    "bku": {
        "årets_resultat": 412, "realisationsvinster": 0, "årets_resultat_efter_balanskravsjusteringar": 412,
        "medel_till_resultatutjämningsreserv": 0, "medel_från_resultatutjämningsreserv": 0, "balanskravsresultat": 412,
    },
    "investering": {"utfall": 1640},
    "not_1": {
        "statsbidrag": 7910, "bidrag_från_regionen": 845, "avgifter": 322, "försäljning_av_tjänster": 5563, "övriga_intäkter": 405, "summa": 15045,
    },
    "not_2": {
        "personalkostnader": 23390, "köp_av_utbildningsplatser": 7010, "lokalkostnader": 3235, "material_och_tjänster": 10415, "summa": 44050,
    },
}  # fmt: skip
# mätetal: what stands in its row now; new ones beside those that were to date
CHANGED: dict[str, dict[str, Any]] = {
    "K-1.2": {"Värde": 10, "Uppgift": "remisser besvarades i medeltal på 10 dagar", "Källa": "ar2021, 4.1"},
    "K-1.3": {"Värde": 4.8, "Uppgift": "sjukfrånvaron var 4,8 procent", "Källa": "ar2021, 2.7"},
    "K-3.1": {"Värde": 10, "Uppgift": "10 dialoger", "Källa": "ar2021, 4.1"},
    "K-4.1": {"Status": "beslutad", "Belägg": "beslut", "Uppgift": "direktionen beslutade förbundsordningen", "Källa": "prot2021, § 71"},
    "V-1.2": {"Värde": 452, "Uppgift": "452 studerande", "Källa": "ar2021, 4.2"},
    "I-1.1": {"Värde": 99.68, "Uppgift": "tillgängligheten var 99,68 procent", "Källa": "ar2021, 4.3"},
    "I-1.2": {"Värde": 13, "Uppgift": "13 driftstörningar", "Källa": "ar2021, 4.3"},
    "I-2.1": {"Värde": 80.4, "Uppgift": "80,4 procent löstes inom en dag", "Källa": "ar2021, 4.3"},
    "I-2.2": {"Källa": "ar2021, 4.3"},
    "I-3.1": {"Värde": 2, "Uppgift": "2 driftställen vid årets slut", "Källa": "ar2021, 4.3"},
    "AR-1.3": {"Värde": 44, "Uppgift": "44 procent av leveranserna var digitala mot 40 procent året före", "Källa": "ar2021, 4.4"},
    "AR-2.1": {"Värde": 461, "Uppgift": "461 hyllmeter mot 437 året före", "Källa": "ar2021, 4.4"},
    "AR-2.3": {"Värde": 2, "Uppgift": "2 föreläsningar", "Källa": "ar2021, 4.4"},
}  # fmt: skip
NEW: tuple[dict[str, Any], ...] = (
    {"Mätetal": "K-1.1", "Värde": 82, "Enhet": "%", "Antal svar": 45, "Uppgift": "82 procent är nöjda", "Källa": "ar2021, 4.1"},
    {"Mätetal": "V-1.1", "Värde": 71.2, "Enhet": "%", "Uppgift": "71,2 procent godkända", "Källa": "ar2021, 4.2"},
    {"Mätetal": "V-1.3", "Värde": 61.9, "Föregående": 61.0, "Enhet": "%", "Uppgift": "från 61,0 till 61,9 procent", "Källa": "ar2021, 4.2"},
    {"Mätetal": "V-2.1", "Status": "ej mätt", "Uppgift": "frågan ställdes inte", "Källa": "ar2021, 4.2"},
    {"Mätetal": "V-3.1", "Status": "framtagen", "Uppgift": "avtal tecknat i december", "Källa": "ar2021, 4.2"},
)
CLAIMS = {
    "E-1": "uppfyllt", "E-2": "uppfyllt", "K-1": "uppfyllt", "K-2": "uppfyllt", "K-3": "uppfyllt", "K-4": "uppfyllt",
    "V-1": "uppfyllt", "V-2": "uppfyllt", "V-3": "uppfyllt", "I-1": "delvis", "I-2": "uppfyllt", "I-3": "uppfyllt", "I-4": "ej",
    "AR-1": "delvis", "AR-2": "uppfyllt",
}  # fmt: skip
PLAN = {
    "Id": "B-2021-2", "Slag": "återställandeplan", "Underskott år": 2019, "Organ": "Direktionen", "Datum": dt.date(2021, 12, 10),
    "Paragraf": "§ 72", "Skäl": "underskottet 2019 är återställt senast 2022", "Källa": "prot2021, § 72",
}  # fmt: skip
CONTROLS = (
    ("IK-1a", dt.date(2021, 12, 7), "Redovisningsekonom"), ("IK-1b", dt.date(2021, 11, 30), "Redovisningsekonom"),
    ("IK-1b", dt.date(2021, 12, 6), "Redovisningsekonom"), ("IK-1b", dt.date(2021, 12, 30), "Redovisningsekonom"),
    ("IK-2a", dt.date(2021, 12, 9), "Lönespecialist"), ("IK-3a", dt.date(2021, 12, 2), "Informationssäkerhetssamordnare"),
    ("IK-3b", dt.date(2021, 12, 14), "Drifttekniker"),
)  # fmt: skip


def plan_decided(typing: Typing) -> None:
    """The plan for the restoration of 2019's deficit, decided at the last meeting of the year."""
    typing.row("Beslut", **PLAN)


def closed(typing: Typing) -> None:
    """The accounts, the year's outcomes, what the report says of them, and the controls of December."""
    for table, amounts in STATEMENTS.items():
        typing.amounts(table, "2021", amounts)
    for criterion, values in CHANGED.items():
        typing.over("Utfall", "Mätetal", criterion, **values, Per=None)
    for row in NEW:
        typing.row("Utfall", **row)
    for goal, rating in CLAIMS.items():
        typing.row("Uppföljningar", Mål=goal, Källa="ar2021, 4")
        typing.row("Påståenden", Om=goal, Påstår=rating, Ord=f"bedöms {rating}", Källa="ar2021, 4")
    for moment, day, who in CONTROLS:
        typing.row("Kontrollogg", Moment=moment, Datum=day, Av=who, Resultat="utan notering", Källa=f"logg2021, {day}")
