"""The words of the invented organisations: places, units, measures, deliveries and controls. No organisation, place or figure in it exists."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

FIRST = (
    "Alm", "Björk", "Ek", "Gran", "Hassel", "Tall", "Lind", "Rönn", "Älg", "Ör", "Å", "Norr", "Söder", "Väster", "Öster",
    "Sten", "Sand", "Moss", "Myr", "Kall", "Klar", "Lång", "Bred", "Grön", "Järv", "Tjäder",
)  # fmt: skip
LAST = ("fors", "tuna", "hälla", "sjö", "näs", "åker", "mo", "bäck", "vik", "skog", "heden", "tjärn", "sund", "kulla", "rud", "lösa")


class Theme(NamedTuple):
    """A unit's id, name and chief."""

    id: str
    name: str
    chief: str


THEMES = (
    Theme("KANSLI", "Kansli och utveckling", "Förbundsdirektör"),
    Theme("VUX", "Vuxenutbildning", "Rektor"),
    Theme("IT", "Gemensam it", "It-chef"),
    Theme("RTJ", "Räddningstjänst", "Räddningschef"),
    Theme("MILJÖ", "Miljö och hälsoskydd", "Miljöchef"),
    Theme("AVFALL", "Avfall och återvinning", "Renhållningschef"),
    Theme("BIBL-KULTUR", "Bibliotek och kultur", "Kulturchef"),
    Theme("VÅRD", "Nära vård", "Vårdchef"),
    Theme("LÖN", "Löneservice", "Lönechef"),
    Theme("NÄRING", "Näringsliv och besök", "Näringslivschef"),
)


class Measure(NamedTuple):
    """Something that is measured: its unit, where levels begin, the step between figures, whether more is better, and what it is."""

    title: str
    unit: str
    start: Decimal
    step: Decimal
    more: bool
    kind: str = "plain"


def _m(title: str, unit: str, start: str, step: str, more: bool, kind: str = "plain") -> Measure:
    return Measure(title, unit, Decimal(start), Decimal(step), more, kind)


MEASURES = (
    _m("Andel som är nöjda med servicen", "%", "80", "1", True, "opinion"),
    _m("Andel deltagare som rekommenderar kursen", "%", "90", "1", True, "opinion"),
    _m("Andel som fått svar inom två dagar", "%", "85", "1", True, "shared"),
    _m("Andel som fått beslut i tid", "%", "85", "1", True, "shared"),
    _m("Andel ärenden utan återremiss", "%", "85", "1", True, "shared"),
    _m("Handläggningstid i medeltal", "dagar", "20", "1", False),
    _m("Sjukfrånvaro", "%", "5.5", "0.1", False),
    _m("Genomförda tillsynsbesök", "besök", "120", "1", True, "counted"),
    _m("Utbildade i första hjälpen", "personer", "250", "10", True, "counted"),
    _m("Studerande under året", "studerande", "430", "1", True, "counted"),
    _m("Driftstörningar", "störningar", "12", "1", False),
    _m("Tillgänglighet i systemen", "%", "99.50", "0.01", True),
    _m("Återvunnen andel", "%", "45.0", "0.1", True),
    _m("Restavfall per invånare", "kg/inv", "170", "1", False),
    _m("Intäkter av uppdrag", "tkr", "1500", "1", True, "money"),
    _m("Kostnader för lokaler", "mnkr", "3", "1", False, "money"),
    _m("Förändring av energianvändningen", "%", "-5", "1", False, "relative"),
    _m("Förändring av antalet besök", "%", "5", "1", True, "relative"),
    _m("Förändring av andelen ekologiska inköp", "procentenheter", "2", "1", True, "points"),
    _m("Förändring av andelen återköp", "%", "2", "1", True, "unclear"),
    _m("Besök på webbplatsen", "st", "40000", "1000", True, "approximate"),
    _m("Dialoger med företag", "dialoger", "20", "1", True, "approximate"),
    _m("Genomförda övningar", "st", "4", "1", True),
    _m("Öppna ärenden vid årets slut", "ärenden", "0", "1", False, "exact"),
    _m("Antal aktiviteter i nätverket", "st", "0", "1", True, "without"),
    _m("Ökad trygghet i centrum", "%", "0", "1", True, "without"),
)
PRODUCTS = (
    "en plan för krisberedskap", "en gemensam inköpsplan", "en strategi för kompetensförsörjning", "ett förslag till ny taxa",
    "en utställning om bygden", "en ansökan om projektmedel", "ett beslut om ny organisation", "en handlingsplan för klimatet",
)  # fmt: skip
ACTIVITIES = (
    "delta i länets nätverk", "marknadsföra utbildningarna", "arbeta med ett förenklat regelverk", "analysera behovet av lokaler",
    "hålla öppet hus för allmänheten", "vara tillgänglig för medlemmarna dagligen", "besöka varje medlem", "utbilda nya förtroendevalda",
)  # fmt: skip
GOALS = (
    "Invånarna ska få god service", "Verksamheten ska vara tillgänglig", "Resurserna ska användas väl", "Miljön ska påverkas mindre",
    "Medarbetarna ska trivas", "Samverkan ska utvecklas", "Fler ska nå sina mål", "Tryggheten ska öka", "Kunskapen ska spridas",
)  # fmt: skip
WORDS_OF = {
    "uppfyllt": "målet bedöms uppfyllt", "delvis": "målet bedöms delvis uppfyllt", "ej": "målet bedöms inte uppfyllt", None: "arbetet fortsätter",
}  # fmt: skip
DONE = ("genomfört", "framtagen", "beslutad")
STATUS_WORDS = {
    "genomfört": "är genomfört", "framtagen": "är framtagen", "beslutad": "är beslutad", "del färdig": "en del är färdig",
    "delvis genomfört": "är delvis genomfört", "påbörjat": "är påbörjat", "pågår": "pågår", "ej genomfört": "genomfördes inte",
    "framflyttat": "flyttas till nästa år", "inställt": "ställdes in", "annat sammanhang": "genomförs i annat sammanhang",
    "nivån nådd": "nivån är nådd", "nivån ej nådd": "nivån nåddes inte", "ej mätt": "mättes inte", "annat mått": "ett annat mått redovisas",
}  # fmt: skip

AREAS = (
    ("Redovisning", ("Attest av leverantörsfakturor", "Avstämning av balanskonton", "Momsredovisning")),
    ("Löner", ("Rätt lön till rätt person", "Semesterskuld", "Bisysslor")),
    ("It-säkerhet", ("Behörigheter i verksamhetssystem", "Återläsning av säkerhetskopior")),
    ("Upphandling", ("Direktupphandlingar", "Avtalstrohet", "Jäv vid inköp")),
    ("Arkiv och diarium", ("Diarieföring", "Gallring", "Sekretess")),
    ("Dataskydd", ("Registerförteckning", "Biträdesavtal")),
    ("Krisberedskap", ("Reservkraft", "Kontaktlistor")),
    ("Lokaler", ("Brandskydd", "Nycklar och passerkort", "Hyresavtal")),
)
CONTROLLERS = ("Redovisningsekonom", "Lönespecialist", "Informationssäkerhetssamordnare", "Upphandlare", "Arkivarie", "Controller")
REMARKS = ("en faktura attesterad av beställaren", "två behörigheter kvar efter avslutad anställning", "dokumentation saknas för en post")
