"""What each table and column of the store means, as `check fraga` tells it."""

from __future__ import annotations

_WHOSE = {"organisation": "organisationens id", "year": "året som är prövat"}

MEANINGS: dict[str, tuple[str, dict[str, str]]] = {
    "batch": (
        "Körningen som skrev filen, en rad.",
        {"planned": "antal prövningar som skulle göras", "done": "antal som finns i filen; färre när körningen avbröts"},
    ),
    "runs": (
        "Prövningar, en rad för varje organisation och år.",
        {
            **_WHOSE,
            "name": "organisationens namn",
            "exit_code": "slutkoden, som för check ÅR",
            "error": "felet, när prövningen inte gav något resultat; annars tomt",
            "kind": "slaget av rapport",
            "as_of": "dagen som underlaget gäller",
            "version": "programmets version",
            "input": "kontrollsumma över allt som prövningen kan läsa; oförändrad görs den inte om",
            "rules": "kontrollsumma över reglerna",
            "facts": "kontrollsumma över uppgifterna",
            "trace": "kontrollsumma över spåret",
            "file": "resultatets fil i mappen",
            "sha256": "filens kontrollsumma",
            "row_digest": "kontrollsumma över prövningens rader här",
        },
    ),
    "ratings": (
        "Bedömningar: mätetal, mål, kontrollmoment, områden, enheter, delar och helheten.",
        {
            **_WHOSE,
            "id": "bedömningens id",
            "level": "criterion, goal, moment, control_area, unit, part eller whole",
            "area": "mal, ekonomi, balanskrav eller intern_kontroll",
            "org_unit": "enheten",
            "title": "titeln",
            "rating": "uppfyllt, delvis, ej, underlag_saknas eller ej_tillampligt",
            "possible": "bedömningar som är möjliga, som JSON",
            "claimed": "redovisningens egen bedömning",
            "verdict": "bekraftat, motsagt eller obestyrkt",
            "direction": "battre eller samre än underlaget visar",
            "evidence": "siffra, logg, beslut eller egen_uppgift",
            "own_word_only": "1 när bara redovisningens egen uppgift bekräftar",
            "reason": "skälet till att bedömningen är oavgjord",
            "because": "förklaringen, en mening",
        },
    ),
    "ties": (
        "Avstämningar.",
        {
            **_WHOSE,
            "id": "avstämningens id",
            "title": "titeln",
            "left": "den ena sidan, i enheten",
            "right": "den andra sidan, i enheten",
            "difference": "skillnaden, i enheten; jämförs och ordnas som tal",
            "unit": "enheten",
            "status": "stammer, avrundning, avvikelse eller underlag_saknas",
            "material": "over eller under väsentlighetstalet",
        },
    ),
    "findings": (
        "Iakttagelser.",
        {
            **_WHOSE,
            "id": "iakttagelsens id",
            "kind": "slaget, som motsagt eller aterstallande",
            "text": "texten",
            "about": "det som den gäller, som JSON",
        },
    ),
    "missing": (
        "Uppgifter som saknas.",
        {**_WHOSE, "fact": "uppgiftens id", "text": "vad som saknas", "needed_by": "bedömningarna som behöver den, som JSON"},
    ),
}
