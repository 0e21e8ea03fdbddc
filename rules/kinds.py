"""The kinds of fact the engine knows, each with its fixed fields, and the phases in which rules fire.

A field is text or an exact integer: a count ("i"), a number with six fixed decimals ("f"), the ordinal of a day ("d").
Words are ASCII codes. `key` names the fields that identify a fact: two facts with one key and
different content stop the run, so a node can never get two ratings.
"""

from __future__ import annotations

from dataclasses import dataclass, field

BEFORE_CLOSING = ("forfall", "atgard", "sammantrade")  # only in a check before the books are closed
PHASES = (
    "urval", "jamforelse", "visar", "forandring", "matetal", "balanskrav", "kan", "niva1", "niva2", "omdome", "fynd", "fraga", *BEFORE_CLOSING,
)  # fmt: skip
EXACT_RANGE = 18 * 10**17  # twice a given number's: what a sum or a difference of two may be, and the engine still tells apart
LEVELS = ("goal", "control_area", "unit", "part", "whole")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact: its fields with their types ("s" or "i"), what its integers are, and the fields that identify it.

    A seldom kind is known to the engine only where a rule of the run speaks of it: an ordinary check pays nothing for it.
    """

    name: str
    fields: dict[str, str]
    key: tuple[str, ...]
    derived: bool = False
    integers: dict[str, str] = field(default_factory=dict)
    seldom: bool = False


def _kind(name: str, fields: str, key: str, derived: bool = False, seldom: bool = False) -> Kind:
    typed = {name: is_ or "s" for name, _, is_ in (part.partition(":") for part in fields.split())}
    integers = {name: is_ for name, is_ in typed.items() if is_ != "s"}
    return Kind(name, {name: "i" if name in integers else "s" for name in typed}, tuple(key.split()), derived, integers, seldom)


INPUT = (
    _kind("ar", "ar:i dag:d sista:d", "ar"),
    _kind("plan", "dokument", "dokument"),
    _kind("nod", "nod niva area enhet vagning planerad", "nod"),
    _kind("undantag", "om fran:d till:d beslut", "om beslut"),
    # mätetal och utfall
    _kind("krit", "krit mal area typ villkor forandring arsbasis brist flerarig", "krit"),
    _kind("niva", "krit varde:f", "krit"),
    _kind("utfall", "utfall krit lo:f hi:f del_av_aret gransord belagg", "utfall"),
    _kind("andring", "utfall krit slag del_av_aret lo:f hi:f", "utfall slag"),
    _kind("ojamforbar", "utfall krit orsak rang:i", "utfall"),
    _kind("utsaga", "utsaga krit typ status belagg", "utsaga"),
    _kind("statustabell", "typ status kod rating sager orsak rang:i", "typ status"),
    _kind("uppfoljning", "mal andrad", "mal"),
    _kind("redovisat_mal", "mal", "mal"),
    _kind("ordval", "krit vad ord", "krit vad"),
    _kind("redovisat_ord", "ordid utfall krit vad ord", "ordid"),
    _kind("svarsbas", "utfall slag n:i", "utfall"),
    _kind("svarsspann", "utfall lo:f hi:f traffar:i", "utfall"),
    _kind("jamforgrupp", "krit grupp riktning", "krit"),
    # påståenden
    _kind("pastaende", "om rating rang:i faktaid", "om"),
    _kind("antalspastaende", "pastaende enhet rating antal:i", "pastaende"),
    _kind("sakuppgift", "uppgift sak sager ordning:i", "uppgift"),
    # ekonomi
    _kind("balanskravsresultat", "ar:i varde:f faktaid", "ar"),
    _kind("arsresultat", "ar:i varde:f grund faktaid", "ar"),
    _kind("lagkonstant", "namn varde:i", "namn"),
    _kind("liggarar", "ar:i", "ar"),
    _kind("synnerliga_skal", "ar:i", "ar"),
    _kind("scenario", "sc ar:i antagande", "sc ar"),
    _kind("forsta", "sc ar:i", "sc"),
    _kind("budget", "ar:i overskott:f", "ar"),
    _kind("enhetsresultat", "enhet utfall:f faktaid", "enhet"),
    _kind("enhetsbudget", "enhet avvikelse:f budgetfakta", "enhet"),
    _kind("investering", "avvikelse:f ar:i faktaid", "ar"),
    _kind("overforing", "overforing enhet ut:f", "overforing"),
    _kind("omnamnande", "ar:i omnamns", "ar"),
    # avstämningar
    _kind("avstamning", "avst ord avrundas samma_sak sidor pengar d:f over:f under:f x:f storlek:f", "avst"),
    _kind("vasentlighetstal", "ar:i varde:f", "ar"),
    # intern kontroll
    _kind("moment", "moment omrade plan:i eget", "moment"),
    _kind("visat", "moment slag lo:i hi:i", "moment"),
    _kind("logg", "moment antal:i", "moment"),
    _kind("avvikelse", "avvikelse moment lage frist:d stangd:i", "avvikelse"),
    _kind("ansvar", "ansvarig over:i antal:i faktaid", "ansvarig"),
    # tabeller ur reglerna
    _kind("ratingtabell", "kod rating rang:i", "kod rating"),
    _kind("belaggtabell", "slag rang:i", "slag"),
    _kind("gehtabell", "vagning e v rating", "vagning e v"),
    # räknat av värden mellan faserna
    _kind(
        "antal",
        "nod niva area vagning medlemmar:i aktiva:i undantagna:i kan_u:i kan_d:i kan_e:i utan_u:i utan_e:i "
        "uppfyllt:i delvis:i ej:i oavgjorda:i siffra:i logg:i beslut:i egen:i leveranser:i",
        "nod",
    ),
)

# of a year that is not over, of drafts, and of a check before the books are closed
SELDOM = tuple(
    _kind(name, fields, key, seldom=True)
    for name, fields, key in (
        ("utkast", "om antal:i", "om"),
        ("utkastpost", "om slag", "om"),
        # utfall och kontroller till och med en dag
        ("lopande", "utfall krit lo:f dag:d belagg", "utfall"),
        ("lopande_forandring", "utfall krit lo:f", "utfall"),
        ("logg_hittills", "moment antal:i hi:i", "moment"),
        # det som förfaller
        ("dag", "ar:i dag:d sista:d slag", "ar"),
        ("frist", "krit dag:d beslut enkat", "krit"),
        ("slutdag", "nod dag:d", "nod"),
        ("kalenderdag", "post slag dag:d", "post"),
        ("tillfalle", "tillfalle moment nr:i dag:d", "tillfalle"),
        ("kontroller", "moment antal:i hogst:i", "moment"),
        ("matning", "matning krit fraga malgrupp svar antal:i", "matning"),
        ("svarsdag", "matning krit dag:d", "matning"),
        ("tomt", "belopp", "belopp"),
        ("kraver", "om belopp", "om belopp"),
        ("saknade", "om antal:i", "om"),
        ("enhetsprognos", "enhet avvikelse:f dag:d faktaid", "enhet"),
        ("prognospost", "krit", "krit"),
        ("planfrist", "ar:i dag:d", "ar"),
        ("aterstallandebeslut", "ar:i", "ar"),
        ("budgetandring", "beslut enhet dag:d", "beslut enhet"),
    )
)

DERIVED = tuple(
    _kind(name, fields, key, derived=True)
    for name, fields, key in (
        ("aktiv", "krit mal area typ villkor forandring arsbasis brist", "krit"),
        ("undantagen", "nod", "nod"),
        ("jamforelse", "krit utfall slag villkor lo:i hi:i", "utfall slag"),
        ("slagvisar", "krit utfall slag kod rating", "utfall slag kod"),
        ("siffervisar", "krit utfall kod rating", "krit utfall kod"),
        ("sifferoppen", "krit utfall orsak rang:i", "krit utfall"),
        ("utsagevisar", "krit utsaga kod rating sager orsak rang:i", "krit utsaga"),
        ("bedomning", "nod niva area kod rating orsak", "nod"),
        ("belagg", "nod slag rang:i", "nod slag"),
        ("kan", "nod rating rang:i", "nod rating"),
        # balanskravet
        ("antagande", "sc ar:i varde:i", "sc ar"),
        ("rest", "sc d:i t:i nt:i frist:i varde:i", "sc d t"),
        ("kvar", "sc t:i d:i varde:i", "sc t d"),
        ("liggarutfall", "sc kod", "sc kod"),
        ("liggarkod", "kod", "kod"),
        ("arlucka", "ar:i", "ar"),
        # avstämningar, kontroller
        ("avstamningsutfall", "avst status samma_sak", "avst"),
        ("vasentlighet", "avst utfall", "avst"),
        ("kontrolljamforelse", "moment lo:i hi:i antal:i", "moment"),
        ("avvikelselage", "avvikelse moment lage", "avvikelse"),
        # omdömen och fynd
        ("omdome", "nod omdome riktning", "nod"),
        ("egen_uppgift", "nod", "nod"),
        ("arligt_delvis", "nod", "nod"),
        ("bedomt_utfall", "krit utfall grupp riktning varde:i rang:i mal", "krit utfall"),
        ("fynd", "slag om om2", "slag om om2"),
        ("fraga", "om slag", "om slag"),
    )
)

SELDOM_DERIVED = tuple(
    _kind(name, fields, key, derived=True, seldom=True)
    for name, fields, key in (
        ("lopandejamforelse", "krit utfall villkor lo:i", "utfall"),
        ("dagslage", "nod niva lage", "nod"),
        ("tillfallelage", "tillfalle moment nr:i lage dag:d", "tillfalle"),
        ("brist", "krit slag", "krit slag"),
        ("kvarstar", "krit utfall kvar:i", "krit utfall"),
        ("lucka", "belopp om", "belopp om"),
        ("ensam_lucka", "belopp om", "belopp om"),
        ("atgard", "om slag sista:d forsenad", "om slag"),
        ("beslutsbehov", "om slag sista:d", "om slag"),
        ("mote", "om slag dag:d", "om slag"),
        ("sent", "om slag", "om slag"),
        ("marginal", "om slag ar:i utfall belopp:i grans:i marginal:i senast:i", "om slag ar utfall"),
    )
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in (*INPUT, *SELDOM, *DERIVED, *SELDOM_DERIVED)}
