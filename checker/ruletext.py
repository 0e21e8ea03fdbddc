"""The rules as `check regler` tells them: text, basis, years and conditions."""

from __future__ import annotations

import difflib
import re

from checker.usage import WrongUsage
from reports.blocks import Column, Entry, Line, Table
from reports.layout import plain, table_lines
from reports.swedish import sentence
from reports.terminal import entry_lines
from rules.basis import WEIGHING
from rules.catalogue import all_rules
from rules.language import Rule
from rules.packs.sammanvagning import COUNTED, COUNTED_TITLE

NEAREST = 5
_SIGNS = {"+": "+", "-": "−"}
_PLACE = re.compile(r"\{([^}|]+)(?:\|\w+)?\}")
_SUM = re.compile(r"([+-])(?=[a-z\d])")

# What a sentence takes its words from, in the genitive: a kind of fact, or the field that names one.
_WHOSE = {
    "aktiv": "mätetalets", "andring": "förändringens", "ansvar": "ansvarsfördelningens", "antal": "sammanräkningens",
    "antalspastaende": "påståendets", "ar": "årets", "arsresultat": "årsresultatets", "avstamning": "avstämningens",
    "avstamningsutfall": "avstämningens", "avvikelse": "avvikelsens", "avvikelselage": "avvikelsens",
    "balanskravsresultat": "balanskravsresultatets", "bedomning": "bedömningens", "bedomt_utfall": "utfallets", "budget": "budgetens",
    "budgetandring": "budgetbeslutets",
    "enhet": "enhetens", "enhetsbudget": "enhetens", "enhetsresultat": "enhetens", "gehtabell": "helhetens", "investering": "investeringens",
    "jamforelse": "jämförelsens", "krit": "mätetalets", "kvar": "överskottets", "lagkonstant": "lagens", "logg": "kontrolloggens",
    "moment": "kontrollmomentets", "nod": "det bedömdas", "ojamforbar": "utfallets", "omdome": "omdömets", "omnamnande": "omnämnandets",
    "ordval": "planens", "overforing": "överföringens", "pastaende": "påståendets", "plan": "planens", "ratingtabell": "medlemmens",
    "redovisat_ord": "redovisningens", "rest": "underskottets", "sakuppgift": "uppgiftens", "scenario": "fallets", "sifferoppen": "siffrans",
    "siffervisar": "siffrans", "slagvisar": "förändringens", "statustabell": "uppgiftens", "svarsbas": "svarens", "svarsspann": "svarens",
    "atgard": "åtgärdens", "beslutsbehov": "beslutsbehovets", "dag": "den prövade dagens", "enhetsprognos": "prognosens", "frist": "fristens",
    "kalenderdag": "kalenderns", "kontroller": "kontrollernas", "kraver": "behovets", "logg_hittills": "kontrolloggens", "lopande": "utfallets",
    "lopande_forandring": "förändringens", "matning": "mätningens", "niva": "målnivåns", "planfrist": "fristens", "slutdag": "bokslutets",
    "svarsdag": "svarens", "tillfalle": "kontrolltillfällets", "tomt": "beloppets", "utkast": "utkastens", "utkastpost": "utkastets",
    "synnerliga_skal": "beslutets", "undantag": "undantagets", "undantagen": "undantagets", "uppfoljning": "uppföljningens",
    "utfall": "utfallets", "utsaga": "uppgiftens", "utsagevisar": "uppgiftens", "vasentlighetstal": "väsentlighetstalets", "visat": "kontrollens",
}  # fmt: skip
# What is taken from it.
_WHAT = {
    "aktiva": "antal medlemmar", "andel": "andel", "av": "helhet", "belagg": "belägg", "beslut": "antal ur beslut",
    "delvis": "antal delvis uppfyllda", "egen": "antal ur redovisningens egna uppgifter", "egna": "antal", "ej": "antal ej uppfyllda",
    "enhetsnamn": "namn", "fordelning": "fördelning", "fraga_till": "svarande", "fran": "lägsta antal", "grundtext": "grund",
    "hoger_kalla": "högra källa", "hoger_text": "högra sida", "infort": "belopp från förra året", "innebord": "innebörd", "intakter": "intäkter",
    "kalla": "källa", "kan_d": "antal som kan vara delvis uppfyllda", "kan_e": "antal som kan vara ej uppfyllda",
    "kan_u": "antal som kan vara uppfyllda", "klumpsumma": "upplysning om justeringarna", "logg": "antal ur kontrolloggar",
    "medlemsord": "slag av medlemmar", "n": "antal", "nivatext": "målnivå", "ordtext": "slag", "orsak": "skäl",
    "periodkalla": "källa för perioden", "planens_ord": "lydelse i planen", "rating": "utfall", "redovisningens_ord": "lydelse i redovisningen",
    "sager": "innehåll", "sak": "ämne", "saknas": "upplysning om vad som saknas", "saknat": "år som saknas", "siffra": "antal ur siffror",
    "sista_dag": "sista dag", "sista_datum": "årets sista dag", "utkast": "förteckning",
    "skal": "skäl", "skillnad_text": "skillnad", "stangd_dag": "dag den stängdes", "till": "högsta antal",
    "titel_utan_punkt": "titel", "undantagna": "antal undantagna", "uppfyllt": "antal uppfyllda", "uppgift": "lydelse",
    "utan": "belopp utan överföringar", "utan_utredning": "år utan balanskravsutredning", "vadord": "slag", "vanster_kalla": "vänstra källa",
    "vanster_text": "vänstra sida", "varde": "värde", "visar": "mening", "visat": "resultat",
}  # fmt: skip
# What is said without saying whose it is, for any kind of fact or for one.
_ALONE = {
    "ar": "året", "d": "underskottets år", "frist": "sista år att återställa", "krit": "mätetalets id", "liggare": "liggarens år",
    "mal": "målets id", "moment": "kontrollmomentets id", "nod": "det bedömdas id", "om": "id för det som påstås", "sc": "fallet",
    "t": "årets överskott", "kraver.om": "id för det som väntar på beloppet", "utkastpost.om": "utkastets id",
}  # fmt: skip


_ALWAYS = "alla år"
_COUNTS = "Mellan motorns faser räknas, för varje mål, enhet, del, helhet och kontrollområde, hur många medlemmar som visar och kan visa varje utfall"
_DECIDES_NOTHING = (
    "Räkningen bedömer ingenting själv. Antalen blir uppgifter som sammanvägningens övriga regler avgör på; steget i spåret nämner varje medlem."
)


def every(width: int) -> str:
    """All rules, the counting between the phases among them, one row each."""
    rows = [(rule.id, rule.title, rule.years) for rule in all_rules()]
    rows = sorted([*rows, (COUNTED, COUNTED_TITLE, _ALWAYS)])
    return plain(table_lines(Table((Column("Regel"), Column("Titel"), Column("År")), tuple(rows)), width))


def one(wanted: str, width: int) -> str:
    """One rule in full. Raises WrongUsage with the nearest ids when there is none."""
    known = {rule.id: rule for rule in all_rules()}
    if wanted.upper() == COUNTED:
        return plain(entry_lines(_counting(), width))
    if wanted.upper() not in known:
        near = ", ".join(difflib.get_close_matches(wanted.upper(), known, NEAREST, 0.4)) or "inget som liknar det"
        action = f"läs alla med check regler; är det id:t för en bedömning, skriv check forklara ÅR {wanted}"
        raise WrongUsage(f'det okända regel-id:t "{wanted}"', f"en regels id; närmast ligger {near}", action)
    rule = known[wanted.upper()]
    return plain([*entry_lines(_told(rule), width), [], *entry_lines(_as_the_engine_has_it(rule), width)])


def _counting() -> Entry:
    """What is counted outside the engine, which has no aggregate."""
    why = (Line("Grund", sentence(WEIGHING)), Line("År", sentence(_ALWAYS)), Line("Förklaring", _DECIDES_NOTHING))
    return Entry(COUNTED, COUNTED_TITLE, (Line("Mening", sentence(_COUNTS)), *why))


def _told(rule: Rule) -> Entry:
    """What the rule is, what it says and why: for a reader."""
    why = [Line("Förklaring", sentence(" ".join(rule.why.split())))] if rule.why else []
    lines = (Line("Mening", in_words(rule)), Line("Grund", sentence(rule.basis)), Line("År", sentence(rule.years)), *why)
    return Entry(rule.id, rule.title, lines)


def _as_the_engine_has_it(rule: Rule) -> Entry:
    conditions = [Line(" " if at else "Villkor", line) for at, line in enumerate(rule.when)]
    lines = (Line("Fas", rule.phase), *conditions, Line("Slutsats", rule.then), Line("", f"sha256:{rule.sha256}"))
    return Entry("", "Villkor i regelmotorns form", lines)


def in_words(rule: Rule) -> str:
    """The rule's sentence, with each place that a fact fills told in words: "Utfallet ‹utfallets text› når …"."""
    kinds = {pattern.alias: pattern.kind for pattern in rule.patterns}
    return _PLACE.sub(lambda found: f"‹{_place(found[1], kinds)}›", rule.says)


def _place(place: str, kinds: dict[str, str]) -> str:
    """A place of a sentence in words; a sum is told term by term."""
    parts = _SUM.split(place)
    return " ".join(_SIGNS.get(part) or _term(part, kinds) for part in parts)


def _term(term: str, kinds: dict[str, str]) -> str:
    if term.isdecimal():
        return term
    *_, whose, what = (kinds.get(term.partition(".")[0], ""), *term.split(".")[1:])
    return _ALONE.get(f"{whose}.{what}") or _ALONE.get(what) or f"{_WHOSE.get(whose, '')} {_WHAT.get(what, what.replace('_', ' '))}".strip()
