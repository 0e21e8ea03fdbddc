"""Swedish print: numbers as they are set, the words for every code, and what may not be parted at a line's end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reports.report import Cite

NBSP = "\u00a0"
MINUS = "−"

RATING = {
    "uppfyllt": "uppfyllt",
    "delvis": "delvis uppfyllt",
    "ej": "ej uppfyllt",
    "underlag_saknas": "underlag saknas",
    "ej_tillampligt": "ej tillämpligt",
}
RATED_MANY = {"uppfyllt": "uppfyllda", "delvis": "delvis uppfyllda", "ej": "ej uppfyllda"}
RATING_SHORT = {"uppfyllt": "uppf.", "delvis": "delvis", "ej": "ej", "underlag_saknas": "saknas"}
VERDICT = {
    "bekraftat": "bekräftat",
    "bekraftat_egen_uppgift": "bekräftat endast av redovisningens egen uppgift",
    "motsagt": "motsagt",
    "obestyrkt": "obestyrkt",
}
DIRECTION = {"battre": "bättre än underlaget visar", "samre": "sämre än underlaget visar"}
EVIDENCE = {"siffra": "siffra", "logg": "kontrollogg", "beslut": "beslut", "egen_uppgift": "redovisningens egen uppgift"}
LEVEL = {
    "criterion": "mätetal",
    "goal": "mål",
    "moment": "kontrollmoment",
    "control_area": "kontrollområde",
    "unit": "enhet",
    "part": "del",
    "whole": "helhet",
}
AREA = {"mal": "mål", "ekonomi": "ekonomi", "balanskrav": "balanskrav", "intern_kontroll": "intern kontroll"}
REASON = {
    "malniva_saknas": "målnivå saknas",
    "malniva_oklar": "målnivån är oklar",
    "siffra_saknas": "siffra saknas",
    "ej_redovisat": "ej redovisat",
    "ej_matt": "ej mätt",
    "annat_matt": "annat mått än det beslutade",
    "motstridigt": "uppgifterna är motstridiga",
    "ungefarlig_vid_gransen": "ungefärligt vid gränsen",
    "antal_kontroller_framgar_inte": "antal kontroller framgår inte",
    "svarar_inte_pa_momentet": "svarar inte på momentet",
    "balanskravsutredning_saknas": "balanskravsutredning saknas",
    "ar_saknas": "år saknas",
    "frekvens_saknas": "frekvens saknas",
    "medlem_oavgjord": "vilar på en bedömning som inte är avgjord",
}
FACT = {
    "antalspastaende": "påstående om antal",
    "aterstallandebeslut": "beslut om återställande",
    "budgetandring": "beslut om ändrad budget",
    "dag": "prövad dag",
    "enhetsprognos": "enhets prognos",
    "frist": "sista dag",
    "kalenderdag": "dag i kalendern",
    "kontroller": "utförda kontroller",
    "kraver": "behov av belopp",
    "logg_hittills": "kontrollogg hittills",
    "lopande": "utfall hittills",
    "lopande_forandring": "förändring hittills",
    "matning": "mätning",
    "planfrist": "sista dag för beslut om återställande",
    "prognospost": "prognos",
    "slutdag": "sista dag för räkenskaperna",
    "svarsdag": "dag då svaret finns",
    "tillfalle": "planerat kontrolltillfälle",
    "tomt": "belopp som saknas",
    "utkastpost": "utkast",
    "ar": "år",
    "arsresultat": "årets resultat",
    "avstamning": "avstämning",
    "belaggtabell": "regeltabell",
    "enhetsbudget": "enhets budget",
    "enhetsresultat": "enhets resultat",
    "forsta": "första år",
    "gehtabell": "regeltabell",
    "jamforgrupp": "jämförelsegrupp",
    "krit": "mätetal",
    "lagkonstant": "ur lag",
    "liggarar": "år i liggaren",
    "moment": "kontrollmoment",
    "niva": "målnivå",
    "nod": "mål eller enhet",
    "omnamnande": "omnämnande",
    "ordval": "planens ord",
    "overforing": "överföring",
    "pastaende": "påstående",
    "ratingtabell": "regeltabell",
    "redovisat_ord": "redovisningens ord",
    "sakuppgift": "uppgift i sak",
    "statustabell": "regeltabell",
    "svarsbas": "antal svar",
    "svarsspann": "möjliga antal svar",
    "uppfoljning": "uppföljning",
    "vasentlighetstal": "väsentlighetstal",
    "visat": "visad kontroll",
}
MATERIAL = {"over": "över", "under": "under"}
TIE_STATUS = {"stammer": "stämmer", "avrundning": "avrundning", "avvikelse": "avvikelse", "underlag_saknas": "underlag saknas"}
FINDING = {
    "motsagt": "Motsagda påståenden",
    "obestyrkt": "Obestyrkta påståenden",
    "inkonsekvent_bedomning": "Inkonsekvent bedömning",
    "motsagelse": "Motsägelser i underlaget",
    "ej_foljt_upp": "Beslutade mål utan uppföljning",
    "ej_beslutat": "Uppföljda mål utan beslut",
    "plan_saknas": "Plan saknas",
    "andrad_lydelse": "Ändrad lydelse",
    "svagt_underlag": "Svagt underlag",
    "flerarigt_mal": "Fleråriga mål",
    "malniva_saknas": "Mätetal utan målnivå",
    "malniva_oklar": "Oklar målnivå",
    "fraga": "Frågor",
    "budgetavvikelse": "Avvikelser mot budget",
    "overfort_overskott": "Överskott förda till nästa år",
    "aterstallande": "Återställande av underskott",
    "tie_avvikelse": "Avstämningar som avviker",
    "tie_avrundning": "Avstämningar med avrundning",
    "oppen_avvikelse": "Öppna avvikelser",
    "stangd_avvikelse": "Stängda avvikelser",
    "forsenad_atgard": "Försenade åtgärder",
    "ansvarskoncentration": "Fördelning av ansvar",
    "utkast": "Utkast som inte prövas",
}
STANCE = {"instammer": "instämmer", "instammer_inte": "instämmer inte"}
DIGEST = {"facts": "uppgifter", "rules": "regler", "trace": "spår", "result": "resultat", "notes": "noteringar"}
REPORT_KIND = {
    "arsbokslut": "prövning av år", "delarsrapport": "delårsrapport", "forkontroll": "förkontroll", "prognos": "prognos",
}  # fmt: skip
JUDGED = {
    "arsbokslut": "årsredovisningen", "delarsrapport": "delårsrapporten", "forkontroll": "kommande årsredovisning", "prognos": "prognosen",
}  # fmt: skip

_LOOSE = frozenset((
    "av", "att", "avviker", "den", "det", "eller", "en", "ett", "finns", "framgår", "från", "för", "gäller", "har", "hos", "i", "inom",
    "inte", "kan", "men", "med", "minst", "mot", "när", "och", "om", "på", "samt", "ska", "skulle", "som", "till", "under", "utan", "var",
    "vid", "är", "även", "över",
))  # fmt: skip
_THOUSANDS = re.compile(r"(?<![\d.,\-])(\d{1,3})((?: \d{3})+)(?!\d)")
_MEASURED = re.compile(r"(\d) ([%‰§]|[a-zåäö]+)")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_BEFORE_NUMBER = re.compile(r"(\d kap\.|§|\bp\.|\bca|\bnr|\bnot|\bbilaga|\bavsnitt|\d av) (?=\d)")
_NEGATIVE = re.compile(r"(?<![\w\-−.])-(?=\d)")


def word(words: dict[str, str], code: str) -> str:
    """The Swedish word for a code; a code without one is told as it is."""
    return words.get(code) or code.replace("_", " ")


def number(text: str) -> str:
    """A number as Swedish sets it: "-9784.5" becomes "−9 784,5" with a no-break space."""
    digits, point, decimals = text.removeprefix("-").partition(".")
    grouped = f"{int(digits):,}".replace(",", NBSP) if digits.isdecimal() else digits
    return (MINUS if text.startswith("-") else "") + grouped + (f",{decimals}" if point else "")


def amount(text: str | None, unit: str) -> str:
    """A number with its unit, never to be parted; "saknas" where there is none."""
    return "saknas" if text is None else f"{number(text)}{NBSP}{unit}"


def bind(text: str) -> str:
    """Running text with each number held together with its groups of digits and its unit, and with a real minus."""
    text = _THOUSANDS.sub(lambda found: found[0].replace(" ", NBSP), text)
    text = _BEFORE_NUMBER.sub(rf"\1{NBSP}", text)
    return _NEGATIVE.sub(MINUS, _MEASURED.sub(_with_unit, text))


def _with_unit(found: re.Match[str]) -> str:
    is_year = _YEAR.search(found.string[: found.start(2) - 1]) is not None
    return found[0] if is_year or found[2] in _LOOSE else f"{found[1]}{NBSP}{found[2]}"


def listed(words: Iterable[str], last: str = "och") -> str:
    """Words as a Swedish list: "a, b och c"."""
    *first, final = list(words) or [""]
    return f"{', '.join(first)} {last} {final}" if first else final


def counted(count: int, one: str, many: str) -> str:
    """A count with its noun in the right number."""
    return f"{number(str(count))}{NBSP}{one if count == 1 else many}"


def possible(ratings: Sequence[str]) -> str:
    """The ratings that remain possible, as words."""
    return listed((word(RATING, rating) for rating in ratings), "eller")


def cites(sources: Iterable[Cite]) -> str:
    """Sources with each document named once: "Årsredovisning 2020, 4.1 och 5.2; Budget 2020, 2.3"."""
    sections: dict[str, dict[str, None]] = {}
    for cite in sources:
        sections.setdefault(cite.document, {})[cite.section] = None
    return "; ".join(f"{document}, {_sections(list(found))}" for document, found in sections.items())


def _sections(sections: list[str]) -> str:
    plain = all("," not in section for section in sections)
    return listed(sections) if plain else "; ".join(sections)


def sentence(text: str) -> str:
    """The text with a capital first (ids keep theirs) and a full stop last."""
    text = text.strip()
    return text[:1].upper() + bare_sentence(text[1:])


def bare_sentence(text: str) -> str:
    """The text with a full stop last, if it has none."""
    return text + ("" if text.endswith((".", "?", "!", "…")) else ".")
