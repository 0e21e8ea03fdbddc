"""Läs mig: what the workbook is, what to do with it, how its cells are read, and a list of its sheets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from facts.importers.workbook.layout import FORM, FORM_WORD, LISTS, ORGANISATION, YEAR, Layout
from facts.importers.workbook.styles import A4, Styles, write_text
from facts.year import Organisation

_WIDTHS = (26, 84, 12)
_SIGNS, _LINE = 100, 13

_WHAT = (
    "Arbetsboken innehåller organisationens uppgifter för ett år: vad som är beslutat, vad som har hänt och vad räkenskaperna visar. "
    "Fyll i och rätta bladen, spara som Excel-arbetsbok (.xlsx) och läs in den. Ingenting bedöms här: det gör programmet efteråt."
)
_STEPS = (
    "1. Håll pekaren över en rubrik: en anteckning säger vad som ska stå i kolumnen. Kolumner med blå rubrik måste fyllas i.",
    "2. Skriv en uppgift på varje rad. Nya rader skrivs under de andra. En rad tas bort genom att hela raden tas bort eller töms.",
    "3. Pröva: check importera mall.xlsx --torr visar vad som skulle ändras, eller vad som är fel, och skriver ingenting.",
    "4. Rätta det som är fel. mall.xlsx:Utfall!D14 betyder bladet Utfall, kolumn D, rad 14. Alla fel visas på en gång.",
    "5. Läs in: check importera mall.xlsx skriver uppgifterna.",
    "6. Kör: check ÅR för en bedömning, check forkontroll ÅR --per DAG för en kontroll före bokslutet.",
)
_READ = (
    (
        "Tal skrivs som tal. Antalet decimaler är det som rutan visar: 42,20 är inte 42,2. Tal skrivna som text (1 234,5 eller −12 eller 15 %) "
        "förstås när de kan läsas på ett sätt; annars sägs varför."
    ),
    "Datum skrivs som 2021-11-30. Flera uppgifter i samma ruta skrivs med komma emellan.",
    "Id:n (F-4.3.1-1, IK-1a, B-1) sätts en gång och ändras aldrig: andra blad hänvisar till dem.",
    "Källan är dokumentets id och avsnittet, med komma emellan: ar2020, 4.3.8. Dokumenten står i organisation.yaml.",
    (
        "På bladet Utfall står också en rad för varje mätetal som saknar utfall. En rad med bara mätetalets id hoppas över. "
        "Grå kursiva kolumner är till hjälp och läses inte in."
    ),
    "Kolumnen Fil säger i vilken av årets filer raden står. Lämna den tom på en ny rad.",
    (
        "På bladen Bokslut och Budget står varje tabell som den är tryckt, med sina uppgifter överst. Sist på bladet står en tom tabell att fylla i; "
        "fler tabeller skrivs under, med samma ord i första kolumnen."
    ),
    "En formel läses som det värde som är sparat i rutan, och det sägs. Dolda rader läses som andra. Tomma rader hoppas över.",
    (
        "Byt inte namn på blad och rubriker, slå inte ihop rutor och skriv inget utanför tabellerna: sådant läses inte in utan sägs vara fel. "
        "Kolumner får flyttas. Rader får sorteras på alla blad utom Bokslut och Budget."
    ),
    "När ett meddelande nämner källa: eller nivå_av: är det kolumnen Källa eller Nivå av.",
)


def write_guide(page: Any, look: Styles, layout: Layout, organisation: Organisation, year: int, counts: Mapping[str, int]) -> None:
    """Write the sheet; `counts` is how many facts each sheet holds."""
    for place, width in enumerate(_WIDTHS):
        page.set_column(place, place, width)
    page.hide_gridlines(2)
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    write_text(page, (0, 0), f"Uppgifter för {year}, {organisation.name}", look.title)
    top = _pairs(page, look, 2, ((ORGANISATION, organisation.id), (YEAR, str(year)), (FORM_WORD, FORM)))
    for heading, texts in (("Vad det är", (_WHAT,)), ("Så här gör du", _STEPS), ("Så läses rutorna", _READ)):
        top = _texts(page, look, top + 1, heading, texts)
    _contents(page, look, layout, counts, top + 1)


def _pairs(page: Any, look: Styles, top: int, pairs: tuple[tuple[str, str], ...]) -> int:
    for line, (word, value) in enumerate(pairs, top):
        write_text(page, (line, 0), word, look.label)
        write_text(page, (line, 1), value, look.word)
    return top + len(pairs)


def _texts(page: Any, look: Styles, top: int, heading: str, texts: tuple[str, ...]) -> int:
    write_text(page, (top, 0), heading, look.heading)
    for line, text in enumerate(texts, top):
        page.set_row(line, _LINE * (1 + len(text) // _SIGNS) + 3)
        write_text(page, (line, 1), text, look.prose)
    return top + len(texts)


def _contents(page: Any, look: Styles, layout: Layout, counts: Mapping[str, int], top: int) -> None:
    for place, word in enumerate(("Blad", "Vad som står där", "Ifyllt")):
        write_text(page, (top, place), word, look.head)
    for line, sheet in enumerate(layout.sheets, top + 1):
        page.write_url(line, 0, f"internal:'{sheet.name}'!A1", look.link, sheet.name)
        write_text(page, (line, 1), sheet.says[0].upper() + sheet.says[1:], look.prose)
        page.write_number(line, 2, counts[sheet.name], look.whole)
    last = top + 1 + len(layout.sheets)
    write_text(page, (last, 0), LISTS, look.word)
    write_text(page, (last, 1), "Orden som rutornas listor erbjuder", look.prose)
