"""What the annex says whatever the year: its headings, its purpose and the rules of rating, the same in every format."""

from __future__ import annotations

HEADINGS = (
    "Syfte och avgränsning", "Reglerna för bedömningen", "Sammanställning", "Måltabell", "Skillnader", "Vad som inte kan bedömas",
    "Finansiella mål och balanskrav", "Avstämningar", "Intern kontroll", "Iakttagelser", "Underlag och spårbarhet", "Underskrifter",
)  # fmt: skip
SUMMARY = (
    "Bilagan prövar vad årets redovisning anger mot dess egna uppgifter: målen, ekonomin och den interna kontrollen. Bedömningen i redovisningen är "
    "Direktionens och ändras inte här. Bilagan visar var prövningen ger ett annat utfall, och vad som inte kan avgöras på underlaget."
)
LIMITS = (
    "Underlaget är dokumentens egna uppgifter, avskrivna med dokument och avsnitt. Uppgifter som inte finns i dokumenten har inte inhämtats. Bilagan "
    "ersätter inte revisorernas prövning enligt KL (2017:725) 12 kap. 1–2 §§."
)
UNCLAIMED = "inget påstående"  # in the column of what is claimed, where there may well be an outcome
# A word between asterisks is one that the annex rates with.
RULES = (
    "En bedömning är ett av fem ord: *uppfyllt*, *delvis uppfyllt*, *ej uppfyllt*, *underlag saknas* eller *ej tillämpligt*.",
    ("Varje bedömning anger vilka utfall som är möjliga på underlaget. Är det ett enda är saken avgjord. Är de flera är bedömningen underlag saknas, "
    "och det anges vilken uppgift som skulle avgöra den."),
    ("Ord om målet (”målet är uppnått”) är påståenden. Det som visar ett utfall är en siffra, en kontrollogg, ett beslut eller, svagast, "
    "redovisningens egen uppgift om att något är gjort eller inte gjort."),
    "Ett mätetal med en målnivå avgörs av siffran, också där texten intill säger något annat. Att nivån anges vara nådd utan siffra visar den inte.",
    "En ungefärlig siffra avgör, utom när den ligger vid nivån.",
    ("En produkt som är färdig vid årets slut är uppfylld; är en namngiven del färdig är den delvis uppfylld. En aktivitet är uppfylld när den har "
    "genomförts."),
    "Ett mätetal utan målnivå kan inte avgöras.",
    ("Ett mål kan vara uppfyllt om varje mätetal kan vara det, och ej uppfyllt om varje mätetal kan vara det. Det kan vara delvis uppfyllt om något "
    "mätetal kan vara det, eller om ett kan vara uppfyllt och ett annat ej. Enheter, delar och kontrollområden bedöms på samma sätt."),
    "Ej tillämpligt är bara det som har undantagits genom ett beslut med organ, datum, paragraf och skäl.",
    ("Ett påstående är *bekräftat* när det är detsamma som den avgjorda bedömningen, *motsagt* när det inte finns bland de möjliga utfallen, och "
    "*obestyrkt* när det är ett av flera möjliga."),
    ("Ett kontrollmoment jämförs med planerad frekvens: lika ofta eller oftare är uppfyllt, färre gånger men någon är delvis uppfyllt, ingen är ej "
    "uppfyllt. En avvikelse bedöms skild från frekvensen."),
    ("I en avstämning avrundas den finare sidan till den grövre sidans sista tryckta siffra. Skillnaden noll *stämmer*; en enhet i den siffran är "
    "*avrundning*; mer är *avvikelse*. För det som räknas i antal godtas ingen skillnad. Ett ungefärligt tal (ca, drygt, knappt) jämförs i sin sista "
    "värdesiffra och stämmer eller avviker."),
)
CONTRADICTED = (
    "Här står de påståenden som underlaget motsäger: vad som redovisas, vad underlaget visar och den regel som avgör. Det som redovisas som delvis "
    "uppfyllt när målnivån inte nås står sist."
)
TOLERANCE = (
    "Tolerans: den finare sidan avrundas till den grövre sidans sista tryckta siffra; en enhet i den siffran är avrundning. För antal godtas ingen "
    "skillnad. Ett ungefärligt tal (ca, drygt, knappt) jämförs i sin sista värdesiffra och stämmer eller avviker."
)
SUMS = "I varje rad är antalet summan av det visade, av det redovisade och av hur påståendena står sig."
OPEN = "Varför saken inte är avgjord, och vad som ännu är möjligt."
UNSUPPORTED = "Underlaget varken visar eller utesluter vad som redovisas."
SAME_BYTES = "Samma uppgifter och samma regler ger samma kontrollsummor."
OTHERS_AGREE = "De avstämningar som stämmer återges inte här; de framgår av den bilagda JSON-filen."
DOCUMENTS = (
    "Uppgifter ur Regelspår är programmets egna tabeller över ord och bedömningar; uppgifter ur organisationens namn är dess enheter och "
    "räkenskapsåret."
)
STANCE = "Direktionens ställningstagande:"
SIGNED = ("Upprättad", "Granskad", "Godkänd", "Behandlad av Direktionen")


def title(year: int) -> str:
    """The annex by its name."""
    return f"Bilaga: Regelprövning av mål, ekonomi och intern kontroll {year}"


def belongs_to(judged: str, year: int, version: str, day: str) -> str:
    """To what the annex is attached, and by what and as of which day it was made."""
    return f"Till {judged} {year}. Prövat av Regelspår {version} på underlaget per {day}."


def purpose(judged: str, year: int) -> str:
    """What the annex does, and what it leaves to the Direktion."""
    return (
        f"Bedömningen av måluppfyllelsen och av den ekonomiska ställningen i {judged} {year} är Direktionens. Bilagan ändrar den inte. Den visar för "
        "varje mål, mätetal, krav och kontrollmoment vad underlaget ger stöd för enligt fasta regler, och var det skiljer sig från det som redovisas."
    )


def of_counts(contradicted: int, unsupported: int) -> str:
    """Why the findings of claims are more than the claims about ratings."""
    told = [f"{many} av de {kind}" for many, kind in ((contradicted, "motsagda"), (unsupported, "obestyrkta")) if many]
    return f"Redovisningens egna antal (A-1 och följande) räknas med här: {' och '.join(told)}." if told else ""


def cover(organisation: str, member: str) -> str:
    """Why the annex comes to a member's fullmäktige."""
    return (
        f"{member} är medlem i {organisation}. I ett kommunalförbund med direktion rapporterar revisorerna enligt KL (2017:725) 9 kap. 13 § till "
        f"fullmäktige i varje medlem. Detta blad gäller {member}; det som följer är detsamma för alla medlemmar."
    )


def summed(total: str | None) -> str:
    """How the amounts of a member stand to what is printed."""
    return f"Beloppen är de tryckta; {'de har olika enheter och summeras inte' if total is None else 'summan är beräknad'}."
