"""Tables that rules join: what a status shows, what a code can become, how evidence ranks, how the parts weigh together.

They are data to read and to test, not functions. A code holds the ratings that are still possible: U uppfyllt, D delvis, E ej.
"""

from __future__ import annotations

RATING = {"U": ("uppfyllt", 3), "D": ("delvis", 2), "E": ("ej", 1)}
CODES = ("U", "D", "E", "UD", "UE", "DE", "UDE")
EVIDENCE = {"siffra": 1, "logg": 2, "beslut": 3, "egen_uppgift": 4}

_DONE = ("genomfört", "framtagen", "beslutad", "nivån nådd")
_NOT_DONE = ("nivån ej nådd", "ej genomfört", "framflyttat", "inställt", "annat sammanhang")
_PARTLY = ("delvis genomfört", "del färdig")
_BEGUN = ("påbörjat", "pågår")

# (code, what the statement says for contradictions, reason, what it means)
_MET = ("U", "U", "-", "Det visar att saken är gjord.")
_PART = ("D", "D", "-", "Det visar att en del är gjord.")
_NOT = ("E", "E", "-", "Det visar att saken inte är gjord.")
_BELOW = ("E", "E", "-", "Det visar att nivån inte är nådd.")
_NO_FIGURE = ("UE", "U", "siffra_saknas", "En uppgift utan siffra visar inte att nivån är nådd.")
_NOTHING = ("UE", "-", "siffra_saknas", "En uppgift utan siffra visar inte om nivån är nådd.")
_UNMEASURED = ("UE", "-", "ej_matt", "Det är inte mätt.")
_OTHER = ("UE", "-", "annat_matt", "Det är ett annat mått än det beslutade.")
_UNMEASURED_DELIVERY = ("UDE", "-", "ej_matt", "Det är inte redovisat om saken är gjord.")
_OTHER_DELIVERY = ("UDE", "-", "annat_matt", "Det är en annan sak än den beslutade.")

STATUS: dict[str, dict[str, tuple[str, str, str, str]]] = {
    "niva": {
        **dict.fromkeys(_DONE, _NO_FIGURE),
        **dict.fromkeys((*_NOT_DONE, *_PARTLY), _BELOW),
        **dict.fromkeys(_BEGUN, _NOTHING),
        "ej mätt": _UNMEASURED,
        "annat mått": _OTHER,
    },
    "asikt": {
        **dict.fromkeys(_DONE, _NO_FIGURE),
        "nivån ej nådd": _BELOW,
        **dict.fromkeys((*_NOT_DONE[1:], *_PARTLY, *_BEGUN, "ej mätt"), _UNMEASURED),
        "annat mått": _OTHER,
    },
    "produkt": {
        **dict.fromkeys(_DONE, _MET),
        **dict.fromkeys(_PARTLY, _PART),
        **dict.fromkeys((*_NOT_DONE, *_BEGUN), _NOT),
        "ej mätt": _UNMEASURED_DELIVERY,
        "annat mått": _OTHER_DELIVERY,
    },
    "aktivitet": {
        **dict.fromkeys(_DONE, _MET),
        **dict.fromkeys((*_PARTLY, *_BEGUN), _PART),
        **dict.fromkeys(_NOT_DONE, _NOT),
        "ej mätt": _UNMEASURED_DELIVERY,
        "annat mått": _OTHER_DELIVERY,
    },
}

# What a statement of a day before the year's end shows, where more can still happen: what is done stays done (a part of a
# product, an activity begun), and what was called off or moved stays so; all else is open until the year is over.
_STILL_OPEN = "Det gäller den dagen; mer kan göras till årets slut."
_REACHABLE = ("UE", "-", "siffra_saknas", "Nivån är inte nådd den dagen; det kan ändras till årets slut.")
_PART_SO_FAR = ("UD", "-", "ej_redovisat", "En del är gjord den dagen; mer kan göras till årets slut.")
_NOT_YET = ("UDE", "-", "ej_redovisat", _STILL_OPEN)
TO_DATE: dict[str, dict[str, tuple[str, str, str, str]]] = {
    "niva": dict.fromkeys(("nivån ej nådd", "ej genomfört", *_PARTLY), _REACHABLE),
    "asikt": {"nivån ej nådd": _REACHABLE},
    "produkt": {**dict.fromkeys(_PARTLY, _PART_SO_FAR), **dict.fromkeys(("nivån ej nådd", "ej genomfört", *_BEGUN), _NOT_YET)},
    "aktivitet": {**dict.fromkeys((*_PARTLY, *_BEGUN), _PART_SO_FAR), **dict.fromkeys(("nivån ej nådd", "ej genomfört"), _NOT_YET)},
}
# of two open statements the one that leaves less open is told; the others' ranks stand in REASON_RANK
TO_DATE_RANK = {"UD": 1, "UDE": 2, "UE": 3}
# percent of the kontrollmoment that make one responsible "ansvarig för nästan alla"
CONCENTRATION = 80
FIGURE_RANK = {"malniva_oklar": 0, "ungefarlig_vid_gransen": 1, "siffra_saknas": 2}
REASON_RANK = {"siffra_saknas": 3, "annat_matt": 4, "ej_matt": 5, "-": 9}

# god ekonomisk hushållning where economy goes first: (financial part, operational part) → whole
WHOLE = {
    (e, v): "ej" if e == "ej" else "uppfyllt" if (e, v) == ("uppfyllt", "uppfyllt") else "delvis"
    for e in ("uppfyllt", "delvis", "ej")
    for v in ("uppfyllt", "delvis", "ej")
}
